/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One timer, which is not moved by each key: when it is due it looks how long nobody was there, and waits for the rest. */
#include "core/workspace/galley-lock.h"

#include "core/base/galley-error.h"
#include "core/base/galley-password.h"
#include "core/base/galley-task.h"

#define MINUTE (60 * G_USEC_PER_SEC)
#define TICK G_USEC_PER_SEC
#define FREE_TRIES 3
#define FIRST_WAIT (2 * G_USEC_PER_SEC)
#define LONGEST_WAIT MINUTE

struct _GalleyLock
{
  GObject parent_instance;

  /* owned */
  GalleyClock *clock;
  char *verifier; /* NULL: none is known */

  guint minutes;
  guint timer; /* 0: it does not lock by itself now */
  gint64 last_input;
  guint wrong_tries;
  gint64 next_try;
  guint tick; /* 0: no try has to wait */
  gboolean is_locked;
  gboolean is_trying;
};

G_DEFINE_FINAL_TYPE (GalleyLock, galley_lock, G_TYPE_OBJECT)

enum
{
  PROP_0,
  PROP_IS_LOCKED,
  PROP_IS_READY,
  N_PROPS
};
static GParamSpec *properties[N_PROPS];
static guint wait_changed_signal;

static gboolean timer_cb (gpointer data);

/* --- idle time --------------------------------------------------------------------------------------------------- */

static gint64
get_rest (GalleyLock *self)
{
  return self->last_input + self->minutes * MINUTE - galley_clock_get_boot_time (self->clock);
}

static void
follow_timer (GalleyLock *self)
{
  gboolean is_wanted = self->minutes > 0 && self->verifier != NULL && !self->is_locked;

  if (self->timer != 0)
    galley_clock_remove_timeout (self->clock, self->timer);
  self->timer = is_wanted ? galley_clock_add_timeout (self->clock, MAX (get_rest (self), 0), timer_cb, self) : 0;
}

static gboolean
timer_cb (gpointer data)
{
  GalleyLock *self = GALLEY_LOCK (data);

  self->timer = 0;
  if (get_rest (self) > 0)
    follow_timer (self);
  else
    galley_lock_lock (self);
  return G_SOURCE_REMOVE;
}

static void
set_is_locked (GalleyLock *self,
               gboolean    is_locked)
{
  if (is_locked == self->is_locked)
    return;
  self->is_locked = is_locked;
  self->last_input = galley_clock_get_boot_time (self->clock);
  follow_timer (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_LOCKED]);
}

/* --- after wrong tries ------------------------------------------------------------------------------------------- */

