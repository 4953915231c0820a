/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/editor/galley-editor-page.h"

#include "app/editor/galley-editor-page-private.h"

#include <glib/gi18n.h>

G_DEFINE_FINAL_TYPE (GalleyEditorPage, galley_editor_page, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CARET_MOVED,
  SIGNAL_CORRECT_ASKED,
  SIGNAL_REPLACED,
  SIGNAL_TAKE_BACK_ASKED,
  SIGNAL_TOO_LONG,
  SIGNAL_TOO_MANY_CELLS,
  SIGNAL_PASTED,
  SIGNAL_NOT_PASTED,
  SIGNAL_TIDIED,
  SIGNAL_PICTURE_REFUSED,
  SIGNAL_PICTURES_INSERTED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

GalleyArticle *
galley_editor_page_get_article (GalleyEditorPage *self)
{
  return self->manuscript != NULL ? galley_manuscript_get_article (self->manuscript) : NULL;
}

GalleyDocument *
galley_editor_page_get_document (GalleyEditorPage *self)
{
  return self->manuscript != NULL ? galley_article_get_document (galley_editor_page_get_article (self)) : NULL;
}

gboolean
galley_editor_page_may_edit (GalleyEditorPage *self)
{
  return self->manuscript != NULL && galley_manuscript_may_edit (self->manuscript);
}

/* --- what is shown ----------------------------------------------------------------------------------------------- */

/* Escape, while a bar says that something is being pasted; and a key in a headline or in the short line that would have
 * written something. The body tells by itself. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        modifiers,
                GalleyEditorPage      *self)
{
  gunichar c = gdk_keyval_to_unicode (keyval);
  gboolean is_typing = (c >= 0x20 && c != 0x7F) || keyval == GDK_KEY_BackSpace || keyval == GDK_KEY_Delete;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (keyval == GDK_KEY_Escape && focus != NULL && focus == self->last_text && !galley_editor_page_has_preedit (self) &&
      galley_notice_bar_get_revealed (self->paste_bar))
    {
      galley_editor_page_cancel_pastes (self);
      return GDK_EVENT_STOP;
    }
  if (keyval == GDK_KEY_Escape && focus != NULL && focus == self->last_text && !galley_editor_page_has_preedit (self) &&
      galley_notice_bar_get_revealed (self->adding_bar))
    {
      galley_editor_page_stop_adding (self);
      return GDK_EVENT_STOP;
    }
  if (self->manuscript == NULL || galley_editor_page_may_edit (self) || !is_typing || focus != self->last_text ||
      gtk_widget_is_ancestor (focus, GTK_WIDGET (self->find_bar)) ||
      (modifiers & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK)) != 0)
    return GDK_EVENT_PROPAGATE;

  galley_editor_page_refuse (self);
  return GDK_EVENT_STOP;
}

static void
update_state (GalleyEditorPage *self)
{
  gboolean may_edit = galley_editor_page_may_edit (self);

  galley_headline_entry_set_editable (self->kicker, may_edit);
  galley_headline_entry_set_editable (self->headline, may_edit);
  galley_headline_entry_set_editable (self->subtitle, may_edit);
  galley_short_line_set_editable (self->short_line, may_edit);
  gtk_text_view_set_editable (self->body, may_edit);
  gtk_text_view_set_cursor_visible (self->body, TRUE);
  galley_find_bar_set_may_replace (self->find_bar, may_edit);
  if (self->manuscript == NULL || may_edit)
    galley_notice_bar_set_revealed (self->reading_bar, FALSE);
  else
    galley_editor_page_update_question (self);
  galley_editor_page_update_actions (self);
}

static void
record_changed_cb (GalleyEditorPage *self)
{
  update_state (self);
  galley_editor_page_update_conflicts (self);
  galley_editor_page_update_parked (self);
}

static void
layout_changed_cb (GalleyEditorPage *self)
{
  GalleySite *site = galley_layout_get_site (galley_workspace_get_layout (self->workspace));

  galley_headline_entry_set_limit (self->kicker, galley_site_get_limit (site, GALLEY_FIELD_KICKER));
  galley_headline_entry_set_limit (self->headline, galley_site_get_limit (site, GALLEY_FIELD_HEADLINE));
  galley_headline_entry_set_limit (self->subtitle, galley_site_get_limit (site, GALLEY_FIELD_SUBTITLE));
  update_state (self);
}

/* --- focus and caret --------------------------------------------------------------------------------------------- */

static void
galley_editor_page_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (galley_editor_page_parent_class)->root (widget);
  galley_editor_page_enter_window (GALLEY_EDITOR_PAGE (widget));
}

