/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-workspace-renditions.h"

#include "core/base/galley-task.h"
#include "core/portal/galley-context.h"
#include "core/portal/galley-lead-picture.h"
#include "core/store/galley-media-cache.h"
#include "core/sync/galley-rendition-cache.h"
#include "core/workspace/galley-workspace-private.h"

#include <string.h>

/* --- in the worker ----------------------------------------------------------------------------------------------- */

typedef struct
{
  GalleyStore *store;
  GalleyLayout *layout;
  GPtrArray *figures; /* (element-type GalleyFigure) */
  gint64 now;
} Making;

static void
making_free (gpointer data)
{
  Making *self = data;

  g_object_unref (self->store);
  galley_layout_unref (self->layout);
  g_ptr_array_unref (self->figures);
  g_free (self);
}

static void
make_in_worker (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const Making *making = data;
  GalleyRenditions *made = galley_renditions_new ();

  for (guint i = 0; i < making->figures->len; i++)
    {
      g_autoptr (GError) error = NULL;

      /* It is shown as it is then; an order to publish will say what is wrong. */
      if (!galley_rendition_cache_make_one (making->store, making->layout, making->figures->pdata[i], made, making->now,
                                            cancellable, &error))
        g_info ("renditions of %.12s: %s", galley_figure_get_hash (making->figures->pdata[i]), error->message);
    }
  g_task_return_pointer (task, made, (GDestroyNotify) galley_renditions_free);
}

/* --- on the main thread ------------------------------------------------------------------------------------------ */

/* What was made for another layout is of no use. */
static void
follow_layout (GalleyWorkspace *self)
{
  const char *key = galley_layout_get_rendition_key (self->layout);

  if (g_strcmp0 (self->rendition_key, key) == 0)
    return;
  g_free (self->rendition_key);
  self->rendition_key = g_strdup (key);
  g_clear_pointer (&self->renditions, galley_renditions_free);
  self->renditions = galley_renditions_new ();
  g_clear_pointer (&self->renditions_begun, g_hash_table_unref);
  self->renditions_begun = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static gboolean
is_here (GalleyWorkspace *self,
         const char      *hash)
{
  g_autofree char *path = galley_media_source_dup_path (GALLEY_MEDIA_SOURCE (self), hash);

  return path != NULL;
}

/* Adds those of @picture to @to, if all of them are here. */
static gboolean
take (GalleyWorkspace  *self,
      GalleyRenditions *from,
      const char       *picture,
      GalleyRenditions *to)
{
  guint n_renditions;
  const GalleyRendition *row = galley_renditions_get (from, picture, &n_renditions);

  for (guint i = 0; i < n_renditions; i++)
    if (!is_here (self, row[i].hash))
      return FALSE;
  for (guint i = 0; i < n_renditions; i++)
    galley_renditions_add (to, picture, &row[i]);
  return n_renditions > 0;
}

static void
made_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GalleyWorkspace *self = GALLEY_WORKSPACE (source);
  Making *making = g_task_get_task_data (G_TASK (result));
  g_autoptr (GalleyRenditions) made = g_task_propagate_pointer (G_TASK (result), NULL);
  g_autoptr (GPtrArray) pictures = NULL;

  if (made == NULL || self->is_closed
      || g_strcmp0 (self->rendition_key, galley_layout_get_rendition_key (making->layout)) != 0)
    return;
  pictures = galley_renditions_list_pictures (made);
  for (guint i = 0; i < pictures->len; i++)
    take (self, made, pictures->pdata[i], self->renditions);
  if (pictures->len > 0)
    galley_workspace_emit_renditions_made (self);
}

static void
begin (GalleyWorkspace *self,
       GPtrArray       *figures)
{
  g_autoptr (GTask) task = NULL;
  Making *making = g_new0 (Making, 1);

  making->store = g_object_ref (self->store);
  making->layout = galley_layout_ref (self->layout);
  making->figures = g_ptr_array_ref (figures);
  making->now = galley_clock_get_real_time (self->clock);
  task = g_task_new (self, self->cancellable, made_cb, NULL);
  g_task_set_source_tag (task, galley_workspace_dress_context);
  g_task_set_task_data (task, making, making_free);
  galley_task_run_in_thread (task, make_in_worker);
}

/* Whether those of @figure are to be made now; that is asked once a layout, unless its file is not here yet. */
static gboolean
is_to_be_made (GalleyWorkspace *self,
               GalleyFigure    *figure)
{
  const char *picture = galley_figure_get_hash (figure);

  return galley_rendition_cache_is_needed_for (self->layout, figure) && is_here (self, picture)
         && g_hash_table_add (self->renditions_begun, g_strdup (picture));
}

char *
galley_workspace_dress_context (GalleyWorkspace *self,
                                GalleyRevision  *revision,
                                const char      *context)
{
  g_autoptr (GalleyRenditions) own = NULL;
  g_autoptr (GalleyRenditions) shown = galley_renditions_new ();
  g_autoptr (GPtrArray) lacking = NULL;
  g_autoptr (GPtrArray) figures = NULL;

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (revision != NULL && context != NULL, NULL);
  g_return_val_if_fail (!self->is_closed, g_strdup (context));

  follow_layout (self);
  own = galley_context_read_renditions (context);
  lacking = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_figure_unref);
  figures = galley_shown_pictures_list (revision);
  for (guint i = 0; i < figures->len; i++)
    {
      GalleyFigure *figure = figures->pdata[i];
      guint n_shown;

      galley_renditions_get (shown, galley_figure_get_hash (figure), &n_shown);
      if (n_shown == 0 && !take (self, own, galley_figure_get_hash (figure), shown)
          && !take (self, self->renditions, galley_figure_get_hash (figure), shown) && is_to_be_made (self, figure))
        g_ptr_array_add (lacking, galley_figure_ref (figure));
    }
  if (lacking->len > 0)
    begin (self, lacking);
  return galley_context_with_renditions (context, shown);
}
