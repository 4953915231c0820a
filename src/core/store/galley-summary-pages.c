/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A page is made when somebody looks into it: its objects at once, empty, and one question for what
 * belongs into them. The newest question is asked first, one at a time, and rows that nobody holds any
 * more are not asked for at all: that is what remains of a fast scroll. */
#include "core/store/galley-summary-pages.h"

/* So many pages stay filled in when nobody looks at them: for scrolling back. */
#define N_KEPT_PAGES 16
/* Rows in one question when everything is asked for again. */
#define ROWS_A_QUERY 128

struct _GalleySummaryPages
{
  GalleyStore *store;
  GCancellable *cancellable;
  GHashTable *summaries; /* row -> GWeakRef of its object */
  GQueue kept;           /* of GPtrArray: the pages made last */
  GQueue wanted;         /* of GArray of gint64: rows to be filled in, newest question first */
  gboolean is_asking;
  guint n_queries;
};

static void ask (GalleySummaryPages *self);

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

GalleyArticleSummary *
galley_summary_pages_get (GalleySummaryPages *self,
                          gint64              row)
{
  GWeakRef *reference = g_hash_table_lookup (self->summaries, &row);

  return reference != NULL ? g_weak_ref_get (reference) : NULL;
}

static GalleyArticleSummary *
add_summary (GalleySummaryPages *self,
             gint64             row)
{
  GalleyArticleSummary *summary = galley_article_summary_new (row);
  GWeakRef *reference = g_new0 (GWeakRef, 1);

  g_weak_ref_init (reference, summary);
  g_hash_table_replace (self->summaries, g_memdup2 (&row, sizeof row), reference);
  return summary;
}

/* Lets a page go; rows that somebody else still holds keep their object. */
static void
drop_page (GalleySummaryPages *self,
           GPtrArray         *page)
{
  while (page->len > 0)
    {
      g_autoptr (GalleyArticleSummary) still = NULL;
      GalleyArticleSummary *summary = g_ptr_array_steal_index_fast (page, page->len - 1);
      gint64 row = galley_article_summary_get_row (summary);

      g_object_unref (summary);
      still = galley_summary_pages_get (self, row);
      if (still == NULL)
        g_hash_table_remove (self->summaries, &row);
    }
  g_ptr_array_unref (page);
}

/* Keeps a page of objects; tells in @rows which of them are new. */
static void
keep_page (GalleySummaryPages *self,
           const GalleyKey    *keys,
           guint               n_keys,
           GArray             *rows)
{
  GPtrArray *page = g_ptr_array_new_full (n_keys, g_object_unref);

  for (guint i = 0; i < n_keys; i++)
    {
      GalleyArticleSummary *summary = galley_summary_pages_get (self, keys[i].row);

      if (summary == NULL)
        {
          summary = add_summary (self, keys[i].row);
          g_array_append_val (rows, keys[i].row);
        }
      g_ptr_array_add (page, summary);
    }
  g_queue_push_head (&self->kept, page);
  if (self->kept.length > N_KEPT_PAGES)
    drop_page (self, g_queue_pop_tail (&self->kept));
}

void
galley_summary_pages_make (GalleySummaryPages *self,
                           const GalleyKey    *keys,
                           guint               n_keys)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  keep_page (self, keys, n_keys, rows);
  if (rows->len > 0)
    g_queue_push_head (&self->wanted, g_steal_pointer (&rows));
  ask (self);
}

/* Leaves only rows whose object somebody holds. */
static void
drop_unheld (GalleySummaryPages *self,
             GArray            *rows)
{
  for (guint i = rows->len; i > 0; i--)
    {
      g_autoptr (GalleyArticleSummary) summary =
        galley_summary_pages_get (self, g_array_index (rows, gint64, i - 1));

      if (summary == NULL)
        g_array_remove_index (rows, i - 1);
    }
}

