/* SPDX-License-Identifier: GPL-3.0-or-later */
/* At a portal's door: each thing that may be wrong with an address or a server comes to the one trouble of its name.
 * What answers is an odd server; test-door-live.c has a real one behind TLS. */
#include "support/odd-server.h"

#include "core/base/galley-error.h"
#include "core/sync/galley-portal-door.h"
#include "core/wire/galley-protocol.h"

#include <string.h>

#define JSON "application/json"
#define TOKEN "{\"token\":\"t\",\"user\":\"u1\"}"
#define SESSION(more)                                                                                                  \
  "{\"user\":{\"id\":\"u1\",\"name\":\"U\",\"department\":\"d\",\"roles\":[\"reporter\"]},\"epoch\":\"e\"," more "}"
#define WAITS "\"features\":[\"batches\",\"wait\"]"
/* The discard port: nothing listens there. */
#define NOBODY "http://127.0.0.1:9"
/* Served by a proxy, and by one that is not there. */
#define BEHIND_PROXY "http://behind.test"
#define BEHIND_NO_PROXY "http://lost.test"

static char *proxy_address; /* borrowed */

/* The system's settings, as a desktop has them. */

#define TEST_TYPE_PROXIES (test_proxies_get_type ())
G_DECLARE_FINAL_TYPE (TestProxies, test_proxies, TEST, PROXIES, GObject)

struct _TestProxies
{
  GObject parent_instance;
};

static char **
lookup (GProxyResolver *resolver,
        const char     *uri,
        GCancellable   *cancellable,
        GError        **error)
{
  const char *answer = "direct://";

  if (g_str_has_prefix (uri, BEHIND_PROXY))
    answer = proxy_address;
  else if (g_str_has_prefix (uri, BEHIND_NO_PROXY))
    answer = NOBODY;
  return g_strdupv ((char *[]){ (char *) answer, NULL });
}

static void
lookup_async (GProxyResolver     *resolver,
              const char         *uri,
              GCancellable       *cancellable,
              GAsyncReadyCallback callback,
              gpointer            data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, data);

  g_task_return_pointer (task, lookup (resolver, uri, NULL, NULL), (GDestroyNotify) g_strfreev);
}

static char **
lookup_finish (GProxyResolver *resolver,
               GAsyncResult   *result,
               GError        **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gboolean
is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static void
proxies_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = is_supported;
  iface->lookup = lookup;
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestProxies, test_proxies, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER, proxies_iface_init))

static void
test_proxies_class_init (TestProxiesClass *klass)
{
}

static void
test_proxies_init (TestProxies *self)
{
}

static void
use_test_proxies (void)
{
  GIOExtensionPoint *point;

  g_setenv ("GIO_USE_PROXY_RESOLVER", "galley-test", TRUE);
  point = g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_set_required_type (point, G_TYPE_PROXY_RESOLVER);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, TEST_TYPE_PROXIES, "galley-test", 1000);
  g_assert_true (TEST_IS_PROXIES (g_proxy_resolver_get_default ()));
}

static void
assert_shut (const char         *address,
             GalleyPortalTrouble trouble,
             GalleyError         code)
{
  g_autoptr (GError) error = NULL;
  GalleyPortalTrouble found;

  g_assert_null (galley_portal_enter (address, NULL, "u1", "password", &found, NULL, &error));
  g_assert_cmpint (found, ==, trouble);
  g_assert_error (error, GALLEY_ERROR, (int) code);
}

static void
test_no_host (void)
{
  g_autofree char *label = g_strnfill (70, 'x');
  g_autofree char *address = g_strdup_printf ("https://%s.invalid", label);

  /* A name that no server of names has to be asked about. */
  assert_shut (address, GALLEY_PORTAL_TROUBLE_NO_HOST, GALLEY_ERROR_OFFLINE);
}

static void
test_no_answer (void)
{
  assert_shut (NOBODY, GALLEY_PORTAL_TROUBLE_NO_ANSWER, GALLEY_ERROR_OFFLINE);
}

static void
assert_answer (guint               status,
               const char         *type,
               const char         *body,
               GalleyPortalTrouble trouble,
               GalleyError         code)
{
  OddServer *server = odd_server_new ();

  odd_server_set_answer (server, GALLEY_API_TOKENS, status, type, body, NULL);
  assert_shut (odd_server_get_address (server), trouble, code);
  odd_server_free (server);
}

static void
test_no_portal (void)
{
  const GalleyPortalTrouble trouble = GALLEY_PORTAL_TROUBLE_NO_PORTAL;

  assert_answer (404, "text/html", "<p>Not found</p>", trouble, GALLEY_ERROR_OFFLINE);
  assert_answer (200, "text/html", "<p>Welcome</p>", trouble, GALLEY_ERROR_OFFLINE);
  assert_answer (302, "text/html", "", trouble, GALLEY_ERROR_OFFLINE);
  assert_answer (401, "text/html", "<p>Who are you?</p>", trouble, GALLEY_ERROR_OFFLINE);
  assert_answer (200, JSON, "{}", trouble, GALLEY_ERROR_INVALID);
  assert_answer (200, JSON, "[", trouble, GALLEY_ERROR_INVALID);
  assert_answer (404, GALLEY_PROBLEM_CONTENT_TYPE, "{}", trouble, GALLEY_ERROR_NOT_FOUND);
}

