/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a block is: its life, what it lends, equality, hash and counts. How blocks come from blocks is in
 * galley-block-edit.c, the normal form of marks in galley-block-marks.c, clean text in galley-block-text.c.
 *
 * Blocks are read by several threads at once. The two caches are the only members that change after birth: the hash is
 * one atomic word, the counts are written by the one thread that wins their state. */

#include "core/model/galley-block.h"

#include "core/base/galley-text.h"
#include "core/model/galley-block-private.h"
#include "core/model/galley-media-type.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (GalleyBlock, galley_block, galley_block_ref, galley_block_unref)

/* How many blocks ahead memory is asked for in a copy. */
#define COPY_AHEAD 8

enum
{
  COUNTS_UNKNOWN,
  COUNTS_WRITTEN,
  COUNTS_THERE,
};

static gboolean
is_item_kind (GalleyBlockKind kind)
{
  return kind == GALLEY_BLOCK_BULLETED || kind == GALLEY_BLOCK_NUMBERED;
}

static gboolean
is_divider_kind (GalleyBlockKind kind)
{
  return kind == GALLEY_BLOCK_RULE || kind == GALLEY_BLOCK_PAGE_BREAK;
}

static gboolean
is_enclosed_kind (GalleyBlockKind kind)
{
  return kind == GALLEY_BLOCK_ATTACHMENT || kind == GALLEY_BLOCK_VIDEO;
}

gboolean
galley_form_lacks_break (GalleyForm  form,
                         const char *text,
                         gsize       n_bytes)
{
  return form.kind == GALLEY_BLOCK_FIGURE && g_strstr_len (text, n_bytes, GALLEY_LINE_SEPARATOR) == NULL;
}

GalleyBlock *
galley_block_allocate (GalleyForm form,
                       gsize      n_bytes,
                       guint      n_characters,
                       GArray    *marks)
{
  guint n_marks = marks != NULL && !is_enclosed_kind (form.kind) ? marks->len : 0;
  gsize size = sizeof (GalleyBlock) + n_marks * sizeof (GalleyMark) + n_bytes + 1;
  for (guint i = 0; i < n_marks; i++)
    {
      const GalleyMark *mark = &g_array_index (marks, GalleyMark, i);
      size += mark->target != NULL ? strlen (mark->target) + 1 : 0;
    }

  GalleyBlock *self = g_malloc (size);
  if (is_divider_kind (form.kind) && n_bytes > 0)
    form.kind = GALLEY_BLOCK_PARAGRAPH;
  form.level = is_item_kind (form.kind) ? MIN (form.level, GALLEY_MAX_LEVEL) : 0;
  form.figure = form.kind == GALLEY_BLOCK_FIGURE ? galley_figure_ref (form.figure) : NULL;
  form.table = form.kind == GALLEY_BLOCK_TABLE ? galley_table_ref (form.table) : NULL;
  form.enclosure = is_enclosed_kind (form.kind) ? galley_enclosure_ref (form.enclosure) : NULL;
  *self = (GalleyBlock) { .form = form, .n_characters = n_characters, .n_marks = n_marks, .n_bytes = n_bytes };
  g_atomic_ref_count_init (&self->references);
  self->marks = (GalleyMark *) (self + 1);
  self->text = (char *) (self->marks + n_marks);
  self->text[n_bytes] = '\0';

  char *targets = self->text + n_bytes + 1;
  for (guint i = 0; i < n_marks; i++)
    {
      self->marks[i] = g_array_index (marks, GalleyMark, i);
      if (self->marks[i].target != NULL)
        {
          gsize length = strlen (self->marks[i].target) + 1;
          memcpy (targets, self->marks[i].target, length);
          self->marks[i].target = targets;
          targets += length;
        }
    }
  return self;
}

static GalleyBlock *
make (GalleyForm        form,
      const char       *text,
      const GalleyMark *marks,
      guint             n_marks)
{
  g_autofree char *valid = NULL;
  g_autofree char *cleaned = NULL;
  g_autofree char *completed = NULL;
  g_autoptr (GArray) list = NULL;
  guint n_characters = 0;

  text = text != NULL ? text : "";
  gsize n_bytes = strlen (text);
  if (n_marks > 0)
    {
      list = galley_marks_new ();
      g_array_append_vals (list, marks, n_marks);
    }
  gboolean is_settled = galley_text_is_settled (text, n_bytes, &n_characters);
  if (!is_settled && !galley_text_is_valid (text, n_bytes, NULL))
    {
      text = valid = g_utf8_make_valid (text, n_bytes);
      n_bytes = strlen (text);
      is_settled = galley_text_is_settled (text, n_bytes, &n_characters);
    }
  if (!is_settled)
    {
      text = cleaned = galley_text_clean_with_marks (text, list);
      n_bytes = strlen (text);
      n_characters = g_utf8_strlen (text, n_bytes);
    }
  if (list != NULL)
    galley_marks_normalize (list, n_characters);
  if (galley_form_lacks_break (form, text, n_bytes))
    {
      text = completed = g_strconcat (text, GALLEY_LINE_SEPARATOR, NULL);
      n_bytes += strlen (GALLEY_LINE_SEPARATOR);
      n_characters++;
    }

  GalleyBlock *self = galley_block_allocate (form, n_bytes, n_characters, list);
  memcpy (self->text, text, n_bytes);
  return self;
}

