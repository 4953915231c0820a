/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conflicts of a merge, written down until a person resolves them. */
#include "core/store/galley-store-conflict.h"

#include "core/base/galley-error.h"
#include "core/base/galley-json.h"
#include "core/model/galley-list.h"
#include "core/wire/galley-body.h"
#include "core/wire/galley-wire.h"

static void
append_member (GString    *out,
               const char *name,
               const char *value)
{
  if (out->str[out->len - 1] != '{')
    g_string_append_c (out, ',');
  galley_json_append_string (out, name);
  g_string_append_c (out, ':');
  galley_json_append_string (out, value != NULL ? value : "");
}

/* A run of blocks is a body of its own, in which an item may hang on nothing: then its level stands beside it. */
static void
append_blocks (GString    *out,
               const char *name,
               GPtrArray  *blocks)
{
  g_autoptr (GPtrArray) settled = galley_list_settle (blocks);
  g_autofree char *body = blocks->len > 0 ? galley_body_write (settled) : g_strdup ("");

  append_member (out, name, body);
  if (settled == blocks)
    return;
  g_string_append_printf (out, ",\"%s-levels\":[", name);
  for (guint i = 0; i < blocks->len; i++)
    g_string_append_printf (out, "%s%u", i > 0 ? "," : "", galley_block_get_level (blocks->pdata[i]));
  g_string_append_c (out, ']');
}

char *
galley_store_conflicts_write (GPtrArray *conflicts)
{
  g_autoptr (GString) out = g_string_new ("[");

  for (guint i = 0; i < conflicts->len; i++)
    {
      const GalleyConflict *conflict = g_ptr_array_index (conflicts, i);

      if (i > 0)
        g_string_append_c (out, ',');
      g_string_append_c (out, '{');
      append_member (out, "base", conflict->base);
      g_string_append_printf (out, ",\"block\":%u", conflict->block);
      append_member (out, "mine", conflict->mine);
      append_member (out, "name", conflict->name);
      append_member (out, "theirs", conflict->theirs);
      if (conflict->mine_blocks != NULL)
        {
          g_string_append (out, ",\"blocks\":{");
          append_blocks (out, "base", conflict->base_blocks);
          append_blocks (out, "mine", conflict->mine_blocks);
          append_blocks (out, "theirs", conflict->theirs_blocks);
          g_string_append_c (out, '}');
        }
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

static char *
dup_member (JsonObject *object,
            const char *name)
{
  const char *value = galley_json_get_string (object, name);

  return g_strdup (value != NULL ? value : "");
}

/* NULL: it is not there, or no body. (transfer full) (nullable) */
static GPtrArray *
read_blocks (JsonObject *object,
             const char *name)
{
  const char *body = galley_json_get_string (object, name);
  g_autofree char *levels_name = g_strconcat (name, "-levels", NULL);
  JsonArray *levels = galley_json_get_array (object, levels_name);
  g_autoptr (GPtrArray) blocks = NULL;

  if (body == NULL)
    return NULL;
  if (*body == '\0')
    return galley_blocks_new ();
  blocks = galley_body_read (body, strlen (body), NULL);
  if (blocks == NULL || levels == NULL || json_array_get_length (levels) != blocks->len)
    return g_steal_pointer (&blocks);
  for (guint i = 0; i < blocks->len; i++)
    {
      JsonNode *level = json_array_get_element (levels, i);
      GalleyBlock *block = blocks->pdata[i];

      if (!JSON_NODE_HOLDS_VALUE (level) || json_node_get_value_type (level) != G_TYPE_INT64)
        continue;
      blocks->pdata[i] = galley_block_with_level (block, (guint) CLAMP (json_node_get_int (level), 0, GALLEY_MAX_LEVEL));
      galley_block_unref (block);
    }
  return g_steal_pointer (&blocks);
}

/* All three sides or none: where one cannot be read its text still can. */
static void
read_sides (GalleyConflict *conflict,
            JsonObject     *object)
{
  conflict->base_blocks = read_blocks (object, "base");
  conflict->mine_blocks = read_blocks (object, "mine");
  conflict->theirs_blocks = read_blocks (object, "theirs");
  if (conflict->base_blocks != NULL && conflict->mine_blocks != NULL && conflict->theirs_blocks != NULL)
    return;
  g_clear_pointer (&conflict->base_blocks, g_ptr_array_unref);
  g_clear_pointer (&conflict->mine_blocks, g_ptr_array_unref);
  g_clear_pointer (&conflict->theirs_blocks, g_ptr_array_unref);
}

GPtrArray *
galley_store_conflicts_read (const char *text,
                             GError    **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  JsonArray *array;

  /* Three sides of a body each, as text and as blocks. */
  node = galley_json_parse (text, strlen (text), 8 * GALLEY_WIRE_MAX_BYTES, error);
  if (node == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "conflicts are no array");
      return NULL;
    }

  array = json_node_get_array (node);
  conflicts = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_conflict_free);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = galley_json_array_get_object (array, i);
      GalleyConflict *conflict;

      if (object == NULL)
        continue;
      conflict = g_new0 (GalleyConflict, 1);
      conflict->name = dup_member (object, "name");
      conflict->block = (guint) galley_json_get_integer (object, "block");
      conflict->base = dup_member (object, "base");
      conflict->mine = dup_member (object, "mine");
      conflict->theirs = dup_member (object, "theirs");
      if (galley_json_get_object (object, "blocks") != NULL)
        read_sides (conflict, galley_json_get_object (object, "blocks"));
      g_ptr_array_add (conflicts, conflict);
    }
  return g_steal_pointer (&conflicts);
}

/* A field has one conflict, the newest. Runs of the body are told apart by what they say. */
static gboolean
is_replaced (const GalleyConflict *old,
             GPtrArray            *newer)
{
  for (guint i = 0; i < newer->len; i++)
    {
      const GalleyConflict *conflict = g_ptr_array_index (newer, i);

      if (!g_str_equal (conflict->name, old->name))
        continue;
      if (!g_str_equal (old->name, "body") || g_strcmp0 (conflict->mine, old->mine) == 0 ||
          g_strcmp0 (conflict->theirs, old->theirs) == 0)
        return TRUE;
    }
  return FALSE;
}

GPtrArray *
galley_store_conflicts_join (GPtrArray *newer,
                             GPtrArray *older)
{
  GPtrArray *joined = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_conflict_free);

  for (guint i = 0; newer != NULL && i < newer->len; i++)
    g_ptr_array_add (joined, galley_conflict_copy (g_ptr_array_index (newer, i)));
  for (guint i = 0; older != NULL && i < older->len; i++)
    {
      const GalleyConflict *old = g_ptr_array_index (older, i);

      if (newer == NULL || !is_replaced (old, newer))
        g_ptr_array_add (joined, galley_conflict_copy (old));
    }
  return joined;
}
