/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/placement/galley-placement-row.h"

#include "app/placement/galley-placement-words.h"

struct _GalleyPlacementRow
{
  AdwActionRow parent_instance;

  /* template widgets */
  GtkWidget *up_button;
  GtkWidget *down_button;
  GtkWidget *remove_button;

  /* owned */
  char *article;
};

G_DEFINE_FINAL_TYPE (GalleyPlacementRow, galley_placement_row, ADW_TYPE_ACTION_ROW)

enum
{
  MOVED,
  REMOVED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
up_cb (GalleyPlacementRow *self)
{
  g_signal_emit (self, signals[MOVED], 0, -1);
}

static void
down_cb (GalleyPlacementRow *self)
{
  g_signal_emit (self, signals[MOVED], 0, 1);
}

static void
remove_cb (GalleyPlacementRow *self)
{
  g_signal_emit (self, signals[REMOVED], 0);
}

static void
galley_placement_row_finalize (GObject *object)
{
  g_free (GALLEY_PLACEMENT_ROW (object)->article);

  G_OBJECT_CLASS (galley_placement_row_parent_class)->finalize (object);
}

static void
galley_placement_row_class_init (GalleyPlacementRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = galley_placement_row_finalize;

  signals[MOVED] = g_signal_new ("moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);
  signals[REMOVED] = g_signal_new ("removed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/placement/galley-placement-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyPlacementRow, up_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyPlacementRow, down_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyPlacementRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, up_cb);
  gtk_widget_class_bind_template_callback (widget_class, down_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
galley_placement_row_init (GalleyPlacementRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
galley_placement_row_new (const GalleySlot      *slot,
                          const GalleyPlacement *placement,
                          GalleyRevision        *revision,
                          guint                  position,
                          guint                  n_rows)
{
  GalleyPlacementRow *self;
  g_autofree char *headline = NULL;
  g_autofree char *cut = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (slot != NULL && placement != NULL, NULL);

  self = g_object_new (GALLEY_TYPE_PLACEMENT_ROW, NULL);
  self->article = g_strdup (placement->article);
  headline = galley_placement_words_for_headline (placement, revision);
  cut = galley_slot_cut_headline (slot, headline);
  words = galley_placement_words_for_row (slot, placement, headline, position);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), cut);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
  gtk_widget_set_sensitive (self->up_button, position > 0);
  gtk_widget_set_sensitive (self->down_button, position + 1 < n_rows);
  if (position >= slot->n_items)
    gtk_widget_add_css_class (GTK_WIDGET (self), "dim-label");
  return GTK_WIDGET (self);
}

const char *
galley_placement_row_get_article (GalleyPlacementRow *self)
{
  g_return_val_if_fail (GALLEY_IS_PLACEMENT_ROW (self), NULL);

  return self->article;
}