static void
galley_editor_page_unroot (GtkWidget *widget)
{
  galley_editor_page_leave_window (GALLEY_EDITOR_PAGE (widget));
  GTK_WIDGET_CLASS (galley_editor_page_parent_class)->unroot (widget);
}

static void
field_left_cb (GalleyEditorPage *self,
               GtkWidget        *entry)
{
  gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

GalleyPosition
galley_editor_page_get_caret (GalleyEditorPage *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->body);
  GtkTextIter iter;

  gtk_text_buffer_get_iter_at_mark (buffer, &iter, gtk_text_buffer_get_insert (buffer));
  return galley_bridge_get_position (self->bridge, &iter);
}

static void
caret_changed_cb (GalleyEditorPage *self)
{
  GalleyPosition caret;

  if (galley_bridge_is_changing (self->bridge))
    return;
  caret = galley_editor_page_get_caret (self);
  galley_editor_page_update_caret (self);
  galley_manuscript_set_caret (self->manuscript, caret);
  if (caret.block != self->caret_block)
    {
      self->caret_block = caret.block;
      g_signal_emit (self, signals[SIGNAL_CARET_MOVED], 0);
    }
}

static void
spliced_cb (GalleyEditorPage *self)
{
  galley_editor_page_schedule_counts (self);
  caret_changed_cb (self);
}

static void
paste_asked_cb (GalleyEditorPage *self)
{
  galley_editor_page_paste (self, FALSE);
}

static void
link_shown_cb (GalleyEditorPage *self)
{
  galley_link_popover_set_target (self->link_popover, galley_editor_page_get_link (self));
}

/* --- the manuscript ---------------------------------------------------------------------------------------------- */

/* The view can only scroll rightly once it knows its size. */
static gboolean
show_caret_cb (GtkWidget     *body,
               GdkFrameClock *frame_clock,
               gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);

  if (gtk_widget_get_height (body) == 0)
    return G_SOURCE_CONTINUE;
  self->caret_tick = 0;
  gtk_text_view_scroll_mark_onscreen (self->body, gtk_text_buffer_get_insert (gtk_text_view_get_buffer (self->body)));
  return G_SOURCE_REMOVE;
}

static void
show_caret (GalleyEditorPage *self)
{
  if (self->caret_tick == 0)
    self->caret_tick = gtk_widget_add_tick_callback (GTK_WIDGET (self->body), show_caret_cb, self, NULL);
}

static void
too_long_cb (GalleyEditorPage *self)
{
  g_signal_emit (self, signals[SIGNAL_TOO_LONG], 0);
}

static void
tail_changed_cb (GalleyEditorPage *self)
{
  galley_body_view_set_tail_level (GALLEY_BODY_VIEW (self->body), galley_bridge_get_tail_level (self->bridge));
}

