/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-short-line.h"

#include "app/base/galley-text-guard.h"
#include "app/base/galley-wrap-layout.h"
#include "app/fields/galley-field-binding.h"

enum
{
  SOURCE,
  BYLINES,
  EDITOR,
  N_SLOTS
};

static const guint slot_fields[N_SLOTS] = {
  [SOURCE] = GALLEY_FIELD_SOURCE,
  [BYLINES] = GALLEY_FIELD_BYLINES,
  [EDITOR] = GALLEY_FIELD_EDITOR,
};

struct _GalleyShortLine
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkEntry *source;
  GtkEntry *bylines;
  GtkEntry *editor;

  /* owned */
  GalleyFieldBinding *bindings[N_SLOTS];
};

G_DEFINE_FINAL_TYPE (GalleyShortLine, galley_short_line, GTK_TYPE_WIDGET)

static GtkEntry *
get_slot (GalleyShortLine *self,
          guint            slot)
{
  return slot == SOURCE ? self->source : slot == BYLINES ? self->bylines : self->editor;
}

static void
activate_cb (GtkWidget *text)
{
  gtk_widget_child_focus (GTK_WIDGET (gtk_widget_get_root (text)), GTK_DIR_TAB_FORWARD);
}

static void
galley_short_line_dispose (GObject *object)
{
  GalleyShortLine *self = GALLEY_SHORT_LINE (object);
  GtkWidget *child;

  for (guint i = 0; i < N_SLOTS; i++)
    g_clear_object (&self->bindings[i]);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (galley_short_line_parent_class)->dispose (object);
}

static void
galley_short_line_class_init (GalleyShortLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_short_line_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/editor/galley-short-line.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyShortLine, source);
  gtk_widget_class_bind_template_child (widget_class, GalleyShortLine, bylines);
  gtk_widget_class_bind_template_child (widget_class, GalleyShortLine, editor);
}

static void
galley_short_line_init (GalleyShortLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), galley_wrap_layout_new (18, 4, TRUE));
  for (guint i = 0; i < N_SLOTS; i++)
    {
      GtkText *text = galley_text_guard_install_in_editable (GTK_EDITABLE (get_slot (self, i)));

      gtk_text_set_propagate_text_width (text, TRUE);
      g_signal_connect (get_slot (self, i), "activate", G_CALLBACK (activate_cb), NULL);
      self->bindings[i] = galley_field_binding_new (get_slot (self, i), slot_fields[i]);
    }
}

void
galley_short_line_set_article (GalleyShortLine *self,
                               GalleyArticle   *article)
{
  g_return_if_fail (GALLEY_IS_SHORT_LINE (self));

  for (guint i = 0; i < N_SLOTS; i++)
    galley_field_binding_set_article (self->bindings[i], article);
}

void
galley_short_line_set_editable (GalleyShortLine *self,
                                gboolean         is_editable)
{
  g_return_if_fail (GALLEY_IS_SHORT_LINE (self));

  for (guint i = 0; i < N_SLOTS; i++)
    gtk_editable_set_editable (GTK_EDITABLE (get_slot (self, i)), is_editable);
}

gboolean
galley_short_line_focus_field (GalleyShortLine *self,
                               guint            field)
{
  g_return_val_if_fail (GALLEY_IS_SHORT_LINE (self), FALSE);

  for (guint i = 0; i < N_SLOTS; i++)
    if (slot_fields[i] == field)
      return gtk_widget_grab_focus (GTK_WIDGET (get_slot (self, i)));
  return FALSE;
}
