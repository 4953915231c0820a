/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-tool picture FILE: what an article would show of a picture's file, as JSON on stdout; the bytes go to --output. */
#include "tool/galley-tool.h"

#include "core/base/galley-file.h"
#include "core/base/galley-json.h"
#include "core/media/galley-picture.h"

#include <glib/gi18n.h>
#include <string.h>

static char *
describe (const GalleyPicture *picture)
{
  g_autoptr (JsonObject) object = json_object_new ();

  json_object_set_string_member (object, "sha256", picture->hash);
  json_object_set_string_member (object, "media_type", picture->media_type);
  json_object_set_int_member (object, "size", (gint64) g_bytes_get_size (picture->bytes));
  json_object_set_int_member (object, "width", picture->width);
  json_object_set_int_member (object, "height", picture->height);
  json_object_set_string_member (object, "caption", picture->caption);
  json_object_set_string_member (object, "credit", picture->credit);
  return galley_json_write_object (object);
}

/* "X,Y,WIDTH,HEIGHT" */
static gboolean
read_part (const char        *text,
           GalleyPictureEdit *edit)
{
  g_auto (GStrv) parts = g_strsplit (text, ",", -1);
  guint *const numbers[] = { &edit->x, &edit->y, &edit->width, &edit->height };

  if (g_strv_length (parts) != G_N_ELEMENTS (numbers))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      guint64 number;

      if (!g_ascii_string_to_unsigned (parts[i], 10, 0, G_MAXINT, &number, NULL))
        return FALSE;
      *numbers[i] = (guint) number;
    }
  return edit->width > 0 && edit->height > 0;
}

int
galley_tool_picture (const GalleyToolCommand *self,
                     char                   **arguments)
{
  GalleyPictureForm form = GALLEY_PICTURE_FORM_DEFAULT;
  GalleyPictureEdit edit = { 0 };
  g_autofree char *output = NULL;
  g_autofree char *part = NULL;
  int side = (int) form.max_side;
  int turns = 0;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Write the picture to FILE"), N_ ("FILE") },
    { "side", 0, 0, G_OPTION_ARG_INT, &side, N_ ("At most so many pixels a side"), N_ ("PIXELS") },
    { "turn", 0, 0, G_OPTION_ARG_INT, &turns, N_ ("Quarter turns clockwise"), N_ ("NUMBER") },
    { "part", 0, 0, G_OPTION_ARG_STRING, &part, N_ ("The part to keep, in pixels"), N_ ("X,Y,WIDTH,HEIGHT") },
    { NULL },
  };
  g_auto (GStrv) words = galley_tool_parse (self, entries, arguments, 1, 1);
  g_autoptr (GalleyPicture) picture = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (words == NULL)
    return GALLEY_TOOL_USAGE;
  if (side < GALLEY_PICTURE_MIN_SIDE || side > GALLEY_PICTURE_MAX_SIDE)
    return galley_tool_refuse (_ ("A side has %d to %d pixels."), GALLEY_PICTURE_MIN_SIDE, GALLEY_PICTURE_MAX_SIDE);
  if (part != NULL && !read_part (part, &edit))
    /* Translators: %s is what was typed. */
    return galley_tool_refuse (_ ("“%s” is not X,Y,WIDTH,HEIGHT."), part);
  form.max_side = (guint) side;
  edit.quarter_turns = (guint) (turns & 3);

  picture = galley_picture_make_from_file (words[0], &edit, &form, NULL, &error);
  if (picture == NULL)
    return galley_tool_fail (words[0], error);
  if (output != NULL && !galley_file_replace (output, picture->bytes, &error))
    return galley_tool_fail (NULL, error);
  text = describe (picture);
  if (!galley_tool_write (text, strlen (text), &error) || !galley_tool_write ("\n", 1, &error))
    return galley_tool_fail (NULL, error);
  return GALLEY_TOOL_OK;
}
