/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-tool list: one line an article, columns set apart by tabs: id, status, marks, headline. For scripts, so the
 * words are those of the wire and never translated. Only looks, and so may run beside Galley. */
#include "tool/galley-tool-account.h"
#include "tool/galley-tool.h"

#include "core/portal/galley-layout.h"
#include "core/store/galley-article-list.h"
#include "core/store/galley-store-settings.h"

#include <glib/gi18n.h>

static const char *const filters[GALLEY_N_FILTER_KINDS] = {
  [GALLEY_FILTER_ALL] = "all",
  [GALLEY_FILTER_MINE] = "mine",
  [GALLEY_FILTER_WAITING] = "waiting",
  [GALLEY_FILTER_SCHEDULED] = "scheduled",
  [GALLEY_FILTER_PUBLISHED] = "published",
  [GALLEY_FILTER_CONFLICTS] = "conflicts",
  [GALLEY_FILTER_NOT_UPLOADED] = "not-uploaded",
  [GALLEY_FILTER_TRASH] = "trash",
  [GALLEY_FILTER_CHANNEL] = "channel",
};

static gboolean
find_filter (const char       *name,
             GalleyFilterKind *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (filters[i] != NULL && g_str_equal (filters[i], name))
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}

/* One bit for each status in which an article of somebody else waits for @user. */
static guint
find_waiting_statuses (GalleyWorkflow   *workflow,
                       const GalleyUser *user)
{
  guint waiting = 0;

  for (guint status = 0; status < GALLEY_N_STATUSES; status++)
    {
      g_autoptr (GalleyState) state = galley_state_new ();

      state->status = status;
      galley_state_set_text (&state->owner, "somebody else");
      galley_state_set_text (&state->department, user->department);
      if (galley_workflow_waits_for (workflow, state, user))
        waiting |= 1u << status;
    }
  return waiting;
}

/* Who is signed in, as the server last said; NULL without error: nobody ever was. */
static GalleySession *
load_session (GalleyDatabase *database,
              GError        **error)
{
  g_autofree char *json = galley_setting_load_text_in_store (database, GALLEY_SETTING_SESSION, error);

  return json != NULL ? galley_session_parse (json, error) : NULL;
}

static gboolean
find_waiting (GalleyDatabase   *database,
              const GalleyUser *user,
              guint            *waiting,
              GError          **error)
{
  GError *cause = NULL;
  g_autoptr (GBytes) zip = galley_setting_load_in_store (database, GALLEY_SETTING_LAYOUT, &cause);
  g_autoptr (GalleyLayout) layout = NULL;

  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  layout = zip != NULL ? galley_layout_new_from_zip (zip, error) : galley_layout_new_built_in ();
  if (layout == NULL)
    return FALSE;
  *waiting = find_waiting_statuses (galley_site_get_workflow (galley_layout_get_site (layout)), user);
  return TRUE;
}

static void
print_field (const char *text)
{
  for (const char *c = text; *c != '\0'; c++)
    g_print ("%c", *c == '\t' || *c == '\n' ? ' ' : *c);
}

static void
print_summary (const GalleySummaryData *data)
{
  const char *marks[5] = { NULL };
  g_autofree char *joined = NULL;
  guint n = 0;

  if (data->has_conflict)
    marks[n++] = "conflict";
  if (data->is_parked)
    marks[n++] = "refused";
  else if (data->is_waiting)
    marks[n++] = "not-uploaded";
  if (data->is_trashed)
    marks[n++] = "trash";
  joined = g_strjoinv (",", (char **) marks);
  g_print ("%s\t%s\t%s\t", data->id, galley_status_get_name (data->status), n > 0 ? joined : "-");
  print_field (*data->headline != '\0' ? data->headline : data->snippet);
  g_print ("\n");
}

static gboolean
print_list (GalleyDatabase *database,
            GalleyFilter   *filter,
            GError        **error)
{
  GError *cause = NULL;
  g_autoptr (GalleySession) session = load_session (database, &cause);
  g_autoptr (GPtrArray) summaries = NULL;

  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  filter->user = session != NULL ? session->user->id : "";
  if (filter->kind == GALLEY_FILTER_WAITING && session != NULL
      && !find_waiting (database, session->user, &filter->waiting, error))
    return FALSE;
  /* On this computer every article is mine. */
  if (filter->kind == GALLEY_FILTER_MINE && session == NULL)
    filter->kind = GALLEY_FILTER_ALL;
  summaries = galley_filter_load_in_store (database, filter, 0, error);
  for (guint i = 0; summaries != NULL && i < summaries->len; i++)
    print_summary (summaries->pdata[i]);
  return summaries != NULL;
}

int
galley_tool_list (const GalleyToolCommand *self,
                  char                   **arguments)
{
  g_autofree char *account_id = NULL;
  g_autofree char *filter_name = NULL;
  g_autofree char *channel = NULL;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &account_id, N_ ("The account"), N_ ("ID") },
    { "filter", 0, 0, G_OPTION_ARG_STRING, &filter_name,
      N_ ("all, mine, waiting, scheduled, published, conflicts, not-uploaded or trash"), N_ ("NAME") },
    { "channel", 0, 0, G_OPTION_ARG_STRING, &channel, N_ ("Only this channel’s"), N_ ("ID") },
    { NULL },
  };
  g_auto (GStrv) words = galley_tool_parse (self, entries, arguments, 0, 0);
  g_autoptr (GalleyAccount) account = NULL;
  g_autoptr (GalleyDatabase) database = NULL;
  g_autoptr (GError) error = NULL;
  GalleyFilter filter = { .kind = channel != NULL ? GALLEY_FILTER_CHANNEL : GALLEY_FILTER_ALL, .channel = channel };

  if (words == NULL)
    return GALLEY_TOOL_USAGE;
  if (filter_name != NULL && (channel != NULL || !find_filter (filter_name, &filter.kind)
                              || filter.kind == GALLEY_FILTER_CHANNEL))
    /* Translators: %s is what was typed. */
    return galley_tool_refuse (_ ("There is no filter “%s”."), filter_name);
  account = galley_tool_choose_account (account_id, &error);
  if (account == NULL)
    {
      galley_tool_fail (NULL, error);
      return GALLEY_TOOL_USAGE;
    }
  database = galley_tool_look_at_store (account->folder, &error);
  if (database == NULL)
    /* Where nothing was ever stored there is nothing to list. */
    return g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND) ? GALLEY_TOOL_OK
                                                                         : galley_tool_fail (NULL, error);
  return print_list (database, &filter, &error) ? GALLEY_TOOL_OK : galley_tool_fail (account->id, error);
}
