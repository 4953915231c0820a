/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands of galley-tool share: their table, reading the command line, and saying what went wrong.
 *
 * A command prints what it was asked for on stdout and everything else on stderr. It ends with 0 when it did what it
 * was asked, 1 when the world did not allow it, 2 when it was asked wrongly. */
#pragma once

#include "core/base/galley-error.h"

#include <glib.h>

G_BEGIN_DECLS

#define GALLEY_TOOL_OK 0
#define GALLEY_TOOL_FAILED 1
#define GALLEY_TOOL_USAGE 2

typedef struct _GalleyToolCommand GalleyToolCommand;

struct _GalleyToolCommand
{
  const char *name;
  const char *arguments; /* what follows the options: "FILE", or NULL */
  const char *summary;   /* one sentence, to be translated */
  int (*run) (const GalleyToolCommand *self,
              char                   **arguments);
};

/* One file each: galley-tool-NAME.c. @arguments begins with the command's name. */
int galley_tool_import (const GalleyToolCommand *self,
                        char                   **arguments);
int galley_tool_picture (const GalleyToolCommand *self,
                         char                   **arguments);
int galley_tool_render (const GalleyToolCommand *self,
                        char                   **arguments);
int galley_tool_list (const GalleyToolCommand *self,
                      char                   **arguments);
int galley_tool_sync (const GalleyToolCommand *self,
                      char                   **arguments);
int galley_tool_check_layout (const GalleyToolCommand *self,
                              char                   **arguments);
int galley_tool_check_store (const GalleyToolCommand *self,
                             char                   **arguments);
int galley_tool_withdraw (const GalleyToolCommand *self,
                          char                   **arguments);

/* Takes @entries and --help out of @arguments; what is left must be between @n_least and @n_most words, which come
 * back in a new list without the command's name. NULL: said why, and the command ends with GALLEY_TOOL_USAGE. */
char **galley_tool_parse (const GalleyToolCommand *self,
                          const GOptionEntry      *entries,
                          char                   **arguments,
                          guint                    n_least,
                          guint                    n_most);

/* "galley-tool: @subject: sentence" on stderr; @subject may be NULL. Returns GALLEY_TOOL_FAILED. */
int galley_tool_fail (const char   *subject,
                      const GError *error);
/* The same for a wrong use. Returns GALLEY_TOOL_USAGE. */
int galley_tool_refuse (const char *format,
                        ...) G_GNUC_PRINTF (1, 2);

/* Bytes to stdout, all of them. FAILED or FULL. */
gboolean galley_tool_write (gconstpointer data,
                            gsize         length,
                            GError      **error);

G_END_DECLS
