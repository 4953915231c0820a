/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-adding.h"

struct _GalleyAdding
{
  gatomicrefcount references;
  GCancellable *cancellable;
  gboolean are_pictures;

  GMutex lock;
  GalleyAddingFigures figures;
};

GalleyAdding *
galley_adding_new (guint    n_files,
                   gboolean are_pictures)
{
  GalleyAdding *self = g_new0 (GalleyAdding, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->cancellable = g_cancellable_new ();
  self->figures.n_files = n_files;
  self->are_pictures = are_pictures;
  return self;
}

GalleyAdding *
galley_adding_ref (GalleyAdding *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
galley_adding_unref (GalleyAdding *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->references))
    return;
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_free (self);
}

GalleyAddingFigures
galley_adding_get_figures (GalleyAdding *self)
{
  GalleyAddingFigures figures = { 0 };

  g_return_val_if_fail (self != NULL, figures);

  g_mutex_lock (&self->lock);
  figures = self->figures;
  g_mutex_unlock (&self->lock);
  return figures;
}

gboolean
galley_adding_get_are_pictures (GalleyAdding *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->are_pictures;
}

void
galley_adding_stop (GalleyAdding *self)
{
  g_return_if_fail (self != NULL);

  g_cancellable_cancel (self->cancellable);
}

GCancellable *
galley_adding_get_cancellable (GalleyAdding *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->cancellable;
}

void
galley_adding_note_done (GalleyAdding *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->lock);
  self->figures.n_done++;
  self->figures.done = self->figures.total = 0;
  g_mutex_unlock (&self->lock);
}

void
galley_adding_advance (goffset  done,
                       goffset  total,
                       gpointer data)
{
  GalleyAdding *self = data;

  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->lock);
  self->figures.done = done;
  self->figures.total = total;
  g_mutex_unlock (&self->lock);
}
