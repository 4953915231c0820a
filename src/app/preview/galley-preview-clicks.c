/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a click in the page means for the article: a block of its body, a part of it, or a link that leads elsewhere. */
#include "app/preview/galley-preview-private.h"
#include "app/preview/galley-preview.h"

#include "app/preview/galley-link-question.h"
#include "app/preview/galley-preview-patch.h"
#include "core/portal/galley-site-path.h"

static void
body_clicked_cb (GalleyPreview *self,
                 guint          element,
                 guint          item)
{
  GalleyPagePlace place = { element, item };
  g_autoptr (GPtrArray) blocks = NULL;

  if (self->shown == NULL)
    return;
  blocks = galley_preview_sheet_dup_blocks (&(GalleyPreviewSheet) { self->shown, self->shown_page });
  galley_preview_tell_block_clicked (self, self->shown_page.first + galley_page_place_to_block (blocks, place));
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

/* Which of the pages of the article itself stands at @address; 0: none. */
static guint
find_own_page (GalleyPreview *self,
               const char    *address)
{
  g_autoptr (GUri) uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  g_autofree char *found = galley_article_page_dup_first_path (self->shown_path);
  const char *first = found != NULL ? found : self->shown_path;

  if (uri == NULL || !g_str_equal (g_uri_get_scheme (uri), GALLEY_PREVIEW_SCHEME)
      || !galley_preview_mode_is_article (self->shown_mode) || self->shown_page.count < 2)
    return 0;
  for (guint number = 1; number <= self->shown_page.count; number++)
    {
      g_autofree char *path = galley_article_page_dup_path (first, number);

      if (g_str_equal (path, g_uri_get_path (uri)))
        return number;
    }
  return 0;
}

static void
link_clicked_cb (GalleyPreview *self,
                 const char    *address)
{
  guint number = self->shown != NULL && self->shown_path != NULL ? find_own_page (self, address) : 0;
  g_autofree char *public_address = self->shown_layout != NULL ? dup_public_address (self, address) : NULL;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  if (number > 0)
    galley_preview_turn_to (self, number);
  else if (public_address != NULL && GTK_IS_WINDOW (root))
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
