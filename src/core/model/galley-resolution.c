/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-resolution.h"

#include "core/model/galley-likeness.h"
#include "core/model/galley-list.h"

static gboolean
stands_at (GPtrArray *blocks,
           guint      place,
           GPtrArray *run)
{
  if (place + run->len > blocks->len)
    return FALSE;
  for (guint i = 0; i < run->len; i++)
    if (!galley_block_equal (blocks->pdata[place + i], run->pdata[i]))
      return FALSE;
  return TRUE;
}

/* The block that is most like one of @run. */
static gboolean
find_alike (GPtrArray *blocks,
            GPtrArray *run,
            guint     *place)
{
  guint most = 0;

  for (guint i = 0; i < run->len; i++)
    {
      GalleyProfile wanted;

      galley_profile_init (&wanted, run->pdata[i]);
      for (guint j = 0; j < blocks->len; j++)
        {
          GalleyProfile profile;
          guint likeness;

          galley_profile_init (&profile, blocks->pdata[j]);
          likeness = galley_profile_compare (&wanted, &profile);
          if (likeness > most)
            *place = j;
          most = MAX (most, likeness);
        }
    }
  return most > 0;
}

/* Where mine of the conflict stands, and in how many blocks. */
static void
find_run (GPtrArray            *blocks,
          const GalleyConflict *conflict,
          guint                *place,
          guint                *n_blocks)
{
  GPtrArray *run = conflict->mine_blocks;

  *place = MIN (conflict->block, blocks->len);
  *n_blocks = run->len;
  if (stands_at (blocks, *place, run))
    return;
  for (guint i = 0; i + run->len <= blocks->len; i++)
    if (stands_at (blocks, i, run))
      {
        *place = i;
        return;
      }
  *n_blocks = find_alike (blocks, run, place) ? 1 : 0;
}

static void
choose_blocks (GPtrArray            *blocks,
               const GalleyConflict *conflict,
               GalleyChoice          choice)
{
  guint place, n_blocks;

  find_run (blocks, conflict, &place, &n_blocks);
  if (choice == GALLEY_CHOICE_BOTH)
    place += n_blocks;
  else if (n_blocks > 0)
    g_ptr_array_remove_range (blocks, place, n_blocks);
  for (guint i = 0; i < conflict->theirs_blocks->len; i++)
    g_ptr_array_insert (blocks, place + i, galley_block_ref (conflict->theirs_blocks->pdata[i]));
}

/* (transfer full) */
static GPtrArray *
resolve_body (GalleyRevision     *mine,
              GalleyRevision     *theirs,
              GPtrArray          *conflicts,
              const GalleyChoice *choices)
{
  g_autoptr (GPtrArray) blocks = galley_blocks_copy (galley_revision_get_blocks (mine));

  /* From the last: the runs in front keep their places. */
  for (guint i = conflicts->len; i > 0; i--)
    {
      const GalleyConflict *conflict = conflicts->pdata[i - 1];

      if (!g_str_equal (conflict->name, GALLEY_CONFLICT_BODY) || choices[i - 1] == GALLEY_CHOICE_MINE)
        continue;
      if (conflict->theirs_blocks == NULL)
        return galley_blocks_copy (galley_revision_get_blocks (theirs));
      choose_blocks (blocks, conflict, choices[i - 1]);
    }
  return galley_list_settle (blocks);
}

static void
take_member (GalleyContent       *content,
             const GalleyContent *theirs,
             const char          *name)
{
  for (guint i = 0; i < GALLEY_N_FIELDS; i++)
    if (g_str_equal (name, galley_field_get_name (i)))
      content->fields[i] = theirs->fields[i];
  for (guint i = 0; i < GALLEY_N_SETS; i++)
    if (g_str_equal (name, galley_set_get_name (i)))
      content->sets[i] = theirs->sets[i];
  if (g_str_equal (name, "bylines"))
    content->bylines = theirs->bylines;
  if (g_str_equal (name, "extra"))
    content->extra = theirs->extra;
}

GalleyRevision *
galley_resolution_new (GalleyRevision     *mine,
                       GalleyRevision     *theirs,
                       GPtrArray          *conflicts,
                       const GalleyChoice *choices)
{
  g_autoptr (GPtrArray) blocks = NULL;
  GalleyContent content, their_content;

  g_return_val_if_fail (mine != NULL && theirs != NULL && conflicts != NULL && choices != NULL, NULL);

  content = galley_revision_get_content (mine);
  their_content = galley_revision_get_content (theirs);
  blocks = resolve_body (mine, theirs, conflicts, choices);
  content.blocks = blocks;
  for (guint i = 0; i < conflicts->len; i++)
    if (choices[i] == GALLEY_CHOICE_THEIRS)
      take_member (&content, &their_content, ((GalleyConflict *) conflicts->pdata[i])->name);

  return galley_revision_new (galley_revision_get_id (mine), &content,
                              (GalleyState *) galley_revision_get_state (mine));
}

GalleyRevision *
galley_resolution_take_theirs (GalleyRevision *mine,
                               GalleyRevision *theirs,
                               GPtrArray      *conflicts)
{
  g_autofree GalleyChoice *choices = NULL;

  g_return_val_if_fail (conflicts != NULL, NULL);

  choices = g_new (GalleyChoice, conflicts->len + 1);
  for (guint i = 0; i < conflicts->len; i++)
    choices[i] = GALLEY_CHOICE_THEIRS;
  return galley_resolution_new (mine, theirs, conflicts, choices);
}
