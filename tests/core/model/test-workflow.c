/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/model/galley-workflow.h"

#include "core/base/galley-error.h"
#include "core/base/galley-json.h"

#include <string.h>

typedef enum
{
  AUTHOR,
  NOBODY,
  EDITOR,
  HEAD,
  CHIEF,
  ADMIN,
  EDITING_AUTHOR, /* wrote it and has every role */
  N_PEOPLE,
} Person;

typedef struct
{
  GalleyWorkflow *workflow;
  GalleyUser *people[N_PEOPLE];
} Fixture;

static GalleyUser *
user_with_role (const char *id,
                const char *role)
{
  const char *const roles[] = { role, NULL };
  return galley_user_new (id, id, "d2", roles);
}

static void
set_up (Fixture      *f,
        gconstpointer data)
{
  static const char *const all[] = { "editor", "head", "chief", "admin", NULL };
  static const char *const reporter[] = { "reporter", NULL };
  f->workflow = galley_workflow_new_from_json (NULL, NULL);
  f->people[AUTHOR] = galley_user_new ("author", "作者", "d1", reporter);
  f->people[NOBODY] = user_with_role ("nobody", "reporter");
  f->people[EDITOR] = user_with_role ("editor", "editor");
  f->people[HEAD] = user_with_role ("head", "head");
  f->people[CHIEF] = user_with_role ("chief", "chief");
  f->people[ADMIN] = user_with_role ("admin", "admin");
  f->people[EDITING_AUTHOR] = galley_user_new ("author", "作者", "d1", all);
}

static void
tear_down (Fixture      *f,
           gconstpointer data)
{
  galley_workflow_free (f->workflow);
  for (guint i = 0; i < N_PEOPLE; i++)
    galley_user_free (f->people[i]);
}

static GalleyState *
state_of (GalleyStatus status)
{
  GalleyState *state = galley_state_new ();
  state->status = status;
  galley_state_set_text (&state->owner, "author");
  galley_state_set_text (&state->department, "d1");
  return state;
}

static void
sign_by (GalleyState *state,
         guint        review,
         const char  *user,
         const char  *hash)
{
  g_ptr_array_add (state->signatures, galley_signature_new (GALLEY_STATUS_REVIEW_1 + review - 1, user, user, hash, 0));
}

/* Who may, one letter a person in the order above; an action that does not fit the status has none. */
static const struct
{
  GalleyStatus status;
  GalleyAction action;
  const char *people;
} allowed[] = {
  { GALLEY_STATUS_DRAFT, GALLEY_ACTION_SUBMIT, "+-----+" },
  { GALLEY_STATUS_RETURNED, GALLEY_ACTION_SUBMIT, "+-----+" },
  { GALLEY_STATUS_REVIEW_1, GALLEY_ACTION_TAKE_BACK, "+-----+" },
  { GALLEY_STATUS_REVIEW_2, GALLEY_ACTION_TAKE_BACK, "+-----+" },
  { GALLEY_STATUS_REVIEW_3, GALLEY_ACTION_TAKE_BACK, "+-----+" },
  { GALLEY_STATUS_REVIEW_1, GALLEY_ACTION_SIGN, "--+--+-" },
  { GALLEY_STATUS_REVIEW_2, GALLEY_ACTION_SIGN, "---+-+-" },
  { GALLEY_STATUS_REVIEW_3, GALLEY_ACTION_SIGN, "----++-" },
  { GALLEY_STATUS_REVIEW_1, GALLEY_ACTION_RETURN, "--+--++" },
  { GALLEY_STATUS_REVIEW_2, GALLEY_ACTION_RETURN, "---+-++" },
  { GALLEY_STATUS_REVIEW_3, GALLEY_ACTION_RETURN, "----+++" },
  { GALLEY_STATUS_APPROVED, GALLEY_ACTION_RETURN, "--+++++" },
  { GALLEY_STATUS_SCHEDULED, GALLEY_ACTION_RETURN, "--+++++" },
  { GALLEY_STATUS_APPROVED, GALLEY_ACTION_PUBLISH, "--+++++" },
  { GALLEY_STATUS_SCHEDULED, GALLEY_ACTION_PUBLISH, "--+++++" },
  { GALLEY_STATUS_PUBLISHED, GALLEY_ACTION_WITHDRAW, "---++++" },
};

static const char *
find_allowed (GalleyStatus status,
              GalleyAction action)
{
  for (guint i = 0; i < G_N_ELEMENTS (allowed); i++)
    if (allowed[i].status == status && allowed[i].action == action)
      return allowed[i].people;
  return NULL;
}

