/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/conflict/galley-conflict-card.h"

#include "app/conflict/galley-columns-layout.h"
#include "app/conflict/galley-conflict-edit.h"
#include "app/conflict/galley-conflict-words.h"
#include "app/conflict/galley-reading.h"

#include <glib/gi18n.h>

struct _GalleyConflictCard
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkLabel *caption;
  GtkLabel *looks;
  GtkWidget *columns;
  GalleyReading *mine;
  GalleyReading *theirs;
  GtkExpander *before;
  GalleyReading *base;
  GtkBox *edit_slot;
  GtkToggleButton *mine_button;
  GtkToggleButton *theirs_button;
  GtkToggleButton *both_button;
  GtkToggleButton *edit_button;

  /* owned */
  GalleyWorkspace *workspace;
  GalleySettlement *settlement;
  char *place;

  /* borrowed */
  GalleyConflictEdit *edit; /* NULL: nothing was edited */

  guint index;
  gboolean is_showing; /* the buttons follow what is decided */
};

G_DEFINE_FINAL_TYPE (GalleyConflictCard, galley_conflict_card, GTK_TYPE_WIDGET)

/* --- editing ----------------------------------------------------------------------------------------------------- */

static void
edited_cb (GalleyConflictCard *self)
{
  g_autoptr (GPtrArray) blocks = galley_conflict_edit_dup_blocks (self->edit);

  galley_settlement_edit (self->settlement, self->index, blocks);
}

static void
close_edit (GalleyConflictCard *self)
{
  if (self->edit != NULL)
    gtk_box_remove (self->edit_slot, GTK_WIDGET (self->edit));
  self->edit = NULL;
  gtk_widget_set_visible (GTK_WIDGET (self->edit_slot), FALSE);
}

