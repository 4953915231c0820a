/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-table-view.h"

#include "app/body/galley-table-label.h"
#include "app/body/galley-table-layout.h"
#include "core/model/galley-block.h"

#include <glib/gi18n.h>

/* Of the width of a Han character: around what a cell says, and the narrowest that a column is, without that. */
#define PADDING_X 0.6
#define PADDING_Y 0.3
#define LEAST_WIDTH 3
#define LINE_ALPHA 0.3
#define HEADER_ALPHA 0.07
#define SELECTED_ALPHA 0.25

struct _GalleyTableView
{
  GtkWidget parent_instance;

  /* owned */
  GalleyTable *table;
  GPtrArray *labels;  /* (element-type GtkLabel): the children, a cell each */
  GArray *needs;      /* (element-type int): how wide each cell's longest line is; -1: not measured */
  GArray *widths;     /* (element-type int): of the columns, with their padding */
  GArray *heights;    /* (element-type int): of the rows, with theirs */
  GArray *found;      /* (element-type GalleyMatch): what is tinted of its cells */

  /* borrowed */
  GtkWidget *editor; /* a child, too */
  GalleyCell edited;

  GalleyMatch current; /* the one that is looked at */
  gboolean has_current;

  int em;
  int width; /* for which widths and heights were worked out; -1: none */
  gboolean is_selected;
};

G_DEFINE_FINAL_TYPE (GalleyTableView, galley_table_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CELL_PRESSED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

char *
galley_table_view_dup_cell_name (GalleyCell cell)
{
  /* Translators: a cell of a table, as it is read aloud. */
  return g_strdup_printf (_ ("Row %u, column %u"), cell.row + 1, cell.column + 1);
}

/* --- cells ------------------------------------------------------------------------------------------------------- */

static void
fill_label (GalleyTableView *self,
            guint            index)
{
  guint n_columns = galley_table_get_n_columns (self->table);
  GalleyCell cell = { index / n_columns, index % n_columns };
  g_autofree char *place = galley_table_view_dup_cell_name (cell);

  galley_table_label_fill (GTK_LABEL (self->labels->pdata[index]), self->table, cell, place, self->found,
                           self->has_current ? &self->current : NULL);
}

static void
update_name (GalleyTableView *self)
{
  guint n_rows = galley_table_get_n_rows (self->table), n_columns = galley_table_get_n_columns (self->table);
  /* Translators: how large a table is: the second half follows. */
  g_autofree char *rows = g_strdup_printf (ngettext ("Table with %u row", "Table with %u rows", n_rows), n_rows);
  /* Translators: the first %s is "Table with 3 rows". */
  g_autofree char *name
      = g_strdup_printf (ngettext ("%s and %u column", "%s and %u columns", n_columns), rows, n_columns);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
forget_layout (GalleyTableView *self)
{
  self->width = -1;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/* The labels of a table of the same shape are kept, but for what has changed. */
static void
update_labels (GalleyTableView *self,
               GalleyTable     *old)
{
  guint n_cells, n_old = 0, n_columns = galley_table_get_n_columns (self->table);
  GalleyBlock *const *cells = galley_table_get_cells (self->table, &n_cells);
  GalleyBlock *const *old_cells = old != NULL ? galley_table_get_cells (old, &n_old) : NULL;
  gboolean is_alike = old != NULL && n_old == n_cells
                      && galley_table_get_n_columns (old) == n_columns;

  for (guint i = 0; i < n_cells; i++)
    {
      gboolean stays = i < self->labels->len && is_alike;

      if (stays && (i >= n_columns || galley_table_has_header (old) == galley_table_has_header (self->table))
          && (cells[i] == old_cells[i] || galley_block_equal (cells[i], old_cells[i])))
        continue;
      if (!stays)
        {
          GtkWidget *label = galley_table_label_new ();

          if (i < self->labels->len)
            gtk_widget_unparent (self->labels->pdata[i]);
          else
            g_ptr_array_set_size (self->labels, (int) i + 1);
          self->labels->pdata[i] = label;
          /* In the order of reading. */
          gtk_widget_insert_after (label, GTK_WIDGET (self), i > 0 ? self->labels->pdata[i - 1] : NULL);
        }
      fill_label (self, i);
      g_array_set_size (self->needs, MAX (self->needs->len, i + 1));
      g_array_index (self->needs, int, i) = -1;
    }
  for (guint i = n_cells; i < self->labels->len; i++)
    gtk_widget_unparent (self->labels->pdata[i]);
  g_ptr_array_set_size (self->labels, (int) n_cells);
  g_array_set_size (self->needs, n_cells);
}

/* --- layout ------------------------------------------------------------------------------------------------------ */

static int
get_padding_x (GalleyTableView *self)
{
  return (int) (self->em * PADDING_X);
}

static int
get_padding_y (GalleyTableView *self)
{
  return (int) (self->em * PADDING_Y);
}

static void
measure_em (GalleyTableView *self)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), "国");
  int em, height;

  pango_layout_get_pixel_size (layout, &em, &height);
  if (em == self->em)
    return;
  self->em = em;
  for (guint i = 0; i < self->needs->len; i++)
    g_array_index (self->needs, int, i) = -1;
  self->width = -1;
}

