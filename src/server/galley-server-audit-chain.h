/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The audit record's chain: each entry carries the SHA-256 over the hash of the entry before it and its own fields
 * (galley-audit-entry.h), and its number is one more, so that none can be changed, taken out, put in or moved without all
 * behind it being written anew. What was cut off at the end shows by the number that the table would give next, and by
 * the last hash, which `audit --check` prints: kept elsewhere, it proves what the record was then.
 *
 * Entries of before the chain were chained when the schema got it, as they stood then. */
#pragma once

#include "server/galley-server-audit.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 n_entries;
  gint64 last_number;
  char last[65];       /* the last entry's hash */
  gint64 first_bad;    /* the number of the first entry that does not fit; 0: all do */
  const char *problem; /* a few words, static, translated; NULL: all is well */
} GalleyAuditCheck;

/* Walks through all of it. FALSE only where it cannot be read. */
gboolean galley_server_audit_chain_check (GalleyDatabase   *database,
                                          GalleyAuditCheck *check,
                                          GError          **error);

/* The sentence for a chain that does not fit: GALLEY_ERROR_CORRUPT. */
void galley_server_audit_chain_refuse (const GalleyAuditCheck *check,
                                       GError                **error);

/* Chains what is there and has no hash yet; within a transaction, once in a database's life. */
gboolean galley_server_audit_chain_old (GalleyDatabase *database,
                                        GError        **error);

G_END_DECLS