GalleyBlock *
galley_block_new (GalleyBlockKind   kind,
                  const char       *text,
                  const GalleyMark *marks,
                  guint             n_marks)
{
  g_return_val_if_fail ((guint) kind < GALLEY_N_BLOCK_KINDS, NULL);
  g_return_val_if_fail (kind != GALLEY_BLOCK_FIGURE && kind != GALLEY_BLOCK_TABLE, NULL);
  g_return_val_if_fail (!is_enclosed_kind (kind), NULL);
  g_return_val_if_fail (marks != NULL || n_marks == 0, NULL);

  return make ((GalleyForm) { .kind = kind }, text, marks, n_marks);
}

GalleyBlock *
galley_block_new_figure (GalleyFigure     *figure,
                         const char       *text,
                         const GalleyMark *marks,
                         guint             n_marks)
{
  g_return_val_if_fail (figure != NULL, NULL);
  g_return_val_if_fail (marks != NULL || n_marks == 0, NULL);

  return make ((GalleyForm) { .kind = GALLEY_BLOCK_FIGURE, .figure = figure }, text, marks, n_marks);
}

GalleyBlock *
galley_block_new_table (GalleyTable *table)
{
  g_return_val_if_fail (table != NULL, NULL);

  return make ((GalleyForm) { .kind = GALLEY_BLOCK_TABLE, .table = table }, GALLEY_TABLE_TEXT, NULL, 0);
}

/* Whether an attachment, or a video, may be of @enclosure. */
static gboolean
may_be_of (GalleyBlockKind        kind,
           const GalleyEnclosure *enclosure)
{
  gboolean is_file = galley_enclosure_get_hash (enclosure) != NULL;

  if (kind == GALLEY_BLOCK_VIDEO)
    return !is_file || galley_media_type_is_video (galley_enclosure_get_media_type (enclosure));
  return is_file && galley_enclosure_get_poster (enclosure) == NULL;
}

GalleyBlock *
galley_block_new_enclosed (GalleyBlockKind  kind,
                           GalleyEnclosure *enclosure,
                           const char      *text)
{
  g_return_val_if_fail (is_enclosed_kind (kind) && enclosure != NULL, NULL);
  g_return_val_if_fail (may_be_of (kind, enclosure), NULL);

  return make ((GalleyForm) { .kind = kind, .enclosure = enclosure }, text, NULL, 0);
}

GalleyBlock *
galley_block_new_item (GalleyBlockKind   kind,
                       guint             level,
                       const char       *text,
                       const GalleyMark *marks,
                       guint             n_marks)
{
  g_return_val_if_fail (is_item_kind (kind), NULL);
  g_return_val_if_fail (marks != NULL || n_marks == 0, NULL);

  return make ((GalleyForm) { .kind = kind, .level = level }, text, marks, n_marks);
}

GalleyBlock *
galley_block_ref (GalleyBlock *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
galley_block_unref (GalleyBlock *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_clear_pointer (&self->form.figure, galley_figure_unref);
  g_clear_pointer (&self->form.table, galley_table_unref);
  g_clear_pointer (&self->form.enclosure, galley_enclosure_unref);
  g_free (self);
}

GalleyBlockKind
galley_block_get_kind (const GalleyBlock *self)
{
  g_return_val_if_fail (self != NULL, GALLEY_BLOCK_PARAGRAPH);
  return self->form.kind;
}

gboolean
galley_block_is_item (const GalleyBlock *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return is_item_kind (self->form.kind);
}

gboolean
galley_block_is_divider (const GalleyBlock *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return is_divider_kind (self->form.kind);
}

guint
galley_block_get_level (const GalleyBlock *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->form.level;
}

GalleyFigure *
galley_block_get_figure (const GalleyBlock *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->form.figure;
}

GalleyTable *
galley_block_get_table (const GalleyBlock *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->form.table;
}

GalleyEnclosure *
galley_block_get_enclosure (const GalleyBlock *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->form.enclosure;
}

guint
galley_block_get_caption_length (const GalleyBlock *self)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (self->form.kind == GALLEY_BLOCK_FIGURE, 0);

  return (guint) g_utf8_pointer_to_offset (self->text, strstr (self->text, GALLEY_LINE_SEPARATOR));
}

