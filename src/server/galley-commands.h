/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of the program galley-server. Each gets what stands behind its name and returns an exit status: 0, 1
 * when it failed (with a sentence on stderr), 2 when it was called wrongly. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

int galley_command_init (char **arguments);
int galley_command_user (char **arguments);
int galley_command_serve (char **arguments);
int galley_command_routes (char **arguments);
int galley_command_backup (char **arguments);
int galley_command_restore (char **arguments);
int galley_command_audit (char **arguments);
int galley_command_doctor (char **arguments);
int galley_command_rebuild (char **arguments);
int galley_command_layout (char **arguments);

/* Reads options by @entries; what is left is put into @rest, of which there must be @n_rest. (transfer full) */
gboolean galley_command_parse (char              **arguments,
                               const char         *summary,
                               const GOptionEntry *entries,
                               guint               n_rest,
                               char             ***rest);
/* What --database says of itself. */
#define GALLEY_COMMAND_DATABASE "Keep everything but files in PostgreSQL: postgresql://USER@HOST/DATABASE, an empty one"
/* FALSE, with a sentence on stderr: --database was not followed by such an address. @address NULL: it was not there. */
gboolean galley_command_judge_address (const char *address);
/* Prints @error, which it takes, and returns 1. */
int galley_command_fail (GError *error);

G_END_DECLS
