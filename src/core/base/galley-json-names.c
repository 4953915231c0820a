/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header for the promise that no sender can make this slow. */
#include "core/base/galley-json-names.h"

#include <stdlib.h>
#include <string.h>

/* Up to so many names an object is searched as it grows. */
#define FEW 16

/* So many steps a name the hash table may take on average before sorting is the better bet. */
#define PATIENCE 8

struct _GalleyJsonName
{
  const char *bytes;
  guint length;
  guint position;
  guint64 hash; /* of a large object's alone */
};

typedef GalleyJsonName Name;

/* FNV-1a; a multiplication at the end moves what is spread worst away from the bits that are used. */
static guint64
hash_bytes (const char *bytes,
            guint       length)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);

  for (guint i = 0; i < length; i++)
    hash = (hash ^ (guint8) bytes[i]) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
}

static gboolean
are_equal (const Name *first,
           const Name *second)
{
  return first->length == second->length && memcmp (first->bytes, second->bytes, first->length) == 0;
}

/* By bytes alone: the order in which equal names end up side by side. */
static int
compare_names (const void *a,
               const void *b)
{
  const Name *first = a;
  const Name *second = b;

  if (first->length != second->length)
    return first->length < second->length ? -1 : 1;
  return memcmp (first->bytes, second->bytes, first->length);
}

/* The later of two equal names, or NULL; reorders @names. */
static const Name *
find_by_sorting (Name *names,
                 guint n_names)
{
  qsort (names, n_names, sizeof (Name), compare_names);
  for (guint i = 1; i < n_names; i++)
    if (compare_names (&names[i - 1], &names[i]) == 0)
      return names[i - 1].position > names[i].position ? &names[i - 1] : &names[i];
  return NULL;
}

static const Name *
find_duplicate (Name *names,
                guint n_names)
{
  guint n_bits = g_bit_storage (n_names) + 1;
  guint mask = (1u << n_bits) - 1;
  g_autofree guint *slots = g_new0 (guint, mask + 1u); /* index + 1 */
  guint64 steps_left = (guint64) n_names * PATIENCE;

  for (guint i = 0; i < n_names; i++)
    {
      guint slot;

      names[i].hash = hash_bytes (names[i].bytes, names[i].length);
      slot = (guint) (names[i].hash >> (64 - n_bits));
      while (slots[slot] != 0)
        {
          const Name *before = &names[slots[slot] - 1];

          if (before->hash == names[i].hash && are_equal (before, &names[i]))
            return &names[i];
          if (steps_left-- == 0)
            return find_by_sorting (names, n_names);
          slot = (slot + 1) & mask;
        }
      slots[slot] = i + 1;
    }
  return NULL;
}

void
galley_json_names_init (GalleyJsonNames *self)
{
  *self = (GalleyJsonNames){ .stack = g_new (Name, FEW), .size = FEW };
}

void
galley_json_names_clear (GalleyJsonNames *self)
{
  g_clear_pointer (&self->stack, g_free);
}

guint
galley_json_names_get_length (GalleyJsonNames *self)
{
  return self->length;
}

gboolean
galley_json_names_push (GalleyJsonNames *self,
                        guint            first,
                        const char      *name,
                        guint            length,
                        guint            position,
                        gboolean         is_last)
{
  Name entry = { name, length, position, 0 };
  guint n = self->length;

  if (n == self->size)
    {
      self->size *= 2;
      self->stack = g_renew (Name, self->stack, self->size);
    }
  self->stack[self->length++] = entry;
  if (is_last || self->length - first > FEW)
    return TRUE;
  for (guint i = first; i < n; i++)
    if (are_equal (&self->stack[i], &entry))
      return FALSE;
  return TRUE;
}

gboolean
galley_json_names_pop (GalleyJsonNames *self,
                       guint            first,
                       guint           *position)
{
  guint n_names = self->length - first;
  const Name *duplicate = NULL;

  if (n_names > FEW)
    duplicate = find_duplicate (&self->stack[first], n_names);
  if (duplicate != NULL)
    *position = duplicate->position;
  self->length = first;
  return duplicate == NULL;
}
