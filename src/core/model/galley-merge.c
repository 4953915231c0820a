/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields' merge, and the whole put together. Where only one side changed, that side is taken as it stands, order
 * included; so merging with the base gives the other side back to the letter. */

#include "core/model/galley-merge.h"

#include "core/base/galley-json.h"

#include <string.h>

#define MAX_EXTRA (4 * 1024 * 1024)

/* @base NULL: nothing in common. */
static const char *
merge_field (GalleyField field,
             const char *base,
             const char *mine,
             const char *theirs,
             GPtrArray  *conflicts)
{
  if (strcmp (mine, theirs) == 0 || g_strcmp0 (base, theirs) == 0)
    return mine;
  if (g_strcmp0 (base, mine) == 0)
    return theirs;
  g_ptr_array_add (conflicts, galley_conflict_new (galley_field_get_name (field), base, mine, theirs));
  return mine;
}

static char **
merge_set (const char *const *base,
           const char *const *mine,
           const char *const *theirs)
{
  if (g_strv_equal (mine, theirs) || g_strv_equal (base, theirs))
    return g_strdupv ((char **) mine);
  if (g_strv_equal (base, mine))
    return g_strdupv ((char **) theirs);

  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; mine[i] != NULL; i++)
    if (!g_strv_contains (base, mine[i]) || g_strv_contains (theirs, mine[i]))
      g_strv_builder_add (builder, mine[i]);
  for (guint i = 0; theirs[i] != NULL; i++)
    if (!g_strv_contains (base, theirs[i]) && !g_strv_contains (mine, theirs[i]))
      g_strv_builder_add (builder, theirs[i]);
  return g_strv_builder_end (builder);
}

static gboolean
bylines_contain (GPtrArray          *bylines,
                 const GalleyByline *wanted)
{
  for (guint i = 0; i < bylines->len; i++)
    {
      const GalleyByline *byline = bylines->pdata[i];
      if (strcmp (byline->name, wanted->name) == 0 && strcmp (byline->organisation, wanted->organisation) == 0
          && strcmp (byline->role, wanted->role) == 0)
        return TRUE;
    }
  return FALSE;
}

static GPtrArray *
merge_bylines (GPtrArray *base,
               GPtrArray *mine,
               GPtrArray *theirs)
{
  if (galley_bylines_equal (mine, theirs) || galley_bylines_equal (base, theirs))
    return galley_bylines_copy (mine);
  if (galley_bylines_equal (base, mine))
    return galley_bylines_copy (theirs);

  GPtrArray *merged = galley_bylines_new ();
  for (guint i = 0; i < mine->len + theirs->len; i++)
    {
      gboolean is_mine = i < mine->len;
      const GalleyByline *byline = is_mine ? mine->pdata[i] : theirs->pdata[i - mine->len];
      gboolean was_there = bylines_contain (base, byline);
      if (is_mine ? !was_there || bylines_contain (theirs, byline) : !was_there && !bylines_contain (mine, byline))
        g_ptr_array_add (merged, galley_byline_new (byline->name, byline->organisation, byline->role));
    }
  return merged;
}

static JsonObject *
open_extra (const char *extra)
{
  JsonObject *object = extra != NULL ? galley_json_parse_object (extra, strlen (extra), MAX_EXTRA, NULL) : NULL;
  /* What is no object came past wire; it has no members to merge. */
  return object != NULL ? object : json_object_new ();
}

static char *
dup_member (JsonObject *object,
            const char *name)
{
  JsonNode *node = json_object_get_member (object, name);
  return node != NULL ? galley_json_write (node) : NULL;
}

static void
merge_member (JsonObject *base,
              JsonObject *mine,
              JsonObject *theirs,
              const char *name,
              JsonObject *out,
              GPtrArray  *conflicts)
{
  g_autofree char *base_text = dup_member (base, name);
  g_autofree char *mine_text = dup_member (mine, name);
  g_autofree char *theirs_text = dup_member (theirs, name);
  JsonObject *chosen = mine;

  if (g_strcmp0 (mine_text, theirs_text) != 0 && g_strcmp0 (base_text, theirs_text) != 0)
    {
      if (g_strcmp0 (base_text, mine_text) == 0)
        chosen = theirs;
      else
        g_ptr_array_add (conflicts, galley_conflict_new ("extra", base_text, mine_text, theirs_text));
    }
  if (json_object_has_member (chosen, name))
    json_object_set_member (out, name, json_node_copy (json_object_get_member (chosen, name)));
}

