/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bars over the text, each with one sentence and its way out: an article that may only be read, a save that failed,
 * a conflict, what the server did not take. */
#include "app/editor/galley-editor-page-private.h"
#include "app/editor/galley-editor-page.h"

#include "app/words/galley-parked-words.h"
#include "app/words/galley-presence-words.h"
#include "app/words/galley-words.h"
#include "core/workspace/galley-settlement-apply.h"

#include <glib/gi18n.h>

/* How long everything must be saved before the words change back, in microseconds. */
#define SAVED_PAUSE (G_USEC_PER_SEC / 2)

/* --- reading ----------------------------------------------------------------------------------------------------- */

static gboolean
may_take_back (GalleyEditorPage *self)
{
  GalleySite *site = galley_layout_get_site (galley_workspace_get_layout (self->workspace));

  return galley_workflow_may_act (galley_site_get_workflow (site), GALLEY_ACTION_TAKE_BACK,
                                  galley_article_get_state (galley_editor_page_get_article (self)),
                                  galley_workspace_get_user (self->workspace), "");
}

/* What an article that may only be read asks for: one sentence, and the answer's button or NULL. */
static const char *
get_question (GalleyEditorPage *self,
              const char      **button)
{
  GalleyStatus status = galley_article_get_state (galley_editor_page_get_article (self))->status;
  gboolean is_question;

  *button = NULL;
  if (galley_manuscript_get_is_trashed (self->manuscript))
    {
      *button = _ ("Restore");
      return _ ("In the trash. Restore it?");
    }

  switch (status)
    {
    case GALLEY_STATUS_PUBLISHED:
      *button = _ ("Correct…");
      return _ ("Published. Correct it?");
    case GALLEY_STATUS_REVIEW_1:
    case GALLEY_STATUS_REVIEW_2:
    case GALLEY_STATUS_REVIEW_3:
      is_question = may_take_back (self);
      *button = is_question ? _ ("Take Back") : NULL;
      if (status == GALLEY_STATUS_REVIEW_1)
        return is_question ? _ ("In first review. Take it back?") : _ ("In first review. Only reading is possible now.");
      if (status == GALLEY_STATUS_REVIEW_2)
        return is_question ? _ ("In second review. Take it back?")
                           : _ ("In second review. Only reading is possible now.");
      return is_question ? _ ("In third review. Take it back?") : _ ("In third review. Only reading is possible now.");
    case GALLEY_STATUS_APPROVED:
    case GALLEY_STATUS_SCHEDULED:
      return _ ("Approved. To change it, ask the desk to return it.");
    case GALLEY_STATUS_CLOSED:
      return _ ("This correction is published. Open the article itself to correct it again.");
    case GALLEY_STATUS_DRAFT:
    case GALLEY_STATUS_RETURNED:
    case GALLEY_STATUS_WITHDRAWN:
    default:
      return _ ("This article is another person's. Only reading is possible.");
    }
}

void
galley_editor_page_update_question (GalleyEditorPage *self)
{
  const char *button;
  const char *sentence = get_question (self, &button);

  galley_notice_bar_set_words (self->reading_bar, sentence, button);
}

void
galley_editor_page_refuse (GalleyEditorPage *self)
{
  if (self->manuscript == NULL || galley_editor_page_may_edit (self))
    return;
  galley_editor_page_update_question (self);
  galley_notice_bar_flash (self->reading_bar);
}

void
galley_editor_page_answer (GalleyEditorPage *self)
{
  if (self->manuscript == NULL)
    return;
  if (galley_manuscript_get_is_trashed (self->manuscript))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.restore", NULL);
  else if (galley_article_get_state (galley_editor_page_get_article (self))->status == GALLEY_STATUS_PUBLISHED)
    g_signal_emit_by_name (self, "correct-asked");
  else
    g_signal_emit_by_name (self, "take-back-asked");
}

/* --- conflicts --------------------------------------------------------------------------------------------------- */

void
galley_editor_page_update_conflicts (GalleyEditorPage *self)
{
  GalleyRevision *theirs = self->manuscript != NULL ? galley_manuscript_get_theirs (self->manuscript) : NULL;
  GPtrArray *conflicts = theirs != NULL ? galley_manuscript_get_conflicts (self->manuscript) : NULL;

  if (self->settlement != NULL)
    galley_settlement_set_conflicts (self->settlement, conflicts);
  galley_conflict_bar_set_conflicts (self->conflict_bar, conflicts,
                                     theirs != NULL ? galley_revision_get_state (theirs)->modified_by : "");
}

GalleySettlement *
galley_editor_page_get_settlement (GalleyEditorPage *self)
{
  g_return_val_if_fail (GALLEY_IS_EDITOR_PAGE (self), NULL);

  return self->settlement;
}

