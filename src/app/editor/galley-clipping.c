/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-clipping.h"

#include "core/base/galley-text.h"
#include "core/wire/galley-body.h"

#include <string.h>

/* For programs that would otherwise guess how the fragment is encoded. */
#define HTML_HEAD "<meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\">"
#define CHUNK (64 * 1024)
#define MAX_ADDRESS_BYTES (8 * 1024)
/* Right after another program has copied, what it offers is asked for and not known: so long it is waited for. */
#define LISTENING_MS 1000

/* What browsers tell of the page, each in its own way: UTF-8, and UTF-16. */
static const char *const source_types[] = { "chromium/x-source-url", "text/x-moz-url-priv", NULL };

static const struct
{
  GalleyClippingKind kind;
  const char *types[4];
} offers[] = {
  { GALLEY_CLIPPING_OWN, { GALLEY_BODY_MIME_TYPE } },
  { GALLEY_CLIPPING_HTML, { "text/html", "text/html;charset=utf-8" } },
  { GALLEY_CLIPPING_TEXT, { "text/plain;charset=utf-8", "text/plain", "UTF8_STRING" } },
};

void
galley_clipping_free (GalleyClipping *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_free (self->source_uri);
  g_free (self);
}

/* --- out --------------------------------------------------------------------------------------------------------- */

/* A piece of one paragraph, or of one item, brings neither along. */
static gboolean
is_piece (GPtrArray *blocks)
{
  GalleyBlock *first = blocks->len == 1 ? g_ptr_array_index (blocks, 0) : NULL;

  return first != NULL && (galley_block_get_kind (first) == GALLEY_BLOCK_PARAGRAPH || galley_block_is_item (first));
}

static GBytes *
write_html (GPtrArray *blocks)
{
  GString *html = g_string_new (HTML_HEAD);

  if (is_piece (blocks))
    {
      galley_body_append_inline (html, g_ptr_array_index (blocks, 0));
      return g_string_free_to_bytes (html);
    }
  for (guint i = 0; i < blocks->len;)
    {
      if (i > 0)
        g_string_append_c (html, '\n');
      i = galley_body_append_element (html, blocks, i);
    }
  return g_string_free_to_bytes (html);
}

static char *
write_text (GPtrArray *blocks)
{
  g_autoptr (GString) text = NULL;

  if (!is_piece (blocks))
    return galley_handover_write_plain (blocks);
  text = g_string_new (galley_block_get_text (g_ptr_array_index (blocks, 0)));
  g_string_replace (text, GALLEY_LINE_SEPARATOR, "\n", 0);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

GdkContentProvider *
galley_clipping_new_content (GPtrArray *blocks)
{
  char *body;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) own = NULL;
  g_autoptr (GBytes) html = NULL;
  GdkContentProvider *forms[3];

  g_return_val_if_fail (blocks != NULL, NULL);

  body = galley_body_write (blocks);
  own = g_bytes_new_take (body, strlen (body));
  html = write_html (blocks);
  text = write_text (blocks);
  forms[0] = gdk_content_provider_new_for_bytes (GALLEY_BODY_MIME_TYPE, own);
  forms[1] = gdk_content_provider_new_for_bytes ("text/html", html);
  forms[2] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  return gdk_content_provider_new_union (forms, G_N_ELEMENTS (forms));
}

GdkContentProvider *
galley_clipping_new_part (GalleyRevision *revision,
                          GalleyPart      part,
                          gboolean        is_indented)
{
  g_autofree char *text = NULL;
  g_autofree char *html = NULL;
  g_autofree char *fragment = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GdkContentProvider *forms[2];

  g_return_val_if_fail (revision != NULL, NULL);

  text = galley_handover_dup_text (revision, part);
  html = galley_handover_dup_html (revision, part, is_indented);
  if (html == NULL)
    return gdk_content_provider_new_typed (G_TYPE_STRING, text);
  fragment = g_strconcat (HTML_HEAD, html, NULL);
  bytes = g_bytes_new (fragment, strlen (fragment));
  forms[0] = gdk_content_provider_new_for_bytes ("text/html", bytes);
  forms[1] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  return gdk_content_provider_new_union (forms, G_N_ELEMENTS (forms));
}

/* --- in ---------------------------------------------------------------------------------------------------------- */

