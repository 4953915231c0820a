/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One tab of a window: an article and the editor page that it is written on. Both come when the tab is first looked at, so
 * that twenty tabs of the last time cost no more than one. A tab without an article is a window's empty page.
 *
 * Properties, for the AdwTabPage: "title" (the headline), "tooltip" (markup), "mark" (GIcon, NULL: nothing is amiss: not
 * saved, or in conflict; the tooltip has it in words). Signals: "opened" (GalleyManuscript *), when what was expected is
 * there, and "failed" (const GError *). */
#pragma once

#include "app/editor/galley-editor-page.h"

G_BEGIN_DECLS

#define GALLEY_TYPE_TAB (galley_tab_get_type ())
G_DECLARE_FINAL_TYPE (GalleyTab, galley_tab, GALLEY, TAB, AdwBin)

GalleyTab *galley_tab_new (void);
/* The article of @id is opened when the tab is looked at. @headline stands on the tab until then (nullable: not known). */
void galley_tab_expect (GalleyTab  *self,
                        const char *id,
                        const char *headline);
/* The tab is in front: makes its editor, and begins to open what is expected. */
void galley_tab_look (GalleyTab       *self,
                      GalleyWorkspace *workspace);
/* Of a tab that was looked at: whether keys and menus are for its editor. Of the others a screen reader says nothing. */
void galley_tab_set_is_current (GalleyTab *self,
                                gboolean   is_current);
/* NULL before the tab was looked at. */
GalleyEditorPage *galley_tab_get_editor (GalleyTab *self);
/* Of a tab that was looked at; @manuscript NULL leaves it empty. */
void galley_tab_set_manuscript (GalleyTab        *self,
                                GalleyWorkspace  *workspace,
                                GalleyManuscript *manuscript);
GalleyManuscript *galley_tab_get_manuscript (GalleyTab *self);
/* The article's id, also of one that is still expected; NULL: none. Lent. */
const char *galley_tab_get_article (GalleyTab *self);

G_END_DECLS
