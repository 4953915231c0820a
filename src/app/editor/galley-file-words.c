/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-file-words.h"

#include "core/base/galley-error.h"

#include <glib/gi18n.h>

char *
galley_file_words_for_refusal (const char   *name,
                               const GError *error,
                               gint64        max_bytes)
{
  g_autofree char *size = NULL;

  g_return_val_if_fail (name != NULL && error != NULL, NULL);

  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE))
    {
      size = g_format_size_full ((guint64) max_bytes, G_FORMAT_SIZE_IEC_UNITS);
      /* Translators: the name of a file, and how large one may be: "100 MiB". */
      return g_strdup_printf (_ ("%s is too large: the site takes files of at most %s."), name, size);
    }
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_REJECTED))
    /* Translators: the name of a file. */
    return g_strdup_printf (_ ("%s is of no kind that can be attached. Take PDF, OFD, Word, Excel, PowerPoint, ODF, ZIP, "
                               "MP4, WebM or MP3."), name);
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_FULL))
    return g_strdup_printf (_ ("%s was not put in: the disk is full."), name);
  return g_strdup_printf (_ ("%s could not be read, and was not put in."), name);
}

char *
galley_file_words_for_no_video (const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  /* Translators: the name of a file. */
  return g_strdup_printf (_ ("%s is no video that browsers play. Take MP4 or WebM."), name);
}
