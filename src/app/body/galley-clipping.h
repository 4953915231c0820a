/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text of a body on its way to and from the clipboard.
 *
 * Out it goes in three forms: Galley's own, which loses nothing, HTML and plain text. In comes the best that is offered
 * and asked for, as bytes and within bounds; a worker makes blocks of it (core/intake). */
#pragma once

#include "core/intake/galley-intake-html.h"
#include "core/wire/galley-handover.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_CLIPPING_OWN,
  GALLEY_CLIPPING_HTML,
  GALLEY_CLIPPING_TEXT,
  GALLEY_CLIPPING_PICTURE, /* its file: where there is no text; not for galley_clipping_parse_async() */
} GalleyClippingKind;

typedef struct
{
  GalleyClippingKind kind;
  GBytes *bytes;
  char *source_uri; /* the page that it was copied from, as the browser says; NULL if it does not */
} GalleyClipping;

void galley_clipping_free (GalleyClipping *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyClipping, galley_clipping_free)

/* @blocks for the clipboard. (transfer full) */
GdkContentProvider *galley_clipping_new_content (GPtrArray *blocks);

/* A part of an article for another system: as text, and as HTML where it has one. @is_indented: for WeChat. (transfer
 * full) */
GdkContentProvider *galley_clipping_new_part (GalleyRevision *revision,
                                              GalleyPart      part,
                                              gboolean        is_indented);

/* Whether text is offered with more than its words. */
gboolean galley_clipping_is_rich (GdkClipboard *clipboard);
gboolean galley_clipping_has_picture (GdkClipboard *clipboard);
/* Whether there is anything that a body can take. */
gboolean galley_clipping_is_offered (GdkClipboard *clipboard);

/* What is asked for. */
typedef enum
{
  GALLEY_CLIPPING_WISH_BEST,
  GALLEY_CLIPPING_WISH_TEXT,    /* and nothing else */
  GALLEY_CLIPPING_WISH_PICTURE, /* the same */
} GalleyClippingWish;

/* GALLEY_ERROR_NOT_FOUND where there is nothing of it, GALLEY_ERROR_TOO_LARGE beyond what intake takes, which is found out
 * before all of it is there. */
void galley_clipping_read_async (GdkClipboard       *clipboard,
                                 GalleyClippingWish  wish,
                                 GCancellable       *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer            data);
/* (transfer full) */
GalleyClipping *galley_clipping_read_finish (GAsyncResult *result,
                                             GError      **error);

/* Takes @clipping. @progress stays the caller's until the answer has come. */
void galley_clipping_parse_async (GalleyClipping       *clipping,
                                  GalleyIntakeProgress *progress,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              data);
/* (transfer full) */
GalleyIntakeFragment *galley_clipping_parse_finish (GAsyncResult *result,
                                                    GError      **error);

G_END_DECLS
