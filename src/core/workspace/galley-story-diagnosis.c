/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a story may leave the newsroom. It is put together from what is known to be no one's words: whatever is not
 * written here does not get out. */
#include "core/workspace/galley-story.h"

#include "core/base/galley-clock.h"
#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/model/galley-workflow.h"
#include "core/store/galley-store-outbox.h"
#include "core/store/galley-store-versions.h"
#include "core/sync/galley-cycle.h"
#include "galley-config.h"

/* Of @what and of a reason why something is parked only these stand there as they are. */
static gboolean
is_own_word (const char *word)
{
  static const char *const words[] = {
    GALLEY_VERSION_MINUTE,  GALLEY_VERSION_MERGE,    GALLEY_VERSION_RESOLVE, GALLEY_VERSION_RESTORE,
    GALLEY_VERSION_REPLACE, GALLEY_VERSION_HANDOVER, GALLEY_VERSION_RECOVER, GALLEY_PARKED_CONFLICT,
    GALLEY_PARKED_HELD,     GALLEY_PARKED_CHANGED,   GALLEY_PARKED_HIDDEN,    GALLEY_PARKED_TRASHED,
    GALLEY_PARKED_DELETED,  GALLEY_PARKED_ABSENT,     "put",                  "delete",
    "create",               "edit",                  "hand-over",            NULL,
  };
  GalleyAction action;

  return g_strv_contains (words, word) || galley_action_from_name (word, &action);
}

static const char *
get_kind (GalleyEventKind kind)
{
  static const char *const names[] = {
    [GALLEY_EVENT_SAVED] = "saved",     [GALLEY_EVENT_KEPT] = "kept",     [GALLEY_EVENT_WAITING] = "waiting",
    [GALLEY_EVENT_ORDERED] = "ordered", [GALLEY_EVENT_PARKED] = "parked", [GALLEY_EVENT_SERVED] = "served",
  };

  return names[kind];
}

/* "person 1", in the order in which they come. */
static void
add_person (JsonObject *object,
            GHashTable *people,
            const char *who)
{
  g_autofree char *words = NULL;
  gpointer number;

  if (*who == '\0')
    return;
  number = g_hash_table_lookup (people, who);
  if (number == NULL)
    {
      number = GUINT_TO_POINTER (g_hash_table_size (people) + 1);
      g_hash_table_insert (people, g_strdup (who), number);
    }
  words = g_strdup_printf ("person %u", GPOINTER_TO_UINT (number));
  json_object_set_string_member (object, "who", words);
}

static void
add_words (JsonObject *object,
           const char *name,
           const char *words)
{
  g_autofree char *instead = NULL;

  if (*words == '\0')
    return;
  if (!is_own_word (words))
    instead = g_strdup_printf ("%ld characters, removed", g_utf8_strlen (words, -1));
  json_object_set_string_member (object, name, instead != NULL ? instead : words);
}

static void
add_time (JsonObject *object,
          gint64      time)
{
  g_autofree char *text = galley_time_format (time);

  json_object_set_string_member (object, "time", text);
}

static JsonObject *
write_event (const GalleyEvent *event,
             GHashTable        *people)
{
  JsonObject *object = json_object_new ();

  add_time (object, event->time);
  json_object_set_string_member (object, "kind", get_kind (event->kind));
  add_person (object, people, event->who);
  add_words (object, "what", event->what);
  add_words (object, "comment", event->comment);
  if (galley_hash_is_valid (event->hash))
    json_object_set_string_member (object, "hash", event->hash);
  if (event->revision != 0)
    json_object_set_int_member (object, "revision", event->revision);
  if (event->attempts != 0)
    json_object_set_int_member (object, "attempts", event->attempts);
  return object;
}

char *
galley_story_write_diagnosis (const GalleyStory *self,
                              gint64             now)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (GHashTable) people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  JsonArray *events = json_array_new ();

  g_return_val_if_fail (self != NULL, NULL);

  add_time (object, now);
  json_object_set_string_member (object, "galley", GALLEY_VERSION);
  if (galley_id_is_valid (self->article))
    json_object_set_string_member (object, "article", self->article);
  json_object_set_string_member (object, "status", galley_status_get_name (self->status));
  json_object_set_int_member (object, "revision", self->revision);
  json_object_set_boolean_member (object, "is_dirty", self->is_dirty);
  json_object_set_boolean_member (object, "is_trashed", self->is_trashed);
  json_object_set_int_member (object, "conflicts", self->n_conflicts);
  json_object_set_boolean_member (object, "server_told", self->is_told);
  json_object_set_int_member (object, "trouble", self->trouble);
  for (guint i = 0; i < self->events->len; i++)
    json_array_add_object_element (events, write_event (g_ptr_array_index (self->events, i), people));
  json_object_set_array_member (object, "events", events);
  return galley_json_write_object (object);
}
