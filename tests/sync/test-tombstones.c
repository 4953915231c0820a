/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A computer that was in a drawer while a tombstone left the feed: it is sent to the manifest, learns of the deletion there,
 * and reads the whole feed again, page by page, without being sent back. */
#include "sim.h"

#include "core/base/galley-id.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-server-private.h"

#include <string.h>

#define N_ARTICLES 250 /* more than two pages */

static char *template_folder;

static char *
call (Sim        *sim,
      const char *method,
      const char *id,
      const char *if_match,
      guint       status)
{
  g_autofree char *target = g_strconcat (GALLEY_API_ARTICLES "/", id, NULL);
  g_autofree char *text =
    g_strdup_printf ("{\"galley\":{\"channel\":\"news\"},\"headlines\":[{\"role\":\"main\",\"value\":\"抽屉\"}],"
                     "\"uri\":\"urn:uuid:%s\"}", id);
  g_autoptr (GBytes) body = g_bytes_new (text, strlen (text));
  g_autoptr (GalleyRequest) request = galley_request_new (method, target, body);
  g_autoptr (GalleyResponse) response = NULL;

  request->token = g_strdup (sim->token);
  request->if_match = g_strdup (if_match);
  request->if_none_match = g_strdup (if_match == NULL ? "*" : NULL);
  response = galley_server_handle (sim->server, request);
  g_assert_cmpuint (response->status, ==, status);
  return g_strdup (response->etag);
}

static void
pass_time (Sim   *sim,
           gint64 time)
{
  galley_test_clock_advance (GALLEY_TEST_CLOCK (sim->clock), time);
  for (guint i = 0; i < sim->n_desks; i++)
    galley_test_clock_advance (GALLEY_TEST_CLOCK (sim->desks[i].clock), time);
}

/* The whole newsroom looked at: everybody has what the server has. */
static void
assert_same (Sim *sim)
{
  for (guint i = 0; i < sim->n_desks; i++)
    g_assert_true (sim_desk_sync (&sim->desks[i]));
  sim_look (sim);
  g_assert_cmpstr (sim->failure->str, ==, "");
}

static void
test_drawer (void)
{
  Sim *sim = sim_new (template_folder, 1, FALSE);
  g_autofree char *last = NULL;
  g_autofree char *etag = NULL;
  g_autoptr (GError) error = NULL;

  /* Signing in again is not what this is about. */
  galley_database_exec (sim->server->database, "UPDATE tokens SET expires = 9000000000000000", &error);
  g_assert_no_error (error);
  galley_database_set_is_synced (sim->server->database, FALSE, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < N_ARTICLES; i++)
    {
      g_free (last);
      g_free (etag);
      last = galley_id_new (sim->clock, sim->random);
      etag = call (sim, "PUT", last, NULL, 201);
    }
  assert_same (sim);

  g_free (call (sim, "DELETE", last, etag, 204));
  pass_time (sim, 91 * G_TIME_SPAN_DAY);
  assert_same (sim);
  g_assert_cmpint (sim->server->floor, ==, N_ARTICLES + 1);
  /* And once more, from the cursor that was reached. */
  assert_same (sim);
  sim_free (sim);
}

int
main (int   argc,
      char *argv[])
{
  int status;

  g_test_init (&argc, &argv, NULL);
  template_folder = sim_make_template ();
  g_test_add_func ("/sync/tombstones/drawer", test_drawer);
  status = g_test_run ();
  sim_remove_folder (template_folder);
  g_free (template_folder);
  return status;
}
