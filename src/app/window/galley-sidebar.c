/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-sidebar.h"

#include "app/window/galley-sync-line.h"

#include <glib/gi18n.h>

struct _GalleySidebar
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkListBox *list_box;
  GalleySyncLine *sync_line;

  /* owned */
  GalleyWorkspace *workspace;
  GPtrArray *count_labels; /* by entry; borrowed widgets */
  char *channel;

  GalleyFilterKind kind;
  gboolean is_quiet;
  guint counting_soon;               /* an idle source, behind what is drawn */
  gboolean is_counting, count_again; /* one count at a time, the last wish wins */
};

G_DEFINE_FINAL_TYPE (GalleySidebar, galley_sidebar, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_SELECTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static const struct
{
  GalleyFilterKind kind;
  const char *icon;
  const char *title;
  gboolean is_counted; /* a figure beside it: only where it asks for something to be done */
} entries[] = {
  { GALLEY_FILTER_ALL, "view-list-symbolic", N_ ("All Articles"), FALSE },
  { GALLEY_FILTER_MINE, "document-edit-symbolic", N_ ("My Articles"), TRUE },
  { GALLEY_FILTER_WAITING, "mail-unread-symbolic", N_ ("Waiting for Me"), TRUE },
  { GALLEY_FILTER_SCHEDULED, "alarm-symbolic", N_ ("Scheduled"), TRUE },
  { GALLEY_FILTER_PUBLISHED, "emblem-ok-symbolic", N_ ("Published"), FALSE },
  { GALLEY_FILTER_CONFLICTS, "dialog-warning-symbolic", N_ ("Conflicts"), TRUE },
  { GALLEY_FILTER_NOT_UPLOADED, "document-send-symbolic", N_ ("Not Uploaded"), TRUE },
  { GALLEY_FILTER_TRASH, "user-trash-symbolic", N_ ("Trash"), FALSE },
};

static GtkWidget *
make_row (GalleySidebar   *self,
          GalleyFilterKind kind,
          const char      *channel,
          const char      *icon,
          const char      *title,
          guint            depth)
{
  GtkWidget *row = gtk_list_box_row_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *count = gtk_label_new ("");

  if (icon != NULL)
    gtk_box_append (GTK_BOX (box), gtk_image_new_from_icon_name (icon));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_widget_set_margin_start (box, depth * 16);
  gtk_widget_add_css_class (count, "dim-label");
  gtk_widget_add_css_class (count, "numeric");
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), count);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), box);

  g_object_set_data (G_OBJECT (row), "kind", GINT_TO_POINTER (kind));
  g_object_set_data_full (G_OBJECT (row), "channel", g_strdup (channel), g_free);
  g_object_set_data_full (G_OBJECT (row), "title", g_strdup (title), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  if (channel == NULL)
    g_ptr_array_add (self->count_labels, count);
  return row;
}

/* The heading above the first channel. */
static void
header_cb (GtkListBoxRow *row,
           GtkListBoxRow *before,
           gpointer       data)
{
  gboolean is_first_channel = g_object_get_data (G_OBJECT (row), "channel") != NULL && before != NULL &&
                              g_object_get_data (G_OBJECT (before), "channel") == NULL;
  GtkWidget *label;

  if (!is_first_channel)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  label = gtk_label_new (_ ("Channels"));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "galley-heading");
  gtk_list_box_row_set_header (row, label);
}

static GtkListBoxRow *
find_row (GalleySidebar    *self,
          GalleyFilterKind  kind,
          const char       *channel)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->list_box, i)) != NULL; i++)
    if (GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "kind")) == (int) kind &&
        g_strcmp0 (g_object_get_data (G_OBJECT (row), "channel"), channel) == 0)
      return row;
  return NULL;
}

static void
rebuild (GalleySidebar *self)
{
  GalleySite *site = galley_layout_get_site (galley_workspace_get_layout (self->workspace));
  const GalleyChannel *channels;
  gboolean is_local = galley_account_is_local (galley_workspace_get_account (self->workspace));
  GtkListBoxRow *row;
  guint n_channels;

  self->is_quiet = TRUE;
  g_ptr_array_set_size (self->count_labels, 0);
  while ((row = gtk_list_box_get_row_at_index (self->list_box, 0)) != NULL)
    gtk_list_box_remove (self->list_box, GTK_WIDGET (row));

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      GtkWidget *entry = make_row (self, entries[i].kind, NULL, entries[i].icon, _ (entries[i].title), 0);

      /* Where there is no server nothing is on its way to one. */
      gtk_widget_set_visible (entry, entries[i].kind != GALLEY_FILTER_NOT_UPLOADED || !is_local);
      gtk_list_box_append (self->list_box, entry);
    }

  channels = galley_site_get_channels (site, &n_channels);
  for (guint i = 0; i < n_channels; i++)
    gtk_list_box_append (self->list_box, make_row (self, GALLEY_FILTER_CHANNEL, channels[i].id, NULL,
                                                   channels[i].name, channels[i].depth));

  row = find_row (self, self->kind, self->channel);
  gtk_list_box_select_row (self->list_box, row != NULL ? row : find_row (self, GALLEY_FILTER_MINE, NULL));
  self->is_quiet = FALSE;
}

static void update_counts (GalleySidebar *self);

