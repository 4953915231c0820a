/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview/galley-preview-engine.h"

#include "core/base/galley-json.h"
#include "galley-config.h"

#include <string.h>
#include <webkit/webkit.h>

#define SCHEME "galley"
#define WORLD "galley"
/* Nobody listens on the discard port of this computer; a proxy there is the end of every way out. */
#define DEAD_PROXY "http://127.0.0.1:9"
#define CONTENT_SECURITY_POLICY                                                                                        \
  "default-src 'none'; img-src 'self'; font-src 'self'; style-src 'self' 'unsafe-inline'"

struct _GalleyPreviewEngine
{
  GObject parent_instance;

  /* owned */
  WebKitWebView *view;
  WebKitUserContentManager *manager;
  GalleyLayout *layout;
  GBytes *page;
  char *path;
  GCancellable *cancellable;

  gboolean is_filtered; /* the content filter stands: loading may begin */
  gboolean wants_load;
  gboolean may_navigate; /* the one navigation that is ours */
};

G_DEFINE_FINAL_TYPE (GalleyPreviewEngine, galley_preview_engine, G_TYPE_OBJECT)

enum
{
  SIGNAL_BLOCK_CLICKED,
  SIGNAL_FIELD_CLICKED,
  SIGNAL_LOADED,
  SIGNAL_PATCHED,
  SIGNAL_DIED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* --- what the view may see --------------------------------------------------------------------------------------- */

static void
answer (WebKitURISchemeRequest *request,
        GBytes                 *bytes,
        const char             *content_type)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (WebKitURISchemeResponse) response =
      webkit_uri_scheme_response_new (stream, g_bytes_get_size (bytes));
  SoupMessageHeaders *headers = soup_message_headers_new (SOUP_MESSAGE_HEADERS_RESPONSE);

  soup_message_headers_append (headers, "Content-Security-Policy", CONTENT_SECURITY_POLICY);
  webkit_uri_scheme_response_set_http_headers (response, headers);
  webkit_uri_scheme_response_set_content_type (response, content_type);
  webkit_uri_scheme_response_set_status (response, 200, NULL);
  webkit_uri_scheme_request_finish_with_response (request, response);
}

static void
request_cb (WebKitURISchemeRequest *request,
            gpointer                data)
{
  GWeakRef *reference = data;
  g_autoptr (GalleyPreviewEngine) self = g_weak_ref_get (reference);
  const char *path = webkit_uri_scheme_request_get_path (request);
  const char *content_type = NULL;
  g_autoptr (GBytes) asset = NULL;
  g_autoptr (GError) error = NULL;

  if (self != NULL && self->page != NULL && g_strcmp0 (path, self->path) == 0)
    {
      answer (request, self->page, "text/html; charset=utf-8");
      return;
    }
  if (self != NULL && self->layout != NULL && g_str_has_prefix (path, "/assets/"))
    asset = galley_layout_dup_asset (self->layout, path + strlen ("/assets/"), &content_type);
  if (asset != NULL)
    {
      answer (request, asset, content_type);
      return;
    }
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "not part of the page");
  webkit_uri_scheme_request_finish_error (request, error);
}

static gboolean
decide_policy_cb (WebKitWebView           *view,
                  WebKitPolicyDecision    *decision,
                  WebKitPolicyDecisionType type,
                  GalleyPreviewEngine     *self)
{
  if (type == WEBKIT_POLICY_DECISION_TYPE_RESPONSE)
    return FALSE;
  if (type == WEBKIT_POLICY_DECISION_TYPE_NAVIGATION_ACTION && self->may_navigate)
    {
      self->may_navigate = FALSE;
      webkit_policy_decision_use (decision);
      return TRUE;
    }
  webkit_policy_decision_ignore (decision);
  return TRUE;
}

static gboolean
refuse_permission_cb (WebKitWebView           *view,
                      WebKitPermissionRequest *request,
                      gpointer                 data)
{
  webkit_permission_request_deny (request);
  return TRUE;
}

