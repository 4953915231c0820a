/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the preview: the page in it (galley-preview-page.c), the engine that shows it (galley-preview-life.c), how it
 * is looked at (galley-preview-look.c), in which layout (galley-preview-layout.c), the choices (galley-preview-choices.c),
 * what clicks in it tell (galley-preview-clicks.c), and the widget around all (galley-preview.c). */
#pragma once

#include "app/preview/galley-preview-engine.h"
#include "app/preview/galley-preview-mode.h"
#include "app/preview/galley-preview-revival.h"
#include "app/preview/galley-slot-dragging.h"
#include "core/portal/galley-article-page.h"
#include "core/workspace/galley-live-layout.h"
#include "core/workspace/galley-workspace-home.h"
#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct _GalleyPreview GalleyPreview;

struct _GalleyPreview
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkWidget *box;
  GtkMenuButton *mode_button;
  GtkLabel *scale_label;
  GtkMenuButton *look_button;
  GtkWidget *window_button;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  GtkWidget *restart_button;
  AdwBin *ground;
  GtkLabel *foot_label;

  /* owned */
  GSimpleActionGroup *actions;
  GSettings *settings; /* NULL: nothing is remembered */
  GalleyWorkspace *workspace;
  GalleyManuscript *manuscript;
  GalleyPreviewEngine *engine; /* NULL while nobody looks */
  GalleySlotDragging *dragging; /* over it */
  GalleyRevision *shown;       /* what stands in the view, or is on its way there */
  GalleyLayout *shown_layout;
  GalleyArticlePage shown_page; /* of it, where its own page is shown */
  char *shown_context;
  char *shown_path;
  char *shown_target;          /* (nullable) where the article is found on the page that is shown */
  GHashTable *arrived;         /* hashes of pictures that are not on the page yet */
  GPtrArray *others;           /* (element-type GalleyPageItem) around it on lists; NULL: not known yet */
  GalleyLiveLayout *live;      /* a designer's, in the place of the portal's; NULL: none */
  GalleyHomeSource *home;      /* the same, where the home page is shown */
  GCancellable *listing;       /* of one of these */
  GalleyClock *revival_clock;  /* of @revive_source; NULL: nothing has ended */

  GalleyPreviewMode mode;
  GalleyPreviewMode shown_mode;
  GalleyPreviewRevival revival;
  guint block;     /* that is worked on: its page is shown */
  guint turned_to; /* the page that a person wants to see instead; 0: none */
  int zoom;      /* percent of what fits */
  int text_size; /* pixels */
  guint64 generation_on_its_way;
  guint update_source, linger_source;
  guint revive_source; /* of @revival_clock */
  int allocated_width;
  gboolean is_dark;
  gboolean is_active;
  gboolean is_busy;     /* a load or a patch is under way: latest wins */
  gboolean is_outdated; /* something changed meanwhile */
  gboolean are_others_new; /* since the page was made */
};

/* galley-preview-page.c */

/* After the key's own frame: what is typed must never wait for what is looked at. */
void galley_preview_schedule_update (GalleyPreview *self);
/* A picture's file is here now: where the page shows it, it is asked for again. */
void galley_preview_take_arrived (GalleyPreview *self,
                                  const char    *hash);
/* What stands beside the article on lists is to be looked up again, where that is shown. */
void galley_preview_forget_others (GalleyPreview *self);
/* Shows the page on which @block is worked on, and that. */
void galley_preview_follow_block (GalleyPreview *self,
                                  guint          block);
/* Shows page @number of the article, until its text is worked on again. */
void galley_preview_turn_to (GalleyPreview *self,
                             guint          number);
/* Which of the pages of @revision is to be shown. */
GalleyArticlePage galley_preview_choose_page (GalleyPreview  *self,
                                              GalleyRevision *revision);
/* The engine has said that a page, or a patch, is there. */
void galley_preview_page_loaded (GalleyPreview *self);
void galley_preview_page_patched (GalleyPreview *self);
/* Nothing is shown, and nothing is on its way. */
void galley_preview_forget_page (GalleyPreview *self);

/* galley-preview-layout.c */
/* The layout in which the page is looked at. Lent. */
GalleyLayout *galley_preview_get_layout (GalleyPreview *self);
/* Which one that is, how old it is, and what is wrong with one that is worked on. */
void galley_preview_update_foot (GalleyPreview *self);
void galley_preview_init_layout (GalleyPreview *self);
void galley_preview_close_layout (GalleyPreview *self);
void galley_preview_layout_changed (GalleyPreview *self);

/* galley-preview-life.c */
void galley_preview_stop_engine (GalleyPreview *self);
/* Once more, where it has ended too often. */
void galley_preview_restart_engine (GalleyPreview *self);

/* galley-preview-look.c */
void galley_preview_update_scale (GalleyPreview *self);
/* Dark, print, the marked row and the text's size, told to the engine. */
void galley_preview_update_look (GalleyPreview *self);

/* galley-preview-choices.c */
void galley_preview_init_choices (GalleyPreview *self);
/* What the layout can do; and the mode's name on its button. */
void galley_preview_update_choices (GalleyPreview *self);

/* galley-preview-clicks.c */
void galley_preview_watch_clicks (GalleyPreview *self);

/* galley-preview.c */

/* In the place of the page. */
void galley_preview_say (GalleyPreview *self,
                         const char    *title,
                         const char    *description);
void galley_preview_tell_shown (GalleyPreview *self,
                                guint64        generation);
void galley_preview_tell_block_clicked (GalleyPreview *self,
                                        guint          block);
void galley_preview_tell_part_clicked (GalleyPreview *self,
                                       const char    *name);
void galley_preview_tell_article_put (GalleyPreview *self,
                                      const char    *article,
                                      const char    *from,
                                      const char    *slot,
                                      const char    *before);

G_END_DECLS
