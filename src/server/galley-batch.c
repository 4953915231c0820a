/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-batch.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"

static void
item_free (gpointer data)
{
  GalleyBatchItem *self = data;

  galley_offer_free (self->offer);
  g_free (self);
}

static GalleyBatchItem *
read_item (JsonObject *object)
{
  GalleyBatchItem *self = g_new0 (GalleyBatchItem, 1);
  JsonObject *article = galley_json_get_object (object, "article");

  self->id = galley_json_get_string (object, "id");
  self->method = galley_json_get_string (object, "method");
  self->if_match = galley_json_get_string (object, "if_match");
  self->if_none_match = galley_json_get_string (object, "if_none_match");
  if (self->id != NULL && article != NULL && g_strcmp0 (self->method, "PUT") == 0)
    self->offer = galley_offer_read_object (self->id, article);
  return self;
}

/* NULL: go on. */
static GalleyResponse *
read_items (GalleyBatch *self)
{
  JsonArray *items = galley_json_get_array (self->body, "items");

  if (items == NULL || json_array_get_length (items) == 0)
    return galley_response_new_problem (422, GALLEY_PROBLEM_INVALID, "items is a list of at least one");
  if (json_array_get_length (items) > GALLEY_BATCH_MAX_ITEMS)
    return galley_response_new_problem (413, GALLEY_PROBLEM_TOO_LARGE, "At most %d items", GALLEY_BATCH_MAX_ITEMS);
  for (guint i = 0; i < json_array_get_length (items); i++)
    g_ptr_array_add (self->items, read_item (galley_json_array_get_object (items, i)));
  return NULL;
}

GalleyBatch *
galley_batch_read (GBytes *body)
{
  GalleyBatch *self = g_new0 (GalleyBatch, 1);
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  self->items = g_ptr_array_new_with_free_func (item_free);
  self->body = galley_response_parse_object (text, length, GALLEY_BATCH_MAX_BYTES, &self->refusal);
  if (self->body != NULL)
    self->refusal = read_items (self);
  if (self->refusal == NULL)
    self->hash = galley_hash_bytes (text, length);
  return self;
}

void
galley_batch_free (GalleyBatch *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->refusal, galley_response_free);
  g_free (self->hash);
  g_ptr_array_unref (self->items);
  g_clear_pointer (&self->body, json_object_unref);
  g_free (self);
}
