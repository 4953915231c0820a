/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The conflicts of a merge, written down until a person resolves them. */
#include "core/store/galley-store-conflict.h"

#include "core/base/galley-error.h"
#include "core/base/galley-json.h"
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

GPtrArray *
galley_store_conflicts_read (const char *text,
                             GError    **error)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  JsonArray *array;

  /* Three sides of a body each. */
  node = galley_json_parse (text, strlen (text), 4 * GALLEY_WIRE_MAX_BYTES, error);
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
      g_ptr_array_add (conflicts, conflict);
    }
  return g_steal_pointer (&conflicts);
}

static GalleyConflict *
copy_conflict (const GalleyConflict *other)
{
  GalleyConflict *conflict = g_new0 (GalleyConflict, 1);

  conflict->name = g_strdup (other->name);
  conflict->block = other->block;
  conflict->base = g_strdup (other->base);
  conflict->mine = g_strdup (other->mine);
  conflict->theirs = g_strdup (other->theirs);
  return conflict;
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
    g_ptr_array_add (joined, copy_conflict (g_ptr_array_index (newer, i)));
  for (guint i = 0; older != NULL && i < older->len; i++)
    {
      const GalleyConflict *old = g_ptr_array_index (older, i);

      if (newer == NULL || !is_replaced (old, newer))
        g_ptr_array_add (joined, copy_conflict (old));
    }
  return joined;
}