/* A reading under way. */
typedef struct
{
  GalleyClipping *clipping;
  guint offer; /* index in offers */
  gboolean is_plain;
  gulong changed_handler; /* both while it is not known yet what is offered */
  guint timeout;
  gboolean is_source; /* it is the address that is read */
  GInputStream *stream;
  GByteArray *data;
} Reading;

static void
reading_free (Reading *reading)
{
  galley_clipping_free (reading->clipping);
  g_clear_object (&reading->stream);
  g_byte_array_unref (reading->data);
  g_free (reading);
}

static void read_stream (GTask *task);

static const char *const *
get_types (Reading *reading)
{
  return reading->is_source ? source_types : offers[reading->offer].types;
}

static gboolean
is_offered (GdkContentFormats *formats,
            const char *const *types)
{
  for (guint i = 0; types[i] != NULL; i++)
    if (gdk_content_formats_contain_mime_type (formats, types[i]))
      return TRUE;
  return FALSE;
}

/* An address in UTF-8 or UTF-16, NULL where it is none of a page. */
static char *
read_address (GByteArray *data)
{
  gboolean is_wide = data->len >= 2 && data->data[1] == '\0';
  g_autofree char *address = is_wide ? g_convert ((const char *) data->data, data->len & ~1u, "UTF-8", "UTF-16LE", NULL,
                                                  NULL, NULL)
                                     : g_strndup ((const char *) data->data, data->len);

  if (address == NULL || !g_utf8_validate (address, -1, NULL))
    return NULL;
  g_strstrip (address);
  if (!galley_link_target_is_safe (address) || !g_str_has_prefix (address, "http"))
    return NULL;
  return g_steal_pointer (&address);
}

static void
stream_read_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      data)
{
  g_autoptr (GTask) task = data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  g_clear_object (&reading->stream);
  reading->stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);
  if (reading->stream == NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    read_stream (g_steal_pointer (&task));
}

/* Begins with what @reading is about now. Takes @task. */
static void
open_stream (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  g_byte_array_set_size (reading->data, 0);
  gdk_clipboard_read_async (g_task_get_source_object (task), (const char **) get_types (reading), G_PRIORITY_DEFAULT,
                            g_task_get_cancellable (task), stream_read_cb, task);
}

static void
finish_stream (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  if (reading->is_source)
    {
      reading->clipping->source_uri = read_address (reading->data);
      reading->is_source = FALSE;
      open_stream (task);
      return;
    }
  reading->clipping->bytes = g_bytes_new (reading->data->data, reading->data->len);
  g_task_return_pointer (task, g_steal_pointer (&reading->clipping), (GDestroyNotify) galley_clipping_free);
  g_object_unref (task);
}

static void
chunk_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  GTask *task = data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize limit = reading->is_source ? MAX_ADDRESS_BYTES : GALLEY_INTAKE_HTML_MAX_BYTES;

  if (chunk == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }
  if (g_bytes_get_size (chunk) == 0)
    {
      finish_stream (task);
      return;
    }
  g_byte_array_append (reading->data, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
  if (reading->data->len > limit)
    {
      g_task_return_new_error (task, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE,
                               "more than %" G_GSIZE_FORMAT " bytes on the clipboard", limit);
      g_object_unref (task);
      return;
    }
  read_stream (task);
}

/* Takes @task. */
static void
read_stream (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (reading->stream, CHUNK, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                   chunk_read_cb, task);
}

gboolean
galley_clipping_is_rich (GdkClipboard *clipboard)
{
  GdkContentFormats *formats;

  g_return_val_if_fail (GDK_IS_CLIPBOARD (clipboard), FALSE);

  formats = gdk_clipboard_get_formats (clipboard);
  for (guint offer = 0; offer < G_N_ELEMENTS (offers); offer++)
    if (offers[offer].kind != GALLEY_CLIPPING_TEXT && is_offered (formats, offers[offer].types))
      return TRUE;
  return FALSE;
}

/* Chooses the best of what is offered and begins with it. Takes @task. */
static void
choose (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  GdkContentFormats *formats = gdk_clipboard_get_formats (g_task_get_source_object (task));
  guint offer = 0;

  while (offer < G_N_ELEMENTS (offers) && ((reading->is_plain && offers[offer].kind != GALLEY_CLIPPING_TEXT) ||
                                           !is_offered (formats, offers[offer].types)))
    offer++;
  if (offer == G_N_ELEMENTS (offers))
    {
      g_task_return_new_error (task, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, "no text on the clipboard");
      g_object_unref (task);
      return;
    }
  reading->clipping->kind = offers[offer].kind;
  reading->offer = offer;
  reading->is_source = offers[offer].kind != GALLEY_CLIPPING_OWN && is_offered (formats, source_types);
  open_stream (task);
}

