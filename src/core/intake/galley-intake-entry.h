/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page of HTML says of its article by itself: microformats (h-entry, h-cite for what it is taken from), microdata's
 * headline and articleBody, the ids pubtime_baidu, source_baidu, author_baidu and editor_baidu that Chinese portals share,
 * classes that content systems write around a text, the metadata of government pages, JSON-LD. Private to this folder.
 *
 * The body is not read here: its markup is copied, for galley_intake_read_html(), and that of a page of ours for
 * galley-intake-entry-body.h. */
#pragma once

#include "core/intake/galley-intake-html.h"
#include "core/intake/galley-intake-media.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What the pages of the layout packs say made them (data/layouts/README.md). */
#define GALLEY_ENTRY_GENERATOR "Galley"

/* Texts as they stand in the page, labels included. */
typedef enum
{
  GALLEY_ENTRY_KICKER,
  GALLEY_ENTRY_HEADLINE,
  GALLEY_ENTRY_SUBTITLE,
  GALLEY_ENTRY_SUMMARY,
  GALLEY_ENTRY_DATE,
  GALLEY_ENTRY_SOURCE,
  GALLEY_ENTRY_SOURCE_URI,
  GALLEY_ENTRY_AUTHORS,
  GALLEY_ENTRY_EDITOR,
  GALLEY_ENTRY_ORIGINAL_HEADLINE,
  GALLEY_ENTRY_ORIGINAL_AUTHOR,
  GALLEY_ENTRY_ORIGINAL_URI,
  GALLEY_N_ENTRY_PARTS,
} GalleyEntryPart;

typedef struct
{
  char *parts[GALLEY_N_ENTRY_PARTS]; /* NULL where the page does not say it */
  GPtrArray *tags;                   /* (element-type utf8) */
  GPtrArray *breadcrumb;             /* (element-type utf8): outermost first */
  gboolean is_entry;                 /* it is an h-entry: what it does not name is not there */
  gboolean is_ours;                  /* Galley made it, as its generator says: nor is what its JSON-LD does not name */
  char *data;                        /* (nullable): JSON-LD, the first script of it */
  char *base;                        /* (nullable): where relative addresses lead from */
  GString *body;                     /* (nullable): the markup inside the element of the text */
} GalleyIntakeEntry;

void galley_intake_entry_free (GalleyIntakeEntry *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyIntakeEntry, galley_intake_entry_free)

/* @markup: as galley_intake_html_decode() gives it. NULL without error: the page does not say which element its text is.
 * GALLEY_ERROR_TOO_LARGE by the bounds of galley-intake-html.h. (transfer full) (nullable) */
GalleyIntakeEntry *galley_intake_entry_read (const char *markup,
                                             GError    **error);

/* What JSON-LD alone says of an article. Texts are lent by the data where they have no other owner here. */
typedef struct
{
  const char *fields[GALLEY_N_FIELDS]; /* NULL: it does not say it */
  GPtrArray *channels;                 /* (element-type utf8): further ones */
  char *lead_picture, *focus_picture;  /* (nullable) */
} GalleyEntryData;

/* Of a page that Galley made. Pictures are asked of @media. */
void galley_intake_entry_data_read (GalleyEntryData   *self,
                                    JsonObject        *data,
                                    GalleyIntakeMedia *media);
void galley_intake_entry_data_clear (GalleyEntryData *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GalleyEntryData, galley_intake_entry_data_clear)

/* An article of what @self says, with @blocks for a body; NULL where it ought to name a headline, and does not.
 * (transfer full) (nullable) */
GalleyRevision *galley_intake_entry_build (GalleyIntakeEntry *self,
                                           const char        *id,
                                           GPtrArray         *blocks,
                                           GalleyIntakeMedia *media);

G_END_DECLS
