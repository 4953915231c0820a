/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/help/galley-help-window.h"

#include "app/base/galley-shortcuts.h"
#include "app/help/galley-help-pages.h"

#include <glib/gi18n.h>

#define MEASURE 520 /* of a line, in pixels: one reads to its end without losing the next */

struct _GalleyHelpWindow
{
  AdwWindow parent_instance;

  /* template widgets */
  GtkWidget *sidebar;
  GtkStack *stack;
};

G_DEFINE_FINAL_TYPE (GalleyHelpWindow, galley_help_window, ADW_TYPE_WINDOW)

static GtkWidget *
append_text (GtkWidget  *box,
             const char *text,
             const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

/* A page with its title; the caller fills the box that is returned. */
static GtkWidget *
add_page (GalleyHelpWindow *self,
          const char       *name,
          const char       *title)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 14);

  gtk_widget_add_css_class (box, "galley-help");
  append_text (box, title, "title-2");
  adw_clamp_set_maximum_size (ADW_CLAMP (clamp), MEASURE);
  adw_clamp_set_child (ADW_CLAMP (clamp), box);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), clamp);
  gtk_stack_add_titled (self->stack, scroller, name, title);
  return box;
}

/* GTK 4.8 gives the rows of its sidebar no words. */
static void
name_rows (GtkWidget *widget,
           GtkStack  *stack,
           guint     *n_named)
{
  g_autoptr (GtkSelectionModel) pages = gtk_stack_get_pages (stack);

  if (GTK_IS_LIST_BOX_ROW (widget))
    {
      GtkStackPage *page = g_list_model_get_item (G_LIST_MODEL (pages), (*n_named)++);

      if (page != NULL)
        gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                        gtk_stack_page_get_title (page), -1);
      g_clear_object (&page);
      return;
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    name_rows (child, stack, n_named);
}

typedef struct
{
  GtkWidget *box;
  char *group;
} Keys;

static void
add_key (const char *group,
         const char *title,
         const char *keys,
         gpointer    data)
{
  Keys *all = data;
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  if (g_strcmp0 (all->group, group) != 0)
    {
      g_free (all->group);
      all->group = g_strdup (group);
      append_text (all->box, group, "heading");
    }
  gtk_widget_set_hexpand (append_text (row, title, "body"), TRUE);
  gtk_box_append (GTK_BOX (row), gtk_shortcut_label_new (keys));
  gtk_box_append (GTK_BOX (all->box), row);
}

static void
galley_help_window_class_init (GalleyHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/help/galley-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyHelpWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, GalleyHelpWindow, stack);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
galley_help_window_init (GalleyHelpWindow *self)
{
  guint n_named = 0;
  guint n_pages;
  const GalleyHelpPage *pages = galley_help_get_pages (&n_pages);
  Keys keys = { NULL };

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n_pages; i++)
    {
      GtkWidget *box = add_page (self, pages[i].name, _ (pages[i].title));

      for (guint j = 0; pages[i].paragraphs[j] != NULL; j++)
        append_text (box, _ (pages[i].paragraphs[j]), "body");
    }
  keys.box = add_page (self, "keys", _ ("Keys"));
  galley_shortcuts_foreach (add_key, &keys);
  g_free (keys.group);
  name_rows (self->sidebar, self->stack, &n_named);
}

GtkWidget *
galley_help_window_new (GtkWindow *parent)
{
  g_return_val_if_fail (GTK_IS_WINDOW (parent), NULL);

  return g_object_new (GALLEY_TYPE_HELP_WINDOW, "transient-for", parent, NULL);
}
