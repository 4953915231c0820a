/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/wire/galley-renditions.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/model/galley-figure.h"
#include "core/model/galley-rendition-form.h"

#include <string.h>

#define MAX_PICTURES 1000

struct _GalleyRenditions
{
  GHashTable *rows; /* (element-type utf8 GArray) of GalleyRendition */
};

GalleyRenditions *
galley_renditions_new (void)
{
  GalleyRenditions *self = g_new0 (GalleyRenditions, 1);

  self->rows = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  return self;
}

void
galley_renditions_free (GalleyRenditions *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->rows);
  g_free (self);
}

void
galley_renditions_add (GalleyRenditions      *self,
                       const char            *picture,
                       const GalleyRendition *rendition)
{
  GArray *row;

  g_return_if_fail (self != NULL && rendition != NULL);
  g_return_if_fail (galley_hash_is_valid (picture));

  row = g_hash_table_lookup (self->rows, picture);
  if (row == NULL)
    {
      row = g_array_new (FALSE, FALSE, sizeof (GalleyRendition));
      g_hash_table_insert (self->rows, g_strdup (picture), row);
    }
  g_array_append_val (row, *rendition);
}

const GalleyRendition *
galley_renditions_get (GalleyRenditions *self,
                       const char       *picture,
                       guint            *n_renditions)
{
  GArray *row = self != NULL ? g_hash_table_lookup (self->rows, picture) : NULL;

  *n_renditions = row != NULL ? row->len : 0;
  return row != NULL ? (const GalleyRendition *) (gconstpointer) row->data : NULL;
}

static int
compare_hashes (gconstpointer a,
                gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GPtrArray *
galley_renditions_list_pictures (GalleyRenditions *self)
{
  GPtrArray *pictures = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer picture;

  g_return_val_if_fail (self != NULL, pictures);

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, &picture, NULL))
    g_ptr_array_add (pictures, picture);
  g_ptr_array_sort (pictures, compare_hashes);
  return pictures;
}

/* --- JSON -------------------------------------------------------------------------------------------------------- */

static gboolean
fail (GError    **error,
      const char *what)
{
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "renditions: %s", what);
  return FALSE;
}

static gboolean
read_rendition (JsonObject      *object,
                GalleyRendition *rendition,
                GError         **error)
{
  const char *hash = galley_json_get_string (object, "hash");
  gint64 width = galley_json_get_integer (object, "width");
  gint64 height = galley_json_get_integer (object, "height");

  if (hash == NULL || !galley_hash_is_valid (hash))
    return fail (error, "one has no hash");
  if (width < 1 || width > GALLEY_FIGURE_MAX_SIDE || height < 1 || height > GALLEY_FIGURE_MAX_SIDE)
    return fail (error, "the width or height of one is none");
  rendition->media_type = galley_media_type_intern (galley_json_get_string (object, "media_type"));
  if (rendition->media_type == NULL || !galley_media_type_is_picture (rendition->media_type))
    return fail (error, "one is of no kind of picture");
  memcpy (rendition->hash, hash, sizeof rendition->hash);
  rendition->width = (guint) width;
  rendition->height = (guint) height;
  return TRUE;
}

static gboolean
read_row (GalleyRenditions *self,
          const char       *picture,
          JsonArray        *row,
          GError          **error)
{
  guint n_renditions = row != NULL ? json_array_get_length (row) : 0;
  guint width = 0;

  if (!galley_hash_is_valid (picture))
    return fail (error, "they are not of a picture's hash");
  if (n_renditions == 0 || n_renditions > GALLEY_RENDITION_MAX_WIDTHS + 1)
    return fail (error, "a picture has none, or too many");
  for (guint i = 0; i < n_renditions; i++)
    {
      GalleyRendition rendition;

      if (!read_rendition (galley_json_array_get_object (row, i), &rendition, error))
        return FALSE;
      if (rendition.width <= width)
        return fail (error, "they do not stand by their widths");
      width = rendition.width;
      galley_renditions_add (self, picture, &rendition);
    }
  return TRUE;
}

GalleyRenditions *
galley_renditions_read (JsonObject *object,
                        GError    **error)
{
  g_autoptr (GalleyRenditions) self = galley_renditions_new ();
  g_autoptr (GList) pictures = object != NULL ? json_object_get_members (object) : NULL;

  if (object != NULL && json_object_get_size (object) > MAX_PICTURES)
    return fail (error, "of too many pictures"), NULL;
  for (GList *picture = pictures; picture != NULL; picture = picture->next)
    if (!read_row (self, picture->data, galley_json_get_array (object, picture->data), error))
      return NULL;
  return g_steal_pointer (&self);
}

static JsonArray *
write_row (const GalleyRendition *row,
           guint                  n_renditions)
{
  JsonArray *array = json_array_sized_new (n_renditions);

  for (guint i = 0; i < n_renditions; i++)
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "hash", row[i].hash);
      json_object_set_int_member (object, "height", row[i].height);
      json_object_set_string_member (object, "media_type", row[i].media_type);
      json_object_set_int_member (object, "width", row[i].width);
      json_array_add_object_element (array, object);
    }
  return array;
}

JsonObject *
galley_renditions_write (GalleyRenditions *self)
{
  g_autoptr (GPtrArray) pictures = galley_renditions_list_pictures (self);
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < pictures->len; i++)
    {
      guint n_renditions;
      const GalleyRendition *row = galley_renditions_get (self, pictures->pdata[i], &n_renditions);

      json_object_set_array_member (object, pictures->pdata[i], write_row (row, n_renditions));
    }
  return object;
}
