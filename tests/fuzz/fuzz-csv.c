/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a table holds: what is read of it is written and read again as the same. */
#include "fuzz.h"
#include "server/galley-csv.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GPtrArray) rows = galley_csv_read ((const char *) data, size, NULL);
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (rows == NULL)
    return 0;
  g_assert (rows->len <= GALLEY_CSV_MAX_ROWS);
  for (guint i = 0; i < rows->len; i++)
    {
      const GalleyCsvRow *row = rows->pdata[i];

      g_assert (row->fields->len > 0 && row->fields->len <= GALLEY_CSV_MAX_FIELDS);
      for (guint k = 0; k < row->fields->len; k++)
        {
          g_assert (g_utf8_validate (row->fields->pdata[k], -1, NULL));
          if (k > 0)
            g_string_append_c (text, ',');
          /* A row of one empty field would be an empty line. */
          if (row->fields->len == 1 && *(const char *) row->fields->pdata[0] == '\0')
            g_string_append (text, "\"\"");
          else
            galley_csv_append (text, row->fields->pdata[k]);
        }
      g_string_append (text, "\r\n");
    }
  again = galley_csv_read (text->str, text->len, NULL);
  g_assert (again != NULL && again->len == rows->len);
  for (guint i = 0; i < rows->len; i++)
    {
      const GalleyCsvRow *row = rows->pdata[i];
      const GalleyCsvRow *same = again->pdata[i];

      g_assert (same->fields->len == row->fields->len);
      for (guint k = 0; k < row->fields->len; k++)
        g_assert (strcmp (same->fields->pdata[k], row->fields->pdata[k]) == 0);
    }
  return 0;
}
