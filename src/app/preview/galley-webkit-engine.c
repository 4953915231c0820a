/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WebKit, sealed: the one place that knows it, a module that is opened when a page is first looked at.
 *
 * An ephemeral session, a proxy that nobody answers, a content filter, a CSP as a header, page script and plugins off,
 * navigation, new windows, downloads and permissions refused. Each alone leaks; together none did when measured. Our own
 * script runs in a world of its own: it patches blocks and reports clicks. */
#include "app/preview/galley-preview-engine.h"

#include "galley-config.h"

#include <webkit/webkit.h>

#define WORLD "galley"
/* Nobody listens on the discard port of this computer; a proxy there is the end of every way out. */
#define DEAD_PROXY "http://127.0.0.1:9"
#define CONTENT_SECURITY_POLICY                                                                                        \
  "default-src 'none'; img-src 'self'; font-src 'self'; style-src 'self' 'unsafe-inline'"

#define GALLEY_TYPE_WEBKIT_ENGINE (galley_webkit_engine_get_type ())
G_DECLARE_FINAL_TYPE (GalleyWebkitEngine, galley_webkit_engine, GALLEY, WEBKIT_ENGINE, GalleyPreviewEngine)

struct _GalleyWebkitEngine
{
  GalleyPreviewEngine parent_instance;

  /* owned */
  WebKitWebView *view;
  WebKitUserContentManager *manager;
  GCancellable *cancellable;
  char *address; /* to be loaded as soon as the content filter stands */

  gboolean is_filtered;
  gboolean may_navigate; /* the one navigation that is ours */
};

G_DEFINE_FINAL_TYPE (GalleyWebkitEngine, galley_webkit_engine, GALLEY_TYPE_PREVIEW_ENGINE)

/* What the program looks up. */
G_MODULE_EXPORT GalleyPreviewEngine *galley_webkit_engine_new (void);

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
  g_autoptr (GBytes) file = NULL;
  g_autoptr (GError) error = NULL;

  if (self != NULL && path != NULL)
    file = galley_preview_engine_dup_file (self, path, &content_type);
  if (file != NULL)
    {
      answer (request, file, content_type);
      return;
    }
  error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "not part of the page");
  webkit_uri_scheme_request_finish_error (request, error);
}

static gboolean
decide_policy_cb (WebKitWebView           *view,
                  WebKitPolicyDecision    *decision,
                  WebKitPolicyDecisionType type,
                  GalleyWebkitEngine      *self)
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

  if (message != NULL)
    galley_preview_engine_take_message (self, message);
}

static void
load_changed_cb (WebKitWebView       *view,
                 WebKitLoadEvent      event,
                 GalleyPreviewEngine *self)
{
  if (event == WEBKIT_LOAD_FINISHED)
    galley_preview_engine_tell_loaded (self);
}

static void
terminated_cb (WebKitWebView                    *view,
               WebKitWebProcessTerminationReason reason,
               GalleyPreviewEngine              *self)
{
  g_message ("the preview's process ended (%d)", reason);
  galley_preview_engine_tell_died (self);
}

/* --- loading ----------------------------------------------------------------------------------------------------- */

static void
load_address (GalleyWebkitEngine *self)
{
  if (!self->is_filtered || self->address == NULL)
    return;
  self->may_navigate = TRUE;
  webkit_web_view_load_uri (self->view, self->address);
  g_clear_pointer (&self->address, g_free);
}

static void
galley_webkit_engine_load (GalleyPreviewEngine *engine,
                           const char          *address)
{
  GalleyWebkitEngine *self = GALLEY_WEBKIT_ENGINE (engine);

  g_free (self->address);
  self->address = g_strdup (address);
  load_address (self);
}

static void
filter_saved_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      data)
{
  g_autoptr (GError) error = NULL;
  WebKitUserContentFilter *filter =
      webkit_user_content_filter_store_save_finish (WEBKIT_USER_CONTENT_FILTER_STORE (source), result, &error);
  GalleyWebkitEngine *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  self = GALLEY_WEBKIT_ENGINE (data);
  if (filter != NULL)
    {
      webkit_user_content_manager_add_filter (self->manager, filter);
      webkit_user_content_filter_unref (filter);
    }
  else
    /* The other layers hold without it; a preview is worth more than the fourth lock. */
    g_message ("no content filter for the preview: %s", error->message);

  self->is_filtered = TRUE;
  load_address (self);
}

static void
save_filter (GalleyWebkitEngine *self)
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

