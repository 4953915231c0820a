/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The array of blocks and the one door to it, galley_document_splice(). The editing functions that build blocks and
 * knock at that door once are in galley-document-edit.c. */

#include "core/model/galley-document.h"

#include "core/base/galley-text.h"
#include "core/model/galley-diff.h"
#include "core/model/galley-list.h"

#include <string.h>

struct _GalleyDocument
{
  GObject parent_instance;

  GPtrArray *blocks;
  guint64 generation;
  gsize weight;
  GalleyCounts counts; /* kept up with each splice, once somebody asked */
  gboolean has_counts;
};

G_DEFINE_FINAL_TYPE (GalleyDocument, galley_document, G_TYPE_OBJECT)

enum
{
  SPLICED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
galley_document_finalize (GObject *object)
{
  GalleyDocument *self = GALLEY_DOCUMENT (object);

  g_ptr_array_unref (self->blocks);

  G_OBJECT_CLASS (galley_document_parent_class)->finalize (object);
}

static void
galley_document_class_init (GalleyDocumentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = galley_document_finalize;

  signals[SPLICED] = g_signal_new ("spliced", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 4, G_TYPE_UINT, G_TYPE_PTR_ARRAY, G_TYPE_UINT, G_TYPE_UINT);
}

static void
galley_document_init (GalleyDocument *self)
{
  self->blocks = galley_blocks_new ();
}

/* No block becomes more than this on the wire: each of & < > takes five bytes at most, and where a mark begins or ends
 * at most four elements are closed and four opened, one of them a link. */
enum
{
  FRAME_WEIGHT = 64,
  BORDER_WEIGHT = 64,
  FIGURE_WEIGHT = 512, /* with the names of two pictures, each at most 80 characters, sizes and places */
};

static gsize
weigh_text (const char *text,
            gsize       length)
{
  gsize weight = length + FRAME_WEIGHT;

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] == '&' || text[i] == '<' || text[i] == '>')
        weight += strlen ("&amp;") - 1;
      else if (text[i] == '\n')
        weight += FRAME_WEIGHT;
      else if (i + 2 < length && memcmp (text + i, GALLEY_LINE_SEPARATOR, strlen (GALLEY_LINE_SEPARATOR)) == 0)
        weight += strlen ("<br/>");
    }
  return weight;
}

static gsize
weigh_enclosure (const GalleyEnclosure *enclosure)
{
  const char *address = galley_enclosure_get_address (enclosure);
  gsize n_bytes = strlen (galley_enclosure_get_name (enclosure)) + (address != NULL ? strlen (address) : 0);

  return 2 * FIGURE_WEIGHT + n_bytes * strlen ("&quot;");
}

static gsize
weigh (const GalleyBlock *block)
{
  gsize weight = weigh_text (galley_block_get_text (block), galley_block_get_n_bytes (block));
  gsize longest_target = 0;
  guint n_marks;
  const GalleyMark *marks = galley_block_get_marks (block, &n_marks);

  for (guint i = 0; i < n_marks; i++)
    if (marks[i].target != NULL)
      longest_target = MAX (longest_target, strlen (marks[i].target));
  if (galley_block_get_table (block) != NULL)
    {
      guint n_cells;
      GalleyBlock *const *cells = galley_table_get_cells (galley_block_get_table (block), &n_cells);

      for (guint i = 0; i < n_cells; i++)
        weight += weigh (cells[i]);
    }
  if (galley_block_get_figure (block) != NULL)
    weight += FIGURE_WEIGHT + strlen (galley_figure_get_alternative (galley_block_get_figure (block))) * strlen ("&quot;");
  if (galley_block_get_enclosure (block) != NULL)
    weight += weigh_enclosure (galley_block_get_enclosure (block));
  return weight + 2 * n_marks * (BORDER_WEIGHT + longest_target * strlen ("&quot;"));
}

GalleyDocument *
galley_document_new (void)
{
  g_autoptr (GPtrArray) none = galley_blocks_new ();
  return galley_document_new_from_blocks (none);
}

