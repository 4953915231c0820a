/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/base/galley-look.h"

#include <adwaita.h>

struct _GalleyLook
{
  GObject parent_instance;

  /* owned */
  GSettings *settings;
  GdkDisplay *display;
  GtkCssProvider *provider;
  GtkCssProvider *contrast; /* on the display while high contrast is asked for */
};

G_DEFINE_FINAL_TYPE (GalleyLook, galley_look, G_TYPE_OBJECT)

/* As in a browser: steps that one sees. */
static const int zooms[] = { GALLEY_ZOOM_LEAST, 67, 80, 90, GALLEY_ZOOM_NORMAL, 110, 125, 150, 175, 200, 250,
                             GALLEY_ZOOM_MOST };

int
galley_look_step_zoom (int percent,
                       int step)
{
  if (step == 0)
    return GALLEY_ZOOM_NORMAL;
  if (step > 0)
    {
      for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
        if (zooms[i] > percent)
          return zooms[i];
      return GALLEY_ZOOM_MOST;
    }
  for (guint i = G_N_ELEMENTS (zooms); i > 0; i--)
    if (zooms[i - 1] < percent)
      return zooms[i - 1];
  return GALLEY_ZOOM_LEAST;
}

/* A family's name as a string of CSS: what would end the string is escaped by its number. */
static void
append_quoted (GString    *css,
               const char *text)
{
  g_string_append_c (css, '"');
  for (; *text != '\0'; text++)
    if (*text == '"' || *text == '\\' || g_ascii_iscntrl (*text))
      g_string_append_printf (css, "\\%x ", (guint) *text);
    else
      g_string_append_c (css, *text);
  g_string_append_c (css, '"');
}

char *
galley_look_make_css (const char *font,
                      int         percent)
{
  g_autoptr (PangoFontDescription) description = pango_font_description_from_string (font);
  PangoFontMask fields = pango_font_description_get_set_fields (description);
  g_autoptr (GString) css = g_string_new (NULL);

  percent = CLAMP (percent, GALLEY_ZOOM_LEAST, GALLEY_ZOOM_MOST);
  g_string_append_printf (css, ".galley-head, .galley-page { font-size: %d%%; }\n", percent);
  if (*font == '\0')
    return g_string_free (g_steal_pointer (&css), FALSE);

  g_string_append (css, ".galley-body {");
  if ((fields & PANGO_FONT_MASK_FAMILY) != 0)
    {
      g_string_append (css, " font-family: ");
      append_quoted (css, pango_font_description_get_family (description));
      g_string_append_c (css, ';');
    }
  if ((fields & PANGO_FONT_MASK_SIZE) != 0)
    g_string_append_printf (css, " font-size: %d.%02dpt;",
                            pango_font_description_get_size (description) * percent / 100 / PANGO_SCALE,
                            (pango_font_description_get_size (description) * percent / PANGO_SCALE) % 100);
  g_string_append (css, " }\n");
  return g_string_free (g_steal_pointer (&css), FALSE);
}

static void
update_page (GalleyLook *self)
{
  g_autofree char *font = g_settings_get_string (self->settings, "body-font");
  g_autofree char *css = galley_look_make_css (font, g_settings_get_int (self->settings, "zoom"));

  gtk_css_provider_load_from_data (self->provider, css, -1);
}

static void
update_scheme (GalleyLook *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "color-scheme");
  AdwColorScheme scheme = g_str_equal (name, "light")  ? ADW_COLOR_SCHEME_FORCE_LIGHT
                          : g_str_equal (name, "dark") ? ADW_COLOR_SCHEME_FORCE_DARK
                                                       : ADW_COLOR_SCHEME_DEFAULT;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

/* libadwaita does this by itself for a file of a certain name, of which newer ones warn. */
static void
update_contrast (GalleyLook *self)
{
  gtk_style_context_remove_provider_for_display (self->display, GTK_STYLE_PROVIDER (self->contrast));
  if (adw_style_manager_get_high_contrast (adw_style_manager_get_default ()))
    gtk_style_context_add_provider_for_display (self->display, GTK_STYLE_PROVIDER (self->contrast),
                                                GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
}

static void
galley_look_dispose (GObject *object)
{
  GalleyLook *self = GALLEY_LOOK (object);

  if (self->display != NULL)
    {
      gtk_style_context_remove_provider_for_display (self->display, GTK_STYLE_PROVIDER (self->provider));
      gtk_style_context_remove_provider_for_display (self->display, GTK_STYLE_PROVIDER (self->contrast));
    }
  g_clear_object (&self->settings);
  g_clear_object (&self->display);
  g_clear_object (&self->provider);
  g_clear_object (&self->contrast);

  G_OBJECT_CLASS (galley_look_parent_class)->dispose (object);
}

static void
galley_look_class_init (GalleyLookClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = galley_look_dispose;
}

static void
galley_look_init (GalleyLook *self)
{
  self->provider = gtk_css_provider_new ();
  self->contrast = gtk_css_provider_new ();
  gtk_css_provider_load_from_resource (self->contrast, "/org/galleyeditor/Galley/high-contrast.css");
}

GalleyLook *
galley_look_new (GSettings *settings)
{
  GalleyLook *self;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (GALLEY_TYPE_LOOK, NULL);
  self->settings = g_object_ref (settings);
  self->display = g_object_ref (gdk_display_get_default ());
  gtk_style_context_add_provider_for_display (self->display, GTK_STYLE_PROVIDER (self->provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION + 1);
  g_signal_connect_object (settings, "changed::body-font", G_CALLBACK (update_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::zoom", G_CALLBACK (update_page), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::color-scheme", G_CALLBACK (update_scheme), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast", G_CALLBACK (update_contrast),
                           self, G_CONNECT_SWAPPED);
  update_page (self);
  update_scheme (self);
  update_contrast (self);
  return self;
}
