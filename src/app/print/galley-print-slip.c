/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/print/galley-print-slip.h"

#include "app/print/galley-print-facts.h"
#include "app/print/galley-print-piece.h"
#include "app/print/galley-print-type.h"
#include "core/wire/galley-wire.h"

#include <glib/gi18n.h>

#define LABEL_WIDTH 72.0
#define ROW_HEIGHT 26.0
/* Room to write in by hand. */
#define REVIEW_HEIGHT 54.0
#define REMARKS_HEIGHT 52.0
#define SIGNATURE_WIDTH 84.0
#define DATE_WIDTH 76.0
#define MAX_HEADLINE_LINES 3
#define MAX_VALUE_LINES 2
#define MAX_SUMMARY_LINES 5

typedef struct
{
  GPtrArray *pieces;
  const GalleyPrintSubject *subject;
  PangoContext *context;
  double width;
} Form;

static GalleyPrintPiece *
append_row (Form   *self,
            double  height)
{
  GalleyPrintPiece *row = galley_print_piece_new_row (height, TRUE);

  g_ptr_array_add (self->pieces, row);
  return row;
}

static void
add_cell (Form             *self,
          GalleyPrintPiece *row,
          GalleyPrintRole   role,
          const char       *text,
          double            x,
          double            width,
          guint             max_lines)
{
  double room = galley_print_piece_get_cell_room (width);

  galley_print_piece_add_cell (row, galley_print_type_new_short_layout (self->context, role, text, room, max_lines), x,
                               width);
}

static void
add_label (Form             *self,
           GalleyPrintPiece *row,
           const char       *text,
           double            x,
           double            width)
{
  add_cell (self, row, GALLEY_PRINT_ROLE_LABEL, text, x, width, 2);
}

static void
add_value (Form             *self,
           GalleyPrintPiece *row,
           const char       *text,
           double            x,
           double            width)
{
  add_cell (self, row, GALLEY_PRINT_ROLE_FACT, text, x, width, MAX_VALUE_LINES);
}

/* A label, and the rest of the line for what it is. */
static void
append_wide (Form       *self,
             const char *label,
             const char *text,
             double      height,
             guint       max_lines)
{
  GalleyPrintPiece *row = append_row (self, height);

  add_label (self, row, label, 0, LABEL_WIDTH);
  add_cell (self, row, GALLEY_PRINT_ROLE_FACT, text, LABEL_WIDTH, self->width - LABEL_WIDTH, max_lines);
}

static void
append_wide_fact (Form            *self,
                  GalleyPrintFact  fact,
                  guint            max_lines)
{
  g_autofree char *value = galley_print_fact_dup_value (fact, self->subject);

  append_wide (self, galley_print_fact_get_label (fact), value, ROW_HEIGHT, max_lines);
}

static void
append_facts (Form            *self,
              GalleyPrintFact  left,
              GalleyPrintFact  right)
{
  GalleyPrintFact facts[] = { left, right };
  GalleyPrintPiece *row = append_row (self, ROW_HEIGHT);

  for (guint i = 0; i < G_N_ELEMENTS (facts); i++)
    {
      g_autofree char *value = galley_print_fact_dup_value (facts[i], self->subject);
      double x = i * self->width / 2;

      add_label (self, row, galley_print_fact_get_label (facts[i]), x, LABEL_WIDTH);
      add_value (self, row, value, x + LABEL_WIDTH, self->width / 2 - LABEL_WIDTH);
    }
}

static void
append_headlines (Form *self)
{
  static const GalleyField fields[] = { GALLEY_FIELD_KICKER, GALLEY_FIELD_HEADLINE, GALLEY_FIELD_SUBTITLE };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) lines = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *line = galley_revision_get_field (self->subject->revision, fields[i]);

      if (*line != '\0')
        g_strv_builder_add (builder, line);
    }
  lines = g_strv_builder_end (builder);
  text = g_strjoinv ("\n", lines);
  append_wide (self, _ ("Headline"), text, ROW_HEIGHT, MAX_HEADLINE_LINES);
}

/* --- reviews ----------------------------------------------------------------------------------------------------- */

static const char *
get_review_name (GalleyStatus review)
{
  switch (review)
    {
    case GALLEY_STATUS_REVIEW_1:
      return _ ("First Review");
    case GALLEY_STATUS_REVIEW_2:
      return _ ("Second Review");
    case GALLEY_STATUS_REVIEW_3:
    default:
      return _ ("Third Review");
    }
}

/* The one that holds for this text, else the last one of that review. (nullable) */
static const GalleySignature *
find_signature (Form         *self,
                GalleyStatus  review,
                gboolean     *is_of_this_text)
{
  const GalleyState *state = galley_revision_get_state (self->subject->revision);
  const char *hash = galley_wire_get_content_hash (self->subject->revision);
  const GalleySignature *found = NULL;

  *is_of_this_text = FALSE;
  for (guint i = 0; i < state->signatures->len && !*is_of_this_text; i++)
    {
      const GalleySignature *signature = g_ptr_array_index (state->signatures, i);

      if (signature->review != review)
        continue;
      found = signature;
      *is_of_this_text = g_str_equal (signature->content_hash, hash);
    }
  return found;
}

