/* SPDX-License-Identifier: GPL-3.0-or-later */
/* galley-server user add --data DIR --id ID --name NAME --department D --role R… [--password-file FILE] */
#include "server/galley-commands.h"

#include "core/base/galley-file.h"
#include "server/galley-password.h"
#include "server/galley-server.h"

#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

typedef struct
{
  char *data;
  char *id;
  char *name;
  char *department;
  char **roles;
  char *password_file;
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
  g_printerr ("Password: ");
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

static int
add (const Options *options)
{
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GalleyRandom) random = galley_random_new ();
  g_autoptr (GalleyUser) user = galley_user_new (options->id, options->name, options->department,
                                                 (const char *const *) options->roles);
  g_autoptr (GalleyServer) server = NULL;
  g_autofree char *password = NULL;
  GError *error = NULL;

  password = get_password (options->password_file, &error);
  if (password == NULL)
    return galley_command_fail (error);
  server = galley_server_open (options->data, clock, random, &error);
  if (server == NULL || !galley_server_add_user (server, user, password, &error))
    return galley_command_fail (error);
  return 0;
}

int
galley_command_user (char **arguments)
{
  g_auto (Options) options = { 0 };
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &options.data, "The server's data folder", "FOLDER" },
    { "id", 0, 0, G_OPTION_ARG_STRING, &options.id, "What the person signs in with", "ID" },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, "The name as others read it", "NAME" },
    { "department", 0, 0, G_OPTION_ARG_STRING, &options.department, "Whose submitted articles the person sees", "NAME" },
    { "role", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.roles, "A role of the site's workflow; may be repeated", "ROLE" },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &options.password_file,
      "Read the password from FILE's first line instead of from standard input", "FILE" },
    { NULL },
  };

  if (arguments[0] == NULL || strcmp (arguments[0], "add") != 0)
    {
      g_printerr ("Usage: galley-server user add --data FOLDER --id ID --name NAME …\n");
      return 2;
    }
  if (!galley_command_parse (arguments + 1, "- let somebody in", entries, 0, NULL))
    return 2;
  if (options.data == NULL || options.id == NULL || options.name == NULL)
    {
      g_printerr ("galley-server: --data, --id and --name are needed\n");
      return 2;
    }
  return add (&options);
}
