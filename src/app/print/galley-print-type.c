/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/print/galley-print-type.h"

#include "core/base/galley-text.h"

#include <pango/pangocairo.h>
#include <string.h>

/* Song for what is read, Hei for what stands out. */
#define SONG "Noto Serif CJK SC,Source Han Serif SC,Songti SC,SimSun,Serif"
#define HEI "Noto Sans CJK SC,Source Han Sans SC,SimHei,Sans"

static const struct
{
  const char *families;
  double size;
  PangoWeight weight;
  PangoAlignment alignment;
  double line_spacing; /* times the type's own; 0: what the lines themselves say */
} roles[] = {
  [GALLEY_PRINT_ROLE_TITLE] = { HEI, 20, PANGO_WEIGHT_BOLD, PANGO_ALIGN_CENTER, 1.2 },
  [GALLEY_PRINT_ROLE_KICKER] = { SONG, 14, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_CENTER, 1.1 },
  [GALLEY_PRINT_ROLE_HEADLINE] = { HEI, 20, PANGO_WEIGHT_BOLD, PANGO_ALIGN_CENTER, 1.1 },
  [GALLEY_PRINT_ROLE_SUBTITLE] = { SONG, 14, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_CENTER, 1.1 },
  [GALLEY_PRINT_ROLE_FACT] = { SONG, 10.5, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_LEFT, 1.1 },
  [GALLEY_PRINT_ROLE_LABEL] = { HEI, 10.5, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_CENTER, 1.1 },
  [GALLEY_PRINT_ROLE_BODY] = { SONG, GALLEY_PRINT_EM, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_LEFT, 0 },
  [GALLEY_PRINT_ROLE_HEADING_1] = { HEI, 14, PANGO_WEIGHT_BOLD, PANGO_ALIGN_LEFT, 1.2 },
  [GALLEY_PRINT_ROLE_HEADING_2] = { HEI, 12, PANGO_WEIGHT_BOLD, PANGO_ALIGN_LEFT, 1.2 },
  [GALLEY_PRINT_ROLE_CAPTION] = { SONG, 10.5, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_CENTER, 1.3 },
  [GALLEY_PRINT_ROLE_FOOT] = { SONG, 8, PANGO_WEIGHT_NORMAL, PANGO_ALIGN_LEFT, 0 },
};
G_STATIC_ASSERT (G_N_ELEMENTS (roles) == GALLEY_N_PRINT_ROLES);

void
galley_print_type_prepare (PangoContext *context)
{
  cairo_font_options_t *options;

  g_return_if_fail (PANGO_IS_CONTEXT (context));

  /* zh-Hans, in the word that fonts know: for "zh-hans" fontconfig chooses Japanese ones. */
  pango_context_set_language (context, pango_language_from_string ("zh-cn"));
  /* Paper has no pixels that strokes would have to stand on. */
  options = cairo_font_options_create ();
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_context_set_round_glyph_positions (context, FALSE);
}

PangoLayout *
galley_print_type_new_layout (PangoContext    *context,
                              GalleyPrintRole  role,
                              const char      *text,
                              double           width)
{
  PangoLayout *layout;
  PangoFontDescription *font;

  g_return_val_if_fail (PANGO_IS_CONTEXT (context), NULL);
  g_return_val_if_fail (role < GALLEY_N_PRINT_ROLES, NULL);
  g_return_val_if_fail (text != NULL, NULL);

  layout = pango_layout_new (context);
  font = pango_font_description_from_string (roles[role].families);
  pango_font_description_set_size (font, (int) (roles[role].size * PANGO_SCALE));
  pango_font_description_set_weight (font, roles[role].weight);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  pango_layout_set_alignment (layout, roles[role].alignment);
  pango_layout_set_line_spacing (layout, (float) roles[role].line_spacing);
  pango_layout_set_width (layout, (int) (width * PANGO_SCALE));
  /* Addresses are broken anywhere rather than printed beyond the edge. */
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_auto_dir (layout, FALSE);
  pango_layout_set_text (layout, text, -1);
  return layout;
}

PangoLayout *
galley_print_type_new_short_layout (PangoContext    *context,
                                    GalleyPrintRole  role,
                                    const char      *text,
                                    double           width,
                                    guint            max_lines)
{
  g_autofree char *shortened = NULL;
  guint n_cells;

  g_return_val_if_fail (role < GALLEY_N_PRINT_ROLES, NULL);
  g_return_val_if_fail (width > 0 && max_lines > 0, NULL);

  n_cells = (guint) (width / roles[role].size) * max_lines;
  shortened = galley_text_ellipsize (text, MAX (n_cells, 2));
  return galley_print_type_new_layout (context, role, shortened, width);
}

static void
add_attribute (PangoAttrList  *attributes,
               PangoAttribute *attribute,
               gsize           start,
               gsize           end)
{
  attribute->start_index = (guint) start;
  attribute->end_index = (guint) end;
  pango_attr_list_insert (attributes, attribute);
}

static PangoAttribute *
attribute_new (GalleyMarkKind kind)
{
  switch (kind)
    {
    case GALLEY_MARK_BOLD:
      return pango_attr_weight_new (PANGO_WEIGHT_BOLD);
    case GALLEY_MARK_ITALIC:
      return pango_attr_style_new (PANGO_STYLE_ITALIC);
    case GALLEY_MARK_LINK:
      return pango_attr_underline_new (PANGO_UNDERLINE_LOW);
    case GALLEY_MARK_UNDERLINE:
    default:
      return pango_attr_underline_new (PANGO_UNDERLINE_SINGLE);
    }
}

/* Marks come sorted by their starts: the text is walked once. (transfer full) */
static PangoAttrList *
make_attributes (const GalleyBlock *block)
{
  const char *text = galley_block_get_text (block), *start = text;
  PangoAttrList *attributes = pango_attr_list_new ();
  guint n_marks, at = 0;
  const GalleyMark *marks = galley_block_get_marks (block, &n_marks);

  for (guint i = 0; i < n_marks; i++)
    {
      const char *end;

      start = g_utf8_offset_to_pointer (start, marks[i].start - at);
      at = marks[i].start;
      end = g_utf8_offset_to_pointer (start, marks[i].end - at);
      add_attribute (attributes, attribute_new (marks[i].kind), (gsize) (start - text), (gsize) (end - text));
    }
  return attributes;
}

PangoLayout *
galley_print_type_new_block_layout (PangoContext      *context,
                                    GalleyPrintRole    role,
                                    const GalleyBlock *block,
                                    const char        *separator,
                                    double             width)
{
  g_autofree char *text = NULL;
  g_autoptr (PangoAttrList) attributes = NULL;
  PangoLayout *layout;

  g_return_val_if_fail (block != NULL, NULL);
  g_return_val_if_fail (strlen (separator) == strlen (GALLEY_LINE_SEPARATOR), NULL);

  text = g_strdup (galley_block_get_text (block));
  for (char *at = strstr (text, GALLEY_LINE_SEPARATOR); at != NULL; at = strstr (at, GALLEY_LINE_SEPARATOR))
    {
      memcpy (at, separator, strlen (separator));
      at += strlen (separator);
    }
  attributes = make_attributes (block);
  layout = galley_print_type_new_layout (context, role, text, width);
  pango_layout_set_attributes (layout, attributes);
  return layout;
}
