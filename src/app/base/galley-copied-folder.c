/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/base/galley-copied-folder.h"

#include <unistd.h>

static gboolean
is_usable (const char *folder)
{
  return folder != NULL && g_file_test (folder, G_FILE_TEST_IS_DIR) && access (folder, W_OK) == 0;
}

char *
galley_copied_folder_find (GSettings *settings)
{
  static const GUserDirectory places[] = { G_USER_DIRECTORY_PICTURES, G_USER_DIRECTORY_DOWNLOAD };
  g_autofree char *chosen = settings != NULL ? g_settings_get_string (settings, GALLEY_COPIED_FOLDER_KEY) : NULL;

  if (is_usable (chosen))
    return g_steal_pointer (&chosen);
  /* A sandbox has folders of the same names, which nobody else sees. */
  if (g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS))
    return NULL;
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    if (is_usable (g_get_user_special_dir (places[i])))
      return g_strdup (g_get_user_special_dir (places[i]));
  return NULL;
}

gboolean
galley_copied_folder_is_chosen (GSettings *settings)
{
  g_autofree char *chosen = settings != NULL ? g_settings_get_string (settings, GALLEY_COPIED_FOLDER_KEY) : NULL;

  return chosen != NULL && *chosen != '\0';
}

void
galley_copied_folder_choose (GSettings  *settings,
                             const char *path)
{
  g_return_if_fail (path != NULL);

  if (settings == NULL)
    return;
  if (*path != '\0')
    g_settings_set_string (settings, GALLEY_COPIED_FOLDER_KEY, path);
  else
    g_settings_reset (settings, GALLEY_COPIED_FOLDER_KEY);
}

gboolean
galley_copied_folder_asks (GSettings *settings)
{
  return settings != NULL && g_settings_get_boolean (settings, GALLEY_COPIED_FOLDER_ASK);
}