GalleyDocument *
galley_document_new_from_blocks (GPtrArray *blocks)
{
  g_return_val_if_fail (blocks != NULL, NULL);

  GalleyDocument *self = g_object_new (GALLEY_TYPE_DOCUMENT, NULL);
  g_ptr_array_unref (self->blocks);
  g_autoptr (GPtrArray) settled = galley_list_settle (blocks);
  self->blocks = galley_blocks_copy (settled);
  if (blocks->len == 0)
    g_ptr_array_add (self->blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, NULL, NULL, 0));
  for (guint i = 0; i < self->blocks->len; i++)
    self->weight += weigh (self->blocks->pdata[i]);
  return self;
}

guint
galley_document_get_n_blocks (GalleyDocument *self)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), 0);
  return self->blocks->len;
}

GalleyBlock *
galley_document_get_block (GalleyDocument *self,
                           guint           index)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), NULL);
  g_return_val_if_fail (index < self->blocks->len, NULL);
  return self->blocks->pdata[index];
}

guint64
galley_document_get_generation (GalleyDocument *self)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), 0);
  return self->generation;
}

gsize
galley_document_get_weight (GalleyDocument *self)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), 0);
  return self->weight;
}

gboolean
galley_document_has_room_for (GalleyDocument *self,
                              const char     *text,
                              gsize           length)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), FALSE);
  return self->weight + weigh_text (text, length) <= GALLEY_DOCUMENT_MAX_WEIGHT;
}

gboolean
galley_document_has_room_for_blocks (GalleyDocument *self,
                                     GPtrArray      *blocks)
{
  gsize weight;

  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), FALSE);
  g_return_val_if_fail (blocks != NULL, FALSE);

  weight = self->weight;
  for (guint i = 0; i < blocks->len; i++)
    weight += weigh (g_ptr_array_index (blocks, i));
  return weight <= GALLEY_DOCUMENT_MAX_WEIGHT;
}

GPtrArray *
galley_document_dup_blocks (GalleyDocument *self)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), NULL);
  return galley_blocks_copy (self->blocks);
}

static GalleyCounts
sum_counts (GalleyBlock *const *blocks,
            guint               n_blocks)
{
  GalleyCounts sum = { 0 };

  for (guint i = 0; i < n_blocks; i++)
    {
      GalleyCounts counts = galley_block_get_counts (blocks[i]);
      sum.characters += counts.characters;
      sum.han += counts.han;
      sum.words += counts.words;
    }
  return sum;
}

GalleyCounts
galley_document_get_counts (GalleyDocument *self)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (self), (GalleyCounts) { 0 });

  if (!self->has_counts)
    {
      self->counts = sum_counts ((GalleyBlock *const *) self->blocks->pdata, self->blocks->len);
      self->has_counts = TRUE;
    }
  return self->counts;
}

static void
exchange_counts (GalleyDocument     *self,
                 GPtrArray          *removed,
                 GalleyBlock *const *inserted,
                 guint               n_inserted)
{
  GalleyCounts gone = sum_counts ((GalleyBlock *const *) removed->pdata, removed->len);
  GalleyCounts new = sum_counts (inserted, n_inserted);

  self->counts.characters += new.characters - gone.characters;
  self->counts.han += new.han - gone.han;
  self->counts.words += new.words - gone.words;
}

static gboolean
changes_nothing (GalleyDocument     *self,
                 guint               first,
                 guint               n_removed,
                 GalleyBlock *const *inserted,
                 guint               n_inserted)
{
  if (n_removed != n_inserted)
    return FALSE;
  for (guint i = 0; i < n_inserted; i++)
    if (!galley_block_equal (self->blocks->pdata[first + i], inserted[i]))
      return FALSE;
  return TRUE;
}

