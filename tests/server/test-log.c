/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request is one line, whatever it holds, and nothing that is a secret is in it. */
#include "server/galley-log.h"

#include "core/wire/galley-protocol.h"

#include <string.h>

#define ID "019ab000-0000-7000-8000-000000000001"
#define MOMENT G_GINT64_CONSTANT (1795392000123000)

static char *
make_line (const char *method,
           const char *target,
           guint       status,
           const char *user)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"password\":\"secret\"}", 21);
  g_autoptr (GalleyRequest) request = galley_request_new (method, target, body);
  g_autoptr (GalleyResponse) response = galley_response_new_text (status, "text/plain", g_strdup ("四字"));

  request->number = 12;
  galley_request_set_authorization (request, "Bearer secret");
  response->user = g_strdup (user);
  return galley_log_make_line (request, response, MOMENT, 843);
}

static void
test_line (void)
{
  g_autofree char *put = make_line ("PUT", GALLEY_API_ARTICLES "/" ID "?x=secret", 201, "xiaohe");
  g_autofree char *page = make_line ("GET", "/2026/11/23/1.html", 404, NULL);

  g_assert_cmpstr (put, ==,
                   "time=2026-11-23T00:00:00.123Z level=info request=12 method=PUT route=/api/v1/articles/{id} "
                   "path=/api/v1/articles/" ID " status=201 bytes=6 us=843 user=xiaohe");
  g_assert_cmpstr (page, ==,
                   "time=2026-11-23T00:00:00.123Z level=warning request=12 method=GET route=page "
                   "path=/2026/11/23/1.html status=404 bytes=6 us=843 user=-");
}

static void
test_foreign (void)
{
  g_autofree char *name = make_line ("GET", "/api/v1/nothing%0astatus=200", 500, "小\"何\n\x1b[2J");
  g_autofree char *search = make_line ("GET", "/search%20for%20secret", 404, NULL);
  g_autofree char *path = make_line ("GET\r\nX", "/api/v1/articles/标题", 400, "x y");

  g_assert_null (strchr (name, '\n'));
  g_assert_nonnull (strstr (name, "level=error"));
  g_assert_nonnull (strstr (name, "route=unknown path=? "));
  g_assert_true (g_str_has_suffix (name, " user=\"小\\\"何\\u{a}\\u{1b}[2J\""));
  g_assert_nonnull (strstr (search, " route=page path=? "));
  g_assert_null (strpbrk (path, "\r\n"));
  g_assert_nonnull (strstr (path, " path=? "));
  g_assert_true (g_str_has_suffix (path, " user=\"x y\""));
}

static void
test_levels (void)
{
  GalleyLogLevel level;

  g_assert_true (galley_log_level_from_name ("warning", &level));
  g_assert_cmpint (level, ==, GALLEY_LOG_WARNING);
  g_assert_false (galley_log_level_from_name ("loud", &level));
}

/* In a process of its own: what it writes is looked at. */
static void
test_quiet (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr (GalleyRequest) request = galley_request_new ("GET", "/quiet", NULL);
      g_autoptr (GalleyResponse) fine = galley_response_new (200);
      g_autoptr (GalleyResponse) refused = galley_response_new (404);
      g_autoptr (GalleyResponse) failed = galley_response_new (500);

      galley_log_set_level (GALLEY_LOG_ERROR);
      galley_log_request (request, fine, 1);
      galley_log_request (request, refused, 1);
      galley_log_request (request, failed, 1);
      return;
    }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("*status=500*");
  g_test_trap_assert_stderr_unmatched ("*status=404*");
  g_test_trap_assert_stderr_unmatched ("*status=200*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/server/log/line", test_line);
  g_test_add_func ("/server/log/foreign", test_foreign);
  g_test_add_func ("/server/log/levels", test_levels);
  g_test_add_func ("/server/log/quiet", test_quiet);
  return g_test_run ();
}