static int
measure_need (GalleyTableView *self,
              guint            index)
{
  int *need = &g_array_index (self->needs, int, index);

  if (*need < 0)
    {
      PangoLayout *shown = gtk_label_get_layout (self->labels->pdata[index]);
      g_autoptr (PangoLayout) layout = pango_layout_copy (shown);

      pango_layout_set_width (layout, -1);
      pango_layout_get_pixel_size (layout, need, NULL);
    }
  return *need;
}

static gboolean
is_edited (GalleyTableView *self,
           guint            index)
{
  return self->editor != NULL
         && self->edited.row * galley_table_get_n_columns (self->table) + self->edited.column == index;
}

static int
measure_height (GalleyTableView *self,
                guint            index,
                int              width)
{
  int height, editor_height = 0;

  gtk_widget_measure (self->labels->pdata[index], GTK_ORIENTATION_VERTICAL, width, &height, NULL, NULL, NULL);
  if (is_edited (self, index))
    gtk_widget_measure (self->editor, GTK_ORIENTATION_VERTICAL, width, &editor_height, NULL, NULL, NULL);
  return MAX (height, editor_height);
}

/* Widths and heights for @width. */
static void
lay_out (GalleyTableView *self,
         int              width)
{
  guint n_rows = galley_table_get_n_rows (self->table), n_columns = galley_table_get_n_columns (self->table);
  g_autofree int *natural = g_new0 (int, n_columns);

  if (self->width == width)
    return;
  self->width = width;
  for (guint i = 0; i < self->labels->len; i++)
    natural[i % n_columns] = MAX (natural[i % n_columns], measure_need (self, i) + 2 * get_padding_x (self) + 1);
  g_array_set_size (self->widths, n_columns);
  galley_table_layout_share (natural, n_columns, LEAST_WIDTH * self->em + 2 * get_padding_x (self), width,
                             (int *) self->widths->data);
  g_array_set_size (self->heights, n_rows);
  for (guint row = 0; row < n_rows; row++)
    {
      int height = 0;

      for (guint column = 0; column < n_columns; column++)
        {
          int inner = MAX (g_array_index (self->widths, int, column) - 2 * get_padding_x (self), 1);

          height = MAX (height, measure_height (self, row * n_columns + column, inner));
        }
      g_array_index (self->heights, int, row) = height + 2 * get_padding_y (self);
    }
}

int
galley_table_view_get_height (GalleyTableView *self,
                              int              width)
{
  int height = 1;

  g_return_val_if_fail (GALLEY_IS_TABLE_VIEW (self), 0);

  if (self->table == NULL)
    return 0;
  measure_em (self);
  lay_out (self, width);
  for (guint row = 0; row < self->heights->len; row++)
    height += g_array_index (self->heights, int, row);
  return height;
}

static GtkSizeRequestMode
galley_table_view_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
galley_table_view_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_VERTICAL && for_size > 0)
    *minimum = *natural = galley_table_view_get_height (GALLEY_TABLE_VIEW (widget), for_size);
}

