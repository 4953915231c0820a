/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Steps and foreign splices.
 *
 * A stack of steps is a path back in time: the last step counts blocks as they stand now, the one before it as they
 * stand when the last is taken back, and so on. A foreign splice happens now; to walk it down the stack it is carried
 * through each edit on the way. Where splice and edit lie apart, each moves the other by what it added or took. Where
 * they overlap, the edit can never be taken back: it has become a fact like the foreign splice itself, and is walked
 * down before it from there on. */

#include "core/model/galley-history-private.h"

typedef struct
{
  guint first;
  guint n_removed;
  guint n_inserted;
} Fact;

static void
aside_clear (gpointer data)
{
  GalleyAside *self = data;

  if (self->free_data != NULL)
    self->free_data (self->data);
}

void
galley_aside_unref (GalleyAside *self)
{
  g_rc_box_release_full (self, aside_clear);
}

static void
edit_clear (GalleyEdit *edit)
{
  g_clear_pointer (&edit->before, g_ptr_array_unref);
  g_clear_pointer (&edit->aside, galley_aside_unref);
}

GArray *
galley_step_new (void)
{
  GArray *step = g_array_new (FALSE, FALSE, sizeof (GalleyEdit));
  g_array_set_clear_func (step, (GDestroyNotify) edit_clear);
  return step;
}

void
galley_step_append (GArray    *step,
                    guint      first,
                    guint      n_now,
                    GPtrArray *before)
{
  GalleyEdit edit = { first, n_now, g_ptr_array_ref (before), NULL };
  g_array_append_val (step, edit);
}

void
galley_step_append_aside (GArray      *step,
                          GalleyAside *aside)
{
  GalleyEdit edit = { 0, 0, NULL, g_rc_box_acquire (aside) };
  g_array_append_val (step, edit);
}

/* Carries @facts (in the order they happened, after the edit) back to before the edit and the edit to after them.
 * FALSE, with nothing changed, when they overlap. */
static gboolean
pass (GalleyEdit *edit,
      GArray     *facts)
{
  guint first = edit->first;

  if (edit->aside != NULL)
    return TRUE;

  g_autoptr (GArray) carried = g_array_copy (facts);
  for (guint i = 0; i < carried->len; i++)
    {
      Fact *fact = &g_array_index (carried, Fact, i);
      if (fact->first + fact->n_removed <= first)
        first = first + fact->n_inserted - fact->n_removed;
      else if (fact->first >= first + edit->n_now)
        fact->first = fact->first - edit->n_now + edit->before->len;
      else
        return FALSE;
    }
  edit->first = first;
  g_array_set_size (facts, 0);
  g_array_append_vals (facts, carried->data, carried->len);
  return TRUE;
}

/* Walks @facts past one step. When one of its edits cannot pass, the whole step becomes facts. */
static gboolean
pass_step (GArray *step,
           GArray *facts)
{
  g_autoptr (GArray) walked = g_array_copy (facts);
  g_autofree guint *firsts = g_new (guint, step->len + 1);

  for (guint i = 0; i < step->len; i++)
    firsts[i] = g_array_index (step, GalleyEdit, i).first;
  for (guint i = step->len; i > 0; i--)
    if (!pass (&g_array_index (step, GalleyEdit, i - 1), walked))
      {
        for (guint j = step->len; j > 0; j--)
          {
            const GalleyEdit *edit = &g_array_index (step, GalleyEdit, j - 1);
            if (edit->aside != NULL)
              continue;
            Fact fact = { firsts[j - 1], edit->before->len, edit->n_now };
            g_array_prepend_val (facts, fact);
          }
        return FALSE;
      }
  g_array_set_size (facts, 0);
  if (walked->len > 0)
    g_array_append_vals (facts, walked->data, walked->len);
  return TRUE;
}

gboolean
galley_steps_map (GPtrArray *steps,
                  guint      first,
                  guint      n_removed,
                  guint      n_inserted)
{
  g_autoptr (GArray) facts = g_array_new (FALSE, FALSE, sizeof (Fact));
  Fact fact = { first, n_removed, n_inserted };
  gboolean has_last = steps->len > 0;

  g_array_append_val (facts, fact);
  for (guint i = steps->len; i > 0; i--)
    if (!pass_step (steps->pdata[i - 1], facts))
      {
        has_last = has_last && i < steps->len;
        g_ptr_array_remove_index (steps, i - 1);
      }
  return has_last;
}
