/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-copy-popover.h"

#include "app/body/galley-clipping.h"
#include "core/base/galley-text.h"
#include "core/wire/galley-handover.h"

#include <glib/gi18n.h>

/* A row shows the beginning: nobody reads a body here. */
#define SHOWN_CHARACTERS 80

typedef struct
{
  GtkWidget *row;
  GtkLabel *text;
  GtkLabel *count; /* of characters, for WeChat's editor; empty for what has no field there */
  GtkLabel *copied;
} Row; /* borrowed */

struct _GalleyCopyPopover
{
  GtkPopover parent_instance;

  /* template widgets */
  GtkListBox *list_box;

  /* owned */
  GalleyArticle *article; /* NULL: nothing is shown */
  GalleySite *site;       /* NULL until one is known */

  Row rows[GALLEY_N_PARTS];
};

G_DEFINE_FINAL_TYPE (GalleyCopyPopover, galley_copy_popover, GTK_TYPE_POPOVER)

static const struct
{
  const char *name;
  const char *key; /* shown, and the name of its keyval */
} parts[GALLEY_N_PARTS] = {
  [GALLEY_PART_KICKER] = { N_ ("Kicker"), "1" },
  [GALLEY_PART_HEADLINE] = { N_ ("Headline"), "2" },
  [GALLEY_PART_SUBTITLE] = { N_ ("Subtitle"), "3" },
  [GALLEY_PART_SHORT_HEADLINE] = { N_ ("Short Headline"), "4" },
  [GALLEY_PART_SUMMARY] = { N_ ("Summary"), "5" },
  [GALLEY_PART_SOURCE] = { N_ ("Source"), "6" },
  [GALLEY_PART_BYLINES] = { N_ ("Bylines"), "7" },
  [GALLEY_PART_EDITOR] = { N_ ("Responsible Editor"), "8" },
  [GALLEY_PART_TAGS] = { N_ ("Tags"), "9" },
  [GALLEY_PART_BODY_HTML] = { N_ ("Body as HTML"), "H" },
  [GALLEY_PART_BODY_RICH] = { N_ ("Body with Formatting"), "R" },
  [GALLEY_PART_BODY_PLAIN] = { N_ ("Body as Plain Text"), "P" },
  [GALLEY_PART_BODY_WECHAT] = { N_ ("Body for WeChat"), "W" },
  [GALLEY_PART_HANDOUT] = { N_ ("Hand-out Text"), "T" },
};

/* --- what is shown ----------------------------------------------------------------------------------------------- */

static char *
dup_beginning (const char *text)
{
  g_autofree char *beginning = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1), SHOWN_CHARACTERS));

  return g_strdelimit (g_steal_pointer (&beginning), "\n", ' ');
}

static void
set_copied (Row     *row,
            int      part,
            gboolean is_copied)
{
  /* Translators: what a screen reader says of a field that was copied; %s is its name. */
  g_autofree char *words = g_strdup_printf (is_copied ? _ ("%s, copied") : "%s", _ (parts[part].name));

  gtk_label_set_label (row->copied, is_copied ? _ ("Copied") : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->row), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/* How much of WeChat's field a part fills: it cuts what is longer. */
static void
update_count (GalleyCopyPopover *self,
              int                part,
              const char        *text)
{
  Row *row = &self->rows[part];
  guint limit = self->site != NULL ? galley_site_get_wechat_limit (self->site, part) : 0;
  guint n_characters = (guint) galley_text_count_graphemes (text);
  g_autofree char *figure = NULL;
  g_autofree char *words = NULL;

  gtk_label_set_label (row->count, "");
  if (limit == 0)
    return;
  figure = g_strdup_printf ("%u/%u", n_characters, limit);
  /* Translators: of a field's text in WeChat's editor: how many characters there are, and how many it takes. */
  words = g_strdup_printf (_ ("%u of %u characters in WeChat"), n_characters, limit);
  gtk_label_set_label (row->count, figure);
  gtk_widget_set_tooltip_text (GTK_WIDGET (row->count), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row->row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, words, -1);
  if (n_characters > limit)
    gtk_widget_add_css_class (GTK_WIDGET (row->count), "warning");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row->count), "warning");
}

