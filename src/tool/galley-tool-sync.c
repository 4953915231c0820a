/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-tool sync: greets, then passes until nothing that may go is left, and says what was done. What stays behind is
 * named with its reason, and the command has failed. */
#include "tool/galley-tool-account.h"
#include "tool/galley-tool-sync.h"
#include "tool/galley-tool.h"

#include "core/portal/galley-layout.h"
#include "core/store/galley-store-outbox.h"
#include "core/store/galley-store-settings.h"
#include "core/sync/galley-portal-transport.h"

#include <glib/gi18n.h>

/* Text that somebody else is typing into could keep us here for ever. */
#define MAX_PASSES 20

static gpointer
load_layout_in_store (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  return galley_setting_load_in_store (database, GALLEY_SETTING_LAYOUT, error);
}

static gpointer
load_outbox_in_store (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  return galley_outbox_load_in_store (database, error);
}

GPtrArray *
galley_tool_load_outbox (GalleyStore *store,
                         GError     **error)
{
  return galley_store_run (store, GALLEY_LANE_PERSON, load_outbox_in_store, NULL, error);
}

gboolean
galley_tool_load_patience (GalleyStore *store,
                           gint64      *patience,
                           GError     **error)
{
  GError *cause = NULL;
  g_autoptr (GBytes) zip = galley_store_run (store, GALLEY_LANE_PERSON, load_layout_in_store, NULL, &cause);
  g_autoptr (GalleyLayout) layout = NULL;

  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  layout = zip != NULL ? galley_layout_new_from_zip (zip, error) : galley_layout_new_built_in ();
  if (layout == NULL)
    return FALSE;
  *patience = galley_site_get_publish_patience (galley_layout_get_site (layout));
  return TRUE;
}

static guint
count_waiting (GPtrArray *entries)
{
  guint n = 0;

  for (guint i = 0; i < entries->len; i++)
    if (((GalleyOutboxEntry *) entries->pdata[i])->parked == NULL)
      n++;
  return n;
}

static void
add (GalleyCycleReport       *total,
     const GalleyCycleReport *report)
{
  total->pulled += report->pulled;
  total->pushed += report->pushed;
  total->acted += report->acted;
  total->merged += report->merged;
  total->conflicts += report->conflicts;
  total->parked += report->parked;
}

/* Passes until nothing waits, or a pass moved nothing: what is left then waits for a time or for a person. */
static gboolean
run_passes (GalleyStore       *store,
            GalleyTransport   *transport,
            GalleyClock       *clock,
            GalleyCycleReport *total,
            GError           **error)
{
  gint64 patience;

  if (!galley_cycle_greet (store, transport, clock, NULL, error)
      || !galley_tool_load_patience (store, &patience, error))
    return FALSE;
  for (guint i = 0; i < MAX_PASSES; i++)
    {
      g_autoptr (GPtrArray) entries = NULL;
      GalleyCycleReport report = { 0 };
      gboolean is_good = galley_cycle_run (store, transport, clock, patience, &report, NULL, NULL, error);

      add (total, &report);
      if (!is_good)
        return FALSE;
      entries = galley_tool_load_outbox (store, error);
      if (entries == NULL)
        return FALSE;
      if (report.media_left > 0 && report.media_fetched > 0)
        {
          i--; /* pictures come a few a pass, and all of them are wanted */
          continue;
        }
      if (count_waiting (entries) == 0 || report.pushed + report.acted + report.merged == 0)
        break;
    }
  return TRUE;
}

/* TRUE: nothing is left. */
static gboolean
tell_left (GPtrArray *entries)
{
  for (guint i = 0; i < entries->len; i++)
    {
      const GalleyOutboxEntry *entry = entries->pdata[i];
      const char *what = entry->to != NULL                     ? "hand-over"
                         : entry->kind == GALLEY_OUTBOX_ACTION ? galley_action_get_name (entry->action)
                         : entry->kind == GALLEY_OUTBOX_DELETE ? "delete"
                                                               : "put";

      g_printerr ("%s\t%s\t%s\n", entry->article, what, entry->parked != NULL ? entry->parked : "waits");
    }
  return entries->len == 0;
}

static int
sync_account (const GalleyAccount *account,
              const char          *password_file)
{
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_auto (GalleyToolLine) line = { NULL, FALSE };
  g_autoptr (GalleyStore) store = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  GalleyCycleReport total = { 0 };
  gboolean is_good;
  int status;

  store = galley_tool_open_store (account, clock, &error);
  if (store == NULL || !galley_tool_dial (account, password_file, &line, &error))
    {
      status = galley_tool_fail (NULL, error);
    }
  else
    {
      is_good = run_passes (store, line.transport, clock, &total, &error);
      g_print ("pulled %u, pushed %u, orders %u, merged %u, conflicts %u, refused %u\n", total.pulled, total.pushed,
               total.acted, total.merged, total.conflicts, total.parked);
      status = is_good ? GALLEY_TOOL_OK : galley_tool_fail (account->id, error);
      g_clear_error (&error);
      entries = galley_tool_load_outbox (store, &error);
      if (entries == NULL)
        status = galley_tool_fail (account->id, error);
      else if (!tell_left (entries))
        status = GALLEY_TOOL_FAILED;
    }
  if (store != NULL)
    galley_store_close (store);
  return status;
}

/* The account that --address and --user name, made if it is not there yet. */
static GalleyAccount *
make_account (const char *address,
              const char *user,
              GError    **error)
{
  g_autofree char *clean = galley_portal_address_clean (address, error);
  g_autoptr (GalleyAccount) account = clean != NULL ? galley_account_new (NULL, clean, user) : NULL;

  if (account == NULL || !galley_account_save (account, error))
    return NULL;
  return g_steal_pointer (&account);
}

int
galley_tool_sync (const GalleyToolCommand *self,
                  char                   **arguments)
{
  g_autofree char *id = NULL;
  g_autofree char *address = NULL;
  g_autofree char *user = NULL;
  g_autofree char *password_file = NULL;
  const GOptionEntry entries[] = {
    { "account", 0, 0, G_OPTION_ARG_STRING, &id, N_ ("The account"), N_ ("ID") },
    { "address", 0, 0, G_OPTION_ARG_STRING, &address, N_ ("The portal’s address, for an account that is new here"),
      N_ ("ADDRESS") },
    { "user", 0, 0, G_OPTION_ARG_STRING, &user, N_ ("The name to sign in with"), N_ ("NAME") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &password_file, N_ ("Read the password from FILE"), N_ ("FILE") },
    { NULL },
  };
  g_auto (GStrv) words = galley_tool_parse (self, entries, arguments, 0, 0);
  g_autoptr (GalleyAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  if (words == NULL)
    return GALLEY_TOOL_USAGE;
  if ((address != NULL) != (user != NULL) || (address != NULL && id != NULL)
      || (address != NULL && password_file == NULL) || (user != NULL && *user == '\0'))
    return galley_tool_refuse ("%s", _ ("Give --account, or --address with --user and --password-file."));
  account = address != NULL ? make_account (address, user, &error) : galley_tool_choose_account (id, &error);
  if (account == NULL)
    {
      galley_tool_fail (NULL, error);
      return GALLEY_TOOL_USAGE;
    }
  return sync_account (account, password_file);
}
