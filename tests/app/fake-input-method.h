/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An input method that does what a test tells it: GTK gives every text of this process one of its own. */
#pragma once

#include <gtk/gtk.h>

#define FAKE_TYPE_INPUT_METHOD (fake_input_method_get_type ())
G_DECLARE_FINAL_TYPE (FakeInputMethod, fake_input_method, FAKE, INPUT_METHOD, GtkIMContext)

/* What becomes of an open preedit when it is reset or loses the focus: the manners of input methods differ. */
typedef enum
{
  FAKE_KEEPS,            /* until its server answers, which it does not here */
  FAKE_FORGETS,
  FAKE_COMMITS_AT_RESET,
  FAKE_COMMITS_AT_FOCUS_OUT,
  FAKE_N_MANNERS
} FakeManner;

/* Before gtk_test_init(), and after it. */
void fake_input_method_choose (void);
void fake_input_method_register (void);

/* The one of @text, which has had the focus. */
FakeInputMethod *fake_input_method_of (GtkWidget *text);
void fake_input_method_set_manner (FakeInputMethod *self,
                                   FakeManner       manner);
/* Shows a preedit; "" or NULL ends it. */
void fake_input_method_show (FakeInputMethod *self,
                             const char      *preedit);
/* Ends the preedit, as a server does when a candidate is chosen, and commits. */
void fake_input_method_commit (FakeInputMethod *self,
                               const char      *text);
gboolean fake_input_method_delete_surrounding (FakeInputMethod *self,
                                               int              offset,
                                               int              n_characters);
guint fake_input_method_get_n_resets (FakeInputMethod *self);
gboolean fake_input_method_has_focus (FakeInputMethod *self);
