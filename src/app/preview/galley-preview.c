/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview/galley-preview.h"

#include "app/preview/galley-preview-engine.h"
#include "app/preview/galley-preview-patch.h"
#include "app/preview/galley-preview-probe.h"
#include "core/base/galley-json.h"
#include "core/media/galley-media-source.h"

#include <glib/gi18n.h>

/* The engine is let go when nobody has looked for this long; coming back sooner costs nothing. */
#define LINGER_SECONDS 30
#define REVIVE_MILLISECONDS 500
#define MIN_SCALE 0.4
#define CONTEXT_MAX_BYTES (1024 * 1024)

static const int page_widths[] = { 375, 768, 1200 };

struct _GalleyPreview
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkWidget *box;
  GtkDropDown *width_drop_down;
  GtkLabel *scale_label;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  AdwBin *ground;
  GtkLabel *foot_label;

  /* owned */
  GalleyWorkspace *workspace;
  GalleyManuscript *manuscript;
  GalleyPreviewEngine *engine; /* NULL while nobody looks */
  GalleyRevision *shown;       /* what stands in the view, or is on its way there */
  GalleyLayout *shown_layout;
  char *shown_context;

  GalleyPreviewWidth width;
  guint64 generation_on_its_way;
  guint update_source, linger_source, revive_source;
  int allocated_width;
  gboolean is_active;
  gboolean is_busy;     /* a load or a patch is under way: latest wins */
  gboolean is_outdated; /* something changed meanwhile */
};

