/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a picture's file holds: it is refused, or becomes a picture of the form that was asked for, in clean words. */
#include "core/base/galley-text.h"
#include "core/media/galley-picture.h"
#include "fuzz.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const GalleyPictureForm form = { 64, 50, GALLEY_PICTURE_FITTING };
  g_autoptr (GBytes) file = g_bytes_new_static (data, size);
  g_autoptr (GalleyPicture) picture = NULL;

  /* Readers of other houses warn of bad files. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  picture = galley_picture_make (file, NULL, &form, NULL, NULL);
  if (picture != NULL)
    {
      gsize length;
      gconstpointer bytes = g_bytes_get_data (picture->bytes, &length);
      g_autofree char *caption = galley_text_clean (picture->caption, -1);
      g_autofree char *credit = galley_text_clean (picture->credit, -1);
      g_autoptr (GalleyPicture) again = galley_picture_make (picture->bytes, NULL, &form, NULL, NULL);

      g_assert_cmpstr (galley_media_type_sniff (bytes, length), ==, picture->media_type);
      g_assert (picture->width > 0 && picture->height > 0);
      g_assert (picture->width <= form.max_side && picture->height <= form.max_side);
      g_assert_cmpstr (caption, ==, picture->caption);
      g_assert_cmpstr (credit, ==, picture->credit);
      g_assert (again != NULL && again->width == picture->width && again->height == picture->height);
      g_assert (*again->caption == '\0' && *again->credit == '\0');
    }
  return 0;
}
