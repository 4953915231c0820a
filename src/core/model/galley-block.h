/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One block of a body: a kind, a text and its marks. Immutable, counted, shared between threads, revisions and undo.
 *
 * A list is a run of blocks that are its items, each with a level (galley-list.h). A divider, which is a rule or a page
 * break, has no text: whatever would give it one makes a paragraph of it. A page break says that another page of the
 * article begins behind it, where there is something on both (portal/galley-article-page.h). A figure shows a picture
 * (galley-figure.h): up to its first break its text is the caption, behind it the credit. That break is always there; what
 * takes it away gets it back at the end. A table (galley-table.h) has its words in its cells: its own text is a blank
 * without width, behind or in front of which a place may be, and which no other text joins. What would take that away
 * takes the table. An attachment and a video (galley-enclosure.h) have their title for a text, which carries no marks.
 *
 * Text is clean in the sense of galley_text_clean(): NFC, no line ends (U+2028 is the break inside a block).
 * Marks are in normal form: sorted by start, then kind; none empty, none beyond the text; two of one kind neither
 * overlap nor touch (links touch only where their targets differ). All offsets are characters. */
#pragma once

#include "core/model/galley-enclosure.h"
#include "core/model/galley-figure.h"
#include "core/model/galley-table.h"

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_BLOCK_PARAGRAPH, /* p */
  GALLEY_BLOCK_HEADING_1, /* h2: the headline of the page is its h1 */
  GALLEY_BLOCK_HEADING_2, /* h3 */
  GALLEY_BLOCK_QUOTE,     /* blockquote */
  GALLEY_BLOCK_BULLETED,  /* an li of a ul */
  GALLEY_BLOCK_NUMBERED,  /* an li of an ol */
  GALLEY_BLOCK_RULE,      /* hr */
  GALLEY_BLOCK_FIGURE,    /* figure */
  GALLEY_BLOCK_TABLE,     /* table */
  GALLEY_BLOCK_ATTACHMENT, /* figure class="attachment" */
  GALLEY_BLOCK_VIDEO,     /* figure class="video" */
  GALLEY_BLOCK_PAGE_BREAK, /* hr class="page" */
} GalleyBlockKind;
#define GALLEY_N_BLOCK_KINDS (GALLEY_BLOCK_PAGE_BREAK + 1)

/* Of an item: 0 stands outermost. */
#define GALLEY_MAX_LEVEL 2

typedef enum
{
  GALLEY_MARK_LINK,
  GALLEY_MARK_BOLD,
  GALLEY_MARK_ITALIC,
  GALLEY_MARK_UNDERLINE,
} GalleyMarkKind;
#define GALLEY_N_MARK_KINDS (GALLEY_MARK_UNDERLINE + 1)

typedef struct
{
  GalleyMarkKind kind;
  guint start;        /* first character */
  guint end;          /* one past the last */
  const char *target; /* a link's address, else NULL */
} GalleyMark;

/* What typing at a place would carry: one bit (1 << kind) for each mark, and the link's target. */
typedef struct
{
  guint marks;
  const char *target;
} GalleyStyle;

typedef struct
{
  guint characters; /* without blanks */
  guint han;
  guint words; /* 字数, see galley_text_count_words() */
} GalleyCounts;

#define GALLEY_TYPE_BLOCK (galley_block_get_type ())
GType galley_block_get_type (void);

/* Cleans @text and brings @marks into normal form, their offsets counted in @text as given (they follow what cleaning
 * drops or composes). A link whose target galley_link_target_is_safe() refuses is dropped. @text NULL is "". @kind is
 * none of FIGURE, TABLE, ATTACHMENT and VIDEO. */
GalleyBlock *galley_block_new (GalleyBlockKind   kind,
                               const char       *text,
                               const GalleyMark *marks,
                               guint             n_marks);
/* The same for an item of a list; @level beyond GALLEY_MAX_LEVEL is that. */
GalleyBlock *galley_block_new_item (GalleyBlockKind   kind,
                                    guint             level,
                                    const char       *text,
                                    const GalleyMark *marks,
                                    guint             n_marks);
/* A figure that shows @figure (transfer none); @text is caption, break and credit. */
GalleyBlock *galley_block_new_figure (GalleyFigure     *figure,
                                      const char       *text,
                                      const GalleyMark *marks,
                                      guint             n_marks);
/* A table of @table (transfer none). */
GalleyBlock *galley_block_new_table (GalleyTable *table);
/* An attachment, or a video, of @enclosure (transfer none), by the name of @text. An attachment's is a file without a
 * poster; a video's is a video file or a player. */
GalleyBlock *galley_block_new_enclosed (GalleyBlockKind  kind,
                                        GalleyEnclosure *enclosure,
                                        const char      *text);
