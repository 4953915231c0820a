/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/fields/galley-tag-entry.h"

#include "app/base/galley-text-guard.h"
#include "app/base/galley-wrap-layout.h"

#include <glib/gi18n.h>

#define N_SUGGESTIONS 8

struct _GalleyTagEntry
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkEntry *entry;
  GtkPopover *popover;
  GtkListBox *list;
  GtkWidget *problem;

  /* borrowed */
  GtkText *text; /* inside the entry */

  /* owned */
  GalleyWorkspace *workspace;
  GalleyArticle *article;
  GPtrArray *chips; /* (element-type GtkWidget), borrowed from the widget tree */

  gboolean is_editable;
};

G_DEFINE_FINAL_TYPE (GalleyTagEntry, galley_tag_entry, GTK_TYPE_WIDGET)

static const char *
get_typed (GalleyTagEntry *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->entry));
}

static const char *const *
get_tags (GalleyTagEntry *self)
{
  static const char *const none[] = { NULL };

  return self->article != NULL ? galley_article_get_set (self->article, GALLEY_SET_TAGS) : none;
}

static void
set_tags (GalleyTagEntry *self,
          GPtrArray      *tags)
{
  g_ptr_array_add (tags, NULL);
  galley_article_set_set (self->article, GALLEY_SET_TAGS, (const char *const *) tags->pdata);
}

/* Lent texts. (transfer container) */
static GPtrArray *
list_tags (GalleyTagEntry *self)
{
  GPtrArray *tags = g_ptr_array_new_with_free_func (g_free);
  const char *const *now = get_tags (self);

  for (guint i = 0; now[i] != NULL; i++)
    g_ptr_array_add (tags, g_strdup (now[i]));
  return tags;
}

/* --- suggestions ------------------------------------------------------------------------------------------------- */

static void
close_suggestions (GalleyTagEntry *self)
{
  gtk_popover_popdown (self->popover);
}

static gboolean
are_suggestions_open (GalleyTagEntry *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self->popover));
}

static void
clear_suggestions (GalleyTagEntry *self)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
}

static void
add_suggestion (GalleyTagEntry *self,
                const char     *tag)
{
  GtkWidget *label = gtk_label_new (tag);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_widget_set_focusable (row, FALSE);
  gtk_list_box_append (self->list, row);
}

static void
suggest (GalleyTagEntry *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (get_typed (self)));
  g_autoptr (GPtrArray) found = NULL;
  guint n_shown = 0;

  clear_suggestions (self);
  if (*typed == '\0' || self->workspace == NULL || !gtk_widget_has_focus (GTK_WIDGET (self->text)))
    {
      close_suggestions (self);
      return;
    }
  found = galley_workspace_complete_tag (self->workspace, typed, N_SUGGESTIONS + g_strv_length ((char **) get_tags (self)));
  for (guint i = 0; i < found->len && n_shown < N_SUGGESTIONS; i++)
    if (!g_strv_contains (get_tags (self), g_ptr_array_index (found, i)))
      {
        add_suggestion (self, g_ptr_array_index (found, i));
        n_shown++;
      }
  if (n_shown > 0)
    gtk_popover_popup (self->popover);
  else
    close_suggestions (self);
}

/* The chosen suggestion; lent, NULL while none is. */
static const char *
get_chosen (GalleyTagEntry *self)
{
  GtkListBoxRow *row = are_suggestions_open (self) ? gtk_list_box_get_selected_row (self->list) : NULL;

  return row != NULL ? gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (row))) : NULL;
}

static void
choose (GalleyTagEntry *self,
        int             step)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->list);
  int index = row != NULL ? gtk_list_box_row_get_index (row) + step : step > 0 ? 0 : N_SUGGESTIONS;
  GtkListBoxRow *next = gtk_list_box_get_row_at_index (self->list, index);

  if (next == NULL && index >= 0)
    next = gtk_list_box_get_row_at_index (self->list, 0);
  gtk_list_box_select_row (self->list, next);
}

/* --- adding and taking away -------------------------------------------------------------------------------------- */

static gboolean
is_allowed (GalleyTagEntry *self,
            const char     *tag)
{
  GPtrArray *vocabulary;

  if (self->workspace == NULL)
    return TRUE;
  vocabulary = galley_workspace_get_tags (self->workspace);
  return galley_site_allows_new_tags (galley_layout_get_site (galley_workspace_get_layout (self->workspace))) ||
         g_ptr_array_find_with_equal_func (vocabulary, tag, g_str_equal, NULL);
}

