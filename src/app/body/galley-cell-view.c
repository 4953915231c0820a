/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-cell-view.h"

#include "app/base/galley-text-guard.h"
#include "app/body/galley-cell-clipboard.h"
#include "app/body/galley-clipping.h"
#include "app/body/galley-text-menu.h"
#include "core/base/galley-text.h"

#include <string.h>

struct _GalleyCellView
{
  GtkTextView parent_instance;

  /* owned */
  GalleyDocument *document; /* of one block */
  GalleyBridge *bridge;
  GalleyDocument *room;
  GCancellable *paste; /* that is under way */

  gboolean is_updating;
};

G_DEFINE_FINAL_TYPE (GalleyCellView, galley_cell_view, GTK_TYPE_TEXT_VIEW)

enum
{
  SIGNAL_EDITED,
  SIGNAL_LEFT,
  SIGNAL_MOVED,
  SIGNAL_TOO_LONG,
  SIGNAL_CELLS_PASTED,
  SIGNAL_TOO_MANY_CELLS,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
leave (GalleyCellView *self,
       GalleyCellLeft  how)
{
  g_signal_emit (self, signals[SIGNAL_LEFT], 0, how);
}

/* --- text -------------------------------------------------------------------------------------------------------- */

/* A cell is one block: line ends break its lines. Comes before the bridge. */
static void
insert_text_cb (GtkTextBuffer  *buffer,
                GtkTextIter    *location,
                char           *text,
                int             length,
                GalleyCellView *self)
{
  g_autoptr (GString) broken = g_string_new_len (text, length < 0 ? (gssize) strlen (text) : length);

  if (self->is_updating)
    return;
  if (!galley_document_has_room_for (self->room, broken->str, broken->len))
    {
      g_signal_stop_emission_by_name (buffer, "insert-text");
      g_signal_emit (self, signals[SIGNAL_TOO_LONG], 0);
      return;
    }
  if (strpbrk (broken->str, "\r\n") == NULL && strstr (broken->str, "\342\200\251") == NULL)
    return;
  g_string_replace (broken, "\r\n", "\n", 0);
  g_string_replace (broken, "\r", "\n", 0);
  g_string_replace (broken, "\342\200\251", "\n", 0);
  g_string_replace (broken, "\n", GALLEY_LINE_SEPARATOR, 0);
  g_signal_stop_emission_by_name (buffer, "insert-text");
  gtk_text_buffer_insert (buffer, location, broken->str, (int) broken->len);
}

static void
spliced_cb (GalleyCellView *self)
{
  if (!self->is_updating)
    g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}

static void
moved_cb (GalleyCellView *self)
{
  if (!galley_bridge_is_changing (self->bridge))
    g_signal_emit (self, signals[SIGNAL_MOVED], 0);
}

static void
too_long_cb (GalleyCellView *self)
{
  g_signal_emit (self, signals[SIGNAL_TOO_LONG], 0);
}

/* --- keys -------------------------------------------------------------------------------------------------------- */

static void
get_caret (GalleyCellView *self,
           GtkTextIter    *iter)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  gtk_text_buffer_get_iter_at_mark (buffer, iter, gtk_text_buffer_get_insert (buffer));
}

static gboolean
is_in_line_of (GalleyCellView    *self,
               const GtkTextIter *a,
               const GtkTextIter *b)
{
  GdkRectangle a_place, b_place;

  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), a, &a_place);
  gtk_text_view_get_iter_location (GTK_TEXT_VIEW (self), b, &b_place);
  return a_place.y == b_place.y;
}

/* Whether an arrow at the caret leads out of the cell, and where to. */
static gboolean
leads_out (GalleyCellView *self,
           guint           keyval,
           GalleyCellLeft *how)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkTextIter caret, start, end;

  if (gtk_text_buffer_get_has_selection (buffer))
    return FALSE;
  get_caret (self, &caret);
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  switch (keyval)
    {
    case GDK_KEY_Up:
    case GDK_KEY_KP_Up:
      *how = GALLEY_CELL_LEFT_UP;
      return is_in_line_of (self, &caret, &start);
    case GDK_KEY_Down:
    case GDK_KEY_KP_Down:
      *how = GALLEY_CELL_LEFT_DOWN;
      return is_in_line_of (self, &caret, &end);
    case GDK_KEY_Left:
    case GDK_KEY_KP_Left:
      *how = GALLEY_CELL_LEFT_BACKWARD;
      return gtk_text_iter_is_start (&caret);
    case GDK_KEY_Right:
    case GDK_KEY_KP_Right:
      *how = GALLEY_CELL_LEFT_FORWARD;
      return gtk_text_iter_is_end (&caret);
    default:
      return FALSE;
    }
}

