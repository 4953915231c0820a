/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-metrics.h"

#include "core/wire/galley-protocol.h"

#include <string.h>

/* Upper ends in microseconds: a look-up, a write, a page of changes, a password, a held request. */
static const gint64 bounds[] = { 1000, 5000, 20000, 100000, 500000, 2000000, 10000000 };

typedef struct
{
  const char *route; /* static */
  guint status;
  guint64 count;
} Answers;

typedef struct
{
  const char *route; /* static */
  guint64 buckets[G_N_ELEMENTS (bounds)]; /* each what took longer than the bound before it */
  guint64 count;
  gint64 sum; /* microseconds */
} Durations;

struct _GalleyMetrics
{
  gatomicrefcount n_refs;
  GMutex mutex;
  GArray *answers;   /* Answers */
  GArray *durations; /* Durations */
  guint64 n_refused_sign_ins;
  guint n_in_hand;
  guint n_waiting;
};

GalleyMetrics *
galley_metrics_new (void)
{
  GalleyMetrics *self = g_new0 (GalleyMetrics, 1);

  g_atomic_ref_count_init (&self->n_refs);
  g_mutex_init (&self->mutex);
  self->answers = g_array_new (FALSE, TRUE, sizeof (Answers));
  self->durations = g_array_new (FALSE, TRUE, sizeof (Durations));
  return self;
}

GalleyMetrics *
galley_metrics_ref (GalleyMetrics *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_atomic_ref_count_inc (&self->n_refs);
  return self;
}

void
galley_metrics_unref (GalleyMetrics *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->n_refs))
    return;
  g_array_unref (self->answers);
  g_array_unref (self->durations);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* Routes are a few dozen, and each gives a few statuses: looking through them is quick. */
static Answers *
get_answers (GalleyMetrics *self,
             const char    *route,
             guint          status)
{
  Answers fresh = { .route = route, .status = status };

  for (guint i = 0; i < self->answers->len; i++)
    {
      Answers *answers = &g_array_index (self->answers, Answers, i);

      if (answers->status == status && strcmp (answers->route, route) == 0)
        return answers;
    }
  g_array_append_val (self->answers, fresh);
  return &g_array_index (self->answers, Answers, self->answers->len - 1);
}

static Durations *
get_durations (GalleyMetrics *self,
               const char    *route)
{
  Durations fresh = { .route = route };

  for (guint i = 0; i < self->durations->len; i++)
    {
      Durations *durations = &g_array_index (self->durations, Durations, i);

      if (strcmp (durations->route, route) == 0)
        return durations;
    }
  g_array_append_val (self->durations, fresh);
  return &g_array_index (self->durations, Durations, self->durations->len - 1);
}

void
galley_metrics_note (GalleyMetrics *self,
                     const char    *route,
                     guint          status,
                     gint64         microseconds)
{
  Durations *durations;

  g_return_if_fail (self != NULL && route != NULL);

  g_mutex_lock (&self->mutex);
  get_answers (self, route, status)->count++;
  durations = get_durations (self, route);
  durations->count++;
  durations->sum += microseconds;
  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    if (microseconds <= bounds[i])
      {
        durations->buckets[i]++;
        break;
      }
  if (strcmp (route, GALLEY_API_TOKENS) == 0 && (status == 401 || status == 429))
    self->n_refused_sign_ins++;
  g_mutex_unlock (&self->mutex);
}

void
galley_metrics_set_in_hand (GalleyMetrics *self,
                            guint          n_in_hand,
                            guint          n_waiting)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  self->n_in_hand = n_in_hand;
  self->n_waiting = n_waiting;
  g_mutex_unlock (&self->mutex);
}

static void
write_head (GString    *text,
            const char *name,
            const char *help,
            const char *type)
{
  g_string_append_printf (text, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

void
galley_metrics_write_gauge (GString    *text,
                            const char *name,
                            const char *help,
                            gint64      value)
{
  g_return_if_fail (text != NULL && name != NULL && help != NULL);

  write_head (text, name, help, "gauge");
  g_string_append_printf (text, "%s %" G_GINT64_FORMAT "\n", name, value);
}

static void
write_seconds (GString *text,
               gint64   microseconds)
{
  g_string_append_printf (text, "%" G_GINT64_FORMAT ".%06" G_GINT64_FORMAT, microseconds / G_USEC_PER_SEC,
                          microseconds % G_USEC_PER_SEC);
}

static void
write_durations (GString         *text,
                 const Durations *durations)
{
  static const char name[] = "galley_request_duration_seconds";
  guint64 count = 0;

  for (guint i = 0; i < G_N_ELEMENTS (bounds); i++)
    {
      count += durations->buckets[i];
      g_string_append_printf (text, "%s_bucket{route=\"%s\",le=\"", name, durations->route);
      write_seconds (text, bounds[i]);
      g_string_append_printf (text, "\"} %" G_GUINT64_FORMAT "\n", count);
    }
  g_string_append_printf (text, "%s_bucket{route=\"%s\",le=\"+Inf\"} %" G_GUINT64_FORMAT "\n%s_sum{route=\"%s\"} ", name,
                          durations->route, durations->count, name, durations->route);
  write_seconds (text, durations->sum);
  g_string_append_printf (text, "\n%s_count{route=\"%s\"} %" G_GUINT64_FORMAT "\n", name, durations->route,
                          durations->count);
}

void
galley_metrics_write (GalleyMetrics *self,
                      GString       *text)
{
  g_return_if_fail (self != NULL && text != NULL);

  g_mutex_lock (&self->mutex);
  write_head (text, "galley_requests_total", "Requests answered.", "counter");
  for (guint i = 0; i < self->answers->len; i++)
    {
      const Answers *answers = &g_array_index (self->answers, Answers, i);

      g_string_append_printf (text, "galley_requests_total{route=\"%s\",status=\"%u\"} %" G_GUINT64_FORMAT "\n",
                              answers->route, answers->status, answers->count);
    }
  write_head (text, "galley_request_duration_seconds", "Time from a complete request to its answer.", "histogram");
  for (guint i = 0; i < self->durations->len; i++)
    write_durations (text, &g_array_index (self->durations, Durations, i));
  write_head (text, "galley_sign_ins_refused_total", "Wrong names or passwords, and too many of them.", "counter");
  g_string_append_printf (text, "galley_sign_ins_refused_total %" G_GUINT64_FORMAT "\n", self->n_refused_sign_ins);
  galley_metrics_write_gauge (text, "galley_requests_in_hand", "Requests that are not answered yet.", self->n_in_hand);
  galley_metrics_write_gauge (text, "galley_requests_waiting", "Those of them that wait for news.", self->n_waiting);
  g_mutex_unlock (&self->mutex);
}
