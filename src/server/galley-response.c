/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-response.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/base/galley-password.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-language.h"
#include "server/galley-request.h"

#include <glib/gi18n.h>
#include <string.h>

static const struct
{
  const char *type;
  const char *title;
} titles[] = {
  { GALLEY_PROBLEM_CREDENTIALS, N_ ("The name or the password is not right") },
  { GALLEY_PROBLEM_TOKEN, N_ ("A valid token is needed") },
  { GALLEY_PROBLEM_FORBIDDEN, N_ ("This is not for this user") },
  { GALLEY_PROBLEM_NOT_FOUND, N_ ("There is no such thing") },
  { GALLEY_PROBLEM_METHOD, N_ ("This method is not for this resource") },
  { GALLEY_PROBLEM_STATE, N_ ("This is not possible in the present state") },
  { GALLEY_PROBLEM_REUSED, N_ ("This name stands for something else") },
  { GALLEY_PROBLEM_HASH, N_ ("The content is another than the one looked at") },
  { GALLEY_PROBLEM_INCOMPLETE, N_ ("The article lacks what a page of its kind needs") },
  { GALLEY_PROBLEM_MEDIA, N_ ("A file of the article is not here") },
  { GALLEY_PROBLEM_RENDITIONS, N_ ("The pictures are not those that the layout asks for") },
  { GALLEY_PROBLEM_LATE, N_ ("The order came too late") },
  { GALLEY_PROBLEM_CURSOR, N_ ("This cursor is not known") },
  { GALLEY_PROBLEM_CONDITION, N_ ("The condition does not hold") },
  { GALLEY_PROBLEM_TOO_LARGE, N_ ("This is too large") },
  { GALLEY_PROBLEM_INVALID, N_ ("The request cannot be understood") },
  { GALLEY_PROBLEM_NO_CONDITION, N_ ("If-Match or If-None-Match is needed") },
  { GALLEY_PROBLEM_RATE, N_ ("Too many requests") },
  { GALLEY_PROBLEM_SERVER, N_ ("Something is wrong with the server") },
};

GalleyResponse *
galley_response_new (guint status)
{
  GalleyResponse *self = g_new0 (GalleyResponse, 1);

  self->status = status;
  return self;
}

GalleyResponse *
galley_response_new_text (guint       status,
                          const char *content_type,
                          char       *text)
{
  GalleyResponse *self = galley_response_new (status);

  self->content_type = content_type;
  self->body = g_bytes_new_take (text, strlen (text));
  return self;
}

GalleyResponse *
galley_response_new_json (guint       status,
                          JsonObject *object)
{
  char *text = galley_json_write_object (object);

  json_object_unref (object);
  return galley_response_new_text (status, GALLEY_JSON_CONTENT_TYPE, text);
}

GalleyResponse *
galley_response_new_file (guint       status,
                          const char *content_type,
                          char       *file)
{
  GalleyResponse *self = galley_response_new (status);

  self->kind = GALLEY_RESPONSE_FILE;
  self->content_type = content_type;
  self->file = file;
  return self;
}

GalleyResponse *
galley_response_new_wait (gint64 sequence,
                          gint64 deadline)
{
  GalleyResponse *self = galley_response_new (0);

  self->kind = GALLEY_RESPONSE_WAIT;
  self->sequence = sequence;
  self->deadline = deadline;
  return self;
}

JsonObject *
galley_problem_new (guint       status,
                    const char *type,
                    const char *detail)
{
  JsonObject *problem = json_object_new ();

  json_object_set_string_member (problem, "type", type);
  json_object_set_int_member (problem, "status", status);
  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    if (strcmp (titles[i].type, type) == 0)
      json_object_set_string_member (problem, "title", galley_language_say (titles[i].title));
  if (detail != NULL && *detail != '\0')
    json_object_set_string_member (problem, "detail", detail);
  return problem;
}

GalleyResponse *
galley_response_new_problem (guint       status,
                             const char *type,
                             const char *format,
                             ...)
{
  g_autofree char *detail = NULL;
  GalleyResponse *self;
  va_list arguments;

  va_start (arguments, format);
  detail = g_strdup_vprintf (galley_language_say (format), arguments);
  va_end (arguments);
  self = galley_response_new_json (status, galley_problem_new (status, type, detail));
  self->content_type = GALLEY_PROBLEM_CONTENT_TYPE;
  return self;
}

static void
forget_password (char *password)
{
  if (password != NULL)
    memset (password, 0, strlen (password));
  g_free (password);
}

void
galley_response_free (GalleyResponse *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self->etag);
  g_free (self->location);
  g_free (self->next);
  g_free (self->file);
  g_free (self->user);
  forget_password (self->password);
  g_free (self->password_hash);
  forget_password (self->new_password);
  g_free (self->new_hash);
  g_free (self->kept_token);
  g_free (self);
}

void
galley_response_hash (GalleyResponse *self)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (self != NULL && self->kind == GALLEY_RESPONSE_PASSWORD);

  self->is_right = galley_password_verify (self->password_hash, self->password);
  if (self->new_password == NULL)
    return;
  /* A change whose answer was lost is asked for again, with an old password that is no longer right. */
  self->is_same = galley_password_verify (self->password_hash, self->new_password);
  self->is_right = self->is_right || self->is_same;
  if (!self->is_right || self->is_same)
    return;
  self->new_hash = galley_password_hash (self->new_password, &error);
  if (self->new_hash == NULL)
    g_printerr ("galley-server: %s\n", error->message);
}

void
galley_response_load_file (GalleyResponse *self,
                           const char     *if_none_match)
{
  g_autofree char *hash = NULL;
  char *data;
  gsize length;

  g_return_if_fail (self != NULL);

  if (self->kind != GALLEY_RESPONSE_FILE)
    return;
  self->kind = GALLEY_RESPONSE_BYTES;
  if (!g_file_get_contents (self->file, &data, &length, NULL))
    {
      /* It was there a moment ago: withdrawn or replaced meanwhile. */
      self->status = 404;
      self->content_type = NULL;
      self->encoding = NULL;
      return;
    }
  hash = galley_hash_bytes (data, length);
  self->body = g_bytes_new_take (data, length);
  if (self->status != 200)
    return;
  if (self->etag == NULL)
    self->etag = g_strdup_printf ("\"%.32s\"", hash);
  if (galley_etag_matches (if_none_match, self->etag))
    {
      self->status = 304;
      self->content_type = NULL;
      self->encoding = NULL;
      g_clear_pointer (&self->body, g_bytes_unref);
    }
}
