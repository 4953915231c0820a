/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-match-tags.h"

#define ALL "match"
#define CURRENT "current-match"

const GdkRGBA galley_match_tint = { 0.90f, 0.65f, 0.04f, 0.32f };
const GdkRGBA galley_match_current_tint = { 1.0f, 0.47f, 0.0f, 0.55f };

static GtkTextTag *
get_tag (GtkTextBuffer *buffer,
         const char    *name)
{
  return gtk_text_tag_table_lookup (gtk_text_buffer_get_tag_table (buffer), name);
}

/* Tints that are seen on white and on black, and let the text be read on both. */
static void
install (GtkTextBuffer *buffer)
{
  if (get_tag (buffer, ALL) != NULL)
    return;
  gtk_text_buffer_create_tag (buffer, ALL, "background-rgba", &galley_match_tint, NULL);
  gtk_text_buffer_create_tag (buffer, CURRENT, "background-rgba", &galley_match_current_tint, "underline",
                              PANGO_UNDERLINE_DOUBLE, "overline", PANGO_OVERLINE_SINGLE, NULL);
}

static void
clear (GtkTextBuffer *buffer,
       const char    *name)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  gtk_text_buffer_remove_tag_by_name (buffer, name, &start, &end);
}

static void
apply (GtkTextBuffer     *buffer,
       const char        *name,
       const GalleyMatch *match)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line_offset (buffer, &start, (int) match->block, (int) match->start);
  gtk_text_buffer_get_iter_at_line_offset (buffer, &end, (int) match->block, (int) match->end);
  gtk_text_buffer_apply_tag_by_name (buffer, name, &start, &end);
}

void
galley_match_tags_show (GtkTextBuffer *buffer,
                        GArray        *matches,
                        guint          place)
{
  /* Most buffers never see a search. */
  if (get_tag (buffer, ALL) == NULL && matches == NULL)
    return;
  install (buffer);
  clear (buffer, ALL);
  for (guint i = 0; matches != NULL && i < matches->len; i++)
    if (g_array_index (matches, GalleyMatch, i).place == place && !g_array_index (matches, GalleyMatch, i).is_in_cell)
      apply (buffer, ALL, &g_array_index (matches, GalleyMatch, i));
}

void
galley_match_tags_show_current (GtkTextBuffer     *buffer,
                                const GalleyMatch *match,
                                guint              place)
{
  if (get_tag (buffer, CURRENT) == NULL && match == NULL)
    return;
  install (buffer);
  clear (buffer, CURRENT);
  if (match != NULL && match->place == place && !match->is_in_cell)
    apply (buffer, CURRENT, match);
}
