/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The door of a real server: behind TLS with a certificate from an authority of its own, and changing a password. */
#include "support/live-server.h"
#include "support/sync-fixture.h"
#include "support/tls-front.h"

#include "core/base/galley-error.h"
#include "core/sync/galley-authority.h"
#include "core/sync/galley-portal-door.h"
#include "core/sync/galley-portal-transport.h"

#define NEW_PASSWORD "a longer one of my own"

typedef struct
{
  LiveServer *server;
  char *folder; /* authority "desk" and another one; "server" is the server's certificate, "elsewhere" another's */
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->server = live_server_new ();
  fixture->folder = make_folder ();
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  live_server_free (fixture->server);
  remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static void
make_certificates (Fixture *fixture)
{
  make_authority (fixture->folder, "desk");
  make_authority (fixture->folder, "other");
  make_certificate (fixture->folder, "server", "desk", "IP:127.0.0.1");
  make_certificate (fixture->folder, "elsewhere", "desk", "DNS:elsewhere.example");
}

static GalleyAuthority *
trust (Fixture    *fixture,
       const char *name)
{
  g_autofree char *file = g_strconcat (name, ".pem", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, file, NULL);
  g_autoptr (GError) error = NULL;
  GalleyAuthority *authority = galley_authority_load (path, &error);

  g_assert_no_error (error);
  return authority;
}

static void
assert_trouble (Fixture            *fixture,
                const char         *certificate,
                const char         *authority,
                GalleyPortalTrouble trouble)
{
  TlsFront *front = tls_front_new (fixture->folder, certificate, fixture->server->port);
  g_autoptr (GalleyAuthority) trusted = authority != NULL ? trust (fixture, authority) : NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  GalleyPortalTrouble found;

  token = galley_portal_enter (tls_front_get_address (front), trusted, DEMO_REPORTER, DEMO_PASSWORD, &found, NULL,
                               &error);
  g_assert_cmpint (found, ==, trouble);
  if (trouble == GALLEY_PORTAL_TROUBLE_NONE)
    {
      g_assert_no_error (error);
      g_assert_nonnull (token);
    }
  else
    g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FAILED);
  tls_front_free (front);
}

static void
test_authority (Fixture      *fixture,
                gconstpointer data)
{
  make_certificates (fixture);
  assert_trouble (fixture, "server", NULL, GALLEY_PORTAL_TROUBLE_AUTHORITY);
  assert_trouble (fixture, "server", "other", GALLEY_PORTAL_TROUBLE_AUTHORITY);
  assert_trouble (fixture, "server", "desk", GALLEY_PORTAL_TROUBLE_NONE);
  assert_trouble (fixture, "elsewhere", "desk", GALLEY_PORTAL_TROUBLE_CERTIFICATE);
}

/* All that follows the door goes the same way: a pass over the same line. */
static void
test_pass_over_tls (Fixture      *fixture,
                    gconstpointer data)
{
  Desk *desk = desk_new ();
  TlsFront *front;
  g_autoptr (GalleyAuthority) authority = NULL;
  g_autoptr (GalleyTransport) transport = NULL;
  g_autofree char *token = sign_in (fixture->server->address, DEMO_REPORTER);

  make_certificates (fixture);
  front = tls_front_new (fixture->folder, "server", fixture->server->port);
  transport = galley_portal_transport_new (tls_front_get_address (front), token);
  desk_sync_fails (desk, transport, GALLEY_ERROR_FAILED);
  g_assert_cmpint (galley_transport_get_trouble (transport), ==, GALLEY_PORTAL_TROUBLE_AUTHORITY);
  authority = trust (fixture, "desk");
  galley_portal_transport_set_authority (GALLEY_PORTAL_TRANSPORT (transport), authority);
  g_assert_cmpuint (desk_sync (desk, transport).pulled, >, 0);
  g_assert_cmpint (galley_transport_get_trouble (transport), ==, GALLEY_PORTAL_TROUBLE_NONE);
  g_clear_object (&transport);
  tls_front_free (front);
  desk_free (desk);
}

