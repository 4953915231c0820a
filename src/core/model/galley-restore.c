/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/model/galley-restore.h"

#include "core/base/galley-error.h"
#include "core/model/galley-diff.h"
#include "core/model/galley-history-private.h"
#include "core/model/galley-merge.h"

/* What changed beside the body, to go back and forth with the step. */
typedef struct
{
  GalleyArticle *article;
  GalleyRevision *before;
  GalleyRevision *after;
} Beside;

static void
beside_free (gpointer data)
{
  Beside *self = data;

  g_object_unref (self->article);
  galley_revision_unref (self->before);
  galley_revision_unref (self->after);
  g_free (self);
}

static void
exchange_beside (gpointer data,
                 gboolean is_undone)
{
  Beside *self = data;

  galley_article_exchange (self->article, is_undone ? self->after : self->before,
                           is_undone ? self->before : self->after);
}

static gboolean
differs_beside (GalleyRevision *a,
                GalleyRevision *b)
{
  GalleyContent content = galley_revision_get_content (a);
  g_autoptr (GalleyRevision) with_body = NULL;

  content.blocks = galley_revision_get_blocks (b);
  with_body = galley_revision_new (galley_revision_get_id (b), &content, NULL);
  return !galley_revision_has_same_content (with_body, b);
}

/* One splice: between two, an item might stand without the one above it and lose its level. */
static void
splice_body (GalleyDocument *document,
             GPtrArray      *before,
             GPtrArray      *after)
{
  g_autoptr (GArray) hunks = galley_diff_blocks (before, after);
  const GalleyHunk *first, *last;

  if (hunks->len == 0)
    return;
  first = &g_array_index (hunks, GalleyHunk, 0);
  last = &g_array_index (hunks, GalleyHunk, hunks->len - 1);
  galley_document_splice (document, GALLEY_SPLICE_TYPED, first->a_start, last->a_end - first->a_start,
                          (GalleyBlock *const *) after->pdata + first->b_start, last->b_end - first->b_start);
}

static gsize
get_weight (GalleyRevision *revision)
{
  g_autoptr (GalleyDocument) document = galley_document_new_from_blocks (galley_revision_get_blocks (revision));

  return galley_document_get_weight (document);
}

static gboolean
has_room (GalleyRevision *before,
          GalleyRevision *after)
{
  gsize weight = get_weight (after);

  return weight <= GALLEY_DOCUMENT_MAX_WEIGHT || weight <= get_weight (before);
}

void
galley_restore_note_beside (GalleyArticle  *article,
                            GalleyHistory  *history,
                            GalleyRevision *before,
                            GalleyRevision *after)
{
  Beside *beside;

  g_return_if_fail (GALLEY_IS_ARTICLE (article));
  g_return_if_fail (GALLEY_IS_HISTORY (history));
  g_return_if_fail (before != NULL && after != NULL);

  if (!differs_beside (before, after))
    return;
  beside = g_new0 (Beside, 1);
  beside->article = g_object_ref (article);
  beside->before = galley_revision_ref (before);
  beside->after = galley_revision_ref (after);
  galley_history_add_aside (history, exchange_beside, beside, beside_free);
}

gboolean
galley_restore (GalleyArticle  *article,
                GalleyHistory  *history,
                GalleyRevision *seen,
                GalleyRevision *wanted,
                GError        **error)
{
  g_autoptr (GalleyRevision) before = NULL;
  g_autoptr (GalleyRevision) after = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;

  g_return_val_if_fail (GALLEY_IS_ARTICLE (article), FALSE);
  g_return_val_if_fail (GALLEY_IS_HISTORY (history), FALSE);
  g_return_val_if_fail (seen != NULL && wanted != NULL, FALSE);

  before = galley_article_snapshot (article);
  after = galley_merge (seen, before, wanted, &conflicts);
  if (conflicts->len > 0)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT, "Article %s was changed at the same place",
                   galley_article_get_id (article));
      return FALSE;
    }
  if (!has_room (before, after))
    {
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE, "the text of one article");
      return FALSE;
    }

  galley_history_break (history);
  galley_history_begin_group (history);
  splice_body (galley_article_get_document (article), galley_revision_get_blocks (before),
               galley_revision_get_blocks (after));
  if (differs_beside (before, after))
    {
      galley_article_exchange (article, before, after);
      galley_restore_note_beside (article, history, before, after);
    }
  galley_history_end_group (history);
  return TRUE;
}

gboolean
galley_restore_is_last (GalleyArticle *article,
                        GalleyHistory *history,
                        gboolean       is_redo)
{
  const GalleyAside *aside;
  const Beside *beside;
  g_autoptr (GalleyRevision) now = NULL;

  g_return_val_if_fail (GALLEY_IS_ARTICLE (article), FALSE);
  g_return_val_if_fail (GALLEY_IS_HISTORY (history), FALSE);

  aside = galley_history_get_aside (history, is_redo);
  if (aside == NULL || aside->function != exchange_beside)
    return FALSE;
  beside = aside->data;
  now = galley_article_snapshot (article);
  return galley_revision_has_same_content (now, is_redo ? beside->before : beside->after);
}
