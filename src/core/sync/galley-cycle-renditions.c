/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The renditions that go along with an order to publish: made of exactly the content that was signed, for the layout that
 * is kept here, and up before the order. Where the portal has another layout by now, it refuses, and they are made anew. */
#include "core/sync/galley-cycle.h"
#include "core/sync/galley-cycle-private.h"

#include "core/base/galley-error.h"
#include "core/portal/galley-layout.h"
#include "core/portal/galley-lead-picture.h"
#include "core/store/galley-media-cache.h"
#include "core/store/galley-store-settings.h"
#include "core/sync/galley-rendition-cache.h"

#include <string.h>

static gpointer
load_layout_in_store (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  return galley_setting_load_in_store (database, GALLEY_SETTING_LAYOUT, error);
}

/* NULL without error: none is kept yet. (transfer full) */
static GalleyLayout *
load_layout (GalleyCycle *self,
             GError     **error)
{
  GError *cause = NULL;
  g_autoptr (GBytes) zip = galley_store_run (self->store, GALLEY_LANE_BACKGROUND, load_layout_in_store, NULL, &cause);

  if (cause != NULL)
    g_propagate_error (error, cause);
  return zip != NULL ? galley_layout_new_from_zip (zip, error) : NULL;
}

static gboolean
has_picture (GalleyRevision *revision)
{
  g_autoptr (GPtrArray) figures = galley_shown_pictures_list (revision);

  return figures->len > 0;
}

/* The pictures that came with the article and whose files have not: without them there is nothing to make. */
static gboolean
fetch_pictures (GalleyCycle    *self,
                GalleyRevision *revision,
                GError        **error)
{
  g_autoptr (GPtrArray) figures = galley_shown_pictures_list (revision);

  for (guint i = 0; i < figures->len; i++)
    if (!galley_cycle_fetch_file (self, galley_figure_get_hash (figures->pdata[i]), error))
      return FALSE;
  return TRUE;
}

static gboolean
send_all (GalleyCycle      *self,
          GalleyRenditions *renditions,
          gboolean          is_sure,
          GError          **error)
{
  g_autoptr (GPtrArray) pictures = galley_renditions_list_pictures (renditions);

  for (guint i = 0; i < pictures->len; i++)
    {
      guint n_renditions;
      const GalleyRendition *row = galley_renditions_get (renditions, pictures->pdata[i], &n_renditions);

      for (guint n = 0; n < n_renditions; n++)
        if (!galley_cycle_send_file (self, row[n].hash, is_sure, error))
          return FALSE;
    }
  return TRUE;
}

/* (transfer full) */
static JsonObject *
make_member (GalleyLayout     *layout,
             GalleyRenditions *renditions)
{
  JsonObject *member = json_object_new ();

  json_object_set_string_member (member, "key", galley_layout_get_rendition_key (layout));
  json_object_set_object_member (member, "pictures", galley_renditions_write (renditions));
  return member;
}

/* What is wrong with one picture, or its mark, as opposed to what ends the pass. */
static gboolean
is_of_picture (const GError *error)
{
  return error->domain == GALLEY_ERROR
         && (error->code == GALLEY_ERROR_NOT_FOUND || error->code == GALLEY_ERROR_INVALID
             || error->code == GALLEY_ERROR_REJECTED || error->code == GALLEY_ERROR_TOO_LARGE
             || error->code == GALLEY_ERROR_CORRUPT);
}

static gboolean
prepare (GalleyCycle      *self,
         GalleyRevision   *revision,
         gboolean          is_sure,
         JsonObject      **member,
         char            **reason,
         GError          **error)
{
  GError *cause = NULL;
  g_autoptr (GalleyLayout) layout = load_layout (self, &cause);
  g_autoptr (GalleyRenditions) renditions = NULL;

  if (cause != NULL)
    {
      g_propagate_error (error, cause);
      return FALSE;
    }
  if (layout == NULL || !galley_rendition_cache_is_needed (layout, revision))
    return TRUE;
  if (!fetch_pictures (self, revision, error))
    return FALSE;
  renditions = galley_rendition_cache_make (self->store, layout, revision,
                                            galley_clock_get_real_time (self->clock), self->cancellable, &cause);
  if (renditions == NULL)
    {
      if (!is_of_picture (cause))
        {
          g_propagate_error (error, cause);
          return FALSE;
        }
      *reason = g_strconcat (GALLEY_PARKED_PICTURE, cause->message, NULL);
      g_error_free (cause);
      return TRUE;
    }
  if (!send_all (self, renditions, is_sure, error))
    return FALSE;
  *member = make_member (layout, renditions);
  return TRUE;
}

gboolean
galley_cycle_prepare_renditions (GalleyCycle *self,
                                 const char  *id,
                                 gboolean     is_again,
                                 JsonObject **member,
                                 char       **reason,
                                 GError     **error)
{
  g_autoptr (GalleyRecord) record = NULL;

  *member = NULL;
  *reason = NULL;
  record = galley_cycle_load_record (self, id, error);
  if (record == NULL)
    return FALSE;
  if (record->base == NULL || !has_picture (record->base))
    return TRUE;
  return (!is_again || galley_cycle_greet_layout (self, error))
         && prepare (self, record->base, !is_again, member, reason, error);
}