static void
tell (GalleyEditorPage *self,
      const GError     *error)
{
  g_autofree char *words = galley_words_for_error (error);

  galley_notice_bar_set_words (self->save_bar, words, _ ("Save Emergency File…"));
  galley_notice_bar_set_revealed (self->save_bar, TRUE);
}

static void
applied_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GalleyEditorPage) self = data;
  g_autoptr (GError) error = NULL;

  if (!galley_settlement_apply_finish (GALLEY_SETTLEMENT (source), result, &error) && self->manuscript != NULL)
    tell (self, error);
}

/* One side everywhere, whatever was decided of single places. */
void
galley_editor_page_resolve (GalleyEditorPage *self,
                            gboolean          takes_theirs)
{
  g_autoptr (GalleySettlement) settlement = galley_settlement_new ();

  if (self->manuscript == NULL)
    return;
  galley_editor_page_commit_preedit (self);
  galley_settlement_set_conflicts (settlement, galley_manuscript_get_conflicts (self->manuscript));
  galley_settlement_decide_all (settlement, takes_theirs ? GALLEY_DECISION_THEIRS : GALLEY_DECISION_MINE);
  galley_settlement_apply_async (settlement, self->workspace, self->manuscript, applied_cb, g_object_ref (self));
}

/* --- what was not taken ------------------------------------------------------------------------------------------ */

void
galley_editor_page_update_parked (GalleyEditorPage *self)
{
  const GalleyUnsent *unsent = self->manuscript != NULL ? galley_manuscript_get_unsent (self->manuscript) : NULL;
  gboolean is_parked = unsent != NULL && unsent->parked != NULL;

  if (is_parked)
    {
      g_autofree char *words = galley_words_for_parked (unsent->parked, unsent->kind, unsent->action);

      galley_notice_bar_set_words (self->parked_bar, words, _ ("Decide…"));
    }
  galley_notice_bar_set_revealed (self->parked_bar, is_parked);
}

void
galley_editor_page_answer_parked (GalleyEditorPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.answer-parked", NULL);
}

/* --- saving ------------------------------------------------------------------------------------------------------ */

static void
show_save_words (GalleyEditorPage *self)
{
  GalleyAutosaver *autosaver = galley_manuscript_get_autosaver (self->manuscript);
  g_autofree char *words =
      galley_words_for_save (galley_autosaver_get_status (autosaver), galley_autosaver_get_error (autosaver));

  gtk_inscription_set_text (self->save_label, words);
}

static gboolean
saved_cb (gpointer data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);

  self->saved_timeout = 0;
  show_save_words (self);
  return G_SOURCE_REMOVE;
}

void
galley_editor_page_stop_save_words (GalleyEditorPage *self)
{
  if (self->saved_timeout != 0)
    galley_clock_remove_timeout (galley_workspace_get_clock (self->workspace), self->saved_timeout);
  self->saved_timeout = 0;
}

/* Whoever types on is saved four times a second: the words say so once, and "saved" when there is a pause. Between the
 * two they never say more than is true. */
void
galley_editor_page_update_save (GalleyEditorPage *self)
{
  GalleyAutosaver *autosaver;
  const char *said = gtk_inscription_get_text (self->save_label);
  gboolean is_silent = said == NULL || *said == '\0';
  GalleySaveStatus status;

  if (self->manuscript == NULL)
    {
      gtk_inscription_set_text (self->save_label, "");
      galley_notice_bar_set_revealed (self->save_bar, FALSE);
      return;
    }
  autosaver = galley_manuscript_get_autosaver (self->manuscript);
  status = galley_autosaver_get_status (autosaver);

  galley_editor_page_stop_save_words (self);
  if (status == GALLEY_SAVE_CLEAN && !is_silent)
    self->saved_timeout =
        galley_clock_add_timeout (galley_workspace_get_clock (self->workspace), SAVED_PAUSE, saved_cb, self);
  else
    show_save_words (self);

  if (status == GALLEY_SAVE_FAILED)
    galley_notice_bar_set_words (self->save_bar, gtk_inscription_get_text (self->save_label), _ ("Save Emergency File…"));
  /* While it is tried again, what was said still holds. */
  if (status == GALLEY_SAVE_FAILED || status == GALLEY_SAVE_CLEAN)
    galley_notice_bar_set_revealed (self->save_bar, status == GALLEY_SAVE_FAILED);
}

void
galley_editor_page_save_emergency (GalleyEditorPage *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.save-emergency", NULL);
}

void
galley_editor_page_update_colleagues (GalleyEditorPage *self)
{
  GalleyArticle *article = galley_editor_page_get_article (self);
  g_autofree char *words =
    article != NULL ? galley_words_for_presence (self->workspace, galley_article_get_id (article)) : NULL;

  gtk_label_set_text (self->colleagues_label, words != NULL ? words : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->colleagues_label), words);
  gtk_widget_set_visible (GTK_WIDGET (self->colleagues_label), words != NULL);
}