GalleyBlock *galley_block_ref (GalleyBlock *self);
void galley_block_unref (GalleyBlock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyBlock, galley_block_unref)

GalleyBlockKind galley_block_get_kind (const GalleyBlock *self);
gboolean galley_block_is_item (const GalleyBlock *self);
/* A rule or a page break. */
gboolean galley_block_is_divider (const GalleyBlock *self);
/* 0 for all that is not an item. */
guint galley_block_get_level (const GalleyBlock *self);
/* NULL for all that is not a figure. */
GalleyFigure *galley_block_get_figure (const GalleyBlock *self);
/* NULL for all that is not a table. */
GalleyTable *galley_block_get_table (const GalleyBlock *self);
/* NULL for all that is neither an attachment nor a video. */
GalleyEnclosure *galley_block_get_enclosure (const GalleyBlock *self);
/* The characters of a figure's caption: the break stands behind them, then the credit. */
guint galley_block_get_caption_length (const GalleyBlock *self);
const char *galley_block_get_text (const GalleyBlock *self);
/* What there is to read: the text, of a table galley_table_dup_text(). @owned is for the caller to free. */
const char *galley_block_read (const GalleyBlock *self,
                               char             **owned);
gsize galley_block_get_n_bytes (const GalleyBlock *self);
guint galley_block_get_n_characters (const GalleyBlock *self);
const GalleyMark *galley_block_get_marks (const GalleyBlock *self,
                                          guint             *n_marks);

/* Equal kind, level, figure, table, enclosure, text and marks. */
gboolean galley_block_equal (const GalleyBlock *a,
                             const GalleyBlock *b);
/* The same for equal blocks; cached. Not for the wire. */
guint64 galley_block_hash (const GalleyBlock *self);

/* Cached: the sum over a document costs one addition a block. */
GalleyCounts galley_block_get_counts (const GalleyBlock *self);
/* Of them the words alone, for who asks once: nothing is kept. */
guint galley_block_count_words (const GalleyBlock *self);
/* Whether there are no characters to be counted, found without counting. */
gboolean galley_block_is_blank (const GalleyBlock *self);

/* The style of a character typed at @offset, as word processors have it: that of the character before it, at the very
 * start that of the first one; a link only where both sides are the same link. */
GalleyStyle galley_block_get_style_at (const GalleyBlock *self,
                                       guint              offset);

/* New blocks from old; none changes @self. Offsets are clamped to the text. (transfer full) */
GalleyBlock *galley_block_replace (const GalleyBlock *self,
                                   guint              start,
                                   guint              end,
                                   const char        *text,
                                   GalleyStyle        style);
GalleyBlock *galley_block_slice (const GalleyBlock *self,
                                 guint              start,
                                 guint              end);
/* @a's kind and level, @a's text and then @b's; of a table beside a text nothing. */
GalleyBlock *galley_block_join (const GalleyBlock *a,
                                const GalleyBlock *b);
/* @head's kind, level, figure and enclosure; its text before @start, then @tail's from @end on. */
GalleyBlock *galley_block_join_parts (const GalleyBlock *head,
                                      guint              start,
                                      const GalleyBlock *tail,
                                      guint              end);
/* An item that stays one keeps its level. A text does not become a rule, but a paragraph. Nothing becomes a figure, a
 * table, an attachment or a video; what was one loses its picture, and the break of an empty credit, or its cells, or its
 * file. */
GalleyBlock *galley_block_with_kind (const GalleyBlock *self,
                                     GalleyBlockKind    kind);
/* A figure that shows @figure instead (transfer none). */
GalleyBlock *galley_block_with_figure (const GalleyBlock *self,
                                       GalleyFigure      *figure);
/* An attachment or a video of @enclosure instead (transfer none). */
GalleyBlock *galley_block_with_enclosure (const GalleyBlock *self,
                                          GalleyEnclosure   *enclosure);
/* An item at another level; anything else as it is. */
GalleyBlock *galley_block_with_level (const GalleyBlock *self,
                                      guint              level);
/* In a table, the whole of every cell. */
GalleyBlock *galley_block_with_mark (const GalleyBlock *self,
                                     guint              start,
                                     guint              end,
                                     GalleyMarkKind     kind,
                                     const char        *target,
                                     gboolean           is_set);

/* http, https and mailto, with something behind the scheme and no controls or blanks. */
gboolean galley_link_target_is_safe (const char *target);

/* Arrays of blocks, as revisions and documents share them: (element-type GalleyBlock), free function set. */
GPtrArray *galley_blocks_new (void);
/* A new array of the same blocks: one pointer and one reference each. */
GPtrArray *galley_blocks_copy (GPtrArray *blocks);
gboolean galley_blocks_equal (GPtrArray *a,
                              GPtrArray *b);

G_END_DECLS
