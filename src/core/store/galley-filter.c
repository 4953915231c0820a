/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A filter as a value. */
#include "core/store/galley-filter.h"

GalleyFilter *
galley_filter_copy (const GalleyFilter *self)
{
  GalleyFilter *copy = g_new0 (GalleyFilter, 1);

  copy->kind = self->kind;
  copy->user = g_strdup (self->user);
  copy->channel = g_strdup (self->channel);
  copy->waiting = self->waiting;
  return copy;
}

void
galley_filter_free (GalleyFilter *self)
{
  if (self == NULL)
    return;
  g_free ((char *) self->user);
  g_free ((char *) self->channel);
  g_free (self);
}
