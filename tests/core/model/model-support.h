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
GalleyBlock *model_support_block (GalleyRandom *random);
GPtrArray *model_support_blocks (GalleyRandom *random,
                                 guint         max);
GalleyPosition model_support_position (GalleyRandom   *random,
                                       GalleyDocument *document);
/* One random edit of a person. */
void model_support_edit (GalleyRandom   *random,
                         GalleyDocument *document);

/* Clean text, right lengths, marks in normal form. */
void model_support_check_block (const GalleyBlock *block);
void model_support_check_document (GalleyDocument *document);

/* Texts joined by '\n'. (transfer full) */
char *model_support_read (GPtrArray *blocks);
GPtrArray *model_support_paragraphs (const char *first,
                                     ...) G_GNUC_NULL_TERMINATED;

G_END_DECLS
