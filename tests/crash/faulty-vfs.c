/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "faulty-vfs.h"

#include <sqlite3.h>
#include <string.h>

#define SECTOR 512

/* A write of @bytes at @offset; NULL: cut off there. */
typedef struct
{
  sqlite3_int64 offset;
  GBytes *bytes;
} Write;

/* What a power cut knows of a file. */
typedef struct
{
  GByteArray *synced;
  GPtrArray *writes; /* since then */
  gboolean is_named; /* a sync has made its name last */
} Shadow;

typedef struct
{
  sqlite3_file base;
  char *path; /* (nullable): a temporary one */
  sqlite3_file *real;
} File;

static struct
{
  GRecMutex mutex;
  sqlite3_vfs vfs;
  sqlite3_vfs *real;
  char *folder;
  GHashTable *shadows; /* path -> Shadow */
  guint n_calls;
  Fault fault;
  guint fault_call; /* of n_calls */
  gboolean is_lasting, has_struck;
  guint moment_call;
  FaultyVfsMoment moment;
  gpointer moment_data;
} world;

static void
write_free (gpointer data)
{
  Write *self = data;

  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self);
}

static void
shadow_free (gpointer data)
{
  Shadow *self = data;

  g_byte_array_unref (self->synced);
  g_ptr_array_unref (self->writes);
  g_free (self);
}

static Shadow *
get_shadow (const char *path)
{
  Shadow *shadow = g_hash_table_lookup (world.shadows, path);

  if (shadow == NULL)
    {
      shadow = g_new0 (Shadow, 1);
      shadow->synced = g_byte_array_new ();
      shadow->writes = g_ptr_array_new_with_free_func (write_free);
      g_hash_table_insert (world.shadows, g_strdup (path), shadow);
    }
  return shadow;
}

static void
apply (GByteArray *bytes,
       gsize       offset,
       const char *data,
       gsize       length)
{
  gsize old = bytes->len;

  if (offset + length > old)
    {
      g_byte_array_set_size (bytes, (guint) (offset + length));
      memset (bytes->data + old, 0, offset + length - old);
    }
  memcpy (bytes->data + offset, data, length);
}

static void
apply_write (GByteArray  *bytes,
             const Write *change)
{
  gsize length;
  const char *data;

  if (change->bytes == NULL)
    {
      if ((gsize) change->offset < bytes->len)
        g_byte_array_set_size (bytes, (guint) change->offset);
      return;
    }
  data = g_bytes_get_data (change->bytes, &length);
  apply (bytes, (gsize) change->offset, data, length);
}

static void
note_write (const char   *path,
            const void   *data,
            int           amount,
            sqlite3_int64 offset)
{
  Write *change = g_new0 (Write, 1);

  change->offset = offset;
  change->bytes = data != NULL ? g_bytes_new (data, (gsize) amount) : NULL;
  g_ptr_array_add (get_shadow (path)->writes, change);
}

static void
note_sync (const char *path)
{
  Shadow *shadow = get_shadow (path);

  for (guint i = 0; i < shadow->writes->len; i++)
    apply_write (shadow->synced, shadow->writes->pdata[i]);
  g_ptr_array_set_size (shadow->writes, 0);
  shadow->is_named = TRUE;
}

/* Counts a call, and TRUE: it is to fail. With the lock held. */
static gboolean
count (gboolean is_sync)
{
  gboolean is_due;

  world.n_calls++;
  if (world.moment != NULL && world.n_calls == world.moment_call)
    world.moment (world.moment_data);
  is_due = world.fault != FAULT_NONE
           && (world.n_calls == world.fault_call || (world.is_lasting && world.n_calls > world.fault_call));
  /* Of syncs, the first from there on. */
  if (world.fault == FAULT_SYNC)
    is_due = is_sync && world.n_calls >= world.fault_call && (world.is_lasting || !world.has_struck);
  world.has_struck = world.has_struck || is_due;
  return is_due;
}

/* Whether or not it was open before. */
static gboolean
is_watched (const char *path)
{
  return path != NULL && world.folder != NULL && g_str_has_prefix (path, world.folder);
}

/* The methods of a file. */

static int
file_close (sqlite3_file *base)
{
  File *self = (File *) base;
  int result = self->real->pMethods->xClose (self->real);

  g_free (self->path);
  return result;
}

static int
file_read (sqlite3_file *base,
           void         *data,
           int           amount,
           sqlite3_int64 offset)
{
  File *self = (File *) base;
  gboolean is_failing = FALSE;

  g_rec_mutex_lock (&world.mutex);
  if (is_watched (self->path) && world.fault == FAULT_IO)
    is_failing = count (FALSE);
  g_rec_mutex_unlock (&world.mutex);
  return is_failing ? SQLITE_IOERR_READ : self->real->pMethods->xRead (self->real, data, amount, offset);
}

