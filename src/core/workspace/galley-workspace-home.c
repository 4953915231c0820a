/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-workspace-home.h"

#include "core/base/galley-error.h"
#include "core/portal/galley-page-home.h"
#include "core/store/galley-filter-keys.h"
#include "core/store/galley-store-slots.h"
#include "core/workspace/galley-workspace-private.h"

/* So many of the newest public articles are looked at: more than a home page shows. */
#define MAX_ARTICLES 100

struct _GalleyHomeSource
{
  char **slots;         /* ids */
  GHashTable *standing; /* (element-type utf8 GalleyPlacements) what will stand in each */
  GHashTable *articles; /* (element-type utf8 GalleyRevision) public ones by id */
};

void
galley_home_source_free (GalleyHomeSource *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->slots);
  g_hash_table_unref (self->standing);
  g_hash_table_unref (self->articles);
  g_free (self);
}

static GalleyHomeSource *
home_source_new (GalleySite *site)
{
  GalleyHomeSource *self = g_new0 (GalleyHomeSource, 1);
  g_autoptr (GStrvBuilder) ids = g_strv_builder_new ();
  guint n_slots;
  const GalleySlot *slots = galley_site_get_slots (site, &n_slots);

  for (guint i = 0; i < n_slots; i++)
    g_strv_builder_add (ids, slots[i].id);
  self->slots = g_strv_builder_end (ids);
  self->standing = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) galley_placements_unref);
  self->articles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) galley_revision_unref);
  return self;
}

/* --- in the store ------------------------------------------------------------------------------------------------ */

static gboolean
load_article (GalleyHomeSource *self,
              GalleyDatabase   *database,
              const char       *id,
              GError          **error)
{
  GError *cause = NULL;
  g_autoptr (GalleyRecord) record = NULL;

  if (g_hash_table_contains (self->articles, id))
    return TRUE;
  record = galley_record_load_in_store (database, id, &cause);
  if (record != NULL && galley_state_is_public (galley_revision_get_state (record->revision)))
    g_hash_table_insert (self->articles, g_strdup (id), galley_revision_ref (record->revision));
  if (cause == NULL)
    return TRUE;
  if (g_error_matches (cause, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
    {
      g_error_free (cause);
      return TRUE;
    }
  g_propagate_error (error, cause);
  return FALSE;
}

static gboolean
load_newest (GalleyHomeSource *self,
             GalleyDatabase   *database,
             GError          **error)
{
  const GalleyFilter filter = { .kind = GALLEY_FILTER_PUBLISHED };
  g_autoptr (GPtrArray) newest = galley_filter_load_in_store (database, &filter, MAX_ARTICLES, error);

  if (newest == NULL)
    return FALSE;
  for (guint i = 0; i < newest->len; i++)
    if (!load_article (self, database, ((const GalleySummaryData *) newest->pdata[i])->id, error))
      return FALSE;
  return TRUE;
}

static gboolean
load_slot (GalleyHomeSource *self,
           GalleyDatabase   *database,
           const char       *slot,
           GError          **error)
{
  g_autoptr (GalleyPlacements) present = galley_slot_load_in_store (database, slot, error);
  GError *cause = NULL;
  g_autoptr (GalleySlotChange) change = NULL;
  GalleyPlacements *next;

  if (present == NULL)
    return FALSE;
  change = galley_slot_change_load_in_store (database, slot, &cause);
  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  next = change != NULL && change->refused == NULL ? change->wanted : present;
  g_hash_table_insert (self->standing, g_strdup (slot), galley_placements_ref (next));
  for (guint i = 0; i < galley_placements_get_length (next); i++)
    if (!load_article (self, database, galley_placements_get (next, i)->article, error))
      return FALSE;
  return TRUE;
}

/* Takes @input apart. */
static gpointer
load_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  GalleyHomeSource **asked = input;
  g_autoptr (GalleyHomeSource) self = g_steal_pointer (asked);

  if (!load_newest (self, database, error))
    return NULL;
  for (char **slot = self->slots; *slot != NULL; slot++)
    if (!load_slot (self, database, *slot, error))
      return NULL;
  return g_steal_pointer (&self);
}

static void
asked_free (gpointer data)
{
  GalleyHomeSource **asked = data;

  g_clear_pointer (asked, galley_home_source_free);
  g_free (asked);
}

/* --- and the page of it ------------------------------------------------------------------------------------------ */

static int
compare_items (gconstpointer a,
               gconstpointer b)
{
  const GalleyPageItem *first = *(const GalleyPageItem *const *) a;
  const GalleyPageItem *second = *(const GalleyPageItem *const *) b;

  if (first->published != second->published)
    return first->published > second->published ? -1 : 1;
  return g_strcmp0 (second->id, first->id);
}

/* The article's own row, or one of what is public. (transfer full) (nullable) */
static GalleyPageItem *
make_item (GalleyHomeSource     *self,
           const GalleyPageItem *article,
           const char           *id)
{
  GalleyRevision *revision = g_hash_table_lookup (self->articles, id);

  if (article != NULL && g_str_equal (article->id, id))
    return galley_page_item_copy (article);
  return revision != NULL ? galley_page_item_new (revision) : NULL;
}

typedef struct
{
  GalleyHomeSource *self;
  const GalleyPageItem *article;
} Search;

static GalleyPageItem *
find (const char *article,
      gpointer    data,
      GError    **error)
{
  const Search *search = data;

  return make_item (search->self, search->article, article);
}

/* Newest first. (transfer full) (element-type GalleyPageItem) */
static GPtrArray *
make_items (GalleyHomeSource     *self,
            const GalleyPageItem *article)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_page_item_free);
  GHashTableIter iter;
  gpointer id;

  g_hash_table_iter_init (&iter, self->articles);
  while (g_hash_table_iter_next (&iter, &id, NULL))
    g_ptr_array_add (items, make_item (self, article, id));
  if (article != NULL && !g_hash_table_contains (self->articles, article->id))
    g_ptr_array_add (items, galley_page_item_copy (article));
  g_ptr_array_sort (items, compare_items);
  return items;
}

