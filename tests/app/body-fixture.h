/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body view, its bridge, document and history, put together in a window that nobody sees. */
#pragma once

#include "app/body/galley-body-view.h"
#include "app/body/galley-bridge.h"
#include "core/model/galley-history.h"

#include <gtk/gtk.h>

typedef struct
{
  GalleyClock *clock;
  GalleyDocument *document;
  GalleyHistory *history;
  GtkWidget *window;
  GtkWidget *view;
  GtkTextBuffer *buffer;
  GalleyBridge *bridge;
  guint n_typed;   /* splices of origin TYPED */
  guint n_spliced; /* of all origins */
} Fixture;

void body_set_up (Fixture    *fixture,
                  const char *text);
void body_tear_down (Fixture *fixture);

/* Every character wears the tags that its block asks for, and no others. */
void body_assert_tags (Fixture *fixture);
/* Buffer and document read the same. */
void body_assert_same (Fixture *fixture);
void body_assert_text (Fixture    *fixture,
                       const char *text);

/* Each block as a word: its kind (p h H q b n r f t a v), an item's level, its text. Text and tags of the buffer agree. */
void body_assert_blocks (Fixture    *fixture,
                         const char *words);

/* A figure of its own for each number, of no file. (transfer full) */
GalleyBlock *body_make_figure (guint       number,
                               const char *text);

/* An attachment of its own for each number, of no file, and a video at a player. (transfer full) */
GalleyBlock *body_make_attachment (guint       number,
                                   const char *title);
GalleyBlock *body_make_video (const char *title);

void body_place (Fixture *fixture,
                 guint    block,
                 guint    offset);
void body_type (Fixture    *fixture,
                const char *text);
/* What a paste does: all in one user action. */
void body_paste (Fixture    *fixture,
                 const char *text);
