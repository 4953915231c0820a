/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list's rows: those in sight at once and with their words, the others behind them, all in the end. */
#include "page-fixture.h"

#include "app/list/galley-article-list-view.h"
#include "app/list/galley-article-row.h"
#include "core/store/galley-store-articles.h"
#include "core/store/galley-store-settings.h"

#define N_ARTICLES 300
#define NOON G_GINT64_CONSTANT (1795507200000000)

static char *
id_of (guint number)
{
  return g_strdup_printf ("0193a000-0000-7000-8000-%012u", number);
}

/* The highest number is the newest. */
static gpointer
fill_job (GalleyDatabase *database,
          gpointer        input,
          GError        **error)
{
  for (guint number = 1; number <= N_ARTICLES; number++)
    {
      g_autoptr (GalleyState) state = galley_state_new ();
      g_autoptr (GPtrArray) blocks = galley_blocks_new ();
      g_autoptr (GalleyRevision) revision = NULL;
      g_autofree char *id = id_of (number);
      g_autofree char *headline = g_strdup_printf ("headline %u", number);
      GalleyContent content = { .blocks = blocks };

      content.fields[GALLEY_FIELD_HEADLINE] = headline;
      g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, "text", NULL, 0));
      revision = galley_revision_new (id, &content, state);
      if (!galley_record_save_in_store (database, revision, NOON + number, NULL, error))
        return NULL;
    }
  return NULL;
}

static GtkWidget *
show_list (Desk *desk)
{
  GtkWidget *view = galley_article_list_view_new ();
  GalleyFilter all = { GALLEY_FILTER_ALL };
  g_autoptr (GError) error = NULL;

  galley_store_run (galley_workspace_get_store (desk->workspace), GALLEY_LANE_SAVE, fill_job, NULL, &error);
  g_assert_no_error (error);
  galley_article_list_view_set_filter (GALLEY_ARTICLE_LIST_VIEW (view), desk->workspace, &all);
  return view;
}

static GListModel *
rows_of (GtkWidget *view)
{
  return G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (find_widget (view, GTK_TYPE_LIST_VIEW, 0))));
}

static void
wait_for_rows (GListModel *rows,
               guint       least)
{
  while (g_list_model_get_n_items (rows) < least)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_rows_come_by_and_by (void)
{
  Desk *desk = desk_new ();
  GtkWidget *view = show_list (desk);
  GListModel *rows = rows_of (view);
  guint n_first, n_before;
  guint n_steps = 0;

  /* As long as nothing has been painted there are only as many as a screen has room for. */
  wait_for_rows (rows, 1);
  n_first = g_list_model_get_n_items (rows);
  g_assert_cmpuint (n_first, >, 700 / 60);
  g_assert_cmpuint (n_first, <, N_ARTICLES / 3);
  for (guint i = 0; i < n_first; i++)
    {
      g_autoptr (GalleyArticleSummary) summary = g_list_model_get_item (rows, i);
      g_autofree char *headline = g_strdup_printf ("headline %u", N_ARTICLES - i);

      g_assert_nonnull (galley_article_summary_get_data (summary));
      g_assert_cmpstr (galley_article_summary_get_data (summary)->headline, ==, headline);
    }

  desk_show (desk, view);
  for (n_before = n_first; n_before < N_ARTICLES; n_before = g_list_model_get_n_items (rows))
    {
      g_main_context_iteration (NULL, TRUE);
      /* Few at once, until GTK makes no more widgets for them. */
      if (g_list_model_get_n_items (rows) < N_ARTICLES)
        g_assert_cmpuint (g_list_model_get_n_items (rows) - n_before, <=, 16);
      n_steps += g_list_model_get_n_items (rows) > n_before;
    }
  g_assert_cmpuint (n_steps, >=, 10);
  desk_close_window (desk);
  desk_free (desk);
}

/* Who wants a row beyond the first ones has it at once. */
static void
test_selected_far_below (void)
{
  Desk *desk = desk_new ();
  GtkWidget *view = show_list (desk);
  GListModel *rows = rows_of (view);
  g_autofree char *id = id_of (N_ARTICLES - 100);
  GtkSingleSelection *selection = GTK_SINGLE_SELECTION (rows);

  wait_for_rows (rows, 1);
  galley_article_list_view_select (GALLEY_ARTICLE_LIST_VIEW (view), id);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 100);
  desk_show (desk, view);
  wait_for_rows (rows, N_ARTICLES);
  g_assert_cmpuint (gtk_single_selection_get_selected (selection), ==, 100);
  desk_close_window (desk);
  desk_free (desk);
}

/* What a first synchronisation leaves behind: the portal's own layout, and an article in a channel of it. */
static gpointer
leave_layout_job (GalleyDatabase *database,
                  gpointer        input,
                  GError        **error)
{
  g_autofree char *folder = g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "data/layouts/portal", NULL);
  g_autoptr (GalleyLayout) layout = galley_layout_new_from_folder (folder, error);
  g_autoptr (GBytes) zip = layout != NULL ? galley_layout_to_zip (layout, error) : NULL;
  g_autoptr (GalleyState) state = galley_state_new ();
  g_autofree char *id = id_of (1);
  GalleyContent content = { .fields = { [GALLEY_FIELD_HEADLINE] = "headline", [GALLEY_FIELD_CHANNEL] = "local" } };
  g_autoptr (GalleyRevision) revision = galley_revision_new (id, &content, state);

  if (zip != NULL && galley_setting_save_in_store (database, GALLEY_SETTING_LAYOUT, zip, error)
      && galley_setting_save_text_in_store (database, GALLEY_SETTING_LAYOUT_TIME, "2026-11-24T08:00:00Z", error))
    galley_record_save_in_store (database, revision, NOON, NULL, error);
  return NULL;
}

static void
open_again (Desk *desk)
{
  g_autoptr (GalleyAccount) account = galley_account_new_local (desk->folder);
  g_autoptr (GError) error = NULL;

  galley_workspace_close (desk->workspace);
  desk_let_go (desk->workspace);
  desk->workspace = galley_workspace_open (account, desk->clock, desk->random, &error);
  g_assert_no_error (error);
}

/* The list is there before the layout, which knows what its channels are called. */
static void
test_channels_by_name (void)
{
  Desk *desk = desk_new ();
  GtkWidget *view = galley_article_list_view_new ();
  GalleyFilter all = { GALLEY_FILTER_ALL };
  GtkInscription *channel;
  g_autoptr (GError) error = NULL;

  galley_store_run (galley_workspace_get_store (desk->workspace), GALLEY_LANE_SAVE, leave_layout_job, NULL, &error);
  g_assert_no_error (error);
  open_again (desk);
  galley_article_list_view_set_filter (GALLEY_ARTICLE_LIST_VIEW (view), desk->workspace, &all);
  gtk_window_set_child (GTK_WINDOW (desk->window), view);
  gtk_window_present (GTK_WINDOW (desk->window));
  wait_for_rows (rows_of (view), 1);
  channel = GTK_INSCRIPTION (find_widget (find_widget (view, GALLEY_TYPE_ARTICLE_ROW, 0), GTK_TYPE_INSCRIPTION, 3));
  while (strcmp (gtk_inscription_get_text (channel), "澜江新闻") != 0)
    g_main_context_iteration (NULL, TRUE);
  desk_close_window (desk);
  desk_free (desk);
}

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/article-list/rows-come-by-and-by", test_rows_come_by_and_by);
  g_test_add_func ("/article-list/selected-far-below", test_selected_far_below);
  g_test_add_func ("/article-list/channels-by-name", test_channels_by_name);

  return g_test_run ();
}
