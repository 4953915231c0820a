/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file system for SQLite that fails on call, and that knows what a power cut would leave.
 *
 * It stands before the ordinary one and is the default after faulty_vfs_install(). For files below the folder that
 * is watched it counts the calls that change something, fails those it is told to, and keeps beside each file what has been
 * synced of it and, in order, what has been written since. Files that the program writes by itself (journals, media) are
 * counted and fail with it where faulty-files.c is linked in; what a cut leaves of them it does not know. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void faulty_vfs_install (void);

/* Files below @folder, from now on, also those that are open; NULL: none. Forgets what it knew: what was written before is
 * not in what a cut leaves. */
void faulty_vfs_watch (const char *folder);
/* How many calls have been counted since. Thread-safe, like the rest. */
guint faulty_vfs_get_n_calls (void);

typedef enum
{
  FAULT_NONE,
  FAULT_IO,          /* a read, write, truncation or sync fails */
  FAULT_FULL,        /* no space left */
  FAULT_SHORT_WRITE, /* half of it is written, and then no space is left */
  FAULT_SYNC,        /* only syncs fail; what was to be synced is lost to a power cut */
  N_FAULTS,
} Fault;

/* The @call-th call from now on fails, and with @is_lasting all behind it. */
void faulty_vfs_set_fault (Fault    fault,
                           guint    call,
                           gboolean is_lasting);
/* Whether it has struck. */
gboolean faulty_vfs_has_struck (void);

/* For who stands before calls that are not SQLite's (faulty-files.c): counts one on @path that changes something, or syncs
 * it, and says how it is to fail; FAULT_NONE: it is not. */
Fault faulty_vfs_strike (const char *path,
                         gboolean    is_sync);

typedef enum
{
  CUT_SYNCED,    /* what was synced, and nothing more */
  CUT_SECTORS,   /* and any sectors of what was not */
  CUT_TORN,      /* and what was written first, the last write in part */
  N_CUTS,
} Cut;

/* Called within the @call-th call from now on, before it does anything, on whichever thread makes it. */
typedef void (*FaultyVfsMoment) (gpointer data);
void faulty_vfs_set_moment (guint           call,
                            FaultyVfsMoment moment,
                            gpointer        data);
/* Writes the files as a power cut at this moment leaves them into @folder. For moments. */
void faulty_vfs_cut (const char *folder,
                     Cut         cut,
                     GRand      *random);

G_END_DECLS
