/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-page-item.h"

void
galley_page_item_free (GalleyPageItem *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->summary);
  g_free (self->path);
  g_free (self->channel);
  g_free (self);
}

GalleyPageItem *
galley_page_item_new (GalleyRevision *revision)
{
  const GalleyState *state;
  const char *title;
  GalleyPageItem *self;

  g_return_val_if_fail (revision != NULL, NULL);

  state = galley_revision_get_state (revision);
  title = galley_revision_get_field (revision, GALLEY_FIELD_SHORT_HEADLINE);
  if (*title == '\0')
    title = galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE);
  self = g_new0 (GalleyPageItem, 1);
  self->id = g_strdup (galley_revision_get_id (revision));
  self->title = g_strdup (title);
  self->summary = g_strdup (galley_revision_get_field (revision, GALLEY_FIELD_SUMMARY));
  self->path = g_strdup (state->published_path);
  self->channel = g_strdup (galley_revision_get_field (revision, GALLEY_FIELD_CHANNEL));
  self->published = state->published_at;
  return self;
}
