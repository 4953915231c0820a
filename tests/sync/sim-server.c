/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include "core/base/galley-password.h"
#include "server/galley-server-private.h"
#include "server/galley-server-epoch.h"
#include "server/galley-server-tokens.h"
#include "server/galley-server-users.h"

#define START G_GINT64_CONSTANT (1795507200000000)
#define SECOND (G_GINT64_CONSTANT (1000000))
/* A crash comes within so many writes of the server. */
#define CRASH_WITHIN 30

/* The demo's pages, and who has written something may publish it. (transfer full) */
static GalleyLayout *
make_layout (const char *folder)
{
  g_autofree char *pack = g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "data", "layouts", "portal", NULL);
  g_autofree char *copy = g_build_filename (folder, "layout", NULL);
  g_autofree char *path = g_build_filename (copy, "site.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonObject *workflow;
  GalleyLayout *layout;

  sim_copy_folder (pack, copy);
  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  workflow = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)), "workflow");
  for (guint i = 0; i < 3; i++)
    {
      static const char *const names[] = { "reviews", "publish", "withdraw" };
      JsonArray *array = json_array_new ();

      if (i > 0)
        json_array_add_string_element (array, "reporter");
      json_object_set_array_member (workflow, names[i], array);
    }
  {
    g_autofree char *text = json_to_string (json_parser_get_root (parser), FALSE);

    g_file_set_contents (path, text, -1, &error);
    g_assert_no_error (error);
  }
  layout = galley_layout_new_from_folder (copy, &error);
  g_assert_no_error (error);
  return layout;
}

char *
sim_make_template (void)
{
  g_autofree char *folder = g_dir_make_tmp ("galley-sim-XXXXXX", NULL);
  g_autofree char *server_folder = g_build_filename (folder, "server", NULL);
  g_autofree char *token_path = g_build_filename (folder, "token", NULL);
  g_autofree char *token = NULL;
  g_autoptr (GalleyClock) clock = galley_test_clock_new (START);
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (1);
  g_autoptr (GalleyLayout) layout = NULL;
  g_autoptr (GalleyServer) server = NULL;
  g_autoptr (GalleyUser) user = NULL;
  const char *const roles[] = { "reporter", NULL };
  g_autoptr (GError) error = NULL;

  layout = make_layout (folder);
  galley_server_create (server_folder, NULL, layout, random, &error);
  g_assert_no_error (error);
  server = galley_server_open (server_folder, clock, random, &error);
  g_assert_no_error (error);
  user = galley_user_new (SIM_USER, "小何", "要闻部", roles);
  galley_server_users_add (server->database, user, "-", &error);
  g_assert_no_error (error);
  token = galley_server_tokens_new (server->database, random, SIM_USER, START, &error);
  g_assert_no_error (error);
  g_file_set_contents (token_path, token, -1, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&folder);
}

/* Another epoch, from the run's own numbers. */
static void
begin_epoch (Sim *self)
{
  g_autofree char *path = g_build_filename (self->server_folder, "galley.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyDatabase) database = galley_database_open (path, GALLEY_DATABASE_NONE, &error);

  g_assert_no_error (error);
  galley_server_epoch_begin (database, self->random, &error);
  g_assert_no_error (error);
}

void
sim_open_server (Sim *self)
{
  g_autoptr (GError) error = NULL;

  if (self->server == NULL && self->n_sessions == 0)
    begin_epoch (self);
  self->server = galley_server_open (self->server_folder, self->clock, self->random, &error);
  g_assert_no_error (error);
}

void
sim_close_server (Sim *self)
{
  g_clear_pointer (&self->server, galley_server_close);
}

void
sim_back_up_server (Sim *self)
{
  if (self->server_backup == NULL)
    self->server_backup = g_build_filename (self->folder, "server-backup", NULL);
  sim_note (self, "the server is backed up");
  sim_close_server (self);
  sim_remove_folder (self->server_backup);
  sim_copy_folder (self->server_folder, self->server_backup);
  sim_open_server (self);
}

void
sim_restore_server (Sim *self)
{
  g_autoptr (GString) kept = g_string_new (NULL);

  if (self->server_backup == NULL)
    return;
  sim_note (self, "the server is restored");
  sim_close_server (self);
  sim_remove_folder (self->server_folder);
  sim_copy_folder (self->server_backup, self->server_folder);
  begin_epoch (self);
  sim_open_server (self);

  for (guint i = 0; i < self->n_desks; i++)
    {
      g_autoptr (GString) texts = sim_dup_texts (self, &self->desks[i], FALSE);

      g_string_append (kept, texts->str);
    }
  {
    g_autoptr (GString) texts = sim_dup_texts (self, NULL, FALSE);

    g_string_append (kept, texts->str);
  }
  sim_forgive (self, kept);
  sim_forget_served (self);
  g_ptr_array_set_size (self->taken, 0);
}

void
sim_crash_server (Sim     *self,
                  SimDesk *desk)
{
  static const Fault faults[] = { FAULT_IO, FAULT_FULL, FAULT_SHORT_WRITE };
  Fault fault = faults[sim_choose (self, G_N_ELEMENTS (faults))];
  guint call = sim_choose (self, CRASH_WITHIN);

  sim_desk_type (desk);
  sim_note (self, "the server crashes at write %u, by fault %d", call, fault);
  sim_begin_fault (self->server_folder, fault, call);
  self->is_server_failing = TRUE;
  sim_desk_sync (desk);
  sim_close_server (self);
  sim_end_fault (self);
  self->is_server_failing = FALSE;
  sim_open_server (self);
  sim_note_served (self);
}

/* Signed in so long ago: a token knows no other way to its end. */
char *
sim_make_token (Sim   *self,
                gint64 seconds)
{
  gint64 life = (gint64) GALLEY_TOKEN_DAYS * 24 * 3600;
  gint64 now = galley_clock_get_real_time (self->clock);
  g_autoptr (GError) error = NULL;
  char *token =
    galley_server_tokens_new (self->server->database, self->random, SIM_USER, now - (life - seconds) * SECOND, &error);

  g_assert_no_error (error);
  return token;
}

void
sim_desk_expire (SimDesk *self)
{
  g_autoptr (GError) error = NULL;

  if (self->sim->is_server_failing)
    return;
  sim_note (self->sim, "  the token of desk %u holds no longer", self->number);
  galley_server_tokens_revoke (self->sim->server->database, self->token, &error);
  g_assert_no_error (error);
}
