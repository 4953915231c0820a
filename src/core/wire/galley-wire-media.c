/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file stands in the canonical body as <img src="media/3f/3f9a….jpg", and behind <video src= and <a href= alike; nothing
 * else in a body can look like that, for its text has no "<" and its links have a scheme. Most articles have none: those
 * are told apart without looking at the JSON. */
#include "core/wire/galley-wire-media.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/model/galley-media-type.h"
#include "core/wire/galley-wire.h"

#include <string.h>

#define IN_JSON "=\\\"media/"
#define IN_BODY "=\"media/"
#define NAME_LENGTH (2 + 1 + 64)

static const char *const tags[] = { "<img src", "<video src", "<a href" };

/* Whether what ends at @end, in @text, is one of the tags that name a file, up to its equals sign. */
static gboolean
is_behind_tag (const char *text,
               const char *end)
{
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    {
      gsize length = strlen (tags[i]);

      if ((gsize) (end - text) >= length && memcmp (end - length, tags[i], length) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_name (GArray     *names,
          GHashTable *seen,
          const char *at)
{
  GalleyMediaName name = { 0 };

  if (strnlen (at, NAME_LENGTH) < NAME_LENGTH || at[2] != '/' || memcmp (at, at + 3, 2) != 0)
    return;
  memcpy (name.hash, at + 3, 64);
  if (!galley_hash_is_valid (name.hash))
    return;
  name.media_type = galley_media_type_find_by_suffix (at + NAME_LENGTH, strcspn (at + NAME_LENGTH, "\""));
  if (name.media_type != NULL && strchr (at + NAME_LENGTH, '"') != NULL && g_hash_table_add (seen, g_strdup (name.hash)))
    g_array_append_val (names, name);
}

GArray *
galley_wire_list_media (const char *text,
                        gsize       length)
{
  GArray *names = g_array_new (FALSE, FALSE, sizeof (GalleyMediaName));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonObject) object = NULL;
  JsonArray *bodies;

  g_return_val_if_fail (text != NULL || length == 0, names);

  if (length == 0 || memmem (text, length, IN_JSON, strlen (IN_JSON)) == NULL)
    return names;
  object = galley_json_parse_object (text, length, GALLEY_WIRE_MAX_BYTES, NULL);
  bodies = galley_json_get_array (object, "bodies");
  for (guint i = 0; bodies != NULL && i < json_array_get_length (bodies); i++)
    {
      const char *body = galley_json_get_string (galley_json_array_get_object (bodies, i), "value");

      for (const char *at = body != NULL ? strstr (body, IN_BODY) : NULL; at != NULL; at = strstr (at, IN_BODY))
        {
          gboolean is_file = is_behind_tag (body, at);

          at += strlen (IN_BODY);
          if (is_file)
            add_name (names, seen, at);
        }
    }
  return names;
}
