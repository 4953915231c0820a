/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/model/galley-state.h"

#include <string.h>

G_DEFINE_BOXED_TYPE (GalleyState, galley_state, galley_state_ref, galley_state_unref)

static const char *const status_names[] = {
  [GALLEY_STATUS_DRAFT] = "draft",         [GALLEY_STATUS_REVIEW_1] = "review-1",
  [GALLEY_STATUS_REVIEW_2] = "review-2",   [GALLEY_STATUS_REVIEW_3] = "review-3",
  [GALLEY_STATUS_APPROVED] = "approved",   [GALLEY_STATUS_SCHEDULED] = "scheduled",
  [GALLEY_STATUS_PUBLISHED] = "published", [GALLEY_STATUS_RETURNED] = "returned",
  [GALLEY_STATUS_WITHDRAWN] = "withdrawn", [GALLEY_STATUS_CLOSED] = "closed",
};
G_STATIC_ASSERT (G_N_ELEMENTS (status_names) == GALLEY_N_STATUSES);

/* Every text of the struct, so that none is forgotten in making, copying, comparing and freeing. */
static const gsize texts[] = {
  G_STRUCT_OFFSET (GalleyState, owner),          G_STRUCT_OFFSET (GalleyState, owner_name),
  G_STRUCT_OFFSET (GalleyState, department),     G_STRUCT_OFFSET (GalleyState, etag),
  G_STRUCT_OFFSET (GalleyState, modified_by),    G_STRUCT_OFFSET (GalleyState, return_reason),
  G_STRUCT_OFFSET (GalleyState, published_hash), G_STRUCT_OFFSET (GalleyState, published_path),
  G_STRUCT_OFFSET (GalleyState, layout_version), G_STRUCT_OFFSET (GalleyState, context),
};

#define TEXT(self, i) G_STRUCT_MEMBER (char *, self, texts[i])

/* Most texts of most states are empty: they are this one. */
static char nothing[] = "";

static void
text_free (char *text)
{
  if (text != nothing)
    g_free (text);
}

GalleySignature *
galley_signature_new (GalleyStatus review,
                      const char  *user,
                      const char  *user_name,
                      const char  *content_hash,
                      gint64       time)
{
  GalleySignature *self = g_new (GalleySignature, 1);
  self->review = review;
  self->user = g_strdup (user != NULL ? user : "");
  self->user_name = g_strdup (user_name != NULL ? user_name : "");
  self->content_hash = g_strdup (content_hash != NULL ? content_hash : "");
  self->time = time;
  return self;
}

void
galley_signature_free (GalleySignature *self)
{
  if (self == NULL)
    return;
  g_free (self->user);
  g_free (self->user_name);
  g_free (self->content_hash);
  g_free (self);
}

GalleyState *
galley_state_new (void)
{
  GalleyState *self = g_new0 (GalleyState, 1);
  g_atomic_ref_count_init (&self->references);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    TEXT (self, i) = nothing;
  self->signatures = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_signature_free);
  return self;
}

GalleyState *
galley_state_copy (const GalleyState *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GalleyState *copy = galley_state_new ();
  copy->status = self->status;
  copy->created = self->created;
  copy->modified = self->modified;
  copy->published_at = self->published_at;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    galley_state_set_text (&TEXT (copy, i), TEXT (self, i));
  for (guint i = 0; i < self->signatures->len; i++)
    {
      const GalleySignature *signature = self->signatures->pdata[i];
      g_ptr_array_add (copy->signatures, galley_signature_new (signature->review, signature->user, signature->user_name,
                                                               signature->content_hash, signature->time));
    }
  return copy;
}

GalleyState *
galley_state_ref (GalleyState *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
galley_state_unref (GalleyState *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    text_free (TEXT (self, i));
  g_ptr_array_unref (self->signatures);
  g_free (self);
}

void
galley_state_set_text (char      **member,
                       const char *value)
{
  g_return_if_fail (member != NULL);

  char *copy = value != NULL && *value != '\0' ? g_strdup (value) : nothing;
  text_free (*member);
  *member = copy;
}

static gboolean
signatures_equal (GPtrArray *a,
                  GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const GalleySignature *x = a->pdata[i], *y = b->pdata[i];
      if (x->review != y->review || x->time != y->time || strcmp (x->user, y->user) != 0
          || strcmp (x->user_name, y->user_name) != 0 || strcmp (x->content_hash, y->content_hash) != 0)
        return FALSE;
    }
  return TRUE;
}

gboolean
galley_state_equal (const GalleyState *a,
                    const GalleyState *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  if (a == b)
    return TRUE;
  if (a->status != b->status || a->created != b->created || a->modified != b->modified
      || a->published_at != b->published_at)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_strcmp0 (TEXT (a, i), TEXT (b, i)) != 0)
      return FALSE;
  return signatures_equal (a->signatures, b->signatures);
}

gboolean
galley_state_is_public (const GalleyState *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->status == GALLEY_STATUS_PUBLISHED;
}

const char *
galley_status_get_name (GalleyStatus status)
{
  g_return_val_if_fail ((guint) status < GALLEY_N_STATUSES, NULL);
  return status_names[status];
}

gboolean
galley_status_from_name (const char   *name,
                         GalleyStatus *status)
{
  g_return_val_if_fail (status != NULL, FALSE);

  for (guint i = 0; i < GALLEY_N_STATUSES; i++)
    if (g_strcmp0 (name, status_names[i]) == 0)
      {
        *status = i;
        return TRUE;
      }
  return FALSE;
}
