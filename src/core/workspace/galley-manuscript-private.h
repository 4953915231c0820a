/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the workspace and the manuscript's own files know of it. */
#pragma once

/* Included behind galley-manuscript.h. */

#include "core/portal/galley-layout.h"
#include "core/store/galley-store-articles.h"
#include "core/store/galley-store.h"

G_BEGIN_DECLS

struct _GalleyManuscript
{
  GObject parent_instance;

  /* Owned. */
  GalleyStore *store;
  GalleyClock *clock;
  GalleyArticle *article;
  GalleyHistory *history;
  GalleyAutosaver *autosaver;
  GalleyRevision *stored; /* what stands in the store, as far as was told; for a new one, what it began with */
  GalleyRevision *served; /* (nullable): what the server had when it was last read, for the journal */
  GalleyRevision *theirs;
  GPtrArray *conflicts;
  GalleyLayout *layout;
  GalleyUser *user;
  char *note;              /* (nullable) to the readers of this correction */
  char *corrected_context; /* of the published article that this one corrects */

  gint64 generation; /* of the row, 0: there is none yet */
  gint64 opened;     /* real time */
  GalleyPosition caret;
  GalleyPosition stored_caret;
  guint caret_timeout; /* until it is put down */
  gboolean is_local;
  gboolean is_trashed;
  gboolean is_reloading;
  gboolean is_asked_again; /* to reload */
  gboolean is_foreign;     /* what is reloaded is somebody else's doing */
  GalleyUnsent unsent;     /* of this article */
  guint holds;
};

/* A new one, without a row: nothing is written before its content differs from @initial. */
GalleyManuscript *galley_manuscript_new (GalleyStore    *store,
                                         GalleyClock    *clock,
                                         GalleyRevision *initial);
GalleyManuscript *galley_manuscript_new_from_record (GalleyStore  *store,
                                                     GalleyClock  *clock,
                                                     GalleyRecord *record);

/* @user NULL: the account on this computer, where everything may be edited and nothing is submitted. */
void galley_manuscript_set_surroundings (GalleyManuscript *self,
                                         GalleyLayout     *layout,
                                         const GalleyUser *user);
void galley_manuscript_set_corrected_context (GalleyManuscript *self,
                                              const char       *context);
/* What of it stands in the outbox; copied. */
void galley_manuscript_set_unsent (GalleyManuscript   *self,
                                   const GalleyUnsent *unsent);
/* The row changed by another hand than this manuscript's. @is_foreign: and by somebody elsewhere, to be told. */
void galley_manuscript_reload (GalleyManuscript *self,
                               gboolean          is_foreign);

/* GalleySaveFunction of its autosaver; @data: a GWeakRef to the manuscript. */
void galley_manuscript_save (GalleyRevision *revision,
                             GalleySaveDone  done,
                             gpointer        done_data,
                             gpointer        data);
/* While a save is under way: the journal has what was typed since, however long the database waits for its disk. */
void galley_manuscript_note (GalleyRevision *revision,
                             gpointer        data);

G_END_DECLS
