/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One HTTP call, top to bottom. The token goes in Authorization and to the one address this line was made for; no
 * redirect is followed; an answer that is not the portal's (a hotel's sign-in page) counts as no answer. */
#include "core/sync/galley-portal-line.h"

#include "core/base/galley-json.h"
#include "core/model/galley-media-type.h"
#include "core/wire/galley-protocol.h"
#include "core/wire/galley-wire.h"
#include "galley-config.h"

#include <libsoup/soup.h>
#include <string.h>

#define MAX_PROBLEM_BYTES (64 * 1024)
#define CHUNK_BYTES (64 * 1024)

struct _GalleyPortalLine
{
  char *address;
  char *token;
  guint silence;
  gint64 retry_after;
  GalleyClock *clock;   /* (nullable) */
  gint64 server_ahead;  /* of the boot time here: the server's real time */
  GalleyAuthority *authority; /* (nullable) */
  GTlsCertificateFlags flaws; /* of the certificate of the last call */
  GalleyPortalTrouble trouble;
  GalleyPortalCarrier carrier; /* (nullable) */
  gpointer carrier_data;

  SoupSession *session;
  GMainContext *context;
  GThread *thread; /* borrowed: whose session it is */
};

void
galley_portal_answer_clear (GalleyPortalAnswer *self)
{
  g_clear_pointer (&self->type, g_free);
  g_clear_pointer (&self->etag, g_free);
  g_clear_pointer (&self->next, g_free);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->status = 0;
  self->time = 0;
}

GalleyPortalLine *
galley_portal_line_new (const char *address,
                        const char *token,
                        guint       silence)
{
  GalleyPortalLine *self = g_new0 (GalleyPortalLine, 1);

  self->address = g_strdup (address);
  self->token = g_strdup (token);
  self->silence = silence;
  return self;
}

static void
drop_session (GalleyPortalLine *self)
{
  if (self->context == NULL)
    return;
  g_main_context_push_thread_default (self->context);
  g_clear_object (&self->session);
  g_main_context_pop_thread_default (self->context);
  g_clear_pointer (&self->context, g_main_context_unref);
  self->thread = NULL;
}

void
galley_portal_line_free (GalleyPortalLine *self)
{
  if (self == NULL)
    return;
  drop_session (self);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->authority, galley_authority_free);
  g_free (self->address);
  g_free (self->token);
  g_free (self);
}

void
galley_portal_line_set_clock (GalleyPortalLine *self,
                              GalleyClock      *clock)
{
  g_set_object (&self->clock, clock);
}

void
galley_portal_line_set_carrier (GalleyPortalLine   *self,
                                GalleyPortalCarrier carrier,
                                gpointer            data)
{
  self->carrier = carrier;
  self->carrier_data = data;
}

void
galley_portal_line_set_silence (GalleyPortalLine *self,
                                guint             silence)
{
  self->silence = silence;
  if (self->session != NULL)
    soup_session_set_timeout (self->session, silence);
}

void
galley_portal_line_set_authority (GalleyPortalLine      *self,
                                  const GalleyAuthority *authority)
{
  g_clear_pointer (&self->authority, galley_authority_free);
  if (authority != NULL)
    self->authority = galley_authority_copy (authority);
}

GalleyPortalTrouble
galley_portal_line_get_trouble (GalleyPortalLine *self)
{
  return self->trouble;
}

gint64
galley_portal_line_get_retry_after (GalleyPortalLine *self)
{
  return self->retry_after;
}

gint64
galley_portal_line_get_server_time (GalleyPortalLine *self)
{
  return self->server_ahead != 0 ? galley_clock_get_boot_time (self->clock) + self->server_ahead : 0;
}

/* It may have been set since. */
static void
note_server_time (GalleyPortalLine         *self,
                  const GalleyPortalAnswer *answer)
{
  if (self->clock != NULL && answer->time > 0)
    self->server_ahead = answer->time - galley_clock_get_boot_time (self->clock);
}

/* The session's timers hang on a context of its own, which nobody turns: no other thread touches its connections. */
static void
ensure_session (GalleyPortalLine *self)
{
  if (self->thread == g_thread_self ())
    return;
  drop_session (self);
  self->thread = g_thread_self ();
  self->context = g_main_context_new ();
  g_main_context_push_thread_default (self->context);
  self->session = soup_session_new ();
  soup_session_set_user_agent (self->session, "galley/" GALLEY_VERSION);
  /* The server's sentences are shown as they come. */
  soup_session_set_accept_language_auto (self->session, TRUE);
  soup_session_set_timeout (self->session, self->silence);
  g_main_context_pop_thread_default (self->context);
}

