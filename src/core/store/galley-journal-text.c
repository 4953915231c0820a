/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Records in a row, each checked with the one before it. */
#include "core/store/galley-journal-text.h"

#include "core/base/galley-error.h"
#include "core/wire/galley-wire.h"

#include <string.h>

#define MAGIC "GALLEYJ"
#define MAGIC_BYTES 7
#define VERSION '1'
#define HEAD_BYTES (MAGIC_BYTES + 1)
#define FRONT_BYTES (1 + 8 + 8 + 4) /* of a record, before its bytes */
#define SPLICE_BYTES (4 + 4)

typedef struct
{
  GalleyJournalKind kind;
  gint64 time;
  gint64 generation;
  const guint8 *payload;
  gsize length;
} Record;

static guint64
read_number (const guint8 *data,
             guint         n_bytes)
{
  guint64 number = 0;

  for (guint i = 0; i < n_bytes; i++)
    number = number << 8 | data[i];
  return number;
}

static void
write_number (GByteArray *bytes,
              guint64     number,
              guint       n_bytes)
{
  for (guint i = n_bytes; i > 0; i--)
    {
      guint8 byte = (guint8) (number >> (8 * (i - 1)));

      g_byte_array_append (bytes, &byte, 1);
    }
}

/* From the check before to the one behind @data. */
static void
move_check (guint8        check[GALLEY_JOURNAL_CHECK_BYTES],
            const guint8 *data,
            gsize         length)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize n_digest = sizeof digest;

  g_checksum_update (checksum, check, GALLEY_JOURNAL_CHECK_BYTES);
  g_checksum_update (checksum, data, (gssize) length);
  g_checksum_get_digest (checksum, digest, &n_digest);
  memcpy (check, digest, GALLEY_JOURNAL_CHECK_BYTES);
}

void
galley_journal_content_free (GalleyJournalContent *self)
{
  if (self == NULL)
    return;
  g_free (self->base);
  g_free (self->text);
  g_free (self);
}

/* The length of the record in front of @data, 0: none stands there. */
static gsize
read_record (const guint8 *data,
             gsize         left,
             guint8        check[GALLEY_JOURNAL_CHECK_BYTES],
             Record       *record)
{
  gsize length;

  if (left < FRONT_BYTES + GALLEY_JOURNAL_CHECK_BYTES)
    return 0;
  length = (gsize) read_number (data + 17, 4);
  if (length > left - FRONT_BYTES - GALLEY_JOURNAL_CHECK_BYTES)
    return 0;
  move_check (check, data, FRONT_BYTES + length);
  if (memcmp (check, data + FRONT_BYTES + length, GALLEY_JOURNAL_CHECK_BYTES) != 0)
    return 0;
  record->kind = data[0];
  record->time = (gint64) read_number (data + 1, 8);
  record->generation = (gint64) read_number (data + 9, 8);
  record->payload = data + FRONT_BYTES;
  record->length = length;
  return FRONT_BYTES + length + GALLEY_JOURNAL_CHECK_BYTES;
}

static char *
dup_text (const Record *record)
{
  if (record->length > GALLEY_WIRE_MAX_BYTES || memchr (record->payload, '\0', record->length) != NULL)
    return NULL;
  return g_strndup ((const char *) record->payload, record->length);
}

static gboolean
take_splice (GalleyJournalContent *self,
             const Record         *record)
{
  gsize at, n_removed, n_inserted, n_behind;
  char *text;

  if (self->text == NULL || record->length < SPLICE_BYTES)
    return FALSE;
  at = (gsize) read_number (record->payload, 4);
  n_removed = (gsize) read_number (record->payload + 4, 4);
  n_inserted = record->length - SPLICE_BYTES;
  if (at > self->length || n_removed > self->length - at)
    return FALSE;
  n_behind = self->length - at - n_removed;
  if (n_inserted > GALLEY_WIRE_MAX_BYTES || at + n_behind + n_inserted > GALLEY_WIRE_MAX_BYTES
      || memchr (record->payload + SPLICE_BYTES, '\0', n_inserted) != NULL)
    return FALSE;

  text = g_malloc (at + n_inserted + n_behind + 1);
  memcpy (text, self->text, at);
  memcpy (text + at, record->payload + SPLICE_BYTES, n_inserted);
  memcpy (text + at + n_inserted, self->text + at + n_removed, n_behind + 1);
  g_free (self->text);
  self->text = text;
  self->length = at + n_inserted + n_behind;
  return TRUE;
}

