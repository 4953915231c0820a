/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page that Galley made says for programs alone, as portal/galley-view-data.h has it written. */
#include "core/intake/galley-intake-entry.h"

#include "core/base/galley-json.h"
#include "core/model/galley-media-type.h"
#include "core/portal/galley-site-path.h"
#include "core/wire/galley-picture-text.h"

#include <stdio.h>

#define HASH_LENGTH 64
#define CHANNEL_POSITION 1
#define MAX_CHANNELS 200

void
galley_intake_entry_data_clear (GalleyEntryData *self)
{
  g_clear_pointer (&self->channels, g_ptr_array_unref);
  g_clear_pointer (&self->lead_picture, g_free);
  g_clear_pointer (&self->focus_picture, g_free);
}

static void
read_places (GalleyEntryData *self,
             JsonObject      *data)
{
  JsonArray *parts = galley_json_get_array (data, "isPartOf");

  for (guint i = 0; parts != NULL && i < json_array_get_length (parts); i++)
    {
      JsonObject *part = galley_json_array_get_object (parts, i);
      const char *id = galley_json_get_string (part, "identifier");

      if (id != NULL && galley_json_get_integer (part, "position") == CHANNEL_POSITION)
        self->fields[GALLEY_FIELD_CHANNEL] = id;
      else if (id != NULL && self->channels->len < MAX_CHANNELS)
        g_ptr_array_add (self->channels, (char *) id);
    }
  self->fields[GALLEY_FIELD_TOPIC] = galley_json_get_string (galley_json_get_object (data, "about"), "identifier");
}

/* An address that a page may lead to. (nullable) */
static const char *
get_address (JsonObject *object)
{
  const char *address = galley_json_get_string (object, "url");
  g_autofree char *link = galley_site_path_make_link ("/", address);

  return link != NULL ? address : NULL;
}

static gboolean
read_side (JsonObject *picture,
           const char *name,
           guint      *side)
{
  gint64 number = galley_json_get_integer (picture, name);

  *side = (guint) CLAMP (number, 0, GALLEY_FIGURE_MAX_SIDE);
  return number > 0 && number <= GALLEY_FIGURE_MAX_SIDE;
}

static gboolean
read_focus (JsonObject  *picture,
            GalleyFocus *focus)
{
  JsonObject *location = galley_json_get_object (picture, "exifData");
  const char *value = galley_json_get_string (location, "value");

  return g_strcmp0 (galley_json_get_string (location, "name"), "SubjectLocation") == 0 && value != NULL
         && sscanf (value, "%3u %3u", &focus->x, &focus->y) == 2 && galley_focus_is_valid (focus);
}

/* Its text, where it is to be had. (transfer full) (nullable) */
static char *
read_picture (JsonObject        *picture,
              GalleyIntakeMedia *media)
{
  g_autoptr (GalleyFigure) bare = NULL;
  g_autoptr (GalleyFigure) figure = NULL;
  GalleyFocus focus;
  gboolean has_focus = read_focus (picture, &focus);
  const char *media_type;
  char hash[HASH_LENGTH + 1];
  guint width, height;

  if (!galley_intake_media_ask (media, galley_json_get_string (picture, "contentUrl"), hash, &media_type, NULL)
      || !galley_media_type_is_picture (media_type) || !read_side (picture, "width", &width)
      || !read_side (picture, "height", &height))
    return NULL;
  bare = galley_figure_new (hash, media_type, width, height, galley_json_get_string (picture, "description"));
  figure = galley_figure_with_edit (bare, NULL, has_focus ? &focus : NULL);
  return galley_picture_text_write (figure);
}

static void
read_pictures (GalleyEntryData   *self,
               JsonObject        *data,
               GalleyIntakeMedia *media)
{
  JsonArray *pictures = galley_json_get_array (data, "associatedMedia");

  for (guint i = 0; pictures != NULL && i < json_array_get_length (pictures); i++)
    {
      JsonObject *picture = galley_json_array_get_object (pictures, i);
      char **place = galley_json_get_boolean (picture, "representativeOfPage") ? &self->lead_picture
                                                                              : &self->focus_picture;

      if (picture != NULL && *place == NULL)
        *place = read_picture (picture, media);
    }
  self->fields[GALLEY_FIELD_LEAD_PICTURE] = self->lead_picture;
  self->fields[GALLEY_FIELD_FOCUS_PICTURE] = self->focus_picture;
}

static void
read_date (GalleyEntryData *self,
           JsonObject      *data)
{
  const char *created = galley_json_get_string (data, "dateCreated");
  g_autoptr (GDateTime) date = created != NULL ? g_date_time_new_from_iso8601 (created, NULL) : NULL;

  self->fields[GALLEY_FIELD_CONTENT_CREATED] = date != NULL ? created : NULL;
}

void
galley_intake_entry_data_read (GalleyEntryData   *self,
                               JsonObject        *data,
                               GalleyIntakeMedia *media)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (data != NULL);

  *self = (GalleyEntryData){ .channels = g_ptr_array_new () };
  self->fields[GALLEY_FIELD_SHORT_HEADLINE] = galley_json_get_string (data, "alternateName");
  self->fields[GALLEY_FIELD_ORIGIN] = galley_json_get_string (data, "genre");
  self->fields[GALLEY_FIELD_KIND] = galley_json_get_string (data, "additionalType");
  self->fields[GALLEY_FIELD_LINK] = get_address (galley_json_get_object (data, "citation"));
  self->fields[GALLEY_FIELD_SOURCE_URI] = get_address (galley_json_get_object (data, "sourceOrganization"));
  read_date (self, data);
  read_places (self, data);
  read_pictures (self, data, media);
}