/* What a child changes of its size is not in widths and heights yet. */
static void
galley_table_view_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  GalleyTableView *self = GALLEY_TABLE_VIEW (widget);
  guint n_columns, index = 0;
  int y = 0;

  if (self->table == NULL)
    return;
  n_columns = galley_table_get_n_columns (self->table);
  measure_em (self);
  lay_out (self, width);
  for (guint row = 0; row < self->heights->len; y += g_array_index (self->heights, int, row++))
    for (guint column = 0, x = 0; column < n_columns; x += g_array_index (self->widths, int, column++), index++)
      {
        GtkAllocation place = { (int) x + get_padding_x (self), y + get_padding_y (self),
                                MAX (g_array_index (self->widths, int, column) - 2 * get_padding_x (self), 1),
                                MAX (g_array_index (self->heights, int, row) - 2 * get_padding_y (self), 1) };

        gtk_widget_set_child_visible (self->labels->pdata[index], !is_edited (self, index));
        gtk_widget_measure (self->labels->pdata[index], GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
        gtk_widget_size_allocate (self->labels->pdata[index], &place, -1);
        if (!is_edited (self, index))
          continue;
        gtk_widget_measure (self->editor, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
        gtk_widget_size_allocate (self->editor, &place, -1);
      }
}

static void
galley_table_view_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  GalleyTableView *self = GALLEY_TABLE_VIEW (widget);
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget), x = 0, y = 0;
  GdkRGBA colour, line, header, selected;

  if (self->table == NULL)
    return;
  gtk_style_context_get_color (gtk_widget_get_style_context (widget), &colour);
  line = header = colour;
  line.alpha *= LINE_ALPHA;
  header.alpha *= HEADER_ALPHA;
  if (galley_table_has_header (self->table) && self->heights->len > 0)
    gtk_snapshot_append_color (snapshot, &header,
                               &GRAPHENE_RECT_INIT (0, 0, width, g_array_index (self->heights, int, 0)));
  GTK_WIDGET_CLASS (galley_table_view_parent_class)->snapshot (widget, snapshot);
  for (guint row = 0; row <= self->heights->len; row++)
    {
      gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (0, MIN (y, height - 1), width, 1));
      y += row < self->heights->len ? g_array_index (self->heights, int, row) : 0;
    }
  for (guint column = 0; column <= self->widths->len; column++)
    {
      gtk_snapshot_append_color (snapshot, &line, &GRAPHENE_RECT_INIT (MIN (x, width - 1), 0, 1, height));
      x += column < self->widths->len ? g_array_index (self->widths, int, column) : 0;
    }
  if (!self->is_selected
      || !gtk_style_context_lookup_color (gtk_widget_get_style_context (widget), "accent_bg_color", &selected))
    return;
  selected.alpha *= SELECTED_ALPHA;
  gtk_snapshot_append_color (snapshot, &selected, &GRAPHENE_RECT_INIT (0, 0, width, height));
}

static void
galley_table_view_css_changed (GtkWidget         *widget,
                               GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (galley_table_view_parent_class)->css_changed (widget, change);
  forget_layout (GALLEY_TABLE_VIEW (widget));
}

/* --- the pointer ------------------------------------------------------------------------------------------------- */

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_presses,
            double           x,
            double           y,
            GalleyTableView *self)
{
  GalleyCell cell;
  guint offset;

  if (!galley_table_view_find (self, x, y, &cell, &offset))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if (is_edited (self, cell.row * galley_table_get_n_columns (self->table) + cell.column))
    gtk_widget_grab_focus (self->editor);
  else
    g_signal_emit (self, signals[SIGNAL_CELL_PRESSED], 0, cell.row, cell.column, offset);
}

