/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-settlement.h"

#include "core/model/galley-resolution.h"

typedef struct
{
  GalleyConflict *conflict;
  GalleyDecision decision;
  GPtrArray *edited; /* NULL: never was */
} Item;

struct _GalleySettlement
{
  GObject parent_instance;

  GPtrArray *items; /* (element-type Item) */
};

G_DEFINE_FINAL_TYPE (GalleySettlement, galley_settlement, G_TYPE_OBJECT)

enum
{
  DECIDED,
  CONFLICTS_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static Item *
item_new (const GalleyConflict *conflict)
{
  Item *item = g_new0 (Item, 1);

  item->conflict = galley_conflict_copy (conflict);
  return item;
}

static void
item_free (gpointer data)
{
  Item *item = data;

  galley_conflict_free (item->conflict);
  g_clear_pointer (&item->edited, g_ptr_array_unref);
  g_free (item);
}

static Item *
get_item (GalleySettlement *self,
          guint             index)
{
  g_assert (index < self->items->len);

  return self->items->pdata[index];
}

static void
galley_settlement_finalize (GObject *object)
{
  g_ptr_array_unref (GALLEY_SETTLEMENT (object)->items);

  G_OBJECT_CLASS (galley_settlement_parent_class)->finalize (object);
}

static void
galley_settlement_class_init (GalleySettlementClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = galley_settlement_finalize;

  signals[DECIDED] = g_signal_new ("decided", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[CONFLICTS_CHANGED] = g_signal_new ("conflicts-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                             NULL, NULL, G_TYPE_NONE, 0);
}

static void
galley_settlement_init (GalleySettlement *self)
{
  self->items = g_ptr_array_new_with_free_func (item_free);
}

GalleySettlement *
galley_settlement_new (void)
{
  return g_object_new (GALLEY_TYPE_SETTLEMENT, NULL);
}

/* --- which ------------------------------------------------------------------------------------------------------- */

static gboolean
are_same_blocks (GPtrArray *a,
                 GPtrArray *b)
{
  return a == b || (a != NULL && b != NULL && galley_blocks_equal (a, b));
}

/* The question is the same, wherever in the text it stands now. */
static gboolean
is_same (const GalleyConflict *a,
         const GalleyConflict *b)
{
  return g_str_equal (a->name, b->name) && g_str_equal (a->mine, b->mine) && g_str_equal (a->theirs, b->theirs)
         && are_same_blocks (a->mine_blocks, b->mine_blocks) && are_same_blocks (a->theirs_blocks, b->theirs_blocks);
}

static gboolean
find (GalleySettlement     *self,
      const GalleyConflict *conflict,
      guint                *index)
{
  for (guint i = 0; i < self->items->len; i++)
    if (is_same (get_item (self, i)->conflict, conflict))
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

static gboolean
are_all_same (GalleySettlement *self,
              GPtrArray        *conflicts)
{
  guint n_conflicts = conflicts != NULL ? conflicts->len : 0;

  if (n_conflicts != self->items->len)
    return FALSE;
  for (guint i = 0; i < n_conflicts; i++)
    if (!is_same (get_item (self, i)->conflict, conflicts->pdata[i])
        || get_item (self, i)->conflict->block != ((GalleyConflict *) conflicts->pdata[i])->block)
      return FALSE;
  return TRUE;
}

void
galley_settlement_set_conflicts (GalleySettlement *self,
                                 GPtrArray        *conflicts)
{
  g_autoptr (GPtrArray) old = NULL;

  g_return_if_fail (GALLEY_IS_SETTLEMENT (self));

  if (are_all_same (self, conflicts))
    return;
  old = self->items;
  self->items = g_ptr_array_new_with_free_func (item_free);
  for (guint i = 0; conflicts != NULL && i < conflicts->len; i++)
    {
      Item *item = item_new (conflicts->pdata[i]);

      for (guint j = 0; j < old->len; j++)
        {
          Item *before = old->pdata[j];

          if (!is_same (before->conflict, item->conflict))
            continue;
          item->decision = before->decision;
          item->edited = before->edited != NULL ? g_ptr_array_ref (before->edited) : NULL;
        }
      g_ptr_array_add (self->items, item);
    }
  g_signal_emit (self, signals[CONFLICTS_CHANGED], 0);
}

guint
galley_settlement_get_n_conflicts (GalleySettlement *self)
{
  g_return_val_if_fail (GALLEY_IS_SETTLEMENT (self), 0);

  return self->items->len;
}

const GalleyConflict *
galley_settlement_get_conflict (GalleySettlement *self,
                                guint             index)
{
  g_return_val_if_fail (GALLEY_IS_SETTLEMENT (self) && index < self->items->len, NULL);

  return get_item (self, index)->conflict;
}

/* GALLEY_N_FIELDS: it is none. */
static guint
find_field (const GalleyConflict *conflict)
{
  for (guint i = 0; i < GALLEY_N_FIELDS; i++)
    if (g_str_equal (conflict->name, galley_field_get_name (i)))
      return i;
  return GALLEY_N_FIELDS;
}

static gboolean
is_text (guint field)
{
  switch (field)
    {
    case GALLEY_FIELD_KICKER:
    case GALLEY_FIELD_HEADLINE:
    case GALLEY_FIELD_SUBTITLE:
    case GALLEY_FIELD_SHORT_HEADLINE:
    case GALLEY_FIELD_SUMMARY:
    case GALLEY_FIELD_SOURCE:
    case GALLEY_FIELD_SOURCE_URI:
    case GALLEY_FIELD_EDITOR:
    case GALLEY_FIELD_ORIGINAL_HEADLINE:
    case GALLEY_FIELD_ORIGINAL_AUTHOR:
    case GALLEY_FIELD_ORIGINAL_URI:
    case GALLEY_FIELD_LINK:
      return TRUE;
    default: /* one of a few, a date, a picture, or what a newer Galley knows */
      return FALSE;
    }
}

gboolean
galley_settlement_may_take_both (GalleySettlement *self,
                                 guint             index)
{
  const GalleyConflict *conflict = galley_settlement_get_conflict (self, index);

  return conflict != NULL && conflict->mine_blocks != NULL && conflict->mine_blocks->len > 0
         && conflict->theirs_blocks->len > 0;
}

gboolean
galley_settlement_may_edit (GalleySettlement *self,
                            guint             index)
{
  const GalleyConflict *conflict = galley_settlement_get_conflict (self, index);

  return conflict != NULL && (conflict->mine_blocks != NULL || is_text (find_field (conflict)));
}

/* --- what was decided -------------------------------------------------------------------------------------------- */

guint
galley_settlement_get_n_decided (GalleySettlement *self)
{
  guint n_decided = 0;

  g_return_val_if_fail (GALLEY_IS_SETTLEMENT (self), 0);

  for (guint i = 0; i < self->items->len; i++)
    if (get_item (self, i)->decision != GALLEY_DECISION_NONE)
      n_decided++;
  return n_decided;
}

GalleyDecision
galley_settlement_get_decision (GalleySettlement *self,
                                guint             index)
{
  g_return_val_if_fail (GALLEY_IS_SETTLEMENT (self) && index < self->items->len, GALLEY_DECISION_NONE);

  return get_item (self, index)->decision;
}

void
galley_settlement_decide (GalleySettlement *self,
                          guint             index,
                          GalleyDecision    decision)
{
  g_return_if_fail (GALLEY_IS_SETTLEMENT (self) && index < self->items->len);
  g_return_if_fail (decision != GALLEY_DECISION_EDITED);
  g_return_if_fail (decision != GALLEY_DECISION_BOTH || galley_settlement_may_take_both (self, index));

  if (get_item (self, index)->decision == decision)
    return;
  get_item (self, index)->decision = decision;
  g_signal_emit (self, signals[DECIDED], 0, index);
}

void
galley_settlement_decide_all (GalleySettlement *self,
                              GalleyDecision    decision)
{
  g_return_if_fail (GALLEY_IS_SETTLEMENT (self));

  for (guint i = 0; i < self->items->len; i++)
    galley_settlement_decide (self, i, decision);
}

static GPtrArray *
make_paragraph (const char *text)
{
  GPtrArray *blocks = galley_blocks_new ();

  g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, text, NULL, 0));
  return blocks;
}

static GPtrArray *
dup_side (const Item *item,
          gboolean    is_theirs)
{
  const GalleyConflict *conflict = item->conflict;
  GPtrArray *blocks = is_theirs ? conflict->theirs_blocks : conflict->mine_blocks;

  return blocks != NULL ? galley_blocks_copy (blocks) : make_paragraph (is_theirs ? conflict->theirs : conflict->mine);
}

/* Neither side, but a person's words. */
static gboolean
is_own (const Item *item)
{
  g_autoptr (GPtrArray) mine = dup_side (item, FALSE);
  g_autoptr (GPtrArray) theirs = dup_side (item, TRUE);

  return !galley_blocks_equal (item->edited, mine) && !galley_blocks_equal (item->edited, theirs);
}

GPtrArray *
galley_settlement_dup_draft (GalleySettlement *self,
                             guint             index)
{
  g_autoptr (GPtrArray) blocks = NULL;
  const Item *item;

  g_return_val_if_fail (GALLEY_IS_SETTLEMENT (self) && index < self->items->len, NULL);

  item = get_item (self, index);
  if (item->edited != NULL && (item->decision == GALLEY_DECISION_EDITED || is_own (item)))
    return galley_blocks_copy (item->edited);
  blocks = dup_side (item, item->decision == GALLEY_DECISION_THEIRS);
  if (item->decision == GALLEY_DECISION_BOTH)
    g_ptr_array_extend_and_steal (blocks, dup_side (item, TRUE));
  return blocks->len > 0 ? g_steal_pointer (&blocks) : make_paragraph ("");
}

static gboolean
is_nothing (GPtrArray *blocks)
{
  return blocks->len == 0
         || (blocks->len == 1 && galley_block_get_kind (blocks->pdata[0]) == GALLEY_BLOCK_PARAGRAPH
             && galley_block_get_n_bytes (blocks->pdata[0]) == 0);
}

void
galley_settlement_edit (GalleySettlement *self,
                        guint             index,
                        GPtrArray        *blocks)
{
  GPtrArray *edited;
  Item *item;

  g_return_if_fail (GALLEY_IS_SETTLEMENT (self) && index < self->items->len);
  g_return_if_fail (blocks != NULL && galley_settlement_may_edit (self, index));

  item = get_item (self, index);
  edited = blocks->len > 0 ? galley_blocks_copy (blocks) : make_paragraph ("");
  g_clear_pointer (&item->edited, g_ptr_array_unref);
  item->edited = edited;
  item->decision = GALLEY_DECISION_EDITED;
  g_signal_emit (self, signals[DECIDED], 0, index);
}

/* --- what comes of it -------------------------------------------------------------------------------------------- */

gboolean
galley_settlement_covers (GalleySettlement *self,
                          GPtrArray        *conflicts)
{
  guint index;

  g_return_val_if_fail (GALLEY_IS_SETTLEMENT (self) && conflicts != NULL, FALSE);

  for (guint i = 0; i < conflicts->len; i++)
    if (!find (self, conflicts->pdata[i], &index) || get_item (self, index)->decision == GALLEY_DECISION_NONE)
      return FALSE;
  return TRUE;
}

static GalleyChoice
get_choice (const Item *item)
{
  switch (item->decision)
    {
    case GALLEY_DECISION_THEIRS:
    case GALLEY_DECISION_EDITED: /* takes the place of theirs */
      return GALLEY_CHOICE_THEIRS;
    case GALLEY_DECISION_BOTH:
      return GALLEY_CHOICE_BOTH;
    case GALLEY_DECISION_NONE:
    case GALLEY_DECISION_MINE:
    default:
      return GALLEY_CHOICE_MINE;
    }
}

static GalleyConflict *
make_edited (const Item *item)
{
  const GalleyConflict *conflict = item->conflict;
  g_autoptr (GPtrArray) blocks = is_nothing (item->edited) ? galley_blocks_new () : g_ptr_array_ref (item->edited);

  return galley_conflict_new_of_blocks (conflict->block, conflict->base_blocks, conflict->mine_blocks, blocks);
}

GalleyRevision *
galley_settlement_resolve (GalleySettlement *self,
                           GalleyRevision   *mine,
                           GalleyRevision   *theirs)
{
  g_autoptr (GPtrArray) conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_conflict_free);
  g_autoptr (GPtrArray) cleaned = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GalleyRevision) wanted = NULL;
  g_autofree GalleyChoice *choices = NULL;
  GalleyContent content;

  g_return_val_if_fail (GALLEY_IS_SETTLEMENT (self) && mine != NULL && theirs != NULL, NULL);

  content = galley_revision_get_content (theirs);
  choices = g_new (GalleyChoice, self->items->len + 1);
  for (guint i = 0; i < self->items->len; i++)
    {
      const Item *item = get_item (self, i);
      gboolean is_edited = item->decision == GALLEY_DECISION_EDITED;
      guint field = find_field (item->conflict);

      choices[i] = get_choice (item);
      if (is_edited && field < GALLEY_N_FIELDS)
        {
          char *text = galley_field_clean (field, galley_block_get_text (item->edited->pdata[0]));

          g_ptr_array_add (cleaned, text);
          content.fields[field] = text;
        }
      g_ptr_array_add (conflicts, is_edited && field == GALLEY_N_FIELDS ? make_edited (item)
                                                                        : galley_conflict_copy (item->conflict));
    }
  wanted = galley_revision_new (galley_revision_get_id (theirs), &content,
                                (GalleyState *) galley_revision_get_state (theirs));
  return galley_resolution_new (mine, wanted, conflicts, choices);
}