static void
show_body (GalleyEditorPage *self)
{
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  GalleyPosition caret = galley_manuscript_get_caret (self->manuscript);
  GtkTextIter iter;

  self->bridge = galley_bridge_new (galley_editor_page_get_document (self), buffer);
  gtk_text_view_set_buffer (self->body, buffer);
  galley_body_view_set_document (GALLEY_BODY_VIEW (self->body), galley_editor_page_get_document (self),
                                 GALLEY_MEDIA_SOURCE (self->workspace));
  tail_changed_cb (self);
  galley_bridge_get_iter (self->bridge, caret, &iter);
  gtk_text_buffer_place_cursor (buffer, &iter);
  self->caret_block = gtk_text_iter_get_line (&iter);
  show_caret (self);

  g_signal_connect_swapped (buffer, "notify::cursor-position", G_CALLBACK (caret_changed_cb), self);
  g_signal_connect_swapped (buffer, "notify::has-selection", G_CALLBACK (caret_changed_cb), self);
  g_signal_connect_swapped (self->bridge, "typed", G_CALLBACK (caret_changed_cb), self);
  g_signal_connect_swapped (self->bridge, "too-long", G_CALLBACK (too_long_cb), self);
  g_signal_connect_swapped (self->bridge, "tail-changed", G_CALLBACK (tail_changed_cb), self);
}

static void
hide_body (GalleyEditorPage *self)
{
  g_autoptr (GtkTextBuffer) empty = gtk_text_buffer_new (NULL);

  g_signal_handlers_disconnect_by_data (gtk_text_view_get_buffer (self->body), self);
  g_signal_handlers_disconnect_by_data (self->bridge, self);
  galley_bridge_detach (self->bridge);
  g_clear_object (&self->bridge);
  galley_body_view_set_document (GALLEY_BODY_VIEW (self->body), NULL, NULL);
  galley_body_view_set_tail_level (GALLEY_BODY_VIEW (self->body), 0);
  gtk_text_view_set_buffer (self->body, empty);
}

static void
watch (GalleyEditorPage *self)
{
  GalleyHistory *history = galley_manuscript_get_history (self->manuscript);
  GalleyAutosaver *autosaver = galley_manuscript_get_autosaver (self->manuscript);

  g_signal_connect_swapped (self->manuscript, "record-changed", G_CALLBACK (record_changed_cb), self);
  g_signal_connect_swapped (galley_editor_page_get_article (self), "state-changed", G_CALLBACK (update_state), self);
  g_signal_connect_swapped (galley_editor_page_get_document (self), "spliced", G_CALLBACK (spliced_cb), self);
  g_signal_connect_swapped (history, "notify", G_CALLBACK (galley_editor_page_update_enabled), self);
  g_signal_connect_swapped (autosaver, "changed", G_CALLBACK (galley_editor_page_update_save), self);
  g_signal_connect_swapped (self->workspace, "colleagues-changed", G_CALLBACK (galley_editor_page_update_colleagues),
                            self);
  g_signal_connect_swapped (self->workspace, "layout-changed", G_CALLBACK (layout_changed_cb), self);
  g_signal_connect_swapped (self->workspace, "user-changed", G_CALLBACK (update_state), self);
}

static void
unwatch (GalleyEditorPage *self)
{
  g_signal_handlers_disconnect_by_data (self->manuscript, self);
  g_signal_handlers_disconnect_by_data (galley_editor_page_get_article (self), self);
  g_signal_handlers_disconnect_by_data (galley_editor_page_get_document (self), self);
  g_signal_handlers_disconnect_by_data (galley_manuscript_get_history (self->manuscript), self);
  g_signal_handlers_disconnect_by_data (galley_manuscript_get_autosaver (self->manuscript), self);
  g_signal_handlers_disconnect_by_data (self->workspace, self);
  if (self->counts_timeout != 0)
    galley_clock_remove_timeout (galley_workspace_get_clock (self->workspace), self->counts_timeout);
  self->counts_timeout = 0;
  galley_editor_page_stop_save_words (self);
  gtk_inscription_set_text (self->save_label, "");
}

static void
let_go (GalleyEditorPage *self)
{
  galley_editor_page_cancel_pastes (self);
  galley_editor_page_stop_adding (self);
  galley_editor_page_commit_preedit (self);
  galley_editor_page_set_held (self, FALSE);
  galley_finder_set_manuscript (self->finder, NULL, NULL);
  hide_body (self);
  unwatch (self);
  galley_editor_page_flush (self);
  galley_settlement_keeper_close (self->settlement_keeper);
  g_clear_object (&self->settlement_keeper);
  g_clear_object (&self->settlement);
  g_clear_object (&self->manuscript);
  g_clear_object (&self->workspace);
}

