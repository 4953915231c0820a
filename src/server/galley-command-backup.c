/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-server backup --data DIR FILE, backup --data DIR --keep FOLDER, restore FILE --data NEW [--database URL] and
 * restore --check FILE */
#include "server/galley-commands.h"

#include "server/galley-backup-keep.h"

#define STATUS_DAMAGED 3

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

/* @n_damaged: so many pictures are not in what was made. */
static int
tell_damaged (const char *path,
              gint64      n_damaged)
{
  if (n_damaged == 0)
    return 0;
  g_printerr ("galley-server: %s is made, without %" G_GINT64_FORMAT
              " pictures that are damaged or missing in the data folder\n", path, n_damaged);
  return STATUS_DAMAGED;
}

static int
back_up (const char  *data,
         const char  *file,
         GalleyClock *clock)
{
  GError *error = NULL;
  guint n_damaged = 0;

  if (!galley_backup_write (data, file, clock, &n_damaged, &error))
    return galley_command_fail (error);
  return tell_damaged (file, n_damaged);
}

static int
keep_backup (const char  *data,
             const char  *keep,
             GalleyClock *clock)
{
  g_auto (GalleyBackupFacts) facts = { 0 };
  g_autofree char *name = NULL;
  g_autofree char *path = NULL;
  GError *error = NULL;

  if (!galley_backup_keep (data, keep, clock, &name, &facts, &error))
    return galley_command_fail (error);
  path = g_build_filename (keep, name, NULL);
  print_facts (path, &facts);
  return tell_damaged (path, facts.n_damaged);
}

int
galley_command_backup (char **arguments)
{
  g_autofree char *data = NULL;
  g_autofree char *keep = NULL;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "The server's data folder", "FOLDER" },
    { "keep", 0, 0, G_OPTION_ARG_FILENAME, &keep,
      "Instead of FILE, a folder of backups: add one, check it, thin the others", "FOLDER" },
    { NULL },
  };
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  gboolean is_kept = FALSE;

  for (guint i = 0; arguments[i] != NULL; i++)
    is_kept |= g_str_has_prefix (arguments[i], "--keep");
  if (!galley_command_parse (arguments, is_kept ? "- add to a folder of backups" : "FILE - put a whole server into one "
                             "file, while it runs", entries, is_kept ? 0 : 1, &rest))
    return 2;
  if (data == NULL)
    {
      g_printerr ("galley-server: --data is needed\n");
      return 2;
    }
  return is_kept ? keep_backup (data, keep, clock) : back_up (data, rest[0], clock);
}

int
galley_command_restore (char **arguments)
{
  g_autofree char *data = NULL;
  g_autofree char *address = NULL;
  gboolean is_check = FALSE;
  g_auto (GStrv) rest = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &data, "The data folder to make; it must be empty or not there", "FOLDER" },
    { "database", 0, 0, G_OPTION_ARG_STRING, &address, GALLEY_COMMAND_DATABASE, "URL" },
    { "check", 0, 0, G_OPTION_ARG_NONE, &is_check, "Look the backup through and make nothing", NULL },
    { NULL },
  };
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GalleyRandom) random = galley_random_new ();
  g_auto (GalleyBackupFacts) facts = { 0 };
  GError *error = NULL;

  if (!galley_command_parse (arguments, "FILE - make a data folder of a backup, or check one", entries, 1, &rest))
    return 2;
  if (!galley_command_judge_address (address))
    return 2;
  if ((data != NULL) == is_check)
    {
      g_printerr ("galley-server: either --data or --check is needed\n");
      return 2;
    }
  if (is_check ? !galley_backup_check (rest[0], &facts, &error)
               : !galley_backup_restore (rest[0], data, address, clock, random, &facts, &error))
    return galley_command_fail (error);
  print_facts (rest[0], &facts);
  if (!is_check)
    g_print ("%s is ready: galley-server serve --data %s\nEverybody signs in again, and sends what this server lacks.\n",
             data, data);
  return 0;
}
