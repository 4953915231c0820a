/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A stretch of a body, one block or some that follow each other, as a row of tokens: its graphemes, and between two blocks
 * a border. To split a paragraph is to put a border in, to join two is to take one away. Equal graphemes have equal
 * numbers, and so have borders in front of blocks of one kind and level.
 *
 * A GalleyStretchWriter puts tokens of several stretches together to blocks again. */
#pragma once

#include "core/model/galley-block.h"
#include "core/model/galley-block-private.h"

G_BEGIN_DECLS

typedef struct
{
  guint number;
  guint look;       /* equal where the marks are */
  guint block;      /* the one that it is in; of a border, the one behind it */
  guint start, end; /* characters of the block; 0 both of a border */
} GalleyToken;

typedef struct
{
  GalleyBlock *const *blocks;
  guint n_blocks;
  guint n_tokens;
  GalleyToken *tokens;
  guint *numbers; /* those of the tokens, for comparing */
} GalleyStretch;

/* The numbers that stretches share which shall be compared. (transfer full) */
GHashTable *galley_stretch_numbers_new (void);

/* Borrows @blocks. At least one. */
void galley_stretch_init (GalleyStretch      *self,
                          GalleyBlock *const *blocks,
                          guint               n_blocks,
                          GHashTable         *numbers);
void galley_stretch_clear (GalleyStretch *self);

gunichar galley_stretch_get_character (const GalleyStretch *self,
                                       guint                token);
gboolean galley_stretch_is_border (const GalleyStretch *self,
                                   guint                token);
/* Whether no word and no figure goes through @character, between the two beside it: a Han character, a wide mark,
 * a blank, the end of a paragraph. A Han numeral alone is a word as others are; 三千五百 and 5月 are figures. */
gboolean galley_stretch_ends_word (gunichar before,
                                   gunichar character,
                                   gunichar behind);
/* The same of a token; behind 一一, which is an adverb where no figure goes on, ends a word, too. */
gboolean galley_stretch_is_end_of_word (const GalleyStretch *self,
                                        guint                token);
/* In [@start, @end). */
gboolean galley_stretch_has_end_of_word (const GalleyStretch *self,
                                         guint                start,
                                         guint                end);
/* Of the token's first character; its target lives as long as the block. */
GalleyStyle galley_stretch_get_style (const GalleyStretch *self,
                                      guint                token);

/* How @side came of @base, the same change always at the same place. Hunks do not touch.
 * (transfer full) (element-type GalleyHunk) */
GArray *galley_stretch_compare (const GalleyStretch *base,
                                const GalleyStretch *side);

/* The same, where a word that was changed in two places is one change, and so is what only shares some graphemes with what
 * it was. (transfer full) (element-type GalleyHunk) */
GArray *galley_stretch_compare_words (const GalleyStretch *base,
                                      const GalleyStretch *side);

/* Whether [@front_start, @front_end) and then [@back_start, @back_end) would say the same twice: the one ends as the other
 * begins, or all of it stands in the other. */
gboolean galley_stretch_repeats (const GalleyStretch *front,
                                 guint                front_start,
                                 guint                front_end,
                                 const GalleyStretch *back,
                                 guint                back_start,
                                 guint                back_end);

typedef struct
{
  GPtrArray *blocks; /* finished */
  GalleyForm form;   /* of the one that is being written */
  GArray *parts;     /* (element-type GalleyTextPart) */
  GArray *marks;
  guint n_characters;
  guint n_graphemes;
  gboolean has_fused;
} GalleyStretchWriter;

void galley_stretch_writer_init (GalleyStretchWriter *self,
                                 GalleyForm           form);
/* Tokens [@first, @last). */
void galley_stretch_writer_add (GalleyStretchWriter *self,
                                const GalleyStretch *source,
                                guint                first,
                                guint                last);
/* A grapheme in another style. */
void galley_stretch_writer_add_styled (GalleyStretchWriter *self,
                                       const GalleyStretch *source,
                                       guint                token,
                                       GalleyStyle          style);
/* NULL: what met became other graphemes than were put in. (transfer full) (nullable) */
GPtrArray *galley_stretch_writer_end (GalleyStretchWriter *self);

G_END_DECLS
