/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-lack.h"

#include "core/model/galley-kind.h"
#include "core/portal/galley-site-path.h"

#include <string.h>

static gboolean
has_block (GalleyRevision *revision,
           GalleyBlockKind kind)
{
  GPtrArray *blocks = galley_revision_get_content (revision).blocks;

  for (guint i = 0; i < blocks->len; i++)
    if (galley_block_get_kind (blocks->pdata[i]) == kind)
      return TRUE;
  return FALSE;
}

static GalleyLack
find_in_kind (GalleyRevision *revision)
{
  GalleyKind kind;

  galley_kind_from_name (galley_revision_get_field (revision, GALLEY_FIELD_KIND), &kind);
  switch (kind)
    {
    case GALLEY_KIND_LINK:
      return galley_site_path_is_address (galley_revision_get_field (revision, GALLEY_FIELD_LINK)) ? GALLEY_LACK_NOTHING
                                                                                                  : GALLEY_LACK_ADDRESS;
    case GALLEY_KIND_VIDEO:
      return has_block (revision, GALLEY_BLOCK_VIDEO) ? GALLEY_LACK_NOTHING : GALLEY_LACK_VIDEO;
    case GALLEY_KIND_PICTURES:
      return has_block (revision, GALLEY_BLOCK_FIGURE) ? GALLEY_LACK_NOTHING : GALLEY_LACK_PICTURES;
    case GALLEY_KIND_TEXT:
    default:
      return GALLEY_LACK_NOTHING;
    }
}

static GalleyLack
find_in_reprint (GalleyRevision *revision)
{
  static const struct
  {
    GalleyField field;
    GalleyLack lack;
  } duties[] = {
    { GALLEY_FIELD_SOURCE, GALLEY_LACK_SOURCE },
    { GALLEY_FIELD_ORIGINAL_HEADLINE, GALLEY_LACK_ORIGINAL_HEADLINE },
    { GALLEY_FIELD_ORIGINAL_AUTHOR, GALLEY_LACK_ORIGINAL_AUTHOR },
    { GALLEY_FIELD_EDITOR, GALLEY_LACK_EDITOR },
  };

  if (strcmp (galley_revision_get_field (revision, GALLEY_FIELD_ORIGIN), "reprint") != 0)
    return GALLEY_LACK_NOTHING;
  for (guint i = 0; i < G_N_ELEMENTS (duties); i++)
    if (*galley_revision_get_field (revision, duties[i].field) == '\0')
      return duties[i].lack;
  return GALLEY_LACK_NOTHING;
}

GalleyLack
galley_lack_find (GalleyRevision *revision)
{
  GalleyLack lack;

  g_return_val_if_fail (revision != NULL, GALLEY_LACK_NOTHING);

  if (*galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE) == '\0')
    return GALLEY_LACK_HEADLINE;
  if (*galley_revision_get_field (revision, GALLEY_FIELD_CHANNEL) == '\0')
    return GALLEY_LACK_CHANNEL;
  lack = find_in_kind (revision);
  return lack != GALLEY_LACK_NOTHING ? lack : find_in_reprint (revision);
}
