/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Canonical JSON written straight away: the caller names members in the order of their bytes. Private to the wire. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The comma, where something stands before, and the name. @name NULL: an element of an array. */
void galley_wire_begin_member (GString    *out,
                               const char *name);
/* Nothing where @text is empty or NULL, or @integer 0. */
void galley_wire_write_text (GString    *out,
                             const char *name,
                             const char *text);
void galley_wire_write_integer (GString    *out,
                                const char *name,
                                gint64      integer);

/* Returns where it begins, for the end: what has stayed empty is taken back. */
gsize galley_wire_begin_container (GString    *out,
                                   const char *name,
                                   char        bracket);
void galley_wire_end_container (GString *out,
                                gsize    start,
                                char     bracket);

G_END_DECLS
