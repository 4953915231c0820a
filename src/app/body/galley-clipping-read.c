/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What another program, or Galley itself, has on the clipboard: the best form of it, read within bounds. */
#include "app/body/galley-clipping-private.h"
#include "app/body/galley-clipping.h"

#include "core/base/galley-text.h"
#include "core/model/galley-picture-form.h"
#include "core/wire/galley-body.h"

#define CHUNK (64 * 1024)
#define MAX_ADDRESS_BYTES (8 * 1024)
/* Right after another program has copied, what it offers is asked for and not known: so long it is waited for. */
#define LISTENING_MS 1000
/* A large text may have to be made first; who says nothing for longer hangs. */
#define ANSWERING_MS (30 * 1000)

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
  /* As it was copied, before what the other program would have to make of it. */
  { GALLEY_CLIPPING_PICTURE, { "image/png", "image/jpeg", "image/bmp" } },
};

/* A reading under way. When it is over, in whatever way, the clipboard may still owe it something: that is dropped. */
typedef struct
{
  /* owned */
  GalleyClipping *clipping;
  GInputStream *stream;
  GByteArray *data;
  GSource *cancelled; /* NULL when it is over, or cannot be cancelled */

  guint offer; /* index in offers */
  GalleyClippingWish wish;
  gboolean is_source; /* it is the address that is read */
  gboolean is_over;
  const char *asked; /* the type that the clipboard's owner was asked for and has not answered yet, or NULL */
  gint64 asked_at;
  gboolean is_foreign; /* it is another program that was asked */
  gboolean is_in_vain; /* who was asked has the clipboard no more */
  gulong changed_handler;
  guint timeout;
} Reading;

static void
reading_free (Reading *reading)
{
  galley_clipping_free (reading->clipping);
  g_clear_object (&reading->stream);
  g_byte_array_unref (reading->data);
  g_free (reading);
}

static GdkClipboard *
get_clipboard (GTask *task)
{
  return g_task_get_source_object (task);
}

/* --- the end ----------------------------------------------------------------------------------------------------- */

/* Gives back what was read; takes @error, where it came to nothing. */
static void
end (GTask  *task,
     GError *error)
{
  Reading *reading = g_task_get_task_data (task);

  if (reading->is_over)
    {
      g_clear_error (&error);
      return;
    }
  reading->is_over = TRUE;
  g_clear_signal_handler (&reading->changed_handler, get_clipboard (task));
  g_clear_handle_id (&reading->timeout, g_source_remove);
  if (reading->cancelled != NULL)
    g_source_destroy (reading->cancelled);
  g_clear_pointer (&reading->cancelled, g_source_unref);
  if (reading->asked != NULL)
    galley_clipping_stop_asking (get_clipboard (task), reading->asked);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&reading->clipping), (GDestroyNotify) galley_clipping_free);
  g_object_unref (task);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      data)
{
  end (data, g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled"));
  return G_SOURCE_REMOVE;
}

static void
end_without_answer (GTask *task)
{
  end (task, g_error_new_literal (GALLEY_ERROR, GALLEY_ERROR_OFFLINE, "who has the clipboard does not answer"));
}

static void
end_without_text (GTask *task)
{
  end (task, g_error_new_literal (GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, "no text on the clipboard"));
}

static gboolean
unanswered_cb (gpointer data)
{
  Reading *reading = g_task_get_task_data (data);

  reading->timeout = 0;
  end_without_answer (data);
  return G_SOURCE_REMOVE;
}

static void
set_timeout (GTask      *task,
             guint       milliseconds,
             GSourceFunc callback)
{
  Reading *reading = g_task_get_task_data (task);

  g_clear_handle_id (&reading->timeout, g_source_remove);
  reading->timeout = g_timeout_add (milliseconds, callback, task);
}

/* --- one form ---------------------------------------------------------------------------------------------------- */

static void ask (GTask *task);
static void listen (GTask *task);

/* The first of @types that is offered, or NULL. */
static const char *
choose_type (GdkContentFormats *formats,
             const char *const *types)
{
  for (guint i = 0; types[i] != NULL; i++)
    if (gdk_content_formats_contain_mime_type (formats, types[i]))
      return types[i];
  return NULL;
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

static gsize
get_limit (const Reading *reading)
{
  if (reading->is_source)
    return MAX_ADDRESS_BYTES;
  return offers[reading->offer].kind == GALLEY_CLIPPING_PICTURE ? GALLEY_PICTURE_MAX_BYTES : GALLEY_INTAKE_HTML_MAX_BYTES;
}

static void
finish_stream (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  g_clear_object (&reading->stream);
  if (reading->is_source)
    {
      reading->clipping->source_uri = read_address (reading->data);
      reading->is_source = FALSE;
      ask (task);
      return;
    }
  reading->clipping->bytes = g_bytes_new (reading->data->data, reading->data->len);
  end (task, NULL);
}

static void read_stream (GTask *task);

static void
chunk_read_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      data)
{
  g_autoptr (GTask) task = data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) chunk = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  gsize limit = get_limit (reading);

  if (reading->is_over)
    return;
  if (chunk == NULL)
    {
      end (task, g_steal_pointer (&error));
      return;
    }
  if (g_bytes_get_size (chunk) == 0)
    {
      finish_stream (task);
      return;
    }
  g_byte_array_append (reading->data, g_bytes_get_data (chunk, NULL), g_bytes_get_size (chunk));
  if (reading->data->len > limit)
    end (task, g_error_new (GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE, "more than %" G_GSIZE_FORMAT " bytes on the clipboard",
                            limit));
  else
    read_stream (task);
}