static void
open_edit (GalleyConflictCard *self)
{
  const GalleyConflict *conflict = galley_settlement_get_conflict (self->settlement, self->index);
  g_autoptr (GPtrArray) draft = galley_settlement_dup_draft (self->settlement, self->index);
  /* Translators: names the field in which a person writes what shall stand, %s being "Headline" or "Paragraph 4". */
  g_autofree char *name = g_strdup_printf (_ ("%s: what shall stand"), self->place);

  if (self->edit != NULL)
    return;
  self->edit = GALLEY_CONFLICT_EDIT (galley_conflict_edit_new (self->workspace, draft, conflict->mine_blocks == NULL, name));
  g_signal_connect_object (self->edit, "edited", G_CALLBACK (edited_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->edit_slot, GTK_WIDGET (self->edit));
  gtk_widget_set_visible (GTK_WIDGET (self->edit_slot), TRUE);
  galley_settlement_edit (self->settlement, self->index, draft);
}

/* --- deciding ---------------------------------------------------------------------------------------------------- */

static GalleyReadingFate
get_fate (GalleyDecision decision,
          GalleyDecision side)
{
  if (decision == GALLEY_DECISION_NONE)
    return GALLEY_READING_OPEN;
  return decision == side || decision == GALLEY_DECISION_BOTH ? GALLEY_READING_TAKEN : GALLEY_READING_LEFT;
}

static void
show_decision (GalleyConflictCard *self)
{
  GalleyDecision decision = galley_settlement_get_decision (self->settlement, self->index);

  self->is_showing = TRUE;
  gtk_toggle_button_set_active (self->mine_button, decision == GALLEY_DECISION_MINE);
  gtk_toggle_button_set_active (self->theirs_button, decision == GALLEY_DECISION_THEIRS);
  gtk_toggle_button_set_active (self->both_button, decision == GALLEY_DECISION_BOTH);
  gtk_toggle_button_set_active (self->edit_button, decision == GALLEY_DECISION_EDITED);
  self->is_showing = FALSE;
  galley_reading_set_fate (self->mine, get_fate (decision, GALLEY_DECISION_MINE));
  galley_reading_set_fate (self->theirs, get_fate (decision, GALLEY_DECISION_THEIRS));
  if (decision == GALLEY_DECISION_EDITED)
    open_edit (self);
  else
    close_edit (self);
}

static void
decided_cb (GalleyConflictCard *self,
            guint               index)
{
  if (index == self->index)
    show_decision (self);
}

/* A button that is pressed again takes back what it decided. */
static void
toggled_cb (GalleyConflictCard *self,
            GtkToggleButton    *button)
{
  GalleyDecision decision = button == self->mine_button     ? GALLEY_DECISION_MINE
                            : button == self->theirs_button ? GALLEY_DECISION_THEIRS
                            : button == self->both_button   ? GALLEY_DECISION_BOTH
                                                            : GALLEY_DECISION_EDITED;

  if (self->is_showing)
    return;
  if (gtk_toggle_button_get_active (button))
    galley_conflict_card_decide (self, decision);
  else
    galley_settlement_decide (self->settlement, self->index, GALLEY_DECISION_NONE);
}

/* Few want to see it, and an article may have many conflicts. */
static void
expanded_cb (GalleyConflictCard *self)
{
  const GalleyConflict *conflict = galley_settlement_get_conflict (self->settlement, self->index);

  if (conflict != NULL && gtk_expander_get_expanded (self->before))
    galley_reading_show (self->base, self->workspace, conflict, GALLEY_SIDE_BASE, NULL);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_conflict_card_dispose (GObject *object)
{
  GalleyConflictCard *self = GALLEY_CONFLICT_CARD (object);
  GtkWidget *child;

  self->edit = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settlement);
  g_clear_pointer (&self->place, g_free);

  G_OBJECT_CLASS (galley_conflict_card_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GalleyConflictCard, name)

static void
galley_conflict_card_class_init (GalleyConflictCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_conflict_card_dispose;
  gtk_widget_class_set_css_name (widget_class, "galley-conflict");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  g_type_ensure (GALLEY_TYPE_READING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/conflict/galley-conflict-card.ui");
  BIND (caption);
  BIND (looks);
  BIND (columns);
  BIND (mine);
  BIND (theirs);
  BIND (before);
  BIND (base);
  BIND (edit_slot);
  BIND (mine_button);
  BIND (theirs_button);
  BIND (both_button);
  BIND (edit_button);
  gtk_widget_class_bind_template_callback (widget_class, expanded_cb);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
galley_conflict_card_init (GalleyConflictCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->columns, galley_columns_layout_new (12));
}

/* Four cards have four buttons "Mine". */
static void
name_widget (GalleyConflictCard *self,
             gpointer            widget,
             const char         *label)
{
  /* Translators: a button's name for a screen reader: which part of the article, and what the button says. */
  g_autofree char *name = g_strdup_printf (_ ("%s: %s"), self->place, label);

  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
name_button (GalleyConflictCard *self,
             GtkToggleButton    *button)
{
  name_widget (self, button, gtk_button_get_label (GTK_BUTTON (button)));
}

static void
show_conflict (GalleyConflictCard *self,
               const GalleyState  *theirs)
{
  const GalleyConflict *conflict = galley_settlement_get_conflict (self->settlement, self->index);
  const char *looks = galley_conflict_words_for_looks (conflict);

  self->place = galley_conflict_words_for_place (conflict);
  gtk_label_set_text (self->caption, self->place);
  gtk_label_set_text (self->looks, looks != NULL ? looks : "");
  gtk_widget_set_visible (GTK_WIDGET (self->looks), looks != NULL);
  galley_reading_show (self->mine, self->workspace, conflict, GALLEY_SIDE_MINE, theirs);
  galley_reading_show (self->theirs, self->workspace, conflict, GALLEY_SIDE_THEIRS, theirs);
  gtk_widget_set_visible (GTK_WIDGET (self->both_button), galley_settlement_may_take_both (self->settlement, self->index));
  gtk_widget_set_visible (GTK_WIDGET (self->edit_button), galley_settlement_may_edit (self->settlement, self->index));
  name_button (self, self->mine_button);
  name_button (self, self->theirs_button);
  name_button (self, self->both_button);
  name_button (self, self->edit_button);
  name_widget (self, self->before, gtk_expander_get_label (self->before));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->place, -1);
}

GtkWidget *
galley_conflict_card_new (GalleyWorkspace   *workspace,
                          GalleySettlement  *settlement,
                          guint              index,
                          const GalleyState *theirs)
{
  GalleyConflictCard *self;

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (workspace) && GALLEY_IS_SETTLEMENT (settlement), NULL);

  self = g_object_new (GALLEY_TYPE_CONFLICT_CARD, NULL);
  self->workspace = g_object_ref (workspace);
  self->settlement = g_object_ref (settlement);
  self->index = index;
  show_conflict (self, theirs);
  show_decision (self);
  g_signal_connect_object (settlement, "decided", G_CALLBACK (decided_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

void
galley_conflict_card_decide (GalleyConflictCard *self,
                             GalleyDecision      decision)
{
  g_return_if_fail (GALLEY_IS_CONFLICT_CARD (self));

  if (decision == GALLEY_DECISION_EDITED)
    {
      if (!galley_settlement_may_edit (self->settlement, self->index))
        return;
      open_edit (self);
      galley_conflict_edit_enter (self->edit);
    }
  else if (decision != GALLEY_DECISION_BOTH || galley_settlement_may_take_both (self->settlement, self->index))
    {
      galley_settlement_decide (self->settlement, self->index, decision);
    }
}

void
galley_conflict_card_enter (GalleyConflictCard *self)
{
  GtkToggleButton *buttons[4];

  g_return_if_fail (GALLEY_IS_CONFLICT_CARD (self));

  buttons[0] = self->mine_button;
  buttons[1] = self->theirs_button;
  buttons[2] = self->both_button;
  buttons[3] = self->edit_button;
  for (guint i = 0; i < G_N_ELEMENTS (buttons); i++)
    if (gtk_toggle_button_get_active (buttons[i]))
      {
        gtk_widget_grab_focus (GTK_WIDGET (buttons[i]));
        return;
      }
  gtk_widget_grab_focus (GTK_WIDGET (self->mine_button));
}