static gboolean
refuse_menu_cb (WebKitWebView       *view,
                WebKitContextMenu   *menu,
                WebKitHitTestResult *result,
                gpointer             data)
{
  return TRUE;
}

static void
refuse_download_cb (WebKitNetworkSession *session,
                    WebKitDownload       *download,
                    gpointer              data)
{
  webkit_download_cancel (download);
}

/* --- what it tells ----------------------------------------------------------------------------------------------- */

static void
message_cb (WebKitUserContentManager *manager,
            JSCValue                 *value,
            GalleyPreviewEngine      *self)
{
  g_autofree char *message = jsc_value_is_string (value) ? jsc_value_to_string (value) : NULL;

  if (message != NULL && g_str_has_prefix (message, "block "))
    g_signal_emit (self, signals[SIGNAL_BLOCK_CLICKED], 0, (guint) g_ascii_strtoull (message + 6, NULL, 10));
  else if (message != NULL && g_str_has_prefix (message, "field "))
    g_signal_emit (self, signals[SIGNAL_FIELD_CLICKED], 0, message + 6);
}

static void
load_changed_cb (WebKitWebView       *view,
                 WebKitLoadEvent      event,
                 GalleyPreviewEngine *self)
{
  if (event == WEBKIT_LOAD_FINISHED)
    g_signal_emit (self, signals[SIGNAL_LOADED], 0);
}

static void
terminated_cb (WebKitWebView                    *view,
               WebKitWebProcessTerminationReason reason,
               GalleyPreviewEngine              *self)
{
  g_message ("the preview's process ended (%d)", reason);
  g_signal_emit (self, signals[SIGNAL_DIED], 0);
}

/* --- loading ----------------------------------------------------------------------------------------------------- */

static void
load (GalleyPreviewEngine *self)
{
  g_autofree char *address = NULL;

  self->wants_load = !self->is_filtered;
  if (!self->is_filtered || self->path == NULL || self->layout == NULL)
    return;
  /* Each layout is a site of its own: WebKit keeps what it once loaded, and all layouts name their files alike. */
  address = g_strdup_printf (SCHEME "://%.32s%s", galley_layout_get_version (self->layout), self->path);
  self->may_navigate = TRUE;
  webkit_web_view_load_uri (self->view, address);
}

static void
filter_saved_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GError) error = NULL;
  WebKitUserContentFilter *filter =
      webkit_user_content_filter_store_save_finish (WEBKIT_USER_CONTENT_FILTER_STORE (source), result, &error);
  GalleyPreviewEngine *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = GALLEY_PREVIEW_ENGINE (data);
  if (filter != NULL)
    {
      webkit_user_content_manager_add_filter (self->manager, filter);
      webkit_user_content_filter_unref (filter);
    }
  else
    /* The other layers hold without it; a preview is worth more than the fourth lock. */
    g_message ("no content filter for the preview: %s", error->message);

  self->is_filtered = TRUE;
  if (self->wants_load)
    load (self);
}

static void
save_filter (GalleyPreviewEngine *self)
{
  static const char rules[] = "[{\"trigger\":{\"url-filter\":\".*\"},\"action\":{\"type\":\"block\"}},"
                              "{\"trigger\":{\"url-filter\":\"^galley:\"},\"action\":{\"type\":\"ignore-previous-rules\"}}]";
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), GALLEY_DATA_NAME, "preview-filter", NULL);
  g_autoptr (WebKitUserContentFilterStore) store = webkit_user_content_filter_store_new (folder);
  g_autoptr (GBytes) bytes = g_bytes_new_static (rules, sizeof rules - 1);

  webkit_user_content_filter_store_save (store, "galley", bytes, self->cancellable, filter_saved_cb, self);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static WebKitSettings *
