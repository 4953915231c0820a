/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settling is one walk: an item hangs on the last one before it that was meant to be less deep, and stands one level below
 * that. In a settled body each level is what it was meant to be, so a splice has to look at what comes and at what follows
 * only until both agree again. */

#include "core/model/galley-list.h"

/* The way from the list's edge to the last item: the level that each item on it was meant to have. */
typedef struct
{
  guint depth;
  guint meant[GALLEY_MAX_LEVEL + 1];
} Path;

/* Behind a settled block, or at the very start. */
static Path
path_behind (const GalleyBlock *before)
{
  Path path = { 0 };

  if (before != NULL && galley_block_is_item (before))
    for (; path.depth <= galley_block_get_level (before); path.depth++)
      path.meant[path.depth] = path.depth;
  return path;
}

/* The level that @block is to have. */
static guint
path_step (Path              *path,
           const GalleyBlock *block)
{
  guint level = galley_block_get_level (block);

  if (!galley_block_is_item (block))
    {
      path->depth = 0;
      return 0;
    }
  while (path->depth > 0 && path->meant[path->depth - 1] >= level)
    path->depth--;
  path->meant[path->depth++] = level;
  return path->depth - 1;
}

/* Nothing on the way was moved: what was settled behind it still is. */
static gboolean
path_is_straight (const Path *path)
{
  return path->depth == 0 || path->meant[path->depth - 1] == path->depth - 1;
}

/* Whether @block, which comes next, is to have another level. */
static gboolean
needs_move (Path        *path,
            GalleyBlock *block)
{
  return path_step (path, block) != galley_block_get_level (block);
}

static GPtrArray *
settle_all (Path                path,
            GalleyBlock *const *blocks,
            guint               n_blocks)
{
  GPtrArray *settled = g_ptr_array_new_full (n_blocks, (GDestroyNotify) galley_block_unref);

  for (guint i = 0; i < n_blocks; i++)
    {
      guint level = path_step (&path, blocks[i]);

      g_ptr_array_add (settled, level == galley_block_get_level (blocks[i]) ? galley_block_ref (blocks[i])
                                                                             : galley_block_with_level (blocks[i], level));
    }
  return settled;
}

GPtrArray *
galley_list_settle (GPtrArray *blocks)
{
  Path path = { 0 };
  guint i = 0;

  g_return_val_if_fail (blocks != NULL, NULL);

  while (i < blocks->len && !needs_move (&path, blocks->pdata[i]))
    i++;
  if (i == blocks->len)
    return g_ptr_array_ref (blocks);
  return settle_all ((Path) { 0 }, (GalleyBlock *const *) blocks->pdata, blocks->len);
}

GPtrArray *
galley_list_settle_splice (GPtrArray          *blocks,
                           guint               first,
                           guint              *n_removed,
                           GalleyBlock *const *inserted,
                           guint               n_inserted)
{
  Path start, path;
  gboolean is_moved = FALSE;
  guint end;
  guint n_behind = 0;

  g_return_val_if_fail (blocks != NULL && n_removed != NULL, NULL);
  g_return_val_if_fail (first + *n_removed <= blocks->len, NULL);

  start = path = path_behind (first > 0 ? blocks->pdata[first - 1] : NULL);
  for (guint i = 0; i < n_inserted; i++)
    is_moved = needs_move (&path, inserted[i]) || is_moved;
  end = first + *n_removed;
  for (guint i = end; i < blocks->len; i++)
    {
      if (needs_move (&path, blocks->pdata[i]))
        n_behind = i + 1 - end;
      else if (path_is_straight (&path))
        break;
    }
  if (!is_moved && n_behind == 0)
    return NULL;

  g_autoptr (GPtrArray) all = g_ptr_array_sized_new (n_inserted + n_behind);
  for (guint i = 0; i < n_inserted; i++)
    g_ptr_array_add (all, inserted[i]);
  for (guint i = 0; i < n_behind; i++)
    g_ptr_array_add (all, blocks->pdata[end + i]);
  *n_removed += n_behind;
  return settle_all (start, (GalleyBlock *const *) all->pdata, all->len);
}

guint
galley_list_get_element_end (GPtrArray *blocks,
                             guint      first)
{
  g_return_val_if_fail (blocks != NULL, 0);
  g_return_val_if_fail (first < blocks->len, blocks->len);

  const GalleyBlock *head = blocks->pdata[first];
  guint end = first + 1;
  if (!galley_block_is_item (head))
    return end;
  for (; end < blocks->len; end++)
    {
      const GalleyBlock *block = blocks->pdata[end];

      if (!galley_block_is_item (block)
          || (galley_block_get_level (block) == 0 && galley_block_get_kind (block) != galley_block_get_kind (head)))
        break;
    }
  return end;
}

guint
galley_list_get_element_start (GPtrArray *blocks,
                               guint      block)
{
  g_return_val_if_fail (blocks != NULL, 0);
  g_return_val_if_fail (block < blocks->len, 0);

  guint start = block;
  if (!galley_block_is_item (blocks->pdata[block]))
    return start;
  while (start > 0 && galley_block_is_item (blocks->pdata[start - 1]))
    start--;
  for (guint end; (end = galley_list_get_element_end (blocks, start)) <= block; start = end)
    ;
  return start;
}

gboolean
galley_list_is_empty_item (GPtrArray *blocks,
                           guint      block)
{
  g_return_val_if_fail (blocks != NULL, FALSE);
  g_return_val_if_fail (block < blocks->len, FALSE);

  const GalleyBlock *item = blocks->pdata[block];
  const GalleyBlock *next = block + 1 < blocks->len ? blocks->pdata[block + 1] : NULL;
  return galley_block_is_item (item) && galley_block_is_blank (item)
         && (next == NULL || galley_block_get_level (next) <= galley_block_get_level (item));
}

guint
galley_list_counter_step (GalleyListCounter *self,
                          const GalleyBlock *block)
{
  g_return_val_if_fail (self != NULL && block != NULL, 0);

  if (!galley_block_is_item (block))
    {
      self->n_levels = 0;
      return 0;
    }
  guint level = galley_block_get_level (block);
  if (self->n_levels <= level || self->kinds[level] != galley_block_get_kind (block))
    self->numbers[level] = 0;
  self->kinds[level] = galley_block_get_kind (block);
  self->n_levels = level + 1;
  return ++self->numbers[level];
}

/* ①, of which Unicode has fifty in three rows. */
static gunichar
get_circled (guint number)
{
  if (number <= 20)
    return 0x2460 + number - 1;
  if (number <= 35)
    return 0x3251 + number - 21;
  return number <= 50 ? 0x32b1 + number - 36 : 0;
}

char *
galley_list_dup_marker (GalleyBlockKind kind,
                        guint           level,
                        guint           number)
{
  static const char *const bullets[GALLEY_MAX_LEVEL + 1] = { "•", "◦", "▪" };
  char circled[7] = "";

  g_return_val_if_fail (kind == GALLEY_BLOCK_BULLETED || kind == GALLEY_BLOCK_NUMBERED, NULL);
  g_return_val_if_fail (level <= GALLEY_MAX_LEVEL && number > 0, NULL);

  if (kind == GALLEY_BLOCK_BULLETED)
    return g_strdup (bullets[level]);
  if (level == 1)
    return g_strdup_printf ("（%u）", number);
  if (level == 2 && get_circled (number) != 0)
    {
      g_unichar_to_utf8 (get_circled (number), circled);
      return g_strdup (circled);
    }
  return g_strdup_printf ("%u.", number);
}
