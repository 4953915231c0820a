/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page's own views over a document of its own: what can be written here is what can be written there. */
#include "app/conflict/galley-conflict-edit.h"

#include "app/base/galley-text-guard.h"
#include "app/body/galley-body-view.h"
#include "app/body/galley-bridge.h"
#include "app/body/galley-cell-view.h"
#include "app/body/galley-clipping.h"
#include "core/model/galley-history.h"

#include <string.h>

/* Of paragraphs: a scrolled text does not know how high it is before it is laid out. */
#define MIN_HEIGHT 132
#define MAX_HEIGHT 280
#define MARGIN 12

struct _GalleyConflictEdit
{
  GtkWidget parent_instance;

  /* children */
  GtkWidget *scrolled;
  GtkTextView *view; /* of a field a GalleyCellView, else a GalleyBodyView */

  /* owned */
  GalleyDocument *document;
  GalleyBridge *bridge; /* NULL: the cell view has one */
  GalleyHistory *history;
  GCancellable *pasting;
};

G_DEFINE_FINAL_TYPE (GalleyConflictEdit, galley_conflict_edit, GTK_TYPE_WIDGET)

enum
{
  EDITED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
spliced_cb (GalleyConflictEdit *self)
{
  g_signal_emit (self, signals[EDITED], 0);
}

/* --- the clipboard, which a body leaves to its page -------------------------------------------------------------- */

static void
copy_asked_cb (GalleyConflictEdit *self,
               gboolean            is_cut)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  g_autoptr (GdkContentProvider) content = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  GtkTextIter start, end;

  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    return;
  blocks = galley_document_dup_range (self->document, galley_bridge_get_position (self->bridge, &start),
                                      galley_bridge_get_position (self->bridge, &end));
  content = galley_clipping_new_content (blocks);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), content);
  if (is_cut)
    gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
}

static void
pasted_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GalleyConflictEdit) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
  GtkTextBuffer *buffer;

  /* What is no text, or comes too late, is not for here. */
  if (text == NULL || self->document == NULL || !galley_document_has_room_for (self->document, text, strlen (text)))
    return;
  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (buffer, g_strchomp (text), -1, TRUE);
  gtk_text_buffer_end_user_action (buffer);
}

static void
paste_asked_cb (GalleyConflictEdit *self)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->pasting, pasted_cb,
                                 g_object_ref (self));
}

/* --- keys -------------------------------------------------------------------------------------------------------- */

static void
cell_left_cb (GalleyConflictEdit *self,
              GalleyCellLeft      how)
{
  if (how == GALLEY_CELL_LEFT_OUT)
    gtk_widget_activate_action (GTK_WIDGET (self), "window.close", NULL);
  else if (how == GALLEY_CELL_LEFT_NEXT || how == GALLEY_CELL_LEFT_PREVIOUS)
    g_signal_emit_by_name (self->view, "move-focus",
                           how == GALLEY_CELL_LEFT_NEXT ? GTK_DIR_TAB_FORWARD : GTK_DIR_TAB_BACKWARD);
}

