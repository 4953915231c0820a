/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What one key costs: CPU from the key until the frame is painted and nothing is left to do, in Galley's editor page
 * (document, history, bridge, autosave into a real store) and in gnome-text-editor's GtkSourceView (bench-view.h) with the
 * same text, in turn, in one run. Counted is the thread that the writer waits for; the whole process, with the saves that
 * run beside it, is a column of its own. Then the time from a key until the page beside the text shows it.
 *
 *     bench-keys [KEYS [SIZE]]      so many keys a round, of which there are five; 400; the SIZEth size only, from 0
 *
 * The slow keys matter as much as the usual one, and are far noisier: the 99th of 400 is the fifth from the top, and
 * whatever else the machine does lands there. Both sides of a ratio are therefore of one round, a few seconds apart, the
 * rounds take turns in who comes first, and of their ratios the median counts. No key is left out. */
#include "app/body/galley-body-view.h"
#include "app/editor/galley-editor-page.h"
#include "app/preview/galley-preview.h"
#include "bench-view.h"

#include <math.h>
#include <stdio.h>
#include <time.h>

#define KEYS 400
#define MOST_KEYS 2000
#define ROUNDS 5
#define PREVIEW_KEYS 500
#define STYLE "/org/galleyeditor/Galley/style.css"
#define PARAGRAPH_CHARACTERS 110

typedef struct
{
  const char *name;
  gsize n_bytes;
  guint paragraph_characters;
} Size;

/* Where one paragraph is the whole text, a key takes a hundred times as long, in any view of GTK. */
static const Size sizes[] = {
  { "10 KB", 10 * 1024, PARAGRAPH_CHARACTERS },
  { "1 MB", 1024 * 1024, PARAGRAPH_CHARACTERS },
  { "one paragraph of 100,000 characters", 300 * 1000, G_MAXUINT },
};

typedef struct
{
  double median;
  double p99;
  double process_median;
} Figures;

static double
get_milliseconds (clockid_t id)
{
  struct timespec time;

  clock_gettime (id, &time);
  return time.tv_sec * 1e3 + time.tv_nsec / 1e6;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double difference = *(const double *) a - *(const double *) b;

  return (difference > 0) - (difference < 0);
}

static Figures
get_figures (double *values,
             guint   n_values)
{
  qsort (values, n_values, sizeof *values, compare);
  return (Figures){ .median = values[n_values / 2], .p99 = values[(guint) ceil (n_values * 0.99) - 1] };
}

static void
painted_cb (GdkFrameClock *clock,
            gboolean      *is_painted)
{
  *is_painted = TRUE;
}

/* Runs the loop until a frame was painted after this call and nothing waits any more. */
static void
run_until_idle (GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gboolean is_painted = FALSE;
  gulong handler = g_signal_connect (clock, "after-paint", G_CALLBACK (painted_cb), &is_painted);

  gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_AFTER_PAINT);
  while (!is_painted || g_main_context_pending (NULL))
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (clock, handler);
}

static void
run_for (GtkWidget *widget,
         double     milliseconds)
{
  double end = get_milliseconds (CLOCK_MONOTONIC) + milliseconds;

  while (get_milliseconds (CLOCK_MONOTONIC) < end)
    run_until_idle (widget);
}

