/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-commands.h"

#include "galley-config.h"
#include "server/galley-postgres.h"

#include <locale.h>
#include <string.h>

static const struct
{
  const char *name;
  int (*run) (char **arguments);
  const char *summary;
} commands[] = {
  { "init", galley_command_init, "make a data folder" },
  { "user", galley_command_user, "let people in, change passwords, let them in no longer" },
  { "serve", galley_command_serve, "answer the Portal API and serve the public site" },
  { "backup", galley_command_backup, "put a whole server into one file, while it runs" },
  { "restore", galley_command_restore, "make a data folder of a backup, or check one" },
  { "audit", galley_command_audit, "print the audit record, or check its chain" },
  { "layout", galley_command_layout, "take another layout pack" },
  { "rebuild", galley_command_rebuild, "make the public site anew from what is stored" },
  { "doctor", galley_command_doctor, "look through a server's folder and say what to do" },
  { "routes", galley_command_routes, "print what the Portal API serves" },
};

static int
print_usage (int status)
{
  GString *text = g_string_new ("Usage: galley-server COMMAND …\n\n");

  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  %-8s%s\n", commands[i].name, commands[i].summary);
  g_string_append (text, "\ngalley-server COMMAND --help says more.\n");
  if (status == 0)
    g_print ("%s", text->str);
  else
    g_printerr ("%s", text->str);
  g_string_free (text, TRUE);
  return status;
}

gboolean
galley_command_parse (char              **arguments,
                      const char         *summary,
                      const GOptionEntry *entries,
                      guint               n_rest,
                      char             ***rest)
{
  g_autoptr (GOptionContext) context = g_option_context_new (summary);
  g_autoptr (GError) error = NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  g_strv_builder_add (builder, g_get_prgname ());
  g_strv_builder_addv (builder, (const char **) arguments);
  all = g_strv_builder_end (builder);
  g_option_context_add_main_entries (context, entries, NULL);
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
  g_printerr ("galley-server: --database is an address of the form postgresql://USER@HOST/DATABASE\n");
  return FALSE;
}

int
galley_command_fail (GError *error)
{
  g_printerr ("galley-server: %s\n", error != NULL ? error->message : "failed");
  g_clear_error (&error);
  return 1;
}

int
main (int    argc,
      char **argv)
{
  setlocale (LC_ALL, "");
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
