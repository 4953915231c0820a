/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The layout in which the page is looked at: the portal's as it was last fetched, or one in a folder, while somebody works
 * on it. That one is only looked at: what is published, and what may be written, is the portal's. */
#include "app/preview/galley-preview-private.h"
#include "app/preview/galley-preview.h"

#include "app/base/galley-file-dialog.h"

#include <glib/gi18n.h>

GalleyLayout *
galley_preview_get_layout (GalleyPreview *self)
{
  GalleyLayout *live = self->live != NULL ? galley_live_layout_get_layout (self->live) : NULL;

  return live != NULL ? live : galley_workspace_get_layout (self->workspace);
}

/* --- the foot ---------------------------------------------------------------------------------------------------- */

static char *
dup_words_for_folder (GalleyLiveLayout *live)
{
  const GError *fault = galley_live_layout_get_error (live);
  g_autoptr (GDateTime) time = NULL;
  g_autofree char *clock = NULL;

  if (fault != NULL)
    return galley_live_layout_get_layout (live) != NULL
               /* Translators: %s says what is wrong and where, in English: "article.mustache:12: …". */
               ? g_strdup_printf (_ ("Fault in the layout: %s. The last good one is shown"), fault->message)
               /* Translators: %s says what is wrong and where, in English: "article.mustache:12: …". */
               : g_strdup_printf (_ ("Fault in the layout: %s. The portal’s own is shown"), fault->message);
  if (galley_live_layout_get_layout (live) == NULL)
    return g_strdup (_ ("Reading the layout…"));
  time = g_date_time_new_from_unix_local (galley_live_layout_get_time (live) / G_USEC_PER_SEC);
  clock = g_date_time_format (time, "%H:%M:%S");
  /* Translators: the name of a folder, and a time of day with seconds. */
  return g_strdup_printf (_ ("Layout from the folder “%1$s”, read at %2$s, not the portal’s"),
                          galley_live_layout_get_name (live), clock);
}

static char *
dup_words_for_age (GalleyWorkspace *workspace)
{
  gint64 fetched = galley_workspace_get_layout_time (workspace);
  gint64 now = galley_clock_get_real_time (galley_workspace_get_clock (workspace));
  gint64 days = (now - fetched) / (24 * 3600 * (gint64) G_USEC_PER_SEC);

  if (fetched == 0)
    return g_strdup (_ ("Galley's own template: this account has no portal"));
  if (days <= 0)
    return g_strdup (_ ("Template from today, same page as published"));
  /* Translators: %u is a number of days. */
  return g_strdup_printf (ngettext ("Template from %u day ago, same page as published",
                                    "Template from %u days ago, same page as published", days),
                          (guint) days);
}

void
galley_preview_update_foot (GalleyPreview *self)
{
  gboolean is_faulty = self->live != NULL && galley_live_layout_get_error (self->live) != NULL;
  GalleySyncEngine *engine;
  g_autofree char *text = NULL;
  g_autofree char *version = NULL;

  if (self->workspace == NULL)
    return;
  text = self->live != NULL ? dup_words_for_folder (self->live) : dup_words_for_age (self->workspace);
  engine = galley_workspace_get_engine (self->workspace);
  if (self->live == NULL && engine != NULL && galley_sync_engine_get_status (engine) == GALLEY_SYNC_OFFLINE)
    {
      g_autofree char *age = g_steal_pointer (&text);

      text = g_strconcat (_ ("No network"), " · ", age, NULL);
    }
  gtk_label_set_text (self->foot_label, text);
  /* A fault is read whole, its line above all. */
  gtk_label_set_wrap (self->foot_label, is_faulty);
  gtk_label_set_ellipsize (self->foot_label, is_faulty ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  if (is_faulty)
    gtk_widget_add_css_class (GTK_WIDGET (self->foot_label), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->foot_label), "error");
  /* Translators: %.12s is the version of a layout, "3f9a0c81d2e4". */
  version = g_strdup_printf (_ ("Template version %.12s"), galley_layout_get_version (galley_preview_get_layout (self)));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->foot_label), version);
}

void
galley_preview_layout_changed (GalleyPreview *self)
{
  galley_preview_update_foot (self);
  galley_preview_update_choices (self);
  galley_preview_schedule_update (self);
}

/* --- a folder ---------------------------------------------------------------------------------------------------- */

static void
enable_close (GalleyPreview *self)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), "close-layout");

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), self->live != NULL);
}

void
galley_preview_close_layout (GalleyPreview *self)
{
  if (self->live == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->live, self);
  g_clear_object (&self->live);
  enable_close (self);
}

void
galley_preview_open_layout (GalleyPreview *self,
                            const char    *folder)
{
  g_return_if_fail (GALLEY_IS_PREVIEW (self));
  g_return_if_fail (folder != NULL);

  if (self->workspace == NULL)
    return;
  galley_preview_close_layout (self);
  self->live = galley_live_layout_new (folder, galley_workspace_get_clock (self->workspace));
  g_signal_connect_swapped (self->live, "changed", G_CALLBACK (galley_preview_layout_changed), self);
  enable_close (self);
  galley_preview_update_foot (self);
}

static void
folder_chosen_cb (const char *path,
                  gpointer    data)
{
  galley_preview_open_layout (GALLEY_PREVIEW (data), path);
}

static void
open_layout_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (data));

  if (GTK_IS_WINDOW (root))
    galley_file_dialog_choose_folder (GTK_WINDOW (root), _ ("Open a Layout Folder"), NULL, folder_chosen_cb,
                                      g_object_ref (data), g_object_unref);
}

static void
close_layout_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  GalleyPreview *self = GALLEY_PREVIEW (data);

  galley_preview_close_layout (self);
  galley_preview_layout_changed (self);
}

void
galley_preview_init_layout (GalleyPreview *self)
{
  static const GActionEntry entries[] = {
    { .name = "open-layout", .activate = open_layout_cb },
    { .name = "close-layout", .activate = close_layout_cb },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  enable_close (self);
}
