/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The article field by field, for pasting into another system: a row a field, copied by a click or by its key. Stays open
 * while somebody works in another window, until it is closed. */
#pragma once

#include "core/model/galley-article.h"
#include "core/portal/galley-site.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_COPY_POPOVER (galley_copy_popover_get_type ())
G_DECLARE_FINAL_TYPE (GalleyCopyPopover, galley_copy_popover, GALLEY, COPY_POPOVER, GtkPopover)

GtkWidget *galley_copy_popover_new (void);
/* Whose fields it shows, as they stand at each moment; NULL closes it. */
void galley_copy_popover_set_article (GalleyCopyPopover *self,
                                      GalleyArticle     *article);
/* Whose limits and indents hold for what is copied for WeChat. */
void galley_copy_popover_set_site (GalleyCopyPopover *self,
                                   GalleySite        *site);

G_END_DECLS
