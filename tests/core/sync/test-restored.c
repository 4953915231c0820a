/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words that are nowhere but here, when the server comes back with another text: restored from a backup, or written by
 * somebody who did not know that the article was thrown away. */
#include "support/sync-fixture.h"
#include "support/test-portal.h"

#include "core/store/galley-store-settings.h"

#include <string.h>

typedef struct
{
  Desk *desk;
  TestPortal *portal;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->desk = desk_new ();
  fixture->portal = test_portal_new ();
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  desk_free (fixture->desk);
  g_assert_finalize_object (fixture->portal);
}

static void
sync_now (Fixture *fixture)
{
  desk_sync (fixture->desk, GALLEY_TRANSPORT (fixture->portal));
}

/* Somebody else's doing. */
static void
serve (Fixture    *fixture,
       const char *headline)
{
  g_autoptr (GalleyRevision) revision = make_revision (ID_1, headline, "正文");

  test_portal_put (fixture->portal, revision);
}

/* Another epoch, in which the article has that headline. */
static void
restore (Fixture    *fixture,
         const char *headline)
{
  test_portal_restore (fixture->portal, ID_2);
  serve (fixture, headline);
}

static void
assert_served (Fixture    *fixture,
               const char *headline)
{
  assert_field (test_portal_get (fixture->portal, ID_1), GALLEY_FIELD_HEADLINE, headline);
}

static void
assert_stands (Fixture    *fixture,
               const char *headline)
{
  g_autoptr (GalleyRecord) record = desk_load (fixture->desk, ID_1);

  g_assert_false (record->is_trashed);
  assert_field (record->revision, GALLEY_FIELD_HEADLINE, headline);
}

static gpointer
has_version_in_store (GalleyDatabase *database,
                      gpointer        headline,
                      GError        **error)
{
  g_autoptr (GPtrArray) versions = galley_versions_load_in_store (database, ID_1, error);

  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const GalleyVersion *version = versions->pdata[i];

      if (strcmp (galley_revision_get_field (version->revision, GALLEY_FIELD_HEADLINE), headline) == 0)
        return headline;
    }
  return NULL;
}

static void
assert_version (Fixture    *fixture,
                const char *headline)
{
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (galley_store_run (fixture->desk->store, GALLEY_LANE_PERSON, has_version_in_store, (gpointer) headline,
                                      &error));
  g_assert_no_error (error);
}

/* What stood here before came back: what was written since goes up again, clean as it was. */
static void
test_older (Fixture      *fixture,
            gconstpointer data)
{
  serve (fixture, "旧标题");
  sync_now (fixture);
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "新标题");
  sync_now (fixture);
  assert_served (fixture, "新标题");

  restore (fixture, "旧标题");
  sync_now (fixture);
  assert_served (fixture, "新标题");
  assert_stands (fixture, "新标题");
  desk_assert_outbox (fixture->desk, "");
}

/* The same while something waits: both are merged upon the older. */
static void
test_older_and_typed_on (Fixture      *fixture,
                         gconstpointer data)
{
  serve (fixture, "旧标题");
  sync_now (fixture);
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "新标题");
  sync_now (fixture);
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_KICKER, "引题");

  restore (fixture, "旧标题");
  sync_now (fixture);
  assert_served (fixture, "新标题");
  assert_field (test_portal_get (fixture->portal, ID_1), GALLEY_FIELD_KICKER, "引题");
  desk_assert_outbox (fixture->desk, "");
}

/* Nobody knows which is older: nothing is lost, and who has only read it is not asked. */
static void
test_other (Fixture      *fixture,
            gconstpointer data)
{
  serve (fixture, "甲");
  sync_now (fixture);
  restore (fixture, "乙");
  sync_now (fixture);
  assert_stands (fixture, "乙");
  assert_version (fixture, "甲");
  desk_assert_outbox (fixture->desk, "");
}

