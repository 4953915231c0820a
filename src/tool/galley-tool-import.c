/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-tool import FILE: a hand-out or a saved page as an article, on stdout, in its canonical form. */
#include "tool/galley-tool.h"

#include "core/base/galley-file.h"
#include "core/base/galley-id.h"
#include "core/intake/galley-intake-html.h"
#include "core/wire/galley-wire.h"

#include <glib/gi18n.h>
#include <string.h>

static void
tell_notes (const GalleyIntakeNotes *notes)
{
  if (!g_str_equal (notes->encoding, "UTF-8"))
    /* Translators: %s is a character set, "GB18030". */
    g_printerr (_ ("Read as %s.\n"), notes->encoding);
  if (*notes->banner != '\0')
    /* Translators: %s is what stands on a campaign's banner. */
    g_printerr (_ ("The page stood under the banner “%s”.\n"), notes->banner);
  if (notes->breadcrumb[0] != NULL)
    {
      g_autofree char *path = g_strjoinv (" > ", notes->breadcrumb);

      /* Translators: %s are a page's channels: "Home > News". */
      g_printerr (_ ("The page stood in %s.\n"), path);
    }
  if (notes->n_pictures > 0)
    /* Translators: %u is a number of pictures. */
    g_printerr (ngettext ("%u picture of the page was left out.\n", "%u pictures of the page were left out.\n",
                          notes->n_pictures),
                notes->n_pictures);
}

/* The page's pictures and files are those that stand where it says, beside it. @media is told of them. */
static GalleyRevision *
read_page (const char         *id,
           const char         *path,
           GBytes             *bytes,
           GalleyIntakeMedia  *media,
           GalleyIntakeNotes **notes,
           GError            **error)
{
  g_autoptr (GalleyIntakeNotes) first_notes = NULL;
  g_autoptr (GalleyRevision) revision = galley_intake_read_html_article (id, bytes, media, &first_notes, error);

  if (revision != NULL && galley_intake_media_get_wanted (media)->len > 0)
    {
      if (!galley_intake_media_find_in_folder (media, path, NULL, error))
        return NULL;
      return galley_intake_read_html_article (id, bytes, media, notes, error);
    }
  *notes = g_steal_pointer (&first_notes);
  return g_steal_pointer (&revision);
}

static void
tell_missing (GalleyIntakeMedia *media)
{
  g_autoptr (GPtrArray) missing = galley_intake_media_list_missing (media);

  for (guint i = 0; i < missing->len; i++)
    /* Translators: %s is the address of a picture or a file that a page shows. */
    g_printerr (_ ("“%s” is not beside the page.\n"), (const char *) missing->pdata[i]);
}

int
galley_tool_import (const GalleyToolCommand *self,
                    char                   **arguments)
{
  g_autofree char *id = NULL;
  gboolean is_quiet = FALSE;
  gboolean is_html;
  const GOptionEntry entries[] = {
    { "id", 0, 0, G_OPTION_ARG_STRING, &id, N_ ("The article’s id; a new one if none is given"), N_ ("ID") },
    { "quiet", 'q', 0, G_OPTION_ARG_NONE, &is_quiet, N_ ("Say nothing beside the article"), NULL },
    { NULL },
  };
  g_auto (GStrv) words = galley_tool_parse (self, entries, arguments, 1, 1);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GalleyIntakeMedia) media = galley_intake_media_new ();
  g_autoptr (GalleyIntakeNotes) notes = NULL;
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (words == NULL)
    return GALLEY_TOOL_USAGE;
  if (id == NULL)
    {
      g_autoptr (GalleyClock) clock = galley_clock_new ();
      g_autoptr (GalleyRandom) random = galley_random_new ();

      id = galley_id_new (clock, random);
    }
  if (!galley_id_is_valid (id))
    /* Translators: %s is what was typed. */
    return galley_tool_refuse (_ ("“%s” is not an article’s id."), id);

  is_html = galley_intake_is_html_name (words[0]);
  bytes = galley_file_read (words[0], is_html ? GALLEY_INTAKE_HTML_MAX_BYTES : GALLEY_INTAKE_MAX_BYTES, &error);
  if (bytes == NULL)
    return galley_tool_fail (NULL, error);
  revision = is_html ? read_page (id, words[0], bytes, media, &notes, &error)
                     : galley_intake_read_text (id, bytes, &notes, &error);
  if (revision == NULL)
    return galley_tool_fail (words[0], error);
  if (!is_quiet)
    {
      tell_notes (notes);
      tell_missing (media);
    }
  text = galley_wire_write (revision);
  if (!galley_tool_write (text, strlen (text), &error) || !galley_tool_write ("\n", 1, &error))
    return galley_tool_fail (NULL, error);
  return GALLEY_TOOL_OK;
}
