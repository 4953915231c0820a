/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-server user add|passwd|disable|enable|list|import: beside a running server, for which it holds at once. */
#include "server/galley-commands.h"

#include "core/base/galley-clock.h"
#include "core/base/galley-file.h"
#include "core/base/galley-password.h"
#include "server/galley-server-audit.h"
#include "server/galley-server-folder.h"
#include "server/galley-server-tokens.h"
#include "server/galley-server-users.h"
#include "server/galley-user-import.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define MAX_IMPORT_BYTES (8 * 1024 * 1024)

typedef struct
{
  char *data;
  char *id;
  char *name;
  char *department;
  char **roles;
  char *password_file;
  const char *file; /* borrowed */
} Options;

static void
options_clear (Options *self)
{
  g_free (self->data);
  g_free (self->id);
  g_free (self->name);
  g_free (self->department);
  g_strfreev (self->roles);
  g_free (self->password_file);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Options, options_clear)

static char *
read_line (FILE *stream)
{
  char line[GALLEY_PASSWORD_MAX_BYTES + 2];

  if (fgets (line, sizeof line, stream) == NULL)
    return NULL;
  line[strcspn (line, "\r\n")] = '\0';
  return g_strdup (line);
}

/* From a person, nothing of it shown. */
static char *
ask_password (void)
{
  struct termios shown;
  struct termios hidden;
  char *password;

  if (tcgetattr (STDIN_FILENO, &shown) != 0)
    return NULL;
  hidden = shown;
  hidden.c_lflag &= ~(tcflag_t) ECHO;
  g_printerr ("%s ", _ ("Password:"));
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
  password = read_line (stdin);
  tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
  g_printerr ("\n");
  return password;
}

static char *
get_password (const char *file,
              GError    **error)
{
  g_autoptr (GBytes) bytes = NULL;
  char *password;

  if (file == NULL)
    {
      password = isatty (STDIN_FILENO) ? ask_password () : read_line (stdin);
      return password != NULL ? password : g_strdup ("");
    }
  bytes = galley_file_read (file, GALLEY_PASSWORD_MAX_BYTES + 2, error);
  if (bytes == NULL)
    return NULL;
  password = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  password[strcspn (password, "\r\n")] = '\0';
  return password;
}

/* (transfer full) */
static char *
get_password_hash (const Options *options,
                   GError       **error)
{
  g_autofree char *password = get_password (options->password_file, error);

  return password != NULL ? galley_password_hash (password, error) : NULL;
}

/* What a command does within its transaction. */
typedef gboolean (*Change) (GalleyDatabase *database,
                            const Options  *options,
                            gpointer        data,
                            GError        **error);

static int
carry_out (GalleyDatabase *database,
           const Options  *options,
           Change          change,
           gpointer        data,
           const char     *action)
{
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  GError *error = NULL;

  if (galley_database_begin (database, &error))
    {
      if (change (database, options, data, &error)
          && galley_server_audit_add_keeper (database, action, options->id, galley_clock_get_real_time (clock), &error)
          && galley_database_commit (database, &error))
        return 0;
      galley_database_rollback (database);
    }
  return galley_command_fail (error);
}

static gboolean
add_user (GalleyDatabase *database,
          const Options  *options,
          gpointer        data,
          GError        **error)
{
  g_autoptr (GalleyUser) user = galley_user_new (options->id, options->name, options->department,
                                                 (const char *const *) options->roles);

  return galley_server_users_add (database, user, data, error);
}

static int
add (GalleyDatabase *database,
     const Options  *options)
{
  GError *error = NULL;
  g_autofree char *hash = get_password_hash (options, &error);

  return hash != NULL ? carry_out (database, options, add_user, hash, "user-add") : galley_command_fail (error);
}

static gboolean
set_password (GalleyDatabase *database,
              const Options  *options,
              gpointer        data,
              GError        **error)
{
  return galley_server_users_set_password (database, options->id, data, error)
         && galley_server_tokens_revoke_of (database, options->id, error);
}

static int
change_password (GalleyDatabase *database,
                 const Options  *options)
{
  GError *error = NULL;
  g_autofree char *hash = get_password_hash (options, &error);

  return hash != NULL ? carry_out (database, options, set_password, hash, "user-password")
                      : galley_command_fail (error);
}

static gboolean
set_disabled (GalleyDatabase *database,
              const Options  *options,
              gpointer        data,
              GError        **error)
{
  return galley_server_users_set_disabled (database, options->id, GPOINTER_TO_INT (data), error)
         && galley_server_tokens_revoke_of (database, options->id, error);
}

