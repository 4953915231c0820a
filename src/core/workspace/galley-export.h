/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is on this computer, as files that live without Galley: of each article its canonical JSON ("ID.json", which
 * galley-tool and any server read again) and a text to be read ("2026-11-23-HEADLINE.txt"). A file of another content
 * is never written over: the new one gets a number ("ID-2.json"); one of the same content is left as it is, so that a
 * second export adds what is new. */
#pragma once

#include "core/store/galley-store.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_EXPORT_EVERYTHING, /* the trash is among it; what is removed meanwhile is left out */
  GALLEY_EXPORT_UNSENT,     /* what waits in the outbox: the way out for who leaves an account before it is uploaded */
} GalleyExportScope;

/* On the main context, now and then and at the end. */
typedef void (*GalleyExportProgress) (guint    n_done,
                                      guint    n_articles,
                                      gpointer data);

/* Into @folder, which must be there. Cancelling leaves whole files only. @progress (nullable); @data is for both
 * callbacks. */
void galley_export_async (GalleyStore         *store,
                          const char          *folder,
                          GalleyExportScope    scope,
                          GCancellable        *cancellable,
                          GalleyExportProgress progress,
                          GAsyncReadyCallback  callback,
                          gpointer             data);
/* How many articles are there now, or -1: G_IO_ERROR_CANCELLED, GALLEY_ERROR_FULL, GALLEY_ERROR_READ_ONLY,
 * GALLEY_ERROR_FAILED. */
int galley_export_finish (GAsyncResult *result,
                          GError      **error);

G_END_DECLS
