/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preferences/galley-preferences-window.h"

#include "app/base/galley-choice-row.h"
#include "app/base/galley-copied-folder.h"
#include "app/base/galley-file-dialog.h"
#include "app/base/galley-look.h"
#include "app/base/galley-shortcuts.h"

#include <glib/gi18n.h>

struct _GalleyPreferencesWindow
{
  AdwPreferencesWindow parent_instance;

  /* template widgets */
  GtkWidget *font_button;
  GtkWidget *reset_font_button;
  GtkWidget *zoom_button;
  GtkWidget *by_time_switch;
  AdwComboRow *media_row;
  AdwComboRow *scheme_row;
  GtkWidget *typewriter_switch;
  AdwComboRow *lock_row;
  AdwActionRow *folder_row;
  GtkWidget *reset_folder_button;
  GtkWidget *ask_switch;
  AdwPreferencesPage *keys_page;

  /* owned */
  GSettings *settings;
};

G_DEFINE_FINAL_TYPE (GalleyPreferencesWindow, galley_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

/* In the order of the row. */
static const char *const schemes[] = { "system", "light", "dark" };
static const int lock_minutes[] = { 0, 5, 15, 30, 60 };
static const int media_gigabytes[] = { 1, 2, 5, 10, 20, 50 };

/* --- what stands in the settings --------------------------------------------------------------------------------- */

static void
show_font (GalleyPreferencesWindow *self)
{
  g_autofree char *font = g_settings_get_string (self->settings, "body-font");
  g_autofree char *desktop_font = NULL;

  gtk_widget_set_sensitive (self->reset_font_button, *font != '\0');
  if (*font == '\0')
    g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-font-name", &desktop_font, NULL);
  gtk_font_chooser_set_font (GTK_FONT_CHOOSER (self->font_button), desktop_font != NULL ? desktop_font : font);
}

static void
show_zoom (GalleyPreferencesWindow *self)
{
  /* Translators: %d is a number of percent. */
  g_autofree char *text = g_strdup_printf (_ ("%d %%"), g_settings_get_int (self->settings, "zoom"));

  gtk_button_set_label (GTK_BUTTON (self->zoom_button), text);
}

static void
show_scheme (GalleyPreferencesWindow *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "color-scheme");

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (schemes[i], name))
      adw_combo_row_set_selected (self->scheme_row, i);
}

/* Of a number that the row does not offer, the next smaller one. */
static void
show_number (AdwComboRow *row,
             const int   *numbers,
             guint        n_numbers,
             int          number)
{
  guint shown = 0;

  while (shown + 1 < n_numbers && numbers[shown + 1] <= number)
    shown++;
  adw_combo_row_set_selected (row, shown);
}

static void
fill_media_row (GalleyPreferencesWindow *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (media_gigabytes); i++)
    /* Translators: %d is a number of gigabytes. */
    gtk_string_list_take (words, g_strdup_printf (_ ("%d GB"), media_gigabytes[i]));
  adw_combo_row_set_model (self->media_row, G_LIST_MODEL (words));
}

static void
show_lock (GalleyPreferencesWindow *self,
           GalleyLock              *lock)
{
  const char *words = _ ("When nobody has typed or clicked for so long. What is written is saved, and goes on being "
                         "uploaded.");

  if (lock == NULL)
    words = _ ("“On This Computer” has no password to unlock with. It can be locked when you are signed in to a portal.");
  else if (!galley_lock_get_is_ready (lock))
    words = _ ("From the next time on that you sign in with your password.");
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->lock_row), words);
  gtk_widget_set_sensitive (GTK_WIDGET (self->lock_row), lock != NULL);
}

/* The folder that the next copy goes to. */
static void
show_folder (GalleyPreferencesWindow *self)
{
  g_autofree char *folder = galley_copied_folder_find (self->settings);
  g_autofree char *shown = folder != NULL ? g_filename_display_name (folder) : NULL;

  adw_action_row_set_subtitle (self->folder_row, shown != NULL ? shown : _ ("Asked for at the first copy"));
  gtk_widget_set_sensitive (self->reset_folder_button, galley_copied_folder_is_chosen (self->settings));
}

/* --- what a person chooses --------------------------------------------------------------------------------------- */

static void
font_set_cb (GalleyPreferencesWindow *self)
{
  g_autofree char *font = gtk_font_chooser_get_font (GTK_FONT_CHOOSER (self->font_button));

  if (font != NULL)
    g_settings_set_string (self->settings, "body-font", font);
}

static void
reset_font_cb (GalleyPreferencesWindow *self)
{
  g_settings_reset (self->settings, "body-font");
}

static void
step_zoom (GalleyPreferencesWindow *self,
           int                      step)
{
  g_settings_set_int (self->settings, "zoom",
                      galley_look_step_zoom (g_settings_get_int (self->settings, "zoom"), step));
}

static void
zoom_in_cb (GalleyPreferencesWindow *self)
{
  step_zoom (self, 1);
}

static void
zoom_out_cb (GalleyPreferencesWindow *self)
{
  step_zoom (self, -1);
}

static void
zoom_normal_cb (GalleyPreferencesWindow *self)
{
  step_zoom (self, 0);
}

static void
scheme_selected_cb (GalleyPreferencesWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->scheme_row);

  if (self->settings != NULL && selected < G_N_ELEMENTS (schemes))
    g_settings_set_string (self->settings, "color-scheme", schemes[selected]);
}

