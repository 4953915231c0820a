/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-body-cards.h"

#include "app/editor/galley-body-figures.h"
#include "app/editor/galley-card-view.h"

typedef struct
{
  guint block;
  GalleyCardView *view; /* borrowed: the text view's child */
} Child;

struct _GalleyBodyCards
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
get_child (GalleyBodyCards *self,
           guint            index)
{
  return &g_array_index (self->children, Child, index);
}

static void
pressed_cb (GalleyBodyCards *self,
            int              n_presses,
            GalleyCardView  *pressed)
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
  g_autoptr (GArray) children = g_array_new (FALSE, FALSE, sizeof (Child));
  g_autoptr (GPtrArray) pool = g_ptr_array_new ();

  for (guint i = 0; i < self->children->len; i++)
    if (get_child (self, i)->block >= first && get_child (self, i)->block < first + n_removed)
      g_ptr_array_add (pool, get_child (self, i)->view);
  for (guint i = 0; i < self->children->len && get_child (self, i)->block < first; i++)
    g_array_append_val (children, *get_child (self, i));
  for (guint block = first; block < first + n_inserted; block++)
    {
      GalleyBlock *shown = galley_document_get_block (self->document, block);
      Child child = { block, NULL };

      if (galley_block_get_enclosure (shown) == NULL)
        continue;
      child.view = take_view (self, pool);
      galley_card_view_set_block (child.view, shown);
      g_array_append_val (children, child);
    }
  for (guint i = 0; i < self->children->len; i++)
    {
      Child child = *get_child (self, i);

      if (child.block < first + n_removed)
        continue;
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
spliced_cb (GalleyBodyCards *self,
            guint            first,
            GPtrArray       *removed,
            guint            n_inserted)
{
  update_range (self, first, removed->len, n_inserted);
}

static void
place_child (GalleyBodyCards    *self,
             const Child        *child,
             const GdkRectangle *visible)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->view);
  GtkAllocation place;
  GtkTextIter iter;
  int y, line_height, least;

  gtk_text_buffer_get_iter_at_line (buffer, &iter, (int) child->block);
  gtk_text_view_get_line_yrange (self->view, &iter, &y, &line_height);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, 0, y + GALLEY_CARD_GAP (self->em), NULL,
                                         &place.y);
  galley_card_view_set_near (child->view, y + line_height >= visible->y - visible->height
                                              && y <= visible->y + 2 * visible->height);
  gtk_widget_measure (GTK_WIDGET (child->view), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  place.x = gtk_text_view_get_left_margin (self->view);
  place.width = MAX (self->room, least);
  gtk_widget_measure (GTK_WIDGET (child->view), GTK_ORIENTATION_VERTICAL, place.width, &least, NULL, NULL, NULL);
  place.height = MAX (GALLEY_CARD_HEIGHT (self->em), least);
  gtk_widget_size_allocate (GTK_WIDGET (child->view), &place, -1);
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
      const Child *child = get_child (self, i);

      place_child (self, child, &visible);
      galley_card_view_set_selected (child->view, has_selected && child->block == selected);
    }
}

void
galley_body_cards_snapshot (GalleyBodyCards *self,
                            GtkSnapshot     *snapshot)
{
  GtkWidget *view = GTK_WIDGET (self->view);

  if (self->children->len == 0)
    return;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, gtk_widget_get_width (view), gtk_widget_get_height (view)));
  for (guint i = 0; i < self->children->len; i++)
    gtk_widget_snapshot_child (view, GTK_WIDGET (get_child (self, i)->view), snapshot);
  gtk_snapshot_pop (snapshot);
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
  self->children = g_array_new (FALSE, FALSE, sizeof (Child));
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
galley_body_cards_set_metrics (GalleyBodyCards *self,
                               int              room,
                               int              em)
{
  g_return_if_fail (self != NULL);

  self->room = room;
  self->em = em;
  galley_body_placing_queue (self->placing);
}
