/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes up of an article, and what its acknowledgement makes of the row. */
#include "fixture.h"

#include "core/store/galley-parcel.h"
#include "core/store/galley-store-sent.h"
#include "core/wire/galley-wire.h"

static GalleyParcel *
load_parcel (GalleyDatabase *database)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = galley_outbox_load_in_store (database, &error);
  GalleyParcel *parcel = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 1);
  g_assert_true (galley_parcel_load_in_store (database, g_ptr_array_index (entries, 0), &parcel, &error));
  g_assert_no_error (error);
  return parcel;
}

static void
acknowledge (GalleyDatabase     *database,
             const GalleyParcel *parcel,
             const char         *etag)
{
  g_autoptr (GalleyState) state = make_state (GALLEY_STATUS_DRAFT, "u2", etag);
  g_autoptr (GError) error = NULL;

  g_assert_true (galley_parcel_acknowledge_in_store (parcel, database, state, NOON, &error));
  g_assert_no_error (error);
}

static void
test_content (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GalleyRecord) record = NULL;
  g_autoptr (GalleyParcel) parcel = NULL;
  g_autofree char *content = NULL;

  save_headline (fixture->database, ID_1, "标题");
  record = load (fixture->database, ID_1);
  content = galley_wire_write_content (record->revision);
  parcel = load_parcel (fixture->database);
  g_assert_cmpstr (parcel->content, ==, content);
  g_assert_cmpstr (parcel->content_hash, ==, galley_wire_get_content_hash (record->revision));
  g_assert_cmpstr (parcel->etag, ==, "");
  g_assert_cmpint (parcel->generation, ==, record->generation);
}

/* The row is as if the server's whole answer had been written. */
static void
test_acknowledged (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GalleyParcel) parcel = NULL;
  g_autoptr (GalleyParcel) next = NULL;
  g_autoptr (GalleyRecord) record = NULL;

  save_headline (fixture->database, ID_1, "标题");
  parcel = load_parcel (fixture->database);
  acknowledge (fixture->database, parcel, "\"e-1\"");
  assert_outbox (fixture->database, "");
  record = load (fixture->database, ID_1);
  g_assert_false (record->is_dirty);
  assert_headline (record->base, "标题");
  g_assert_cmpstr (galley_revision_get_state (record->base)->etag, ==, "\"e-1\"");
  g_assert_cmpstr (galley_revision_get_state (record->revision)->owner, ==, "u2");
  g_assert_cmpint (query_integer (fixture->database,
                                  "SELECT count (*) FROM article WHERE owner = 'u2' AND base = ''"), ==, 1);

  save_headline (fixture->database, ID_1, "新标题");
  next = load_parcel (fixture->database);
  g_assert_cmpstr (next->etag, ==, "\"e-1\"");
  g_clear_pointer (&record, galley_record_free);
  record = load (fixture->database, ID_1);
  assert_headline (record->base, "标题");
  assert_headline (record->revision, "新标题");
}

/* What was typed while it was under way stays waiting, upon what the server took. */
static void
test_typed_since (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (GalleyParcel) parcel = NULL;
  g_autoptr (GalleyRecord) record = NULL;

  save_headline (fixture->database, ID_1, "标题");
  parcel = load_parcel (fixture->database);
  save_headline (fixture->database, ID_1, "新标题");
  acknowledge (fixture->database, parcel, "\"e-1\"");
  assert_outbox (fixture->database, "put 1");
  record = load (fixture->database, ID_1);
  g_assert_true (record->is_dirty);
  assert_headline (record->revision, "新标题");
  assert_headline (record->base, "标题");
  g_assert_cmpstr (galley_revision_get_state (record->base)->etag, ==, "\"e-1\"");
}

static void
test_deletion (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (GalleyRevision) served = make_served (ID_1, "标题", "正文", "\"e-1\"");
  g_autoptr (GalleyParcel) parcel = NULL;

  g_assert_true (pull (fixture->database, served));
  g_assert_true (galley_record_set_trashed_in_store (fixture->database, ID_1, TRUE, NOON, NULL));
  parcel = load_parcel (fixture->database);
  g_assert_null (parcel->content);
  g_assert_cmpstr (parcel->etag, ==, "\"e-1\"");
}

