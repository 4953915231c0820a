/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-body-figures.h"

#include "app/editor/galley-body-tags.h"
#include "app/editor/galley-figure-view.h"

/* Heights of the view above and below what is in sight where pictures are kept ready. */
#define NEARNESS 1

typedef struct
{
  guint block;
  GalleyFigureView *view; /* borrowed: the text view's child */
} Child;

struct _GalleyBodyFigures
{
  /* owned */
  GalleyDocument *document;  /* (nullable) */
  GalleyMediaSource *source; /* (nullable) */
  GArray *children;          /* (element-type Child), ascending */

  /* borrowed */
  GtkTextView *view;
  GtkAdjustment *adjustment; /* weak */
  GtkTextBuffer *buffer;     /* weak */

  int room, em;
  double value, upper, page; /* of the adjustment, when the lines were looked at last */
  guint tick;
};

static Child *
get_child (GalleyBodyFigures *self,
           guint              index)
{
  return &g_array_index (self->children, Child, index);
}

/* --- which there are --------------------------------------------------------------------------------------------- */

static void
pressed_cb (GalleyBodyFigures *self,
            int                n_presses,
            GalleyFigureView  *pressed)
{
  for (guint i = 0; i < self->children->len; i++)
    if (get_child (self, i)->view == pressed)
      {
        gtk_widget_grab_focus (GTK_WIDGET (self->view));
        galley_body_figures_select (self->view, get_child (self, i)->block);
        if (n_presses == 2)
          gtk_widget_activate_action (GTK_WIDGET (self->view), "editor.picture-properties", NULL);
        return;
      }
}

static GalleyFigureView *
add_view (GalleyBodyFigures *self)
{
  GtkWidget *view = galley_figure_view_new ();

  galley_figure_view_set_source (GALLEY_FIGURE_VIEW (view), self->source);
  g_signal_connect_swapped (view, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_set_parent (view, GTK_WIDGET (self->view));
  return GALLEY_FIGURE_VIEW (view);
}

/* A view of @pool that shows @figure already, else any, else a new one. */
static GalleyFigureView *
take_view (GalleyBodyFigures *self,
           GPtrArray         *pool,
           GalleyFigure      *figure)
{
  GalleyFigureView *view;
  guint found = 0;

  if (pool->len == 0)
    return add_view (self);
  for (guint i = 0; i < pool->len; i++)
    if (galley_figure_equal (galley_figure_view_get_figure (pool->pdata[i]), figure))
      found = i;
  view = pool->pdata[found];
  g_ptr_array_remove_index (pool, found);
  return view;
}

/* Blocks [@first, @first + @n_removed) became @n_inserted others. */
static void
update_range (GalleyBodyFigures *self,
              guint              first,
              guint              n_removed,
              guint              n_inserted)
{
  g_autoptr (GArray) children = g_array_new (FALSE, FALSE, sizeof (Child));
  g_autoptr (GPtrArray) pool = g_ptr_array_new ();
  guint i = 0;

  for (; i < self->children->len && get_child (self, i)->block < first; i++)
    g_array_append_val (children, *get_child (self, i));
  for (; i < self->children->len && get_child (self, i)->block < first + n_removed; i++)
    g_ptr_array_add (pool, get_child (self, i)->view);
  for (guint block = first; block < first + n_inserted; block++)
    {
      GalleyFigure *figure = galley_block_get_figure (galley_document_get_block (self->document, block));
      Child child = { block, NULL };

      if (figure == NULL)
        continue;
      child.view = take_view (self, pool, figure);
      galley_figure_view_set_figure (child.view, figure);
      g_array_append_val (children, child);
    }
  for (; i < self->children->len; i++)
    {
      Child child = *get_child (self, i);

      child.block = child.block - n_removed + n_inserted;
      g_array_append_val (children, child);
    }
  for (guint j = 0; j < pool->len; j++)
    gtk_widget_unparent (pool->pdata[j]);
  g_array_unref (self->children);
  self->children = g_steal_pointer (&children);
  galley_body_figures_queue_place (self);
}

static void
spliced_cb (GalleyBodyFigures *self,
            guint              first,
            GPtrArray         *removed,
            guint              n_inserted)
{
  update_range (self, first, removed->len, n_inserted);
}

/* --- where they are ---------------------------------------------------------------------------------------------- */

static void
place_child (GalleyBodyFigures  *self,
             const Child        *child,
             const GdkRectangle *visible)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GalleyFigure *figure = galley_figure_view_get_figure (child->view);
  int reach = NEARNESS * visible->height;
  GtkAllocation place;
  GtkTextIter iter;
  int y, line_height;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, (int) child->block);
  gtk_text_view_get_line_yrange (self->view, &iter, &y, &line_height);
  galley_figure_fit (figure, self->room, self->em, &place.width, &place.height);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, 0, y + GALLEY_FIGURE_GAP (self->em), NULL,
                                         &place.y);
  place.x = gtk_text_view_get_left_margin (self->view) + (self->room - place.width) / 2;
  galley_figure_view_set_near (child->view, y + line_height >= visible->y - reach
                                                && y <= visible->y + visible->height + reach);
  gtk_widget_measure (GTK_WIDGET (child->view), GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (GTK_WIDGET (child->view), &place, -1);
}

