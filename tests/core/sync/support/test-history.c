/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-history.h"

#include "core/wire/galley-wire.h"

#include <string.h>

GalleyRevision *
test_history_find (GPtrArray         *history,
                   const char        *id,
                   const char *const *hashes,
                   const char        *since)
{
  for (guint i = history->len; i-- > 0;)
    {
      GalleyRevision *revision = g_ptr_array_index (history, i);

      if (strcmp (galley_revision_get_id (revision), id) != 0)
        continue;
      if (strcmp (galley_revision_get_state (revision)->etag, since) == 0)
        break;
      if (g_strv_contains (hashes, galley_wire_get_content_hash (revision)))
        return galley_revision_ref (revision);
    }
  return NULL;
}
