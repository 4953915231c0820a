/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes of the words (from the base to each side, by grapheme) and changes of the looks (marks, on what stayed) are laid
 * side by side. Those of the two sides that meet make a group, which is settled as one thing; everything else is taken. */
#include "core/model/galley-stretch-merge.h"

#include "core/model/galley-diff.h"
#include "core/model/galley-stretch-private.h"

#include <string.h>

#define NONE G_MAXUINT
/* Of a paragraph. */
#define END 0x2029

typedef struct
{
  GalleyHunk place;
  gboolean is_look; /* only the marks differ */
} Change;

typedef struct
{
  GalleyStretch stretch;
  guint *partners; /* by token of the base: this side's, NONE in what was changed */
  GArray *changes;
  guint first, next; /* the group's: [first, next) */
} Side;

typedef struct
{
  GalleyStretch base;
  guint *n_ends; /* how many tokens in front of each are the end of a word */
  Side sides[2]; /* mine, theirs */
  GalleyStretchWriter writers[2];
  gboolean has_conflict;
} Merge;

/* --- where words end --------------------------------------------------------------------------------------------- */

static void
count_ends (Merge *self)
{
  self->n_ends = g_new (guint, self->base.n_tokens + 1);
  self->n_ends[0] = 0;
  for (guint i = 0; i < self->base.n_tokens; i++)
    self->n_ends[i + 1] = self->n_ends[i] + galley_stretch_is_end_of_word (&self->base, i);
}

static gboolean
has_end (const Merge *self,
         guint        start,
         guint        end)
{
  return start < end && self->n_ends[end] > self->n_ends[start];
}

/* --- what a side changed ----------------------------------------------------------------------------------------- */

/* What was kept of [@start, @end) of the base, from @to on in the side: partners, and where it looks otherwise. */
static void
note_kept (Merge *self,
           Side  *side,
           guint  start,
           guint  end,
           guint  to)
{
  for (guint i = start; i < end; i++, to++)
    {
      Change *last = side->changes->len > 0 ? &g_array_index (side->changes, Change, side->changes->len - 1) : NULL;
      Change change = { { i, i + 1, to, to + 1 }, TRUE };

      side->partners[i] = to;
      if (side->stretch.tokens[to].look == self->base.tokens[i].look)
        continue;
      if (last != NULL && last->is_look && last->place.a_end == i)
        {
          last->place.a_end = i + 1;
          last->place.b_end = to + 1;
        }
      else
        g_array_append_val (side->changes, change);
    }
}

static void
find_changes (Merge *self,
              Side  *side)
{
  g_autoptr (GArray) hunks = galley_stretch_compare_words (&self->base, &side->stretch);
  guint place = 0, to = 0;

  side->changes = g_array_new (FALSE, FALSE, sizeof (Change));
  side->partners = g_new (guint, self->base.n_tokens + 1);
  for (guint i = 0; i < hunks->len; i++)
    {
      Change change = { g_array_index (hunks, GalleyHunk, i), FALSE };

      note_kept (self, side, place, change.place.a_start, to);
      for (place = change.place.a_start; place < change.place.a_end; place++)
        side->partners[place] = NONE;
      to = change.place.b_end;
      g_array_append_val (side->changes, change);
    }
  note_kept (self, side, place, self->base.n_tokens, to);
}

/* --- looks ------------------------------------------------------------------------------------------------------- */

/* FALSE: two targets for one link. */
static gboolean
merge_style (const Merge *self,
             guint        token,
             GalleyStyle *style)
{
  GalleyStyle base = galley_stretch_get_style (&self->base, token), both[2];
  guint changed;

  for (guint i = 0; i < 2; i++)
    both[i] = galley_stretch_get_style (&self->sides[i].stretch, self->sides[i].partners[token]);
  changed = (both[0].marks ^ base.marks) | (both[1].marks ^ base.marks);
  style->marks = base.marks ^ changed;
  style->target = NULL;
  if (g_strcmp0 (both[0].target, both[1].target) == 0 || g_strcmp0 (both[1].target, base.target) == 0)
    style->target = both[0].target;
  else if (g_strcmp0 (both[0].target, base.target) == 0)
    style->target = both[1].target;
  else
    return FALSE;
  style->marks &= ~(1u << GALLEY_MARK_LINK);
  if (style->target != NULL)
    style->marks |= 1u << GALLEY_MARK_LINK;
  return TRUE;
}

static gboolean
looks_clash (const Merge *self,
             guint        start,
             guint        end)
{
  GalleyStyle style;

  for (guint i = start; i < end; i++)
    if (!merge_style (self, i, &style))
      return TRUE;
  return FALSE;
}

