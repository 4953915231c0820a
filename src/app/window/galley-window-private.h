/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's own parts, shared by its files alone. */
#pragma once

#include "app/editor/galley-editor-page.h"
#include "app/fields/galley-details-panel.h"
#include "app/list/galley-article-list-view.h"
#include "app/preview/galley-preview.h"
#include "app/window/galley-folding.h"
#include "app/window/galley-sidebar.h"
#include "app/window/galley-sync-line.h"
#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

typedef struct _GalleyWindow GalleyWindow;

struct _GalleyWindow
{
  AdwApplicationWindow parent_instance;

  /* template widgets */
  AdwToastOverlay *toasts;
  GtkRevealer *alarm;
  GtkLabel *alarm_label;
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
  AdwHeaderBar *side_header;
  GtkWidget *side_switcher;
  GtkWidget *side_title;
  AdwViewStack *side_stack;
  GtkWidget *details_pane;
  GtkBox *details_box;
  GalleySidebar *sidebar;
  GalleyArticleListView *list_view;
  GalleySyncLine *sync_line;
  GalleyEditorPage *editor;
  GalleyPreview *preview;
  GalleyDetailsPanel *details;

  /* owned */
  GalleyWorkspace *workspace;
  GalleyManuscript *manuscript; /* NULL: nothing is open */
  GSettings *settings;          /* NULL: nothing is remembered */
  GCancellable *opening;        /* the last wish to open wins */
  char *filtered_user;          /* whose id the list's filter was made with */
  char *export_folder;          /* chosen, until what is in hand is saved */
  char *wanted_list;            /* of the last time, until its row is there */
  char *wanted_channel;         /* the sidebar's channel: a new article starts in it */
  char *reprint_uri;            /* of the page that was pasted from, while it may be told */
  GPtrArray *leaving_toasts;    /* (element-type AdwToast), sent away while one slid; NULL: none */

  /* borrowed */
  GtkWidget *copy_popover; /* a child of the editor's pane */
  AdwToast *toast;         /* the last one, while it stands or waits */

  guint toasts_tick;     /* 0: all toasts are at rest */
  gint64 toasts_rest_at; /* in the frame clock's time */

  gboolean is_closing;
  gboolean is_restoring; /* a list is chosen by our own hand */
  gboolean is_asking; /* about an order that waited too long: one question at a time */
};

/* galley-window.c */
void galley_window_show_manuscript (GalleyWindow     *self,
                                    GalleyManuscript *manuscript);
/* Tells of a failure in one sentence. */
void galley_window_tell_error (GalleyWindow *self,
                               const GError *error);
/* What depends on the open article's state: title, button, which actions can be used. */
void galley_window_update_state (GalleyWindow *self);

/* galley-window-actions.c */
void galley_window_add_actions (GalleyWindow *self);
void galley_window_update_actions (GalleyWindow *self);
/* Only whether there is somebody to talk to. */
void galley_window_update_sync (GalleyWindow *self);

/* galley-window-drop.c */
void galley_window_init_drop (GalleyWindow *self);

/* galley-window-files.c */
void galley_window_open_file (GalleyWindow *self);
void galley_window_new_from_clipboard (GalleyWindow *self);
void galley_window_save_emergency (GalleyWindow *self);
void galley_window_save_hand_over (GalleyWindow *self);
void galley_window_export_everything (GalleyWindow *self);

/* galley-window-clipboard.c */
void galley_window_init_clipboard (GalleyWindow *self);
void galley_window_tell_not_pasted (GalleyWindow *self,
                                    const GError *error);
void galley_window_copy_fields (GalleyWindow *self);
void galley_window_copy_wechat (GalleyWindow *self);
void galley_window_copy_handout (GalleyWindow *self);
/* Takes the page that was pasted from as the original of this article. */
void galley_window_mark_reprint (GalleyWindow *self);
void galley_window_forget_reprint (GalleyWindow *self);

/* galley-window-print.c */
void galley_window_print (GalleyWindow *self);
void galley_window_export_pdf (GalleyWindow *self);

/* galley-window-find.c */
void galley_window_init_find (GalleyWindow *self);

/* galley-window-focus.c */
/* Behind galley_window_restore_look(). */
void galley_window_init_focus_mode (GalleyWindow *self);
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
/* NULL: it was closed. */
void galley_window_remember_article (GalleyWindow *self,
                                     const char   *id);
/* Behind a change of account, and when the layout has brought channels. */
void galley_window_restore_place (GalleyWindow *self);
void galley_window_restore_list (GalleyWindow *self);

/* galley-window-search.c */
void galley_window_init_search (GalleyWindow *self);
void galley_window_search (GalleyWindow *self);
void galley_window_clear_search (GalleyWindow *self);
/* Another list was chosen: the words go, the list stays. */
void galley_window_forget_search (GalleyWindow *self);

/* galley-window-templates.c */
void galley_window_use_as_template (GalleyWindow *self);
void galley_window_new_from_template (GalleyWindow *self);

/* galley-window-versions.c */
void galley_window_show_versions (GalleyWindow *self);

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

/* galley-window-toasts.c */
/* One sentence, as a toast. */
void galley_window_say (GalleyWindow *self,
                        const char   *sentence);
/* For dispose: whatever toasts there are leave with the window. */
void galley_window_drop_toasts (GalleyWindow *self);

G_END_DECLS