static gboolean
take_record (GalleyJournalContent *self,
             const Record         *record)
{
  switch (record->kind)
    {
    case GALLEY_JOURNAL_BASE:
      if (self->n_records > 0)
        return FALSE;
      self->base = dup_text (record);
      return self->base != NULL;
    case GALLEY_JOURNAL_TEXT:
      if (self->text != NULL)
        return FALSE;
      self->text = dup_text (record);
      self->length = record->length;
      return self->text != NULL;
    case GALLEY_JOURNAL_SPLICE:
      return take_splice (self, record);
    case GALLEY_JOURNAL_END:
      return self->text != NULL;
    default:
      return FALSE;
    }
}

GalleyJournalContent *
galley_journal_read (const guint8 *data,
                     gsize         length,
                     GError      **error)
{
  g_autoptr (GalleyJournalContent) self = g_new0 (GalleyJournalContent, 1);
  guint8 check[GALLEY_JOURNAL_CHECK_BYTES] = { 0 };
  gsize at = HEAD_BYTES;

  g_return_val_if_fail (data != NULL || length == 0, NULL);

  if (length < HEAD_BYTES || memcmp (data, MAGIC, MAGIC_BYTES) != 0)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "not a journal");
      return NULL;
    }
  if (data[MAGIC_BYTES] != VERSION)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_NEW, "a journal of another version");
      return NULL;
    }
  while (at < length)
    {
      Record record;
      gsize taken = read_record (data + at, length - at, check, &record);

      if (taken == 0 || !take_record (self, &record))
        break;
      self->n_records++;
      self->time = record.time;
      self->generation = record.generation;
      self->is_ended = record.kind == GALLEY_JOURNAL_END;
      at += taken;
    }
  if (self->text == NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "a journal without a text");
      return NULL;
    }
  self->is_whole = at == length;
  return g_steal_pointer (&self);
}

void
galley_journal_write_head (GByteArray *bytes,
                           guint8      check[GALLEY_JOURNAL_CHECK_BYTES])
{
  const guint8 version = VERSION;

  g_return_if_fail (bytes != NULL);

  memset (check, 0, GALLEY_JOURNAL_CHECK_BYTES);
  g_byte_array_append (bytes, (const guint8 *) MAGIC, MAGIC_BYTES);
  g_byte_array_append (bytes, &version, 1);
}

/* @front: what of the payload comes before @payload. */
static void
write_record (GByteArray       *bytes,
              guint8            check[GALLEY_JOURNAL_CHECK_BYTES],
              GalleyJournalKind kind,
              gint64            time,
              gint64            generation,
              GByteArray       *front,
              const char       *payload,
              gsize             length)
{
  gsize begin = bytes->len;
  guint n_front = front != NULL ? front->len : 0;

  write_number (bytes, kind, 1);
  write_number (bytes, (guint64) time, 8);
  write_number (bytes, (guint64) generation, 8);
  write_number (bytes, n_front + length, 4);
  if (front != NULL)
    g_byte_array_append (bytes, front->data, n_front);
  if (length > 0)
    g_byte_array_append (bytes, (const guint8 *) payload, (guint) length);
  move_check (check, bytes->data + begin, bytes->len - begin);
  g_byte_array_append (bytes, check, GALLEY_JOURNAL_CHECK_BYTES);
}

void
galley_journal_write_record (GByteArray       *bytes,
                             guint8            check[GALLEY_JOURNAL_CHECK_BYTES],
                             GalleyJournalKind kind,
                             gint64            time,
                             gint64            generation,
                             const char       *payload,
                             gsize             length)
{
  g_return_if_fail (bytes != NULL && length <= GALLEY_WIRE_MAX_BYTES);

  write_record (bytes, check, kind, time, generation, NULL, payload, length);
}

void
galley_journal_write_splice (GByteArray *bytes,
                             guint8      check[GALLEY_JOURNAL_CHECK_BYTES],
                             gint64      time,
                             gint64      generation,
                             const char *before,
                             gsize       before_length,
                             const char *after,
                             gsize       after_length)
{
  g_autoptr (GByteArray) front = g_byte_array_new ();
  gsize most = MIN (before_length, after_length), n_first = 0, n_last = 0;

  g_return_if_fail (bytes != NULL && before != NULL && after != NULL);

  while (n_first < most && before[n_first] == after[n_first])
    n_first++;
  while (n_last < most - n_first && before[before_length - n_last - 1] == after[after_length - n_last - 1])
    n_last++;
  write_number (front, n_first, 4);
  write_number (front, before_length - n_first - n_last, 4);
  write_record (bytes, check, GALLEY_JOURNAL_SPLICE, time, generation, front, after + n_first,
                after_length - n_first - n_last);
}