/* Only asked when the system sees flaws in the certificate: the account's own authority may see none. */
static gboolean
accept_certificate_cb (SoupMessage         *message,
                       GTlsCertificate     *certificate,
                       GTlsCertificateFlags flaws,
                       GalleyPortalLine    *self)
{
  if (self->authority != NULL)
    {
      GUri *uri = soup_message_get_uri (message);
      g_autoptr (GSocketConnectable) host =
        g_network_address_new (g_uri_get_host (uri), (guint16) MAX (g_uri_get_port (uri), 0));

      flaws = galley_authority_check (self->authority, certificate, host);
    }
  self->flaws = flaws;
  return flaws == G_TLS_CERTIFICATE_NO_FLAGS;
}

/* Told of what goes out. */
typedef struct
{
  const GalleyPortalRequest *request;
  goffset done, total;
} Sending;

static void
wrote_body_data_cb (SoupMessage *message,
                    guint        length,
                    Sending     *sending)
{
  sending->done += length;
  if (sending->request->progress != NULL)
    sending->request->progress (sending->done, sending->total, sending->request->progress_data);
}

/* The file is read while it is sent. */
static gboolean
set_file (SoupMessage               *message,
          const GalleyPortalRequest *request,
          Sending                   *sending,
          GCancellable              *cancellable,
          GError                   **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (request->file);
  g_autoptr (GFileInputStream) stream = g_file_read (file, cancellable, error);
  g_autoptr (GFileInfo) info = NULL;

  if (stream != NULL)
    info = g_file_input_stream_query_info (stream, G_FILE_ATTRIBUTE_STANDARD_SIZE, cancellable, error);
  if (info == NULL)
    {
      galley_error_adopt (error);
      return FALSE;
    }
  *sending = (Sending){ request, 0, g_file_info_get_size (info) };
  soup_message_set_request_body (message, request->content_type, G_INPUT_STREAM (stream), sending->total);
  g_signal_connect (message, "wrote-body-data", G_CALLBACK (wrote_body_data_cb), sending);
  return TRUE;
}

static SoupMessage *
make_message (GalleyPortalLine          *self,
              const GalleyPortalRequest *request,
              GError                   **error)
{
  g_autofree char *address = g_strconcat (self->address, request->path, NULL);
  SoupMessage *message = soup_message_new (request->method, address);
  SoupMessageHeaders *headers;

  if (message == NULL)
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "Not an address: %s", self->address);
      return NULL;
    }
  headers = soup_message_get_request_headers (message);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_certificate_cb), self);
  if (self->token != NULL)
    {
      g_autofree char *value = g_strconcat ("Bearer ", self->token, NULL);

      soup_message_headers_replace (headers, "Authorization", value);
    }
  if (request->if_match != NULL)
    soup_message_headers_replace (headers, "If-Match", request->if_match);
  if (request->if_none_match != NULL)
    soup_message_headers_replace (headers, "If-None-Match", request->if_none_match);
  if (request->not_after != NULL)
    soup_message_headers_replace (headers, GALLEY_HEADER_NOT_AFTER, request->not_after);
  if (request->body != NULL)
    soup_message_set_request_body_from_bytes (message, request->content_type, request->body);

  return message;
}

static GalleyPortalTrouble
trouble_of_error (const GError        *cause,
                  GTlsCertificateFlags flaws)
{
  if (cause->domain == G_RESOLVER_ERROR)
    return GALLEY_PORTAL_TROUBLE_NO_HOST;
  if (g_error_matches (cause, G_TLS_ERROR, G_TLS_ERROR_BAD_CERTIFICATE))
    return (flaws & G_TLS_CERTIFICATE_UNKNOWN_CA) != 0 ? GALLEY_PORTAL_TROUBLE_AUTHORITY
                                                       : GALLEY_PORTAL_TROUBLE_CERTIFICATE;
  if (cause->domain == G_TLS_ERROR || cause->domain == SOUP_SESSION_ERROR)
    return GALLEY_PORTAL_TROUBLE_NO_PORTAL;
  if (cause->domain != G_IO_ERROR)
    return GALLEY_PORTAL_TROUBLE_NONE;

  switch (cause->code)
    {
    case G_IO_ERROR_CANCELLED:
      return GALLEY_PORTAL_TROUBLE_NONE;
    case G_IO_ERROR_NETWORK_UNREACHABLE:
      return GALLEY_PORTAL_TROUBLE_NO_NETWORK;
    case G_IO_ERROR_PROXY_FAILED:
    case G_IO_ERROR_PROXY_AUTH_FAILED:
    case G_IO_ERROR_PROXY_NEED_AUTH:
    case G_IO_ERROR_PROXY_NOT_ALLOWED:
      return GALLEY_PORTAL_TROUBLE_PROXY;
    default:
      return GALLEY_PORTAL_TROUBLE_NO_ANSWER;
    }
}

