/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A portal's layout pack: site.json, *.mustache and assets/, from a folder, a zip or the pack that is built in.
 * Immutable but for its memos, counted, shared between threads. Its version is the SHA-256 over its sorted names and
 * bytes, so a folder and the zip made of it have the same. Bounds: 1,000 files, 20 MB unpacked, no name outside the pack. */
#pragma once

#include "core/portal/galley-mustache.h"
#include "core/portal/galley-site.h"
#include "core/portal/galley-view-memo.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _GalleyLayout GalleyLayout;

#define GALLEY_TYPE_LAYOUT (galley_layout_get_type ())
GType galley_layout_get_type (void);

/* GALLEY_ERROR_INVALID names file and line. */
GalleyLayout *galley_layout_new_from_folder (const char *path,
                                             GError    **error);
GalleyLayout *galley_layout_new_from_zip (GBytes  *zip,
                                          GError **error);
/* The pack that is compiled in: the plain one, for "On This Computer". */
GalleyLayout *galley_layout_new_built_in (void);
GalleyLayout *galley_layout_ref (GalleyLayout *self);
void galley_layout_unref (GalleyLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyLayout, galley_layout_unref)

const char *galley_layout_get_version (GalleyLayout *self);
GalleySite *galley_layout_get_site (GalleyLayout *self);
/* A zip with fixed times and sorted names: equal packs give equal bytes. (transfer full) */
GBytes *galley_layout_to_zip (GalleyLayout *self,
                              GError      **error);

/* The file under assets/ ("style.css"), or NULL. @content_type by its suffix. (transfer full) */
GBytes *galley_layout_dup_asset (GalleyLayout *self,
                                 const char   *name,
                                 const char  **content_type);
/* The file of the mark that is laid on pictures, NULL: none is. (transfer full) */
GBytes *galley_layout_dup_mark (GalleyLayout *self);
/* What renditions depend on, as a hash: those that were made for one key are right for every pack that has it. */
const char *galley_layout_get_rendition_key (GalleyLayout *self);
/* Sorted names of all assets; lent. */
const char *const *galley_layout_get_assets (GalleyLayout *self);
/* Whether its templates name none that is not there, and none that leads back to itself (galley-mustache.h): what a pack is
 * asked before it is taken. One that is in use serves as it is. */
gboolean galley_layout_check_templates (GalleyLayout *self,
                                        GError      **error);
/* A template by name without suffix ("article"), or NULL; lent. */
GalleyMustache *galley_layout_get_template (GalleyLayout *self,
                                            const char   *name);

/* A memo for the page at @path, which nobody else has until @arena goes; the layout stays as long. */
GalleyViewMemo *galley_layout_lend_memo (GalleyLayout *self,
                                         GalleyArena  *arena,
                                         const char   *path);

G_END_DECLS
