/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-view-context.h"

#include "core/base/galley-clock.h"
#include "core/base/galley-error.h"
#include "core/portal/galley-context-corrections.h"
#include "core/portal/galley-context.h"
#include "core/portal/galley-site-path.h"

#include <string.h>

static gboolean
fail (GError    **error,
      const char *what)
{
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "context: %s", what);
  return FALSE;
}

static gboolean
check_link (const GalleyValue *object,
            const char        *what,
            GError           **error)
{
  if (object == NULL || galley_value_get_text (object, "title") == NULL ||
      !galley_site_path_is_valid (galley_value_get_text (object, "path")))
    return fail (error, what);
  return TRUE;
}

static gboolean
check_neighbour (const GalleyValue *context,
                 const char        *name,
                 const char        *what,
                 GError           **error)
{
  return galley_value_get (context, name) == NULL || check_link (galley_value_get_object (context, name), what, error);
}

static gboolean
check (const GalleyValue *context,
       GError           **error)
{
  const char *published = galley_value_get_text (context, "published");
  gint64 time;

  if (!galley_site_path_is_valid (galley_value_get_text (context, "path")))
    return fail (error, "path is no path of the site");
  if (galley_value_get (context, "published") != NULL && (published == NULL || !galley_time_parse (published, &time)))
    return fail (error, "published is no time");
  return check_neighbour (context, "previous", "previous lacks title or path", error)
         && check_neighbour (context, "next", "next lacks title or path", error);
}

/* NULL without error: it has none. */
static GalleyRenditions *
read_renditions (GalleyJsonValue *context,
                 GError         **error)
{
  GalleyJsonValue *read = galley_json_value_find (context, "renditions");
  GalleyRenditions *renditions;
  g_autoptr (JsonNode) node = NULL;

  if (read == NULL)
    return NULL;
  if (read->kind != GALLEY_JSON_OBJECT)
    return fail (error, "renditions is no object"), NULL;
  node = galley_json_value_to_node (read);
  renditions = galley_renditions_read (json_node_get_object (node), error);
  if (renditions == NULL)
    g_prefix_error (error, "context: ");
  return renditions;
}

const GalleyValue *
galley_view_read_context (GalleyArena       *arena,
                          const char        *text,
                          GalleyRenditions **renditions,
                          GalleyJsonValue  **modules,
                          GError           **error)
{
  GalleyJsonDocument *document;
  g_autoptr (GalleyRenditions) read = NULL;
  g_autoptr (GError) renditions_error = NULL;
  GalleyJsonValue *root;
  GalleyValue *context;

  g_return_val_if_fail (arena != NULL && text != NULL && renditions != NULL && modules != NULL, NULL);

  document = galley_json_document_new (text, strlen (text), GALLEY_CONTEXT_MAX_BYTES, error);
  if (document != NULL)
    galley_arena_keep (arena, document, (GDestroyNotify) galley_json_document_free);
  root = document != NULL ? galley_json_document_get_object (document, error) : NULL;
  if (root == NULL)
    {
      g_prefix_error (error, "context: ");
      return NULL;
    }
  if (!document->is_canonical)
    return fail (error, "is not canonical JSON"), NULL;
  *modules = galley_json_value_find (root, "modules");
  if (*modules != NULL)
    (*modules)->is_taken = TRUE;
  context = galley_value_new_from_document (arena, root);
  if (!check (context, error))
    return NULL;
  read = read_renditions (root, &renditions_error);
  if (renditions_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&renditions_error));
      return NULL;
    }
  if (!galley_context_check_corrections (context, error))
    return NULL;
  *renditions = g_steal_pointer (&read);
  return context;
}