/* Whatever goes wrong on the way is "no answer", but a certificate that cannot be trusted: waiting does not help. */
static void
adopt_network_error (GError **error)
{
  GError *cause = *error;

  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) || cause->domain == GALLEY_ERROR)
    return;
  *error = g_error_new (GALLEY_ERROR,
                        cause->domain == G_TLS_ERROR ? GALLEY_ERROR_FAILED : GALLEY_ERROR_OFFLINE,
                        "No answer from the portal: %s", cause->message);
  g_error_free (cause);
}

static GBytes *
read_body (GInputStream *stream,
           gsize         limit,
           GCancellable *cancellable,
           GError      **error)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autofree guint8 *chunk = g_malloc (CHUNK_BYTES);
  gssize got;

  while ((got = g_input_stream_read (stream, chunk, CHUNK_BYTES, cancellable, error)) > 0)
    {
      if (body->len + (gsize) got > limit)
        {
          g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE,
                       "The portal's answer is larger than %" G_GSIZE_FORMAT " bytes", limit);
          return NULL;
        }
      g_byte_array_append (body, chunk, (guint) got);
    }
  if (got < 0)
    return NULL;

  return g_byte_array_free_to_bytes (g_steal_pointer (&body));
}

/* The body of a good answer, or of one that says why not. */
static gboolean
take_body (SoupMessage               *message,
           const GalleyPortalRequest *request,
           GInputStream              *stream,
           GalleyPortalAnswer        *answer,
           GCancellable              *cancellable,
           GError                   **error)
{
  guint status = soup_message_get_status (message);
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);

  if (request->arrival != NULL && status == 200)
    return galley_media_arrival_read (request->arrival, stream, (gint64) request->limit,
                                      soup_message_headers_get_content_length (headers), request->progress,
                                      request->progress_data, cancellable, error);
  answer->body = read_body (stream, status < 400 || status == 412 ? request->limit : MAX_PROBLEM_BYTES, cancellable,
                            error);
  return answer->body != NULL;
}

static gint64
parse_retry_after (const char *value)
{
  g_autoptr (GDateTime) date = NULL;
  guint64 seconds;

  if (value == NULL)
    return 0;
  if (g_ascii_string_to_unsigned (value, 10, 0, G_MAXINT32, &seconds, NULL))
    return (gint64) seconds * G_USEC_PER_SEC;
  date = soup_date_time_new_from_http_string (value);
  if (date == NULL)
    return 0;
  return MAX (0, (g_date_time_to_unix (date) - g_get_real_time () / G_USEC_PER_SEC) * G_USEC_PER_SEC);
}

static gint64
parse_date (const char *value)
{
  g_autoptr (GDateTime) date = value != NULL ? soup_date_time_new_from_http_string (value) : NULL;

  return date != NULL ? g_date_time_to_unix (date) * G_USEC_PER_SEC : 0;
}

/* The one form of a link that the Portal API has: <path>; rel="next". */
static char *
parse_next (const char *link)
{
  const char *end = link != NULL && g_str_has_prefix (link, "</") ? strchr (link, '>') : NULL;

  return end != NULL && strcmp (end, ">; rel=\"next\"") == 0 ? g_strndup (link + 1, (gsize) (end - link) - 1) : NULL;
}

static gboolean
send_by_http (GalleyPortalLine          *self,
              const GalleyPortalRequest *request,
              GalleyPortalAnswer        *answer,
              GCancellable              *cancellable,
              GError                   **error)
{
  g_autoptr (SoupMessage) message = make_message (self, request, error);
  g_autoptr (GInputStream) stream = NULL;
  SoupMessageHeaders *headers;
  Sending sending;

  if (message == NULL || (request->file != NULL && !set_file (message, request, &sending, cancellable, error)))
    return FALSE;
  stream = soup_session_send (self->session, message, cancellable, error);
  if (stream == NULL)
    return FALSE;
  if (!take_body (message, request, stream, answer, cancellable, error))
    return FALSE;

  headers = soup_message_get_response_headers (message);
  answer->status = soup_message_get_status (message);
  answer->type = g_strdup (soup_message_headers_get_content_type (headers, NULL));
  if (answer->type == NULL)
    answer->type = g_strdup ("");
  answer->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  if (answer->etag == NULL)
    answer->etag = g_strdup ("");
  answer->time = parse_date (soup_message_headers_get_one (headers, "Date"));
  answer->next = parse_next (soup_message_headers_get_one (headers, "Link"));
  self->retry_after = parse_retry_after (soup_message_headers_get_one (headers, "Retry-After"));

  return TRUE;
}

