/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A table of what waits, under a lock, and a thread that empties it. */
#include "core/store/galley-journal.h"

#include "core/base/galley-file.h"
#include "core/base/galley-id.h"
#include "core/store/galley-journal-text.h"
#include "core/wire/galley-wire.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define SYNC_WITHIN (G_TIME_SPAN_SECOND / 2)
#define MOST_SPLICES (1024 * 1024) /* bytes, before a file is begun anew */

/* What waits to be written of one draft. */
typedef struct
{
  GalleyRevision *revision; /* (nullable) */
  GalleyRevision *base;     /* (nullable) */
  gint64 time;
  gint64 generation;
  gboolean is_end;
} Note;

/* The file of one draft, as the thread knows it. */
typedef struct
{
  int descriptor; /* -1: to be begun anew */
  char *text;     /* what the file says in the end */
  gsize length;
  gint64 time;
  gint64 generation;
  gsize n_spliced; /* bytes since the full copy */
  guint8 check[GALLEY_JOURNAL_CHECK_BYTES];
  gboolean is_unsynced;
} Page;

struct _GalleyJournal
{
  char *folder;

  GMutex mutex; /* guards what follows */
  GCond filled;
  GThread *thread; /* from the first note on */
  GHashTable *notes; /* id -> Note */
  gint64 prune_before;
  gboolean is_closing;

  /* The thread's own. */
  GHashTable *pages;   /* id -> Page */
  gint64 sync_until;   /* monotonic, 0: all is synced */
};

static void
note_free (gpointer data)
{
  Note *self = data;

  g_clear_pointer (&self->revision, galley_revision_unref);
  g_clear_pointer (&self->base, galley_revision_unref);
  g_free (self);
}

static void
page_free (gpointer data)
{
  Page *self = data;

  if (self->descriptor >= 0)
    close (self->descriptor);
  g_free (self->text);
  g_free (self);
}

static char *
make_path (GalleyJournal *self,
           const char    *id)
{
  g_autofree char *name = g_strconcat (id, GALLEY_JOURNAL_SUFFIX, NULL);

  return g_build_filename (self->folder, name, NULL);
}

/* On the thread. */

static void
distrust (Page       *page,
          const char *path,
          const char *words)
{
  g_info ("%s: %s; it is begun anew", path, words);
  if (page->descriptor >= 0)
    close (page->descriptor);
  page->descriptor = -1;
  page->is_unsynced = FALSE;
}

static void
begin_page (Page       *page,
            const char *path,
            const Note *note)
{
  g_autoptr (GByteArray) array = g_byte_array_new ();
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (page->descriptor >= 0)
    close (page->descriptor);
  page->descriptor = -1;
  page->n_spliced = 0;
  page->is_unsynced = FALSE;

  galley_journal_write_head (array, page->check);
  if (note->base != NULL)
    {
      g_autofree char *base = galley_wire_write (note->base);

      galley_journal_write_record (array, page->check, GALLEY_JOURNAL_BASE, note->time, 0, base, strlen (base));
    }
  galley_journal_write_record (array, page->check, GALLEY_JOURNAL_TEXT, note->time, note->generation, page->text,
                               page->length);
  bytes = g_byte_array_free_to_bytes (g_steal_pointer (&array));
  /* That syncs, too. */
  if (!galley_file_replace (path, bytes, &error))
    {
      distrust (page, path, error->message);
      return;
    }
  page->descriptor = open (path, O_WRONLY | O_APPEND | O_CLOEXEC);
  if (page->descriptor < 0)
    distrust (page, path, g_strerror (errno));
}

/* A record that could only be written in part would cut off what comes behind it. */
static void
append (GalleyJournal *self,
        Page          *page,
        const char    *path,
        GByteArray    *bytes)
{
  gssize written;

  do
    written = write (page->descriptor, bytes->data, bytes->len);
  while (written < 0 && errno == EINTR);
  if (written != (gssize) bytes->len)
    {
      distrust (page, path, written < 0 ? g_strerror (errno) : "written in part");
      return;
    }
  page->n_spliced += bytes->len;
  page->is_unsynced = TRUE;
  if (self->sync_until == 0)
    self->sync_until = g_get_monotonic_time () + SYNC_WITHIN;
}

