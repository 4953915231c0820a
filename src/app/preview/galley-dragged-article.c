/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview/galley-dragged-article.h"

static GalleyDraggedArticle *
dragged_article_new (const char *article,
                     const char *slot)
{
  GalleyDraggedArticle *self = g_new0 (GalleyDraggedArticle, 1);

  self->article = g_strdup (article);
  self->slot = g_strdup (slot);
  return self;
}

static gpointer
copy (gpointer data)
{
  const GalleyDraggedArticle *self = data;

  return dragged_article_new (self->article, self->slot);
}

static void
dragged_article_free (gpointer data)
{
  GalleyDraggedArticle *self = data;

  g_free (self->article);
  g_free (self->slot);
  g_free (self);
}

G_DEFINE_BOXED_TYPE (GalleyDraggedArticle, galley_dragged_article, copy, dragged_article_free)

GdkContentProvider *
galley_dragged_article_provide (const char *article,
                                const char *slot)
{
  g_auto (GValue) value = G_VALUE_INIT;

  g_return_val_if_fail (article != NULL, NULL);

  g_value_init (&value, GALLEY_TYPE_DRAGGED_ARTICLE);
  g_value_take_boxed (&value, dragged_article_new (article, slot));
  return gdk_content_provider_new_for_value (&value);
}
