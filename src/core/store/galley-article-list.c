/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys are kept here, the summaries come by pages when somebody looks (galley-summary-pages.c). A
 * change in the store is looked up by its article alone, and taken in as one run of rows. */
#include "core/store/galley-article-list.h"

#include "core/store/galley-article-list-jobs.h"
#include "core/store/galley-summary-pages.h"

/* Above so many changed articles it is cheaper to ask for all keys. */
#define MAX_LOOKS 64

struct _GalleyArticleList
{
  GObject parent_instance;

  /* owned */
  GalleyStore *store;
  GalleyFilter *filter;
  GCancellable *cancellable;
  GArray *keys; /* of GalleyKey */
  GalleySummaryPages *pages;
  GHashTable *changed; /* ids of articles to look at */

  gboolean is_loaded;
  gboolean is_begun;      /* only the first keys are there yet */
  gboolean needs_refresh; /* with the keys that are asked for */
  gboolean needs_keys;
  gboolean is_asking_keys; /* or looking */
  guint n_key_queries;
  guint n_look_queries;
};

enum
{
  PROP_IS_LOADED = 1,
  N_PROPERTIES,
};

static GParamSpec *properties[N_PROPERTIES];

static void ask_keys (GalleyArticleList *self);

/* Keys. */

/* Takes @keys and tells the one run of rows in which they differ. */
static void
take_keys (GalleyArticleList *self,
           GArray            *keys)
{
  g_autoptr (GArray) old = g_steal_pointer (&self->keys);
  guint shorter = MIN (old->len, keys->len);
  guint head = 0;
  guint tail = 0;

  self->keys = keys;
  while (head < shorter && g_array_index (old, GalleyKey, head).row ==
                             g_array_index (keys, GalleyKey, head).row)
    head++;
  while (tail < shorter - head &&
         g_array_index (old, GalleyKey, old->len - 1 - tail).row ==
           g_array_index (keys, GalleyKey, keys->len - 1 - tail).row)
    tail++;
  if (head + tail < old->len || head + tail < keys->len)
    g_list_model_items_changed (G_LIST_MODEL (self), head, old->len - head - tail,
                                keys->len - head - tail);
}

static void
keys_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyListKeys) found = galley_store_run_finish (GALLEY_STORE (source), result, &error);
  g_autoptr (GalleyArticleList) self = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = g_object_ref (GALLEY_ARTICLE_LIST (data));
  self->is_asking_keys = FALSE;
  if (error != NULL)
    {
      /* The list stays as it is until the next change; asking at once would only fail again. */
      g_info ("the list could not be read: %s", error->message);
      self->needs_keys = TRUE;
      return;
    }

  galley_summary_pages_take (self->pages, (const GalleyKey *) (const void *) found->keys->data, found->first);
  take_keys (self, g_steal_pointer (&found->keys));
  if (!self->is_loaded)
    {
      self->is_loaded = TRUE;
      self->is_begun = self->keys->len == GALLEY_LIST_PAGE;
      if (self->is_begun)
        self->needs_keys = TRUE;
      else
        self->n_key_queries++;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOADED]);
    }
  else if (self->needs_refresh)
    galley_summary_pages_refresh (self->pages);
  ask_keys (self);
}

static guint
find_row (GArray *keys,
          gint64  row)
{
  for (guint i = 0; i < keys->len; i++)
    if (g_array_index (keys, GalleyKey, i).row == row)
      return i;
  return G_MAXUINT;
}

