/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/list/galley-article-list-view.h"

#include "app/list/galley-article-list-apart.h"
#include "app/list/galley-article-row.h"

#include <glib/gi18n.h>

/* The smallest window shows as many: to see one of the first the list stays at its top, where the newest are. */
#define ROWS_IN_SIGHT 5
/* GTK makes two hundred rows of a long list, wherever one looks. What fills the screen is made first, the rest a few
 * rows at a time while nothing else is to be done, so that no key waits for rows out of sight. */
#define LEAST_ROW_HEIGHT 48
#define ROWS_AT_ONCE 6
#define GTK_ROWS 220

struct _GalleyArticleListView
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkStack *stack;
  GtkListView *list_view;
  AdwStatusPage *empty_page;
  GtkButton *empty_button;

  /* owned */
  GalleyWorkspace *workspace;
  GalleyFilter *filter;
  GalleyArticleList *list;
  GtkSliceListModel *shown; /* the first rows of @list, then more, then all */
  GtkSingleSelection *selection;
  char *wanted; /* the id to be selected as soon as its row is known */

  guint tick;              /* until the first rows have been painted */
  guint n_ticks;
  guint growing;           /* an idle source, behind that */
  gboolean is_quiet;       /* the selection moves by our own hand */
  gboolean is_to_be_shown; /* scroll to the wanted row as soon as it is known */
  gboolean is_first_wanted; /* open the first row as soon as it is known */
};

G_DEFINE_FINAL_TYPE (GalleyArticleListView, galley_article_list_view, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_OPENED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* What will stand in an empty list, and its one button. */
static const struct
{
  const char *icon;
  const char *title;
  const char *description;
  const char *button;
  const char *action;
} empty_texts[GALLEY_N_FILTER_KINDS] = {
  [GALLEY_FILTER_ALL] = { "document-edit-symbolic", N_ ("No Articles Yet"),
                          N_ ("Everything you write stands here, on this computer first."), N_ ("New Article"),
                          "win.new-article" },
  [GALLEY_FILTER_MINE] = { "document-edit-symbolic", N_ ("No Articles of Yours"),
                           N_ ("Your own drafts and articles will stand here."), N_ ("New Article"),
                           "win.new-article" },
  [GALLEY_FILTER_WAITING] = { "emblem-ok-symbolic", N_ ("Nothing Waits for You"),
                              N_ ("Articles that you are to review will stand here."), N_ ("Show All Articles"),
                              "win.show-all" },
  [GALLEY_FILTER_SCHEDULED] = { "alarm-symbolic", N_ ("Nothing Scheduled"),
                                N_ ("Articles with a time of publication will stand here."), N_ ("Show All Articles"),
                                "win.show-all" },
  [GALLEY_FILTER_PUBLISHED] = { "network-server-symbolic", N_ ("Nothing Published Yet"),
                                N_ ("What readers can see will stand here."), N_ ("Show All Articles"),
                                "win.show-all" },
  [GALLEY_FILTER_CONFLICTS] = { "emblem-ok-symbolic", N_ ("No Conflicts"),
                                N_ ("Where two people changed the same words, both versions will stand here."),
                                N_ ("Show All Articles"), "win.show-all" },
  [GALLEY_FILTER_NOT_UPLOADED] = { "emblem-ok-symbolic", N_ ("Everything Uploaded"),
                                   N_ ("What the server does not have yet will stand here."),
                                   N_ ("Show All Articles"), "win.show-all" },
  [GALLEY_FILTER_TRASH] = { "user-trash-symbolic", N_ ("Trash Is Empty"),
                            N_ ("Deleted articles stay here until you restore them."), N_ ("Show All Articles"),
                            "win.show-all" },
  [GALLEY_FILTER_CHANNEL] = { "document-edit-symbolic", N_ ("No Articles in This Channel"),
                              N_ ("Articles of this channel will stand here."), N_ ("New Article"),
                              "win.new-article" },
  [GALLEY_FILTER_RETURNED] = { "emblem-ok-symbolic", N_ ("Nothing Returned"),
                               N_ ("Articles of yours that a reviewer gave back will stand here."),
                               N_ ("Show All Articles"), "win.show-all" },
  [GALLEY_FILTER_SEARCH] = { "system-search-symbolic", N_ ("Nothing Found"),
                             N_ ("No headline, beginning or tag of an article on this computer has these words."),
                             N_ ("Clear the Search"), "win.clear-search" },
  [GALLEY_FILTER_ADDRESS] = { "system-search-symbolic", N_ ("Nothing Found"),
                              N_ ("No article on this computer has its page at this address."),
                              N_ ("Clear the Search"), "win.clear-search" },
};

static void
update_stack (GalleyArticleListView *self)
{
  gboolean is_empty = self->list != NULL && galley_article_list_get_is_loaded (self->list) &&
                      g_list_model_get_n_items (G_LIST_MODEL (self->list)) == 0;

  gtk_stack_set_visible_child_name (self->stack, is_empty ? "empty" : "list");
}

static void
scroll_to (GalleyArticleListView *self,
           guint                  position)
{
  gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.scroll-to-item", "u", position);
}

static void
stop_growing (GalleyArticleListView *self)
{
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_handle_id (&self->growing, g_source_remove);
}

static void
show_all_rows (GalleyArticleListView *self)
{
  stop_growing (self);
  gtk_slice_list_model_set_size (self->shown, G_MAXUINT);
}

static gboolean
grow_cb (gpointer data)
{
  GalleyArticleListView *self = GALLEY_ARTICLE_LIST_VIEW (data);
  guint size = gtk_slice_list_model_get_size (self->shown) + ROWS_AT_ONCE;

  if (size < GTK_ROWS && size < g_list_model_get_n_items (G_LIST_MODEL (self->list)))
    {
      gtk_slice_list_model_set_size (self->shown, size);
      return G_SOURCE_CONTINUE;
    }
  self->growing = 0;
  show_all_rows (self);
  return G_SOURCE_REMOVE;
}

/* The first tick comes before the first rows are painted, the second behind it. */
static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  GalleyArticleListView *self = GALLEY_ARTICLE_LIST_VIEW (widget);

  if (++self->n_ticks < 2)
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  self->growing = g_idle_add (grow_cb, self);
  return G_SOURCE_REMOVE;
}

