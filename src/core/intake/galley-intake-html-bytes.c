/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bytes of HTML into UTF-8, what libxml2 shall never see, and how it is asked to read the rest. */
#include "core/intake/galley-intake-html-private.h"

#include "core/intake/galley-intake-html.h"

#include <libxml/parser.h>
#include <string.h>

/* A page says its encoding within so many bytes, or not at all. */
#define HEAD_BYTES 4096
/* Ends of what never began make no event: tags are counted here. */
#define MAX_TAGS (600 * 1000)
/* libxml2 2.9 compares each attribute of an element with all others of it: elements with more parts than this are added
 * up as squares, and a page may hold so much of that. */
#define MANY_PARTS 64
#define MAX_SQUARES (100 * 1000 * 1000)

static char *
convert (const char *text,
         gsize       size,
         const char *encoding,
         GError    **error)
{
  g_autoptr (GError) failure = NULL;
  gsize n_read = 0;
  char *converted = g_convert_with_fallback (text, size, "UTF-8", encoding, "\357\277\275", &n_read, NULL, &failure);

  if (converted == NULL)
    g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "byte %" G_GSIZE_FORMAT ": not %s", n_read, encoding);
  return converted;
}

/* Whether the head of the page says that it is written in one of GB18030's family. */
static gboolean
says_gb18030 (const char *text,
              gsize       size)
{
  g_autofree char *head = g_ascii_strdown (text, MIN (size, HEAD_BYTES));
  const char *charset = strstr (head, "charset");

  if (charset == NULL)
    return FALSE;
  charset += strlen ("charset");
  charset += strspn (charset, " \t\r\n=\"'");
  return g_str_has_prefix (charset, "gb");
}

/* UTF-16 by its mark, or, as old browsers put it on a clipboard, without one: then markup shows it. */
static const char *
find_utf16 (const guint8 *data,
            gsize         size,
            gsize        *mark)
{
  *mark = size >= 2 && ((data[0] == 0xff && data[1] == 0xfe) || (data[0] == 0xfe && data[1] == 0xff)) ? 2 : 0;
  if (*mark == 2)
    return data[0] == 0xff ? "UTF-16LE" : "UTF-16BE";
  if (size >= 4 && data[0] == '<' && data[1] == 0 && data[3] == 0)
    return "UTF-16LE";
  if (size >= 4 && data[0] == 0 && data[1] == '<' && data[2] == 0)
    return "UTF-16BE";
  return NULL;
}

static char *
to_utf8 (GBytes      *bytes,
         const char **encoding,
         GError     **error)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  gsize mark;
  const char *utf16 = find_utf16 ((const guint8 *) text, size, &mark);
  char *decoded;

  *encoding = "UTF-8";
  if (size == 0)
    return g_strdup ("");
  if (utf16 != NULL)
    {
      *encoding = "UTF-16";
      /* Half a unit at the end is cut off. */
      return convert (text + mark, (size - mark) & ~(gsize) 1, utf16, error);
    }
  /* Windows ends its text with a NUL. */
  while (size > 0 && text[size - 1] == '\0')
    size--;
  if (size >= 3 && memcmp (text, "\357\273\277", 3) == 0)
    {
      text += 3;
      size -= 3;
    }
  if (g_utf8_validate_len (text, size, NULL))
    return g_strndup (text, size);
  decoded = convert (text, size, "GB18030", says_gb18030 (text, size) ? error : NULL);
  if (decoded != NULL)
    {
      *encoding = "GB18030";
      return decoded;
    }
  if (error != NULL && *error != NULL)
    return NULL;
  /* Damaged UTF-8, then: what can be read of it is read. */
  return g_utf8_make_valid (text, size);
}

/* The value of a line "Name:value" of CF_HTML's head. (transfer full) (nullable) */
static char *
dup_head_value (const char *head,
                const char *end,
                const char *name)
{
  const char *at = g_strstr_len (head, end - head, name);
  const char *stop;

  if (at == NULL)
    return NULL;
  at += strlen (name);
  stop = at + strcspn (at, "\r\n<");
  return g_strstrip (g_strndup (at, MIN (stop, end) - at));
}

/* The markup behind CF_HTML's head, whose offsets count bytes that another program may have changed since: the marks
 * inside the markup say the same. */
