/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/sync/galley-act-entry.h"

GalleyActEntry *
galley_act_entry_new (gint64      time,
                      const char *user_name,
                      const char *action,
                      const char *comment,
                      const char *content_hash)
{
  GalleyActEntry *self;

  g_return_val_if_fail (user_name != NULL && action != NULL, NULL);
  g_return_val_if_fail (comment != NULL && content_hash != NULL, NULL);

  self = g_new0 (GalleyActEntry, 1);
  self->time = time;
  self->user_name = g_strdup (user_name);
  self->action = g_strdup (action);
  self->comment = g_strdup (comment);
  self->content_hash = g_strdup (content_hash);
  return self;
}

void
galley_act_entry_free (GalleyActEntry *self)
{
  if (self == NULL)
    return;
  g_free (self->user_name);
  g_free (self->action);
  g_free (self->comment);
  g_free (self->content_hash);
  g_free (self);
}
