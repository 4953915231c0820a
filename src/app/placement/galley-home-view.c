/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/placement/galley-home-view.h"

#include "app/preview/galley-preview-engine.h"
#include "app/preview/galley-preview-probe.h"
#include "app/preview/galley-preview-revival.h"
#include "app/preview/galley-slot-dragging.h"
#include "core/portal/galley-page-home.h"
#include "core/wire/galley-protocol.h"
#include "core/workspace/galley-workspace-home.h"

#include <glib/gi18n.h>
#include <string.h>

struct _GalleyHomeView
{
  AdwBin parent_instance;

  /* owned */
  GalleyWorkspace *workspace;
  GCancellable *cancellable;
  GalleyPreviewEngine *engine; /* (nullable) */
  GalleySlotDragging *dragging; /* over it */

  GalleyPreviewRevival revival;
  guint revive_source; /* of the workspace's clock */
  gboolean is_shown; /* a page is in the engine */
};

G_DEFINE_FINAL_TYPE (GalleyHomeView, galley_home_view, ADW_TYPE_BIN)

enum
{
  PUT,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- the frames -------------------------------------------------------------------------------------------------- */

/* As a string of CSS inside an element of HTML: what has a meaning in either stands as its number. */
static void
append_css_string (GString    *css,
                   const char *text)
{
  g_string_append_c (css, '"');
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (character < ' ' || strchr ("\"\\<>&", (int) MIN (character, 0x7f)) != NULL)
        g_string_append_printf (css, "\\%x ", character);
      else
        g_string_append_unichar (css, character);
    }
  g_string_append_c (css, '"');
}

static char *
make_style (GalleySite *site)
{
  GString *css = g_string_new ("<style>[data-slot] { outline: 2px dashed #3584e4; outline-offset: 2px;"
                               " min-height: 28px; margin-block: 8px; }"
                               "[data-slot]::before { display: table; padding: 2px 8px; background: #3584e4;"
                               " color: #fff; font: 700 12px/1.5 sans-serif; }");
  guint n_slots;
  const GalleySlot *slots = galley_site_get_slots (site, &n_slots);

  for (guint i = 0; i < n_slots; i++)
    {
      g_string_append_printf (css, "[data-slot=\"%s\"]::before { content: ", slots[i].id);
      append_css_string (css, slots[i].name);
      g_string_append (css, "; }");
    }
  g_string_append (css, "</style>");
  return g_string_free (css, FALSE);
}

GBytes *
galley_home_view_mark (GBytes     *page,
                       GalleySite *site)
{
  g_autofree char *style = NULL;
  GString *marked;
  const char *text, *end;
  gsize length;

  g_return_val_if_fail (page != NULL && site != NULL, NULL);

  text = g_bytes_get_data (page, &length);
  end = g_strstr_len (text, (gssize) length, "</head>");
  if (end == NULL)
    return g_bytes_ref (page);
  style = make_style (site);
  marked = g_string_new_len (text, end - text);
  g_string_append (marked, style);
  g_string_append_len (marked, end, (gssize) length - (end - text));
  return g_string_free_to_bytes (marked);
}

/* --- the page ---------------------------------------------------------------------------------------------------- */

static void
tell (GalleyHomeView *self,
      const char     *words)
{
  GtkWidget *page = adw_status_page_new ();

  adw_status_page_set_title (ADW_STATUS_PAGE (page), _ ("The Page Cannot Be Shown"));
  adw_status_page_set_description (ADW_STATUS_PAGE (page), words);
  gtk_widget_add_css_class (page, "compact");
  adw_bin_set_child (ADW_BIN (self), page);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_autoptr (GalleyHomeView) self = data;
  GalleyWorkspace *workspace = GALLEY_WORKSPACE (source);
  GalleyLayout *layout = galley_workspace_get_layout (workspace);
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyHomeSource) home = galley_home_source_load_finish (workspace, result, &error);
  g_autoptr (GHashTable) targets = NULL;
  g_autoptr (GBytes) page = NULL;
  g_autoptr (GBytes) marked = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->engine == NULL)
    return;
  if (home != NULL)
    page = galley_home_source_render (home, workspace, galley_workspace_get_layout (workspace), NULL, &targets, &error);
  if (page == NULL)
    {
      g_message ("the home page cannot be rendered: %s", error->message);
      tell (self, _ ("The portal's layout has a fault. Your text is safe."));
      return;
    }
  marked = galley_home_view_mark (page, galley_layout_get_site (layout));
  galley_slot_dragging_set_page (self->dragging, galley_layout_get_site (layout), targets);
  if (self->is_shown)
    galley_preview_engine_swap (self->engine, marked);
  else
    galley_preview_engine_load (self->engine, layout, GALLEY_PAGE_HOME_PATH, marked);
  self->is_shown = TRUE;
}

