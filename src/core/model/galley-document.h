/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body while it is worked on: an ordered array of shared, immutable blocks, never empty, its lists settled
 * (galley-list.h).
 *
 * galley_document_splice() is the only thing that changes it: it replaces a run of blocks by other blocks, and its
 * inverse is a splice again. All other editing functions build blocks and call it once. Costs follow the blocks that
 * are touched and at worst one pointer a block. No display, no thread; signals on the thread that calls. */
#pragma once

#include "core/model/galley-block.h"

G_BEGIN_DECLS

#define GALLEY_TYPE_DOCUMENT (galley_document_get_type ())
G_DECLARE_FINAL_TYPE (GalleyDocument, galley_document, GALLEY, DOCUMENT, GObject)

/* A place in the body: a block and a character offset in it. */
typedef struct
{
  guint block;
  guint offset;
} GalleyPosition;

/* Whose change it is: history records TYPED, made HISTORY itself, and is mapped through FOREIGN. */
typedef enum
{
  GALLEY_SPLICE_TYPED,
  GALLEY_SPLICE_HISTORY,
  GALLEY_SPLICE_FOREIGN,
} GalleySpliceOrigin;

/* One empty paragraph. */
GalleyDocument *galley_document_new (void);
/* @blocks: (element-type GalleyBlock): shared, not taken; an empty array gives one empty paragraph. */
GalleyDocument *galley_document_new_from_blocks (GPtrArray *blocks);

guint galley_document_get_n_blocks (GalleyDocument *self);
GalleyBlock *galley_document_get_block (GalleyDocument *self,
                                        guint           index);
/* Grows by one with each splice. */
guint64 galley_document_get_generation (GalleyDocument *self);
/* The most bytes that the body can come to in its canonical form, of which the reader takes 4 MB. */
gsize galley_document_get_weight (GalleyDocument *self);
/* Whether @text can be put in and the body still be read again, with half a megabyte to spare for marks. Asked by
 * whoever takes text from a person: a longer body would be saved and never open. */
#define GALLEY_DOCUMENT_MAX_WEIGHT (7 * 512 * 1024)
gboolean galley_document_has_room_for (GalleyDocument *self,
                                       const char     *text,
                                       gsize           length);
gboolean galley_document_has_room_for_blocks (GalleyDocument *self,
                                              GPtrArray      *blocks);
/* A snapshot: (transfer full) (element-type GalleyBlock). */
GPtrArray *galley_document_dup_blocks (GalleyDocument *self);

/* Counts all of it when first asked, and from then on only what a splice brings and takes away. */
GalleyCounts galley_document_get_counts (GalleyDocument *self);
/* The text of a range, blocks separated by '\n'. (transfer full) */
char *galley_document_dup_text (GalleyDocument *self,
                                GalleyPosition  start,
                                GalleyPosition  end);

/* The blocks of a range, those at its borders cut: what galley_document_replace_blocks() puts in elsewhere. A line of which
 * only the end is in it is an empty paragraph. Lists are settled. (transfer full) (element-type GalleyBlock) */
GPtrArray *galley_document_dup_range (GalleyDocument *self,
                                      GalleyPosition  start,
                                      GalleyPosition  end);

/* Replaces @n_removed blocks from @first by @n_inserted others. When nothing would be left, one empty paragraph is
 * put in. Items of lists that would hang on nothing come up, those behind @n_removed too: then the splice is as much
 * longer, and "spliced" tells of that one. Does nothing, and emits nothing, when the blocks that come equal the blocks
 * that go.
 *
 * Emits "spliced" (guint first, GPtrArray *removed, guint n_inserted, GalleySpliceOrigin origin) after the change. */
void galley_document_splice (GalleyDocument     *self,
                             GalleySpliceOrigin  origin,
                             guint               first,
                             guint               n_removed,
                             GalleyBlock *const *inserted,
                             guint               n_inserted);

/* One splice each, of origin TYPED. Positions beyond the end are clamped. */

