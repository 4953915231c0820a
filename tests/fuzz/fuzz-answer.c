/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a portal, or who stands in its place, answers: "CALL STATUS TYPE" in the first line, the ETag in the second
 * ("-": none), then the body, which answers every request of the call. It is read or refused with an error of ours, and what
 * was read is whole. */
#include "core/base/galley-error.h"
#include "core/sync/galley-portal-transport.h"
#include "core/wire/galley-wire.h"
#include "fuzz.h"

#include <stdlib.h>
#include <string.h>

#define ID "019ab000-0000-7000-8000-000000000001"
#define N_PARCELS 5

typedef struct
{
  guint status;
  const char *type;
  const char *etag;
  GBytes *body;
} Answer;

static gboolean
carry (gpointer                   data,
       const GalleyPortalRequest *request,
       const char                *token,
       GalleyPortalAnswer        *answer,
       gint64                    *retry_after,
       GError                   **error)
{
  const Answer *given = data;

  if (given->status == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "nobody answers");
      return FALSE;
    }
  answer->status = given->status;
  answer->type = g_strdup (given->type);
  answer->etag = g_strdup (given->etag);
  answer->body = g_bytes_ref (given->body);
  *retry_after = 0;
  return TRUE;
}

static void
check_error (const GError *error)
{
  g_assert (error != NULL);
  g_assert (error->domain == GALLEY_ERROR || error->domain == G_IO_ERROR);
  g_assert (error->message != NULL && *error->message != '\0');
}

/* Either of them, and an article that can be written. Takes @revision. */
static void
check_article (GalleyRevision *revision,
               const GError   *error)
{
  g_autofree char *text = NULL;

  if (revision == NULL)
    {
      check_error (error);
      return;
    }
  g_assert (error == NULL);
  g_assert_cmpstr (galley_revision_get_id (revision), ==, ID);
  g_assert (*galley_revision_get_state (revision)->etag != '\0');
  text = galley_wire_write (revision);
  galley_revision_unref (revision);
  revision = galley_wire_read (text, strlen (text), NULL);
  g_assert (revision != NULL);
  galley_revision_unref (revision);
}

static void
ask_session (GalleyTransport *transport)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleySession) session = galley_transport_hello (transport, NULL, &error);

  if (session == NULL)
    check_error (error);
  else
    g_assert (session->user != NULL && session->epoch != NULL && session->json != NULL);
}

static void
ask_changes (GalleyTransport *transport)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyChanges) changes = galley_transport_changes (transport, "a", 100, 0, NULL, &error);

  if (changes == NULL)
    check_error (error);
  for (guint i = 0; changes != NULL && i < changes->changes->len; i++)
    {
      const GalleyChange *change = g_ptr_array_index (changes->changes, i);

      g_assert (change->id != NULL);
      g_assert ((change->kind == GALLEY_CHANGE_UPSERT) == (change->revision != NULL));
    }
}

static void
ask_manifest (GalleyTransport *transport)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *cursor = NULL;
  g_autoptr (GHashTable) manifest = galley_transport_manifest (transport, &cursor, NULL, &error);

  if (manifest == NULL)
    check_error (error);
  else
    g_assert (cursor != NULL);
}

static void
ask_article (GalleyTransport *transport)
{
  g_autoptr (GError) error = NULL;
  GalleyRevision *revision = galley_transport_load (transport, ID, NULL, &error);

  check_article (revision, error);
}

static void
ask_history (GalleyTransport *transport)
{
  static const char *const hashes[] = { "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "h", NULL };
  g_autoptr (GError) error = NULL;
  GalleyRevision *revision = galley_transport_find (transport, ID, hashes, "\"e-1\"", NULL, &error);

  if (revision != NULL || error != NULL)
    check_article (revision, error);
}

static void
ask_act (GalleyTransport *transport)
{
  g_autoptr (GError) error = NULL;
  GalleyRevision *revision =
    galley_transport_act (transport, ID, ID, GALLEY_ACTION_SUBMIT, "h", NULL, NULL, 1, NULL, &error);

  check_article (revision, error);
}

static void
ask_layout (GalleyTransport *transport)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *etag = NULL;
  g_autoptr (GBytes) zip = galley_transport_layout (transport, "\"e-1\"", &etag, NULL, &error);

  if (zip == NULL && error != NULL)
    check_error (error);
}

static void
save (GalleyTransport *transport,
      guint            n_parcels)
{
  g_autoptr (GPtrArray) parcels = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_parcel_free);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n_parcels; i++)
    {
      GalleyParcel *parcel = g_new0 (GalleyParcel, 1);

      parcel->id = g_strdup_printf ("019ab000-0000-7000-8000-%012u", i + 1);
      parcel->etag = g_strdup (i % 2 == 0 ? "\"e-1\"" : "");
      if (i != 2)
        {
          parcel->content = g_strdup ("{}");
          parcel->content_hash = g_strdup ("h");
        }
      g_ptr_array_add (parcels, parcel);
    }
  results = galley_transport_save (transport, parcels, NULL, &error);
  if (results == NULL)
    {
      check_error (error);
      return;
    }
  g_assert_cmpuint (results->len, ==, n_parcels);
  for (guint i = 0; i < n_parcels; i++)
    {
      const GalleyPushResult *result = g_ptr_array_index (results, i);

      if (result->error != NULL)
        check_error (result->error);
      g_assert (result->state == NULL || (result->answer == NULL && result->error == NULL));
    }
}

static void
call (GalleyTransport *transport,
      const char      *name)
{
  static const struct
  {
    const char *name;
    void (*ask) (GalleyTransport *transport);
  } calls[] = {
    { "session", ask_session }, { "changes", ask_changes }, { "manifest", ask_manifest }, { "article", ask_article },
    { "history", ask_history }, { "act", ask_act },         { "layout", ask_layout },
  };

  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    if (strcmp (name, calls[i].name) == 0)
      calls[i].ask (transport);
  if (strcmp (name, "save") == 0)
    save (transport, 1);
  if (strcmp (name, "batch") == 0)
    save (transport, N_PARCELS);
}

static char *
take_line (const char **text,
           const char  *text_end)
{
  const char *line_end = memchr (*text, '\n', (gsize) (text_end - *text));
  char *line = g_strndup (*text, (gsize) ((line_end != NULL ? line_end : text_end) - *text));

  *text = line_end != NULL ? line_end + 1 : text_end;
  return line;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  const char *rest = (const char *) data;
  const char *data_end = rest + size;
  g_autofree char *first = take_line (&rest, data_end);
  g_autofree char *etag = take_line (&rest, data_end);
  g_autoptr (GBytes) body = g_bytes_new (rest, (gsize) (data_end - rest));
  g_auto (GStrv) words = g_strsplit (first, " ", 3);
  g_autoptr (GalleyClock) clock = galley_test_clock_new (G_GINT64_CONSTANT (1795392000000000));
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (1);
  g_autoptr (GalleyTransport) transport = NULL;
  Answer answer = { .etag = strcmp (etag, "-") != 0 ? etag : "", .body = body };

  if (g_strv_length (words) < 3)
    return 0;
  answer.status = (guint) MIN (strtoul (words[1], NULL, 10), 999);
  answer.type = words[2];
  transport = galley_portal_transport_new_carried (carry, &answer, "token", clock, random);
  call (transport, words[0]);
  return 0;
}
