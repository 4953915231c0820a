/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines whose parts are known into the fields of an article. */
#include "core/intake/galley-intake-article.h"

#include "core/intake/galley-intake-line.h"

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

GalleyRevision *
galley_intake_build_article (const char             *id,
                             GArray                 *lines,
                             const GalleyIntakePage *page,
                             GPtrArray              *blocks)
{
  g_auto (GalleyIntakeLine) labels = { NULL };
  const char *raw[GALLEY_N_FIELDS] = {
    [GALLEY_FIELD_KICKER] = get_text (lines, page->kicker),
    [GALLEY_FIELD_HEADLINE] = get_text (lines, page->headline),
    [GALLEY_FIELD_SUBTITLE] = get_text (lines, page->subtitle),
  };
  char *fields[GALLEY_N_FIELDS] = { NULL };
  g_autofree char *authors = NULL;
  g_autoptr (GPtrArray) bylines = NULL;
  g_autoptr (GPtrArray) tags = NULL;
  GalleyContent content = { .blocks = blocks };
  GalleyRevision *revision;

  read_labels (&labels, lines, page->info_start, page->info_end);
  read_labels (&labels, lines, page->closing_start, page->closing_end);
  raw[GALLEY_FIELD_SOURCE] = labels.source;
  raw[GALLEY_FIELD_EDITOR] = labels.editor;
  raw[GALLEY_FIELD_CONTENT_CREATED] = labels.date;
  authors = galley_field_clean (GALLEY_FIELD_HEADLINE, labels.authors != NULL ? labels.authors : "");
  content.bylines = bylines = galley_bylines_parse (authors);
  tags = clean_tags (labels.tags);
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

GalleyIntakeNotes *
galley_intake_build_notes (GArray                 *lines,
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
