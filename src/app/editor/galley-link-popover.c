/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-link-popover.h"

#include "app/base/galley-text-guard.h"
#include "core/model/galley-block.h"

struct _GalleyLinkPopover
{
  GtkPopover parent_instance;

  /* template widgets */
  GtkEntry *entry;
  GtkWidget *problem;
  GtkWidget *remove_button;
  GtkWidget *apply_button;
};

G_DEFINE_FINAL_TYPE (GalleyLinkPopover, galley_link_popover, GTK_TYPE_POPOVER)

enum
{
  SIGNAL_APPLIED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static void
changed_cb (GalleyLinkPopover *self)
{
  gtk_widget_set_visible (self->problem, FALSE);
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
apply_cb (GalleyLinkPopover *self)
{
  g_autofree char *target = galley_link_popover_complete (gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  if (target == NULL)
    {
      gtk_widget_set_visible (self->problem, TRUE);
      gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
      return;
    }
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_APPLIED], 0, target);
}

static void
remove_cb (GalleyLinkPopover *self)
{
  gtk_popover_popdown (GTK_POPOVER (self));
  g_signal_emit (self, signals[SIGNAL_APPLIED], 0, NULL);
}

static void
galley_link_popover_class_init (GalleyLinkPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_APPLIED] = g_signal_new ("applied", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/editor/galley-link-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyLinkPopover, entry);
  gtk_widget_class_bind_template_child (widget_class, GalleyLinkPopover, problem);
  gtk_widget_class_bind_template_child (widget_class, GalleyLinkPopover, remove_button);
  gtk_widget_class_bind_template_child (widget_class, GalleyLinkPopover, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, apply_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
galley_link_popover_init (GalleyLinkPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  galley_text_guard_install_in_editable (GTK_EDITABLE (self->entry));
}

void
galley_link_popover_set_target (GalleyLinkPopover *self,
                                const char        *target)
{
  g_return_if_fail (GALLEY_IS_LINK_POPOVER (self));

  gtk_editable_set_text (GTK_EDITABLE (self->entry), target != NULL ? target : "");
  gtk_widget_set_visible (self->remove_button, target != NULL);
  changed_cb (self);
}

char *
galley_link_popover_complete (const char *text)
{
  g_autofree char *address = g_strstrip (g_strdup (text));
  g_autofree char *with_scheme = NULL;

  if (galley_link_target_is_safe (address))
    return g_steal_pointer (&address);
  if (*address == '\0' || strchr (address, ':') != NULL || strchr (address, '.') == NULL)
    return NULL;
  with_scheme = g_strconcat ("https://", address, NULL);
  return galley_link_target_is_safe (with_scheme) ? g_steal_pointer (&with_scheme) : NULL;
}
