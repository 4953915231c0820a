/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/galley-body-enclosed.h"

#include "core/wire/galley-xhtml.h"

#define LINK "<a href=\""
#define VIDEO "<video src=\""
#define FOLDER "media/"
#define SIZE "\" data-size=\""
#define POSTER "<img src=\"" FOLDER

static void
append_poster (GString            *out,
               const GalleyFigure *poster)
{
  g_autofree char *place = galley_figure_dup_name (poster);

  g_string_append_printf (out, POSTER "%s\" width=\"%u\" height=\"%u\" alt=\"\"/>", place, galley_figure_get_width (poster),
                          galley_figure_get_height (poster));
}

void
galley_body_append_enclosure (GString           *out,
                              const GalleyBlock *block)
{
  const GalleyEnclosure *enclosure = galley_block_get_enclosure (block);
  const GalleyFigure *poster = galley_enclosure_get_poster (enclosure);
  const char *address = galley_enclosure_get_address (enclosure);
  gboolean is_played = galley_block_get_kind (block) == GALLEY_BLOCK_VIDEO && address == NULL;

  g_string_append (out, is_played ? VIDEO : LINK);
  if (address != NULL)
    galley_xhtml_append_escaped (out, address);
  else
    {
      g_autofree char *place = galley_enclosure_dup_place (enclosure);

      g_string_append_printf (out, FOLDER "%s" SIZE "%" G_GINT64_FORMAT, place, galley_enclosure_get_size (enclosure));
    }
  g_string_append (out, "\">");
  if (poster != NULL)
    append_poster (out, poster);
  galley_xhtml_append_escaped (out, galley_enclosure_get_name (enclosure));
  g_string_append (out, is_played ? "</video><figcaption>" : "</a><figcaption>");
}

/* At the bracket of its tag. (transfer full) (nullable) */
static GalleyFigure *
read_poster (BodyReader *self)
{
  char hash[HASH_LENGTH + 1];
  const char *media_type;
  gint64 width, height;

  if (!skip (self, POSTER) || !read_media_name (self, hash, &media_type) || !skip (self, "\" width=\""))
    return NULL;
  width = read_number (self, GALLEY_FIGURE_MAX_SIDE);
  if (!skip (self, "\" height=\""))
    return NULL;
  height = read_number (self, GALLEY_FIGURE_MAX_SIDE);
  if (width == 0 || height == 0 || !galley_media_type_is_picture (media_type) || !skip (self, "\" alt=\"\"/>"))
    return NULL;
  return galley_figure_new (hash, media_type, (guint) width, (guint) height, NULL);
}

/* A file's name, up to the bracket behind it. (transfer full) (nullable) */
static GString *
read_file_name (BodyReader *self,
                GError    **error)
{
  g_autoptr (GString) name = g_string_new (NULL);

  while (self->cursor < self->end && *self->cursor != '<')
    {
      char c = *self->cursor;

      if (c == '&')
        c = skip_reference (self, TRUE);
      else
        self->cursor++;
      if (c == 0 || c == '>')
        {
          fail (self, self->cursor, "what is not escaped", error);
          return NULL;
        }
      g_string_append_c (name, c);
    }
  return g_steal_pointer (&name);
}

/* What stands in the tag that has been opened, and behind it up to its end. What it lets through that no file or player is
 * like is found when it is written again. */
static GalleyEnclosure *
read_inside (BodyReader     *self,
             GalleyBlockKind kind,
             gboolean        is_played,
             GError        **error)
{
  const char *place = self->cursor;
  gboolean is_file = is_at (self, FOLDER);
  char hash[HASH_LENGTH + 1];
  const char *media_type = NULL;
  gint64 size = 0;
  g_autoptr (GString) address = NULL, name = NULL;
  g_autoptr (GalleyFigure) poster = NULL;

  if (is_file)
    {
      if (!skip (self, FOLDER) || !read_media_name (self, hash, &media_type) || galley_media_type_is_picture (media_type)
          || is_played != (kind == GALLEY_BLOCK_VIDEO) || (is_played && !galley_media_type_is_video (media_type)))
        return fail (self, place, "no name of such a file", error), NULL;
      if (skip (self, SIZE))
        size = read_number (self, GALLEY_MEDIA_MAX_BYTES);
      if (size == 0)
        return fail (self, self->cursor, "no size of a file", error), NULL;
    }
  else
    {
      address = read_attribute (self, error);
      if (address == NULL)
        return NULL;
      if (kind != GALLEY_BLOCK_VIDEO || is_played || !galley_enclosure_address_is_safe (address->str))
        return fail (self, place, "no address of a player", error), NULL;
    }
  if (!skip (self, "\">"))
    return fail (self, self->cursor, "the tag does not end here", error), NULL;
  place = self->cursor;
  if (kind == GALLEY_BLOCK_VIDEO && is_at (self, POSTER))
    {
      poster = read_poster (self);
      if (poster == NULL)
        return fail (self, place, "no picture of a poster", error), NULL;
    }
  name = read_file_name (self, error);
  if (name == NULL)
    return NULL;
  return is_file ? galley_enclosure_new_file (hash, media_type, size, name->str, poster)
                 : galley_enclosure_new_player (address->str, poster);
}

GalleyEnclosure *
galley_body_read_enclosure (BodyReader     *self,
                            GalleyBlockKind kind,
                            GError        **error)
{
  gboolean is_played = skip (self, VIDEO);
  g_autoptr (GalleyEnclosure) enclosure = NULL;

  if (!is_played && !skip (self, LINK))
    return fail (self, self->cursor, "neither a file nor a player begins here", error), NULL;
  enclosure = read_inside (self, kind, is_played, error);
  if (enclosure == NULL)
    return NULL;
  if (!skip (self, is_played ? "</video><figcaption>" : "</a><figcaption>"))
    return fail (self, self->cursor, "no title begins here", error), NULL;
  return g_steal_pointer (&enclosure);
}
