/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a body of a megabyte takes to write, hash and read. Prints figures; judges nothing. */
#include "core/wire/galley-wire.h"

#include <stdlib.h>
#include <string.h>

#define ROUNDS 21

static int
compare_times (const void *a,
               const void *b)
{
  gint64 x = *(const gint64 *) a;
  gint64 y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static double
median (gint64 *times)
{
  qsort (times, ROUNDS, sizeof (gint64), compare_times);
  return times[ROUNDS / 2] / 1000.0;
}

int
main (void)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  GalleyContent content = { .blocks = blocks };
  g_autoptr (GString) paragraph = g_string_new (NULL);
  g_autofree char *text = NULL;
  gint64 writes[ROUNDS];
  gint64 reads[ROUNDS];

  while (paragraph->len < 1024)
    g_string_append (paragraph, "会上，嘉兴科技城（大桥镇）、湘家荡区域、“双招双引”GDP增速58%左右……");
  for (guint i = 0; i < 1024; i++)
    {
      GalleyMark mark = { GALLEY_MARK_BOLD, 10, 20, NULL };

      g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, paragraph->str, &mark, 1));
    }
  for (guint i = 0; i < ROUNDS; i++)
    {
      g_autoptr (GalleyRevision) revision = galley_revision_new ("019ab000-0000-7000-8000-000000000001", &content, NULL);
      g_autoptr (GalleyRevision) read = NULL;
      gint64 start = g_get_monotonic_time ();

      galley_wire_get_content_hash (revision);
      writes[i] = g_get_monotonic_time () - start;
      g_free (text);
      text = galley_wire_write (revision);
      start = g_get_monotonic_time ();
      read = galley_wire_read (text, strlen (text), NULL);
      reads[i] = g_get_monotonic_time () - start;
      g_assert (read != NULL);
    }
  g_print ("wire: body of %" G_GSIZE_FORMAT " bytes: write and SHA-256 %.1f ms, read %.1f ms (median of %d)\n",
           strlen (text), median (writes), median (reads), ROUNDS);
  return 0;
}