/* Replaces a range by @text, where '\n' begins a new block of the first block's kind (a heading or a figure is followed by
 * a paragraph; a '\n' at the very start of one leaves a paragraph above it). Returns the position behind what was
 * inserted. A rule that is given text is a paragraph; what is put in beside a table goes on a line of its own. */
GalleyPosition galley_document_replace_text (GalleyDocument *self,
                                             GalleyPosition  start,
                                             GalleyPosition  end,
                                             const char     *text,
                                             GalleyStyle     style);
/* Replaces a range by @blocks, as a paste does. A single one goes into the line that is there, unless that is empty and
 * the block is no plain paragraph. Of several the first and the last, where they are paragraphs, join what stands
 * around; every other kind keeps its line to itself, a rule even alone. Where the line is an item of a list, paragraphs
 * alone become items beside it, and items hang as much deeper. Returns the position behind what was inserted. */
GalleyPosition galley_document_replace_blocks (GalleyDocument *self,
                                               GalleyPosition  start,
                                               GalleyPosition  end,
                                               GPtrArray      *blocks);
/* Rules, figures and tables between stay what they are; @kind is none of them. */
void galley_document_set_kind (GalleyDocument *self,
                               guint           first,
                               guint           last,
                               GalleyBlockKind kind);
/* Moves the items among blocks [@first, @last] @by levels, -1 or 1; the others are not touched. */
void galley_document_shift_level (GalleyDocument *self,
                                  guint           first,
                                  guint           last,
                                  int             by);
/* What Enter in an empty item and Backspace at the start of any do: one level out, from the outermost a paragraph. A divider
 * becomes an empty paragraph. FALSE for all other blocks. */
gboolean galley_document_leave_item (GalleyDocument *self,
                                     guint           block);
/* A rule or a page break at @position, which cuts its block in two where it stands inside; a figure is not cut, and what
 * comes at it or at a table comes below. Returns where one goes on below it, in an empty paragraph where nothing is. */
GalleyPosition galley_document_insert_divider (GalleyDocument *self,
                                               GalleyPosition  position,
                                               GalleyBlockKind kind);
/* The same for @figures (element-type GalleyBlock), at least one and in that order. Returns the start of the first one's
 * caption. */
GalleyPosition galley_document_insert_figures (GalleyDocument *self,
                                               GalleyPosition  position,
                                               GPtrArray      *figures);
/* Shows another picture in the figure @block, or the same one in other words. */
void galley_document_set_figure (GalleyDocument *self,
                                 guint           block,
                                 GalleyFigure   *figure);
/* @table at @position, on a line of its own. Returns the place in front of it. */
GalleyPosition galley_document_insert_table (GalleyDocument *self,
                                             GalleyPosition  position,
                                             GalleyTable    *table);
/* Another table in the place of the table @block. */
void galley_document_set_table (GalleyDocument *self,
                                guint           block,
                                GalleyTable    *table);
/* As figures are, for attachments and videos (element-type GalleyBlock); returns the start of the first one's title. */
GalleyPosition galley_document_insert_enclosed (GalleyDocument *self,
                                                GalleyPosition  position,
                                                GPtrArray      *enclosed);
/* Another file, or another poster, for the attachment or the video @block. */
void galley_document_set_enclosure (GalleyDocument  *self,
                                    guint            block,
                                    GalleyEnclosure *enclosure);
/* Takes the figure, the table, the attachment or the video @block away, with all its words. */
void galley_document_remove_block (GalleyDocument *self,
                                   guint           block);
void galley_document_set_mark (GalleyDocument *self,
                               GalleyPosition  start,
                               GalleyPosition  end,
                               GalleyMarkKind  kind,
                               const char     *target,
                               gboolean        is_set);
/* Whether every character of the range carries the mark; FALSE for an empty range. */
gboolean galley_document_has_mark (GalleyDocument *self,
                                   GalleyPosition  start,
                                   GalleyPosition  end,
                                   GalleyMarkKind  kind);

/* Makes the body equal to @blocks by the fewest splices that a comparison of blocks finds, with origin FOREIGN. */
void galley_document_adopt (GalleyDocument *self,
                            GPtrArray      *blocks);

G_END_DECLS
