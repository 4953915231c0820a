/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "page-fixture.h"

#include <glib/gstdio.h>

#define NOON G_GINT64_CONSTANT (1795507200000000)

Desk *
desk_new (void)
{
  Desk *self = g_new0 (Desk, 1);
  g_autoptr (GalleyAccount) account = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("galley-page-XXXXXX", &error);
  g_assert_no_error (error);
  account = galley_account_new_local (self->folder);
  galley_account_save (account, &error);
  g_assert_no_error (error);
  self->clock = galley_test_clock_new (NOON);
  self->random = galley_random_new_seeded (1);
  self->workspace = galley_workspace_open (account, self->clock, self->random, &error);
  g_assert_no_error (error);
  self->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (self->window), 666, 700);
  desk_settle ();
  return self;
}

static void
remove_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      if (g_file_test (path, G_FILE_TEST_IS_DIR))
        remove_folder (path);
      else
        g_unlink (path);
    }
  g_rmdir (folder);
}

static gboolean
is_flushed (gpointer data)
{
  return *(gboolean *) data;
}

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GError) error = NULL;

  galley_workspace_flush_finish (GALLEY_WORKSPACE (source), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

void
desk_let_go (gpointer object)
{
  gpointer left = object;

  g_object_add_weak_pointer (object, &left);
  g_object_unref (object);
  while (left != NULL)
    g_main_context_iteration (NULL, TRUE);
}

void
desk_flush (Desk *self)
{
  gboolean is_done = FALSE;

  galley_workspace_flush_async (self->workspace, NULL, flushed_cb, &is_done);
  while (!is_flushed (&is_done))
    g_main_context_iteration (NULL, TRUE);
}

void
desk_free (Desk *self)
{
  desk_flush (self);
  desk_settle ();
  galley_workspace_close (self->workspace);
  desk_let_go (self->workspace);
  g_object_unref (self->random);
  g_object_unref (self->clock);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

void
desk_close_window (Desk *self)
{
  gtk_window_destroy (GTK_WINDOW (self->window));
  desk_settle ();
}

void
desk_settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

void
desk_wait (Desk  *self,
           gint64 microseconds)
{
  galley_test_clock_advance (GALLEY_TEST_CLOCK (self->clock), microseconds);
  desk_settle ();
}

void
desk_show (Desk      *self,
           GtkWidget *widget)
{
  gtk_window_set_child (GTK_WINDOW (self->window), widget);
  gtk_window_present (GTK_WINDOW (self->window));
  gtk_test_widget_wait_for_draw (self->window);
}

GalleyManuscript *
desk_write (Desk       *self,
            const char *headline,
            const char *body)
{
  GalleyManuscript *manuscript = galley_workspace_new_article (self->workspace, NULL);
  GalleyPosition start = { 0, 0 };

  galley_article_set_field (article_of (manuscript), GALLEY_FIELD_HEADLINE, headline);
  galley_document_replace_text (galley_article_get_document (article_of (manuscript)), start, start, body,
                                (GalleyStyle){ 0 });
  return manuscript;
}

GalleyArticle *
article_of (GalleyManuscript *manuscript)
{
  return galley_manuscript_get_article (manuscript);
}

const char *
field_of (GalleyManuscript *manuscript,
          GalleyField       field)
{
  return galley_article_get_field (article_of (manuscript), field);
}

static GtkWidget *
find_from (GtkWidget *root,
           GType      type,
           guint     *nth)
{
  if (g_type_is_a (G_OBJECT_TYPE (root), type) && (*nth)-- == 0)
    return root;
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_from (child, type, nth);

      if (found != NULL)
        return found;
    }
  return NULL;
}

GtkWidget *
find_widget (GtkWidget *root,
             GType      type,
             guint      nth)
{
  GtkWidget *found = find_from (root, type, &nth);

  g_assert_nonnull (found);
  return found;
}

char *
dup_text_of (GtkWidget *text)
{
  GtkTextIter start, end;

  if (GTK_IS_EDITABLE (text))
    return g_strdup (gtk_editable_get_text (GTK_EDITABLE (text)));
  gtk_text_buffer_get_bounds (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), &start, &end);
  return gtk_text_iter_get_text (&start, &end);
}

void
set_text_of (GtkWidget  *text,
             const char *words)
{
  if (GTK_IS_EDITABLE (text))
    gtk_editable_set_text (GTK_EDITABLE (text), words);
  else
    gtk_text_buffer_set_text (gtk_text_view_get_buffer (GTK_TEXT_VIEW (text)), words, -1);
}

static gboolean
try_shortcut (GtkShortcut    *shortcut,
              GtkWidget      *widget,
              guint           keyval,
              GdkModifierType modifiers)
{
  GtkShortcutTrigger *trigger = gtk_shortcut_get_trigger (shortcut);

  return GTK_IS_KEYVAL_TRIGGER (trigger) && gtk_keyval_trigger_get_keyval (GTK_KEYVAL_TRIGGER (trigger)) == keyval &&
         gtk_keyval_trigger_get_modifiers (GTK_KEYVAL_TRIGGER (trigger)) == modifiers &&
         gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget,
                                       gtk_shortcut_get_arguments (shortcut));
}

void
press_key (GtkWidget      *widget,
           guint           keyval,
           GdkModifierType modifiers)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);

          if (try_shortcut (shortcut, widget, keyval, modifiers))
            return;
        }
    }
}
