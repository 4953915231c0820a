/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-view-picture.h"

#include "core/portal/galley-view-enclosed.h"

#define MIDDLE 50
/* "100% 100%", and more than a number can have. */
#define POSITION_BYTES 32

void
galley_view_set_picture (GalleyValue        *view,
                         const char         *name,
                         const char         *path,
                         const GalleyFigure *figure)
{
  g_autofree char *file = NULL;
  g_autofree char *address = NULL;
  char position[POSITION_BYTES];
  const GalleyFocus *focus;
  GalleyValue *picture;

  if (figure == NULL)
    return;
  file = galley_figure_dup_name (figure);
  address = galley_view_make_media_address (path, file);
  focus = galley_figure_get_focus (figure);
  g_snprintf (position, sizeof position, "%u%% %u%%", focus != NULL ? focus->x : MIDDLE, focus != NULL ? focus->y : MIDDLE);
  picture = galley_value_new_object (view->arena);
  galley_value_set_text (picture, "src", address);
  galley_value_set_integer (picture, "width", galley_figure_get_width (figure));
  galley_value_set_integer (picture, "height", galley_figure_get_height (figure));
  if (*galley_figure_get_alternative (figure) != '\0')
    galley_value_set_text (picture, "alternative", galley_figure_get_alternative (figure));
  galley_value_set_text (picture, "position", position);
  galley_value_set (view, name, picture);
}