/* A parked entry, and one that another has replaced, are not to be sent. */
static void
test_nothing_to_send (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  GalleyOutboxEntry *entry;
  GalleyParcel *parcel = NULL;

  save_headline (fixture->database, ID_1, "标题");
  entries = galley_outbox_load_in_store (fixture->database, &error);
  entry = g_ptr_array_index (entries, 0);
  g_assert_true (galley_outbox_park_in_store (fixture->database, entry->sequence, "no", &error));
  g_assert_true (galley_parcel_load_in_store (fixture->database, entry, &parcel, &error));
  g_assert_null (parcel);
  entry->sequence++;
  g_assert_true (galley_parcel_load_in_store (fixture->database, entry, &parcel, &error));
  g_assert_no_error (error);
  g_assert_null (parcel);
}

/* Up to schema 6 a text carried its state along. */
static void
test_early_text (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (GalleyParcel) parcel = NULL;
  g_autoptr (GalleyRecord) record = NULL;
  g_autofree char *content = NULL;

  save_headline (fixture->database, ID_1, "标题");
  record = load (fixture->database, ID_1);
  content = galley_wire_write_content (record->revision);
  g_clear_pointer (&record, galley_record_free);
  g_assert_true (galley_database_exec (fixture->database,
                                       "UPDATE content SET text = replace (text, '\"headlines\"', '\"galley\":"
                                       "{\"state\":{\"etag\":\"old\",\"status\":\"published\"}},\"headlines\"')",
                                       NULL));
  record = load (fixture->database, ID_1);
  g_assert_cmpint (galley_revision_get_state (record->revision)->status, ==, GALLEY_STATUS_DRAFT);
  g_assert_cmpstr (galley_revision_get_state (record->revision)->etag, ==, "");
  parcel = load_parcel (fixture->database);
  g_assert_cmpstr (parcel->content, ==, content);
}

static void
test_damaged (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;
  GalleyParcel *parcel = NULL;

  save_headline (fixture->database, ID_1, "标题");
  g_assert_true (galley_database_exec (fixture->database, "UPDATE content SET text = '\"'", NULL));
  entries = galley_outbox_load_in_store (fixture->database, NULL);
  g_assert_false (galley_parcel_load_in_store (fixture->database, g_ptr_array_index (entries, 0), &parcel, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT);
  g_assert_null (parcel);
}

static char *
join_sent (GalleyDatabase *database,
           const char     *article)
{
  g_auto (GStrv) hashes = galley_sent_load_in_store (database, article, NULL);

  return hashes != NULL ? g_strjoinv (" ", hashes) : NULL;
}

/* The last ones in their order, one that is sent twice in a row once; and each article's apart. */
static void
test_sent (Fixture      *fixture,
           gconstpointer data)
{
  GalleyDatabase *database = fixture->database;
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autofree char *found = NULL, *other = NULL, *forgotten = NULL;

  g_assert_false (galley_sent_is_any_in_store (database, NULL));
  for (guint i = 0; i < GALLEY_SENT_MAX + 3; i++)
    {
      g_autofree char *digit = g_strdup_printf ("%x", i);
      g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, digit, -1);

      for (guint time = 0; time < 2; time++)
        g_assert_true (galley_sent_note_in_store (database, ID_1, hash, NULL));
      if (i == 0)
        g_assert_true (galley_sent_note_in_store (database, ID_2, hash, NULL));
      if (i >= 3)
        g_string_append_printf (expected, "%s%s", i == 3 ? "" : " ", hash);
    }
  found = join_sent (database, ID_1);
  other = join_sent (database, ID_2);
  g_assert_cmpstr (found, ==, expected->str);
  g_assert_cmpuint (strlen (other), ==, 64);

  g_assert_true (galley_sent_forget_in_store (database, ID_1, NULL));
  forgotten = join_sent (database, ID_1);
  g_assert_null (forgotten);
  g_assert_true (galley_sent_is_any_in_store (database, NULL));
  g_assert_true (galley_sent_forget_in_store (database, ID_2, NULL));
  g_assert_false (galley_sent_is_any_in_store (database, NULL));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, table_fixture_set_up, function, table_fixture_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/store/parcel/content", test_content);
  ADD ("/store/parcel/acknowledged", test_acknowledged);
  ADD ("/store/parcel/typed-since", test_typed_since);
  ADD ("/store/parcel/deletion", test_deletion);
  ADD ("/store/parcel/nothing-to-send", test_nothing_to_send);
  ADD ("/store/parcel/early-text", test_early_text);
  ADD ("/store/parcel/damaged", test_damaged);
  ADD ("/store/parcel/sent", test_sent);
  return g_test_run ();
}
