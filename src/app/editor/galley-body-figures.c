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
  GalleyBodyPlacing *placing;

  int room, em;
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
  galley_body_placing_add (self->placing, (int) children->len - (int) self->children->len);
  galley_body_placing_queue (self->placing);
  g_array_unref (self->children);
  self->children = g_steal_pointer (&children);
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

/* --- life -------------------------------------------------------------------------------------------------------- */

GalleyBodyFigures *
galley_body_figures_new (GtkTextView       *view,
                         GalleyBodyPlacing *placing)
{
  GalleyBodyFigures *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_new0 (GalleyBodyFigures, 1);
  self->view = view;
  self->placing = placing;
  self->children = g_array_new (FALSE, FALSE, sizeof (Child));
  return self;
}

void
galley_body_figures_free (GalleyBodyFigures *self)
{
  if (self == NULL)
    return;
  galley_body_figures_set_document (self, NULL, NULL);
  g_array_unref (self->children);
  g_free (self);
}

void
galley_body_figures_set_document (GalleyBodyFigures *self,
                                  GalleyDocument    *document,
                                  GalleyMediaSource *source)
{
  g_return_if_fail (self != NULL);

  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  for (guint i = 0; i < self->children->len; i++)
    gtk_widget_unparent (GTK_WIDGET (get_child (self, i)->view));
  galley_body_placing_add (self->placing, -(int) self->children->len);
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
  galley_body_placing_queue (self->placing);
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
      || (galley_block_get_figure (galley_document_get_block (document, *block)) == NULL
          && galley_block_get_enclosure (galley_document_get_block (document, *block)) == NULL))
    return FALSE;
  get_bounds (buffer, *block, &line_start, &line_end);
  return gtk_text_iter_equal (&start, &line_start) && gtk_text_iter_equal (&end, &line_end);
}