static const char *
skip_head (const char *text,
           char      **source_uri)
{
  const char *markup = strchr (text, '<');

  if (!g_str_has_prefix (text, "Version:") || markup == NULL)
    return text;
  *source_uri = dup_head_value (text, markup, "SourceURL:");
  return markup;
}

/* Takes out what only Word understands: <![if !supportLists]> and <![endif]> around what all others shall read. What
 * stands in a comment stays there. */
static char *
drop_conditions (const char *text)
{
  GString *out = g_string_sized_new (strlen (text) + 1);
  const char *mark;

  while ((mark = strstr (text, "<!")) != NULL)
    {
      gboolean is_comment = g_str_has_prefix (mark, "<!--");
      const char *end = is_comment ? strstr (mark + strlen ("<!--"), "-->") : strchr (mark, '>');

      if (end == NULL)
        break;
      end += is_comment ? strlen ("-->") : 1;
      g_string_append_len (out, text, (mark[2] == '[' ? mark : end) - text);
      text = end;
    }
  g_string_append (out, text);
  return g_string_free (out, FALSE);
}

/* The end of a tag that begins at @text, and how many parts it has: at least its attributes, read as libxml2 reads. */
static const char *
measure_tag (const char *text,
             guint      *n_parts)
{
  gboolean was_blank = FALSE;

  for (*n_parts = 0; *text != '\0' && *text != '>'; text++)
    {
      gboolean is_blank = g_ascii_isspace (*text);

      if ((is_blank && !was_blank) || *text == '=' || *text == '/')
        (*n_parts)++;
      was_blank = is_blank;
      if (*text == '=')
        {
          const char *value = text + 1 + strspn (text + 1, " \t\r\n");
          const char *end = *value == '"' || *value == '\'' ? strchr (value + 1, *value) : NULL;

          if (end != NULL)
            text = end;
        }
    }
  return text;
}

static gboolean
check_tags (const char *text,
            GError    **error)
{
  guint64 squares = 0;
  guint n_tags = 0;

  while ((text = strchr (text, '<')) != NULL)
    {
      guint n_parts = 0;

      n_tags++;
      text++;
      if (g_ascii_isalpha (*text))
        text = measure_tag (text, &n_parts);
      if (n_parts > MANY_PARTS)
        squares += (guint64) n_parts * n_parts;
      if (squares > MAX_SQUARES || n_tags > MAX_TAGS)
        {
          g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE, "more tags and attributes than are taken");
          return FALSE;
        }
    }
  return TRUE;
}

char *
galley_intake_html_decode (GBytes      *bytes,
                           char       **source_uri,
                           const char **encoding,
                           GError     **error)
{
  gsize size = g_bytes_get_size (bytes);
  g_autofree char *text = NULL;
  g_autofree char *whole = NULL;
  const char *markup;

  if (size > GALLEY_INTAKE_HTML_MAX_BYTES)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE,
                   "%" G_GSIZE_FORMAT " bytes, at most %d are taken", size, GALLEY_INTAKE_HTML_MAX_BYTES);
      return NULL;
    }
  text = to_utf8 (bytes, encoding, error);
  if (text == NULL)
    return NULL;
  markup = skip_head (text, source_uri);
  whole = drop_conditions (markup);
  return check_tags (whole, error) ? g_steal_pointer (&whole) : NULL;
}

/* Two threads may read for the first time at once. */
static void
prepare (void)
{
  static gsize is_ready = 0;

  if (g_once_init_enter (&is_ready))
    {
      xmlInitParser ();
      g_once_init_leave (&is_ready, 1);
    }
}

htmlParserCtxtPtr
galley_intake_html_parser_new (const xmlSAXHandler *handler,
                               gpointer             data)
{
  htmlParserCtxtPtr parser;

  g_return_val_if_fail (handler != NULL, NULL);

  prepare ();
  parser = htmlNewParserCtxt ();
  *parser->sax = *handler;
  parser->userData = data;
  return parser;
}

void
galley_intake_html_parser_read (htmlParserCtxtPtr parser,
                                const char       *markup)
{
  htmlDocPtr none;

  g_return_if_fail (parser != NULL && markup != NULL && *markup != '\0');

  none = htmlCtxtReadMemory (parser, markup, (int) strlen (markup), NULL, "UTF-8",
                             HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET
                               | HTML_PARSE_NODEFDTD | HTML_PARSE_IGNORE_ENC);
  g_assert (none == NULL);
}
