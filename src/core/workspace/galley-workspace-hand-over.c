/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Handing articles to somebody else: whom there is, as the server last said, and the orders, which wait in the outbox
 * until there is a network. */
#include "core/workspace/galley-workspace.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/store/galley-filter-keys.h"
#include "core/store/galley-store-settings.h"
#include "core/workspace/galley-workspace-private.h"

#include <string.h>

#define MAX_BYTES (4 * 1024 * 1024)

/* --- whom -------------------------------------------------------------------------------------------------------- */

static gpointer
load_people_in_store (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  return galley_setting_load_text_in_store (database, GALLEY_SETTING_PEOPLE, error);
}

/* What cannot be read counts as not there. */
static GPtrArray *
read_people (const char *text,
             const char *oneself)
{
  static const char *const no_roles[] = { NULL };
  g_autoptr (JsonObject) object =
    text != NULL ? galley_json_parse_object (text, strlen (text), MAX_BYTES, NULL) : NULL;
  JsonArray *array = galley_json_get_array (object, "people");
  GPtrArray *people = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_user_free);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *person = galley_json_array_get_object (array, i);
      const char *id = galley_json_get_string (person, "id");
      const char *name = galley_json_get_string (person, "name");
      const char *department = galley_json_get_string (person, "department");

      if (id != NULL && name != NULL && strcmp (id, oneself) != 0)
        g_ptr_array_add (people, galley_user_new (id, name, department != NULL ? department : "", no_roles));
    }
  return people;
}

static void
people_loaded_cb (GObject      *store,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GTask) task = data;
  GalleyWorkspace *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autofree char *text = galley_store_run_finish (GALLEY_STORE (store), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, read_people (text, self->user->id), (GDestroyNotify) g_ptr_array_unref);
}

void
galley_workspace_load_people_async (GalleyWorkspace     *self,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             data)
{
  GTask *task;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));

  task = g_task_new (self, cancellable, callback, data);
  g_task_set_source_tag (task, galley_workspace_load_people_async);
  galley_store_run_async (self->store, GALLEY_LANE_PERSON, load_people_in_store, NULL, NULL, g_free, cancellable,
                          people_loaded_cb, task);
}

GPtrArray *
galley_workspace_load_people_finish (GalleyWorkspace  *self,
                                     GAsyncResult     *result,
                                     GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- the orders -------------------------------------------------------------------------------------------------- */

typedef struct
{
  GalleyJobHead head; /* no article: all of @user's */
  GalleyRandom *random;
  GalleyClock *clock;
  char *to;
  char *user;
} HandOverInput;

static void
input_free (gpointer data)
{
  HandOverInput *self = data;

  g_free (self->head.article);
  g_object_unref (self->random);
  g_object_unref (self->clock);
  g_free (self->to);
  g_free (self->user);
  g_free (self);
}

static gboolean
add (GalleyDatabase *database,
     HandOverInput  *input,
     const char     *article,
     GError        **error)
{
  g_autofree char *name = galley_id_new (input->clock, input->random);

  return galley_outbox_add_hand_over_in_store (database, article, name, input->to, input->head.now, input->head.boot,
                                               error);
}

/* What is under review stays with who submitted it: the server would not take that order. */
static gboolean
fits_status (GalleyStatus status)
{
  return status == GALLEY_STATUS_DRAFT || status == GALLEY_STATUS_RETURNED || status == GALLEY_STATUS_WITHDRAWN
         || status == GALLEY_STATUS_PUBLISHED;
}

static gpointer
hand_over_in_store (GalleyDatabase *database,
                    gpointer        data,
                    GError        **error)
{
  HandOverInput *input = data;
  const GalleyFilter filter = { .kind = GALLEY_FILTER_MINE, .user = input->user };
  g_autoptr (GPtrArray) mine = NULL;
  guint n = 0;

  if (input->head.article != NULL)
    return add (database, input, input->head.article, error) ? GUINT_TO_POINTER (1) : NULL;
  mine = galley_filter_load_in_store (database, &filter, 0, error);
  for (guint i = 0; mine != NULL && i < mine->len; i++)
    {
      const GalleySummaryData *article = g_ptr_array_index (mine, i);

      if (!fits_status (article->status))
        continue;
      if (!add (database, input, article->id, error))
        return NULL;
      n++;
    }
  return GUINT_TO_POINTER (n);
}

static void
handed_over_cb (GObject      *store,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  gpointer n = galley_store_run_finish (GALLEY_STORE (store), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_int (task, GPOINTER_TO_UINT (n));
}

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GTask) task = data;
  GalleyWorkspace *self = GALLEY_WORKSPACE (source);
  HandOverInput *input = g_task_get_task_data (task);
  GError *error = NULL;

  if (galley_workspace_flush_finish (self, result, &error))
    galley_store_run_async (self->store, GALLEY_LANE_PERSON, hand_over_in_store, input, NULL, NULL, NULL,
                            handed_over_cb, g_object_ref (task));
  else
    g_task_return_error (task, error);
}

void
galley_workspace_hand_over_async (GalleyWorkspace     *self,
                                  const char          *id,
                                  const char          *to,
                                  GAsyncReadyCallback  callback,
                                  gpointer             data)
{
  HandOverInput *input;
  GTask *task;

  g_return_if_fail (GALLEY_IS_WORKSPACE (self));
  g_return_if_fail (to != NULL);

  input = g_new0 (HandOverInput, 1);
  galley_workspace_init_job (self, &input->head, id);
  input->random = galley_random_new ();
  input->clock = g_object_ref (self->clock);
  input->to = g_strdup (to);
  input->user = g_strdup (self->user->id);
  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, galley_workspace_hand_over_async);
  g_task_set_task_data (task, input, input_free);
  galley_workspace_flush_async (self, NULL, flushed_cb, task);
}

int
galley_workspace_hand_over_finish (GalleyWorkspace  *self,
                                   GAsyncResult     *result,
                                   GError          **error)
{
  g_return_val_if_fail (GALLEY_IS_WORKSPACE (self), -1);
  g_return_val_if_fail (g_task_is_valid (result, self), -1);

  return (int) g_task_propagate_int (G_TASK (result), error);
}
