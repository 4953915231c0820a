/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person may choose about the preview: the actions, what is remembered of them, and what a layout leaves to
 * choose. */
#include "app/preview/galley-preview-private.h"
#include "app/preview/galley-preview.h"

#include "app/base/galley-look.h"

#include <string.h>

/* What the large browsers offer. */
static const struct
{
  const char *name;
  int pixels;
} text_sizes[] = { { "small", 13 }, { "normal", 16 }, { "large", 20 }, { "largest", 24 } };

static int
get_pixels (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (text_sizes); i++)
    if (g_strcmp0 (text_sizes[i].name, name) == 0)
      return text_sizes[i].pixels;
  return text_sizes[1].pixels;
}

static GSimpleAction *
get_action (GalleyPreview *self,
            const char    *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name));
}

/* --- what the layout can do -------------------------------------------------------------------------------------- */

/* Whether one of its style sheets says what @pattern matches. */
static gboolean
says (GalleyLayout *layout,
      const char   *pattern)
{
  g_autoptr (GRegex) regex = g_regex_new (pattern, G_REGEX_RAW, 0, NULL);
  const char *const *names = galley_layout_get_assets (layout);

  for (guint i = 0; names[i] != NULL; i++)
    if (g_str_has_suffix (names[i], ".css"))
      {
        g_autoptr (GBytes) sheet = galley_layout_dup_asset (layout, names[i], NULL);
        gsize length;
        const char *text = g_bytes_get_data (sheet, &length);

        if (text != NULL && g_regex_match_full (regex, text, (gssize) length, 0, 0, NULL, NULL))
          return TRUE;
      }
  return FALSE;
}

void
galley_preview_update_choices (GalleyPreview *self)
{
  GalleyLayout *layout = self->workspace != NULL ? galley_preview_get_layout (self) : NULL;

  gtk_menu_button_set_label (self->mode_button, galley_preview_mode_get_words (self->mode));
  g_simple_action_set_enabled (get_action (self, "dark"), layout != NULL && says (layout, "prefers-color-scheme"));
  g_simple_action_set_enabled (get_action (self, "text-size"), layout != NULL && says (layout, "[0-9]rem"));
}

/* --- the actions ------------------------------------------------------------------------------------------------- */

void
galley_preview_set_mode (GalleyPreview     *self,
                         GalleyPreviewMode  mode)
{
  const char *name;

  g_return_if_fail (GALLEY_IS_PREVIEW (self));
  g_return_if_fail (mode < GALLEY_N_PREVIEW_MODES);

  if (self->mode == mode)
    return;
  self->mode = mode;
  name = galley_preview_mode_get_name (mode);
  g_simple_action_set_state (get_action (self, "mode"), g_variant_new_string (name));
  if (self->settings != NULL)
    g_settings_set_string (self->settings, "preview-mode", name);
  gtk_menu_button_set_label (self->mode_button, galley_preview_mode_get_words (mode));
  galley_preview_forget_others (self);
  galley_preview_update_scale (self);
  galley_preview_update_look (self);
  galley_preview_schedule_update (self);
}

static void
mode_cb (GSimpleAction *action,
         GVariant      *state,
         gpointer       data)
{
  galley_preview_set_mode (GALLEY_PREVIEW (data), galley_preview_mode_from_name (g_variant_get_string (state, NULL)));
}

static void
next_mode_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  GalleyPreview *self = GALLEY_PREVIEW (data);

  galley_preview_set_mode (self, (self->mode + 1) % GALLEY_N_PREVIEW_MODES);
}

static void
dark_cb (GSimpleAction *action,
         GVariant      *state,
         gpointer       data)
{
  GalleyPreview *self = GALLEY_PREVIEW (data);

  self->is_dark = g_variant_get_boolean (state);
  g_simple_action_set_state (action, state);
  if (self->settings != NULL)
    g_settings_set_value (self->settings, "preview-dark", state);
  galley_preview_update_look (self);
}

static void
text_size_cb (GSimpleAction *action,
              GVariant      *state,
              gpointer       data)
{
  GalleyPreview *self = GALLEY_PREVIEW (data);

  self->text_size = get_pixels (g_variant_get_string (state, NULL));
  g_simple_action_set_state (action, state);
  if (self->settings != NULL)
    g_settings_set_value (self->settings, "preview-text-size", state);
  galley_preview_update_look (self);
}

static void
zoom_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  const char *name = g_action_get_name (G_ACTION (action));

  galley_preview_step_zoom (GALLEY_PREVIEW (data),
                            g_str_equal (name, "zoom-in") ? 1 : g_str_equal (name, "zoom-out") ? -1 : 0);
}

static void
restart_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  galley_preview_restart_engine (GALLEY_PREVIEW (data));
}

void
galley_preview_init_choices (GalleyPreview *self)
{
  static const GActionEntry entries[] = {
    { .name = "mode", .parameter_type = "s", .state = "'fitting'", .change_state = mode_cb },
    { .name = "next-mode", .activate = next_mode_cb },
    { .name = "restart", .activate = restart_cb },
    { .name = "zoom-in", .activate = zoom_cb },
    { .name = "zoom-out", .activate = zoom_cb },
    { .name = "zoom-normal", .activate = zoom_cb },
    { .name = "dark", .state = "false", .change_state = dark_cb },
    { .name = "text-size", .parameter_type = "s", .state = "'normal'", .change_state = text_size_cb },
  };

  self->zoom = GALLEY_ZOOM_NORMAL;
  self->text_size = get_pixels (NULL);
  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "preview", G_ACTION_GROUP (self->actions));
}

GActionGroup *
galley_preview_get_actions (GalleyPreview *self)
{
  g_return_val_if_fail (GALLEY_IS_PREVIEW (self), NULL);

  return G_ACTION_GROUP (self->actions);
}

void
galley_preview_set_settings (GalleyPreview *self,
                             GSettings     *settings)
{
  static const char *const keys[][2] = { { "mode", "preview-mode" },
                                         { "dark", "preview-dark" },
                                         { "text-size", "preview-text-size" } };

  g_return_if_fail (GALLEY_IS_PREVIEW (self));
  g_return_if_fail (G_IS_SETTINGS (settings));

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (GVariant) kept = g_settings_get_value (settings, keys[i][1]);

      g_action_change_state (G_ACTION (get_action (self, keys[i][0])), kept);
    }
  self->zoom = g_settings_get_int (settings, "preview-zoom");
  galley_preview_update_scale (self);
  g_set_object (&self->settings, settings);
}