static void
read_stream (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);

  set_timeout (task, ANSWERING_MS, unanswered_cb);
  g_input_stream_read_bytes_async (reading->stream, CHUNK, G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                   chunk_read_cb, g_object_ref (task));
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GTask) task = data;
  Reading *reading = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (GInputStream) stream = gdk_clipboard_read_finish (GDK_CLIPBOARD (source), result, NULL, &error);

  reading->asked = NULL;
  if (reading->is_over)
    return;
  if (reading->is_in_vain)
    {
      reading->is_in_vain = FALSE;
      listen (task);
      return;
    }
  if (stream == NULL)
    {
      end (task, g_steal_pointer (&error));
      return;
    }
  g_set_object (&reading->stream, stream);
  read_stream (task);
}

/* Asks for the form that it is about now: one type and no other, so that it is known what is waited for. */
static void
ask (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  const char *const *types = reading->is_source ? source_types : offers[reading->offer].types;
  const char *wanted[2] = { choose_type (gdk_clipboard_get_formats (get_clipboard (task)), types), NULL };

  if (wanted[0] == NULL)
    {
      listen (task);
      return;
    }
  g_byte_array_set_size (reading->data, 0);
  reading->asked = wanted[0];
  reading->asked_at = g_get_monotonic_time ();
  reading->is_foreign = !gdk_clipboard_is_local (get_clipboard (task));
  set_timeout (task, ANSWERING_MS, unanswered_cb);
  gdk_clipboard_read_async (get_clipboard (task), wanted, G_PRIORITY_DEFAULT, g_task_get_cancellable (task), answered_cb,
                            g_object_ref (task));
}

/* --- which form -------------------------------------------------------------------------------------------------- */

static gboolean
is_wished (const Reading      *reading,
           GalleyClippingKind  kind)
{
  switch (reading->wish)
    {
    case GALLEY_CLIPPING_WISH_TEXT:
      return kind == GALLEY_CLIPPING_TEXT;
    case GALLEY_CLIPPING_WISH_PICTURE:
      return kind == GALLEY_CLIPPING_PICTURE;
    case GALLEY_CLIPPING_WISH_BEST:
    default:
      return TRUE;
    }
}

