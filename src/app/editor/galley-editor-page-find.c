/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Find and replace on the page: between the bar, which says what a person wants, and the finder, which knows what there
 * is. What is looked at is selected, so that the caret is there when the bar closes. */
#include "app/editor/galley-editor-page-private.h"
#include "app/editor/galley-editor-page.h"

#include "app/body/galley-match-tags.h"
#include "app/words/galley-words.h"

#include <glib/gi18n.h>

/* A longer selection is what shall be searched in, not for. */
#define MAX_SELECTED 100

static const char *
name_place (guint place)
{
  switch (place)
    {
    case GALLEY_FIELD_KICKER:
      return _ ("Kicker");
    case GALLEY_FIELD_HEADLINE:
      return _ ("Headline");
    case GALLEY_FIELD_SUBTITLE:
      return _ ("Subtitle");
    case GALLEY_FIELD_SHORT_HEADLINE:
      return _ ("Short Headline");
    case GALLEY_FIELD_SUMMARY:
      return _ ("Summary");
    default:
      return NULL;
    }
}

/* The line of the page that shows @place; NULL for the body, and for what is not on the page. */
static GtkTextView *
get_line (GalleyEditorPage *self,
          guint             place)
{
  switch (place)
    {
    case GALLEY_FIELD_KICKER:
      return galley_headline_entry_get_text_view (self->kicker);
    case GALLEY_FIELD_HEADLINE:
      return galley_headline_entry_get_text_view (self->headline);
    case GALLEY_FIELD_SUBTITLE:
      return galley_headline_entry_get_text_view (self->subtitle);
    default:
      return NULL;
    }
}

static const GalleyMatch *
get_current (GalleyEditorPage *self)
{
  int current = galley_finder_get_current (self->finder);

  return current >= 0 ? &g_array_index (galley_finder_get_matches (self->finder), GalleyMatch, current) : NULL;
}

static GalleyPosition
get_caret (GalleyEditorPage *self,
           gboolean          is_behind)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (self->body), &start, &end);
  return galley_bridge_get_position (self->bridge, is_behind ? &end : &start);
}

/* --- marks and figures ------------------------------------------------------------------------------------------- */

static void
show_marks (GalleyEditorPage *self)
{
  static const guint lines[] = { GALLEY_FIELD_KICKER, GALLEY_FIELD_HEADLINE, GALLEY_FIELD_SUBTITLE };
  GArray *matches = galley_finder_get_matches (self->finder);
  const GalleyMatch *current = get_current (self);
  gboolean is_new = matches != self->shown_matches;

  /* From one to the next only the frame moves. */
  if (is_new)
    {
      g_clear_pointer (&self->shown_matches, g_array_unref);
      self->shown_matches = g_array_ref (matches);
      galley_bridge_show_matches (self->bridge, matches);
      galley_body_view_show_matches (GALLEY_BODY_VIEW (self->body), matches);
    }
  galley_bridge_show_current_match (self->bridge, current);
  galley_body_view_show_current_match (GALLEY_BODY_VIEW (self->body), current);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (get_line (self, lines[i]));

      if (is_new)
        galley_match_tags_show (buffer, matches, lines[i]);
      galley_match_tags_show_current (buffer, current, lines[i]);
    }
}

static void
finder_changed_cb (GalleyEditorPage *self)
{
  const GalleyMatch *current = get_current (self);

  if (self->bridge == NULL || galley_bridge_is_changing (self->bridge))
    return;
  show_marks (self);
  galley_find_bar_show_count (self->find_bar, galley_finder_get_matches (self->finder)->len,
                              galley_finder_get_current (self->finder),
                              current != NULL ? name_place (current->place) : NULL,
                              galley_finder_get_is_spent (self->finder));
}

static const char *
explain (GalleyPatternFault fault)
{
  switch (fault)
    {
    case GALLEY_PATTERN_FAULT_PARENTHESIS:
      return _ ("A parenthesis ( ) of the expression has no partner");
    case GALLEY_PATTERN_FAULT_BRACKET:
      return _ ("What stands in the brackets [ ] of the expression is not complete");
    case GALLEY_PATTERN_FAULT_REPEAT:
      return _ ("The expression repeats nothing, or a strange number of times");
    case GALLEY_PATTERN_FAULT_ESCAPE:
      return _ ("The backslash of the expression stands before something that has no meaning there");
    case GALLEY_PATTERN_FAULT_OTHER:
      return _ ("This cannot be looked for");
    case GALLEY_PATTERN_FAULT_NONE:
    default:
      return NULL;
    }
}

static void
look_for (GalleyEditorPage *self)
{
  const char *problem;

  galley_finder_look_for (self->finder, galley_find_bar_get_text (self->find_bar),
                          galley_find_bar_get_flags (self->find_bar),
                          galley_find_bar_get_is_body_only (self->find_bar));
  problem = explain (galley_finder_get_fault (self->finder));
  if (problem == NULL && galley_finder_get_is_spent (self->finder) &&
      galley_finder_get_matches (self->finder)->len < GALLEY_FIND_MAX_MATCHES)
    problem = _ ("This expression takes too long: there may be more than was found");
  galley_find_bar_show_problem (self->find_bar, problem);
}

