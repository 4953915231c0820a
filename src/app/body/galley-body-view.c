/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-body-view.h"

#include "app/base/galley-text-guard.h"
#include "app/body/galley-body-figure-keys.h"
#include "app/body/galley-body-markers.h"
#include "app/body/galley-body-menu.h"
#include "app/body/galley-body-objects.h"
#include "app/body/galley-body-table-keys.h"
#include "app/body/galley-body-tables.h"
#include "app/body/galley-body-tags.h"
#include "app/body/galley-caret-line.h"
#include "app/body/galley-cell-reveal.h"
#include "app/body/galley-text-menu.h"

#define MEASURE_EM 38
#define MIN_MARGIN 48
#define NARROW_MARGIN 24 /* in a view narrower than this many em */
#define NARROW_EM 26
#define LINE_HEIGHT 1.8

struct _GalleyBodyView
{
  GtkTextView parent_instance;

  /* owned */
  GalleyDocument *document;
  GalleyCaretLine *caret_line;
  GalleyBodyPlacing *placing;
  GalleyBodyObjects *objects;
  GalleyBodyTables *tables;
  GalleyCellReveal *cell_reveal;

  guint tail_level;
  int em;
  int width; /* the width that margins were worked out for */
};

G_DEFINE_FINAL_TYPE (GalleyBodyView, galley_body_view, GTK_TYPE_TEXT_VIEW)

enum
{
  SIGNAL_REFUSED_TYPING,
  SIGNAL_COPY_ASKED,
  SIGNAL_PASTE_ASKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* The advance and the height of one Han character in the view's own font, in pixels. */
static void
measure_em (GalleyBodyView *self,
            int            *advance,
            int            *height)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "国");

  pango_layout_get_pixel_size (layout, advance, height);
}

static void
update_margins (GalleyBodyView *self,
                int             width)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  int least = width < NARROW_EM * self->em ? NARROW_MARGIN : MIN_MARGIN;
  int margin = MAX (least, (width - MEASURE_EM * self->em) / 2);

  gtk_text_view_set_left_margin (GTK_TEXT_VIEW (self), margin);
  gtk_text_view_set_right_margin (GTK_TEXT_VIEW (self), margin);
  galley_body_tags_install (buffer);
  galley_body_tags_set_metrics (buffer, margin, width - 2 * margin, self->em);
  if (self->objects != NULL)
    galley_body_objects_set_metrics (self->objects, width - 2 * margin, self->em);
  if (self->tables != NULL)
    galley_body_tables_set_metrics (self->tables, width - 2 * margin, self->em);
}

static void
update_colours (GalleyBodyView *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self));
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  GdkRGBA text, accent;

  gtk_style_context_get_color (style, &text);
  if (!gtk_style_context_lookup_color (style, "accent_color", &accent))
    accent = text;
  galley_body_tags_install (buffer);
  galley_body_tags_set_colours (buffer, &text, &accent);
}

static void
update_indent (GalleyBodyView *self)
{
  gtk_text_view_set_indent (GTK_TEXT_VIEW (self), 2 * self->em * (int) (self->tail_level + 1));
}

/* Everything that hangs on the font: indent, line height, margins, tags. */
static void
update_metrics (GalleyBodyView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  int advance, height, leading;

  measure_em (self, &advance, &height);
  leading = MAX (0, (int) (advance * LINE_HEIGHT) - height);
  self->em = advance;

  update_indent (self);
  gtk_text_view_set_pixels_inside_wrap (view, leading);
  gtk_text_view_set_pixels_above_lines (view, leading / 2);
  gtk_text_view_set_pixels_below_lines (view, leading / 2 + advance / 2);
  update_margins (self, gtk_widget_get_width (GTK_WIDGET (self)));
  update_colours (self);
}