/* Moves the pointers; the references of those that go pass to the array that is returned. */
static GPtrArray *
exchange (GPtrArray          *blocks,
          guint               first,
          guint               n_removed,
          GalleyBlock *const *inserted,
          guint               n_inserted)
{
  GPtrArray *removed = g_ptr_array_new_full (n_removed, (GDestroyNotify) galley_block_unref);
  for (guint i = 0; i < n_inserted; i++)
    galley_block_ref (inserted[i]);
  for (guint i = 0; i < n_removed; i++)
    g_ptr_array_add (removed, blocks->pdata[first + i]);

  guint n_behind = blocks->len - first - n_removed;
  if (n_inserted > n_removed)
    g_ptr_array_set_size (blocks, blocks->len + (n_inserted - n_removed));
  memmove (blocks->pdata + first + n_inserted, blocks->pdata + first + n_removed, n_behind * sizeof (gpointer));
  if (n_inserted > 0)
    memcpy (blocks->pdata + first, inserted, n_inserted * sizeof (gpointer));
  if (n_inserted < n_removed)
    {
      /* What is cut off here lives on further ahead or in @removed. */
      guint length = first + n_inserted + n_behind;
      memset (blocks->pdata + length, 0, (blocks->len - length) * sizeof (gpointer));
      g_ptr_array_set_free_func (blocks, NULL);
      g_ptr_array_set_size (blocks, length);
      g_ptr_array_set_free_func (blocks, (GDestroyNotify) galley_block_unref);
    }
  return removed;
}

void
galley_document_splice (GalleyDocument     *self,
                        GalleySpliceOrigin  origin,
                        guint               first,
                        guint               n_removed,
                        GalleyBlock *const *inserted,
                        guint               n_inserted)
{
  g_return_if_fail (GALLEY_IS_DOCUMENT (self));
  g_return_if_fail (first <= self->blocks->len && n_removed <= self->blocks->len - first);
  g_return_if_fail (inserted != NULL || n_inserted == 0);

  g_autoptr (GalleyBlock) empty = NULL;
  if (n_inserted == 0 && n_removed == self->blocks->len)
    {
      empty = galley_block_new (GALLEY_BLOCK_PARAGRAPH, NULL, NULL, 0);
      inserted = &empty;
      n_inserted = 1;
    }
  g_autoptr (GPtrArray) settled = galley_list_settle_splice (self->blocks, first, &n_removed, inserted, n_inserted);
  if (settled != NULL)
    {
      inserted = (GalleyBlock *const *) settled->pdata;
      n_inserted = settled->len;
    }
  if (changes_nothing (self, first, n_removed, inserted, n_inserted))
    return;

  g_autoptr (GPtrArray) removed = exchange (self->blocks, first, n_removed, inserted, n_inserted);
  for (guint i = 0; i < removed->len; i++)
    self->weight -= weigh (removed->pdata[i]);
  for (guint i = 0; i < n_inserted; i++)
    self->weight += weigh (inserted[i]);
  if (self->has_counts)
    exchange_counts (self, removed, inserted, n_inserted);
  self->generation++;
  g_signal_emit (self, signals[SPLICED], 0, first, removed, n_inserted, (guint) origin);
}

void
galley_document_adopt (GalleyDocument *self,
                       GPtrArray      *blocks)
{
  g_return_if_fail (GALLEY_IS_DOCUMENT (self));
  g_return_if_fail (blocks != NULL);

  /* From the first: what stands before a hunk is as it shall be, so that no item between loses its level. */
  g_autoptr (GPtrArray) settled = galley_list_settle (blocks);
  g_autoptr (GArray) hunks = galley_diff_blocks (self->blocks, settled);
  for (guint i = 0; i < hunks->len; i++)
    {
      const GalleyHunk *hunk = &g_array_index (hunks, GalleyHunk, i);
      galley_document_splice (self, GALLEY_SPLICE_FOREIGN, hunk->b_start, hunk->a_end - hunk->a_start,
                              (GalleyBlock *const *) settled->pdata + hunk->b_start, hunk->b_end - hunk->b_start);
    }
}
