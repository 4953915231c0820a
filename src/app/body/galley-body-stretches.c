/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-body-stretches.h"

#define STRETCH_TAG "stretch"
/* Pango ends a run where the scale changes; sizes are whole numbers to it, and this one stays what it is. */
#define SAME_SCALE 1.0000001
#define LONG_LINE 4000 /* characters */
#define STRETCH 1000
#define LONGEST_STRETCH (2 * STRETCH)

void
galley_body_stretches_install (GtkTextBuffer *buffer)
{
  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  gtk_text_buffer_create_tag (buffer, STRETCH_TAG, "scale", SAME_SCALE, NULL);
}

static gboolean
is_marked (GtkTextTag        *tag,
           const GtkTextIter *start,
           const GtkTextIter *end)
{
  GtkTextIter from = *start;

  while (gtk_text_iter_compare (&from, end) < 0)
    {
      GtkTextIter to = from;

      if (!gtk_text_iter_forward_to_tag_toggle (&to, tag) || gtk_text_iter_compare (&to, end) > 0)
        to = *end;
      if (gtk_text_iter_get_offset (&to) - gtk_text_iter_get_offset (&from) > LONGEST_STRETCH)
        return FALSE;
      from = to;
    }
  return TRUE;
}

void
galley_body_stretches_mark (GtkTextBuffer *buffer,
                            guint          line,
                            guint          n_characters)
{
  GtkTextTag *tag;
  GtkTextIter start, end;

  g_return_if_fail (GTK_IS_TEXT_BUFFER (buffer));

  if (n_characters < LONG_LINE)
    return;
  tag = gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), STRETCH_TAG);
  gtk_text_buffer_get_iter_at_line (buffer, &start, (int) line);
  end = start;
  gtk_text_iter_forward_to_line_end (&end);
  if (is_marked (tag, &start, &end))
    return;
  gtk_text_buffer_remove_tag (buffer, tag, &start, &end);
  for (guint offset = STRETCH; offset < n_characters; offset += 2 * STRETCH)
    {
      GtkTextIter from, to;

      gtk_text_buffer_get_iter_at_line_offset (buffer, &from, (int) line, (int) offset);
      gtk_text_buffer_get_iter_at_line_offset (buffer, &to, (int) line, (int) MIN (offset + STRETCH, n_characters));
      gtk_text_buffer_apply_tag (buffer, tag, &from, &to);
    }
}
