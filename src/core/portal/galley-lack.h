/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an article lacks to be published: the server refuses it, and whoever writes it is told before. */
#pragma once

#include "core/model/galley-revision.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_LACK_NOTHING,
  GALLEY_LACK_HEADLINE,
  GALLEY_LACK_CHANNEL,
  GALLEY_LACK_ADDRESS,  /* of a link: http or https */
  GALLEY_LACK_VIDEO,    /* of a video: a file or a player's */
  GALLEY_LACK_PICTURES, /* of a picture story */
  /* What a reprint has to show (Provisions for the Administration of Internet News Information Services, 2017): */
  GALLEY_LACK_SOURCE,
  GALLEY_LACK_ORIGINAL_HEADLINE,
  GALLEY_LACK_ORIGINAL_AUTHOR,
  GALLEY_LACK_EDITOR,
} GalleyLack;

/* The first of them. */
GalleyLack galley_lack_find (GalleyRevision *revision);

G_END_DECLS