void
galley_body_figures_place (GalleyBodyFigures *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GdkRectangle visible;
  guint selected = 0;
  gboolean has_selected;

  if (self->children->len == 0 || self->document == NULL)
    return;
  /* In the middle of a change lines and blocks differ: what ends it queues another look. */
  if ((guint) gtk_text_buffer_get_line_count (buffer) != galley_document_get_n_blocks (self->document))
    return;
  if (self->adjustment != NULL)
    {
      self->value = gtk_adjustment_get_value (self->adjustment);
      self->upper = gtk_adjustment_get_upper (self->adjustment);
      self->page = gtk_adjustment_get_page_size (self->adjustment);
    }
  gtk_text_view_get_visible_rect (self->view, &visible);
  has_selected = galley_body_figures_get_selected (self->view, self->document, &selected);
  for (guint i = 0; i < self->children->len; i++)
    {
      const Child *child = get_child (self, i);

      place_child (self, child, &visible);
      galley_figure_view_set_selected (child->view, has_selected && child->block == selected);
    }
}

void
galley_body_figures_snapshot (GalleyBodyFigures *self,
                              GtkSnapshot       *snapshot)
{
  GtkWidget *view = GTK_WIDGET (self->view);

  if (self->children->len == 0)
    return;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (view), gtk_widget_get_height (view)));
  for (guint i = 0; i < self->children->len; i++)
    gtk_widget_snapshot_child (view, GTK_WIDGET (get_child (self, i)->view), snapshot);
  gtk_snapshot_pop (snapshot);
}

static gboolean
tick_cb (GtkWidget     *view,
         GdkFrameClock *frame_clock,
         gpointer       data)
{
  GalleyBodyFigures *self = data;

  self->tick = 0;
  gtk_widget_queue_allocate (view);
  return G_SOURCE_REMOVE;
}

void
galley_body_figures_queue_place (GalleyBodyFigures *self)
{
  if (self->tick == 0 && self->children->len > 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), tick_cb, self, NULL);
}

/* The view sets its adjustment in each allocation, and one is what follows. */
static void
adjusted_cb (GalleyBodyFigures *self)
{
  if (gtk_adjustment_get_value (self->adjustment) != self->value
      || gtk_adjustment_get_upper (self->adjustment) != self->upper
      || gtk_adjustment_get_page_size (self->adjustment) != self->page)
    galley_body_figures_queue_place (self);
}

static void
mark_set_cb (GalleyBodyFigures *self,
             GtkTextIter       *location,
             GtkTextMark       *mark)
{
  if (mark == gtk_text_buffer_get_insert (self->buffer) || mark == gtk_text_buffer_get_selection_bound (self->buffer))
    galley_body_figures_queue_place (self);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
disconnect_from (gpointer           watched,
                 GalleyBodyFigures *self)
{
  if (watched != NULL)
    g_signal_handlers_disconnect_by_data (watched, self);
}

static void
watch_adjustment (GalleyBodyFigures *self)
{
  disconnect_from (self->adjustment, self);
  g_set_weak_pointer (&self->adjustment, gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->view)));
  if (self->adjustment == NULL)
    return;
  /* Lines are laid out bit by bit: the height of the whole tells that some have found their place. */
  g_signal_connect_swapped (self->adjustment, "changed", G_CALLBACK (adjusted_cb), self);
  g_signal_connect_swapped (self->adjustment, "value-changed", G_CALLBACK (adjusted_cb), self);
}

