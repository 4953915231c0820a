/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the server does to an article: pulls, merges, acknowledgements, removals. The rule of all of
 * them: a row with a PUT or DELETE in the outbox holds what exists nowhere else, and keeps it. */
#include "core/store/galley-store-articles.h"

#include "core/db/galley-statement.h"
#include "core/store/galley-store-conflict.h"
#include "core/store/galley-store-job.h"
#include "core/store/galley-store-outbox-content.h"
#include "core/store/galley-store-row.h"
#include "core/store/galley-store-version-keep.h"
#include "core/wire/galley-wire.h"

static const char sql_is_as_served[] =
  "SELECT base IN ('', ?2) AND text = ?2 AND state = ?3 FROM article JOIN content USING (row) WHERE row = ?1";
static const char sql_conflicts[] = "SELECT conflicts FROM article WHERE row = ?1";
static const char sql_delete[] = "DELETE FROM article WHERE row = ?1";
static const char sql_forget_bases[] =
  "UPDATE article SET base = NULL WHERE base IS NOT NULL AND id NOT IN (SELECT article FROM outbox WHERE kind = 'delete')";
static const char sql_list_known[] =
  "SELECT id FROM article WHERE base IS NOT NULL ORDER BY id";
static const char sql_list[] = "SELECT id FROM article WHERE is_trashed = 0 ORDER BY touched, row";
static const char sql_list_waiting[] =
  "SELECT id FROM article WHERE id IN (SELECT article FROM outbox) ORDER BY id";

/* Lists are ordered by what people changed: for an article made elsewhere, by when it was. */
static gint64
touched_of (GalleyRevision *theirs,
            gint64          now)
{
  gint64 modified = galley_revision_get_state (theirs)->modified;

  return modified > 0 ? modified : now;
}

static gboolean
has_content_of (GalleyStoreRow *row,
                GalleyRevision *revision)
{
  return g_str_equal (row->content_hash, galley_wire_get_content_hash (revision));
}

static gboolean
is_as_served (GalleyDatabase *database,
              GalleyStoreRow *row,
              const char     *content,
              const char     *state,
              gboolean       *is_same,
              GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql_is_as_served);

  galley_statement_bind_integer (statement, 1, row->row);
  galley_statement_bind_text (statement, 2, content);
  galley_statement_bind_text (statement, 3, state);
  if (!galley_statement_step (statement, error))
    return FALSE;
  *is_same = galley_statement_get_integer (statement, 0) != 0;
  return TRUE;
}

/* The other side of a conflict, before another takes its place: where the server's history is another than it was
 * (galley_record_forget_bases_in_store()), it may be nowhere else. */
static gboolean
keep_other_side (GalleyDatabase *database,
                 GalleyStoreRow *row,
                 GalleyRevision *theirs,
                 gint64          now,
                 GError        **error)
{
  g_autoptr (GalleyRecord) record = NULL;

  if (!row->has_conflict || row->has_base)
    return TRUE;
  record = galley_record_load_in_store (database, row->id, error);
  if (record == NULL)
    return FALSE;
  return record->theirs == NULL || galley_revision_has_same_content (record->theirs, theirs)
         || galley_store_version_add (database, row, record->theirs, GALLEY_VERSION_MERGE, now, error);
}

/* The row becomes what the server has. Equal bytes are not written again. */
static gboolean
take (GalleyDatabase         *database,
      GalleyStoreRow         *row,
      const GalleyStoreTexts *theirs,
      gint64                  touched,
      gint64                  now,
      GError                **error)
{
  gboolean is_same = FALSE;

  if (!is_as_served (database, row, theirs->content, theirs->state, &is_same, error))
    return FALSE;
  if (is_same && !row->is_trashed && !row->has_conflict)
    return TRUE;

  /* What was thrown away here may have words that went nowhere else. */
  if (row->is_trashed && !has_content_of (row, theirs->revision)
      && !galley_store_version_keep (database, row, GALLEY_VERSION_MERGE, now, error))
    return FALSE;
  if (!keep_other_side (database, row, theirs->revision, now, error))
    return FALSE;
  if (!is_same && !galley_store_row_write_served (database, row, theirs, touched, error))
    return FALSE;
  if (row->is_trashed && !galley_store_row_write_trash (database, row, FALSE, FALSE, error))
    return FALSE;
  if (row->has_conflict && !galley_store_row_write_conflict (database, row, NULL, NULL, error))
    return FALSE;

  galley_store_announce_article (database, row->id, GALLEY_STORE_ORIGIN_SYNC);
  return TRUE;
}

