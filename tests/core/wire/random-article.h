/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Articles by chance: all kinds of blocks, nested and touching marks, the characters that are escaped, blanks, breaks,
 * Han beyond the basic plane. */
#pragma once

#include "core/base/galley-random.h"
#include "core/model/galley-revision.h"

/* A seed from GALLEY_TEST_SEED, else from the kernel; printed as a TAP comment. */
guint64 random_article_seed (void);

GalleyBlock *random_block (GalleyRandom *random);
/* (transfer full) (element-type GalleyBlock) */
GPtrArray *random_blocks (GalleyRandom *random);
GalleyRevision *random_revision (GalleyRandom *random);
