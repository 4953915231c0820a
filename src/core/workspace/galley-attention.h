/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What calls for a person: articles that came back, that wait for this user, that are in conflict. What is new about it
 * is the difference of two such lists, before and after a pull. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_ATTENTION_RETURNED, /* to me, who wrote it */
  GALLEY_ATTENTION_WAITING,  /* for my review */
  GALLEY_ATTENTION_CONFLICT,
} GalleyAttentionKind;
#define GALLEY_N_ATTENTION_KINDS (GALLEY_ATTENTION_CONFLICT + 1)

typedef struct
{
  GalleyAttentionKind kind;
  char *article; /* its id */
  char *headline;
} GalleyAttention;

GalleyAttention *galley_attention_new (GalleyAttentionKind kind,
                                       const char         *article,
                                       const char         *headline);
void galley_attention_free (GalleyAttention *self);
/* Arrays of them, free function set. */
GPtrArray *galley_attentions_new (void);

/* Those in @after that are not in @before, in their order: the same article for another reason counts as new.
 * (transfer full) (element-type GalleyAttention) */
GPtrArray *galley_attentions_compare (GPtrArray *before,
                                      GPtrArray *after);

G_END_DECLS