static char *
dup_fingerprint (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process =
    g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, "openssl", "x509", "-noout", "-fingerprint", "-sha256",
                      "-in", path, NULL);
  char *output = NULL;

  g_assert_no_error (error);
  g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, &error);
  g_assert_no_error (error);
  return g_strstrip (output);
}

static void
test_authority_file (Fixture      *fixture,
                     gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "desk.pem", NULL);
  g_autofree char *key_path = g_build_filename (fixture->folder, "desk.key", NULL);
  g_autofree char *pem = NULL;
  g_autofree char *key = NULL;
  g_autofree char *both = NULL;
  g_autofree char *printed = NULL;
  g_autoptr (GalleyAuthority) authority = NULL;
  g_autoptr (GalleyAuthority) with_key = NULL;
  g_autoptr (GError) error = NULL;

  make_authority (fixture->folder, "desk");
  printed = dup_fingerprint (path);
  authority = galley_authority_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (authority->fingerprint, ==, strchr (printed, '=') + 1);
  g_assert_nonnull (strstr (authority->subject, "CN=desk"));

  /* A key has no business here. */
  g_file_get_contents (path, &pem, NULL, &error);
  g_file_get_contents (key_path, &key, NULL, &error);
  g_assert_no_error (error);
  both = g_strconcat (key, pem, NULL);
  with_key = galley_authority_new (both, &error);
  g_assert_no_error (error);
  g_assert_null (strstr (with_key->pem, "PRIVATE"));
  g_assert_cmpstr (with_key->fingerprint, ==, authority->fingerprint);

  g_assert_null (galley_authority_new ("not a certificate", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_null (galley_authority_load (fixture->folder, &error));
  g_assert_nonnull (error);
}

static gboolean
change (Fixture    *fixture,
        const char *token,
        const char *old_password,
        const char *new_password,
        GError    **error)
{
  return galley_portal_change_password (fixture->server->address, NULL, token, old_password, new_password, NULL, error);
}

static void
test_change_password (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *token = sign_in (fixture->server->address, DEMO_REPORTER);
  g_autofree char *other = sign_in (fixture->server->address, DEMO_REPORTER);
  g_autoptr (GalleyTransport) kept = galley_portal_transport_new (fixture->server->address, token);
  g_autoptr (GalleyTransport) lost = galley_portal_transport_new (fixture->server->address, other);
  g_autoptr (GalleySession) session = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *again = NULL;

  g_assert_false (change (fixture, token, "wrong", NEW_PASSWORD, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_FORBIDDEN);
  g_clear_error (&error);
  g_assert_false (change (fixture, token, DEMO_PASSWORD, "short", &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_REJECTED);
  g_clear_error (&error);
  g_assert_false (change (fixture, "no-token", DEMO_PASSWORD, NEW_PASSWORD, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_AUTH);
  g_clear_error (&error);

  g_assert_true (change (fixture, token, DEMO_PASSWORD, NEW_PASSWORD, &error));
  g_assert_no_error (error);
  session = galley_transport_hello (kept, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (galley_transport_hello (lost, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_AUTH);
  g_clear_error (&error);
  g_assert_null (galley_portal_sign_in (fixture->server->address, DEMO_REPORTER, DEMO_PASSWORD, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_AUTH);
  g_clear_error (&error);
  again = galley_portal_sign_in (fixture->server->address, DEMO_REPORTER, NEW_PASSWORD, NULL, &error);
  g_assert_no_error (error);
}

#define add(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/sync/door-live/authority", test_authority);
  add ("/sync/door-live/pass-over-tls", test_pass_over_tls);
  add ("/sync/door-live/authority-file", test_authority_file);
  add ("/sync/door-live/change-password", test_change_password);
  return g_test_run ();
}
