/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A plain text into an article: decode, cut into lines, find which is what, fill the fields. */
#include "core/intake/galley-intake.h"

#include "core/intake/galley-intake-line.h"
#include "core/intake/galley-intake-list.h"
#include "core/intake/galley-intake-page.h"

void
galley_intake_notes_free (GalleyIntakeNotes *self)
{
  if (self == NULL)
    return;
  g_free (self->banner);
  g_strfreev (self->breadcrumb);
  g_free (self->encoding);
  g_free (self);
}

/* The line's text, "" where there is no such line. */
static const char *
get_text (GArray *lines,
          guint   index)
{
  return index < lines->len ? g_array_index (lines, GalleyIntakeTextLine, index).text : "";
}

static void
read_labels (GalleyIntakeLine *labels,
             GArray           *lines,
             guint             start,
             guint             end)
{
  for (guint i = start; i < end && i < lines->len; i++)
    galley_intake_line_read (labels, get_text (lines, i));
}

static GPtrArray *
read_blocks (GArray                 *lines,
             const GalleyIntakePage *page,
             guint                  *n_restored)
{
  GPtrArray *blocks = galley_blocks_new ();
  GalleyBlockKind kind = GALLEY_BLOCK_PARAGRAPH;

  *n_restored = 0;
  for (guint i = page->body_start, list_end = i; i < page->body_end; i++)
    {
      const char *text = get_text (lines, i);

      if (i >= list_end)
        list_end = galley_intake_list_find_end (lines, i, page->body_end, &kind);
      if (i < list_end)
        g_ptr_array_add (blocks, galley_block_new (kind, galley_intake_list_get_text (text), NULL, 0));
      else if (galley_intake_list_is_rule (text))
        g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_RULE, NULL, NULL, 0));
      else
        g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, text, NULL, 0));
      *n_restored += g_array_index (lines, GalleyIntakeTextLine, i).n_commas;
    }
  return blocks;
}

/* Cleaned, and each once. */
static GPtrArray *
clean_tags (GPtrArray *tags)
{
  GPtrArray *clean = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; tags != NULL && i < tags->len; i++)
    {
      g_autofree char *tag = galley_field_clean (GALLEY_FIELD_HEADLINE, g_ptr_array_index (tags, i));

      if (*tag != '\0' && !g_ptr_array_find_with_equal_func (clean, tag, g_str_equal, NULL))
        g_ptr_array_add (clean, g_steal_pointer (&tag));
    }
  g_ptr_array_add (clean, NULL);
  return clean;
}

static GalleyRevision *
build_revision (const char             *id,
                GArray                 *lines,
                const GalleyIntakePage *page,
                const GalleyIntakeLine *labels,
                GPtrArray              *blocks)
{
  const char *raw[GALLEY_N_FIELDS] = {
    [GALLEY_FIELD_KICKER] = get_text (lines, page->kicker),
    [GALLEY_FIELD_HEADLINE] = get_text (lines, page->headline),
    [GALLEY_FIELD_SUBTITLE] = get_text (lines, page->subtitle),
    [GALLEY_FIELD_SOURCE] = labels->source,
    [GALLEY_FIELD_EDITOR] = labels->editor,
    [GALLEY_FIELD_CONTENT_CREATED] = labels->date,
  };
  char *fields[GALLEY_N_FIELDS] = { NULL };
  g_autofree char *authors = galley_field_clean (GALLEY_FIELD_HEADLINE, labels->authors != NULL ? labels->authors : "");
  g_autoptr (GPtrArray) bylines = galley_bylines_parse (authors);
  g_autoptr (GPtrArray) tags = clean_tags (labels->tags);
  GalleyContent content = { .bylines = bylines, .blocks = blocks };
  GalleyRevision *revision;

  for (guint field = 0; field < GALLEY_N_FIELDS; field++)
    {
      fields[field] = galley_field_clean (field, raw[field] != NULL ? raw[field] : "");
      content.fields[field] = fields[field];
    }
  content.sets[GALLEY_SET_TAGS] = (const char *const *) tags->pdata;
  revision = galley_revision_new (id, &content, NULL);
  for (guint field = 0; field < GALLEY_N_FIELDS; field++)
    g_free (fields[field]);
  return revision;
}

static GalleyIntakeNotes *
build_notes (GArray                 *lines,
             const GalleyIntakePage *page,
             const char             *encoding,
             guint                   n_restored)
{
  GalleyIntakeNotes *notes = g_new0 (GalleyIntakeNotes, 1);

  notes->banner = g_strdup (get_text (lines, page->banner));
  if (page->breadcrumb < lines->len)
    notes->breadcrumb = galley_intake_read_breadcrumb (get_text (lines, page->breadcrumb));
  if (notes->breadcrumb == NULL)
    notes->breadcrumb = g_new0 (char *, 1);
  notes->encoding = g_strdup (encoding);
  notes->n_restored = n_restored;
  return notes;
}

GalleyRevision *
galley_intake_read_text (const char         *id,
                         GBytes             *bytes,
                         GalleyIntakeNotes **notes,
                         GError            **error)
{
  g_auto (GalleyIntakeLine) labels = { NULL };
  g_autoptr (GArray) lines = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  g_autofree char *text = NULL;
  const char *encoding = NULL;
  GalleyIntakePage page;
  guint n_restored;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (bytes != NULL, NULL);

  text = galley_intake_decode (bytes, &encoding, error);
  if (text == NULL)
    return NULL;
  lines = galley_intake_split_lines (text);
  if (lines->len == 0)
    {
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "the file holds nothing but blanks");
      return NULL;
    }
  page = galley_intake_page_find (lines);
  read_labels (&labels, lines, page.info_start, page.info_end);
  read_labels (&labels, lines, page.closing_start, page.closing_end);
  blocks = read_blocks (lines, &page, &n_restored);
  if (notes != NULL)
    *notes = build_notes (lines, &page, encoding, n_restored);
  return build_revision (id, lines, &page, &labels, blocks);
}