static void
galley_body_view_css_changed (GtkWidget         *widget,
                              GtkCssStyleChange *change)
{
  int advance, height;

  GTK_WIDGET_CLASS (galley_body_view_parent_class)->css_changed (widget, change);

  /* Setting the metrics changes style again: only a new font may lead there. */
  measure_em (GALLEY_BODY_VIEW (widget), &advance, &height);
  if (advance != GALLEY_BODY_VIEW (widget)->em)
    update_metrics (GALLEY_BODY_VIEW (widget));
  else
    update_colours (GALLEY_BODY_VIEW (widget));
}

/* Margins are made of the room there is: they must not ask for it, or a wide window could never grow narrow again. */
static void
galley_body_view_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  int margins = gtk_text_view_get_left_margin (GTK_TEXT_VIEW (widget))
                + gtk_text_view_get_right_margin (GTK_TEXT_VIEW (widget)) - 2 * NARROW_MARGIN;

  GTK_WIDGET_CLASS (galley_body_view_parent_class)
    ->measure (widget, orientation, for_size, minimum, natural, minimum_baseline, natural_baseline);
  if (orientation != GTK_ORIENTATION_HORIZONTAL)
    return;
  *minimum = MAX (*minimum - margins, 0);
  *natural = MAX (*natural - margins, *minimum);
}

static void
galley_body_view_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  GalleyBodyView *self = GALLEY_BODY_VIEW (widget);

  if (width != self->width)
    {
      self->width = width;
      update_margins (self, width);
    }
  galley_body_tables_make_room (self->tables);
  galley_caret_line_lay_out (self->caret_line);
  GTK_WIDGET_CLASS (galley_body_view_parent_class)->size_allocate (widget, width, height, baseline);
  galley_body_placing_done (self->placing);
  galley_body_objects_place (self->objects);
  galley_body_tables_place (self->tables);
}

/* What goes to the clipboard and comes from it is blocks: the page knows them, the text alone is not enough. GTK would
 * bring the tags of another buffer along, behind the document's back. */
static void
galley_body_view_paste_clipboard (GtkTextView *view)
{
  g_signal_emit (view, gtk_text_view_get_editable (view) ? signals[SIGNAL_PASTE_ASKED] : signals[SIGNAL_REFUSED_TYPING],
                 0);
}

static void
galley_body_view_copy_clipboard (GtkTextView *view)
{
  g_signal_emit (view, signals[SIGNAL_COPY_ASKED], 0, FALSE);
}

static void
galley_body_view_cut_clipboard (GtkTextView *view)
{
  if (gtk_text_view_get_editable (view))
    g_signal_emit (view, signals[SIGNAL_COPY_ASKED], 0, TRUE);
  else
    g_signal_emit (view, signals[SIGNAL_REFUSED_TYPING], 0);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                gpointer               data)
{
  GalleyBodyView *self = GALLEY_BODY_VIEW (data);
  gunichar character = gdk_keyval_to_unicode (keyval);
  gboolean is_typing = character != 0 || keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter ||
                       keyval == GDK_KEY_BackSpace || keyval == GDK_KEY_Delete;

  if (gtk_text_view_get_editable (GTK_TEXT_VIEW (self)) || !is_typing || keyval == GDK_KEY_Escape ||
      keyval == GDK_KEY_Tab || (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  g_signal_emit (self, signals[SIGNAL_REFUSED_TYPING], 0);
  return GDK_EVENT_STOP;
}

/* --- blocks ------------------------------------------------------------------------------------------------------ */

static void
galley_body_view_snapshot_layer (GtkTextView     *view,
                                 GtkTextViewLayer layer,
                                 GtkSnapshot     *snapshot)
{
  GalleyBodyView *self = GALLEY_BODY_VIEW (view);

  /* Below the text lines stand where they stood before the last change: GTK measures them when it paints them. */
  if (layer == GTK_TEXT_VIEW_LAYER_ABOVE_TEXT && self->document != NULL)
    galley_body_markers_snapshot (view, self->document, self->em, snapshot);
}

static void
galley_body_view_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  GalleyBodyView *self = GALLEY_BODY_VIEW (widget);

  galley_caret_line_lay_out (self->caret_line);
  GTK_WIDGET_CLASS (galley_body_view_parent_class)->snapshot (widget, snapshot);
  galley_body_objects_snapshot (self->objects, snapshot);
  galley_body_tables_snapshot (self->tables, snapshot);
}

/* The blocks that are selected, or the caret's twice. TRUE when there is a selection. */
static gboolean
get_blocks (GalleyBodyView *self,
            GtkTextIter    *start,
            guint          *first,
            guint          *last)
{
  GtkTextIter end;
  gboolean has_selection
      = gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (self)), start, &end);

  *first = gtk_text_iter_get_line (start);
  *last = gtk_text_iter_get_line (&end);
  /* A selection that ends before a block's first character does not touch it. */
  if (*last > *first && gtk_text_iter_starts_line (&end))
    (*last)--;
  return has_selection;
}

