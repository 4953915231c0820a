/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules. An article in review stands at the first review that has no valid signature: one given by the right
 * person to the very content that is looked at. A reviewer may change the text; with that the signatures before his
 * are void, and after his own the article goes back to whoever has to see it again. So nothing is approved but what all
 * reviews have read, and nobody is stuck.
 *
 * Void signatures are kept: later readers are shown what changed since they signed. Submitting begins the reviews anew
 * and therefore drops those that would still hold. */

#include "core/model/galley-workflow.h"
#include "core/model/galley-workflow-private.h"

#include <string.h>

static const char *const action_names[] = {
  [GALLEY_ACTION_NONE] = "none",       [GALLEY_ACTION_SUBMIT] = "submit",     [GALLEY_ACTION_TAKE_BACK] = "take-back",
  [GALLEY_ACTION_SIGN] = "sign",       [GALLEY_ACTION_RETURN] = "return",     [GALLEY_ACTION_PUBLISH] = "publish",
  [GALLEY_ACTION_WITHDRAW] = "withdraw",
};
G_STATIC_ASSERT (G_N_ELEMENTS (action_names) == GALLEY_N_ACTIONS);

const char *
galley_action_get_name (GalleyAction action)
{
  g_return_val_if_fail ((guint) action < GALLEY_N_ACTIONS, NULL);
  return action_names[action];
}

gboolean
galley_action_from_name (const char   *name,
                         GalleyAction *action)
{
  g_return_val_if_fail (action != NULL, FALSE);

  for (guint i = GALLEY_ACTION_NONE + 1; i < GALLEY_N_ACTIONS; i++)
    if (g_strcmp0 (name, action_names[i]) == 0)
      {
        *action = i;
        return TRUE;
      }
  return FALSE;
}

gboolean
galley_action_is_public (GalleyAction action)
{
  return action == GALLEY_ACTION_PUBLISH || action == GALLEY_ACTION_WITHDRAW;
}

static gboolean
is_in_review (GalleyStatus status)
{
  return status >= GALLEY_STATUS_REVIEW_1 && status <= GALLEY_STATUS_REVIEW_3;
}

/* An article that no server has seen has no owner yet: it belongs to whoever has it. */
static gboolean
is_author (const GalleyState *state,
           const GalleyUser  *user)
{
  return *state->owner == '\0' || strcmp (state->owner, user->id) == 0;
}

static gboolean
has_one_of (const GalleyUser *user,
            char            **roles)
{
  for (; *roles != NULL; roles++)
    if (galley_user_has_role (user, *roles))
      return TRUE;
  return FALSE;
}

/* The review an article of @status stands at. When the site has dropped that review meanwhile, the next one. */
static const GalleyReview *
find_review (GalleyWorkflow *self,
             GalleyStatus    status)
{
  const GalleyReview *last = NULL;

  for (guint i = 0; i < self->reviews->len; i++)
    {
      last = self->reviews->pdata[i];
      if (last->status >= status)
        return last;
    }
  return last;
}

static const GalleySignature *
find_signature (const GalleyState *state,
                GalleyStatus       review,
                const char        *content_hash)
{
  for (guint i = 0; i < state->signatures->len; i++)
    {
      const GalleySignature *signature = state->signatures->pdata[i];
      if (signature->review == review && strcmp (signature->content_hash, content_hash) == 0)
        return signature;
    }
  return NULL;
}

static gboolean
has_signed_other (const GalleyState  *state,
                  const GalleyReview *review,
                  const GalleyUser   *user,
                  const char         *content_hash)
{
  for (guint i = 0; i < state->signatures->len; i++)
    {
      const GalleySignature *signature = state->signatures->pdata[i];
      if (signature->review != review->status && strcmp (signature->user, user->id) == 0
          && strcmp (signature->content_hash, content_hash) == 0)
        return TRUE;
    }
  return FALSE;
}

