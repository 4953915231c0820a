/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-csv.h"

#include "core/base/galley-error.h"

#include <glib/gi18n.h>
#include <string.h>

void
galley_csv_append (GString    *out,
                   const char *field)
{
  g_return_if_fail (out != NULL && field != NULL);

  /* A reader takes a byte order mark at a file's beginning for none of the field's. */
  if (strpbrk (field, ",\"\r\n") == NULL && !g_str_has_prefix (field, "\357\273\277"))
    {
      g_string_append (out, field);
      return;
    }
  g_string_append_c (out, '"');
  for (const char *p = field; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (out, '"');
      g_string_append_c (out, *p);
    }
  g_string_append_c (out, '"');
}

typedef struct
{
  const char *place;
  const char *end;
  guint line;
} Reading;

static void
row_free (gpointer data)
{
  GalleyCsvRow *row = data;

  g_ptr_array_unref (row->fields);
  g_free (row);
}

static gboolean
refuse (const Reading *self,
        const char    *what,
        GError       **error)
{
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, _ ("line %u: %s"), self->line, what);
  return FALSE;
}

static gboolean
is_at_end_of_row (const Reading *self)
{
  return self->place == self->end || *self->place == '\n'
         || (*self->place == '\r' && self->place + 1 < self->end && self->place[1] == '\n');
}

/* Behind the opening quote; ends behind the closing one. */
static gboolean
read_quoted (Reading *self,
             GString *field,
             GError **error)
{
  guint first = self->line;

  for (; self->place < self->end; self->place++)
    {
      if (*self->place == '"' && (self->place + 1 == self->end || self->place[1] != '"'))
        {
          self->place++;
          return (self->place < self->end && *self->place == ',') || is_at_end_of_row (self)
                 || refuse (self, _ ("something stands behind the closing quotation mark"), error);
        }
      if (*self->place == '"')
        self->place++;
      self->line += *self->place == '\n' ? 1 : 0;
      g_string_append_c (field, *self->place);
    }
  self->line = first;
  return refuse (self, _ ("a quotation mark is not closed"), error);
}

static gboolean
read_plain (Reading *self,
            GString *field,
            GError **error)
{
  for (; !is_at_end_of_row (self) && *self->place != ','; self->place++)
    {
      if (*self->place == '"' || *self->place == '\r')
        return refuse (self, _ ("a field with quotation marks or line ends in it must stand in quotation marks"), error);
      g_string_append_c (field, *self->place);
    }
  return TRUE;
}

/* NULL: @error says why. An empty line is a row without fields. */
static GalleyCsvRow *
read_row (Reading *self,
          GError **error)
{
  GalleyCsvRow *row = g_new0 (GalleyCsvRow, 1);
  gboolean is_good = TRUE;
  gboolean has_more = !is_at_end_of_row (self);

  row->line = self->line;
  row->fields = g_ptr_array_new_with_free_func (g_free);
  while (is_good && has_more)
    {
      GString *field = g_string_new (NULL);

      if (row->fields->len == GALLEY_CSV_MAX_FIELDS)
        is_good = refuse (self, _ ("it has too many fields"), error);
      else if (self->place < self->end && *self->place == '"')
        {
          self->place++;
          is_good = read_quoted (self, field, error);
        }
      else
        is_good = read_plain (self, field, error);
      has_more = is_good && self->place < self->end && *self->place == ',';
      self->place += has_more ? 1 : 0;
      g_ptr_array_add (row->fields, g_string_free (field, FALSE));
    }
  if (is_good)
    {
      self->place += self->place < self->end && *self->place == '\r' ? 1 : 0;
      self->place += self->place < self->end ? 1 : 0;
      self->line++;
      return row;
    }
  row_free (row);
  return NULL;
}

GPtrArray *
galley_csv_read (const char *text,
                 gsize       length,
                 GError    **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (row_free);
  Reading reading = { text, text + length, 1 };
  const char *bad;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (!g_utf8_validate_len (text, length, &bad))
    {
      for (const char *p = text; p < bad; p++)
        reading.line += *p == '\n' ? 1 : 0;
      refuse (&reading, _ ("it is not UTF-8"), error);
      return NULL;
    }
  if (length >= 3 && memcmp (text, "\357\273\277", 3) == 0)
    reading.place += 3;
  while (reading.place < reading.end)
    {
      GalleyCsvRow *row = read_row (&reading, error);

      if (row == NULL)
        return NULL;
      if (row->fields->len == 0)
        {
          row_free (row);
          continue;
        }
      g_ptr_array_add (rows, row);
      if (rows->len > GALLEY_CSV_MAX_ROWS)
        {
          g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE, _ ("more than %d rows"), GALLEY_CSV_MAX_ROWS);
          return NULL;
        }
    }
  return g_steal_pointer (&rows);
}
