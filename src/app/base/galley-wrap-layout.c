/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/base/galley-wrap-layout.h"

struct _GalleyWrapLayout
{
  GtkLayoutManager parent_instance;

  int spacing;
  int line_spacing;
  gboolean is_centred;
};

G_DEFINE_FINAL_TYPE (GalleyWrapLayout, galley_wrap_layout, GTK_TYPE_LAYOUT_MANAGER)

/* One line: the children from @first that fit into @width, and at least one. */
typedef struct
{
  GtkWidget *first;
  GtkWidget *end; /* one past the last, NULL at the end */
  int width;
  int height;
} Line;

static int
get_natural_width (GtkWidget *child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static Line
take_line (GalleyWrapLayout *self,
           GtkWidget        *first,
           int               width)
{
  Line line = { .first = first };
  GtkWidget *child;

  for (child = first; child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      int natural, height;

      if (!gtk_widget_should_layout (child))
        continue;
      natural = MIN (get_natural_width (child), width);
      if (line.width > 0 && line.width + self->spacing + natural > width)
        break;
      gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, natural, NULL, &height, NULL, NULL);
      line.width += (line.width > 0 ? self->spacing : 0) + natural;
      line.height = MAX (line.height, height);
    }
  line.end = child;
  return line;
}

static GtkSizeRequestMode
galley_wrap_layout_get_request_mode (GtkLayoutManager *manager,
                                     GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (GalleyWrapLayout *self,
               GtkWidget        *widget,
               int              *minimum,
               int              *natural)
{
  *minimum = *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum, child_natural;

      if (!gtk_widget_should_layout (child))
        continue;
      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &child_minimum, &child_natural, NULL, NULL);
      *minimum = MAX (*minimum, child_minimum);
      *natural += (*natural > 0 ? self->spacing : 0) + child_natural;
    }
}

static void
galley_wrap_layout_measure (GtkLayoutManager *manager,
                            GtkWidget        *widget,
                            GtkOrientation    orientation,
                            int               for_size,
                            int              *minimum,
                            int              *natural,
                            int              *minimum_baseline,
                            int              *natural_baseline)
{
  GalleyWrapLayout *self = GALLEY_WRAP_LAYOUT (manager);
  int height = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, widget, minimum, natural);
      return;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;)
    {
      Line line = take_line (self, child, for_size < 0 ? G_MAXINT / 2 : for_size);

      height += (height > 0 && line.height > 0 ? self->line_spacing : 0) + line.height;
      child = line.end;
    }
  *minimum = *natural = height;
}

static void
allocate_line (GalleyWrapLayout *self,
               const Line       *line,
               int               top,
               int               width,
               gboolean          is_rtl)
{
  int left = self->is_centred ? MAX (0, (width - line->width) / 2) : 0;

  for (GtkWidget *child = line->first; child != line->end; child = gtk_widget_get_next_sibling (child))
    {
      int natural;

      if (!gtk_widget_should_layout (child))
        continue;
      natural = MIN (get_natural_width (child), width);
      gtk_widget_size_allocate (
          child, &(GtkAllocation){ is_rtl ? width - left - natural : left, top, natural, line->height }, -1);
      left += natural + self->spacing;
    }
}

static void
galley_wrap_layout_allocate (GtkLayoutManager *manager,
                             GtkWidget        *widget,
                             int               width,
                             int               height,
                             int               baseline)
{
  GalleyWrapLayout *self = GALLEY_WRAP_LAYOUT (manager);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int top = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;)
    {
      Line line = take_line (self, child, width);

      allocate_line (self, &line, top, width, is_rtl);
      top += line.height + self->line_spacing;
      child = line.end;
    }
}

static void
galley_wrap_layout_class_init (GalleyWrapLayoutClass *klass)
{
  GtkLayoutManagerClass *manager_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  manager_class->get_request_mode = galley_wrap_layout_get_request_mode;
  manager_class->measure = galley_wrap_layout_measure;
  manager_class->allocate = galley_wrap_layout_allocate;
}

static void
galley_wrap_layout_init (GalleyWrapLayout *self)
{
}

GtkLayoutManager *
galley_wrap_layout_new (int      spacing,
                        int      line_spacing,
                        gboolean is_centred)
{
  GalleyWrapLayout *self = g_object_new (GALLEY_TYPE_WRAP_LAYOUT, NULL);

  self->spacing = spacing;
  self->line_spacing = line_spacing;
  self->is_centred = is_centred;
  return GTK_LAYOUT_MANAGER (self);
}
