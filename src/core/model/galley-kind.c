/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-kind.h"

static const char *const names[] = {
  [GALLEY_KIND_TEXT] = "",
  [GALLEY_KIND_PICTURES] = "pictures",
  [GALLEY_KIND_VIDEO] = "video",
  [GALLEY_KIND_LINK] = "link",
};
G_STATIC_ASSERT (G_N_ELEMENTS (names) == GALLEY_N_KINDS);

const char *
galley_kind_get_name (GalleyKind kind)
{
  g_return_val_if_fail (kind < GALLEY_N_KINDS, "");

  return names[kind];
}

gboolean
galley_kind_from_name (const char *name,
                       GalleyKind *kind)
{
  g_return_val_if_fail (kind != NULL, FALSE);

  *kind = GALLEY_KIND_TEXT;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (name, names[i]) == 0)
      {
        *kind = i;
        return TRUE;
      }
  return FALSE;
}
