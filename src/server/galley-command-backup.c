/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-server backup --data DIR FILE, restore FILE --data NEW and restore --check FILE */
#include "server/galley-commands.h"

#include "server/galley-backup.h"

#define STATUS_DAMAGED 3

int
galley_command_backup (char **arguments)
{
  g_autofree char *data = NULL;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "The server's data folder", "FOLDER" },
    { NULL },
  };
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  GError *error = NULL;
  guint n_damaged = 0;

  if (!galley_command_parse (arguments, "FILE - put a whole server into one file, while it runs", entries, 1, &rest))
    return 2;
  if (data == NULL)
    {
      g_printerr ("galley-server: --data is needed\n");
      return 2;
    }
  if (!galley_backup_write (data, rest[0], clock, &n_damaged, &error))
    return galley_command_fail (error);
  if (n_damaged == 0)
    return 0;
  g_printerr ("galley-server: %s is made, without %u pictures that are damaged or missing in the data folder\n", rest[0],
              n_damaged);
  return STATUS_DAMAGED;
}

static void
print_facts (const char              *path,
             const GalleyBackupFacts *facts)
{
  g_print ("%s: made %s by galley-server %s, %" G_GINT64_FORMAT " articles in %" G_GINT64_FORMAT
           " revisions, %" G_GINT64_FORMAT " pictures, %" G_GINT64_FORMAT " entries in the audit record, the last %s\n",
           path, facts->time != NULL ? facts->time : "?", facts->version != NULL ? facts->version : "?",
           facts->n_articles, facts->n_revisions, facts->n_media, facts->n_audit, facts->last_audit);
  if (facts->n_damaged > 0)
    g_print ("%" G_GINT64_FORMAT " pictures were damaged or missing when it was made\n", facts->n_damaged);
  if (facts->n_unknown > 0)
    g_print ("%" G_GINT64_FORMAT " pictures are named by articles and had not been sent yet\n", facts->n_unknown);
}

int
galley_command_restore (char **arguments)
{
  g_autofree char *data = NULL;
  gboolean is_check = FALSE;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "The data folder to make; it must be empty or not there", "FOLDER" },
    { "check", 0, 0, G_OPTION_ARG_NONE, &is_check, "Look the backup through and make nothing", NULL },
    { NULL },
  };
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GalleyRandom) random = galley_random_new ();
  g_auto (GalleyBackupFacts) facts = { 0 };
  GError *error = NULL;

  if (!galley_command_parse (arguments, "FILE - make a data folder of a backup, or check one", entries, 1, &rest))
    return 2;
  if ((data != NULL) == is_check)
    {
      g_printerr ("galley-server: either --data or --check is needed\n");
      return 2;
    }
  if (is_check ? !galley_backup_check (rest[0], &facts, &error)
               : !galley_backup_restore (rest[0], data, clock, random, &facts, &error))
    return galley_command_fail (error);
  print_facts (rest[0], &facts);
  if (!is_check)
    g_print ("%s is ready: galley-server serve --data %s\nEverybody signs in again, and sends what this server lacks.\n",
             data, data);
  return 0;
}
