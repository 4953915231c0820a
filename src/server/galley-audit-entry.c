/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-audit-entry.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"

#include <string.h>

static void
append_field (GString    *text,
              const char *field)
{
  gsize length = strlen (field);

  galley_json_append_integer (text, (gint64) length);
  g_string_append_c (text, ':');
  g_string_append_len (text, field, (gssize) length);
}

char *
galley_audit_entry_make_chain (const GalleyAuditEntry *self,
                               const char             *previous)
{
  g_autoptr (GString) text = g_string_sized_new (512);
  g_autoptr (GString) time = g_string_sized_new (32);

  g_return_val_if_fail (self != NULL && previous != NULL, NULL);

  galley_json_append_integer (time, self->time);
  append_field (text, previous);
  append_field (text, self->article);
  append_field (text, time->str);
  append_field (text, self->user);
  append_field (text, self->user_name);
  append_field (text, self->action);
  append_field (text, self->content_hash);
  append_field (text, self->comment);
  return galley_hash_bytes (text->str, text->len);
}
