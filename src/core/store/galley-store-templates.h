/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates for standing items (a weekly weather item, a duty roster): articles kept aside under a name, in a table of
 * their own, so that no list, count or outbox ever takes one for an article. They stay on this computer. Plain functions
 * for jobs. */
#pragma once

#include "core/db/galley-database.h"
#include "core/model/galley-revision.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  GalleyRevision *revision; /* its id is the template's, its state an empty draft's */
} GalleyTemplate;

/* Copies @name, takes @revision. */
GalleyTemplate *galley_template_new (const char     *name,
                                     GalleyRevision *revision);
GalleyTemplate *galley_template_copy (const GalleyTemplate *self);
void galley_template_free (GalleyTemplate *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyTemplate, galley_template_free)

/* In the order of their names. One that cannot be read is left out, and stays in the table.
 * (transfer full) (element-type GalleyTemplate) */
GPtrArray *galley_templates_load_in_store (GalleyDatabase *database,
                                           GError        **error);
/* Adds it, or replaces the one of the same id. A name that another template has gets the next free number behind it. */
gboolean galley_template_keep_in_store (GalleyDatabase       *database,
                                        const GalleyTemplate *template,
                                        GError              **error);
/* One that is not there is no error. */
gboolean galley_template_remove_in_store (GalleyDatabase *database,
                                          const char     *id,
                                          GError        **error);

G_END_DECLS