static void
watch_buffer (GalleyBodyFigures *self)
{
  disconnect_from (self->buffer, self);
  g_set_weak_pointer (&self->buffer, gtk_text_view_get_buffer (self->view));
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (galley_body_figures_queue_place), self);
  g_signal_connect_swapped (self->buffer, "mark-set", G_CALLBACK (mark_set_cb), self);
}

GalleyBodyFigures *
galley_body_figures_new (GtkTextView *view)
{
  GalleyBodyFigures *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_new0 (GalleyBodyFigures, 1);
  self->view = view;
  self->children = g_array_new (FALSE, FALSE, sizeof (Child));
  g_signal_connect_swapped (view, "notify::vadjustment", G_CALLBACK (watch_adjustment), self);
  g_signal_connect_swapped (view, "notify::buffer", G_CALLBACK (watch_buffer), self);
  watch_adjustment (self);
  watch_buffer (self);
  return self;
}

void
galley_body_figures_free (GalleyBodyFigures *self)
{
  if (self == NULL)
    return;
  galley_body_figures_set_document (self, NULL, NULL);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self->view), self->tick);
  disconnect_from (self->view, self);
  disconnect_from (self->adjustment, self);
  disconnect_from (self->buffer, self);
  g_clear_weak_pointer (&self->adjustment);
  g_clear_weak_pointer (&self->buffer);
  g_array_unref (self->children);
  g_free (self);
}

void
galley_body_figures_set_document (GalleyBodyFigures *self,
                                  GalleyDocument    *document,
                                  GalleyMediaSource *source)
{
  g_return_if_fail (self != NULL);

  disconnect_from (self->document, self);
  for (guint i = 0; i < self->children->len; i++)
    gtk_widget_unparent (GTK_WIDGET (get_child (self, i)->view));
  g_array_set_size (self->children, 0);
  g_set_object (&self->document, document);
  g_set_object (&self->source, source);
  if (document == NULL)
    return;
  g_signal_connect_swapped (document, "spliced", G_CALLBACK (spliced_cb), self);
  update_range (self, 0, 0, galley_document_get_n_blocks (document));
}

void
galley_body_figures_set_metrics (GalleyBodyFigures *self,
                                 int                room,
                                 int                em)
{
  g_return_if_fail (self != NULL);

  self->room = room;
  self->em = em;
  galley_body_figures_queue_place (self);
}

/* --- selection --------------------------------------------------------------------------------------------------- */

static void
get_bounds (GtkTextBuffer *buffer,
            guint          block,
            GtkTextIter   *start,
            GtkTextIter   *end)
{
  gtk_text_buffer_get_iter_at_line (buffer, start, (int) block);
  *end = *start;
  if (!gtk_text_iter_ends_line (end))
    gtk_text_iter_forward_to_line_end (end);
}

void
galley_body_figures_select (GtkTextView *view,
                            guint        block)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  get_bounds (buffer, block, &start, &end);
  gtk_text_buffer_select_range (buffer, &start, &end);
  gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (buffer));
}

gboolean
galley_body_figures_get_selected (GtkTextView    *view,
                                  GalleyDocument *document,
                                  guint          *block)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end, line_start, line_end;

  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    return FALSE;
  *block = (guint) gtk_text_iter_get_line (&start);
  if (*block >= galley_document_get_n_blocks (document)
      || galley_block_get_kind (galley_document_get_block (document, *block)) != GALLEY_BLOCK_FIGURE)
    return FALSE;
  get_bounds (buffer, *block, &line_start, &line_end);
  return gtk_text_iter_equal (&start, &line_start) && gtk_text_iter_equal (&end, &line_end);
}
