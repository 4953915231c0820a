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
  g_test_add_func ("/workspace/account/ids", test_ids);
  return g_test_run ();
}