static void
counted_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GalleySidebar) self = data;
  g_autoptr (GArray) counts = galley_workspace_count_finish (GALLEY_WORKSPACE (source), result, NULL);

  self->is_counting = FALSE;
  /* A count that failed leaves the old figures: the next change counts again. */
  for (guint i = 0, n = 0; counts != NULL && i < G_N_ELEMENTS (entries); i++)
    if (entries[i].is_counted)
      {
        gint64 count = g_array_index (counts, gint64, n++);
        g_autofree char *text = count > 0 ? g_strdup_printf ("%" G_GINT64_FORMAT, count) : g_strdup ("");

        gtk_label_set_text (GTK_LABEL (g_ptr_array_index (self->count_labels, i)), text);
      }
  if (self->count_again && self->workspace != NULL)
    update_counts (self);
}

static gboolean
count_cb (gpointer data)
{
  GalleySidebar *self = GALLEY_SIDEBAR (data);
  GalleyFilter filters[G_N_ELEMENTS (entries)];
  guint n_filters = 0;

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    if (entries[i].is_counted)
      filters[n_filters++] = galley_workspace_get_filter (self->workspace, entries[i].kind, NULL);
  self->counting_soon = 0;
  self->is_counting = TRUE;
  galley_workspace_count_async (self->workspace, filters, n_filters, counted_cb, g_object_ref (self));
  return G_SOURCE_REMOVE;
}

/* Many changes come together, at the start above all: they are counted once, when all has been drawn. */
static void
update_counts (GalleySidebar *self)
{
  self->count_again = self->is_counting;
  if (!self->is_counting && self->counting_soon == 0)
    self->counting_soon = g_idle_add_full (G_PRIORITY_LOW, count_cb, self, NULL);
}

static void
row_selected_cb (GtkListBox    *list_box,
                 GtkListBoxRow *row,
                 gpointer       data)
{
  GalleySidebar *self = GALLEY_SIDEBAR (data);
  char *channel;

  if (row == NULL || self->is_quiet)
    return;
  channel = g_strdup (g_object_get_data (G_OBJECT (row), "channel"));
  g_free (self->channel);
  self->channel = channel;
  self->kind = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (row), "kind"));
  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, self->kind, self->channel);
}

static void
galley_sidebar_dispose (GObject *object)
{
  GalleySidebar *self = GALLEY_SIDEBAR (object);
  GtkWidget *child;

  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_clear_handle_id (&self->counting_soon, g_source_remove);
  self->is_quiet = TRUE;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->channel, g_free);

  G_OBJECT_CLASS (galley_sidebar_parent_class)->dispose (object);
}

static void
galley_sidebar_finalize (GObject *object)
{
  g_ptr_array_unref (GALLEY_SIDEBAR (object)->count_labels);

  G_OBJECT_CLASS (galley_sidebar_parent_class)->finalize (object);
}

static void
galley_sidebar_class_init (GalleySidebarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_sidebar_dispose;
  G_OBJECT_CLASS (klass)->finalize = galley_sidebar_finalize;

  signals[SIGNAL_SELECTED] = g_signal_new ("selected", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);

  g_type_ensure (GALLEY_TYPE_SYNC_LINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/window/galley-sidebar.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleySidebar, list_box);
  gtk_widget_class_bind_template_child (widget_class, GalleySidebar, sync_line);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
}

static void
galley_sidebar_init (GalleySidebar *self)
{
  self->count_labels = g_ptr_array_new ();
  self->kind = GALLEY_FILTER_MINE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->list_box, header_cb, NULL, NULL);
}

void
galley_sidebar_set_workspace (GalleySidebar   *self,
                              GalleyWorkspace *workspace)
{
  g_return_if_fail (GALLEY_IS_SIDEBAR (self));
  g_return_if_fail (GALLEY_IS_WORKSPACE (workspace));

  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_set_object (&self->workspace, workspace);
  g_signal_connect_swapped (workspace, "layout-changed", G_CALLBACK (rebuild), self);
  g_signal_connect_swapped (workspace, "layout-changed", G_CALLBACK (update_counts), self);
  g_signal_connect_swapped (workspace, "sync-changed", G_CALLBACK (update_counts), self);
  g_signal_connect_swapped (workspace, "user-changed", G_CALLBACK (update_counts), self);
  g_signal_connect_swapped (workspace, "article-changed", G_CALLBACK (update_counts), self);
  galley_sync_line_set_workspace (self->sync_line, workspace);
  rebuild (self);
  update_counts (self);
}

gboolean
galley_sidebar_select (GalleySidebar    *self,
                       GalleyFilterKind  kind,
                       const char       *channel)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (GALLEY_IS_SIDEBAR (self), FALSE);

  row = find_row (self, kind, channel);
  if (row == NULL)
    return FALSE;
  if (gtk_list_box_get_selected_row (self->list_box) == row)
    row_selected_cb (self->list_box, row, self);
  else
    gtk_list_box_select_row (self->list_box, row);
  return TRUE;
}

const char *
galley_sidebar_get_title (GalleySidebar *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (GALLEY_IS_SIDEBAR (self), "");

  row = gtk_list_box_get_selected_row (self->list_box);
  return row != NULL ? g_object_get_data (G_OBJECT (row), "title") : "";
}

void
galley_sidebar_reselect (GalleySidebar *self)
{
  g_return_if_fail (GALLEY_IS_SIDEBAR (self));

  g_signal_emit (self, signals[SIGNAL_SELECTED], 0, self->kind, self->channel);
}
