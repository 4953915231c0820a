/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parts of the preview: the page in it (galley-preview-page.c), the engine that shows it (galley-preview-life.c), and
 * the widget around both (galley-preview.c). */
#pragma once

#include "app/preview/galley-preview-engine.h"
#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

typedef struct _GalleyPreview GalleyPreview;

struct _GalleyPreview
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkWidget *box;
  GtkDropDown *width_drop_down;
  GtkLabel *scale_label;
  GtkStack *stack;
  AdwStatusPage *empty_page;
  AdwBin *ground;
  GtkLabel *foot_label;

  /* owned */
  GalleyWorkspace *workspace;
  GalleyManuscript *manuscript;
  GalleyPreviewEngine *engine; /* NULL while nobody looks */
  GalleyRevision *shown;       /* what stands in the view, or is on its way there */
  GalleyLayout *shown_layout;
  char *shown_context;
  GHashTable *arrived;         /* hashes of pictures that are not on the page yet */

  guint width; /* a GalleyPreviewWidth */
  guint64 generation_on_its_way;
  guint update_source, linger_source, revive_source;
  int allocated_width;
  gboolean is_active;
  gboolean is_busy;     /* a load or a patch is under way: latest wins */
  gboolean is_outdated; /* something changed meanwhile */
};

/* galley-preview-page.c */

/* After the key's own frame: what is typed must never wait for what is looked at. */
void galley_preview_schedule_update (GalleyPreview *self);
/* A picture's file is here now: where the page shows it, it is asked for again. */
void galley_preview_take_arrived (GalleyPreview *self,
                                  const char    *hash);
/* The engine has said that a page, or a patch, is there. */
void galley_preview_page_loaded (GalleyPreview *self);
void galley_preview_page_patched (GalleyPreview *self);
/* Nothing is shown, and nothing is on its way. */
void galley_preview_forget_page (GalleyPreview *self);

/* galley-preview-life.c */
void galley_preview_stop_engine (GalleyPreview *self);

/* galley-preview.c */
void galley_preview_update_scale (GalleyPreview *self);
void galley_preview_tell_shown (GalleyPreview *self,
                                guint64        generation);
void galley_preview_tell_block_clicked (GalleyPreview *self,
                                        guint          block);
void galley_preview_tell_field_clicked (GalleyPreview *self,
                                        GalleyField    field);

G_END_DECLS