/* [@start, @end) was left alone but for its looks. */
static void
write_kept (Merge *self,
            guint  start,
            guint  end)
{
  while (start < end)
    {
      guint look = self->base.tokens[start].look, looks[2], last = start;
      GalleyStyle style;

      for (guint i = 0; i < 2; i++)
        looks[i] = self->sides[i].stretch.tokens[self->sides[i].partners[start]].look;
      if (looks[0] != look && looks[1] != look && looks[0] != looks[1] && merge_style (self, start, &style))
        {
          for (guint i = 0; i < 2; i++)
            galley_stretch_writer_add_styled (&self->writers[i], &self->base, start, style);
          start++;
          continue;
        }
      const Side *source = &self->sides[looks[0] != look ? 0 : 1];
      const Side *other = &self->sides[looks[0] != look ? 1 : 0];
      guint from = source->partners[start];
      do
        last++;
      while (last < end && self->base.tokens[last].look == other->stretch.tokens[other->partners[last]].look);
      for (guint i = 0; i < 2; i++)
        galley_stretch_writer_add (&self->writers[i], &source->stretch, from, from + (last - start));
      start = last;
    }
}

/* --- groups ------------------------------------------------------------------------------------------------------ */

static Change *
change_at (const Side *side,
           guint       index)
{
  return index < side->changes->len ? &g_array_index (side->changes, Change, index) : NULL;
}

/* Of the base; where there is none, as at the end of a paragraph. */
static gunichar
get_character (const Merge *self,
               guint        token)
{
  return token < self->base.n_tokens ? galley_stretch_get_character (&self->base, token) : END;
}

/* What stands at the end of a change, or at its beginning: the last or first that it brings, or what is beside it. */
static gunichar
get_edge (const Merge  *self,
          const Side   *side,
          const Change *change,
          gboolean      is_last)
{
  const GalleyHunk *place = &change->place;

  if (place->b_start < place->b_end)
    return galley_stretch_get_character (&side->stretch, is_last ? place->b_end - 1 : place->b_start);
  return get_character (self, is_last ? place->a_start - 1 : place->a_end);
}

static gboolean
brings_words (const Change *change)
{
  return change->place.b_start < change->place.b_end;
}

/* Both have written, and the one ends where the other begins: in that order, but for what both put in at one point. No word
 * may go through there, nor have gone; and what would be said twice may be the same, where both went on alike. */
static gboolean
may_follow (const Merge         *self,
            const GalleyStretch *one,
            const GalleyHunk    *front,
            const GalleyStretch *other,
            const GalleyHunk    *back)
{
  gunichar before = front->b_end > 1 ? galley_stretch_get_character (one, front->b_end - 2) : END;
  gunichar last = galley_stretch_get_character (one, front->b_end - 1);

  return front->a_start < back->a_end && (front->a_end == 0 || has_end (self, front->a_end - 1, front->a_end))
         && galley_stretch_ends_word (before, last, galley_stretch_get_character (other, back->b_start))
         && !galley_stretch_repeats (one, front->b_start, front->b_end, other, back->b_start, back->b_end);
}

/* Changes that touch are both taken where of the paragraph something is left, and what comes together is no part of one
 * word. */
static gboolean
may_touch (const Merge  *self,
           const Side   *front_side,
           const Change *front,
           const Side   *back_side,
           const Change *back)
{
  gunichar last = get_edge (self, front_side, front, TRUE), first = get_edge (self, back_side, back, FALSE);

  if (get_character (self, front->place.a_start - 1) == END && get_character (self, back->place.a_end) == END)
    return FALSE;
  if (brings_words (front) && brings_words (back))
    return may_follow (self, &front_side->stretch, &front->place, &back_side->stretch, &back->place);
  return galley_stretch_ends_word (END, last, first) || galley_stretch_ends_word (last, first, END);
}

static gboolean
is_in_front (const Change *a,
             const Change *b)
{
  return a->place.a_start != b->place.a_start ? a->place.a_start < b->place.a_start : a->place.a_end <= b->place.a_end;
}

static gboolean
meet (const Merge  *self,
      const Side   *a_side,
      const Change *a,
      const Side   *b_side,
      const Change *b)
{
  guint start = MAX (a->place.a_start, b->place.a_start), end = MIN (a->place.a_end, b->place.a_end);

  if (a->is_look && b->is_look)
    return start < end && looks_clash (self, start, end);
  if (a->is_look || b->is_look)
    return start < end;
  if (!is_in_front (a, b))
    return meet (self, b_side, b, a_side, a);
  /* What is put into the middle of what went among them. */
  if (b->place.a_start < a->place.a_end)
    return TRUE;
  if (b->place.a_start > a->place.a_end)
    return !has_end (self, a->place.a_end, b->place.a_start);
  return !may_touch (self, a_side, a, b_side, b);
}

