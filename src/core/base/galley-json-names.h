/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The names of all JSON objects that a reader has open, on one stack, watched for duplicates; for base/ itself.
 *
 * A small object is compared name by name as they come. A large one goes through a hash table when it closes; a
 * sender who makes names with equal hashes on purpose only gets them sorted, so that the work stays n log n. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GalleyJsonName GalleyJsonName;

typedef struct
{
  GalleyJsonName *stack;
  guint length;
  guint size;
} GalleyJsonNames;

void galley_json_names_init (GalleyJsonNames *self);
void galley_json_names_clear (GalleyJsonNames *self);

guint galley_json_names_get_length (GalleyJsonNames *self);

/* Adds a name of the object whose names begin at @first; @name is lent until the pop. @is_last: all that the object has come
 * before it in the order of bytes, so that it is none of them. FALSE: it is seen to be a duplicate. */
gboolean galley_json_names_push (GalleyJsonNames *self,
                                 guint            first,
                                 const char      *name,
                                 guint            length,
                                 guint            position,
                                 gboolean         is_last);

/* Takes the names from @first on off the stack. FALSE: two are equal, the later one at *@position. */
gboolean galley_json_names_pop (GalleyJsonNames *self,
                                guint            first,
                                guint           *position);

G_END_DECLS
