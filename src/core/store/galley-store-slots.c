/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The changes that wait stand in one setting: there are as many slots as a home page has, and they change a few times a
 * day. What cannot be read of it counts as not there. */
#include "core/store/galley-store-slots.h"

#include "core/base/galley-clock.h"
#include "core/base/galley-json.h"
#include "core/store/galley-store-job.h"
#include "core/store/galley-store-settings.h"
#include "core/wire/galley-protocol.h"

#include <string.h>

#define SETTING "slot-changes"
#define MAX_BYTES (8 * 1024 * 1024)

GalleySlotChange *
galley_slot_change_new (const char       *slot,
                        const char       *base,
                        GalleyPlacements *wanted,
                        gint64            boot_time)
{
  GalleySlotChange *self;

  g_return_val_if_fail (slot != NULL && base != NULL && wanted != NULL, NULL);

  self = g_new0 (GalleySlotChange, 1);
  self->slot = g_strdup (slot);
  self->base = g_strdup (base);
  self->wanted = galley_placements_ref (wanted);
  self->queued_boot = boot_time;
  self->boot_id = g_strdup (galley_clock_get_boot_id ());
  return self;
}

void
galley_slot_change_free (GalleySlotChange *self)
{
  if (self == NULL)
    return;
  g_free (self->slot);
  g_free (self->base);
  g_clear_pointer (&self->wanted, galley_placements_unref);
  g_free (self->boot_id);
  g_free (self->refused);
  g_free (self);
}

GalleyPlacements *
galley_slot_load_in_store (GalleyDatabase *database,
                           const char     *slot,
                           GError        **error)
{
  GError *load_error = NULL;
  g_autofree char *text = galley_list_find_in_store (database, GALLEY_LIST_SLOTS, slot, &load_error);
  GalleyPlacements *placements;

  if (load_error != NULL)
    {
      g_propagate_error (error, load_error);
      return NULL;
    }
  /* What a server writes that knows more than this Galley: the slot cannot be changed from what is not understood, and the
   * server refuses a change that is based on an empty one. */
  placements = text != NULL ? galley_placements_read (text, strlen (text), NULL) : NULL;
  return placements != NULL ? placements : galley_placements_new ();
}

gboolean
galley_slot_save_in_store (GalleyDatabase   *database,
                           const char       *slot,
                           GalleyPlacements *placements,
                           GError          **error)
{
  g_autofree char *text = galley_placements_write (placements);

  return galley_list_put_in_store (database, GALLEY_LIST_SLOTS, slot, text, error);
}

/* The setting, an object by slot. (transfer full) */
static JsonObject *
load (GalleyDatabase *database,
      GError        **error)
{
  GError *load_error = NULL;
  g_autofree char *text = galley_setting_load_text_in_store (database, SETTING, &load_error);
  JsonObject *changes = NULL;

  if (load_error != NULL)
    {
      g_propagate_error (error, load_error);
      return NULL;
    }
  if (text != NULL)
    changes = galley_json_parse_object (text, strlen (text), MAX_BYTES, NULL);
  return changes != NULL ? changes : json_object_new ();
}

static gboolean
save (GalleyDatabase *database,
      JsonObject     *changes,
      GError        **error)
{
  g_autofree char *text = json_object_get_size (changes) > 0 ? galley_json_write_object (changes) : NULL;

  if (!galley_setting_save_text_in_store (database, SETTING, text, error))
    return FALSE;
  galley_store_announce_list (database, GALLEY_LIST_SLOTS);
  galley_store_announce_outbox (database);
  return TRUE;
}

/* (transfer full) (nullable) */
static GalleySlotChange *
read_change (JsonObject *changes,
             const char *slot)
{
  JsonObject *object = galley_json_get_object (changes, slot);
  const char *base = galley_json_get_string (object, "base");
  const char *text = galley_json_get_string (object, "wanted");
  g_autoptr (GalleyPlacements) wanted = text != NULL ? galley_placements_read (text, strlen (text), NULL) : NULL;
  GalleySlotChange *change;

  if (base == NULL || wanted == NULL)
    return NULL;
  change = galley_slot_change_new (slot, base, wanted, galley_json_get_integer (object, "queued"));
  g_free (change->boot_id);
  change->boot_id = g_strdup (galley_json_get_string (object, "boot"));
  change->refused = g_strdup (galley_json_get_string (object, "refused"));
  return change;
}

GPtrArray *
galley_slot_changes_load_in_store (GalleyDatabase *database,
                                   GError        **error)
{
  g_autoptr (JsonObject) changes = load (database, error);
  g_autoptr (GList) slots = NULL;
  GPtrArray *all;

  if (changes == NULL)
    return NULL;
  all = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_slot_change_free);
  slots = g_list_sort (json_object_get_members (changes), (GCompareFunc) strcmp);
  for (GList *slot = slots; slot != NULL; slot = slot->next)
    {
      GalleySlotChange *change = read_change (changes, slot->data);

      if (change != NULL)
        g_ptr_array_add (all, change);
    }
  return all;
}

GalleySlotChange *
galley_slot_change_load_in_store (GalleyDatabase *database,
                                  const char     *slot,
                                  GError        **error)
{
  g_autoptr (JsonObject) changes = load (database, error);

  return changes != NULL ? read_change (changes, slot) : NULL;
}

gboolean
galley_slot_change_save_in_store (GalleyDatabase         *database,
                                  const GalleySlotChange *change,
                                  GError                **error)
{
  g_autoptr (JsonObject) changes = load (database, error);
  g_autofree char *wanted = galley_placements_write (change->wanted);
  JsonObject *object;

  if (changes == NULL)
    return FALSE;
  object = json_object_new ();
  json_object_set_string_member (object, "base", change->base);
  json_object_set_string_member (object, "wanted", wanted);
  json_object_set_int_member (object, "queued", change->queued_boot);
  json_object_set_string_member (object, "boot", change->boot_id != NULL ? change->boot_id : "");
  if (change->refused != NULL)
    json_object_set_string_member (object, "refused", change->refused);
  json_object_set_object_member (changes, change->slot, object);
  return save (database, changes, error);
}

gboolean
galley_slot_change_remove_in_store (GalleyDatabase *database,
                                    const char     *slot,
                                    GError        **error)
{
  g_autoptr (JsonObject) changes = load (database, error);

  if (changes == NULL)
    return FALSE;
  if (!json_object_has_member (changes, slot))
    return TRUE;
  json_object_remove_member (changes, slot);
  return save (database, changes, error);
}
