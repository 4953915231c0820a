/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where somebody left off: the look of the window, for each account the list that was chosen, and the tabs. The next start
 * shows them again; the caret in an article is the store's to remember. Of an article only the id is kept: the headlines
 * come from the store. The places of all windows are put together in galley-application-session.c. */
#include "app/base/galley-settings.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

#define LISTS "last-lists"
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

/* --- the tabs ------------------------------------------------------------------------------------------------------ */

static GalleyTab *
get_tab (AdwTabPage *page)
{
  return GALLEY_TAB (adw_tab_page_get_child (page));
}

void
galley_window_remember_tabs (GalleyWindow *self)
{
  if (self->workspace != NULL && !self->is_closing)
    g_signal_emit_by_name (self, "place-changed");
}

GVariant *
galley_window_dup_place (GalleyWindow *self)
{
  GVariantBuilder ids;
  guint current = 0, n_articles = 0;

  g_return_val_if_fail (GALLEY_IS_WINDOW (self), NULL);

  g_variant_builder_init (&ids, G_VARIANT_TYPE_STRING_ARRAY);
  for (guint i = 0; i < (guint) adw_tab_view_get_n_pages (self->tab_view); i++)
    {
      GalleyTab *tab = get_tab (adw_tab_view_get_nth_page (self->tab_view, i));
      const char *id = galley_tab_get_article (tab);

      if (id == NULL)
        continue;
      if (tab == self->tab)
        current = n_articles;
      g_variant_builder_add (&ids, "s", id);
      n_articles++;
    }
  return g_variant_ref_sink (g_variant_new ("(asu)", &ids, current));
}

typedef struct
{
  GalleyWindow *window;
  char **ids;
} Headlines;

static void
headlines_free (Headlines *self)
{
  g_object_unref (self->window);
  g_strfreev (self->ids);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Headlines, headlines_free)

static void
headlines_loaded_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      data)
{
  g_autoptr (Headlines) headlines = data;
  GalleyWindow *self = headlines->window;
  g_autoptr (GPtrArray) found = galley_workspace_load_headlines_finish (GALLEY_WORKSPACE (source), result, NULL);

  /* A store that cannot be read now: each tab asks again when it is looked at. */
  for (guint i = 0; found != NULL && self->tab != NULL && i < found->len; i++)
    {
      AdwTabPage *page = galley_window_find_tab (self, headlines->ids[i]);
      const char *headline = g_ptr_array_index (found, i);

      if (page == NULL)
        continue;
      if (headline != NULL)
        galley_tab_expect (get_tab (page), headlines->ids[i], headline);
      else if (page != adw_tab_view_get_selected_page (self->tab_view))
        galley_window_drop_tab (self, get_tab (page));
    }
}

void
galley_window_restore_tabs (GalleyWindow *self,
                            GVariant     *place)
{
  g_auto (GStrv) ids = NULL;
  guint current, n_ids;

  g_return_if_fail (GALLEY_IS_WINDOW (self));
  g_return_if_fail (place != NULL);

  g_variant_get (place, "(^asu)", &ids, &current);
  n_ids = g_strv_length (ids);
  if (n_ids == 0 || galley_tab_get_article (self->tab) != NULL)
    return;
  current = MIN (current, n_ids - 1);
  self->is_coming_back = TRUE;
  for (guint i = 0; i < n_ids; i++)
    {
      AdwTabPage *page = i == current ? adw_tab_view_get_selected_page (self->tab_view)
                                      : galley_window_insert_tab (self, (int) i);

      galley_tab_expect (get_tab (page), ids[i], NULL);
    }
  galley_window_look_at_tab (self, self->tab);
  galley_window_follow_tab (self);
  if (n_ids > 1)
    {
      Headlines *headlines = g_new0 (Headlines, 1);

      headlines->window = g_object_ref (self);
      headlines->ids = g_steal_pointer (&ids);
      galley_workspace_load_headlines_async (self->workspace, (const char *const *) headlines->ids,
                                             headlines_loaded_cb, headlines);
    }
}

void
galley_window_empty_tabs (GalleyWindow *self)
{
  galley_window_finish_typing (self);
  adw_tab_view_close_other_pages (self->tab_view, adw_tab_view_get_selected_page (self->tab_view));
  galley_tab_set_manuscript (self->tab, NULL, NULL);
  galley_window_follow_tab (self);
  g_ptr_array_set_size (self->closed, 0);
}

void
galley_window_restore_place (GalleyWindow *self)
{
  self->is_restoring = TRUE;
  galley_sidebar_select (self->sidebar, GALLEY_FILTER_MINE, NULL);
  self->is_restoring = FALSE;
  g_free (self->wanted_list);
  self->wanted_list = look_up (self, LISTS);
  galley_window_restore_list (self);
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
  /* The next window comes as the last one was left; none follows another. */
  GSettingsBindFlags flags = G_SETTINGS_BIND_GET | G_SETTINGS_BIND_SET | G_SETTINGS_BIND_GET_NO_CHANGES;
  g_autofree char *side_page = NULL;
  int width;

  self->settings = galley_settings_new ();
  if (self->settings == NULL)
    return;
  side_page = g_settings_get_string (self->settings, "side-page");
  if (adw_view_stack_get_child_by_name (self->side_stack, side_page) != NULL)
    adw_view_stack_set_visible_child_name (self->side_stack, side_page);
  for (guint i = 0; i < G_N_ELEMENTS (properties); i++)
    g_settings_bind (self->settings, properties[i][0], self, properties[i][1], flags);
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
