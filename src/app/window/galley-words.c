/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-words.h"

#include "app/account/galley-account-words.h"
#include "core/base/galley-error.h"

#include <glib/gi18n.h>

const char *
galley_words_for_status (GalleyStatus status)
{
  static const char *const words[GALLEY_N_STATUSES] = {
    [GALLEY_STATUS_DRAFT] = N_ ("Draft"),
    [GALLEY_STATUS_REVIEW_1] = N_ ("Waiting for First Review"),
    [GALLEY_STATUS_REVIEW_2] = N_ ("Waiting for Second Review"),
    [GALLEY_STATUS_REVIEW_3] = N_ ("Waiting for Third Review"),
    [GALLEY_STATUS_APPROVED] = N_ ("Approved"),
    [GALLEY_STATUS_SCHEDULED] = N_ ("Scheduled"),
    [GALLEY_STATUS_PUBLISHED] = N_ ("Published"),
    [GALLEY_STATUS_RETURNED] = N_ ("Returned"),
    [GALLEY_STATUS_WITHDRAWN] = N_ ("Withdrawn"),
    [GALLEY_STATUS_CLOSED] = N_ ("Correction Published"),
  };

  g_return_val_if_fail (status < GALLEY_N_STATUSES, "");

  return _ (words[status]);
}

const char *
galley_words_for_action (GalleyAction action,
                         gboolean     is_last_review)
{
  switch (action)
    {
    case GALLEY_ACTION_SUBMIT:
      return _ ("Submit…");
    case GALLEY_ACTION_TAKE_BACK:
      return _ ("Take Back");
    case GALLEY_ACTION_SIGN:
      return is_last_review ? _ ("Approve and Release") : _ ("Approve");
    case GALLEY_ACTION_RETURN:
      return _ ("Return…");
    case GALLEY_ACTION_PUBLISH:
      return _ ("Publish…");
    case GALLEY_ACTION_WITHDRAW:
      return _ ("Withdraw…");
    case GALLEY_ACTION_NONE:
    default:
      return "";
    }
}

char *
galley_words_for_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, g_strdup (""));

  if (error->domain != GALLEY_ERROR)
    return g_strdup (_ ("Something went wrong. What you wrote is safe on this computer."));

  switch ((GalleyError) error->code)
    {
    case GALLEY_ERROR_OFFLINE:
      return g_strdup (_ ("The server cannot be reached. Keep writing; Galley tries again by itself."));
    case GALLEY_ERROR_AUTH:
      return g_strdup (_ ("The name or the password is not right."));
    case GALLEY_ERROR_FORBIDDEN:
      return g_strdup (_ ("You do not have the right to do that. Ask the desk."));
    case GALLEY_ERROR_CONFLICT:
      return g_strdup (_ ("Somebody else changed the article meanwhile. Look at it once more."));
    case GALLEY_ERROR_REJECTED:
      /* Translators: %s is the server's own sentence. */
      return g_strdup_printf (_ ("The server did not take this article: %s It is safe here"), error->message);
    case GALLEY_ERROR_FULL:
      return g_strdup (_ ("Disk full. New words are not saved; free space or save an emergency file"));
    case GALLEY_ERROR_READ_ONLY:
      return g_strdup (_ ("Galley may not write in its data folder. Check the folder's permissions and start again."));
    case GALLEY_ERROR_CORRUPT:
      return g_strdup (_ ("A stored article is damaged. It was set aside and nothing was deleted."));
    case GALLEY_ERROR_TOO_NEW:
      return g_strdup (_ ("These articles were written by a newer Galley. Update this one to open them."));
    case GALLEY_ERROR_INVALID:
      /* Translators: %s says what is wrong and where, in English. */
      return g_strdup_printf (_ ("This cannot be read: %s"), error->message);
    case GALLEY_ERROR_TOO_LARGE:
      /* Translators: %s says how large it may be, in English. */
      return g_strdup_printf (_ ("This is too large: %s"), error->message);
    case GALLEY_ERROR_BUSY:
      return g_strdup (_ ("Another Galley has these articles open. Go on there, or close it first."));
    case GALLEY_ERROR_NOT_FOUND:
      return g_strdup (_ ("This article is no longer here."));
    case GALLEY_ERROR_GONE:
      return g_strdup (_ ("This was deleted on the server."));
    case GALLEY_ERROR_FAILED:
    default:
      /* Translators: %s is a technical message in English. */
      return g_strdup_printf (_ ("Something went wrong: %s"), error->message);
    }
}