static void
write_text (GalleyJournal *self,
            Page          *page,
            const char    *path,
            const Note    *note)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autofree char *before = g_steal_pointer (&page->text);
  gsize before_length = page->length;

  page->text = galley_wire_write (note->revision);
  page->length = strlen (page->text);
  page->time = note->time;
  page->generation = note->generation;
  if (page->descriptor < 0 || page->n_spliced >= MOST_SPLICES)
    {
      begin_page (page, path, note);
      return;
    }
  galley_journal_write_splice (bytes, page->check, note->time, note->generation, before, before_length, page->text,
                               page->length);
  append (self, page, path, bytes);
}

static void
write_note (GalleyJournal *self,
            const char    *id,
            const Note    *note)
{
  g_autofree char *path = make_path (self, id);
  Page *page = g_hash_table_lookup (self->pages, id);

  if (note->revision != NULL)
    {
      if (page == NULL)
        {
          page = g_new0 (Page, 1);
          page->descriptor = -1;
          g_hash_table_insert (self->pages, g_strdup (id), page);
        }
      write_text (self, page, path, note);
    }
  if (note->is_end && page != NULL && page->descriptor >= 0)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      galley_journal_write_record (bytes, page->check, GALLEY_JOURNAL_END, page->time, page->generation, NULL, 0);
      append (self, page, path, bytes);
    }
}

static void
sync_pages (GalleyJournal *self)
{
  GHashTableIter iter;
  gpointer id, value;

  g_hash_table_iter_init (&iter, self->pages);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      g_autofree char *path = make_path (self, id);
      Page *page = value;

      /* What the kernel could not write once is gone from its memory: only ours has it still. */
      if (page->is_unsynced && fdatasync (page->descriptor) != 0)
        distrust (page, path, g_strerror (errno));
      page->is_unsynced = FALSE;
    }
  self->sync_until = 0;
}

static void
close_ended (GalleyJournal *self,
             GHashTable    *notes)
{
  GHashTableIter iter;
  gpointer id, note;

  g_hash_table_iter_init (&iter, notes);
  while (g_hash_table_iter_next (&iter, &id, &note))
    if (((Note *) note)->is_end)
      g_hash_table_remove (self->pages, id);
}

static gboolean
has_ended (GHashTable *notes)
{
  GHashTableIter iter;
  gpointer note;

  g_hash_table_iter_init (&iter, notes);
  while (g_hash_table_iter_next (&iter, NULL, &note))
    if (((Note *) note)->is_end)
      return TRUE;
  return FALSE;
}

static void
write_notes (GalleyJournal *self,
             GHashTable    *notes)
{
  GHashTableIter iter;
  gpointer id, note;

  g_hash_table_iter_init (&iter, notes);
  while (g_hash_table_iter_next (&iter, &id, &note))
    write_note (self, id, note);
  if (!has_ended (notes))
    return;
  sync_pages (self);
  close_ended (self, notes);
}

/* Only names that this file gives are removed. */
static void
prune (GalleyJournal *self,
       gint64         before)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *id = g_str_has_suffix (name, GALLEY_JOURNAL_SUFFIX)
                              ? g_strndup (name, strlen (name) - strlen (GALLEY_JOURNAL_SUFFIX))
                              : NULL;
      g_autofree char *path = g_build_filename (self->folder, name, NULL);
      struct stat status;

      if (id == NULL || !galley_id_is_valid (id) || g_hash_table_contains (self->pages, id) || stat (path, &status) != 0)
        continue;
      if ((gint64) status.st_mtime >= before / G_USEC_PER_SEC - 1)
        continue;
      if (unlink (path) != 0)
        g_info ("%s: %s", path, g_strerror (errno));
    }
}

