/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/crop/galley-crop-dialog.h"

#include "app/crop/galley-crop-view.h"
#include "app/words/galley-picture-words.h"
#include "core/base/galley-task.h"
#include "core/media/galley-media-source.h"
#include "core/media/galley-picture-show.h"
#include "core/workspace/galley-workspace-pictures.h"

#include <glib/gi18n.h>

/* Pixels of the picture that are shown, whatever it has. */
#define SHOWN_SIDE 1600

struct _GalleyCropDialog
{
  AdwWindow parent_instance;

  /* template widgets */
  GalleyCropView *view;
  GtkStack *stack;
  GtkLabel *trouble;
  GtkWidget *controls;
  GtkDropDown *ratio;
  GtkSwitch *focus;
  GtkLabel *size;
  GtkLabel *advice;
  GtkRevealer *error_revealer;
  GtkLabel *error_label;
  GtkSpinner *spinner;
  GtkWidget *apply_button;

  /* owned */
  GalleyWorkspace *workspace;
  GalleyFigure *figure;
  GArray *ratios; /* (element-type GalleyPictureRatio), as the list has them; 0 and 0: free */
  GCancellable *cancellable;
};

G_DEFINE_FINAL_TYPE (GalleyCropDialog, galley_crop_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_APPLIED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static GalleySite *
get_site (GalleyCropDialog *self)
{
  return galley_layout_get_site (galley_workspace_get_layout (self->workspace));
}

/* --- in words ---------------------------------------------------------------------------------------------------- */

/* What the site makes of it, as the media do. */
static void
fit (guint *width,
     guint *height,
     guint  max_side)
{
  double scale = MIN (1.0, (double) max_side / MAX (*width, *height));

  *width = MAX (1, (guint) (*width * scale + 0.5));
  *height = MAX (1, (guint) (*height * scale + 0.5));
}

static void
say_size (GalleyCropDialog *self)
{
  const GalleyFraming *framing = galley_crop_view_get_framing (self->view);
  const GalleyPictureForm *form = galley_site_get_picture_form (get_site (self));
  const GalleyPictureCuts *cuts = galley_site_get_picture_cuts (get_site (self));
  GalleyPictureEdit edit;
  guint width, height;
  g_autofree char *size = NULL;
  g_autofree char *advice = NULL;

  galley_framing_get_edit (framing, &edit);
  width = edit.width;
  height = edit.height;
  fit (&width, &height, form->max_side);
  /* Translators: width and height of what will be shown, and of the whole picture, in pixels. */
  size = g_strdup_printf (_ ("%u × %u, from %u × %u"), width, height, galley_framing_get_width (framing),
                          galley_framing_get_height (framing));
  if (width < cuts->least_width)
    /* Translators: %u is a number of pixels. */
    advice = g_strdup_printf (_ ("This is small: the site asks for pictures at least %u pixels wide."), cuts->least_width);
  else if (width < edit.width)
    /* Translators: %u is a number of pixels. */
    advice = g_strdup_printf (_ ("It is made smaller: the site takes at most %u pixels on a side."), form->max_side);
  gtk_label_set_text (self->size, size);
  gtk_label_set_text (self->advice, advice != NULL ? advice : "");
}

static void
say_trouble (GalleyCropDialog *self,
             const char       *sentence)
{
  gtk_label_set_text (self->trouble, sentence);
  gtk_stack_set_visible_child_name (self->stack, "trouble");
}

static void
set_error (GalleyCropDialog *self,
           const char       *sentence)
{
  if (sentence != NULL)
    gtk_label_set_text (self->error_label, sentence);
  gtk_revealer_set_reveal_child (self->error_revealer, sentence != NULL);
}

/* --- the whole picture ------------------------------------------------------------------------------------------- */

typedef struct
{
  char *path;
  GdkTexture *texture; /* (nullable) */
  guint width, height; /* of the file, not of the texture */
} Loading;

static void
loading_free (gpointer data)
{
  Loading *self = data;

  g_free (self->path);
  g_clear_object (&self->texture);
  g_free (self);
}

static void
load_in_worker (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  Loading *loading = data;
  GError *error = NULL;
  g_autoptr (GdkPixbuf) pixels = galley_picture_show_file_of (loading->path, SHOWN_SIDE, &loading->width, &loading->height,
                                                              cancellable, &error);

  if (pixels != NULL)
    {
      loading->texture = gdk_texture_new_for_pixbuf (pixels);
      g_task_return_boolean (task, TRUE);
    }
  else
    g_task_return_error (task, error);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GalleyCropDialog *self = GALLEY_CROP_DIALOG (source);
  const Loading *loading = g_task_get_task_data (G_TASK (result));
  GalleyFraming framing;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        say_trouble (self, _ ("This picture is damaged and cannot be shown."));
      return;
    }
  galley_framing_init (&framing, loading->width, loading->height, galley_figure_get_crop (self->figure),
                       galley_figure_get_focus (self->figure));
  galley_crop_view_set_picture (self->view, loading->texture, &framing);
  gtk_switch_set_active (self->focus, framing.has_focus);
  gtk_stack_set_visible_child_name (self->stack, "picture");
  gtk_widget_set_sensitive (self->controls, TRUE);
  gtk_widget_set_sensitive (self->apply_button, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
  say_size (self);
}

static void
load (GalleyCropDialog *self)
{
  const GalleyCrop *crop = galley_figure_get_crop (self->figure);
  g_autofree char *path = galley_media_source_dup_path (
      GALLEY_MEDIA_SOURCE (self->workspace), crop != NULL ? crop->origin : galley_figure_get_hash (self->figure));
  g_autoptr (GTask) task = NULL;
  Loading *loading;

  if (path == NULL)
    {
      say_trouble (self, _ ("This picture is not on this computer yet."));
      return;
    }
  loading = g_new0 (Loading, 1);
  loading->path = g_steal_pointer (&path);
  task = g_task_new (self, self->cancellable, loaded_cb, NULL);
  g_task_set_source_tag (task, load);
  g_task_set_task_data (task, loading, loading_free);
  galley_task_run_in_thread (task, load_in_worker);
}

/* --- what is done to it ------------------------------------------------------------------------------------------ */

static void
turn (GalleyCropDialog *self,
      gboolean          is_clockwise)
{
  GalleyFraming framing = *galley_crop_view_get_framing (self->view);

  galley_framing_turn (&framing, is_clockwise);
  galley_crop_view_set_framing (self->view, &framing);
  say_size (self);
}

static void
turn_left_cb (GalleyCropDialog *self)
{
  turn (self, FALSE);
}

static void
turn_right_cb (GalleyCropDialog *self)
{
  turn (self, TRUE);
}

static void
ratio_cb (GalleyCropDialog *self)
{
  GalleyFraming framing = *galley_crop_view_get_framing (self->view);
  guint selected = gtk_drop_down_get_selected (self->ratio);
  GalleyPictureRatio ratio;

  /* The list tells of its first choice while it is made. */
  if (selected >= self->ratios->len || framing.origin_width == 0)
    return;
  ratio = g_array_index (self->ratios, GalleyPictureRatio, selected);
  if (ratio.width == G_MAXUINT)
    ratio = (GalleyPictureRatio) { galley_framing_get_width (&framing), galley_framing_get_height (&framing) };
  galley_framing_set_ratio (&framing, ratio.width, ratio.height);
  galley_crop_view_set_framing (self->view, &framing);
  say_size (self);
}

static void
focus_cb (GalleyCropDialog *self)
{
  GalleyFraming framing = *galley_crop_view_get_framing (self->view);

  galley_framing_set_has_focus (&framing, gtk_switch_get_active (self->focus));
  galley_crop_view_set_framing (self->view, &framing);
}

/* All of the picture, the way up that it was put in. */
static void
reset_cb (GalleyCropDialog *self)
{
  const GalleyFraming *before = galley_crop_view_get_framing (self->view);
  GalleyFraming framing;

  galley_framing_init (&framing, before->origin_width, before->origin_height, NULL, NULL);
  galley_crop_view_set_framing (self->view, &framing);
  gtk_switch_set_active (self->focus, FALSE);
  gtk_drop_down_set_selected (self->ratio, 0);
  say_size (self);
}

static void
add_ratio (GalleyCropDialog *self,
           GtkStringList    *names,
           guint             width,
           guint             height,
           const char       *name)
{
  GalleyPictureRatio ratio = { width, height };
  g_autofree char *own_name = NULL;

  for (guint i = 0; i < self->ratios->len; i++)
    {
      GalleyPictureRatio known = g_array_index (self->ratios, GalleyPictureRatio, i);

      if (known.width == width && known.height == height)
        return;
    }
  if (name == NULL)
    own_name = g_strdup_printf ("%u:%u", width, height);
  g_array_append_val (self->ratios, ratio);
  gtk_string_list_append (names, name != NULL ? name : own_name);
}

static void
list_ratios (GalleyCropDialog *self)
{
  const GalleyPictureCuts *cuts = galley_site_get_picture_cuts (get_site (self));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  add_ratio (self, names, 0, 0, _ ("Free"));
  add_ratio (self, names, G_MAXUINT, G_MAXUINT, _ ("As the Picture"));
  for (guint i = 0; i < cuts->n_ratios; i++)
    add_ratio (self, names, cuts->ratios[i].width, cuts->ratios[i].height, NULL);
  add_ratio (self, names, 16, 9, NULL);
  add_ratio (self, names, 4, 3, NULL);
  add_ratio (self, names, 3, 2, NULL);
  add_ratio (self, names, 1, 1, NULL);
  gtk_drop_down_set_model (self->ratio, G_LIST_MODEL (names));
}

/* --- done -------------------------------------------------------------------------------------------------------- */

static void
set_busy (GalleyCropDialog *self,
          gboolean          is_busy)
{
  gtk_spinner_set_spinning (self->spinner, is_busy);
  gtk_widget_set_sensitive (self->controls, !is_busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->view), !is_busy);
  gtk_widget_set_sensitive (self->apply_button, !is_busy);
}