void
galley_editor_page_set_manuscript (GalleyEditorPage *self,
                                   GalleyWorkspace  *workspace,
                                   GalleyManuscript *manuscript)
{
  GalleyArticle *article;

  g_return_if_fail (GALLEY_IS_EDITOR_PAGE (self));
  g_return_if_fail (manuscript == NULL || GALLEY_IS_WORKSPACE (workspace));

  if (self->manuscript == manuscript)
    return;
  if (self->manuscript != NULL)
    let_go (self);
  if (manuscript != NULL)
    {
      self->manuscript = g_object_ref (manuscript);
      self->workspace = g_object_ref (workspace);
      self->settlement = galley_settlement_new ();
      self->settlement_keeper = galley_settlement_keeper_new (
          self->settlement, workspace, galley_article_get_id (galley_manuscript_get_article (manuscript)));
    }

  article = galley_editor_page_get_article (self);
  galley_headline_entry_set_article (self->kicker, article);
  galley_headline_entry_set_article (self->headline, article);
  galley_headline_entry_set_article (self->subtitle, article);
  galley_short_line_set_article (self->short_line, article);
  galley_notice_bar_set_revealed (self->reading_bar, FALSE);
  if (manuscript != NULL)
    {
      show_body (self);
      watch (self);
      layout_changed_cb (self);
    }
  else
    {
      update_state (self);
    }
  galley_editor_page_show_find (self);
  galley_editor_page_update_conflicts (self);
  galley_editor_page_update_parked (self);
  galley_editor_page_update_save (self);
  galley_editor_page_update_colleagues (self);
  galley_editor_page_update_counts (self);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_editor_page_dispose (GObject *object)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (object);
  GtkWidget *child;

  if (self->manuscript != NULL)
    galley_editor_page_set_manuscript (self, NULL, NULL);
  g_clear_weak_pointer (&self->last_text);
  g_clear_pointer (&self->body_menu, galley_text_menu_free);
  g_clear_pointer (&self->cell_menu, galley_text_menu_free);
  g_clear_object (&self->menus);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "editor", NULL);
  g_clear_object (&self->actions);
  g_clear_object (&self->finder);
  g_clear_object (&self->typewriter);
  g_clear_pointer (&self->shown_matches, g_array_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (galley_editor_page_parent_class)->dispose (object);
}

#define BIND(name) gtk_widget_class_bind_template_child (widget_class, GalleyEditorPage, name)

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (GALLEY_TYPE_BODY_VIEW);
  g_type_ensure (GALLEY_TYPE_CONFLICT_BAR);
  g_type_ensure (GALLEY_TYPE_COUNTS_POPOVER);
  g_type_ensure (GALLEY_TYPE_FIND_BAR);
  g_type_ensure (GALLEY_TYPE_HEADLINE_ENTRY);
  g_type_ensure (GALLEY_TYPE_LINK_POPOVER);
  g_type_ensure (GALLEY_TYPE_NOTICE_BAR);
  g_type_ensure (GALLEY_TYPE_OUTLINE_POPOVER);
  g_type_ensure (GALLEY_TYPE_PICTURE_POPOVER);
  g_type_ensure (GALLEY_TYPE_SHORT_LINE);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/editor/galley-editor-page.ui");
  BIND (toolbar);
  BIND (kind_button);
  BIND (link_button);
  BIND (link_popover);
  BIND (outline_button);
  BIND (outline_popover);
  galley_editor_page_bind_tables (widget_class);
  galley_editor_page_bind_files (widget_class);
  BIND (picture_button);
  BIND (picture_popover);
  BIND (reading_bar);
  BIND (save_bar);
  BIND (paste_bar);
  BIND (adding_bar);
  BIND (parked_bar);
  BIND (conflict_bar);
  BIND (kicker);
  BIND (headline);
  BIND (subtitle);
  BIND (short_line);
  BIND (body);
  BIND (find_bar);
  BIND (save_label);
  BIND (colleagues_label);
  BIND (counts_button);
  BIND (counts_label);
  BIND (counts_popover);
  gtk_widget_class_bind_template_callback (widget_class, link_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_copy);
  gtk_widget_class_bind_template_callback (widget_class, paste_asked_cb);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_cancel_paste_cb);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_stop_adding_cb);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_answer_parked);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_apply_link);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_crop_picture);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_describe_picture);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_remove_block);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_replace_picture);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_show_picture);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_use_picture_as_lead);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_refuse);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_answer);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_save_emergency);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_resolve);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_show_outline);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_reveal_block);
  gtk_widget_class_bind_template_callback (widget_class, galley_editor_page_show_counts);
  gtk_widget_class_bind_template_callback (widget_class, field_left_cb);
}