make_settings (void)
{
  return webkit_settings_new_with_settings (
      "enable-javascript", TRUE, "enable-javascript-markup", FALSE, "hardware-acceleration-policy",
      WEBKIT_HARDWARE_ACCELERATION_POLICY_NEVER, "enable-media", FALSE, "enable-webgl", FALSE, "enable-webaudio",
      FALSE, "enable-html5-local-storage", FALSE, "enable-html5-database", FALSE, "enable-page-cache", FALSE,
      "enable-dns-prefetching", FALSE, "enable-developer-extras", FALSE, "allow-file-access-from-file-urls", FALSE,
      "allow-universal-access-from-file-urls", FALSE, "enable-back-forward-navigation-gestures", FALSE,
      "javascript-can-open-windows-automatically", FALSE, "enable-smooth-scrolling", FALSE, NULL);
}

static void
add_script (GalleyPreviewEngine *self)
{
  g_autoptr (GBytes) source =
      g_resources_lookup_data ("/org/galleyeditor/Galley/preview/galley-preview-script.js", 0, NULL);
  WebKitUserScript *script = webkit_user_script_new_for_world (
      g_bytes_get_data (source, NULL), WEBKIT_USER_CONTENT_INJECT_TOP_FRAME,
      WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_END, WORLD, NULL, NULL);

  webkit_user_content_manager_add_script (self->manager, script);
  webkit_user_script_unref (script);
  webkit_user_content_manager_register_script_message_handler (self->manager, "galley", WORLD);
  g_signal_connect (self->manager, "script-message-received::galley", G_CALLBACK (message_cb), self);
}

static void
free_weak_ref (gpointer data)
{
  g_weak_ref_clear (data);
  g_free (data);
}

static void
make_view (GalleyPreviewEngine *self)
{
  g_autoptr (WebKitNetworkSession) session = webkit_network_session_new_ephemeral ();
  g_autoptr (WebKitWebContext) context = webkit_web_context_new ();
  g_autoptr (WebKitSettings) settings = make_settings ();
  WebKitNetworkProxySettings *proxy = webkit_network_proxy_settings_new (DEAD_PROXY, NULL);
  GWeakRef *reference = g_new0 (GWeakRef, 1);

  webkit_network_session_set_proxy_settings (session, WEBKIT_NETWORK_PROXY_MODE_CUSTOM, proxy);
  webkit_network_proxy_settings_free (proxy);
  g_signal_connect (session, "download-started", G_CALLBACK (refuse_download_cb), NULL);

  g_weak_ref_init (reference, self);
  webkit_web_context_register_uri_scheme (context, SCHEME, request_cb, reference, free_weak_ref);

  self->manager = webkit_user_content_manager_new ();
  add_script (self);
  self->view = g_object_ref_sink (g_object_new (
      WEBKIT_TYPE_WEB_VIEW, "web-context", context, "network-session", session, "settings", settings,
      "user-content-manager", self->manager, "default-content-security-policy", CONTENT_SECURITY_POLICY, NULL));

  g_signal_connect (self->view, "decide-policy", G_CALLBACK (decide_policy_cb), self);
  g_signal_connect (self->view, "permission-request", G_CALLBACK (refuse_permission_cb), NULL);
  g_signal_connect (self->view, "context-menu", G_CALLBACK (refuse_menu_cb), NULL);
  g_signal_connect (self->view, "load-changed", G_CALLBACK (load_changed_cb), self);
  g_signal_connect (self->view, "web-process-terminated", G_CALLBACK (terminated_cb), self);
}

static void
galley_preview_engine_dispose (GObject *object)
{
  GalleyPreviewEngine *self = GALLEY_PREVIEW_ENGINE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  if (self->manager != NULL)
    g_signal_handlers_disconnect_by_data (self->manager, self);
  g_clear_object (&self->view);
  g_clear_object (&self->manager);
  g_clear_pointer (&self->layout, galley_layout_unref);
  g_clear_pointer (&self->page, g_bytes_unref);
  g_clear_pointer (&self->path, g_free);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (galley_preview_engine_parent_class)->dispose (object);
}

