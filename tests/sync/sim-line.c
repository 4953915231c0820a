/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sim.h"

#include "core/base/galley-json.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-server-private.h"

#include <string.h>

#define MOST_SENT 20

static GalleyRequest *
make_request (const GalleyPortalRequest *asked,
              const char                *token)
{
  GalleyRequest *request = galley_request_new (asked->method, asked->path, asked->body);

  request->token = g_strdup (token);
  request->content_type = g_strdup (asked->content_type);
  request->if_match = g_strdup (asked->if_match);
  request->if_none_match = g_strdup (asked->if_none_match);
  request->not_after = g_strdup (asked->not_after);
  return request;
}

/* A request is used up by its answer, and who sends it lends it his words. */
static GalleyRequest *
copy_request (const GalleyRequest *request)
{
  g_autofree char *target =
    request->query != NULL ? g_strconcat (request->path, "?", request->query, NULL) : g_strdup (request->path);
  gsize length = 0;
  const void *bytes = request->body != NULL ? g_bytes_get_data (request->body, &length) : NULL;
  g_autoptr (GBytes) body = request->body != NULL ? g_bytes_new (bytes, length) : NULL;
  GalleyRequest *copy = galley_request_new (request->method, target, body);

  copy->token = g_strdup (request->token);
  copy->content_type = g_strdup (request->content_type);
  copy->if_match = g_strdup (request->if_match);
  copy->if_none_match = g_strdup (request->if_none_match);
  copy->not_after = g_strdup (request->not_after);
  return copy;
}

/* As if its token held for ever: what comes late is not to be refused for that alone. */
static GalleyRequest *
copy_as_taken (Sim                 *self,
               const GalleyRequest *request)
{
  GalleyRequest *copy = copy_request (request);

  g_free (copy->token);
  copy->token = g_strdup (self->token);
  return copy;
}

static gboolean
is_write (const GalleyRequest *request)
{
  return strcmp (request->method, "PUT") == 0 || strcmp (request->method, "DELETE") == 0;
}

static GalleyResponse *
deliver (Sim                 *self,
         const GalleyRequest *request)
{
  g_autoptr (GalleyRequest) copy = copy_request (request);
  GalleyResponse *response = galley_server_handle (self->server, copy);

  galley_response_load_file (response, request->if_none_match);
  self->n_calls++;
  if (strcmp (request->method, "GET") != 0)
    sim_note_served (self);
  if (is_write (request) && response->status < 300)
    g_ptr_array_add (self->taken, copy_as_taken (self, request));
  return response;
}

static void
remember (Sim                 *self,
          const GalleyRequest *request)
{
  if (!is_write (request))
    return;
  if (self->sent->len == MOST_SENT)
    g_ptr_array_remove_index (self->sent, sim_choose (self, MOST_SENT));
  g_ptr_array_add (self->sent, copy_as_taken (self, request));
}

static void
deliver_late (Sim *self)
{
  g_autoptr (GalleyResponse) response = NULL;
  const GalleyRequest *request;

  if (self->sent->len == 0)
    return;
  request = self->sent->pdata[sim_choose (self, self->sent->len)];
  response = deliver (self, request);
  sim_note (self, "  late: %s %s -> %u", request->method, request->path, response->status);
}

void
sim_line_replay (Sim *self)
{
  for (guint i = 0, n_taken = self->taken->len; i < n_taken; i++)
    galley_response_free (deliver (self, self->taken->pdata[i]));
}

static gboolean
no_answer (Sim        *self,
           const char *words,
           GError    **error)
{
  sim_note (self, "  %s", words);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, words);
  return FALSE;
}

static void
refuse (Sim                *self,
        GalleyPortalAnswer *answer,
        gint64             *retry_after)
{
  static const guint statuses[] = { 429, 500, 503 };

  answer->status = statuses[sim_choose (self, G_N_ELEMENTS (statuses))];
  answer->type = g_strdup ("text/html");
  answer->etag = g_strdup ("");
  answer->body = g_bytes_new_static ("", 0);
  *retry_after = answer->status == 429 ? 5 * G_USEC_PER_SEC : 0;
  sim_note (self, "  refused: %u", answer->status);
}