/* Takes every tag in @text, divided by commas of either script. What is not allowed stays in the text. */
static void
add_tags (GalleyTagEntry *self,
          const char     *text)
{
  g_autoptr (GRegex) divider = g_regex_new ("[,，、;；\\n]+", 0, 0, NULL);
  g_auto (GStrv) words = g_regex_split (divider, text, 0);
  g_autoptr (GPtrArray) tags = list_tags (self);
  g_autoptr (GString) rest = g_string_new (NULL);

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_strstrip (words[i]);
      if (*words[i] != '\0' && !is_allowed (self, words[i]))
        g_string_append_printf (rest, "%s%s", rest->len > 0 ? "、" : "", words[i]);
      else if (*words[i] != '\0')
        g_ptr_array_add (tags, g_strdup (words[i]));
    }
  set_tags (self, tags);

  g_signal_handlers_block_matched (self->entry, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), rest->str);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  g_signal_handlers_unblock_matched (self->entry, G_SIGNAL_MATCH_DATA, 0, 0, NULL, NULL, self);
  gtk_widget_set_visible (self->problem, rest->len > 0);
  close_suggestions (self);
}

static void
activate_cb (GalleyTagEntry *self)
{
  g_autofree char *tag = g_strdup (get_chosen (self) != NULL ? get_chosen (self) : get_typed (self));

  if (self->article != NULL && self->is_editable)
    add_tags (self, tag);
}

static void
changed_cb (GalleyTagEntry *self)
{
  g_autofree char *typed = g_strdup (get_typed (self));

  gtk_widget_set_visible (self->problem, FALSE);
  if (self->article == NULL || !self->is_editable)
    return;
  if (strpbrk (typed, ",;\n") != NULL || strstr (typed, "，") != NULL || strstr (typed, "、") != NULL ||
      strstr (typed, "；") != NULL)
    add_tags (self, typed);
  else
    suggest (self);
}

static void
row_activated_cb (GalleyTagEntry *self,
                  GtkListBoxRow  *row)
{
  g_autofree char *tag = g_strdup (gtk_label_get_text (GTK_LABEL (gtk_list_box_row_get_child (row))));

  if (self->article != NULL && self->is_editable)
    add_tags (self, tag);
}

static void
focus_changed_cb (GalleyTagEntry *self)
{
  if (self->popover != NULL && !gtk_widget_has_focus (GTK_WIDGET (self->text)))
    close_suggestions (self);
}

static void
take_back_last (GalleyTagEntry *self)
{
  g_autoptr (GPtrArray) tags = list_tags (self);
  g_autofree char *last = NULL;

  if (tags->len == 0)
    return;
  last = g_ptr_array_steal_index (tags, tags->len - 1);
  set_tags (self, tags);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), last);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

/* Comes before the input method: while a preedit is open every key is its own. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        modifiers,
                GalleyTagEntry        *self)
{
  if (galley_text_guard_has_preedit (GTK_WIDGET (self->text)) || !self->is_editable || self->article == NULL)
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_BackSpace && *get_typed (self) == '\0')
    {
      take_back_last (self);
      return GDK_EVENT_STOP;
    }
  if (!are_suggestions_open (self))
    return GDK_EVENT_PROPAGATE;
  if (keyval == GDK_KEY_Down || keyval == GDK_KEY_Up)
    {
      choose (self, keyval == GDK_KEY_Down ? 1 : -1);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_Escape)
    {
      close_suggestions (self);
      return GDK_EVENT_STOP;
    }
  return GDK_EVENT_PROPAGATE;
}

/* --- chips ------------------------------------------------------------------------------------------------------- */

static void
chip_removed_cb (GtkWidget      *button,
                 GalleyTagEntry *self)
{
  g_autoptr (GPtrArray) tags = list_tags (self);
  guint index;

  if (!g_ptr_array_find (self->chips, gtk_widget_get_parent (button), &index) || index >= tags->len)
    return;
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  g_ptr_array_remove_index (tags, index);
  set_tags (self, tags);
}