/* What was copied and then changed is no longer what the clipboard has. */
static void
update (GalleyCopyPopover *self)
{
  g_autoptr (GalleyRevision) revision = NULL;

  if (self->article == NULL || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  revision = galley_article_snapshot (self->article);
  for (int part = 0; part < GALLEY_N_PARTS; part++)
    {
      g_autofree char *text = galley_handover_dup_text (revision, part);
      g_autofree char *beginning = dup_beginning (text);
      const char *shown = *text != '\0' ? beginning : _ ("Empty");

      gtk_widget_set_sensitive (self->rows[part].row, *text != '\0');
      update_count (self, part, text);
      if (g_str_equal (gtk_label_get_label (self->rows[part].text), shown) && part < GALLEY_PART_BODY_HTML)
        continue;
      gtk_label_set_label (self->rows[part].text, shown);
      set_copied (&self->rows[part], part, FALSE);
    }
}

static void
shown_cb (GalleyCopyPopover *self)
{
  for (int part = 0; part < GALLEY_N_PARTS; part++)
    set_copied (&self->rows[part], part, FALSE);
  update (self);
  for (int part = 0; part < GALLEY_N_PARTS; part++)
    if (gtk_widget_get_sensitive (self->rows[part].row))
      {
        gtk_widget_grab_focus (self->rows[part].row);
        return;
      }
}

/* --- copying ----------------------------------------------------------------------------------------------------- */

static void
copy (GalleyCopyPopover *self,
      int                part)
{
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GdkContentProvider) content = NULL;

  if (self->article == NULL || !gtk_widget_get_sensitive (self->rows[part].row))
    return;
  /* Its pictures are files, which are the window's to write. */
  if (part == GALLEY_PART_BODY_WECHAT && gtk_widget_activate_action (GTK_WIDGET (self), "win.copy-wechat", NULL))
    {
      set_copied (&self->rows[part], part, TRUE);
      return;
    }
  revision = galley_article_snapshot (self->article);
  content = galley_clipping_new_part (revision, part, self->site == NULL || galley_site_indents_wechat (self->site));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), content);
  set_copied (&self->rows[part], part, TRUE);
}

static void
row_activated_cb (GalleyCopyPopover *self,
                  GtkListBoxRow     *row)
{
  copy (self, gtk_list_box_row_get_index (row));
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        modifiers,
                GalleyCopyPopover     *self)
{
  gunichar character = gdk_keyval_to_unicode (gdk_keyval_to_upper (keyval));

  if ((modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Escape)
    {
      gtk_popover_popdown (GTK_POPOVER (self));
      return GDK_EVENT_STOP;
    }
  for (int part = 0; part < GALLEY_N_PARTS; part++)
    if (character == (gunichar) *parts[part].key)
      {
        copy (self, part);
        return GDK_EVENT_STOP;
      }
  return GDK_EVENT_PROPAGATE;
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static GtkLabel *
append_label (GtkWidget  *box,
              const char *text,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
add_rows (GalleyCopyPopover *self)
{
  g_autoptr (GtkSizeGroup) names = gtk_size_group_new (GTK_SIZE_GROUP_HORIZONTAL);

  for (int part = 0; part < GALLEY_N_PARTS; part++)
    {
      Row *row = &self->rows[part];
      GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);

      row->row = gtk_list_box_row_new ();
      append_label (box, parts[part].key, "galley-key");
      gtk_size_group_add_widget (names, GTK_WIDGET (append_label (box, _ (parts[part].name), "dim-label")));
      row->text = append_label (box, "", "galley-copy-text");
      gtk_label_set_ellipsize (row->text, PANGO_ELLIPSIZE_END);
      gtk_label_set_max_width_chars (row->text, 1);
      gtk_widget_set_hexpand (GTK_WIDGET (row->text), TRUE);
      row->count = append_label (box, "", "galley-copy-count");
      row->copied = append_label (box, "", "success");
      gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row->row), box);
      gtk_list_box_append (self->list_box, row->row);
    }
}

static void
galley_copy_popover_dispose (GObject *object)
{
  GalleyCopyPopover *self = GALLEY_COPY_POPOVER (object);

  if (self->article != NULL)
    g_signal_handlers_disconnect_by_data (self->article, self);
  g_clear_object (&self->article);
  g_clear_pointer (&self->site, galley_site_unref);

  G_OBJECT_CLASS (galley_copy_popover_parent_class)->dispose (object);
}

static void
galley_copy_popover_class_init (GalleyCopyPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_copy_popover_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/editor/galley-copy-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyCopyPopover, list_box);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_popover_popdown);
}

static void
galley_copy_popover_init (GalleyCopyPopover *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  add_rows (self);
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect (self, "show", G_CALLBACK (shown_cb), NULL);
}

GtkWidget *
galley_copy_popover_new (void)
{
  return g_object_new (GALLEY_TYPE_COPY_POPOVER, NULL);
}

void
galley_copy_popover_set_article (GalleyCopyPopover *self,
                                 GalleyArticle     *article)
{
  g_return_if_fail (GALLEY_IS_COPY_POPOVER (self));

  if (self->article == article)
    return;
  if (self->article != NULL)
    g_signal_handlers_disconnect_by_data (self->article, self);
  g_set_object (&self->article, article);
  if (article == NULL)
    gtk_popover_popdown (GTK_POPOVER (self));
  else
    g_signal_connect_swapped (article, "changed", G_CALLBACK (update), self);
  for (int part = 0; part < GALLEY_N_PARTS; part++)
    set_copied (&self->rows[part], part, FALSE);
  update (self);
}

void
galley_copy_popover_set_site (GalleyCopyPopover *self,
                              GalleySite        *site)
{
  g_return_if_fail (GALLEY_IS_COPY_POPOVER (self));
  g_return_if_fail (site != NULL);

  galley_site_ref (site);
  g_clear_pointer (&self->site, galley_site_unref);
  self->site = site;
  update (self);
}
