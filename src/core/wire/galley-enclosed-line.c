/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/galley-enclosed-line.h"

#include "core/base/galley-text.h"

char *
galley_enclosed_line_new (GPtrArray *blocks,
                          guint      index)
{
  GalleyBlock *block;
  GalleyEnclosure *enclosure;
  const char *address;
  g_autofree char *facts = NULL;
  g_autoptr (GString) title = NULL;
  guint number = 0;

  g_return_val_if_fail (blocks != NULL && index < blocks->len, NULL);

  block = g_ptr_array_index (blocks, index);
  enclosure = galley_block_get_enclosure (block);
  g_return_val_if_fail (enclosure != NULL, NULL);

  for (guint i = 0; i <= index; i++)
    number += galley_block_get_kind (g_ptr_array_index (blocks, i)) == galley_block_get_kind (block);
  title = g_string_new (galley_block_get_text (block));
  g_string_replace (title, GALLEY_LINE_SEPARATOR, " ", 0);
  if (title->len == 0)
    g_string_append (title, galley_enclosure_get_name (enclosure));
  address = galley_enclosure_get_address (enclosure);
  if (address != NULL)
    return g_strdup_printf ("【视频%u】%s%s%s", number, title->str, title->len > 0 ? " " : "", address);
  facts = galley_enclosure_dup_facts (enclosure);
  return g_strdup_printf ("【%s%u】%s（%s）", galley_block_get_kind (block) == GALLEY_BLOCK_VIDEO ? "视频" : "附件", number,
                          title->str, facts);
}
