/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-page-item.h"

#include "core/base/galley-clock.h"
#include "core/base/galley-json.h"
#include "core/portal/galley-context-renditions.h"
#include "core/portal/galley-lead-picture.h"
#include "core/portal/galley-site-path.h"
#include "core/portal/galley-site-places.h"

#include <string.h>

/* Pixels: no list shows a picture wider, and a sharp screen makes two of one. */
#define ROW_WIDTH 640

void
galley_page_item_free (GalleyPageItem *self)
{
  if (self == NULL)
    return;
  g_free (self->id);
  g_free (self->title);
  g_free (self->summary);
  g_free (self->path);
  g_free (self->channel);
  g_free (self->topic);
  g_strfreev (self->channels);
  g_free (self->link);
  g_clear_pointer (&self->picture, galley_figure_unref);
  g_clear_pointer (&self->focus_picture, galley_figure_unref);
  g_free (self);
}

GalleyPageItem *
galley_page_item_copy (const GalleyPageItem *self)
{
  GalleyPageItem *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->title = g_strdup (self->title);
  copy->summary = g_strdup (self->summary);
  copy->path = g_strdup (self->path);
  copy->channel = g_strdup (self->channel);
  copy->topic = g_strdup (self->topic);
  copy->channels = g_strdupv (self->channels);
  copy->link = g_strdup (self->link);
  copy->picture = self->picture != NULL ? galley_figure_ref (self->picture) : NULL;
  copy->focus_picture = self->focus_picture != NULL ? galley_figure_ref (self->focus_picture) : NULL;
  return copy;
}

/* What is no address that a page may lead to is none: the row leads to the article's own page. (transfer full) */
static char *
dup_link (GalleyRevision *revision,
          GalleyKind      kind)
{
  const char *link = galley_revision_get_field (revision, GALLEY_FIELD_LINK);

  return kind == GALLEY_KIND_LINK && galley_site_path_is_address (link) ? g_strdup (link) : NULL;
}

/* Where a picture was published as renditions, it is not public itself: the narrowest that is wide enough stands for it.
 * Takes @figure (nullable). (transfer full) (nullable) */
static GalleyFigure *
as_published (GalleyFigure     *figure,
              GalleyRenditions *renditions)
{
  g_autoptr (GalleyFigure) picture = figure;
  g_autoptr (GalleyFigure) rendition = NULL;
  const GalleyRendition *row;
  guint n, i = 0;

  if (figure == NULL)
    return NULL;
  row = galley_renditions_get (renditions, galley_figure_get_hash (figure), &n);
  if (n == 0)
    return g_steal_pointer (&picture);
  while (i + 1 < n && row[i].width < ROW_WIDTH)
    i++;
  rendition = galley_figure_new (row[i].hash, row[i].media_type, row[i].width, row[i].height,
                                 galley_figure_get_alternative (figure));
  return galley_figure_with_edit (rendition, NULL, galley_figure_get_focus (figure));
}

GalleyPageItem *
galley_page_item_new (GalleyRevision *revision)
{
  const GalleyState *state;
  const char *title;
  GalleyPageItem *self;

  g_return_val_if_fail (revision != NULL, NULL);

  state = galley_revision_get_state (revision);
  title = galley_revision_get_field (revision, GALLEY_FIELD_SHORT_HEADLINE);
  if (*title == '\0')
    title = galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE);
  self = g_new0 (GalleyPageItem, 1);
  self->id = g_strdup (galley_revision_get_id (revision));
  self->title = g_strdup (title);
  self->summary = g_strdup (galley_revision_get_field (revision, GALLEY_FIELD_SUMMARY));
  self->path = g_strdup (state->published_path);
  self->channel = g_strdup (galley_revision_get_field (revision, GALLEY_FIELD_CHANNEL));
  self->topic = g_strdup (galley_revision_get_field (revision, GALLEY_FIELD_TOPIC));
  self->channels = g_strdupv ((char **) galley_revision_get_set (revision, GALLEY_SET_CHANNELS));
  self->published = state->published_at;
  self->changed = state->modified;
  galley_kind_from_name (galley_revision_get_field (revision, GALLEY_FIELD_KIND), &self->kind);
  self->link = dup_link (revision, self->kind);
  self->picture = galley_lead_picture_find (revision);
  self->focus_picture = galley_focus_picture_find (revision);
  if (self->picture != NULL || self->focus_picture != NULL)
    {
      g_autoptr (GalleyRenditions) renditions = galley_context_read_renditions (state->context);

      self->picture = as_published (self->picture, renditions);
      self->focus_picture = as_published (self->focus_picture, renditions);
    }
  return self;
}

GalleyPageItem *
galley_page_item_new_with_context (GalleyRevision *revision,
                                   const char     *context)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GalleyState) state = NULL;
  g_autoptr (GalleyRevision) published = NULL;
  const char *time;

  g_return_val_if_fail (revision != NULL, NULL);
  g_return_val_if_fail (context != NULL, NULL);

  object = galley_json_parse_object (context, strlen (context), GALLEY_CONTEXT_MAX_BYTES, NULL);
  time = object != NULL ? galley_json_get_string (object, "published") : NULL;
  state = galley_state_copy (galley_revision_get_state (revision));
  galley_state_set_text (&state->published_path, object != NULL ? galley_json_get_string (object, "path") : "");
  galley_state_set_text (&state->context, context);
  if (time == NULL || !galley_time_parse (time, &state->published_at))
    state->published_at = 0;
  published = galley_revision_with_state (revision, state);
  return galley_page_item_new (published);
}

gboolean
galley_page_item_stands_in (const GalleyPageItem *self,
                            GalleySite           *site,
                            const char           *channel)
{
  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (site != NULL, FALSE);
  g_return_val_if_fail (channel != NULL, FALSE);

  if (galley_site_channel_is_below (site, self->channel, channel))
    return TRUE;
  for (guint i = 0; self->channels != NULL && self->channels[i] != NULL; i++)
    if (galley_site_channel_is_below (site, self->channels[i], channel))
      return TRUE;
  return FALSE;
}

gint64
galley_page_item_get_changed (const GalleyPageItem *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return MAX (self->changed, self->published);
}

const char *
galley_page_item_get_target (const GalleyPageItem *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->link != NULL ? self->link : self->path;
}

GalleyFigure *
galley_page_item_get_slide (const GalleyPageItem *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->focus_picture != NULL ? self->focus_picture : self->picture;
}