/* Never sent as far as this computer knew, and trashed here; now the server turns out to have it (the
 * answer to the PUT was lost). The person's wish stands: it goes there, too. */
static gboolean
take_into_trash (GalleyDatabase *database,
                 GalleyStoreRow *row,
                 GalleyRevision *theirs,
                 gint64          now,
                 GError        **error)
{
  g_autoptr (GalleyRevision) mine = galley_store_row_load_revision (database, row, error);
  g_autoptr (GalleyRevision) with_state = NULL;
  GalleyState *state = (GalleyState *) galley_revision_get_state (theirs);

  if (mine == NULL)
    return FALSE;
  with_state = galley_revision_with_state (mine, state);
  if (!galley_store_row_write (database, row, with_state, row->touched, error) ||
      !galley_store_row_write_base (database, row, theirs, error) ||
      !galley_store_outbox_set_waiting (database, row, GALLEY_ROW_DELETE, now, error))
    return FALSE;
  galley_store_announce_article (database, row->id, GALLEY_STORE_ORIGIN_SYNC);
  return TRUE;
}

static gboolean
insert_theirs (GalleyDatabase         *database,
               const GalleyStoreTexts *theirs,
               gint64                  now,
               GError                **error)
{
  /* Versioned 0: the first edit here keeps what was pulled. */
  if (!galley_store_row_insert (database, theirs, TRUE, touched_of (theirs->revision, now), 0, error))
    return FALSE;
  galley_store_announce_article (database, galley_revision_get_id (theirs->revision),
                                 GALLEY_STORE_ORIGIN_SYNC);
  return TRUE;
}

/* A clean row that is no base (galley_record_forget_bases_in_store()), and what the server has is another text: one that was
 * here before is older, so that ours waits to be sent again. Of any other nobody knows which is the newer one. What somebody
 * has worked on here waits as well, and a person is asked: it was on the server, and may be nowhere else now. What was only
 * pulled is kept as a version: whoever wrote that will be asked. */
static gboolean
settle_without_base (GalleyDatabase *database,
                     GalleyStoreRow *row,
                     GalleyRevision *theirs,
                     gint64          now,
                     GError        **error)
{
  gboolean is_older = FALSE;

  if (!galley_versions_have_in_store (database, row->id, galley_wire_get_content_hash (theirs), &is_older, error))
    return FALSE;
  if (is_older || row->versioned != 0)
    return galley_store_outbox_set_waiting (database, row, GALLEY_ROW_PUT, now, error);
  return galley_store_version_keep (database, row, GALLEY_VERSION_MERGE, now, error);
}

/* Whether it is, or was, what stands here: whoever threw that away has seen it. Another text comes back. */
static gboolean
knows (GalleyDatabase *database,
       GalleyStoreRow *row,
       GalleyRevision *theirs,
       gboolean       *is_known,
       GError        **error)
{
  *is_known = has_content_of (row, theirs);
  return *is_known
         || galley_versions_have_in_store (database, row->id, galley_wire_get_content_hash (theirs), is_known, error);
}