const char *
galley_block_get_text (const GalleyBlock *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->text;
}

const char *
galley_block_read (const GalleyBlock *self,
                   char             **owned)
{
  g_return_val_if_fail (self != NULL && owned != NULL, NULL);

  *owned = self->form.table != NULL ? galley_table_dup_text (self->form.table) : NULL;
  return *owned != NULL ? *owned : self->text;
}

gsize
galley_block_get_n_bytes (const GalleyBlock *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_bytes;
}

guint
galley_block_get_n_characters (const GalleyBlock *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_characters;
}

const GalleyMark *
galley_block_get_marks (const GalleyBlock *self,
                        guint             *n_marks)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_marks != NULL, NULL);

  *n_marks = self->n_marks;
  return self->marks;
}

static gboolean
marks_equal (const GalleyBlock *a,
             const GalleyBlock *b)
{
  for (guint i = 0; i < a->n_marks; i++)
    {
      const GalleyMark *x = &a->marks[i], *y = &b->marks[i];
      if (x->kind != y->kind || x->start != y->start || x->end != y->end || g_strcmp0 (x->target, y->target) != 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
galley_block_equal (const GalleyBlock *a,
                    const GalleyBlock *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a == b)
    return TRUE;
  return a->form.kind == b->form.kind && a->form.level == b->form.level && a->n_bytes == b->n_bytes
         && a->n_marks == b->n_marks && memcmp (a->text, b->text, a->n_bytes) == 0 && marks_equal (a, b)
         && galley_figure_equal (a->form.figure, b->form.figure) && galley_table_equal (a->form.table, b->form.table)
         && galley_enclosure_equal (a->form.enclosure, b->form.enclosure);
}

/* Eight bytes a step; the mixing is that of splitmix64. */
static guint64
mix (guint64 hash,
     guint64 value)
{
  hash = (hash ^ value) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  hash = (hash ^ (hash >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  return hash ^ (hash >> 27);
}

static guint64
mix_bytes (guint64     hash,
           const char *bytes,
           gsize       length)
{
  hash = mix (hash, length);
  for (; length >= sizeof (guint64); bytes += sizeof (guint64), length -= sizeof (guint64))
    {
      guint64 word;
      memcpy (&word, bytes, sizeof word);
      hash = mix (hash, word);
    }
  guint64 rest = 0;
  memcpy (&rest, bytes, length);
  return mix (hash, rest);
}

static guint64
mix_figure (guint64             hash,
            const GalleyFigure *figure)
{
  const char *alternative = galley_figure_get_alternative (figure);
  const char *name = galley_figure_get_hash (figure);
  const GalleyCrop *crop = galley_figure_get_crop (figure);
  const GalleyFocus *focus = galley_figure_get_focus (figure);

  if (crop != NULL)
    {
      hash = mix (mix_bytes (hash, crop->origin, strlen (crop->origin)), (guint64) crop->x << 32 | crop->y);
      hash = mix (mix (hash, (guint64) crop->width << 32 | crop->height), crop->quarter_turns);
    }
  if (focus != NULL)
    hash = mix (hash, 1 + (focus->x << 8 | focus->y));
  hash = mix (hash, (guint64) galley_figure_get_width (figure) << 32 | galley_figure_get_height (figure));
  return mix_bytes (mix_bytes (hash, name, strlen (name)), alternative, strlen (alternative));
}

static guint64
mix_table (guint64            hash,
           const GalleyTable *table)
{
  guint n_cells;
  GalleyBlock *const *cells = galley_table_get_cells (table, &n_cells);

  hash = mix (hash, (guint64) n_cells << 32 | galley_table_get_n_columns (table) << 1 | galley_table_has_header (table));
  for (guint i = 0; i < n_cells; i++)
    hash = mix (hash, galley_block_hash (cells[i]));
  return hash;
}

static guint64
mix_enclosure (guint64                hash,
               const GalleyEnclosure *enclosure)
{
  const char *file = galley_enclosure_get_hash (enclosure);
  const char *what = file != NULL ? file : galley_enclosure_get_address (enclosure);
  const char *name = galley_enclosure_get_name (enclosure);
  const GalleyFigure *poster = galley_enclosure_get_poster (enclosure);

  hash = mix_bytes (mix_bytes (hash, what, strlen (what)), name, strlen (name));
  return poster != NULL ? mix_figure (hash, poster) : hash;
}

guint64
galley_block_hash (const GalleyBlock *self)
{
  g_return_val_if_fail (self != NULL, 0);

  guint64 hash = __atomic_load_n (&self->hash, __ATOMIC_RELAXED);
  if (hash != 0)
    return hash;

  hash = mix_bytes (self->form.kind + 1 + self->form.level * GALLEY_N_BLOCK_KINDS, self->text, self->n_bytes);
  for (guint i = 0; i < self->n_marks; i++)
    {
      const GalleyMark *mark = &self->marks[i];
      hash = mix (mix (hash, mark->kind), (guint64) mark->start << 32 | mark->end);
      if (mark->target != NULL)
        hash = mix_bytes (hash, mark->target, strlen (mark->target));
    }
  if (self->form.figure != NULL)
    hash = mix_figure (hash, self->form.figure);
  if (self->form.table != NULL)
    hash = mix_table (hash, self->form.table);
  if (self->form.enclosure != NULL)
    hash = mix_enclosure (hash, self->form.enclosure);
  hash = hash != 0 ? hash : 1;
  __atomic_store_n (&((GalleyBlock *) self)->hash, hash, __ATOMIC_RELAXED);
  return hash;
}

static GalleyCounts
count_cells (const GalleyTable *table)
{
  GalleyCounts sum = { 0 };
  guint n_cells;
  GalleyBlock *const *cells = galley_table_get_cells (table, &n_cells);

  for (guint i = 0; i < n_cells; i++)
    {
      GalleyCounts counts = galley_block_get_counts (cells[i]);

      sum.characters += counts.characters;
      sum.han += counts.han;
      sum.words += counts.words;
    }
  return sum;
}

static inline gboolean
is_space (const char *place)
{
  guchar lead = *place;

  return lead < 0xe4 && (lead <= ' ' || lead >= 0x7f) && g_unichar_isspace (g_utf8_get_char (place));
}

static GalleyCounts
count (const GalleyBlock *self)
{
  if (self->form.table != NULL)
    return count_cells (self->form.table);

  GalleyCounts counts = { .han = galley_text_count_han (self->text), .words = galley_text_count_words (self->text) };
  for (const char *place = self->text; *place != '\0'; place = g_utf8_next_char (place))
    if (!is_space (place))
      counts.characters++;
  return counts;
}

GalleyCounts
galley_block_get_counts (const GalleyBlock *self)
{
  g_return_val_if_fail (self != NULL, (GalleyCounts) { 0 });

  GalleyBlock *cache = (GalleyBlock *) self;
  if (g_atomic_int_get (&cache->counts_state) == COUNTS_THERE)
    return self->counts;

  GalleyCounts counts = count (self);
  if (g_atomic_int_compare_and_exchange (&cache->counts_state, COUNTS_UNKNOWN, COUNTS_WRITTEN))
    {
      cache->counts = counts;
      g_atomic_int_set (&cache->counts_state, COUNTS_THERE);
    }
  return counts;
}

gboolean
galley_block_is_blank (const GalleyBlock *self)
{
  GalleyBlock *const *cells;
  const char *place;
  guint n_cells;

  g_return_val_if_fail (self != NULL, TRUE);

  if (self->form.table != NULL)
    {
      cells = galley_table_get_cells (self->form.table, &n_cells);
      for (guint i = 0; i < n_cells; i++)
        if (!galley_block_is_blank (cells[i]))
          return FALSE;
      return TRUE;
    }
  for (place = self->text; *place != '\0' && is_space (place);)
    place = g_utf8_next_char (place);
  return *place == '\0';
}

guint
galley_block_count_words (const GalleyBlock *self)
{
  GalleyBlock *const *cells;
  guint n_cells, count = 0;

  g_return_val_if_fail (self != NULL, 0);

  if (self->form.table == NULL)
    return galley_text_count_words (self->text);
  cells = galley_table_get_cells (self->form.table, &n_cells);
  for (guint i = 0; i < n_cells; i++)
    count += galley_block_count_words (cells[i]);
  return count;
}

GPtrArray *
galley_blocks_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) galley_block_unref);
}

GPtrArray *
galley_blocks_copy (GPtrArray *blocks)
{
  g_return_val_if_fail (blocks != NULL, NULL);

  GPtrArray *copy = g_ptr_array_new_full (blocks->len, (GDestroyNotify) galley_block_unref);
  g_ptr_array_set_size (copy, blocks->len);
  for (guint i = 0; i < blocks->len; i++)
    {
      /* To be counted up a block must come from memory, and waiting for one after the other is most of a long copy. */
      if (i + COPY_AHEAD < blocks->len)
        __builtin_prefetch (blocks->pdata[i + COPY_AHEAD], 1);
      copy->pdata[i] = galley_block_ref (blocks->pdata[i]);
    }
  return copy;
}

gboolean
galley_blocks_equal (GPtrArray *a,
                     GPtrArray *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a == b)
    return TRUE;
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    if (!galley_block_equal (a->pdata[i], b->pdata[i]))
      return FALSE;
  return TRUE;
}
