/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-limiter.h"

#define WINDOW (GALLEY_LIMITER_SECONDS * G_USEC_PER_SEC)
#define MAX_NAMES 10000

/* The last times, oldest first. */
typedef struct
{
  gint64 times[GALLEY_LIMITER_FAILURES];
  guint n_times;
} Attempts;

struct _GalleyLimiter
{
  GHashTable *names; /* name -> Attempts */
};

GalleyLimiter *
galley_limiter_new (void)
{
  GalleyLimiter *self = g_new0 (GalleyLimiter, 1);

  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  return self;
}

void
galley_limiter_free (GalleyLimiter *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->names);
  g_free (self);
}

static void
forget_old (Attempts *attempts,
            gint64    now)
{
  guint n_old = 0;

  while (n_old < attempts->n_times && attempts->times[n_old] + WINDOW <= now)
    n_old++;
  for (guint i = n_old; i < attempts->n_times; i++)
    attempts->times[i - n_old] = attempts->times[i];
  attempts->n_times -= n_old;
}

static gboolean
is_quiet (gpointer name,
          gpointer value,
          gpointer data)
{
  forget_old (value, *(gint64 *) data);
  return ((Attempts *) value)->n_times == 0;
}

guint
galley_limiter_try (GalleyLimiter *self,
                    const char    *name,
                    gint64         now)
{
  Attempts *attempts;

  g_return_val_if_fail (self != NULL && name != NULL, 0);

  attempts = g_hash_table_lookup (self->names, name);
  if (attempts == NULL)
    {
      if (g_hash_table_size (self->names) >= MAX_NAMES)
        g_hash_table_foreach_remove (self->names, is_quiet, &now);
      if (g_hash_table_size (self->names) >= MAX_NAMES)
        return GALLEY_LIMITER_SECONDS;
      attempts = g_new0 (Attempts, 1);
      g_hash_table_insert (self->names, g_strdup (name), attempts);
    }
  forget_old (attempts, now);
  if (attempts->n_times == GALLEY_LIMITER_FAILURES)
    return (guint) ((attempts->times[0] + WINDOW - now + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  attempts->times[attempts->n_times++] = now;
  return 0;
}

void
galley_limiter_clear (GalleyLimiter *self,
                      const char    *name)
{
  g_return_if_fail (self != NULL && name != NULL);
  g_hash_table_remove (self->names, name);
}
