/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The journal of one draft as bytes: what galley-journal.h writes, and how it is read again. Pure functions.
 *
 *   file    "GALLEYJ" and the version's digit, then records
 *   record  kind (1 byte) · time, real, microseconds (8) · generation (8) · length (4) · so many bytes · check (8)
 *
 * Numbers are big-endian. The check is the first 8 bytes of the SHA-256 of the check before it (of the head: 8 zeros) and
 * of the record, so that a record stands only behind the one that it was written behind. The generation is the one that
 * the article's row (galley-store-articles.h) has once this text has been saved.
 *
 *   'B'  the article as the server had it when the draft was opened, canonical text (galley-wire.h); at most one, in front
 *   'T'  the draft in full, canonical text; one
 *   'S'  a splice of that text: where (4), how many bytes go (4), and the bytes that come
 *   'E'  the draft was closed in order, and the text was saved
 *
 * Reading takes what stands before the first record that is cut, damaged or out of bounds: a tail that was never synced
 * costs itself and nothing more. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How large a file that is read may be: two texts and splices beyond measure. */
#define GALLEY_JOURNAL_MAX_BYTES (40 * 1024 * 1024)
#define GALLEY_JOURNAL_CHECK_BYTES 8

typedef enum
{
  GALLEY_JOURNAL_BASE = 'B',
  GALLEY_JOURNAL_TEXT = 'T',
  GALLEY_JOURNAL_SPLICE = 'S',
  GALLEY_JOURNAL_END = 'E',
} GalleyJournalKind;

typedef struct
{
  char *base; /* (nullable) */
  char *text;
  gsize length; /* of @text, bytes */
  gint64 time;  /* of the last record that was taken */
  gint64 generation;
  guint n_records;
  gboolean is_ended; /* the last record said so */
  gboolean is_whole; /* nothing was left over behind it */
} GalleyJournalContent;

void galley_journal_content_free (GalleyJournalContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyJournalContent, galley_journal_content_free)

/* NULL: GALLEY_ERROR_INVALID, not a journal or nothing of it can be read; GALLEY_ERROR_TOO_NEW. */
GalleyJournalContent *galley_journal_read (const guint8 *data,
                                           gsize         length,
                                           GError      **error);

/* Begins a file in @bytes, and the chain of checks in @check. */
void galley_journal_write_head (GByteArray *bytes,
                                guint8      check[GALLEY_JOURNAL_CHECK_BYTES]);
void galley_journal_write_record (GByteArray       *bytes,
                                  guint8            check[GALLEY_JOURNAL_CHECK_BYTES],
                                  GalleyJournalKind kind,
                                  gint64            time,
                                  gint64            generation,
                                  const char       *payload,
                                  gsize             length);
/* The one splice that makes @after of @before: what both begin and end with stays. */
void galley_journal_write_splice (GByteArray *bytes,
                                  guint8      check[GALLEY_JOURNAL_CHECK_BYTES],
                                  gint64      time,
                                  gint64      generation,
                                  const char *before,
                                  gsize       before_length,
                                  const char *after,
                                  gsize       after_length);

G_END_DECLS
