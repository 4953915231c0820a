/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page's own parts, shared by its files alone. */
#pragma once

#include "app/editor/galley-body-view.h"
#include "app/editor/galley-bridge.h"
#include "app/editor/galley-conflict-bar.h"
#include "app/editor/galley-headline-entry.h"
#include "app/editor/galley-link-popover.h"
#include "app/editor/galley-notice-bar.h"
#include "app/editor/galley-picture-popover.h"
#include "app/editor/galley-short-line.h"
#include "core/workspace/galley-workspace-pictures.h"
#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

typedef struct _GalleyEditorPage GalleyEditorPage;

struct _GalleyEditorPage
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkMenuButton *kind_button;
  GtkMenuButton *link_button;
  GalleyLinkPopover *link_popover;
  GtkMenuButton *picture_button;
  GalleyPicturePopover *picture_popover;
  GalleyNoticeBar *reading_bar;
  GalleyNoticeBar *save_bar;
  GalleyConflictBar *conflict_bar;
  GalleyHeadlineEntry *kicker;
  GalleyHeadlineEntry *headline;
  GalleyHeadlineEntry *subtitle;
  GalleyShortLine *short_line;
  GtkTextView *body;
  GtkInscription *save_label;
  GtkInscription *counts_label;

  /* owned */
  GalleyWorkspace *workspace;
  GalleyManuscript *manuscript; /* NULL: nothing is shown */
  GalleyBridge *bridge;
  GSimpleActionGroup *actions;

  /* borrowed */
  GtkWidget *last_text; /* weak: the field of the window that had the focus last */
  GtkRoot *watched_root;

  guint counts_timeout;
  gint64 first_splice; /* boot time: of those that the counts do not know yet */
  gint64 last_splice;
  guint saved_timeout; /* until "saved" is said again */
  guint caret_tick; /* the body scrolls to the caret in the next frame */
  guint caret_block;
};

/* galley-editor-page.c */
/* NULL while nothing is shown */
GalleyArticle *galley_editor_page_get_article (GalleyEditorPage *self);
GalleyDocument *galley_editor_page_get_document (GalleyEditorPage *self);
gboolean galley_editor_page_may_edit (GalleyEditorPage *self);
/* In the body. */
GalleyPosition galley_editor_page_get_caret (GalleyEditorPage *self);

/* galley-editor-page-bars.c */
/* Typing where only reading is allowed: asks the question. */
void galley_editor_page_refuse (GalleyEditorPage *self);
void galley_editor_page_update_question (GalleyEditorPage *self);
void galley_editor_page_update_save (GalleyEditorPage *self);
void galley_editor_page_stop_save_words (GalleyEditorPage *self);
void galley_editor_page_update_conflicts (GalleyEditorPage *self);
/* Their buttons. */
void galley_editor_page_answer (GalleyEditorPage *self);
void galley_editor_page_save_emergency (GalleyEditorPage *self);
void galley_editor_page_resolve (GalleyEditorPage *self,
                                 gboolean          takes_theirs);

/* galley-editor-page-actions.c */
void galley_editor_page_add_actions (GalleyEditorPage *self);
/* Which actions can be used, and what stands at the caret. */
void galley_editor_page_update_actions (GalleyEditorPage *self);
/* The latter alone: at every key. */
void galley_editor_page_update_caret (GalleyEditorPage *self);
/* What the link popover says: @target NULL takes the link away. */
void galley_editor_page_apply_link (GalleyEditorPage *self,
                                    const char       *target);
/* The address of the link at the caret, or NULL; lent. */
const char *galley_editor_page_get_link (GalleyEditorPage *self);

/* galley-editor-page-pictures.c */
/* Puts pictures (galley-workspace-pictures.h) where @place is now, once they have been read; with @is_replacing the
 * first one into the figure that is there. What is refused is told by "picture-refused". */
void galley_editor_page_add_pictures (GalleyEditorPage  *self,
                                      GPtrArray         *files,
                                      const GtkTextIter *place,
                                      gboolean           is_replacing);
/* Where they go if nothing else is said. */
void galley_editor_page_get_caret_iter (GalleyEditorPage *self,
                                        GtkTextIter      *iter);
/* Asks for files. */
void galley_editor_page_choose_pictures (GalleyEditorPage *self);
/* Of the figure that the caret is in. */
gboolean galley_editor_page_is_at_picture (GalleyEditorPage *self);
void galley_editor_page_show_picture (GalleyEditorPage *self);
void galley_editor_page_describe_picture (GalleyEditorPage *self,
                                          const char       *alternative);
void galley_editor_page_replace_picture (GalleyEditorPage *self);
void galley_editor_page_remove_picture (GalleyEditorPage *self);

G_END_DECLS