static void
stop_waiting (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  g_clear_signal_handler (&reading->changed_handler, g_task_get_source_object (task));
  g_clear_handle_id (&reading->timeout, g_source_remove);
}

static gboolean
is_empty (GdkContentFormats *formats)
{
  gsize n_mime_types = 0;
  gsize n_types = 0;

  gdk_content_formats_get_mime_types (formats, &n_mime_types);
  gdk_content_formats_get_gtypes (formats, &n_types);
  return n_mime_types + n_types == 0;
}

/* The one before has gone; the one that comes has not said yet what it has. */
static void
changed_cb (GTask *task)
{
  if (is_empty (gdk_clipboard_get_formats (g_task_get_source_object (task))))
    return;
  stop_waiting (task);
  choose (task);
}

static gboolean
waited_cb (gpointer data)
{
  Reading *reading = g_task_get_task_data (data);

  reading->timeout = 0;
  stop_waiting (data);
  choose (data);
  return G_SOURCE_REMOVE;
}

void
galley_clipping_read_async (GdkClipboard       *clipboard,
                            gboolean            is_plain,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            data)
{
  GTask *task;
  Reading *reading;

  g_return_if_fail (GDK_IS_CLIPBOARD (clipboard));

  task = g_task_new (clipboard, cancellable, callback, data);
  reading = g_new0 (Reading, 1);
  reading->clipping = g_new0 (GalleyClipping, 1);
  reading->is_plain = is_plain;
  reading->data = g_byte_array_new ();
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  if (!is_empty (gdk_clipboard_get_formats (clipboard)))
    {
      choose (task);
      return;
    }
  reading->changed_handler = g_signal_connect_swapped (clipboard, "changed", G_CALLBACK (changed_cb), task);
  reading->timeout = g_timeout_add (LISTENING_MS, waited_cb, task);
}

GalleyClipping *
galley_clipping_read_finish (GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* --- on a worker ------------------------------------------------------------------------------------------------- */

typedef struct
{
  GalleyClipping *clipping;
  GalleyIntakeProgress *progress; /* borrowed */
} ParseInput;

static void
parse_input_free (ParseInput *input)
{
  galley_clipping_free (input->clipping);
  g_free (input);
}

/* What Galley wrote itself, byte for byte; anything that is not is no body of ours. */
static GalleyIntakeFragment *
read_own (GBytes  *bytes,
          GError **error)
{
  g_autoptr (GalleyIntakeFragment) fragment = g_new0 (GalleyIntakeFragment, 1);
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);

  fragment->blocks = galley_body_read (text != NULL ? text : "", size, error);
  return fragment->blocks != NULL ? g_steal_pointer (&fragment) : NULL;
}

static void
parse_on_worker (GTask        *task,
                 gpointer      source,
                 gpointer      data,
                 GCancellable *cancellable)
{
  ParseInput *input = data;
  GalleyClipping *clipping = input->clipping;
  GalleyIntakeFragment *fragment = NULL;
  GError *error = NULL;

  if (clipping->kind == GALLEY_CLIPPING_OWN)
    fragment = read_own (clipping->bytes, &error);
  else if (clipping->kind == GALLEY_CLIPPING_HTML)
    fragment = galley_intake_read_html (clipping->bytes, clipping->source_uri, input->progress, cancellable, &error);
  else
    fragment = galley_intake_read_plain (clipping->bytes, cancellable, &error);
  if (fragment == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (fragment->source_uri == NULL)
    fragment->source_uri = g_strdup (clipping->source_uri);
  g_task_return_pointer (task, fragment, (GDestroyNotify) galley_intake_fragment_free);
}

void
galley_clipping_parse_async (GalleyClipping       *clipping,
                             GalleyIntakeProgress *progress,
                             GCancellable         *cancellable,
                             GAsyncReadyCallback   callback,
                             gpointer              data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, data);
  ParseInput *input = g_new0 (ParseInput, 1);

  input->clipping = clipping;
  input->progress = progress;
  g_task_set_task_data (task, input, (GDestroyNotify) parse_input_free);
  g_task_run_in_thread (task, parse_on_worker);
}

GalleyIntakeFragment *
galley_clipping_parse_finish (GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
