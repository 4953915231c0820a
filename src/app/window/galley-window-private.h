/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's own parts, shared by its files alone. */
#pragma once

#include "app/editor/galley-editor-page.h"
#include "app/fields/galley-details-panel.h"
#include "app/list/galley-article-list-view.h"
#include "app/preview/galley-preview.h"
#include "app/window/galley-focus-return.h"
#include "app/window/galley-folding.h"
#include "app/window/galley-sidebar.h"
#include "app/window/galley-sync-line.h"
#include "app/window/galley-tab.h"
#include "app/window/galley-withdrawal-bar.h"
#include "core/wire/galley-handover.h"
#include "core/workspace/galley-lock.h"
#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

typedef struct _GalleyWindow GalleyWindow;

struct _GalleyWindow
{
  AdwApplicationWindow parent_instance;

  /* template widgets */
  GtkStack *curtain; /* "open", or "locked" while there is such a page */
  AdwToastOverlay *toasts;
  GalleyWithdrawalBar *withdrawal_bar;
  GalleyFolding *folding;
  GtkWidget *sidebar_pane;
  GtkWidget *list_pane;
  GtkWidget *editor_pane;
  GtkWidget *side_pane;
  AdwWindowTitle *account_title;
  GtkLabel *list_title;
  AdwWindowTitle *editor_title;
  AdwHeaderBar *list_header;
  AdwHeaderBar *editor_header;
  GtkWidget *sidebar_button;
  GtkMenuButton *main_menu_button;
  GMenu *account_menu;
  GtkWidget *article_menu_button;
  GtkWidget *new_button;
  GtkWidget *back_button;
  GtkWidget *focus_button;
  GtkEditable *search_entry;
  GtkWidget *next_button;
  GtkStack *editor_stack;
  GtkBox *tab_box;
  AdwTabView *tab_view;
  AdwHeaderBar *side_header;
  GtkWidget *side_switcher;
  GtkWidget *side_title;
  AdwViewStack *side_stack;
  GtkWidget *details_pane;
  GtkBox *details_box;
  GalleySidebar *sidebar;
  GalleyArticleListView *list_view;
  GalleySyncLine *sync_line;
  AdwBin *preview_place;
  GalleyPreview *preview; /* in that place, or in @preview_window */
  GalleyDetailsPanel *details;

  /* owned */
  GalleyWorkspace *workspace;
  GalleyManuscript *manuscript; /* the current tab's; NULL: none, or not there yet */
  GSettings *settings;          /* NULL: nothing is remembered */
  GalleyLock *lock;             /* NULL: it cannot be locked */
  GCancellable *opening;        /* the last wish to open wins */
  char *filtered_user;          /* whose id the list's filter was made with */
  char *export_folder;          /* chosen, until what is in hand is saved */
  char *copied_folder;          /* where the pictures are that were copied last; NULL: none */
  char *wanted_list;            /* of the last time, until its row is there */
  char *wanted_channel;         /* the sidebar's channel: a new article starts in it */
  char *reprint_uri;            /* of the page that was pasted from, while it may be told */
  GPtrArray *closed;            /* (element-type utf8): the articles of closed tabs, the last one at the end */
  GPtrArray *offers;            /* (element-type AdwToast) those with a button, which acts on the account; NULL: none */
  GPtrArray *leaving_toasts;    /* (element-type AdwToast), sent away while one slid; NULL: none */

  /* borrowed */
  GalleyTab *tab;           /* the current one, there always is one until dispose */
  GalleyEditorPage *editor; /* of that tab */
  AdwTabPage *menu_page;    /* whose menu is open; NULL: none */
  GtkWindow *preview_window; /* NULL: the preview stands beside the text */
  GtkWidget *tab_bar;       /* NULL until there is more than one tab */
  GtkWidget *lock_page;     /* NULL: it is open */
  GtkWidget *focus_before;  /* weak: where the keyboard was when it was locked */
  GtkWidget *copy_popover;  /* a child of the editor's pane */
  GalleyFocusReturn *focus_return;
  GdkDrag *tab_drag;       /* of a tab, while it is or was over the bar */
  AdwToast *toast;         /* the last one, while it stands or waits */

  guint arriving;        /* an idle source: a tab has come from another window */
  guint toasts_tick;     /* 0: all toasts are at rest */
  gint64 toasts_rest_at; /* in the frame clock's time */

  gboolean is_closing;
  gboolean is_restoring; /* a list is chosen by our own hand */
  gboolean is_coming_back; /* until the article of the last time is there */
  gboolean is_asking; /* about an order that waited too long: one question at a time */
};

/* galley-window.c */
/* Tells of a failure in one sentence. */
void galley_window_tell_error (GalleyWindow *self,
                               const GError *error);