/* The first review that nobody has signed for this content; APPROVED when there is none. */
static GalleyStatus
find_open_review (GalleyWorkflow    *self,
                  const GalleyState *state,
                  const char        *content_hash)
{
  for (guint i = 0; i < self->reviews->len; i++)
    {
      const GalleyReview *review = self->reviews->pdata[i];
      if (find_signature (state, review->status, content_hash) == NULL)
        return review->status;
    }
  return GALLEY_STATUS_APPROVED;
}

static gboolean
fits_status (GalleyAction action,
             GalleyStatus status)
{
  switch (action)
    {
    case GALLEY_ACTION_SUBMIT:
      return status == GALLEY_STATUS_DRAFT || status == GALLEY_STATUS_RETURNED;
    case GALLEY_ACTION_TAKE_BACK:
    case GALLEY_ACTION_SIGN:
      return is_in_review (status);
    case GALLEY_ACTION_RETURN:
      return is_in_review (status) || status == GALLEY_STATUS_APPROVED || status == GALLEY_STATUS_SCHEDULED;
    case GALLEY_ACTION_PUBLISH:
      return status == GALLEY_STATUS_APPROVED || status == GALLEY_STATUS_SCHEDULED;
    case GALLEY_ACTION_WITHDRAW:
      return status == GALLEY_STATUS_PUBLISHED;
    case GALLEY_ACTION_NONE:
    default:
      return FALSE;
    }
}

static gboolean
reviews (GalleyWorkflow   *self,
         GalleyStatus      status,
         const GalleyUser *user)
{
  const GalleyReview *review = find_review (self, status);
  return review == NULL || galley_user_has_role (user, review->role);
}

static GalleyObstacle
find_person_obstacle (GalleyWorkflow    *self,
                      GalleyAction       action,
                      const GalleyState *state,
                      const GalleyUser  *user)
{
  gboolean is_right;

  switch (action)
    {
    case GALLEY_ACTION_SUBMIT:
    case GALLEY_ACTION_TAKE_BACK:
      return is_author (state, user) ? GALLEY_OBSTACLE_NONE : GALLEY_OBSTACLE_NOT_AUTHOR;
    case GALLEY_ACTION_SIGN:
      if (is_author (state, user))
        return GALLEY_OBSTACLE_AUTHOR;
      is_right = reviews (self, state->status, user);
      break;
    case GALLEY_ACTION_RETURN:
      is_right = is_in_review (state->status) ? reviews (self, state->status, user) : has_one_of (user, self->publish);
      break;
    case GALLEY_ACTION_PUBLISH:
      is_right = has_one_of (user, self->publish);
      break;
    case GALLEY_ACTION_WITHDRAW:
      is_right = has_one_of (user, self->withdraw);
      break;
    case GALLEY_ACTION_NONE:
    default:
      is_right = FALSE;
    }
  return is_right ? GALLEY_OBSTACLE_NONE : GALLEY_OBSTACLE_ROLE;
}

static GalleyObstacle
find_content_obstacle (GalleyWorkflow    *self,
                       GalleyAction       action,
                       const GalleyState *state,
                       const GalleyUser  *user,
                       const char        *content_hash)
{
  const GalleyReview *review = find_review (self, state->status);

  if (action != GALLEY_ACTION_SIGN && action != GALLEY_ACTION_PUBLISH)
    return GALLEY_OBSTACLE_NONE;
  if (content_hash == NULL || *content_hash == '\0')
    return GALLEY_OBSTACLE_NO_CONTENT;
  if (action == GALLEY_ACTION_SIGN)
    return review != NULL && has_signed_other (state, review, user, content_hash) ? GALLEY_OBSTACLE_SIGNED_OTHER
                                                                                  : GALLEY_OBSTACLE_NONE;
  return find_open_review (self, state, content_hash) == GALLEY_STATUS_APPROVED ? GALLEY_OBSTACLE_NONE
                                                                                : GALLEY_OBSTACLE_UNSIGNED;
}

