/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-body-cards.h"

#include "app/editor/galley-body-figures.h"
#include "app/editor/galley-card-view.h"

struct _GalleyBodyCards
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

static void
pressed_cb (GalleyBodyCards *self,
            int              n_presses,
            GalleyCardView  *pressed)
{
  guint block = galley_body_children_find (self->children, GTK_WIDGET (pressed))->block;

  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  galley_body_figures_select (self->view, block);
  if (n_presses == 2)
    gtk_widget_activate_action (GTK_WIDGET (self->view), "editor.picture-properties", NULL);
}

/* One that stood there, else a new one. */
static GalleyCardView *
take_view (GalleyBodyCards *self,
           GPtrArray       *pool)
{
  GtkWidget *view;

  if (pool->len > 0)
    return g_ptr_array_remove_index (pool, 0);
  view = galley_card_view_new ();
  galley_card_view_set_source (GALLEY_CARD_VIEW (view), self->source);
  g_signal_connect_swapped (view, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_set_parent (view, GTK_WIDGET (self->view));
  return GALLEY_CARD_VIEW (view);
}

/* Blocks [@first, @first + @n_removed) became @n_inserted others. */
static void
update_range (GalleyBodyCards *self,
              guint            first,
              guint            n_removed,
              guint            n_inserted)
{
  g_autoptr (GPtrArray) pool =
    galley_body_placing_splice (self->placing, self->children, first, n_removed, n_inserted);

  for (guint block = first; block < first + n_inserted; block++)
    {
      GalleyBlock *shown = galley_document_get_block (self->document, block);
      GalleyCardView *view;

      if (galley_block_get_enclosure (shown) == NULL)
        continue;
      view = take_view (self, pool);
      galley_card_view_set_block (view, shown);
      galley_body_placing_insert (self->placing, self->children, block, GTK_WIDGET (view));
    }
  for (guint i = 0; i < pool->len; i++)
    gtk_widget_unparent (pool->pdata[i]);
}

static void
spliced_cb (GalleyBodyCards *self,
            guint            first,
            GPtrArray       *removed,
            guint            n_inserted)
{
  update_range (self, first, removed->len, n_inserted);
}

static void
place_child (GalleyBodyCards       *self,
             const GalleyBodyChild *child,
             const GdkRectangle    *visible)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkAllocation place;
  GtkTextIter iter;
  int y, line_height, least;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, (int) child->block);
  gtk_text_view_get_line_yrange (self->view, &iter, &y, &line_height);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, 0, y + GALLEY_CARD_GAP (self->em), NULL,
                                         &place.y);
  galley_card_view_set_near (GALLEY_CARD_VIEW (child->widget), y + line_height >= visible->y - visible->height
                                                                 && y <= visible->y + 2 * visible->height);
  gtk_widget_measure (child->widget, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  place.x = gtk_text_view_get_left_margin (self->view);
  place.width = MAX (self->room, least);
  gtk_widget_measure (child->widget, GTK_ORIENTATION_VERTICAL, place.width, &least, NULL, NULL, NULL);
  place.height = MAX (GALLEY_CARD_HEIGHT (self->em), least);
  gtk_widget_size_allocate (child->widget, &place, -1);
}

void
galley_body_cards_place (GalleyBodyCards *self)
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
      const GalleyBodyChild *child = galley_body_children_get (self->children, i);

      place_child (self, child, &visible);
      galley_card_view_set_selected (GALLEY_CARD_VIEW (child->widget), has_selected && child->block == selected);
    }
}

void
galley_body_cards_snapshot (GalleyBodyCards *self,
                            GtkSnapshot     *snapshot)
{
  galley_body_placing_snapshot (self->placing, self->children, snapshot);
}

GalleyBodyCards *
galley_body_cards_new (GtkTextView       *view,
                       GalleyBodyPlacing *placing)
{
  GalleyBodyCards *self;

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), NULL);

  self = g_new0 (GalleyBodyCards, 1);
  self->view = view;
  self->placing = placing;
  self->children = galley_body_children_new ();
  return self;
}

void
galley_body_cards_free (GalleyBodyCards *self)
{
  if (self == NULL)
    return;
  galley_body_cards_set_document (self, NULL, NULL);
  g_array_unref (self->children);
  g_free (self);
}

void
galley_body_cards_set_document (GalleyBodyCards   *self,
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
galley_body_cards_set_metrics (GalleyBodyCards *self,
                               int              room,
                               int              em)
{
  g_return_if_fail (self != NULL);

  self->room = room;
  self->em = em;
  galley_body_placing_queue (self->placing);
}
