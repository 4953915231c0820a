/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a hand-over file holds: what is read of it is written and read again as the same. */
#include "core/intake/galley-bundle.h"
#include "fuzz.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GalleyBundle) bundle = galley_bundle_read (bytes, NULL);
  g_autoptr (GalleyBundle) again = NULL;
  g_autoptr (GBytes) written = NULL;

  if (bundle == NULL)
    return 0;
  written = galley_bundle_write (bundle, NULL);
  g_assert (written != NULL);
  again = galley_bundle_read (written, NULL);
  g_assert (again != NULL && galley_revision_has_same_content (bundle->article, again->article));
  g_assert ((bundle->base == NULL) == (again->base == NULL));
  g_assert (g_tree_nnodes (bundle->media) == g_tree_nnodes (again->media));
  return 0;
}
