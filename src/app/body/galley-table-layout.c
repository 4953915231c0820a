/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-table-layout.h"

/* Gives each column the lesser of its need and an equal share, and what that leaves to the others, until nothing is. */
static void
share_too_little (const int *needs,
                  guint      n_columns,
                  int        room,
                  int       *widths)
{
  gboolean is_settled = FALSE;
  guint n_open = n_columns;
  int left = room;

  for (guint i = 0; i < n_columns; i++)
    widths[i] = -1;
  while (!is_settled && n_open > 0)
    {
      int share = left / (int) n_open;

      is_settled = TRUE;
      for (guint i = 0; i < n_columns; i++)
        if (widths[i] < 0 && needs[i] <= share)
          {
            widths[i] = needs[i];
            left -= needs[i];
            n_open--;
            is_settled = FALSE;
          }
    }
  for (guint i = 0; i < n_columns; i++)
    if (widths[i] < 0)
      {
        widths[i] = left / (int) n_open;
        left -= widths[i];
        n_open--;
      }
}

void
galley_table_layout_share (const int *natural,
                           guint      n_columns,
                           int        least,
                           int        room,
                           int       *widths)
{
  g_autofree int *needs = g_new (int, n_columns);
  int sum = 0, left;

  g_return_if_fail (n_columns > 0);

  for (guint i = 0; i < n_columns; i++)
    sum += needs[i] = MAX (natural[i], least);
  if (sum > room)
    {
      share_too_little (needs, n_columns, MAX (room, 0), widths);
      return;
    }
  left = room;
  for (guint i = 0; i < n_columns; i++)
    left -= widths[i] = (int) ((gint64) needs[i] * room / sum);
  widths[n_columns - 1] += left;
}

guint
galley_table_layout_find (GArray *sizes,
                          double  place)
{
  guint index = 0;

  g_return_val_if_fail (sizes != NULL && sizes->len > 0, 0);

  for (; index + 1 < sizes->len && place >= g_array_index (sizes, int, index); index++)
    place -= g_array_index (sizes, int, index);
  return index;
}
