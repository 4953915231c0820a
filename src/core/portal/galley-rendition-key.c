/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-rendition-key.h"

#include "core/base/galley-id.h"

char *
galley_rendition_key_new (GalleySite *site,
                          GBytes     *mark)
{
  const GalleyRenditionForm *form = galley_site_get_rendition_form (site);
  const GalleyPictureForm *picture_form = galley_site_get_picture_form (site);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text, "%u %d;", picture_form->quality, picture_form->format);
  for (guint i = 0; i < form->n_widths; i++)
    g_string_append_printf (text, " %u", form->widths[i]);
  if (mark != NULL)
    {
      g_autofree char *hash = galley_hash_bytes (g_bytes_get_data (mark, NULL), g_bytes_get_size (mark));
      const GalleyWatermark *watermark = &form->watermark;

      g_string_append_printf (text, "; %s %d %u %u %u %u", hash, watermark->corner, watermark->share, watermark->margin,
                              watermark->opacity, watermark->least);
    }
  return galley_hash_bytes (text->str, text->len);
}