static int
file_write (sqlite3_file *base,
            const void   *data,
            int           amount,
            sqlite3_int64 offset)
{
  File *self = (File *) base;
  int result = SQLITE_OK;

  g_rec_mutex_lock (&world.mutex);
  if (is_watched (self->path) && count (FALSE))
    {
      result = world.fault == FAULT_IO ? SQLITE_IOERR_WRITE : SQLITE_FULL;
      amount = world.fault == FAULT_SHORT_WRITE ? amount / 2 : 0;
    }
  if (amount > 0)
    {
      int written = self->real->pMethods->xWrite (self->real, data, amount, offset);

      if (result == SQLITE_OK)
        result = written;
      if (is_watched (self->path))
        note_write (self->path, data, amount, offset);
    }
  g_rec_mutex_unlock (&world.mutex);
  return result;
}

static int
file_truncate (sqlite3_file *base,
               sqlite3_int64 size)
{
  File *self = (File *) base;
  int result = SQLITE_OK;

  g_rec_mutex_lock (&world.mutex);
  if (is_watched (self->path) && count (FALSE))
    result = SQLITE_IOERR_TRUNCATE;
  else
    {
      result = self->real->pMethods->xTruncate (self->real, size);
      if (is_watched (self->path))
        note_write (self->path, NULL, 0, size);
    }
  g_rec_mutex_unlock (&world.mutex);
  return result;
}

static int
file_sync (sqlite3_file *base,
           int           flags)
{
  File *self = (File *) base;
  int result = SQLITE_OK;

  g_rec_mutex_lock (&world.mutex);
  if (is_watched (self->path) && count (TRUE))
    {
      result = SQLITE_IOERR_FSYNC;
      /* The kernel tells once, and holds the pages for clean: they are gone. */
      g_ptr_array_set_size (get_shadow (self->path)->writes, 0);
    }
  else if (is_watched (self->path))
    note_sync (self->path);
  else
    result = self->real->pMethods->xSync (self->real, flags);
  g_rec_mutex_unlock (&world.mutex);
  return result;
}

/* Handed on. */

static int
file_size (sqlite3_file *base,
           sqlite3_int64 *size)
{
  sqlite3_file *real = ((File *) base)->real;

  return real->pMethods->xFileSize (real, size);
}

static int
file_lock (sqlite3_file *base,
           int lock)
{
  sqlite3_file *real = ((File *) base)->real;

  return real->pMethods->xLock (real, lock);
}

static int
file_unlock (sqlite3_file *base,
             int lock)
{
  sqlite3_file *real = ((File *) base)->real;

  return real->pMethods->xUnlock (real, lock);
}

static int
file_check_lock (sqlite3_file *base,
                 int *is_held)
{
  sqlite3_file *real = ((File *) base)->real;

  return real->pMethods->xCheckReservedLock (real, is_held);
}

static int
file_control (sqlite3_file *base,
              int operation,
              void *data)
{
  sqlite3_file *real = ((File *) base)->real;

  return real->pMethods->xFileControl (real, operation, data);
}

static int
file_sector (sqlite3_file *base)
{
  sqlite3_file *real = ((File *) base)->real;

  return real->pMethods->xSectorSize (real);
}

static int
file_map (sqlite3_file *base,
          int page,
          int size,
          int extend,
          void volatile **map)
{
  sqlite3_file *real = ((File *) base)->real;

  return real->pMethods->xShmMap (real, page, size, extend, map);
}

static int
file_lock_shared (sqlite3_file *base,
                  int offset,
                  int n,
                  int flags)
{
  sqlite3_file *real = ((File *) base)->real;

  return real->pMethods->xShmLock (real, offset, n, flags);
}

static void
file_barrier (sqlite3_file *base)
{
  sqlite3_file *real = ((File *) base)->real;

  real->pMethods->xShmBarrier (real);
}

static int
file_unmap (sqlite3_file *base,
            int is_removed)
{
  sqlite3_file *real = ((File *) base)->real;

  return real->pMethods->xShmUnmap (real, is_removed);
}

/* None is promised that a disk might not keep. */
static int
file_characteristics (sqlite3_file *base)
{
  return 0;
}

static const sqlite3_io_methods methods = {
  2, file_close, file_read, file_write, file_truncate, file_sync, file_size, file_lock, file_unlock, file_check_lock,
  file_control, file_sector, file_characteristics, file_map, file_lock_shared, file_barrier, file_unmap, NULL, NULL,
};

/* The methods of the file system. */

static int
vfs_open (sqlite3_vfs  *vfs,
          const char   *name,
          sqlite3_file *base,
          int           flags,
          int          *out_flags)
{
  File *self = (File *) base;
  int result;

  memset (self, 0, sizeof *self);
  self->real = (sqlite3_file *) (self + 1);
  result = world.real->xOpen (world.real, name, self->real, flags, out_flags);
  if (result != SQLITE_OK)
    return result;
  self->base.pMethods = &methods;
  self->path = g_strdup (name);
  g_rec_mutex_lock (&world.mutex);
  if (is_watched (name))
    get_shadow (name);
  g_rec_mutex_unlock (&world.mutex);
  return SQLITE_OK;
}

static int
vfs_delete (sqlite3_vfs *vfs,
            const char  *name,
            int          is_synced)
{
  g_rec_mutex_lock (&world.mutex);
  if (is_watched (name))
    g_hash_table_remove (world.shadows, name);
  g_rec_mutex_unlock (&world.mutex);
  return world.real->xDelete (world.real, name, is_synced);
}

