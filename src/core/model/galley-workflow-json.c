/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading the workflow of site.json. A member that is missing is the default's; one that is there must be right. */

#include "core/model/galley-workflow.h"
#include "core/model/galley-workflow-private.h"

#include "core/base/galley-error.h"
#include "core/base/galley-json.h"
#include "core/base/galley-sentences.h"

static const char *const default_publish[] = { "editor", "head", "chief", NULL };
static const char *const default_withdraw[] = { "head", "chief", NULL };
static const char *const default_reviews[] = { "editor", "head", "chief" };

static GalleyReview *
review_new (GalleyStatus status,
            const char  *role)
{
  GalleyReview *self = g_new (GalleyReview, 1);
  self->status = status;
  self->role = g_strdup (role);
  return self;
}

static void
review_free (GalleyReview *self)
{
  g_free (self->role);
  g_free (self);
}

void
galley_workflow_free (GalleyWorkflow *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->reviews);
  g_strfreev (self->publish);
  g_strfreev (self->withdraw);
  g_strfreev (self->place);
  g_free (self);
}

static gboolean
refuse_review (guint       index,
               const char *wrong,
               GError    **error)
{
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "reviews[%u]: %s", index, galley_sentence (wrong));
  return FALSE;
}

static gboolean
read_reviews (GalleyWorkflow *self,
              JsonArray      *array,
              GError        **error)
{
  GalleyStatus last = GALLEY_STATUS_DRAFT;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = galley_json_array_get_object (array, i);
      const char *name = object != NULL ? galley_json_get_string (object, "status") : NULL;
      const char *role = object != NULL ? galley_json_get_string (object, "role") : NULL;
      GalleyStatus status;

      if (name == NULL || !galley_status_from_name (name, &status) || status < GALLEY_STATUS_REVIEW_1
          || status > GALLEY_STATUS_REVIEW_3)
          return refuse_review (i, N_ ("status is not review-1, review-2 or review-3"), error);

      if (status <= last)
          return refuse_review (i, N_ ("status does not come after the one before"), error);

      if (role == NULL || *role == '\0')
          return refuse_review (i, N_ ("role is missing"), error);

      g_ptr_array_add (self->reviews, review_new (status, role));
      last = status;
    }
  return TRUE;
}

static gboolean
read_roles (JsonObject *object,
            const char *name,
            char     ***roles,
            GError    **error)
{
  if (!json_object_has_member (object, name))
    return TRUE;

  JsonArray *array = galley_json_get_array (object, name);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *role = galley_json_array_get_string (array, i);
      if (role == NULL || *role == '\0')
        {
          array = NULL;
          break;
        }
      g_strv_builder_add (builder, role);
    }
  if (array == NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "%s: %s", name,
                   galley_sentence (N_ ("is no list of roles")));
      return FALSE;
    }
  g_strfreev (*roles);
  *roles = g_strv_builder_end (builder);
  return TRUE;
}

GalleyWorkflow *
galley_workflow_new_from_json (JsonObject *object,
                               GError    **error)
{
  g_autoptr (GalleyWorkflow) self = g_new0 (GalleyWorkflow, 1);
  self->reviews = g_ptr_array_new_with_free_func ((GDestroyNotify) review_free);
  self->publish = g_strdupv ((char **) default_publish);
  self->withdraw = g_strdupv ((char **) default_withdraw);

  if (object == NULL || !json_object_has_member (object, "reviews"))
    {
      for (guint i = 0; i < G_N_ELEMENTS (default_reviews); i++)
        g_ptr_array_add (self->reviews, review_new (GALLEY_STATUS_REVIEW_1 + i, default_reviews[i]));
    }
  else
    {
      JsonArray *array = galley_json_get_array (object, "reviews");
      if (array == NULL)
        {
          g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "reviews: %s",
                       galley_sentence (N_ ("is no list")));
          return NULL;
        }
      if (!read_reviews (self, array, error))
        return NULL;
    }
  if (object != NULL
      && (!read_roles (object, "publish", &self->publish, error)
          || !read_roles (object, "withdraw", &self->withdraw, error)
          || !read_roles (object, "place", &self->place, error)))
    return NULL;
  return g_steal_pointer (&self);
}