static gboolean
means_leaving (GalleyCellView  *self,
               guint            keyval,
               GdkModifierType  state,
               GalleyCellLeft  *how)
{
  gboolean is_return = galley_text_guard_is_return (keyval);

  state &= GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_SHIFT_MASK;
  if (keyval == GDK_KEY_ISO_Left_Tab || (keyval == GDK_KEY_Tab && state == GDK_SHIFT_MASK))
    {
      *how = GALLEY_CELL_LEFT_PREVIOUS;
      return (state & ~GDK_SHIFT_MASK) == 0;
    }
  if ((is_return && state == GDK_CONTROL_MASK) || (keyval == GDK_KEY_Escape && state == 0))
    {
      *how = GALLEY_CELL_LEFT_OUT;
      return TRUE;
    }
  if (state != 0)
    return FALSE;
  if (is_return || keyval == GDK_KEY_Tab)
    {
      *how = is_return ? GALLEY_CELL_LEFT_ENTER : GALLEY_CELL_LEFT_NEXT;
      return TRUE;
    }
  return leads_out (self, keyval, how);
}

/* Before the text's own; the input method is asked first, and once. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GalleyCellView        *self)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  GalleyCellLeft how;

  if (self->document == NULL || !means_leaving (self, keyval, state, &how))
    return GDK_EVENT_PROPAGATE;
  if (!gtk_text_view_im_context_filter_keypress (GTK_TEXT_VIEW (self), event))
    leave (self, how);
  return GDK_EVENT_STOP;
}

/* The second button of the mouse. */
static void
menu_pressed_cb (GtkGestureClick *click,
                 int              n_presses,
                 double           x,
                 double           y,
                 GalleyCellView  *self)
{
  gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
  galley_text_guard_commit_preedit (GTK_WIDGET (self));
  galley_text_menu_place_caret (GTK_TEXT_VIEW (self), x, y);
  galley_text_menu_ask (GTK_TEXT_VIEW (self), x, y);
}

/* --- clipboard --------------------------------------------------------------------------------------------------- */

static void
copy_selected (GalleyCellView *self,
               gboolean        is_cut)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  g_autoptr (GdkContentProvider) content = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  GtkTextIter start, end;

  if (self->document == NULL || !gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    return;
  blocks = galley_document_dup_range (self->document, galley_bridge_get_position (self->bridge, &start),
                                      galley_bridge_get_position (self->bridge, &end));
  content = galley_clipping_new_content (blocks);
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), content);
  if (is_cut)
    gtk_text_buffer_delete_selection (buffer, TRUE, gtk_text_view_get_editable (GTK_TEXT_VIEW (self)));
}

static void
galley_cell_view_copy_clipboard (GtkTextView *view)
{
  copy_selected (GALLEY_CELL_VIEW (view), FALSE);
}

static void
galley_cell_view_cut_clipboard (GtkTextView *view)
{
  copy_selected (GALLEY_CELL_VIEW (view), gtk_text_view_get_editable (view));
}

/* Changes @text. */
static void
insert_pasted (GalleyCellView *self,
               char           *text)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));

  gtk_text_buffer_begin_user_action (buffer);
  gtk_text_buffer_delete_selection (buffer, TRUE, TRUE);
  gtk_text_buffer_insert_interactive_at_cursor (buffer, g_strchomp (text), -1, TRUE);
  gtk_text_buffer_end_user_action (buffer);
}

static void
pasted_cb (GObject      *clipboard,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GalleyCellView) self = data;
  /* What cannot be read is not pasted; a paste that another one replaced is not wanted. */
  g_autoptr (GalleyCellContent) content = galley_cell_clipboard_read_finish (result, NULL);

  if (content == NULL || self->paste == NULL)
    return;
  g_clear_object (&self->paste);
  if (content->is_too_large)
    g_signal_emit (self, signals[SIGNAL_TOO_MANY_CELLS], 0);
  else if (content->table != NULL)
    g_signal_emit (self, signals[SIGNAL_CELLS_PASTED], 0, content->table);
  else if (content->text != NULL)
    insert_pasted (self, content->text);
}

static void
stop_paste (GalleyCellView *self)
{
  if (self->paste != NULL)
    g_cancellable_cancel (self->paste);
  g_clear_object (&self->paste);
}

