/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preview of the article in front: when it runs, where a click in it leads, and whether it stands beside the text or in
 * a window of its own. */
#include "app/window/galley-preview-window.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

#include <glib/gi18n.h>

void
galley_window_update_preview (GalleyWindow *self)
{
  gboolean is_seen = self->preview_window != NULL
                     || (galley_folding_get_show_side (self->folding)
                         && g_strcmp0 (adw_view_stack_get_visible_child_name (self->side_stack), "preview") == 0);

  galley_preview_set_active (self->preview, is_seen && self->manuscript != NULL);
  if (self->preview_window != NULL)
    galley_preview_window_set_headline (GALLEY_PREVIEW_WINDOW (self->preview_window),
                                        adw_window_title_get_title (self->editor_title));
}

/* --- clicks ------------------------------------------------------------------------------------------------------ */

/* What is clicked in another window is to be written in this one. */
static void
come_forward (GalleyWindow *self)
{
  if (self->preview_window != NULL)
    galley_window_raise (self);
  galley_folding_show_editor (self->folding);
}

static void
block_clicked_cb (GalleyPreview *preview,
                  guint          block,
                  GalleyWindow  *self)
{
  come_forward (self);
  galley_editor_page_reveal_block (self->editor, block);
}

/* Most parts stand where they are written; the others in the details. */
static void
part_clicked_cb (GalleyPreview *preview,
                 const char    *name,
                 GalleyWindow  *self)
{
  static const GalleyField beside[] = {
    GALLEY_FIELD_SHORT_HEADLINE, GALLEY_FIELD_SUMMARY, GALLEY_FIELD_CHANNEL,      GALLEY_FIELD_TOPIC,
    GALLEY_FIELD_LINK,           GALLEY_FIELD_ORIGINAL_HEADLINE, GALLEY_FIELD_LEAD_PICTURE, GALLEY_FIELD_FOCUS_PICTURE,
  };
  GalleyField field = GALLEY_FIELD_KICKER; /* the first of all */

  come_forward (self);
  if (g_str_equal (name, galley_set_get_name (GALLEY_SET_TAGS)))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-tags", NULL);
      return;
    }
  if (g_str_equal (name, "bylines"))
    {
      galley_editor_page_focus_bylines (self->editor);
      return;
    }
  while (field < GALLEY_N_FIELDS && !g_str_equal (name, galley_field_get_name (field)))
    field++;
  for (guint i = 0; i < G_N_ELEMENTS (beside); i++)
    if (field == beside[i])
      {
        gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-details", NULL);
        galley_details_panel_focus_field (self->details, field);
        return;
      }
  galley_editor_page_focus_field (self->editor, field);
}

/* --- in a window of its own -------------------------------------------------------------------------------------- */

static GtkWidget *
make_away_page (void)
{
  GtkWidget *page = adw_status_page_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Show It Here"));

  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "pill");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.preview-window");
  adw_status_page_set_icon_name (ADW_STATUS_PAGE (page), "view-reveal-symbolic");
  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("In a Window of Its Own"));
  adw_status_page_set_child (ADW_STATUS_PAGE (page), button);
  gtk_widget_add_css_class (page, "compact");
  return page;
}

static void
set_state (GalleyWindow *self,
           gboolean      is_away)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), "preview-window");

  g_simple_action_set_state (G_SIMPLE_ACTION (action), g_variant_new_boolean (is_away));
}

static void
take_back (GalleyWindow *self)
{
  g_autoptr (GalleyPreview) preview =
    galley_preview_window_take_preview (GALLEY_PREVIEW_WINDOW (self->preview_window));
  GtkWindow *window = self->preview_window;

  self->preview_window = NULL;
  adw_bin_set_child (self->preview_place, GTK_WIDGET (preview));
  gtk_window_destroy (window);
  set_state (self, FALSE);
  galley_window_update_preview (self);
}

/* For the next start. */
static void
remember_away (GalleyWindow *self,
               gboolean      is_away)
{
  if (self->settings != NULL)
    g_settings_set_boolean (self->settings, "preview-window-is-open", is_away);
}

static gboolean
close_request_cb (GalleyWindow *self)
{
  remember_away (self, FALSE);
  take_back (self);
  adw_view_stack_set_visible_child_name (self->side_stack, "preview");
  return GDK_EVENT_STOP;
}

/* The side is free for the details then. */
static void
move_away (GalleyWindow *self)
{
  g_autoptr (GalleyPreview) preview = g_object_ref (self->preview);

  adw_bin_set_child (self->preview_place, make_away_page ());
  self->preview_window = GTK_WINDOW (
    galley_preview_window_new (gtk_window_get_application (GTK_WINDOW (self)), self->settings, preview));
  g_signal_connect_swapped (self->preview_window, "close-request", G_CALLBACK (close_request_cb), self);
  if (adw_view_stack_get_child_by_name (self->side_stack, "details") != NULL)
    adw_view_stack_set_visible_child_name (self->side_stack, "details");
  set_state (self, TRUE);
  remember_away (self, TRUE);
  galley_window_update_preview (self);
  gtk_window_present (self->preview_window);
}

void
galley_window_set_preview_away (GalleyWindow *self,
                                gboolean      is_away)
{
  if (is_away == (self->preview_window != NULL))
    return;
  if (is_away)
    move_away (self);
  else
    close_request_cb (self);
}

void
galley_window_restore_preview_window (GalleyWindow *self)
{
  if (self->settings != NULL && g_settings_get_boolean (self->settings, "preview-window-is-open"))
    galley_window_set_preview_away (self, TRUE);
}

void
galley_window_drop_preview_window (GalleyWindow *self)
{
  if (self->preview_window != NULL)
    take_back (self);
}

void
galley_window_init_preview (GalleyWindow *self)
{
  gtk_widget_insert_action_group (GTK_WIDGET (self), "preview", galley_preview_get_actions (self->preview));
  g_signal_connect_object (self->preview, "block-clicked", G_CALLBACK (block_clicked_cb), self, 0);
  g_signal_connect_object (self->preview, "article-put", G_CALLBACK (galley_window_put_article), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->preview, "part-clicked", G_CALLBACK (part_clicked_cb), self, 0);
  if (self->settings != NULL)
    galley_preview_set_settings (self->preview, self->settings);
}
