/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/conflict/galley-columns-layout.h"

/* 640 pixels with the usual type: twice a column of some twenty Han characters. Larger type wants more. */
#define LEAST_LINES 32

struct _GalleyColumnsLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
};

G_DEFINE_FINAL_TYPE (GalleyColumnsLayout, galley_columns_layout, GTK_TYPE_LAYOUT_MANAGER)

static int
get_line_height (GtkWidget *widget)
{
  PangoFontMetrics *metrics = pango_context_get_metrics (gtk_widget_get_pango_context (widget), NULL, NULL);
  int height = PANGO_PIXELS (pango_font_metrics_get_height (metrics));

  pango_font_metrics_unref (metrics);
  return height;
}

static int
count_children (GtkWidget *widget)
{
  int n_children = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_should_layout (child))
      n_children++;
  return n_children;
}

/* @width < 0: not known; as narrow as can be. */
static gboolean
is_stacked (GtkWidget *widget,
            int        width)
{
  return width < LEAST_LINES * get_line_height (widget) || count_children (widget) < 2;
}

static int
get_column_width (GalleyColumnsLayout *self,
                  GtkWidget           *widget,
                  int                  width)
{
  int n_children = count_children (widget);

  return is_stacked (widget, width) ? width : (width - (n_children - 1) * self->spacing) / n_children;
}

static GtkSizeRequestMode
galley_columns_layout_get_request_mode (GtkLayoutManager *manager,
                                        GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
galley_columns_layout_measure (GtkLayoutManager *manager,
                               GtkWidget        *widget,
                               GtkOrientation    orientation,
                               int               for_size,
                               int              *minimum,
                               int              *natural,
                               int              *minimum_baseline,
                               int              *natural_baseline)
{
  GalleyColumnsLayout *self = GALLEY_COLUMNS_LAYOUT (manager);
  gboolean is_column = orientation == GTK_ORIENTATION_VERTICAL && is_stacked (widget, for_size);
  int for_child = orientation == GTK_ORIENTATION_VERTICAL ? get_column_width (self, widget, for_size) : -1;
  int n_children = 0;

  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, orientation, for_child, &child_minimum, &child_natural, NULL, NULL);
      *minimum = is_column ? *minimum + child_minimum : MAX (*minimum, child_minimum);
      *natural = is_column || orientation == GTK_ORIENTATION_HORIZONTAL ? *natural + child_natural
                                                                       : MAX (*natural, child_natural);
      n_children++;
    }
  if (is_column && n_children > 1)
    {
      *minimum += (n_children - 1) * self->spacing;
      *natural += (n_children - 1) * self->spacing;
    }
  *natural = MAX (*natural, *minimum);
}

static void
galley_columns_layout_allocate (GtkLayoutManager *manager,
                                GtkWidget        *widget,
                                int               width,
                                int               height,
                                int               baseline)
{
  GalleyColumnsLayout *self = GALLEY_COLUMNS_LAYOUT (manager);
  gboolean is_column = is_stacked (widget, width), is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int child_width = get_column_width (self, widget, width), place = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation box = { 0, place, child_width, height };

      if (!gtk_widget_should_layout (child))
        continue;
      if (is_column)
        gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, child_width, NULL, &box.height, NULL, NULL);
      else
        box = (GtkAllocation){ is_rtl ? width - place - child_width : place, 0, child_width, height };
      gtk_widget_size_allocate (child, &box, -1);
      place += self->spacing + (is_column ? box.height : child_width);
    }
}

static void
galley_columns_layout_class_init (GalleyColumnsLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = galley_columns_layout_get_request_mode;
  manager_class->measure = galley_columns_layout_measure;
  manager_class->allocate = galley_columns_layout_allocate;
}

static void
galley_columns_layout_init (GalleyColumnsLayout *self)
{
}

GtkLayoutManager *
galley_columns_layout_new (int spacing)
{
  GalleyColumnsLayout *self = g_object_new (GALLEY_TYPE_COLUMNS_LAYOUT, NULL);

  self->spacing = spacing;
  return GTK_LAYOUT_MANAGER (self);
}