/* Ctrl+Return is the window's, before the text makes something else of it; but not while a word is being composed. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GalleyConflictEdit    *self)
{
  GdkModifierType modifiers = state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_SHIFT_MASK);

  if (!galley_text_guard_is_return (keyval) || modifiers != GDK_CONTROL_MASK
      || galley_text_guard_has_preedit (gtk_window_get_focus (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))))))
    return GDK_EVENT_PROPAGATE;
  gtk_widget_activate_action (GTK_WIDGET (self), "conflicts.settle", NULL);
  return GDK_EVENT_STOP;
}

static gboolean
undo_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   data)
{
  galley_history_undo (GALLEY_CONFLICT_EDIT (widget)->history, NULL);
  return TRUE;
}

static gboolean
redo_cb (GtkWidget *widget,
         GVariant  *arguments,
         gpointer   data)
{
  galley_history_redo (GALLEY_CONFLICT_EDIT (widget)->history, NULL);
  return TRUE;
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_conflict_edit_dispose (GObject *object)
{
  GalleyConflictEdit *self = GALLEY_CONFLICT_EDIT (object);

  g_cancellable_cancel (self->pasting);
  g_clear_object (&self->pasting);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  if (self->bridge != NULL)
    {
      galley_bridge_detach (self->bridge);
      galley_body_view_set_document (GALLEY_BODY_VIEW (self->view), NULL, NULL);
    }
  else if (self->view != NULL)
    {
      galley_cell_view_close (GALLEY_CELL_VIEW (self->view));
    }
  self->view = NULL;
  g_clear_pointer (&self->scrolled, gtk_widget_unparent);
  g_clear_object (&self->history);
  g_clear_object (&self->bridge);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (galley_conflict_edit_parent_class)->dispose (object);
}

static void
galley_conflict_edit_class_init (GalleyConflictEditClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_conflict_edit_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "galley-conflict-edit");

  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, undo_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, redo_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_y, GDK_CONTROL_MASK, redo_cb, NULL);
}

static void
galley_conflict_edit_init (GalleyConflictEdit *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  self->pasting = g_cancellable_new ();
  self->scrolled = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER,
                                 "propagate-natural-height", TRUE, "max-content-height", MAX_HEIGHT, NULL);
  gtk_widget_set_parent (self->scrolled, GTK_WIDGET (self));
}

static void
open_field (GalleyConflictEdit *self,
            GPtrArray          *blocks)
{
  g_autoptr (GalleyDocument) room = galley_document_new ();

  self->view = GTK_TEXT_VIEW (galley_cell_view_new ());
  gtk_text_view_set_left_margin (self->view, MARGIN);
  gtk_text_view_set_right_margin (self->view, MARGIN);
  gtk_text_view_set_top_margin (self->view, MARGIN);
  gtk_text_view_set_bottom_margin (self->view, MARGIN);
  galley_cell_view_open (GALLEY_CELL_VIEW (self->view), blocks->pdata[0], 0, room);
  self->document = g_object_ref (galley_cell_view_get_document (GALLEY_CELL_VIEW (self->view)));
  g_signal_connect_object (self->view, "left", G_CALLBACK (cell_left_cb), self, G_CONNECT_SWAPPED);
}

static void
open_body (GalleyConflictEdit *self,
           GPtrArray          *blocks,
           GalleyWorkspace    *workspace)
{
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);

  self->view = GTK_TEXT_VIEW (galley_body_view_new ());
  gtk_text_view_set_bottom_margin (self->view, MARGIN);
  self->document = galley_document_new_from_blocks (blocks);
  self->bridge = galley_bridge_new (self->document, buffer);
  gtk_text_view_set_buffer (self->view, buffer);
  gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (self->scrolled), MIN_HEIGHT);
  galley_body_view_set_document (GALLEY_BODY_VIEW (self->view), self->document, GALLEY_MEDIA_SOURCE (workspace));
  g_signal_connect_object (self->view, "copy-asked", G_CALLBACK (copy_asked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->view, "paste-asked", G_CALLBACK (paste_asked_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
galley_conflict_edit_new (GalleyWorkspace *workspace,
                          GPtrArray       *blocks,
                          gboolean         is_field,
                          const char      *name)
{
  GalleyConflictEdit *self;

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (blocks != NULL && blocks->len > 0 && name != NULL, NULL);

  self = g_object_new (GALLEY_TYPE_CONFLICT_EDIT, NULL);
  if (is_field)
    open_field (self, blocks);
  else
    open_body (self, blocks, workspace);
  self->history = galley_history_new (self->document, galley_workspace_get_clock (workspace));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scrolled), GTK_WIDGET (self->view));
  g_signal_connect_object (self->document, "spliced", G_CALLBACK (spliced_cb), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}

GPtrArray *
galley_conflict_edit_dup_blocks (GalleyConflictEdit *self)
{
  g_return_val_if_fail (GALLEY_IS_CONFLICT_EDIT (self), NULL);

  return galley_document_dup_blocks (self->document);
}

/* Once it has its place: what is written stands in sight. */
static gboolean
reveal_cb (GtkWidget     *widget,
           GdkFrameClock *clock,
           gpointer       data)
{
  GtkWidget *viewport = gtk_widget_get_ancestor (gtk_widget_get_parent (widget), GTK_TYPE_VIEWPORT);
  graphene_rect_t bounds;

  if (viewport == NULL)
    return G_SOURCE_REMOVE;
  if (gtk_widget_get_height (widget) == 0)
    return G_SOURCE_CONTINUE;
  if (gtk_widget_compute_bounds (widget, gtk_viewport_get_child (GTK_VIEWPORT (viewport)), &bounds))
    gtk_adjustment_clamp_page (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)), bounds.origin.y,
                               bounds.origin.y + bounds.size.height);
  return G_SOURCE_REMOVE;
}

void
galley_conflict_edit_enter (GalleyConflictEdit *self)
{
  GtkTextBuffer *buffer;
  GtkTextIter end;

  g_return_if_fail (GALLEY_IS_CONFLICT_EDIT (self));

  buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_place_cursor (buffer, &end);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  gtk_widget_add_tick_callback (GTK_WIDGET (self), reveal_cb, NULL, NULL);
}
