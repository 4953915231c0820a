/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a figure's picture was made, in the canonical body: what may stand behind the alternative text (galley-body.h).
 * Private to the wire. */
#pragma once

#include "core/model/galley-figure.h"

G_BEGIN_DECLS

/* What is in front of the name of a picture. */
#define GALLEY_BODY_PICTURE "<img src=\"media/"
/* What is in front of the name of the picture that another one was cut from. Where a tag of an img is, it cannot be
 * anything else: no attribute has a quotation mark in it. */
#define GALLEY_BODY_ORIGIN " data-origin=\"media/"

/* The attributes, each with a blank in front of it; nothing where there is nothing to say. */
void galley_body_picture_append (GString            *out,
                                 const GalleyFigure *figure);
/* The attributes at @cursor, which moves behind what was understood: @figure with what they say of it, or NULL where they
 * say what no figure can have. What is not canonical is left to the reader's comparison. (transfer full) (nullable) */
GalleyFigure *galley_body_picture_read (const GalleyFigure *figure,
                                        const char        **cursor,
                                        const char         *end);

/* The hash and the kind of file in "3f/3f9a….jpg", up to the quotation mark; FALSE where that is no such name. */
gboolean galley_body_picture_read_name (const char **cursor,
                                        const char  *end,
                                        char         hash[65],
                                        const char **media_type);

G_END_DECLS
