/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-figure.h"

#include "core/base/galley-id.h"
#include "core/base/galley-text.h"
#include "core/model/galley-media-type.h"

#include <string.h>

struct _GalleyFigure
{
  char *hash;
  const char *media_type;
  guint width, height;
  char *alternative;
  GalleyCrop *crop;   /* (nullable) */
  GalleyFocus *focus; /* (nullable) */
};

/* Clean, one line, not too long. */
static char *
make_line (const char *text)
{
  g_autofree char *clean = NULL;
  GString *line;

  if (strlen (text) <= GALLEY_FIGURE_MAX_ALTERNATIVE && galley_text_is_surely_clean (text))
    return g_strdup (text);
  clean = galley_text_clean (text, -1);
  line = g_string_new (clean);
  g_string_replace (line, GALLEY_LINE_SEPARATOR, " ", 0);
  if (line->len > GALLEY_FIGURE_MAX_ALTERNATIVE && g_utf8_strlen (line->str, -1) > GALLEY_FIGURE_MAX_ALTERNATIVE)
    {
      glong end = galley_text_grapheme_before (line->str, GALLEY_FIGURE_MAX_ALTERNATIVE);

      g_string_truncate (line, g_utf8_offset_to_pointer (line->str, end) - line->str);
    }
  return g_string_free (line, FALSE);
}

GalleyFigure *
galley_figure_new (const char *hash,
                   const char *media_type,
                   guint       width,
                   guint       height,
                   const char *alternative)
{
  const char *known_type = galley_media_type_intern (media_type);
  GalleyFigure *self;

  g_return_val_if_fail (galley_hash_is_valid (hash), NULL);
  g_return_val_if_fail (galley_media_type_is_picture (known_type), NULL);
  g_return_val_if_fail (width > 0 && width <= GALLEY_FIGURE_MAX_SIDE, NULL);
  g_return_val_if_fail (height > 0 && height <= GALLEY_FIGURE_MAX_SIDE, NULL);

  self = g_atomic_rc_box_new0 (GalleyFigure);
  self->hash = g_strdup (hash);
  self->media_type = known_type;
  self->width = width;
  self->height = height;
  self->alternative = make_line (alternative != NULL ? alternative : "");
  return self;
}

GalleyFigure *
galley_figure_ref (GalleyFigure *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_atomic_rc_box_acquire (self);
}

static void
figure_clear (gpointer data)
{
  GalleyFigure *self = data;

  g_free (self->hash);
  g_free (self->alternative);
  g_free (self->crop);
  g_free (self->focus);
}

void
galley_figure_unref (GalleyFigure *self)
{
  g_return_if_fail (self != NULL);

  g_atomic_rc_box_release_full (self, figure_clear);
}

const char *
galley_figure_get_hash (const GalleyFigure *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->hash;
}

const char *
galley_figure_get_media_type (const GalleyFigure *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->media_type;
}

guint
galley_figure_get_width (const GalleyFigure *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->width;
}

guint
galley_figure_get_height (const GalleyFigure *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->height;
}

const char *
galley_figure_get_alternative (const GalleyFigure *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->alternative;
}

const GalleyCrop *
galley_figure_get_crop (const GalleyFigure *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->crop;
}

const GalleyFocus *
galley_figure_get_focus (const GalleyFigure *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->focus;
}

char *
galley_figure_dup_name (const GalleyFigure *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return galley_media_make_name (self->hash, galley_media_type_get_suffix (self->media_type));
}

/* Takes crop and focus of others. */
static GalleyFigure *
take_edit (GalleyFigure      *self,
           const GalleyCrop  *crop,
           const GalleyFocus *focus)
{
  self->crop = g_memdup2 (crop, sizeof *crop);
  if (crop != NULL)
    self->crop->media_type = galley_media_type_intern (crop->media_type);
  self->focus = g_memdup2 (focus, sizeof *focus);
  return self;
}

GalleyFigure *
galley_figure_with_alternative (const GalleyFigure *self,
                                const char         *alternative)
{
  g_return_val_if_fail (self != NULL, NULL);

  return take_edit (galley_figure_new (self->hash, self->media_type, self->width, self->height, alternative), self->crop,
                    self->focus);
}

GalleyFigure *
galley_figure_with_edit (const GalleyFigure *self,
                         const GalleyCrop   *crop,
                         const GalleyFocus  *focus)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (crop == NULL || galley_crop_is_valid (crop), NULL);
  g_return_val_if_fail (focus == NULL || galley_focus_is_valid (focus), NULL);

  return take_edit (galley_figure_new (self->hash, self->media_type, self->width, self->height, self->alternative), crop,
                    focus);
}

gboolean
galley_figure_equal (const GalleyFigure *a,
                     const GalleyFigure *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL)
    return FALSE;
  return a->width == b->width && a->height == b->height && a->media_type == b->media_type
         && strcmp (a->hash, b->hash) == 0 && strcmp (a->alternative, b->alternative) == 0
         && galley_crop_equal (a->crop, b->crop) && galley_focus_equal (a->focus, b->focus);
}
