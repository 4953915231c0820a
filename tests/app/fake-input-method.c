/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-input-method.h"

#include <gtk/gtkimmodule.h>

#define NAME "galley-fake"

struct _FakeInputMethod
{
  GtkIMContext parent_instance;

  char *preedit; /* NULL: none is open */
  GtkWidget *client;
  FakeManner manner;
  guint n_resets;
  gboolean has_focus;
};

G_DEFINE_FINAL_TYPE (FakeInputMethod, fake_input_method, GTK_TYPE_IM_CONTEXT)

static GList *all; /* borrowed: each leaves it when it ends */

static void
fake_input_method_get_preedit_string (GtkIMContext   *context,
                                      char          **preedit,
                                      PangoAttrList **attributes,
                                      int            *cursor)
{
  FakeInputMethod *self = FAKE_INPUT_METHOD (context);
  const char *shown = self->preedit != NULL ? self->preedit : "";

  if (preedit != NULL)
    *preedit = g_strdup (shown);
  if (attributes != NULL)
    *attributes = pango_attr_list_new ();
  if (cursor != NULL)
    *cursor = g_utf8_strlen (shown, -1);
}

static void
leave (FakeInputMethod *self,
       gboolean         commits)
{
  g_autofree char *preedit = g_strdup (self->preedit);

  if (preedit == NULL || self->manner == FAKE_KEEPS)
    return;
  fake_input_method_show (self, NULL);
  if (commits)
    g_signal_emit_by_name (self, "commit", preedit);
}

static void
fake_input_method_reset (GtkIMContext *context)
{
  FakeInputMethod *self = FAKE_INPUT_METHOD (context);

  self->n_resets++;
  if (self->manner != FAKE_COMMITS_AT_FOCUS_OUT)
    leave (self, self->manner == FAKE_COMMITS_AT_RESET);
}

static void
fake_input_method_focus_in (GtkIMContext *context)
{
  FAKE_INPUT_METHOD (context)->has_focus = TRUE;
}

static void
fake_input_method_focus_out (GtkIMContext *context)
{
  FakeInputMethod *self = FAKE_INPUT_METHOD (context);

  if (!self->has_focus)
    return;
  self->has_focus = FALSE;
  leave (self, self->manner == FAKE_COMMITS_AT_FOCUS_OUT);
}

static void
fake_input_method_set_client_widget (GtkIMContext *context,
                                     GtkWidget    *client)
{
  FAKE_INPUT_METHOD (context)->client = client;
}

static void
fake_input_method_finalize (GObject *object)
{
  all = g_list_remove (all, object);
  g_free (FAKE_INPUT_METHOD (object)->preedit);
  G_OBJECT_CLASS (fake_input_method_parent_class)->finalize (object);
}

static void
fake_input_method_class_init (FakeInputMethodClass *klass)
{
  GtkIMContextClass *context_class = GTK_IM_CONTEXT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fake_input_method_finalize;
  context_class->get_preedit_string = fake_input_method_get_preedit_string;
  context_class->reset = fake_input_method_reset;
  context_class->focus_in = fake_input_method_focus_in;
  context_class->focus_out = fake_input_method_focus_out;
  context_class->set_client_widget = fake_input_method_set_client_widget;
}

static void
fake_input_method_init (FakeInputMethod *self)
{
  self->manner = FAKE_FORGETS;
  all = g_list_prepend (all, self);
}

void
fake_input_method_choose (void)
{
  g_setenv ("GTK_IM_MODULE", NAME, TRUE);
}

void
fake_input_method_register (void)
{
  g_assert_nonnull (g_io_extension_point_implement (GTK_IM_MODULE_EXTENSION_POINT_NAME, FAKE_TYPE_INPUT_METHOD, NAME, 0));
}

FakeInputMethod *
fake_input_method_of (GtkWidget *text)
{
  for (GList *l = all; l != NULL; l = l->next)
    if (FAKE_INPUT_METHOD (l->data)->client == text)
      return l->data;
  g_assert_not_reached ();
}

void
fake_input_method_set_manner (FakeInputMethod *self,
                              FakeManner       manner)
{
  self->manner = manner;
}

void
fake_input_method_show (FakeInputMethod *self,
                        const char      *preedit)
{
  gboolean was_open = self->preedit != NULL, is_open = preedit != NULL && *preedit != '\0';

  if (!was_open && !is_open)
    return;
  g_free (self->preedit);
  self->preedit = is_open ? g_strdup (preedit) : NULL;
  if (!was_open)
    g_signal_emit_by_name (self, "preedit-start");
  g_signal_emit_by_name (self, "preedit-changed");
  if (!is_open)
    g_signal_emit_by_name (self, "preedit-end");
}

void
fake_input_method_commit (FakeInputMethod *self,
                          const char      *text)
{
  fake_input_method_show (self, NULL);
  g_signal_emit_by_name (self, "commit", text);
}

gboolean
fake_input_method_delete_surrounding (FakeInputMethod *self,
                                      int              offset,
                                      int              n_characters)
{
  return gtk_im_context_delete_surrounding (GTK_IM_CONTEXT (self), offset, n_characters);
}

guint
fake_input_method_get_n_resets (FakeInputMethod *self)
{
  return self->n_resets;
}

gboolean
fake_input_method_has_focus (FakeInputMethod *self)
{
  return self->has_focus;
}
