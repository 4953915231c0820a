/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in the canonical body between the opening of an attachment or a video and its title. Private to this
 * folder. */
#pragma once

#include "core/wire/galley-body-reader-private.h"

G_BEGIN_DECLS

void galley_body_append_enclosure (GString           *out,
                                   const GalleyBlock *block);
/* (transfer full) (nullable) */
GalleyEnclosure *galley_body_read_enclosure (BodyReader     *self,
                                             GalleyBlockKind kind,
                                             GError        **error);

G_END_DECLS
