/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history/galley-version-row.h"

#include "app/history/galley-history-words.h"

#include <glib/gi18n.h>

struct _GalleyVersionRow
{
  GtkListBoxRow parent_instance;

  /* owned */
  char *time;

  gint64 row;
};

G_DEFINE_FINAL_TYPE (GalleyVersionRow, galley_version_row, GTK_TYPE_LIST_BOX_ROW)

static void
galley_version_row_finalize (GObject *object)
{
  g_free (GALLEY_VERSION_ROW (object)->time);

  G_OBJECT_CLASS (galley_version_row_parent_class)->finalize (object);
}

static void
galley_version_row_class_init (GalleyVersionRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = galley_version_row_finalize;
}

static void
galley_version_row_init (GalleyVersionRow *self)
{
}

static GtkWidget *
make_label (const char *text,
            const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

GtkWidget *
galley_version_row_new (const GalleyVersionEntry *entry,
                        gint64                    now)
{
  GalleyVersionRow *self;
  GtkWidget *box;
  const char *reason;
  g_autofree char *name = NULL;

  g_return_val_if_fail (entry != NULL, NULL);

  self = g_object_new (GALLEY_TYPE_VERSION_ROW, NULL);
  self->row = entry->row;
  self->time = galley_history_words_for_time (entry->time, now);
  reason = galley_history_words_for_reason (entry->reason);
  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  gtk_widget_add_css_class (box, "galley-version");
  gtk_box_append (GTK_BOX (box), make_label (self->time, NULL));
  gtk_box_append (GTK_BOX (box), make_label (reason, "galley-field-name"));
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  /* Translators: a version's time and why it was kept. */
  name = g_strdup_printf (_ ("%s, %s"), self->time, reason);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  return GTK_WIDGET (self);
}

gint64
galley_version_row_get_row (GalleyVersionRow *self)
{
  g_return_val_if_fail (GALLEY_IS_VERSION_ROW (self), 0);

  return self->row;
}

const char *
galley_version_row_get_time (GalleyVersionRow *self)
{
  g_return_val_if_fail (GALLEY_IS_VERSION_ROW (self), NULL);

  return self->time;
}
