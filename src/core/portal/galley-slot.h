/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A slot of the home page (推荐位) as site.json describes it: a place that editors fill by hand. What stands in it is a
 * GalleyPlacements; the page that shows it is galley_page_render_home(). */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* The slot that takes the place of the article that leads the page where nobody has chosen one. */
#define GALLEY_SLOT_LEAD "lead"

/* Articles in one slot. */
#define GALLEY_SLOT_MAX_ITEMS 50

/* The strings are those of the site that it was read from. */
typedef struct
{
  const char *id;   /* a-z, 0-9 and "-" */
  const char *name; /* 头条, as people read it */
  guint n_items;    /* that readers see, 1 to GALLEY_SLOT_MAX_ITEMS */
  guint cells;      /* full-width cells of a headline; what is longer is cut. 0: never */
  guint picture_width, picture_height; /* pixels of the frame; both 0: it shows no pictures */
  gint64 duration; /* microseconds that an article stands there unless somebody says otherwise; 0: until it is taken out */
} GalleySlot;

/* Appends the slots of @root, an object that is site.json, to @slots (element-type GalleySlot). GALLEY_ERROR_INVALID names
 * the member. */
gboolean galley_slots_read (JsonObject *root,
                            GArray     *slots,
                            GError    **error);

/* @headline as readers see it in the slot: cut at a grapheme, with … where something was cut. (transfer full) */
char *galley_slot_cut_headline (const GalleySlot *self,
                                const char       *headline);

G_END_DECLS
