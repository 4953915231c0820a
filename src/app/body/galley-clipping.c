/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-clipping.h"

#include "core/base/galley-task.h"
#include "core/base/galley-text.h"
#include "core/wire/galley-body.h"

#include <string.h>

/* For programs that would otherwise guess how the fragment is encoded. */
#define HTML_HEAD "<meta http-equiv=\"content-type\" content=\"text/html; charset=utf-8\">"

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
  g_autofree char *elements = NULL;

  if (is_piece (blocks))
    {
      galley_body_append_inline (html, g_ptr_array_index (blocks, 0));
      return g_string_free_to_bytes (html);
    }
  elements = galley_handover_write_html (blocks);
  g_string_append (html, elements);
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
  galley_task_run_in_thread (task, parse_on_worker);
}

GalleyIntakeFragment *
galley_clipping_parse_finish (GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (G_IS_TASK (result), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
