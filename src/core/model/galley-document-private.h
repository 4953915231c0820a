/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files that edit a document. */
#pragma once

#include "core/model/galley-document.h"

G_BEGIN_DECLS

/* Splices, as TYPED, what differs of @blocks, which shall stand from @first on in the place of as many, and nothing around
 * it. */
void galley_document_splice_changed (GalleyDocument *self,
                                     guint           first,
                                     GPtrArray      *blocks);

G_END_DECLS