static gboolean
meets_group (const Merge  *self,
             const Side   *side,
             const Change *change,
             const Side   *other)
{
  for (guint i = other->first; i < other->next; i++)
    if (meet (self, side, change, other, change_at (other, i)))
      return TRUE;
  return FALSE;
}

/* The changes of a side up to the last one that meets the group, or lies in it where it is disputed. */
static gboolean
grow_group (Merge *self,
            guint  which,
            guint  start,
            guint *end)
{
  Side *side = &self->sides[which], *other = &self->sides[1 - which];
  gboolean has_grown = FALSE;

  for (guint i = side->next; i < side->changes->len; i++)
    {
      const Change *change = change_at (side, i);
      gboolean is_disputed = side->first < side->next && other->first < other->next;

      if (change->place.a_start > *end && has_end (self, *end, change->place.a_start))
        break;
      if (!meets_group (self, side, change, other)
          && !(is_disputed && MAX (change->place.a_start, start) < MIN (change->place.a_end, *end))
          && !(is_disputed && start < change->place.a_start && change->place.a_end < *end))
        continue;
      side->next = i + 1;
      *end = MAX (*end, change->place.a_end);
      has_grown = TRUE;
    }
  return has_grown;
}

/* What the side has of the group's [@start, @end). */
static void
find_tokens (const Side *side,
             guint       start,
             guint       end,
             guint      *first,
             guint      *last)
{
  const GalleyHunk *head = &change_at (side, side->first)->place, *tail = &change_at (side, side->next - 1)->place;

  *first = head->b_start - (head->a_start - start);
  *last = tail->b_end + (end - tail->a_end);
}

static gboolean
tokens_equal (const GalleyStretch *a,
              guint                a_first,
              guint                a_last,
              const GalleyStretch *b,
              guint                b_first,
              guint                b_last)
{
  if (a_last - a_first != b_last - b_first)
    return FALSE;
  for (; a_first < a_last; a_first++, b_first++)
    if (a->tokens[a_first].number != b->tokens[b_first].number || a->tokens[a_first].look != b->tokens[b_first].look)
      return FALSE;
  return TRUE;
}

/* Whether what stands in front of @start and what stands at @end are, or would be, of one word. */
static gboolean
is_in_word (const Merge *self,
            guint        start,
            guint        end)
{
  return start > 0 && end < self->base.n_tokens && !has_end (self, start - 1, start) && !has_end (self, end, end + 1);
}

/* Whether all of [@start, @end) was deleted by one or the other, and nothing else was done; and what is left is
 * neither a part of a word nor becomes one. */
static gboolean
is_deleted (const Merge *self,
            guint        start,
            guint        end)
{
  for (guint i = 0; i < 2; i++)
    for (guint j = self->sides[i].first; j < self->sides[i].next; j++)
      {
        const Change *change = change_at (&self->sides[i], j);

        if (change->is_look || brings_words (change))
          return FALSE;
      }
  for (guint i = start; i < end; i++)
    if (self->sides[0].partners[i] != NONE && self->sides[1].partners[i] != NONE)
      return FALSE;
  return !is_in_word (self, start, start) && !is_in_word (self, end, end) && !is_in_word (self, start, end);
}

static void
settle_group (Merge *self,
              guint  start,
              guint  end)
{
  guint first[2], last[2];

  for (guint i = 0; i < 2; i++)
    find_tokens (&self->sides[i], start, end, &first[i], &last[i]);
  if (tokens_equal (&self->sides[0].stretch, first[0], last[0], &self->sides[1].stretch, first[1], last[1]))
    {
      for (guint i = 0; i < 2; i++)
        galley_stretch_writer_add (&self->writers[i], &self->sides[0].stretch, first[0], last[0]);
      return;
    }
  if (is_deleted (self, start, end))
    return;
  self->has_conflict = TRUE;
  for (guint i = 0; i < 2; i++)
    galley_stretch_writer_add (&self->writers[i], &self->sides[i].stretch, first[i], last[i]);
}

static void
merge_words (Merge *self)
{
  Side *mine = &self->sides[0], *theirs = &self->sides[1];
  guint place = 0;

  while (mine->next < mine->changes->len || theirs->next < theirs->changes->len)
    {
      const Change *a = change_at (mine, mine->next), *b = change_at (theirs, theirs->next);
      gboolean is_mine = b == NULL || (a != NULL && (a->place.a_start < b->place.a_start
                                                     || (a->place.a_start == b->place.a_start
                                                         && a->place.a_end <= b->place.a_end)));
      const GalleyHunk *head = is_mine ? &a->place : &b->place;
      Side *side = is_mine ? mine : theirs;
      guint start = head->a_start, end = head->a_end;

      mine->first = mine->next;
      theirs->first = theirs->next;
      side->next++;
      while (grow_group (self, 0, start, &end) | grow_group (self, 1, start, &end))
        ;
      if (mine->first < mine->next && theirs->first < theirs->next)
        {
          write_kept (self, place, start);
          settle_group (self, start, end);
          place = end;
        }
      else if (!change_at (side, side->first)->is_look)
        {
          write_kept (self, place, start);
          for (guint i = 0; i < 2; i++)
            galley_stretch_writer_add (&self->writers[i], &side->stretch, head->b_start, head->b_end);
          place = end;
        }
    }
  write_kept (self, place, self->base.n_tokens);
}

