/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One trusted certificate. */
#include "core/sync/galley-authority.h"

#include "core/base/galley-file.h"

#include <string.h>

#define MAX_BYTES (64 * 1024)

static char *
make_fingerprint (GTlsCertificate *certificate)
{
  g_autoptr (GByteArray) der = NULL;
  g_autofree char *digest = NULL;
  g_autofree char *digits = NULL;
  GString *fingerprint = g_string_new (NULL);

  g_object_get (certificate, "certificate", &der, NULL);
  digest = g_compute_checksum_for_data (G_CHECKSUM_SHA256, der->data, der->len);
  digits = g_ascii_strup (digest, -1);
  for (gsize i = 0; i < strlen (digits); i += 2)
    g_string_append_printf (fingerprint, "%s%.2s", i > 0 ? ":" : "", digits + i);
  return g_string_free (fingerprint, FALSE);
}

GalleyAuthority *
galley_authority_new (const char *pem,
                      GError    **error)
{
  GTlsCertificate *certificate;
  g_autoptr (GError) cause = NULL;
  GalleyAuthority *self;

  g_return_val_if_fail (pem != NULL, NULL);

  certificate = g_tls_certificate_new_from_pem (pem, -1, &cause);
  if (certificate == NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "Not a certificate: %s", cause->message);
      return NULL;
    }
  self = g_new0 (GalleyAuthority, 1);
  self->certificate = certificate;
  g_object_get (certificate, "certificate-pem", &self->pem, "subject-name", &self->subject, NULL);
  if (self->subject == NULL)
    self->subject = g_strdup ("");
  self->fingerprint = make_fingerprint (certificate);
  return self;
}

GalleyAuthority *
galley_authority_load (const char *path,
                       GError    **error)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *pem = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  bytes = galley_file_read (path, MAX_BYTES, error);
  if (bytes == NULL)
    return NULL;
  pem = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  return galley_authority_new (pem, error);
}

void
galley_authority_free (GalleyAuthority *self)
{
  if (self == NULL)
    return;
  g_object_unref (self->certificate);
  g_free (self->pem);
  g_free (self->subject);
  g_free (self->fingerprint);
  g_free (self);
}

GTlsCertificateFlags
galley_authority_check (const GalleyAuthority *self,
                        GTlsCertificate       *certificate,
                        GSocketConnectable    *host)
{
  g_return_val_if_fail (self != NULL, G_TLS_CERTIFICATE_VALIDATE_ALL);
  g_return_val_if_fail (G_IS_TLS_CERTIFICATE (certificate), G_TLS_CERTIFICATE_VALIDATE_ALL);

  return g_tls_certificate_verify (certificate, host, self->certificate);
}

GalleyAuthority *
galley_authority_copy (const GalleyAuthority *self)
{
  GalleyAuthority *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new0 (GalleyAuthority, 1);
  copy->certificate = g_object_ref (self->certificate);
  copy->pem = g_strdup (self->pem);
  copy->subject = g_strdup (self->subject);
  copy->fingerprint = g_strdup (self->fingerprint);
  return copy;
}
