/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is chosen and not written: a field of an article that has no undo of its own, as a text that is typed in has. */
#pragma once

#include "core/workspace/galley-manuscript.h"

G_BEGIN_DECLS

/* One step of undo, which leaves every other field as it is. Nothing happens where the article may not be written in, or
 * says so already. */
void galley_field_choice_set (GalleyManuscript *manuscript,
                              GalleyField       field,
                              const char       *value);

/* The same of a set. */
void galley_field_choice_set_set (GalleyManuscript  *manuscript,
                                  GalleySet          set,
                                  const char *const *values);

G_END_DECLS