/* As many rows as the highest screen has room for. */
static guint
count_first_rows (GalleyArticleListView *self)
{
  GListModel *monitors = gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self)));
  int height = 0;

  for (guint i = 0; i < g_list_model_get_n_items (monitors); i++)
    {
      g_autoptr (GdkMonitor) monitor = g_list_model_get_item (monitors, i);
      GdkRectangle geometry;

      gdk_monitor_get_geometry (monitor, &geometry);
      height = MAX (height, geometry.height);
    }
  return (guint) height / LEAST_ROW_HEIGHT + 1;
}

static void
grow_behind_first_rows (GalleyArticleListView *self)
{
  if (self->tick != 0 || self->growing != 0 || gtk_slice_list_model_get_size (self->shown) == G_MAXUINT)
    return;
  self->n_ticks = 0;
  self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* Selects the wanted row once it is known, quietly. */
static void
select_wanted (GalleyArticleListView *self)
{
  guint position = GTK_INVALID_LIST_POSITION;

  if (self->list == NULL)
    return;
  if (self->wanted != NULL)
    {
      position = galley_article_list_find (self->list, self->wanted);
      if (position == G_MAXUINT)
        position = GTK_INVALID_LIST_POSITION;
      else if (position >= gtk_slice_list_model_get_size (self->shown))
        show_all_rows (self);
    }
  self->is_quiet = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->is_quiet = FALSE;
  if (self->is_to_be_shown && position != GTK_INVALID_LIST_POSITION)
    {
      self->is_to_be_shown = FALSE;
      scroll_to (self, position < ROWS_IN_SIGHT ? 0 : position);
    }
}

static void
open_first_wanted (GalleyArticleListView *self)
{
  g_autoptr (GalleyArticleSummary) first = NULL;

  if (!self->is_first_wanted || self->list == NULL)
    return;
  first = g_list_model_get_item (G_LIST_MODEL (self->list), 0);
  if (first == NULL || galley_article_summary_get_data (first) == NULL)
    return;
  self->is_first_wanted = FALSE;
  gtk_single_selection_set_selected (self->selection, 0);
}

static void
list_changed_cb (GalleyArticleListView *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->list_view));

  update_stack (self);
  if (galley_article_list_get_is_loaded (self->list))
    grow_behind_first_rows (self);
  /* GTK keeps the rows that are seen where they are; who looks at the newest wants to see what is newer still. */
  if (gtk_adjustment_get_value (adjustment) < 1 && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0)
    scroll_to (self, 0);
  select_wanted (self);
  open_first_wanted (self);
}

