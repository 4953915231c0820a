/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-enclosed-popover.h"

#include <glib/gi18n.h>

struct _GalleyEnclosedPopover
{
  GtkPopover parent_instance;

  /* template widgets */
  GtkLabel *name;
  GtkLabel *facts;
  GtkWidget *save_button;
  GtkWidget *poster_button;
  GtkWidget *no_poster_button;
};

G_DEFINE_FINAL_TYPE (GalleyEnclosedPopover, galley_enclosed_popover, GTK_TYPE_POPOVER)

static const char *const signal_names[] = { "replace-asked", "poster-asked", "poster-removed", "save-asked",
                                            "remove-asked" };

/* A button's name is that of the signal. */
static void
clicked_cb (GalleyEnclosedPopover *self,
            GtkWidget             *button)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit_by_name (self, gtk_widget_get_name (button));
}

static void
galley_enclosed_popover_class_init (GalleyEnclosedPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  for (guint i = 0; i < G_N_ELEMENTS (signal_names); i++)
    g_signal_new (signal_names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/editor/galley-enclosed-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyEnclosedPopover, name);
  gtk_widget_class_bind_template_child (widget_class, GalleyEnclosedPopover, facts);
  gtk_widget_class_bind_template_child (widget_class, GalleyEnclosedPopover, save_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyEnclosedPopover, poster_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyEnclosedPopover, no_poster_button);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
galley_enclosed_popover_init (GalleyEnclosedPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
galley_enclosed_popover_show_block (GalleyEnclosedPopover *self,
                                    GalleyBlock           *block)
{
  GalleyEnclosure *enclosure = galley_block_get_enclosure (block);
  gboolean is_video = galley_block_get_kind (block) == GALLEY_BLOCK_VIDEO;
  const char *address;
  g_autofree char *facts = NULL;

  g_return_if_fail (GALLEY_IS_ENCLOSED_POPOVER (self));
  g_return_if_fail (enclosure != NULL);

  address = galley_enclosure_get_address (enclosure);
  facts = galley_enclosure_dup_facts (enclosure);
  gtk_label_set_text (self->name, address != NULL ? address : galley_enclosure_get_name (enclosure));
  gtk_label_set_text (self->facts, facts);
  gtk_widget_set_visible (self->save_button, address == NULL);
  gtk_widget_set_visible (self->poster_button, is_video);
  gtk_widget_set_visible (self->no_poster_button, galley_enclosure_get_poster (enclosure) != NULL);
}
