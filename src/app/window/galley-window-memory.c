/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where somebody left off: the look of the window, and for each account the list that was chosen and the article that was
 * open. The next start shows them again; the caret in the article is the store's to remember. Of an article only the id
 * is kept. */
#include "app/galley-settings.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

#define LISTS "last-lists"
#define ARTICLES "last-articles"
#define CHANNEL "channel:"

static const char *const list_names[GALLEY_N_FILTER_KINDS] = {
  [GALLEY_FILTER_ALL] = "all",
  [GALLEY_FILTER_MINE] = "mine",
  [GALLEY_FILTER_WAITING] = "waiting",
  [GALLEY_FILTER_SCHEDULED] = "scheduled",
  [GALLEY_FILTER_PUBLISHED] = "published",
  [GALLEY_FILTER_CONFLICTS] = "conflicts",
  [GALLEY_FILTER_TRASH] = "trash",
};

/* --- a small dictionary in the settings ---------------------------------------------------------------------------- */

static char *
look_up (GalleyWindow *self,
         const char   *key)
{
  const char *account = galley_workspace_get_account (self->workspace)->id;
  g_autoptr (GVariant) all = self->settings != NULL ? g_settings_get_value (self->settings, key) : NULL;
  char *value = NULL;

  if (all != NULL)
    g_variant_lookup (all, account, "s", &value);
  return value;
}

/* @value NULL removes. */
static void
keep (GalleyWindow *self,
      const char   *key,
      const char   *value)
{
  const char *account = galley_workspace_get_account (self->workspace)->id;
  g_autofree char *old = look_up (self, key);
  g_autoptr (GVariant) all = NULL;
  GVariantBuilder builder;
  GVariantIter iter;
  const char *name, *kept;

  if (self->settings == NULL || g_strcmp0 (old, value) == 0)
    return;
  all = g_settings_get_value (self->settings, key);
  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, all);
  while (g_variant_iter_next (&iter, "{&s&s}", &name, &kept))
    if (!g_str_equal (name, account))
      g_variant_builder_add (&builder, "{ss}", name, kept);
  if (value != NULL)
    g_variant_builder_add (&builder, "{ss}", account, value);
  g_settings_set_value (self->settings, key, g_variant_builder_end (&builder));
}

/* --- the list ------------------------------------------------------------------------------------------------------ */

void
galley_window_remember_list (GalleyWindow    *self,
                             GalleyFilterKind kind,
                             const char      *channel)
{
  g_autofree char *name = NULL;

  if (self->is_restoring)
    return;
  g_clear_pointer (&self->wanted_list, g_free);
  name = kind == GALLEY_FILTER_CHANNEL ? g_strconcat (CHANNEL, channel, NULL) : g_strdup (list_names[kind]);
  if (name != NULL)
    keep (self, LISTS, name);
}

static gboolean
select_list (GalleyWindow *self,
             const char   *name)
{
  if (g_str_has_prefix (name, CHANNEL))
    return galley_sidebar_select (self->sidebar, GALLEY_FILTER_CHANNEL, name + strlen (CHANNEL));
  for (guint kind = 0; kind < GALLEY_N_FILTER_KINDS; kind++)
    if (g_strcmp0 (list_names[kind], name) == 0)
      return galley_sidebar_select (self->sidebar, kind, NULL);
  return FALSE;
}

/* A channel is there when the portal's layout has been read. */
void
galley_window_restore_list (GalleyWindow *self)
{
  if (self->wanted_list == NULL)
    return;
  self->is_restoring = TRUE;
  if (select_list (self, self->wanted_list))
    g_clear_pointer (&self->wanted_list, g_free);
  self->is_restoring = FALSE;
}

/* --- the article --------------------------------------------------------------------------------------------------- */

void
galley_window_remember_article (GalleyWindow *self,
                                const char   *id)
{
  keep (self, ARTICLES, id);
}

static void
last_article_opened_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  /* It may have gone, or never have been written: then nothing is open, as at any first start. */
  g_autoptr (GalleyManuscript) manuscript =
      galley_workspace_open_article_finish (GALLEY_WORKSPACE (source), result, NULL);

  if (manuscript == NULL || self->workspace != GALLEY_WORKSPACE (source) || self->manuscript != NULL ||
      galley_manuscript_get_is_trashed (manuscript))
    return;
  galley_window_show_manuscript (self, manuscript);
  galley_editor_page_focus_body (self->editor);
}

void
galley_window_restore_place (GalleyWindow *self)
{
  g_autofree char *article = look_up (self, ARTICLES);

  self->is_restoring = TRUE;
  galley_sidebar_select (self->sidebar, GALLEY_FILTER_MINE, NULL);
  self->is_restoring = FALSE;
  g_free (self->wanted_list);
  self->wanted_list = look_up (self, LISTS);
  galley_window_restore_list (self);
  if (article != NULL)
    galley_workspace_open_article_async (self->workspace, article, self->opening, last_article_opened_cb,
                                         g_object_ref (self));
}

/* --- the window ---------------------------------------------------------------------------------------------------- */

/* Before it is shown; of several screens it may come on another than the first. */
static int
guess_width (GalleyWindow *self)
{
  g_autoptr (GdkMonitor) monitor = NULL;
  GdkRectangle area = { 0 };

  gtk_window_get_default_size (GTK_WINDOW (self), &area.width, &area.height);
  if (gtk_window_is_maximized (GTK_WINDOW (self)))
    monitor = g_list_model_get_item (gdk_display_get_monitors (gtk_widget_get_display (GTK_WIDGET (self))), 0);
  if (monitor != NULL)
    gdk_monitor_get_geometry (monitor, &area);
  return area.width;
}

void
galley_window_restore_look (GalleyWindow *self)
{
  static const char *const properties[][2] = {
    { "window-width", "default-width" },
    { "window-height", "default-height" },
    { "is-maximized", "maximized" },
  };
  g_autofree char *side_page = NULL;
  int width;

  self->settings = galley_settings_new ();
  if (self->settings == NULL)
    return;
  side_page = g_settings_get_string (self->settings, "side-page");
  if (adw_view_stack_get_child_by_name (self->side_stack, side_page) != NULL)
    adw_view_stack_set_visible_child_name (self->side_stack, side_page);
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    g_settings_bind (self->settings, properties[i][0], self, properties[i][1], G_SETTINGS_BIND_DEFAULT);
  galley_folding_set_show_side (self->folding, g_settings_get_boolean (self->settings, "show-side"));
  width = guess_width (self);
  if (width > 0)
    galley_folding_expect_width (self->folding, width);
}

/* Where the window is so wide that the details stand apart, there is one page, and nobody chose it. */
void
galley_window_remember_side_page (GalleyWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->side_stack);

  if (self->settings != NULL && name != NULL &&
      adw_view_stack_get_child_by_name (self->side_stack, "details") != NULL)
    g_settings_set_string (self->settings, "side-page", name);
}
