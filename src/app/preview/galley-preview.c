/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview/galley-preview.h"

#include "app/preview/galley-preview-private.h"
#include "core/media/galley-media-source.h"
#include "core/wire/galley-protocol.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (GalleyPreview, galley_preview, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_BLOCK_CLICKED,
  SIGNAL_PART_CLICKED,
  SIGNAL_SHOWN,
  SIGNAL_ARTICLE_PUT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- room and foot ------------------------------------------------------------------------------------------------- */

static gboolean
rescale_cb (gpointer data)
{
  galley_preview_update_scale (GALLEY_PREVIEW (data));
  return G_SOURCE_REMOVE;
}

static void
galley_preview_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  GalleyPreview *self = GALLEY_PREVIEW (widget);

  gtk_widget_size_allocate (self->box, &(GtkAllocation){ 0, 0, width, height }, baseline);
  if (width != self->allocated_width)
    {
      self->allocated_width = width;
      g_idle_add_full (G_PRIORITY_HIGH_IDLE, rescale_cb, g_object_ref (self), g_object_unref);
    }
}

static void
galley_preview_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  gtk_widget_measure (GALLEY_PREVIEW (widget)->box, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

void
galley_preview_say (GalleyPreview *self,
                    const char    *title,
                    const char    *description)
{
  adw_status_page_set_title (self->empty_page, title);
  adw_status_page_set_description (self->empty_page, description);
  gtk_widget_set_visible (self->restart_button, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
lists_changed_cb (GalleyPreview *self,
                  const char    *list)
{
  if (self->mode != GALLEY_PREVIEW_HOME || !g_str_equal (list, GALLEY_LIST_SLOTS))
    return;
  galley_preview_forget_others (self);
  galley_preview_schedule_update (self);
}

/* --- what it tells ------------------------------------------------------------------------------------------------ */

void
galley_preview_tell_shown (GalleyPreview *self,
                           guint64        generation)
{
  g_signal_emit (self, signals[SIGNAL_SHOWN], 0, generation);
}

void
galley_preview_tell_block_clicked (GalleyPreview *self,
                                   guint          block)
{
  g_signal_emit (self, signals[SIGNAL_BLOCK_CLICKED], 0, block);
}

void
galley_preview_tell_part_clicked (GalleyPreview *self,
                                  const char    *name)
{
  g_signal_emit (self, signals[SIGNAL_PART_CLICKED], 0, name);
}

void
galley_preview_tell_article_put (GalleyPreview *self,
                                 const char    *article,
                                 const char    *from,
                                 const char    *slot,
                                 const char    *before)
{
  g_signal_emit (self, signals[SIGNAL_ARTICLE_PUT], 0, article, from, slot, before);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
disconnect (GalleyPreview *self)
{
  if (self->workspace != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->workspace, self);
      g_signal_handlers_disconnect_by_data (galley_workspace_get_store (self->workspace), self);
    }
  if (self->manuscript != NULL)
    {
      g_signal_handlers_disconnect_by_data (galley_manuscript_get_article (self->manuscript), self);
      g_signal_handlers_disconnect_by_data (self->manuscript, self);
    }
}

static void
galley_preview_dispose (GObject *object)
{
  GalleyPreview *self = GALLEY_PREVIEW (object);
  GtkWidget *child;

  self->is_active = FALSE;
  if (self->ground != NULL)
    galley_preview_stop_engine (self);
  disconnect (self);
  galley_preview_close_layout (self);
  galley_preview_forget_others (self);
  g_clear_object (&self->settings);
  g_clear_object (&self->workspace);
  g_clear_object (&self->manuscript);
  self->ground = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (galley_preview_parent_class)->dispose (object);
}

static void
galley_preview_finalize (GObject *object)
{
  g_hash_table_unref (GALLEY_PREVIEW (object)->arrived);
  g_object_unref (GALLEY_PREVIEW (object)->actions);

  G_OBJECT_CLASS (galley_preview_parent_class)->finalize (object);
}

static void
galley_preview_class_init (GalleyPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_preview_dispose;
  G_OBJECT_CLASS (klass)->finalize = galley_preview_finalize;
  widget_class->size_allocate = galley_preview_size_allocate;
  widget_class->measure = galley_preview_measure;

  signals[SIGNAL_BLOCK_CLICKED] =
      g_signal_new ("block-clicked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_PART_CLICKED] =
      g_signal_new ("part-clicked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_SHOWN] =
      g_signal_new ("shown", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);
  signals[SIGNAL_ARTICLE_PUT] = g_signal_new ("article-put", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                                              G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/preview/galley-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyPreview, box);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreview, mode_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreview, scale_label);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreview, look_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreview, window_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreview, stack);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreview, empty_page);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreview, restart_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreview, ground);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreview, foot_label);
}

