/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The calls of the Portal API that tell what was done to an article: its audit record, and the numbers of its revisions. */
#include "core/sync/galley-portal-transport.h"

#include "core/sync/galley-portal-private.h"
#include "core/wire/galley-protocol.h"

#include <string.h>

/* A record is kept without end: of one that is longer than any article's, nothing is read. */
#define MAX_ANSWER (8 * 1024 * 1024)

/* The answer's array @name; its document in @document. */
static GalleyJsonValue *
call (GalleyPortalTransport *self,
      const char            *id,
      const char            *resource,
      const char            *name,
      GalleyJsonDocument   **document,
      GCancellable          *cancellable,
      GError               **error)
{
  g_autofree char *path = g_strconcat (GALLEY_API_ARTICLES "/", id, resource, NULL);
  g_auto (GalleyPortalAnswer) answer = { 0 };
  const GalleyPortalRequest request = { .method = "GET", .path = path, .limit = MAX_ANSWER };
  GalleyJsonValue *array;

  if (!galley_portal_line_call (self->line, &request, &answer, cancellable, error))
    return NULL;
  *document = galley_portal_read_document (&answer, error);
  if (*document == NULL)
    return NULL;
  array = galley_json_value_find_array (galley_json_document_get_root (*document), name);
  if (array == NULL)
    g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "The portal's answer has no %s", name);
  return array;
}

static const char *
get_text (GalleyJsonValue *object,
          const char      *name)
{
  const char *text = galley_json_value_find_text (object, name);

  return text != NULL ? text : "";
}

/* The act that made this revision: the same one at the same moment. */
static void
note_revision (GPtrArray       *entries,
               GalleyJsonValue *revision)
{
  const char *action = get_text (revision, "action");
  gint64 time;

  if (!galley_time_parse (get_text (revision, "time"), &time))
    return;
  for (guint i = 0; i < entries->len; i++)
    {
      GalleyActEntry *entry = g_ptr_array_index (entries, i);

      if (entry->revision == 0 && entry->time == time && strcmp (entry->action, action) == 0)
        {
          entry->revision = galley_json_value_find_integer (revision, "number");
          return;
        }
    }
}

GPtrArray *
galley_portal_load_record (GalleyTransport *transport,
                           const char      *id,
                           GCancellable    *cancellable,
                           GError         **error)
{
  GalleyPortalTransport *self = GALLEY_PORTAL_TRANSPORT (transport);
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_act_entry_free);
  g_autoptr (GalleyJsonDocument) record = NULL;
  g_autoptr (GalleyJsonDocument) revisions = NULL;
  GalleyJsonValue *item = NULL;
  GalleyJsonValue *array = call (self, id, "/audit", "entries", &record, cancellable, error);

  if (array == NULL)
    return NULL;
  while ((item = galley_json_value_next (array, item)) != NULL)
    {
      gint64 time;

      if (galley_time_parse (get_text (item, "time"), &time))
        g_ptr_array_add (entries, galley_act_entry_new (time, get_text (item, "user_name"), get_text (item, "action"),
                                                        get_text (item, "comment"), get_text (item, "content_hash")));
    }
  /* Without numbers the record is what it is. */
  array = call (self, id, "/revisions?limit=500", "revisions", &revisions, cancellable, NULL);
  item = NULL;
  while (array != NULL && (item = galley_json_value_next (array, item)) != NULL)
    note_revision (entries, item);
  return g_steal_pointer (&entries);
}
