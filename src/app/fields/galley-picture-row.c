/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fields/galley-picture-row.h"

#include "app/base/galley-file-dialog.h"
#include "app/body/galley-figure-view.h"
#include "app/crop/galley-crop-dialog.h"
#include "app/fields/galley-picture-choice.h"
#include "app/words/galley-picture-words.h"
#include "core/workspace/galley-workspace-pictures.h"

#include <glib/gi18n.h>

#define ROOM 96 /* pixels for a picture */
#define EM 4    /* what galley_figure_fit () takes for a character: twenty of them are a picture's height */

struct _GalleyPictureRow
{
  AdwActionRow parent_instance;

  /* template widgets */
  GtkBox *thumbnail_place;
  GtkMenuButton *button;
  GtkPopover *popover;
  GtkWidget *caption;
  GtkWidget *scroller;
  GtkFlowBox *choices;
  GtkWidget *remove_button;
  GtkWidget *crop_button;
  GtkWidget *file_button;

  /* owned */
  GalleyWorkspace *workspace;
  GalleyManuscript *manuscript; /* NULL: nothing is shown */

  GalleyField field;
};

G_DEFINE_FINAL_TYPE (GalleyPictureRow, galley_picture_row, ADW_TYPE_ACTION_ROW)

/* A file on its way, or a picture that is being cut; for the article that it was chosen for. */
typedef struct
{
  GalleyPictureRow *row;
  GalleyManuscript *manuscript;
} Choice;

static Choice *
choice_new (GalleyPictureRow *self)
{
  Choice *choice = g_new0 (Choice, 1);

  choice->row = g_object_ref (self);
  choice->manuscript = g_object_ref (self->manuscript);
  return choice;
}

static void
choice_free (gpointer data)
{
  Choice *choice = data;

  g_object_unref (choice->row);
  g_object_unref (choice->manuscript);
  g_free (choice);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Choice, choice_free)

static void
free_choice_cb (gpointer  data,
                GClosure *closure)
{
  choice_free (data);
}

/* --- what is shown ----------------------------------------------------------------------------------------------- */

static GtkWidget *
make_thumbnail (GalleyPictureRow *self,
                GalleyFigure     *figure)
{
  GtkWidget *view = galley_figure_view_new ();
  int width, height;

  galley_figure_fit (figure, ROOM, EM, &width, &height);
  gtk_widget_set_size_request (view, width, height);
  gtk_widget_set_halign (view, GTK_ALIGN_CENTER);
  gtk_widget_set_valign (view, GTK_ALIGN_CENTER);
  gtk_widget_set_can_target (view, FALSE);
  gtk_widget_add_css_class (view, "small");
  galley_object_view_set_source (GALLEY_OBJECT_VIEW (view), GALLEY_MEDIA_SOURCE (self->workspace));
  galley_figure_view_set_figure (GALLEY_FIGURE_VIEW (view), figure);
  galley_object_view_set_near (GALLEY_OBJECT_VIEW (view), TRUE);
  return view;
}

static void
empty (GtkWidget *box,
       void (*remove) (gpointer   box,
                       GtkWidget *child))
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (box)) != NULL)
    remove (box, child);
}

static void
remove_from_box (gpointer   box,
                 GtkWidget *child)
{
  gtk_box_remove (box, child);
}

static void
remove_from_flow (gpointer   box,
                  GtkWidget *child)
{
  gtk_flow_box_remove (box, child);
}

static const char *
words_for_none (GalleyPictureRow *self)
{
  return self->field == GALLEY_FIELD_LEAD_PICTURE ? _ ("The first picture of the text")
                                                  : _ ("Not in the focus area");
}

static void
show (GalleyPictureRow *self)
{
  g_autoptr (GalleyFigure) figure =
      self->manuscript != NULL ? galley_picture_choice_dup (self->manuscript, self->field) : NULL;
  g_autofree char *size = NULL;

  empty (GTK_WIDGET (self->thumbnail_place), remove_from_box);
  gtk_widget_set_sensitive (self->remove_button, figure != NULL);
  gtk_widget_set_sensitive (self->crop_button, figure != NULL);
  if (figure == NULL)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words_for_none (self));
      return;
    }
  gtk_box_append (self->thumbnail_place, make_thumbnail (self, figure));
  /* Translators: width and height of a picture in pixels. */
  size = g_strdup_printf (_ ("%u × %u pixels"), galley_figure_get_width (figure), galley_figure_get_height (figure));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), size);
}

static void
field_changed_cb (GalleyPictureRow *self,
                  guint             field)
{
  if (field == self->field)
    show (self);
}

/* --- choosing ---------------------------------------------------------------------------------------------------- */