static void
open_position (GalleyArticleListView *self,
               guint                  position)
{
  g_autoptr (GalleyArticleSummary) summary = NULL;
  const GalleySummaryData *data;

  summary = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  data = summary != NULL ? galley_article_summary_get_data (summary) : NULL;
  if (data == NULL || g_strcmp0 (data->id, self->wanted) == 0)
    return;

  g_free (self->wanted);
  self->wanted = g_strdup (data->id);
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, self->wanted);
}

static void
selected_cb (GalleyArticleListView *self)
{
  if (!self->is_quiet)
    open_position (self, gtk_single_selection_get_selected (self->selection));
}

/* A row learns its article a moment after it is there. */
static void
summary_changed_cb (GalleyArticleSummary  *summary,
                    GalleyArticleListView *self)
{
  const GalleySummaryData *data = galley_article_summary_get_data (summary);

  if (self->is_to_be_shown && data != NULL && g_strcmp0 (data->id, self->wanted) == 0)
    select_wanted (self);
  open_first_wanted (self);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          GalleyArticleListView    *self)
{
  gtk_list_item_set_child (item, galley_article_row_new ());
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         GalleyArticleListView    *self)
{
  GalleyArticleSummary *summary = gtk_list_item_get_item (item);

  galley_article_row_set_summary (GALLEY_ARTICLE_ROW (gtk_list_item_get_child (item)), self->workspace, summary);
  g_signal_connect_object (summary, "changed", G_CALLBACK (summary_changed_cb), self, 0);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           GalleyArticleListView    *self)
{
  galley_article_row_set_summary (GALLEY_ARTICLE_ROW (gtk_list_item_get_child (item)), NULL, NULL);
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), summary_changed_cb, self);
}

/* Tab goes into the list and out of it; among its rows the arrows walk. GtkListView would take Tab through every row. */
static gboolean
galley_article_list_view_focus (GtkWidget       *widget,
                                GtkDirectionType direction)
{
  gboolean is_tab = direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD;

  if (is_tab && gtk_widget_get_focus_child (widget) != NULL)
    return FALSE;
  return GTK_WIDGET_CLASS (galley_article_list_view_parent_class)->focus (widget, direction);
}

static void
galley_article_list_view_dispose (GObject *object)
{
  GalleyArticleListView *self = GALLEY_ARTICLE_LIST_VIEW (object);
  GtkWidget *child;

  stop_growing (self);
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->workspace);
  g_clear_object (&self->list);
  g_clear_object (&self->shown);
  g_clear_object (&self->selection);
  g_clear_pointer (&self->filter, galley_filter_free);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (galley_article_list_view_parent_class)->dispose (object);
}

static void
galley_article_list_view_class_init (GalleyArticleListViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_article_list_view_dispose;
  widget_class->focus = galley_article_list_view_focus;

  signals[SIGNAL_OPENED] = g_signal_new ("opened", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/list/galley-article-list-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyArticleListView, stack);
  gtk_widget_class_bind_template_child (widget_class, GalleyArticleListView, list_view);
  gtk_widget_class_bind_template_child (widget_class, GalleyArticleListView, empty_page);
  gtk_widget_class_bind_template_child (widget_class, GalleyArticleListView, empty_button);
}

