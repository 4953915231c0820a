/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article that is dragged within the program: out of the list, or out of a slot of the home page. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct
{
  char *article; /* its id */
  char *slot;    /* (nullable) the one that it is dragged out of */
} GalleyDraggedArticle;

#define GALLEY_TYPE_DRAGGED_ARTICLE (galley_dragged_article_get_type ())
GType galley_dragged_article_get_type (void);

/* What a GtkDragSource is to prepare. (transfer full) */
GdkContentProvider *galley_dragged_article_provide (const char *article,
                                                    const char *slot);

G_END_DECLS
