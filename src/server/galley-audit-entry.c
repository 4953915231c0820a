/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-audit-entry.h"

#include "core/base/galley-id.h"

#include <string.h>

static void
append_field (GString    *text,
              const char *field)
{
  g_string_append_printf (text, "%" G_GSIZE_FORMAT ":", strlen (field));
  g_string_append (text, field);
}

char *
galley_audit_entry_make_chain (const GalleyAuditEntry *self,
                               const char             *previous)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *time = NULL;

  g_return_val_if_fail (self != NULL && previous != NULL, NULL);

  time = g_strdup_printf ("%" G_GINT64_FORMAT, self->time);
  append_field (text, previous);
  append_field (text, self->article);
  append_field (text, time);
  append_field (text, self->user);
  append_field (text, self->user_name);
  append_field (text, self->action);
  append_field (text, self->content_hash);
  append_field (text, self->comment);
  return galley_hash_bytes (text->str, text->len);
}
