/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/conflict/galley-conflicts-window.h"

#include "app/conflict/galley-conflict-card.h"
#include "app/words/galley-words.h"
#include "core/base/galley-error.h"
#include "core/workspace/galley-settlement-apply.h"

#include <glib/gi18n.h>

struct _GalleyConflictsWindow
{
  AdwWindow parent_instance;

  /* template widgets */
  AdwToastOverlay *toasts;
  AdwWindowTitle *title;
  GtkWidget *settle_button;
  GtkStack *stack;
  GtkScrolledWindow *scrolled;
  GtkLabel *intro;
  GtkBox *cards;
  AdwStatusPage *done;
  GtkWidget *close_button;
  GtkWidget *undo_button;

  /* owned */
  GalleyWorkspace *workspace;
  GalleyManuscript *manuscript;
  GalleySettlement *settlement;
  GalleyRevision *before; /* what stood when it was settled here; NULL: not yet */

  gboolean is_settling;
  gboolean has_settled; /* this window, and not somebody elsewhere */
};

G_DEFINE_FINAL_TYPE (GalleyConflictsWindow, galley_conflicts_window, ADW_TYPE_WINDOW)

enum
{
  SETTLED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- what it says ------------------------------------------------------------------------------------------------ */

static const GalleyState *
get_their_state (GalleyConflictsWindow *self)
{
  GalleyRevision *theirs = galley_manuscript_get_theirs (self->manuscript);

  return theirs != NULL ? galley_revision_get_state (theirs) : NULL;
}

static void
update_intro (GalleyConflictsWindow *self)
{
  const GalleyState *theirs = get_their_state (self);
  /* Translators: %s is a colleague's name. */
  g_autofree char *intro
      = theirs != NULL && *theirs->modified_by != '\0'
            ? g_strdup_printf (_ ("You and %s changed the same words. Choose what shall stand in each place. Nothing is "
                                  "lost: the other reading stays among the versions."),
                               theirs->modified_by)
            : g_strdup (_ ("You and somebody else changed the same words. Choose what shall stand in each place. Nothing "
                           "is lost: the other reading stays among the versions."));

  gtk_label_set_text (self->intro, intro);
}

static void
update_progress (GalleyConflictsWindow *self)
{
  guint n_conflicts = galley_settlement_get_n_conflicts (self->settlement);
  guint n_decided = galley_settlement_get_n_decided (self->settlement);
  /* Translators: how far somebody is who settles the conflicts of an article. */
  g_autofree char *progress = g_strdup_printf (_ ("%1$u of %2$u chosen"), n_decided, n_conflicts);

  adw_window_title_set_subtitle (self->title, n_conflicts > 0 ? progress : "");
  gtk_widget_set_visible (self->settle_button, n_conflicts > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflicts.settle",
                                 n_conflicts > 0 && n_decided == n_conflicts && !self->is_settling);
}

static void
show_done (GalleyConflictsWindow *self)
{
  gboolean is_local = galley_account_is_local (galley_workspace_get_account (self->workspace));

  adw_status_page_set_description (
      self->done, !self->has_settled ? _ ("This article is in no conflict any more.")
                  : is_local ? _ ("What you chose is saved on this computer. The other readings stay among the versions.")
                             : _ ("What you chose is saved on this computer and is uploaded as soon as there is a network. "
                                  "The other readings stay among the versions."));
  gtk_widget_set_visible (self->undo_button, self->has_settled);
  gtk_stack_set_visible_child_name (self->stack, "done");
}

static void
show_cards (GalleyConflictsWindow *self)
{
  guint n_conflicts = galley_settlement_get_n_conflicts (self->settlement);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, child);
  for (guint i = 0; i < n_conflicts; i++)
    gtk_box_append (self->cards,
                    galley_conflict_card_new (self->workspace, self->settlement, i, get_their_state (self)));
  update_intro (self);
  update_progress (self);
  if (n_conflicts > 0)
    gtk_stack_set_visible_child_name (self->stack, "conflicts");
  else
    show_done (self);
}

