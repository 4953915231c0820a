/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A newsroom's own certificate authority is chosen from a file and shown to a person before it is believed. */
#pragma once

#include "core/sync/galley-authority.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Exactly one of the two is not NULL: what a person trusts now, or a sentence about the file. Not called where the person
 * thinks better of it. */
typedef void (*GalleyAuthorityAnswer) (GtkWindow             *parent,
                                       const GalleyAuthority *authority,
                                       const char            *words);

void galley_authority_question_begin (GtkWindow             *parent,
                                      GalleyAuthorityAnswer  answer);

G_END_DECLS
