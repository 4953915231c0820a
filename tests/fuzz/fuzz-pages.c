/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any bytes are read as the pages of a database and of its log, within their bounds. The first two bytes say how many of the
 * others are the log. */
#include "core/store/galley-store-pages.h"
#include "fuzz.h"

typedef struct
{
  gsize n_records, n_bytes;
  guint sum;
} Seen;

static void
take_cb (gint64                 row,
         const GalleyPageValue *values,
         guint                  n_values,
         gpointer               data)
{
  Seen *seen = data;

  g_assert_cmpuint (n_values, <=, GALLEY_PAGES_MAX_VALUES);
  seen->n_records++;
  for (guint i = 0; i < n_values; i++)
    {
      /* A byte too far is seen by the sanitizer. */
      for (gsize j = 0; j < values[i].length; j++)
        seen->sum += (guint8) values[i].text[j];
      seen->n_bytes += values[i].length;
      if (values[i].kind == GALLEY_PAGE_VALUE_NULL)
        g_assert_cmpuint (values[i].length, ==, 0);
    }
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  gsize n_log = size >= 2 ? MIN ((gsize) (data[0] << 8 | data[1]), size - 2) : 0;
  gsize n_file = size >= 2 ? size - 2 - n_log : 0;
  g_autoptr (GBytes) file = g_bytes_new (data + (size - n_log - n_file), n_file);
  g_autoptr (GBytes) log = n_log > 0 ? g_bytes_new (data + (size - n_log), n_log) : NULL;
  Seen seen = { 0 };

  galley_pages_read (file, log, take_cb, &seen);
  /* No more is read than it promises, whatever chains say. */
  g_assert_cmpuint (seen.n_bytes, <=, 8 * size);
  return 0;
}
