/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random bodies for the tests of the model, and the checks that hold for every block. */
#pragma once

#include "core/base/galley-random.h"
#include "core/model/galley-document.h"

G_BEGIN_DECLS

/* A seeded source of randomness; the seed comes from GALLEY_TEST_SEED or the kernel and is printed. */
GalleyRandom *model_support_random (void);

/* Up to @max characters of a small alphabet without combining marks, so that pieces add up. (transfer full) */
char *model_support_text (GalleyRandom *random,
                          guint         max,
                          gboolean      has_lines);
/* A picture of its own for each number. */
/* 0: an attachment, 1: a video file, 2: one at a player. */
GalleyBlock *model_support_enclosed (guint       number,
                                     const char *title);
GalleyFigure *model_support_figure (guint number);
/* At most three rows of three cells. */
GalleyTable *model_support_table (GalleyRandom *random);
GalleyBlock *model_support_block (GalleyRandom *random);
/* Items at any level: not settled. */
GPtrArray *model_support_raw_blocks (GalleyRandom *random,
                                     guint         max);
/* Settled, as all that is kept. */
GPtrArray *model_support_blocks (GalleyRandom *random,
                                 guint         max);
/* The same, and at least one. */
GPtrArray *model_support_body (GalleyRandom *random,
                               guint         max);
GalleyPosition model_support_position (GalleyRandom   *random,
                                       GalleyDocument *document);
/* One random edit of a person. */
void model_support_edit (GalleyRandom   *random,
                         GalleyDocument *document);

/* Clean text, right lengths, marks in normal form; settled lists. */
void model_support_check_block (const GalleyBlock *block);
void model_support_check_document (GalleyDocument *document);

/* Blocks as words: "a" a paragraph, "*b" a bulleted item, "##c" a numbered one a level deeper, ">d" a quote, "---" a rule.
 * Reading does not settle. (transfer full) */
GPtrArray *model_support_lines (const char *lines);
char *model_support_write_lines (GPtrArray *blocks);

/* Texts joined by '\n'. (transfer full) */
char *model_support_read (GPtrArray *blocks);
GPtrArray *model_support_paragraphs (const char *first,
                                     ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
