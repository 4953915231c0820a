/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-folding.h"

/* In sp: what is a pixel where text has its normal size, and grows with the text. */
#define SIDEBAR_UNFOLDS_AT 1400
#define SIDE_UNFOLDS_AT 1180
#define PAGES_UNFOLD_AT 860
#define NORMAL_DPI (96 * PANGO_SCALE)

struct _GalleyFolding
{
  GtkWidget parent_instance;

  AdwFlap *sidebar_flap;
  AdwLeaflet *leaflet;
  AdwFlap *side_flap;
  GtkWidget *list;
  GtkWidget *rule; /* between list and editor */

  gboolean is_alone;     /* the editor is */
  gboolean had_sidebar;  /* before it was */
  gboolean had_side;
  int width;        /* in pixels */
  guint fold_source; /* an allocation is no time to fold: the leaflet, too, tells in the middle of its own */
};

G_DEFINE_FINAL_TYPE (GalleyFolding, galley_folding, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_FOLDED,
  SIGNAL_RESIZED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
emit_folded (GalleyFolding *self)
{
  g_signal_emit (self, signals[SIGNAL_FOLDED], 0);
}

/* A pane that folds is put away; one that unfolds comes back. */
static void
set_flap_folded (AdwFlap *flap,
                 gboolean is_folded)
{
  AdwFlapFoldPolicy policy = is_folded ? ADW_FLAP_FOLD_POLICY_ALWAYS : ADW_FLAP_FOLD_POLICY_NEVER;

  if (adw_flap_get_fold_policy (flap) == policy)
    return;
  adw_flap_set_fold_policy (flap, policy);
  adw_flap_set_reveal_flap (flap, !is_folded);
}

static int
get_dpi (GalleyFolding *self)
{
  int dpi;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? dpi : NORMAL_DPI;
}

static void
fold (GalleyFolding *self)
{
  int width = (int) ((gint64) self->width * NORMAL_DPI / get_dpi (self));

  if (!self->is_alone)
    {
      set_flap_folded (self->sidebar_flap, width < SIDEBAR_UNFOLDS_AT);
      set_flap_folded (self->side_flap, width < SIDE_UNFOLDS_AT);
    }
  adw_leaflet_set_can_unfold (self->leaflet, width >= PAGES_UNFOLD_AT);
  /* Alone on a narrow window the list takes the whole of it. */
  gtk_widget_set_hexpand (self->list, width < PAGES_UNFOLD_AT);
  g_signal_emit (self, signals[SIGNAL_RESIZED], 0, width);
  emit_folded (self);
}

static gboolean
fold_cb (gpointer data)
{
  GalleyFolding *self = GALLEY_FOLDING (data);

  self->fold_source = 0;
  fold (self);
  return G_SOURCE_REMOVE;
}

static void
fold_soon (GalleyFolding *self)
{
  if (self->fold_source == 0)
    self->fold_source = g_idle_add_full (G_PRIORITY_HIGH_IDLE, fold_cb, self, NULL);
}

static void
galley_folding_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  GalleyFolding *self = GALLEY_FOLDING (widget);
  int minimum;

  /* Until the panes have folded they may need more than there is: the rest is cut off for one frame. */
  gtk_widget_measure (GTK_WIDGET (self->sidebar_flap), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_size_allocate (GTK_WIDGET (self->sidebar_flap),
                            &(GtkAllocation){ 0, 0, MAX (width, minimum), height }, baseline);
  if (width == self->width)
    return;
  self->width = width;
  fold_soon (self);
}

static void
galley_folding_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  GalleyFolding *self = GALLEY_FOLDING (widget);

  gtk_widget_measure (GTK_WIDGET (self->sidebar_flap), orientation, for_size, minimum, natural, NULL, NULL);
  /* The panes' own wishes must not keep the window from growing narrow: folding makes room. */
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    *minimum = MIN (*minimum, 360);
}

/* The text may grow while the window is shown. */
static void
galley_folding_realize (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (galley_folding_parent_class)->realize (widget);
  g_signal_connect_object (gtk_widget_get_settings (widget), "notify::gtk-xft-dpi", G_CALLBACK (fold_soon), widget,
                           G_CONNECT_SWAPPED);
}

static void
galley_folding_unrealize (GtkWidget *widget)
{
  g_signal_handlers_disconnect_by_func (gtk_widget_get_settings (widget), fold_soon, widget);
  GTK_WIDGET_CLASS (galley_folding_parent_class)->unrealize (widget);
}

static void
galley_folding_dispose (GObject *object)
{
  GalleyFolding *self = GALLEY_FOLDING (object);

  g_clear_handle_id (&self->fold_source, g_source_remove);
  if (self->sidebar_flap != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->sidebar_flap));
  self->sidebar_flap = NULL;

  G_OBJECT_CLASS (galley_folding_parent_class)->dispose (object);
}

static void
galley_folding_class_init (GalleyFoldingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_folding_dispose;
  widget_class->size_allocate = galley_folding_size_allocate;
  widget_class->measure = galley_folding_measure;
  widget_class->realize = galley_folding_realize;
  widget_class->unrealize = galley_folding_unrealize;

  signals[SIGNAL_FOLDED] = g_signal_new ("folded", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 0);
  signals[SIGNAL_RESIZED] = g_signal_new ("resized", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_INT);
}