/* Keys that the input method has not taken, where they mean blocks. */
static gboolean
may_change_blocks (GalleyBodyView *self)
{
  return self->document != NULL && gtk_text_view_get_editable (GTK_TEXT_VIEW (self)) &&
         !galley_text_guard_has_preedit (GTK_WIDGET (self));
}

/* Moves the items that Tab would move. FALSE where it means something else. */
static gboolean
shift_level (GalleyBodyView *self,
             int             by)
{
  gboolean has_items = FALSE;
  GtkTextIter start;
  guint first, last;

  if (!get_blocks (self, &start, &first, &last) && !gtk_text_iter_starts_line (&start))
    return FALSE;
  for (guint i = first; i <= last; i++)
    has_items = has_items || galley_block_is_item (galley_document_get_block (self->document, i));
  if (has_items)
    galley_document_shift_level (self->document, first, last, by);
  return has_items;
}

/* With Ctrl held, Tab goes on from everywhere. */
static gboolean
has_control (GtkWidget *widget)
{
  GdkDevice *keyboard = gdk_seat_get_keyboard (gdk_display_get_default_seat (gtk_widget_get_display (widget)));

  return keyboard != NULL && (gdk_device_get_modifier_state (keyboard) & GDK_CONTROL_MASK) != 0;
}

/* What GTK makes of Tab and Shift+Tab once the input method has not taken them. */
static void
galley_body_view_move_focus (GtkWidget        *widget,
                             GtkDirectionType  direction)
{
  GalleyBodyView *self = GALLEY_BODY_VIEW (widget);
  gboolean is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (is_tab && may_change_blocks (self) && !has_control (widget) &&
      shift_level (self, direction == GTK_DIR_TAB_FORWARD ? 1 : -1))
    return;
  GTK_WIDGET_CLASS (galley_body_view_parent_class)->move_focus (widget, direction);
}

static void
galley_body_view_backspace (GtkTextView *view)
{
  GalleyBodyView *self = GALLEY_BODY_VIEW (view);
  GtkTextIter start;
  guint first, last;

  if (may_change_blocks (self) && !get_blocks (self, &start, &first, &last) && gtk_text_iter_starts_line (&start) &&
      galley_document_leave_item (self->document, first))
    return;
  if (may_change_blocks (self)
      && (galley_body_figure_keys_backspace (view, self->document)
          || galley_body_table_keys_backspace (view, self->document)))
    return;
  GTK_TEXT_VIEW_CLASS (galley_body_view_parent_class)->backspace (view);
}

static void
galley_body_view_delete_from_cursor (GtkTextView   *view,
                                     GtkDeleteType  type,
                                     int            count)
{
  GalleyBodyView *self = GALLEY_BODY_VIEW (view);

  if (may_change_blocks (self) &&
      (count > 0 ? galley_body_figure_keys_delete (view, self->document)
                       || galley_body_table_keys_delete (view, self->document)
                 : galley_body_figure_keys_backspace (view, self->document)
                       || galley_body_table_keys_backspace (view, self->document)))
    return;
  GTK_TEXT_VIEW_CLASS (galley_body_view_parent_class)->delete_from_cursor (view, type, count);
}

