/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The canonical text of a JSON value. What it writes, the reader accepts. */
#include "core/base/galley-json.h"

#include "core/base/galley-bytes.h"

#include <stdlib.h>
#include <string.h>

/* What stands for a byte in a string: 0 itself, 'u' a \u00xx escape, 'x' the lead of what may be a noncharacter,
 * any other the letter behind the backslash. */
static const char escapes[256] = {
  [0 ... 7] = 'u', ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n',  [0x0b] = 'u', ['\f'] = 'f',         ['\r'] = 'r',
  [14 ... 31] = 'u', ['"'] = '"', ['\\'] = '\\', [0xef] = 'x', [0xf0 ... 0xf4] = 'x',
};

typedef struct
{
  const char *name;
  JsonNode *node;
} Member;

static void write_node (GString *out, JsonNode *node);

/* Whether the sequence at @p, led by 0xef or 0xf0-0xf4, is a code point that is never a character. */
static gboolean
is_noncharacter (const guint8 *p)
{
  if (p[0] == 0xef)
    return (p[1] == 0xb7 && p[2] >= 0x90 && p[2] <= 0xaf) || (p[1] == 0xbf && p[2] >= 0xbe);
  return (p[1] & 0x0f) == 0x0f && p[2] == 0xbf && p[3] >= 0xbe;
}

/* Whether none of the next GALLEY_BYTES_AT_ONCE bytes, behind which stands another, begins what is escaped. */
static gboolean
are_plain (const guint8 *p)
{
  guint8 found = 0;

  for (guint i = 0; i < GALLEY_BYTES_AT_ONCE; i++)
    found |= (p[i] < 0x20) | (p[i] == '"') | (p[i] == '\\') | (p[i] >= 0xf0)
             | ((p[i] == 0xef) & ((p[i + 1] == 0xb7) | (p[i + 1] == 0xbf)));
  return found == 0;
}

void
galley_json_append_string (GString    *out,
                           const char *text)
{
  static const char digits[] = "0123456789abcdef";
  const guint8 *p = (const guint8 *) text;
  const guint8 *unwritten = p;
  const guint8 *end;

  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL);

  end = p + strlen (text);
  galley_bytes_append (out, "\"", 1);
  while (TRUE)
    {
      guint8 byte;
      char escape;

      while (end - p > GALLEY_BYTES_AT_ONCE && are_plain (p))
        p += GALLEY_BYTES_AT_ONCE;
      while (escapes[*p] == 0)
        p++;
      byte = *p;
      escape = escapes[byte];
      if (escape == 'x' && !is_noncharacter (p))
        {
          p++;
          continue;
        }
      galley_bytes_append (out, (const char *) unwritten, (gsize) (p - unwritten));
      if (byte == '\0')
        break;
      if (escape == 'x')
        {
          g_string_append (out, "\357\277\275");
          p += byte == 0xef ? 3 : 4;
        }
      else
        {
          galley_bytes_append (out, (const char[]){ '\\', escape }, 2);
          if (escape == 'u')
            {
              g_string_append (out, "00");
              g_string_append_c (out, digits[byte >> 4]);
              g_string_append_c (out, digits[byte & 15]);
            }
          p++;
        }
      unwritten = p;
    }
  galley_bytes_append (out, "\"", 1);
}

void
galley_json_append_integer (GString *out,
                            gint64   value)
{
  char digits[24];
  char *p = digits + sizeof digits;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  do
    *--p = (char) ('0' + rest % 10);
  while ((rest /= 10) != 0);
  if (value < 0)
    *--p = '-';
  g_string_append_len (out, p, digits + sizeof digits - p);
}

static int
compare_members (const void *a,
                 const void *b)
{
  return strcmp (((const Member *) a)->name, ((const Member *) b)->name);
}

static void
write_members (GString    *out,
               JsonObject *object)
{
  guint n_members = json_object_get_size (object);
  g_autofree Member *members = g_new (Member, n_members);
  gboolean is_sorted = TRUE;
  JsonObjectIter iter;
  guint n = 0;

  json_object_iter_init (&iter, object);
  while (n < n_members && json_object_iter_next (&iter, &members[n].name, &members[n].node))
    {
      is_sorted = is_sorted && (n == 0 || strcmp (members[n - 1].name, members[n].name) < 0);
      n++;
    }
  if (!is_sorted)
    qsort (members, n, sizeof (Member), compare_members);

  g_string_append_c (out, '{');
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      galley_json_append_string (out, members[i].name);
      g_string_append_c (out, ':');
      write_node (out, members[i].node);
    }
  g_string_append_c (out, '}');
}

static void
write_array (GString   *out,
             JsonArray *array)
{
  guint length = json_array_get_length (array);

  g_string_append_c (out, '[');
  for (guint i = 0; i < length; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      write_node (out, json_array_get_element (array, i));
    }
  g_string_append_c (out, ']');
}

static void
write_scalar (GString  *out,
              JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (type == G_TYPE_STRING && json_node_get_string (node) != NULL)
    {
      galley_json_append_string (out, json_node_get_string (node));
    }
  else if (type == G_TYPE_BOOLEAN)
    {
      g_string_append (out, json_node_get_boolean (node) ? "true" : "false");
    }
  else if (type == G_TYPE_INT64)
    {
      gint64 value = json_node_get_int (node);

      if (value < -GALLEY_JSON_MAX_INTEGER || value > GALLEY_JSON_MAX_INTEGER)
        g_critical ("an integer beyond 2^53 - 1 has no canonical text");
      galley_json_append_integer (out, value);
    }
  else
    {
      if (type == G_TYPE_DOUBLE)
        g_critical ("a double has no canonical text");
      g_string_append (out, "null");
    }
}

static void
write_node (GString  *out,
            JsonNode *node)
{
  switch (json_node_get_node_type (node))
    {
    case JSON_NODE_OBJECT:
      write_members (out, json_node_get_object (node));
      break;
    case JSON_NODE_ARRAY:
      write_array (out, json_node_get_array (node));
      break;
    case JSON_NODE_VALUE:
      write_scalar (out, node);
      break;
    case JSON_NODE_NULL:
    default:
      g_string_append (out, "null");
      break;
    }
}

char *
galley_json_write (JsonNode *node)
{
  GString *out;

  g_return_val_if_fail (node != NULL, NULL);

  out = g_string_sized_new (1024);
  write_node (out, node);
  return g_string_free (out, FALSE);
}

char *
galley_json_write_object (JsonObject *object)
{
  GString *out;

  g_return_val_if_fail (object != NULL, NULL);

  out = g_string_sized_new (1024);
  write_members (out, object);
  return g_string_free (out, FALSE);
}
