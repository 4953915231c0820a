/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/print/galley-print-piece.h"

#define CELL_PADDING_X 5.0
#define CELL_PADDING_Y 4.0
#define RULE_HEIGHT 18.0
#define HAIRLINE 0.6

typedef enum
{
  PIECE_TEXT,
  PIECE_ROW,
  PIECE_PICTURE,
  PIECE_RULE,
} PieceKind;

/* From the top of the text. */
typedef struct
{
  double top, bottom, baseline, x;
} Line;

typedef struct
{
  PangoLayout *layout;
  double x, width;
} Cell;

struct _GalleyPrintPiece
{
  PieceKind kind;
  double x, width, height; /* of what is no text */
  double space_before;
  gboolean keeps_next;
  gboolean begins_page;

  PangoLayout *layout; /* of a text */
  GArray *lines;       /* (element-type Line) */
  PangoLayout *marker; /* (nullable) */
  double marker_x;

  GArray *cells; /* (element-type Cell) */
  gboolean has_frame;

  cairo_surface_t *surface;
};

static void
cell_clear (gpointer data)
{
  g_object_unref (((Cell *) data)->layout);
}

static GalleyPrintPiece *
piece_new (PieceKind kind,
           double    x,
           double    width,
           double    height)
{
  GalleyPrintPiece *self = g_new0 (GalleyPrintPiece, 1);

  self->kind = kind;
  self->x = x;
  self->width = width;
  self->height = height;
  return self;
}

void
galley_print_piece_free (GalleyPrintPiece *self)
{
  g_clear_object (&self->layout);
  g_clear_pointer (&self->lines, g_array_unref);
  g_clear_object (&self->marker);
  g_clear_pointer (&self->cells, g_array_unref);
  g_clear_pointer (&self->surface, cairo_surface_destroy);
  g_free (self);
}

/* --- a text ------------------------------------------------------------------------------------------------------ */

static void
measure_lines (GalleyPrintPiece *self)
{
  g_autoptr (PangoLayoutIter) iter = pango_layout_get_iter (self->layout);

  do
    {
      PangoRectangle extents;
      int top, bottom;
      Line line;

      pango_layout_iter_get_line_extents (iter, NULL, &extents);
      pango_layout_iter_get_line_yrange (iter, &top, &bottom);
      line.top = (double) top / PANGO_SCALE;
      line.bottom = (double) bottom / PANGO_SCALE;
      line.baseline = (double) pango_layout_iter_get_baseline (iter) / PANGO_SCALE;
      line.x = (double) extents.x / PANGO_SCALE;
      g_array_append_val (self->lines, line);
    }
  while (pango_layout_iter_next_line (iter));
}

GalleyPrintPiece *
galley_print_piece_new_text (PangoLayout *layout,
                             double       x)
{
  GalleyPrintPiece *self;

  g_return_val_if_fail (PANGO_IS_LAYOUT (layout), NULL);

  self = piece_new (PIECE_TEXT, x, 0, 0);
  self->layout = layout;
  self->lines = g_array_new (FALSE, FALSE, sizeof (Line));
  measure_lines (self);
  return self;
}

void
galley_print_piece_set_marker (GalleyPrintPiece *self,
                               PangoLayout      *layout,
                               double            x)
{
  g_return_if_fail (self != NULL && self->kind == PIECE_TEXT && self->marker == NULL);

  self->marker = layout;
  self->marker_x = x;
}

/* --- what stays whole -------------------------------------------------------------------------------------------- */

GalleyPrintPiece *
galley_print_piece_new_row (double   height,
                            gboolean has_frame)
{
  GalleyPrintPiece *self = piece_new (PIECE_ROW, 0, 0, height);

  self->cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  g_array_set_clear_func (self->cells, cell_clear);
  self->has_frame = has_frame;
  return self;
}

double
galley_print_piece_get_cell_room (double width)
{
  return width - 2 * CELL_PADDING_X;
}

void
galley_print_piece_add_cell (GalleyPrintPiece *self,
                             PangoLayout      *layout,
                             double            x,
                             double            width)
{
  Cell cell = { layout, x, width };
  int height;

  g_return_if_fail (self != NULL && self->kind == PIECE_ROW);
  g_return_if_fail (PANGO_IS_LAYOUT (layout));

  g_array_append_val (self->cells, cell);
  pango_layout_get_size (layout, NULL, &height);
  self->height = MAX (self->height, (double) height / PANGO_SCALE + 2 * CELL_PADDING_Y);
}

GalleyPrintPiece *
galley_print_piece_new_picture (cairo_surface_t *surface,
                                double           x,
                                double           width,
                                double           height)
{
  GalleyPrintPiece *self = piece_new (PIECE_PICTURE, x, width, height);

  self->surface = cairo_surface_reference (surface);
  return self;
}