static gboolean
send (GalleyPortalLine          *self,
      const GalleyPortalRequest *request,
      GalleyPortalAnswer        *answer,
      GCancellable              *cancellable,
      GError                   **error)
{
  gboolean is_sent;

  if (self->carrier != NULL)
    return self->carrier (self->carrier_data, request, self->token, answer, &self->retry_after, error);
  ensure_session (self);
  g_main_context_push_thread_default (self->context);
  is_sent = send_by_http (self, request, answer, cancellable, error);
  g_main_context_pop_thread_default (self->context);
  return is_sent;
}

static gboolean
is_type (const GalleyPortalAnswer *answer,
         const char               *type)
{
  g_autofree char *lower = g_ascii_strdown (answer->type, -1);

  if (strcmp (type, GALLEY_PORTAL_ANY_MEDIA) == 0)
    return galley_media_type_intern (lower) != NULL;
  return g_ascii_strcasecmp (answer->type, type) == 0;
}

static GError *
make_problem (GalleyPortalAnswer *answer)
{
  g_autoptr (JsonObject) object = NULL;
  const char *sentence;
  gsize length;
  const char *text = g_bytes_get_data (answer->body, &length);

  /* A problem document that cannot be read is no worse than none: the status stands. */
  if (is_type (answer, GALLEY_PROBLEM_CONTENT_TYPE))
    object = galley_json_parse_object (text, length, MAX_PROBLEM_BYTES, NULL);
  if (object == NULL)
    return galley_portal_error_new (answer->status, NULL, NULL);
  sentence = galley_json_get_string (object, "detail");
  if (sentence == NULL)
    sentence = galley_json_get_string (object, "title");
  return galley_portal_error_new (answer->status, galley_json_get_string (object, "type"), sentence);
}

/* A proxy's or a hotel's page must not park an article nor sign anybody out: only statuses whose sense does not hang
 * on who says them are taken without the portal's own form. */
static gboolean
is_from_portal (const GalleyPortalRequest *request,
                const GalleyPortalAnswer  *answer)
{
  if (answer->status == 204 || answer->status == 304)
    return TRUE;
  if (answer->status >= 200 && answer->status < 300)
    return request->expected_type != NULL
             ? is_type (answer, request->expected_type)
             : is_type (answer, "application/json") || is_type (answer, GALLEY_WIRE_CONTENT_TYPE);
  if (answer->status >= 400 && answer->status < 500)
    return is_type (answer, GALLEY_PROBLEM_CONTENT_TYPE) || answer->status == 413 || answer->status == 429
           || (answer->status == 412 && is_type (answer, GALLEY_WIRE_CONTENT_TYPE));
  return TRUE;
}

static GalleyPortalTrouble
trouble_of_status (guint    status,
                   gboolean is_from_portal)
{
  if (status == 407)
    return GALLEY_PORTAL_TROUBLE_PROXY;
  if (status >= 500)
    return GALLEY_PORTAL_TROUBLE_SERVER;
  return is_from_portal && status >= 400 ? GALLEY_PORTAL_TROUBLE_NONE : GALLEY_PORTAL_TROUBLE_NO_PORTAL;
}

gboolean
galley_portal_line_call (GalleyPortalLine          *self,
                         const GalleyPortalRequest *request,
                         GalleyPortalAnswer        *answer,
                         GCancellable              *cancellable,
                         GError                   **error)
{
  g_autoptr (GError) cause = NULL;

  galley_portal_answer_clear (answer);
  self->retry_after = 0;
  self->flaws = 0;
  self->trouble = GALLEY_PORTAL_TROUBLE_NONE;
  if (!send (self, request, answer, cancellable, &cause))
    {
      self->trouble = trouble_of_error (cause, self->flaws);
      adopt_network_error (&cause);
      g_propagate_error (error, g_steal_pointer (&cause));
      return FALSE;
    }
  if (!is_from_portal (request, answer))
    {
      self->trouble = trouble_of_status (answer->status, FALSE);
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_OFFLINE, "Somebody else answered for the portal: %u %s",
                   answer->status, answer->type);
      return FALSE;
    }
  note_server_time (self, answer);
  if ((answer->status >= 200 && answer->status < 300) || answer->status == 304)
    return TRUE;

  self->trouble = trouble_of_status (answer->status, TRUE);
  g_propagate_error (error, make_problem (answer));
  return FALSE;
}
