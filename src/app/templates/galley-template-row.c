/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/templates/galley-template-row.h"

#include <glib/gi18n.h>

/* Of the body, where it has to tell what the name does not; in full-width characters. */
#define SNIPPET_CELLS 40

struct _GalleyTemplateRow
{
  AdwActionRow parent_instance;

  /* template widgets */
  GtkWidget *rename_button;
  GtkPopover *rename_popover;
  GtkEditable *name_entry;
  GtkWidget *confirm_button;
  GtkWidget *remove_button;
  GtkWidget *undo_button;

  /* owned */
  GalleyTemplate *template;

  gboolean is_removed;
};

G_DEFINE_FINAL_TYPE (GalleyTemplateRow, galley_template_row, ADW_TYPE_ACTION_ROW)

enum
{
  RENAMED,
  REMOVED,
  RESTORED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
update_words (GalleyTemplateRow *self)
{
  GalleyRevision *revision = self->template->revision;
  const char *headline = galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE);
  g_autofree char *snippet = galley_revision_dup_snippet (revision, SNIPPET_CELLS);
  const char *subtitle = *headline != '\0' && g_strcmp0 (headline, self->template->name) != 0 ? headline : snippet;

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), self->template->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), self->is_removed ? _ ("Removed") : subtitle);
}

static void
rename_shown_cb (GalleyTemplateRow *self)
{
  gtk_editable_set_text (self->name_entry, self->template->name);
  gtk_widget_grab_focus (GTK_WIDGET (self->name_entry));
}

/* (transfer full) */
static char *
dup_typed_name (GalleyTemplateRow *self)
{
  return galley_field_clean (GALLEY_FIELD_HEADLINE, gtk_editable_get_text (self->name_entry));
}

static void
name_changed_cb (GalleyTemplateRow *self)
{
  g_autofree char *name = dup_typed_name (self);

  gtk_widget_set_sensitive (self->confirm_button, *name != '\0');
}

static void
confirm_cb (GalleyTemplateRow *self)
{
  g_autofree char *name = dup_typed_name (self);

  gtk_popover_popdown (self->rename_popover);
  if (g_strcmp0 (name, self->template->name) != 0)
    g_signal_emit (self, signals[RENAMED], 0, name);
}

static void
remove_cb (GalleyTemplateRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
undo_cb (GalleyTemplateRow *self)
{
  g_signal_emit (self, signals[RESTORED], 0);
}

static void
galley_template_row_finalize (GObject *object)
{
  galley_template_free (GALLEY_TEMPLATE_ROW (object)->template);

  G_OBJECT_CLASS (galley_template_row_parent_class)->finalize (object);
}

static void
galley_template_row_class_init (GalleyTemplateRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = galley_template_row_finalize;

  signals[RENAMED] = g_signal_new ("renamed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1,
                                   G_TYPE_STRING);
  signals[REMOVED] = g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[RESTORED] = g_signal_new ("restored", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/templates/galley-template-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyTemplateRow, rename_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyTemplateRow, rename_popover);
  gtk_widget_class_bind_template_child (widget_class, GalleyTemplateRow, name_entry);
  gtk_widget_class_bind_template_child (widget_class, GalleyTemplateRow, confirm_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyTemplateRow, remove_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyTemplateRow, undo_button);
  gtk_widget_class_bind_template_callback (widget_class, rename_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, name_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, confirm_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, undo_cb);
}

static void
galley_template_row_init (GalleyTemplateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
galley_template_row_new (const GalleyTemplate *template)
{
  GalleyTemplateRow *self;

  g_return_val_if_fail (template != NULL, NULL);

  self = g_object_new (GALLEY_TYPE_TEMPLATE_ROW, NULL);
  self->template = galley_template_copy (template);
  update_words (self);
  return GTK_WIDGET (self);
}

const GalleyTemplate *
galley_template_row_get_template (GalleyTemplateRow *self)
{
  g_return_val_if_fail (GALLEY_IS_TEMPLATE_ROW (self), NULL);

  return self->template;
}

void
galley_template_row_set_name (GalleyTemplateRow *self,
                              const char        *name)
{
  g_return_if_fail (GALLEY_IS_TEMPLATE_ROW (self));
  g_return_if_fail (name != NULL);

  g_free (self->template->name);
  self->template->name = g_strdup (name);
  update_words (self);
}

gboolean
galley_template_row_get_is_removed (GalleyTemplateRow *self)
{
  g_return_val_if_fail (GALLEY_IS_TEMPLATE_ROW (self), FALSE);

  return self->is_removed;
}

void
galley_template_row_set_is_removed (GalleyTemplateRow *self,
                                    gboolean           is_removed)
{
  GtkWidget *focus;
  gboolean had_focus;

  g_return_if_fail (GALLEY_IS_TEMPLATE_ROW (self));

  focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  had_focus = focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self));
  self->is_removed = is_removed;
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), !is_removed);
  gtk_widget_set_visible (self->undo_button, is_removed);
  gtk_widget_set_visible (self->rename_button, !is_removed);
  gtk_widget_set_visible (self->remove_button, !is_removed);
  update_words (self);
  if (had_focus)
    gtk_widget_grab_focus (is_removed ? self->undo_button : self->remove_button);
}
