/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-presence.h"

#include "core/wire/galley-protocol.h"

#define LIFE (GALLEY_PRESENCE_SECONDS * (gint64) G_USEC_PER_SEC)
#define MINUTE (60 * (gint64) G_USEC_PER_SEC)
#define MAX_DEVICES 8

/* What one device of a person told last. */
typedef struct
{
  char *device;
  char **open;
  gint64 time; /* boot time */
} Telling;

typedef struct
{
  char *id;
  char *name;
  GPtrArray *tellings; /* (element-type Telling), the last one at the end */
  gint64 minute;       /* boot time at which it began to count */
  guint count;
} Person;

struct _GalleyPresence
{
  GHashTable *people; /* id -> Person */
};

static void
telling_free (gpointer data)
{
  Telling *self = data;

  g_free (self->device);
  g_strfreev (self->open);
  g_free (self);
}

static void
person_free (gpointer data)
{
  Person *self = data;

  g_free (self->id);
  g_free (self->name);
  g_ptr_array_unref (self->tellings);
  g_free (self);
}

GalleyPresence *
galley_presence_new (void)
{
  GalleyPresence *self = g_new0 (GalleyPresence, 1);

  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, person_free);
  return self;
}

void
galley_presence_free (GalleyPresence *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->people);
  g_free (self);
}

static Person *
get_person (GalleyPresence   *self,
            const GalleyUser *user)
{
  Person *person = g_hash_table_lookup (self->people, user->id);

  if (person == NULL)
    {
      person = g_new0 (Person, 1);
      person->id = g_strdup (user->id);
      person->tellings = g_ptr_array_new_with_free_func (telling_free);
      g_hash_table_insert (self->people, person->id, person);
    }
  g_free (person->name);
  person->name = g_strdup (user->name);
  return person;
}

static void
forget_device (Person     *person,
               const char *device)
{
  for (guint i = 0; i < person->tellings->len; i++)
    {
      const Telling *telling = g_ptr_array_index (person->tellings, i);

      if (g_str_equal (telling->device, device))
        {
          g_ptr_array_remove_index (person->tellings, i);
          return;
        }
    }
}

/* TRUE where nothing is left of the person. */
static gboolean
forget_old (gpointer key,
            gpointer value,
            gpointer data)
{
  Person *person = value;
  gint64 now = *(gint64 *) data;

  while (person->tellings->len > 0
         && ((Telling *) g_ptr_array_index (person->tellings, 0))->time + LIFE <= now)
    g_ptr_array_remove_index (person->tellings, 0);
  return person->tellings->len == 0 && person->minute + MINUTE <= now;
}

guint
galley_presence_admit (GalleyPresence   *self,
                       const GalleyUser *user,
                       gint64            now)
{
  Person *person;

  g_return_val_if_fail (self != NULL && user != NULL, 0);

  person = get_person (self, user);
  if (person->count == 0 || person->minute + MINUTE <= now)
    {
      person->minute = now;
      person->count = 0;
    }
  if (person->count >= GALLEY_PRESENCE_MAX_TELLINGS)
    return (guint) ((person->minute + MINUTE - now) / G_USEC_PER_SEC) + 1;
  person->count++;
  return 0;
}

void
galley_presence_tell (GalleyPresence    *self,
                      const GalleyUser  *user,
                      const char        *device,
                      const char *const *open,
                      gint64             now)
{
  Person *person;
  Telling *telling;

  g_return_if_fail (self != NULL && user != NULL);
  g_return_if_fail (device != NULL && open != NULL);
  g_return_if_fail (g_strv_length ((char **) open) <= GALLEY_PRESENCE_MAX_OPEN);

  person = get_person (self, user);
  forget_device (person, device);
  if (*open != NULL)
    {
      telling = g_new0 (Telling, 1);
      telling->device = g_strdup (device);
      telling->open = g_strdupv ((char **) open);
      telling->time = now;
      g_ptr_array_add (person->tellings, telling);
    }
  if (person->tellings->len > MAX_DEVICES)
    g_ptr_array_remove_index (person->tellings, 0);
  g_hash_table_foreach_remove (self->people, forget_old, &now);
}

/* Whether an earlier device of the person has it, too. */
static gboolean
is_told_before (const Person *person,
                guint         before,
                const char   *article)
{
  for (guint i = 0; i < before; i++)
    {
      const Telling *telling = g_ptr_array_index (person->tellings, i);

      if (g_strv_contains ((const char *const *) telling->open, article))
        return TRUE;
    }
  return FALSE;
}

static void
list_person (const Person      *person,
             GalleyPresenceFunc function,
             gpointer           data)
{
  for (guint i = 0; i < person->tellings->len; i++)
    {
      const Telling *telling = g_ptr_array_index (person->tellings, i);

      for (char **article = telling->open; *article != NULL; article++)
        if (!is_told_before (person, i, *article))
          function (*article, person->id, person->name, 0, data);
    }
}

void
galley_presence_foreach (GalleyPresence    *self,
                         const char        *user,
                         gint64             now,
                         GalleyPresenceFunc function,
                         gpointer           data)
{
  GHashTableIter iter;
  gpointer person;

  g_return_if_fail (self != NULL && user != NULL);
  g_return_if_fail (function != NULL);

  g_hash_table_foreach_remove (self->people, forget_old, &now);
  g_hash_table_iter_init (&iter, self->people);
  while (g_hash_table_iter_next (&iter, NULL, &person))
    if (!g_str_equal (((Person *) person)->id, user))
      list_person (person, function, data);
}
