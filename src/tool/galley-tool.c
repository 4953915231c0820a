/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "tool/galley-tool.h"

#include "galley-config.h"

#include <errno.h>
#include <glib/gi18n.h>
#include <unistd.h>

char **
galley_tool_parse (const GalleyToolCommand *self,
                   const GOptionEntry      *entries,
                   char                   **arguments,
                   guint                    n_least,
                   guint                    n_most)
{
  const char *names = self->arguments != NULL ? _ (self->arguments) : NULL;
  g_autofree char *program = g_strconcat ("galley-tool ", self->name, NULL);
  g_autofree char *usage = g_strconcat (program, " ", names, NULL);
  g_autoptr (GOptionContext) context = g_option_context_new (names);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) words = g_strdupv (arguments);
  guint n_words;

  /* The help begins with it. */
  g_set_prgname (program);
  g_option_context_set_summary (context, self->summary);
  g_option_context_set_translation_domain (context, GALLEY_GETTEXT_DOMAIN);
  g_option_context_add_main_entries (context, entries, GALLEY_GETTEXT_DOMAIN);
  if (!g_option_context_parse_strv (context, &words, &error))
    {
      galley_tool_refuse ("%s: %s", self->name, error->message);
      return NULL;
    }
  /* "--" ends the options and is no argument. */
  if (words[0] != NULL && words[1] != NULL && g_str_equal (words[1], "--"))
    {
      g_free (words[1]);
      for (guint i = 1; words[i] != NULL; i++)
        words[i] = words[i + 1];
    }
  n_words = g_strv_length (words) - 1;
  if (n_words < n_least || n_words > n_most)
    {
      /* Translators: %s is a command with what it takes: "galley-tool import FILE". */
      galley_tool_refuse (_ ("Use it so: %s"), usage);
      return NULL;
    }
  return g_strdupv (words + 1);
}

int
galley_tool_fail (const char   *subject,
                  const GError *error)
{
  g_auto (GStrv) lines = g_strsplit (error->message, "\n", -1);
  g_autofree char *sentence = g_strjoinv ("; ", lines);

  if (subject != NULL)
    g_printerr ("galley-tool: %s: %s\n", subject, sentence);
  else
    g_printerr ("galley-tool: %s\n", sentence);
  return GALLEY_TOOL_FAILED;
}

int
galley_tool_refuse (const char *format,
                    ...)
{
  g_autofree char *words = NULL;
  va_list list;

  va_start (list, format);
  words = g_strdup_vprintf (format, list);
  va_end (list);
  g_printerr ("galley-tool: %s\n", words);
  return GALLEY_TOOL_USAGE;
}

gboolean
galley_tool_write (gconstpointer data,
                   gsize         length,
                   GError      **error)
{
  const char *at = data;

  while (length > 0)
    {
      ssize_t written = write (STDOUT_FILENO, at, length);

      if (written < 0 && errno == EINTR)
        continue;
      if (written < 0)
        {
          int saved_errno = errno;

          g_set_error (error, GALLEY_ERROR, saved_errno == ENOSPC ? GALLEY_ERROR_FULL : GALLEY_ERROR_FAILED,
                       "cannot write the output: %s", g_strerror (saved_errno));
          return FALSE;
        }
      at += written;
      length -= (gsize) written;
    }
  return TRUE;
}
