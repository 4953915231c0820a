/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one error domain. A code says what the caller should do next; the message says in English what happened and
 * goes to logs, tests and the tool. Words for people are made in the interface from the code. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_ERROR_FAILED,    /* nothing better is known: show the message */
  GALLEY_ERROR_OFFLINE,   /* no answer from the other side: try again later */
  GALLEY_ERROR_AUTH,      /* not signed in, or no longer: sign in again */
  GALLEY_ERROR_FORBIDDEN, /* signed in, but without the right: ask somebody */
  GALLEY_ERROR_CONFLICT,  /* the condition did not hold: merge and try again */
  GALLEY_ERROR_REJECTED,  /* the other side understood and refused: park it, a person decides */
  GALLEY_ERROR_FULL,      /* no space left: free some, nothing was changed */
  GALLEY_ERROR_READ_ONLY, /* the place cannot be written: choose another */
  GALLEY_ERROR_CORRUPT,   /* stored data is damaged: set it aside, use a copy */
  GALLEY_ERROR_TOO_NEW,   /* written by a newer Galley: update */
  GALLEY_ERROR_INVALID,   /* the input breaks its format: the message says where */
  GALLEY_ERROR_TOO_LARGE, /* the input is larger than the limit named in the message */
  GALLEY_ERROR_BUSY,      /* somebody else holds it, or it asks for patience: wait */
  GALLEY_ERROR_NOT_FOUND, /* there is no such thing */
  GALLEY_ERROR_GONE,      /* there was such a thing; a cursor that is no longer known */
} GalleyError;

#define GALLEY_ERROR (galley_error_quark ())

GQuark galley_error_quark (void);

/* The short stable name of @code ("offline", "too-new", …), for logs and the tool's output. */
const char *galley_error_get_name (GalleyError code);
/* The code of such a name, FAILED for a text that is none. */
GalleyError galley_error_find (const char *name);

/* Translates a GIO or GLib file error into @error's domain, keeping the message: no space -> FULL, read-only or
 * permission -> READ_ONLY, not found -> NOT_FOUND, cancelled stays G_IO_ERROR_CANCELLED. Does nothing on NULL. */
void galley_error_adopt (GError **error);

G_END_DECLS
