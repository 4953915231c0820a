/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Tokens, and verifiers of passwords (galley-lock.h), in the desktop's secret service (libsecret; in a Flatpak by the Secret
 * portal). */
#pragma once

#include "core/sync/galley-credentials.h"

G_BEGIN_DECLS

#define GALLEY_TYPE_SECRET_CREDENTIALS (galley_secret_credentials_get_type ())
G_DECLARE_FINAL_TYPE (GalleySecretCredentials, galley_secret_credentials, GALLEY, SECRET_CREDENTIALS, GObject)

GalleyCredentials *galley_secret_credentials_new (void);
GalleyCredentials *galley_secret_credentials_new_for_verifiers (void);

G_END_DECLS
