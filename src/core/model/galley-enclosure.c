/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-enclosure.h"

#include "core/base/galley-id.h"
#include "core/base/galley-text.h"
#include "core/model/galley-media-type.h"

#include <string.h>

#define SCHEME "https://"

struct _GalleyEnclosure
{
  char *hash;             /* NULL: a player */
  const char *media_type; /* NULL: a player */
  gint64 size;
  char *name;
  char *address;        /* NULL: a file */
  GalleyFigure *poster; /* (nullable) */
};

/* Where the suffix begins, the end where there is none. */
static const char *
find_suffix (const char *name)
{
  const char *point = strrchr (name, '.');

  return point != NULL && point > name && strlen (point) <= GALLEY_MEDIA_MAX_SUFFIX ? point : name + strlen (name);
}

/* Characters [start, end) of @text, cut between graphemes. */
static void
append_characters (GString    *out,
                   const char *text,
                   glong       start,
                   glong       end)
{
  const char *from = g_utf8_offset_to_pointer (text, galley_text_grapheme_before (text, (guint) start));

  g_string_append_len (out, from, g_utf8_offset_to_pointer (text, galley_text_grapheme_before (text, (guint) end)) - from);
}

/* What systems do not take in a file's name, and what turns its letters round. */
static gboolean
is_foreign (gunichar c)
{
  return c < 0x20 || (c < 0x80 && strchr ("/\\:*?\"<>|", (int) c) != NULL) || (c >= 0x2028 && c <= 0x202e)
         || (c >= 0x2066 && c <= 0x2069);
}

/* What is foreign in it becomes "_". */
static char *
make_name (const char *text,
           const char *media_type)
{
  g_autofree char *clean = galley_text_clean (text, -1);
  g_autoptr (GString) line = g_string_new (NULL);
  GString *shortened;
  glong length, kept;

  for (const char *at = clean; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (line, is_foreign (c) ? '_' : c);
    }
  g_strstrip (line->str);
  g_string_set_size (line, strlen (line->str));
  if (line->len == 0)
    g_string_append_printf (line, "file%s", galley_media_type_get_suffix (media_type));
  length = g_utf8_strlen (line->str, -1);
  if (length <= GALLEY_ENCLOSURE_MAX_NAME)
    return g_string_free (g_steal_pointer (&line), FALSE);
  kept = g_utf8_strlen (find_suffix (line->str), -1);
  shortened = g_string_new (NULL);
  append_characters (shortened, line->str, 0, GALLEY_ENCLOSURE_MAX_NAME - kept - 1);
  g_string_append (shortened, "…");
  g_string_append (shortened, find_suffix (line->str));
  return g_string_free (shortened, FALSE);
}

/* A poster has no words: the video's title says what it is. */
static GalleyFigure *
make_poster (GalleyFigure *poster)
{
  return poster != NULL ? galley_figure_with_alternative (poster, "") : NULL;
}

GalleyEnclosure *
galley_enclosure_new_file (const char   *hash,
                           const char   *media_type,
                           gint64        size,
                           const char   *name,
                           GalleyFigure *poster)
{
  const char *known_type = galley_media_type_intern (media_type);
  GalleyEnclosure *self;

  g_return_val_if_fail (galley_hash_is_valid (hash), NULL);
  g_return_val_if_fail (known_type != NULL && !galley_media_type_is_picture (known_type), NULL);
  g_return_val_if_fail (size > 0 && size <= GALLEY_MEDIA_MAX_BYTES, NULL);

  self = g_atomic_rc_box_new0 (GalleyEnclosure);
  self->hash = g_strdup (hash);
  self->media_type = known_type;
  self->size = size;
  self->name = make_name (name != NULL ? name : "", known_type);
  self->poster = make_poster (poster);
  return self;
}

GalleyEnclosure *
galley_enclosure_new_player (const char   *address,
                             GalleyFigure *poster)
{
  GalleyEnclosure *self;

  g_return_val_if_fail (galley_enclosure_address_is_safe (address), NULL);

  self = g_atomic_rc_box_new0 (GalleyEnclosure);
  self->name = g_strdup ("");
  self->address = g_strdup (address);
  self->poster = make_poster (poster);
  return self;
}

