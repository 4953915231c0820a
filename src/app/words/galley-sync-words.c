/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/words/galley-sync-words.h"

#include "app/words/galley-account-words.h"
#include "app/words/galley-words.h"

#include <glib/gi18n.h>

#define MEGABYTE (1024 * 1024)

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
galley_words_for_next_try (GalleySyncEngine *engine)
{
  gint64 next_try = galley_sync_engine_get_next_try (engine);
  guint number = galley_sync_engine_get_failures (engine) + 1;
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (next_try / G_USEC_PER_SEC);
  g_autofree char *clock = NULL;

  if (next_try == 0 || time == NULL || galley_sync_engine_get_status (engine) != GALLEY_SYNC_OFFLINE)
    return NULL;
  clock = g_date_time_format (time, "%H:%M");
  return g_network_monitor_get_network_available (g_network_monitor_get_default ())
             /* Translators: the same where there is a network. */
             ? g_strdup_printf (_ ("The server cannot be reached: try number %1$u at %2$s"), number, clock)
             /* Translators: which try it will be, "2", and the time of day at which it is made, "14:05". */
             : g_strdup_printf (_ ("No network: try number %1$u at %2$s"), number, clock);
}

/* A large file on its way; NULL: there is none, or it is going nowhere. (transfer full) */
static char *
words_for_move (GalleySyncEngine *engine)
{
  GalleyMediaMove move;
  int done, total;

  if (!galley_sync_words_get_move (engine, &move))
    return NULL;
  done = (int) (move.done / MEGABYTE);
  total = (int) ((move.total + MEGABYTE - 1) / MEGABYTE);
  return move.is_upward
             /* Translators: what has gone up of a large file, and how large it is, in megabytes. */
             ? g_strdup_printf (_ ("Uploading a file: %d of %d MB"), done, total)
             /* Translators: what has come down of a large file, and how large it is, in megabytes. */
             : g_strdup_printf (_ ("Fetching a file: %d of %d MB"), done, total);
}

gboolean
galley_sync_words_get_move (GalleySyncEngine *engine,
                            GalleyMediaMove  *move)
{
  return galley_media_traffic_get (galley_sync_engine_get_traffic (engine), move) && move->total >= GALLEY_MEDIA_MOVE_LARGE;
}

char *
galley_words_for_sync (GalleyWorkspace *workspace)
{
  const GalleyOutboxFigures *figures = galley_workspace_get_outbox_figures (workspace);
  GalleySyncEngine *engine = galley_workspace_get_engine (workspace);
  guint waiting = figures->waiting;
  char *move;
  guint known = 0;
  guint deletions = engine != NULL ? galley_sync_engine_get_stopped_deletions (engine, &known) : 0;

  if (galley_account_is_local (galley_workspace_get_account (workspace)))
    return g_strdup (_ ("On this computer only"));
  if (figures->refused > 0)
    return g_strdup (_ ("The server REFUSED to withdraw: the page is still public. Phone the desk"));
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
  if (figures->slots > 0)
    /* Translators: %u is how many slots of the home page somebody wanted to change. */
    return g_strdup_printf (ngettext ("%u change of the home page was not made", "%u changes of the home page were not made",
                                      figures->slots),
                            figures->slots);
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
      move = words_for_move (engine);
      if (move != NULL)
        return move;
      if (waiting > 0)
        /* Translators: %u is a number of articles. */
        return g_strdup_printf (ngettext ("Uploading %u", "Uploading %u", waiting), waiting);
      if (figures->stopped > 0)
        /* Translators: %u is a number of pictures and other files. */
        return g_strdup_printf (ngettext ("%u file not uploaded: you stopped it", "%u files not uploaded: you stopped them",
                                          figures->stopped),
                                figures->stopped);
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
  if (figures->withdrawals > 0 || figures->parked > 0 || figures->slots > 0)
    return GALLEY_MOOD_BAD;
  if (engine == NULL || figures->held > 0 || figures->conflicts > 0 || figures->waiting > 0 || figures->stopped > 0 ||
      galley_sync_engine_get_stopped_deletions (engine, NULL) > 0)
    return GALLEY_MOOD_WAITING;
  if (galley_sync_engine_get_status (engine) == GALLEY_SYNC_TROUBLE)
    return GALLEY_MOOD_BAD;
  return galley_sync_engine_get_status (engine) == GALLEY_SYNC_IDLE ? GALLEY_MOOD_GOOD : GALLEY_MOOD_WAITING;
}