static gboolean
greet_cb (GThreadedSocketService *service,
          GSocketConnection      *connection,
          GObject                *source,
          gpointer                data)
{
  static const char greeting[] = "220 mail.example\r\n";

  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), greeting, strlen (greeting),
                             NULL, NULL, NULL);
  return TRUE;
}

static gpointer
turn (gpointer loop)
{
  g_main_loop_run (loop);
  return NULL;
}

/* A service that speaks first and knows no TLS. */
static void
test_no_tls (void)
{
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (-1);
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, &error);
  g_autofree char *address = g_strdup_printf ("https://127.0.0.1:%u", port);
  GThread *thread;

  g_assert_no_error (error);
  g_signal_connect (service, "run", G_CALLBACK (greet_cb), NULL);
  thread = g_thread_new ("greeting", turn, loop);
  assert_shut (address, GALLEY_PORTAL_TROUBLE_NO_PORTAL, GALLEY_ERROR_FAILED);
  g_main_loop_quit (loop);
  g_thread_join (thread);
}

static void
test_refused (void)
{
  assert_answer (401, GALLEY_PROBLEM_CONTENT_TYPE, "{}", GALLEY_PORTAL_TROUBLE_NONE, GALLEY_ERROR_AUTH);
  assert_answer (429, GALLEY_PROBLEM_CONTENT_TYPE, "{}", GALLEY_PORTAL_TROUBLE_NONE, GALLEY_ERROR_BUSY);
  assert_answer (503, "text/html", "", GALLEY_PORTAL_TROUBLE_SERVER, GALLEY_ERROR_OFFLINE);
}

static void
test_proxy (void)
{
  OddServer *server = odd_server_new ();

  proxy_address = (char *) odd_server_get_address (server);
  /* "" is the whole address that a proxy is asked for. */
  odd_server_set_answer (server, "", 407, "text/html", "", NULL);
  assert_shut (BEHIND_PROXY, GALLEY_PORTAL_TROUBLE_PROXY, GALLEY_ERROR_OFFLINE);
  assert_shut (BEHIND_NO_PROXY, GALLEY_PORTAL_TROUBLE_PROXY, GALLEY_ERROR_OFFLINE);
  odd_server_free (server);
}

/* Each is found out with a token in hand, and it is given back. */
static void
assert_session (guint               status,
                const char         *type,
                const char         *session,
                GalleyPortalTrouble trouble,
                GalleyError         code)
{
  OddServer *server = odd_server_new ();
  g_autofree char *log = NULL;

  odd_server_set_answer (server, GALLEY_API_TOKENS, 201, JSON, TOKEN, NULL);
  odd_server_set_answer (server, GALLEY_API_SESSION, status, type, session, NULL);
  assert_shut (odd_server_get_address (server), trouble, code);
  log = odd_server_dup_log (server);
  g_assert_true (g_str_has_suffix (log, "DELETE " GALLEY_API_TOKENS "/current\n"));
  odd_server_free (server);
}

static void
test_misfits (void)
{
  assert_session (404, GALLEY_PROBLEM_CONTENT_TYPE, "{}", GALLEY_PORTAL_TROUBLE_OLD_SERVER, GALLEY_ERROR_NOT_FOUND);
  assert_session (200, JSON, "{}", GALLEY_PORTAL_TROUBLE_OLD_SERVER, GALLEY_ERROR_INVALID);
  assert_session (200, JSON, SESSION ("\"features\":[\"batches\"]"), GALLEY_PORTAL_TROUBLE_OLD_SERVER,
                  GALLEY_ERROR_FAILED);
  assert_session (200, JSON, SESSION (WAITS ",\"min_client\":\"99.0.0\""), GALLEY_PORTAL_TROUBLE_OLD_GALLEY,
                  GALLEY_ERROR_TOO_NEW);
}

static void
test_open (void)
{
  OddServer *server = odd_server_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *token = NULL;
  g_autofree char *log = NULL;
  GalleyPortalTrouble trouble;

  odd_server_set_answer (server, GALLEY_API_TOKENS, 201, JSON, TOKEN, NULL);
  odd_server_set_answer (server, GALLEY_API_SESSION, 200, JSON, SESSION (WAITS), NULL);
  token = galley_portal_enter (odd_server_get_address (server), NULL, "u1", "password", &trouble, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (token, ==, "t");
  g_assert_cmpint (trouble, ==, GALLEY_PORTAL_TROUBLE_NONE);
  log = odd_server_dup_log (server);
  g_assert_cmpstr (log, ==, "POST " GALLEY_API_TOKENS "\nGET " GALLEY_API_SESSION "\n");
  odd_server_free (server);
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GalleyPortalTrouble trouble;

  g_cancellable_cancel (cancellable);
  g_assert_null (galley_portal_enter (NOBODY, NULL, "u1", "password", &trouble, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (trouble, ==, GALLEY_PORTAL_TROUBLE_NONE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  use_test_proxies ();
  g_test_add_func ("/sync/door/no-host", test_no_host);
  g_test_add_func ("/sync/door/no-answer", test_no_answer);
  g_test_add_func ("/sync/door/no-portal", test_no_portal);
  g_test_add_func ("/sync/door/no-tls", test_no_tls);
  g_test_add_func ("/sync/door/refused", test_refused);
  g_test_add_func ("/sync/door/proxy", test_proxy);
  g_test_add_func ("/sync/door/misfits", test_misfits);
  g_test_add_func ("/sync/door/open", test_open);
  g_test_add_func ("/sync/door/cancelled", test_cancelled);
  return g_test_run ();
}
