/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/galley-store-texts.h"

#include "core/base/galley-json.h"
#include "core/base/galley-text.h"
#include "core/store/galley-store-wording.h"
#include "core/wire/galley-wire.h"

static gboolean
is_among_first (const char *const *values,
                gsize              n_values,
                const char        *value)
{
  for (gsize i = 0; i < n_values; i++)
    if (g_str_equal (values[i], value))
      return TRUE;
  return FALSE;
}

static char *
channels_to_json (GalleyRevision *revision)
{
  const char *main_channel = galley_revision_get_field (revision, GALLEY_FIELD_CHANNEL);
  const char *const *others = galley_revision_get_set (revision, GALLEY_SET_CHANNELS);
  g_autoptr (GString) out = g_string_new ("[");

  if (*main_channel != '\0')
    galley_json_append_string (out, main_channel);
  for (gsize i = 0; others != NULL && others[i] != NULL; i++)
    {
      if (g_str_equal (others[i], main_channel) || is_among_first (others, i, others[i]))
        continue;
      if (out->len > 1)
        g_string_append_c (out, ',');
      galley_json_append_string (out, others[i]);
    }
  g_string_append_c (out, ']');
  return g_string_free (g_steal_pointer (&out), FALSE);
}

GalleyStoreTexts *
galley_store_texts_new (GalleyRevision *revision)
{
  GalleyStoreTexts *self;

  g_return_val_if_fail (revision != NULL, NULL);

  self = g_new0 (GalleyStoreTexts, 1);
  self->revision = galley_revision_ref (revision);
  self->content = galley_wire_write_content (revision);
  self->state = galley_wire_write_state (galley_revision_get_state (revision));
  self->channels = channels_to_json (revision);
  self->snippet = galley_revision_dup_snippet (revision, GALLEY_SNIPPET_CELLS);
  self->wording = galley_wording_make (revision, self->snippet);
  return self;
}

void
galley_store_texts_free (GalleyStoreTexts *self)
{
  if (self == NULL)
    return;
  galley_revision_unref (self->revision);
  g_free (self->content);
  g_free (self->state);
  g_free (self->channels);
  g_free (self->snippet);
  g_free (self->wording);
  g_free (self);
}
