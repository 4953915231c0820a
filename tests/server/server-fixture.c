/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-fixture.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/base/galley-password.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"
#include "server/galley-article-write.h"
#include "server/galley-postgres.h"
#include "server/galley-server-tokens.h"
#include "server/galley-server-users.h"

#include <glib/gstdio.h>
#include <string.h>

#define START G_GINT64_CONSTANT (1795392000000000) /* 2026-11-23 */

static const struct
{
  const char *id;
  const char *name;
  const char *department;
  const char *role;
} people[] = {
  { "reporter", "小何", "要闻部", "reporter" },   { "colleague", "小林", "要闻部", "reporter" },
  { "stranger", "小方", "副刊部", "reporter" },   { "editor", "陈编", "总编室", "editor" },
  { "chief", "沈总", "总编室", "chief" },         { "admin", "老管", "总编室", "admin" },
};

static void
add_people (Fixture *self)
{
  static char *hash;

  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      const char *const roles[] = { people[i].role, NULL };
      g_autoptr (GalleyUser) user = galley_user_new (people[i].id, people[i].name, people[i].department, roles);
      g_autoptr (GError) error = NULL;

      /* Hashing takes its time; one hash does for those who never sign in. */
      if (strcmp (people[i].id, "reporter") == 0 && hash == NULL)
        hash = galley_password_hash ("reporter", &error);
      galley_server_users_add (self->server->database, user, hash, &error);
      g_assert_no_error (error);
    }
}

void
fixture_renew_tokens (Fixture *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    {
      g_autoptr (GError) error = NULL;
      char *token = galley_server_tokens_new (self->server->database, self->random, people[i].id,
                                              galley_clock_get_real_time (self->clock), &error);

      g_assert_no_error (error);
      g_hash_table_insert (self->tokens, g_strdup (people[i].id), token);
    }
}

static void
open_server (Fixture *self)
{
  g_autoptr (GError) error = NULL;

  self->server = galley_server_open (self->folder, self->clock, self->random, &error);
  g_assert_no_error (error);
}

/* Where the environment names a PostgreSQL, each server has a schema of its own there, named by its folder. */
static char *
make_schema (const char *folder)
{
  const char *address = g_getenv ("GALLEY_TEST_POSTGRES");
  g_autofree char *basename = g_strdelimit (g_path_get_basename (folder), "-", '_');
  g_autofree char *name = g_ascii_strdown (basename, -1);
  g_autofree char *sql = g_strdup_printf ("CREATE SCHEMA %s", name);
  g_autoptr (GalleyDatabase) database = NULL;
  g_autoptr (GError) error = NULL;

  if (address == NULL)
    return NULL;
  database = galley_postgres_open (address, &error);
  g_assert_no_error (error);
  galley_database_exec (database, sql, &error);
  g_assert_no_error (error);
  return g_strdup_printf ("%s&options=-csearch_path%%3D%s", address, name);
}

gboolean
fixture_skips_without_file (void)
{
  if (g_getenv ("GALLEY_TEST_POSTGRES") == NULL)
    return FALSE;
  g_test_skip ("PostgreSQL has no file of ours");
  return TRUE;
}

void
fixture_set_up (Fixture      *self,
                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *pack = g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "data", "layouts", "portal", NULL);
  g_autoptr (GalleyLayout) layout = galley_layout_new_from_folder (pack, &error);

  g_assert_no_error (error);
  fixture_set_up_with_layout (self, layout);
}

/* In memory where there is such a place: none of these tests is about the disk. */
static char *
make_folder (void)
{
  g_autofree char *shared = g_strdup ("/dev/shm/galley-server-XXXXXX");
  g_autoptr (GError) error = NULL;
  char *folder;

  if (g_access ("/dev/shm", W_OK) == 0 && g_mkdtemp_full (shared, 0700) != NULL)
    return g_steal_pointer (&shared);
  folder = g_dir_make_tmp ("galley-server-XXXXXX", &error);
  g_assert_no_error (error);
  return folder;
}

