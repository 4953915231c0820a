/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-import-words.h"

#include "app/window/galley-words.h"
#include "core/base/galley-error.h"
#include "core/intake/galley-bundle.h"

#include <glib/gi18n.h>

static char *
words_for_clipboard (const GError *error)
{
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_INVALID))
    return g_strdup (_ ("There is no text on the clipboard"));
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE))
    return g_strdup (_ ("There is too much on the clipboard for one article. Copy a part of it"));
  return galley_words_for_error (error);
}

static char *
words_for_unreadable (const char *name)
{
  if (g_str_has_suffix (name, GALLEY_BUNDLE_SUFFIX))
    /* Translators: %s is a file's name. */
    return g_strdup_printf (_ ("The hand-over file “%s” is damaged. Have it sent again"), name);
  /* Translators: %s is a file's name. */
  return g_strdup_printf (_ ("No text can be read from “%s”. Out of Word or WPS, copy the text and press Ctrl+Shift+N"),
                          name);
}

char *
galley_words_for_import (const GError *error,
                         const char   *path)
{
  g_autofree char *name = NULL;

  g_return_val_if_fail (error != NULL, g_strdup (""));

  if (path == NULL)
    return words_for_clipboard (error);
  if (error->domain != GALLEY_ERROR)
    return galley_words_for_error (error);
  name = g_filename_display_basename (path);
  switch ((GalleyError) error->code)
    {
    case GALLEY_ERROR_INVALID:
      return words_for_unreadable (name);
    case GALLEY_ERROR_TOO_LARGE:
      /* Translators: %s is a file's name. */
      return g_strdup_printf (_ ("“%s” is too large for an article. Copy the part that is needed and press Ctrl+Shift+N"),
                              name);
    case GALLEY_ERROR_NOT_FOUND:
      /* Translators: %s is a file's name. */
      return g_strdup_printf (_ ("“%s” is not there any more. It may have been moved or renamed"), name);
    case GALLEY_ERROR_READ_ONLY:
      /* Translators: %s is a file's name. */
      return g_strdup_printf (_ ("You may not read “%s”. Ask whose file it is"), name);
    default:
      return galley_words_for_error (error);
    }
}
