/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/galley-body-picture.h"

#include "core/base/galley-bytes.h"
#include "core/base/galley-id.h"
#include "core/model/galley-media-type.h"

#include <string.h>

#define FOCUS " data-focus=\""
#define CROP "\" data-crop=\""
#define HASH_LENGTH 64
#define FOLDER_LENGTH strlen ("3f/")

void
galley_body_picture_append (GString            *out,
                            const GalleyFigure *figure)
{
  const GalleyFocus *focus = galley_figure_get_focus (figure);
  const GalleyCrop *crop = galley_figure_get_crop (figure);

  if (focus != NULL)
    {
      g_string_append (out, FOCUS);
      galley_bytes_append_number (out, focus->x);
      g_string_append_c (out, ' ');
      galley_bytes_append_number (out, focus->y);
      g_string_append_c (out, '"');
    }
  if (crop != NULL)
    {
      g_autofree char *name = galley_media_make_name (crop->origin, galley_media_type_get_suffix (crop->media_type));

      g_string_append_printf (out, GALLEY_BODY_ORIGIN "%s" CROP "%u %u %u %u %u\"", name, crop->quarter_turns, crop->x,
                              crop->y, crop->width, crop->height);
    }
}

static gboolean
skip (const char **cursor,
      const char  *end,
      const char  *literal)
{
  gsize length = strlen (literal);

  if ((gsize) (end - *cursor) < length || memcmp (*cursor, literal, length) != 0)
    return FALSE;
  *cursor += length;
  return TRUE;
}

gboolean
galley_body_picture_read_name (const char **cursor,
                               const char  *end,
                               char         hash[HASH_LENGTH + 1],
                               const char **media_type)
{
  static const char *const types[] = { GALLEY_MEDIA_TYPE_JPEG, GALLEY_MEDIA_TYPE_PNG };

  *media_type = NULL;
  if ((gsize) (end - *cursor) <= FOLDER_LENGTH + HASH_LENGTH)
    return FALSE;
  memcpy (hash, *cursor + FOLDER_LENGTH, HASH_LENGTH);
  hash[HASH_LENGTH] = '\0';
  *cursor += FOLDER_LENGTH + HASH_LENGTH;
  for (guint i = 0; i < G_N_ELEMENTS (types) && *media_type == NULL; i++)
    if (skip (cursor, end, galley_media_type_get_suffix (types[i])))
      *media_type = types[i];
  return *media_type != NULL && galley_hash_is_valid (hash);
}

/* @n_numbers with a blank between them, up to and with the quotation mark; none is larger than a picture's side. */
static gboolean
read_numbers (const char **cursor,
              const char  *end,
              guint       *numbers,
              guint        n_numbers)
{
  for (guint i = 0; i < n_numbers; i++)
    {
      const char *first = *cursor;

      numbers[i] = 0;
      for (; *cursor < end && g_ascii_isdigit (**cursor) && numbers[i] <= GALLEY_FIGURE_MAX_SIDE; (*cursor)++)
        numbers[i] = numbers[i] * 10 + (guint) g_ascii_digit_value (**cursor);
      if (*cursor == first || numbers[i] > GALLEY_FIGURE_MAX_SIDE || !skip (cursor, end, i + 1 < n_numbers ? " " : "\""))
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_crop (const char **cursor,
           const char  *end,
           GalleyCrop  *crop)
{
  guint numbers[5];

  if (!galley_body_picture_read_name (cursor, end, crop->origin, &crop->media_type) || !skip (cursor, end, CROP)
      || !read_numbers (cursor, end, numbers, G_N_ELEMENTS (numbers)))
    return FALSE;
  crop->quarter_turns = numbers[0];
  crop->x = numbers[1];
  crop->y = numbers[2];
  crop->width = numbers[3];
  crop->height = numbers[4];
  return galley_crop_is_valid (crop);
}

GalleyFigure *
galley_body_picture_read (const GalleyFigure *figure,
                          const char        **cursor,
                          const char         *end)
{
  guint numbers[2];
  GalleyFocus focus = { 0 };
  GalleyCrop crop = { 0 };
  gboolean has_focus = skip (cursor, end, FOCUS);
  gboolean has_crop;

  if (has_focus)
    {
      if (!read_numbers (cursor, end, numbers, G_N_ELEMENTS (numbers)))
        return NULL;
      focus = (GalleyFocus) { numbers[0], numbers[1] };
      if (!galley_focus_is_valid (&focus))
        return NULL;
    }
  has_crop = skip (cursor, end, GALLEY_BODY_ORIGIN);
  if (has_crop && !read_crop (cursor, end, &crop))
    return NULL;
  if (!has_crop && !has_focus)
    return galley_figure_ref ((GalleyFigure *) figure);
  return galley_figure_with_edit (figure, has_crop ? &crop : NULL, has_focus ? &focus : NULL);
}