/* What was asked for before is not wanted any more. */
static void
render (GalleyHomeView *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  galley_home_source_load_async (self->workspace, self->cancellable, loaded_cb, g_object_ref (self));
}

static void
lists_changed_cb (GalleyHomeView *self,
                  const char     *list)
{
  if (self->engine != NULL && g_str_equal (list, GALLEY_LIST_SLOTS))
    render (self);
}

static void start_engine (GalleyHomeView *self);

static gboolean
revive_cb (gpointer data)
{
  GalleyHomeView *self = GALLEY_HOME_VIEW (data);

  self->revive_source = 0;
  start_engine (self);
  return G_SOURCE_REMOVE;
}

/* Where it ends too often, the words stay: the list beside it does without the page. */
static void
died_cb (GalleyHomeView *self)
{
  GalleyClock *clock = galley_workspace_get_clock (self->workspace);
  gint64 wait = galley_preview_revival_note_end (&self->revival, galley_clock_get_boot_time (clock));

  g_signal_handlers_disconnect_by_data (self->engine, self);
  g_clear_object (&self->dragging);
  tell (self, _ ("It stopped by itself. Your text is not touched by that."));
  g_clear_object (&self->engine);
  self->is_shown = FALSE;
  if (wait >= 0)
    self->revive_source = galley_clock_add_timeout (clock, wait, revive_cb, self);
}

static void
put_cb (GalleyHomeView *self,
        const char     *article,
        const char     *from,
        const char     *slot,
        const char     *before)
{
  g_signal_emit (self, signals[PUT], 0, article, from, slot, before);
}

static void
start_engine (GalleyHomeView *self)
{
  GtkWidget *view;

  self->engine = galley_preview_engine_new ();
  if (self->engine == NULL)
    {
      tell (self, _ ("The preview is not installed. Your text is safe."));
      return;
    }
  galley_preview_revival_note_start (&self->revival,
                                     galley_clock_get_boot_time (galley_workspace_get_clock (self->workspace)));
  g_signal_connect_swapped (self->engine, "died", G_CALLBACK (died_cb), self);
  galley_preview_engine_set_source (self->engine, GALLEY_MEDIA_SOURCE (self->workspace));
  view = galley_preview_engine_get_view (self->engine);
  gtk_widget_set_hexpand (view, TRUE);
  gtk_widget_set_vexpand (view, TRUE);
  /* For the eye: what stands where is in the list beside it. */
  gtk_widget_set_focusable (view, FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (view), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Preview of the Home Page"), -1);
  adw_bin_set_child (ADW_BIN (self), view);
  self->dragging = galley_slot_dragging_new (GTK_WIDGET (self), self->engine);
  g_signal_connect_swapped (self->dragging, "put", G_CALLBACK (put_cb), self);
  render (self);
}

static void
probed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GalleyHomeView *self = GALLEY_HOME_VIEW (source);
  const char *why_not = galley_preview_probe_finish (result);

  if (self->workspace == NULL)
    return;
  if (why_not != NULL)
    tell (self, why_not);
  else
    start_engine (self);
}

static void
galley_home_view_dispose (GObject *object)
{
  GalleyHomeView *self = GALLEY_HOME_VIEW (object);

  g_cancellable_cancel (self->cancellable);
  if (self->revive_source != 0)
    galley_clock_remove_timeout (galley_workspace_get_clock (self->workspace), self->revive_source);
  self->revive_source = 0;
  g_clear_object (&self->dragging);
  if (self->engine != NULL)
    g_signal_handlers_disconnect_by_data (self->engine, self);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->engine);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (galley_home_view_parent_class)->dispose (object);
}

static void
galley_home_view_finalize (GObject *object)
{
  g_object_unref (GALLEY_HOME_VIEW (object)->cancellable);

  G_OBJECT_CLASS (galley_home_view_parent_class)->finalize (object);
}

static void
galley_home_view_class_init (GalleyHomeViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = galley_home_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = galley_home_view_finalize;

  signals[PUT] = g_signal_new ("put", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                               G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING, G_TYPE_STRING);
}

static void
galley_home_view_init (GalleyHomeView *self)
{
  self->cancellable = g_cancellable_new ();
}

GtkWidget *
galley_home_view_new (GalleyWorkspace *workspace)
{
  GalleyHomeView *self;

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (GALLEY_TYPE_HOME_VIEW, NULL);
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (galley_workspace_get_store (workspace), "lists-changed", G_CALLBACK (lists_changed_cb), self,
                           G_CONNECT_SWAPPED);
  galley_preview_probe_async (G_OBJECT (self), probed_cb, NULL);
  return GTK_WIDGET (self);
}