/* @last: runs behind it. */
static void
set_script (GalleyWebkitEngine *self,
            const char         *last)
{
  g_autoptr (GBytes) source =
      g_resources_lookup_data ("/org/galleyeditor/Galley/preview/galley-preview-script.js", 0, NULL);
  g_autofree char *text = g_strconcat (g_bytes_get_data (source, NULL), last, NULL);
  WebKitUserScript *script = webkit_user_script_new_for_world (
      text, WEBKIT_USER_CONTENT_INJECT_TOP_FRAME, WEBKIT_USER_SCRIPT_INJECT_AT_DOCUMENT_END, WORLD, NULL, NULL);

  webkit_user_content_manager_remove_all_scripts (self->manager);
  webkit_user_content_manager_add_script (self->manager, script);
  webkit_user_script_unref (script);
}

static void
add_script (GalleyWebkitEngine *self)
{
  set_script (self, "");
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
make_view (GalleyWebkitEngine *self)
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
  webkit_web_context_register_uri_scheme (context, GALLEY_PREVIEW_SCHEME, request_cb, reference, free_weak_ref);

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
galley_webkit_engine_dispose (GObject *object)
{
  GalleyWebkitEngine *self = GALLEY_WEBKIT_ENGINE (object);

  g_cancellable_cancel (self->cancellable);
  if (self->view != NULL)
    g_signal_handlers_disconnect_by_data (self->view, self);
  if (self->manager != NULL)
    g_signal_handlers_disconnect_by_data (self->manager, self);
  g_clear_object (&self->view);
  g_clear_object (&self->manager);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->address, g_free);

  G_OBJECT_CLASS (galley_webkit_engine_parent_class)->dispose (object);
}

static GtkWidget *
galley_webkit_engine_get_view (GalleyPreviewEngine *engine)
{
  return GTK_WIDGET (GALLEY_WEBKIT_ENGINE (engine)->view);
}

static void
galley_webkit_engine_set_scale (GalleyPreviewEngine *engine,
                                double               scale)
{
  webkit_web_view_set_zoom_level (GALLEY_WEBKIT_ENGINE (engine)->view, scale);
}

static void
galley_webkit_engine_run (GalleyPreviewEngine *engine,
                          const char          *script)
{
  GalleyWebkitEngine *self = GALLEY_WEBKIT_ENGINE (engine);

  webkit_web_view_evaluate_javascript (self->view, script, -1, WORLD, NULL, self->cancellable, NULL, NULL);
}

static void
patched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value =
      webkit_web_view_call_async_javascript_function_finish (WEBKIT_WEB_VIEW (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    g_message ("the preview could not be patched: %s", error->message);
  galley_preview_engine_tell_patched (data);
}

static void
galley_webkit_engine_patch (GalleyPreviewEngine *engine,
                            const char          *function,
                            const char          *data)
{
  GalleyWebkitEngine *self = GALLEY_WEBKIT_ENGINE (engine);
  g_autoptr (GVariant) arguments = g_variant_ref_sink (g_variant_new_parsed ("{'data': <%s>}", data));

  webkit_web_view_call_async_javascript_function (self->view, function, -1, arguments, WORLD, NULL, self->cancellable,
                                                  patched_cb, self);
}

static void
galley_webkit_engine_set_text_size (GalleyPreviewEngine *engine,
                                    int                  pixels)
{
  WebKitSettings *settings = webkit_web_view_get_settings (GALLEY_WEBKIT_ENGINE (engine)->view);

  webkit_settings_set_default_font_size (settings, (guint32) pixels);
}

static void
galley_webkit_engine_dress (GalleyPreviewEngine *engine,
                            const char          *script)
{
  set_script (GALLEY_WEBKIT_ENGINE (engine), script);
  galley_webkit_engine_run (engine, script);
}

static void
galley_webkit_engine_class_init (GalleyWebkitEngineClass *klass)
{
  GalleyPreviewEngineClass *engine_class = GALLEY_PREVIEW_ENGINE_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_webkit_engine_dispose;
  engine_class->get_view = galley_webkit_engine_get_view;
  engine_class->load = galley_webkit_engine_load;
  engine_class->run = galley_webkit_engine_run;
  engine_class->patch = galley_webkit_engine_patch;
  engine_class->set_scale = galley_webkit_engine_set_scale;
  engine_class->set_text_size = galley_webkit_engine_set_text_size;
  engine_class->dress = galley_webkit_engine_dress;
}

static void
galley_webkit_engine_init (GalleyWebkitEngine *self)
{
  self->cancellable = g_cancellable_new ();
  make_view (self);
  save_filter (self);
}

GalleyPreviewEngine *
galley_webkit_engine_new (void)
{
  return g_object_new (GALLEY_TYPE_WEBKIT_ENGINE, NULL);
}