/* Members that only a newer Galley knows, one by one. */
static char *
merge_extra (const char *base,
             const char *mine,
             const char *theirs,
             GPtrArray  *conflicts)
{
  if (g_strcmp0 (mine, theirs) == 0 || g_strcmp0 (base, theirs) == 0)
    return g_strdup (mine);
  if (g_strcmp0 (base, mine) == 0)
    return g_strdup (theirs);

  g_autoptr (JsonObject) a = open_extra (base);
  g_autoptr (JsonObject) b = open_extra (mine);
  g_autoptr (JsonObject) c = open_extra (theirs);
  g_autoptr (JsonObject) out = json_object_new ();
  g_autoptr (GList) mine_names = json_object_get_members (b);
  g_autoptr (GList) theirs_names = json_object_get_members (c);
  for (GList *link = mine_names; link != NULL; link = link->next)
    merge_member (a, b, c, link->data, out, conflicts);
  for (GList *link = theirs_names; link != NULL; link = link->next)
    if (!json_object_has_member (b, link->data))
      merge_member (a, b, c, link->data, out, conflicts);
  return galley_json_write_object (out);
}

GalleyRevision *
galley_merge (GalleyRevision *base,
              GalleyRevision *mine,
              GalleyRevision *theirs,
              GPtrArray     **conflicts)
{
  g_return_val_if_fail (mine != NULL && theirs != NULL, NULL);

  static const char *const no_values[] = { NULL };
  g_autoptr (GPtrArray) found = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_conflict_free);
  g_autoptr (GPtrArray) no_bylines = galley_bylines_new ();
  GalleyContent before = { 0 }, a = galley_revision_get_content (mine), b = galley_revision_get_content (theirs);
  GalleyContent merged = { 0 };
  char **sets[GALLEY_N_SETS];
  GalleyState *state = (GalleyState *) galley_revision_get_state (theirs);

  if (base != NULL)
    before = galley_revision_get_content (base);
  for (guint i = 0; i < GALLEY_N_FIELDS; i++)
    merged.fields[i] = merge_field (i, before.fields[i], a.fields[i], b.fields[i], found);
  for (guint i = 0; i < GALLEY_N_SETS; i++)
    {
      sets[i] = merge_set (base != NULL ? before.sets[i] : no_values, a.sets[i], b.sets[i]);
      merged.sets[i] = (const char *const *) sets[i];
    }
  g_autoptr (GPtrArray) bylines = merge_bylines (base != NULL ? before.bylines : no_bylines, a.bylines, b.bylines);
  g_autofree char *extra = merge_extra (before.extra, a.extra, b.extra, found);
  g_autoptr (GPtrArray) in_body = NULL;
  g_autoptr (GPtrArray) blocks = galley_merge_blocks (before.blocks, a.blocks, b.blocks, &in_body);
  g_ptr_array_extend_and_steal (found, g_steal_pointer (&in_body));
  merged.bylines = bylines;
  merged.blocks = blocks;
  merged.extra = extra;

  /* One side as it is keeps its content hash. */
  GalleyRevision *result = galley_revision_new (galley_revision_get_id (mine), &merged, state);
  GalleyRevision *same = galley_revision_has_same_content (result, theirs) ? theirs
                         : galley_revision_has_same_content (result, mine) ? mine
                                                                           : NULL;
  if (same != NULL && strcmp (galley_revision_get_id (same), galley_revision_get_id (mine)) == 0)
    {
      galley_revision_unref (result);
      result = same == theirs ? galley_revision_ref (theirs) : galley_revision_with_state (mine, state);
    }
  for (guint i = 0; i < GALLEY_N_SETS; i++)
    g_strfreev (sets[i]);
  if (conflicts != NULL)
    *conflicts = g_steal_pointer (&found);
  return result;
}
