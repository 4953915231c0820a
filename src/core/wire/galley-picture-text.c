/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Written and read by those of the body, as a figure without words: there is one reader of pictures. */
#include "core/wire/galley-picture-text.h"

#include "core/wire/galley-body.h"

#include <string.h>

#define OPENING "<figure>"
#define CLOSING "<figcaption><br/></figcaption></figure>"

char *
galley_picture_text_write (const GalleyFigure *figure)
{
  g_autoptr (GalleyBlock) block = NULL;
  g_autoptr (GPtrArray) blocks = NULL;
  g_autofree char *body = NULL;

  if (figure == NULL)
    return g_strdup ("");
  block = galley_block_new_figure ((GalleyFigure *) figure, NULL, NULL, 0);
  blocks = galley_blocks_new ();
  g_ptr_array_add (blocks, g_steal_pointer (&block));
  body = galley_body_write (blocks);
  g_assert (g_str_has_prefix (body, OPENING) && g_str_has_suffix (body, CLOSING));
  return g_strndup (body + strlen (OPENING), strlen (body) - strlen (OPENING) - strlen (CLOSING));
}

GalleyFigure *
galley_picture_text_read (const char *text)
{
  g_autoptr (GPtrArray) blocks = NULL;
  g_autofree char *body = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (*text == '\0')
    return NULL;
  body = g_strconcat (OPENING, text, CLOSING, NULL);
  blocks = galley_body_read (body, strlen (body), NULL);
  /* A text that closes its figure and opens another one makes two. */
  return blocks != NULL && blocks->len == 1 ? galley_figure_ref (galley_block_get_figure (blocks->pdata[0])) : NULL;
}