static void
add_choice (GalleyPictureRow *self,
            GalleyFigure     *figure)
{
  GtkWidget *view = make_thumbnail (self, figure);
  const char *alternative = galley_figure_get_alternative (figure);

  gtk_flow_box_append (self->choices, view);
  /* The box's own child, around the view, has the focus; GTK 4.8 gives it no words. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (view)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  *alternative != '\0' ? alternative : _ ("Picture without a description"), -1);
}

static void
shown_cb (GalleyPictureRow *self)
{
  GalleyDocument *document;
  guint n_pictures = 0;

  empty (GTK_WIDGET (self->choices), remove_from_flow);
  if (self->manuscript == NULL)
    return;
  document = galley_article_get_document (galley_manuscript_get_article (self->manuscript));
  for (guint i = 0; i < galley_document_get_n_blocks (document); i++)
    {
      GalleyFigure *figure = galley_block_get_figure (galley_document_get_block (document, i));

      if (figure == NULL)
        continue;
      add_choice (self, figure);
      n_pictures++;
    }
  gtk_widget_set_visible (self->caption, n_pictures > 0);
  gtk_widget_set_visible (self->scroller, n_pictures > 0);
}

static void
chosen_cb (GalleyPictureRow *self,
           GtkFlowBoxChild  *child)
{
  g_autoptr (GalleyFigure) figure =
      galley_figure_ref (galley_figure_view_get_figure (GALLEY_FIGURE_VIEW (gtk_flow_box_child_get_child (child))));

  gtk_popover_popdown (self->popover);
  if (self->manuscript != NULL)
    galley_picture_choice_set (self->manuscript, self->field, figure);
}

static void
remove_cb (GalleyPictureRow *self)
{
  gtk_popover_popdown (self->popover);
  if (self->manuscript != NULL)
    galley_picture_choice_set (self->manuscript, self->field, NULL);
}

static void
added_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr (Choice) choice = data;
  g_autoptr (GPtrArray) pictures = galley_workspace_add_pictures_finish (GALLEY_WORKSPACE (source), result);
  const GalleyAddedPicture *picture = pictures != NULL && pictures->len > 0 ? pictures->pdata[0] : NULL;

  if (picture == NULL)
    return;
  if (picture->figure != NULL)
    {
      galley_picture_choice_set (choice->manuscript, choice->row->field, picture->figure);
    }
  else
    {
      g_autofree char *words = galley_picture_words_for_refusal (picture->name, picture->error);

      g_message ("a picture was refused: %s", picture->error->message);
      adw_action_row_set_subtitle (ADW_ACTION_ROW (choice->row), words);
    }
}

static void
add_file (GalleyPictureRow *self,
          const char       *path)
{
  g_autoptr (GPtrArray) files = galley_picture_files_new ();

  if (self->manuscript == NULL || path == NULL)
    return;
  galley_picture_files_add_path (files, path);
  galley_workspace_add_pictures_async (self->workspace, files, NULL, added_cb, choice_new (self));
}

static void
file_chosen_cb (const char *const *paths,
                gpointer           data)
{
  Choice *choice = data;

  if (choice->row->manuscript == choice->manuscript)
    add_file (choice->row, paths[0]);
}

static void
file_cb (GalleyPictureRow *self)
{
  gtk_popover_popdown (self->popover);
  if (self->manuscript != NULL)
    galley_file_dialog_open_picture (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                     adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), file_chosen_cb,
                                     choice_new (self), choice_free);
}

static gboolean
drop_cb (GalleyPictureRow *self,
         const GValue     *value)
{
  GSList *files = g_value_get_boxed (value);

  if (files == NULL || self->manuscript == NULL || !galley_manuscript_may_edit (self->manuscript))
    return FALSE;
  add_file (self, g_file_peek_path (files->data));
  return TRUE;
}

static void
cropped_cb (GalleyCropDialog *dialog,
            GalleyFigure     *figure,
            Choice           *choice)
{
  galley_picture_choice_set (choice->manuscript, choice->row->field, figure);
}

static void
crop_cb (GalleyPictureRow *self)
{
  g_autoptr (GalleyFigure) figure =
      self->manuscript != NULL ? galley_picture_choice_dup (self->manuscript, self->field) : NULL;
  GtkWidget *dialog;

  gtk_popover_popdown (self->popover);
  if (figure == NULL)
    return;
  dialog = galley_crop_dialog_new (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), self->workspace, figure);
  g_signal_connect_data (dialog, "applied", G_CALLBACK (cropped_cb), choice_new (self), free_choice_cb, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_picture_row_dispose (GObject *object)
{
  galley_picture_row_set_manuscript (GALLEY_PICTURE_ROW (object), NULL, NULL);

  G_OBJECT_CLASS (galley_picture_row_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GalleyPictureRow, name)

static void
galley_picture_row_class_init (GalleyPictureRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_picture_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/galleyeditor/Galley/fields/galley-picture-row.ui");
  BIND (thumbnail_place);
  BIND (button);
  BIND (popover);
  BIND (caption);
  BIND (scroller);
  BIND (choices);
  BIND (remove_button);
  BIND (crop_button);
  BIND (file_button);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
  gtk_widget_class_bind_template_callback (widget_class, crop_cb);
  gtk_widget_class_bind_template_callback (widget_class, file_cb);
}

static void
galley_picture_row_init (GalleyPictureRow *self)
{
  GtkDropTarget *drop = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (drop, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drop));
}

void
galley_picture_row_set_field (GalleyPictureRow *self,
                              GalleyField       field)
{
  const char *title;

  g_return_if_fail (GALLEY_IS_PICTURE_ROW (self));

  self->field = field;
  title = adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), title);
  show (self);
}

void
galley_picture_row_set_manuscript (GalleyPictureRow *self,
                                   GalleyWorkspace  *workspace,
                                   GalleyManuscript *manuscript)
{
  g_return_if_fail (GALLEY_IS_PICTURE_ROW (self));
  g_return_if_fail (manuscript == NULL || GALLEY_IS_WORKSPACE (workspace));

  if (self->manuscript == manuscript)
    return;
  if (self->manuscript != NULL)
    g_signal_handlers_disconnect_by_data (galley_manuscript_get_article (self->manuscript), self);
  g_set_object (&self->manuscript, manuscript);
  g_clear_object (&self->workspace);
  if (manuscript != NULL)
    self->workspace = g_object_ref (workspace);
  if (manuscript != NULL)
    g_signal_connect_swapped (galley_manuscript_get_article (manuscript), "field-changed", G_CALLBACK (field_changed_cb),
                              self);
  show (self);
}

void
galley_picture_row_set_editable (GalleyPictureRow *self,
                                 gboolean          is_editable)
{
  g_return_if_fail (GALLEY_IS_PICTURE_ROW (self));

  gtk_widget_set_sensitive (GTK_WIDGET (self->button), is_editable);
}
