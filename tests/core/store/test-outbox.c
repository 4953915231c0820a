/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Order, orders, delays and parking; settings and lists. */
#include "fixture.h"

#include "core/store/galley-store-settings.h"

static GPtrArray *
load_outbox (GalleyDatabase *database)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = galley_outbox_load_in_store (database, &error);

  g_assert_no_error (error);
  return entries;
}

static void
add_action (GalleyDatabase *database,
            const char     *article,
            const char     *name,
            GalleyAction    action)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (galley_outbox_add_action_in_store (database, article, name, action, "hash",
                                                    "comment", NOON, 100, 110, &error));
  g_assert_no_error (error);
}

static void
test_order (Fixture      *fixture,
            gconstpointer data)
{
  save_headline (fixture->database, ID_1, "a");
  add_action (fixture->database, ID_1, "n1", GALLEY_ACTION_SUBMIT);
  save_headline (fixture->database, ID_2, "b");
  add_action (fixture->database, ID_3, "n2", GALLEY_ACTION_WITHDRAW);
  save_headline (fixture->database, ID_1, "again");
  assert_outbox (fixture->database, "action 3|put 1|action 1|put 2");
}

/* Each by itself, in the order that they have together. */
static void
test_apart (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GPtrArray) orders = NULL;
  g_autoptr (GPtrArray) contents = NULL;
  g_autoptr (GError) error = NULL;

  add_action (fixture->database, ID_2, "n1", GALLEY_ACTION_SUBMIT);
  save_headline (fixture->database, ID_2, "b");
  add_action (fixture->database, ID_3, "n2", GALLEY_ACTION_WITHDRAW);
  save_headline (fixture->database, ID_1, "a");
  orders = galley_outbox_load_orders_in_store (fixture->database, &error);
  g_assert_no_error (error);
  contents = galley_outbox_load_contents_in_store (fixture->database, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (orders->len, ==, 2);
  g_assert_cmpstr (((GalleyOutboxEntry *) g_ptr_array_index (orders, 0))->name, ==, "n2");
  g_assert_cmpstr (((GalleyOutboxEntry *) g_ptr_array_index (orders, 1))->name, ==, "n1");
  g_assert_cmpuint (contents->len, ==, 2);
  g_assert_cmpstr (((GalleyOutboxEntry *) g_ptr_array_index (contents, 0))->article, ==, ID_2);
  g_assert_cmpstr (((GalleyOutboxEntry *) g_ptr_array_index (contents, 1))->article, ==, ID_1);
}

static void
test_action (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  const GalleyOutboxEntry *entry;

  add_action (fixture->database, ID_1, "n1", GALLEY_ACTION_PUBLISH);
  add_action (fixture->database, ID_1, "n1", GALLEY_ACTION_PUBLISH);
  entries = load_outbox (fixture->database);
  g_assert_cmpuint (entries->len, ==, 1);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpint (entry->kind, ==, GALLEY_OUTBOX_ACTION);
  g_assert_cmpstr (entry->article, ==, ID_1);
  g_assert_cmpstr (entry->name, ==, "n1");
  g_assert_cmpint (entry->action, ==, GALLEY_ACTION_PUBLISH);
  g_assert_cmpstr (entry->content_hash, ==, "hash");
  g_assert_cmpstr (entry->comment, ==, "comment");
  g_assert_cmpint (entry->queued_real, ==, NOON);
  g_assert_cmpint (entry->queued_boot, ==, 100);
  g_assert_cmpstr (entry->boot_id, ==, galley_clock_get_boot_id ());
  g_assert_cmpint (entry->hold_until, ==, 110);
  g_assert_cmpuint (entry->attempts, ==, 0);
  g_assert_cmpint (entry->next_try, ==, 0);
  g_assert_null (entry->parked);
}

static void
test_remove (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add_action (fixture->database, ID_1, "n1", GALLEY_ACTION_PUBLISH);
  add_action (fixture->database, ID_2, "n2", GALLEY_ACTION_SUBMIT);
  g_assert_true (galley_outbox_remove_by_name_in_store (fixture->database, "n1", &error));
  assert_outbox (fixture->database, "action 2");
  g_assert_true (galley_outbox_remove_by_name_in_store (fixture->database, "n1", &error));
  g_assert_true (galley_outbox_remove_in_store (fixture->database, 2, &error));
  g_assert_true (galley_outbox_remove_in_store (fixture->database, 2, &error));
  g_assert_no_error (error);
  assert_outbox (fixture->database, "");
}

static void
test_delay (Fixture      *fixture,
            gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  const GalleyOutboxEntry *entry;
  g_autoptr (GError) error = NULL;

  save_headline (fixture->database, ID_1, "a");
  g_assert_true (galley_outbox_delay_in_store (fixture->database, 1, 500, &error));
  g_assert_true (galley_outbox_delay_in_store (fixture->database, 1, 700, &error));
  entries = load_outbox (fixture->database);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpuint (entry->attempts, ==, 2);
  g_assert_cmpint (entry->next_try, ==, 700);
  g_clear_pointer (&entries, g_ptr_array_unref);

  /* A boot time of another boot has passed. */
  g_assert_true (galley_database_exec (fixture->database,
                                       "UPDATE outbox SET next_try_boot_id = 'another'", &error));
  entries = load_outbox (fixture->database);
  entry = g_ptr_array_index (entries, 0);
  g_assert_cmpint (entry->next_try, ==, 0);
}