/* --- going there ------------------------------------------------------------------------------------------------- */

/* Where a match is in the text: of one in a cell, in front of the table. */
static void
get_bounds (const GalleyMatch *match,
            guint             *start,
            guint             *end)
{
  *start = match->is_in_cell ? 0 : match->start;
  *end = match->is_in_cell ? 0 : match->end;
}

static void
look_at_current (GalleyEditorPage *self)
{
  const GalleyMatch *match = get_current (self);
  GtkTextView *line;
  GtkTextBuffer *buffer;
  GtkTextIter start, end;
  guint first, last;

  if (match == NULL)
    return;
  get_bounds (match, &first, &last);
  line = match->place != GALLEY_MATCH_IN_BODY ? get_line (self, match->place) : self->body;
  if (line == NULL)
    return;
  buffer = gtk_text_view_get_buffer (line);
  gtk_text_buffer_get_iter_at_line_offset (buffer, &start, (int) match->block, (int) first);
  gtk_text_buffer_get_iter_at_line_offset (buffer, &end, (int) match->block, (int) last);
  gtk_text_buffer_select_range (buffer, &end, &start);
  if (line != self->body)
    return;
  self->find_origin = (GalleyPosition){ match->block, first };
  galley_typewriter_reveal_beside_caret (
      self->typewriter, match->is_in_cell
                            ? galley_body_view_get_cell_offset (GALLEY_BODY_VIEW (self->body), match->block, match->cell)
                            : 0);
}

static void
bar_changed_cb (GalleyEditorPage *self)
{
  GalleyPosition origin = self->find_origin;

  if (self->manuscript == NULL)
    return;
  look_for (self);
  galley_finder_seek (self->finder, origin);
  look_at_current (self);
  self->find_origin = origin;
}

static void
moved_cb (GalleyEditorPage *self,
          int               step)
{
  if (self->manuscript == NULL)
    return;
  galley_finder_move (self->finder, step, get_caret (self, step > 0));
  look_at_current (self);
}

/* What is selected in the text that was left, where it is a few words of one line. (transfer full) */
static char *
dup_selected (GalleyEditorPage *self)
{
  GtkWidget *text = self->last_text != NULL ? self->last_text : GTK_WIDGET (self->body);
  GtkTextIter start, end;

  if (!GTK_IS_TEXT_VIEW (text) ||
      !gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), &start, &end) ||
      gtk_text_iter_get_line (&start) != gtk_text_iter_get_line (&end) ||
      gtk_text_iter_get_offset (&end) - gtk_text_iter_get_offset (&start) > MAX_SELECTED)
    return NULL;
  return gtk_text_iter_get_text (&start, &end);
}

/* @text (nullable) as the bar takes it. @is_behind: the search begins behind what is selected, else with it. */
static void
open_bar (GalleyEditorPage *self,
          const char       *text,
          gboolean          is_behind,
          gboolean          has_replace)
{
  self->find_origin = get_caret (self, is_behind);
  galley_find_bar_set_may_replace (self->find_bar, galley_editor_page_may_edit (self));
  galley_find_bar_open (self->find_bar, text, has_replace);
}

/* What is selected is looked for. */
static void
open_with_selected (GalleyEditorPage *self,
                    gboolean          has_replace)
{
  g_autofree char *selected = NULL;

  if (self->manuscript == NULL || galley_editor_page_has_preedit (self))
    return;
  selected = dup_selected (self);
  open_bar (self, selected, FALSE, has_replace);
}

/* Whether nobody has gone elsewhere since it was looked at. */
static gboolean
is_caret_behind (GtkTextView       *line,
                 const GalleyMatch *match)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (line);
  GtkTextIter caret;
  guint first, last;

  get_bounds (match, &first, &last);
  gtk_text_buffer_get_iter_at_mark (buffer, &caret, gtk_text_buffer_get_insert (buffer));
  return gtk_text_iter_get_line (&caret) == (int) match->block &&
         gtk_text_iter_get_line_offset (&caret) == (int) last;
}

static void
closed_cb (GalleyEditorPage *self)
{
  const GalleyMatch *match = get_current (self);
  GalleyMatch in_cell = { 0 }; /* the match goes with the search */
  GtkTextView *line = match == NULL                             ? NULL
                      : match->place == GALLEY_MATCH_IN_BODY ? self->body
                                                                : get_line (self, match->place);

  /* The selection went where the bar's entry selected something: X11 has one for all. */
  if (line != NULL && is_caret_behind (line, match))
    {
      look_at_current (self);
      in_cell = *match;
    }
  galley_find_bar_close (self->find_bar);
  galley_finder_look_for (self->finder, "", 0, FALSE);
  if (in_cell.is_in_cell)
    galley_body_view_edit_match (GALLEY_BODY_VIEW (self->body), &in_cell);
  else
    gtk_widget_grab_focus (GTK_WIDGET (line != NULL ? line : self->body));
}