char *
galley_words_for_start (const GError *error)
{
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_FULL))
    return g_strdup (_ ("The disk is full. Make some room and start Galley again; what was written before is safe."));
  return galley_words_for_error (error);
}

char *
galley_words_for_save (GalleySaveStatus status,
                       const GError    *error)
{
  switch (status)
    {
    case GALLEY_SAVE_CLEAN:
      return g_strdup (_ ("Saved on this computer"));
    case GALLEY_SAVE_DIRTY:
    case GALLEY_SAVE_SAVING:
      return g_strdup (_ ("Saving…"));
    case GALLEY_SAVE_FAILED:
    default:
      if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_FULL))
        return g_strdup (_ ("Disk full. New words are not saved; free space or save an emergency file"));
      return g_strdup (_ ("Not saved yet, trying again"));
    }
}

static char *
words_for_waiting (GalleySyncEngine *engine,
                   guint             waiting)
{
  gint64 next_try = galley_sync_engine_get_next_try (engine);
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (next_try / G_USEC_PER_SEC);
  g_autofree char *clock = next_try > 0 ? g_date_time_format (time, "%H:%M") : NULL;

  if (waiting == 0)
    return clock != NULL
               /* Translators: %s is a time of day, "14:05". */
               ? g_strdup_printf (_ ("No network, next try %s"), clock)
               : g_strdup (_ ("No network"));
  if (clock == NULL)
    /* Translators: %u is a number of articles. */
    return g_strdup_printf (ngettext ("%u not uploaded: no network", "%u not uploaded: no network", waiting), waiting);
  /* Translators: %u is a number of articles, %s a time of day, "14:05". */
  return g_strdup_printf (ngettext ("%u not uploaded: no network, next try %s",
                                    "%u not uploaded: no network, next try %s", waiting),
                          waiting, clock);
}

static char *
words_for_fetching (GalleySyncEngine *engine)
{
  guint fetched = galley_sync_engine_get_fetched (engine);

  if (fetched == 0)
    return g_strdup (_ ("Fetching…"));
  /* Translators: %u is a number of articles. */
  return g_strdup_printf (ngettext ("Fetching, %u article so far", "Fetching, %u articles so far", fetched), fetched);
}

/* The same sentence as at sign-in: nothing better can be said of it. */
static gboolean
has_bad_certificate (GalleySyncEngine *engine)
{
  GalleyPortalTrouble trouble = galley_sync_engine_get_trouble (engine);

  return trouble == GALLEY_PORTAL_TROUBLE_AUTHORITY || trouble == GALLEY_PORTAL_TROUBLE_CERTIFICATE;
}

