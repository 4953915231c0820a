/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list's three questions, on the store's thread. */
#include "core/store/galley-article-list-jobs.h"

#include "core/db/galley-statement.h"
#include "core/store/galley-store-media.h"

#include <string.h>

static const char sql_text[] = "SELECT text FROM content WHERE row = ?1";

/* The summary of a row, and whether its article names one of @stopped, of which there is none on most days. */
static gboolean
load_summary (GalleyDatabase    *database,
              gint64             row,
              GPtrArray         *stopped,
              GalleySummaryData *data,
              GError           **error)
{
  g_autoptr (GalleyStatement) statement = NULL;
  GError *local_error = NULL;
  const char *text;

  if (!galley_summary_load_in_store (database, row, data, error))
    return FALSE;
  if (stopped->len == 0)
    return TRUE;
  statement = galley_statement_get (database, sql_text);
  galley_statement_bind_integer (statement, 1, row);
  if (!galley_statement_step (statement, &local_error))
    {
      if (local_error != NULL)
        g_propagate_error (error, local_error);
      return local_error == NULL;
    }
  text = galley_statement_get_text (statement, 0);
  for (guint i = 0; i < stopped->len; i++)
    {
      const GalleyMediaRow *media = stopped->pdata[i];

      if (strstr (text, media->hash) == NULL)
        continue;
      if (media->state == GALLEY_MEDIA_WANTED)
        data->has_stopped_fetch = TRUE;
      else
        data->has_stopped_upload = TRUE;
    }
  return TRUE;
}

static void
page_row_free (gpointer data)
{
  GalleyPageRow *self = data;

  galley_summary_data_clear (&self->data);
  g_free (self);
}

static gboolean
add_page_row (GPtrArray      *page,
              GalleyDatabase *database,
              gint64          key,
              GPtrArray      *stopped,
              GError        **error)
{
  GalleyPageRow *row = g_new0 (GalleyPageRow, 1);

  g_ptr_array_add (page, row);
  row->row = key;
  return load_summary (database, key, stopped, &row->data, error);
}

void
galley_list_keys_input_free (GalleyListKeysInput *self)
{
  galley_filter_free (self->filter);
  g_free (self);
}

void
galley_list_keys_free (GalleyListKeys *self)
{
  g_clear_pointer (&self->keys, g_array_unref);
  g_ptr_array_unref (self->first);
  g_free (self);
}

gpointer
galley_list_keys_job (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  GalleyListKeysInput *question = input;
  g_autoptr (GalleyListKeys) answer = g_new0 (GalleyListKeys, 1);
  g_autoptr (GPtrArray) stopped = galley_media_list_stopped_in_store (database, error);

  answer->first = g_ptr_array_new_with_free_func (page_row_free);
  if (stopped != NULL)
    answer->keys = galley_filter_load_keys_in_store (database, question->filter, question->n_first, error);
  if (answer->keys == NULL)
    return NULL;
  for (guint i = 0; i < answer->keys->len && question->n_first > 0; i++)
    if (!add_page_row (answer->first, database, g_array_index (answer->keys, GalleyKey, i).row, stopped, error))
      return NULL;
  return g_steal_pointer (&answer);
}

void
galley_look_input_free (GalleyLookInput *self)
{
  galley_filter_free (self->filter);
  g_ptr_array_unref (self->ids);
  g_free (self);
}

static void
look_free (gpointer data)
{
  GalleyLook *self = data;

  g_free (self->id);
  galley_summary_data_clear (&self->data);
  g_free (self);
}

gpointer
galley_list_look_job (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  GalleyLookInput *question = input;
  g_autoptr (GPtrArray) looks = g_ptr_array_new_with_free_func (look_free);
  g_autoptr (GPtrArray) stopped = galley_media_list_stopped_in_store (database, error);

  if (stopped == NULL)
    return NULL;
  for (guint i = 0; i < question->ids->len; i++)
    {
      GalleyLook *look = g_new0 (GalleyLook, 1);

      g_ptr_array_add (looks, look);
      look->id = g_strdup (g_ptr_array_index (question->ids, i));
      if (!galley_summary_find_row_in_store (database, look->id, &look->row, error))
        return NULL;
      if (look->row == 0)
        continue;
      if (!galley_filter_has_row_in_store (database, question->filter, look->row,
                                           &look->is_in_filter, error) ||
          !load_summary (database, look->row, stopped, &look->data, error))
        return NULL;
    }
  return g_steal_pointer (&looks);
}

gpointer
galley_list_page_job (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  GArray *rows = input;
  g_autoptr (GPtrArray) page = g_ptr_array_new_full (rows->len, page_row_free);
  g_autoptr (GPtrArray) stopped = galley_media_list_stopped_in_store (database, error);

  if (stopped == NULL)
    return NULL;
  for (guint i = 0; i < rows->len; i++)
    if (!add_page_row (page, database, g_array_index (rows, gint64, i), stopped, error))
      return NULL;
  return g_steal_pointer (&page);
}
