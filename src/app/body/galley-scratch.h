/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The edit under way: a run of the document's blocks is about to become the scratch's blocks. Each change that a person
 * makes to the buffer is played here, so that an action of many changes (a selection replaced, a paste) still is one
 * splice. Lines are counted as the buffer counts them in the middle of the edit; offsets are characters. */
#pragma once

#include "core/model/galley-document.h"

G_BEGIN_DECLS

typedef struct _GalleyScratch GalleyScratch;

GalleyScratch *galley_scratch_new (GalleyDocument *document);
void galley_scratch_free (GalleyScratch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyScratch, galley_scratch_free)

/* The block of @line as it stands now; lent until the next change. The line is part of the edit from here on. */
GalleyBlock *galley_scratch_get_block (GalleyScratch *self,
                                       guint          line);

/* What of @text may be inserted: '\n' is the only line end. (transfer full), or NULL where all is right as it is. */
char *galley_scratch_dup_insertable (const char *text,
                                     int         length);
/* Inserts @text, in which '\n' alone ends a line: behind a heading comes a paragraph, unless the heading was cut. */
void galley_scratch_insert (GalleyScratch *self,
                            guint          line,
                            guint          offset,
                            const char    *text,
                            GalleyStyle    style);
void galley_scratch_delete (GalleyScratch *self,
                            guint          first_line,
                            guint          offset,
                            guint          last_line,
                            guint          end_offset);

/* Whether @text may go where it is typed, in or behind @block: on the line of a rule or a table only what begins a line of
 * its own, in front of a table a line end alone. */
gboolean galley_scratch_keeps_apart (const GalleyBlock *block,
                                     gboolean           is_behind,
                                     const char        *text,
                                     int                length);
/* Makes the edit one splice of the document. @first and @n_blocks tell which lines were part of it; @was_tagged whether
 * any of the blocks that went needed tags. */
void galley_scratch_commit (GalleyScratch *self,
                            guint         *first,
                            guint         *n_blocks,
                            gboolean      *was_tagged);

G_END_DECLS