static void
galley_article_list_view_init (GalleyArticleListView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_cb), self, 0);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, 0);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, 0);
  gtk_list_view_set_factory (self->list_view, factory);
  galley_article_list_apart_install (self->list_view);
  g_object_unref (factory);
}

GtkWidget *
galley_article_list_view_new (void)
{
  return g_object_new (GALLEY_TYPE_ARTICLE_LIST_VIEW, NULL);
}

void
galley_article_list_view_set_filter (GalleyArticleListView *self,
                                     GalleyWorkspace       *workspace,
                                     const GalleyFilter    *filter)
{
  g_return_if_fail (GALLEY_IS_ARTICLE_LIST_VIEW (self));
  g_return_if_fail (GALLEY_IS_WORKSPACE (workspace));
  g_return_if_fail (filter != NULL);

  /* The list keeps itself true: asked for once more, it need not be read again. */
  if (self->workspace == workspace && self->filter != NULL && galley_filter_equal (self->filter, filter))
    return;

  if (self->list != NULL)
    g_signal_handlers_disconnect_by_data (self->list, self);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  stop_growing (self);
  g_clear_object (&self->list);
  g_clear_object (&self->shown);
  g_clear_object (&self->selection);

  g_set_object (&self->workspace, workspace);
  g_clear_pointer (&self->filter, galley_filter_free);
  self->filter = galley_filter_copy (filter);
  self->is_first_wanted = FALSE;
  self->list = galley_article_list_new (galley_workspace_get_store (workspace), filter);
  self->shown = gtk_slice_list_model_new (g_object_ref (G_LIST_MODEL (self->list)), 0, count_first_rows (self));
  self->selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->shown)));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);

  g_signal_connect_swapped (self->list, "items-changed", G_CALLBACK (list_changed_cb), self);
  g_signal_connect_swapped (self->list, "notify::is-loaded", G_CALLBACK (list_changed_cb), self);
  g_signal_connect_swapped (self->selection, "notify::selected", G_CALLBACK (selected_cb), self);

  adw_status_page_set_icon_name (self->empty_page, empty_texts[self->filter->kind].icon);
  adw_status_page_set_title (self->empty_page, _ (empty_texts[self->filter->kind].title));
  adw_status_page_set_description (self->empty_page, _ (empty_texts[self->filter->kind].description));
  gtk_button_set_label (self->empty_button, _ (empty_texts[self->filter->kind].button));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->empty_button), empty_texts[self->filter->kind].action);

  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
  list_changed_cb (self);
}

void
galley_article_list_view_select (GalleyArticleListView *self,
                                 const char            *id)
{
  g_return_if_fail (GALLEY_IS_ARTICLE_LIST_VIEW (self));

  g_free (self->wanted);
  self->wanted = g_strdup (id);
  self->is_to_be_shown = id != NULL;
  select_wanted (self);
}

void
galley_article_list_view_move (GalleyArticleListView *self,
                               int                    step)
{
  guint n_items, position;

  g_return_if_fail (GALLEY_IS_ARTICLE_LIST_VIEW (self));

  n_items = self->selection != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->selection)) : 0;
  if (n_items == 0)
    return;
  position = gtk_single_selection_get_selected (self->selection);
  if (position == GTK_INVALID_LIST_POSITION)
    position = 0;
  else
    position = CLAMP ((gint64) position + step, 0, (gint64) n_items - 1);

  gtk_single_selection_set_selected (self->selection, position);
  scroll_to (self, position);
}

void
galley_article_list_view_open_first (GalleyArticleListView *self)
{
  g_return_if_fail (GALLEY_IS_ARTICLE_LIST_VIEW (self));

  self->is_first_wanted = TRUE;
  open_first_wanted (self);
}