void
fixture_set_up_with_layout (Fixture      *self,
                            GalleyLayout *layout)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  self->folder = make_folder ();
  address = make_schema (self->folder);
  self->clock = galley_test_clock_new (START);
  self->random = galley_random_new ();
  self->tokens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  galley_server_create (self->folder, address, layout, self->random, &error);
  g_assert_no_error (error);
  open_server (self);
  add_people (self);
  fixture_renew_tokens (self);
}

void
fixture_remove_tree (const char *path)
{
  GDir *dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      fixture_remove_tree (child);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_remove (path);
}

void
fixture_tear_down (Fixture      *self,
                   gconstpointer data)
{
  g_clear_pointer (&self->server, galley_server_close);
  g_hash_table_unref (self->tokens);
  g_assert_finalize_object (self->random);
  g_assert_finalize_object (self->clock);
  fixture_remove_tree (self->folder);
  g_free (self->folder);
}

void
fixture_restart (Fixture *self)
{
  g_clear_pointer (&self->server, galley_server_close);
  open_server (self);
}

GalleyRequest *
fixture_ask (Fixture    *self,
             const char *user,
             const char *method,
             const char *target,
             const char *condition,
             const char *body)
{
  g_autoptr (GBytes) bytes = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  GalleyRequest *request = galley_request_new (method, target, bytes);

  if (user != NULL)
    request->token = g_strdup (g_hash_table_lookup (self->tokens, user));
  if (g_strcmp0 (condition, FIXTURE_NOTHING) == 0)
    request->if_none_match = g_strdup ("*");
  else if (strcmp (method, "GET") == 0)
    request->if_none_match = g_strdup (condition);
  else
    request->if_match = g_strdup (condition);
  return request;
}

GalleyResponse *
fixture_call (Fixture    *self,
              const char *user,
              const char *method,
              const char *target,
              const char *condition,
              const char *body)
{
  g_autoptr (GalleyRequest) request = fixture_ask (self, user, method, target, condition, body);
  g_autoptr (GalleyResponse) response = galley_server_handle (self->server, request);

  if (response->kind != GALLEY_RESPONSE_PASSWORD)
    return g_steal_pointer (&response);
  galley_response_hash (response);
  return galley_server_finish_password (self->server, response);
}

const char *
fixture_get_text (GalleyResponse *response)
{
  static GString *text;
  gsize length = 0;
  const char *data = response->body != NULL ? g_bytes_get_data (response->body, &length) : NULL;

  if (text == NULL)
    text = g_string_new (NULL);
  g_string_truncate (text, 0);
  g_string_append_len (text, data != NULL ? data : "", (gssize) length);
  return text->str;
}

GalleyResponse *
fixture_expect (Fixture    *self,
                guint       status,
                const char *user,
                const char *method,
                const char *target,
                const char *condition,
                const char *body)
{
  GalleyResponse *response = fixture_call (self, user, method, target, condition, body);

  if (response->status != status)
    g_test_message ("%s %s by %s: %s", method, target, user != NULL ? user : "nobody", fixture_get_text (response));
  g_assert_cmpuint (response->status, ==, status);
  return response;
}

void
fixture_refuse (Fixture    *self,
                guint       status,
                const char *problem,
                const char *user,
                const char *method,
                const char *target,
                const char *condition,
                const char *body)
{
  g_autoptr (GalleyResponse) response = fixture_expect (self, status, user, method, target, condition, body);
  g_autoptr (JsonObject) object = fixture_parse (response);

  g_assert_cmpstr (response->content_type, ==, GALLEY_PROBLEM_CONTENT_TYPE);
  g_assert_cmpstr (galley_json_get_string (object, "type"), ==, problem);
  g_assert_cmpint (galley_json_get_integer (object, "status"), ==, status);
}

char *
fixture_make_id (Fixture *self)
{
  return galley_id_new (self->clock, self->random);
}

char *
fixture_make_article (const char *id,
                      const char *headline,
                      const char *body)
{
  return g_strdup_printf ("{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"role\":\"main\",\"value\":\"%s\"}],"
                          "\"galley\":{\"channel\":\"towns\"},\"headlines\":[{\"role\":\"main\",\"value\":\"%s\"}],"
                          "\"type\":\"text\",\"uri\":\"urn:uuid:%s\"}", body, headline, id);
}