/* Listeners may do what they like, also drop the list: only @page and the objects are used. */
static void
take_page (GalleySummaryPages *self,
           GPtrArray          *page)
{
  g_autoptr (GPtrArray) summaries = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; page != NULL && i < page->len; i++)
    {
      GalleyPageRow *row = g_ptr_array_index (page, i);
      GalleyArticleSummary *summary = galley_summary_pages_get (self, row->row);

      g_ptr_array_add (summaries, summary != NULL ? summary : galley_article_summary_new (row->row));
    }
  for (guint i = 0; i < summaries->len; i++)
    {
      GalleyPageRow *row = g_ptr_array_index (page, i);

      if (row->data.id != NULL)
        galley_article_summary_take_data (g_ptr_array_index (summaries, i), &row->data);
    }
}

void
galley_summary_pages_take (GalleySummaryPages *self,
                           const GalleyKey    *keys,
                           GPtrArray          *page)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  if (page->len == 0)
    return;
  keep_page (self, keys, page->len, rows);
  take_page (self, page);
}

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GalleySummaryPages *self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) page = galley_store_run_finish (GALLEY_STORE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  /* The rows stay empty; the store has said what is wrong, and opens its file anew. */
  if (error != NULL)
    g_info ("a page of the list could not be read: %s", error->message);

  /* The next question leaves first: whoever listens to "changed" may let go of the list. */
  self->is_asking = FALSE;
  ask (self);
  take_page (self, page);
}

static void
ask (GalleySummaryPages *self)
{
  while (!self->is_asking && !g_queue_is_empty (&self->wanted))
    {
      g_autoptr (GArray) rows = g_queue_pop_head (&self->wanted);

      drop_unheld (self, rows);
      if (rows->len == 0)
        continue;
      self->is_asking = TRUE;
      self->n_queries++;
      galley_store_run_async (self->store, GALLEY_LANE_PERSON, galley_list_page_job,
                              g_steal_pointer (&rows), (GDestroyNotify) g_array_unref,
                              (GDestroyNotify) g_ptr_array_unref, self->cancellable, page_cb,
                              self);
    }
}

void
galley_summary_pages_refresh (GalleySummaryPages *self)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer row;

  /* What was asked for and is not answered yet is among them. */
  g_queue_clear_full (&self->wanted, (GDestroyNotify) g_array_unref);
  g_hash_table_iter_init (&iter, self->summaries);
  while (g_hash_table_iter_next (&iter, &row, NULL))
    {
      g_array_append_vals (rows, row, 1);
      if (rows->len < ROWS_A_QUERY)
        continue;
      g_queue_push_tail (&self->wanted, g_steal_pointer (&rows));
      rows = g_array_new (FALSE, FALSE, sizeof (gint64));
    }
  if (rows->len > 0)
    g_queue_push_tail (&self->wanted, g_steal_pointer (&rows));
  ask (self);
}

gint64
galley_summary_pages_find (GalleySummaryPages *self,
                           const char         *id)
{
  GHashTableIter iter;
  gpointer key;
  gpointer value;

  g_hash_table_iter_init (&iter, self->summaries);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_autoptr (GalleyArticleSummary) summary = g_weak_ref_get (value);
      const GalleySummaryData *data =
        summary != NULL ? galley_article_summary_get_data (summary) : NULL;

      if (data != NULL && g_str_equal (data->id, id))
        return *(gint64 *) key;
    }
  return 0;
}

GalleySummaryPages *
galley_summary_pages_new (GalleyStore *store)
{
  GalleySummaryPages *self = g_new0 (GalleySummaryPages, 1);

  self->store = g_object_ref (store);
  self->cancellable = g_cancellable_new ();
  self->summaries = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_weak_ref);
  g_queue_init (&self->kept);
  g_queue_init (&self->wanted);
  return self;
}

void
galley_summary_pages_free (GalleySummaryPages *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->store);
  g_object_unref (self->cancellable);
  g_queue_clear_full (&self->kept, (GDestroyNotify) g_ptr_array_unref);
  g_hash_table_unref (self->summaries);
  g_queue_clear_full (&self->wanted, (GDestroyNotify) g_array_unref);
  g_free (self);
}

guint
galley_summary_pages_get_n_queries (GalleySummaryPages *self)
{
  return self->n_queries;
}