gboolean
galley_record_pull_texts_in_store (GalleyDatabase         *database,
                                   const GalleyStoreTexts *texts,
                                   gint64                  now,
                                   gboolean               *is_taken,
                                   GError                **error)
{
  g_autoptr (GalleyStoreRow) row = NULL;
  gboolean is_known = FALSE;
  GalleyRevision *theirs;
  GError *local_error = NULL;

  g_return_val_if_fail (database != NULL && texts != NULL && is_taken != NULL, FALSE);

  theirs = texts->revision;

  *is_taken = FALSE;
  row = galley_store_row_find (database, galley_revision_get_id (theirs), &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (row != NULL && row->waiting == GALLEY_ROW_CLEAN && !row->has_base && !row->is_trashed
      && !has_content_of (row, theirs) && !settle_without_base (database, row, theirs, now, error))
    return FALSE;
  if (row != NULL && row->waiting != GALLEY_ROW_CLEAN)
    {
      if (row->waiting == GALLEY_ROW_DELETE || !has_content_of (row, theirs))
        return TRUE;
      if (!galley_store_outbox_set_waiting (database, row, GALLEY_ROW_CLEAN, now, error))
        return FALSE;
      galley_store_announce_article (database, row->id, GALLEY_STORE_ORIGIN_SYNC);
    }

  *is_taken = TRUE;
  if (row == NULL)
    return insert_theirs (database, texts, now, error);
  if (row->is_trashed && !row->is_removed && !row->has_base && !knows (database, row, theirs, &is_known, error))
    return FALSE;
  if (is_known)
    return take_into_trash (database, row, theirs, now, error);
  return take (database, row, texts,
               has_content_of (row, theirs) ? row->touched : touched_of (theirs, now), now, error);
}

gboolean
galley_record_pull_in_store (GalleyDatabase *database,
                             GalleyRevision *theirs,
                             gint64          now,
                             gboolean       *is_taken,
                             GError        **error)
{
  g_autoptr (GalleyStoreTexts) texts = NULL;

  g_return_val_if_fail (theirs != NULL, FALSE);

  texts = galley_store_texts_new (theirs);
  return galley_record_pull_texts_in_store (database, texts, now, is_taken, error);
}

/* What is in dispute after a merge: what this merge could not settle, and what an earlier one left
 * to a person who has not answered yet. NULL without error: nothing. */
static GPtrArray *
collect_conflicts (GalleyDatabase *database,
                   GalleyStoreRow *row,
                   GPtrArray      *conflicts,
                   GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;
  g_autoptr (GPtrArray) older = NULL;
  g_autoptr (GPtrArray) joined = NULL;

  if (row->has_conflict)
    {
      statement = galley_statement_get (database, sql_conflicts);
      galley_statement_bind_integer (statement, 1, row->row);
      if (!galley_statement_step (statement, error))
        return NULL;
      older = galley_store_conflicts_read (galley_statement_get_text (statement, 0), error);
      if (older == NULL)
        return NULL;
    }
  joined = galley_store_conflicts_join (conflicts, older);
  return joined->len > 0 ? g_steal_pointer (&joined) : NULL;
}

/* After a merge: equal to the server's, nothing is sent; in dispute, nothing yet; else the merge. */
static gboolean
settle_after_merge (GalleyDatabase *database,
                    GalleyStoreRow *row,
                    GalleyRevision *theirs,
                    GPtrArray      *disputed,
                    gint64          now,
                    GError        **error)
{
  GalleyRowWaiting waiting = GALLEY_ROW_PUT;

  if (row->is_trashed)
    waiting = GALLEY_ROW_DELETE;
  else if (disputed == NULL && has_content_of (row, theirs))
    waiting = GALLEY_ROW_CLEAN;

  if (!galley_store_outbox_set_waiting (database, row, waiting, now, error))
    return FALSE;
  /* What was parked for another reason stays parked: a person decides, not a merge. */
  if (waiting != GALLEY_ROW_PUT || disputed == NULL)
    return TRUE;
  return galley_store_outbox_park_content (database, row, GALLEY_PARKED_CONFLICT, error);
}

gboolean
galley_record_merge_in_store (GalleyDatabase *database,
                              gint64          generation,
                              GalleyRevision *merged,
                              GalleyRevision *theirs,
                              GPtrArray      *conflicts,
                              gint64          now,
                              GError        **error)
{
  g_autoptr (GalleyStoreRow) row = NULL;
  g_autoptr (GalleyRevision) with_state = NULL;
  g_autoptr (GPtrArray) disputed = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (database != NULL && merged != NULL && theirs != NULL, FALSE);

  row = galley_store_row_load (database, galley_revision_get_id (merged), error);
  if (row == NULL)
    return FALSE;
  if (row->generation != generation)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_CONFLICT,
                   "article %s was changed while it was merged", row->id);
      return FALSE;
    }

  /* Whoever took over the server's content in full has nothing left to dispute. */
  if ((conflicts != NULL && conflicts->len > 0) ||
      !g_str_equal (galley_wire_get_content_hash (merged), galley_wire_get_content_hash (theirs)))
    disputed = collect_conflicts (database, row, conflicts, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  with_state =
    galley_revision_with_state (merged, (GalleyState *) galley_revision_get_state (theirs));
  /* Theirs, too: should the server come back with it from a backup, it is known to be older than the merge. */
  if (!keep_other_side (database, row, theirs, now, error) ||
      !galley_store_version_add (database, row, theirs, GALLEY_VERSION_THEIRS, now, error) ||
      !galley_store_version_keep (database, row, GALLEY_VERSION_MERGE, now, error) ||
      !galley_store_row_write (database, row, with_state, row->touched, error) ||
      !galley_store_row_write_base (database, row, theirs, error) ||
      !galley_store_row_write_conflict (database, row, disputed != NULL ? theirs : NULL, disputed,
                                        error) ||
      !settle_after_merge (database, row, theirs, disputed, now, error))
    return FALSE;

  galley_store_announce_outbox (database);
  galley_store_announce_article (database, row->id, GALLEY_STORE_ORIGIN_SYNC);
  return TRUE;
}

