/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-tool: the second front end of the core, for a terminal. A table of commands, and nothing else. */
#include "tool/galley-tool.h"

#include "galley-config.h"

#include <glib/gi18n.h>
#include <locale.h>

static const GalleyToolCommand commands[] = {
  { "import", N_ ("FILE"), N_ ("Print a text file as an article’s JSON"), galley_tool_import },
  { "picture", N_ ("FILE"), N_ ("Make of a picture’s file what an article shows"), galley_tool_picture },
  { "render", N_ ("ARTICLE.json"), N_ ("Print an article’s page"), galley_tool_render },
  { "list", NULL, N_ ("List an account’s articles"), galley_tool_list },
  { "sync", NULL, N_ ("Fetch what is new and send what waits"), galley_tool_sync },
  { "check-layout", N_ ("PACK"), N_ ("Check a portal’s layout pack, a folder or a zip"), galley_tool_check_layout },
  { "check-store", N_ ("[FOLDER]"), N_ ("Check what is stored on this computer"), galley_tool_check_store },
  { "withdraw", N_ ("ADDRESS"), N_ ("Withdraw a published page at once"), galley_tool_withdraw },
};

static void
print_help (void)
{
  g_print ("%s\n\n", _ ("Usage: galley-tool COMMAND [OPTION…]"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_print ("  %-12s %s\n", commands[i].name, _ (commands[i].summary));
  g_print ("\n%s\n", _ ("Each command tells more with --help."));
}

int
main (int    argc,
      char **argv)
{
  const char *locale_dir = g_getenv ("GALLEY_LOCALE_DIR");
  const char *name = argc > 1 ? argv[1] : NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GALLEY_GETTEXT_DOMAIN, locale_dir != NULL ? locale_dir : GALLEY_LOCALE_DIR);
  bind_textdomain_codeset (GALLEY_GETTEXT_DOMAIN, "UTF-8");
  textdomain (GALLEY_GETTEXT_DOMAIN);
  g_set_prgname ("galley-tool");

  if (name == NULL)
    return galley_tool_refuse ("%s", _ ("Which command? See galley-tool --help."));
  if (g_str_equal (name, "--help") || g_str_equal (name, "-h") || g_str_equal (name, "help"))
    {
      print_help ();
      return GALLEY_TOOL_OK;
    }
  if (g_str_equal (name, "--version"))
    {
      g_print ("galley-tool %s\n", GALLEY_VERSION);
      return GALLEY_TOOL_OK;
    }
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (name, commands[i].name))
      {
        g_auto (GStrv) arguments = g_strdupv (argv + 1);

        return commands[i].run (&commands[i], arguments);
      }
  /* Translators: %s is what was typed. */
  return galley_tool_refuse (_ ("There is no command “%s”. See galley-tool --help."), name);
}
