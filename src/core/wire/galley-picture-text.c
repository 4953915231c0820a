/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Written and read by those of the body: there is one reader of pictures. */
#include "core/wire/galley-picture-text.h"

#include "core/wire/galley-body.h"

char *
galley_picture_text_write (const GalleyFigure *figure)
{
  GString *text = g_string_new (NULL);

  if (figure != NULL)
    galley_body_append_picture (text, figure);
  return g_string_free (text, FALSE);
}

GalleyFigure *
galley_picture_text_read (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return *text != '\0' ? galley_body_read_picture (text) : NULL;
}
