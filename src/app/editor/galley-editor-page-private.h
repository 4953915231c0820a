/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page's own parts, shared by its files alone. */
#pragma once

#include "app/body/galley-body-view.h"
#include "app/body/galley-bridge.h"
#include "app/body/galley-text-menu.h"
#include "app/editor/galley-conflict-bar.h"
#include "app/editor/galley-counts-popover.h"
#include "app/editor/galley-enclosed-popover.h"
#include "app/editor/galley-find-bar.h"
#include "app/editor/galley-finder.h"
#include "app/editor/galley-headline-entry.h"
#include "app/editor/galley-link-popover.h"
#include "app/editor/galley-notice-bar.h"
#include "app/editor/galley-outline-popover.h"
#include "app/editor/galley-picture-popover.h"
#include "app/editor/galley-short-line.h"
#include "app/editor/galley-typewriter.h"
#include "core/workspace/galley-settlement-keeper.h"
#include "core/workspace/galley-workspace-pictures.h"
#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

typedef struct _GalleyEditorPage GalleyEditorPage;
typedef struct _GalleyPaste GalleyPaste;

struct _GalleyEditorPage
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkWidget *toolbar;
  GtkMenuButton *kind_button;
  GtkMenuButton *link_button;
  GalleyLinkPopover *link_popover;
  GtkMenuButton *outline_button;
  GalleyOutlinePopover *outline_popover;
  GtkMenuButton *picture_button;
  GalleyPicturePopover *picture_popover;
  GtkMenuButton *enclosed_button;
  GalleyEnclosedPopover *enclosed_popover;
  GtkMenuButton *table_button;
  GtkMenuButton *insert_table_button;
  GalleyNoticeBar *reading_bar;
  GalleyNoticeBar *save_bar;
  GalleyNoticeBar *paste_bar;
  GalleyNoticeBar *adding_bar;
  GalleyNoticeBar *parked_bar;
  GalleyConflictBar *conflict_bar;
  GalleyHeadlineEntry *kicker;
  GalleyHeadlineEntry *headline;
  GalleyHeadlineEntry *subtitle;
  GalleyShortLine *short_line;
  GtkTextView *body;
  GalleyFindBar *find_bar;
  GtkInscription *save_label;
  GtkLabel *colleagues_label;
  GtkMenuButton *counts_button;
  GtkInscription *counts_label;
  GalleyCountsPopover *counts_popover;

  /* owned */
  GalleyWorkspace *workspace;
  GalleyManuscript *manuscript; /* NULL: nothing is shown */
  GalleySettlement *settlement; /* of its conflicts; NULL with it */
  GalleySettlementKeeper *settlement_keeper;
  GalleyBridge *bridge;
  GSimpleActionGroup *actions;
  GQueue pastes; /* (element-type GalleyPaste): the first is under way, the others wait for it */
  GQueue addings; /* (element-type GalleyAdding): files on their way in */
  GalleyFinder *finder;
  GalleyTypewriter *typewriter;
  GArray *shown_matches; /* as they are marked in the text; NULL: none */
  GtkBuilder *menus;
  GalleyTextMenu *body_menu;
  GalleyTextMenu *cell_menu;

  /* borrowed */
  GtkWidget *last_text; /* weak: the field of the window that had the focus last */
  GtkRoot *watched_root;

  gboolean is_held; /* the manuscript, for as long as a preedit is open */
  gboolean sorts_pictures;
  gboolean is_current; /* of the pages in its window the one that keys and menus are for */
  guint adding_timeout; /* tells of @addings */
  guint counts_timeout;
  gint64 first_splice; /* boot time: of those that the counts do not know yet */
  gint64 last_splice;
  guint saved_timeout; /* until "saved" is said again */
  guint caret_tick; /* the body scrolls to the caret in the next frame */
  guint caret_block;
  GalleyPosition find_origin; /* where the caret was before something was looked for */
};