/* --- the whole --------------------------------------------------------------------------------------------------- */

static gboolean
forms_equal (const GalleyBlock *a,
             const GalleyBlock *b)
{
  return a->form.kind == b->form.kind && a->form.level == b->form.level
         && galley_figure_equal (a->form.figure, b->form.figure)
         && galley_enclosure_equal (a->form.enclosure, b->form.enclosure);
}

static gboolean
is_text (GalleyBlockRun run)
{
  for (guint i = 0; i < run.n_blocks; i++)
    if (run.blocks[i]->form.kind >= GALLEY_BLOCK_RULE)
      return FALSE;
  return TRUE;
}

static gboolean
may_merge (GalleyBlockRun base,
           GalleyBlockRun mine,
           GalleyBlockRun theirs)
{
  if (is_text (base) && is_text (mine) && is_text (theirs))
    return TRUE;
  return base.n_blocks == 1 && mine.n_blocks == 1 && theirs.n_blocks == 1
         && base.blocks[0]->form.kind != GALLEY_BLOCK_TABLE && forms_equal (base.blocks[0], mine.blocks[0])
         && forms_equal (base.blocks[0], theirs.blocks[0]);
}

static GPtrArray *
copy_run (GalleyBlockRun run)
{
  GPtrArray *blocks = galley_blocks_new ();

  for (guint i = 0; i < run.n_blocks; i++)
    g_ptr_array_add (blocks, galley_block_ref (run.blocks[i]));
  return blocks;
}

static void
begin_writing (Merge *self)
{
  const GalleyBlock *base = self->base.blocks[0];
  const GalleyBlock *mine = self->sides[0].stretch.blocks[0], *theirs = self->sides[1].stretch.blocks[0];
  GalleyForm forms[] = { mine->form, theirs->form };

  if (forms_equal (base, mine))
    forms[0] = forms[1];
  else if (forms_equal (base, theirs))
    forms[1] = forms[0];
  else
    self->has_conflict = !forms_equal (mine, theirs);
  for (guint i = 0; i < 2; i++)
    galley_stretch_writer_init (&self->writers[i], forms[i]);
}

gboolean
galley_stretch_merge (GalleyBlockRun base,
                      GalleyBlockRun mine,
                      GalleyBlockRun theirs,
                      GPtrArray    **with_mine,
                      GPtrArray    **with_theirs)
{
  g_autoptr (GHashTable) numbers = NULL;
  GalleyBlockRun runs[] = { mine, theirs };
  GPtrArray *written[2];
  Merge self = { 0 };

  g_return_val_if_fail (base.n_blocks > 0 && mine.n_blocks > 0 && theirs.n_blocks > 0, FALSE);
  g_return_val_if_fail (with_mine != NULL && with_theirs != NULL, FALSE);

  *with_theirs = NULL;
  if (!may_merge (base, mine, theirs))
    {
      *with_mine = copy_run (mine);
      *with_theirs = copy_run (theirs);
      return FALSE;
    }
  numbers = galley_stretch_numbers_new ();
  galley_stretch_init (&self.base, base.blocks, base.n_blocks, numbers);
  count_ends (&self);
  for (guint i = 0; i < 2; i++)
    {
      galley_stretch_init (&self.sides[i].stretch, runs[i].blocks, runs[i].n_blocks, numbers);
      find_changes (&self, &self.sides[i]);
    }
  begin_writing (&self);
  merge_words (&self);
  for (guint i = 0; i < 2; i++)
    written[i] = galley_stretch_writer_end (&self.writers[i]);
  if (written[0] == NULL || written[1] == NULL)
    {
      self.has_conflict = TRUE;
      for (guint i = 0; i < 2; i++)
        {
          g_clear_pointer (&written[i], g_ptr_array_unref);
          written[i] = copy_run (runs[i]);
        }
    }
  *with_mine = written[0];
  if (self.has_conflict)
    *with_theirs = written[1];
  else
    g_ptr_array_unref (written[1]);

  for (guint i = 0; i < 2; i++)
    {
      galley_stretch_clear (&self.sides[i].stretch);
      g_array_unref (self.sides[i].changes);
      g_free (self.sides[i].partners);
    }
  galley_stretch_clear (&self.base);
  g_free (self.n_ends);
  return !self.has_conflict;
}
