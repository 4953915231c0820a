/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Foreign text into an article. This file reads plain text: a hand-out, or a page saved as text.
 *
 * Bytes: UTF-8 (a BOM is dropped), else GB18030, else GALLEY_ERROR_INVALID with the byte position. At most
 * GALLEY_INTAKE_MAX_BYTES; empty and binary (a NUL) are refused with a sentence.
 *
 * Lines: full-width punctuation that was folded to ASCII between Han is restored (, : ; ? ! and ( ) around Han; never
 * in numbers, Latin or addresses); the fake indent goes. A line of date, 来源 and 作者 is the info line: above it stand,
 * from below, headline and kicker (and subtitle, where the shape says so), above those banner and breadcrumb; below it
 * the body until the line of 标签 / 编辑; what follows is the page's frame and no part of the article. Text without an
 * info line: first short line the headline, the rest body. In the body lines that are clearly one become a list, and a line
 * of dashes a rule (galley-intake-list.h). */
#pragma once

#include "core/base/galley-error.h"
#include "core/model/galley-revision.h"

G_BEGIN_DECLS

#define GALLEY_INTAKE_MAX_BYTES (4 * 1024 * 1024)

/* What a text says beside the article itself. */
typedef struct
{
  char *banner;        /* a topic's banner, "" if none */
  char **breadcrumb;   /* the names, outermost first */
  char *encoding;      /* "UTF-8" or "GB18030" */
  guint n_restored;    /* full-width commas that were restored in the body */
  guint n_pictures;    /* of a page of HTML: that were left out */
} GalleyIntakeNotes;

void galley_intake_notes_free (GalleyIntakeNotes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyIntakeNotes, galley_intake_notes_free)

/* Normalising twice gives what normalising once gives. (transfer full) */
char *galley_intake_restore_punctuation (const char *text,
                                         guint      *n_commas);

/* UTF-8 out of @bytes; @encoding receives a constant. (transfer full) */
char *galley_intake_decode (GBytes      *bytes,
                            const char **encoding,
                            GError     **error);

/* @id names the article that is made. @notes: (out) (optional). (transfer full) */
GalleyRevision *galley_intake_read_text (const char         *id,
                                         GBytes             *bytes,
                                         GalleyIntakeNotes **notes,
                                         GError            **error);

G_END_DECLS