static void
lock_selected_cb (GalleyPreferencesWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->lock_row);

  if (self->settings != NULL && selected < G_N_ELEMENTS (lock_minutes))
    g_settings_set_int (self->settings, "lock-minutes", lock_minutes[selected]);
}

static void
media_selected_cb (GalleyPreferencesWindow *self)
{
  guint selected = adw_combo_row_get_selected (self->media_row);

  if (self->settings != NULL && selected < G_N_ELEMENTS (media_gigabytes))
    g_settings_set_int (self->settings, "media-gigabytes", media_gigabytes[selected]);
}

static void
folder_chosen_cb (const char *path,
                  gpointer    data)
{
  galley_copied_folder_choose (GALLEY_PREFERENCES_WINDOW (data)->settings, path);
}

static void
choose_folder_cb (GalleyPreferencesWindow *self)
{
  g_autofree char *folder = galley_copied_folder_find (self->settings);

  galley_file_dialog_choose_folder (GTK_WINDOW (self), _ ("Folder for Copied Pictures"), folder, folder_chosen_cb,
                                    g_object_ref (self), g_object_unref);
}

static void
reset_folder_cb (GalleyPreferencesWindow *self)
{
  galley_copied_folder_choose (self->settings, "");
}

static void
show_shortcuts_cb (GalleyPreferencesWindow *self)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (self));

  gtk_window_close (GTK_WINDOW (self));
  gtk_widget_activate_action (GTK_WIDGET (parent), "win.show-help-overlay", NULL);
}

/* --- the keys ---------------------------------------------------------------------------------------------------- */

static void
add_key (const char *group,
         const char *title,
         const char *keys,
         gpointer    data)
{
  AdwPreferencesPage *page = ADW_PREFERENCES_PAGE (data);
  GtkWidget *current = g_object_get_data (G_OBJECT (page), "galley-group");
  GtkWidget *row = adw_action_row_new ();

  if (current == NULL || !g_str_equal (adw_preferences_group_get_title (ADW_PREFERENCES_GROUP (current)), group))
    {
      current = adw_preferences_group_new ();
      adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (current), group);
      adw_preferences_page_add (page, ADW_PREFERENCES_GROUP (current));
      g_object_set_data (G_OBJECT (page), "galley-group", current);
    }
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), gtk_shortcut_label_new (keys));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (current), row);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_preferences_window_dispose (GObject *object)
{
  g_clear_object (&GALLEY_PREFERENCES_WINDOW (object)->settings);

  G_OBJECT_CLASS (galley_preferences_window_parent_class)->dispose (object);
}

static void
galley_preferences_window_class_init (GalleyPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_preferences_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/preferences/galley-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyPreferencesWindow, font_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreferencesWindow, reset_font_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreferencesWindow, zoom_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreferencesWindow, by_time_switch);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreferencesWindow, media_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreferencesWindow, scheme_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreferencesWindow, typewriter_switch);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreferencesWindow, lock_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreferencesWindow, folder_row);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreferencesWindow, reset_folder_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreferencesWindow, ask_switch);
  gtk_widget_class_bind_template_child (widget_class, GalleyPreferencesWindow, keys_page);
  gtk_widget_class_bind_template_callback (widget_class, font_set_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_font_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_in_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_out_cb);
  gtk_widget_class_bind_template_callback (widget_class, zoom_normal_cb);
  gtk_widget_class_bind_template_callback (widget_class, scheme_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, lock_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, media_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, choose_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_folder_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_shortcuts_cb);
}

static void
galley_preferences_window_init (GalleyPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  galley_choice_row_name_once (self->scheme_row);
  galley_choice_row_name_choices (self->scheme_row);
  galley_choice_row_name_once (self->lock_row);
  galley_choice_row_name_choices (self->lock_row);
  galley_choice_row_name_once (self->media_row);
  galley_choice_row_name_choices (self->media_row);
  fill_media_row (self);
  galley_shortcuts_foreach (add_key, self->keys_page);
}

GtkWidget *
galley_preferences_window_new (GtkWindow  *parent,
                               GSettings  *settings,
                               GalleyLock *lock)
{
  GalleyPreferencesWindow *self;

  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (GALLEY_TYPE_PREFERENCES_WINDOW, "transient-for", parent, NULL);
  /* Before what is shown is taken for a choice. */
  show_number (self->lock_row, lock_minutes, G_N_ELEMENTS (lock_minutes), g_settings_get_int (settings, "lock-minutes"));
  show_number (self->media_row, media_gigabytes, G_N_ELEMENTS (media_gigabytes),
               g_settings_get_int (settings, "media-gigabytes"));
  self->settings = g_object_ref (settings);
  show_font (self);
  show_zoom (self);
  show_scheme (self);
  show_lock (self, lock);
  show_folder (self);
  g_settings_bind (settings, "typewriter-scrolling", self->typewriter_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, GALLEY_COPIED_FOLDER_ASK, self->ask_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings, "pictures-by-time", self->by_time_switch, "active", G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (settings, "changed::body-font", G_CALLBACK (show_font), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::zoom", G_CALLBACK (show_zoom), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::color-scheme", G_CALLBACK (show_scheme), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::" GALLEY_COPIED_FOLDER_KEY, G_CALLBACK (show_folder), self,
                           G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
