/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/words/galley-parked-words.h"

#include "core/sync/galley-cycle.h"
#include "core/sync/galley-refusal.h"
#include "core/wire/galley-protocol.h"

#include <glib/gi18n.h>
#include <string.h>

const char *
galley_words_for_parked_reason (const char *reason)
{
  static const struct
  {
    const char *reason;
    const char *words;
  } table[] = {
    { GALLEY_PARKED_CONFLICT, N_ ("Not uploaded: a conflict waits for you") },
    { GALLEY_PARKED_HELD, N_ ("Not published: the order came too late, and asks again") },
    { GALLEY_PARKED_CHANGED, N_ ("Not carried out: the article was changed meanwhile") },
    { GALLEY_PARKED_TRASHED, N_ ("Not carried out: the article was put into the trash") },
    { GALLEY_PARKED_DELETED, N_ ("Not carried out: the article was deleted on the server") },
    { GALLEY_PARKED_ABSENT, N_ ("Not carried out: the article is no longer on this computer") },
    { GALLEY_PARKED_HIDDEN, N_ ("Not uploaded: the server no longer shows you this article. It is safe here") },
  };

  g_return_val_if_fail (reason != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].reason, reason))
      return _ (table[i].words);
  if (g_str_has_prefix (reason, GALLEY_PARKED_PICTURE))
    return _ ("Not published: a picture could not be made ready for the page. Look at the pictures, and try again");
  return NULL;
}

/* --- what the server said ---------------------------------------------------------------------------------------- */

static const char *
words_for_forbidden (GalleyOutboxKind kind,
                     GalleyAction     action)
{
  if (kind == GALLEY_OUTBOX_PUT)
    return _ ("You may not change it now: it is under review, released, or another person’s");
  if (kind == GALLEY_OUTBOX_DELETE)
    return _ ("Only its author deletes an article");
  switch (action)
    {
    case GALLEY_ACTION_SUBMIT:
    case GALLEY_ACTION_TAKE_BACK:
      return _ ("Only its author submits an article, or takes it back");
    case GALLEY_ACTION_SIGN:
      return _ ("This review is not yours: nobody signs what he wrote, nor two reviews of one text");
    case GALLEY_ACTION_RETURN:
      return _ ("You may not return it; whoever has to review it now may");
    case GALLEY_ACTION_PUBLISH:
      return _ ("You do not have the right to publish. Ask somebody who has it");
    case GALLEY_ACTION_WITHDRAW:
      return _ ("You do not have the right to withdraw. Somebody who has it must do so now");
    case GALLEY_ACTION_NONE:
    default:
      return _ ("It is not yours to hand over");
    }
}

static const char *
words_for_state (GalleyOutboxKind kind,
                 GalleyAction     action)
{
  if (kind == GALLEY_OUTBOX_DELETE)
    return _ ("It is public or under review by now: withdraw it, or take it back, first");
  if (kind == GALLEY_OUTBOX_ACTION && action == GALLEY_ACTION_NONE)
    return _ ("It is under review: take it back first");
  if (kind == GALLEY_OUTBOX_ACTION && action == GALLEY_ACTION_PUBLISH)
    return _ ("The article, or the one that it corrects, is not in a state in which it can be published");
  if (kind == GALLEY_OUTBOX_ACTION && action == GALLEY_ACTION_WITHDRAW)
    return _ ("The article is not public any more");
  return _ ("The article has moved on meanwhile, and this step is not possible any more");
}

/* NULL: the server's sentence tells more. */
static const char *
words_for_problem (const char      *problem,
                   GalleyOutboxKind kind,
                   GalleyAction     action)
{
  static const struct
  {
    const char *problem;
    const char *words;
  } table[] = {
    { GALLEY_PROBLEM_HASH, N_ ("It was changed after you looked. Look at it again") },
    { GALLEY_PROBLEM_CONDITION, N_ ("Somebody else has changed it meanwhile. Look at it again") },
    { GALLEY_PROBLEM_MEDIA, N_ ("A picture or another file of it has not arrived at the server yet") },
    { GALLEY_PROBLEM_RENDITIONS, N_ ("Its pictures are not those that the site’s layout asks for by now") },
    { GALLEY_PROBLEM_LATE, N_ ("It reached the server too late") },
    { GALLEY_PROBLEM_NOT_FOUND, N_ ("The server does not have it any more, or does not show it to you") },
    { GALLEY_PROBLEM_TOO_LARGE, N_ ("It is larger than the server takes") },
  };

  if (problem == NULL)
    return NULL;
  if (g_str_equal (problem, GALLEY_PROBLEM_FORBIDDEN))
    return words_for_forbidden (kind, action);
  if (g_str_equal (problem, GALLEY_PROBLEM_STATE))
    return words_for_state (kind, action);
  if (g_str_equal (problem, GALLEY_PROBLEM_HASH) && action == GALLEY_ACTION_PUBLISH)
    return _ ("What stands there now has not been signed by all reviews");
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].problem, problem))
      return _ (table[i].words);
  return NULL;
}

/* The sentence that it stands in has one. */
static void
cut_full_stop (char *sentence)
{
  if (g_str_has_suffix (sentence, "."))
    sentence[strlen (sentence) - strlen (".")] = '\0';
  else if (g_str_has_suffix (sentence, "。"))
    sentence[strlen (sentence) - strlen ("。")] = '\0';
}

char *
galley_words_for_refusal (const char      *reason,
                          GalleyOutboxKind kind,
                          GalleyAction     action,
                          gboolean        *is_own)
{
  const char *words;
  char *sentence;

  g_return_val_if_fail (reason != NULL, NULL);

  words = words_for_problem (galley_refusal_get_problem (reason), kind, action);
  if (is_own != NULL)
    *is_own = words != NULL;
  if (words != NULL)
    return g_strdup (words);
  sentence = galley_refusal_dup_sentence (reason);
  cut_full_stop (sentence);
  return sentence;
}

char *
galley_words_for_parked (const char      *reason,
                         GalleyOutboxKind kind,
                         GalleyAction     action)
{
  const char *words = galley_words_for_parked_reason (reason);
  g_autofree char *refusal = NULL;

  if (words != NULL)
    return g_strdup (words);
  refusal = galley_words_for_refusal (reason, kind, action, NULL);
  if (kind == GALLEY_OUTBOX_ACTION)
    /* Translators: %s says why, without a full stop. */
    return g_strdup_printf (_ ("Not carried out: %s"), refusal);
  /* Translators: %s says why, without a full stop. */
  return g_strdup_printf (_ ("The server did not take this article: %s. It is safe here"), refusal);
}