/* Brings it to the front, with the keyboard. */
void galley_window_raise (GalleyWindow *self);
/* Another window on the same account; NULL where there is no program to make one. */
GalleyWindow *galley_window_make_another (GalleyWindow *self);

/* galley-window-article.c */
/* In the tab that has it, in whatever window; else in the current tab. NULL empties that. */
void galley_window_show_manuscript (GalleyWindow     *self,
                                    GalleyManuscript *manuscript);
/* One that was just made: who works with several tabs gets it in a new one. */
void galley_window_show_made (GalleyWindow     *self,
                              GalleyManuscript *manuscript);
/* Everything that shows the open article shows the current tab's. */
void galley_window_follow_tab (GalleyWindow *self);
/* Of articles that are being opened in the current tab. */
void galley_window_forget_opening (GalleyWindow *self);
/* What depends on the open article's state: title, button, which actions can be used. */
void galley_window_update_state (GalleyWindow *self);

/* galley-window-actions.c */
/* A dialog; @account NULL: of somebody new. */
void galley_window_open_sign_in (GalleyWindow        *self,
                                 const GalleyAccount *account);
void galley_window_add_actions (GalleyWindow *self);
void galley_window_update_actions (GalleyWindow *self);
/* Only whether there is somebody to talk to. */
void galley_window_update_sync (GalleyWindow *self);

/* galley-window-lock.c */
/* Somebody else signs in, who does not know the password. */
void galley_window_sign_in_else (GalleyWindow *self);

/* galley-window-drop.c */
void galley_window_init_drop (GalleyWindow *self);

/* galley-window-pictures.c */
void galley_window_init_pictures (GalleyWindow *self);
void galley_window_watch_pictures (GalleyWindow     *self,
                                   GalleyEditorPage *editor);
/* Tells the editor that is current in which order pictures are wanted. */
void galley_window_follow_picture_order (GalleyWindow *self);

/* galley-window-preview.c */
/* Behind galley_window_restore_look(). */
void galley_window_init_preview (GalleyWindow *self);
/* WebKit runs only while somebody can see the page. */
void galley_window_update_preview (GalleyWindow *self);
/* Into a window of its own, and back. */
void galley_window_set_preview_away (GalleyWindow *self,
                                     gboolean      is_away);
/* For dispose. */
void galley_window_drop_preview_window (GalleyWindow *self);

/* galley-window-files.c */
void galley_window_open_file (GalleyWindow *self);
void galley_window_new_from_clipboard (GalleyWindow *self);
void galley_window_save_emergency (GalleyWindow *self);
void galley_window_save_hand_over (GalleyWindow *self);
void galley_window_export_everything (GalleyWindow *self);

/* galley-window-clipboard.c */
void galley_window_watch_clipboard (GalleyWindow     *self,
                                    GalleyEditorPage *editor);
void galley_window_tell_not_pasted (GalleyWindow *self,
                                    const GError *error);
void galley_window_copy_fields (GalleyWindow *self);
/* What was copied; NULL: there is nothing yet, and that is said. (transfer full) */
GalleyRevision *galley_window_copy_part (GalleyWindow *self,
                                         GalleyPart    part);
void galley_window_copy_handout (GalleyWindow *self);
/* Takes the page that was pasted from as the original of this article. */
void galley_window_mark_reprint (GalleyWindow *self);
void galley_window_forget_reprint (GalleyWindow *self);

/* galley-window-wechat.c */
void galley_window_copy_wechat (GalleyWindow *self);
void galley_window_open_copied_folder (GalleyWindow *self);

/* galley-window-print.c */
void galley_window_print (GalleyWindow *self);
void galley_window_export_pdf (GalleyWindow *self);

/* galley-window-find.c */
void galley_window_watch_find (GalleyWindow     *self,
                               GalleyEditorPage *editor);

/* galley-window-focus.c */
/* Behind galley_window_restore_look(). */
void galley_window_init_focus_mode (GalleyWindow *self);
/* The editor of a tab that comes to the front looks as the others did. */
void galley_window_dress_editor (GalleyWindow *self);
/* Where something is wanted that it hides. */
void galley_window_leave_focus_mode (GalleyWindow *self);

/* galley-window-memory.c */
/* As it was left, and from now on kept. */
void galley_window_restore_look (GalleyWindow *self);
void galley_window_remember_side_page (GalleyWindow *self);
/* Chosen by a person. */
void galley_window_remember_list (GalleyWindow    *self,
                                  GalleyFilterKind kind,
                                  const char      *channel);
/* The tabs are others than they were. */
void galley_window_remember_tabs (GalleyWindow *self);
/* Behind a change of account, and when the layout has brought channels. */
void galley_window_restore_place (GalleyWindow *self);
void galley_window_restore_list (GalleyWindow *self);

