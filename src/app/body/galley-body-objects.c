/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-body-objects.h"

#include "app/body/galley-card-view.h"
#include "app/body/galley-figure-view.h"

struct _GalleyBodyObjects
{
  /* owned */
  GalleyDocument *document;  /* (nullable) */
  GalleyMediaSource *source; /* (nullable) */
  GArray *children;          /* (element-type GalleyBodyChild), ascending */

  /* borrowed */
  GtkTextView *view;
  GalleyBodyPlacing *placing;

  int room, em;
};

/* --- which there are --------------------------------------------------------------------------------------------- */

/* What shows @block; G_TYPE_NONE: it is no such thing. */
static GType
get_view_type (GalleyBlock *block)
{
  if (galley_block_get_figure (block) != NULL)
    return GALLEY_TYPE_FIGURE_VIEW;
  return galley_block_get_enclosure (block) != NULL ? GALLEY_TYPE_CARD_VIEW : G_TYPE_NONE;
}

static void
pressed_cb (GalleyBodyObjects *self,
            int                n_presses,
            GalleyObjectView  *pressed)
{
  guint block = galley_body_children_find (self->children, GTK_WIDGET (pressed))->block;

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  galley_body_objects_select (self->view, block);
  if (n_presses == 2)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "editor.picture-properties", NULL);
}

static GtkWidget *
add_view (GalleyBodyObjects *self,
          GType              type)
{
  GtkWidget *view = g_object_new (type, NULL);

  galley_object_view_set_source (GALLEY_OBJECT_VIEW (view), self->source);
  g_signal_connect_swapped (view, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_set_parent (view, GTK_WIDGET (self->view));
  return view;
}

/* A view of @pool that shows @block already, else one that can, else a new one. */
static GtkWidget *
take_view (GalleyBodyObjects *self,
           GPtrArray         *pool,
           GalleyBlock       *block)
{
  GType type = get_view_type (block);
  GtkWidget *taken = NULL;

  for (guint i = 0; i < pool->len; i++)
    {
      if (G_OBJECT_TYPE (pool->pdata[i]) != type)
        continue;
      if (taken == NULL || galley_object_view_shows (pool->pdata[i], block))
        taken = pool->pdata[i];
    }
  if (taken == NULL)
    return add_view (self, type);
  g_ptr_array_remove (pool, taken);
  return taken;
}

/* Blocks [@first, @first + @n_removed) became @n_inserted others. */
static void
update_range (GalleyBodyObjects *self,
              guint              first,
              guint              n_removed,
              guint              n_inserted)
{
  g_autoptr (GPtrArray) pool =
      galley_body_placing_splice (self->placing, self->children, first, n_removed, n_inserted);

  for (guint block = first; block < first + n_inserted; block++)
    {
      GalleyBlock *shown = galley_document_get_block (self->document, block);
      GtkWidget *view;

      if (get_view_type (shown) == G_TYPE_NONE)
        continue;
      view = take_view (self, pool, shown);
      galley_object_view_set_block (GALLEY_OBJECT_VIEW (view), shown);
      galley_body_placing_insert (self->placing, self->children, block, view);
    }
  for (guint i = 0; i < pool->len; i++)
    gtk_widget_unparent (pool->pdata[i]);
}

static void
spliced_cb (GalleyBodyObjects *self,
            guint              first,
            GPtrArray         *removed,
            guint              n_inserted)
{
  update_range (self, first, removed->len, n_inserted);
}

/* --- where they are ---------------------------------------------------------------------------------------------- */

static void
place_child (GalleyBodyObjects     *self,
             const GalleyBodyChild *child,
             const GdkRectangle    *visible)
{
  GtkTextIter iter;
  GtkAllocation place;
  int y, line_height;

  gtk_text_buffer_get_iter_at_line (gtk_text_view_get_buffer (self->view), &iter, (int) child->block);
  gtk_text_view_get_line_yrange (self->view, &iter, &y, &line_height);
  /* Whoever scrolls finds it ready: a height of the view above and below what is in sight. */
  galley_object_view_set_near (GALLEY_OBJECT_VIEW (child->widget),
                               y + line_height >= visible->y - visible->height
                                 && y <= visible->y + 2 * visible->height);
  galley_object_view_fit (GALLEY_OBJECT_VIEW (child->widget), self->room, self->em, &place);
  place.x += gtk_text_view_get_left_margin (self->view);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, 0, y + place.y, NULL, &place.y);
  /* A widget wants to be asked before it is told. */
  gtk_widget_measure (child->widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
  gtk_widget_size_allocate (child->widget, &place, -1);
}

void
galley_body_objects_place (GalleyBodyObjects *self)
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
  has_selected = galley_body_objects_get_selected (self->view, self->document, &selected);
  for (guint i = 0; i < self->children->len; i++)
    {
      const GalleyBodyChild *child = galley_body_children_get (self->children, i);

      place_child (self, child, &visible);
      galley_object_view_set_selected (GALLEY_OBJECT_VIEW (child->widget), has_selected && child->block == selected);
    }
}

void
galley_body_objects_snapshot (GalleyBodyObjects *self,
                              GtkSnapshot       *snapshot)
{
  galley_body_placing_snapshot (self->placing, self->children, snapshot);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

GalleyBodyObjects *
galley_body_objects_new (GtkTextView       *view,
                         GalleyBodyPlacing *placing)
{
  GalleyBodyObjects *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_new0 (GalleyBodyObjects, 1);
  self->view = view;
  self->placing = placing;
  self->children = galley_body_children_new ();
  return self;
}

void
galley_body_objects_free (GalleyBodyObjects *self)
{
  if (self == NULL)
    return;
  galley_body_objects_set_document (self, NULL, NULL);
  g_array_unref (self->children);
  g_free (self);
}

void
galley_body_objects_set_document (GalleyBodyObjects *self,
                                  GalleyDocument    *document,
                                  GalleyMediaSource *source)
{
  g_return_if_fail (self != NULL);

  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  galley_body_placing_clear (self->placing, self->children);
  g_set_object (&self->document, document);
  g_set_object (&self->source, source);
  if (document == NULL)
    return;
  g_signal_connect_swapped (document, "spliced", G_CALLBACK (spliced_cb), self);
  update_range (self, 0, 0, galley_document_get_n_blocks (document));
}

void
galley_body_objects_set_metrics (GalleyBodyObjects *self,
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
galley_body_objects_select (GtkTextView *view,
                            guint        block)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end;

  get_bounds (buffer, block, &start, &end);
  gtk_text_buffer_select_range (buffer, &start, &end);
  gtk_text_view_scroll_mark_onscreen (view, gtk_text_buffer_get_insert (buffer));
}

gboolean
galley_body_objects_get_selected (GtkTextView    *view,
                                  GalleyDocument *document,
                                  guint          *block)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (view);
  GtkTextIter start, end, line_start, line_end;

  if (!gtk_text_buffer_get_selection_bounds (buffer, &start, &end))
    return FALSE;
  *block = (guint) gtk_text_iter_get_line (&start);
  if (*block >= galley_document_get_n_blocks (document)
      || get_view_type (galley_document_get_block (document, *block)) == G_TYPE_NONE)
    return FALSE;
  get_bounds (buffer, *block, &line_start, &line_end);
  return gtk_text_iter_equal (&start, &line_start) && gtk_text_iter_equal (&end, &line_end);
}
