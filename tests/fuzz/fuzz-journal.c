/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A journal is read within its bounds whatever its bytes; so that mutations get past the checks, they are also taken as
 * what is to be written, and what is written is read again. */
#include "core/store/galley-journal-text.h"
#include "core/wire/galley-wire.h"
#include "fuzz.h"

#include <string.h>

static void
read_any (const uint8_t *data,
          size_t         size)
{
  g_autoptr (GalleyJournalContent) content = galley_journal_read (data, size, NULL);

  if (content == NULL)
    return;
  g_assert_cmpuint (content->length, ==, strlen (content->text));
  g_assert_cmpuint (content->length, <=, GALLEY_WIRE_MAX_BYTES);
}

/* A record with a sound check and any bytes behind a text. */
static void
read_record (GalleyJournalKind kind,
             const uint8_t    *data,
             size_t            size)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint8 check[GALLEY_JOURNAL_CHECK_BYTES];

  galley_journal_write_head (bytes, check);
  galley_journal_write_record (bytes, check, GALLEY_JOURNAL_TEXT, 1, 1, "a text of some length", 21);
  galley_journal_write_record (bytes, check, kind, 2, 2, (const char *) data, size);
  read_any (bytes->data, bytes->len);
}

/* One half becomes the other by a splice. */
static void
splice (const uint8_t *data,
        size_t         size)
{
  g_autofree char *before = g_strndup ((const char *) data, size / 2);
  g_autofree char *after = g_strndup ((const char *) data + size / 2, size - size / 2);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GalleyJournalContent) content = NULL;
  guint8 check[GALLEY_JOURNAL_CHECK_BYTES];

  galley_journal_write_head (bytes, check);
  galley_journal_write_record (bytes, check, GALLEY_JOURNAL_TEXT, 1, 1, before, strlen (before));
  galley_journal_write_splice (bytes, check, 2, 2, before, strlen (before), after, strlen (after));
  content = galley_journal_read (bytes->data, bytes->len, NULL);
  g_assert_nonnull (content);
  g_assert_true (content->is_whole);
  g_assert_cmpstr (content->text, ==, after);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  if (size > 1024 * 1024)
    return 0;
  read_any (data, size);
  read_record (GALLEY_JOURNAL_SPLICE, data, size);
  read_record (GALLEY_JOURNAL_TEXT, data, size);
  splice (data, size);
  return 0;
}
