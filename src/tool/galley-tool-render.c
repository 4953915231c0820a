/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-tool render ARTICLE.json: a page of it as the preview shows it and the portal publishes it. */
#include "tool/galley-tool.h"

#include "core/base/galley-error.h"
#include "core/base/galley-file.h"
#include "core/portal/galley-article-page.h"
#include "core/portal/galley-page.h"
#include "core/wire/galley-wire.h"

#include <glib/gi18n.h>
#include <string.h>

#define MAX_CONTEXT_BYTES (1024 * 1024)

static GalleyRevision *
read_article (const char *path,
              GError    **error)
{
  g_autoptr (GBytes) bytes = galley_file_read (path, GALLEY_WIRE_MAX_BYTES, error);
  const char *text;
  gsize length;

  if (bytes == NULL)
    return NULL;
  text = g_bytes_get_data (bytes, &length);
  return galley_wire_read (text != NULL ? text : "", length, error);
}

/* The context that was asked for; else the publication's, while the content is what was published; else one made here,
 * with empty modules. */
static char *
make_context (GalleyRevision *revision,
              GalleyLayout   *layout,
              const char     *path,
              GError        **error)
{
  const GalleyState *state = galley_revision_get_state (revision);
  g_autoptr (GPtrArray) items = NULL;

  if (path != NULL)
    {
      g_autoptr (GBytes) bytes = galley_file_read (path, MAX_CONTEXT_BYTES, error);

      return bytes != NULL ? g_strndup (g_bytes_get_size (bytes) > 0 ? g_bytes_get_data (bytes, NULL) : "",
                                        g_bytes_get_size (bytes))
                           : NULL;
    }
  if (state->context != NULL && *state->context != '\0'
      && g_strcmp0 (state->published_hash, galley_wire_get_content_hash (revision)) == 0)
    return g_strdup (state->context);
  items = g_ptr_array_new ();
  return galley_context_new (layout, revision, state->published_path, state->published_at, items, NULL);
}

static gboolean
has_page (GalleyRevision *revision,
          GalleyLayout   *layout,
          guint           number,
          GError        **error)
{
  guint count = galley_article_page_get (galley_revision_get_blocks (revision), layout, 1).count;

  if (number <= count)
    return TRUE;
  /* Translators: %u is a number of pages. */
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND,
               ngettext ("The article has %u page in this layout", "The article has %u pages in this layout", count), count);
  return FALSE;
}

static GBytes *
render (const char *article_path,
        const char *layout_path,
        const char *context_path,
        guint       number,
        GError    **error)
{
  g_autoptr (GalleyRevision) revision = read_article (article_path, error);
  g_autoptr (GalleyLayout) layout = NULL;
  g_autofree char *context = NULL;
  GBytes *page;

  if (revision == NULL)
    {
      g_prefix_error (error, "%s: ", article_path);
      return NULL;
    }
  layout = layout_path != NULL ? galley_layout_new_from_folder (layout_path, error) : galley_layout_new_built_in ();
  if (layout == NULL)
    {
      g_prefix_error (error, "%s: ", layout_path);
      return NULL;
    }
  if (!has_page (revision, layout, number, error))
    {
      g_prefix_error (error, "%s: ", article_path);
      return NULL;
    }
  context = make_context (revision, layout, context_path, error);
  if (context == NULL)
    return NULL;
  page = galley_page_render_article_page (revision, layout, context, number, error);
  if (page == NULL && context_path != NULL)
    g_prefix_error (error, "%s: ", context_path);
  return page;
}

int
galley_tool_render (const GalleyToolCommand *self,
                    char                   **arguments)
{
  g_autofree char *layout = NULL;
  g_autofree char *context = NULL;
  g_autofree char *output = NULL;
  int number = 1;
  const GOptionEntry entries[] = {
    { "layout", 0, 0, G_OPTION_ARG_FILENAME, &layout, N_ ("The portal’s layout; the plain one if none is given"),
      N_ ("FOLDER") },
    { "context", 0, 0, G_OPTION_ARG_FILENAME, &context, N_ ("The page’s path, time and modules"), N_ ("FILE") },
    { "page", 0, 0, G_OPTION_ARG_INT, &number, N_ ("Which page of several; the first if none is given"),
      N_ ("NUMBER") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output, N_ ("Write the page to FILE"), N_ ("FILE") },
    { NULL },
  };
  g_auto (GStrv) words = galley_tool_parse (self, entries, arguments, 1, 1);
  g_autoptr (GBytes) page = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_written;

  if (words == NULL)
    return GALLEY_TOOL_USAGE;
  if (number < 1)
    return galley_tool_refuse ("%s", _ ("Pages are numbered from 1."));
  page = render (words[0], layout, context, (guint) number, &error);
  if (page == NULL)
    return galley_tool_fail (NULL, error);
  is_written = output != NULL
                 ? galley_file_replace (output, page, &error)
                 : galley_tool_write (g_bytes_get_data (page, NULL), g_bytes_get_size (page), &error);
  return is_written ? GALLEY_TOOL_OK : galley_tool_fail (NULL, error);
}
