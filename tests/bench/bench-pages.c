/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What it takes to render pages.
 *
 *   bench-pages LAYOUT ARTICLES              one article of 10 KB, with the context of the first of ARTICLES, again and
 *                                            again: prints a line a round, the thread's CPU time in milliseconds
 *   bench-pages LAYOUT ARTICLES COUNT OUT    the article of each file ARTICLES/N/… as a page below OUT, by as many threads
 *                                            as there are processors: read, rendered, written, and nothing else */
#include "bench-text.h"

#include "core/base/galley-file.h"
#include "core/portal/galley-page.h"
#include "core/wire/galley-wire.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define ID "0192f0c0-0000-7000-8000-000000000001"
#define ARTICLE_BYTES (10 * 1024)
#define N_ROUNDS 200
#define FOLDERS 365
#define MAX_BYTES (1024 * 1024)

typedef struct
{
  GalleyLayout *layout;
  const char *articles;
  const char *out;
} Making;

/* In milliseconds. */
static double
get_cpu_time (void)
{
  struct timespec now;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static GalleyRevision *
read_article (const char *articles,
              guint       number)
{
  g_autofree char *file = g_strdup_printf ("%s/%u/%u", articles, number % FOLDERS, number);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = galley_file_read (file, MAX_BYTES, &error);
  GalleyRevision *revision =
    text != NULL ? galley_wire_read (g_bytes_get_data (text, NULL), g_bytes_get_size (text), &error) : NULL;

  if (revision == NULL)
    g_error ("%s: %s", file, error->message);
  return revision;
}

static GBytes *
render (GalleyRevision *revision,
        GalleyLayout   *layout,
        const char     *context)
{
  g_autoptr (GError) error = NULL;
  GBytes *page = galley_page_render_article (revision, layout, context, &error);

  if (page == NULL)
    g_error ("%s", error->message);
  return page;
}

static void
make_cb (gpointer data,
         gpointer user_data)
{
  Making *self = user_data;
  guint number = GPOINTER_TO_UINT (data) - 1;
  g_autoptr (GalleyRevision) revision = read_article (self->articles, number);
  g_autoptr (GBytes) page = render (revision, self->layout, galley_revision_get_state (revision)->context);
  g_autofree char *file = g_strdup_printf ("%s/%u/%u.html", self->out, number % FOLDERS, number);
  g_autoptr (GError) error = NULL;

  if (!galley_file_write_new (file, page, &error))
    g_error ("%s", error->message);
}

static void
make_pages (Making *self,
            guint   count)
{
  GThreadPool *pool = g_thread_pool_new (make_cb, self, (int) g_get_num_processors (), FALSE, NULL);

  for (guint number = 1; number <= count; number++)
    g_thread_pool_push (pool, GUINT_TO_POINTER (number), NULL);
  g_thread_pool_free (pool, FALSE, TRUE);
}

static void
render_one (Making *self)
{
  g_autoptr (GalleyRevision) listed = read_article (self->articles, 0);
  const char *context = galley_revision_get_state (listed)->context;

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      /* Made anew each time: what a block knows of itself once it was asked would be there for the next. */
      g_autoptr (GalleyRevision) revision = galley_bench_make_article (ID, 1, ARTICLE_BYTES, NULL);
      double begin = get_cpu_time ();
      g_autoptr (GBytes) page = render (revision, self->layout, context);

      printf ("%.4f\n", get_cpu_time () - begin);
    }
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyLayout) layout = NULL;
  Making self = { 0 };

  if (argc != 3 && argc != 5)
    {
      fprintf (stderr, "Usage: bench-pages LAYOUT ARTICLES [COUNT OUT]\n");
      return 2;
    }
  layout = galley_layout_new_from_folder (argv[1], &error);
  if (layout == NULL)
    g_error ("%s", error->message);
  self = (Making){ layout, argv[2], argc == 5 ? argv[4] : NULL };
  if (argc == 5)
    make_pages (&self, (guint) atoi (argv[3]));
  else
    render_one (&self);
  return 0;
}
