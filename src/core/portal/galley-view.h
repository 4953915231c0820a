/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view: the object (galley-value.h) that a page's templates see. Its members are documented in data/layouts/README.md.
 * What is empty is left out, so that {{#member}} asks whether there is something to show. All that is made here is lent by
 * the arena. */
#pragma once

#include "core/portal/galley-context.h"
#include "core/portal/galley-page-frame.h"

G_BEGIN_DECLS

/* What every page has: site, labels, root, links of frame and foot, breadcrumb up to @channel ("" for none).
 * @path: the page's own, or NULL for a page that may stand anywhere: its links begin with "/". */
GalleyValue *galley_view_new (GalleyArena  *arena,
                              GalleyLayout *layout,
                              const char   *path,
                              const char   *channel);
/* The same for one of many pages: what @memo knows is shared, so that nothing is added to the breadcrumb. */
GalleyValue *galley_view_new_with_memo (GalleyArena    *arena,
                                        GalleyViewMemo *memo,
                                        GalleyLayout   *layout,
                                        const char     *path,
                                        const char     *channel);
/* Page @number of the article, or the last one where it has not so many. GALLEY_ERROR_INVALID when @context is not a
 * context. */
GalleyValue *galley_view_new_for_article (GalleyArena    *arena,
                                          GalleyRevision *revision,
                                          GalleyLayout   *layout,
                                          const char     *context,
                                          guint           number,
                                          GError        **error);

/* Sets @text, unless it is NULL or empty. */
static inline void
galley_view_set_text (GalleyValue *view,
                      const char  *name,
                      const char  *text)
{
  if (text != NULL && *text != '\0')
    galley_value_set_text (view, name, text);
}
/* @address as a link from the page, unless it is none that may stand there. */
void galley_view_set_link (GalleyValue *view,
                           const char  *name,
                           const char  *path,
                           const char  *address);
/* {"text", "iso"} unless @real_time is 0; @format names a member of site.json. */
void galley_view_set_date (GalleyValue *view,
                           const char  *name,
                           GalleySite  *site,
                           const char  *format,
                           gint64       real_time);
/* {"items": @array} unless that is empty, so that a list's frame vanishes with it. */
void galley_view_set_list (GalleyValue *view,
                           const char  *name,
                           GalleyValue *array);
/* One step more behind the breadcrumb of galley_view_new(), on the page at @path. */
void galley_view_add_breadcrumb (GalleyValue *view,
                                 const char  *name,
                                 const char  *path,
                                 const char  *address);
/* The text of @layout's label, or "". */
const char *galley_view_get_label (GalleySite *site,
                                   const char *name);

/* Appends the element that begins at @first as it stands in e-content of that page; returns the block behind it. */
guint galley_view_append_element (GString               *out,
                                  const GalleyPageFrame *frame,
                                  GPtrArray             *blocks,
                                  guint                  first);
/* Escaped text with squeezed punctuation, safe. */
GalleyValue *galley_view_make_squeezed (GalleyArena *arena,
                                        const char  *text);
/* JSON that may stand inside a script element, safe. */
GalleyValue *galley_view_make_script_data (const GalleyValue *data);

G_END_DECLS
