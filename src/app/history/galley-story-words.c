/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history/galley-story-words.h"

#include "app/history/galley-history-words.h"
#include "app/words/galley-parked-words.h"
#include "app/words/galley-words.h"
#include "core/base/galley-error.h"
#include "core/sync/galley-refusal.h"

#include <glib/gi18n.h>

#include <string.h>

typedef struct
{
  const char *what;
  const char *done;
  const char *waiting;
} ActWords;

static const ActWords acts[] = {
  { "create", N_ ("Came to the server"), NULL },
  { "edit", N_ ("Changed on the server"), NULL },
  { "restore", N_ ("Restored on the server"), NULL },
  { "delete", N_ ("Deleted on the server"), N_ ("Waits to be deleted on the server") },
  { "put", NULL, N_ ("Waits to be uploaded") },
  { "submit", N_ ("Submitted for review"), N_ ("Waits to be submitted for review") },
  { "take-back", N_ ("Taken back from review"), N_ ("Waits to be taken back from review") },
  { "sign", N_ ("Approved"), N_ ("Waits to be approved") },
  { "return", N_ ("Returned"), N_ ("Waits to be returned") },
  { "publish", N_ ("Published"), N_ ("Waits to be published") },
  { "withdraw", N_ ("Withdrawn"), N_ ("Waits to be withdrawn: the page is still public") },
  { "hand-over", N_ ("Handed over"), N_ ("Waits to be handed over") },
};

static const ActWords *
find_act (const char *what)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (strcmp (acts[i].what, what) == 0)
      return &acts[i];
  return NULL;
}

static char *
dup_waiting (const GalleyEvent *event)
{
  const ActWords *act = find_act (event->what);
  const char *words = act != NULL && act->waiting != NULL ? _ (act->waiting) : _ ("Waits for the server");

  if (event->attempts == 0)
    return g_strdup (words);
  /* Translators: what waits, and how often it was tried: "Waits to be uploaded, tried 3 times". */
  return g_strdup_printf (ngettext ("%1$s, tried %2$u time", "%1$s, tried %2$u times", event->attempts), words,
                          event->attempts);
}

/* What the server said itself stands beside it, in quotation marks. */
static char *
dup_parked (const GalleyEvent *event)
{
  const char *words = galley_words_for_parked_reason (event->comment);
  GalleyOutboxKind kind = strcmp (event->what, "put") == 0      ? GALLEY_OUTBOX_PUT
                          : strcmp (event->what, "delete") == 0 ? GALLEY_OUTBOX_DELETE
                                                                : GALLEY_OUTBOX_ACTION;
  GalleyAction action = GALLEY_ACTION_NONE;
  g_autofree char *refusal = NULL;
  gboolean is_own;

  if (words != NULL)
    return g_strdup (words);
  galley_action_from_name (event->what, &action); /* handing over is none of them */
  refusal = galley_words_for_refusal (event->comment, kind, action, &is_own);
  if (!is_own)
    return g_strdup (_ ("Not taken by the server"));
  /* Translators: %s says why, without a full stop. */
  return g_strdup_printf (_ ("Not taken by the server: %s"), refusal);
}

char *
galley_story_words_for_event (const GalleyEvent *event)
{
  const ActWords *act;

  g_return_val_if_fail (event != NULL, NULL);

  switch (event->kind)
    {
    case GALLEY_EVENT_SAVED:
      return g_strdup (_ ("Last saved on this computer"));
    case GALLEY_EVENT_KEPT:
      /* Translators: why a version was kept: "While writing". */
      return g_strdup_printf (_ ("A version was kept: %s"), galley_history_words_for_reason (event->what));
    case GALLEY_EVENT_WAITING:
    case GALLEY_EVENT_ORDERED:
      return dup_waiting (event);
    case GALLEY_EVENT_PARKED:
      return dup_parked (event);
    case GALLEY_EVENT_SERVED:
    default:
      act = find_act (event->what);
      return g_strdup (act != NULL && act->done != NULL ? _ (act->done) : event->what);
    }
}

/* What somebody wrote, or the server said; not a reason of ours, which has words already. */
static gboolean
is_sentence (const GalleyEvent *event)
{
  return *event->comment != '\0'
         && (event->kind != GALLEY_EVENT_PARKED || galley_words_for_parked_reason (event->comment) == NULL);
}

char *
galley_story_words_for_circumstances (const GalleyEvent *event,
                                      gint64             now)
{
  g_autofree char *time = NULL;
  g_autoptr (GString) words = NULL;

  g_return_val_if_fail (event != NULL, NULL);

  time = galley_history_words_for_time (event->time, now);
  words = g_string_new (time);
  if (*event->who != '\0')
    g_string_append_printf (words, " · %s", event->who);
  if (event->revision != 0)
    {
      /* Translators: a number of the server's: "revision 7". */
      g_autofree char *revision = g_strdup_printf (_ ("revision %u"), (guint) event->revision);

      g_string_append_printf (words, " · %s", revision);
    }
  if (is_sentence (event))
    {
      g_autofree char *said =
        event->kind == GALLEY_EVENT_PARKED ? galley_refusal_dup_sentence (event->comment) : g_strdup (event->comment);
      /* Translators: what somebody wrote to it, in the language's own quotation marks. */
      g_autofree char *quoted = g_strdup_printf (_ ("“%s”"), said);

      g_string_append_printf (words, " · %s", quoted);
    }
  return g_string_free (g_steal_pointer (&words), FALSE);
}

static char *
dup_place (const GalleyStory *story)
{
  if (story->revision == 0)
    return g_strdup (_ ("It is on this computer only."));
  if (story->n_conflicts > 0)
    return g_strdup (_ ("Others changed the same words. Both sides are kept; nothing is uploaded until you have chosen."));
  if (story->is_dirty)
    return g_strdup_printf (_ ("The server has revision %u; what was done here since waits to be uploaded."),
                            (guint) story->revision);
  return g_strdup_printf (_ ("This computer and the server have the same: revision %u."), (guint) story->revision);
}

char *
galley_story_words_for_stand (const GalleyStory *story)
{
  g_autofree char *place = NULL;
  g_autofree char *why = NULL;
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (story != NULL, NULL);

  place = dup_place (story);
  /* One that the server has never seen it does not know either. */
  if (story->is_told || story->trouble < 0 || story->revision == 0)
    return g_steal_pointer (&place);
  error = g_error_new_literal (GALLEY_ERROR, story->trouble, "");
  why = galley_words_for_error (error);
  /* Translators: where the article stands, and a sentence that says why more is not known. */
  return g_strdup_printf (_ ("%1$s The server’s own record could not be fetched: %2$s"), place, why);
}
