/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The copies of the database in the folder "copies" beside it: their names, which of them stay, and when the next is due.
 * They are made by core/workspace/galley-workspace-copies.c and read by galley-store-recovery.h.
 *
 * A copy is due an hour after the last, a day where the database is larger than 200 MB, and not while nothing has been
 * written since. Kept are those of the last day, then the last one of each day, in all 1 GB at most: the oldest go first,
 * and a database that is larger than that has no copy. Only files of the names that are given here are ever removed. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GALLEY_COPIES_FOLDER "copies"
#define GALLEY_COPIES_MOST_BYTES ((gint64) 1024 * 1024 * 1024)

typedef struct
{
  char *path;
  gint64 time; /* real time at which it was begun; it holds all that was committed before */
  gint64 size; /* bytes */
} GalleyCopy;

void galley_copy_free (GalleyCopy *self);

/* Newest first; none is no error. (transfer full) (element-type GalleyCopy) */
GPtrArray *galley_copies_list (const char *folder);
/* Where a copy that is begun at @time will stand in the end. (transfer full) */
char *galley_copies_make_path (const char *folder,
                               gint64      time);
gboolean galley_copies_is_due (const char *folder,
                               gint64      now);
/* Where it is made. (transfer full) */
char *galley_copies_make_unfinished_path (const char *folder);
/* The unfinished one, begun at @time, is looked through and synced, and gets its name; then @folder's are thinned. For a
 * thread that may wait. GALLEY_ERROR_CORRUPT: it is not sound, and is removed. */
gboolean galley_copies_complete (const char *folder,
                                 gint64      time,
                                 GError    **error);
/* Which of @copies, newest first, have to go: a pure function. (transfer container) (element-type GalleyCopy) */
GPtrArray *galley_copies_find_spare (GPtrArray *copies,
                                     gint64     now);
/* Removes those of @folder. */
void galley_copies_thin (const char *folder,
                         gint64      now);

/* "20261124T080000Z", for the names of files. (transfer full) */
char *galley_copies_make_stamp (gint64 real_time);

G_END_DECLS