char *
galley_words_for_sync (GalleyWorkspace *workspace)
{
  const GalleyOutboxFigures *figures = galley_workspace_get_outbox_figures (workspace);
  GalleySyncEngine *engine = galley_workspace_get_engine (workspace);
  guint waiting = figures->waiting;
  guint known = 0;
  guint deletions = engine != NULL ? galley_sync_engine_get_stopped_deletions (engine, &known) : 0;

  if (galley_account_is_local (galley_workspace_get_account (workspace)))
    return g_strdup (_ ("On this computer only"));
  if (figures->withdrawals > 0)
    return g_strdup (_ ("NOT withdrawn yet: the page is still public. Phone the desk"));
  if (figures->held > 0)
    return g_strdup (_ ("An order to publish waits for your answer"));
  if (deletions > 0)
    /* Translators: how many articles the server wants deleted, and how many there are on this computer. */
    return g_strdup_printf (ngettext ("The server would delete %u of %u articles here. Nothing was deleted; nothing is "
                                      "sent until you decide",
                                      "The server would delete %u of %u articles here. Nothing was deleted; nothing is "
                                      "sent until you decide", deletions),
                            deletions, known);
  if (figures->parked > 0)
    /* Translators: %u is a number of articles. */
    return g_strdup_printf (ngettext ("The server did not take %u article. It is safe here",
                                      "The server did not take %u articles. They are safe here", figures->parked),
                            figures->parked);
  if (figures->conflicts > 0)
    /* Translators: %u is a number of articles. */
    return g_strdup_printf (ngettext ("%u conflict to look at", "%u conflicts to look at", figures->conflicts),
                            figures->conflicts);
  if (engine == NULL || galley_sync_engine_get_status (engine) == GALLEY_SYNC_SIGNED_OUT)
    return g_strdup (_ ("Signed out. Keep writing; sign in to upload"));

  switch (galley_sync_engine_get_status (engine))
    {
    case GALLEY_SYNC_OFFLINE:
      return words_for_waiting (engine, waiting);
    case GALLEY_SYNC_TROUBLE:
      if (has_bad_certificate (engine))
        return galley_words_for_trouble (galley_sync_engine_get_trouble (engine), galley_sync_engine_get_error (engine));
      return galley_sync_engine_get_error (engine) != NULL
                 ? galley_words_for_error (galley_sync_engine_get_error (engine))
                 : g_strdup (_ ("The server does not answer as it should. Galley tries again by itself."));
    case GALLEY_SYNC_WORKING:
    case GALLEY_SYNC_IDLE:
    case GALLEY_SYNC_SIGNED_OUT:
    default:
      if (waiting > 0)
        /* Translators: %u is a number of articles. */
        return g_strdup_printf (ngettext ("Uploading %u", "Uploading %u", waiting), waiting);
      return galley_sync_engine_get_passes (engine) > 0 ? g_strdup (_ ("Everything uploaded"))
                                                        : words_for_fetching (engine);
    }
}

GalleyMood
galley_words_get_sync_mood (GalleyWorkspace *workspace)
{
  const GalleyOutboxFigures *figures = galley_workspace_get_outbox_figures (workspace);
  GalleySyncEngine *engine = galley_workspace_get_engine (workspace);

  if (galley_account_is_local (galley_workspace_get_account (workspace)))
    return GALLEY_MOOD_GOOD;
  if (figures->withdrawals > 0 || figures->parked > 0)
    return GALLEY_MOOD_BAD;
  if (engine == NULL || figures->held > 0 || figures->conflicts > 0 || figures->waiting > 0 ||
      galley_sync_engine_get_stopped_deletions (engine, NULL) > 0)
    return GALLEY_MOOD_WAITING;
  if (galley_sync_engine_get_status (engine) == GALLEY_SYNC_TROUBLE)
    return GALLEY_MOOD_BAD;
  return galley_sync_engine_get_status (engine) == GALLEY_SYNC_IDLE ? GALLEY_MOOD_GOOD : GALLEY_MOOD_WAITING;
}

char *
galley_words_for_time (gint64 real_time,
                       gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (real_time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) yesterday = NULL;

  if (real_time == 0 || then == NULL || today == NULL)
    return g_strdup ("");

  yesterday = g_date_time_add_days (today, -1);
  if (g_date_time_get_year (then) == g_date_time_get_year (today) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (today))
    return g_date_time_format (then, "%H:%M");
  if (g_date_time_get_year (then) == g_date_time_get_year (yesterday) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (yesterday))
    return g_strdup (_ ("Yesterday"));
  if (g_date_time_get_year (then) == g_date_time_get_year (today))
    /* Translators: a day of this year for a narrow list, as strftime: "16 Oct"; in Chinese "%-m月%-d日". */
    return g_date_time_format (then, _ ("%-d %b"));
  return g_date_time_format (then, "%Y-%m-%d");
}
