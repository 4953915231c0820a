/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-fill served|drafts|pictured FOLDER COUNT BYTES OWNER: adds so many articles of that size to the store in FOLDER,
 * either as the server's, clean, or as drafts that wait to be sent; "pictured" are drafts with a photograph each. */
#include "bench-text.h"

#include "core/base/galley-id.h"
#include "core/model/galley-media-type.h"
#include "core/store/galley-media-cache.h"
#include "core/store/galley-store-articles.h"
#include "core/store/galley-store.h"

#include <gdk-pixbuf/gdk-pixbuf.h>
#include <stdlib.h>

#define ARTICLES_A_JOB 500
/* As large as an article shows one. */
#define PICTURE_WIDTH 1280
#define PICTURE_HEIGHT 853
/* One article every ten minutes, backwards from now. */
#define APART (600 * (gint64) G_USEC_PER_SEC)

typedef struct
{
  GalleyClock *clock;
  GalleyRandom *random;
  gboolean is_served;
  gboolean is_pictured;
  GPtrArray *figures; /* (element-type GalleyFigure), of this job's articles, where they are pictured */
  gsize n_bytes;
  const char *owner;
  guint first;
  guint end;
} Fill;

/* Whose it is, as the program notes it from the first word on; an ETag where a server has it. */
static GalleyState *
make_state (Fill  *self,
            guint  number,
            gint64 time)
{
  GalleyState *state = galley_state_new ();
  g_autofree char *etag = g_strdup_printf ("\"bench.%u\"", number);

  galley_state_set_text (&state->owner, self->owner);
  galley_state_set_text (&state->owner_name, self->owner);
  if (self->is_served)
    galley_state_set_text (&state->etag, etag);
  state->created = state->modified = time;
  return state;
}

/* Hills of colour under a little noise: no two alike, and none that packs to nothing. */
static GBytes *
paint (guint number)
{
  g_autoptr (GdkPixbuf) pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, PICTURE_WIDTH, PICTURE_HEIGHT);
  g_autoptr (GError) error = NULL;
  guint32 noise = number + 1;
  char *bytes;
  gsize n_bytes;

  for (int y = 0; y < PICTURE_HEIGHT; y++)
    {
      guchar *line = gdk_pixbuf_get_pixels (pixbuf) + y * gdk_pixbuf_get_rowstride (pixbuf);

      for (int x = 0; x < PICTURE_WIDTH * 3; x++)
        {
          noise = noise * 1664525 + 1013904223;
          line[x] = (guchar) ((x / 7 + y / 3 + (int) number * 11) % 224 + (int) (noise >> 27));
        }
    }
  if (!gdk_pixbuf_save_to_buffer (pixbuf, &bytes, &n_bytes, "jpeg", &error, "quality", "85", NULL))
    g_error ("cannot paint: %s", error->message);
  return g_bytes_new_take (bytes, n_bytes);
}

static void
make_figures (Fill        *self,
              GalleyStore *store)
{
  g_ptr_array_set_size (self->figures, 0);
  for (guint i = self->first; i < self->end; i++)
    {
      g_autoptr (GBytes) bytes = paint (i);
      g_autofree char *hash = galley_hash_bytes (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
      g_autoptr (GError) error = NULL;

      if (!galley_media_cache_put (store, hash, bytes, FALSE, galley_clock_get_real_time (self->clock), &error))
        g_error ("cannot keep a picture: %s", error->message);
      g_ptr_array_add (self->figures,
                       galley_figure_new (hash, GALLEY_MEDIA_TYPE_JPEG, PICTURE_WIDTH, PICTURE_HEIGHT, ""));
    }
}

/* The same article with the picture at its head. (transfer full) */
static GalleyRevision *
add_figure (GalleyRevision *article,
            GalleyFigure   *figure)
{
  GalleyContent content = galley_revision_get_content (article);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();

  g_ptr_array_add (blocks, galley_block_new_figure (figure, "秋收时节", NULL, 0));
  for (guint i = 0; i < content.blocks->len; i++)
    g_ptr_array_add (blocks, galley_block_ref (g_ptr_array_index (content.blocks, i)));
  content.blocks = blocks;
  return galley_revision_new (galley_revision_get_id (article), &content,
                              (GalleyState *) galley_revision_get_state (article));
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
      g_autoptr (GalleyState) state = make_state (self, i, self->is_served ? now - i * APART : now);
      g_autoptr (GalleyRevision) article = galley_bench_make_article (id, i, self->n_bytes, state);
      gboolean is_taken;

      if (self->is_pictured)
        {
          GalleyRevision *plain = article;

          article = add_figure (plain, g_ptr_array_index (self->figures, i - self->first));
          galley_revision_unref (plain);
        }
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
      if (self->is_pictured)
        make_figures (self, store);
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
    g_error ("bench-fill served|drafts|pictured FOLDER COUNT BYTES OWNER");
  self.is_served = g_str_equal (argv[1], "served");
  self.is_pictured = g_str_equal (argv[1], "pictured");
  self.figures = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_figure_unref);
  self.n_bytes = strtoul (argv[4], NULL, 10);
  self.owner = argv[5];
  fill (&self, argv[2], (guint) strtoul (argv[3], NULL, 10));
  g_ptr_array_unref (self.figures);
  return 0;
}
