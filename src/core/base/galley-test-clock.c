/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clock that tests turn by hand. Its timeouts stand in a list in the order in which they fall due; those of the
 * same moment run in the order in which they were added. Readings may be taken from any thread. */
#include "core/base/galley-clock.h"

typedef struct
{
  guint id;
  gint64 due; /* boot time */
  gint64 delay;
  GSourceFunc function;
  gpointer data;
  GDestroyNotify destroy;
} Timeout;

struct _GalleyTestClock
{
  GalleyClock parent_instance;

  GMutex lock; /* guards the two readings */
  gint64 real_time;
  gint64 boot_time;

  GList *timeouts;
  guint last_id;
  gboolean is_advancing;
};

G_DEFINE_FINAL_TYPE (GalleyTestClock, galley_test_clock, GALLEY_TYPE_CLOCK)

static int
compare_due (gconstpointer a,
             gconstpointer b)
{
  const Timeout *first = a;
  const Timeout *second = b;

  if (first->due != second->due)
    return first->due < second->due ? -1 : 1;
  return first->id < second->id ? -1 : first->id > second->id;
}

static void
timeout_free (Timeout *timeout)
{
  if (timeout->destroy != NULL)
    timeout->destroy (timeout->data);
  g_free (timeout);
}

static GList *
find_timeout (GalleyTestClock *self,
              guint            id)
{
  for (GList *link = self->timeouts; link != NULL; link = link->next)
    if (((Timeout *) link->data)->id == id)
      return link;
  return NULL;
}

static void
move_on (GalleyTestClock *self,
         gint64           step)
{
  g_mutex_lock (&self->lock);
  self->real_time += step;
  self->boot_time += step;
  g_mutex_unlock (&self->lock);
}

/* The callback may add and remove timeouts, this one among them: it is looked up again by its id. */
static void
run_first (GalleyTestClock *self)
{
  Timeout *timeout = self->timeouts->data;
  guint id = timeout->id;
  gboolean goes_on = timeout->function (timeout->data);
  GList *link = find_timeout (self, id);

  if (link == NULL)
    return;
  self->timeouts = g_list_remove_link (self->timeouts, link);
  if (goes_on)
    {
      timeout->due = self->boot_time + MAX (timeout->delay, 1);
      self->timeouts = g_list_insert_sorted (self->timeouts, timeout, compare_due);
    }
  else
    {
      timeout_free (timeout);
    }
  g_list_free_1 (link);
}

static gint64
galley_test_clock_get_real_time (GalleyClock *clock)
{
  GalleyTestClock *self = GALLEY_TEST_CLOCK (clock);
  gint64 now;

  g_mutex_lock (&self->lock);
  now = self->real_time;
  g_mutex_unlock (&self->lock);
  return now;
}

static gint64
galley_test_clock_get_boot_time (GalleyClock *clock)
{
  GalleyTestClock *self = GALLEY_TEST_CLOCK (clock);
  gint64 now;

  g_mutex_lock (&self->lock);
  now = self->boot_time;
  g_mutex_unlock (&self->lock);
  return now;
}

static guint
galley_test_clock_add_timeout (GalleyClock   *clock,
                               gint64         delay,
                               GSourceFunc    function,
                               gpointer       data,
                               GDestroyNotify destroy)
{
  GalleyTestClock *self = GALLEY_TEST_CLOCK (clock);
  Timeout *timeout = g_new0 (Timeout, 1);

  timeout->id = ++self->last_id;
  timeout->due = self->boot_time + delay;
  timeout->delay = delay;
  timeout->function = function;
  timeout->data = data;
  timeout->destroy = destroy;
  self->timeouts = g_list_insert_sorted (self->timeouts, timeout, compare_due);
  return timeout->id;
}

static void
galley_test_clock_remove_timeout (GalleyClock *clock,
                                  guint        id)
{
  GalleyTestClock *self = GALLEY_TEST_CLOCK (clock);
  GList *link = find_timeout (self, id);

  g_return_if_fail (link != NULL);

  self->timeouts = g_list_remove_link (self->timeouts, link);
  timeout_free (link->data);
  g_list_free_1 (link);
}

static void
galley_test_clock_finalize (GObject *object)
{
  GalleyTestClock *self = GALLEY_TEST_CLOCK (object);

  g_list_free_full (self->timeouts, (GDestroyNotify) timeout_free);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (galley_test_clock_parent_class)->finalize (object);
}

static void
galley_test_clock_class_init (GalleyTestClockClass *klass)
{
  GalleyClockClass *clock_class = GALLEY_CLOCK_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = galley_test_clock_finalize;

  clock_class->get_real_time = galley_test_clock_get_real_time;
  clock_class->get_boot_time = galley_test_clock_get_boot_time;
  clock_class->add_timeout = galley_test_clock_add_timeout;
  clock_class->remove_timeout = galley_test_clock_remove_timeout;
}

static void
galley_test_clock_init (GalleyTestClock *self)
{
  g_mutex_init (&self->lock);
}

GalleyClock *
galley_test_clock_new (gint64 real_time)
{
  GalleyTestClock *self = g_object_new (GALLEY_TYPE_TEST_CLOCK, NULL);

  self->real_time = real_time;
  return GALLEY_CLOCK (self);
}

void
galley_test_clock_advance (GalleyTestClock *self,
                           gint64           step)
{
  gint64 target;

  g_return_if_fail (GALLEY_IS_TEST_CLOCK (self));
  g_return_if_fail (step >= 0);
  g_return_if_fail (!self->is_advancing);

  g_object_ref (self);
  self->is_advancing = TRUE;
  target = self->boot_time + step;
  while (self->timeouts != NULL && ((Timeout *) self->timeouts->data)->due <= target)
    {
      move_on (self, ((Timeout *) self->timeouts->data)->due - self->boot_time);
      run_first (self);
    }
  move_on (self, target - self->boot_time);
  self->is_advancing = FALSE;
  g_object_unref (self);
}

void
galley_test_clock_set_real_time (GalleyTestClock *self,
                                 gint64           real_time)
{
  g_return_if_fail (GALLEY_IS_TEST_CLOCK (self));

  g_mutex_lock (&self->lock);
  self->real_time = real_time;
  g_mutex_unlock (&self->lock);
}
