/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person has decided of each conflict of an article so far. Nothing is done by it: the article stays as it is until
 * galley_settlement_apply_async() (galley-settlement-apply.h).
 *
 * Signals: "decided" (guint index); "conflicts-changed": there are others, or none; what was decided of those that are
 * still there stays. */
#pragma once

#include "core/model/galley-conflict.h"
#include "core/model/galley-revision.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_DECISION_NONE,
  GALLEY_DECISION_MINE,
  GALLEY_DECISION_THEIRS,
  GALLEY_DECISION_BOTH,   /* mine and behind it theirs */
  GALLEY_DECISION_EDITED, /* what galley_settlement_edit() was told */
} GalleyDecision;

#define GALLEY_TYPE_SETTLEMENT (galley_settlement_get_type ())
G_DECLARE_FINAL_TYPE (GalleySettlement, galley_settlement, GALLEY, SETTLEMENT, GObject)

/* Of nothing. */
GalleySettlement *galley_settlement_new (void);

/* @conflicts: (nullable) (element-type GalleyConflict), shared. */
void galley_settlement_set_conflicts (GalleySettlement *self,
                                      GPtrArray        *conflicts);
guint galley_settlement_get_n_conflicts (GalleySettlement *self);
/* Lent until "conflicts-changed". */
const GalleyConflict *galley_settlement_get_conflict (GalleySettlement *self,
                                                      guint             index);

/* Paragraphs that both sides have can both stay; a headline is one. */
gboolean galley_settlement_may_take_both (GalleySettlement *self,
                                          guint             index);
/* Paragraphs, and fields that are a text. */
gboolean galley_settlement_may_edit (GalleySettlement *self,
                                     guint             index);

guint galley_settlement_get_n_decided (GalleySettlement *self);
GalleyDecision galley_settlement_get_decision (GalleySettlement *self,
                                               guint             index);
/* EDITED is for galley_settlement_edit(); BOTH only where that may be. NONE takes back what was decided. */
void galley_settlement_decide (GalleySettlement *self,
                               guint             index,
                               GalleyDecision    decision);
void galley_settlement_decide_all (GalleySettlement *self,
                                   GalleyDecision    decision);

/* What editing begins with: what was written here before, else what would stand, of what is not decided mine. A field is
 * one paragraph; never empty.
 * (transfer full) (element-type GalleyBlock) */
GPtrArray *galley_settlement_dup_draft (GalleySettlement *self,
                                        guint             index);
/* @blocks (element-type GalleyBlock, shared) shall stand; one empty paragraph is nothing. */
void galley_settlement_edit (GalleySettlement *self,
                             guint             index,
                             GPtrArray        *blocks);

/* Whether each of @conflicts, which may be newer, is decided here. */
gboolean galley_settlement_covers (GalleySettlement *self,
                                   GPtrArray        *conflicts);
/* @mine with all that was decided; what was not stays as it is. (transfer full) */
GalleyRevision *galley_settlement_resolve (GalleySettlement *self,
                                           GalleyRevision   *mine,
                                           GalleyRevision   *theirs);

G_END_DECLS
