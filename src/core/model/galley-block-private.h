/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside a block, for the files that make blocks. One allocation holds the struct, its marks, its text and the
 * targets of its links. */
#pragma once

/* Included behind galley-block.h. */

G_BEGIN_DECLS

/* What a block is beside its text. */
typedef struct
{
  GalleyBlockKind kind;
  guint level;
  GalleyFigure *figure; /* borrowed, but in a block, which holds it */
  GalleyTable *table;   /* the same */
  GalleyEnclosure *enclosure; /* the same */
} GalleyForm;

struct _GalleyBlock
{
  gatomicrefcount references;
  GalleyForm form;
  guint n_characters;
  guint n_marks;
  gsize n_bytes;
  GalleyMark *marks;
  char *text;

  guint64 hash;     /* 0 until somebody asks */
  int counts_state; /* 0 unknown, 1 being written, 2 there */
  GalleyCounts counts;
};

/* A table's own text: a blank without width. */
#define GALLEY_TABLE_TEXT "\342\200\213"

/* A stretch of clean text inside somebody else's string. */
typedef struct
{
  const char *text;
  gsize n_bytes;
  guint n_characters;
} GalleyTextPart;

GalleyTextPart galley_text_part_of (const GalleyBlock *block,
                                    guint              start,
                                    guint              end);

/* Whether @text is valid UTF-8 of which every character stands by itself: kept by galley_text_clean() and not changed by
 * anything before it. Counts the characters on the way; the count is whole only when TRUE comes back. */
gboolean galley_text_is_settled (const char *text,
                                 gsize       n_bytes,
                                 guint      *n_characters);

/* Cleans @text (valid UTF-8) and moves @marks (GalleyMark) along with it. (transfer full) */
char *galley_text_clean_with_marks (const char *text,
                                    GArray     *marks);

/* Room for a block whose text is still to be written; @marks is in normal form and copied. Puts @form in order: no level
 * but an item's, no figure but a figure's, no rule with a text, no marks in a title. */
GalleyBlock *galley_block_allocate (GalleyForm form,
                                    gsize      n_bytes,
                                    guint      n_characters,
                                    GArray    *marks);

/* Whether a block of @form with that text lacks the break between caption and credit. */
gboolean galley_form_lacks_break (GalleyForm  form,
                                  const char *text,
                                  gsize       n_bytes);

/* A block of clean parts, put in NFC where they meet, with a figure's break added where they have none; what would be a
 * table is a paragraph. @marks
 * counts in the parts laid end to end and is used up; @place, if given, counts alike and follows. */
GalleyBlock *galley_block_compose (GalleyForm            form,
                                   const GalleyTextPart *parts,
                                   guint                 n_parts,
                                   GArray               *marks,
                                   guint                *place);

/* galley_block_replace() that keeps what stands in @head before @start and what stands in @tail from @end on, and says
 * where the inserted text ends. */
GalleyBlock *galley_block_splice_text (GalleyForm         form,
                                       const GalleyBlock *head,
                                       guint              start,
                                       const char        *text,
                                       gssize             length,
                                       GalleyStyle        style,
                                       const GalleyBlock *tail,
                                       guint              end,
                                       guint             *place);

GArray *galley_marks_new (void);
/* Appends @block's marks inside [start, end), moved to begin at @offset. */
void galley_marks_append_part (GArray            *marks,
                               const GalleyBlock *block,
                               guint              start,
                               guint              end,
                               guint              offset);
void galley_marks_append_style (GArray     *marks,
                                GalleyStyle style,
                                guint       start,
                                guint       end);
/* Drops what no block may carry, unsafe links included, and brings the rest into normal form. */
void galley_marks_normalize (GArray *marks,
                             guint   n_characters);

G_END_DECLS
