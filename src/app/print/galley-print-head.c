/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/print/galley-print-head.h"

#include "app/print/galley-print-facts.h"
#include "app/print/galley-print-piece.h"
#include "app/print/galley-print-type.h"

#include <glib/gi18n.h>

#define MAX_HEADLINE_LINES 5
#define MAX_FACT_LINES 4

static void
append_line (GPtrArray       *pieces,
             PangoContext    *context,
             GalleyPrintRole  role,
             const char      *text,
             double           space,
             double           width)
{
  GalleyPrintPiece *piece;

  if (*text == '\0')
    return;
  piece = galley_print_piece_new_text (
      galley_print_type_new_short_layout (context, role, text, width, MAX_HEADLINE_LINES), 0);
  galley_print_piece_set_space_before (piece, space);
  galley_print_piece_set_keeps_next (piece);
  g_ptr_array_add (pieces, piece);
}

/* In two columns, without those that say nothing. */
static void
append_facts (GPtrArray                *pieces,
              const GalleyPrintSubject *subject,
              PangoContext             *context,
              double                    width)
{
  static const GalleyPrintFact facts[] = {
    GALLEY_PRINT_FACT_SOURCE,  GALLEY_PRINT_FACT_BYLINES, GALLEY_PRINT_FACT_EDITOR, GALLEY_PRINT_FACT_CHANNEL,
    GALLEY_PRINT_FACT_STATUS, GALLEY_PRINT_FACT_LENGTH,  GALLEY_PRINT_FACT_DATE,
  };
  double cell_width = width / 2;
  GalleyPrintPiece *row = NULL;
  guint n_shown = 0;

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *value = galley_print_fact_dup_value (facts[i], subject);
      g_autofree char *text = NULL;
      PangoLayout *layout;

      if (*value == '\0')
        continue;
      /* Translators: what is told of an article, and how it is: "Source: Jiaxing Daily". */
      text = g_strdup_printf (_ ("%s: %s"), galley_print_fact_get_label (facts[i]), value);
      layout = galley_print_type_new_short_layout (context, GALLEY_PRINT_ROLE_FACT, text,
                                                   galley_print_piece_get_cell_room (cell_width), MAX_FACT_LINES);
      if (n_shown % 2 == 0)
        {
          row = galley_print_piece_new_row (0, FALSE);
          galley_print_piece_set_space_before (row, n_shown == 0 ? 14 : 0);
          galley_print_piece_set_keeps_next (row);
          g_ptr_array_add (pieces, row);
        }
      galley_print_piece_add_cell (row, layout, cell_width * (n_shown % 2), cell_width);
      n_shown++;
    }
}

void
galley_print_head_append (GPtrArray                *pieces,
                          const GalleyPrintSubject *subject,
                          PangoContext             *context,
                          double                    width)
{
  guint first = pieces->len;
  GalleyPrintPiece *rule;
  const char *headline = galley_revision_get_field (subject->revision, GALLEY_FIELD_HEADLINE);

  append_line (pieces, context, GALLEY_PRINT_ROLE_KICKER,
               galley_revision_get_field (subject->revision, GALLEY_FIELD_KICKER), 0, width);
  append_line (pieces, context, GALLEY_PRINT_ROLE_HEADLINE, *headline != '\0' ? headline : _ ("No Headline"), 6, width);
  append_line (pieces, context, GALLEY_PRINT_ROLE_SUBTITLE,
               galley_revision_get_field (subject->revision, GALLEY_FIELD_SUBTITLE), 6, width);
  append_facts (pieces, subject, context, width);
  rule = galley_print_piece_new_rule (0, width);
  galley_print_piece_set_keeps_next (rule);
  g_ptr_array_add (pieces, rule);
  galley_print_piece_set_begins_page (g_ptr_array_index (pieces, first));
}
