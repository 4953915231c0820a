/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/workspace/galley-account.h"

#include "support/sync-fixture.h"

#include <string.h>

static void
test_local_is_always_there (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr (GPtrArray) accounts = galley_accounts_list (folder);
  const GalleyAccount *local = g_ptr_array_index (accounts, 0);

  g_assert_cmpuint (accounts->len, ==, 1);
  g_assert_cmpstr (local->id, ==, GALLEY_ACCOUNT_LOCAL);
  g_assert_true (galley_account_is_local (local));
  g_assert_true (g_str_has_prefix (local->folder, folder));
  remove_folder (folder);
}

static void
test_kept (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *stray = g_build_filename (folder, "not-an-account", NULL);
  g_autoptr (GalleyAccount) account = galley_account_new (folder, "https://news.example", "小何");
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;
  const GalleyAccount *found;

  g_assert_cmpint (g_mkdir_with_parents (stray, 0700), ==, 0);
  g_assert_true (galley_account_save (account, &error));
  g_assert_no_error (error);
  accounts = galley_accounts_list (folder);
  g_assert_cmpuint (accounts->len, ==, 2);
  found = g_ptr_array_index (accounts, 1);
  g_assert_cmpstr (found->id, ==, account->id);
  g_assert_cmpstr (found->folder, ==, account->folder);
  g_assert_cmpstr (found->address, ==, "https://news.example");
  g_assert_cmpstr (found->user, ==, "小何");
  g_assert_false (galley_account_is_local (found));
  remove_folder (folder);
}

/* The server tells the name; whoever signs in again does not know it and keeps it. */
static void
test_name (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr (GalleyAccount) account = galley_account_new (folder, "https://news.example", "xiaohe");
  g_autoptr (GalleyAccount) again = galley_account_new (folder, "https://news.example", "xiaohe");
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (account->name, ==, "");
  g_assert_true (galley_account_save (account, &error));
  g_assert_true (galley_account_set_name (account, "周小禾", &error));
  g_assert_no_error (error);
  g_assert_cmpstr (account->name, ==, "周小禾");
  g_assert_true (galley_account_save (again, &error));
  g_assert_no_error (error);
  accounts = galley_accounts_list (folder);
  g_assert_cmpuint (accounts->len, ==, 2);
  g_assert_cmpstr (((GalleyAccount *) accounts->pdata[1])->name, ==, "周小禾");
  g_assert_cmpstr (((GalleyAccount *) accounts->pdata[1])->user, ==, "xiaohe");
  remove_folder (folder);
}

/* A certificate that signs itself; nobody has its key. */
#define PEM                                                                                                            \
  "-----BEGIN CERTIFICATE-----\n" \
  "MIIBfDCCASGgAwIBAgIUFVlwBRYJba1AAjOwNvhjgtB8rVIwCgYIKoZIzj0EAwIw\n" \
  "EjEQMA4GA1UEAwwHRGVzayBDQTAgFw0yNjExMjUxNjQzMzZaGA8yMTI2MTEwMTE2\n" \
  "NDMzNlowEjEQMA4GA1UEAwwHRGVzayBDQTBZMBMGByqGSM49AgEGCCqGSM49AwEH\n" \
  "A0IABKB4ci3KwaXLQY3K9PfaHETR8oCw+u5faWIV1aWiemJJf1HTJedpe7c7TDiW\n" \
  "mUnPMTUGphI3WsDLRltPGrkHfsyjUzBRMB0GA1UdDgQWBBTVi9rhNBAql2hJx9Az\n" \
  "4+MnN0m3SDAfBgNVHSMEGDAWgBTVi9rhNBAql2hJx9Az4+MnN0m3SDAPBgNVHRMB\n" \
  "Af8EBTADAQH/MAoGCCqGSM49BAMCA0kAMEYCIQDhlU2i0y90DxGYxOa25CIaOfDY\n" \
  "TYeSigJ5r8rYRd6CWgIhAOXsYln8mmrTt3VfIpP8mJOlQ8dmpcU+W/KN0mo+Gy1l\n" \
  "-----END CERTIFICATE-----\n"

static void
test_authority (void)
{
  g_autofree char *folder = make_folder ();
  g_autoptr (GalleyAccount) account = galley_account_new (folder, "https://news.example", "小何");
  g_autoptr (GalleyAuthority) authority = NULL;
  g_autoptr (GalleyAuthority) found = NULL;
  g_autoptr (GError) error = NULL;

  authority = galley_authority_new (PEM, &error);
  g_assert_no_error (error);
  g_assert_null (galley_account_load_authority (account, &error));
  g_assert_no_error (error);
  g_assert_true (galley_account_save_authority (account, authority, &error));
  found = galley_account_load_authority (account, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (found->fingerprint, ==, authority->fingerprint);
  g_assert_true (galley_account_save_authority (account, NULL, &error));
  g_assert_null (galley_account_load_authority (account, &error));
  g_assert_no_error (error);
  remove_folder (folder);
}

static void
test_removed (void)
{
  g_autofree char *folder = make_folder ();
  g_autofree char *outside = g_build_filename (folder, "outside", NULL);
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GalleyAccount) account = galley_account_new (folder, "https://news.example", "小何");
  g_autofree char *link = g_build_filename (account->folder, "link", NULL);
  g_autoptr (GalleyStore) store = NULL;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (outside, "kept", -1, NULL));
  g_assert_true (galley_account_save (account, &error));
  store = galley_store_open (account->folder, clock, &error);
  g_assert_no_error (error);
  g_assert_cmpint (symlink (outside, link), ==, 0);

  g_assert_false (galley_account_remove (account, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_BUSY);
  g_clear_error (&error);
  accounts = galley_accounts_list (folder);
  g_assert_cmpuint (accounts->len, ==, 2);

  galley_store_close (store);
  g_assert_true (galley_account_remove (account, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (account->folder, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (outside, G_FILE_TEST_EXISTS));
  remove_folder (folder);
}

static void
test_ids (void)
{
  g_autoptr (GalleyAccount) a = galley_account_new ("/d", "https://news.example", "小何");
  g_autoptr (GalleyAccount) again = galley_account_new ("/d", "https://news.example", "小何");
  g_autoptr (GalleyAccount) b = galley_account_new ("/d", "https://news.example", "小赵");
  g_autoptr (GalleyAccount) c = galley_account_new ("/d", "https://news.example:8443", "../..");

  g_assert_cmpstr (a->id, ==, again->id);
  g_assert_cmpstr (a->id, !=, b->id);
  g_assert_null (strchr (c->id, '/'));
  g_assert_cmpstr (c->id, !=, GALLEY_ACCOUNT_LOCAL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/workspace/account/local-is-always-there", test_local_is_always_there);
  g_test_add_func ("/workspace/account/kept", test_kept);
  g_test_add_func ("/workspace/account/name", test_name);
  g_test_add_func ("/workspace/account/authority", test_authority);
  g_test_add_func ("/workspace/account/removed", test_removed);
  g_test_add_func ("/workspace/account/ids", test_ids);
  return g_test_run ();
}