G_DEFINE_FINAL_TYPE (GalleyPreview, galley_preview, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_BLOCK_CLICKED,
  SIGNAL_FIELD_CLICKED,
  SIGNAL_SHOWN,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- what is shown ----------------------------------------------------------------------------------------------- */

static void
set_shown (GalleyPreview  *self,
           GalleyRevision *revision,
           GalleyLayout   *layout,
           const char     *context)
{
  g_clear_pointer (&self->shown, galley_revision_unref);
  g_clear_pointer (&self->shown_layout, galley_layout_unref);
  g_clear_pointer (&self->shown_context, g_free);
  if (revision == NULL)
    return;
  self->shown = galley_revision_ref (revision);
  self->shown_layout = galley_layout_ref (layout);
  self->shown_context = g_strdup (context);
}

static char *
dup_path (const char *context)
{
  g_autoptr (JsonObject) object = galley_json_parse_object (context, strlen (context), CONTEXT_MAX_BYTES, NULL);

  return g_strdup (object != NULL && galley_json_get_string (object, "path") != NULL
                       ? galley_json_get_string (object, "path")
                       : "/index.html");
}

static void
tell_failure (GalleyPreview *self,
              const GError  *error)
{
  g_message ("the page cannot be rendered: %s", error->message);
  adw_status_page_set_title (self->empty_page, _ ("The Page Cannot Be Shown"));
  adw_status_page_set_description (self->empty_page, _ ("The portal's layout has a fault. Your text is safe."));
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
show_page (GalleyPreview  *self,
           GalleyRevision *revision,
           GalleyLayout   *layout,
           const char     *context,
           const char     *path)
{
  gboolean is_swap = self->shown != NULL && self->shown_layout == layout &&
                     g_str_equal (galley_revision_get_id (self->shown), galley_revision_get_id (revision));
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) page = galley_page_render_article (revision, layout, context, &error);

  if (page == NULL)
    {
      self->is_busy = FALSE;
      tell_failure (self, error);
      return;
    }
  if (is_swap)
    galley_preview_engine_swap (self->engine, page);
  else
    galley_preview_engine_load (self->engine, layout, path, page);
}

/* Brings the view to the article as it stands now. */
static void
update (GalleyPreview *self)
{
  GalleyLayout *layout = galley_workspace_get_layout (self->workspace);
  GalleyArticle *article = galley_manuscript_get_article (self->manuscript);
  g_autoptr (GalleyRevision) revision = galley_article_snapshot (article);
  g_autofree char *context = galley_manuscript_dup_context (self->manuscript);
  g_autofree char *path = dup_path (context);
  gboolean is_same_page = self->shown != NULL && self->shown_layout == layout &&
                          g_strcmp0 (self->shown_context, context) == 0;

  self->is_outdated = FALSE;
  if (is_same_page && self->shown == revision)
    return;

  self->is_busy = TRUE;
  self->generation_on_its_way = galley_document_get_generation (galley_article_get_document (article));
  gtk_stack_set_visible_child_name (self->stack, "page");
  if (is_same_page && galley_preview_patch_is_enough (self->shown, revision))
    galley_preview_patch_send (self->engine, path, self->shown, revision);
  else
    show_page (self, revision, layout, context, path);
  set_shown (self, revision, layout, context);
}

static gboolean
update_cb (gpointer data)
{
  GalleyPreview *self = GALLEY_PREVIEW (data);

  self->update_source = 0;
  update (self);
  return G_SOURCE_REMOVE;
}

/* After the key's own frame: what is typed must never wait for what is looked at. */
static void
schedule_update (GalleyPreview *self)
{
  self->is_outdated = TRUE;
  if (self->engine != NULL && self->manuscript != NULL && !self->is_busy && self->update_source == 0)
    self->update_source = g_idle_add_full (GDK_PRIORITY_REDRAW + 10, update_cb, self, NULL);
}

static void
arrived_cb (GalleyPreview *self)
{
  if (!self->is_busy)
    return;
  self->is_busy = FALSE;
  g_signal_emit (self, signals[SIGNAL_SHOWN], 0, self->generation_on_its_way);
  if (self->is_outdated)
    schedule_update (self);
}

/* A page that comes anew stands at its head, and the paragraph that is worked on may be far below. */
static void
loaded_cb (GalleyPreview *self)
{
  guint block = self->manuscript != NULL ? galley_manuscript_get_caret (self->manuscript).block : 0;

  if (block > 0)
    galley_preview_reveal_block (self, block);
  arrived_cb (self);
}

/* --- the engine's life ------------------------------------------------------------------------------------------- */

static void start_engine (GalleyPreview *self);

static void
stop_engine (GalleyPreview *self)
{
  g_clear_handle_id (&self->update_source, g_source_remove);
  g_clear_handle_id (&self->linger_source, g_source_remove);
  g_clear_handle_id (&self->revive_source, g_source_remove);
  self->is_busy = FALSE;
  set_shown (self, NULL, NULL, NULL);
  if (self->engine == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->engine, self);
  adw_bin_set_child (self->ground, NULL);
  g_clear_object (&self->engine);
}

static gboolean
revive_cb (gpointer data)
{
  GalleyPreview *self = GALLEY_PREVIEW (data);

  self->revive_source = 0;
  stop_engine (self);
  if (self->is_active)
    start_engine (self);
  return G_SOURCE_REMOVE;
}

static void
died_cb (GalleyPreview *self)
{
  adw_status_page_set_title (self->empty_page, _ ("The Preview Is Coming Back"));
  adw_status_page_set_description (self->empty_page, _ ("It stopped by itself. Your text is not touched by that."));
  gtk_stack_set_visible_child_name (self->stack, "empty");
  if (self->revive_source == 0)
    self->revive_source = g_timeout_add (REVIVE_MILLISECONDS, revive_cb, self);
}

static void
body_clicked_cb (GalleyPreview *self,
                 guint          element,
                 guint          item)
{
  GalleyPagePlace place = { element, item };

  if (self->shown != NULL)
    g_signal_emit (self, signals[SIGNAL_BLOCK_CLICKED], 0,
                   galley_page_place_to_block (galley_revision_get_blocks (self->shown), place));
}

static void
field_clicked_cb (GalleyPreview *self,
                  const char    *name)
{
  for (guint field = 0; field < GALLEY_N_FIELDS; field++)
    if (g_str_equal (name, galley_field_get_name (field)))
      g_signal_emit (self, signals[SIGNAL_FIELD_CLICKED], 0, field);
}

static void update_scale (GalleyPreview *self);

static void
tell_why_not (GalleyPreview *self,
              const char    *words)
{
  adw_status_page_set_title (self->empty_page, _ ("The Page Cannot Be Shown"));
  adw_status_page_set_description (self->empty_page, words);
  gtk_stack_set_visible_child_name (self->stack, "empty");
}

static void
start_engine (GalleyPreview *self)
{
  GtkWidget *view;

  self->engine = galley_preview_engine_new ();
  if (self->engine == NULL)
    {
      tell_why_not (self, _ ("The preview is not installed. Your text is safe."));
      return;
    }
  g_signal_connect_swapped (self->engine, "loaded", G_CALLBACK (loaded_cb), self);
  g_signal_connect_swapped (self->engine, "patched", G_CALLBACK (arrived_cb), self);
  g_signal_connect_swapped (self->engine, "died", G_CALLBACK (died_cb), self);
  g_signal_connect_swapped (self->engine, "body-clicked", G_CALLBACK (body_clicked_cb), self);
  g_signal_connect_swapped (self->engine, "field-clicked", G_CALLBACK (field_clicked_cb), self);

  galley_preview_engine_set_source (self->engine, GALLEY_MEDIA_SOURCE (self->workspace));
  view = galley_preview_engine_get_view (self->engine);
  gtk_widget_set_vexpand (view, TRUE);
  /* Reading is for the eye here: Tab goes on to the next pane. */
  gtk_widget_set_focusable (view, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Preview of the Page"),
                                  -1);
  adw_bin_set_child (self->ground, view);
  update_scale (self);
  schedule_update (self);
}

static gboolean
linger_cb (gpointer data)
{
  GalleyPreview *self = GALLEY_PREVIEW (data);

  self->linger_source = 0;
  stop_engine (self);
  galley_preview_engine_give_back ();
  return G_SOURCE_REMOVE;
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GalleyPreview *self = GALLEY_PREVIEW (source);
  const char *why_not = galley_preview_probe_finish (result);

  if (!self->is_active || self->engine != NULL || self->workspace == NULL)
    return;
  if (why_not != NULL)
    tell_why_not (self, why_not);
  else
    start_engine (self);
}

static gboolean
start_when_idle_cb (gpointer data)
{
  GalleyPreview *self = GALLEY_PREVIEW (data);

  if (self->is_active && self->engine == NULL)
    galley_preview_probe_async (G_OBJECT (self), probed_cb, NULL);
  return G_SOURCE_REMOVE;
}

void
galley_preview_set_active (GalleyPreview *self,
                           gboolean       is_active)
{
  g_return_if_fail (GALLEY_IS_PREVIEW (self));

  if (self->is_active == is_active)
    return;
  self->is_active = is_active;
  g_clear_handle_id (&self->linger_source, g_source_remove);
  if (!is_active && self->engine != NULL)
    self->linger_source = g_timeout_add_seconds (LINGER_SECONDS, linger_cb, self);
  else if (is_active && self->engine == NULL)
    /* The window is usable first. */
    g_idle_add_full (G_PRIORITY_LOW, start_when_idle_cb, g_object_ref (self), g_object_unref);
}

/* --- width and foot ---------------------------------------------------------------------------------------------- */

/* A page wider than the pane is shown smaller; a phone's page stands 1:1. */
static void
update_scale (GalleyPreview *self)
{
  int page_width = page_widths[self->width];
  int room = MAX (200, self->allocated_width - 16);
  double scale = CLAMP ((double) room / page_width, MIN_SCALE, 1.0);
  g_autofree char *text = g_strdup_printf ("%d px · %d %%", page_width, (int) (scale * 100 + 0.5));

  gtk_label_set_text (self->scale_label, text);
  gtk_widget_set_size_request (GTK_WIDGET (self->ground), MIN (room, (int) (page_width * scale)), -1);
  if (self->engine != NULL)
    galley_preview_engine_set_scale (self->engine, scale);
}

void
galley_preview_expect_room (GalleyPreview *self,
                            int            width)
{
  g_return_if_fail (GALLEY_IS_PREVIEW (self));

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  self->allocated_width = width;
  update_scale (self);
}

static gboolean
rescale_cb (gpointer data)
{
  update_scale (GALLEY_PREVIEW (data));
  return G_SOURCE_REMOVE;
}

static void
galley_preview_size_allocate (GtkWidget *widget,
                              int        width,
                              int        height,
                              int        baseline)
{
  GalleyPreview *self = GALLEY_PREVIEW (widget);

  gtk_widget_size_allocate (self->box, &(GtkAllocation){ 0, 0, width, height }, baseline);
  if (width != self->allocated_width)
    {
      self->allocated_width = width;
      g_idle_add_full (G_PRIORITY_HIGH_IDLE, rescale_cb, g_object_ref (self), g_object_unref);
    }
}

static void
galley_preview_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  gtk_widget_measure (GALLEY_PREVIEW (widget)->box, orientation, for_size, minimum, natural, minimum_baseline,
                      natural_baseline);
}

