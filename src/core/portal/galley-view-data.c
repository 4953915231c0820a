/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-view-data.h"

#include "core/model/galley-kind.h"
#include "core/portal/galley-page-list.h"
#include "core/portal/galley-site-places.h"
#include "core/portal/galley-site-path.h"
#include "core/portal/galley-view-enclosed.h"
#include "core/portal/galley-view-renditions.h"
#include "core/portal/galley-view.h"
#include "core/wire/galley-picture-text.h"

static const char *
get (GalleyRevision *revision,
     GalleyField     field)
{
  return galley_revision_get_field (revision, field);
}

static GalleyValue *
thing_new (GalleyArena *arena,
           const char  *type)
{
  GalleyValue *thing = galley_value_new_object (arena);

  galley_value_set_text (thing, "@type", type);
  return thing;
}

/* A channel that the site does not have is passed by, and leaves its position free. */
static void
add_channel (GalleyValue *parts,
             GalleySite  *site,
             const char  *id,
             guint        position)
{
  const GalleyChannel *channel = galley_site_get_channel (site, id);
  g_autofree char *path = NULL;
  g_autofree char *address = NULL;
  GalleyValue *part;

  if (channel == NULL)
    return;
  path = galley_page_list_dup_address (GALLEY_LIST_CHANNEL, channel->id, 1);
  address = galley_site_make_absolute (site, path);
  part = thing_new (parts->arena, "CollectionPage");
  galley_view_set_text (part, "identifier", channel->id);
  galley_view_set_text (part, "name", channel->name);
  galley_view_set_text (part, "url", address);
  galley_value_set_integer (part, "position", position);
  galley_value_add (parts, part);
}

static void
set_places (GalleyValue    *data,
            GalleyRevision *revision,
            GalleySite     *site)
{
  const char *const *further = galley_revision_get_set (revision, GALLEY_SET_CHANNELS);
  const GalleyTopic *topic = galley_site_get_topic (site, get (revision, GALLEY_FIELD_TOPIC));
  GalleyValue *parts = galley_value_new_array (data->arena);

  add_channel (parts, site, get (revision, GALLEY_FIELD_CHANNEL), 1);
  for (guint i = 0; further[i] != NULL; i++)
    add_channel (parts, site, further[i], i + 2);
  if (parts->length > 0)
    galley_value_set (data, "isPartOf", parts);
  if (topic != NULL)
    {
      GalleyValue *about = thing_new (data->arena, "Thing");

      galley_view_set_text (about, "identifier", topic->id);
      galley_view_set_text (about, "name", topic->name);
      galley_value_set (data, "about", about);
    }
}

static void
set_kind (GalleyValue    *data,
          GalleyRevision *revision)
{
  const char *address = get (revision, GALLEY_FIELD_LINK);
  GalleyKind kind;

  galley_view_set_text (data, "genre", get (revision, GALLEY_FIELD_ORIGIN));
  galley_view_set_text (data, "additionalType", get (revision, GALLEY_FIELD_KIND));
  galley_kind_from_name (get (revision, GALLEY_FIELD_KIND), &kind);
  if (kind == GALLEY_KIND_LINK && galley_site_path_is_address (address))
    {
      GalleyValue *cited = thing_new (data->arena, "WebPage");

      galley_view_set_text (cited, "url", address);
      galley_value_set (data, "citation", cited);
    }
}

static void
set_date (GalleyValue    *data,
          GalleyRevision *revision)
{
  const char *created = get (revision, GALLEY_FIELD_CONTENT_CREATED);
  g_autoptr (GDateTime) date = g_date_time_new_from_iso8601 (created, NULL);

  if (date != NULL)
    galley_value_set_text (data, "dateCreated", created);
}

static GalleyValue *
make_location (GalleyArena       *arena,
               const GalleyFocus *focus)
{
  GalleyValue *location = thing_new (arena, "PropertyValue");
  g_autofree char *place = g_strdup_printf ("%u %u", focus->x, focus->y);

  galley_value_set_text (location, "name", "SubjectLocation");
  galley_value_set_text (location, "value", place);
  galley_value_set_text (location, "unitText", "percent");
  return location;
}

static void
add_picture (GalleyValue           *pictures,
             const char            *text,
             gboolean               is_lead,
             const GalleyPageFrame *frame)
{
  g_autoptr (GalleyFigure) figure = galley_picture_text_read (text);
  const GalleyFocus *focus;
  g_autofree char *name = NULL;
  g_autofree char *address = NULL;
  GalleyValue *picture;
  guint width, height;

  if (figure == NULL)
    return;
  name = galley_view_dup_picture_name (frame->renditions, figure, &width, &height);
  address = galley_view_make_media_address (frame->path, name);
  focus = galley_figure_get_focus (figure);
  picture = thing_new (pictures->arena, "ImageObject");
  galley_value_set_text (picture, "contentUrl", address);
  galley_value_set_integer (picture, "width", width);
  galley_value_set_integer (picture, "height", height);
  galley_view_set_text (picture, "description", galley_figure_get_alternative (figure));
  galley_value_set_boolean (picture, "representativeOfPage", is_lead);
  if (focus != NULL)
    galley_value_set (picture, "exifData", make_location (pictures->arena, focus));
  galley_value_add (pictures, picture);
}

void
galley_view_describe_article (GalleyValue           *data,
                              GalleyRevision        *revision,
                              GalleySite            *site,
                              const GalleyPageFrame *frame)
{
  GalleyValue *pictures = galley_value_new_array (data->arena);

  galley_view_set_text (data, "alternateName", get (revision, GALLEY_FIELD_SHORT_HEADLINE));
  set_kind (data, revision);
  set_date (data, revision);
  set_places (data, revision, site);
  add_picture (pictures, get (revision, GALLEY_FIELD_LEAD_PICTURE), TRUE, frame);
  add_picture (pictures, get (revision, GALLEY_FIELD_FOCUS_PICTURE), FALSE, frame);
  if (pictures->length > 0)
    galley_value_set (data, "associatedMedia", pictures);
}