static void
galley_editor_page_class_init (GalleyEditorPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_editor_page_dispose;
  widget_class->root = galley_editor_page_root;
  widget_class->unroot = galley_editor_page_unroot;

  signals[SIGNAL_CARET_MOVED] =
      g_signal_new ("caret-moved", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CORRECT_ASKED] =
      g_signal_new ("correct-asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REPLACED] =
      g_signal_new ("replaced", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_TAKE_BACK_ASKED] =
      g_signal_new ("take-back-asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PICTURE_REFUSED] = g_signal_new ("picture-refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_PICTURES_INSERTED] =
      g_signal_new ("pictures-inserted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT,
                    G_TYPE_BOOLEAN);
  signals[SIGNAL_TOO_LONG] = g_signal_new ("too-long", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TOO_MANY_CELLS] =
      g_signal_new ("too-many-cells", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_PASTED] = g_signal_new ("pasted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2,
                                         G_TYPE_POINTER, G_TYPE_BOOLEAN);
  signals[SIGNAL_NOT_PASTED] =
      g_signal_new ("not-pasted", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
  signals[SIGNAL_TIDIED] =
      g_signal_new ("tidied", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);

  bind_template (widget_class);
}

static void
galley_editor_page_init (GalleyEditorPage *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->is_current = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  galley_headline_entry_bind (self->kicker, GALLEY_FIELD_KICKER);
  galley_headline_entry_bind (self->headline, GALLEY_FIELD_HEADLINE);
  galley_headline_entry_bind (self->subtitle, GALLEY_FIELD_SUBTITLE);

  g_signal_connect (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (galley_editor_page_flush), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);

  galley_editor_page_add_actions (self);
  galley_editor_page_init_tables (self);
  galley_editor_page_init_files (self);
  galley_editor_page_init_menus (self);
  galley_editor_page_init_find (self);
  galley_editor_page_init_view (self);
  galley_editor_page_update_actions (self);
}

GtkWidget *
galley_editor_page_new (void)
{
  return g_object_new (GALLEY_TYPE_EDITOR_PAGE, NULL);
}

GalleyManuscript *
galley_editor_page_get_manuscript (GalleyEditorPage *self)
{
  g_return_val_if_fail (GALLEY_IS_EDITOR_PAGE (self), NULL);

  return self->manuscript;
}

void
galley_editor_page_reveal_block (GalleyEditorPage *self,
                                 guint             block)
{
  GtkTextBuffer *buffer;
  GtkTextIter iter;

  g_return_if_fail (GALLEY_IS_EDITOR_PAGE (self));

  if (self->bridge == NULL)
    return;
  buffer = gtk_text_view_get_buffer (self->body);
  galley_bridge_get_iter (self->bridge, (GalleyPosition){ block, 0 }, &iter);
  gtk_text_buffer_place_cursor (buffer, &iter);
  show_caret (self);
  galley_editor_page_focus_body (self);
}

guint
galley_editor_page_get_caret_block (GalleyEditorPage *self)
{
  g_return_val_if_fail (GALLEY_IS_EDITOR_PAGE (self), 0);

  return self->caret_block;
}
