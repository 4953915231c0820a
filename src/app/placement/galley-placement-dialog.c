/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/placement/galley-placement-dialog.h"

#include "app/placement/galley-home-view.h"
#include "app/placement/galley-placement-row.h"
#include "app/placement/galley-placement-words.h"
#include "app/words/galley-words.h"
#include "core/base/galley-error.h"
#include "core/model/galley-field.h"
#include "core/portal/galley-lead-picture.h"
#include "core/wire/galley-protocol.h"
#include "core/workspace/galley-slot-deed.h"

#include <glib/gi18n.h>

struct _GalleyPlacementDialog
{
  AdwWindow parent_instance;

  /* template widgets */
  GtkRevealer *notice_revealer;
  GtkLabel *notice_label;
  GtkWidget *refused_box;
  AdwComboRow *slot_row;
  GtkWidget *article_group;
  GtkEditable *headline_row;
  AdwActionRow *cut_row;
  AdwComboRow *duration_row;
  GtkWidget *place_button;
  GtkListBox *list;
  GtkWidget *empty_label;
  AdwBin *page_bin;

  /* owned */
  GalleyWorkspace *workspace;
  GalleyLayout *layout; /* whose slots are shown */
  char *article;        /* (nullable) */
  GCancellable *cancellable;
  GalleySlotState *state; /* (nullable) of the slot that is shown, as it was looked at */
  GArray *durations;      /* (element-type gint64) in the order of the row */
  GPtrArray *undo;        /* (element-type GalleySlotDeed) the last one last */
  char *failure;          /* (nullable) words */
};

G_DEFINE_FINAL_TYPE (GalleyPlacementDialog, galley_placement_dialog, ADW_TYPE_WINDOW)

static const GalleySlot *
get_slot (GalleyPlacementDialog *self)
{
  guint n_slots;
  const GalleySlot *slots = galley_site_get_slots (galley_layout_get_site (self->layout), &n_slots);
  guint selected = adw_combo_row_get_selected (self->slot_row);

  return selected < n_slots ? &slots[selected] : NULL;
}

static GalleyRevision *
get_article (GalleyPlacementDialog *self)
{
  return self->state != NULL && self->article != NULL ? g_hash_table_lookup (self->state->articles, self->article) : NULL;
}

/* What the list shows: what will stand there, or what stands there where the change was refused. */
static GalleyPlacements *
get_shown (GalleyPlacementDialog *self)
{
  return self->state->refused != NULL ? self->state->present : galley_slot_state_get_next (self->state);
}

/* --- showing ----------------------------------------------------------------------------------------------------- */

static void
update_notice (GalleyPlacementDialog *self)
{
  g_autofree char *words = NULL;

  if (self->failure != NULL)
    words = g_strdup (self->failure);
  else if (self->state != NULL)
    words = galley_placement_words_for_state (self->state);
  if (words != NULL)
    gtk_label_set_text (self->notice_label, words);
  gtk_widget_set_visible (self->refused_box, self->state != NULL && self->state->refused != NULL);
  gtk_revealer_set_reveal_child (self->notice_revealer, words != NULL);
}

static gboolean
has_picture (GalleyRevision *revision)
{
  g_autoptr (GalleyFigure) focus = galley_focus_picture_find (revision);
  g_autoptr (GalleyFigure) lead = galley_lead_picture_find (revision);

  return focus != NULL || lead != NULL;
}

/* The headline that was typed, or the article's own. (transfer full) */
static char *
dup_headline (GalleyPlacementDialog *self)
{
  g_autofree char *typed = galley_field_clean (GALLEY_FIELD_HEADLINE, gtk_editable_get_text (self->headline_row));
  const GalleyPlacement placement = { self->article, typed, 0 };

  return galley_placement_words_for_headline (&placement, get_article (self));
}

static void
update_article (GalleyPlacementDialog *self)
{
  const GalleySlot *slot = get_slot (self);
  GalleyRevision *revision = get_article (self);
  gboolean lacks_picture = revision != NULL && slot->picture_width > 0 && !has_picture (revision);
  g_autofree char *headline = NULL;
  g_autofree char *cut = NULL;

  gtk_widget_set_visible (self->article_group, revision != NULL);
  if (revision == NULL)
    return;
  headline = dup_headline (self);
  cut = galley_slot_cut_headline (slot, headline);
  adw_action_row_set_subtitle (
      self->cut_row, lacks_picture ? _ ("Nothing: this slot shows pictures, and the article has none") : cut);
  gtk_widget_set_sensitive (self->place_button, !lacks_picture);
}