static void
test_table (Fixture      *f,
            gconstpointer data)
{
  for (guint status = 0; status < GALLEY_N_STATUSES; status++)
    for (guint action = 0; action < GALLEY_N_ACTIONS; action++)
      for (guint person = 0; person < N_PEOPLE; person++)
        {
          g_autoptr (GalleyState) state = state_of (status);
          GalleyObstacle obstacle;
          const char *people = find_allowed (status, action);
          if (status == GALLEY_STATUS_APPROVED || status == GALLEY_STATUS_SCHEDULED)
            for (guint review = 1; review <= 3; review++)
              sign_by (state, review, "somebody", "h");
          obstacle = galley_workflow_find_obstacle (f->workflow, action, state, f->people[person], "h");
          if (people == NULL)
            g_assert_cmpint (obstacle, ==, GALLEY_OBSTACLE_STATUS);
          else if (people[person] == '+')
            g_assert_cmpint (obstacle, ==, GALLEY_OBSTACLE_NONE);
          else if (action == GALLEY_ACTION_SUBMIT || action == GALLEY_ACTION_TAKE_BACK)
            g_assert_cmpint (obstacle, ==, GALLEY_OBSTACLE_NOT_AUTHOR);
          else if (action == GALLEY_ACTION_SIGN && (person == AUTHOR || person == EDITING_AUTHOR))
            g_assert_cmpint (obstacle, ==, GALLEY_OBSTACLE_AUTHOR);
          else
            g_assert_cmpint (obstacle, ==, GALLEY_OBSTACLE_ROLE);
        }
}

static GalleyState *
act (Fixture      *f,
     GalleyAction  action,
     GalleyState  *state,
     Person        person,
     const char   *hash)
{
  g_assert_cmpint (galley_workflow_find_obstacle (f->workflow, action, state, f->people[person], hash), ==,
                   GALLEY_OBSTACLE_NONE);
  GalleyState *next = galley_workflow_apply (f->workflow, action, state, f->people[person], hash, "再改", 7);
  galley_state_unref (state);
  return next;
}

static void
test_way_to_the_public (Fixture      *f,
                        gconstpointer data)
{
  GalleyState *state = state_of (GALLEY_STATUS_DRAFT);
  g_assert_cmpint (galley_workflow_get_next (f->workflow, state, f->people[AUTHOR], "h"), ==, GALLEY_ACTION_SUBMIT);
  state = act (f, GALLEY_ACTION_SUBMIT, state, AUTHOR, "h");
  g_assert_cmpint (state->status, ==, GALLEY_STATUS_REVIEW_1);
  g_assert_cmpint (galley_workflow_get_next (f->workflow, state, f->people[AUTHOR], "h"), ==, GALLEY_ACTION_NONE);
  g_assert_cmpint (galley_workflow_get_next (f->workflow, state, f->people[EDITOR], "h"), ==, GALLEY_ACTION_SIGN);
  state = act (f, GALLEY_ACTION_SIGN, state, EDITOR, "h");
  g_assert_cmpint (state->status, ==, GALLEY_STATUS_REVIEW_2);
  state = act (f, GALLEY_ACTION_RETURN, state, HEAD, "h");
  g_assert_cmpint (state->status, ==, GALLEY_STATUS_RETURNED);
  g_assert_cmpstr (state->return_reason, ==, "再改");

  /* Submitted again as it was, it goes all the way again. */
  state = act (f, GALLEY_ACTION_SUBMIT, state, AUTHOR, "h");
  g_assert_cmpint (state->status, ==, GALLEY_STATUS_REVIEW_1);
  g_assert_cmpstr (state->return_reason, ==, "");
  g_assert_cmpuint (state->signatures->len, ==, 0);
  state = act (f, GALLEY_ACTION_SIGN, state, EDITOR, "h");
  state = act (f, GALLEY_ACTION_SIGN, state, HEAD, "h");
  g_assert_true (galley_workflow_is_last_review (f->workflow, state->status));
  state = act (f, GALLEY_ACTION_SIGN, state, CHIEF, "h");
  g_assert_cmpint (state->status, ==, GALLEY_STATUS_APPROVED);
  g_assert_cmpuint (state->signatures->len, ==, 3);
  const GalleySignature *last = state->signatures->pdata[2];
  g_assert_cmpstr (last->user, ==, "chief");
  g_assert_cmpstr (last->content_hash, ==, "h");
  g_assert_cmpint (last->time, ==, 7);

  g_assert_cmpint (galley_workflow_find_obstacle (f->workflow, GALLEY_ACTION_PUBLISH, state, f->people[EDITOR], "other"),
                   ==, GALLEY_OBSTACLE_UNSIGNED);
  g_assert_cmpint (galley_workflow_find_obstacle (f->workflow, GALLEY_ACTION_PUBLISH, state, f->people[EDITOR], NULL), ==,
                   GALLEY_OBSTACLE_NO_CONTENT);
  state = act (f, GALLEY_ACTION_PUBLISH, state, EDITOR, "h");
  g_assert_true (galley_state_is_public (state));
  state = act (f, GALLEY_ACTION_WITHDRAW, state, CHIEF, "h");
  g_assert_cmpint (state->status, ==, GALLEY_STATUS_WITHDRAWN);
  galley_state_unref (state);
}

