/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps one article saved: a throttle that starts at the FIRST change (250 ms, 450 ms above 256 KB of body) and is never
 * pushed back by more typing; at once when flushed. One save is under way at a time; what is typed meanwhile is saved
 * next, and noted by the same throttle while a slow disk keeps the save waiting. "Saved" is said only when the save
 * function said so; a failed save stays dirty, is told, and is tried again after 2 s. Knows an article and a save
 * function, nothing else. Main thread. */
#pragma once

#include "core/base/galley-clock.h"
#include "core/model/galley-article.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_SAVE_CLEAN,  /* on disk */
  GALLEY_SAVE_DIRTY,  /* typed, the throttle runs */
  GALLEY_SAVE_SAVING,
  GALLEY_SAVE_FAILED, /* tried in vain; dirty; see galley_autosaver_get_error() */
} GalleySaveStatus;

/* Starts to save @revision; must call @done exactly once on the main context, with NULL or the error. */
typedef void (*GalleySaveDone) (gpointer      done_data,
                                const GError *error);
typedef void (*GalleySaveFunction) (GalleyRevision *revision,
                                    GalleySaveDone  done,
                                    gpointer        done_data,
                                    gpointer        data);

/* Notes @revision beside what is saved, without a word on what becomes of it; another may be noted or saved any time. */
typedef void (*GalleyNoteFunction) (GalleyRevision *revision,
                                    gpointer        data);

/* Signal "changed": the status or the error differ. */
#define GALLEY_TYPE_AUTOSAVER (galley_autosaver_get_type ())
G_DECLARE_FINAL_TYPE (GalleyAutosaver, galley_autosaver, GALLEY, AUTOSAVER, GObject)

GalleyAutosaver *galley_autosaver_new (GalleyArticle     *article,
                                       GalleyClock       *clock,
                                       GalleySaveFunction save,
                                       gpointer           data,
                                       GDestroyNotify     destroy);
/* Called with the data of the save function. */
void galley_autosaver_set_note_function (GalleyAutosaver   *self,
                                         GalleyNoteFunction note);
GalleySaveStatus galley_autosaver_get_status (GalleyAutosaver *self);
const GError *galley_autosaver_get_error (GalleyAutosaver *self);
/* The revision that was last said to be saved, or NULL. */
GalleyRevision *galley_autosaver_get_saved (GalleyAutosaver *self);
/* Content that came from the store stands there already: nothing to save. */
void galley_autosaver_set_saved (GalleyAutosaver *self,
                                 GalleyRevision  *revision);
/* Saves now what is dirty. Finishes when nothing is dirty any more, or with the error of the try. */
void galley_autosaver_flush_async (GalleyAutosaver     *self,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             data);
gboolean galley_autosaver_flush_finish (GalleyAutosaver  *self,
                                        GAsyncResult     *result,
                                        GError          **error);

G_END_DECLS
