/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-difference.h"

#include "core/model/galley-runs.h"

#include <string.h>

static gboolean
is_written_by_people (guint part)
{
  return part != GALLEY_FIELD_CORRECTS && part != GALLEY_FIELD_CORRECTS_HASH;
}

static const char *
get_name (guint part)
{
  if (part < GALLEY_DIFFERENCE_SETS)
    return galley_field_get_name (part);
  if (part < GALLEY_DIFFERENCE_BYLINES)
    return galley_set_get_name (part - GALLEY_DIFFERENCE_SETS);
  return part == GALLEY_DIFFERENCE_BYLINES ? "bylines" : "extra";
}

static gboolean
is_same (const GalleyContent *a,
         const GalleyContent *b,
         guint                part)
{
  if (part < GALLEY_DIFFERENCE_SETS)
    return strcmp (a->fields[part], b->fields[part]) == 0;
  if (part < GALLEY_DIFFERENCE_BYLINES)
    return g_strv_equal (a->sets[part - GALLEY_DIFFERENCE_SETS], b->sets[part - GALLEY_DIFFERENCE_SETS]);
  return part == GALLEY_DIFFERENCE_BYLINES ? galley_bylines_equal (a->bylines, b->bylines)
                                     : g_strcmp0 (a->extra, b->extra) == 0;
}

/* Organisation and role stand with each name: two lists that differ must not read the same. */
static char *
dup_bylines (GPtrArray *bylines)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < bylines->len; i++)
    {
      const GalleyByline *byline = bylines->pdata[i];
      const char *const words[] = { byline->organisation, byline->role, byline->name };

      if (i > 0)
        g_string_append_c (text, '\n');
      for (guint j = 0, n_words = 0; j < G_N_ELEMENTS (words); j++)
        if (*words[j] != '\0')
          g_string_append_printf (text, "%s%s", n_words++ > 0 ? " " : "", words[j]);
    }
  return g_string_free (text, FALSE);
}

static char *
dup_text (const GalleyContent *content,
          guint                part)
{
  if (part < GALLEY_DIFFERENCE_SETS)
    return g_strdup (content->fields[part]);
  if (part < GALLEY_DIFFERENCE_BYLINES)
    return g_strjoinv ("\n", (char **) content->sets[part - GALLEY_DIFFERENCE_SETS]);
  return part == GALLEY_DIFFERENCE_BYLINES ? dup_bylines (content->bylines) : g_strdup ("");
}

static void
part_clear (gpointer data)
{
  GalleyPartChange *change = data;

  g_free (change->earlier);
  g_free (change->later);
  g_array_unref (change->runs);
}

static GArray *
compare_parts (const GalleyContent *earlier,
               const GalleyContent *later)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (GalleyPartChange));

  g_array_set_clear_func (parts, part_clear);
  for (guint part = 0; part < GALLEY_N_DIFFERENCE_PARTS; part++)
    if (is_written_by_people (part) && !is_same (earlier, later, part))
      {
        GalleyPartChange change = { part, get_name (part), dup_text (earlier, part), dup_text (later, part), NULL };

        change.runs = galley_runs_compare (change.earlier, change.later);
        g_array_append_val (parts, change);
      }
  return parts;
}

GalleyDifference *
galley_difference_new (GalleyRevision *earlier,
                       GalleyRevision *later)
{
  GalleyDifference *self;
  GalleyContent a, b;

  g_return_val_if_fail (earlier != NULL && later != NULL, NULL);

  a = galley_revision_get_content (earlier);
  b = galley_revision_get_content (later);
  self = g_atomic_rc_box_new0 (GalleyDifference);
  self->earlier = galley_revision_ref (earlier);
  self->later = galley_revision_ref (later);
  self->parts = compare_parts (&a, &b);
  self->rows = galley_block_changes_new (a.blocks, b.blocks);
  return self;
}

GalleyDifference *
galley_difference_ref (GalleyDifference *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
difference_clear (gpointer data)
{
  GalleyDifference *self = data;

  g_array_unref (self->parts);
  g_array_unref (self->rows);
  galley_revision_unref (self->earlier);
  galley_revision_unref (self->later);
}

void
galley_difference_unref (GalleyDifference *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, difference_clear);
}

gboolean
galley_difference_is_empty (GalleyDifference *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  for (guint i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, GalleyBlockChange, i).kind != GALLEY_BLOCK_SAME)
      return FALSE;
  return self->parts->len == 0;
}

/* --- taking ------------------------------------------------------------------------------------------------------ */

static void
take_part (GalleyContent       *content,
           const GalleyContent *earlier,
           guint                part)
{
  if (part < GALLEY_DIFFERENCE_SETS)
    content->fields[part] = earlier->fields[part];
  else if (part < GALLEY_DIFFERENCE_BYLINES)
    content->sets[part - GALLEY_DIFFERENCE_SETS] = earlier->sets[part - GALLEY_DIFFERENCE_SETS];
  else if (part == GALLEY_DIFFERENCE_BYLINES)
    content->bylines = earlier->bylines;
  else
    content->extra = earlier->extra;
}

static GalleyRevision *
make_revision (GalleyDifference    *self,
               const GalleyContent *content)
{
  return galley_revision_new (galley_revision_get_id (self->later), content,
                              (GalleyState *) galley_revision_get_state (self->later));
}

GalleyRevision *
galley_difference_take_part (GalleyDifference *self,
                             guint             part)
{
  GalleyContent content, earlier;

  g_return_val_if_fail (self != NULL && part < GALLEY_N_DIFFERENCE_PARTS, NULL);

  content = galley_revision_get_content (self->later);
  earlier = galley_revision_get_content (self->earlier);
  take_part (&content, &earlier, part);
  return make_revision (self, &content);
}

GalleyRevision *
galley_difference_take_row (GalleyDifference *self,
                            guint             row)
{
  g_autoptr (GPtrArray) blocks = NULL;
  const GalleyBlockChange *taken;
  GalleyContent content;

  g_return_val_if_fail (self != NULL && row < self->rows->len, NULL);

  taken = &g_array_index (self->rows, GalleyBlockChange, row);
  blocks = galley_blocks_new ();
  for (guint i = 0; i < self->rows->len; i++)
    {
      const GalleyBlockChange *change = &g_array_index (self->rows, GalleyBlockChange, i);
      gboolean is_moved = taken->kind == GALLEY_BLOCK_MOVED_AWAY || taken->kind == GALLEY_BLOCK_MOVED_HERE;
      gboolean is_taken = i == row || (is_moved && i == taken->other);
      GalleyBlock *block = is_taken ? change->earlier : change->later;

      if (block != NULL)
        g_ptr_array_add (blocks, galley_block_ref (block));
    }
  content = galley_revision_get_content (self->later);
  content.blocks = blocks;
  return make_revision (self, &content);
}

GalleyRevision *
galley_difference_take_all (GalleyDifference *self)
{
  GalleyContent content, earlier;

  g_return_val_if_fail (self != NULL, NULL);

  content = galley_revision_get_content (self->later);
  earlier = galley_revision_get_content (self->earlier);
  for (guint part = 0; part < GALLEY_N_DIFFERENCE_PARTS; part++)
    if (is_written_by_people (part))
      take_part (&content, &earlier, part);
  content.blocks = earlier.blocks;
  return make_revision (self, &content);
}
