/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two stacks of steps. What is typed goes on the one for undo; taking a step back is splices again, and these, caught
 * on their way through "spliced", are the step on the other stack. How steps move past foreign splices is in
 * galley-history-map.c. */

#include "core/model/galley-history.h"

#include "core/model/galley-history-private.h"

#include <string.h>

#define MAX_STEPS 1000
#define PAUSE (1 * G_USEC_PER_SEC)
#define MAX_TYPED 16 /* characters at once; more is a paste and a step of its own */

typedef enum
{
  EDIT_OTHER,
  EDIT_INSERT,
  EDIT_DELETE,
} EditKind;

/* What one change of one block's text was, in bytes. */
typedef struct
{
  EditKind kind;
  GalleyCell cell; /* of a table */
  gsize start;
  gsize end;            /* of what was inserted, or of what was deleted */
  gboolean starts_word; /* the first character inserted is neither blank nor mark */
  gboolean ends_word;   /* the last one is */
} Edit;

struct _GalleyHistory
{
  GObject parent_instance;

  GalleyDocument *document;
  GalleyClock *clock;
  GPtrArray *undo; /* (element-type GArray of GalleyEdit), the next to be taken back last */
  GPtrArray *redo;

  GArray *caught; /* while a step is taken back: its own inverse */
  guint group_depth;
  gboolean is_open; /* the last step for undo may still grow */
  gboolean in_group_step;
  Edit last;         /* what it grew by last, */
  guint last_block;  /* where, */
  gint64 last_time;  /* and when */
};