GalleyObstacle
galley_workflow_find_obstacle (GalleyWorkflow    *self,
                               GalleyAction       action,
                               const GalleyState *state,
                               const GalleyUser  *user,
                               const char        *content_hash)
{
  GalleyObstacle obstacle;

  g_return_val_if_fail (self != NULL && state != NULL && user != NULL, GALLEY_OBSTACLE_STATUS);
  g_return_val_if_fail ((guint) action < GALLEY_N_ACTIONS, GALLEY_OBSTACLE_STATUS);

  if (!fits_status (action, state->status))
    return GALLEY_OBSTACLE_STATUS;
  obstacle = find_person_obstacle (self, action, state, user);
  return obstacle != GALLEY_OBSTACLE_NONE ? obstacle : find_content_obstacle (self, action, state, user, content_hash);
}

gboolean
galley_workflow_may_act (GalleyWorkflow    *self,
                         GalleyAction       action,
                         const GalleyState *state,
                         const GalleyUser  *user,
                         const char        *content_hash)
{
  return galley_workflow_find_obstacle (self, action, state, user, content_hash) == GALLEY_OBSTACLE_NONE;
}

static void
drop_signatures (GalleyState *state,
                 GalleyStatus review,
                 const char  *content_hash)
{
  for (guint i = state->signatures->len; i > 0; i--)
    {
      const GalleySignature *signature = state->signatures->pdata[i - 1];
      if (signature->review == review || (content_hash != NULL && strcmp (signature->content_hash, content_hash) == 0))
        g_ptr_array_remove_index (state->signatures, i - 1);
    }
}

static void
sign (GalleyWorkflow   *self,
      GalleyState      *state,
      const GalleyUser *user,
      const char       *content_hash,
      gint64            time)
{
  const GalleyReview *review = find_review (self, state->status);

  if (review != NULL)
    {
      drop_signatures (state, review->status, NULL);
      g_ptr_array_add (state->signatures,
                       galley_signature_new (review->status, user->id, user->name, content_hash, time));
    }
  state->status = find_open_review (self, state, content_hash);
}

GalleyState *
galley_workflow_apply (GalleyWorkflow    *self,
                       GalleyAction       action,
                       const GalleyState *state,
                       const GalleyUser  *user,
                       const char        *content_hash,
                       const char        *comment,
                       gint64             time)
{
  g_return_val_if_fail (self != NULL && state != NULL && user != NULL, NULL);
  g_return_val_if_fail ((guint) action < GALLEY_N_ACTIONS, NULL);

  GalleyState *next = galley_state_copy (state);
  content_hash = content_hash != NULL ? content_hash : "";
  switch (action)
    {
    case GALLEY_ACTION_SUBMIT:
      drop_signatures (next, GALLEY_STATUS_DRAFT, content_hash);
      next->status = find_open_review (self, next, content_hash);
      galley_state_set_text (&next->return_reason, "");
      break;
    case GALLEY_ACTION_TAKE_BACK:
      next->status = GALLEY_STATUS_DRAFT;
      break;
    case GALLEY_ACTION_SIGN:
      sign (self, next, user, content_hash, time);
      break;
    case GALLEY_ACTION_RETURN:
      next->status = GALLEY_STATUS_RETURNED;
      galley_state_set_text (&next->return_reason, comment);
      break;
    case GALLEY_ACTION_PUBLISH:
      next->status = GALLEY_STATUS_PUBLISHED;
      break;
    case GALLEY_ACTION_WITHDRAW:
      next->status = GALLEY_STATUS_WITHDRAWN;
      break;
    case GALLEY_ACTION_NONE:
    default:
      break;
    }
  return next;
}

GalleyAction
galley_workflow_get_next (GalleyWorkflow    *self,
                          const GalleyState *state,
                          const GalleyUser  *user,
                          const char        *content_hash)
{
  static const GalleyAction steps[] = { GALLEY_ACTION_SUBMIT, GALLEY_ACTION_SIGN, GALLEY_ACTION_PUBLISH };

  g_return_val_if_fail (self != NULL && state != NULL && user != NULL, GALLEY_ACTION_NONE);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (galley_workflow_may_act (self, steps[i], state, user, content_hash))
      return steps[i];
  return GALLEY_ACTION_NONE;
}

