/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file that is written piece by piece and that nobody sees before it is whole: it stands in a folder under a name of its
 * own until it is put where it belongs. Whatever happens before, the old file stands. One thread at a time. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What a new file is called until it is put: one that is found so was left behind by a process that died. */
#define GALLEY_NEW_FILE_PREFIX ".galley-"

typedef struct _GalleyNewFile GalleyNewFile;

/* In @folder, which is made with its parents where it is missing. All of these fail with GALLEY_ERROR_FULL,
 * GALLEY_ERROR_READ_ONLY or GALLEY_ERROR_FAILED. */
GalleyNewFile *galley_new_file_begin (const char *folder,
                                      GError    **error);
gboolean galley_new_file_write (GalleyNewFile *self,
                                gconstpointer  data,
                                gsize          length,
                                GError       **error);
/* FALSE: neither of the next two waits for the disk. Who writes many waits once for all, by galley_file_sync(). */
void galley_new_file_set_is_synced (GalleyNewFile *self,
                                    gboolean       is_synced);
/* No more comes: what was written is on the disk for good. The slow part, for a thread that may wait. */
gboolean galley_new_file_end (GalleyNewFile *self,
                              GError       **error);
/* Behind end: renames it to @path, on the same file system, over what stands there, and syncs that folder. */
gboolean galley_new_file_put (GalleyNewFile *self,
                              const char    *path,
                              GError       **error);
/* Removes from @folder what processes that died left behind there, last written before @before, real time. What cannot be
 * removed stays: it only takes room. */
void galley_new_file_clear (const char *folder,
                            gint64      before);
/* One that was not put is removed. */
void galley_new_file_free (GalleyNewFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyNewFile, galley_new_file_free)

G_END_DECLS