GalleyPrintPiece *
galley_print_piece_new_rule (double x,
                             double width)
{
  return piece_new (PIECE_RULE, x, width, RULE_HEIGHT);
}

/* --- among the others -------------------------------------------------------------------------------------------- */

void
galley_print_piece_set_space_before (GalleyPrintPiece *self,
                                     double            space)
{
  self->space_before = space;
}

void
galley_print_piece_set_keeps_next (GalleyPrintPiece *self)
{
  self->keeps_next = TRUE;
}

void
galley_print_piece_set_begins_page (GalleyPrintPiece *self)
{
  self->begins_page = TRUE;
}

double
galley_print_piece_get_space_before (const GalleyPrintPiece *self)
{
  return self->space_before;
}

gboolean
galley_print_piece_get_keeps_next (const GalleyPrintPiece *self)
{
  return self->keeps_next;
}

gboolean
galley_print_piece_get_begins_page (const GalleyPrintPiece *self)
{
  return self->begins_page;
}

guint
galley_print_piece_get_n_lines (const GalleyPrintPiece *self)
{
  return self->lines != NULL ? self->lines->len : 1;
}

static const Line *
get_line (const GalleyPrintPiece *self,
          guint                   line)
{
  return &g_array_index (self->lines, Line, line);
}

double
galley_print_piece_get_height (const GalleyPrintPiece *self,
                               guint                   first,
                               guint                   n_lines)
{
  g_return_val_if_fail (first + n_lines <= galley_print_piece_get_n_lines (self), 0);

  if (n_lines == 0)
    return 0;
  if (self->lines == NULL)
    return self->height;
  return get_line (self, first + n_lines - 1)->bottom - get_line (self, first)->top;
}

/* --- drawing ----------------------------------------------------------------------------------------------------- */

static void
draw_text (const GalleyPrintPiece *self,
           cairo_t                *cr,
           guint                   first,
           guint                   n_lines,
           double                  y)
{
  double top = get_line (self, first)->top;
  GSList *lines = g_slist_nth (pango_layout_get_lines_readonly (self->layout), first);

  for (guint i = first; i < first + n_lines && lines != NULL; i++, lines = lines->next)
    {
      const Line *line = get_line (self, i);

      cairo_move_to (cr, self->x + line->x, y + line->baseline - top);
      pango_cairo_show_layout_line (cr, lines->data);
    }
  if (first == 0 && self->marker != NULL)
    {
      cairo_move_to (cr, self->marker_x, y + get_line (self, 0)->baseline);
      pango_cairo_show_layout_line (cr, pango_layout_get_line_readonly (self->marker, 0));
    }
}

static void
draw_row (const GalleyPrintPiece *self,
          cairo_t                *cr,
          double                  y)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      const Cell *cell = &g_array_index (self->cells, Cell, i);
      int height;

      pango_layout_get_size (cell->layout, NULL, &height);
      cairo_move_to (cr, cell->x + CELL_PADDING_X, y + (self->height - (double) height / PANGO_SCALE) / 2);
      pango_cairo_show_layout (cr, cell->layout);
      if (self->has_frame)
        {
          cairo_rectangle (cr, cell->x, y, cell->width, self->height);
          cairo_stroke (cr);
        }
    }
}

static void
draw_picture (const GalleyPrintPiece *self,
              cairo_t                *cr,
              double                  y)
{
  cairo_save (cr);
  cairo_translate (cr, self->x, y);
  cairo_scale (cr, self->width / cairo_image_surface_get_width (self->surface),
               self->height / cairo_image_surface_get_height (self->surface));
  cairo_set_source_surface (cr, self->surface, 0, 0);
  cairo_paint (cr);
  cairo_restore (cr);
}

void
galley_print_piece_draw (const GalleyPrintPiece *self,
                         cairo_t                *cr,
                         guint                   first,
                         guint                   n_lines,
                         double                  y)
{
  g_return_if_fail (first + n_lines <= galley_print_piece_get_n_lines (self));

  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_line_width (cr, HAIRLINE);
  switch (self->kind)
    {
    case PIECE_TEXT:
      draw_text (self, cr, first, n_lines, y);
      break;
    case PIECE_ROW:
      draw_row (self, cr, y);
      break;
    case PIECE_PICTURE:
      draw_picture (self, cr, y);
      break;
    case PIECE_RULE:
      cairo_move_to (cr, self->x, y + self->height / 2);
      cairo_rel_line_to (cr, self->width, 0);
      cairo_stroke (cr);
      break;
    default:
      g_assert_not_reached ();
    }
}
