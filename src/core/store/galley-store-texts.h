/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a revision stands in its row: worked out from the revision alone, and so by any thread. Whoever brings many
 * articles has it ready before the store's thread wants it. */
#pragma once

#include "core/model/galley-revision.h"

G_BEGIN_DECLS

typedef struct
{
  GalleyRevision *revision;
  char *content;  /* canonical, and so is all JSON here */
  char *state;
  char *channels; /* a JSON array: the main channel and all others, each once */
  char *snippet;
  char *wording;  /* by what lists are searched (galley-store-wording.h) */
} GalleyStoreTexts;

GalleyStoreTexts *galley_store_texts_new (GalleyRevision *revision);
void galley_store_texts_free (GalleyStoreTexts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyStoreTexts, galley_store_texts_free)

G_END_DECLS
