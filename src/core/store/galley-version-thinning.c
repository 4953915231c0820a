/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/galley-version-thinning.h"

#define LONGER (30 * G_TIME_SPAN_DAY)

static gboolean
is_kept_for_its_reason (const GalleyVersionEntry *entry,
                        gint64                    age)
{
  if (g_str_equal (entry->reason, GALLEY_VERSION_RESOLVE))
    return TRUE;
  return !g_str_equal (entry->reason, GALLEY_VERSION_MINUTE) && age < LONGER;
}

GArray *
galley_version_thinning_find (GPtrArray *entries,
                              gint64     now,
                              gint64     utc_offset)
{
  g_autoptr (GHashTable) taken = NULL;
  GArray *rows;

  g_return_val_if_fail (entries != NULL, NULL);

  taken = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (guint i = 0; i + 1 < entries->len; i++)
    {
      const GalleyVersionEntry *entry = entries->pdata[i];
      gint64 age = now - entry->time, local = entry->time + utc_offset;
      gint64 *slot;

      if (age < G_TIME_SPAN_HOUR || is_kept_for_its_reason (entry, age))
        continue;
      /* Hours are told from days by their sign. */
      slot = g_new (gint64, 1);
      *slot = age < G_TIME_SPAN_DAY ? local / G_TIME_SPAN_HOUR + 1 : -(local / G_TIME_SPAN_DAY) - 1;
      if (!g_hash_table_add (taken, slot))
        g_array_append_val (rows, entry->row);
    }
  return rows;
}
