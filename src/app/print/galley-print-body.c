/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/print/galley-print-body.h"

#include "app/print/galley-print-piece.h"
#include "app/print/galley-print-table.h"
#include "app/print/galley-print-type.h"
#include "core/base/galley-text.h"
#include "core/model/galley-list.h"

#include <glib/gi18n.h>

#define EM GALLEY_PRINT_EM
#define INDENT (2 * EM)
/* Where the text of an item begins, and each deeper one behind it: （1） is two and a half wide. */
#define ITEM_X (3.5 * EM)
#define LEVEL_X (3 * EM)
#define MARKER_GAP (0.25 * EM)
#define HEADING_SPACE EM
#define FIGURE_SPACE (0.75 * EM)
#define PIXELS_PER_INCH 150.0
/* Of the page's text. */
#define MAX_PICTURE_WIDTH 0.85
#define MAX_PICTURE_HEIGHT 0.4
/* A break between caption and credit, which stand in one line here. */
#define IDEOGRAPHIC_SPACE "\343\200\200"

typedef struct
{
  GPtrArray *pieces;
  const GalleyPrintSubject *subject;
  PangoContext *context;
  double width, height;
  GalleyListCounter counter;
  guint n_figures;
} Setter;

/* Every line is as high as the next, whatever fonts it takes its characters from. */
static void
space_lines (PangoLayout *layout,
             double       line_spacing)
{
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  PangoAttrList *own = pango_layout_get_attributes (layout);

  if (own != NULL)
    pango_attr_list_splice (attributes, own, 0, 0);
  pango_attr_list_insert (attributes, pango_attr_line_height_new_absolute ((int) (EM * line_spacing * PANGO_SCALE)));
  pango_layout_set_attributes (layout, attributes);
}

/* @indent: of the first line. */
static void
append_text (Setter            *self,
             const GalleyBlock *block,
             double             x,
             double             width,
             double             indent)
{
  PangoLayout *layout = galley_print_type_new_block_layout (self->context, GALLEY_PRINT_ROLE_BODY, block,
                                                            GALLEY_LINE_SEPARATOR, width);

  pango_layout_set_indent (layout, (int) (indent * PANGO_SCALE));
  space_lines (layout, self->subject->options.line_spacing);
  g_ptr_array_add (self->pieces, galley_print_piece_new_text (layout, x));
}

static GalleyPrintPiece *
get_last (Setter *self)
{
  return g_ptr_array_index (self->pieces, self->pieces->len - 1);
}

static void
append_heading (Setter            *self,
                const GalleyBlock *block,
                GalleyPrintRole    role)
{
  PangoLayout *layout =
      galley_print_type_new_block_layout (self->context, role, block, GALLEY_LINE_SEPARATOR, self->width);
  GalleyPrintPiece *piece = galley_print_piece_new_text (layout, 0);

  galley_print_piece_set_space_before (piece, HEADING_SPACE);
  galley_print_piece_set_keeps_next (piece);
  g_ptr_array_add (self->pieces, piece);
}

static void
append_item (Setter            *self,
             const GalleyBlock *block,
             guint              number)
{
  guint level = galley_block_get_level (block);
  double x = ITEM_X + level * LEVEL_X;
  g_autofree char *marker = galley_list_dup_marker (galley_block_get_kind (block), level, number);
  PangoLayout *layout = galley_print_type_new_layout (self->context, GALLEY_PRINT_ROLE_BODY, marker, 0);
  int width;

  append_text (self, block, x, self->width - x, 0);
  pango_layout_set_width (layout, -1);
  pango_layout_get_size (layout, &width, NULL);
  galley_print_piece_set_marker (get_last (self), layout, x - MARKER_GAP - (double) width / PANGO_SCALE);
}

/* --- figures ----------------------------------------------------------------------------------------------------- */

static void
append_surface (Setter          *self,
                cairo_surface_t *surface)
{
  double width = cairo_image_surface_get_width (surface), height = cairo_image_surface_get_height (surface);
  double scale = MIN (72 / PIXELS_PER_INCH,
                      MIN (MAX_PICTURE_WIDTH * self->width / width, MAX_PICTURE_HEIGHT * self->height / height));

  g_ptr_array_add (self->pieces, galley_print_piece_new_picture (surface, (self->width - width * scale) / 2,
                                                                 width * scale, height * scale));
}

/* For one that is not printed: which it is, and what it shows. */
static void
append_stand_in (Setter             *self,
                 const GalleyFigure *figure)
{
  const char *alternative = galley_figure_get_alternative (figure);
  /* Translators: stands for a picture that is not printed, counted through the article. */
  g_autofree char *name = g_strdup_printf (_ ("[Picture %u]"), self->n_figures);
  g_autofree char *text = g_strconcat (name, " ", alternative, NULL);
  PangoLayout *layout =
      galley_print_type_new_layout (self->context, GALLEY_PRINT_ROLE_CAPTION, g_strchomp (text), self->width);

  g_ptr_array_add (self->pieces, galley_print_piece_new_text (layout, 0));
}

