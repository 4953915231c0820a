/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Telling colleagues that one works on the article without a network for a while. It keeps nobody from anything. */
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"
#include "app/words/galley-presence-words.h"

#include <glib/gi18n.h>

#include <string.h>

/* The end of today and so many days more, where people are. */
static gint64
find_end_of_day (gint64 now,
                 int    days)
{
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) midnight = g_date_time_new_local (g_date_time_get_year (today), g_date_time_get_month (today),
                                                          g_date_time_get_day_of_month (today), 23, 59, 0);
  g_autoptr (GDateTime) end = g_date_time_add_days (midnight, days);

  return g_date_time_to_unix (end) * G_USEC_PER_SEC;
}

/* 0: no longer. */
static gint64
find_until (const char *choice,
            gint64      now)
{
  if (strcmp (choice, "2-hours") == 0)
    return now + 2 * G_TIME_SPAN_HOUR;
  if (strcmp (choice, "4-hours") == 0)
    return now + 4 * G_TIME_SPAN_HOUR;
  if (strcmp (choice, "today") == 0)
    return find_end_of_day (now, 0);
  if (strcmp (choice, "tomorrow") == 0)
    return find_end_of_day (now, 1);
  if (strcmp (choice, "week") == 0)
    return find_end_of_day (now, 7);
  return 0;
}

static void
say (GalleyWindow *self,
     gint64        until,
     gint64        now)
{
  g_autofree char *time = NULL;
  g_autofree char *sentence = NULL;

  if (until == 0)
    {
      galley_window_say (self, _ ("Colleagues are told that you have it back"));
      return;
    }
  time = galley_words_for_until (until, now);
  /* Translators: a time: "18:00", "28 Nov, 18:00". */
  sentence = g_strdup_printf (_ ("Colleagues are told that you have it offline until %s. Nobody is locked out"), time);
  galley_window_say (self, sentence);
}

static void
take_offline (GalleyWindow *self,
              const char   *choice)
{
  gint64 now = galley_clock_get_real_time (galley_workspace_get_clock (self->workspace));
  gint64 until = find_until (choice, now);

  galley_workspace_set_offline (self->workspace,
                                galley_article_get_id (galley_manuscript_get_article (self->manuscript)), until);
  say (self, until, now);
  galley_window_update_offline_actions (self);
}

static void
take_offline_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  take_offline (GALLEY_WINDOW (data), g_variant_get_string (parameter, NULL));
}

static void
bring_back_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       data)
{
  take_offline (GALLEY_WINDOW (data), "");
}

void
galley_window_add_offline_actions (GalleyWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "take-offline", .parameter_type = "s", .activate = take_offline_cb },
    { .name = "bring-back", .activate = bring_back_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

static void
enable (GalleyWindow *self,
        const char   *name,
        gboolean      is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

void
galley_window_update_offline_actions (GalleyWindow *self)
{
  gboolean is_told = self->manuscript != NULL && !galley_account_is_local (galley_workspace_get_account (self->workspace))
                     && galley_site_tells_presence (galley_layout_get_site (galley_workspace_get_layout (self->workspace)));
  const char *id = is_told ? galley_article_get_id (galley_manuscript_get_article (self->manuscript)) : NULL;

  enable (self, "take-offline", is_told);
  enable (self, "bring-back", is_told && galley_workspace_get_offline (self->workspace, id) != 0);
}
