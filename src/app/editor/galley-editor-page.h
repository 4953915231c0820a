/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page where one manuscript is written: toolbar, kicker, headline and subtitle as they stand on the page, the short
 * line of source, bylines and responsible editor, the body, and a footer with save state and counts.
 *
 * An article that is not the user's draft is shown for reading; typing shows one bar with one question and changes
 * nothing until it is answered: the signals "correct-asked" and "take-back-asked" go up to the window, and so
 * do "too-long": what was pasted was not put in; "pasted" (GalleyIntakeFragment *, gboolean is_fallback: it was read as
 * plain text because the rest could not be read); "not-pasted" (const GError *: GALLEY_ERROR_NOT_FOUND where there is no
 * text, GALLEY_ERROR_OFFLINE where the other program does not answer); "tidied" (guint n_places); and "replaced" (guint):
 * so many at once, which the action "editor.undo-replacement" takes back while nothing else was done; and
 * "picture-refused" (const char *sentence): it was not put in; "pictures-inserted" (guint n_pictures, gboolean
 * are_sorted): so many at once, in another order than the one that they came in or not. */
#pragma once

#include "core/workspace/galley-adding.h"
#include "core/workspace/galley-settlement.h"
#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_EDITOR_PAGE (galley_editor_page_get_type ())
G_DECLARE_FINAL_TYPE (GalleyEditorPage, galley_editor_page, GALLEY, EDITOR_PAGE, GtkWidget)

/* Actions that it installs on itself, group "editor": undo, redo, bold, italic, underline (stateful), link, kind
 * (string state: "paragraph", "heading-1", "heading-2", "quote"), clear-formatting, paste-plain, tidy; find, replace,
 * find-next, find-previous, undo-replacement; outline (of headings); insert-picture, insert-attachment,
 * insert-video, insert-player, picture-properties (of whichever of these is at the caret), crop-picture,
 * use-picture-as-lead; insert-table, table-row-above, table-row-below, table-column-before, table-column-after,
 * table-remove-row, table-remove-column, table-remove, table-header (stateful). */
GtkWidget *galley_editor_page_new (void);

/* (nullable): NULL shows nothing. The caret goes where it was left; what was typed in the one before is flushed. */
void galley_editor_page_set_manuscript (GalleyEditorPage *self,
                                        GalleyWorkspace  *workspace,
                                        GalleyManuscript *manuscript);
GalleyManuscript *galley_editor_page_get_manuscript (GalleyEditorPage *self);
/* What was decided of the manuscript's conflicts so far; NULL without one. */
GalleySettlement *galley_editor_page_get_settlement (GalleyEditorPage *self);
/* Of several pages in one window the keys and the menus are for the current one. A page alone is it from the beginning.
 * What was typed in one that is left is flushed. */
void galley_editor_page_set_is_current (GalleyEditorPage *self,
                                        gboolean          is_current);

/* Takes @files (element-type GFile) that were dropped at @x, @y of @widget, where all of them are pictures and an
 * article may be written: they go where they were dropped, or, beside the text, to the caret. FALSE: they are for
 * somebody else. */
gboolean galley_editor_page_take_files (GalleyEditorPage *self,
                                        GSList           *files,
                                        GtkWidget        *widget,
                                        double            x,
                                        double            y);

/* Asks for pictures, which go to the caret. */
void galley_editor_page_choose_pictures (GalleyEditorPage *self);

/* Files are on their way in: between both a bar says how far that is, if it takes a while, and stops it. A page without a
 * manuscript has none. (transfer full) */
GalleyAdding *galley_editor_page_begin_adding (GalleyEditorPage *self,
                                               guint             n_files,
                                               gboolean          are_pictures);
void galley_editor_page_end_adding (GalleyEditorPage *self,
                                    GalleyAdding     *adding);

void galley_editor_page_focus_body (GalleyEditorPage *self);
/* The field of the page that one was in, at first the body. */
void galley_editor_page_focus_last (GalleyEditorPage *self);
void galley_editor_page_focus_bylines (GalleyEditorPage *self);
void galley_editor_page_focus_field (GalleyEditorPage *self,
                                     GalleyField       field);
/* Puts the caret into body block @block and scrolls there: a click in the preview. */
void galley_editor_page_reveal_block (GalleyEditorPage *self,
                                      guint             block);
/* The block the caret is in. Signal "caret-moved" tells of changes. */
guint galley_editor_page_get_caret_block (GalleyEditorPage *self);
/* Whether the line that is written stays in the middle of the view. */
void galley_editor_page_set_typewriter (GalleyEditorPage *self,
                                        gboolean          is_on);
/* Whether pictures that come at once stand in the order in which they were taken, instead of the one that they come in.
 * Whoever says otherwise in the dialog that chooses them activates "win.pictures-by-time". */
void galley_editor_page_set_sorts_pictures (GalleyEditorPage *self,
                                            gboolean          sorts_pictures);
void galley_editor_page_set_show_toolbar (GalleyEditorPage *self,
                                          gboolean          show_toolbar);
/* Inserts an open preedit as it is shown: before saving, switching and closing. */
void galley_editor_page_commit_preedit (GalleyEditorPage *self);
/* Whether an input method's preedit is open: no shortcut acts then. */
gboolean galley_editor_page_has_preedit (GalleyEditorPage *self);

G_END_DECLS
