/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-conflict-bar.h"

#include "app/window/galley-words.h"

#include <glib/gi18n.h>

struct _GalleyConflictBar
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkLabel *label;
  GtkExpander *expander;
  GtkBox *list;
};

G_DEFINE_FINAL_TYPE (GalleyConflictBar, galley_conflict_bar, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_RESOLVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
add_side (GtkGrid    *grid,
          int         row,
          const char *caption,
          const char *name,
          const char *value)
{
  g_autofree char *text = galley_words_for_value (name, value);
  GtkWidget *label = make_label (*text != '\0' ? text : _ ("(nothing)"), *text != '\0' ? NULL : "dim-label");

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, caption, -1);
  gtk_grid_attach (grid, make_label (caption, "dim-label"), 0, row, 1, 1);
  gtk_grid_attach (grid, label, 1, row, 1, 1);
}

static GtkWidget *
make_row (const GalleyConflict *conflict)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 4);
  gtk_grid_attach (GTK_GRID (grid), make_label (galley_words_for_part (conflict->name), "heading"), 0, 0, 2, 1);
  /* Translators: three sides of a conflict: what I wrote, what the other person wrote, what stood there before. */
  add_side (GTK_GRID (grid), 1, _ ("Mine"), conflict->name, conflict->mine);
  add_side (GTK_GRID (grid), 2, _ ("Theirs"), conflict->name, conflict->theirs);
  add_side (GTK_GRID (grid), 3, _ ("Before"), conflict->name, conflict->base);
  return grid;
}

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
  gtk_widget_class_bind_template_child (widget_class, GalleyConflictBar, label);
  gtk_widget_class_bind_template_child (widget_class, GalleyConflictBar, expander);
  gtk_widget_class_bind_template_child (widget_class, GalleyConflictBar, list);
  gtk_widget_class_bind_template_callback (widget_class, keep_mine_cb);
  gtk_widget_class_bind_template_callback (widget_class, take_theirs_cb);
}

static void
galley_conflict_bar_init (GalleyConflictBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
galley_conflict_bar_set_conflicts (GalleyConflictBar *self,
                                   GPtrArray         *conflicts,
                                   const char        *who)
{
  g_autofree char *sentence = NULL;
  GtkWidget *child;

  g_return_if_fail (GALLEY_IS_CONFLICT_BAR (self));

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_box_remove (self->list, child);
  gtk_widget_set_visible (GTK_WIDGET (self), conflicts != NULL && conflicts->len > 0);
  if (conflicts == NULL || conflicts->len == 0)
    {
      gtk_expander_set_expanded (self->expander, FALSE);
      return;
    }

  /* Translators: %s is a colleague's name. */
  sentence = who != NULL && *who != '\0' ? g_strdup_printf (_ ("%s changed the same words"), who)
                                         : g_strdup (_ ("Somebody else changed the same words"));
  gtk_label_set_text (self->label, sentence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, sentence, -1);
  for (guint i = 0; i < conflicts->len; i++)
    gtk_box_append (self->list, make_row (g_ptr_array_index (conflicts, i)));
}
