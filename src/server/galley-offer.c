/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-offer.h"

#include "core/base/galley-error.h"
#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"

#include <string.h>

static gboolean is_deeper (JsonNode *node, guint levels);

/* Whether a member of @object has more than @levels levels. */
static gboolean
has_deeper_member (JsonObject *object,
                   guint       levels)
{
  JsonObjectIter iter;
  JsonNode *member;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, NULL, &member))
    if (is_deeper (member, levels))
      return TRUE;
  return FALSE;
}

static gboolean
is_deeper (JsonNode *node,
           guint     levels)
{
  JsonArray *array;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return levels == 0 || has_deeper_member (json_node_get_object (node), levels - 1);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  array = json_node_get_array (node);
  if (levels == 0)
    return TRUE;
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (is_deeper (json_array_get_element (array, i), levels - 1))
      return TRUE;
  return FALSE;
}

static GalleyOffer *
refuse (guint       status,
        const char *problem,
        char       *detail)
{
  GalleyOffer *self = g_new0 (GalleyOffer, 1);

  self->status = status;
  self->problem = problem;
  self->detail = detail;
  return self;
}

/* What is too long is said as such; anything else that cannot be read has @status. */
static GalleyOffer *
refuse_error (guint         status,
              const GError *error)
{
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE))
    return refuse (413, GALLEY_PROBLEM_TOO_LARGE, g_strdup (error->message));
  return refuse (status, GALLEY_PROBLEM_INVALID, g_strdup (error->message));
}

GalleyOffer *
galley_offer_read_object (const char *id,
                          JsonObject *object)
{
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GError) error = NULL;
  GalleyOffer *self;

  g_return_val_if_fail (id != NULL && object != NULL, NULL);

  if (has_deeper_member (object, GALLEY_ARTICLE_MAX_DEPTH - 1))
    return refuse (422, GALLEY_PROBLEM_INVALID, g_strdup_printf ("More than %d levels", GALLEY_ARTICLE_MAX_DEPTH));
  revision = galley_wire_read_object (object, &error);
  if (revision == NULL)
    return refuse_error (422, error);
  if (strcmp (galley_revision_get_id (revision), id) != 0)
    return refuse (422, GALLEY_PROBLEM_INVALID, g_strdup ("uri: another article than the address names"));
  self = g_new0 (GalleyOffer, 1);
  self->text = galley_wire_write_content (revision);
  self->content = g_steal_pointer (&revision);
  return self;
}

GalleyOffer *
galley_offer_read (const char *id,
                   const char *text,
                   gsize       length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;

  g_return_val_if_fail (id != NULL && text != NULL, NULL);

  node = galley_json_parse (text, length, GALLEY_WIRE_MAX_BYTES, &error);
  if (node == NULL)
    return refuse_error (400, error);
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return refuse (422, GALLEY_PROBLEM_INVALID, g_strdup ("JSON at byte 0: an object was expected"));
  return galley_offer_read_object (id, json_node_get_object (node));
}

void
galley_offer_free (GalleyOffer *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->content, galley_revision_unref);
  g_free (self->text);
  g_free (self->detail);
  g_free (self);
}
