/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/words/galley-picture-words.h"

#include "core/base/galley-error.h"

#include <glib/gi18n.h>

/* Translators: in all of these %s is the name of a file, or "The picture". */
static const char *
get_sentence (const GError *error)
{
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE))
    return _ ("%s is too large: at most 64 MB and 100 million pixels.");
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_REJECTED))
    return _ ("%s is no picture of a kind that can be put in. Take JPEG or PNG.");
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
    return _ ("%s could not be read. It may be of a kind that this computer has no reader for: save it as JPEG first.");
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_INVALID))
    return _ ("%s is damaged or incomplete, and was not put in.");
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_FULL))
    return _ ("%s was not put in: the disk is full.");
  return _ ("%s could not be read, and was not put in.");
}

char *
galley_picture_words_for_refusal (const char   *name,
                                  const GError *error)
{
  g_autoptr (GString) sentence = NULL;

  g_return_val_if_fail (error != NULL, NULL);

  sentence = g_string_new (get_sentence (error));
  g_string_replace (sentence, "%s", name != NULL ? name : _ ("The picture"), 1);
  return g_string_free (g_steal_pointer (&sentence), FALSE);
}
