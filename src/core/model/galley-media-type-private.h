/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of kinds, and those who read it. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *type;
  const char *suffix;
  const char *name;
  gsize place;      /* where the head stands */
  const char *head; /* the bytes that such a file begins with */
  gsize head_length;
  const char *held; /* what it holds somewhere behind them; NULL: anything */
  gsize held_length;
} GalleyMediaKind;

/* In the order in which they are tried: of those with one head, what holds something first. */
extern const GalleyMediaKind galley_media_kinds[];
extern const guint galley_n_media_kinds;

G_END_DECLS