static void
find_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  open_with_selected (GALLEY_EDITOR_PAGE (data), FALSE);
}

static void
replace_cb (GSimpleAction *action,
            GVariant      *parameter,
            gpointer       data)
{
  open_with_selected (GALLEY_EDITOR_PAGE (data), TRUE);
}

/* With the bar closed, what was last looked for is looked for again, whatever is selected: after Escape that is the match
 * which was looked at. */
static void
step (GalleyEditorPage *self,
      int               step)
{
  GalleyPosition caret;

  if (self->manuscript == NULL || galley_editor_page_has_preedit (self))
    return;
  if (galley_find_bar_get_is_open (self->find_bar))
    {
      moved_cb (self, step);
      return;
    }
  caret = get_caret (self, FALSE);
  open_bar (self, NULL, step > 0, FALSE);
  if (step > 0)
    return;
  /* Back from where the caret was, not from the one behind it. */
  look_for (self);
  galley_finder_move (self->finder, step, caret);
  look_at_current (self);
}

static void
find_next_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  step (GALLEY_EDITOR_PAGE (data), 1);
}

static void
find_previous_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  step (GALLEY_EDITOR_PAGE (data), -1);
}

/* --- replacing --------------------------------------------------------------------------------------------------- */

static void
bar_replace_cb (GalleyEditorPage *self)
{
  if (!galley_editor_page_may_edit (self))
    return;
  if (get_current (self) == NULL)
    galley_finder_seek (self->finder, get_caret (self, FALSE));
  else
    galley_finder_replace (self->finder, galley_find_bar_get_replacement (self->find_bar));
  look_at_current (self);
}

static void
bar_replace_all_cb (GalleyEditorPage *self)
{
  if (galley_editor_page_may_edit (self))
    galley_finder_replace_all (self->finder, galley_find_bar_get_replacement (self->find_bar));
}

static void
replaced_cb (GalleyEditorPage *self,
             guint             n_replaced)
{
  if (galley_finder_get_is_spent (self->finder))
    galley_find_bar_show_problem (self->find_bar, _ ("This expression takes too long: nothing was replaced"));
  galley_editor_page_update_actions (self);
  g_signal_emit_by_name (self, "replaced", n_replaced);
}

static void
failed_cb (GalleyEditorPage *self,
           const GError     *error)
{
  g_autofree char *words = galley_words_for_error (error);

  galley_find_bar_show_problem (self->find_bar, words);
}

static void
too_long_cb (GalleyEditorPage *self)
{
  galley_find_bar_show_problem (self->find_bar, _ ("The article would become too long: nothing was replaced"));
}

gboolean
galley_editor_page_step_replacement (GalleyEditorPage *self,
                                     gboolean          is_redo)
{
  GalleyPosition caret;
  GtkTextIter iter;

  if (!galley_finder_can_step (self->finder, is_redo))
    return FALSE;
  caret = get_caret (self, FALSE);
  galley_finder_step (self->finder, is_redo, &caret);
  galley_bridge_get_iter (self->bridge, caret, &iter);
  gtk_text_buffer_place_cursor (gtk_text_view_get_buffer (self->body), &iter);
  galley_typewriter_reveal_caret (self->typewriter);
  return TRUE;
}

static void
undo_replacement_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);

  if (galley_editor_page_may_edit (self))
    galley_editor_page_step_replacement (self, FALSE);
}

/* --- the page ---------------------------------------------------------------------------------------------------- */

void
galley_editor_page_show_find (GalleyEditorPage *self)
{
  g_clear_pointer (&self->shown_matches, g_array_unref);
  galley_finder_set_manuscript (self->finder, self->manuscript, self->workspace);
  self->find_origin = (GalleyPosition){ 0, 0 };
  if (self->manuscript != NULL && galley_find_bar_get_is_open (self->find_bar))
    look_for (self);
}

void
galley_editor_page_init_find (GalleyEditorPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "find", .activate = find_cb },
    { .name = "replace", .activate = replace_cb },
    { .name = "find-next", .activate = find_next_cb },
    { .name = "find-previous", .activate = find_previous_cb },
    { .name = "undo-replacement", .activate = undo_replacement_cb },
  };

  self->finder = galley_finder_new ();
  g_signal_connect_object (self->finder, "changed", G_CALLBACK (finder_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "replaced", G_CALLBACK (replaced_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "failed", G_CALLBACK (failed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->finder, "too-long", G_CALLBACK (too_long_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->find_bar, "changed", G_CALLBACK (bar_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->find_bar, "moved", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->find_bar, "replace", G_CALLBACK (bar_replace_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->find_bar, "replace-all", G_CALLBACK (bar_replace_all_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->find_bar, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
}
