/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-view-renditions.h"

#include "core/model/galley-media-type.h"
#include "core/portal/galley-view-enclosed.h"
#include "core/wire/galley-xhtml.h"

#define USUAL_SIZES "100vw"

static char *
dup_name (const GalleyRendition *rendition)
{
  return galley_media_make_name (rendition->hash, galley_media_type_get_suffix (rendition->media_type));
}

char *
galley_view_dup_picture_name (GalleyRenditions   *renditions,
                              const GalleyFigure *figure,
                              guint              *width,
                              guint              *height)
{
  guint n_renditions;
  const GalleyRendition *row = galley_renditions_get (renditions, galley_figure_get_hash (figure), &n_renditions);

  *width = n_renditions > 0 ? row[n_renditions - 1].width : galley_figure_get_width (figure);
  *height = n_renditions > 0 ? row[n_renditions - 1].height : galley_figure_get_height (figure);
  return n_renditions > 0 ? dup_name (&row[n_renditions - 1]) : galley_figure_dup_name (figure);
}

/* One alone leaves nothing to choose. */
static void
append_choice (GString               *out,
               const GalleyPageFrame *frame,
               const GalleyFigure    *figure)
{
  guint n_renditions;
  const GalleyRendition *row =
    galley_renditions_get (frame->renditions, galley_figure_get_hash (figure), &n_renditions);

  if (n_renditions < 2)
    return;
  g_string_append (out, "\" srcset=\"");
  for (guint i = 0; i < n_renditions; i++)
    {
      g_autofree char *name = dup_name (&row[i]);
      g_autofree char *address = galley_view_make_media_address (frame->path, name);

      g_string_append_printf (out, "%s%s %uw", i > 0 ? ", " : "", address, row[i].width);
    }
  g_string_append (out, "\" sizes=\"");
  galley_xhtml_append_escaped (out, frame->sizes != NULL ? frame->sizes : USUAL_SIZES);
}

void
galley_view_append_picture (GString               *out,
                            const GalleyPageFrame *frame,
                            const GalleyFigure    *figure)
{
  guint width, height;
  g_autofree char *name = galley_view_dup_picture_name (frame->renditions, figure, &width, &height);
  g_autofree char *address = galley_view_make_media_address (frame->path, name);
  const GalleyFocus *focus = galley_figure_get_focus (figure);

  g_string_append_printf (out, "<img src=\"%s", address);
  append_choice (out, frame, figure);
  g_string_append_printf (out, "\" width=\"%u\" height=\"%u\" alt=\"", width, height);
  galley_xhtml_append_escaped (out, galley_figure_get_alternative (figure));
  if (focus != NULL)
    g_string_append_printf (out, "\" style=\"object-position: %u%% %u%%", focus->x, focus->y);
  g_string_append (out, "\">");
}