GalleyEnclosure *
galley_enclosure_ref (GalleyEnclosure *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
enclosure_clear (gpointer data)
{
  GalleyEnclosure *self = data;

  g_free (self->hash);
  g_free (self->name);
  g_free (self->address);
  g_clear_pointer (&self->poster, galley_figure_unref);
}

void
galley_enclosure_unref (GalleyEnclosure *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, enclosure_clear);
}

const char *
galley_enclosure_get_hash (const GalleyEnclosure *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->hash;
}

const char *
galley_enclosure_get_media_type (const GalleyEnclosure *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->media_type;
}

const char *
galley_enclosure_get_name (const GalleyEnclosure *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->name;
}

gint64
galley_enclosure_get_size (const GalleyEnclosure *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->size;
}

const char *
galley_enclosure_get_address (const GalleyEnclosure *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->address;
}

GalleyFigure *
galley_enclosure_get_poster (const GalleyEnclosure *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->poster;
}

char *
galley_enclosure_dup_place (const GalleyEnclosure *self)
{
  g_return_val_if_fail (self != NULL && self->hash != NULL, NULL);

  return galley_media_make_name (self->hash, galley_media_type_get_suffix (self->media_type));
}

/* In binary units, by one decimal below ten: 1.2 MB, 12 KB. */
static char *
dup_size (gint64 size)
{
  static const char *const units[] = { "B", "KB", "MB" };
  guint unit = size >= 1024 * 1024 ? 2 : size >= 1024 ? 1 : 0;
  gint64 tenths = size * 10 >> 10 * unit;

  if (unit > 0 && tenths < 100)
    return g_strdup_printf ("%d.%d %s", (int) tenths / 10, (int) tenths % 10, units[unit]);
  return g_strdup_printf ("%d %s", (int) (tenths / 10), units[unit]);
}

char *
galley_enclosure_dup_facts (const GalleyEnclosure *self)
{
  g_autofree char *size = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->address != NULL)
    return g_strndup (self->address + strlen (SCHEME), strcspn (self->address + strlen (SCHEME), "/?#"));
  size = dup_size (self->size);
  return g_strconcat (galley_media_type_get_name (self->media_type), ", ", size, NULL);
}

char *
galley_enclosure_dup_title (const GalleyEnclosure *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_strndup (self->name, (gsize) (find_suffix (self->name) - self->name));
}

GalleyEnclosure *
galley_enclosure_with_poster (const GalleyEnclosure *self,
                              GalleyFigure          *poster)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->address != NULL
             ? galley_enclosure_new_player (self->address, poster)
             : galley_enclosure_new_file (self->hash, self->media_type, self->size, self->name, poster);
}

gboolean
galley_enclosure_address_is_safe (const char *address)
{
  const char *host;
  gsize host_length;

  if (address == NULL || strlen (address) > GALLEY_ENCLOSURE_MAX_ADDRESS || !g_str_has_prefix (address, SCHEME))
    return FALSE;
  for (const char *at = address; *at != '\0'; at++)
    if ((guchar) *at <= ' ' || (guchar) *at >= 0x7f || strchr ("\"<>\\^`{|}", *at) != NULL)
      return FALSE;
  host = address + strlen (SCHEME);
  host_length = strcspn (host, "/?#");
  /* No user's name in front of the host, which would make it look like another. */
  return host_length > 0 && memchr (host, '@', host_length) == NULL && host[host_length] == '/'
         && host[host_length + 1] != '\0';
}

gboolean
galley_enclosure_equal (const GalleyEnclosure *a,
                        const GalleyEnclosure *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL)
    return FALSE;
  return a->size == b->size && a->media_type == b->media_type && g_strcmp0 (a->hash, b->hash) == 0
         && strcmp (a->name, b->name) == 0 && g_strcmp0 (a->address, b->address) == 0
         && galley_figure_equal (a->poster, b->poster);
}