static void
galley_folding_init (GalleyFolding *self)
{
  self->sidebar_flap = ADW_FLAP (adw_flap_new ());
  self->leaflet = ADW_LEAFLET (adw_leaflet_new ());
  self->side_flap = ADW_FLAP (adw_flap_new ());

  adw_flap_set_fold_policy (self->sidebar_flap, ADW_FLAP_FOLD_POLICY_NEVER);
  adw_flap_set_fold_policy (self->side_flap, ADW_FLAP_FOLD_POLICY_NEVER);
  adw_flap_set_flap_position (self->side_flap, GTK_PACK_END);
  adw_leaflet_set_can_navigate_back (self->leaflet, TRUE);

  g_signal_connect_swapped (self->sidebar_flap, "notify::reveal-flap", G_CALLBACK (emit_folded), self);
  g_signal_connect_swapped (self->side_flap, "notify::reveal-flap", G_CALLBACK (emit_folded), self);
  g_signal_connect_swapped (self->leaflet, "notify::folded", G_CALLBACK (fold_soon), self);

  adw_flap_set_content (self->sidebar_flap, GTK_WIDGET (self->leaflet));
  gtk_widget_set_parent (GTK_WIDGET (self->sidebar_flap), GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

void
galley_folding_set_panes (GalleyFolding *self,
                          GtkWidget     *sidebar,
                          GtkWidget     *list,
                          GtkWidget     *editor,
                          GtkWidget     *side)
{
  AdwLeafletPage *rule_page;

  g_return_if_fail (GALLEY_IS_FOLDING (self));

  self->list = list;
  adw_flap_set_flap (self->sidebar_flap, sidebar);
  adw_flap_set_separator (self->sidebar_flap, gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  adw_leaflet_append (self->leaflet, list);
  self->rule = gtk_separator_new (GTK_ORIENTATION_VERTICAL);
  rule_page = adw_leaflet_append (self->leaflet, self->rule);
  adw_leaflet_page_set_navigatable (rule_page, FALSE);
  adw_flap_set_content (self->side_flap, editor);
  adw_flap_set_flap (self->side_flap, side);
  adw_flap_set_separator (self->side_flap, gtk_separator_new (GTK_ORIENTATION_VERTICAL));
  gtk_widget_set_hexpand (GTK_WIDGET (self->side_flap), TRUE);
  adw_leaflet_append (self->leaflet, GTK_WIDGET (self->side_flap));
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->side_flap));
}

int
galley_folding_to_pixels (GalleyFolding *self,
                          int            sp)
{
  g_return_val_if_fail (GALLEY_IS_FOLDING (self), sp);

  return (int) ((gint64) sp * get_dpi (self) / NORMAL_DPI);
}

int
galley_folding_get_width (GalleyFolding *self)
{
  g_return_val_if_fail (GALLEY_IS_FOLDING (self), 0);

  return self->width;
}

void
galley_folding_expect_width (GalleyFolding *self,
                             int            width)
{
  g_return_if_fail (GALLEY_IS_FOLDING (self));
  g_return_if_fail (!gtk_widget_get_mapped (GTK_WIDGET (self)));

  self->width = width;
  fold (self);
}

void
galley_folding_show_editor (GalleyFolding *self)
{
  g_return_if_fail (GALLEY_IS_FOLDING (self));

  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->side_flap));
}

void
galley_folding_show_list (GalleyFolding *self)
{
  g_return_if_fail (GALLEY_IS_FOLDING (self));

  adw_leaflet_set_visible_child (self->leaflet, self->list);
}

void
galley_folding_set_is_alone (GalleyFolding *self,
                             gboolean       is_alone)
{
  g_return_if_fail (GALLEY_IS_FOLDING (self));

  is_alone = is_alone != FALSE;
  if (self->is_alone == is_alone)
    return;
  self->is_alone = is_alone;
  if (is_alone)
    {
      self->had_sidebar = galley_folding_get_show_sidebar (self);
      self->had_side = galley_folding_get_show_side (self);
      galley_folding_show_editor (self);
    }
  gtk_widget_set_visible (self->list, !is_alone);
  gtk_widget_set_visible (self->rule, !is_alone);
  galley_folding_set_show_sidebar (self, !is_alone && self->had_sidebar);
  galley_folding_set_show_side (self, !is_alone && self->had_side);
  if (!is_alone)
    fold (self);
}

gboolean
galley_folding_get_is_sidebar_folded (GalleyFolding *self)
{
  g_return_val_if_fail (GALLEY_IS_FOLDING (self), FALSE);

  return adw_flap_get_fold_policy (self->sidebar_flap) == ADW_FLAP_FOLD_POLICY_ALWAYS;
}

gboolean
galley_folding_get_is_side_folded (GalleyFolding *self)
{
  g_return_val_if_fail (GALLEY_IS_FOLDING (self), FALSE);

  return adw_flap_get_fold_policy (self->side_flap) == ADW_FLAP_FOLD_POLICY_ALWAYS;
}

gboolean
galley_folding_get_is_narrow (GalleyFolding *self)
{
  g_return_val_if_fail (GALLEY_IS_FOLDING (self), FALSE);

  return adw_leaflet_get_folded (self->leaflet);
}

gboolean
galley_folding_get_show_sidebar (GalleyFolding *self)
{
  g_return_val_if_fail (GALLEY_IS_FOLDING (self), FALSE);

  return adw_flap_get_reveal_flap (self->sidebar_flap);
}

void
galley_folding_set_show_sidebar (GalleyFolding *self,
                                 gboolean       show_sidebar)
{
  g_return_if_fail (GALLEY_IS_FOLDING (self));

  adw_flap_set_reveal_flap (self->sidebar_flap, show_sidebar);
}

gboolean
galley_folding_get_show_side (GalleyFolding *self)
{
  g_return_val_if_fail (GALLEY_IS_FOLDING (self), FALSE);

  return adw_flap_get_reveal_flap (self->side_flap);
}

void
galley_folding_set_show_side (GalleyFolding *self,
                              gboolean       show_side)
{
  g_return_if_fail (GALLEY_IS_FOLDING (self));

  adw_flap_set_reveal_flap (self->side_flap, show_side);
}