/* galley-editor-page.c */
/* NULL while nothing is shown */
GalleyArticle *galley_editor_page_get_article (GalleyEditorPage *self);
GalleyDocument *galley_editor_page_get_document (GalleyEditorPage *self);
gboolean galley_editor_page_may_edit (GalleyEditorPage *self);
/* In the body. */
GalleyPosition galley_editor_page_get_caret (GalleyEditorPage *self);

/* galley-editor-page-focus.c */
void galley_editor_page_enter_window (GalleyEditorPage *self);
void galley_editor_page_leave_window (GalleyEditorPage *self);
/* Saves what was typed now. */
void galley_editor_page_flush (GalleyEditorPage *self);

/* galley-editor-page-bars.c */
/* Typing where only reading is allowed: asks the question. */
void galley_editor_page_refuse (GalleyEditorPage *self);
void galley_editor_page_update_question (GalleyEditorPage *self);
void galley_editor_page_update_save (GalleyEditorPage *self);
/* Who else has the article open: a hint beside what is said of saving. */
void galley_editor_page_update_colleagues (GalleyEditorPage *self);
void galley_editor_page_stop_save_words (GalleyEditorPage *self);
void galley_editor_page_update_conflicts (GalleyEditorPage *self);
/* What the server did not take of it, as a bar with its way out ("win.answer-parked"). */
void galley_editor_page_update_parked (GalleyEditorPage *self);
void galley_editor_page_answer_parked (GalleyEditorPage *self);
/* Their buttons. */
void galley_editor_page_answer (GalleyEditorPage *self);
void galley_editor_page_save_emergency (GalleyEditorPage *self);
void galley_editor_page_resolve (GalleyEditorPage *self,
                                 gboolean          takes_theirs);

/* galley-editor-page-clipboard.c */
void galley_editor_page_copy (GalleyEditorPage *self,
                              gboolean          is_cut);
void galley_editor_page_paste (GalleyEditorPage *self,
                               gboolean          is_plain);
/* What is under way is not wanted any more: by the bar's button, and when the article is let go. */
void galley_editor_page_cancel_pastes (GalleyEditorPage *self);
void galley_editor_page_cancel_paste_cb (GalleyEditorPage *self);

/* galley-editor-page-adding.c: stops all that are under way. TRUE where the bar was shown. */
gboolean galley_editor_page_stop_adding (GalleyEditorPage *self);
void galley_editor_page_stop_adding_cb (GalleyEditorPage *self);

/* galley-editor-page-tidy.c */
void galley_editor_page_tidy (GalleyEditorPage *self);

/* galley-editor-page-find.c */
void galley_editor_page_init_find (GalleyEditorPage *self);
/* Another manuscript is shown, or none. */
void galley_editor_page_show_find (GalleyEditorPage *self);
/* Takes the last replacement back, or does it again, where that is the last thing that was done. */
gboolean galley_editor_page_step_replacement (GalleyEditorPage *self,
                                              gboolean          is_redo);

/* galley-editor-page-view.c */
void galley_editor_page_init_view (GalleyEditorPage *self);
/* Whether there is a heading to go to. */
void galley_editor_page_update_outline (GalleyEditorPage *self);
/* The figure at the foot, now or when the hands rest. */
void galley_editor_page_update_counts (GalleyEditorPage *self);
void galley_editor_page_schedule_counts (GalleyEditorPage *self);
/* What their popovers show. */
void galley_editor_page_show_outline (GalleyEditorPage *self);
void galley_editor_page_show_counts (GalleyEditorPage *self);

/* galley-editor-page-actions.c */
/* The selection in the body, or the caret twice. TRUE when there is one. */
gboolean galley_editor_page_get_selection (GalleyEditorPage *self,
                                           GalleyPosition   *start,
                                           GalleyPosition   *end);
/* Puts the caret there and shows it. */
void galley_editor_page_go_to (GalleyEditorPage *self,
                               GalleyPosition    position);
void galley_editor_page_add_actions (GalleyEditorPage *self);
/* What others write into the article waits. */
void galley_editor_page_set_held (GalleyEditorPage *self,
                                  gboolean          is_held);
