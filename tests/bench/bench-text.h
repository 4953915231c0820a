/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Made-up articles of a wanted size, for what is measured without a window. */
#pragma once

#include "core/base/galley-clock.h"
#include "core/base/galley-random.h"
#include "core/model/galley-revision.h"

G_BEGIN_DECLS

/* About @n_bytes of Chinese prose in paragraphs; no two of one @number are alike. (transfer full) */
GalleyRevision *galley_bench_make_article (const char  *id,
                                           guint        number,
                                           gsize        n_bytes,
                                           GalleyState *state);

G_END_DECLS