char *
fixture_make_target (const char *id)
{
  return g_strconcat (GALLEY_API_ARTICLES "/", id, NULL);
}

char *
fixture_add_article (Fixture    *self,
                     const char *user,
                     const char *headline)
{
  char *id = fixture_make_id (self);
  g_autofree char *target = fixture_make_target (id);
  g_autofree char *article = fixture_make_article (id, headline, "<p>正文。</p>");

  galley_response_free (fixture_expect (self, 201, user, "PUT", target, FIXTURE_NOTHING, article));
  return id;
}

GalleyRevision *
fixture_load (Fixture    *self,
              const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyArticleRow) row = galley_server_articles_load (self->server->database, id, &error);
  GalleyRevision *revision;

  g_assert_no_error (error);
  g_assert_nonnull (row);
  revision = galley_article_row_read (row, &error);
  g_assert_no_error (error);
  return revision;
}

GalleyResponse *
fixture_act (Fixture    *self,
             const char *user,
             const char *id,
             const char *action)
{
  g_autoptr (GalleyRevision) revision = fixture_load (self, id);
  g_autofree char *name = fixture_make_id (self);
  g_autofree char *target = g_strconcat (GALLEY_API_ARTICLES "/", id, "/actions/", name, NULL);
  g_autofree char *body = g_strdup_printf ("{\"action\":\"%s\",\"comment\":\"因为\",\"content_hash\":\"%s\"}", action,
                                           galley_wire_get_content_hash (revision));

  return fixture_call (self, user, "PUT", target, NULL, body);
}

void
fixture_must_act (Fixture    *self,
                  const char *user,
                  const char *id,
                  const char *action,
                  guint       status)
{
  g_autoptr (GalleyResponse) response = fixture_act (self, user, id, action);

  if (response->status != status)
    g_test_message ("%s by %s: %s", action, user, fixture_get_text (response));
  g_assert_cmpuint (response->status, ==, status);
}

GalleyStatus
fixture_get_status (Fixture    *self,
                    const char *id)
{
  g_autoptr (GalleyRevision) revision = fixture_load (self, id);

  return galley_revision_get_state (revision)->status;
}

void
fixture_bring_to (Fixture     *self,
                  const char  *id,
                  GalleyStatus status)
{
  static const struct
  {
    GalleyStatus after;
    const char *user;
    const char *action;
  } steps[] = {
    { GALLEY_STATUS_REVIEW_1, "reporter", "submit" },
    { GALLEY_STATUS_REVIEW_3, "editor", "sign" },
    { GALLEY_STATUS_APPROVED, "chief", "sign" },
    { GALLEY_STATUS_PUBLISHED, "editor", "publish" },
    { GALLEY_STATUS_WITHDRAWN, "chief", "withdraw" },
  };

  if (status == GALLEY_STATUS_RETURNED)
    {
      fixture_must_act (self, "reporter", id, "submit", 200);
      fixture_must_act (self, "editor", id, "return", 200);
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (steps) && status != GALLEY_STATUS_DRAFT; i++)
    {
      fixture_must_act (self, steps[i].user, id, steps[i].action, 200);
      if (steps[i].after == status)
        return;
    }
}

JsonObject *
fixture_parse (GalleyResponse *response)
{
  g_autoptr (GError) error = NULL;
  const char *text = fixture_get_text (response);
  JsonObject *object = galley_json_parse_object (text, strlen (text), 64 * 1024 * 1024, &error);

  g_assert_no_error (error);
  return object;
}

guint
fixture_read_page (Fixture    *self,
                   const char *path,
                   char      **page)
{
  g_autoptr (GalleyResponse) response = fixture_call (self, NULL, "GET", path, NULL, NULL);

  galley_response_load_file (response, NULL);
  if (page != NULL)
    *page = g_strdup (fixture_get_text (response));
  return response->status;
}