static GHashTable *
collect_targets (GPtrArray *items)
{
  GHashTable *targets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  for (guint i = 0; i < items->len; i++)
    {
      const GalleyPageItem *item = items->pdata[i];

      g_hash_table_insert (targets, g_strdup (galley_page_item_get_target (item)), g_strdup (item->id));
    }
  return targets;
}

GBytes *
galley_home_source_render (GalleyHomeSource      *self,
                           GalleyWorkspace       *workspace,
                           GalleyLayout          *layout,
                           const GalleyPageItem  *article,
                           GHashTable           **targets,
                           GError               **error)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GalleyHome) home = galley_home_new ();
  Search search = { self, article };
  GalleySite *site;
  gint64 now;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (workspace), NULL);

  site = galley_layout_get_site (layout);
  now = galley_clock_get_real_time (workspace->clock);
  items = make_items (self, article);
  for (char **id = self->slots; *id != NULL; id++)
    {
      const GalleySlot *slot = galley_site_get_slot (site, *id);
      GalleyPlacements *standing = g_hash_table_lookup (self->standing, *id);

      if (slot != NULL && !galley_home_fill (home, slot, standing, now, find, &search, error))
        return NULL;
    }
  if (targets != NULL)
    *targets = collect_targets (items);
  return galley_page_render_home (layout, items, home, error);
}

/* --- loading it -------------------------------------------------------------------------------------------------- */

void
galley_home_source_load_async (GalleyWorkspace     *workspace,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             data)
{
  GalleyHomeSource **asked;
  GTask *task;

  g_return_if_fail (GALLEY_IS_WORKSPACE (workspace));

  asked = g_new0 (GalleyHomeSource *, 1);
  *asked = home_source_new (galley_layout_get_site (workspace->layout));
  task = g_task_new (workspace, cancellable, callback, data);
  g_task_set_source_tag (task, galley_home_source_load_async);
  galley_workspace_answer_from_store (workspace, task, GALLEY_LANE_PERSON, load_in_store, asked, asked_free,
                                      (GDestroyNotify) galley_home_source_free);
}

GalleyHomeSource *
galley_home_source_load_finish (GalleyWorkspace  *workspace,
                                GAsyncResult     *result,
                                GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (g_task_is_valid (result, workspace), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