static void
insert_key (GArray          *keys,
            const GalleyKey *key)
{
  guint low = 0;
  guint high = keys->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (galley_key_compare (&g_array_index (keys, GalleyKey, middle), key) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  g_array_insert_vals (keys, low, key, 1);
}

static void
apply_look (GalleyArticleList *self,
            GArray            *keys,
            GalleyLook        *look)
{
  g_autoptr (GalleyArticleSummary) summary = NULL;
  gint64 row = look->row != 0 ? look->row : galley_summary_pages_find (self->pages, look->id);
  GalleyKey key = { row, look->data.touched };
  guint old;

  if (row == 0)
    {
      self->needs_keys = TRUE;
      return;
    }
  old = find_row (keys, row);
  if (old != G_MAXUINT)
    g_array_remove_index (keys, old);
  if (look->is_in_filter)
    insert_key (keys, &key);

  summary = galley_summary_pages_get (self->pages, row);
  if (summary != NULL && look->row != 0)
    galley_article_summary_take_data (summary, &look->data);
}

static void
look_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) looks = galley_store_run_finish (GALLEY_STORE (source), result, &error);
  g_autoptr (GalleyArticleList) self = NULL;
  GArray *keys;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = g_object_ref (GALLEY_ARTICLE_LIST (data));
  self->is_asking_keys = FALSE;
  if (error != NULL)
    {
      g_info ("a change could not be read: %s", error->message);
      self->needs_keys = TRUE;
      return;
    }

  keys = g_array_copy (self->keys);
  for (guint i = 0; i < looks->len; i++)
    apply_look (self, keys, g_ptr_array_index (looks, i));
  take_keys (self, keys);
  ask_keys (self);
}

static void
look (GalleyArticleList *self)
{
  GalleyLookInput *input = g_new0 (GalleyLookInput, 1);
  GHashTableIter iter;
  gpointer id;

  input->filter = galley_filter_copy (self->filter);
  input->ids = g_ptr_array_new_with_free_func (g_free);
  g_hash_table_iter_init (&iter, self->changed);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (input->ids, g_strdup (id));
  g_hash_table_remove_all (self->changed);

  self->is_asking_keys = TRUE;
  self->n_look_queries++;
  galley_store_run_async (self->store, GALLEY_LANE_PERSON, galley_list_look_job, input,
                          (GDestroyNotify) galley_look_input_free,
                          (GDestroyNotify) g_ptr_array_unref, self->cancellable, look_cb, self);
}

static void
ask_keys (GalleyArticleList *self)
{
  GalleyListKeysInput *input;

  if (self->is_asking_keys)
    return;
  if (!self->needs_keys && g_hash_table_size (self->changed) <= MAX_LOOKS)
    {
      if (g_hash_table_size (self->changed) > 0)
        look (self);
      return;
    }

  /* What the first answer has brought is still true, unless something has changed meanwhile. */
  self->needs_refresh = !self->is_begun || g_hash_table_size (self->changed) > 0;
  self->is_begun = FALSE;
  self->needs_keys = FALSE;
  g_hash_table_remove_all (self->changed);
  self->is_asking_keys = TRUE;
  input = g_new0 (GalleyListKeysInput, 1);
  input->filter = galley_filter_copy (self->filter);
  if (self->is_loaded)
    self->n_key_queries++;
  else
    input->n_first = GALLEY_LIST_PAGE;
  galley_store_run_async (self->store, GALLEY_LANE_PERSON, galley_list_keys_job, input,
                          (GDestroyNotify) galley_list_keys_input_free,
                          (GDestroyNotify) galley_list_keys_free, self->cancellable, keys_cb, self);
}

static void
article_changed_cb (GalleyStore *store,
                    const char  *id,
                    int          origin,
                    gpointer     data)
{
  GalleyArticleList *self = data;

  g_hash_table_add (self->changed, g_strdup (id));
  ask_keys (self);
}

/* What is told of a file's way is told of articles, and which those are only their texts say. */
static void
media_changed_cb (GalleyStore *store,
                  const char  *hash,
                  gpointer     data)
{
  galley_summary_pages_refresh (GALLEY_ARTICLE_LIST (data)->pages);
}

/* The model. */

static GType
get_item_type (GListModel *model)
{
  return GALLEY_TYPE_ARTICLE_SUMMARY;
}

