/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-settlement-text.h"

#include "core/base/galley-json.h"
#include "core/wire/galley-body.h"

#include <string.h>

/* Both sides of a whole body, and a third that was written. */
#define MAX_TEXT (4 * GALLEY_BODY_MAX_BYTES)

static const char *const names[] = { "", "mine", "theirs", "both", "edited" }; /* by GalleyDecision */

static void
append_member (GString    *out,
               const char *name,
               const char *value)
{
  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  galley_json_append_string (out, name);
  g_string_append_c (out, ':');
  galley_json_append_string (out, value);
}

char *
galley_settlement_write (GalleySettlement *self)
{
  g_autoptr (GString) out = NULL;

  g_return_val_if_fail (GALLEY_IS_SETTLEMENT (self), NULL);

  if (galley_settlement_get_n_decided (self) == 0)
    return NULL;
  out = g_string_new ("[");
  for (guint i = 0; i < galley_settlement_get_n_conflicts (self); i++)
    {
      const GalleyConflict *conflict = galley_settlement_get_conflict (self, i);
      GalleyDecision decision = galley_settlement_get_decision (self, i);

      if (decision == GALLEY_DECISION_NONE)
        continue;
      g_string_append (out, out->len > 1 ? ",{" : "{");
      append_member (out, "decision", names[decision]);
      if (decision == GALLEY_DECISION_EDITED)
        {
          g_autoptr (GPtrArray) blocks = galley_settlement_dup_draft (self, i);
          g_autofree char *body = galley_body_write (blocks);

          append_member (out, "edited", body);
        }
      append_member (out, "mine", conflict->mine);
      append_member (out, "name", conflict->name);
      append_member (out, "theirs", conflict->theirs);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
is_of (JsonObject           *object,
       const GalleyConflict *conflict)
{
  return g_strcmp0 (galley_json_get_string (object, "name"), conflict->name) == 0
         && g_strcmp0 (galley_json_get_string (object, "mine"), conflict->mine) == 0
         && g_strcmp0 (galley_json_get_string (object, "theirs"), conflict->theirs) == 0;
}

static void
read_decision (GalleySettlement *self,
               guint             index,
               JsonObject       *object)
{
  const char *name = galley_json_get_string (object, "decision");
  const char *body = galley_json_get_string (object, "edited");

  if (g_strcmp0 (name, names[GALLEY_DECISION_EDITED]) == 0)
    {
      g_autoptr (GPtrArray) blocks = body != NULL ? galley_body_read (body, strlen (body), NULL) : NULL;

      if (blocks != NULL && galley_settlement_may_edit (self, index))
        galley_settlement_edit (self, index, blocks);
      return;
    }
  for (guint decision = GALLEY_DECISION_MINE; decision <= GALLEY_DECISION_BOTH; decision++)
    if (g_strcmp0 (name, names[decision]) == 0
        && (decision != GALLEY_DECISION_BOTH || galley_settlement_may_take_both (self, index)))
      galley_settlement_decide (self, index, decision);
}

void
galley_settlement_read (GalleySettlement *self,
                        const char       *text)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  g_return_if_fail (GALLEY_IS_SETTLEMENT (self) && text != NULL);

  node = galley_json_parse (text, strlen (text), MAX_TEXT, NULL);
  if (node == NULL || !JSON_NODE_HOLDS_ARRAY (node))
    return;
  array = json_node_get_array (node);
  for (guint i = 0; i < galley_settlement_get_n_conflicts (self); i++)
    for (guint j = 0; j < json_array_get_length (array); j++)
      {
        JsonObject *object = galley_json_array_get_object (array, j);

        if (object != NULL && galley_settlement_get_decision (self, i) == GALLEY_DECISION_NONE
            && is_of (object, galley_settlement_get_conflict (self, i)))
          read_decision (self, i, object);
      }
}