static void
galley_cell_view_paste_clipboard (GtkTextView *view)
{
  GalleyCellView *self = GALLEY_CELL_VIEW (view);

  if (self->document == NULL || !gtk_text_view_get_editable (view))
    return;
  stop_paste (self);
  self->paste = g_cancellable_new ();
  galley_cell_clipboard_read_async (gtk_widget_get_clipboard (GTK_WIDGET (self)), self->paste, pasted_cb,
                                    g_object_ref (self));
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_cell_view_dispose (GObject *object)
{
  galley_cell_view_close (GALLEY_CELL_VIEW (object));

  G_OBJECT_CLASS (galley_cell_view_parent_class)->dispose (object);
}

static void
galley_cell_view_class_init (GalleyCellViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = galley_cell_view_dispose;
  GTK_TEXT_VIEW_CLASS (klass)->copy_clipboard = galley_cell_view_copy_clipboard;
  GTK_TEXT_VIEW_CLASS (klass)->cut_clipboard = galley_cell_view_cut_clipboard;
  GTK_TEXT_VIEW_CLASS (klass)->paste_clipboard = galley_cell_view_paste_clipboard;
  galley_text_menu_install_class (GTK_WIDGET_CLASS (klass));

  signals[SIGNAL_EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
  signals[SIGNAL_LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_MOVED] = g_signal_new ("moved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[SIGNAL_TOO_LONG] = g_signal_new ("too-long", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
  signals[SIGNAL_CELLS_PASTED] = g_signal_new ("cells-pasted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                               NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_TOO_MANY_CELLS] = g_signal_new ("too-many-cells", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
galley_cell_view_init (GalleyCellView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_input_hints (view, GTK_INPUT_HINT_NO_EMOJI);
  galley_text_guard_install (GTK_WIDGET (self));
  /* Of two in one phase the younger comes first. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_TARGET);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (menu_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
galley_cell_view_new (void)
{
  return g_object_new (GALLEY_TYPE_CELL_VIEW, NULL);
}

void
galley_cell_view_open (GalleyCellView *self,
                       GalleyBlock    *content,
                       guint           offset,
                       GalleyDocument *room)
{
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();

  g_return_if_fail (GALLEY_IS_CELL_VIEW (self));
  g_return_if_fail (content != NULL);
  g_return_if_fail (GALLEY_IS_DOCUMENT (room));

  galley_cell_view_close (self);
  g_ptr_array_add (blocks, galley_block_ref (content));
  self->document = galley_document_new_from_blocks (blocks);
  self->room = g_object_ref (room);
  self->is_updating = TRUE;
  g_signal_connect (buffer, "insert-text", G_CALLBACK (insert_text_cb), self);
  self->bridge = galley_bridge_new (self->document, buffer);
  self->is_updating = FALSE;
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self), buffer);
  g_signal_connect_swapped (self->document, "spliced", G_CALLBACK (spliced_cb), self);
  g_signal_connect_swapped (self->bridge, "too-long", G_CALLBACK (too_long_cb), self);
  g_signal_connect_swapped (self->bridge, "typed", G_CALLBACK (moved_cb), self);
  galley_cell_view_select (self, offset, offset);
  g_signal_connect_swapped (buffer, "notify::cursor-position", G_CALLBACK (moved_cb), self);
  g_signal_connect_swapped (buffer, "notify::has-selection", G_CALLBACK (moved_cb), self);
}

void
galley_cell_view_update (GalleyCellView *self,
                         GalleyBlock    *content)
{
  g_return_if_fail (GALLEY_IS_CELL_VIEW (self));
  g_return_if_fail (self->document != NULL && content != NULL);

  self->is_updating = TRUE;
  galley_document_splice (self->document, GALLEY_SPLICE_FOREIGN, 0, 1, &content, 1);
  self->is_updating = FALSE;
}

void
galley_cell_view_close (GalleyCellView *self)
{
  g_autoptr (GtkTextBuffer) empty = NULL;

  g_return_if_fail (GALLEY_IS_CELL_VIEW (self));

  if (self->document == NULL)
    return;
  stop_paste (self);
  galley_text_guard_commit_preedit (GTK_WIDGET (self));
  g_signal_handlers_disconnect_by_data (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), self);
  g_signal_handlers_disconnect_by_data (self->document, self);
  g_signal_handlers_disconnect_by_data (self->bridge, self);
  galley_bridge_detach (self->bridge);
  g_clear_object (&self->bridge);
  g_clear_object (&self->document);
  g_clear_object (&self->room);
  empty = gtk_text_buffer_new (NULL);
  gtk_text_view_set_buffer (GTK_TEXT_VIEW (self), empty);
}

void
galley_cell_view_select (GalleyCellView *self,
                         guint           start,
                         guint           end)
{
  GtkTextIter start_iter, end_iter;

  g_return_if_fail (GALLEY_IS_CELL_VIEW (self));
  g_return_if_fail (self->bridge != NULL);

  galley_bridge_get_iter (self->bridge, (GalleyPosition) { 0, start }, &start_iter);
  galley_bridge_get_iter (self->bridge, (GalleyPosition) { 0, end }, &end_iter);
  gtk_text_buffer_select_range (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), &end_iter, &start_iter);
}

GalleyBlock *
galley_cell_view_get_content (GalleyCellView *self)
{
  g_return_val_if_fail (GALLEY_IS_CELL_VIEW (self), NULL);
  return self->document != NULL ? galley_document_get_block (self->document, 0) : NULL;
}

GalleyDocument *
galley_cell_view_get_document (GalleyCellView *self)
{
  g_return_val_if_fail (GALLEY_IS_CELL_VIEW (self), NULL);
  return self->document;
}

GalleyBridge *
galley_cell_view_get_bridge (GalleyCellView *self)
{
  g_return_val_if_fail (GALLEY_IS_CELL_VIEW (self), NULL);
  return self->bridge;
}