static void
append_figure (Setter            *self,
               const GalleyBlock *block)
{
  const GalleyFigure *figure = galley_block_get_figure (block);
  cairo_surface_t *surface = NULL;
  double margin = (1 - MAX_PICTURE_WIDTH) / 2 * self->width;

  self->n_figures++;
  if (self->subject->options.has_pictures)
    surface = galley_print_pictures_get (self->subject->pictures, galley_figure_get_hash (figure));
  if (surface != NULL)
    append_surface (self, surface);
  else
    append_stand_in (self, figure);
  galley_print_piece_set_space_before (get_last (self), FIGURE_SPACE);

  /* The break between caption and credit is always there. */
  if (galley_block_get_n_characters (block) == 1)
    return;
  galley_print_piece_set_keeps_next (get_last (self));
  g_ptr_array_add (self->pieces,
                   galley_print_piece_new_text (galley_print_type_new_block_layout (self->context,
                                                                                    GALLEY_PRINT_ROLE_CAPTION, block,
                                                                                    IDEOGRAPHIC_SPACE,
                                                                                    self->width - 2 * margin),
                                                margin));
  galley_print_piece_set_space_before (get_last (self), FIGURE_SPACE / 2);
}

/* --- attachments and videos -------------------------------------------------------------------------------------- */

static void
append_enclosed (Setter            *self,
                 const GalleyBlock *block)
{
  const GalleyEnclosure *enclosure = galley_block_get_enclosure (block);
  const char *address = galley_enclosure_get_address (enclosure);
  g_autofree char *facts = galley_enclosure_dup_facts (enclosure);
  g_autoptr (GString) title = g_string_new (galley_block_get_text (block));
  g_autofree char *text = NULL;

  g_string_replace (title, GALLEY_LINE_SEPARATOR, " ", 0);
  if (address != NULL)
    /* Translators: a video in a printed article: its title and its address. */
    text = g_strdup_printf (_ ("[Video] %s %s"), title->str, address);
  else if (galley_block_get_kind (block) == GALLEY_BLOCK_VIDEO)
    /* Translators: a video in a printed article: its title, the name of its file, kind and size. */
    text = g_strdup_printf (_ ("[Video] %s (%s, %s)"), title->str, galley_enclosure_get_name (enclosure), facts);
  else
    /* Translators: an attachment in a printed article: its title, the name of its file, kind and size. */
    text = g_strdup_printf (_ ("[Attachment] %s (%s, %s)"), title->str, galley_enclosure_get_name (enclosure), facts);
  g_ptr_array_add (self->pieces,
                   galley_print_piece_new_text (galley_print_type_new_layout (self->context, GALLEY_PRINT_ROLE_CAPTION, text,
                                                                              self->width), 0));
  galley_print_piece_set_space_before (get_last (self), FIGURE_SPACE);
}

/* --- the whole --------------------------------------------------------------------------------------------------- */

static void
append_block (Setter            *self,
              const GalleyBlock *block)
{
  guint number = galley_list_counter_step (&self->counter, block);
  double margin = galley_block_get_kind (block) == GALLEY_BLOCK_QUOTE ? INDENT : 0;

  switch (galley_block_get_kind (block))
    {
    case GALLEY_BLOCK_RULE:
    case GALLEY_BLOCK_PAGE_BREAK:
      g_ptr_array_add (self->pieces, galley_print_piece_new_rule (0.3 * self->width, 0.4 * self->width));
      return;
    case GALLEY_BLOCK_FIGURE:
      append_figure (self, block);
      return;
    case GALLEY_BLOCK_TABLE:
      galley_print_table_append (self->pieces, galley_block_get_table (block), self->context, self->width);
      return;
    case GALLEY_BLOCK_ATTACHMENT:
    case GALLEY_BLOCK_VIDEO:
      append_enclosed (self, block);
      return;
    case GALLEY_BLOCK_BULLETED:
    case GALLEY_BLOCK_NUMBERED:
      append_item (self, block, number);
      return;
    case GALLEY_BLOCK_HEADING_1:
    case GALLEY_BLOCK_HEADING_2:
      if (!galley_block_is_blank (block))
        append_heading (self, block,
                        galley_block_get_kind (block) == GALLEY_BLOCK_HEADING_1 ? GALLEY_PRINT_ROLE_HEADING_1
                                                                                : GALLEY_PRINT_ROLE_HEADING_2);
      return;
    case GALLEY_BLOCK_QUOTE:
    case GALLEY_BLOCK_PARAGRAPH:
    default:
      if (!galley_block_is_blank (block))
        append_text (self, block, margin, self->width - 2 * margin, INDENT);
    }
}

void
galley_print_body_append (GPtrArray                *pieces,
                          const GalleyPrintSubject *subject,
                          PangoContext             *context,
                          double                    width,
                          double                    height)
{
  GPtrArray *blocks = galley_revision_get_blocks (subject->revision);
  Setter setter = { .pieces = pieces, .subject = subject, .context = context, .width = width, .height = height };

  for (guint i = 0; i < blocks->len; i++)
    if (!galley_list_is_empty_item (blocks, i))
      append_block (&setter, g_ptr_array_index (blocks, i));
}
