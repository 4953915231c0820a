/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A workspace "On This Computer" with the layout that is built in, and a window to put widgets into. */
#pragma once

#include "core/workspace/galley-workspace.h"

#include <adwaita.h>

typedef struct
{
  char *folder;
  GalleyClock *clock;
  GalleyRandom *random;
  GalleyWorkspace *workspace;
  GtkWidget *window;
} Desk;

Desk *desk_new (void);
/* Comes first: a window that was focused keeps what was in it. */
void desk_close_window (Desk *self);
/* Saves what was written. */
void desk_flush (Desk *self);
/* Everything but the desk itself must have been let go. */
void desk_free (Desk *self);
/* Drops the last reference that the test has; waits for what is still under way with @object, for ever if it leaks. */
void desk_let_go (gpointer object);
/* Runs what is due now. */
void desk_settle (void);
/* Moves the clock on, and settles. */
void desk_wait (Desk  *self,
                gint64 microseconds);
/* Shows @widget in the window and waits until it is drawn. */
void desk_show (Desk      *self,
                GtkWidget *widget);

/* A new article with a headline and a body; lines are blocks. */
GalleyManuscript *desk_write (Desk       *self,
                              const char *headline,
                              const char *body);
GalleyArticle *article_of (GalleyManuscript *manuscript);
const char *field_of (GalleyManuscript *manuscript,
                      GalleyField       field);

/* The @nth widget of @type at or below @root, in reading order from 0; there must be one. */
GtkWidget *find_widget (GtkWidget *root,
                        GType      type,
                        guint      nth);
char *dup_text_of (GtkWidget *text);
void set_text_of (GtkWidget  *text,
                  const char *words);
/* Presses a key's class shortcuts on @widget, as GTK would after the input method let it pass. */
void press_key (GtkWidget      *widget,
                guint           keyval,
                GdkModifierType modifiers);
