/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the portal's lists show, as far as this computer knows. */
#include "workspace-fixture.h"

#include "core/workspace/galley-workspace-public.h"

static GalleyRevision *
make_article (const char   *id,
              const char   *headline,
              GalleyStatus  status,
              gint64        published)
{
  g_autoptr (GalleyState) state = galley_state_new ();
  GalleyContent content = { 0 };

  content.fields[GALLEY_FIELD_HEADLINE] = headline;
  content.fields[GALLEY_FIELD_CHANNEL] = "news";
  state->status = status;
  state->published_at = published;
  galley_state_set_text (&state->etag, "\"1\"");
  if (published > 0)
    {
      galley_state_set_text (&state->published_path, "/2026/11/16/a.html");
      galley_state_set_text (&state->published_hash, "abc");
    }
  return galley_revision_new (id, &content, state);
}

static gpointer
pull_in_store (GalleyDatabase *database,
               gpointer        input,
               GError        **error)
{
  static const struct
  {
    const char *id;
    const char *headline;
    GalleyStatus status;
    gint64 published;
  } articles[] = {
    { "0193a000-0000-7000-8000-000000000001", "早先的", GALLEY_STATUS_PUBLISHED, 1000 },
    { "0193a000-0000-7000-8000-000000000002", "最新的", GALLEY_STATUS_PUBLISHED, 3000 },
    { "0193a000-0000-7000-8000-000000000003", "草稿", GALLEY_STATUS_DRAFT, 0 },
    { "0193a000-0000-7000-8000-000000000004", "居中的", GALLEY_STATUS_PUBLISHED, 2000 },
    { "0193a000-0000-7000-8000-000000000005", "撤下的", GALLEY_STATUS_WITHDRAWN, 4000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (articles); i++)
    {
      g_autoptr (GalleyRevision) revision =
        make_article (articles[i].id, articles[i].headline, articles[i].status, articles[i].published);
      gboolean is_taken = FALSE;

      if (!galley_record_pull_in_store (database, revision, 5000 + i, &is_taken, error))
        return NULL;
      g_assert_true (is_taken);
    }
  return NULL;
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  Fixture *fixture = data;

  fixture->result = galley_workspace_list_public_finish (GALLEY_WORKSPACE (source), result, &fixture->error);
  fixture->is_done = TRUE;
}

static GPtrArray *
list (Fixture *fixture)
{
  fixture->is_done = FALSE;
  galley_workspace_list_public_async (fixture->workspace, NULL, listed_cb, fixture);
  wait_until (is_done, fixture);
  g_assert_no_error (fixture->error);
  return fixture->result;
}

static void
test_nothing (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) items = list (fixture);

  g_assert_cmpuint (items->len, ==, 0);
}

/* Newest publication first; neither drafts nor what was withdrawn. */
static void
test_order (Fixture      *fixture,
            gconstpointer data)
{
  static const char *const titles[] = { "最新的", "居中的", "早先的" };
  g_autoptr (GPtrArray) items = NULL;

  run (fixture, pull_in_store, NULL);
  items = list (fixture);
  g_assert_cmpuint (items->len, ==, G_N_ELEMENTS (titles));
  for (guint i = 0; i < items->len; i++)
    {
      const GalleyPageItem *item = items->pdata[i];

      g_assert_cmpstr (item->title, ==, titles[i]);
      g_assert_cmpstr (item->path, ==, "/2026/11/16/a.html");
      g_assert_cmpstr (item->channel, ==, "news");
    }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/workspace-public/nothing", test_nothing);
  ADD ("/workspace-public/order", test_order);

  return g_test_run ();
}