static void headline_changed_cb (GalleyPlacementDialog *self);
static void row_moved_cb (GalleyPlacementDialog *self, int step, GalleyPlacementRow *row);
static void row_removed_cb (GalleyPlacementDialog *self, GalleyPlacementRow *row);

static void
headline_changed_cb (GalleyPlacementDialog *self)
{
  if (self->state != NULL)
    update_article (self);
}

static void
fill_list (GalleyPlacementDialog *self)
{
  GalleyPlacements *shown = get_shown (self);
  guint n_rows = galley_placements_get_length (shown);
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < n_rows; i++)
    {
      const GalleyPlacement *placement = galley_placements_get (shown, i);

      row = galley_placement_row_new (get_slot (self), placement,
                                      g_hash_table_lookup (self->state->articles, placement->article), i, n_rows);
      g_signal_connect_object (row, "moved", G_CALLBACK (row_moved_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "removed", G_CALLBACK (row_removed_cb), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->list, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->list), n_rows > 0);
  gtk_widget_set_visible (self->empty_label, n_rows == 0);
}

static void
update (GalleyPlacementDialog *self)
{
  update_notice (self);
  if (self->state == NULL)
    return;
  update_article (self);
  fill_list (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "placement.undo", self->undo->len > 0);
}

/* Undo is of one's own deeds: what somebody else or the clock has done to the slot since ends it. */
static void
review_undo (GalleyPlacementDialog *self)
{
  guint n_deeds = self->undo->len;

  if (n_deeds > 0 && !galley_slot_deed_is_last (self->undo->pdata[n_deeds - 1], get_slot (self)->id, get_shown (self)))
    g_ptr_array_set_size (self->undo, 0);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GalleyPlacementDialog) self = data;
  g_autoptr (GError) error = NULL;
  GalleySlotState *state = galley_workspace_load_slot_finish (GALLEY_WORKSPACE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_clear_pointer (&state, galley_slot_state_free);
      return;
    }
  if (state == NULL)
    {
      g_free (self->failure);
      self->failure = galley_words_for_error (error);
      update_notice (self);
      return;
    }
  g_clear_pointer (&self->state, galley_slot_state_free);
  self->state = state;
  review_undo (self);
  update (self);
}

static void
load (GalleyPlacementDialog *self)
{
  /* A deed may outlast the dialog. */
  const GalleySlot *slot = self->workspace != NULL ? get_slot (self) : NULL;

  if (slot == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  galley_workspace_load_slot_async (self->workspace, slot->id, self->article, self->cancellable, loaded_cb,
                                    g_object_ref (self));
}

static void
add_duration (GalleyPlacementDialog *self,
              GtkStringList         *words,
              gint64                 duration)
{
  g_autofree char *text = galley_placement_words_for_duration (duration);

  g_array_append_val (self->durations, duration);
  gtk_string_list_append (words, text);
}

/* The slot's own first. */
static void
fill_durations (GalleyPlacementDialog *self,
                const GalleySlot      *slot)
{
  static const guint hours[] = { 6, 12, 24, 48, 72, 7 * 24, 0 };
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  g_array_set_size (self->durations, 0);
  add_duration (self, words, slot->duration);
  for (guint i = 0; i < G_N_ELEMENTS (hours); i++)
    if (hours[i] * G_TIME_SPAN_HOUR != slot->duration)
      add_duration (self, words, hours[i] * G_TIME_SPAN_HOUR);
  adw_combo_row_set_model (self->duration_row, G_LIST_MODEL (words));
}

static void
slot_selected_cb (GalleyPlacementDialog *self)
{
  const GalleySlot *slot = self->layout != NULL ? get_slot (self) : NULL;

  if (slot == NULL)
    return;
  g_clear_pointer (&self->state, galley_slot_state_free);
  g_clear_pointer (&self->failure, g_free);
  fill_durations (self, slot);
  load (self);
}

static void
lists_changed_cb (GalleyPlacementDialog *self,
                  const char            *list)
{
  if (g_str_equal (list, GALLEY_LIST_SLOTS))
    load (self);
}

/* --- deeds ------------------------------------------------------------------------------------------------------- */

/* The rows are those of the slot's next state, which comes behind this. */
static void
tell_failure (GalleyPlacementDialog *self,
              const GError          *error)
{
  g_clear_pointer (&self->failure, g_free);
  if (error != NULL)
    self->failure = galley_placement_words_for_error (error);
  load (self);
}

static void
done_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GalleyPlacementDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleySlotDeed) deed = galley_slot_deed_finish (GALLEY_WORKSPACE (source), result, &error);

  if (deed != NULL && !galley_slot_deed_is_empty (deed))
    g_ptr_array_add (self->undo, g_steal_pointer (&deed));
  tell_failure (self, error);
}