/* galley-window-search.c */
void galley_window_init_search (GalleyWindow *self);
void galley_window_search (GalleyWindow *self);
void galley_window_clear_search (GalleyWindow *self);
/* Another list was chosen: the words go, the list stays. */
void galley_window_forget_search (GalleyWindow *self);

/* galley-window-tabs.c */
void galley_window_init_tabs (GalleyWindow *self);
/* For dispose: what is open is let go. */
void galley_window_drop_tabs (GalleyWindow *self);
/* One tab stays, and is empty. */
void galley_window_empty_tabs (GalleyWindow *self);
/* NULL: no tab of this window has the article. */
AdwTabPage *galley_window_find_tab (GalleyWindow *self,
                                    const char   *id);
/* Brings the tab that has the article to the front, and its window. FALSE: there is none. */
gboolean galley_window_go_to_article (GalleyWindow *self,
                                      const char   *id);
/* An empty one behind the current one, which it becomes. */
void galley_window_add_tab (GalleyWindow *self);
/* An empty one, out of sight unless it is the first. */
AdwTabPage *galley_window_insert_tab (GalleyWindow *self,
                                      int           position);
/* Its editor is made, and its article opened. */
void galley_window_look_at_tab (GalleyWindow *self,
                                GalleyTab    *tab);
/* The keyboard goes where it was in the text, or onto the button of the page that says that nothing is open. */
void galley_window_focus_tab (GalleyWindow *self);
void galley_window_close_tab (GalleyWindow *self,
                              GalleyTab    *tab);
/* Its article is not there. */
void galley_window_drop_tab (GalleyWindow *self,
                             GalleyTab    *tab);
void galley_window_open_in_new_tab (GalleyWindow *self,
                                    const char   *id);

/* galley-window-tab-actions.c */
void galley_window_add_tab_actions (GalleyWindow *self);
void galley_window_update_tab_actions (GalleyWindow *self);
void galley_window_close_article (GalleyWindow *self);
void galley_window_close_other_tabs (GalleyWindow *self);
void galley_window_reopen_tab (GalleyWindow *self);
void galley_window_next_tab (GalleyWindow *self);
void galley_window_previous_tab (GalleyWindow *self);
void galley_window_move_tab (GalleyWindow *self);

/* galley-window-templates.c */
void galley_window_use_as_template (GalleyWindow *self);
void galley_window_new_from_template (GalleyWindow *self);

/* galley-window-versions.c */
void galley_window_show_versions (GalleyWindow *self);

/* galley-window-hand-over.c */
void galley_window_hand_over (GalleyWindow *self);
/* Whether it may be done to the open article. */
gboolean galley_window_may_hand_over (GalleyWindow *self);

/* galley-window-story.c */
void galley_window_show_story (GalleyWindow *self);

/* galley-window-offline.c */
void galley_window_add_offline_actions (GalleyWindow *self);
void galley_window_update_offline_actions (GalleyWindow *self);

/* galley-window-conflicts.c */
void galley_window_show_conflicts (GalleyWindow *self);

/* galley-window-orders.c */
/* Does @action, by a sheet where it asks for one. */
void galley_window_order (GalleyWindow *self,
                          GalleyAction  action);
/* Moves the open or the selected article to the trash, with Undo. */
void galley_window_trash (GalleyWindow *self);
void galley_window_restore (GalleyWindow *self);
/* Asks what shall become of the articles that the server would delete here. */
void galley_window_answer_deletions (GalleyWindow *self);
/* Asks again about orders that waited too long. */
void galley_window_ask_held_orders (GalleyWindow *self);

/* galley-window-parked.c */
void galley_window_add_parked_actions (GalleyWindow *self);
void galley_window_update_parked_actions (GalleyWindow *self);

/* galley-window-placement.c */
/* Whether this user may fill the slots of the home page, and it has some. */
gboolean galley_window_may_place (GalleyWindow *self);
void galley_window_place (GalleyWindow *self);
/* An article was dragged into a slot, as in a GalleySlotPut: it is put there, and a toast takes it back. */
void galley_window_put_article (GalleyWindow *self,
                                const char   *article,
                                const char   *from,
                                const char   *slot,
                                const char   *before);

/* galley-window-toasts.c */
/* One sentence, as a toast. */
void galley_window_say (GalleyWindow *self,
                        const char   *sentence);
/* For another account: what a button offers to take back is the earlier one's. */
void galley_window_withdraw_offers (GalleyWindow *self);
/* For dispose: whatever toasts there are leave with the window. */
void galley_window_drop_toasts (GalleyWindow *self);

G_END_DECLS
