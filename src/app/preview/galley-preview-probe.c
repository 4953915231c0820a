/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview/galley-preview-probe.h"

#include "galley-config.h"

#include <glib/gi18n.h>
#include <string.h>

static gboolean has_succeeded;

static const char *
say_cannot_start (void)
{
  return _ ("Its process cannot be started on this computer. Your text is safe.");
}

static char *
find_helper (void)
{
  static const char *const folders[] = { GALLEY_WEBKIT_LIB_DIR "/webkitgtk-6.0",
                                         GALLEY_WEBKIT_LIBEXEC_DIR "/webkitgtk-6.0" };

  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    {
      g_autofree char *web = g_build_filename (folders[i], "WebKitWebProcess", NULL);
      g_autofree char *network = g_build_filename (folders[i], "WebKitNetworkProcess", NULL);

      if (g_file_test (web, G_FILE_TEST_IS_EXECUTABLE) && g_file_test (network, G_FILE_TEST_IS_EXECUTABLE))
        return g_steal_pointer (&web);
    }
  return NULL;
}

/* Where WebKit makes no sandbox by bubblewrap, it is not asked for. */
static gboolean
has_sandbox (void)
{
  return g_getenv ("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS") == NULL && g_getenv ("SNAP") == NULL &&
         !g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (GTask) task = data;
  g_autofree char *libraries = NULL;
  g_autofree char *complaint = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_subprocess_communicate_utf8_finish (G_SUBPROCESS (source), result, &libraries, &complaint, &error))
    g_message ("no preview: %s", error->message);
  else if (!g_subprocess_get_successful (G_SUBPROCESS (source)))
    g_message ("no preview: %s", complaint);
  else if (strstr (libraries, "libwebkitgtk") == NULL || strstr (libraries, "not found") != NULL)
    g_message ("no preview: WebKit's process cannot be loaded: %s", libraries);
  else
    has_succeeded = TRUE;
  g_task_return_pointer (task, has_succeeded ? NULL : (gpointer) say_cannot_start (), NULL);
}

/* The helper itself under the loader that lists what it needs, in a sandbox as bare as can be: all is tried but drawing. */
static GSubprocess *
start_helper (const char *helper,
              GError    **error)
{
  g_autoptr (GSubprocessLauncher) launcher =
      g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE);

  if (has_sandbox ())
    return g_subprocess_launcher_spawn (launcher, error, "bwrap", "--unshare-pid", "--ro-bind", "/", "/", "--dev", "/dev",
                                        "--proc", "/proc", "--setenv", "LD_TRACE_LOADED_OBJECTS", "1", helper, NULL);
  g_subprocess_launcher_setenv (launcher, "LD_TRACE_LOADED_OBJECTS", "1", TRUE);
  return g_subprocess_launcher_spawn (launcher, error, helper, NULL);
}

void
galley_preview_probe_async (GObject             *source,
                            GAsyncReadyCallback  callback,
                            gpointer             data)
{
  g_autoptr (GTask) task = g_task_new (source, NULL, callback, data);
  g_autoptr (GSubprocess) process = NULL;
  g_autofree char *helper = NULL;
  g_autoptr (GError) error = NULL;

  g_task_set_source_tag (task, galley_preview_probe_async);
  if (has_succeeded)
    {
      g_task_return_pointer (task, NULL, NULL);
      return;
    }
  helper = find_helper ();
  if (helper == NULL)
    {
      g_message ("no preview: WebKit's processes are not where they were when Galley was built");
      g_task_return_pointer (task, (gpointer) _ ("The preview is not installed. Your text is safe."), NULL);
      return;
    }
  process = start_helper (helper, &error);
  if (process == NULL)
    {
      g_message ("no preview: %s", error->message);
      g_task_return_pointer (task, (gpointer) say_cannot_start (), NULL);
      return;
    }
  g_subprocess_communicate_utf8_async (process, NULL, NULL, run_cb, g_steal_pointer (&task));
}

const char *
galley_preview_probe_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}
