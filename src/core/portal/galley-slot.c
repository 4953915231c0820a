/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-slot.h"

#include "core/base/galley-json.h"
#include "core/base/galley-sentences.h"
#include "core/base/galley-text.h"
#include "core/portal/galley-site-refusal.h"

#include <string.h>

#define MAX_SLOTS 50
#define MAX_ID_LENGTH 64
#define MAX_CELLS 100
#define MAX_SIDE 8192
#define MAX_HOURS (24 * 366)

/* The member @name of @object, or @otherwise where there is none; out of bounds is -1. */
static gint64
read_number (JsonObject *object,
             const char *name,
             gint64      least,
             gint64      most,
             gint64      otherwise)
{
  gint64 number;

  if (object == NULL || !json_object_has_member (object, name))
    return otherwise;
  number = galley_json_get_integer (object, name);
  return number >= least && number <= most ? number : -1;
}

static gboolean
id_is_valid (const char *id)
{
  gsize length = id != NULL ? strlen (id) : 0;

  return length > 0 && length <= MAX_ID_LENGTH && strspn (id, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
}

/* NULL, or what is wrong. */
static const char *
read_slot (JsonObject *object,
           GalleySlot *slot)
{
  JsonObject *picture = galley_json_get_object (object, "picture");
  gint64 n_items = read_number (object, "items", 1, GALLEY_SLOT_MAX_ITEMS, 1);
  gint64 cells = read_number (object, "headline", 1, MAX_CELLS, 0);
  gint64 width = read_number (picture, "width", 1, MAX_SIDE, 0);
  gint64 height = read_number (picture, "height", 1, MAX_SIDE, 0);
  gint64 hours = read_number (object, "hours", 1, MAX_HOURS, 0);

  slot->id = galley_json_get_string (object, "id");
  slot->name = galley_json_get_string (object, "name");
  if (!id_is_valid (slot->id))
    return N_ ("id is missing or has other characters than a-z, 0-9 and -");
  if (slot->name == NULL || *slot->name == '\0')
    return N_ ("name is missing");
  if (n_items < 0)
    return N_ ("items is not between 1 and 50");
  if (cells < 0)
    return N_ ("headline is not between 1 and 100 full-width cells");
  if (hours < 0)
    return N_ ("hours is not between 1 and 8784");
  if (json_object_has_member (object, "picture") && (width <= 0 || height <= 0))
    return N_ ("picture is no object with width and height between 1 and 8192");
  slot->n_items = (guint) n_items;
  slot->cells = (guint) cells;
  slot->picture_width = (guint) width;
  slot->picture_height = (guint) height;
  slot->duration = hours * G_TIME_SPAN_HOUR;
  return NULL;
}

gboolean
galley_slots_read (JsonObject *root,
                   GArray     *slots,
                   GError    **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *array;
  guint n;

  g_return_val_if_fail (root != NULL && slots != NULL, FALSE);

  array = galley_json_get_array (root, "slots");
  n = array != NULL ? json_array_get_length (array) : 0;
  for (guint i = 0; i < n; i++)
    {
      JsonObject *object = galley_json_array_get_object (array, i);
      GalleySlot slot = { 0 };
      const char *wrong;

      if (object == NULL)
        wrong = N_ ("is no object");
      else if (i >= MAX_SLOTS)
        wrong = N_ ("there are more than 50");
      else
        wrong = read_slot (object, &slot);
      if (wrong == NULL && !g_hash_table_add (seen, (gpointer) slot.id))
        wrong = N_ ("id stands there twice");
      if (wrong != NULL)
        return galley_site_refuse_element (error, "slots", i, "%s", galley_sentence (wrong));
      g_array_append_val (slots, slot);
    }
  return TRUE;
}

char *
galley_slot_cut_headline (const GalleySlot *self,
                          const char       *headline)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (headline != NULL, NULL);

  return self->cells > 0 ? galley_text_ellipsize (headline, self->cells) : g_strdup (headline);
}