/* The text that stands, with the state that came, over what the server has. */
static gboolean
write_acknowledged (GalleyDatabase *database,
                    GalleyStoreRow *row,
                    GalleyRevision *acknowledged,
                    GError        **error)
{
  GalleyState *state = (GalleyState *) galley_revision_get_state (acknowledged);
  g_autoptr (GalleyRevision) mine = NULL;
  g_autoptr (GalleyRevision) with_state = NULL;

  if (has_content_of (row, acknowledged))
    {
      g_autoptr (GalleyStoreTexts) texts = galley_store_texts_new (acknowledged);

      return galley_store_row_write_served (database, row, texts, row->touched, error);
    }

  mine = galley_store_row_load_revision (database, row, error);
  if (mine == NULL)
    return FALSE;
  with_state = galley_revision_with_state (mine, state);
  return galley_store_row_write (database, row, with_state, row->touched, error)
         && galley_store_row_write_base (database, row, acknowledged, error);
}

gboolean
galley_record_acknowledge_in_store (GalleyDatabase *database,
                                    gint64          generation,
                                    GalleyRevision *acknowledged,
                                    gint64          now,
                                    GError        **error)
{
  g_autoptr (GalleyStoreRow) row = NULL;
  g_autofree char *content = NULL;
  g_autofree char *state = NULL;
  gboolean is_settled;
  gboolean is_same = FALSE;

  g_return_val_if_fail (database != NULL && acknowledged != NULL, FALSE);

  row = galley_store_row_load (database, galley_revision_get_id (acknowledged), error);
  if (row == NULL)
    return FALSE;

  /* A DELETE is answered by its own entry; an acknowledgement of content never clears it. Trashed
   * before it was known here that the PUT had arrived: then the DELETE is due now. */
  is_settled =
    row->waiting == GALLEY_ROW_PUT && row->generation == generation && !row->has_conflict;
  if (row->waiting == GALLEY_ROW_CLEAN && row->is_trashed && !row->is_removed && !row->has_base)
    return take_into_trash (database, row, acknowledged, now, error);
  /* The usual case, what was sent and is still so, has nothing to compare: its state is new. */
  if (!(is_settled && has_content_of (row, acknowledged)))
    {
      content = galley_wire_write_content (acknowledged);
      state = galley_wire_write_state (galley_revision_get_state (acknowledged));
      if (!is_as_served (database, row, content, state, &is_same, error))
        return FALSE;
    }
  if (is_same && !is_settled)
    return TRUE;

  if (!is_same && !write_acknowledged (database, row, acknowledged, error))
    return FALSE;
  if (is_settled &&
      !galley_store_outbox_set_waiting (database, row, GALLEY_ROW_CLEAN, now, error))
    return FALSE;

  galley_store_announce_article (database, row->id, GALLEY_STORE_ORIGIN_SYNC);
  return TRUE;
}

