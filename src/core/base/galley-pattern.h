/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is looked for in a text: words as they stand, or a regular expression (ICU's, https://unicode-org.github.io/icu:
 * "." ends at a line break, "^" and "$" are the ends of a line). Positions are characters.
 *
 * Words are found whatever their case and width (ＡＢＣ，and abc, are the same), unless both shall match; a regular
 * expression knows case alone. What is found begins and ends at grapheme borders, is never empty and never overlaps.
 *
 * No pattern can hold up its caller: a budget bounds how much is found and how long it takes. */
#pragma once

#include "core/base/galley-clock.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_PATTERN_MATCH_CASE = 1 << 0,
  GALLEY_PATTERN_REGEX = 1 << 1,
} GalleyPatternFlags;

/* What is wrong with a regular expression. */
typedef enum
{
  GALLEY_PATTERN_FAULT_NONE,
  GALLEY_PATTERN_FAULT_PARENTHESIS, /* ( without ), or the other way round */
  GALLEY_PATTERN_FAULT_BRACKET,     /* [ without ], or nothing sensible between them */
  GALLEY_PATTERN_FAULT_REPEAT,      /* {3 or {5,2}, or * and + behind nothing */
  GALLEY_PATTERN_FAULT_ESCAPE,      /* a backslash before what has no such meaning */
  GALLEY_PATTERN_FAULT_OTHER,
} GalleyPatternFault;

/* How much may still be found, shared by the texts of one search. */
typedef struct
{
  guint n_matches; /* left */
  guint n_steps;   /* left, of regular expressions: 10,000 attempts to go on each */
  gint64 deadline; /* boot time of @clock */
  GalleyClock *clock;
  gboolean is_spent; /* (out): what was found is not all there is */
} GalleyFindBudget;

#define GALLEY_FIND_MAX_MATCHES 10000

/* @clock is borrowed. Allows GALLEY_FIND_MAX_MATCHES and a fifth of a second. */
void galley_find_budget_init (GalleyFindBudget *self,
                              GalleyClock      *clock);

typedef struct
{
  guint start;
  guint end;
  char *replacement; /* what shall stand there, NULL where nothing was asked for; freed with the array */
} GalleyTextMatch;

#define GALLEY_PATTERN_MAX_CHARACTERS 1000

typedef struct _GalleyPattern GalleyPattern;

/* NULL for an empty text (@fault is NONE), for one longer than GALLEY_PATTERN_MAX_CHARACTERS (OTHER) and for a regular
 * expression that is none. */
GalleyPattern *galley_pattern_new (const char         *text,
                                   GalleyPatternFlags  flags,
                                   GalleyPatternFault *fault);
void galley_pattern_free (GalleyPattern *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPattern, galley_pattern_free)

/* All matches in @text, in order. @replacement (nullable): what stands in place of each; for a regular expression $0 to
 * $9 in it are what the whole and its groups matched, and a backslash takes its meaning from the character behind it.
 * (transfer full) (element-type GalleyTextMatch) */
GArray *galley_pattern_find (GalleyPattern    *self,
                             const char       *text,
                             const char       *replacement,
                             GalleyFindBudget *budget);

G_END_DECLS
