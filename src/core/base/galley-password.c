/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/base/galley-password.h"

#include "core/base/galley-error.h"

#include <sodium.h>
#include <string.h>

#define MEMORY (64 * 1024 * 1024)
#define PASSES 2

static gboolean
start_sodium (void)
{
  static gsize started;
  static gboolean is_good;

  if (g_once_init_enter (&started))
    {
      is_good = sodium_init () >= 0;
      g_once_init_leave (&started, 1);
    }
  return is_good;
}

char *
galley_password_hash (const char *password,
                      GError    **error)
{
  char hash[crypto_pwhash_STRBYTES];
  gsize length;

  g_return_val_if_fail (password != NULL, NULL);

  length = strlen (password);
  if (length == 0 || length > GALLEY_PASSWORD_MAX_BYTES)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "a password has 1 to %d bytes",
                   GALLEY_PASSWORD_MAX_BYTES);
      return NULL;
    }
  if (!start_sodium () || crypto_pwhash_str (hash, password, length, PASSES, MEMORY) != 0)
    {
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_FAILED, "no memory to hash a password (64 MiB)");
      return NULL;
    }
  return g_strdup (hash);
}

gboolean
galley_password_verify (const char *hash,
                        const char *password)
{
  g_return_val_if_fail (hash != NULL, FALSE);
  g_return_val_if_fail (password != NULL, FALSE);

  return start_sodium () && strlen (password) <= GALLEY_PASSWORD_MAX_BYTES
         && crypto_pwhash_str_verify (hash, password, strlen (password)) == 0;
}
