/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-likeness.h"

#include <string.h>

/* Of a hundred characters, so many in common make two blocks one that was changed. */
#define ALIKE 45
/* Of a hundred bytes of the shorter one, so many at the ends of the longer one make it the same that was written on. */
#define GROWN 80

void
galley_profile_init (GalleyProfile     *self,
                     const GalleyBlock *block)
{
  g_autofree char *owned = NULL;

  memset (self, 0, sizeof *self);
  self->block = block;
  for (const char *p = galley_block_read (block, &owned); *p != '\0'; p = g_utf8_next_char (p))
    {
      self->counts[g_utf8_get_char (p) % GALLEY_LIKENESS_BINS]++;
      self->total++;
    }
}

/* Somebody wrote on: the one begins and ends as nearly all of the other. */
static gboolean
has_grown (const GalleyBlock *a,
           const GalleyBlock *b)
{
  g_autofree char *a_owned = NULL, *b_owned = NULL;
  const char *a_text = galley_block_read (a, &a_owned), *b_text = galley_block_read (b, &b_owned);
  gsize a_length = strlen (a_text), b_length = strlen (b_text);
  gsize shorter = MIN (a_length, b_length), head = 0, tail = 0;

  while (head < shorter && a_text[head] == b_text[head])
    head++;
  while (tail < shorter - head && a_text[a_length - tail - 1] == b_text[b_length - tail - 1])
    tail++;
  return shorter > 0 && (head + tail) * 100 >= shorter * GROWN;
}

guint
galley_profile_compare (const GalleyProfile *a,
                        const GalleyProfile *b)
{
  guint larger = MAX (a->total, b->total), common = 0, likeness;

  if (larger == 0)
    return 100;
  if (MIN (a->total, b->total) * 100 < larger * ALIKE)
    return has_grown (a->block, b->block) ? ALIKE : 0;
  for (guint i = 0; i < GALLEY_LIKENESS_BINS; i++)
    common += MIN (a->counts[i], b->counts[i]);
  likeness = (guint) ((guint64) common * 100 / larger);
  return likeness >= ALIKE ? likeness : 0;
}

guint
galley_profile_fill (const GalleyProfile *whole,
                     const GalleyProfile *part,
                     const GalleyProfile *piece)
{
  guint n_found = 0;

  if (piece->total == 0)
    return 0;
  for (guint i = 0; i < GALLEY_LIKENESS_BINS; i++)
    if (whole->counts[i] > part->counts[i])
      n_found += MIN (whole->counts[i] - part->counts[i], piece->counts[i]);
  return (guint) ((guint64) n_found * 100 / piece->total);
}
