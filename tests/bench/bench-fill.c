/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-fill served|drafts FOLDER COUNT BYTES OWNER: adds so many articles of that size to the store in FOLDER, either as
 * the server's, clean, or as drafts that wait to be sent. */
#include "bench-text.h"

#include "core/base/galley-id.h"
#include "core/store/galley-store-articles.h"
#include "core/store/galley-store.h"

#include <stdlib.h>

#define ARTICLES_A_JOB 500
/* One article every ten minutes, backwards from now. */
#define APART (600 * (gint64) G_USEC_PER_SEC)

typedef struct
{
  GalleyClock *clock;
  GalleyRandom *random;
  gboolean is_served;
  gsize n_bytes;
  const char *owner;
  guint first;
  guint end;
} Fill;

static GalleyState *
make_state (Fill  *self,
            guint  number,
            gint64 time)
{
  GalleyState *state = galley_state_new ();
  g_autofree char *etag = g_strdup_printf ("\"bench.%u\"", number);

  galley_state_set_text (&state->owner, self->owner);
  galley_state_set_text (&state->owner_name, self->owner);
  galley_state_set_text (&state->etag, etag);
  state->created = state->modified = time;
  return state;
}

static gpointer
fill_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  Fill *self = input;
  gint64 now = galley_clock_get_real_time (self->clock);

  for (guint i = self->first; i < self->end; i++)
    {
      g_autofree char *id = galley_id_new (self->clock, self->random);
      g_autoptr (GalleyState) state = self->is_served ? make_state (self, i, now - i * APART) : NULL;
      g_autoptr (GalleyRevision) article = galley_bench_make_article (id, i, self->n_bytes, state);
      gboolean is_taken;

      if (self->is_served ? !galley_record_pull_in_store (database, article, now, &is_taken, error)
                          : !galley_record_save_in_store (database, article, now, NULL, error))
        return NULL;
    }
  return NULL;
}

static void
fill (Fill       *self,
      const char *folder,
      guint       count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyStore) store = galley_store_open (folder, self->clock, &error);

  while (error == NULL && self->end < count)
    {
      self->first = self->end;
      self->end = MIN (count, self->first + ARTICLES_A_JOB);
      galley_store_run (store, GALLEY_LANE_BACKGROUND, fill_in_store, self, &error);
    }
  if (error != NULL)
    g_error ("%s: %s", folder, error->message);
  galley_store_close (store);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GalleyRandom) random = galley_random_new ();
  Fill self = { .clock = clock, .random = random };

  if (argc != 6)
    g_error ("bench-fill served|drafts FOLDER COUNT BYTES OWNER");
  self.is_served = g_str_equal (argv[1], "served");
  self.n_bytes = strtoul (argv[4], NULL, 10);
  self.owner = argv[5];
  fill (&self, argv[2], (guint) strtoul (argv[3], NULL, 10));
  return 0;
}