static char *
make_text (const Size *size)
{
  g_autoptr (GString) text = g_string_new (NULL);
  static const char *const words[] = { "澜江", "今天", "上午", "村民", "把", "新收", "的", "稻谷", "送到", "镇上",
                                       "粮站", "，", "排队", "过磅", "。", "学校", "门口", "斑马线", "重新", "画过" };
  guint n = 0;

  while (text->len < size->n_bytes)
    {
      g_string_append (text, words[(n * 7 + n / 13) % G_N_ELEMENTS (words)]);
      if (++n % (size->paragraph_characters / 2) == 0)
        g_string_append_c (text, '\n');
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static GtkWidget *
find_widget (GtkWidget *widget,
             GType      type)
{
  if (g_type_is_a (G_OBJECT_TYPE (widget), type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_widget (child, type);

      if (found != NULL)
        return found;
    }
  return NULL;
}

/* As GTK's own handler does it for a key: it asks at once where the caret is now. */
static void
press (GtkWidget  *view,
       const char *text)
{
  GdkRectangle caret;

  g_signal_emit_by_name (view, "insert-at-cursor", text);
  gtk_text_view_get_cursor_locations (GTK_TEXT_VIEW (view), NULL, &caret, NULL);
}

static Figures
type_keys (GtkWidget  *window,
           GtkWidget  *view,
           const Size *size,
           guint       n_keys)
{
  static double costs[MOST_KEYS], process_costs[MOST_KEYS];
  Figures figures;
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (view));
  GtkTextIter middle;

  gtk_widget_grab_focus (view);
  gtk_text_buffer_get_iter_at_line (buffer, &middle, gtk_text_buffer_get_line_count (buffer) / 2);
  gtk_text_iter_forward_chars (&middle, MIN (size->paragraph_characters, size->n_bytes / 3) / 3);
  gtk_text_buffer_place_cursor (buffer, &middle);
  gtk_text_view_scroll_mark_onscreen (GTK_TEXT_VIEW (view), gtk_text_buffer_get_insert (buffer));
  run_for (window, 1500);

  for (guint i = 0; i < n_keys; i++)
    {
      double before = get_milliseconds (CLOCK_THREAD_CPUTIME_ID);
      double process_before = get_milliseconds (CLOCK_PROCESS_CPUTIME_ID);

      /* Or one paragraph would be ever longer; where it is the whole text it shall stay one. */
      if (i % 40 == 39 && size->paragraph_characters != G_MAXUINT)
        press (view, "\n");
      else
        press (view, "湖");
      run_until_idle (window);
      costs[i] = get_milliseconds (CLOCK_THREAD_CPUTIME_ID) - before;
      process_costs[i] = get_milliseconds (CLOCK_PROCESS_CPUTIME_ID) - process_before;
    }
  figures = get_figures (costs, n_keys);
  figures.process_median = get_figures (process_costs, n_keys).median;
  return figures;
}

static GtkWidget *
make_window (GtkWidget *child)
{
  GtkWidget *window = adw_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), 900, 700);
  adw_window_set_content (ADW_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (window))
    g_main_context_iteration (NULL, TRUE);
  return window;
}

static Figures
measure_source_view (const Size *size,
                     guint       n_keys,
                     const char *text)
{
  GtkWidget *window = make_window (galley_bench_view_new (text));
  Figures figures = type_keys (window, find_widget (window, GTK_SOURCE_TYPE_VIEW), size, n_keys);

  gtk_window_destroy (GTK_WINDOW (window));
  return figures;
}

static GalleyRevision *
make_revision (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();
  GalleyContent content = { .blocks = blocks };

  content.fields[GALLEY_FIELD_HEADLINE] = "澜江两岸秋收忙";
  for (guint i = 0; lines[i] != NULL; i++)
    g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, lines[i], NULL, 0));
  return galley_revision_new ("0192f0c0-0000-7000-8000-000000000001", &content, NULL);
}

