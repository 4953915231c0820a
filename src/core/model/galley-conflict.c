/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-conflict.h"

#include "core/model/galley-list.h"

/* Which picture it is, in so far as words can tell, and its two lines. */
static char *
dup_figure_line (const GalleyBlock *block)
{
  const GalleyFigure *figure = galley_block_get_figure (block);
  const char *alternative = galley_figure_get_alternative (figure);
  const GalleyCrop *crop = galley_figure_get_crop (figure);
  const GalleyFocus *focus = galley_figure_get_focus (figure);
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "[%u × %u", galley_figure_get_width (figure), galley_figure_get_height (figure));
  if (crop != NULL)
    g_string_append_printf (line, " (%u, %u)", crop->x, crop->y);
  if (focus != NULL)
    g_string_append_printf (line, " ⌖ %u %%, %u %%", focus->x, focus->y);
  if (*alternative != '\0')
    g_string_append_printf (line, " %s", alternative);
  g_string_append_printf (line, "] %s", galley_block_get_text (block));
  return g_string_free (line, FALSE);
}

/* Its name, its size, its title. */
static char *
dup_enclosed_line (const GalleyBlock *block)
{
  const GalleyEnclosure *enclosure = galley_block_get_enclosure (block);
  const char *address = galley_enclosure_get_address (enclosure);
  const GalleyFigure *poster = galley_enclosure_get_poster (enclosure);
  g_autofree char *facts = galley_enclosure_dup_facts (enclosure);
  g_autofree char *picture = poster != NULL ? g_strdup_printf (" + %u × %u", galley_figure_get_width (poster),
                                                               galley_figure_get_height (poster))
                                            : g_strdup ("");

  if (address != NULL)
    return g_strdup_printf ("[%s%s] %s", address, picture, galley_block_get_text (block));
  return g_strdup_printf ("[%s, %s%s] %s", galley_enclosure_get_name (enclosure), facts, picture,
                          galley_block_get_text (block));
}

char *
galley_conflict_dup_line (const GalleyBlock *block)
{
  g_return_val_if_fail (block != NULL, NULL);

  GalleyBlockKind kind = galley_block_get_kind (block);
  if (kind == GALLEY_BLOCK_RULE)
    return g_strdup ("—");
  if (kind == GALLEY_BLOCK_PAGE_BREAK)
    return g_strdup ("— —");
  if (kind == GALLEY_BLOCK_FIGURE)
    return dup_figure_line (block);
  if (galley_block_get_enclosure (block) != NULL)
    return dup_enclosed_line (block);
  if (kind == GALLEY_BLOCK_TABLE)
    return galley_table_dup_text (galley_block_get_table (block));
  if (!galley_block_is_item (block))
    return g_strdup (galley_block_get_text (block));
  g_autofree char *marker = galley_list_dup_marker (kind, galley_block_get_level (block), 1);
  return g_strconcat (marker, " ", galley_block_get_text (block), NULL);
}

static char *
read_blocks (GPtrArray *blocks)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    {
      g_autofree char *line = galley_conflict_dup_line (blocks->pdata[i]);

      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, line);
    }
  return g_string_free (text, FALSE);
}

GalleyConflict *
galley_conflict_new (const char *name,
                     const char *base,
                     const char *mine,
                     const char *theirs)
{
  GalleyConflict *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_new0 (GalleyConflict, 1);
  self->name = g_strdup (name);
  self->base = g_strdup (base != NULL ? base : "");
  self->mine = g_strdup (mine != NULL ? mine : "");
  self->theirs = g_strdup (theirs != NULL ? theirs : "");
  return self;
}

GalleyConflict *
galley_conflict_new_of_blocks (guint      block,
                               GPtrArray *base,
                               GPtrArray *mine,
                               GPtrArray *theirs)
{
  g_autofree char *base_text = NULL, *mine_text = NULL, *theirs_text = NULL;
  GalleyConflict *self;

  g_return_val_if_fail (base != NULL && mine != NULL && theirs != NULL, NULL);

  base_text = read_blocks (base);
  mine_text = read_blocks (mine);
  theirs_text = read_blocks (theirs);
  self = galley_conflict_new (GALLEY_CONFLICT_BODY, base_text, mine_text, theirs_text);
  self->block = block;
  self->base_blocks = g_ptr_array_ref (base);
  self->mine_blocks = g_ptr_array_ref (mine);
  self->theirs_blocks = g_ptr_array_ref (theirs);
  return self;
}

GalleyConflict *
galley_conflict_copy (const GalleyConflict *self)
{
  GalleyConflict *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = galley_conflict_new (self->name, self->base, self->mine, self->theirs);
  copy->block = self->block;
  if (self->mine_blocks != NULL)
    {
      copy->base_blocks = g_ptr_array_ref (self->base_blocks);
      copy->mine_blocks = g_ptr_array_ref (self->mine_blocks);
      copy->theirs_blocks = g_ptr_array_ref (self->theirs_blocks);
    }
  return copy;
}

void
galley_conflict_free (GalleyConflict *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->base);
  g_free (self->mine);
  g_free (self->theirs);
  g_clear_pointer (&self->base_blocks, g_ptr_array_unref);
  g_clear_pointer (&self->mine_blocks, g_ptr_array_unref);
  g_clear_pointer (&self->theirs_blocks, g_ptr_array_unref);
  g_free (self);
}