/* Which actions can be used, and what stands at the caret. */
void galley_editor_page_update_actions (GalleyEditorPage *self);
/* The former alone: also in the middle of a change, when the caret may stand where there is no block any more. */
void galley_editor_page_update_enabled (GalleyEditorPage *self);
/* The latter alone: at every key. */
void galley_editor_page_update_caret (GalleyEditorPage *self);
/* What the link popover says: @target NULL takes the link away. */
void galley_editor_page_apply_link (GalleyEditorPage *self,
                                    const char       *target);
/* The address of the link at the caret, or NULL; lent. */
const char *galley_editor_page_get_link (GalleyEditorPage *self);

/* galley-editor-page-pictures.c */
/* Puts pictures (galley-workspace-pictures.h) where @place is now, once they have been read; with @is_replacing the
 * first one into the figure that is there. What is refused is told by "picture-refused", what came by
 * "pictures-inserted". */
void galley_editor_page_add_pictures (GalleyEditorPage  *self,
                                      GPtrArray         *files,
                                      const GtkTextIter *place,
                                      gboolean           is_replacing);
/* Where they go if nothing else is said. */
void galley_editor_page_get_caret_iter (GalleyEditorPage *self,
                                        GtkTextIter      *iter);
/* Of the figure that the caret is in. */
gboolean galley_editor_page_is_at_picture (GalleyEditorPage *self);
/* The figure that the caret is in, or that is selected, and its block. (transfer none) (nullable) */
GalleyFigure *galley_editor_page_get_picture (GalleyEditorPage *self,
                                              guint            *block);
void galley_editor_page_show_picture (GalleyEditorPage *self);
void galley_editor_page_describe_picture (GalleyEditorPage *self,
                                          const char       *alternative);
void galley_editor_page_replace_picture (GalleyEditorPage *self);
/* It stands for the article from now on, as it is now: cut and described for lists by itself. */
void galley_editor_page_use_picture_as_lead (GalleyEditorPage *self);
/* Opens galley-crop-dialog.h for it. */
void galley_editor_page_crop_picture (GalleyEditorPage *self);

/* galley-editor-page-files.c */
void galley_editor_page_bind_files (GtkWidgetClass *widget_class);
void galley_editor_page_init_files (GalleyEditorPage *self);
/* Whether attachments and videos may be put in. */
void galley_editor_page_update_enclosed (GalleyEditorPage *self,
                                         gboolean          may_insert);
/* What can be done to the attachment or the video at the caret; FALSE where there is none. */
gboolean galley_editor_page_show_enclosed (GalleyEditorPage *self);
/* Asks for another file or address, or for a poster; takes the poster away. */
void galley_editor_page_replace_enclosed (GalleyEditorPage *self);
void galley_editor_page_choose_poster (GalleyEditorPage *self);
void galley_editor_page_remove_poster (GalleyEditorPage *self);
/* Whether a file is called as attachments and videos are: what it really is, is seen when it is read. */
gboolean galley_editor_page_is_named_as_file (const char *path);
/* Puts files where @place is now, once they are kept. */
void galley_editor_page_add_files (GalleyEditorPage  *self,
                                   const char *const *paths,
                                   const GtkTextIter *place);

/* galley-editor-page-tables.c */
void galley_editor_page_bind_tables (GtkWidgetClass *widget_class);
void galley_editor_page_init_tables (GalleyEditorPage *self);
/* What may be done to the table at the caret, and whether there is one. */
void galley_editor_page_update_table (GalleyEditorPage *self);

/* galley-editor-page-menu.c */
void galley_editor_page_init_menus (GalleyEditorPage *self);
/* The picture, the attachment or the video that the caret is in, or that is selected. (transfer none) (nullable) */
GalleyBlock *galley_editor_page_get_current_block (GalleyEditorPage *self);
/* Takes it away. */
void galley_editor_page_remove_block (GalleyEditorPage *self);

/* galley-editor-page-save.c */
/* Asks where to, and copies the file of it there. */
void galley_editor_page_save_copy (GalleyEditorPage *self);

G_END_DECLS
