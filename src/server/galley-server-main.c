/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-commands.h"

#include "galley-config.h"
#include "server/galley-postgres.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

static const struct
{
  const char *name;
  int (*run) (char **arguments);
  const char *summary;
} commands[] = {
  { "init", galley_command_init, N_ ("Make a data folder") },
  { "user", galley_command_user, N_ ("Let people in, change passwords, let them in no longer") },
  { "serve", galley_command_serve, N_ ("Answer the Portal API and serve the public site") },
  { "backup", galley_command_backup, N_ ("Put a whole server into one file, while it runs") },
  { "restore", galley_command_restore, N_ ("Make a data folder of a backup, or check one") },
  { "audit", galley_command_audit, N_ ("Print the audit record, or check its chain") },
  { "layout", galley_command_layout, N_ ("Take another layout pack") },
  { "rebuild", galley_command_rebuild, N_ ("Make the public site anew from what is stored") },
  { "doctor", galley_command_doctor, N_ ("Look through a server’s folder and say what to do") },
  { "routes", galley_command_routes, N_ ("Print what the Portal API serves") },
};

static int
print_usage (int status)
{
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s\n\n", _ ("Usage: galley-server COMMAND …"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  %-8s%s\n", commands[i].name, _ (commands[i].summary));
  g_string_append_printf (text, "\n%s\n", _ ("Each command tells more with --help."));
  if (status == 0)
    g_print ("%s", text->str);
  else
    g_printerr ("%s", text->str);
  g_string_free (text, TRUE);
  return status;
}

gboolean
galley_command_parse (char **arguments,
                      const char *operands,
                      const char *summary,
                      const GOptionEntry *entries,
                      guint n_rest,
                      char ***rest)
{
  g_autoptr (GOptionContext) context = g_option_context_new (operands != NULL ? _ (operands) : NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  g_strv_builder_add (builder, g_get_prgname ());
  g_strv_builder_addv (builder, (const char **) arguments);
  all = g_strv_builder_end (builder);
  g_option_context_set_translation_domain (context, GALLEY_GETTEXT_DOMAIN);
  g_option_context_set_summary (context, summary);
  g_option_context_add_main_entries (context, entries, GALLEY_GETTEXT_DOMAIN);
  if (!g_option_context_parse_strv (context, &all, &error))
    {
      g_printerr ("galley-server: %s\n", error->message);
      return FALSE;
    }
  if (g_strv_length (all) != n_rest + 1)
    {
      g_autofree char *help = g_option_context_get_help (context, TRUE, NULL);

      g_printerr ("%s", help);
      return FALSE;
    }
  if (rest != NULL)
    *rest = g_strdupv (all + 1);
  return TRUE;
}

gboolean
galley_command_judge_address (const char *address)
{
  if (address == NULL || galley_postgres_is_address (address))
    return TRUE;
  galley_command_refuse ("%s", _ ("--database is an address of the form postgresql://USER@HOST/DATABASE."));
  return FALSE;
}

int
galley_command_fail (GError *error)
{
  g_return_val_if_fail (error != NULL, 1);

  g_printerr ("galley-server: %s\n", error->message);
  g_error_free (error);
  return 1;
}

int
galley_command_refuse (const char *format,
                       ...)
{
  g_autofree char *sentence = NULL;
  va_list list;

  va_start (list, format);
  sentence = g_strdup_vprintf (format, list);
  va_end (list);
  g_printerr ("galley-server: %s\n", sentence);
  return 2;
}

int
main (int    argc,
      char **argv)
{
  const char *locale_dir = g_getenv ("GALLEY_LOCALE_DIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GALLEY_GETTEXT_DOMAIN, locale_dir != NULL ? locale_dir : GALLEY_LOCALE_DIR);
  bind_textdomain_codeset (GALLEY_GETTEXT_DOMAIN, "UTF-8");
  textdomain (GALLEY_GETTEXT_DOMAIN);
  g_set_prgname ("galley-server");
  if (argc < 2)
    return print_usage (2);
  if (strcmp (argv[1], "--version") == 0)
    {
      g_print ("galley-server %s\n", GALLEY_VERSION);
      return 0;
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (strcmp (argv[1], commands[i].name) == 0)
      return commands[i].run (argv + 2);
  return print_usage (strcmp (argv[1], "--help") == 0 || strcmp (argv[1], "help") == 0 ? 0 : 2);
}