G_DEFINE_FINAL_TYPE (GalleyHistory, galley_history, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_CAN_UNDO,
  PROP_CAN_REDO,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void
notify_since (GalleyHistory *self,
              gboolean       could_undo,
              gboolean       could_redo)
{
  if (could_undo != galley_history_get_can_undo (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_UNDO]);
  if (could_redo != galley_history_get_can_redo (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CAN_REDO]);
}

static gboolean
is_in_word (const char *character)
{
  gunichar c = g_utf8_get_char (character);
  return !g_unichar_isspace (c) && !g_unichar_ispunct (c);
}

static Edit describe (const GalleyBlock *before,
                      const GalleyBlock *after);

/* The same of the one cell in which two tables differ. */
static Edit
describe_table (const GalleyTable *before,
                const GalleyTable *after)
{
  Edit edit = { EDIT_OTHER };
  GalleyCell cell;
  gboolean is_only;

  if (!galley_table_find_change (before, after, &cell, &is_only) || !is_only)
    return edit;
  edit = describe (galley_table_get_cell (before, cell), galley_table_get_cell (after, cell));
  edit.cell = cell;
  return edit;
}

/* Sees typing and deleting in the change of one block to another; anything else is OTHER. */
static Edit
describe (const GalleyBlock *before,
          const GalleyBlock *after)
{
  Edit edit = { EDIT_OTHER };
  const char *a = galley_block_get_text (before), *b = galley_block_get_text (after);
  gsize a_length = galley_block_get_n_bytes (before), b_length = galley_block_get_n_bytes (after);
  gsize shorter = MIN (a_length, b_length), head = 0, tail = 0;

  if (galley_block_get_table (before) != NULL && galley_block_get_table (after) != NULL)
    return describe_table (galley_block_get_table (before), galley_block_get_table (after));
  if (galley_block_get_kind (before) != galley_block_get_kind (after)
      || galley_block_get_level (before) != galley_block_get_level (after) || a_length == b_length
      || !galley_figure_equal (galley_block_get_figure (before), galley_block_get_figure (after))
      || !galley_enclosure_equal (galley_block_get_enclosure (before), galley_block_get_enclosure (after)))
    return edit;
  while (head < shorter && a[head] == b[head])
    head++;
  while (tail < shorter - head && a[a_length - tail - 1] == b[b_length - tail - 1])
    tail++;
  const char *longer = b_length > a_length ? b : a;
  gsize longer_length = MAX (a_length, b_length);
  while (head > 0 && ((guchar) longer[head] & 0xc0) == 0x80)
    head--;
  tail = MIN (tail, shorter - head);
  while (tail > 0 && ((guchar) longer[longer_length - tail] & 0xc0) == 0x80)
    tail--;
  if (head + tail != shorter)
    return edit;

  edit.start = head;
  edit.end = longer_length - tail;
  if (g_utf8_strlen (longer + edit.start, edit.end - edit.start) > MAX_TYPED)
    return edit;
  edit.kind = b_length > a_length ? EDIT_INSERT : EDIT_DELETE;
  edit.starts_word = is_in_word (longer + edit.start);
  edit.ends_word = !is_in_word (g_utf8_prev_char (longer + edit.end));
  return edit;
}

static gboolean
goes_on (GalleyHistory *self,
         guint          first,
         const Edit    *edit,
         gint64         now)
{
  if (!self->is_open || edit->kind == EDIT_OTHER || edit->kind != self->last.kind || first != self->last_block
      || edit->cell.row != self->last.cell.row || edit->cell.column != self->last.cell.column
      || now - self->last_time >= PAUSE)
    return FALSE;
  if (edit->kind == EDIT_DELETE)
    return edit->end == self->last.start || edit->start == self->last.start;
  return edit->start == self->last.end && !(self->last.ends_word && edit->starts_word);
}

/* The same block changed again: the edit that is there already knows what it was before. */
static gboolean
is_covered (GArray    *step,
            guint      first,
            guint      n_removed,
            guint      n_inserted)
{
  const GalleyEdit *last = step->len > 0 ? &g_array_index (step, GalleyEdit, step->len - 1) : NULL;
  return last != NULL && last->aside == NULL && last->first == first && last->n_now == 1 && n_removed == 1
         && n_inserted == 1;
}

static void
push_step (GalleyHistory *self,
           GPtrArray     *stack,
           GArray        *step)
{
  g_ptr_array_add (stack, step);
  if (stack->len > MAX_STEPS)
    g_ptr_array_remove_index (stack, 0);
}

static void
record (GalleyHistory *self,
        guint          first,
        GPtrArray     *removed,
        guint          n_inserted)
{
  Edit edit = { EDIT_OTHER };
  gint64 now = galley_clock_get_boot_time (self->clock);

  g_ptr_array_set_size (self->redo, 0);
  if (removed->len == 1 && n_inserted == 1)
    edit = describe (removed->pdata[0], galley_document_get_block (self->document, first));

  gboolean extends = self->group_depth > 0 ? self->in_group_step : goes_on (self, first, &edit, now);
  if (!extends)
    push_step (self, self->undo, galley_step_new ());
  GArray *step = self->undo->pdata[self->undo->len - 1];
  if (!extends || !is_covered (step, first, removed->len, n_inserted))
    galley_step_append (step, first, n_inserted, removed);

  self->in_group_step = self->group_depth > 0;
  self->is_open = self->group_depth == 0 && edit.kind != EDIT_OTHER;
  self->last = edit;
  self->last_block = first;
  self->last_time = now;
}

static void
document_spliced_cb (GalleyHistory *self,
                     guint          first,
                     GPtrArray     *removed,
                     guint          n_inserted,
                     guint          origin,
                     gpointer       document)
{
  gboolean could_undo = galley_history_get_can_undo (self), could_redo = galley_history_get_can_redo (self);

  switch ((GalleySpliceOrigin) origin)
    {
    case GALLEY_SPLICE_TYPED:
      record (self, first, removed, n_inserted);
      break;
    case GALLEY_SPLICE_HISTORY:
      if (self->caught != NULL)
        {
          galley_step_append (self->caught, first, n_inserted, removed);
          return;
        }
      G_GNUC_FALLTHROUGH; /* another history's: foreign to this one */
    case GALLEY_SPLICE_FOREIGN:
    default:
      self->in_group_step = galley_steps_map (self->undo, first, removed->len, n_inserted) && self->in_group_step;
      galley_steps_map (self->redo, first, removed->len, n_inserted);
      self->is_open = FALSE;
      break;
    }
  notify_since (self, could_undo, could_redo);
}

static void
galley_history_get_property (GObject    *object,
                             guint       id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  GalleyHistory *self = GALLEY_HISTORY (object);

  switch (id)
    {
    case PROP_CAN_UNDO:
      g_value_set_boolean (value, galley_history_get_can_undo (self));
      break;
    case PROP_CAN_REDO:
      g_value_set_boolean (value, galley_history_get_can_redo (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
galley_history_dispose (GObject *object)
{
  GalleyHistory *self = GALLEY_HISTORY (object);

  if (self->document != NULL)
    g_signal_handlers_disconnect_by_func (self->document, document_spliced_cb, self);
  g_clear_object (&self->document);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (galley_history_parent_class)->dispose (object);
}

static void
galley_history_finalize (GObject *object)
{
  GalleyHistory *self = GALLEY_HISTORY (object);

  g_ptr_array_unref (self->undo);
  g_ptr_array_unref (self->redo);

  G_OBJECT_CLASS (galley_history_parent_class)->finalize (object);
}

static void
galley_history_class_init (GalleyHistoryClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = galley_history_get_property;
  object_class->dispose = galley_history_dispose;
  object_class->finalize = galley_history_finalize;

  properties[PROP_CAN_UNDO]
      = g_param_spec_boolean ("can-undo", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_CAN_REDO]
      = g_param_spec_boolean ("can-redo", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
galley_history_init (GalleyHistory *self)
{
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->redo = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
}

GalleyHistory *
galley_history_new (GalleyDocument *document,
                    GalleyClock    *clock)
{
  g_return_val_if_fail (GALLEY_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (GALLEY_IS_CLOCK (clock), NULL);

  GalleyHistory *self = g_object_new (GALLEY_TYPE_HISTORY, NULL);
  self->document = g_object_ref (document);
  self->clock = g_object_ref (clock);
  g_signal_connect_swapped (document, "spliced", G_CALLBACK (document_spliced_cb), self);
  return self;
}

gboolean
galley_history_get_can_undo (GalleyHistory *self)
{
  g_return_val_if_fail (GALLEY_IS_HISTORY (self), FALSE);
  return self->undo->len > 0;
}

gboolean
galley_history_get_can_redo (GalleyHistory *self)
{
  g_return_val_if_fail (GALLEY_IS_HISTORY (self), FALSE);
  return self->redo->len > 0;
}

/* Behind the last character that came back, or where characters went away. */
static GalleyPosition
find_caret (GalleyDocument *document,
            guint           first,
            GPtrArray      *gone,
            guint           n_back)
{
  guint n_same = 0;

  while (n_same < n_back && n_same < gone->len
         && galley_block_equal (gone->pdata[n_same], galley_document_get_block (document, first + n_same)))
    n_same++;
  GalleyPosition place = { first + n_same, 0 };
  if (n_same == n_back)
    {
      /* Blocks went away: the end of what stands before them. */
      place.block = place.block > 0 ? place.block - 1 : 0;
      if (first + n_same > 0)
        place.offset = galley_block_get_n_characters (galley_document_get_block (document, place.block));
      return place;
    }

  const GalleyBlock *back = galley_document_get_block (document, place.block);
  const char *text = galley_block_get_text (back);
  const char *other = n_same < gone->len ? galley_block_get_text (gone->pdata[n_same]) : "";
  gsize head = 0, tail = 0, length = galley_block_get_n_bytes (back), other_length = strlen (other);
  while (head < length && text[head] == other[head])
    head++;
  if (n_back == 1 && gone->len == 1)
    while (tail < MIN (length, other_length) - head && text[length - tail - 1] == other[other_length - tail - 1])
      tail++;
  else if (head < length || place.block + 1 == first + n_back)
    tail = length - head;
  else
    return (GalleyPosition) { place.block + 1, 0 };
  gsize end = length - tail;
  while (end > 0 && ((guchar) text[end] & 0xc0) == 0x80)
    end--;
  place.offset = g_utf8_strlen (text, end);
  return place;
}

/* Whether @place is in one of the blocks that came back, and all of them read as those that went. */
static gboolean
may_stay (GalleyDocument *document,
          guint           first,
          GPtrArray      *gone,
          guint           n_back,
          GalleyPosition  place)
{
  if (gone->len != n_back || place.block < first || place.block >= first + n_back)
    return FALSE;
  for (guint i = 0; i < n_back; i++)
    if (strcmp (galley_block_get_text (gone->pdata[i]),
                galley_block_get_text (galley_document_get_block (document, first + i))) != 0)
      return FALSE;
  return TRUE;
}

/* Takes back one step of @from and returns the step that would do it again; empty when nothing was to be changed. */
static GArray *
take_back_step (GalleyHistory  *self,
                GPtrArray      *from,
                GalleyPosition *place)
{
  g_autoptr (GArray) step = g_ptr_array_steal_index (from, from->len - 1);

  self->caught = galley_step_new ();
  for (guint i = step->len; i > 0; i--)
    {
      const GalleyEdit *edit = &g_array_index (step, GalleyEdit, i - 1);
      guint n_caught = self->caught->len;
      if (edit->aside != NULL)
        {
          edit->aside->function (edit->aside->data, from == self->undo);
          galley_step_append_aside (self->caught, edit->aside);
          continue;
        }
      galley_document_splice (self->document, GALLEY_SPLICE_HISTORY, edit->first, edit->n_now,
                              (GalleyBlock *const *) edit->before->pdata, edit->before->len);
      if (self->caught->len == n_caught)
        continue;
      const GalleyEdit *inverse = &g_array_index (self->caught, GalleyEdit, n_caught);
      if (!may_stay (self->document, inverse->first, inverse->before, inverse->n_now, *place))
        *place = find_caret (self->document, inverse->first, inverse->before, inverse->n_now);
      /* The splice may have been longer on both sides, by items that came up behind it. */
      if (inverse->n_now + edit->n_now > inverse->before->len + edit->before->len)
        {
          /* The last blocks went, and an empty paragraph came that the older steps know nothing of. */
          for (guint j = 0; j + 1 < i; j++)
            g_array_index (step, GalleyEdit, j).first++;
          galley_steps_map (from, edit->first, 0, 1);
        }
    }
  return g_steal_pointer (&self->caught);
}

static gboolean
take_back (GalleyHistory  *self,
           GPtrArray      *from,
           GPtrArray      *to,
           GalleyPosition *caret)
{
  if (self->group_depth > 0 || self->caught != NULL)
    return FALSE;

  gboolean could_undo = galley_history_get_can_undo (self), could_redo = galley_history_get_can_redo (self);
  gboolean is_done = FALSE;
  GalleyPosition place = caret != NULL ? *caret : (GalleyPosition) { 0, 0 };
  while (from->len > 0 && !is_done)
    {
      g_autoptr (GArray) inverse = take_back_step (self, from, &place);
      is_done = inverse->len > 0;
      if (is_done)
        push_step (self, to, g_steal_pointer (&inverse));
    }
  self->is_open = FALSE;
  if (is_done && caret != NULL)
    *caret = place;
  notify_since (self, could_undo, could_redo);
  return is_done;
}

gboolean
galley_history_undo (GalleyHistory  *self,
                     GalleyPosition *caret)
{
  g_return_val_if_fail (GALLEY_IS_HISTORY (self), FALSE);
  return take_back (self, self->undo, self->redo, caret);
}

gboolean
galley_history_redo (GalleyHistory  *self,
                     GalleyPosition *caret)
{
  g_return_val_if_fail (GALLEY_IS_HISTORY (self), FALSE);
  return take_back (self, self->redo, self->undo, caret);
}

void
galley_history_break (GalleyHistory *self)
{
  g_return_if_fail (GALLEY_IS_HISTORY (self));
  self->is_open = FALSE;
}

void
galley_history_begin_group (GalleyHistory *self)
{
  g_return_if_fail (GALLEY_IS_HISTORY (self));

  if (self->group_depth++ == 0)
    self->in_group_step = FALSE;
}

void
galley_history_end_group (GalleyHistory *self)
{
  g_return_if_fail (GALLEY_IS_HISTORY (self));
  g_return_if_fail (self->group_depth > 0);

  if (--self->group_depth == 0)
    self->in_group_step = self->is_open = FALSE;
}

void
galley_history_add_aside (GalleyHistory       *self,
                          GalleyAsideFunction  function,
                          gpointer             data,
                          GDestroyNotify       free_data)
{
  gboolean could_undo, could_redo;
  GalleyAside *aside;

  g_return_if_fail (GALLEY_IS_HISTORY (self));
  g_return_if_fail (function != NULL);

  could_undo = galley_history_get_can_undo (self);
  could_redo = galley_history_get_can_redo (self);
  aside = g_rc_box_new (GalleyAside);
  *aside = (GalleyAside) { function, data, free_data };
  g_ptr_array_set_size (self->redo, 0);
  if (self->group_depth == 0 || !self->in_group_step)
    push_step (self, self->undo, galley_step_new ());
  galley_step_append_aside (self->undo->pdata[self->undo->len - 1], aside);
  galley_aside_unref (aside);
  self->in_group_step = self->group_depth > 0;
  self->is_open = FALSE;
  notify_since (self, could_undo, could_redo);
}

const GalleyAside *
galley_history_get_aside (GalleyHistory *self,
                          gboolean       is_redo)
{
  GPtrArray *steps;
  GArray *step;

  g_return_val_if_fail (GALLEY_IS_HISTORY (self), NULL);

  steps = is_redo ? self->redo : self->undo;
  step = steps->len > 0 ? g_ptr_array_index (steps, steps->len - 1) : NULL;
  for (guint i = 0; step != NULL && i < step->len; i++)
    if (g_array_index (step, GalleyEdit, i).aside != NULL)
      return g_array_index (step, GalleyEdit, i).aside;
  return NULL;
}
