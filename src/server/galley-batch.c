/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-batch.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/wire/galley-protocol.h"

static void
item_free (gpointer data)
{
  GalleyBatchItem *self = data;

  galley_offer_free (self->offer);
  g_free (self);
}

static GalleyBatchItem *
read_item (GalleyJsonValue *object)
{
  GalleyBatchItem *self = g_new0 (GalleyBatchItem, 1);
  GalleyJsonValue *article = galley_json_value_find_object (object, "article");

  self->id = galley_json_value_find_text (object, "id");
  self->method = galley_json_value_find_text (object, "method");
  self->if_match = galley_json_value_find_text (object, "if_match");
  self->if_none_match = galley_json_value_find_text (object, "if_none_match");
  if (self->id != NULL && article != NULL && g_strcmp0 (self->method, "PUT") == 0)
    self->offer = galley_offer_read_value (self->id, article);
  return self;
}

static void
refuse (GalleyBatch *self,
        guint        status,
        const char  *problem,
        char        *detail)
{
  self->status = status;
  self->problem = problem;
  self->detail = detail;
}

static void
read_items (GalleyBatch *self)
{
  GalleyJsonValue *items = galley_json_value_find_array (galley_json_document_get_root (self->body), "items");
  GalleyJsonValue *item = NULL;
  guint n_items = galley_json_value_count (items);

  if (n_items == 0)
    refuse (self, 422, GALLEY_PROBLEM_INVALID, g_strdup ("items is a list of at least one"));
  else if (n_items > GALLEY_BATCH_MAX_ITEMS)
    refuse (self, 413, GALLEY_PROBLEM_TOO_LARGE, g_strdup_printf ("At most %d items", GALLEY_BATCH_MAX_ITEMS));
  else
    while ((item = galley_json_value_next (items, item)) != NULL)
      g_ptr_array_add (self->items, read_item (item));
}

GalleyBatch *
galley_batch_read (GBytes *body)
{
  GalleyBatch *self = g_new0 (GalleyBatch, 1);
  g_autoptr (GError) error = NULL;
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  self->items = g_ptr_array_new_with_free_func (item_free);
  self->body = galley_json_document_new (text, length, GALLEY_BATCH_MAX_BYTES, &error);
  if (self->body == NULL || galley_json_document_get_object (self->body, &error) == NULL)
    {
      gboolean is_long = g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE);

      refuse (self, is_long ? 413 : 400, is_long ? GALLEY_PROBLEM_TOO_LARGE : GALLEY_PROBLEM_INVALID,
              g_strdup (error->message));
      return self;
    }
  self->hash = galley_hash_bytes (text, length);
  read_items (self);
  return self;
}

void
galley_batch_free (GalleyBatch *self)
{
  if (self == NULL)
    return;
  g_free (self->hash);
  g_ptr_array_unref (self->items);
  galley_json_document_free (self->body);
  g_free (self->detail);
  g_free (self);
}