/* Until it is answered nothing else is done. Takes @wanted (nullable). */
static void
do_deed (GalleyPlacementDialog *self,
         GalleyPlacements      *wanted)
{
  g_autoptr (GalleyPlacements) taken = wanted;
  g_autoptr (GalleySlotState) seen = NULL;

  if (taken == NULL)
    return;
  seen = g_steal_pointer (&self->state);
  galley_slot_deed_change_async (self->workspace, get_slot (self)->id, seen->present, taken, done_cb,
                                 g_object_ref (self));
}

static void
undone_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GalleyPlacementDialog) self = data;
  g_autoptr (GError) error = NULL;

  galley_slot_deed_undo_finish (GALLEY_WORKSPACE (source), result, &error);
  tell_failure (self, error);
}

static void
undo_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  GalleyPlacementDialog *self = GALLEY_PLACEMENT_DIALOG (widget);
  g_autoptr (GalleySlotDeed) deed = NULL;

  if (self->state == NULL || self->undo->len == 0)
    return;
  deed = g_ptr_array_steal_index (self->undo, self->undo->len - 1);
  g_clear_pointer (&self->state, galley_slot_state_free);
  galley_slot_deed_undo_async (deed, self->workspace, undone_cb, g_object_ref (self));
}

/* Dragged on the page: its slot is the one that is looked at then. */
static void
put_cb (GalleyPlacementDialog *self,
        const char            *article,
        const char            *from,
        const char            *slot,
        const char            *before)
{
  const GalleySlotPut put = { article, from, slot, before };

  galley_placement_dialog_show_slot (self, slot);
  g_clear_pointer (&self->state, galley_slot_state_free);
  galley_slot_deed_put_async (self->workspace, &put, done_cb, g_object_ref (self));
}

static void
place_cb (GalleyPlacementDialog *self)
{
  g_autofree char *typed = galley_field_clean (GALLEY_FIELD_HEADLINE, gtk_editable_get_text (self->headline_row));
  gint64 duration = g_array_index (self->durations, gint64, adw_combo_row_get_selected (self->duration_row));
  GalleyPlacement placement = { self->article, typed, 0 };
  g_autoptr (GError) error = NULL;
  GalleyPlacements *wanted;

  if (self->state == NULL)
    return;
  if (duration > 0)
    placement.until = galley_clock_get_real_time (galley_workspace_get_clock (self->workspace)) + duration;
  wanted = galley_placements_with (get_shown (self), &placement, 0, &error);
  if (wanted == NULL)
    {
      g_free (self->failure);
      self->failure = g_strdup (_ ("The slot is full. Take something out first."));
      update_notice (self);
    }
  do_deed (self, wanted);
}

static void
row_moved_cb (GalleyPlacementDialog *self,
              int                    step,
              GalleyPlacementRow    *row)
{
  GalleyPlacements *shown = self->state != NULL ? get_shown (self) : NULL;
  int position = shown != NULL ? galley_placements_find (shown, galley_placement_row_get_article (row)) : -1;

  if (position >= 0)
    do_deed (self, galley_placements_with (shown, galley_placements_get (shown, (guint) position),
                                           (guint) MAX (0, position + step), NULL));
}

static void
row_removed_cb (GalleyPlacementDialog *self,
                GalleyPlacementRow    *row)
{
  if (self->state != NULL)
    do_deed (self, galley_placements_without (get_shown (self), galley_placement_row_get_article (row)));
}

static void
given_up_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GalleyPlacementDialog) self = data;
  g_autoptr (GError) error = NULL;

  galley_workspace_place_finish (GALLEY_WORKSPACE (source), result, &error);
  tell_failure (self, error);
}

static void
give_up_cb (GalleyPlacementDialog *self)
{
  g_autoptr (GalleySlotState) seen = g_steal_pointer (&self->state);

  if (seen != NULL)
    galley_workspace_place_async (self->workspace, get_slot (self)->id, seen->present, seen->present, given_up_cb,
                                  g_object_ref (self));
}

static void
insist_cb (GalleyPlacementDialog *self)
{
  if (self->state != NULL && self->state->wanted != NULL)
    do_deed (self, galley_placements_ref (self->state->wanted));
}

/* --- the class --------------------------------------------------------------------------------------------------- */

