/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a signed-in person sends: "METHOD TARGET" in the first line, the two conditions in the next two ("-": none), then
 * the body. It is answered, never with 500, and what is no file or page is JSON that can be read. */
#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "fuzz.h"
#include "server/galley-backup-tree.h"
#include "server/galley-server.h"
#include "server/galley-server-private.h"
#include "server/galley-server-tokens.h"
#include "server/galley-server-users.h"

#include <stdlib.h>
#include <string.h>

static char *folder;
static GalleyServer *server;
static char *token;

static void
end (void)
{
  g_clear_pointer (&server, galley_server_close);
  galley_backup_tree_remove (folder);
  g_free (folder);
  g_free (token);
}

static void
begin (void)
{
  static const char *const roles[] = { "reporter", "editor", "admin", NULL };
  g_autoptr (GalleyClock) clock = galley_test_clock_new (G_GINT64_CONSTANT (1795392000000000));
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (1);
  g_autoptr (GalleyUser) user = galley_user_new ("xiaohe", "小何", "要闻部", roles);
  g_autoptr (GError) error = NULL;

  folder = g_dir_make_tmp ("galley-fuzz-XXXXXX", &error);
  galley_server_create (folder, NULL, NULL, random, &error);
  g_assert_no_error (error);
  server = galley_server_open (folder, clock, random, &error);
  g_assert_no_error (error);
  galley_server_add_user (server, user, "galley-demo", &error);
  g_assert_no_error (error);
  token = galley_server_tokens_new (server->database, random, "xiaohe", galley_clock_get_real_time (clock), &error);
  g_assert_no_error (error);
  /* Its folder goes with the process. */
  galley_database_set_is_synced (server->database, FALSE, &error);
  g_assert_no_error (error);
  atexit (end);
}

static char *
take_line (const char **text,
           const char  *text_end)
{
  const char *line_end = memchr (*text, '\n', (gsize) (text_end - *text));
  char *line = g_strndup (*text, (gsize) ((line_end != NULL ? line_end : text_end) - *text));

  *text = line_end != NULL ? line_end + 1 : text_end;
  return line;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const char *rest = (const char *) data;
  const char *data_end = rest + size;
  g_autofree char *first = take_line (&rest, data_end);
  g_autofree char *if_match = take_line (&rest, data_end);
  g_autofree char *if_none_match = take_line (&rest, data_end);
  g_autoptr (GBytes) body = g_bytes_new (rest, (gsize) (data_end - rest));
  g_autoptr (GalleyRequest) request = NULL;
  g_autoptr (GalleyResponse) response = NULL;
  char *target = strchr (first, ' ');

  if (server == NULL)
    begin ();
  if (target == NULL)
    return 0;
  *target++ = '\0';
  request = galley_request_new (first, target, body);
  request->token = g_strdup (token);
  request->if_match = strcmp (if_match, "-") != 0 ? g_strdup (if_match) : NULL;
  request->if_none_match = strcmp (if_none_match, "-") != 0 ? g_strdup (if_none_match) : NULL;
  response = galley_server_handle (server, request);
  g_assert (response != NULL);
  g_assert (!galley_database_is_in_transaction (server->database));
  if (response->kind != GALLEY_RESPONSE_BYTES)
    return 0;
  g_assert (response->status >= 200 && response->status < 600 && response->status != 500);
  if (response->body != NULL && response->content_type != NULL && g_str_has_suffix (response->content_type, "json"))
    {
      gsize length;
      const char *text = g_bytes_get_data (response->body, &length);
      g_autoptr (JsonObject) object = galley_json_parse_object (text, length, 64 * 1024 * 1024, NULL);

      g_assert (object != NULL);
    }
  return 0;
}