/* Chooses the best of what is offered and begins with it. */
static void
choose (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  GdkContentFormats *formats = gdk_clipboard_get_formats (get_clipboard (task));
  guint offer = 0;

  while (offer < G_N_ELEMENTS (offers)
         && (!is_wished (reading, offers[offer].kind) || choose_type (formats, offers[offer].types) == NULL))
    offer++;
  if (offer == G_N_ELEMENTS (offers))
    {
      end_without_text (task);
      return;
    }
  g_clear_pointer (&reading->clipping->source_uri, g_free);
  reading->clipping->kind = offers[offer].kind;
  reading->offer = offer;
  reading->is_source = offers[offer].kind != GALLEY_CLIPPING_OWN && offers[offer].kind != GALLEY_CLIPPING_PICTURE
                       && choose_type (formats, source_types) != NULL;
  ask (task);
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

static gboolean
listened_cb (gpointer data)
{
  Reading *reading = g_task_get_task_data (data);

  reading->timeout = 0;
  choose (data);
  return G_SOURCE_REMOVE;
}

/* Waits until it is known what is offered. */
static void
listen (GTask *task)
{
  if (is_empty (gdk_clipboard_get_formats (get_clipboard (task))))
    set_timeout (task, LISTENING_MS, listened_cb);
  else
    choose (task);
}

/* The clipboard has passed to somebody else while its owner was asked, and who that was may have ended: then nobody
 * answers. A program that keeps what others copy takes it over a moment later, and is asked the same. After a while it is
 * another text, and so is what is copied here: nobody asked for that. */
static void
follow (GTask   *task,
        gboolean is_ours)
{
  Reading *reading = g_task_get_task_data (task);

  if (is_ours || g_get_monotonic_time () - reading->asked_at > LISTENING_MS * G_TIME_SPAN_MILLISECOND)
    {
      end_without_answer (task);
      return;
    }
  reading->is_in_vain = TRUE;
  galley_clipping_stop_asking (get_clipboard (task), reading->asked);
}

/* Another program's clipboard has no form at first. */
static void
changed_cb (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  gboolean is_ours = gdk_clipboard_is_local (get_clipboard (task));
  gboolean is_unknown = is_empty (gdk_clipboard_get_formats (get_clipboard (task)));

  if (reading->asked != NULL)
    {
      if (reading->is_foreign && !reading->is_in_vain && (is_ours || is_unknown))
        follow (task, is_ours);
    }
  else if (reading->stream == NULL && is_ours)
    end_without_text (task);
  else if (reading->stream == NULL && !is_unknown)
    choose (task);
}

gboolean
galley_clipping_is_rich (GdkClipboard *clipboard)
{
  GdkContentFormats *formats;

  g_return_val_if_fail (GDK_IS_CLIPBOARD (clipboard), FALSE);

  formats = gdk_clipboard_get_formats (clipboard);
  for (guint offer = 0; offer < G_N_ELEMENTS (offers); offer++)
    if (offers[offer].kind < GALLEY_CLIPPING_TEXT && choose_type (formats, offers[offer].types) != NULL)
      return TRUE;
  return FALSE;
}

gboolean
galley_clipping_has_picture (GdkClipboard *clipboard)
{
  g_return_val_if_fail (GDK_IS_CLIPBOARD (clipboard), FALSE);

  return choose_type (gdk_clipboard_get_formats (clipboard), offers[G_N_ELEMENTS (offers) - 1].types) != NULL;
}

gboolean
galley_clipping_is_offered (GdkClipboard *clipboard)
{
  GdkContentFormats *formats;

  g_return_val_if_fail (GDK_IS_CLIPBOARD (clipboard), FALSE);

  formats = gdk_clipboard_get_formats (clipboard);
  for (guint offer = 0; offer < G_N_ELEMENTS (offers); offer++)
    if (choose_type (formats, offers[offer].types) != NULL)
      return TRUE;
  return FALSE;
}

void
galley_clipping_read_async (GdkClipboard       *clipboard,
                            GalleyClippingWish  wish,
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
  reading->wish = wish;
  reading->data = g_byte_array_new ();
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  reading->changed_handler = g_signal_connect_swapped (clipboard, "changed", G_CALLBACK (changed_cb), task);
  if (cancellable != NULL)
    {
      reading->cancelled = g_cancellable_source_new (cancellable);
      g_source_set_callback (reading->cancelled, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (reading->cancelled, NULL);
    }
  listen (task);
}

GalleyClipping *
galley_clipping_read_finish (GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
