/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passwords as Argon2id hashes (libsodium's text form, 64 MiB, two passes): a tenth of a second each. The only file
 * that knows libsodium. Any thread; the caller bounds how many run at once. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GALLEY_PASSWORD_MAX_BYTES 1024

/* GALLEY_ERROR_INVALID for an empty or longer one; GALLEY_ERROR_FAILED where the memory is not to be had.
 * (transfer full) */
char *galley_password_hash (const char *password,
                            GError    **error);
gboolean galley_password_verify (const char *hash,
                                 const char *password);

G_END_DECLS