static void
update_foot (GalleyPreview *self)
{
  gint64 fetched = galley_workspace_get_layout_time (self->workspace);
  gint64 now = galley_clock_get_real_time (galley_workspace_get_clock (self->workspace));
  gint64 days = (now - fetched) / (24 * 3600 * (gint64) G_USEC_PER_SEC);
  g_autofree char *text = NULL;

  if (fetched == 0)
    text = g_strdup (_ ("Galley's own template: this account has no portal"));
  else if (days <= 0)
    text = g_strdup (_ ("Template from today, same page as published"));
  else
    /* Translators: %u is a number of days. */
    text = g_strdup_printf (ngettext ("Template from %u day ago, same page as published",
                                      "Template from %u days ago, same page as published", days),
                            (guint) days);
  gtk_label_set_text (self->foot_label, text);
}

static void
layout_changed_cb (GalleyPreview *self)
{
  update_foot (self);
  schedule_update (self);
}

static void
width_selected_cb (GalleyPreview *self)
{
  galley_preview_set_width (self, gtk_drop_down_get_selected (self->width_drop_down));
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
disconnect (GalleyPreview *self)
{
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  if (self->manuscript != NULL)
    g_signal_handlers_disconnect_by_data (galley_manuscript_get_article (self->manuscript), self);
}

static void
galley_preview_dispose (GObject *object)
{
  GalleyPreview *self = GALLEY_PREVIEW (object);
  GtkWidget *child;

  self->is_active = FALSE;
  if (self->ground != NULL)
    stop_engine (self);
  disconnect (self);
  g_clear_object (&self->workspace);
  g_clear_object (&self->manuscript);
  self->ground = NULL;
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (galley_preview_parent_class)->dispose (object);
}

static void
galley_preview_class_init (GalleyPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_preview_dispose;
  widget_class->size_allocate = galley_preview_size_allocate;
  widget_class->measure = galley_preview_measure;

  signals[SIGNAL_BLOCK_CLICKED] =
      g_signal_new ("block-clicked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_FIELD_CLICKED] =
      g_signal_new ("field-clicked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_SHOWN] =
      g_signal_new ("shown", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT64);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/preview/galley-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyPreview, box);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreview, width_drop_down);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreview, scale_label);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreview, stack);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreview, empty_page);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreview, ground);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreview, foot_label);
  gtk_widget_class_bind_template_callback (widget_class, width_selected_cb);
}