/* As a server's Date has it. */
static gint64
get_time (Sim *self)
{
  gint64 now = galley_clock_get_real_time (self->clock);

  return now - now % G_USEC_PER_SEC;
}

static void
fill_in (GalleyPortalAnswer   *answer,
         const GalleyResponse *response,
         gint64                time,
         gint64               *retry_after)
{
  answer->status = response->status;
  answer->type = g_strdup (response->content_type != NULL ? response->content_type : "");
  answer->etag = g_strdup (response->etag != NULL ? response->etag : "");
  answer->time = time;
  answer->next = g_strdup (response->next);
  answer->body = response->body != NULL ? g_bytes_ref (response->body) : g_bytes_new_static ("", 0);
  *retry_after = response->retry_after * (gint64) G_USEC_PER_SEC;
}

static void
cut_short (Sim                *self,
           GalleyPortalAnswer *answer)
{
  GBytes *whole = answer->body;
  gsize length = g_bytes_get_size (whole);

  answer->body = g_bytes_new_from_bytes (whole, 0, length > 0 ? sim_choose (self, (guint) length) : 0);
  g_bytes_unref (whole);
}

static void
cross (SimDesk *desk)
{
  Sim *self = desk->sim;

  self->is_crossed = TRUE;
  sim_desk_sync (&self->desks[(desk->number + 1 + sim_choose (self, self->n_desks - 1)) % self->n_desks]);
  self->is_crossed = FALSE;
}

/* What is signed is what was acknowledged: an order goes out for the text that the server is known to have, and for none
 * that is still argued about. That a server would refuse it is another matter. */
static void
look_at_order (SimDesk                   *desk,
               const GalleyPortalRequest *asked)
{
  g_auto (GStrv) parts = NULL;
  g_autoptr (JsonObject) order = NULL;
  const char *action;

  if (strcmp (asked->method, "PUT") != 0 || strstr (asked->path, "/actions/") == NULL)
    return;
  parts = g_strsplit (asked->path + strlen (GALLEY_API_ARTICLES "/"), "/", 2);
  order = galley_json_parse_object (g_bytes_get_data (asked->body, NULL), g_bytes_get_size (asked->body),
                                    g_bytes_get_size (asked->body), NULL);
  action = galley_json_get_string (order, "action");
  if (strcmp (action, galley_action_get_name (GALLEY_ACTION_WITHDRAW)) != 0
      && !sim_desk_has_acknowledged (desk, parts[0], galley_json_get_string (order, "content_hash")))
    sim_fail (desk->sim, "desk %u sends an order (%s) for a text of %s that was not acknowledged", desk->number, action,
              parts[0]);
}

gboolean
sim_line_carry (gpointer                   data,
                const GalleyPortalRequest *asked,
                const char                *token,
                GalleyPortalAnswer        *answer,
                gint64                    *retry_after,
                GError                   **error)
{
  SimDesk *desk = data;
  Sim *self = desk->sim;
  g_autoptr (GalleyRequest) request = make_request (asked, token);
  g_autoptr (GalleyResponse) response = NULL;

  look_at_order (desk, asked);
  if (self->is_server_down || desk->is_cut_off || sim_happens (self, self->line.lost))
    return no_answer (self, "lost", error);
  if (sim_happens (self, self->line.typed))
    {
      sim_desk_drain (desk);
      sim_desk_type (desk);
    }
  if (!self->is_crossed && sim_happens (self, self->line.crossed))
    cross (desk);
  if (sim_happens (self, self->line.late))
    deliver_late (self);
  if (sim_happens (self, self->line.refused))
    {
      refuse (self, answer, retry_after);
      return TRUE;
    }
  if (sim_happens (self, self->line.expired))
    sim_desk_expire (desk);
  remember (self, request);
  if (sim_happens (self, self->line.repeated))
    galley_response_free (deliver (self, request));
  response = deliver (self, request);
  sim_note (self, "  %s %s -> %u", request->method, request->path, response->status);
  if (sim_happens (self, self->line.unanswered))
    return no_answer (self, "unanswered", error);
  fill_in (answer, response, get_time (self), retry_after);
  if (sim_happens (self, self->line.cut))
    {
      cut_short (self, answer);
      sim_note (self, "  cut to %" G_GSIZE_FORMAT, g_bytes_get_size (answer->body));
    }
  return TRUE;
}