static Figures
measure_galley (GalleyWorkspace *workspace,
                const Size      *size,
                guint            n_keys,
                const char      *text)
{
  g_autoptr (GalleyRevision) revision = make_revision (text);
  g_autoptr (GalleyManuscript) manuscript = galley_workspace_new_from_revision (workspace, revision);
  GtkWidget *page = galley_editor_page_new ();
  GtkWidget *window = make_window (page);
  Figures figures;

  galley_editor_page_set_manuscript (GALLEY_EDITOR_PAGE (page), workspace, manuscript);
  figures = type_keys (window, find_widget (page, GALLEY_TYPE_BODY_VIEW), size, n_keys);
  galley_editor_page_set_manuscript (GALLEY_EDITOR_PAGE (page), NULL, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
  return figures;
}

/* --- the preview ------------------------------------------------------------------------------------------------- */

static void
shown_cb (GtkWidget *preview,
          guint64    generation,
          guint64   *shown)
{
  *shown = generation;
}

static void
measure_preview (GalleyWorkspace *workspace,
                 const char      *text)
{
  static double times[PREVIEW_KEYS];
  g_autoptr (GalleyRevision) revision = make_revision (text);
  g_autoptr (GalleyManuscript) manuscript = galley_workspace_new_from_revision (workspace, revision);
  GalleyDocument *document = galley_article_get_document (galley_manuscript_get_article (manuscript));
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  GtkWidget *page = galley_editor_page_new ();
  GtkWidget *preview = galley_preview_new ();
  GtkWidget *window, *view;
  guint64 shown = 0;
  Figures figures;

  gtk_widget_set_hexpand (page, TRUE);
  gtk_widget_set_size_request (preview, 400, -1);
  gtk_box_append (GTK_BOX (box), page);
  gtk_box_append (GTK_BOX (box), preview);
  window = make_window (box);
  galley_editor_page_set_manuscript (GALLEY_EDITOR_PAGE (page), workspace, manuscript);
  galley_preview_set_manuscript (GALLEY_PREVIEW (preview), workspace, manuscript);
  g_signal_connect (preview, "shown", G_CALLBACK (shown_cb), &shown);
  galley_preview_set_active (GALLEY_PREVIEW (preview), TRUE);
  view = find_widget (page, GALLEY_TYPE_BODY_VIEW);
  gtk_widget_grab_focus (view);
  run_for (window, 3000);

  for (guint i = 0; i < PREVIEW_KEYS; i++)
    {
      double before = get_milliseconds (CLOCK_MONOTONIC);

      press (view, i % 40 == 39 ? "\n" : "湖");
      while (shown < galley_document_get_generation (document))
        g_main_context_iteration (NULL, TRUE);
      times[i] = get_milliseconds (CLOCK_MONOTONIC) - before;
      run_until_idle (window);
    }
  figures = get_figures (times, PREVIEW_KEYS);
  printf ("| key to preview, 10 KB | %.1f ms | %.1f ms | | | | | |\n", figures.median, figures.p99);
  galley_preview_set_active (GALLEY_PREVIEW (preview), FALSE);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
print_round (const char *name,
             guint       round,
             Figures     galley,
             Figures     bare)
{
  printf ("| key, CPU, %s, round %u | %.2f ms | %.2f ms | %.2f ms | %.2f ms | %.2f ms | %.2f | %.2f |\n", name, round,
          galley.median, galley.p99, galley.process_median, bare.median, bare.p99, galley.median / bare.median,
          galley.p99 / bare.p99);
  fflush (stdout);
}

static void
measure_size (GalleyWorkspace *workspace,
              const Size      *size,
              guint            n_keys)
{
  g_autofree char *text = make_text (size);
  double medians[ROUNDS], p99s[ROUNDS];

  for (guint i = 0; i < ROUNDS; i++)
    {
      gboolean is_galley_first = i % 2 == 1;
      Figures galley, bare;

      if (is_galley_first)
        galley = measure_galley (workspace, size, n_keys, text);
      bare = measure_source_view (size, n_keys, text);
      if (!is_galley_first)
        galley = measure_galley (workspace, size, n_keys, text);
      medians[i] = galley.median / bare.median;
      p99s[i] = galley.p99 / bare.p99;
      print_round (size->name, i + 1, galley, bare);
    }
  printf ("| key, CPU, %s: median of the ratios | | | | | | %.2f | %.2f |\n", size->name,
          get_figures (medians, ROUNDS).median, get_figures (p99s, ROUNDS).median);
  fflush (stdout);
}

/* As the program does by itself. */
static void
add_style (void)
{
  g_autoptr (GtkCssProvider) provider = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (provider, STYLE);
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (provider),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("galley-bench-XXXXXX", NULL);
  g_autoptr (GalleyAccount) account = galley_account_new_local (folder);
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GalleyRandom) random = galley_random_new ();
  g_autoptr (GalleyWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *small = make_text (&sizes[0]);
  guint n_keys = argc > 1 ? CLAMP (atoi (argv[1]), 1, MOST_KEYS) : KEYS;

  adw_init ();
  gtk_source_init ();
  add_style ();
  g_object_set (gtk_settings_get_default (), "gtk-cursor-blink", FALSE, "gtk-enable-animations", FALSE, NULL);
  if (!galley_account_save (account, &error) ||
      (workspace = galley_workspace_open (account, clock, random, &error)) == NULL)
    g_error ("%s", error->message);

  printf ("| | Galley median | p99 | whole process | GtkSourceView median | p99 | ratio | of p99 |\n"
          "|---|---|---|---|---|---|---|---|\n");
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (argc < 3 || i == (guint) atoi (argv[2]))
      measure_size (workspace, &sizes[i], n_keys);
  if (argc < 3)
    measure_preview (workspace, small);
  galley_workspace_close (workspace);
  return 0;
}
