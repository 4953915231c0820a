/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever is told of the folder only starts a short pause, for a save is several events and several saves come together;
 * then all of it is read. What is told while that goes on has it read once more. */
#include "core/workspace/galley-live-layout.h"

#include "core/base/galley-task.h"
#include "core/portal/galley-layout-check.h"

#define PAUSE (150 * G_TIME_SPAN_MILLISECOND)
#define RATE_LIMIT 100 /* milliseconds */
/* As deep and as many as a pack may have (galley-layout.h). */
#define MAX_DEPTH 16
#define MAX_FOLDERS 1000

struct _GalleyLiveLayout
{
  GObject parent_instance;

  /* owned */
  char *folder;
  char *name;
  GalleyClock *clock;
  GHashTable *monitors; /* path -> GFileMonitor: of the folder and of those in it */
  GalleyLayout *layout;
  GError *error;

  gint64 time;
  guint pause; /* of the clock */
  gboolean is_reading;
  gboolean is_outdated;
};

G_DEFINE_FINAL_TYPE (GalleyLiveLayout, galley_live_layout, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void read_folder (GalleyLiveLayout *self);

static gboolean
pause_over_cb (gpointer data)
{
  GalleyLiveLayout *self = data;

  self->pause = 0;
  read_folder (self);
  return G_SOURCE_REMOVE;
}

static void
touched_cb (GalleyLiveLayout *self)
{
  if (self->pause == 0)
    self->pause = galley_clock_add_timeout (self->clock, PAUSE, pause_over_cb, self);
}

/* --- what is watched --------------------------------------------------------------------------------------------- */

static void
watch (GalleyLiveLayout *self,
       const char       *path,
       guint             depth)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  GFileMonitor *monitor = NULL;
  const char *name;

  if (!g_hash_table_contains (self->monitors, path))
    monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  /* Where no more can be watched, the next save elsewhere in the folder still counts. */
  if (monitor != NULL)
    {
      g_file_monitor_set_rate_limit (monitor, RATE_LIMIT);
      g_signal_connect_swapped (monitor, "changed", G_CALLBACK (touched_cb), self);
      g_hash_table_insert (self->monitors, g_strdup (path), monitor);
    }
  while (folder != NULL && depth < MAX_DEPTH && g_hash_table_size (self->monitors) < MAX_FOLDERS
         && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (*name != '.' && g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        watch (self, child, depth + 1);
    }
}

static void
let_go (GFileMonitor     *monitor,
        GalleyLiveLayout *self)
{
  g_signal_handlers_disconnect_by_data (monitor, self);
  g_file_monitor_cancel (monitor);
}

/* A folder that has gone may come again as another one. */
static void
unwatch_gone (GalleyLiveLayout *self)
{
  GHashTableIter iter;
  gpointer path, monitor;

  g_hash_table_iter_init (&iter, self->monitors);
  while (g_hash_table_iter_next (&iter, &path, &monitor))
    if (!g_file_test (path, G_FILE_TEST_IS_DIR))
      {
        let_go (monitor, self);
        g_hash_table_iter_remove (&iter);
      }
}

static void
unwatch (GalleyLiveLayout *self)
{
  GHashTableIter iter;
  gpointer monitor;

  g_hash_table_iter_init (&iter, self->monitors);
  while (g_hash_table_iter_next (&iter, NULL, &monitor))
    let_go (monitor, self);
  g_hash_table_remove_all (self->monitors);
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

static void
read_in_worker (GTask        *task,
                gpointer      source,
                gpointer      folder,
                GCancellable *cancellable)
{
  GError *error = NULL;
  GalleyLayout *layout = galley_layout_check_read (folder, &error);

  if (layout != NULL)
    g_task_return_pointer (task, layout, (GDestroyNotify) galley_layout_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
is_same_fault (const GError *a,
               const GError *b)
{
  return a == b
         || (a != NULL && b != NULL && g_error_matches (a, b->domain, b->code) && g_str_equal (a->message, b->message));
}

/* FALSE: all is as it was. */
static gboolean
take (GalleyLiveLayout *self,
      GalleyLayout     *layout,
      GError           *error)
{
  gboolean is_same_layout = layout == NULL
                            || (self->layout != NULL
                                && g_str_equal (galley_layout_get_version (layout),
                                                galley_layout_get_version (self->layout)));
  gboolean is_same = is_same_layout && is_same_fault (error, self->error);

  if (!is_same_layout)
    {
      g_clear_pointer (&self->layout, galley_layout_unref);
      self->layout = galley_layout_ref (layout);
      self->time = galley_clock_get_real_time (self->clock);
    }
  g_clear_error (&self->error);
  self->error = error;
  return !is_same;
}

/* Nobody waits for a worker: what it reads for one that is gone is let go. */
static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GWeakRef *reference = data;
  g_autoptr (GalleyLiveLayout) self = g_weak_ref_get (reference);
  GError *error = NULL;
  g_autoptr (GalleyLayout) layout = g_task_propagate_pointer (G_TASK (result), &error);

  g_weak_ref_clear (reference);
  g_free (reference);
  if (self == NULL)
    {
      g_clear_error (&error);
      return;
    }
  self->is_reading = FALSE;
  if (take (self, layout, error))
    g_signal_emit (self, signals[CHANGED], 0);
  if (self->is_outdated)
    read_folder (self);
}

static void
read_folder (GalleyLiveLayout *self)
{
  g_autoptr (GTask) task = NULL;
  GWeakRef *reference;

  self->is_outdated = self->is_reading;
  if (self->is_reading)
    return;
  self->is_reading = TRUE;
  /* Before it is read: a folder that has come meanwhile is watched from its first file on. */
  unwatch_gone (self);
  watch (self, self->folder, 0);
  reference = g_new0 (GWeakRef, 1);
  g_weak_ref_init (reference, self);
  task = g_task_new (NULL, NULL, read_cb, reference);
  g_task_set_source_tag (task, read_folder);
  g_task_set_task_data (task, g_strdup (self->folder), g_free);
  galley_task_run_in_thread (task, read_in_worker);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_live_layout_dispose (GObject *object)
{
  GalleyLiveLayout *self = GALLEY_LIVE_LAYOUT (object);

  if (self->pause != 0)
    galley_clock_remove_timeout (self->clock, self->pause);
  self->pause = 0;
  unwatch (self);

  G_OBJECT_CLASS (galley_live_layout_parent_class)->dispose (object);
}

static void
galley_live_layout_finalize (GObject *object)
{
  GalleyLiveLayout *self = GALLEY_LIVE_LAYOUT (object);

  g_free (self->folder);
  g_free (self->name);
  g_object_unref (self->clock);
  g_hash_table_unref (self->monitors);
  g_clear_pointer (&self->layout, galley_layout_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (galley_live_layout_parent_class)->finalize (object);
}

static void
galley_live_layout_class_init (GalleyLiveLayoutClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = galley_live_layout_dispose;
  G_OBJECT_CLASS (klass)->finalize = galley_live_layout_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
galley_live_layout_init (GalleyLiveLayout *self)
{
  self->monitors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

GalleyLiveLayout *
galley_live_layout_new (const char  *folder,
                        GalleyClock *clock)
{
  GalleyLiveLayout *self;

  g_return_val_if_fail (folder != NULL, NULL);
  g_return_val_if_fail (GALLEY_IS_CLOCK (clock), NULL);

  self = g_object_new (GALLEY_TYPE_LIVE_LAYOUT, NULL);
  self->folder = g_strdup (folder);
  self->name = g_filename_display_basename (folder);
  self->clock = g_object_ref (clock);
  read_folder (self);
  return self;
}

const char *
galley_live_layout_get_name (GalleyLiveLayout *self)
{
  g_return_val_if_fail (GALLEY_IS_LIVE_LAYOUT (self), NULL);

  return self->name;
}

GalleyLayout *
galley_live_layout_get_layout (GalleyLiveLayout *self)
{
  g_return_val_if_fail (GALLEY_IS_LIVE_LAYOUT (self), NULL);

  return self->layout;
}

const GError *
galley_live_layout_get_error (GalleyLiveLayout *self)
{
  g_return_val_if_fail (GALLEY_IS_LIVE_LAYOUT (self), NULL);

  return self->error;
}

gint64
galley_live_layout_get_time (GalleyLiveLayout *self)
{
  g_return_val_if_fail (GALLEY_IS_LIVE_LAYOUT (self), 0);

  return self->time;
}