/* @shown: the picture; the words and the point are added. */
static void
finish (GalleyCropDialog   *self,
        const GalleyFigure *shown,
        const GalleyCrop   *crop)
{
  GalleyFocus focus;
  gboolean has_focus = galley_framing_get_focus (galley_crop_view_get_framing (self->view), &focus);
  g_autoptr (GalleyFigure) described =
      galley_figure_with_alternative (shown, galley_figure_get_alternative (self->figure));
  g_autoptr (GalleyFigure) figure = galley_figure_with_edit (described, crop, has_focus ? &focus : NULL);

  if (!galley_figure_equal (figure, self->figure))
    g_signal_emit (self, signals[SIGNAL_APPLIED], 0, figure);
  gtk_window_close (GTK_WINDOW (self));
}

static void
cut_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr (GalleyCropDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyFigure) cut = galley_workspace_cut_picture_finish (GALLEY_WORKSPACE (source), result, &error);
  g_autofree char *sentence = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  if (cut != NULL)
    {
      finish (self, cut, galley_figure_get_crop (cut));
      return;
    }
  g_message ("a picture could not be cut: %s", error->message);
  set_busy (self, FALSE);
  sentence = galley_picture_words_for_refusal (NULL, error);
  set_error (self, sentence);
}

static void
apply_cb (GalleyCropDialog *self)
{
  const GalleyFraming *framing = galley_crop_view_get_framing (self->view);
  const GalleyCrop *before = galley_figure_get_crop (self->figure);
  GalleyPictureEdit edit;
  GalleyCrop crop = { 0 };

  if (!gtk_widget_get_sensitive (self->apply_button))
    return;
  g_strlcpy (crop.origin, before != NULL ? before->origin : galley_figure_get_hash (self->figure), sizeof crop.origin);
  crop.media_type = before != NULL ? before->media_type : galley_figure_get_media_type (self->figure);
  if (galley_framing_is_whole (framing))
    {
      g_autoptr (GalleyFigure) whole = galley_figure_new (crop.origin, crop.media_type, framing->origin_width,
                                                          framing->origin_height, NULL);

      finish (self, whole, NULL);
      return;
    }
  galley_framing_get_edit (framing, &edit);
  crop.quarter_turns = edit.quarter_turns;
  crop.x = edit.x;
  crop.y = edit.y;
  crop.width = edit.width;
  crop.height = edit.height;
  if (galley_crop_equal (&crop, before))
    {
      finish (self, self->figure, before);
      return;
    }
  set_error (self, NULL);
  set_busy (self, TRUE);
  galley_workspace_cut_picture_async (self->workspace, &crop, self->cancellable, cut_cb, g_object_ref (self));
}

