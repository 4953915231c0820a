/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a click in the page means for the article: a block of its body, a part of it, or a link that leads elsewhere. */
#include "app/preview/galley-preview-private.h"
#include "app/preview/galley-preview.h"

#include "app/preview/galley-link-question.h"
#include "core/portal/galley-site-path.h"

static void
body_clicked_cb (GalleyPreview *self,
                 guint          element,
                 guint          item)
{
  GalleyPagePlace place = { element, item };

  if (self->shown != NULL)
    galley_preview_tell_block_clicked (self,
                                       galley_page_place_to_block (galley_revision_get_blocks (self->shown), place));
}

/* A row shows the short headline, where there is one, and a slide the focus picture. */
static void
row_clicked_cb (GalleyPreview *self,
                const char    *name)
{
  GalleyField field = GALLEY_FIELD_HEADLINE;

  if (self->shown == NULL)
    return;
  if (g_str_equal (name, "summary"))
    field = GALLEY_FIELD_SUMMARY;
  else if (g_str_equal (name, "picture"))
    field = self->mode == GALLEY_PREVIEW_FOCUS ? GALLEY_FIELD_FOCUS_PICTURE : GALLEY_FIELD_LEAD_PICTURE;
  else if (*galley_revision_get_field (self->shown, GALLEY_FIELD_SHORT_HEADLINE) != '\0')
    field = GALLEY_FIELD_SHORT_HEADLINE;
  galley_preview_tell_part_clicked (self, galley_field_get_name (field));
}

/* A page of the portal is asked for where the public finds it. (transfer full) (nullable) */
static char *
dup_public_address (GalleyPreview *self,
                    const char    *address)
{
  const char *base = galley_site_get_base_address (galley_layout_get_site (self->shown_layout));
  g_autoptr (GUri) uri = NULL;

  if (galley_site_path_is_address (address))
    return g_strdup (address);
  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), GALLEY_PREVIEW_SCHEME) || base == NULL || *base == '\0'
      || !galley_site_path_is_valid (g_uri_get_path (uri)))
    return NULL;
  return g_strconcat (base, g_uri_get_path (uri), NULL);
}

static void
link_clicked_cb (GalleyPreview *self,
                 const char    *address)
{
  g_autofree char *public_address = self->shown_layout != NULL ? dup_public_address (self, address) : NULL;

  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (public_address != NULL && GTK_IS_WINDOW (root))
    galley_link_question_ask (GTK_WINDOW (root), public_address);
}

void
galley_preview_watch_clicks (GalleyPreview *self)
{
  g_signal_connect_swapped (self->engine, "body-clicked", G_CALLBACK (body_clicked_cb), self);
  g_signal_connect_swapped (self->engine, "part-clicked", G_CALLBACK (galley_preview_tell_part_clicked), self);
  g_signal_connect_swapped (self->engine, "row-clicked", G_CALLBACK (row_clicked_cb), self);
  g_signal_connect_swapped (self->engine, "link-clicked", G_CALLBACK (link_clicked_cb), self);
}