static GtkWidget *
make_chip (GalleyTagEntry *self,
           const char     *tag)
{
  GtkWidget *chip = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkWidget *label = gtk_label_new (tag);
  GtkWidget *button = gtk_button_new_from_icon_name ("window-close-symbolic");
  /* Translators: %s is a tag. */
  g_autofree char *name = g_strdup_printf (_ ("Remove the tag %s"), tag);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (chip, "galley-chip");
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_sensitive (button, self->is_editable);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (chip_removed_cb), self, 0);
  gtk_box_append (GTK_BOX (chip), label);
  gtk_box_append (GTK_BOX (chip), button);
  return chip;
}

static void
show_chips (GalleyTagEntry *self)
{
  const char *const *tags = get_tags (self);

  for (guint i = 0; i < self->chips->len; i++)
    gtk_widget_unparent (g_ptr_array_index (self->chips, i));
  g_ptr_array_set_size (self->chips, 0);
  for (guint i = 0; tags[i] != NULL; i++)
    {
      GtkWidget *chip = make_chip (self, tags[i]);

      gtk_widget_insert_before (chip, GTK_WIDGET (self), GTK_WIDGET (self->entry));
      g_ptr_array_add (self->chips, chip);
    }
}

static void
set_changed_cb (GalleyTagEntry *self,
                guint           set)
{
  if (set == GALLEY_SET_TAGS)
    show_chips (self);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static gboolean
galley_tag_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (GALLEY_TAG_ENTRY (widget)->entry));
}

static void
galley_tag_entry_dispose (GObject *object)
{
  GalleyTagEntry *self = GALLEY_TAG_ENTRY (object);
  GtkWidget *child;

  if (self->article != NULL)
    g_signal_handlers_disconnect_by_data (self->article, self);
  g_clear_object (&self->article);
  g_clear_object (&self->workspace);
  g_ptr_array_set_size (self->chips, 0);
  /* An entry takes children in, and does not let them go. */
  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->popover)));
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (galley_tag_entry_parent_class)->dispose (object);
}

static void
galley_tag_entry_finalize (GObject *object)
{
  g_ptr_array_unref (GALLEY_TAG_ENTRY (object)->chips);

  G_OBJECT_CLASS (galley_tag_entry_parent_class)->finalize (object);
}

static void
galley_tag_entry_class_init (GalleyTagEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_tag_entry_dispose;
  G_OBJECT_CLASS (klass)->finalize = galley_tag_entry_finalize;
  widget_class->grab_focus = galley_tag_entry_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/galleyeditor/Galley/fields/galley-tag-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyTagEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, GalleyTagEntry, popover);
  gtk_widget_class_bind_template_child (widget_class, GalleyTagEntry, list);
  gtk_widget_class_bind_template_child (widget_class, GalleyTagEntry, problem);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
galley_tag_entry_init (GalleyTagEntry *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->chips = g_ptr_array_new ();
  self->is_editable = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (GTK_WIDGET (self), galley_wrap_layout_new (6, 6, FALSE));
  self->text = galley_text_guard_install_in_editable (GTK_EDITABLE (self->entry));
  g_signal_connect_object (self->text, "notify::has-focus", G_CALLBACK (focus_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->text), keys);
}

void
galley_tag_entry_set_article (GalleyTagEntry  *self,
                              GalleyWorkspace *workspace,
                              GalleyArticle   *article)
{
  g_return_if_fail (GALLEY_IS_TAG_ENTRY (self));

  if (self->article != NULL)
    g_signal_handlers_disconnect_by_data (self->article, self);
  g_set_object (&self->workspace, workspace);
  g_set_object (&self->article, NULL);
  /* A word half typed for the one is not for the other. */
  gtk_editable_set_text (GTK_EDITABLE (self->entry), "");
  g_set_object (&self->article, article);
  if (article != NULL)
    g_signal_connect_swapped (article, "set-changed", G_CALLBACK (set_changed_cb), self);
  show_chips (self);
}

void
galley_tag_entry_finish (GalleyTagEntry *self)
{
  g_autofree char *typed = NULL;

  g_return_if_fail (GALLEY_IS_TAG_ENTRY (self));

  typed = g_strstrip (g_strdup (get_typed (self)));
  if (*typed != '\0' && self->article != NULL && self->is_editable)
    add_tags (self, typed);
}

void
galley_tag_entry_set_editable (GalleyTagEntry *self,
                               gboolean        is_editable)
{
  g_return_if_fail (GALLEY_IS_TAG_ENTRY (self));

  self->is_editable = is_editable;
  gtk_editable_set_editable (GTK_EDITABLE (self->entry), is_editable);
  show_chips (self);
}
