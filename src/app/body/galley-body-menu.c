/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-body-menu.h"

#include "app/base/galley-text-guard.h"
#include "app/body/galley-body-objects.h"
#include "app/body/galley-object-view.h"
#include "app/body/galley-text-menu.h"

/* A cell that is gone into has no place before the next layout. */
typedef struct
{
  GtkWidget *cell_view; /* owned */
  double x, y;          /* of the body's view */
} Wait;

static void
wait_free (gpointer data)
{
  g_object_unref (((Wait *) data)->cell_view);
  g_free (data);
}

static gboolean
ask_in_cell_cb (GtkWidget     *view,
                GdkFrameClock *frame_clock,
                gpointer       data)
{
  const Wait *wait = data;
  double x, y;

  if (!gtk_widget_is_ancestor (wait->cell_view, view))
    return G_SOURCE_REMOVE;
  if (gtk_widget_get_height (wait->cell_view) == 0)
    return G_SOURCE_CONTINUE;
  gtk_widget_translate_coordinates (view, wait->cell_view, wait->x, wait->y, &x, &y);
  galley_text_menu_ask (GTK_TEXT_VIEW (wait->cell_view), x, y);
  return G_SOURCE_REMOVE;
}

static void
ask_in_cell (GtkTextView *view,
             GtkWidget   *cell_view,
             double       x,
             double       y)
{
  Wait *wait = g_new0 (Wait, 1);

  wait->cell_view = g_object_ref (cell_view);
  wait->x = x;
  wait->y = y;
  gtk_widget_add_tick_callback (GTK_WIDGET (view), ask_in_cell_cb, wait, wait_free);
}

/* Selects the block at @y as a whole, if the selection does not have it yet. */
static void
select_block (GtkTextView *view,
              double       y)
{
  GtkTextIter line, start, end;
  int buffer_y;

  gtk_text_view_window_to_buffer_coords (view, GTK_TEXT_WINDOW_WIDGET, 0, (int) y, NULL, &buffer_y);
  gtk_text_view_get_line_at_y (view, &line, buffer_y, NULL);
  if (!gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (view), &start, &end)
      || !gtk_text_iter_in_range (&line, &start, &end))
    galley_body_objects_select (view, (guint) gtk_text_iter_get_line (&line));
}

gboolean
galley_body_menu_press (GtkTextView      *view,
                        GalleyBodyTables *tables,
                        GalleyDocument   *document,
                        double            x,
                        double            y)
{
  GtkWidget *cell_view = GTK_WIDGET (galley_body_tables_get_cell_view (tables));
  GtkWidget *pressed = gtk_widget_pick (GTK_WIDGET (view), x, y, GTK_PICK_DEFAULT);

  g_return_val_if_fail (GTK_IS_TEXT_VIEW (view), FALSE);

  if (document == NULL)
    return FALSE;
  if (pressed != NULL && (pressed == cell_view || gtk_widget_is_ancestor (pressed, cell_view)))
    return FALSE;
  galley_text_guard_commit_preedit (GTK_WIDGET (view));
  if (galley_body_tables_edit_at (tables, x, y))
    {
      ask_in_cell (view, cell_view, x, y);
      return TRUE;
    }
  if (pressed != NULL && gtk_widget_get_ancestor (pressed, GALLEY_TYPE_OBJECT_VIEW) != NULL)
    select_block (view, y);
  else
    galley_text_menu_place_caret (view, x, y);
  galley_text_menu_ask (view, x, y);
  return TRUE;
}
