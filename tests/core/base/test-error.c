/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-error.h"

static void
test_names (void)
{
  g_assert_cmpstr (galley_error_get_name (GALLEY_ERROR_FAILED), ==, "failed");
  g_assert_cmpstr (galley_error_get_name (GALLEY_ERROR_OFFLINE), ==, "offline");
  g_assert_cmpstr (galley_error_get_name (GALLEY_ERROR_TOO_NEW), ==, "too-new");
  g_assert_cmpstr (galley_error_get_name (GALLEY_ERROR_GONE), ==, "gone");
  g_assert_cmpint (galley_error_find ("too-large"), ==, GALLEY_ERROR_TOO_LARGE);
  g_assert_cmpint (galley_error_find ("no such name"), ==, GALLEY_ERROR_FAILED);

  for (int i = GALLEY_ERROR_FAILED; i <= GALLEY_ERROR_GONE; i++)
    for (int k = GALLEY_ERROR_FAILED; k < i; k++)
      g_assert_cmpstr (galley_error_get_name (i), !=, galley_error_get_name (k));
}

static void
test_adopt (void)
{
  static const struct
  {
    GQuark (*domain) (void);
    int code;
    GalleyError expected;
  } cases[] = {
    { g_io_error_quark, G_IO_ERROR_NO_SPACE, GALLEY_ERROR_FULL },
    { g_io_error_quark, G_IO_ERROR_READ_ONLY, GALLEY_ERROR_READ_ONLY },
    { g_io_error_quark, G_IO_ERROR_PERMISSION_DENIED, GALLEY_ERROR_READ_ONLY },
    { g_io_error_quark, G_IO_ERROR_NOT_FOUND, GALLEY_ERROR_NOT_FOUND },
    { g_io_error_quark, G_IO_ERROR_BUSY, GALLEY_ERROR_BUSY },
    { g_io_error_quark, G_IO_ERROR_CONNECTION_REFUSED, GALLEY_ERROR_OFFLINE },
    { g_io_error_quark, G_IO_ERROR_TIMED_OUT, GALLEY_ERROR_OFFLINE },
    { g_io_error_quark, G_IO_ERROR_IS_DIRECTORY, GALLEY_ERROR_FAILED },
    { g_file_error_quark, G_FILE_ERROR_NOSPC, GALLEY_ERROR_FULL },
    { g_file_error_quark, G_FILE_ERROR_ROFS, GALLEY_ERROR_READ_ONLY },
    { g_file_error_quark, G_FILE_ERROR_ACCES, GALLEY_ERROR_READ_ONLY },
    { g_file_error_quark, G_FILE_ERROR_NOENT, GALLEY_ERROR_NOT_FOUND },
    { g_file_error_quark, G_FILE_ERROR_ISDIR, GALLEY_ERROR_FAILED },
    { g_resolver_error_quark, G_RESOLVER_ERROR_NOT_FOUND, GALLEY_ERROR_OFFLINE },
    { galley_error_quark, GALLEY_ERROR_TOO_NEW, GALLEY_ERROR_TOO_NEW },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = g_error_new_literal (cases[i].domain (), cases[i].code, "as it was");

      galley_error_adopt (&error);
      g_assert_error (error, GALLEY_ERROR, (int) cases[i].expected);
      g_assert_cmpstr (error->message, ==, "as it was");
    }
}

static void
test_adopt_leaves (void)
{
  g_autoptr (GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "enough");
  g_autoptr (GError) nothing = NULL;

  galley_error_adopt (&cancelled);
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  galley_error_adopt (&nothing);
  g_assert_no_error (nothing);
  galley_error_adopt (NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/base/error/names", test_names);
  g_test_add_func ("/base/error/adopt", test_adopt);
  g_test_add_func ("/base/error/adopt-leaves", test_adopt_leaves);
  return g_test_run ();
}
