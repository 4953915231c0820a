/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that are being put into an article: how far that is, and how it is stopped. The worker that does it notes, and
 * whoever shows it looks when he likes. Counted, and from any thread. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _GalleyAdding GalleyAdding;

typedef struct
{
  guint n_files;
  guint n_done;
  gint64 done, total; /* bytes of the one that is in hand; @total 0: not known */
} GalleyAddingFigures;

/* @are_pictures: for words. */
GalleyAdding *galley_adding_new (guint    n_files,
                                 gboolean are_pictures);
GalleyAdding *galley_adding_ref (GalleyAdding *self);
void galley_adding_unref (GalleyAdding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyAdding, galley_adding_unref)

GalleyAddingFigures galley_adding_get_figures (GalleyAdding *self);
gboolean galley_adding_get_are_pictures (GalleyAdding *self);
/* No further file is begun, and the one in hand is left; what is done stays done. */
void galley_adding_stop (GalleyAdding *self);
/* Cancelled once it was stopped. Lent. */
GCancellable *galley_adding_get_cancellable (GalleyAdding *self);

/* For the worker: one more is done; and a GFileProgressCallback of the one in hand, @self is its data. */
void galley_adding_note_done (GalleyAdding *self);
void galley_adding_advance (goffset  done,
                            goffset  total,
                            gpointer self);

G_END_DECLS
