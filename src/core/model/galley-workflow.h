/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who may do what next: the site's workflow as a pure function, asked by the window (which button) and by the server
 * (whether it is allowed), so that both always say the same.
 *
 * From site.json: "workflow": {"reviews": [{"status": "review-1", "role": "editor"}, {"status": "review-3", "role":
 * "chief"}], "publish": ["editor", "chief"], "withdraw": ["chief"], "place": ["editor"]}; whoever may publish fills the home
 * page's slots where "place" is missing. No two reviews are signed by the same person,
 * nobody signs what he wrote, and a signature holds only for the content hash it was given to. Role "admin" may do
 * what any role may, under the same two rules. An article in review stands at the first review without a signature for
 * the content: a reviewer may change the text, and it then goes back to those who signed another one. An empty list of
 * reviews approves at once. */
#pragma once

#include "core/model/galley-revision.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *id;
  char *name;
  char *department;
  char **roles;
} GalleyUser;

GalleyUser *galley_user_new (const char        *id,
                             const char        *name,
                             const char        *department,
                             const char *const *roles);
GalleyUser *galley_user_copy (const GalleyUser *self);
void galley_user_free (GalleyUser *self);
gboolean galley_user_has_role (const GalleyUser *self,
                               const char       *role);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyUser, galley_user_free)

typedef enum
{
  GALLEY_ACTION_NONE,
  GALLEY_ACTION_SUBMIT,    /* 送审 */
  GALLEY_ACTION_TAKE_BACK, /* 撤回送审 */
  GALLEY_ACTION_SIGN,      /* 通过 / 签发 */
  GALLEY_ACTION_RETURN,    /* 退回修改 */
  GALLEY_ACTION_PUBLISH,   /* 发布 */
  GALLEY_ACTION_WITHDRAW,  /* 撤稿 */
} GalleyAction;
#define GALLEY_N_ACTIONS (GALLEY_ACTION_WITHDRAW + 1)

/* "submit", "take-back", … */
const char *galley_action_get_name (GalleyAction action);
gboolean galley_action_from_name (const char   *name,
                                  GalleyAction *action);
/* Publish and withdraw: acts in public, with a sheet and a hold. */
gboolean galley_action_is_public (GalleyAction action);

typedef struct _GalleyWorkflow GalleyWorkflow;

/* @object NULL: the default of three reviews by editor, head and chief. GALLEY_ERROR_INVALID. */
GalleyWorkflow *galley_workflow_new_from_json (JsonObject *object,
                                               GError    **error);
void galley_workflow_free (GalleyWorkflow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyWorkflow, galley_workflow_free)

/* What stands in the way of an act. */
typedef enum
{
  GALLEY_OBSTACLE_NONE,
  GALLEY_OBSTACLE_STATUS,       /* not in this state */
  GALLEY_OBSTACLE_ROLE,         /* not with this person's roles */
  GALLEY_OBSTACLE_NOT_AUTHOR,   /* only its author does that */
  GALLEY_OBSTACLE_AUTHOR,       /* anybody but its author does that */
  GALLEY_OBSTACLE_SIGNED_OTHER, /* this person has signed another review of this content */
  GALLEY_OBSTACLE_UNSIGNED,     /* not every review has signed this content */
  GALLEY_OBSTACLE_NO_CONTENT,   /* none is named */
} GalleyObstacle;
#define GALLEY_N_OBSTACLES (GALLEY_OBSTACLE_NO_CONTENT + 1)

/* Why @user may not do @action to an article in @state; the first reason. @content_hash is the content the action looks
 * at. */
GalleyObstacle galley_workflow_find_obstacle (GalleyWorkflow    *self,
                                              GalleyAction       action,
                                              const GalleyState *state,
                                              const GalleyUser  *user,
                                              const char        *content_hash);
/* Whether there is none. */
gboolean galley_workflow_may_act (GalleyWorkflow    *self,
                                  GalleyAction       action,
                                  const GalleyState *state,
                                  const GalleyUser  *user,
                                  const char        *content_hash);

/* The state after @action, which must have been checked: a new copy with status and signatures changed; publication
 * members are left to the publisher. */
GalleyState *galley_workflow_apply (GalleyWorkflow    *self,
                                    GalleyAction       action,
                                    const GalleyState *state,
                                    const GalleyUser  *user,
                                    const char        *content_hash,
                                    const char        *comment,
                                    gint64             time);

/* The one next step that this user can take now, or NONE: the blue button. */
GalleyAction galley_workflow_get_next (GalleyWorkflow    *self,
                                       const GalleyState *state,
                                       const GalleyUser  *user,
                                       const char        *content_hash);
/* The reviews that an article goes through, in their order: GALLEY_STATUS_REVIEW_1 … _3. */
guint galley_workflow_get_n_reviews (GalleyWorkflow *self);
GalleyStatus galley_workflow_get_review (GalleyWorkflow *self,
                                         guint           index);
/* Whether the next sign is the last one: 签发 instead of 通过. */
gboolean galley_workflow_is_last_review (GalleyWorkflow *self,
                                         GalleyStatus    status);
/* Whether the article waits for @user ("waiting for me"). */
gboolean galley_workflow_waits_for (GalleyWorkflow    *self,
                                    const GalleyState *state,
                                    const GalleyUser  *user);

/* A draft is its author's alone until submitted, then its department's and the reviewers'; published, everybody's. */
gboolean galley_workflow_may_see (GalleyWorkflow    *self,
                                  const GalleyState *state,
                                  const GalleyUser  *user);
/* Whether @user may change what stands in the slots of the home page. */
gboolean galley_workflow_may_place (GalleyWorkflow   *self,
                                    const GalleyUser *user);
/* Content may be changed by the author of a draft or of what was returned, and in review by whom it waits for. */
gboolean galley_workflow_may_edit (GalleyWorkflow    *self,
                                   const GalleyState *state,
                                   const GalleyUser  *user);

G_END_DECLS
