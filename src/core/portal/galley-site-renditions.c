/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-site-renditions.h"

#include "core/base/galley-json.h"
#include "core/base/galley-sentences.h"
#include "core/model/galley-picture-form.h"
#include "core/portal/galley-site-refusal.h"

#include <string.h>

#define ASSETS "assets/"
#define MAX_SIZES 500 /* bytes */

static gboolean
is_integer (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_INT64;
}

/* --- widths ------------------------------------------------------------------------------------------------------ */

static gboolean
read_widths (JsonObject          *pictures,
             GalleyRenditionForm *form,
             GError             **error)
{
  JsonArray *widths = galley_json_get_array (pictures, "widths");
  guint n_widths = widths != NULL ? json_array_get_length (widths) : 0;

  if (widths == NULL && json_object_has_member (pictures, "widths"))
    return galley_site_refuse (error, "pictures.widths", N_ ("is no list"));
  if (n_widths > GALLEY_RENDITION_MAX_WIDTHS)
    return galley_site_refuse (error, "pictures.widths", N_ ("has more than %d entries"), GALLEY_RENDITION_MAX_WIDTHS);
  for (guint i = 0; i < n_widths; i++)
    {
      JsonNode *node = json_array_get_element (widths, i);
      gint64 width = is_integer (node) ? json_node_get_int (node) : 0;

      if (width < GALLEY_PICTURE_MIN_SIDE || width > GALLEY_PICTURE_MAX_SIDE)
        return galley_site_refuse_element (error, "pictures.widths", i, N_ ("is not between %d and %d"),
                                           GALLEY_PICTURE_MIN_SIDE, GALLEY_PICTURE_MAX_SIDE);
      if (i > 0 && width <= form->widths[i - 1])
        return galley_site_refuse_element (error, "pictures.widths", i, N_ ("is not more than the one before it"));
      form->widths[i] = (guint) width;
    }
  form->n_widths = n_widths;
  return TRUE;
}

static gboolean
check_sizes (JsonObject *pictures,
             GError    **error)
{
  const char *sizes = galley_json_get_string (pictures, "sizes");

  if (json_object_has_member (pictures, "sizes") && (sizes == NULL || *sizes == '\0' || strlen (sizes) > MAX_SIZES))
    return galley_site_refuse (error, "pictures.sizes", N_ ("is no text of at most %d bytes"), MAX_SIZES);
  return TRUE;
}

/* --- the mark ---------------------------------------------------------------------------------------------------- */

/* A missing member leaves @value as it is. */
static gboolean
read_number (JsonObject *watermark,
             const char *name,
             guint       least,
             guint       most,
             guint      *value,
             GError    **error)
{
  gint64 number;

  if (!json_object_has_member (watermark, name))
    return TRUE;
  number = galley_json_get_integer (watermark, name);
  if (!is_integer (json_object_get_member (watermark, name)) || number < least || number > most)
    {
      g_autofree char *place = g_strconcat ("pictures.watermark.", name, NULL);

      return galley_site_refuse (error, place, N_ ("is not between %u and %u"), least, most);
    }
  *value = (guint) number;
  return TRUE;
}

static gboolean
read_watermark (JsonObject      *pictures,
                GalleyWatermark *mark,
                GError         **error)
{
  JsonObject *watermark = galley_json_get_object (pictures, "watermark");
  const char *image = galley_json_get_string (watermark, "image");

  if (watermark == NULL && json_object_has_member (pictures, "watermark"))
    return galley_site_refuse (error, "pictures.watermark", N_ ("is no object"));
  if (watermark == NULL)
    return TRUE;
  if (image == NULL || !g_str_has_prefix (image, ASSETS) || image[strlen (ASSETS)] == '\0')
    return galley_site_refuse (error, "pictures.watermark.image", N_ ("is no file like \"assets/mark.png\""));
  *mark = (GalleyWatermark){
    .image = image + strlen (ASSETS), .corner = GALLEY_CORNER_BOTTOM_RIGHT, .share = 18, .margin = 2, .opacity = 100,
  };
  if (json_object_has_member (watermark, "corner")
      && !galley_corner_from_name (galley_json_get_string (watermark, "corner"), &mark->corner))
    return galley_site_refuse (error, "pictures.watermark.corner",
                               N_ ("is none of top-left, top-right, bottom-left, bottom-right"));
  return read_number (watermark, "share", 1, 100, &mark->share, error)
         && read_number (watermark, "margin", 0, 25, &mark->margin, error)
         && read_number (watermark, "opacity", 1, 100, &mark->opacity, error)
         && read_number (watermark, "least", 0, GALLEY_PICTURE_MAX_SIDE, &mark->least, error);
}

gboolean
galley_site_renditions_read (JsonObject          *pictures,
                             GalleyRenditionForm *form,
                             GError             **error)
{
  g_return_val_if_fail (form != NULL, FALSE);

  memset (form, 0, sizeof *form);
  return pictures == NULL
         || (read_widths (pictures, form, error) && check_sizes (pictures, error)
             && read_watermark (pictures, &form->watermark, error));
}