/* Whoever changes the text in review sends it back to those who signed another text. */
static void
test_void_signatures (Fixture      *f,
                      gconstpointer data)
{
  GalleyState *state = state_of (GALLEY_STATUS_REVIEW_1);
  state = act (f, GALLEY_ACTION_SIGN, state, EDITOR, "h1");
  state = act (f, GALLEY_ACTION_SIGN, state, HEAD, "h2");
  g_assert_cmpint (state->status, ==, GALLEY_STATUS_REVIEW_1);
  state = act (f, GALLEY_ACTION_SIGN, state, EDITOR, "h2");
  g_assert_cmpint (state->status, ==, GALLEY_STATUS_REVIEW_3);
  state = act (f, GALLEY_ACTION_SIGN, state, CHIEF, "h2");
  g_assert_cmpint (state->status, ==, GALLEY_STATUS_APPROVED);
  g_assert_cmpuint (state->signatures->len, ==, 3);
  galley_state_unref (state);
}

static void
test_one_person_one_review (Fixture      *f,
                            gconstpointer data)
{
  GalleyState *state = state_of (GALLEY_STATUS_REVIEW_1);
  state = act (f, GALLEY_ACTION_SIGN, state, ADMIN, "h");
  g_assert_cmpint (galley_workflow_find_obstacle (f->workflow, GALLEY_ACTION_SIGN, state, f->people[ADMIN], "h"), ==,
                   GALLEY_OBSTACLE_SIGNED_OTHER);
  g_assert_false (galley_workflow_waits_for (f->workflow, state, f->people[ADMIN]));
  g_assert_true (galley_workflow_waits_for (f->workflow, state, f->people[HEAD]));
  g_assert_false (galley_workflow_waits_for (f->workflow, state, f->people[EDITING_AUTHOR]));
  galley_state_unref (state);
}