static int
disable (GalleyDatabase *database,
         const Options  *options)
{
  return carry_out (database, options, set_disabled, GINT_TO_POINTER (TRUE), "user-disable");
}

static int
enable (GalleyDatabase *database,
        const Options  *options)
{
  return carry_out (database, options, set_disabled, GINT_TO_POINTER (FALSE), "user-enable");
}

static void
print_user (const GalleyUser *user,
            gboolean          is_disabled,
            gpointer          data)
{
  g_autofree char *roles = g_strjoinv (" ", user->roles);

  g_print ("%s\t%s\t%s\t%s\t%s\n", user->id, user->name, user->department, roles, is_disabled ? "disabled" : "");
}

static int
list (GalleyDatabase *database,
      const Options  *options)
{
  GError *error = NULL;

  return galley_server_users_foreach (database, print_user, NULL, &error) ? 0 : galley_command_fail (error);
}

static int
import (GalleyDatabase *database,
        const Options  *options)
{
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  GError *error = NULL;
  g_autoptr (GBytes) bytes = galley_file_read (options->file, MAX_IMPORT_BYTES, &error);
  guint n_users;

  if (bytes == NULL)
    return galley_command_fail (error);
  if (!galley_user_import (database, bytes, galley_clock_get_real_time (clock), &n_users, &error))
    {
      g_prefix_error (&error, "%s: ", options->file);
      return galley_command_fail (error);
    }
  g_print (ngettext ("%u person is let in\n", "%u people are let in\n", n_users), n_users);
  return 0;
}

static const struct
{
  const char *name;
  int (*run) (GalleyDatabase *database, const Options *options);
  gboolean needs_id;
  gboolean needs_name;
  gboolean needs_file;
  const char *summary;
} commands[] = {
  { "add", add, TRUE, TRUE, FALSE, N_ ("Let somebody in") },
  { "passwd", change_password, TRUE, FALSE, FALSE, N_ ("Give somebody another password, and sign them out everywhere") },
  { "disable", disable, TRUE, FALSE, FALSE, N_ ("Let somebody in no longer, and sign them out everywhere") },
  { "enable", enable, TRUE, FALSE, FALSE, N_ ("Let somebody in again") },
  { "list", list, FALSE, FALSE, FALSE, N_ ("Print id, name, department, roles and whether disabled") },
  { "import", import, FALSE, FALSE, TRUE, N_ ("Let in who stands in a table, all or nobody") },
};

static int
print_usage (void)
{
  g_printerr ("%s\n\n", _ ("Usage: galley-server user COMMAND --data FOLDER …"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    g_printerr ("  %-8s %s\n", commands[i].name, _ (commands[i].summary));
  return 2;
}

int
galley_command_user (char **arguments)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data, N_ ("The server’s data folder"), N_ ("FOLDER") },
    { "id", 0, 0, G_OPTION_ARG_STRING, &options.id, N_ ("What the person signs in with"), N_ ("ID") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_ ("The name as others read it"), N_ ("NAME") },
    { "department", 0, 0, G_OPTION_ARG_STRING, &options.department,
      N_ ("Whose submitted articles the person sees"), N_ ("NAME") },
    { "role", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.roles,
      N_ ("A role of the site’s workflow; may be repeated"), N_ ("ROLE") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &options.password_file,
      N_ ("Read the password from FILE’s first line instead of from standard input"), N_ ("FILE") },
    { NULL },
  };
  g_autoptr (GalleyDatabase) database = NULL;
  g_auto (GStrv) rest = NULL;
  GError *error = NULL;
  guint i = 0;

  while (arguments[0] != NULL && i < G_N_ELEMENTS (commands) && strcmp (arguments[0], commands[i].name) != 0)
    i++;
  if (arguments[0] == NULL || i == G_N_ELEMENTS (commands))
    return print_usage ();
  if (!galley_command_parse (arguments + 1, commands[i].needs_file ? N_ ("FILE.csv") : NULL, commands[i].summary, entries,
                             commands[i].needs_file ? 1 : 0, &rest))
    return 2;
  if (options.data == NULL || (commands[i].needs_id && options.id == NULL)
      || (commands[i].needs_name && options.name == NULL))
    return galley_command_refuse ("%s", commands[i].needs_name ? _ ("--data, --id and --name are needed.")
                                        : commands[i].needs_id ? _ ("--data and --id are needed.")
                                                               : _ ("--data is needed."));
  options.file = commands[i].needs_file ? rest[0] : NULL;
  database = galley_server_folder_open_database (options.data, &error);
  return database != NULL ? commands[i].run (database, &options) : galley_command_fail (error);
}