/* What the cell has no use for is not the body's, around the table, which would write it. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GalleyTableView       *self)
{
  return (state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) == 0;
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_table_view_dispose (GObject *object)
{
  GalleyTableView *self = GALLEY_TABLE_VIEW (object);

  galley_table_view_set_editor (self, NULL, (GalleyCell) { 0 });
  for (guint i = 0; i < self->labels->len; i++)
    gtk_widget_unparent (self->labels->pdata[i]);
  g_ptr_array_set_size (self->labels, 0);
  g_clear_pointer (&self->table, galley_table_unref);

  G_OBJECT_CLASS (galley_table_view_parent_class)->dispose (object);
}

static void
galley_table_view_finalize (GObject *object)
{
  GalleyTableView *self = GALLEY_TABLE_VIEW (object);

  g_ptr_array_unref (self->labels);
  g_array_unref (self->needs);
  g_array_unref (self->widths);
  g_array_unref (self->heights);
  g_array_unref (self->found);

  G_OBJECT_CLASS (galley_table_view_parent_class)->finalize (object);
}

static void
galley_table_view_class_init (GalleyTableViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_table_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = galley_table_view_finalize;
  widget_class->get_request_mode = galley_table_view_get_request_mode;
  widget_class->measure = galley_table_view_measure;
  widget_class->size_allocate = galley_table_view_size_allocate;
  widget_class->snapshot = galley_table_view_snapshot;
  widget_class->css_changed = galley_table_view_css_changed;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TABLE);
  gtk_widget_class_set_css_name (widget_class, "galley-table");

  signals[SIGNAL_CELL_PRESSED] = g_signal_new ("cell-pressed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_UINT, G_TYPE_UINT);
}

static void
galley_table_view_init (GalleyTableView *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->labels = g_ptr_array_new ();
  self->needs = g_array_new (FALSE, FALSE, sizeof (int));
  self->widths = g_array_new (FALSE, FALSE, sizeof (int));
  self->heights = g_array_new (FALSE, FALSE, sizeof (int));
  self->found = g_array_new (FALSE, FALSE, sizeof (GalleyMatch));
  self->width = -1;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "text");
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_PRIMARY);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

GtkWidget *
galley_table_view_new (void)
{
  return g_object_new (GALLEY_TYPE_TABLE_VIEW, NULL);
}

GalleyTable *
galley_table_view_get_table (GalleyTableView *self)
{
  g_return_val_if_fail (GALLEY_IS_TABLE_VIEW (self), NULL);
  return self->table;
}

void
galley_table_view_set_table (GalleyTableView *self,
                             GalleyTable     *table)
{
  g_autoptr (GalleyTable) old = NULL;

  g_return_if_fail (GALLEY_IS_TABLE_VIEW (self));
  g_return_if_fail (table != NULL);

  if (table == self->table)
    return;
  old = g_steal_pointer (&self->table);
  self->table = galley_table_ref (table);
  update_labels (self, old);
  update_name (self);
  forget_layout (self);
}

void
galley_table_view_set_selected (GalleyTableView *self,
                                gboolean         is_selected)
{
  g_return_if_fail (GALLEY_IS_TABLE_VIEW (self));

  if (self->is_selected == is_selected)
    return;
  self->is_selected = is_selected;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
galley_table_view_set_editor (GalleyTableView *self,
                              GtkWidget       *editor,
                              GalleyCell       cell)
{
  g_return_if_fail (GALLEY_IS_TABLE_VIEW (self));

  if (self->editor != NULL && self->editor != editor)
    gtk_widget_unparent (self->editor);
  if (editor != NULL && self->editor != editor)
    gtk_widget_set_parent (editor, GTK_WIDGET (self));
  self->editor = editor;
  self->edited = cell;
  forget_layout (self);
}

/* What is tinted in a cell otherwise than before: no size changes by that. */
static void
refill (GalleyTableView *self,
        GalleyCell       cell)
{
  guint n_columns = galley_table_get_n_columns (self->table);

  if (cell.row < galley_table_get_n_rows (self->table) && cell.column < n_columns)
    fill_label (self, cell.row * n_columns + cell.column);
}

void
galley_table_view_set_found (GalleyTableView *self,
                             GArray          *found)
{
  g_autoptr (GArray) old = NULL;

  g_return_if_fail (GALLEY_IS_TABLE_VIEW (self));
  g_return_if_fail (self->table != NULL && found != NULL);

  if (self->found->len == 0 && found->len == 0)
    return;
  old = g_steal_pointer (&self->found);
  self->found = g_array_ref (found);
  for (guint i = 0; i < old->len; i++)
    refill (self, g_array_index (old, GalleyMatch, i).cell);
  for (guint i = 0; i < found->len; i++)
    refill (self, g_array_index (found, GalleyMatch, i).cell);
}

void
galley_table_view_set_current (GalleyTableView   *self,
                               const GalleyMatch *current)
{
  GalleyCell old;
  gboolean had_current;

  g_return_if_fail (GALLEY_IS_TABLE_VIEW (self));
  g_return_if_fail (self->table != NULL);

  old = self->current.cell;
  had_current = self->has_current;
  self->has_current = current != NULL;
  if (current != NULL)
    self->current = *current;
  if (had_current)
    refill (self, old);
  if (current != NULL)
    refill (self, current->cell);
}

gboolean
galley_table_view_find (GalleyTableView *self,
                        double           x,
                        double           y,
                        GalleyCell      *cell,
                        guint           *offset)
{
  GtkWidget *label;

  g_return_val_if_fail (GALLEY_IS_TABLE_VIEW (self), FALSE);

  if (self->table == NULL || self->heights->len == 0)
    return FALSE;
  cell->row = galley_table_layout_find (self->heights, y);
  cell->column = galley_table_layout_find (self->widths, x);
  label = self->labels->pdata[cell->row * galley_table_get_n_columns (self->table) + cell->column];
  gtk_widget_translate_coordinates (GTK_WIDGET (self), label, x, y, &x, &y);
  *offset = galley_table_label_find_offset (GTK_LABEL (label), x, y);
  return TRUE;
}

int
galley_table_view_get_row_middle (GalleyTableView *self,
                                  guint            row)
{
  int y = 0;

  g_return_val_if_fail (GALLEY_IS_TABLE_VIEW (self), 0);

  for (guint i = 0; i < self->heights->len && i < row; i++)
    y += g_array_index (self->heights, int, i);
  return row < self->heights->len ? y + g_array_index (self->heights, int, row) / 2 : y;
}