static void
tell_error (GalleyConflictsWindow *self,
            const GError          *error)
{
  g_autofree char *words = g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT)
                               ? g_strdup (_ ("The article has changed meanwhile. Look at it again"))
                               : galley_words_for_error (error);

  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (words));
}

/* --- from card to card ------------------------------------------------------------------------------------------- */

/* The card that has the keyboard; NULL: none. */
static GtkWidget *
get_current (GalleyConflictsWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  return focus != NULL ? gtk_widget_get_ancestor (focus, GALLEY_TYPE_CONFLICT_CARD) : NULL;
}

static void
go_to (GalleyConflictsWindow *self,
       GtkWidget             *card)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scrolled);
  GtkWidget *content = gtk_widget_get_parent (GTK_WIDGET (self->cards));
  graphene_rect_t bounds;

  galley_conflict_card_enter (GALLEY_CONFLICT_CARD (card));
  if (gtk_widget_compute_bounds (card, content, &bounds))
    gtk_adjustment_set_value (adjustment, bounds.origin.y);
}

static void
step_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  GalleyConflictsWindow *self = GALLEY_CONFLICTS_WINDOW (widget);
  GtkWidget *current = get_current (self), *next;
  gboolean is_back = g_str_equal (name, "conflicts.previous");

  if (current == NULL)
    next = gtk_widget_get_first_child (GTK_WIDGET (self->cards));
  else
    next = is_back ? gtk_widget_get_prev_sibling (current) : gtk_widget_get_next_sibling (current);
  if (next != NULL)
    go_to (self, next);
}

static void
decide_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  GalleyConflictsWindow *self = GALLEY_CONFLICTS_WINDOW (widget);
  GtkWidget *current = get_current (self);

  if (current == NULL)
    current = gtk_widget_get_first_child (GTK_WIDGET (self->cards));
  if (current != NULL)
    galley_conflict_card_decide (GALLEY_CONFLICT_CARD (current), g_variant_get_uint32 (parameter));
}

/* --- settling ---------------------------------------------------------------------------------------------------- */

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GalleyConflictsWindow) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_applied = galley_settlement_apply_finish (GALLEY_SETTLEMENT (source), result, &error);

  if (self->workspace == NULL)
    return;
  self->is_settling = FALSE;
  gtk_widget_set_sensitive (GTK_WIDGET (self->cards), TRUE);
  if (!is_applied)
    {
      tell_error (self, error);
      update_progress (self);
      return;
    }
  self->has_settled = TRUE;
  galley_settlement_set_conflicts (self->settlement, NULL);
  show_cards (self);
  gtk_widget_grab_focus (self->close_button);
}

static void
settle_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  GalleyConflictsWindow *self = GALLEY_CONFLICTS_WINDOW (widget);

  self->is_settling = TRUE;
  g_clear_pointer (&self->before, galley_revision_unref);
  self->before = galley_article_snapshot (galley_manuscript_get_article (self->manuscript));
  gtk_widget_set_sensitive (GTK_WIDGET (self->cards), FALSE);
  update_progress (self);
  galley_settlement_apply_async (self->settlement, self->workspace, self->manuscript, applied_cb, g_object_ref (self));
}

static void
undo_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  GalleyConflictsWindow *self = GALLEY_CONFLICTS_WINDOW (widget);
  g_autoptr (GalleyRevision) now = NULL;

  if (!self->has_settled)
    return;
  /* Where mine stays there was no step: the last one is what was typed before. */
  now = galley_article_snapshot (galley_manuscript_get_article (self->manuscript));
  if (!galley_revision_has_same_content (self->before, now))
    galley_history_undo (galley_manuscript_get_history (self->manuscript), NULL);
  gtk_window_close (GTK_WINDOW (self));
}

