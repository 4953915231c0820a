/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tables "revisions" and "revision_texts": every content that an article ever had. Only ever added to.
 *
 * A revision is noted when its content is accepted, with the number that the article's ETag had then and the entry of the
 * audit record that says who put it there, when, by which act and with which comment; what changes the state alone makes
 * none. The last one's text is the article's own. When another takes its place it is kept as a delta of that one
 * (galley-text-delta.h), and as a whole at least wherever the numbers pass a multiple of 32: what is read is never further
 * away than that. An article of 9 KB that was changed 300 times takes 130 KB here: some 420 bytes a change. */
#pragma once

#include "core/db/galley-database.h"

G_BEGIN_DECLS

typedef struct
{
  gint64 number;
  gint64 time; /* real time; with all below it 0 or "" where that was before revisions were kept */
  char *user;
  char *user_name;
  char *action;
  char *content_hash;
  char *comment;
} GalleyServerRevision;

void galley_server_revision_free (GalleyServerRevision *self);

/* Notes that the article's content is @text from @number on, by @entry of the audit record. @old: the content that it
 * takes the place of; NULL for the first. Inside a transaction. */
gboolean galley_server_revisions_note (GalleyDatabase *database,
                                       const char     *article,
                                       gint64          number,
                                       gint64          entry,
                                       const char     *text,
                                       const char     *old,
                                       GError        **error);

/* The @limit revisions before @before, newest first. (transfer full) (element-type GalleyServerRevision) */
GPtrArray *galley_server_revisions_list (GalleyDatabase *database,
                                         const char     *article,
                                         gint64          before,
                                         guint           limit,
                                         GError        **error);

/* The content of the revision @number, held against its hash. @present: the article's content now. NULL without error:
 * there is none of that number; GALLEY_ERROR_CORRUPT: it is not what was kept. (transfer full) */
char *galley_server_revisions_dup_text (GalleyDatabase *database,
                                        const char     *article,
                                        gint64          number,
                                        const char     *present,
                                        GError        **error);

/* Reads them all likewise, and adds their number to @n_revisions. */
gboolean galley_server_revisions_check (GalleyDatabase *database,
                                        const char     *article,
                                        const char     *present,
                                        gint64         *n_revisions,
                                        GError        **error);

G_END_DECLS
