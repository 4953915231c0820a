/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Templates for standing items: the open article becomes one, a new article is begun from one. */
#include "app/templates/galley-templates-dialog.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"

#include <glib/gi18n.h>

/* Of the body, where there is no headline to name the template by; in full-width characters. */
#define NAME_CELLS 12

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!galley_workspace_remove_template_finish (GALLEY_WORKSPACE (source), result, &error))
    galley_window_tell_error (self, error);
}

static void
undo_keep_cb (AdwToast     *toast,
              GalleyWindow *self)
{
  galley_workspace_remove_template_async (self->workspace, g_object_get_data (G_OBJECT (toast), "template"), removed_cb,
                                          g_object_ref (self));
}

typedef struct
{
  GalleyWindow *window;
  char *id;
} Keeping;

static void
keeping_free (Keeping *self)
{
  g_object_unref (self->window);
  g_free (self->id);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Keeping, keeping_free)

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr (Keeping) keeping = data;
  GalleyWindow *self = keeping->window;
  g_autoptr (GError) error = NULL;
  AdwToast *toast;

  if (!galley_workspace_keep_template_finish (GALLEY_WORKSPACE (source), result, &error))
    {
      galley_window_tell_error (self, error);
      return;
    }
  if (self->workspace != GALLEY_WORKSPACE (source))
    return;
  toast = adw_toast_new (_ ("Kept as a template"));
  adw_toast_set_timeout (toast, 10);
  adw_toast_set_button_label (toast, _ ("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "template", g_steal_pointer (&keeping->id), g_free);
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_keep_cb), self, 0);
  galley_window_add_toast (self, toast);
}

/* By its headline, else by its first words. */
static char *
make_name (GalleyRevision *revision)
{
  const char *headline = galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE);
  g_autofree char *snippet = galley_revision_dup_snippet (revision, NAME_CELLS);

  return g_strdup (*headline != '\0' ? headline : *snippet != '\0' ? snippet : _ ("Template"));
}

void
galley_window_use_as_template (GalleyWindow *self)
{
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GalleyTemplate) template = NULL;
  g_autofree char *name = NULL;
  Keeping *keeping;

  if (self->manuscript == NULL)
    return;
  galley_window_finish_typing (self);
  revision = galley_article_snapshot (galley_manuscript_get_article (self->manuscript));
  name = make_name (revision);
  template = galley_workspace_make_template (self->workspace, name, revision);
  keeping = g_new0 (Keeping, 1);
  keeping->window = g_object_ref (self);
  keeping->id = g_strdup (galley_revision_get_id (template->revision));
  galley_workspace_keep_template_async (self->workspace, template, kept_cb, keeping);
}

static void
chosen_cb (GalleyTemplatesDialog *dialog,
           const GalleyTemplate  *template,
           GalleyWindow          *self)
{
  g_autoptr (GalleyManuscript) manuscript =
      galley_workspace_new_from_template (self->workspace, template, self->wanted_channel);

  galley_window_show_made (self, manuscript);
  galley_editor_page_focus_field (self->editor, GALLEY_FIELD_HEADLINE);
}

void
galley_window_new_from_template (GalleyWindow *self)
{
  GtkWidget *dialog;

  galley_window_finish_typing (self);
  dialog = galley_templates_dialog_new (GTK_WINDOW (self), self->workspace, self->manuscript != NULL);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), self, 0);
  g_signal_connect_object (dialog, "keep-asked", G_CALLBACK (galley_window_use_as_template), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}
