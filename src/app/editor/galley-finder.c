/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-finder.h"

#include "core/base/galley-error.h"
#include "core/model/galley-restore.h"

/* The hands rest, in microseconds. */
#define PAUSE (G_USEC_PER_SEC / 5)

/* The last replacement: the article in front of it and behind it, by which it is told whether it still is the last. */
typedef struct
{
  GalleyRevision *before; /* NULL: there is none */
  GalleyRevision *after;
  guint64 generation; /* of the document, as the last step left it */
  gboolean is_undone;
} Replacement;

struct _GalleyFinder
{
  GObject parent_instance;

  /* owned */
  GalleyManuscript *manuscript;
  GalleyWorkspace *workspace;
  GalleyClock *clock;
  GalleyPattern *pattern;
  GArray *matches;
  Replacement replacement;

  GalleyPatternFault fault;
  int current;
  guint timeout; /* the article has changed since; 0: nothing to look up */
  gboolean is_body_only;
  gboolean is_spent;
  gboolean is_replacing;
};

G_DEFINE_FINAL_TYPE (GalleyFinder, galley_finder, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_REPLACED,
  SIGNAL_FAILED,
  SIGNAL_TOO_LONG,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GalleyArticle *
get_article (GalleyFinder *self)
{
  return galley_manuscript_get_article (self->manuscript);
}

static GalleyDocument *
get_document (GalleyFinder *self)
{
  return galley_article_get_document (get_article (self));
}

/* --- finding ----------------------------------------------------------------------------------------------------- */

static void
stop_waiting (GalleyFinder *self)
{
  if (self->timeout != 0)
    galley_clock_remove_timeout (self->clock, self->timeout);
  self->timeout = 0;
}

static GArray *
find (GalleyFinder *self,
      const char   *replacement,
      guint         n_matches,
      gboolean     *is_spent)
{
  g_autoptr (GalleyRevision) revision = NULL;
  GalleyFindBudget budget;
  GArray *matches;

  if (self->pattern == NULL || self->manuscript == NULL)
    {
      *is_spent = FALSE;
      return g_array_new (FALSE, FALSE, sizeof (GalleyMatch));
    }
  revision = galley_article_snapshot (get_article (self));
  galley_find_budget_init (&budget, self->clock);
  budget.n_matches = n_matches;
  matches = galley_find_in_revision (revision, self->pattern, self->is_body_only, replacement, &budget);
  *is_spent = budget.is_spent;
  return matches;
}

static gboolean
is_same_match (const GalleyMatch *a,
               const GalleyMatch *b)
{
  return a->place == b->place && a->block == b->block && a->cell.row == b->cell.row && a->cell.column == b->cell.column
         && a->start == b->start && a->end == b->end;
}

/* Looks everything up, and at the same one as before where it is still there. */
static void
look_up (GalleyFinder *self)
{
  g_autoptr (GArray) old = g_steal_pointer (&self->matches);
  int old_current = self->current;

  stop_waiting (self);
  self->matches = find (self, NULL, GALLEY_FIND_MAX_MATCHES, &self->is_spent);
  self->current = -1;
  for (guint i = 0; old_current >= 0 && i < self->matches->len; i++)
    if (is_same_match (&g_array_index (old, GalleyMatch, old_current), &g_array_index (self->matches, GalleyMatch, i)))
      self->current = (int) i;
}

static void
refresh (GalleyFinder *self)
{
  if (self->timeout == 0)
    return;
  look_up (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
timeout_cb (gpointer data)
{
  GalleyFinder *self = GALLEY_FINDER (data);

  self->timeout = 0;
  look_up (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
article_changed_cb (GalleyFinder *self)
{
  if (self->pattern == NULL || self->is_replacing)
    return;
  stop_waiting (self);
  self->timeout = galley_clock_add_timeout (self->clock, PAUSE, timeout_cb, self);
}

void
galley_finder_look_for (GalleyFinder       *self,
                        const char         *text,
                        GalleyPatternFlags  flags,
                        gboolean            is_body_only)
{
  g_return_if_fail (GALLEY_IS_FINDER (self));
  g_return_if_fail (text != NULL);

  g_clear_pointer (&self->pattern, galley_pattern_free);
  self->pattern = galley_pattern_new (text, flags, &self->fault);
  self->is_body_only = is_body_only;
  self->current = -1;
  look_up (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* --- looking at one ---------------------------------------------------------------------------------------------- */

static void
set_current (GalleyFinder *self,
             int           current)
{
  self->current = current;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* The first match at or behind @place of the body, or the number of all. */
static guint
find_from (GalleyFinder   *self,
           GalleyPosition  place)
{
  guint i;

  for (i = 0; i < self->matches->len; i++)
    {
      const GalleyMatch *match = &g_array_index (self->matches, GalleyMatch, i);

      if (match->place == GALLEY_FIELD_SHORT_HEADLINE || match->place == GALLEY_FIELD_SUMMARY)
        break;
      if (match->place == GALLEY_MATCH_IN_BODY &&
          (match->block > place.block
           || (match->block == place.block && (match->is_in_cell || match->start >= place.offset))))
        break;
    }
  return i;
}

void
galley_finder_seek (GalleyFinder   *self,
                    GalleyPosition  place)
{
  guint found;

  g_return_if_fail (GALLEY_IS_FINDER (self));

  refresh (self);
  if (self->matches->len == 0)
    return;
  found = find_from (self, place);
  set_current (self, found < self->matches->len ? (int) found : 0);
}

void
galley_finder_move (GalleyFinder   *self,
                    int             step,
                    GalleyPosition  caret)
{
  int n_matches, from;

  g_return_if_fail (GALLEY_IS_FINDER (self));

  refresh (self);
  n_matches = (int) self->matches->len;
  if (n_matches == 0)
    return;
  if (self->current >= 0)
    from = self->current;
  else
    from = (int) find_from (self, caret) - (step > 0 ? 1 : 0);
  set_current (self, (from + step + n_matches) % n_matches);
}

/* --- replacing --------------------------------------------------------------------------------------------------- */

static void
forget_replacement (GalleyFinder *self)
{
  g_clear_pointer (&self->replacement.before, galley_revision_unref);
  g_clear_pointer (&self->replacement.after, galley_revision_unref);
}

static gboolean
has_room_for (GalleyFinder *self,
              GArray       *matches)
{
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < matches->len; i++)
    if (g_array_index (matches, GalleyMatch, i).place == GALLEY_MATCH_IN_BODY)
      g_string_append (all, g_array_index (matches, GalleyMatch, i).replacement);
  return galley_document_has_room_for (get_document (self), all->str, all->len);
}

/* As one step of the history, however much was typed before and will be behind. */
static guint
replace (GalleyFinder *self,
         GArray       *matches)
{
  GalleyHistory *history = galley_manuscript_get_history (self->manuscript);
  g_autoptr (GalleyRevision) before = galley_article_snapshot (get_article (self));
  g_autoptr (GalleyRevision) after = NULL;
  guint n_replaced;

  galley_history_break (history);
  galley_history_begin_group (history);
  self->is_replacing = TRUE;
  n_replaced = galley_find_replace (get_article (self), matches);
  self->is_replacing = FALSE;
  after = galley_article_snapshot (get_article (self));
  galley_restore_note_beside (get_article (self), history, before, after);
  galley_history_end_group (history);
  if (n_replaced > 0)
    {
      forget_replacement (self);
      self->replacement.before = g_steal_pointer (&before);
      self->replacement.after = g_steal_pointer (&after);
      self->replacement.generation = galley_document_get_generation (get_document (self));
      self->replacement.is_undone = FALSE;
    }
  return n_replaced;
}

/* The match that is looked at, with what shall stand there: a regular expression's depends on what is around it. NULL
 * when it is not there any more. (transfer full) */
static GArray *
find_current (GalleyFinder *self,
              const char   *replacement)
{
  gboolean is_spent;
  g_autoptr (GArray) matches = find (self, replacement, (guint) self->current + 1, &is_spent);

  if (matches->len != (guint) self->current + 1 ||
      !is_same_match (&g_array_index (matches, GalleyMatch, self->current),
                      &g_array_index (self->matches, GalleyMatch, self->current)))
    return NULL;
  g_array_remove_range (matches, 0, (guint) self->current);
  return g_steal_pointer (&matches);
}

/* Behind what came at @match: the next of the same line or field, else of what follows. */
static void
look_behind (GalleyFinder      *self,
             const GalleyMatch *match)
{
  guint behind = match->start + (guint) g_utf8_strlen (match->replacement, -1);
  guint index = (guint) self->current;
  guint i;

  look_up (self);
  /* What was in front of it is there still, so the search begins at the same number. */
  for (i = MIN (index, self->matches->len); i < self->matches->len; i++)
    {
      const GalleyMatch *other = &g_array_index (self->matches, GalleyMatch, i);

      if (other->place != match->place || other->block != match->block || other->cell.row != match->cell.row
          || other->cell.column != match->cell.column || other->start >= behind)
        break;
    }
  set_current (self, self->matches->len == 0 ? -1 : i < self->matches->len ? (int) i : 0);
}

gboolean
galley_finder_replace (GalleyFinder *self,
                       const char   *replacement)
{
  g_autoptr (GArray) one = NULL;

  g_return_val_if_fail (GALLEY_IS_FINDER (self), FALSE);
  g_return_val_if_fail (replacement != NULL, FALSE);

  refresh (self);
  if (self->current < 0)
    return FALSE;
  one = find_current (self, replacement);
  if (one == NULL)
    return FALSE;
  if (!has_room_for (self, one))
    {
      g_signal_emit (self, signals[SIGNAL_TOO_LONG], 0);
      return FALSE;
    }
  replace (self, one);
  look_behind (self, &g_array_index (one, GalleyMatch, 0));
  return TRUE;
}

typedef struct
{
  GalleyFinder *finder;
  GalleyManuscript *manuscript;
  char *replacement;
} ReplaceAll;

static void
replace_all_free (ReplaceAll *self)
{
  g_object_unref (self->finder);
  g_object_unref (self->manuscript);
  g_free (self->replacement);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ReplaceAll, replace_all_free)

static void
replace_all_now (GalleyFinder *self,
                 const char   *replacement)
{
  gboolean is_spent;
  g_autoptr (GArray) matches = find (self, replacement, G_MAXUINT, &is_spent);
  guint n_replaced = 0;

  if (!is_spent && !has_room_for (self, matches))
    {
      g_signal_emit (self, signals[SIGNAL_TOO_LONG], 0);
      return;
    }
  /* Half of it replaced would be worse than none. */
  if (!is_spent)
    n_replaced = replace (self, matches);
  look_up (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  g_signal_emit (self, signals[SIGNAL_REPLACED], 0, n_replaced);
}

static void
version_kept_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (ReplaceAll) all = data;
  g_autoptr (GError) error = NULL;

  /* What was never saved has nothing that could be kept. */
  if (!galley_workspace_keep_version_finish (GALLEY_WORKSPACE (source), result, &error) &&
      !g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
    g_signal_emit (all->finder, signals[SIGNAL_FAILED], 0, error);
  else if (all->finder->manuscript == all->manuscript && galley_manuscript_may_edit (all->manuscript))
    replace_all_now (all->finder, all->replacement);
}

void
galley_finder_replace_all (GalleyFinder *self,
                           const char   *replacement)
{
  ReplaceAll *all;

  g_return_if_fail (GALLEY_IS_FINDER (self));
  g_return_if_fail (replacement != NULL);

  refresh (self);
  if (self->matches->len == 0)
    return;
  all = g_new0 (ReplaceAll, 1);
  all->finder = g_object_ref (self);
  all->manuscript = g_object_ref (self->manuscript);
  all->replacement = g_strdup (replacement);
  galley_workspace_keep_version_async (self->workspace, galley_article_get_id (get_article (self)),
                                       GALLEY_VERSION_REPLACE, version_kept_cb, all);
}

/* --- undo -------------------------------------------------------------------------------------------------------- */

static gboolean
has_fields_of (GalleyFinder   *self,
               GalleyRevision *revision)
{
  for (guint field = 0; field < GALLEY_N_FIELDS; field++)
    if (!g_str_equal (galley_article_get_field (get_article (self), field), galley_revision_get_field (revision, field)))
      return FALSE;
  return TRUE;
}

gboolean
galley_finder_can_step (GalleyFinder *self,
                        gboolean      is_redo)
{
  const Replacement *last = &self->replacement;

  g_return_val_if_fail (GALLEY_IS_FINDER (self), FALSE);

  return self->manuscript != NULL && last->before != NULL && last->is_undone == (is_redo != FALSE) &&
         galley_document_get_generation (get_document (self)) == last->generation &&
         has_fields_of (self, is_redo ? last->before : last->after);
}

void
galley_finder_step (GalleyFinder   *self,
                    gboolean        is_redo,
                    GalleyPosition *caret)
{
  GalleyHistory *history;

  g_return_if_fail (galley_finder_can_step (self, is_redo));

  history = galley_manuscript_get_history (self->manuscript);
  if (is_redo)
    galley_history_redo (history, caret);
  else
    galley_history_undo (history, caret);
  self->replacement.generation = galley_document_get_generation (get_document (self));
  self->replacement.is_undone = !is_redo;
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
let_go (GalleyFinder *self)
{
  if (self->manuscript == NULL)
    return;
  stop_waiting (self);
  forget_replacement (self);
  g_signal_handlers_disconnect_by_data (get_article (self), self);
  g_clear_object (&self->manuscript);
  g_clear_object (&self->workspace);
  g_clear_object (&self->clock);
}

void
galley_finder_set_manuscript (GalleyFinder     *self,
                              GalleyManuscript *manuscript,
                              GalleyWorkspace  *workspace)
{
  g_return_if_fail (GALLEY_IS_FINDER (self));

  let_go (self);
  g_clear_pointer (&self->pattern, galley_pattern_free);
  self->fault = GALLEY_PATTERN_FAULT_NONE;
  if (manuscript != NULL)
    {
      self->manuscript = g_object_ref (manuscript);
      self->workspace = g_object_ref (workspace);
      self->clock = g_object_ref (galley_workspace_get_clock (workspace));
      g_signal_connect_swapped (get_article (self), "changed", G_CALLBACK (article_changed_cb), self);
    }
  self->current = -1;
  look_up (self);
}

static void
galley_finder_dispose (GObject *object)
{
  GalleyFinder *self = GALLEY_FINDER (object);

  let_go (self);
  g_clear_pointer (&self->pattern, galley_pattern_free);
  g_clear_pointer (&self->matches, g_array_unref);

  G_OBJECT_CLASS (galley_finder_parent_class)->dispose (object);
}

static void
galley_finder_class_init (GalleyFinderClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_finder_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REPLACED] =
      g_signal_new ("replaced", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_FAILED] =
      g_signal_new ("failed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[SIGNAL_TOO_LONG] = g_signal_new ("too-long", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
galley_finder_init (GalleyFinder *self)
{
  self->matches = g_array_new (FALSE, FALSE, sizeof (GalleyMatch));
  self->current = -1;
}

GalleyFinder *
galley_finder_new (void)
{
  return g_object_new (GALLEY_TYPE_FINDER, NULL);
}

GArray *
galley_finder_get_matches (GalleyFinder *self)
{
  g_return_val_if_fail (GALLEY_IS_FINDER (self), NULL);

  return self->matches;
}

int
galley_finder_get_current (GalleyFinder *self)
{
  g_return_val_if_fail (GALLEY_IS_FINDER (self), -1);

  return self->current;
}

GalleyPatternFault
galley_finder_get_fault (GalleyFinder *self)
{
  g_return_val_if_fail (GALLEY_IS_FINDER (self), GALLEY_PATTERN_FAULT_NONE);

  return self->fault;
}

gboolean
galley_finder_get_is_spent (GalleyFinder *self)
{
  g_return_val_if_fail (GALLEY_IS_FINDER (self), FALSE);

  return self->is_spent;
}
