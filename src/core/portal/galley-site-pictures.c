/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-site-pictures.h"

#include "core/base/galley-json.h"
#include "core/base/galley-sentences.h"
#include "core/portal/galley-site-refusal.h"

#include <string.h>

#define MAX_RATIO_NUMBER 10000

/* A missing member leaves @value as it is. */
static gboolean
read_number (JsonObject *pictures,
             const char *name,
             guint       least,
             guint       most,
             guint      *value,
             GError    **error)
{
  gint64 number;

  if (!json_object_has_member (pictures, name))
    return TRUE;
  number = galley_json_get_integer (pictures, name);
  if (number < least || number > most)
    {
      g_autofree char *place = g_strconcat ("pictures.", name, NULL);

      return galley_site_refuse (error, place, N_ ("is not between %u and %u"), least, most);
    }
  *value = (guint) number;
  return TRUE;
}

/* "16:9" */
static gboolean
read_ratio (const char         *text,
            GalleyPictureRatio *ratio)
{
  g_auto (GStrv) sides = g_strsplit (text != NULL ? text : "", ":", -1);
  guint64 width, height;

  if (g_strv_length (sides) != 2
      || !g_ascii_string_to_unsigned (sides[0], 10, 1, MAX_RATIO_NUMBER, &width, NULL)
      || !g_ascii_string_to_unsigned (sides[1], 10, 1, MAX_RATIO_NUMBER, &height, NULL))
    return FALSE;
  ratio->width = (guint) width;
  ratio->height = (guint) height;
  return TRUE;
}

static gboolean
read_ratios (JsonObject        *pictures,
             GalleyPictureCuts *cuts,
             GError           **error)
{
  JsonArray *ratios = galley_json_get_array (pictures, "ratios");
  guint n_ratios = ratios != NULL ? json_array_get_length (ratios) : 0;

  if (ratios == NULL && json_object_has_member (pictures, "ratios"))
    return galley_site_refuse (error, "pictures.ratios", N_ ("is no list"));
  if (n_ratios > GALLEY_PICTURE_MAX_RATIOS)
    return galley_site_refuse (error, "pictures.ratios", N_ ("has more than %d entries"), GALLEY_PICTURE_MAX_RATIOS);
  for (guint i = 0; i < n_ratios; i++)
    if (!read_ratio (galley_json_array_get_string (ratios, i), &cuts->ratios[i]))
      return galley_site_refuse_element (error, "pictures.ratios", i, N_ ("is no ratio like \"16:9\""));
  cuts->n_ratios = n_ratios;
  return TRUE;
}

gboolean
galley_site_pictures_read (JsonObject        *pictures,
                           GalleyPictureForm *form,
                           GalleyPictureCuts *cuts,
                           GError           **error)
{
  static const GalleyPictureForm usual = GALLEY_PICTURE_FORM_DEFAULT;

  g_return_val_if_fail (form != NULL && cuts != NULL, FALSE);

  *form = usual;
  memset (cuts, 0, sizeof *cuts);
  if (pictures == NULL)
    return TRUE;
  if (!read_number (pictures, "side", GALLEY_PICTURE_MIN_SIDE, GALLEY_PICTURE_MAX_SIDE, &form->max_side, error)
      || !read_number (pictures, "quality", 1, 100, &form->quality, error)
      || !read_number (pictures, "least", 0, GALLEY_PICTURE_MAX_SIDE, &cuts->least_width, error)
      || !read_ratios (pictures, cuts, error))
    return FALSE;
  if (json_object_has_member (pictures, "format")
      && !galley_picture_format_from_name (galley_json_get_string (pictures, "format"), &form->format))
    return galley_site_refuse (error, "pictures.format", N_ ("is none of fitting, jpeg, png"));
  return TRUE;
}