static void
conflicts_changed_cb (GalleyConflictsWindow *self)
{
  if (!self->is_settling)
    show_cards (self);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static gboolean
galley_conflicts_window_close_request (GtkWindow *window)
{
  GalleyConflictsWindow *self = GALLEY_CONFLICTS_WINDOW (window);

  if (self->has_settled)
    g_signal_emit (self, signals[SETTLED], 0);
  return GTK_WINDOW_CLASS (galley_conflicts_window_parent_class)->close_request (window);
}

static void
galley_conflicts_window_dispose (GObject *object)
{
  GalleyConflictsWindow *self = GALLEY_CONFLICTS_WINDOW (object);

  g_clear_pointer (&self->before, galley_revision_unref);
  g_clear_object (&self->settlement);
  g_clear_object (&self->manuscript);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (galley_conflicts_window_parent_class)->dispose (object);
}

static void
bind_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    guint keypad_key;
    GalleyDecision decision;
  } decisions[] = {
    { GDK_KEY_1, GDK_KEY_KP_1, GALLEY_DECISION_MINE },
    { GDK_KEY_2, GDK_KEY_KP_2, GALLEY_DECISION_THEIRS },
    { GDK_KEY_3, GDK_KEY_KP_3, GALLEY_DECISION_BOTH },
    { GDK_KEY_4, GDK_KEY_KP_4, GALLEY_DECISION_EDITED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    {
      gtk_widget_class_add_binding_action (widget_class, decisions[i].key, GDK_CONTROL_MASK, "conflicts.decide", "u",
                                           decisions[i].decision);
      gtk_widget_class_add_binding_action (widget_class, decisions[i].keypad_key, GDK_CONTROL_MASK, "conflicts.decide",
                                           "u", decisions[i].decision);
    }
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, 0, "conflicts.next", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F8, GDK_SHIFT_MASK, "conflicts.previous", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "conflicts.settle", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_CONTROL_MASK, "conflicts.settle", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "conflicts.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GalleyConflictsWindow, name)

static void
galley_conflicts_window_class_init (GalleyConflictsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_conflicts_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = galley_conflicts_window_close_request;

  signals[SETTLED] = g_signal_new ("settled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/conflict/galley-conflicts-window.ui");
  BIND (toasts);
  BIND (title);
  BIND (settle_button);
  BIND (stack);
  BIND (scrolled);
  BIND (intro);
  BIND (cards);
  BIND (done);
  BIND (close_button);
  BIND (undo_button);

  gtk_widget_class_install_action (widget_class, "conflicts.next", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "conflicts.previous", NULL, step_action);
  gtk_widget_class_install_action (widget_class, "conflicts.decide", "u", decide_action);
  gtk_widget_class_install_action (widget_class, "conflicts.settle", NULL, settle_action);
  gtk_widget_class_install_action (widget_class, "conflicts.undo", NULL, undo_action);
  bind_keys (widget_class);
}

static void
galley_conflicts_window_init (GalleyConflictsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
galley_conflicts_window_new (GtkWindow        *parent,
                             GalleyWorkspace  *workspace,
                             GalleyManuscript *manuscript,
                             GalleySettlement *settlement)
{
  GalleyConflictsWindow *self;
  GtkWidget *first;

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (workspace) && GALLEY_IS_MANUSCRIPT (manuscript), NULL);
  g_return_val_if_fail (GALLEY_IS_SETTLEMENT (settlement), NULL);

  self = g_object_new (GALLEY_TYPE_CONFLICTS_WINDOW, "transient-for", parent, NULL);
  self->workspace = g_object_ref (workspace);
  self->manuscript = g_object_ref (manuscript);
  self->settlement = g_object_ref (settlement);
  g_signal_connect_object (settlement, "decided", G_CALLBACK (update_progress), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settlement, "conflicts-changed", G_CALLBACK (conflicts_changed_cb), self, G_CONNECT_SWAPPED);
  show_cards (self);
  first = gtk_widget_get_first_child (GTK_WIDGET (self->cards));
  if (first != NULL)
    galley_conflict_card_enter (GALLEY_CONFLICT_CARD (first));
  return GTK_WIDGET (self);
}
