/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Table "lists": entries of the newsroom's shared lists. What is deleted stays as an entry without a value. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *value; /* NULL: deleted */
} GalleyListEntry;

void galley_list_entry_free (GalleyListEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyListEntry, galley_list_entry_free)

/* NULL without error: never heard of. (transfer full) */
GalleyListEntry *galley_server_lists_load (GalleyDatabase *database,
                                           const char     *list,
                                           const char     *id,
                                           GError        **error);
/* Those with a value, by id. (transfer full) (element-type GalleyListEntry) */
GPtrArray *galley_server_lists_list (GalleyDatabase *database,
                                     const char     *list,
                                     GError        **error);
/* Writes the entry and notes the change. @value NULL deletes. */
gboolean galley_server_lists_save (GalleyDatabase *database,
                                   const char     *list,
                                   const char     *id,
                                   const char     *value,
                                   GError        **error);

G_END_DECLS