static void
galley_placement_dialog_dispose (GObject *object)
{
  GalleyPlacementDialog *self = GALLEY_PLACEMENT_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (galley_placement_dialog_parent_class)->dispose (object);
}

static void
galley_placement_dialog_finalize (GObject *object)
{
  GalleyPlacementDialog *self = GALLEY_PLACEMENT_DIALOG (object);

  g_clear_pointer (&self->layout, galley_layout_unref);
  g_free (self->article);
  g_object_unref (self->cancellable);
  g_clear_pointer (&self->state, galley_slot_state_free);
  g_array_unref (self->durations);
  g_ptr_array_unref (self->undo);
  g_free (self->failure);

  G_OBJECT_CLASS (galley_placement_dialog_parent_class)->finalize (object);
}

static void
galley_placement_dialog_class_init (GalleyPlacementDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_placement_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = galley_placement_dialog_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/placement/galley-placement-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyPlacementDialog, notice_revealer);
  gtk_widget_class_bind_template_child (widget_class, GalleyPlacementDialog, notice_label);
  gtk_widget_class_bind_template_child (widget_class, GalleyPlacementDialog, refused_box);
  gtk_widget_class_bind_template_child (widget_class, GalleyPlacementDialog, slot_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyPlacementDialog, article_group);
  gtk_widget_class_bind_template_child (widget_class, GalleyPlacementDialog, headline_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyPlacementDialog, cut_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyPlacementDialog, duration_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyPlacementDialog, place_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyPlacementDialog, list);
  gtk_widget_class_bind_template_child (widget_class, GalleyPlacementDialog, empty_label);
  gtk_widget_class_bind_template_child (widget_class, GalleyPlacementDialog, page_bin);
  gtk_widget_class_bind_template_callback (widget_class, give_up_cb);
  gtk_widget_class_bind_template_callback (widget_class, insist_cb);
  gtk_widget_class_bind_template_callback (widget_class, slot_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, headline_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, place_cb);
  gtk_widget_class_install_action (widget_class, "placement.undo", NULL, undo_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "placement.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
galley_placement_dialog_init (GalleyPlacementDialog *self)
{
  self->cancellable = g_cancellable_new ();
  self->durations = g_array_new (FALSE, FALSE, sizeof (gint64));
  self->undo = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_slot_deed_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
galley_placement_dialog_new (GtkWindow       *parent,
                             GalleyWorkspace *workspace,
                             const char      *article)
{
  GalleyPlacementDialog *self;
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  const GalleySlot *slots;
  guint n_slots;

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (GALLEY_TYPE_PLACEMENT_DIALOG, "transient-for", parent, NULL);
  self->workspace = g_object_ref (workspace);
  self->layout = galley_layout_ref (galley_workspace_get_layout (workspace));
  self->article = g_strdup (article);
  slots = galley_site_get_slots (galley_layout_get_site (self->layout), &n_slots);
  for (guint i = 0; i < n_slots; i++)
    gtk_string_list_append (names, slots[i].name);
  g_signal_connect_object (galley_workspace_get_store (workspace), "lists-changed", G_CALLBACK (lists_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_combo_row_set_model (self->slot_row, G_LIST_MODEL (names));
  slot_selected_cb (self);
  return GTK_WIDGET (self);
}

void
galley_placement_dialog_show_page (GalleyPlacementDialog *self)
{
  GtkWidget *page;

  g_return_if_fail (GALLEY_IS_PLACEMENT_DIALOG (self));

  page = galley_home_view_new (self->workspace);
  g_signal_connect_object (page, "put", G_CALLBACK (put_cb), self, G_CONNECT_SWAPPED);
  adw_bin_set_child (self->page_bin, page);
  /* A phone's width, whatever the page would like. */
  gtk_widget_set_hexpand (GTK_WIDGET (self->page_bin), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->page_bin), TRUE);
  gtk_window_set_default_size (GTK_WINDOW (self), 960, 680);
}

void
galley_placement_dialog_show_slot (GalleyPlacementDialog *self,
                                   const char            *slot)
{
  guint n_slots;
  const GalleySlot *slots;

  g_return_if_fail (GALLEY_IS_PLACEMENT_DIALOG (self));
  g_return_if_fail (slot != NULL);

  slots = galley_site_get_slots (galley_layout_get_site (self->layout), &n_slots);
  for (guint i = 0; i < n_slots; i++)
    if (g_str_equal (slots[i].id, slot))
      adw_combo_row_set_selected (self->slot_row, i);
}
