/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-picture-popover.h"

#include "app/base/galley-text-guard.h"

struct _GalleyPicturePopover
{
  GtkPopover parent_instance;

  /* template widgets */
  GtkEntry *entry;
};

G_DEFINE_FINAL_TYPE (GalleyPicturePopover, galley_picture_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_DESCRIBED,
  SIGNAL_CROP_ASKED,
  SIGNAL_LEAD_ASKED,
  SIGNAL_REPLACE_ASKED,
  SIGNAL_REMOVE_ASKED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
apply_cb (GalleyPicturePopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_DESCRIBED], 0, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
}

static void
crop_cb (GalleyPicturePopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_CROP_ASKED], 0);
}

static void
lead_cb (GalleyPicturePopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_LEAD_ASKED], 0);
}

static void
replace_cb (GalleyPicturePopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_REPLACE_ASKED], 0);
}

static void
remove_cb (GalleyPicturePopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_REMOVE_ASKED], 0);
}

static void
galley_picture_popover_class_init (GalleyPicturePopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  signals[SIGNAL_DESCRIBED] =
      g_signal_new ("described", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_CROP_ASKED] =
      g_signal_new ("crop-asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_LEAD_ASKED] =
      g_signal_new ("lead-asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REPLACE_ASKED] =
      g_signal_new ("replace-asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REMOVE_ASKED] =
      g_signal_new ("remove-asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/editor/galley-picture-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyPicturePopover, entry);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, crop_cb);
  gtk_widget_class_bind_template_callback (widget_class, lead_cb);
  gtk_widget_class_bind_template_callback (widget_class, replace_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
galley_picture_popover_init (GalleyPicturePopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  galley_text_guard_install_in_editable (GTK_EDITABLE (self->entry));
}

void
galley_picture_popover_set_alternative (GalleyPicturePopover *self,
                                        const char           *alternative)
{
  g_return_if_fail (GALLEY_IS_PICTURE_POPOVER (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), alternative != NULL ? alternative : "");
}
