/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-merge-run-private.h"

/* Of each character: 0, 1, or MANY. */
#define N_CHARACTERS 0x110000
#define MANY 2

static void
run_clear (gpointer data)
{
  GalleyMergeRun *self = data;

  g_clear_pointer (&self->base, g_ptr_array_unref);
  g_clear_pointer (&self->mine, g_ptr_array_unref);
  g_clear_pointer (&self->theirs, g_ptr_array_unref);
  g_clear_pointer (&self->merged, g_ptr_array_unref);
}

GArray *
galley_merge_runs_new (void)
{
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (GalleyMergeRun));

  g_array_set_clear_func (runs, run_clear);
  return runs;
}

/* Whether any character but blanks came to be there many times. */
static gboolean
count_characters (GPtrArray *blocks,
                  guint8    *counts)
{
  gboolean has_many = FALSE;

  for (guint i = 0; i < blocks->len; i++)
    for (const char *p = galley_block_get_text (blocks->pdata[i]); *p != '\0'; p = g_utf8_next_char (p))
      {
        gunichar character = g_utf8_get_char (p);

        if (counts[character] == MANY || g_unichar_isspace (character))
          continue;
        counts[character]++;
        has_many = has_many || counts[character] == MANY;
      }
  return has_many;
}

static gboolean
holds_any (GPtrArray    *blocks,
           const guint8 *is_doubled)
{
  for (guint i = 0; i < blocks->len; i++)
    for (const char *p = galley_block_get_text (blocks->pdata[i]); *p != '\0'; p = g_utf8_next_char (p))
      if (is_doubled[g_utf8_get_char (p)])
        return TRUE;
  return FALSE;
}

/* Of @counts those stay that are there many times and stand once in all three. */
static gboolean
keep_single (guint8    *counts,
             GPtrArray *sides[3])
{
  guint8 *in_side[3];
  gboolean has_any = FALSE;

  for (guint i = 0; i < 3; i++)
    {
      in_side[i] = g_malloc0 (N_CHARACTERS);
      count_characters (sides[i], in_side[i]);
    }
  for (guint i = 0; i < N_CHARACTERS; i++)
    {
      counts[i] = counts[i] == MANY && in_side[0][i] == 1 && in_side[1][i] == 1 && in_side[2][i] == 1;
      has_any = has_any || counts[i];
    }
  for (guint i = 0; i < 3; i++)
    g_free (in_side[i]);
  return has_any;
}

void
galley_merge_runs_dispute_doubled (GArray    *runs,
                                   GPtrArray *base,
                                   GPtrArray *mine,
                                   GPtrArray *theirs)
{
  g_autofree guint8 *counts = g_malloc0 (N_CHARACTERS);
  gboolean has_many = FALSE;

  for (guint i = 0; i < runs->len; i++)
    {
      const GalleyMergeRun *run = &g_array_index (runs, GalleyMergeRun, i);

      if (run->merged != NULL)
        has_many |= count_characters (run->merged, counts);
    }
  if (!has_many || !keep_single (counts, (GPtrArray *[]) { base, mine, theirs }))
    return;
  for (guint i = 0; i < runs->len; i++)
    {
      GalleyMergeRun *run = &g_array_index (runs, GalleyMergeRun, i);

      if (run->merged != NULL && holds_any (run->merged, counts))
        g_clear_pointer (&run->merged, g_ptr_array_unref);
    }
}
