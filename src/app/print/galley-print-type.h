/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The type of a printed manuscript: what each part of it is set in. Sizes are in points. */
#pragma once

#include "core/model/galley-block.h"

#include <pango/pango.h>

G_BEGIN_DECLS

typedef enum
{
  GALLEY_PRINT_ROLE_TITLE, /* of a form */
  GALLEY_PRINT_ROLE_KICKER,
  GALLEY_PRINT_ROLE_HEADLINE,
  GALLEY_PRINT_ROLE_SUBTITLE,
  GALLEY_PRINT_ROLE_FACT, /* beside a label: source, bylines, … */
  GALLEY_PRINT_ROLE_LABEL,
  GALLEY_PRINT_ROLE_BODY,
  GALLEY_PRINT_ROLE_HEADING_1,
  GALLEY_PRINT_ROLE_HEADING_2,
  GALLEY_PRINT_ROLE_CAPTION,
  GALLEY_PRINT_ROLE_FOOT,
} GalleyPrintRole;
#define GALLEY_N_PRINT_ROLES (GALLEY_PRINT_ROLE_FOOT + 1)

/* A Han character of the body. */
#define GALLEY_PRINT_EM 12.0

/* Makes @context break lines and choose the forms of characters as Chinese wants it, and measure alike on every
 * surface. */
void galley_print_type_prepare (PangoContext *context);

/* @width: of a line. (transfer full) */
PangoLayout *galley_print_type_new_layout (PangoContext    *context,
                                           GalleyPrintRole  role,
                                           const char      *text,
                                           double           width);
/* The same for a field that may hold anything: about @max_lines lines of it, and what is left out is not there at all: an
 * ellipsis of Pango's would take it along into a PDF. */
PangoLayout *galley_print_type_new_short_layout (PangoContext    *context,
                                                 GalleyPrintRole  role,
                                                 const char      *text,
                                                 double           width,
                                                 guint            max_lines);
/* The text of @block with its marks; a break in it is @separator, of three bytes as the break itself. (transfer full) */
PangoLayout *galley_print_type_new_block_layout (PangoContext      *context,
                                                 GalleyPrintRole    role,
                                                 const GalleyBlock *block,
                                                 const char        *separator,
                                                 double             width);

G_END_DECLS