static void
galley_preview_init (GalleyPreview *self)
{
  self->arrived = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  galley_preview_init_choices (self);
  galley_preview_init_layout (self);
  galley_preview_update_choices (self);
}

GtkWidget *
galley_preview_new (void)
{
  return g_object_new (GALLEY_TYPE_PREVIEW, NULL);
}

void
galley_preview_set_manuscript (GalleyPreview    *self,
                               GalleyWorkspace  *workspace,
                               GalleyManuscript *manuscript)
{
  g_return_if_fail (GALLEY_IS_PREVIEW (self));

  disconnect (self);
  g_set_object (&self->workspace, workspace);
  g_set_object (&self->manuscript, manuscript);
  if (self->engine != NULL)
    galley_preview_engine_set_source (self->engine, workspace != NULL ? GALLEY_MEDIA_SOURCE (workspace) : NULL);
  g_clear_handle_id (&self->update_source, g_source_remove);
  galley_preview_forget_others (self);
  galley_preview_update_choices (self);
  if (workspace == NULL)
    return;

  g_signal_connect_swapped (workspace, "layout-changed", G_CALLBACK (galley_preview_layout_changed), self);
  g_signal_connect_swapped (galley_workspace_get_store (workspace), "lists-changed", G_CALLBACK (lists_changed_cb), self);
  g_signal_connect_swapped (workspace, "sync-changed", G_CALLBACK (galley_preview_update_foot), self);
  g_signal_connect_swapped (workspace, "media-arrived", G_CALLBACK (galley_preview_take_arrived), self);
  g_signal_connect_swapped (workspace, "renditions-made", G_CALLBACK (galley_preview_schedule_update), self);
  galley_preview_update_foot (self);
  self->turned_to = 0;
  self->block = manuscript != NULL ? galley_manuscript_get_caret (manuscript).block : 0;
  if (manuscript == NULL)
    {
      galley_preview_say (self, _ ("No Article Open"), _ ("The page will stand here as readers will see it."));
      return;
    }
  g_signal_connect_swapped (galley_manuscript_get_article (manuscript), "changed",
                            G_CALLBACK (galley_preview_schedule_update), self);
  g_signal_connect_swapped (galley_manuscript_get_article (manuscript), "state-changed",
                            G_CALLBACK (galley_preview_schedule_update), self);
  g_signal_connect_swapped (manuscript, "note-changed", G_CALLBACK (galley_preview_schedule_update), self);
  galley_preview_schedule_update (self);
}

void
galley_preview_reveal_block (GalleyPreview *self,
                             guint          block)
{
  g_return_if_fail (GALLEY_IS_PREVIEW (self));

  galley_preview_follow_block (self, block);
}

GBytes *
galley_preview_dup_page (GalleyPreview *self)
{
  g_autoptr (GalleyRevision) revision = NULL;
  g_autofree char *context = NULL;

  g_return_val_if_fail (GALLEY_IS_PREVIEW (self), NULL);
  g_return_val_if_fail (self->manuscript != NULL, NULL);

  revision = galley_article_snapshot (galley_manuscript_get_article (self->manuscript));
  context = galley_manuscript_dup_context (self->manuscript);
  return galley_page_render_article_page (revision, galley_preview_get_layout (self), context,
                                          galley_preview_choose_page (self, revision).number, NULL);
}