static void
galley_preview_init (GalleyPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
galley_preview_new (void)
{
  return g_object_new (GALLEY_TYPE_PREVIEW, NULL);
}

void
galley_preview_set_manuscript (GalleyPreview    *self,
                               GalleyWorkspace  *workspace,
                               GalleyManuscript *manuscript)
{
  g_return_if_fail (GALLEY_IS_PREVIEW (self));

  disconnect (self);
  g_set_object (&self->workspace, workspace);
  g_set_object (&self->manuscript, manuscript);
  if (self->engine != NULL)
    galley_preview_engine_set_source (self->engine, workspace != NULL ? GALLEY_MEDIA_SOURCE (workspace) : NULL);
  g_clear_handle_id (&self->update_source, g_source_remove);
  if (workspace == NULL)
    return;

  g_signal_connect_swapped (workspace, "layout-changed", G_CALLBACK (layout_changed_cb), self);
  update_foot (self);
  if (manuscript == NULL)
    {
      adw_status_page_set_title (self->empty_page, _ ("No Article Open"));
      adw_status_page_set_description (self->empty_page, _ ("The page will stand here as readers will see it."));
      gtk_stack_set_visible_child_name (self->stack, "empty");
      return;
    }
  g_signal_connect_swapped (galley_manuscript_get_article (manuscript), "changed", G_CALLBACK (schedule_update), self);
  g_signal_connect_swapped (galley_manuscript_get_article (manuscript), "state-changed", G_CALLBACK (schedule_update),
                            self);
  schedule_update (self);
}

void
galley_preview_set_width (GalleyPreview      *self,
                          GalleyPreviewWidth  width)
{
  g_return_if_fail (GALLEY_IS_PREVIEW (self));
  g_return_if_fail (width < G_N_ELEMENTS (page_widths));

  if (self->width == width)
    return;
  self->width = width;
  gtk_drop_down_set_selected (self->width_drop_down, width);
  update_scale (self);
}

GalleyPreviewWidth
galley_preview_get_width (GalleyPreview *self)
{
  g_return_val_if_fail (GALLEY_IS_PREVIEW (self), GALLEY_PREVIEW_PHONE);

  return self->width;
}

void
galley_preview_reveal_block (GalleyPreview *self,
                             guint          block)
{
  g_return_if_fail (GALLEY_IS_PREVIEW (self));

  if (self->engine != NULL && self->shown != NULL)
    galley_preview_engine_reveal (self->engine,
                                  galley_page_place_of_block (galley_revision_get_blocks (self->shown), block));
}

GBytes *
galley_preview_dup_page (GalleyPreview *self)
{
  g_autoptr (GalleyRevision) revision = NULL;
  g_autofree char *context = NULL;

  g_return_val_if_fail (GALLEY_IS_PREVIEW (self), NULL);
  g_return_val_if_fail (self->manuscript != NULL, NULL);

  revision = galley_article_snapshot (galley_manuscript_get_article (self->manuscript));
  context = galley_manuscript_dup_context (self->manuscript);
  return galley_page_render_article (revision, galley_workspace_get_layout (self->workspace), context, NULL);
}
