/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-view-enclosed.h"

#include "core/portal/galley-punctuation.h"
#include "core/portal/galley-site-path.h"
#include "core/portal/galley-view-edges.h"
#include "core/wire/galley-body.h"

#include <string.h>

char *
galley_view_make_media_address (const char *path,
                                const char *name)
{
  g_autofree char *place = g_strconcat (GALLEY_SITE_MEDIA, name, NULL);

  return path != NULL ? galley_site_path_make_relative (path, place) : g_steal_pointer (&place);
}

static void
append_attribute (GString    *out,
                  const char *name,
                  const char *value)
{
  g_string_append_c (out, ' ');
  g_string_append (out, name);
  g_string_append (out, "=\"");
  galley_xhtml_append_escaped (out, value);
  g_string_append_c (out, '"');
}

/* (transfer full) */
static char *
make_file_address (const char            *path,
                   const GalleyEnclosure *enclosure)
{
  g_autofree char *name = galley_enclosure_dup_place (enclosure);

  return galley_view_make_media_address (path, name);
}

/* (transfer full) */
static char *
make_poster_address (const char         *path,
                     const GalleyFigure *poster)
{
  g_autofree char *name = galley_figure_dup_name (poster);

  return galley_view_make_media_address (path, name);
}

static void
append_squeezed (GString    *out,
                 const char *text)
{
  gsize start = out->len;

  galley_xhtml_append_escaped (out, text);
  galley_punctuation_squeeze (out, start);
}

static void
append_poster (GString            *out,
               const char         *path,
               const GalleyFigure *poster)
{
  g_autofree char *address = make_poster_address (path, poster);

  g_string_append (out, "<img");
  append_attribute (out, "src", address);
  g_string_append_printf (out, " width=\"%u\" height=\"%u\" alt=\"\">", galley_figure_get_width (poster),
                          galley_figure_get_height (poster));
}

/* The link that hands the file out under its own name; with its poster where it has one. */
static void
append_file_link (GString               *out,
                  const char            *path,
                  const GalleyEnclosure *enclosure,
                  const char            *words)
{
  const GalleyFigure *poster = galley_enclosure_get_poster (enclosure);
  g_autofree char *address = make_file_address (path, enclosure);

  g_string_append (out, "<a");
  append_attribute (out, "href", address);
  append_attribute (out, "download", galley_enclosure_get_name (enclosure));
  append_attribute (out, "type", galley_enclosure_get_media_type (enclosure));
  g_string_append_c (out, '>');
  if (poster != NULL)
    append_poster (out, path, poster);
  append_squeezed (out, words);
  g_string_append (out, "</a>");
}

static void
append_attachment (GString               *out,
                   const char            *path,
                   const GalleyEnclosure *enclosure,
                   const char            *title,
                   const char            *edges)
{
  g_autofree char *facts = galley_enclosure_dup_facts (enclosure);

  g_string_append_printf (out, "<p class=\"attachment\"%s>", edges);
  append_file_link (out, path, enclosure, title != NULL ? title : galley_enclosure_get_name (enclosure));
  g_string_append_printf (out, " <small>%s</small></p>", facts);
}

static void
append_video (GString               *out,
              const char            *path,
              const GalleyEnclosure *enclosure,
              const char            *title,
              const char            *edges)
{
  const GalleyFigure *poster = galley_enclosure_get_poster (enclosure);
  const char *words = title != NULL ? title : galley_enclosure_get_name (enclosure);
  g_autofree char *address = make_file_address (path, enclosure);

  g_string_append_printf (out, "<figure class=\"video\"%s><video controls preload=\"none\"", edges);
  append_attribute (out, "src", address);
  if (poster != NULL)
    {
      g_autofree char *picture = make_poster_address (path, poster);

      append_attribute (out, "poster", picture);
      g_string_append_printf (out, " width=\"%u\" height=\"%u\"", galley_figure_get_width (poster),
                              galley_figure_get_height (poster));
    }
  append_attribute (out, "aria-label", words);
  g_string_append_c (out, '>');
  /* For who does not play: the preview is one of them. */
  append_file_link (out, path, enclosure, galley_enclosure_get_name (enclosure));
  g_string_append (out, "</video>");
  if (title != NULL)
    {
      g_string_append (out, "<figcaption>");
      append_squeezed (out, title);
      g_string_append (out, "</figcaption>");
    }
  g_string_append (out, "</figure>");
}

static void
append_player (GString               *out,
               const char            *path,
               const GalleyEnclosure *enclosure,
               const char            *title,
               const char            *edges)
{
  const GalleyFigure *poster = galley_enclosure_get_poster (enclosure);
  g_autofree char *host = galley_enclosure_dup_facts (enclosure);

  g_string_append_printf (out, "<figure class=\"video\"%s><a", edges);
  append_attribute (out, "href", galley_enclosure_get_address (enclosure));
  g_string_append_c (out, '>');
  if (poster != NULL)
    append_poster (out, path, poster);
  g_string_append (out, "<span>");
  append_squeezed (out, title != NULL ? title : galley_enclosure_get_address (enclosure));
  g_string_append (out, " <small>");
  galley_xhtml_append_escaped (out, host);
  g_string_append (out, "</small></span></a></figure>");
}

static gboolean
is_stand_in (const GalleyEnclosure *enclosure,
             const char            *title)
{
  const char *address = galley_enclosure_get_address (enclosure);

  return g_strcmp0 (title, address != NULL ? address : galley_enclosure_get_name (enclosure)) == 0;
}

void
galley_view_append_enclosed (GString     *out,
                             const char  *path,
                             GalleyBlock *block,
                             GalleyBlock *trimmed)
{
  const GalleyEnclosure *enclosure = galley_block_get_enclosure (block);
  const char *title = trimmed != NULL ? galley_block_get_text (trimmed) : NULL;
  g_autoptr (GString) edges = g_string_new (NULL);

  galley_view_append_edges (edges, block, trimmed);
  /* Or it would be taken for what stands in for a title that is missing. */
  if (title != NULL && is_stand_in (enclosure, title) && strstr (edges->str, GALLEY_EDGE_AFTER) == NULL)
    g_string_append (edges, " " GALLEY_EDGE_AFTER "=\"\"");
  if (galley_enclosure_get_address (enclosure) != NULL)
    append_player (out, path, enclosure, title, edges->str);
  else if (galley_block_get_kind (block) == GALLEY_BLOCK_VIDEO)
    append_video (out, path, enclosure, title, edges->str);
  else
    append_attachment (out, path, enclosure, title, edges->str);
}