static void
galley_preview_engine_class_init (GalleyPreviewEngineClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_preview_engine_dispose;

  signals[SIGNAL_BLOCK_CLICKED] =
      g_signal_new ("block-clicked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_FIELD_CLICKED] =
      g_signal_new ("field-clicked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PATCHED] = g_signal_new ("patched", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DIED] = g_signal_new ("died", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
galley_preview_engine_init (GalleyPreviewEngine *self)
{
  self->cancellable = g_cancellable_new ();
  make_view (self);
  save_filter (self);
}

GalleyPreviewEngine *
galley_preview_engine_new (void)
{
  return g_object_new (GALLEY_TYPE_PREVIEW_ENGINE, NULL);
}

GtkWidget *
galley_preview_engine_get_view (GalleyPreviewEngine *self)
{
  g_return_val_if_fail (GALLEY_IS_PREVIEW_ENGINE (self), NULL);

  return GTK_WIDGET (self->view);
}

void
galley_preview_engine_load (GalleyPreviewEngine *self,
                            GalleyLayout        *layout,
                            const char          *path,
                            GBytes              *page)
{
  g_return_if_fail (GALLEY_IS_PREVIEW_ENGINE (self));

  galley_layout_ref (layout);
  g_clear_pointer (&self->layout, galley_layout_unref);
  self->layout = layout;
  g_bytes_ref (page);
  g_clear_pointer (&self->page, g_bytes_unref);
  self->page = page;
  g_free (self->path);
  self->path = g_strdup (path);
  load (self);
}

/* --- patches ----------------------------------------------------------------------------------------------------- */

static void
evaluated_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value =
      webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    g_message ("the preview could not be patched: %s", error->message);
  g_signal_emit (data, signals[SIGNAL_PATCHED], 0);
}

static void
run (GalleyPreviewEngine *self,
     const char          *script)
{
  webkit_web_view_evaluate_javascript (self->view, script, -1, WORLD, NULL, self->cancellable, evaluated_cb, self);
}

/* JSON is a JavaScript literal (ECMA-262 since 2019 takes U+2028 in strings too). */
void
galley_preview_engine_patch (GalleyPreviewEngine      *self,
                             const GalleyPreviewPatch *patches,
                             guint                     n_patches)
{
  g_autoptr (GString) script = g_string_new ("galleyPatch([");

  g_return_if_fail (GALLEY_IS_PREVIEW_ENGINE (self));

  for (guint i = n_patches; i > 0; i--)
    {
      const GalleyPreviewPatch *patch = &patches[i - 1];

      g_string_append_printf (script, "[%u,%u,[", patch->start, patch->n_removed);
      for (guint b = 0; patch->blocks[b] != NULL; b++)
        {
          if (b > 0)
            g_string_append_c (script, ',');
          galley_json_append_string (script, patch->blocks[b]);
        }
      g_string_append (script, "]],");
    }
  g_string_append (script, "])");
  run (self, script->str);
}

void
galley_preview_engine_swap (GalleyPreviewEngine *self,
                            GBytes              *page)
{
  g_autoptr (GString) script = g_string_new ("galleySwap(");
  g_autofree char *text = NULL;

  g_return_if_fail (GALLEY_IS_PREVIEW_ENGINE (self));

  /* What a reload would bring is what stands there. */
  g_bytes_ref (page);
  g_clear_pointer (&self->page, g_bytes_unref);
  self->page = page;

  text = g_strndup (g_bytes_get_data (page, NULL), g_bytes_get_size (page));
  galley_json_append_string (script, text);
  g_string_append_c (script, ')');
  run (self, script->str);
}

void
galley_preview_engine_reveal_block (GalleyPreviewEngine *self,
                                    guint                block)
{
  g_autofree char *script = g_strdup_printf ("galleyReveal(%u)", block);

  g_return_if_fail (GALLEY_IS_PREVIEW_ENGINE (self));

  webkit_web_view_evaluate_javascript (self->view, script, -1, WORLD, NULL, self->cancellable, NULL, NULL);
}

void
galley_preview_engine_set_scale (GalleyPreviewEngine *self,
                                 double               scale)
{
  g_return_if_fail (GALLEY_IS_PREVIEW_ENGINE (self));

  webkit_web_view_set_zoom_level (self->view, scale);
}