/* Walking with the arrows leads into tables and out of them. */
static void
galley_body_view_move_cursor (GtkTextView     *view,
                              GtkMovementStep  step,
                              int              count,
                              gboolean         extends)
{
  GalleyBodyView *self = GALLEY_BODY_VIEW (view);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter caret;
  GalleyPosition old;

  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  old = (GalleyPosition) { gtk_text_iter_get_line (&caret), gtk_text_iter_get_line_offset (&caret) };
  if (!extends && self->document != NULL
      && galley_body_table_keys_enter (view, self->tables, self->document, step, count))
    return;
  GTK_TEXT_VIEW_CLASS (galley_body_view_parent_class)->move_cursor (view, step, count, extends);
  if (!extends && self->document != NULL)
    galley_body_table_keys_moved (view, self->tables, self->document, old, step, count);
}

static void
menu_pressed_cb (GtkGestureClick *click,
                 int              n_presses,
                 double           x,
                 double           y,
                 GalleyBodyView  *self)
{
  if (galley_body_menu_press (GTK_TEXT_VIEW (self), self->tables, self->document, x, y))
    gtk_gesture_set_state (GTK_GESTURE (click), GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
cell_left_cb (GalleyBodyView *self,
              GalleyCellLeft  how)
{
  galley_body_table_keys_left (GTK_TEXT_VIEW (self), self->tables, self->document, how);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_body_view_dispose (GObject *object)
{
  galley_body_view_set_document (GALLEY_BODY_VIEW (object), NULL, NULL);
  g_clear_pointer (&GALLEY_BODY_VIEW (object)->objects, galley_body_objects_free);
  g_clear_pointer (&GALLEY_BODY_VIEW (object)->cell_reveal, galley_cell_reveal_free);
  g_clear_pointer (&GALLEY_BODY_VIEW (object)->tables, galley_body_tables_free);
  g_clear_pointer (&GALLEY_BODY_VIEW (object)->placing, galley_body_placing_free);
  g_clear_pointer (&GALLEY_BODY_VIEW (object)->caret_line, galley_caret_line_free);

  G_OBJECT_CLASS (galley_body_view_parent_class)->dispose (object);
}

static void
galley_body_view_class_init (GalleyBodyViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_body_view_dispose;
  widget_class->css_changed = galley_body_view_css_changed;
  widget_class->measure = galley_body_view_measure;
  widget_class->move_focus = galley_body_view_move_focus;
  widget_class->size_allocate = galley_body_view_size_allocate;
  widget_class->snapshot = galley_body_view_snapshot;
  GTK_TEXT_VIEW_CLASS (klass)->paste_clipboard = galley_body_view_paste_clipboard;
  GTK_TEXT_VIEW_CLASS (klass)->copy_clipboard = galley_body_view_copy_clipboard;
  GTK_TEXT_VIEW_CLASS (klass)->cut_clipboard = galley_body_view_cut_clipboard;
  GTK_TEXT_VIEW_CLASS (klass)->backspace = galley_body_view_backspace;
  GTK_TEXT_VIEW_CLASS (klass)->delete_from_cursor = galley_body_view_delete_from_cursor;
  GTK_TEXT_VIEW_CLASS (klass)->move_cursor = galley_body_view_move_cursor;
  GTK_TEXT_VIEW_CLASS (klass)->snapshot_layer = galley_body_view_snapshot_layer;
  galley_text_menu_install_class (widget_class);

  signals[SIGNAL_REFUSED_TYPING] = g_signal_new ("refused-typing", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                                 NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_COPY_ASKED] = g_signal_new ("copy-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                             NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[SIGNAL_PASTE_ASKED] = g_signal_new ("paste-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                              NULL, G_TYPE_NONE, 0);
}

static void
galley_body_view_init (GalleyBodyView *self)
{
  GtkTextView *view = GTK_TEXT_VIEW (self);
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_add_css_class (GTK_WIDGET (self), "galley-body");
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_justification (view, GTK_JUSTIFY_FILL);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_top_margin (view, 12);
  gtk_text_view_set_bottom_margin (view, 96);
  gtk_text_view_set_input_hints (view, GTK_INPUT_HINT_NO_EMOJI);
  self->caret_line = galley_caret_line_new (view);
  self->placing = galley_body_placing_new (view);
  self->objects = galley_body_objects_new (view, self->placing);
  self->tables = galley_body_tables_new (view, self->placing);
  self->cell_reveal = galley_cell_reveal_new (view, galley_body_tables_get_cell_view (self->tables));
  g_signal_connect_object (galley_body_tables_get_cell_view (self->tables), "left", G_CALLBACK (cell_left_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect (self, "notify::buffer", G_CALLBACK (update_metrics), NULL);

  galley_text_guard_install (GTK_WIDGET (self));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  /* Before pictures, tables and GTK's own. */
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_object (click, "pressed", G_CALLBACK (menu_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

GtkWidget *
galley_body_view_new (void)
{
  return g_object_new (GALLEY_TYPE_BODY_VIEW, NULL);
}

void
galley_body_view_set_document (GalleyBodyView    *self,
                               GalleyDocument    *document,
                               GalleyMediaSource *source)
{
  g_return_if_fail (GALLEY_IS_BODY_VIEW (self));

  if (self->document == document)
    return;
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_set_object (&self->document, document);
  if (self->objects != NULL)
    galley_body_objects_set_document (self->objects, document, source);
  if (self->tables != NULL)
    galley_body_tables_set_document (self->tables, document);
  /* Numbers change far below what was edited. */
  if (document != NULL)
    g_signal_connect_swapped (document, "spliced", G_CALLBACK (gtk_widget_queue_draw), self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
galley_body_view_set_tail_level (GalleyBodyView *self,
                                 guint           level)
{
  g_return_if_fail (GALLEY_IS_BODY_VIEW (self));

  if (self->tail_level == level)
    return;
  self->tail_level = level;
  update_indent (self);
}

GalleyCellView *
galley_body_view_get_cell_view (GalleyBodyView *self)
{
  g_return_val_if_fail (GALLEY_IS_BODY_VIEW (self), NULL);

  return galley_body_tables_get_cell_view (self->tables);
}

gboolean
galley_body_view_get_edited_cell (GalleyBodyView *self,
                                  guint          *block,
                                  GalleyCell     *cell)
{
  g_return_val_if_fail (GALLEY_IS_BODY_VIEW (self), FALSE);

  return galley_body_tables_get_edited (self->tables, block, cell);
}

void
galley_body_view_edit_cell (GalleyBodyView *self,
                            guint           block,
                            GalleyCell      cell,
                            guint           offset)
{
  g_return_if_fail (GALLEY_IS_BODY_VIEW (self));

  galley_body_tables_edit (self->tables, block, cell, offset);
}

void
galley_body_view_edit_match (GalleyBodyView    *self,
                             const GalleyMatch *match)
{
  g_return_if_fail (GALLEY_IS_BODY_VIEW (self));
  g_return_if_fail (match != NULL && match->is_in_cell);

  galley_body_tables_edit (self->tables, match->block, match->cell, match->end);
  galley_cell_view_select (galley_body_tables_get_cell_view (self->tables), match->start, match->end);
}

void
galley_body_view_show_matches (GalleyBodyView *self,
                               GArray         *matches)
{
  g_return_if_fail (GALLEY_IS_BODY_VIEW (self));

  galley_body_tables_show_matches (self->tables, matches);
}

void
galley_body_view_show_current_match (GalleyBodyView    *self,
                                     const GalleyMatch *match)
{
  g_return_if_fail (GALLEY_IS_BODY_VIEW (self));

  galley_body_tables_show_current_match (self->tables, match);
}

int
galley_body_view_get_cell_offset (GalleyBodyView *self,
                                  guint           block,
                                  GalleyCell      cell)
{
  g_return_val_if_fail (GALLEY_IS_BODY_VIEW (self), 0);

  return galley_body_tables_get_cell_offset (self->tables, block, cell);
}
