/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-http-message.h"

#include "core/wire/galley-protocol.h"
#include "server/galley-http-upload.h"
#include "server/galley-public-files.h"
#include "server/galley-server-router.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#define MAX_LENGTH_DIGITS 12
#define MAX_DRAINED (64 * 1024 * 1024)

static gboolean
is_number (const char *text)
{
  gsize length = strspn (text, "0123456789");

  return length > 0 && length <= MAX_LENGTH_DIGITS && text[length] == '\0';
}

GalleyResponse *
galley_http_message_judge (SoupServerMessage *message,
                           gboolean          *is_foul)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *host = soup_message_headers_get_list (headers, "Host");
  g_autofree char *length = g_strdup (soup_message_headers_get_list (headers, "Content-Length"));
  const char *path = g_uri_get_path (soup_server_message_get_uri (message));
  gsize limit;

  *is_foul = TRUE;
  if (host != NULL && strpbrk (host, ", \t") != NULL)
    return galley_response_new_problem (400, GALLEY_PROBLEM_INVALID, "More than one Host");
  if (soup_message_headers_get_list (headers, "Transfer-Encoding") != NULL)
    return galley_response_new_problem (411, GALLEY_PROBLEM_INVALID, "Send Content-Length instead of "
                                        "Transfer-Encoding");
  *is_foul = length != NULL && !is_number (length);
  if (length == NULL)
    return NULL;
  if (*is_foul)
    return galley_response_new_problem (400, GALLEY_PROBLEM_INVALID, "Content-Length is not one plain number");
  limit = galley_server_router_get_limit (soup_server_message_get_method (message), path);
  *is_foul = g_ascii_strtoull (length, NULL, 10) > MAX_DRAINED;
  if (g_ascii_strtoull (length, NULL, 10) > limit)
    return galley_response_new_problem (413, GALLEY_PROBLEM_TOO_LARGE, "At most %" G_GSIZE_FORMAT " bytes", limit);
  return NULL;
}

/* Named, or "*", and not with a weight of nothing. */
static gboolean
takes_gzip (SoupMessageHeaders *headers)
{
  const char *header = soup_message_headers_get_list (headers, "Accept-Encoding");
  GSList *accepted = header != NULL ? soup_header_parse_quality_list (header, NULL) : NULL;
  gboolean is_taken = FALSE;

  for (GSList *one = accepted; one != NULL && !is_taken; one = one->next)
    is_taken = g_ascii_strcasecmp (one->data, "gzip") == 0 || strcmp (one->data, "*") == 0;
  soup_header_free_list (accepted);
  return is_taken;
}

GalleyRequest *
galley_http_message_read (SoupServerMessage *message,
                          guint64            number)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  GUri *uri = soup_server_message_get_uri (message);
  SoupMessageBody *sent = soup_server_message_get_request_body (message);
  g_autoptr (GBytes) body = soup_message_body_get_accumulate (sent) ? soup_message_body_flatten (sent) : NULL;
  GalleyRequest *request =
    galley_request_new (soup_server_message_get_method (message), g_uri_get_path (uri), body);

  galley_http_upload_take (message, request);
  request->number = number;
  request->query = g_strdup (g_uri_get_query (uri));
  request->content_type = g_strdup (soup_message_headers_get_list (headers, "Content-Type"));
  request->if_match = g_strdup (soup_message_headers_get_list (headers, "If-Match"));
  request->if_none_match = g_strdup (soup_message_headers_get_list (headers, "If-None-Match"));
  request->not_after = g_strdup (soup_message_headers_get_one (headers, GALLEY_HEADER_NOT_AFTER));
  request->accept_language = g_strdup (soup_message_headers_get_list (headers, "Accept-Language"));
  request->takes_gzip = takes_gzip (headers);
  request->is_forwarded = soup_message_headers_get_one (headers, "X-Forwarded-For") != NULL
                          || soup_message_headers_get_one (headers, "Forwarded") != NULL;
  galley_request_set_authorization (request, soup_message_headers_get_one (headers, "Authorization"));
  return request;
}

void
galley_http_message_cut (SoupServerMessage    *message,
                         const GalleyResponse *response)
{
  GSocket *socket = soup_server_message_get_socket (message);
  g_autoptr (GString) text = g_string_new (NULL);
  const char *body = g_bytes_get_data (response->body, NULL);

  g_string_append_printf (text,
                          "HTTP/1.1 %u Refused\r\nConnection: close\r\nCache-Control: no-store\r\n%s"
                          "Content-Type: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n",
                          response->status, response->status == 401 ? "WWW-Authenticate: Bearer\r\n" : "",
                          response->content_type, g_bytes_get_size (response->body));
  g_string_append_len (text, body, (gssize) g_bytes_get_size (response->body));
  /* As much as goes out at once: nobody waits for who speaks like this. SoupServer then reads an end and lets go. */
  g_socket_send_with_blocking (socket, text->str, text->len, FALSE, NULL, NULL);
  g_socket_shutdown (socket, TRUE, TRUE, NULL);
}

static void
set_number (SoupMessageHeaders *headers,
            const char         *name,
            guint               number)
{
  g_autofree char *text = g_strdup_printf ("%u", number);

  soup_message_headers_replace (headers, name, text);
}

void
galley_http_message_write (SoupServerMessage    *message,
                           const GalleyResponse *response,
                           gboolean              is_page)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, response->status, NULL);
  soup_message_headers_replace (headers, "Cache-Control", is_page ? "no-cache" : "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  if (is_page)
    soup_message_headers_replace (headers, "Content-Security-Policy", GALLEY_PAGE_POLICY);
  if (response->etag != NULL)
    soup_message_headers_replace (headers, "ETag", response->etag);
  if (response->encoding != NULL)
    soup_message_headers_replace (headers, "Content-Encoding", response->encoding);
  if (response->varies)
    soup_message_headers_replace (headers, "Vary", "Accept-Encoding");
  if (response->location != NULL)
    soup_message_headers_replace (headers, "Location", response->location);
  if (response->next != NULL)
    {
      g_autofree char *link = g_strdup_printf ("<%s>; rel=\"next\"", response->next);

      soup_message_headers_replace (headers, "Link", link);
    }
  if (response->allow != NULL)
    soup_message_headers_replace (headers, "Allow", response->allow);
  if (response->retry_after > 0)
    set_number (headers, "Retry-After", response->retry_after);
  if (response->status == 401)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer");
  if (response->content_type != NULL)
    soup_message_headers_replace (headers, "Content-Type", response->content_type);
  if (response->body != NULL)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), response->body);
}

void
galley_http_message_hold (SoupServerMessage *message,
                          gboolean           is_held)
{
  GSocket *socket = soup_server_message_get_socket (message);

  /* Where it cannot be had it is slower, and that is all. */
  if (socket != NULL && g_socket_get_family (socket) != G_SOCKET_FAMILY_UNIX)
    g_socket_set_option (socket, IPPROTO_TCP, TCP_CORK, is_held, NULL);
}
