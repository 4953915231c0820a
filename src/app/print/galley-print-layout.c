/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/print/galley-print-layout.h"

#include "app/print/galley-print-body.h"
#include "app/print/galley-print-head.h"
#include "app/print/galley-print-pages.h"
#include "app/print/galley-print-slip.h"
#include "app/print/galley-print-type.h"
#include "core/base/galley-text.h"
#include "core/wire/galley-wire.h"

#include <glib/gi18n.h>
#include <string.h>

/* 25 mm; no printer wants more for itself. */
#define MARGIN 70.9
/* Between the text and its foot, from one baseline to the other roughly. */
#define FOOT_GAP 22.0
/* The least room that is set at all, on whatever paper. */
#define MIN_SIDE 72.0
#define FOOT_CELLS 16
/* Of an id of a time and a hash, what tells one from another. */
#define SHORT_ID 8
#define SHORT_HASH 12

struct _GalleyPrintLayout
{
  PangoContext *context;
  double width, height; /* of the text's room */
  GPtrArray *pieces;    /* (element-type GalleyPrintPiece) */
  GPtrArray *pages;     /* (element-type GArray of GalleyPrintPlace) */
  char *title;
  char *text_name;
};

static char *
dup_title (GalleyRevision *revision)
{
  const char *title = galley_revision_get_field (revision, GALLEY_FIELD_SHORT_HEADLINE);

  if (*title == '\0')
    title = galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE);
  return galley_text_ellipsize (*title != '\0' ? title : _ ("No Headline"), FOOT_CELLS);
}

static char *
dup_text_name (GalleyRevision *revision)
{
  const char *id = galley_revision_get_id (revision);
  gsize length = strlen (id);

  /* Translators: which text of which article a page has; %s are the ends of an id and of a hash. */
  return g_strdup_printf (_ ("Article %s, text %.*s"), id + (length > SHORT_ID ? length - SHORT_ID : 0), SHORT_HASH,
                          galley_wire_get_content_hash (revision));
}

GalleyPrintLayout *
galley_print_layout_new (const GalleyPrintSubject *subject,
                         PangoContext             *context,
                         double                    width,
                         double                    height)
{
  GalleyPrintLayout *self;

  g_return_val_if_fail (subject != NULL, NULL);
  g_return_val_if_fail (PANGO_IS_CONTEXT (context), NULL);

  self = g_new0 (GalleyPrintLayout, 1);
  self->context = g_object_ref (context);
  self->width = MAX (width - 2 * MARGIN, MIN_SIDE);
  self->height = MAX (height - 2 * MARGIN, MIN_SIDE);
  self->title = dup_title (subject->revision);
  self->text_name = dup_text_name (subject->revision);
  self->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_print_piece_free);

  galley_print_type_prepare (context);
  if (subject->options.has_slip)
    galley_print_slip_append (self->pieces, subject, context, self->width);
  galley_print_head_append (self->pieces, subject, context, self->width);
  galley_print_body_append (self->pieces, subject, context, self->width, self->height);
  self->pages = galley_print_pages_break (self->pieces, self->height);
  return self;
}

void
galley_print_layout_free (GalleyPrintLayout *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->context);
  g_ptr_array_unref (self->pieces);
  g_ptr_array_unref (self->pages);
  g_free (self->title);
  g_free (self->text_name);
  g_free (self);
}

guint
galley_print_layout_get_n_pages (GalleyPrintLayout *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->pages->len;
}

static void
draw_foot_part (GalleyPrintLayout *self,
                cairo_t           *cr,
                const char        *text,
                PangoAlignment     alignment)
{
  g_autoptr (PangoLayout) layout =
      galley_print_type_new_layout (self->context, GALLEY_PRINT_ROLE_FOOT, text, self->width);

  pango_layout_set_alignment (layout, alignment);
  cairo_move_to (cr, 0, self->height + FOOT_GAP);
  pango_cairo_show_layout (cr, layout);
}

static void
draw_foot (GalleyPrintLayout *self,
           cairo_t           *cr,
           guint              page)
{
  /* Translators: on a printed page: 第 2 页 共 5 页. */
  g_autofree char *number = g_strdup_printf (_ ("Page %u of %u"), page + 1, self->pages->len);

  draw_foot_part (self, cr, self->title, PANGO_ALIGN_LEFT);
  draw_foot_part (self, cr, number, PANGO_ALIGN_CENTER);
  draw_foot_part (self, cr, self->text_name, PANGO_ALIGN_RIGHT);
}

void
galley_print_layout_draw_page (GalleyPrintLayout *self,
                               cairo_t           *cr,
                               guint              page)
{
  GArray *places;

  g_return_if_fail (self != NULL && page < self->pages->len);

  places = g_ptr_array_index (self->pages, page);
  cairo_save (cr);
  cairo_translate (cr, MARGIN, MARGIN);
  for (guint i = 0; i < places->len; i++)
    {
      const GalleyPrintPlace *place = &g_array_index (places, GalleyPrintPlace, i);

      galley_print_piece_draw (g_ptr_array_index (self->pieces, place->piece), cr, place->first_line, place->n_lines,
                               place->y);
    }
  cairo_set_source_rgb (cr, 0, 0, 0);
  draw_foot (self, cr, page);
  cairo_restore (cr);
}