static void
test_sight (Fixture      *f,
            gconstpointer data)
{
  static const struct
  {
    GalleyStatus status;
    const char *see, *edit, *wait;
  } rows[] = {
    { GALLEY_STATUS_DRAFT, "+-----+", "+-----+", "-------" },
    { GALLEY_STATUS_REVIEW_1, "+-+++++", "--+--+-", "--+--+-" },
    { GALLEY_STATUS_REVIEW_3, "+-+++++", "----++-", "----++-" },
    { GALLEY_STATUS_RETURNED, "+-+++++", "+-----+", "+-----+" },
    { GALLEY_STATUS_APPROVED, "+-+++++", "-------", "--+++++" },
    { GALLEY_STATUS_PUBLISHED, "+++++++", "-------", "-------" },
    { GALLEY_STATUS_WITHDRAWN, "+++++++", "-------", "-------" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint person = 0; person < N_PEOPLE; person++)
      {
        g_autoptr (GalleyState) state = state_of (rows[i].status);
        const GalleyUser *user = f->people[person];
        g_assert_cmpint (galley_workflow_may_see (f->workflow, state, user), ==, rows[i].see[person] == '+');
        g_assert_cmpint (galley_workflow_may_edit (f->workflow, state, user), ==, rows[i].edit[person] == '+');
        g_assert_cmpint (galley_workflow_waits_for (f->workflow, state, user), ==, rows[i].wait[person] == '+');
      }

  g_autoptr (GalleyState) state = state_of (GALLEY_STATUS_REVIEW_1);
  galley_state_set_text (&state->department, "d2");
  g_assert_true (galley_workflow_may_see (f->workflow, state, f->people[NOBODY]));

  /* What no server has seen is its writer's, whoever that is. */
  g_autoptr (GalleyState) local = galley_state_new ();
  g_assert_true (galley_workflow_may_edit (f->workflow, local, f->people[NOBODY]));
}

static GalleyWorkflow *
parse (const char *text,
       GError    **error)
{
  g_autoptr (JsonObject) object = galley_json_parse_object (text, strlen (text), 4096, NULL);
  g_assert_nonnull (object);
  return galley_workflow_new_from_json (object, error);
}

static void
test_json (Fixture      *f,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyWorkflow) two
      = parse ("{\"reviews\":[{\"status\":\"review-1\",\"role\":\"editor\"},{\"status\":\"review-3\",\"role\":"
               "\"chief\"}],\"publish\":[\"chief\"],\"withdraw\":[]}",
               &error);
  g_assert_no_error (error);
  g_autoptr (GalleyState) review = state_of (GALLEY_STATUS_REVIEW_1);
  g_autoptr (GalleyState) next = galley_workflow_apply (two, GALLEY_ACTION_SIGN, review, f->people[EDITOR], "h", "", 0);
  g_assert_cmpint (next->status, ==, GALLEY_STATUS_REVIEW_3);
  g_assert_false (galley_workflow_is_last_review (two, GALLEY_STATUS_REVIEW_1));
  g_assert_cmpuint (galley_workflow_get_n_reviews (two), ==, 2);
  g_assert_cmpint (galley_workflow_get_review (two, 1), ==, GALLEY_STATUS_REVIEW_3);
  /* A review that the site has dropped is done by the next. */
  g_autoptr (GalleyState) dropped = state_of (GALLEY_STATUS_REVIEW_2);
  g_assert_true (galley_workflow_may_act (two, GALLEY_ACTION_SIGN, dropped, f->people[CHIEF], "h"));

  g_autoptr (GalleyWorkflow) none = parse ("{\"reviews\":[]}", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (galley_workflow_get_n_reviews (none), ==, 0);
  g_autoptr (GalleyState) draft = state_of (GALLEY_STATUS_DRAFT);
  g_autoptr (GalleyState) approved
      = galley_workflow_apply (none, GALLEY_ACTION_SUBMIT, draft, f->people[AUTHOR], "h", "", 0);
  g_assert_cmpint (approved->status, ==, GALLEY_STATUS_APPROVED);
  g_assert_true (galley_workflow_may_act (none, GALLEY_ACTION_PUBLISH, approved, f->people[EDITOR], "h"));

  static const char *const wrong[] = {
    "{\"reviews\":{}}",
    "{\"reviews\":[1]}",
    "{\"reviews\":[{\"status\":\"draft\",\"role\":\"a\"}]}",
    "{\"reviews\":[{\"status\":\"review-1\"}]}",
    "{\"reviews\":[{\"status\":\"review-2\",\"role\":\"a\"},{\"status\":\"review-1\",\"role\":\"a\"}]}",
    "{\"publish\":\"editor\"}",
    "{\"publish\":[\"\"]}",
    "{\"withdraw\":[1]}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_assert_null (parse (wrong[i], &error));
      g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID);
      g_clear_error (&error);
    }
}

static void
test_names (Fixture      *f,
            gconstpointer data)
{
  GalleyAction action;
  GalleyStatus status;
  for (guint i = GALLEY_ACTION_SUBMIT; i < GALLEY_N_ACTIONS; i++)
    {
      g_assert_true (galley_action_from_name (galley_action_get_name (i), &action));
      g_assert_cmpint (action, ==, i);
      g_assert_cmpint (galley_action_is_public (i), ==, i >= GALLEY_ACTION_PUBLISH);
    }
  g_assert_false (galley_action_from_name ("none", &action));
  g_assert_false (galley_action_from_name (NULL, &action));
  for (guint i = 0; i < GALLEY_N_STATUSES; i++)
    {
      g_assert_true (galley_status_from_name (galley_status_get_name (i), &status));
      g_assert_cmpint (status, ==, i);
    }
  g_assert_false (galley_status_from_name ("", &status));
}

#define ADD(name, function) g_test_add ("/model/workflow/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("table", test_table);
  ADD ("way-to-the-public", test_way_to_the_public);
  ADD ("void-signatures", test_void_signatures);
  ADD ("one-person-one-review", test_one_person_one_review);
  ADD ("sight", test_sight);
  ADD ("json", test_json);
  ADD ("names", test_names);
  return g_test_run ();
}
