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
  GPtrArray *spare;          /* (element-type GalleyFigureView), borrowed: hidden */

  /* borrowed */
  GtkTextView *view;
  GtkAdjustment *adjustment; /* weak */
  GtkTextBuffer *buffer;     /* weak */

  int room, em;
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

/* One that is not needed any more, or a new one. */
static GalleyFigureView *
add_view (GalleyBodyFigures *self)
{
  GtkWidget *view;

  if (self->spare->len > 0)
    {
      view = g_ptr_array_steal_index (self->spare, self->spare->len - 1);
      gtk_widget_set_visible (view, TRUE);
    }
  else
    {
      view = galley_figure_view_new ();
      g_signal_connect_swapped (view, "pressed", G_CALLBACK (pressed_cb), self);
      gtk_text_view_add_overlay (self->view, view, 0, 0);
    }
  galley_figure_view_set_source (GALLEY_FIGURE_VIEW (view), self->source);
  return GALLEY_FIGURE_VIEW (view);
}

/* GTK 4.8 cannot take one out of a text view again (gtk_text_view_remove() knows anchored children alone): it is hidden
 * until there is another figure. */
static void
remove_view (GalleyBodyFigures *self,
             GalleyFigureView  *view)
{
  galley_figure_view_set_near (view, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (view), FALSE);
  g_ptr_array_add (self->spare, view);
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
    remove_view (self, pool->pdata[j]);
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
  int width, height, y, line_height;
  GtkTextIter iter;

  galley_figure_fit (figure, self->room, self->em, &width, &height);
  gtk_text_buffer_get_iter_at_line (buffer, &iter, (int) child->block);
  gtk_text_view_get_line_yrange (self->view, &iter, &y, &line_height);
  galley_figure_view_set_size (child->view, width, height);
  gtk_text_view_move_overlay (self->view, GTK_WIDGET (child->view),
                              gtk_text_view_get_left_margin (self->view) + (self->room - width) / 2,
                              y + GALLEY_FIGURE_GAP (self->em));
  galley_figure_view_set_near (child->view, y + line_height >= visible->y - reach
                                                && y <= visible->y + visible->height + reach);
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
  gtk_text_view_get_visible_rect (self->view, &visible);
  has_selected = galley_body_figures_get_selected (self->view, self->document, &selected);
  for (guint i = 0; i < self->children->len; i++)
    {
      const Child *child = get_child (self, i);

      place_child (self, child, &visible);
      galley_figure_view_set_selected (child->view, has_selected && child->block == selected);
    }
}

static gboolean
tick_cb (GtkWidget     *view,
         GdkFrameClock *frame_clock,
         gpointer       data)
{
  GalleyBodyFigures *self = data;

  self->tick = 0;
  galley_body_figures_place (self);
  return G_SOURCE_REMOVE;
}

void
galley_body_figures_queue_place (GalleyBodyFigures *self)
{
  if (self->tick == 0 && self->children->len > 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->view), tick_cb, self, NULL);
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
  g_signal_connect_swapped (self->adjustment, "changed", G_CALLBACK (galley_body_figures_queue_place), self);
  g_signal_connect_swapped (self->adjustment, "value-changed", G_CALLBACK (galley_body_figures_queue_place), self);
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
  self->spare = g_ptr_array_new ();
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
  for (guint i = 0; i < self->spare->len; i++)
    disconnect_from (self->spare->pdata[i], self);
  g_ptr_array_unref (self->spare);
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
    remove_view (self, get_child (self, i)->view);
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