static void
test_park (Fixture      *fixture,
           gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  const GalleyOutboxEntry *entry;
  g_autoptr (GError) error = NULL;

  save_headline (fixture->database, ID_1, "a");
  add_action (fixture->database, ID_1, "n1", GALLEY_ACTION_PUBLISH);
  g_assert_true (galley_outbox_park_in_store (fixture->database, 1, "forbidden", &error));
  g_assert_true (galley_outbox_delay_in_store (fixture->database, 2, 700, &error));
  g_assert_true (galley_outbox_park_in_store (fixture->database, 2, "too late", &error));
  assert_outbox (fixture->database, "put 1 forbidden|action 1 too late");

  /* Only a person lets it go: not what is typed meanwhile. */
  save_headline (fixture->database, ID_1, "b");
  assert_outbox (fixture->database, "put 1 forbidden|action 1 too late");

  g_assert_true (galley_outbox_unpark_in_store (fixture->database, 2, "n2", NOON + 9, 900, &error));
  assert_outbox (fixture->database, "put 1 forbidden|action 1");
  entries = load_outbox (fixture->database);
  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpint (entry->queued_real, ==, NOON + 9);
  g_assert_cmpint (entry->queued_boot, ==, 900);
  g_assert_cmpint (entry->hold_until, ==, 0);
  g_assert_cmpuint (entry->attempts, ==, 0);
  g_assert_cmpint (entry->next_try, ==, 0);
  /* The server remembers what it refused by its name; what was only held may have been carried out. */
  g_assert_cmpstr (entry->name, ==, "n2");
  g_clear_pointer (&entries, g_ptr_array_unref);
  g_assert_true (galley_outbox_park_in_store (fixture->database, 2, GALLEY_PARKED_HELD, &error));
  g_assert_true (galley_outbox_unpark_in_store (fixture->database, 2, "n3", NOON + 10, 901, &error));
  entries = load_outbox (fixture->database);
  entry = g_ptr_array_index (entries, 1);
  g_assert_cmpstr (entry->name, ==, "n2");
}

static void
test_settings (Fixture      *fixture,
               gconstpointer data)
{
  GalleyDatabase *database = fixture->database;
  sqlite3 *handle = galley_database_get_handle (database);
  g_autoptr (GBytes) bytes = g_bytes_new ("a\0b", 3);
  g_autoptr (GBytes) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  int before;

  g_assert_null (galley_setting_load_in_store (database, "cursor", &error));
  g_assert_null (galley_setting_load_text_in_store (database, "cursor", &error));
  g_assert_no_error (error);

  g_assert_true (galley_setting_save_text_in_store (database, "cursor", "e1:7", &error));
  text = galley_setting_load_text_in_store (database, "cursor", &error);
  g_assert_cmpstr (text, ==, "e1:7");
  before = sqlite3_total_changes (handle);
  g_assert_true (galley_setting_save_text_in_store (database, "cursor", "e1:7", &error));
  g_assert_cmpint (sqlite3_total_changes (handle), ==, before);

  g_assert_true (galley_setting_save_in_store (database, "layout", bytes, &error));
  loaded = galley_setting_load_in_store (database, "layout", &error);
  g_assert_true (g_bytes_equal (bytes, loaded));
  g_clear_pointer (&text, g_free);
  g_assert_true (galley_setting_save_text_in_store (database, "empty", "", &error));
  text = galley_setting_load_text_in_store (database, "empty", &error);
  g_assert_cmpstr (text, ==, "");

  g_assert_true (galley_setting_save_in_store (database, "cursor", NULL, &error));
  g_assert_null (galley_setting_load_text_in_store (database, "cursor", &error));
  g_assert_no_error (error);

  g_assert_true (galley_setting_find_in_store (database, "lay", &error));
  g_assert_true (galley_setting_find_in_store (database, "layout", &error));
  g_assert_false (galley_setting_find_in_store (database, "layout-", &error));
  g_assert_false (galley_setting_find_in_store (database, "kay", &error));
  g_assert_no_error (error);
}

static void
assert_list (GalleyDatabase *database,
             const char     *list,
             const char     *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) values = galley_list_load_in_store (database, list, &error);
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  g_ptr_array_add (values, NULL);
  found = g_strjoinv ("|", (char **) values->pdata);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_lists (Fixture      *fixture,
            gconstpointer data)
{
  GalleyDatabase *database = fixture->database;
  g_autoptr (GError) error = NULL;

  assert_list (database, "tags", "");
  g_assert_true (galley_list_put_in_store (database, "tags", "1", "b", &error));
  g_assert_true (galley_list_put_in_store (database, "tags", "2", "a", &error));
  g_assert_true (galley_list_put_in_store (database, "sources", "1", "s", &error));
  assert_list (database, "tags", "a|b");
  g_assert_true (galley_list_put_in_store (database, "tags", "1", "B", &error));
  assert_list (database, "tags", "B|a");
  g_assert_true (galley_list_remove_in_store (database, "tags", "2", &error));
  g_assert_true (galley_list_remove_in_store (database, "tags", "3", &error));
  assert_list (database, "tags", "B");
  assert_list (database, "sources", "s");
}

#define ADD(path, function)                                                                        \
  g_test_add (path, Fixture, NULL, table_fixture_set_up, function, table_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/store/outbox/order", test_order);
  ADD ("/store/outbox/apart", test_apart);
  ADD ("/store/outbox/action", test_action);
  ADD ("/store/outbox/remove", test_remove);
  ADD ("/store/outbox/delay", test_delay);
  ADD ("/store/outbox/park", test_park);
  ADD ("/store/settings", test_settings);
  ADD ("/store/lists", test_lists);

  return g_test_run ();
}
