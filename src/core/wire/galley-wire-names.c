/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where each field stands in the JSON of an article. */
#include "core/wire/galley-wire-names.h"

const GalleyWireRole galley_wire_roles[GALLEY_N_WIRE_ROLES] = {
  { "headlines", "kicker", "value", GALLEY_FIELD_KICKER },
  { "headlines", "main", "value", GALLEY_FIELD_HEADLINE },
  { "headlines", "subhead", "value", GALLEY_FIELD_SUBTITLE },
  { "headlines", "index", "value", GALLEY_FIELD_SHORT_HEADLINE },
  { "descriptions", "summary", "value", GALLEY_FIELD_SUMMARY },
  { "infoSources", "source", "name", GALLEY_FIELD_SOURCE },
  { "infoSources", "source", "uri", GALLEY_FIELD_SOURCE_URI },
  { "infoSources", "editor", "name", GALLEY_FIELD_EDITOR },
};

const GalleyWireMember galley_wire_members[GALLEY_N_WIRE_MEMBERS] = {
  { NULL, NULL, "contentCreated", GALLEY_FIELD_CONTENT_CREATED },
  { "galley", NULL, "channel", GALLEY_FIELD_CHANNEL },
  { "galley", NULL, "topic", GALLEY_FIELD_TOPIC },
  { "galley", NULL, "origin", GALLEY_FIELD_ORIGIN },
  { "galley", NULL, "kind", GALLEY_FIELD_KIND },
  { "galley", NULL, "link", GALLEY_FIELD_LINK },
  { "galley", "original", "headline", GALLEY_FIELD_ORIGINAL_HEADLINE },
  { "galley", "original", "author", GALLEY_FIELD_ORIGINAL_AUTHOR },
  { "galley", "original", "uri", GALLEY_FIELD_ORIGINAL_URI },
  { "galley", "corrects", "id", GALLEY_FIELD_CORRECTS },
  { "galley", "corrects", "hash", GALLEY_FIELD_CORRECTS_HASH },
};

const GalleyWireMember galley_wire_pictures[GALLEY_N_WIRE_PICTURES] = {
  { "galley", "pictures", "focus", GALLEY_FIELD_FOCUS_PICTURE },
  { "galley", "pictures", "lead", GALLEY_FIELD_LEAD_PICTURE },
};

const char *
galley_wire_get_type (const char *kind)
{
  GalleyKind known;

  galley_kind_from_name (kind, &known);
  switch (known)
    {
    case GALLEY_KIND_PICTURES:
      return "picture";
    case GALLEY_KIND_VIDEO:
      return "video";
    case GALLEY_KIND_TEXT:
    case GALLEY_KIND_LINK:
    default:
      return "text";
    }
}

gboolean
galley_wire_role_is_known (const char *array,
                           const char *role)
{
  for (guint i = 0; i < GALLEY_N_WIRE_ROLES; i++)
    if (g_str_equal (galley_wire_roles[i].array, array) && g_strcmp0 (galley_wire_roles[i].role, role) == 0)
      return TRUE;
  return FALSE;
}