void
faulty_vfs_install (void)
{
  world.real = sqlite3_vfs_find (NULL);
  world.vfs = *world.real;
  world.vfs.pNext = NULL;
  world.vfs.zName = "galley-faulty";
  world.vfs.szOsFile = (int) sizeof (File) + world.real->szOsFile;
  world.vfs.xOpen = vfs_open;
  world.vfs.xDelete = vfs_delete;
  world.shadows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, shadow_free);
  g_assert_cmpint (sqlite3_vfs_register (&world.vfs, 1), ==, SQLITE_OK);
}

void
faulty_vfs_watch (const char *folder)
{
  g_rec_mutex_lock (&world.mutex);
  g_free (world.folder);
  world.folder = g_strdup (folder);
  g_hash_table_remove_all (world.shadows);
  world.n_calls = 0;
  world.fault = FAULT_NONE;
  world.moment = NULL;
  g_rec_mutex_unlock (&world.mutex);
}

guint
faulty_vfs_get_n_calls (void)
{
  guint n_calls;

  g_rec_mutex_lock (&world.mutex);
  n_calls = world.n_calls;
  g_rec_mutex_unlock (&world.mutex);
  return n_calls;
}

void
faulty_vfs_set_fault (Fault    fault,
                      guint    call,
                      gboolean is_lasting)
{
  g_rec_mutex_lock (&world.mutex);
  world.fault = fault;
  world.fault_call = world.n_calls + call;
  world.is_lasting = is_lasting;
  world.has_struck = FALSE;
  g_rec_mutex_unlock (&world.mutex);
}

gboolean
faulty_vfs_has_struck (void)
{
  gboolean has_struck;

  g_rec_mutex_lock (&world.mutex);
  has_struck = world.has_struck;
  g_rec_mutex_unlock (&world.mutex);
  return has_struck;
}

Fault
faulty_vfs_strike (const char *path,
                   gboolean    is_sync)
{
  Fault fault = FAULT_NONE;

  g_rec_mutex_lock (&world.mutex);
  if (is_watched (path) && count (is_sync))
    fault = world.fault;
  g_rec_mutex_unlock (&world.mutex);
  return fault;
}

void
faulty_vfs_set_moment (guint           call,
                       FaultyVfsMoment moment,
                       gpointer        data)
{
  g_rec_mutex_lock (&world.mutex);
  world.moment = moment;
  world.moment_data = data;
  world.moment_call = world.n_calls + call;
  g_rec_mutex_unlock (&world.mutex);
}

/* A cut. */

static void
apply_sectors (GByteArray  *bytes,
               const Write *change,
               GRand       *random)
{
  gsize length;
  const char *data;

  if (change->bytes == NULL)
    {
      if (g_rand_boolean (random))
        apply_write (bytes, change);
      return;
    }
  data = g_bytes_get_data (change->bytes, &length);
  for (gsize at = 0; at < length; at += SECTOR)
    if (g_rand_boolean (random))
      apply (bytes, (gsize) change->offset + at, data + at, MIN (SECTOR, length - at));
}

static void
apply_torn (GByteArray  *bytes,
            const Write *change,
            GRand       *random)
{
  gsize length;
  const char *data;

  if (change->bytes == NULL)
    return;
  data = g_bytes_get_data (change->bytes, &length);
  apply (bytes, (gsize) change->offset, data, (gsize) g_rand_int_range (random, 0, (gint32) length + 1));
}

static void
cut_file (Shadow     *shadow,
          const char *path,
          Cut         cut,
          GRand      *random)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GError) error = NULL;
  guint n_writes = shadow->writes->len;

  g_byte_array_append (bytes, shadow->synced->data, shadow->synced->len);
  if (cut == CUT_SECTORS)
    for (guint i = 0; i < n_writes; i++)
      apply_sectors (bytes, shadow->writes->pdata[i], random);
  else if (cut == CUT_TORN && n_writes > 0)
    {
      guint n_whole = (guint) g_rand_int_range (random, 0, (gint32) n_writes);

      for (guint i = 0; i < n_whole; i++)
        apply_write (bytes, shadow->writes->pdata[i]);
      apply_torn (bytes, shadow->writes->pdata[n_whole], random);
    }
  g_file_set_contents_full (path, (const char *) bytes->data, bytes->len, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
}

void
faulty_vfs_cut (const char *folder,
                Cut         cut,
                GRand      *random)
{
  GHashTableIter iter;
  gpointer path, shadow;

  g_rec_mutex_lock (&world.mutex);
  g_hash_table_iter_init (&iter, world.shadows);
  while (g_hash_table_iter_next (&iter, &path, &shadow))
    {
      g_autofree char *name = g_path_get_basename (path);
      g_autofree char *target = g_build_filename (folder, name, NULL);

      /* Without a sync its name may be there or not. */
      if (((Shadow *) shadow)->is_named || (cut != CUT_SYNCED && g_rand_boolean (random)))
        cut_file (shadow, target, cut, random);
    }
  g_rec_mutex_unlock (&world.mutex);
}