static gboolean
tick_cb (gpointer data)
{
  GalleyLock *self = GALLEY_LOCK (data);
  gboolean is_waiting = galley_lock_get_wait (self) > 0;

  if (!is_waiting)
    self->tick = 0;
  g_signal_emit (self, wait_changed_signal, 0);
  return is_waiting ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static void
stop_ticking (GalleyLock *self)
{
  if (self->tick != 0)
    galley_clock_remove_timeout (self->clock, self->tick);
  self->tick = 0;
}

static void
note_wrong_try (GalleyLock *self)
{
  gint64 wait = FIRST_WAIT;

  self->wrong_tries++;
  if (self->wrong_tries < FREE_TRIES)
    return;
  for (guint i = FREE_TRIES; i < self->wrong_tries && wait < LONGEST_WAIT; i++)
    wait *= 2;
  self->next_try = galley_clock_get_boot_time (self->clock) + MIN (wait, LONGEST_WAIT);
  stop_ticking (self);
  self->tick = galley_clock_add_timeout (self->clock, TICK, tick_cb, self);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_lock_get_property (GObject    *object,
                          guint       id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  GalleyLock *self = GALLEY_LOCK (object);

  switch (id)
    {
    case PROP_IS_LOCKED:
      g_value_set_boolean (value, self->is_locked);
      break;
    case PROP_IS_READY:
      g_value_set_boolean (value, self->verifier != NULL);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
galley_lock_dispose (GObject *object)
{
  GalleyLock *self = GALLEY_LOCK (object);

  if (self->timer != 0)
    galley_clock_remove_timeout (self->clock, self->timer);
  self->timer = 0;
  stop_ticking (self);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (galley_lock_parent_class)->dispose (object);
}

static void
galley_lock_finalize (GObject *object)
{
  g_free (GALLEY_LOCK (object)->verifier);

  G_OBJECT_CLASS (galley_lock_parent_class)->finalize (object);
}

static void
galley_lock_class_init (GalleyLockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = galley_lock_get_property;
  object_class->dispose = galley_lock_dispose;
  object_class->finalize = galley_lock_finalize;

  properties[PROP_IS_LOCKED] =
      g_param_spec_boolean ("is-locked", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_READY] =
      g_param_spec_boolean ("is-ready", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  wait_changed_signal =
      g_signal_new ("wait-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
galley_lock_init (GalleyLock *self)
{
}

GalleyLock *
galley_lock_new (GalleyClock *clock)
{
  GalleyLock *self;

  g_return_val_if_fail (GALLEY_IS_CLOCK (clock), NULL);

  self = g_object_new (GALLEY_TYPE_LOCK, NULL);
  self->clock = g_object_ref (clock);
  self->last_input = galley_clock_get_boot_time (clock);
  return self;
}

/* --- what is known ----------------------------------------------------------------------------------------------- */

void
galley_lock_set_verifier (GalleyLock *self,
                          const char *verifier)
{
  gboolean was_ready;

  g_return_if_fail (GALLEY_IS_LOCK (self));

  was_ready = self->verifier != NULL;
  g_free (self->verifier);
  self->verifier = g_strdup (verifier);
  if (verifier == NULL)
    set_is_locked (self, FALSE);
  if (was_ready == (verifier != NULL))
    return;
  self->last_input = galley_clock_get_boot_time (self->clock);
  follow_timer (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IS_READY]);
}

gboolean
galley_lock_get_is_ready (GalleyLock *self)
{
  g_return_val_if_fail (GALLEY_IS_LOCK (self), FALSE);

  return self->verifier != NULL;
}

void
galley_lock_set_minutes (GalleyLock *self,
                         guint       minutes)
{
  g_return_if_fail (GALLEY_IS_LOCK (self));

  if (minutes == self->minutes)
    return;
  self->minutes = minutes;
  self->last_input = galley_clock_get_boot_time (self->clock);
  follow_timer (self);
}

void
galley_lock_note_input (GalleyLock *self)
{
  g_return_if_fail (GALLEY_IS_LOCK (self));

  /* A computer that has slept wakes by a key before any timer is due: the time has been up since long. */
  if (self->timer != 0 && get_rest (self) <= 0)
    galley_lock_lock (self);
  else
    self->last_input = galley_clock_get_boot_time (self->clock);
}

/* --- locked and open --------------------------------------------------------------------------------------------- */

gboolean
galley_lock_lock (GalleyLock *self)
{
  g_return_val_if_fail (GALLEY_IS_LOCK (self), FALSE);

  if (self->verifier == NULL)
    return FALSE;
  set_is_locked (self, TRUE);
  return TRUE;
}

void
galley_lock_resume (GalleyLock *self)
{
  g_return_if_fail (GALLEY_IS_LOCK (self));

  set_is_locked (self, TRUE);
}

void
galley_lock_open (GalleyLock *self)
{
  g_return_if_fail (GALLEY_IS_LOCK (self));

  self->wrong_tries = 0;
  self->next_try = 0;
  stop_ticking (self);
  set_is_locked (self, FALSE);
}

gboolean
galley_lock_get_is_locked (GalleyLock *self)
{
  g_return_val_if_fail (GALLEY_IS_LOCK (self), FALSE);

  return self->is_locked;
}

gint64
galley_lock_get_wait (GalleyLock *self)
{
  g_return_val_if_fail (GALLEY_IS_LOCK (self), 0);

  return MAX (self->next_try - galley_clock_get_boot_time (self->clock), 0);
}

/* --- tries ------------------------------------------------------------------------------------------------------- */

typedef struct
{
  char *verifier;
  char *password;
} Try;

static void
try_free (gpointer data)
{
  Try *self = data;

  g_free (self->verifier);
  g_free (self->password);
  g_free (self);
}

static void
verify_on_worker (GTask        *task,
                  gpointer      source,
                  gpointer      data,
                  GCancellable *cancellable)
{
  Try *attempt = data;

  g_task_return_boolean (task, galley_password_verify (attempt->verifier, attempt->password));
}

static void
verified_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  GalleyLock *self = g_task_get_source_object (task);

  self->is_trying = FALSE;
  if (g_task_propagate_boolean (G_TASK (result), NULL))
    {
      galley_lock_open (self);
      g_task_return_boolean (task, TRUE);
      return;
    }
  note_wrong_try (self);
  g_task_return_new_error (task, GALLEY_ERROR, GALLEY_ERROR_AUTH, "the password is not right");
}

void
galley_lock_try_async (GalleyLock         *self,
                       const char         *password,
                       GAsyncReadyCallback callback,
                       gpointer            data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (GTask) verification = NULL;
  Try *attempt;

  g_return_if_fail (GALLEY_IS_LOCK (self));
  g_return_if_fail (password != NULL);

  task = g_task_new (self, NULL, callback, data);
  g_task_set_source_tag (task, galley_lock_try_async);
  if (self->verifier == NULL)
    {
      g_task_return_new_error (task, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, "no verifier of the password is known");
      return;
    }
  if (self->is_trying || galley_lock_get_wait (self) > 0)
    {
      g_task_return_new_error (task, GALLEY_ERROR, GALLEY_ERROR_BUSY, "the next try has to wait");
      return;
    }
  self->is_trying = TRUE;
  attempt = g_new0 (Try, 1);
  attempt->verifier = g_strdup (self->verifier);
  attempt->password = g_strdup (password);
  /* The lock is let go by this thread alone: the worker only knows what it is handed. */
  verification = g_task_new (NULL, NULL, verified_cb, g_steal_pointer (&task));
  g_task_set_task_data (verification, attempt, try_free);
  galley_task_run_in_thread (verification, verify_on_worker);
}

gboolean
galley_lock_try_finish (GalleyLock   *self,
                        GAsyncResult *result,
                        GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
