/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page of HTML into an article: where it says itself what is what, that is taken (galley-intake-entry.h); of another its
 * blocks are the lines among which headline, labels and body are found. */
#include "core/intake/galley-intake-html.h"

#include "core/intake/galley-intake-article.h"
#include "core/intake/galley-intake-entry-body.h"
#include "core/intake/galley-intake-entry.h"
#include "core/intake/galley-intake-html-private.h"

gboolean
galley_intake_is_html_name (const char *name)
{
  static const char *const endings[] = { ".html", ".htm", ".shtml", ".xhtml" };
  g_autofree char *lower = NULL;

  g_return_val_if_fail (name != NULL, FALSE);

  lower = g_ascii_strdown (name, -1);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (lower, endings[i]))
      return TRUE;
  return FALSE;
}

static void
clear_line (gpointer data)
{
  g_free (((GalleyIntakeTextLine *) data)->text);
}

/* A divider or a table is no line. @places: of each line the block. */
static GArray *
get_lines (GPtrArray *blocks,
           GArray    *places)
{
  GArray *lines = g_array_new (FALSE, FALSE, sizeof (GalleyIntakeTextLine));

  g_array_set_clear_func (lines, clear_line);
  for (guint i = 0; i < blocks->len; i++)
    {
      GalleyBlock *block = g_ptr_array_index (blocks, i);
      GalleyIntakeTextLine line = { NULL };

      if (galley_block_is_divider (block) || galley_block_get_table (block) != NULL)
        continue;
      line.text = galley_intake_restore_punctuation (galley_block_get_text (block), &line.n_commas);
      g_array_append_val (lines, line);
      g_array_append_val (places, i);
    }
  return lines;
}

static gboolean
is_table_at (GPtrArray *blocks,
             guint      index)
{
  return index < blocks->len && galley_block_get_table (blocks->pdata[index]) != NULL;
}

/* What stands between the first and the last line of the body, rules included, and tables right before and behind. */
static GPtrArray *
get_body (GPtrArray              *blocks,
          GArray                 *places,
          const GalleyIntakePage *page)
{
  GPtrArray *body = galley_blocks_new ();

  guint first, last;

  if (page->body_start >= page->body_end)
    return body;
  first = g_array_index (places, guint, page->body_start);
  last = g_array_index (places, guint, page->body_end - 1);
  while (first > 0 && is_table_at (blocks, first - 1))
    first--;
  while (is_table_at (blocks, last + 1))
    last++;
  for (guint i = first; i <= last; i++)
    g_ptr_array_add (body, galley_block_ref (g_ptr_array_index (blocks, i)));
  return body;
}

static GalleyIntakeNotes *
make_notes (GalleyIntakeEntry *entry,
            const char        *encoding,
            guint              n_pictures)
{
  GalleyIntakeNotes *notes = g_new0 (GalleyIntakeNotes, 1);

  notes->banner = g_strdup ("");
  notes->breadcrumb = g_new0 (char *, entry->breadcrumb->len + 1);
  for (guint i = 0; i < entry->breadcrumb->len; i++)
    notes->breadcrumb[i] = g_strdup (entry->breadcrumb->pdata[i]);
  notes->encoding = g_strdup (encoding);
  notes->n_pictures = n_pictures;
  return notes;
}

/* (transfer full) (element-type GalleyBlock) */
static GPtrArray *
read_foreign_body (GalleyIntakeEntry *entry,
                   guint             *n_pictures,
                   GError           **error)
{
  g_autoptr (GalleyIntakeFragment) fragment = NULL;
  g_autoptr (GBytes) body = NULL;

  /* Nothing in it is taken for the page's word on its encoding, or for a clipboard's head. */
  g_string_prepend (entry->body, "\357\273\277<div>");
  body = g_bytes_new_static (entry->body->str, entry->body->len);
  fragment = galley_intake_read_html (body, entry->base, NULL, NULL, error);
  if (fragment == NULL)
    return NULL;
  *n_pictures = fragment->n_pictures;
  return g_ptr_array_ref (fragment->blocks);
}

/* An article of what the page says of itself. NULL without error: it does not say enough. */
static GalleyRevision *
read_entry (const char         *id,
            GBytes             *bytes,
            GalleyIntakeMedia  *media,
            GalleyIntakeNotes **notes,
            GError            **error)
{
  g_autofree char *source_uri = NULL;
  const char *encoding;
  g_autofree char *markup = galley_intake_html_decode (bytes, &source_uri, &encoding, error);
  g_autoptr (GalleyIntakeEntry) entry = markup != NULL ? galley_intake_entry_read (markup, error) : NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  guint n_pictures = 0;
  GalleyRevision *revision;

  if (entry == NULL)
    return NULL;
  if (entry->is_ours)
    blocks = galley_intake_entry_body_read (entry->body->str, media);
  if (blocks == NULL)
    blocks = read_foreign_body (entry, &n_pictures, error);
  if (blocks == NULL)
    return NULL;
  revision = galley_intake_entry_build (entry, id, blocks, media);
  if (revision != NULL && notes != NULL)
    {
      g_autoptr (GPtrArray) missing = galley_intake_media_list_missing (media);

      *notes = make_notes (entry, encoding, MAX (n_pictures, missing->len));
    }
  return revision;
}

GalleyRevision *
galley_intake_read_html_article (const char         *id,
                                 GBytes             *bytes,
                                 GalleyIntakeMedia  *media,
                                 GalleyIntakeNotes **notes,
                                 GError            **error)
{
  g_autoptr (GalleyIntakeMedia) none = media == NULL ? galley_intake_media_new () : NULL;
  g_autoptr (GalleyIntakeFragment) fragment = NULL;
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GArray) places = NULL;
  g_autoptr (GPtrArray) body = NULL;
  g_autoptr (GError) entry_error = NULL;
  GalleyRevision *revision;
  GalleyIntakePage page;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  revision = read_entry (id, bytes, media != NULL ? media : none, notes, &entry_error);
  if (revision != NULL)
    return revision;
  if (entry_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&entry_error));
      return NULL;
    }
  fragment = galley_intake_read_html (bytes, NULL, NULL, NULL, error);
  if (fragment == NULL)
    return NULL;
  places = g_array_new (FALSE, FALSE, sizeof (guint));
  lines = get_lines (fragment->blocks, places);
  if (lines->len == 0)
    {
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "the page holds no text");
      return NULL;
    }
  page = galley_intake_page_find (lines);
  body = get_body (fragment->blocks, places, &page);
  if (notes != NULL)
    {
      *notes = galley_intake_build_notes (lines, &page, fragment->encoding, 0);
      (*notes)->n_pictures = fragment->n_pictures;
    }
  return galley_intake_build_article (id, lines, &page, body);
}