/* The server does not have it: what is sent next is a creation, and carries no ETag. */
static gboolean
forget_base (GalleyDatabase *database,
             GalleyStoreRow *row,
             GError        **error)
{
  g_autoptr (GalleyRevision) mine = galley_store_row_load_revision (database, row, error);
  g_autoptr (GalleyRevision) with_state = NULL;
  g_autoptr (GalleyState) state = NULL;

  if (mine == NULL)
    return FALSE;
  state = galley_state_copy (galley_revision_get_state (mine));
  galley_state_set_text (&state->etag, "");
  with_state = galley_revision_with_state (mine, state);
  return galley_store_row_write (database, row, with_state, row->touched, error) &&
         galley_store_row_write_base (database, row, NULL, error);
}

static gboolean
remove_deleted (GalleyDatabase *database,
                GalleyStoreRow *row,
                gint64          now,
                GError        **error)
{
  if (row->has_base && !forget_base (database, row, error))
    return FALSE;

  if (row->waiting == GALLEY_ROW_PUT)
    return TRUE;
  return galley_store_outbox_set_waiting (database, row, GALLEY_ROW_CLEAN, now, error) &&
         galley_store_outbox_park_actions (database, row->id, GALLEY_PARKED_DELETED, error) &&
         galley_store_row_write_trash (database, row, TRUE, TRUE, error);
}

/* Out of sight: a clean copy goes, with its versions; one that holds anything of ours stays, parked. */
static gboolean
remove_hidden (GalleyDatabase *database,
               GalleyStoreRow *row,
               GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;
  gboolean has_action = FALSE;

  if (!galley_store_outbox_has_action (database, row->id, &has_action, error) ||
      !galley_store_outbox_park_actions (database, row->id, GALLEY_PARKED_HIDDEN, error))
    return FALSE;
  if (row->waiting != GALLEY_ROW_CLEAN)
    return galley_store_outbox_park_content (
      database, row, row->has_conflict ? GALLEY_PARKED_CONFLICT : GALLEY_PARKED_HIDDEN, error);
  if (has_action || (!row->has_base && !row->is_removed))
    return TRUE;

  statement = galley_statement_get (database, sql_delete);
  galley_statement_bind_integer (statement, 1, row->row);
  return galley_statement_run (statement, error);
}

gboolean
galley_record_remove_in_store (GalleyDatabase *database,
                               const char     *id,
                               gboolean        is_hidden,
                               gint64          now,
                               GError        **error)
{
  g_autoptr (GalleyStoreRow) row = NULL;
  GError *local_error = NULL;

  g_return_val_if_fail (database != NULL && id != NULL, FALSE);

  row = galley_store_row_find (database, id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }
  if (row == NULL)
    return TRUE;

  if (is_hidden ? !remove_hidden (database, row, error)
                : !remove_deleted (database, row, now, error))
    return FALSE;
  galley_store_announce_article (database, id, GALLEY_STORE_ORIGIN_SYNC);
  return TRUE;
}

static GPtrArray *
list (GalleyDatabase *database,
      const char     *sql,
      GError        **error)
{
  g_autoptr (GalleyStatement) statement = galley_statement_get (database, sql);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  GError *local_error = NULL;

  while (galley_statement_step (statement, &local_error))
    g_ptr_array_add (ids, galley_statement_dup_text (statement, 0));
  if (local_error != NULL)
    {
      g_propagate_error (error, local_error);
      return NULL;
    }
  return g_steal_pointer (&ids);
}

gboolean
galley_record_forget_bases_in_store (GalleyDatabase *database,
                                     GError        **error)
{
  g_autoptr (GalleyStatement) statement = NULL;

  g_return_val_if_fail (database != NULL, FALSE);

  statement = galley_statement_get (database, sql_forget_bases);
  return galley_statement_run (statement, error);
}

GPtrArray *
galley_record_list_known_in_store (GalleyDatabase *database,
                                   GError        **error)
{
  g_return_val_if_fail (database != NULL, NULL);

  return list (database, sql_list_known, error);
}

GPtrArray *
galley_record_list_in_store (GalleyDatabase *database,
                             GError        **error)
{
  g_return_val_if_fail (database != NULL, NULL);

  return list (database, sql_list, error);
}

GPtrArray *
galley_record_list_waiting_in_store (GalleyDatabase *database,
                                     GError        **error)
{
  g_return_val_if_fail (database != NULL, NULL);

  return list (database, sql_list_waiting, error);
}
