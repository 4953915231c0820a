/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in one slot of the home page, in the order in which readers see it. Canonical JSON, on the disk and on the
 * wire:
 *
 *   {"placements": [{"article": "0192…", "headline": "…", "until": 1795392000000000}, …]}
 *
 * headline and until may be missing. No article stands there twice. Immutable and counted: what changes it makes another
 * one. Equal placements have equal texts. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* In one slot, those included that wait behind what its site shows. */
#define GALLEY_PLACEMENTS_MAX 50
/* Bytes of a headline of its own. */
#define GALLEY_PLACEMENT_MAX_HEADLINE 600
/* Bytes of the text. */
#define GALLEY_PLACEMENTS_MAX_BYTES (64 * 1024)

typedef struct
{
  const char *article;
  const char *headline; /* for this slot; "": the article's own */
  gint64 until;         /* real time at which it goes; 0: nobody has said */
} GalleyPlacement;

typedef struct _GalleyPlacements GalleyPlacements;

GalleyPlacements *galley_placements_new (void);
GalleyPlacements *galley_placements_ref (GalleyPlacements *self);
void galley_placements_unref (GalleyPlacements *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPlacements, galley_placements_unref)

/* GALLEY_ERROR_INVALID: not of that form. (transfer full) */
GalleyPlacements *galley_placements_read (const char *text,
                                          gsize       length,
                                          GError    **error);
/* (transfer full) */
char *galley_placements_write (GalleyPlacements *self);
/* The SHA-256 of the text: what a change is based on. (transfer full) */
char *galley_placements_dup_hash (GalleyPlacements *self);

guint galley_placements_get_length (GalleyPlacements *self);
/* Lent. */
const GalleyPlacement *galley_placements_get (GalleyPlacements *self,
                                              guint             index);
/* -1: it does not stand there. */
int galley_placements_find (GalleyPlacements *self,
                            const char       *article);

/* With @placement at @position, counted without it, or behind the last one; where its article stands there already it
 * moves. GALLEY_ERROR_FULL beyond GALLEY_PLACEMENTS_MAX. (transfer full) */
GalleyPlacements *galley_placements_with (GalleyPlacements      *self,
                                          const GalleyPlacement *placement,
                                          guint                  position,
                                          GError               **error);
/* (transfer full) */
GalleyPlacements *galley_placements_without (GalleyPlacements *self,
                                             const char       *article);
/* Those whose time is not up at the real time @now. (transfer full) */
GalleyPlacements *galley_placements_at (GalleyPlacements *self,
                                        gint64            now);
/* The next time at which one of them goes; 0: none does. */
gint64 galley_placements_get_next_end (GalleyPlacements *self);

G_END_DECLS
