/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/galley-store-pages.h"

#include <string.h>

#define FILE_MAGIC "SQLite format 3"
#define PAGE_SIZE 4096 /* where nothing says it */
#define LEAF_OF_TABLE 0x0d
#define MAX_RECORD (64 * 1024 * 1024)
#define MOST_READ 8 /* times what there is */

#define LOG_HEAD 32
#define FRAME_HEAD 24

typedef struct
{
  const guint8 *file, *log;
  gsize file_size, log_size;
  gsize page_size;
  GHashTable *newer; /* number of a page -> its bytes in the log */
  gsize n_left;      /* bytes that may still be read */
  GByteArray *record;
} Pages;

static guint32
read_number (const guint8 *bytes,
             guint         n)
{
  guint32 number = 0;

  for (guint i = 0; i < n; i++)
    number = number << 8 | bytes[i];
  return number;
}

/* Seven bits a byte, and eight in a ninth. FALSE: it does not end. */
static gboolean
read_varint (const guint8 *bytes,
             gsize         length,
             gsize        *at,
             guint64      *number)
{
  *number = 0;
  for (guint i = 0; i < 9 && *at < length; i++)
    {
      guint8 byte = bytes[(*at)++];

      if (i == 8)
        {
          *number = *number << 8 | byte;
          return TRUE;
        }
      *number = *number << 7 | (byte & 0x7f);
      if ((byte & 0x80) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_page_size (guint32 size)
{
  return size >= 512 && size <= 65536 && (size & (size - 1)) == 0;
}

static gsize
find_page_size (const Pages *self)
{
  guint32 size = 0;

  if (self->file_size >= 100 && memcmp (self->file, FILE_MAGIC, sizeof FILE_MAGIC) == 0)
    size = read_number (self->file + 16, 2) == 1 ? 65536 : read_number (self->file + 16, 2);
  else if (self->log_size >= LOG_HEAD)
    size = read_number (self->log + 8, 4);
  return is_page_size (size) ? size : PAGE_SIZE;
}

/* Up to the last frame that ends a transaction; what is behind it, or of another time, does not count. */
static void
read_log (Pages *self)
{
  gsize frame = FRAME_HEAD + self->page_size, n_frames, n_committed = 0;

  if (self->log_size < LOG_HEAD)
    return;
  n_frames = (self->log_size - LOG_HEAD) / frame;
  for (gsize i = 0; i < n_frames; i++)
    {
      const guint8 *head = self->log + LOG_HEAD + i * frame;

      if (memcmp (head + 8, self->log + 16, 8) != 0)
        break;
      if (read_number (head + 4, 4) != 0)
        n_committed = i + 1;
    }
  for (gsize i = 0; i < n_committed; i++)
    {
      const guint8 *head = self->log + LOG_HEAD + i * frame;

      g_hash_table_insert (self->newer, GUINT_TO_POINTER (read_number (head, 4)), (gpointer) (head + FRAME_HEAD));
    }
}

/* NULL: there is none of that number. */
static const guint8 *
get_page (const Pages *self,
          guint32      number)
{
  const guint8 *page = g_hash_table_lookup (self->newer, GUINT_TO_POINTER (number));

  if (page != NULL || number == 0)
    return page;
  return number <= self->file_size / self->page_size ? self->file + (number - 1) * self->page_size : NULL;
}

/* How much of a record of @length bytes stands in its cell. */
static gsize
count_local (const Pages *self,
             guint64      length)
{
  gsize most = self->page_size - 35, least = (self->page_size - 12) * 32 / 255 - 23;
  gsize local;

  if (length <= most)
    return (gsize) length;
  local = least + (gsize) ((length - least) % (self->page_size - 4));
  return local <= most ? local : least;
}

/* The rest of a record, in a chain of pages that each begin with the number of the next. */
static gboolean
read_chain (Pages  *self,
            guint32 number,
            gsize   n_missing)
{
  while (n_missing > 0)
    {
      const guint8 *page = get_page (self, number);
      gsize n = MIN (n_missing, self->page_size - 4);

      if (page == NULL || n > self->n_left)
        return FALSE;
      self->n_left -= n;
      g_byte_array_append (self->record, page + 4, (guint) n);
      n_missing -= n;
      number = read_number (page, 4);
    }
  return TRUE;
}

static gint64
read_integer (const guint8 *bytes,
              gsize         length)
{
  guint64 number = length > 0 && (bytes[0] & 0x80) != 0 ? G_MAXUINT64 : 0;

  for (gsize i = 0; i < length; i++)
    number = number << 8 | bytes[i];
  return (gint64) number;
}

/* What a type says of its value; its length in *@length. */
static GalleyPageValueKind
read_type (guint64 type,
           gsize  *length)
{
  static const guint8 lengths[] = { 0, 1, 2, 3, 4, 6, 8, 8, 0, 0 };

  if (type >= 12)
    {
      *length = (gsize) MIN ((type - 12) / 2, MAX_RECORD);
      return type % 2 == 1 ? GALLEY_PAGE_VALUE_TEXT : GALLEY_PAGE_VALUE_OTHER;
    }
  if (type >= G_N_ELEMENTS (lengths))
    {
      *length = MAX_RECORD; /* there is no such type */
      return GALLEY_PAGE_VALUE_OTHER;
    }
  *length = lengths[type];
  return type == 0 ? GALLEY_PAGE_VALUE_NULL : type == 7 ? GALLEY_PAGE_VALUE_OTHER : GALLEY_PAGE_VALUE_INTEGER;
}

/* The types first, then the values one behind the other. */
static gboolean
read_values (const GByteArray *record,
             GalleyPageValue  *values,
             guint            *n_values)
{
  gsize at = 0, body;
  guint64 head_length, type;

  *n_values = 0;
  if (!read_varint (record->data, record->len, &at, &head_length) || head_length > record->len || head_length < at)
    return FALSE;
  body = (gsize) head_length;
  while (at < head_length)
    {
      GalleyPageValue *value = &values[*n_values];
      gsize length;

      if (*n_values == GALLEY_PAGES_MAX_VALUES || !read_varint (record->data, (gsize) head_length, &at, &type))
        return FALSE;
      value->kind = read_type (type, &length);
      if (length > record->len - body)
        return FALSE;
      value->text = (const char *) record->data + body;
      value->length = length;
      value->integer = type == 9 ? 1 : 0;
      if (value->kind == GALLEY_PAGE_VALUE_INTEGER && length > 0)
        value->integer = read_integer (record->data + body, length);
      body += length;
      (*n_values)++;
    }
  return TRUE;
}

static void
read_cell (Pages          *self,
           const guint8   *page,
           gsize           at,
           GalleyPagesTake take,
           gpointer        data)
{
  GalleyPageValue values[GALLEY_PAGES_MAX_VALUES];
  guint64 length, row;
  gsize n_local;
  guint n_values;

  if (!read_varint (page, self->page_size, &at, &length) || !read_varint (page, self->page_size, &at, &row)
      || length > MAX_RECORD)
    return;
  n_local = count_local (self, length);
  if (n_local > self->n_left || at + n_local + (n_local < length ? 4 : 0) > self->page_size)
    return;
  self->n_left -= n_local;
  g_byte_array_set_size (self->record, 0);
  g_byte_array_append (self->record, page + at, (guint) n_local);
  if (n_local < length && !read_chain (self, read_number (page + at + n_local, 4), (gsize) length - n_local))
    return;
  if (read_values (self->record, values, &n_values))
    take ((gint64) row, values, n_values, data);
}

static void
read_leaf (Pages          *self,
           const guint8   *page,
           GalleyPagesTake take,
           gpointer        data)
{
  gsize n_cells = read_number (page + 3, 2);

  if (page[0] != LEAF_OF_TABLE || 8 + 2 * n_cells > self->page_size)
    return;
  for (gsize i = 0; i < n_cells; i++)
    {
      gsize at = read_number (page + 8 + 2 * i, 2);

      if (at >= 8 + 2 * n_cells && at < self->page_size)
        read_cell (self, page, at, take, data);
    }
}

void
galley_pages_read (GBytes         *file,
                   GBytes         *log,
                   GalleyPagesTake take,
                   gpointer        data)
{
  Pages self = { 0 };
  GHashTableIter iter;
  gpointer number, page;

  g_return_if_fail (file != NULL && take != NULL);

  self.file = g_bytes_get_data (file, &self.file_size);
  if (log != NULL)
    self.log = g_bytes_get_data (log, &self.log_size);
  self.n_left = MOST_READ * (self.file_size + self.log_size);
  self.page_size = find_page_size (&self);
  self.newer = g_hash_table_new (NULL, NULL);
  self.record = g_byte_array_new ();
  read_log (&self);
  for (gsize at = 0; at < self.file_size / self.page_size; at++)
    if (!g_hash_table_contains (self.newer, GSIZE_TO_POINTER (at + 1)))
      read_leaf (&self, self.file + at * self.page_size, take, data);
  g_hash_table_iter_init (&iter, self.newer);
  while (g_hash_table_iter_next (&iter, &number, &page))
    read_leaf (&self, page, take, data);
  g_hash_table_unref (self.newer);
  g_byte_array_unref (self.record);
}