guint
galley_workflow_get_n_reviews (GalleyWorkflow *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->reviews->len;
}

GalleyStatus
galley_workflow_get_review (GalleyWorkflow *self,
                            guint           index)
{
  g_return_val_if_fail (self != NULL && index < self->reviews->len, GALLEY_STATUS_DRAFT);

  return ((const GalleyReview *) self->reviews->pdata[index])->status;
}

gboolean
galley_workflow_is_last_review (GalleyWorkflow *self,
                                GalleyStatus    status)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!is_in_review (status) || self->reviews->len == 0)
    return FALSE;
  return find_review (self, status) == self->reviews->pdata[self->reviews->len - 1];
}

gboolean
galley_workflow_may_place (GalleyWorkflow   *self,
                           const GalleyUser *user)
{
  g_return_val_if_fail (self != NULL && user != NULL, FALSE);

  return has_one_of (user, self->place != NULL ? self->place : self->publish);
}

gboolean
galley_workflow_waits_for (GalleyWorkflow    *self,
                           const GalleyState *state,
                           const GalleyUser  *user)
{
  g_return_val_if_fail (self != NULL && state != NULL && user != NULL, FALSE);

  if (state->status == GALLEY_STATUS_RETURNED)
    return is_author (state, user);
  if (state->status == GALLEY_STATUS_APPROVED)
    return has_one_of (user, self->publish);
  if (!is_in_review (state->status) || find_person_obstacle (self, GALLEY_ACTION_SIGN, state, user) != GALLEY_OBSTACLE_NONE)
    return FALSE;

  /* The content is not known here; what was signed last is the nearest to it. */
  const GalleyReview *review = find_review (self, state->status);
  const GalleySignature *last
      = state->signatures->len > 0 ? state->signatures->pdata[state->signatures->len - 1] : NULL;
  return review == NULL || last == NULL || !has_signed_other (state, review, user, last->content_hash);
}

static gboolean
takes_part (GalleyWorkflow   *self,
            const GalleyUser *user)
{
  for (guint i = 0; i < self->reviews->len; i++)
    if (galley_user_has_role (user, ((const GalleyReview *) self->reviews->pdata[i])->role))
      return TRUE;
  return has_one_of (user, self->publish) || has_one_of (user, self->withdraw);
}

gboolean
galley_workflow_may_see (GalleyWorkflow    *self,
                         const GalleyState *state,
                         const GalleyUser  *user)
{
  g_return_val_if_fail (self != NULL && state != NULL && user != NULL, FALSE);

  if (is_author (state, user))
    return TRUE;
  switch (state->status)
    {
    case GALLEY_STATUS_DRAFT:
      return FALSE;
    case GALLEY_STATUS_PUBLISHED:
    case GALLEY_STATUS_WITHDRAWN:
    case GALLEY_STATUS_CLOSED:
      return TRUE;
    case GALLEY_STATUS_REVIEW_1:
    case GALLEY_STATUS_REVIEW_2:
    case GALLEY_STATUS_REVIEW_3:
    case GALLEY_STATUS_APPROVED:
    case GALLEY_STATUS_SCHEDULED:
    case GALLEY_STATUS_RETURNED:
    default:
      return (*state->department != '\0' && strcmp (state->department, user->department) == 0)
             || takes_part (self, user);
    }
}

gboolean
galley_workflow_may_edit (GalleyWorkflow    *self,
                          const GalleyState *state,
                          const GalleyUser  *user)
{
  g_return_val_if_fail (self != NULL && state != NULL && user != NULL, FALSE);

  if (state->status == GALLEY_STATUS_DRAFT || state->status == GALLEY_STATUS_RETURNED)
    return is_author (state, user);
  return is_in_review (state->status) && galley_workflow_waits_for (self, state, user);
}