static guint
get_n_items (GListModel *model)
{
  return GALLEY_ARTICLE_LIST (model)->keys->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  GalleyArticleList *self = GALLEY_ARTICLE_LIST (model);
  GalleyArticleSummary *summary;
  guint first;
  gint64 row;

  if (position >= self->keys->len)
    return NULL;
  row = g_array_index (self->keys, GalleyKey, position).row;
  summary = galley_summary_pages_get (self->pages, row);
  if (summary != NULL)
    return summary;
  first = position - position % GALLEY_LIST_PAGE;
  galley_summary_pages_make (self->pages, &g_array_index (self->keys, GalleyKey, first),
                             MIN (GALLEY_LIST_PAGE, self->keys->len - first));
  return galley_summary_pages_get (self->pages, row);
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GalleyArticleList, galley_article_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void
galley_article_list_dispose (GObject *object)
{
  GalleyArticleList *self = GALLEY_ARTICLE_LIST (object);

  g_cancellable_cancel (self->cancellable);
  if (self->store != NULL)
    g_signal_handlers_disconnect_by_data (self->store, self);
  g_clear_object (&self->store);
  g_clear_pointer (&self->pages, galley_summary_pages_free);

  G_OBJECT_CLASS (galley_article_list_parent_class)->dispose (object);
}

static void
galley_article_list_finalize (GObject *object)
{
  GalleyArticleList *self = GALLEY_ARTICLE_LIST (object);

  galley_filter_free (self->filter);
  g_object_unref (self->cancellable);
  g_array_unref (self->keys);
  g_hash_table_unref (self->changed);

  G_OBJECT_CLASS (galley_article_list_parent_class)->finalize (object);
}

static void
galley_article_list_get_property (GObject    *object,
                                  guint       id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  GalleyArticleList *self = GALLEY_ARTICLE_LIST (object);

  switch (id)
    {
    case PROP_IS_LOADED:
      g_value_set_boolean (value, self->is_loaded);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
galley_article_list_class_init (GalleyArticleListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = galley_article_list_dispose;
  object_class->finalize = galley_article_list_finalize;
  object_class->get_property = galley_article_list_get_property;

  properties[PROP_IS_LOADED] = g_param_spec_boolean (
    "is-loaded", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
galley_article_list_init (GalleyArticleList *self)
{
  self->cancellable = g_cancellable_new ();
  self->keys = g_array_new (FALSE, FALSE, sizeof (GalleyKey));
  self->changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

GalleyArticleList *
galley_article_list_new (GalleyStore        *store,
                         const GalleyFilter *filter)
{
  GalleyArticleList *self;

  g_return_val_if_fail (GALLEY_IS_STORE (store), NULL);
  g_return_val_if_fail (filter != NULL && filter->kind < GALLEY_N_FILTER_KINDS, NULL);

  self = g_object_new (GALLEY_TYPE_ARTICLE_LIST, NULL);
  self->store = g_object_ref (store);
  self->filter = galley_filter_copy (filter);
  self->pages = galley_summary_pages_new (store);
  g_signal_connect (store, "article-changed", G_CALLBACK (article_changed_cb), self);
  g_signal_connect (store, "media-changed", G_CALLBACK (media_changed_cb), self);
  self->needs_keys = TRUE;
  ask_keys (self);
  return self;
}

gboolean
galley_article_list_get_is_loaded (GalleyArticleList *self)
{
  g_return_val_if_fail (GALLEY_IS_ARTICLE_LIST (self), FALSE);

  return self->is_loaded;
}

guint
galley_article_list_find (GalleyArticleList *self,
                          const char        *id)
{
  gint64 row;

  g_return_val_if_fail (GALLEY_IS_ARTICLE_LIST (self), G_MAXUINT);
  g_return_val_if_fail (id != NULL, G_MAXUINT);

  row = galley_summary_pages_find (self->pages, id);
  return row != 0 ? find_row (self->keys, row) : G_MAXUINT;
}

guint
galley_article_list_get_n_key_queries (GalleyArticleList *self)
{
  return self->n_key_queries;
}

guint
galley_article_list_get_n_look_queries (GalleyArticleList *self)
{
  return self->n_look_queries;
}

guint
galley_article_list_get_n_page_queries (GalleyArticleList *self)
{
  return galley_summary_pages_get_n_queries (self->pages);
}
