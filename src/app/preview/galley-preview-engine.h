/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A view that shows one page and that page's assets and pictures under galley://LAYOUT/…, and reaches nothing else. What
 * shows it is a module (galley-webkit-engine.c) that is opened when the first engine is made, not when the program
 * starts. */
#pragma once

#include "core/media/galley-media-source.h"
#include "core/portal/galley-page-patch.h"
#include "core/portal/galley-page.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_PREVIEW_ENGINE (galley_preview_engine_get_type ())
G_DECLARE_DERIVABLE_TYPE (GalleyPreviewEngine, galley_preview_engine, GALLEY, PREVIEW_ENGINE, GObject)

/* For the module. */
struct _GalleyPreviewEngineClass
{
  GObjectClass parent_class;

  GtkWidget *(*get_view) (GalleyPreviewEngine *self);
  void (*load) (GalleyPreviewEngine *self, const char *address);
  void (*run) (GalleyPreviewEngine *self, const char *script);
  /* Runs @function, the body of one of `data`, which is a text; ends in "patched". It is always one of few: an engine keeps
   * what it has compiled, and with what is said in it each change would be kept. */
  void (*patch) (GalleyPreviewEngine *self, const char *function, const char *data);
  void (*set_scale) (GalleyPreviewEngine *self, double scale);
  void (*set_text_size) (GalleyPreviewEngine *self, int pixels);
  /* Runs @script now, and behind the script of the pages that are loaded from now on. */
  void (*dress) (GalleyPreviewEngine *self, const char *script);
};

#define GALLEY_PREVIEW_SCHEME "galley"

/* How a page is looked at. Its bytes stay what they are: the page asks for a medium and a colour scheme, and is told. */
typedef struct
{
  gboolean is_dark;   /* as a reader sees it whose desktop is dark */
  gboolean is_print;  /* as it is printed, on sheets of paper; light */
  const char *target; /* (nullable) the address of the article on a page of others: that row is marked and shown */
} GalleyPreviewLook;

/* Signals: "body-clicked" (guint element, guint item), "part-clicked" (const char *name), "row-clicked" (const char *name),
 * "link-clicked" (const char *address), "row-grabbed" (const char *slot, const char *address), "slot-reached" (const char
 * *slot, const char *address), "loaded", "patched", "died". Names of parts are those of galley-preview.h; of a
 * row "title", "summary", "picture". A row that is grabbed by the pointer may stand in no slot of the home page, then @slot
 * is NULL; a slot is reached in front of the row with that address, NULL: behind its last.
 * NULL where the module cannot be opened. */
GalleyPreviewEngine *galley_preview_engine_new (void);
/* When the last engine has been let go: hands the memory that it used back to the system, as far as it can. */
void galley_preview_engine_give_back (void);
GtkWidget *galley_preview_engine_get_view (GalleyPreviewEngine *self);

/* Loads @page as the page at @path ("/2026/…"), with the assets of @layout. */
void galley_preview_engine_load (GalleyPreviewEngine *self,
                                 GalleyLayout        *layout,
                                 const char          *path,
                                 GBytes              *page);
/* Where the page's pictures come from; (nullable): nowhere. */
void galley_preview_engine_set_source (GalleyPreviewEngine *self,
                                       GalleyMediaSource   *source);
/* Puts @page in the place of the one that is shown; scroll and style stay. Ends in "patched". */
void galley_preview_engine_swap (GalleyPreviewEngine *self,
                                 GBytes              *page);

/* @patches: (element-type GalleyPagePatch). Ends in "patched". */
void galley_preview_engine_patch (GalleyPreviewEngine *self,
                                  GArray              *patches);
void galley_preview_engine_reveal (GalleyPreviewEngine *self,
                                   GalleyPagePlace      place);
/* CSS pixels a widget pixel: 0.7 shows a page of 1200 in 840. */
void galley_preview_engine_set_scale (GalleyPreviewEngine *self,
                                      double               scale);

/* Whatever scale: what "1rem" is on the page, if its layout asks for that. */
void galley_preview_engine_set_text_size (GalleyPreviewEngine *self,
                                          int                  pixels);
void galley_preview_engine_set_look (GalleyPreviewEngine     *self,
                                     const GalleyPreviewLook *look);

/* While an article is dragged over the home page: frames and names its slots, @names (element-type utf8 utf8) by id; NULL:
 * as readers see it again. */
void galley_preview_engine_show_slots (GalleyPreviewEngine *self,
                                       GHashTable          *names);
/* Marks where what is held at this place of the view would go; and as it is let go there, says where in "slot-reached". */
void galley_preview_engine_hold (GalleyPreviewEngine *self,
                                 double               x,
                                 double               y);
void galley_preview_engine_drop (GalleyPreviewEngine *self,
                                 double               x,
                                 double               y);

/* For the module, too: the page, an asset or a picture by the path of its address (transfer full) (nullable); what
 * the page's script said; and what has happened. */
GBytes *galley_preview_engine_dup_file (GalleyPreviewEngine *self,
                                        const char          *path,
                                        const char         **content_type);
void galley_preview_engine_take_message (GalleyPreviewEngine *self,
                                         const char          *message);
void galley_preview_engine_tell_loaded (GalleyPreviewEngine *self);
void galley_preview_engine_tell_patched (GalleyPreviewEngine *self);
void galley_preview_engine_tell_died (GalleyPreviewEngine *self);

G_END_DECLS
