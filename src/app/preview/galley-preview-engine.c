/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What any engine has in common: the page and its assets, and the words that the page's script understands. The one
 * engine there is comes as a module, because WebKit and the hundred libraries behind it cost a start a tenth of a second
 * and ten megabytes, and most of a start's first seconds nobody looks at a page. */
#include "app/preview/galley-preview-engine.h"

#include "core/base/galley-id.h"
#include "core/base/galley-json.h"
#include "core/model/galley-media-type.h"
#include "core/portal/galley-site-path.h"
#include "galley-config.h"

#include <gmodule.h>
#include <malloc.h>
#include <string.h>

#define MODULE "galley-webkit-engine"
#define MODULE_FUNCTION "galley_webkit_engine_new"

typedef struct
{
  /* owned */
  GalleyLayout *layout;
  GBytes *page;
  char *path;
  GalleyMediaSource *source; /* (nullable) */

  double scale;
} GalleyPreviewEnginePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GalleyPreviewEngine, galley_preview_engine, G_TYPE_OBJECT)

#define GET_PRIVATE(self) ((GalleyPreviewEnginePrivate *) galley_preview_engine_get_instance_private (self))

enum
{
  SIGNAL_BODY_CLICKED,
  SIGNAL_PART_CLICKED,
  SIGNAL_ROW_CLICKED,
  SIGNAL_LINK_CLICKED,
  SIGNAL_ROW_GRABBED,
  SIGNAL_SLOT_REACHED,
  SIGNAL_LOADED,
  SIGNAL_PATCHED,
  SIGNAL_DIED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
galley_preview_engine_finalize (GObject *object)
{
  GalleyPreviewEnginePrivate *private = GET_PRIVATE (GALLEY_PREVIEW_ENGINE (object));

  g_clear_pointer (&private->layout, galley_layout_unref);
  g_clear_pointer (&private->page, g_bytes_unref);
  g_free (private->path);
  g_clear_object (&private->source);

  G_OBJECT_CLASS (galley_preview_engine_parent_class)->finalize (object);
}

static void
galley_preview_engine_class_init (GalleyPreviewEngineClass *klass)
{
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = galley_preview_engine_finalize;

  signals[SIGNAL_BODY_CLICKED] = g_signal_new ("body-clicked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  signals[SIGNAL_PART_CLICKED] =
      g_signal_new ("part-clicked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_ROW_CLICKED] =
      g_signal_new ("row-clicked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_LINK_CLICKED] =
      g_signal_new ("link-clicked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_ROW_GRABBED] = g_signal_new ("row-grabbed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_SLOT_REACHED] = g_signal_new ("slot-reached", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                               G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
  signals[SIGNAL_LOADED] = g_signal_new ("loaded", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PATCHED] = g_signal_new ("patched", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_DIED] = g_signal_new ("died", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
galley_preview_engine_init (GalleyPreviewEngine *self)
{
  GET_PRIVATE (self)->scale = 1;
}

/* --- the module -------------------------------------------------------------------------------------------------- */

static GModule *
open_module (void)
{
  const char *folder = g_getenv ("GALLEY_MODULE_DIR");
  g_autofree char *path = g_build_filename (folder != NULL ? folder : GALLEY_MODULE_DIR, MODULE "." G_MODULE_SUFFIX, NULL);
  GModule *module = g_module_open (path, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);

  if (module == NULL)
    {
      g_message ("no preview: %s", g_module_error ());
      return NULL;
    }
  /* Its types stay registered for the life of the process. */
  g_module_make_resident (module);
  return module;
}

GalleyPreviewEngine *
galley_preview_engine_new (void)
{
  static GModule *module;
  GalleyPreviewEngine *(*make) (void);

  if (module == NULL)
    module = open_module ();
  if (module == NULL || !g_module_symbol (module, MODULE_FUNCTION, (gpointer *) &make))
    return NULL;
  return make ();
}

/* --- what the view may see --------------------------------------------------------------------------------------- */

/* The picture of "3f/3f9a….jpg". Mapped: what is not looked at is not read. (transfer full) (nullable) */
static GBytes *
dup_picture (GalleyMediaSource *source,
             const char        *name,
             const char       **content_type)
{
  static const char *const types[] = { GALLEY_MEDIA_TYPE_JPEG, GALLEY_MEDIA_TYPE_PNG };
  const char *slash = strchr (name, '/');
  g_autofree char *hash = slash != NULL ? g_strndup (slash + 1, strcspn (slash + 1, ".")) : NULL;
  g_autofree char *path = NULL;
  g_autoptr (GMappedFile) file = NULL;

  *content_type = NULL;
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_str_has_suffix (name, galley_media_type_get_suffix (types[i])))
      *content_type = types[i];
  if (*content_type == NULL || hash == NULL || !galley_hash_is_valid (hash))
    return NULL;
  path = galley_media_source_dup_path (source, hash);
  file = path != NULL ? g_mapped_file_new (path, FALSE, NULL) : NULL;
  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

GBytes *
galley_preview_engine_dup_file (GalleyPreviewEngine *self,
                                const char          *path,
                                const char         **content_type)
{
  GalleyPreviewEnginePrivate *private;

  g_return_val_if_fail (GALLEY_IS_PREVIEW_ENGINE (self), NULL);
  g_return_val_if_fail (path != NULL && content_type != NULL, NULL);

  private = GET_PRIVATE (self);
  if (private->page != NULL && strcmp (path, private->path) == 0)
    {
      *content_type = "text/html; charset=utf-8";
      return g_bytes_ref (private->page);
    }
  if (private->layout != NULL && g_str_has_prefix (path, "/assets/"))
    return galley_layout_dup_asset (private->layout, path + strlen ("/assets/"), content_type);
  if (private->source != NULL && g_str_has_prefix (path, GALLEY_SITE_MEDIA))
    return dup_picture (private->source, path + strlen (GALLEY_SITE_MEDIA), content_type);
  return NULL;
}

void
galley_preview_engine_set_source (GalleyPreviewEngine *self,
                                  GalleyMediaSource   *source)
{
  g_return_if_fail (GALLEY_IS_PREVIEW_ENGINE (self));

  g_set_object (&GET_PRIVATE (self)->source, source);
}

static void
set_page (GalleyPreviewEngine *self,
          GBytes              *page)
{
  GalleyPreviewEnginePrivate *private = GET_PRIVATE (self);

  g_bytes_ref (page);
  g_clear_pointer (&private->page, g_bytes_unref);
  private->page = page;
}

void
galley_preview_engine_load (GalleyPreviewEngine *self,
                            GalleyLayout        *layout,
                            const char          *path,
                            GBytes              *page)
{
  GalleyPreviewEnginePrivate *private;
  g_autofree char *address = NULL;

  g_return_if_fail (GALLEY_IS_PREVIEW_ENGINE (self));

  private = GET_PRIVATE (self);
  galley_layout_ref (layout);
  g_clear_pointer (&private->layout, galley_layout_unref);
  private->layout = layout;
  set_page (self, page);
  g_free (private->path);
  private->path = g_strdup (path);
  /* Each layout is a site of its own: WebKit keeps what it once loaded, and all layouts name their files alike. */
  address = g_strdup_printf (GALLEY_PREVIEW_SCHEME "://%.32s%s", galley_layout_get_version (layout), path);
  GALLEY_PREVIEW_ENGINE_GET_CLASS (self)->load (self, address);
}

static gboolean
give_back_cb (gpointer data)
{
  malloc_trim (0);
  return G_SOURCE_REMOVE;
}

void
galley_preview_engine_give_back (void)
{
  /* Behind what the engine leaves to the main loop. WebKit's own libraries cannot be unloaded. */
  g_idle_add_full (G_PRIORITY_LOW, give_back_cb, NULL, NULL);
}

GtkWidget *
galley_preview_engine_get_view (GalleyPreviewEngine *self)
{
  g_return_val_if_fail (GALLEY_IS_PREVIEW_ENGINE (self), NULL);

  return GALLEY_PREVIEW_ENGINE_GET_CLASS (self)->get_view (self);
}

void
galley_preview_engine_set_scale (GalleyPreviewEngine *self,
                                 double               scale)
{
  g_return_if_fail (GALLEY_IS_PREVIEW_ENGINE (self));

  GET_PRIVATE (self)->scale = scale;
  GALLEY_PREVIEW_ENGINE_GET_CLASS (self)->set_scale (self, scale);
}

void
galley_preview_engine_set_text_size (GalleyPreviewEngine *self,
                                     int                  pixels)
{
  g_return_if_fail (GALLEY_IS_PREVIEW_ENGINE (self));

  GALLEY_PREVIEW_ENGINE_GET_CLASS (self)->set_text_size (self, pixels);
}

/* JSON is a JavaScript literal (ECMA-262 since 2019 takes U+2028 in strings too). */
void
galley_preview_engine_set_look (GalleyPreviewEngine     *self,
                                const GalleyPreviewLook *look)
{
  g_autoptr (GString) script = g_string_new ("galleyDress({");

  g_return_if_fail (GALLEY_IS_PREVIEW_ENGINE (self));
  g_return_if_fail (look != NULL);

  g_string_append_printf (script, "dark:%s,print:%s,target:", look->is_dark ? "true" : "false",
                          look->is_print ? "true" : "false");
  if (look->target != NULL)
    galley_json_append_string (script, look->target);
  else
    g_string_append (script, "null");
  g_string_append (script, "})");
  GALLEY_PREVIEW_ENGINE_GET_CLASS (self)->dress (self, script->str);
}

/* --- patches ----------------------------------------------------------------------------------------------------- */

static void
append_patch (GString               *json,
              const GalleyPagePatch *patch)
{
  g_string_append_printf (json, "[%u,%u,[", patch->start, patch->n_removed);
  for (guint n = 0; patch->elements[n] != NULL; n++)
    {
      if (n > 0)
        g_string_append_c (json, ',');
      galley_json_append_string (json, patch->elements[n]);
    }
  g_string_append (json, "]]");
}

void
galley_preview_engine_patch (GalleyPreviewEngine *self,
                             GArray              *patches)
{
  g_autoptr (GString) json = g_string_new ("[");

  g_return_if_fail (GALLEY_IS_PREVIEW_ENGINE (self));

  for (guint i = patches->len; i > 0; i--)
    {
      if (i < patches->len)
        g_string_append_c (json, ',');
      append_patch (json, &g_array_index (patches, GalleyPagePatch, i - 1));
    }
  g_string_append_c (json, ']');
  GALLEY_PREVIEW_ENGINE_GET_CLASS (self)->patch (self, "return galleyPatch(JSON.parse(data))", json->str);
}

void
galley_preview_engine_swap (GalleyPreviewEngine *self,
                            GBytes              *page)
{
  g_autofree char *text = NULL;

  g_return_if_fail (GALLEY_IS_PREVIEW_ENGINE (self));

  /* What a reload would bring is what stands there. */
  set_page (self, page);
  text = g_strndup (g_bytes_get_data (page, NULL), g_bytes_get_size (page));
  GALLEY_PREVIEW_ENGINE_GET_CLASS (self)->patch (self, "return galleySwap(data)", text);
}

void
galley_preview_engine_reveal (GalleyPreviewEngine *self,
                              GalleyPagePlace      place)
{
  g_autofree char *script = g_strdup_printf ("galleyReveal(%u,%u)", place.element, place.item);

  g_return_if_fail (GALLEY_IS_PREVIEW_ENGINE (self));

  GALLEY_PREVIEW_ENGINE_GET_CLASS (self)->run (self, script);
}

/* --- the slots of the home page ---------------------------------------------------------------------------------- */

void
galley_preview_engine_show_slots (GalleyPreviewEngine *self,
                                  GHashTable          *names)
{
  g_autoptr (GString) script = g_string_new ("galleyShowSlots(");
  GHashTableIter iter;
  gpointer id, name;

  g_return_if_fail (GALLEY_IS_PREVIEW_ENGINE (self));

  if (names != NULL)
    {
      g_string_append_c (script, '{');
      g_hash_table_iter_init (&iter, names);
      while (g_hash_table_iter_next (&iter, &id, &name))
        {
          galley_json_append_string (script, id);
          g_string_append_c (script, ':');
          galley_json_append_string (script, name);
          g_string_append_c (script, ',');
        }
      g_string_append_c (script, '}');
    }
  else
    g_string_append (script, "null");
  g_string_append_c (script, ')');
  GALLEY_PREVIEW_ENGINE_GET_CLASS (self)->run (self, script->str);
}

/* Places of the page are of its own pixels. */
static void
run_at (GalleyPreviewEngine *self,
        const char          *function,
        double               x,
        double               y)
{
  double scale = GET_PRIVATE (self)->scale;
  g_autofree char *script = g_strdup_printf ("%s(%d,%d)", function, (int) (x / scale), (int) (y / scale));

  GALLEY_PREVIEW_ENGINE_GET_CLASS (self)->run (self, script);
}

void
galley_preview_engine_hold (GalleyPreviewEngine *self,
                            double               x,
                            double               y)
{
  g_return_if_fail (GALLEY_IS_PREVIEW_ENGINE (self));

  run_at (self, "galleyHold", x, y);
}

void
galley_preview_engine_drop (GalleyPreviewEngine *self,
                            double               x,
                            double               y)
{
  g_return_if_fail (GALLEY_IS_PREVIEW_ENGINE (self));

  run_at (self, "galleyDrop", x, y);
}

/* --- what an engine tells ---------------------------------------------------------------------------------------- */

/* @words: a slot and an address, "-" for none. */
static void
tell_place (GalleyPreviewEngine *self,
            guint                signal,
            const char          *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", 2);

  if (parts[0] != NULL && parts[1] != NULL)
    g_signal_emit (self, signals[signal], 0, g_str_equal (parts[0], "-") ? NULL : parts[0],
                   g_str_equal (parts[1], "-") ? NULL : parts[1]);
}

void
galley_preview_engine_take_message (GalleyPreviewEngine *self,
                                    const char          *message)
{
  g_return_if_fail (GALLEY_IS_PREVIEW_ENGINE (self));
  g_return_if_fail (message != NULL);

  if (g_str_has_prefix (message, "body "))
    {
      char *end = NULL;
      guint element = (guint) g_ascii_strtoull (message + strlen ("body "), &end, 10);

      g_signal_emit (self, signals[SIGNAL_BODY_CLICKED], 0, element, (guint) g_ascii_strtoull (end, NULL, 10));
    }
  else if (g_str_has_prefix (message, "part "))
    g_signal_emit (self, signals[SIGNAL_PART_CLICKED], 0, message + strlen ("part "));
  else if (g_str_has_prefix (message, "row "))
    g_signal_emit (self, signals[SIGNAL_ROW_CLICKED], 0, message + strlen ("row "));
  else if (g_str_has_prefix (message, "link "))
    g_signal_emit (self, signals[SIGNAL_LINK_CLICKED], 0, message + strlen ("link "));
  else if (g_str_has_prefix (message, "grab "))
    tell_place (self, SIGNAL_ROW_GRABBED, message + strlen ("grab "));
  else if (g_str_has_prefix (message, "slot "))
    tell_place (self, SIGNAL_SLOT_REACHED, message + strlen ("slot "));
}

void
galley_preview_engine_tell_loaded (GalleyPreviewEngine *self)
{
  g_signal_emit (self, signals[SIGNAL_LOADED], 0);
}

void
galley_preview_engine_tell_patched (GalleyPreviewEngine *self)
{
  g_signal_emit (self, signals[SIGNAL_PATCHED], 0);
}

void
galley_preview_engine_tell_died (GalleyPreviewEngine *self)
{
  g_signal_emit (self, signals[SIGNAL_DIED], 0);
}
