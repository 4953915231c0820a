/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What putting in pictures and putting in other files have in common: a worker that does one after the other. */
#pragma once

#include "core/workspace/galley-adding.h"
#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

typedef struct _GalleyAddition GalleyAddition;

/* Does the file number @index; NULL: it was stopped in the middle of it. In the worker. (transfer full) */
typedef gpointer (*GalleyAddFunc) (const GalleyAddition *addition,
                                   guint                 index);

struct _GalleyAddition
{
  /* Owned, and filled in by galley_addition_new(). */
  GalleyStore *store;
  GalleyAdding *adding;
  gint64 now; /* real time */

  /* What is to be done. */
  GalleyAddFunc add;
  GDestroyNotify free_added;
  gpointer files;
  GDestroyNotify free_files;
  GalleyPictureForm form; /* as the site wants pictures */
  gint64 max_bytes;       /* of other files */
};

/* @adding: (nullable), else it is made for @n_files. */
GalleyAddition *galley_addition_new (GalleyWorkspace *workspace,
                                     GalleyAdding    *adding,
                                     guint            n_files);
/* Takes @addition. The result is an array of what was added, also where it was stopped. */
void galley_addition_run (GalleyAddition     *addition,
                          GalleyWorkspace    *workspace,
                          gpointer            source_tag,
                          GAsyncReadyCallback callback,
                          gpointer            data);

G_END_DECLS
