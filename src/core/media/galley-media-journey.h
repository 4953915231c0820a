/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a file of an article is on its way between this computer and the server, as an editor is told of it. */
#pragma once

#include "core/base/galley-error.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_JOURNEY_OVER,    /* nothing is to be told: both have it, or there is no server */
  GALLEY_JOURNEY_TO_GO,   /* here alone */
  GALLEY_JOURNEY_GOING,
  GALLEY_JOURNEY_REFUSED, /* the server does not take it */
  GALLEY_JOURNEY_STOPPED, /* here alone, and a person has said: not now */
  GALLEY_JOURNEY_TO_COME, /* the server's alone */
  GALLEY_JOURNEY_COMING,
  GALLEY_JOURNEY_LEFT,    /* the server's alone, and a person has said: not now */
} GalleyJourneyStage;

typedef struct
{
  GalleyJourneyStage stage;
  GalleyError refusal;  /* REFUSED: why */
  gint64 done, total;   /* bytes of one that is GOING or COMING; @total 0: not known yet */
} GalleyMediaJourney;

G_END_DECLS
