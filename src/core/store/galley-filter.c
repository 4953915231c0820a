/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter as a value. */
#include "core/store/galley-filter.h"

#include "core/store/galley-store-wording.h"

#include <string.h>

GalleyFilter *
galley_filter_copy (const GalleyFilter *self)
{
  GalleyFilter *copy = g_new0 (GalleyFilter, 1);

  copy->kind = self->kind;
  copy->user = g_strdup (self->user);
  copy->channel = g_strdup (self->channel);
  copy->waiting = self->waiting;
  copy->text = g_strdup (self->text);
  return copy;
}

void
galley_filter_free (GalleyFilter *self)
{
  if (self == NULL)
    return;
  g_free ((char *) self->user);
  g_free ((char *) self->channel);
  g_free ((char *) self->text);
  g_free (self);
}

gboolean
galley_filter_equal (const GalleyFilter *a,
                     const GalleyFilter *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  return a->kind == b->kind && a->waiting == b->waiting && g_strcmp0 (a->user, b->user) == 0 &&
         g_strcmp0 (a->channel, b->channel) == 0 && g_strcmp0 (a->text, b->text) == 0;
}

/* The path of a page's address, or NULL. */
static char *
dup_path (const char *typed)
{
  const char *path = typed;
  const char *host = strstr (typed, "://");

  if (host != NULL)
    path = strchr (host + 3, '/');
  if (path == NULL || path[0] != '/' || path[1] == '\0' || strpbrk (path, " \t\n") != NULL)
    return NULL;
  return g_strndup (path, strcspn (path, "?#"));
}

GalleyFilter *
galley_filter_new_for_search (const char *typed)
{
  g_auto (GStrv) words = NULL;
  g_autofree char *stripped = NULL;
  g_autofree char *path = NULL;
  GalleyFilter filter = { GALLEY_FILTER_SEARCH };

  g_return_val_if_fail (typed != NULL, NULL);

  words = galley_wording_split (typed);
  if (words[0] == NULL)
    return NULL;
  stripped = g_strstrip (g_strdup (typed));
  path = dup_path (stripped);
  if (path != NULL)
    filter.kind = GALLEY_FILTER_ADDRESS;
  filter.text = path != NULL ? path : stripped;
  return galley_filter_copy (&filter);
}
