/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-log.h"

#include "core/base/galley-clock.h"
#include "server/galley-server-router.h"

#include <stdio.h>
#include <string.h>

#define MAX_VALUE_BYTES 200
/* Most are no longer. */
#define LINE_BYTES 256
/* The characters of the API's own names, and those of a value that needs no quotation marks. */
#define NAME "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/-_."
#define PLAIN NAME ":{}@+?"

static const char *const names[] = { "error", "warning", "info" };
static GalleyLogLevel level_now = GALLEY_LOG_INFO;

gboolean
galley_log_level_from_name (const char     *name,
                            GalleyLogLevel *level)
{
  g_return_val_if_fail (name != NULL && level != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      {
        *level = (GalleyLogLevel) i;
        return TRUE;
      }
  return FALSE;
}

void
galley_log_set_level (GalleyLogLevel level)
{
  level_now = level;
}

static GalleyLogLevel
get_level (guint status)
{
  return status >= 500 ? GALLEY_LOG_ERROR : status >= 400 ? GALLEY_LOG_WARNING : GALLEY_LOG_INFO;
}

static gboolean
is_made_of (const char *text,
            const char *characters)
{
  return *text != '\0' && strlen (text) <= MAX_VALUE_BYTES && strspn (text, characters) == strlen (text);
}

/* What came from outside ends no line and moves no cursor. */
static void
append_quoted (GString    *line,
               const char *value)
{
  g_autofree char *start = g_strndup (value, MAX_VALUE_BYTES);
  g_autofree char *valid = g_utf8_make_valid (start, -1);

  g_string_append_c (line, '"');
  for (const char *p = valid; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      if (character == '"' || character == '\\')
        g_string_append_c (line, '\\');
      if (g_unichar_isprint (character))
        g_string_append_unichar (line, character);
      else
        g_string_append_printf (line, "\\u{%x}", character);
    }
  g_string_append_c (line, '"');
}

/* @name: with the blank in front of it and "=". */
static void
append_text (GString    *line,
             const char *name,
             const char *value)
{
  g_string_append (line, name);
  if (is_made_of (value, PLAIN))
    g_string_append (line, value);
  else
    append_quoted (line, value);
}

/* There is a line for each page that is read: printf would be a third of it. */
static void
append_number (GString    *line,
               const char *name,
               guint64     number)
{
  char digits[20]; /* as many as 2^64 has */
  guint start = sizeof digits;

  do
    digits[--start] = (char) ('0' + number % 10);
  while ((number /= 10) > 0);
  g_string_append (line, name);
  g_string_append_len (line, digits + start, sizeof digits - start);
}

static GString *
make_line (const GalleyRequest  *request,
           const GalleyResponse *response,
           gint64                time,
           gint64                microseconds)
{
  g_autofree char *moment = galley_time_format (time);
  GString *line = g_string_sized_new (LINE_BYTES);

  append_text (line, "time=", moment);
  append_text (line, " level=", names[get_level (response->status)]);
  append_number (line, " request=", request->number);
  append_text (line, " method=", request->method);
  append_text (line, " route=", galley_server_router_get_label (request->method, request->path));
  append_text (line, " path=", is_made_of (request->path, NAME) ? request->path : "?");
  append_number (line, " status=", response->status);
  append_number (line, " bytes=", response->body != NULL ? g_bytes_get_size (response->body) : 0);
  append_number (line, " us=", (guint64) MAX (microseconds, 0));
  append_text (line, " user=", response->user != NULL ? response->user : "-");
  return line;
}

char *
galley_log_make_line (const GalleyRequest  *request,
                      const GalleyResponse *response,
                      gint64                time,
                      gint64                microseconds)
{
  g_return_val_if_fail (request != NULL && response != NULL, NULL);

  return g_string_free (make_line (request, response, time, microseconds), FALSE);
}

void
galley_log_request (const GalleyRequest  *request,
                    const GalleyResponse *response,
                    gint64                microseconds)
{
  GString *line;

  g_return_if_fail (request != NULL && response != NULL);

  if (get_level (response->status) > level_now)
    return;
  line = make_line (request, response, g_get_real_time (), microseconds);
  g_string_append_c (line, '\n');
  fwrite (line->str, 1, line->len, stderr);
  g_string_free (line, TRUE);
}
