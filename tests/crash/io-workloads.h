/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a store is doing when its disk fails: its first save, a stream of edits with their journal, pages that are pulled,
 * answers of the server, versions that are kept and thinned, a copy, pictures. */
#pragma once

#include "crash-support.h"

G_BEGIN_DECLS

#define IO_NOON G_GINT64_CONSTANT (1795507200000000)
#define IO_N_TRIES 6 /* within the fault */
#define IO_N_PAGES 3 /* that are pulled */
#define IO_N_PICTURES 3

typedef struct
{
  char *folder;
  GalleyClock *clock;
  GalleyStore *store; /* (nullable): while the first one is not open */
  guint n_refused;    /* answers that said that it failed */

  gint64 number;      /* of the last save that was acknowledged */
  CrashAcknowledged acknowledged[CRASH_N_ARTICLES];
  guint n_pages, n_pictures, n_copies; /* acknowledged */
  gint64 settled[CRASH_N_ARTICLES];    /* the generation that the server has, as was acknowledged */
  gboolean is_thinned;                 /* somebody has tried */
} IoWork;

/* Each is called on a store of its own, in this order. */
typedef struct
{
  const char *name;
  void (*prepare) (IoWork *work);
  void (*run) (IoWork *work);    /* the fault is somewhere within; what is refused is tried again */
  void (*go_on) (IoWork *work);  /* it is over: all goes well, and is on the disk in the end */
  /* What must be so behind run() and go_on(), and of what a power cut leaves then. On the store's thread. */
  void (*look) (IoWork         *work,
                GalleyDatabase *database);
  void (*look_at_folder) (IoWork *work); /* (nullable): once it is closed */
} IoWorkload;

extern const IoWorkload *const io_workloads[];
extern const guint io_n_workloads;

extern const IoWorkload io_workload_pull, io_workload_answers;                          /* io-workloads-sync.c */
extern const IoWorkload io_workload_versions, io_workload_copy, io_workload_pictures; /* io-workloads-keep.c */

/* For workloads. The store is open, or opens undamaged. */
void io_work_open (IoWork *work);
/* It opens, and has a few articles. */
void io_work_begin (IoWork *work);
/* FALSE: it was refused, which is noted; the next one tries the same again. */
gboolean io_work_save (IoWork *work);
gboolean io_work_run (IoWork         *work,
                      GalleyLane      lane,
                      GalleyStoreJob  job,
                      gpointer        input);
/* None is refused. */
void io_work_save_well (IoWork *work,
                        guint   n);
/* All that was acknowledged of saves. */
void io_work_look (IoWork         *work,
                   GalleyDatabase *database);

G_END_DECLS
