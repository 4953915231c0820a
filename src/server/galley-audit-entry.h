/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One entry of the audit record, and the hash that chains it to the one before. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the first entry has before it. */
#define GALLEY_AUDIT_ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

/* Strings are lent for as long as the function runs that gets it. */
typedef struct
{
  gint64 number; /* grows; 0 where it has none yet */
  gint64 time;   /* real time */
  const char *article;
  const char *user;
  const char *user_name;
  const char *action;
  const char *content_hash;
  const char *comment;
  const char *chain;
} GalleyAuditEntry;

/* The SHA-256 in lower-case hex, over @previous (the hash of the entry before) and the fields but number and chain:
 * previous, article, time, user, user_name, action, content_hash, comment, each as LENGTH:BYTES, with the length in bytes
 * and the time in microseconds, both decimal. (transfer full) */
char *galley_audit_entry_make_chain (const GalleyAuditEntry *self,
                                     const char             *previous);

G_END_DECLS
