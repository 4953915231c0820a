/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-conflict-bar.h"

#include "app/base/galley-wrap-layout.h"
#include "app/conflict/galley-conflict-words.h"

#include <glib/gi18n.h>

struct _GalleyConflictBar
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkWidget *box;
  GtkLabel *label;
  GtkLabel *places;
};

G_DEFINE_FINAL_TYPE (GalleyConflictBar, galley_conflict_bar, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_RESOLVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
keep_mine_cb (GalleyConflictBar *self)
{
  g_signal_emit (self, signals[SIGNAL_RESOLVED], 0, FALSE);
}

static void
take_theirs_cb (GalleyConflictBar *self)
{
  g_signal_emit (self, signals[SIGNAL_RESOLVED], 0, TRUE);
}

static void
galley_conflict_bar_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (galley_conflict_bar_parent_class)->dispose (object);
}

static void
galley_conflict_bar_class_init (GalleyConflictBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_conflict_bar_dispose;

  signals[SIGNAL_RESOLVED] = g_signal_new ("resolved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/editor/galley-conflict-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyConflictBar, box);
  gtk_widget_class_bind_template_child (widget_class, GalleyConflictBar, label);
  gtk_widget_class_bind_template_child (widget_class, GalleyConflictBar, places);
  gtk_widget_class_bind_template_callback (widget_class, keep_mine_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_theirs_cb);
}

static void
galley_conflict_bar_init (GalleyConflictBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->box, galley_wrap_layout_new (16, 6, FALSE));
}

void
galley_conflict_bar_set_conflicts (GalleyConflictBar *self,
                                   GPtrArray         *conflicts,
                                   const char        *who)
{
  g_autofree char *sentence = NULL, *places = NULL, *name = NULL;

  g_return_if_fail (GALLEY_IS_CONFLICT_BAR (self));

  gtk_widget_set_visible (GTK_WIDGET (self), conflicts != NULL && conflicts->len > 0);
  if (conflicts == NULL || conflicts->len == 0)
    return;

  /* Translators: %s is a colleague's name. */
  sentence = who != NULL && *who != '\0' ? g_strdup_printf (_ ("%s changed the same words"), who)
                                         : g_strdup (_ ("Somebody else changed the same words"));
  places = galley_conflict_words_for_places (conflicts);
  /* Translators: who changed the same words, and where. */
  name = g_strdup_printf (_ ("%s: %s"), sentence, places);
  gtk_label_set_text (self->label, sentence);
  gtk_label_set_text (self->places, places);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
