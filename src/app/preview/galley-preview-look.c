/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the page is looked at: its width in the room there is, the zoom, dark, print, and the size of the text. */
#include "app/preview/galley-preview-private.h"
#include "app/preview/galley-preview.h"

#include "app/base/galley-look.h"

#define MIN_ROOM 200
#define MARGINS 16 /* beside the page */
#define MIN_SCALE 0.25

/* A page wider than the pane is shown smaller; a phone's page stands 1:1. What a zoom makes wider than the pane is
 * scrolled to: the page is laid out as it was. */
void
galley_preview_update_scale (GalleyPreview *self)
{
  int room = MAX (MIN_ROOM, self->allocated_width - MARGINS);
  int page_width = galley_preview_mode_get_page_width (self->mode, room);
  double scale = CLAMP ((double) room / page_width, MIN_SCALE, 1.0) * self->zoom / 100;
  g_autofree char *text = g_strdup_printf ("%d px · %d %%", page_width, (int) (scale * 100 + 0.5));

  gtk_label_set_text (self->scale_label, text);
  gtk_widget_set_size_request (GTK_WIDGET (self->ground), (int) (page_width * scale), -1);
  if (self->engine != NULL)
    galley_preview_engine_set_scale (self->engine, scale);
}

void
galley_preview_update_look (GalleyPreview *self)
{
  GalleyPreviewLook look = {
    .is_dark = self->is_dark,
    .is_print = self->mode == GALLEY_PREVIEW_PRINT,
    .target = self->shown_target,
  };

  if (self->engine == NULL)
    return;
  galley_preview_engine_set_look (self->engine, &look);
  galley_preview_engine_set_text_size (self->engine, self->text_size);
}

void
galley_preview_expect_room (GalleyPreview *self,
                            int            width)
{
  g_return_if_fail (GALLEY_IS_PREVIEW (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->allocated_width = width;
  galley_preview_update_scale (self);
}

void
galley_preview_step_zoom (GalleyPreview *self,
                          int            step)
{
  g_return_if_fail (GALLEY_IS_PREVIEW (self));

  self->zoom = galley_look_step_zoom (self->zoom, step);
  if (self->settings != NULL)
    g_settings_set_int (self->settings, "preview-zoom", self->zoom);
  galley_preview_update_scale (self);
}
