/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file stands in the canonical body as <img src="media/3f/3f9a….jpg", and in the same tag the one that it was cut
 * from, and behind <video src= and <a href= alike; nothing else in a body can look like that, for its text has no "<" and
 * its links have a scheme. Pictures beside the body stand in galley.pictures by the same img. Most articles have none:
 * those are told apart without looking at the JSON. */
#include "core/wire/galley-wire-media.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/model/galley-media-type.h"
#include "core/wire/galley-body-picture.h"
#include "core/wire/galley-wire-names.h"
#include "core/wire/galley-wire.h"

#include <string.h>

#define IN_JSON "=\\\"media/"
#define IN_BODY "=\"media/"
#define IMAGE "<img src"
#define VIDEO "<video src"
#define LINK "<a href"
#define NAME_LENGTH (2 + 1 + 64)
#define MAX_TAG (16 * 1024) /* bytes of an img: its alternative text is bounded (galley-figure.h) */

/* The media of a text: their hashes lead to their places, which begin with 1. */
typedef struct
{
  GArray *names;
  GHashTable *places;
} Found;

/* Whether what ends at @end, in @text, is @tag up to its equals sign. */
static gboolean
is_behind (const char *text,
           const char *end,
           const char *tag)
{
  gsize length = strlen (tag);

  return (gsize) (end - text) >= length && memcmp (end - length, tag, length) == 0;
}

static void
add_name (Found      *found,
          const char *at,
          gboolean    is_shown)
{
  GalleyMediaName name = { .is_shown = is_shown };
  guint place;

  if (strnlen (at, NAME_LENGTH) < NAME_LENGTH || at[2] != '/' || memcmp (at, at + 3, 2) != 0)
    return;
  memcpy (name.hash, at + 3, 64);
  name.media_type = galley_media_type_find_by_suffix (at + NAME_LENGTH, strcspn (at + NAME_LENGTH, "\""));
  if (!galley_hash_is_valid (name.hash) || name.media_type == NULL || strchr (at + NAME_LENGTH, '"') == NULL)
    return;
  place = GPOINTER_TO_UINT (g_hash_table_lookup (found->places, name.hash));
  if (place > 0)
    {
      g_array_index (found->names, GalleyMediaName, place - 1).is_shown |= is_shown;
      return;
    }
  g_array_append_val (found->names, name);
  g_hash_table_insert (found->places, g_strdup (name.hash), GUINT_TO_POINTER (found->names->len));
}

/* What stands behind the opening of a picture. */
static void
add_picture (Found      *found,
             const char *at)
{
  const char *end = memchr (at, '>', strnlen (at, MAX_TAG));
  const char *origin = end != NULL ? g_strstr_len (at, end - at, GALLEY_BODY_ORIGIN) : NULL;

  add_name (found, at, TRUE);
  if (origin != NULL)
    add_name (found, origin + strlen (GALLEY_BODY_ORIGIN), FALSE);
}

/* All that @text names, a body or a picture's text. */
static void
add_named (Found      *found,
           const char *text)
{
  for (const char *at = text != NULL ? strstr (text, IN_BODY) : NULL; at != NULL; at = strstr (at, IN_BODY))
    {
      gboolean is_picture = is_behind (text, at, IMAGE);
      gboolean is_file = is_behind (text, at, VIDEO) || is_behind (text, at, LINK);

      at += strlen (IN_BODY);
      if (is_picture)
        add_picture (found, at);
      else if (is_file)
        add_name (found, at, TRUE);
    }
}

static void
add_pictures_beside (Found      *found,
                     JsonObject *article)
{
  for (guint i = 0; i < GALLEY_N_WIRE_PICTURES; i++)
    {
      const GalleyWireMember *row = &galley_wire_pictures[i];
      JsonObject *outer = galley_json_get_object (article, row->outer);
      JsonObject *inner = outer != NULL ? galley_json_get_object (outer, row->inner) : NULL;

      if (inner != NULL)
        add_named (found, galley_json_get_string (inner, row->member));
    }
}

GArray *
galley_wire_list_media (const char *text,
                        gsize       length)
{
  GArray *names = g_array_new (FALSE, FALSE, sizeof (GalleyMediaName));
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (JsonObject) object = NULL;
  Found found = { names, places };
  JsonArray *bodies;

  g_return_val_if_fail (text != NULL || length == 0, names);

  if (length == 0 || memmem (text, length, IN_JSON, strlen (IN_JSON)) == NULL)
    return names;
  object = galley_json_parse_object (text, length, GALLEY_WIRE_MAX_BYTES, NULL);
  bodies = galley_json_get_array (object, "bodies");
  for (guint i = 0; bodies != NULL && i < json_array_get_length (bodies); i++)
    add_named (&found, galley_json_get_string (galley_json_array_get_object (bodies, i), "value"));
  if (object != NULL)
    add_pictures_beside (&found, object);
  return names;
}
