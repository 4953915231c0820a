/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The commands of the program galley-server. Each gets what stands behind its name and returns an exit status: 0, 1
 * when it failed (with a sentence on stderr), 2 when it was called wrongly.
 *
 * Sentences are in the language of whoever types; what machines read (the log of serve, the audit record, hashes, --json's
 * names) is English. */
#pragma once

#include <glib.h>
#include <glib/gi18n.h>

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

/* Reads options by @entries; what is left is put into @rest, of which there must be @n_rest. (transfer full)
 * @operands (nullable) names what is left, @summary says what the command does: both, and the words of @entries, are
 * written with N_() and translated for --help. */
gboolean galley_command_parse (char              **arguments,
                               const char         *operands,
                               const char         *summary,
                               const GOptionEntry *entries,
                               guint               n_rest,
                               char             ***rest);
/* What --database says of itself, marked for translation. */
#define GALLEY_COMMAND_DATABASE N_ ("Keep everything but files in PostgreSQL: postgresql://USER@HOST/DATABASE, an empty one")
/* FALSE, with a sentence on stderr: --database was not followed by such an address. @address NULL: it was not there. */
gboolean galley_command_judge_address (const char *address);
/* Prints @error, which it takes, and returns 1. */
int galley_command_fail (GError *error);
/* Prints the sentence that says how it is called, and returns 2. */
int galley_command_refuse (const char *format,
                           ...) G_GNUC_PRINTF (1, 2);

G_END_DECLS
