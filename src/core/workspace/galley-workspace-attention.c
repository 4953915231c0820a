/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps the list of what calls for this user, and tells what a pull has added to it. What his own hand did is no news:
 * it only changes the list that the next pull is compared with. */
#include "core/workspace/galley-workspace.h"

#include "core/store/galley-filter-keys.h"
#include "core/workspace/galley-workspace-private.h"

static const GalleyFilterKind filter_kinds[GALLEY_N_ATTENTION_KINDS] = {
  [GALLEY_ATTENTION_RETURNED] = GALLEY_FILTER_RETURNED,
  [GALLEY_ATTENTION_WAITING] = GALLEY_FILTER_WAITING,
  [GALLEY_ATTENTION_CONFLICT] = GALLEY_FILTER_CONFLICTS,
};

typedef struct
{
  GalleyFilter *filters[GALLEY_N_ATTENTION_KINDS];
} Question;

static void
question_free (gpointer data)
{
  Question *self = data;

  for (guint kind = 0; kind < GALLEY_N_ATTENTION_KINDS; kind++)
    galley_filter_free (self->filters[kind]);
  g_free (self);
}

static gpointer
look_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  Question *question = input;
  g_autoptr (GPtrArray) attentions = galley_attentions_new ();

  for (guint kind = 0; kind < GALLEY_N_ATTENTION_KINDS; kind++)
    {
      g_autoptr (GPtrArray) summaries = galley_filter_load_in_store (database, question->filters[kind], 0, error);

      if (summaries == NULL)
        return NULL;
      for (guint i = 0; i < summaries->len; i++)
        {
          GalleySummaryData *data = g_ptr_array_index (summaries, i);

          g_ptr_array_add (attentions, galley_attention_new (kind, data->id, data->headline));
        }
    }
  return g_steal_pointer (&attentions);
}

static void
looked_cb (GObject      *store,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GalleyWorkspace) self = data;
  /* What could not be read now is compared the next time. */
  g_autoptr (GPtrArray) after = galley_store_run_finish (GALLEY_STORE (store), result, NULL);
  gboolean is_news = self->is_attention_news && !self->is_attention_asked_again;

  self->is_looking = FALSE;
  if (self->is_closed)
    return;
  if (self->is_attention_asked_again)
    {
      galley_workspace_look_for_attention (self, FALSE);
      return;
    }
  if (after == NULL)
    return;
  self->is_attention_news = FALSE;
  if (is_news && self->attentions != NULL)
    {
      g_autoptr (GPtrArray) fresh = galley_attentions_compare (self->attentions, after);

      g_clear_pointer (&self->attentions, g_ptr_array_unref);
      self->attentions = g_steal_pointer (&after);
      if (fresh->len > 0)
        galley_workspace_emit_attention_called (self, fresh);
      return;
    }
  g_clear_pointer (&self->attentions, g_ptr_array_unref);
  self->attentions = g_steal_pointer (&after);
}

void
galley_workspace_look_for_attention (GalleyWorkspace *self,
                                     gboolean         is_news)
{
  Question *question;

  self->is_attention_news |= is_news;
  self->is_attention_asked_again = self->is_looking;
  if (self->is_looking)
    return;
  question = g_new0 (Question, 1);
  for (guint kind = 0; kind < GALLEY_N_ATTENTION_KINDS; kind++)
    {
      GalleyFilter filter = galley_workspace_get_filter (self, filter_kinds[kind], NULL);

      question->filters[kind] = galley_filter_copy (&filter);
    }
  self->is_looking = TRUE;
  galley_store_run_async (self->store, GALLEY_LANE_BACKGROUND, look_in_store, question, question_free,
                          (GDestroyNotify) g_ptr_array_unref, self->cancellable, looked_cb, g_object_ref (self));
}

void
galley_workspace_begin_attention (GalleyWorkspace *self)
{
  g_clear_pointer (&self->attentions, g_ptr_array_unref);
  self->is_attention_news = FALSE;
  galley_workspace_look_for_attention (self, FALSE);
}
