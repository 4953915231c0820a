/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history/galley-change-row.h"

#include "app/history/galley-change-text.h"
#include "app/history/galley-history-words.h"
#include "app/words/galley-words.h"
#include "core/model/galley-merge.h"
#include "core/model/galley-runs.h"

#include <glib/gi18n.h>

struct _GalleyChangeRow
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkWidget *head;
  GtkLabel *caption;
  GtkWidget *restore_button;
  GtkLabel *first;  /* both in one, or the earlier text */
  GtkLabel *second; /* the later text, side by side */

  /* owned */
  GalleyChangeItem *item;
};

G_DEFINE_FINAL_TYPE (GalleyChangeRow, galley_change_row, GTK_TYPE_WIDGET)

enum
{
  RESTORE_ASKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
restore_cb (GalleyChangeRow *self)
{
  if (self->item != NULL)
    g_signal_emit (self, signals[RESTORE_ASKED], 0, self->item);
}

static void
galley_change_row_dispose (GObject *object)
{
  GalleyChangeRow *self = GALLEY_CHANGE_ROW (object);
  GtkWidget *child;

  g_clear_object (&self->item);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (galley_change_row_parent_class)->dispose (object);
}

static void
galley_change_row_class_init (GalleyChangeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_change_row_dispose;

  signals[RESTORE_ASKED] = g_signal_new ("restore-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, GALLEY_TYPE_CHANGE_ITEM);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/history/galley-change-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyChangeRow, head);
  gtk_widget_class_bind_template_child (widget_class, GalleyChangeRow, caption);
  gtk_widget_class_bind_template_child (widget_class, GalleyChangeRow, restore_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyChangeRow, first);
  gtk_widget_class_bind_template_child (widget_class, GalleyChangeRow, second);
  gtk_widget_class_bind_template_callback (widget_class, restore_cb);
}

static void
galley_change_row_init (GalleyChangeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
galley_change_row_new (void)
{
  return g_object_new (GALLEY_TYPE_CHANGE_ROW, NULL);
}

/* --- what it says ------------------------------------------------------------------------------------------------ */

static const char *
get_text (const GalleyBlock *block)
{
  return block != NULL ? galley_block_get_text (block) : NULL;
}

/* A divider has no text, and a picture or a file perhaps none, and still they are to be seen. (transfer full) */
static char *
dup_shown (const GalleyBlock *block)
{
  if (block == NULL)
    return NULL;
  if (galley_block_get_kind (block) == GALLEY_BLOCK_RULE)
    return g_strdup ("———");
  if (galley_block_get_kind (block) == GALLEY_BLOCK_PAGE_BREAK)
    return g_strdup ("— — —");
  return galley_block_get_figure (block) != NULL || galley_block_get_table (block) != NULL
                 || galley_block_get_enclosure (block) != NULL
             ? galley_conflict_dup_line (block)
             : g_strdup (get_text (block));
}

/* Equal text that is marked, or of another kind, or under another picture, than before: nobody would see why it is there. */
static const char *
words_for_looks (const GalleyBlockChange *row)
{
  g_autofree char *earlier = NULL, *later = NULL;

  if (row->kind != GALLEY_BLOCK_CHANGED
      || !g_str_equal (galley_block_read (row->earlier, &earlier), galley_block_read (row->later, &later)))
    return NULL;
  if (galley_block_get_kind (row->earlier) != galley_block_get_kind (row->later))
    return _ ("another kind of paragraph since");
  if (!galley_enclosure_equal (galley_block_get_enclosure (row->earlier), galley_block_get_enclosure (row->later)))
    return _ ("another file, address or poster since");
  return galley_figure_equal (galley_block_get_figure (row->earlier), galley_block_get_figure (row->later))
             ? _ ("formatted differently since")
             : _ ("another picture, or described differently, since");
}

/* "Headline, changed since": (transfer full) */
static char *
make_caption (GalleyChangeItem *item)
{
  const GalleyPartChange *part = galley_change_item_get_part (item);
  const GalleyBlockChange *row = galley_change_item_get_row (item);
  const char *looks;

  if (part != NULL)
    /* Translators: the name of a part of an article or "Paragraph", and what became of it. */
    return g_strdup_printf (_ ("%s, %s"), galley_words_for_part (part->name),
                            galley_history_words_for_change (GALLEY_BLOCK_CHANGED));
  looks = words_for_looks (row);
  return g_strdup_printf (_ ("%s, %s"),
                          galley_history_words_for_block (row->earlier != NULL ? row->earlier : row->later),
                          looks != NULL ? looks : galley_history_words_for_change (row->kind));
}

/* What stands in a part is not always for people to read; its words are compared anew. (transfer full) */
static GArray *
compare_words (const GalleyPartChange *part,
               char                  **earlier,
               char                  **later)
{
  *earlier = galley_words_for_value (part->name, part->earlier);
  *later = galley_words_for_value (part->name, part->later);
  return galley_runs_compare (*earlier, *later);
}

static char *
describe_part (const GalleyPartChange *part)
{
  g_autofree char *earlier = NULL, *later = NULL;
  g_autoptr (GArray) runs = compare_words (part, &earlier, &later);

  return galley_change_text_describe (runs, earlier, later);
}

/* What the button does, in one word; with the rest for a screen reader. */
static void
name_button (GalleyChangeRow *self,
             const char      *caption)
{
  const GalleyPartChange *part = galley_change_item_get_part (self->item);
  const GalleyBlockChange *row = galley_change_item_get_row (self->item);
  gboolean is_new = row != NULL && row->kind == GALLEY_BLOCK_INSERTED;
  const char *label = is_new ? _ ("Remove") : _ ("Restore");
  g_autofree char *change = part != NULL ? describe_part (part)
                                         : galley_change_text_describe (row->runs, get_text (row->earlier),
                                                                        get_text (row->later));
  /* Translators: "Restore: Headline, changed since. Deleted “…”. Added “…”." */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s. %s"), label, caption, change);

  gtk_button_set_label (GTK_BUTTON (self->restore_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->restore_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
set_text (GtkLabel                *label,
          const GalleyPartChange  *part,
          const GalleyBlockChange *row,
          GalleyChangeSide         side)
{
  PangoAttrList *attributes = NULL;
  g_autofree char *text = NULL;

  if (part != NULL)
    {
      g_autofree char *earlier = NULL, *later = NULL;
      g_autoptr (GArray) runs = compare_words (part, &earlier, &later);

      text = galley_change_text_new (runs, earlier, later, TRUE, side, &attributes);
    }
  else if (row->runs != NULL)
    text = galley_change_text_new (row->runs, get_text (row->earlier), get_text (row->later), TRUE, side, &attributes);
  else
    {
      g_autofree char *earlier = dup_shown (row->earlier);
      g_autofree char *later = dup_shown (row->later);

      text = galley_change_text_new (NULL, earlier, later, row->kind != GALLEY_BLOCK_SAME, side, &attributes);
    }
  gtk_label_set_text (label, text);
  gtk_label_set_attributes (label, attributes);
  pango_attr_list_unref (attributes);
}

static void
show_gap (GalleyChangeRow *self,
          guint            n_same)
{
  g_autofree char *words =
      /* Translators: stands in the place of paragraphs that are the same in both versions. */
      g_strdup_printf (ngettext ("%u paragraph is the same", "%u paragraphs are the same", n_same), n_same);

  gtk_label_set_text (self->first, words);
  gtk_label_set_attributes (self->first, NULL);
}

void
galley_change_row_set_item (GalleyChangeRow  *self,
                            GalleyChangeItem *item,
                            gboolean          is_side_by_side,
                            gboolean          may_restore)
{
  const GalleyPartChange *part;
  const GalleyBlockChange *row;
  gboolean is_change, is_gap;

  g_return_if_fail (GALLEY_IS_CHANGE_ROW (self));
  g_return_if_fail (GALLEY_IS_CHANGE_ITEM (item));

  g_set_object (&self->item, item);
  part = galley_change_item_get_part (item);
  row = galley_change_item_get_row (item);
  is_change = galley_change_item_is_change (item);
  is_gap = galley_change_item_get_n_same (item) > 0;

  gtk_widget_set_visible (self->head, is_change);
  gtk_widget_set_sensitive (self->restore_button, may_restore);
  gtk_widget_set_visible (GTK_WIDGET (self->second), is_side_by_side && !is_gap);
  gtk_widget_set_css_classes (GTK_WIDGET (self), (const char *[]){ "galley-change", is_gap      ? "gap"
                                                                                    : is_change ? "changed"
                                                                                                : "same",
                                                                   NULL });
  if (is_gap)
    {
      show_gap (self, galley_change_item_get_n_same (item));
      return;
    }
  if (is_change)
    {
      g_autofree char *caption = make_caption (item);

      gtk_label_set_text (self->caption, caption);
      name_button (self, caption);
    }
  set_text (self->first, part, row, is_side_by_side ? GALLEY_CHANGE_THEN : GALLEY_CHANGE_INLINE);
  set_text (self->second, part, row, GALLEY_CHANGE_NOW);
}
