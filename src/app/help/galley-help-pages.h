/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The texts of the help: short pages of plain paragraphs, in the source as every other word for people, so that they are
 * translated with them and no file can be missing. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define GALLEY_HELP_MAX_PARAGRAPHS 9

typedef struct
{
  const char *name;
  const char *title;                                        /* to be translated */
  const char *paragraphs[GALLEY_HELP_MAX_PARAGRAPHS + 1]; /* to be translated; NULL ends them */
} GalleyHelpPage;

const GalleyHelpPage *galley_help_get_pages (guint *n_pages);

G_END_DECLS
