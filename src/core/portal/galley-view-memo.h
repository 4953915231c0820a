/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What pages of one layout that stand in one folder have in common, made once: the rows of their modules, known by their
 * text in the context, and what is around an article, known by its channel. A site has a folder a day, and most rows of a
 * page are those of the one before.
 *
 * Each value is what a pure function makes of its key, the layout and the folder, to which links are relative; so pages are
 * the same bytes with a memo and without. Of one thread at a time: see galley_layout_lend_memo(). Bounded: where there is
 * too much in it, it begins anew with the next page. Private to this folder. */
#pragma once

#include "core/portal/galley-value.h"

G_BEGIN_DECLS

typedef struct _GalleyViewMemo GalleyViewMemo;

GalleyViewMemo *galley_view_memo_new (void);
void galley_view_memo_free (GalleyViewMemo *self);
/* A page at @path is made next, and nothing is lent any more: what is of another folder, or too much, goes. */
void galley_view_memo_begin (GalleyViewMemo *self,
                             const char     *path);

/* What was put under that key, lent until the next galley_view_memo_begin(); or NULL. */
const GalleyValue *galley_view_memo_find (GalleyViewMemo *self,
                                          const char     *key,
                                          gsize           length);
/* @value: lent by galley_view_memo_get_arena(), not changed any more. @key is copied. */
void galley_view_memo_put (GalleyViewMemo    *self,
                           const char        *key,
                           gsize              length,
                           const GalleyValue *value);
GalleyArena *galley_view_memo_get_arena (GalleyViewMemo *self);

G_END_DECLS