/* With the lock held: waits for something to do. */
static void
wait_for_work (GalleyJournal *self)
{
  while (g_hash_table_size (self->notes) == 0 && self->prune_before == 0 && !self->is_closing)
    {
      if (self->sync_until == 0)
        g_cond_wait (&self->filled, &self->mutex);
      else if (!g_cond_wait_until (&self->filled, &self->mutex, self->sync_until))
        return;
    }
}

static GHashTable *
make_notes (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, note_free);
}

static gpointer
thread_main (gpointer data)
{
  GalleyJournal *self = data;
  gboolean is_closing = FALSE;

  while (!is_closing)
    {
      g_autoptr (GHashTable) notes = NULL;
      gint64 prune_before;

      g_mutex_lock (&self->mutex);
      wait_for_work (self);
      notes = g_steal_pointer (&self->notes);
      self->notes = make_notes ();
      prune_before = self->prune_before;
      self->prune_before = 0;
      is_closing = self->is_closing;
      g_mutex_unlock (&self->mutex);

      write_notes (self, notes);
      if (prune_before != 0)
        prune (self, prune_before);
      if (self->sync_until != 0 && (is_closing || g_get_monotonic_time () >= self->sync_until))
        sync_pages (self);
    }
  return NULL;
}

/* On any thread. */

GalleyJournal *
galley_journal_new (const char *folder)
{
  GalleyJournal *self;

  g_return_val_if_fail (folder != NULL, NULL);

  self = g_new0 (GalleyJournal, 1);
  self->folder = g_build_filename (folder, GALLEY_JOURNAL_FOLDER, NULL);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->filled);
  self->notes = make_notes ();
  self->pages = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, page_free);
  return self;
}

void
galley_journal_close (GalleyJournal *self)
{
  GThread *thread;

  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  self->is_closing = TRUE;
  thread = g_steal_pointer (&self->thread);
  g_cond_signal (&self->filled);
  g_mutex_unlock (&self->mutex);
  if (thread != NULL)
    g_thread_join (thread);
}

void
galley_journal_free (GalleyJournal *self)
{
  if (self == NULL)
    return;
  galley_journal_close (self);
  g_free (self->folder);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->filled);
  g_hash_table_unref (self->notes);
  g_hash_table_unref (self->pages);
  g_free (self);
}

/* With the lock held. */
static void
wake (GalleyJournal *self)
{
  if (self->thread == NULL)
    self->thread = g_thread_new ("galley-journal", thread_main, self);
  g_cond_signal (&self->filled);
}

/* With the lock held. */
static Note *
get_note (GalleyJournal *self,
          const char    *id)
{
  Note *note = g_hash_table_lookup (self->notes, id);

  if (note == NULL)
    {
      note = g_new0 (Note, 1);
      g_hash_table_insert (self->notes, g_strdup (id), note);
    }
  return note;
}

void
galley_journal_note (GalleyJournal  *self,
                     GalleyRevision *revision,
                     GalleyRevision *base,
                     gint64          time,
                     gint64          generation)
{
  g_autoptr (GMutexLocker) locker = NULL;
  Note *note;

  g_return_if_fail (self != NULL && revision != NULL);

  locker = g_mutex_locker_new (&self->mutex);
  if (self->is_closing)
    return;
  note = get_note (self, galley_revision_get_id (revision));
  galley_revision_ref (revision);
  g_clear_pointer (&note->revision, galley_revision_unref);
  note->revision = revision;
  if (base != NULL)
    {
      galley_revision_ref (base);
      g_clear_pointer (&note->base, galley_revision_unref);
      note->base = base;
    }
  note->time = time;
  note->generation = generation;
  note->is_end = FALSE;
  wake (self);
}

void
galley_journal_end (GalleyJournal *self,
                    const char    *id)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL && id != NULL);

  locker = g_mutex_locker_new (&self->mutex);
  /* Nothing was ever noted here: nothing ends. */
  if (self->thread == NULL)
    return;
  get_note (self, id)->is_end = TRUE;
  wake (self);
}

void
galley_journal_prune (GalleyJournal *self,
                      gint64         before)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL && before > 0);

  locker = g_mutex_locker_new (&self->mutex);
  if (self->is_closing)
    return;
  self->prune_before = before;
  wake (self);
}
