/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first bytes are kept, and of what comes as much as one thing that a file may hold can reach back. */
#include "core/model/galley-media-sniffer.h"

#include "core/model/galley-media-type-private.h"

#include <string.h>

#define HEAD_BYTES 16  /* more than any head ends at */
#define TAIL_BYTES 128 /* more than anything that is held is long */
#define MAX_KINDS 64

struct _GalleyMediaSniffer
{
  char head[HEAD_BYTES];
  char tail[TAIL_BYTES];
  gsize head_length, tail_length;
  guint64 length;
  gboolean holds[MAX_KINDS]; /* what the kind is to hold was seen */
};

GalleyMediaSniffer *
galley_media_sniffer_new (void)
{
  g_assert (galley_n_media_kinds <= MAX_KINDS);
  return g_new0 (GalleyMediaSniffer, 1);
}

void
galley_media_sniffer_free (GalleyMediaSniffer *self)
{
  g_free (self);
}

static gboolean
has_head (const GalleyMediaSniffer *self,
          const GalleyMediaKind    *kind)
{
  gsize behind = kind->place + kind->head_length;

  g_assert (behind <= HEAD_BYTES);
  return self->length > behind && memcmp (self->head + kind->place, kind->head, kind->head_length) == 0;
}

/* Whether it stands in @data, or across the border between what came before and that. */
static gboolean
holds (const GalleyMediaSniffer *self,
       const GalleyMediaKind    *kind,
       const char               *data,
       gsize                     length)
{
  char border[2 * TAIL_BYTES];
  gsize behind = MIN (length, TAIL_BYTES);

  g_assert (kind->held_length <= TAIL_BYTES);
  if (memmem (data, length, kind->held, kind->held_length) != NULL)
    return TRUE;
  memcpy (border, self->tail, self->tail_length);
  memcpy (border + self->tail_length, data, behind);
  return memmem (border, self->tail_length + behind, kind->held, kind->held_length) != NULL;
}

static void
keep_tail (GalleyMediaSniffer *self,
           const char         *data,
           gsize               length)
{
  gsize taken = MIN (length, TAIL_BYTES);
  gsize kept = MIN (self->tail_length, TAIL_BYTES - taken);

  memmove (self->tail, self->tail + self->tail_length - kept, kept);
  memcpy (self->tail + kept, data + length - taken, taken);
  self->tail_length = kept + taken;
}

void
galley_media_sniffer_feed (GalleyMediaSniffer *self,
                           gconstpointer       data,
                           gsize               length)
{
  gsize taken;

  g_return_if_fail (self != NULL);
  g_return_if_fail (data != NULL || length == 0);

  if (length == 0)
    return;
  taken = MIN (length, HEAD_BYTES - self->head_length);
  memcpy (self->head + self->head_length, data, taken);
  self->head_length += taken;
  self->length += length;
  for (guint i = 0; i < galley_n_media_kinds; i++)
    {
      const GalleyMediaKind *kind = &galley_media_kinds[i];

      /* What comes in the first pieces may be held before the head is whole: that is looked at, too. */
      if (kind->held != NULL && !self->holds[i] && (self->head_length < HEAD_BYTES || has_head (self, kind)))
        self->holds[i] = holds (self, kind, data, length);
    }
  keep_tail (self, data, length);
}

const char *
galley_media_sniffer_get_type (GalleyMediaSniffer *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < galley_n_media_kinds; i++)
    if (has_head (self, &galley_media_kinds[i]) && (galley_media_kinds[i].held == NULL || self->holds[i]))
      return galley_media_kinds[i].type;
  return NULL;
}