static void
append_review_cells (Form       *self,
                     double      height,
                     const char *name,
                     const char *opinion,
                     const char *signature,
                     const char *date)
{
  GalleyPrintPiece *row = append_row (self, height);
  double opinion_width = self->width - LABEL_WIDTH - SIGNATURE_WIDTH - DATE_WIDTH;
  gboolean is_heading = height < REVIEW_HEIGHT;
  GalleyPrintRole role = is_heading ? GALLEY_PRINT_ROLE_LABEL : GALLEY_PRINT_ROLE_FACT;

  add_label (self, row, name, 0, LABEL_WIDTH);
  add_cell (self, row, role, opinion, LABEL_WIDTH, opinion_width, MAX_VALUE_LINES);
  add_cell (self, row, role, signature, LABEL_WIDTH + opinion_width, SIGNATURE_WIDTH, MAX_VALUE_LINES);
  add_cell (self, row, role, date, self->width - DATE_WIDTH, DATE_WIDTH, MAX_VALUE_LINES);
}

static void
append_review (Form         *self,
               GalleyStatus  review)
{
  gboolean is_of_this_text;
  const GalleySignature *signature = find_signature (self, review, &is_of_this_text);
  g_autofree char *time = galley_print_dup_time (self->subject, signature != NULL ? signature->time : 0);
  const char *opinion = "";

  if (signature != NULL)
    opinion = is_of_this_text ? _ ("Approved this text") : _ ("Approved an earlier text, which has been changed since");
  append_review_cells (self, REVIEW_HEIGHT, get_review_name (review), opinion,
                       signature != NULL ? signature->user_name : "", time);
}

/* A site without reviews in Galley has them on paper. */
static void
append_reviews (Form *self)
{
  GalleyWorkflow *workflow = galley_site_get_workflow (self->subject->site);
  guint n_reviews = galley_workflow_get_n_reviews (workflow);

  append_review_cells (self, ROW_HEIGHT, _ ("Review"), _ ("Opinion"), _ ("Signature"), _ ("Date"));
  for (guint i = 0; i < n_reviews; i++)
    append_review (self, galley_workflow_get_review (workflow, i));
  for (GalleyStatus review = GALLEY_STATUS_REVIEW_1; n_reviews == 0 && review <= GALLEY_STATUS_REVIEW_3; review++)
    append_review (self, review);
}

/* --- what became of it ------------------------------------------------------------------------------------------- */

static void
append_outcome (Form *self)
{
  const GalleyState *state = galley_revision_get_state (self->subject->revision);
  g_autofree char *time = galley_print_dup_time (self->subject, state->published_at);
  g_autofree char *publication = g_strchomp (g_strconcat (time, " ", state->published_path, NULL));

  if (*state->return_reason != '\0')
    append_wide (self, _ ("Reason of the Return"), state->return_reason, ROW_HEIGHT, MAX_SUMMARY_LINES);
  append_wide (self, _ ("Publication"), publication, ROW_HEIGHT, MAX_VALUE_LINES);
  append_wide (self, _ ("Remarks"), "", REMARKS_HEIGHT, 1);
}

/* So that nobody takes what was signed here for what the article has become since. */
static void
append_proof (Form *self)
{
  g_autofree char *time = galley_print_dup_time (self->subject, self->subject->printed_at);
  g_autofree char *status = galley_print_fact_dup_value (GALLEY_PRINT_FACT_STATUS, self->subject);
  /* Translators: on a review slip; the first %s is the status of an article, the second its id, the third a hash of its
   * text, the fourth date and time. */
  g_autofree char *text =
      g_strdup_printf (_ ("Status: %s. Article %s. Text %s. Printed %s."), status,
                       galley_revision_get_id (self->subject->revision),
                       galley_wire_get_content_hash (self->subject->revision), time);
  GalleyPrintPiece *piece = galley_print_piece_new_text (
      galley_print_type_new_layout (self->context, GALLEY_PRINT_ROLE_FOOT, text, self->width), 0);

  galley_print_piece_set_space_before (piece, 8);
  g_ptr_array_add (self->pieces, piece);
}

void
galley_print_slip_append (GPtrArray                *pieces,
                          const GalleyPrintSubject *subject,
                          PangoContext             *context,
                          double                    width)
{
  Form form = { pieces, subject, context, width };
  GalleyPrintPiece *title, *site;
  g_autofree char *original = galley_print_fact_dup_value (GALLEY_PRINT_FACT_ORIGINAL, subject);

  site = galley_print_piece_new_text (
      galley_print_type_new_layout (context, GALLEY_PRINT_ROLE_KICKER, galley_site_get_name (subject->site), width), 0);
  galley_print_piece_set_begins_page (site);
  g_ptr_array_add (pieces, site);
  title = galley_print_piece_new_text (
      galley_print_type_new_layout (context, GALLEY_PRINT_ROLE_TITLE, _ ("Review Slip"), width), 0);
  galley_print_piece_set_space_before (title, 4);
  g_ptr_array_add (pieces, title);

  append_headlines (&form);
  galley_print_piece_set_space_before (g_ptr_array_index (pieces, pieces->len - 1), 12);
  append_facts (&form, GALLEY_PRINT_FACT_BYLINES, GALLEY_PRINT_FACT_SOURCE);
  append_facts (&form, GALLEY_PRINT_FACT_CHANNEL, GALLEY_PRINT_FACT_ORIGIN);
  append_facts (&form, GALLEY_PRINT_FACT_EDITOR, GALLEY_PRINT_FACT_AUTHOR);
  append_facts (&form, GALLEY_PRINT_FACT_LENGTH, GALLEY_PRINT_FACT_DATE);
  append_wide_fact (&form, GALLEY_PRINT_FACT_SUMMARY, MAX_SUMMARY_LINES);
  append_wide_fact (&form, GALLEY_PRINT_FACT_TAGS, MAX_VALUE_LINES);
  if (*original != '\0')
    append_wide_fact (&form, GALLEY_PRINT_FACT_ORIGINAL, MAX_VALUE_LINES);
  append_reviews (&form);
  append_outcome (&form);
  append_proof (&form);
}
