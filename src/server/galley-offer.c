/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-offer.h"

#include "core/base/galley-error.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"

#include <string.h>

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
galley_offer_read_value (const char      *id,
                         GalleyJsonValue *object)
{
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GError) error = NULL;
  GalleyOffer *self;

  g_return_val_if_fail (id != NULL && object != NULL, NULL);

  if (galley_json_value_get_depth (object) > GALLEY_ARTICLE_MAX_DEPTH)
    return refuse (422, GALLEY_PROBLEM_INVALID, g_strdup_printf ("More than %d levels", GALLEY_ARTICLE_MAX_DEPTH));
  revision = galley_wire_read_value (object, &error);
  if (revision == NULL)
    return refuse_error (422, error);
  if (strcmp (galley_revision_get_id (revision), id) != 0)
    return refuse (422, GALLEY_PROBLEM_INVALID, g_strdup ("uri: another article than the address names"));
  self = g_new0 (GalleyOffer, 1);
  self->text = galley_wire_write_content (revision);
  self->content_hash = g_strdup (galley_wire_get_content_hash (revision));
  return self;
}

GalleyOffer *
galley_offer_read (const char *id,
                   const char *text,
                   gsize       length)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyJsonDocument) document = NULL;
  GalleyJsonValue *object;

  g_return_val_if_fail (id != NULL && text != NULL, NULL);

  document = galley_json_document_new (text, length, GALLEY_WIRE_MAX_BYTES, &error);
  if (document == NULL)
    return refuse_error (400, error);
  object = galley_json_document_get_object (document, &error);
  return object != NULL ? galley_offer_read_value (id, object) : refuse_error (422, error);
}

void
galley_offer_free (GalleyOffer *self)
{
  if (self == NULL)
    return;
  g_free (self->text);
  g_free (self->content_hash);
  g_free (self->detail);
  g_free (self);
}