static void
cancel_cb (GalleyCropDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

/* Nobody waits any longer for what is being made. */
static gboolean
galley_crop_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (GALLEY_CROP_DIALOG (window)->cancellable);
  return GTK_WINDOW_CLASS (galley_crop_dialog_parent_class)->close_request (window);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_crop_dialog_dispose (GObject *object)
{
  GalleyCropDialog *self = GALLEY_CROP_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  G_OBJECT_CLASS (galley_crop_dialog_parent_class)->dispose (object);
}

static void
galley_crop_dialog_finalize (GObject *object)
{
  GalleyCropDialog *self = GALLEY_CROP_DIALOG (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->figure, galley_figure_unref);
  g_array_unref (self->ratios);
  g_object_unref (self->cancellable);

  G_OBJECT_CLASS (galley_crop_dialog_parent_class)->finalize (object);
}

static void
galley_crop_dialog_class_init (GalleyCropDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_crop_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = galley_crop_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = galley_crop_dialog_close_request;

  signals[SIGNAL_APPLIED] = g_signal_new ("applied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_POINTER);

  g_type_ensure (GALLEY_TYPE_CROP_VIEW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/galleyeditor/Galley/crop/galley-crop-dialog.ui");
#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GalleyCropDialog, name)
  BIND (view);
  BIND (stack);
  BIND (trouble);
  BIND (controls);
  BIND (ratio);
  BIND (focus);
  BIND (size);
  BIND (advice);
  BIND (error_revealer);
  BIND (error_label);
  BIND (spinner);
  BIND (apply_button);
#undef BIND
  gtk_widget_class_bind_template_callback (widget_class, turn_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, turn_right_cb);
  gtk_widget_class_bind_template_callback (widget_class, ratio_cb);
  gtk_widget_class_bind_template_callback (widget_class, focus_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, say_size);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
galley_crop_dialog_init (GalleyCropDialog *self)
{
  self->ratios = g_array_new (FALSE, FALSE, sizeof (GalleyPictureRatio));
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
galley_crop_dialog_new (GtkWindow       *parent,
                        GalleyWorkspace *workspace,
                        GalleyFigure    *figure)
{
  GalleyCropDialog *self;

  g_return_val_if_fail (GALLEY_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (figure != NULL, NULL);

  self = g_object_new (GALLEY_TYPE_CROP_DIALOG, "transient-for", parent, NULL);
  self->workspace = g_object_ref (workspace);
  self->figure = galley_figure_ref (figure);
  list_ratios (self);
  load (self);
  return GTK_WIDGET (self);
}
