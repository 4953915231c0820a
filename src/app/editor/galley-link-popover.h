/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for a link's address. Only addresses that galley_link_target_is_safe() takes get through; one without a scheme
 * ("www.example.com") gets https. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_LINK_POPOVER (galley_link_popover_get_type ())
G_DECLARE_FINAL_TYPE (GalleyLinkPopover, galley_link_popover, GALLEY, LINK_POPOVER, GtkPopover)

/* Signal "applied" (const char *target): NULL takes the link away. The popover has closed. */
/* The link that stands at the caret, or NULL. */
void galley_link_popover_set_target (GalleyLinkPopover *self,
                                     const char        *target);
/* The address that is meant by @text, or NULL where it is none. (transfer full) */
char *galley_link_popover_complete (const char *text);

G_END_DECLS