/* Who has worked on it is: his words were on the server, and may be in no article now. */
static void
test_other_and_worked_on (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (GalleyRecord) record = NULL;

  serve (fixture, "甲");
  sync_now (fixture);
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "我的");
  sync_now (fixture);
  assert_served (fixture, "我的");
  restore (fixture, "乙");
  sync_now (fixture);
  record = desk_load (fixture->desk, ID_1);
  assert_field (record->revision, GALLEY_FIELD_HEADLINE, "我的");
  assert_field (record->theirs, GALLEY_FIELD_HEADLINE, "乙");
  desk_assert_outbox (fixture->desk, "put(conflict)");

  /* Somebody who knows which is newer was quicker. */
  serve (fixture, "我的");
  sync_now (fixture);
  assert_stands (fixture, "我的");
  desk_assert_outbox (fixture->desk, "");
}

/* What others have made of it since is theirs to answer for. */
static void
test_other_and_written_over (Fixture      *fixture,
                             gconstpointer data)
{
  serve (fixture, "甲");
  sync_now (fixture);
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "我的");
  sync_now (fixture);
  serve (fixture, "丙");
  sync_now (fixture);
  restore (fixture, "乙");
  sync_now (fixture);
  assert_stands (fixture, "乙");
  assert_version (fixture, "丙");
  desk_assert_outbox (fixture->desk, "");
}

static void
test_other_and_typed_on (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GalleyRecord) record = NULL;

  serve (fixture, "甲");
  sync_now (fixture);
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "我的");
  restore (fixture, "乙");
  sync_now (fixture);
  record = desk_load (fixture->desk, ID_1);
  assert_field (record->revision, GALLEY_FIELD_HEADLINE, "我的");
  assert_field (record->theirs, GALLEY_FIELD_HEADLINE, "乙");
  desk_assert_outbox (fixture->desk, "put(conflict)");
}

static void
test_thrown_away (Fixture      *fixture,
                  gconstpointer data)
{
  serve (fixture, "甲");
  sync_now (fixture);
  desk_set_field (fixture->desk, ID_1, GALLEY_FIELD_HEADLINE, "只在这里");
  desk_trash (fixture->desk, ID_1, TRUE);
  sync_now (fixture);
  serve (fixture, "乙");
  sync_now (fixture);
  assert_stands (fixture, "乙");
  assert_version (fixture, "只在这里");
}

static gpointer
load_tags_in_store (GalleyDatabase *database,
                    gpointer        input,
                    GError        **error)
{
  return galley_list_load_in_store (database, "tags", error);
}

static void
assert_tag (Fixture    *fixture,
            const char *tag)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) tags =
      galley_store_run (fixture->desk->store, GALLEY_LANE_PERSON, load_tags_in_store, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (tags->len, ==, 1);
  g_assert_cmpstr (tags->pdata[0], ==, tag);
}

/* What has gone from a list meanwhile nobody tells any more. */
static void
test_lists (Fixture      *fixture,
            gconstpointer data)
{
  fixture->portal->tag = "旧标签";
  serve (fixture, "标题");
  sync_now (fixture);
  assert_tag (fixture, "旧标签");

  fixture->portal->tag = "新标签";
  sync_now (fixture);
  assert_tag (fixture, "旧标签"); /* the feed goes on behind it */
  restore (fixture, "标题");
  sync_now (fixture);
  assert_tag (fixture, "新标签");
}

#define ADD(path, function) g_test_add ("/sync/restored/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("older", test_older);
  ADD ("older-and-typed-on", test_older_and_typed_on);
  ADD ("other", test_other);
  ADD ("other-and-worked-on", test_other_and_worked_on);
  ADD ("other-and-written-over", test_other_and_written_over);
  ADD ("other-and-typed-on", test_other_and_typed_on);
  ADD ("thrown-away", test_thrown_away);
  ADD ("lists", test_lists);

  return g_test_run ();
}
