/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person can do to the text beside typing. Marks and kinds are for the body alone: while a headline is written
 * they cannot be used, so that Ctrl+U there does not underline elsewhere. */
#include "app/editor/galley-editor-page-private.h"
#include "app/editor/galley-editor-page.h"

#include "app/base/galley-text-guard.h"
#include "core/model/galley-restore.h"

#include <glib/gi18n.h>

static const struct
{
  const char *name;
  const char *words;
} kinds[GALLEY_N_BLOCK_KINDS] = {
  [GALLEY_BLOCK_PARAGRAPH] = { "paragraph", N_ ("Paragraph") },
  [GALLEY_BLOCK_HEADING_1] = { "heading-1", N_ ("Heading") },
  [GALLEY_BLOCK_HEADING_2] = { "heading-2", N_ ("Smaller Heading") },
  [GALLEY_BLOCK_QUOTE] = { "quote", N_ ("Quote") },
  [GALLEY_BLOCK_BULLETED] = { "bulleted-list", N_ ("Bulleted List") },
  [GALLEY_BLOCK_NUMBERED] = { "numbered-list", N_ ("Numbered List") },
  [GALLEY_BLOCK_RULE] = { "rule", N_ ("Rule") },
  [GALLEY_BLOCK_FIGURE] = { "figure", N_ ("Picture") },
  [GALLEY_BLOCK_TABLE] = { "table", N_ ("Table") },
  [GALLEY_BLOCK_ATTACHMENT] = { "attachment", N_ ("Attachment") },
  [GALLEY_BLOCK_VIDEO] = { "video", N_ ("Video") },
  [GALLEY_BLOCK_PAGE_BREAK] = { "page-break", N_ ("Page Break") },
};

/* Kinds with a button that is down while the caret is in one. */
static const GalleyBlockKind toggled[] = { GALLEY_BLOCK_QUOTE, GALLEY_BLOCK_BULLETED, GALLEY_BLOCK_NUMBERED };

static const struct
{
  const char *name;
  GalleyMarkKind kind;
} marks[] = {
  { "bold", GALLEY_MARK_BOLD },
  { "italic", GALLEY_MARK_ITALIC },
  { "underline", GALLEY_MARK_UNDERLINE },
};

gboolean
galley_editor_page_get_selection (GalleyEditorPage *self,
                                  GalleyPosition   *start,
                                  GalleyPosition   *end)
{
  GtkTextIter start_iter, end_iter;
  gboolean has_selection =
      gtk_text_buffer_get_selection_bounds (gtk_text_view_get_buffer (self->body), &start_iter, &end_iter);

  *start = galley_bridge_get_position (self->bridge, &start_iter);
  *end = galley_bridge_get_position (self->bridge, &end_iter);
  return has_selection;
}

/* The text itself, or a cell of a table in it. */
static gboolean
is_body_current (GalleyEditorPage *self)
{
  return self->last_text == NULL || self->last_text == GTK_WIDGET (self->body)
         || gtk_widget_is_ancestor (self->last_text, GTK_WIDGET (self->body));
}

/* What is written in: the body, or the cell that is open. */
typedef struct
{
  GalleyDocument *document;
  GalleyBridge *bridge;
  GalleyPosition start, end;
  gboolean has_selection;
} Target;

static Target
get_target (GalleyEditorPage *self)
{
  GalleyCellView *cell = galley_body_view_get_cell_view (GALLEY_BODY_VIEW (self->body));
  gboolean is_cell = galley_cell_view_get_content (cell) != NULL;
  Target target = { .document = is_cell ? galley_cell_view_get_document (cell) : galley_editor_page_get_document (self),
                    .bridge = is_cell ? galley_cell_view_get_bridge (cell) : self->bridge };
  GtkTextIter start, end;

  target.has_selection = gtk_text_buffer_get_selection_bounds (
      gtk_text_view_get_buffer (is_cell ? GTK_TEXT_VIEW (cell) : self->body), &start, &end);
  target.start = galley_bridge_get_position (target.bridge, &start);
  target.end = galley_bridge_get_position (target.bridge, &end);
  return target;
}

/* A preedit's keys are the writer's. */
static gboolean
is_ready (GalleyEditorPage *self)
{
  return self->manuscript != NULL && galley_editor_page_may_edit (self) && !galley_editor_page_has_preedit (self);
}

void
galley_editor_page_set_held (GalleyEditorPage *self,
                             gboolean          is_held)
{
  if (self->is_held == is_held || self->manuscript == NULL)
    return;
  self->is_held = is_held;
  if (is_held)
    galley_manuscript_hold (self->manuscript);
  else
    galley_manuscript_release (self->manuscript);
}

/* A guarded text of this window tells of it (galley-text-guard.h). */
static void
preedit_cb (GSimpleAction *action,
            GVariant      *is_open,
            gpointer       data)
{
  galley_editor_page_set_held (GALLEY_EDITOR_PAGE (data), g_variant_get_boolean (is_open));
}

void
galley_editor_page_go_to (GalleyEditorPage *self,
                          GalleyPosition    position)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->body);
  GtkTextIter iter;

  galley_bridge_get_iter (self->bridge, position, &iter);
  gtk_text_buffer_place_cursor (buffer, &iter);
  gtk_text_view_scroll_mark_onscreen (self->body, gtk_text_buffer_get_insert (buffer));
}

/* --- undo -------------------------------------------------------------------------------------------------------- */

static void
step (GalleyEditorPage *self,
      gboolean          is_redo)
{
  GalleyHistory *history;
  GalleyPosition wanted, caret;

  if (!is_ready (self))
    return;
  if (galley_editor_page_step_replacement (self, is_redo))
    return;
  history = galley_manuscript_get_history (self->manuscript);
  if (!is_body_current (self)
      && !galley_restore_is_last (galley_editor_page_get_article (self), history, is_redo))
    {
      gtk_widget_activate_action (self->last_text, is_redo ? "text.redo" : "text.undo", NULL);
      return;
    }
  wanted = galley_editor_page_get_caret (self);
  if (is_redo ? !galley_history_redo (history, &wanted) : !galley_history_undo (history, &wanted))
    return;
  /* A selection stays where the caret does. */
  caret = galley_editor_page_get_caret (self);
  if (galley_cell_view_get_content (galley_body_view_get_cell_view (GALLEY_BODY_VIEW (self->body))) == NULL
      && (caret.block != wanted.block || caret.offset != wanted.offset))
    galley_editor_page_go_to (self, wanted);
  galley_editor_page_update_actions (self);
}

static void
undo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  step (GALLEY_EDITOR_PAGE (data), FALSE);
}

static void
redo_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  step (GALLEY_EDITOR_PAGE (data), TRUE);
}

/* --- marks ------------------------------------------------------------------------------------------------------- */

static gboolean
has_mark_at (GalleyEditorPage *self,
             GalleyMarkKind    kind)
{
  Target target = get_target (self);

  if (target.has_selection)
    return galley_document_has_mark (target.document, target.start, target.end, kind);
  return (galley_bridge_get_typing_style (target.bridge).marks & (1u << kind)) != 0;
}

static void
mark_cb (GSimpleAction *action,
         GVariant      *state,
         gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);
  GalleyMarkKind kind = GALLEY_MARK_BOLD;
  gboolean is_set;
  Target target;

  if (!is_ready (self))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (g_str_equal (marks[i].name, g_action_get_name (G_ACTION (action))))
      kind = marks[i].kind;

  is_set = !has_mark_at (self, kind);
  target = get_target (self);
  if (target.has_selection)
    {
      galley_document_set_mark (target.document, target.start, target.end, kind, NULL, is_set);
    }
  else
    {
      GalleyStyle style = galley_bridge_get_typing_style (target.bridge);

      style.marks = is_set ? style.marks | 1u << kind : style.marks & ~(1u << kind);
      galley_bridge_set_typing_style (target.bridge, style);
    }
  galley_editor_page_update_actions (self);
}

static void
clear_formatting_cb (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);
  GalleyHistory *history;
  Target target;

  if (!is_ready (self))
    return;
  target = get_target (self);
  if (!target.has_selection)
    {
      galley_bridge_set_typing_style (target.bridge, (GalleyStyle){ 0 });
      galley_editor_page_update_actions (self);
      return;
    }
  history = galley_manuscript_get_history (self->manuscript);
  galley_history_begin_group (history);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    galley_document_set_mark (target.document, target.start, target.end, marks[i].kind, NULL, FALSE);
  galley_history_end_group (history);
  galley_editor_page_update_actions (self);
}

/* --- links ------------------------------------------------------------------------------------------------------- */

/* The link that @position stands in or at the edge of. */
static const GalleyMark *
find_link (GalleyDocument *document,
           GalleyPosition  position)
{
  guint n_marks;
  const GalleyMark *block_marks =
      galley_block_get_marks (galley_document_get_block (document, position.block), &n_marks);

  for (guint i = 0; i < n_marks; i++)
    if (block_marks[i].kind == GALLEY_MARK_LINK && block_marks[i].start <= position.offset &&
        position.offset <= block_marks[i].end)
      return &block_marks[i];
  return NULL;
}

const char *
galley_editor_page_get_link (GalleyEditorPage *self)
{
  const GalleyMark *link;
  Target target;

  if (self->bridge == NULL)
    return NULL;
  target = get_target (self);
  link = find_link (target.document, target.start);
  return link != NULL ? link->target : NULL;
}

void
galley_editor_page_apply_link (GalleyEditorPage *self,
                               const char       *target)
{
  GtkWidget *cell = GTK_WIDGET (galley_body_view_get_cell_view (GALLEY_BODY_VIEW (self->body)));
  GalleyPosition start, end;
  const GalleyMark *link;
  Target at;

  if (self->bridge == NULL || !galley_editor_page_may_edit (self))
    return;

  at = get_target (self);
  start = at.start;
  end = at.end;
  if (!at.has_selection && (link = find_link (at.document, start)) != NULL)
    {
      start.offset = link->start;
      end.offset = link->end;
    }
  if (start.block != end.block || start.offset != end.offset)
    {
      galley_document_set_mark (at.document, start, end, GALLEY_MARK_LINK, target, target != NULL);
    }
  else if (target != NULL)
    {
      /* Nothing to link: the address itself is what is read. */
      GalleyStyle style = { .marks = 1u << GALLEY_MARK_LINK, .target = target };

      start = galley_document_replace_text (at.document, start, end, target, style);
      if (at.bridge == self->bridge)
        galley_editor_page_go_to (self, start);
    }
  gtk_widget_grab_focus (at.bridge == self->bridge ? GTK_WIDGET (self->body) : cell);
  galley_editor_page_update_actions (self);
}

static void
link_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);

  if (is_ready (self))
    gtk_menu_button_popup (self->link_button);
}

/* --- kinds ------------------------------------------------------------------------------------------------------- */

static GalleyBlockKind
get_kind (GalleyEditorPage *self)
{
  GalleyPosition start, end;

  galley_editor_page_get_selection (self, &start, &end);
  return galley_block_get_kind (galley_document_get_block (galley_editor_page_get_document (self), start.block));
}

static void
set_kind (GalleyEditorPage *self,
          GalleyBlockKind   kind)
{
  GalleyPosition start, end;

  galley_editor_page_get_selection (self, &start, &end);
  /* A selection that ends before a block's first character does not touch it. */
  if (end.block > start.block && end.offset == 0)
    end.block--;
  galley_document_set_kind (galley_editor_page_get_document (self), start.block, end.block, kind);
  galley_editor_page_update_actions (self);
  galley_editor_page_focus_body (self);
}

static void
kind_cb (GSimpleAction *action,
         GVariant      *state,
         gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);

  if (!is_ready (self))
    return;
  for (guint i = 0; i < GALLEY_BLOCK_RULE; i++)
    if (g_str_equal (kinds[i].name, g_variant_get_string (state, NULL)))
      set_kind (self, i);
}

static void
toggle_kind_cb (GSimpleAction *action,
                GVariant      *state,
                gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);

  if (!is_ready (self))
    return;
  for (guint i = 0; i < G_N_ELEMENTS (toggled); i++)
    if (g_str_equal (kinds[toggled[i]].name, g_action_get_name (G_ACTION (action))))
      set_kind (self, get_kind (self) == toggled[i] ? GALLEY_BLOCK_PARAGRAPH : toggled[i]);
}

static void
insert_divider (GalleyEditorPage *self,
                GalleyBlockKind   kind)
{
  GalleyPosition start, end;

  if (!is_ready (self))
    return;
  galley_editor_page_get_selection (self, &start, &end);
  galley_editor_page_go_to (self, galley_document_insert_divider (galley_editor_page_get_document (self), end, kind));
  galley_editor_page_update_actions (self);
  galley_editor_page_focus_body (self);
}

static void
insert_rule_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  insert_divider (GALLEY_EDITOR_PAGE (data), GALLEY_BLOCK_RULE);
}

static void
insert_page_break_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       data)
{
  insert_divider (GALLEY_EDITOR_PAGE (data), GALLEY_BLOCK_PAGE_BREAK);
}

static void
insert_picture_cb (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);

  if (is_ready (self))
    galley_editor_page_choose_pictures (self);
}

static void
picture_properties_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);

  if (is_ready (self) && !galley_editor_page_show_enclosed (self) && galley_editor_page_is_at_picture (self))
    gtk_menu_button_popup (self->picture_button);
  else if (is_ready (self) && gtk_widget_get_visible (GTK_WIDGET (self->table_button)))
    gtk_menu_button_popup (self->table_button);
}

static void
crop_picture_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);

  if (is_ready (self))
    galley_editor_page_crop_picture (self);
}

static void
use_picture_as_lead_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);

  if (is_ready (self))
    galley_editor_page_use_picture_as_lead (self);
}

static void
paste_plain_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);
  GalleyCellView *cell = galley_body_view_get_cell_view (GALLEY_BODY_VIEW (self->body));

  if (!is_ready (self))
    return;
  /* Elsewhere a paste is plain in any case. */
  if (galley_cell_view_get_content (cell) != NULL)
    g_signal_emit_by_name (cell, "paste-clipboard");
  else if (is_body_current (self))
    galley_editor_page_paste (self, TRUE);
  else
    gtk_widget_activate_action (self->last_text, "clipboard.paste", NULL);
}

static void
tidy_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       data)
{
  GalleyEditorPage *self = GALLEY_EDITOR_PAGE (data);

  if (is_ready (self))
    galley_editor_page_tidy (self);
}

/* --- state ------------------------------------------------------------------------------------------------------- */

static GSimpleAction *
get_action (GalleyEditorPage *self,
            const char       *name)
{
  return G_SIMPLE_ACTION (g_action_map_lookup_action (G_ACTION_MAP (self->actions), name));
}

static void
set_enabled (GalleyEditorPage *self,
             const char       *name,
             gboolean          is_enabled)
{
  g_simple_action_set_enabled (get_action (self, name), is_enabled);
}

void
galley_editor_page_update_enabled (GalleyEditorPage *self)
{
  static const char *const body_actions[] = { "bold", "italic", "underline", "link", "clear-formatting", "kind", "quote",
                                              "bulleted-list", "numbered-list", "insert-rule",
                                              "insert-page-break", "insert-picture", "picture-properties", "crop-picture",
                                              "use-picture-as-lead", "move-up", "move-down", "insert-table" };
  gboolean may_edit = self->manuscript != NULL && galley_editor_page_may_edit (self);
  gboolean is_body = is_body_current (self);
  GalleyHistory *history = self->manuscript != NULL ? galley_manuscript_get_history (self->manuscript) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (body_actions); i++)
    set_enabled (self, body_actions[i], may_edit && is_body);
  gtk_widget_set_sensitive (GTK_WIDGET (self->link_button), may_edit && is_body);
  gtk_widget_set_sensitive (GTK_WIDGET (self->kind_button), may_edit && is_body);
  gtk_widget_set_sensitive (GTK_WIDGET (self->insert_table_button), may_edit && is_body);
  galley_editor_page_update_enclosed (self, may_edit && is_body);
  set_enabled (self, "undo", may_edit && (!is_body || galley_history_get_can_undo (history)));
  set_enabled (self, "redo", may_edit && (!is_body || galley_history_get_can_redo (history)));
  set_enabled (self, "paste-plain", may_edit);
  set_enabled (self, "tidy", may_edit);
}

void
galley_editor_page_update_caret (GalleyEditorPage *self)
{
  GalleyBlockKind kind = GALLEY_BLOCK_PARAGRAPH;

  if (self->bridge != NULL)
    kind = get_kind (self);
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    g_simple_action_set_state (
        get_action (self, marks[i].name),
        g_variant_new_boolean (self->bridge != NULL && has_mark_at (self, marks[i].kind)));
  gtk_widget_set_visible (GTK_WIDGET (self->picture_button), kind == GALLEY_BLOCK_FIGURE);
  gtk_widget_set_visible (GTK_WIDGET (self->enclosed_button),
                          kind == GALLEY_BLOCK_ATTACHMENT || kind == GALLEY_BLOCK_VIDEO);
  galley_editor_page_update_table (self);
  g_simple_action_set_state (get_action (self, "kind"), g_variant_new_string (kinds[kind].name));
  for (guint i = 0; i < G_N_ELEMENTS (toggled); i++)
    g_simple_action_set_state (get_action (self, kinds[toggled[i]].name), g_variant_new_boolean (kind == toggled[i]));
  /* A menu button makes its label anew, and with it the layout of the page: not at every key. */
  if (g_strcmp0 (gtk_menu_button_get_label (self->kind_button), _ (kinds[kind].words)) != 0)
    gtk_menu_button_set_label (self->kind_button, _ (kinds[kind].words));
}

void
galley_editor_page_update_actions (GalleyEditorPage *self)
{
  galley_editor_page_update_enabled (self);
  galley_editor_page_update_caret (self);
}

void
galley_editor_page_add_actions (GalleyEditorPage *self)
{
  static const GActionEntry entries[] = {
    { .name = "undo", .activate = undo_cb },
    { .name = "redo", .activate = redo_cb },
    { .name = "bold", .state = "false", .change_state = mark_cb },
    { .name = "italic", .state = "false", .change_state = mark_cb },
    { .name = "underline", .state = "false", .change_state = mark_cb },
    { .name = "link", .activate = link_cb },
    { .name = "kind", .parameter_type = "s", .state = "'paragraph'", .change_state = kind_cb },
    { .name = "quote", .state = "false", .change_state = toggle_kind_cb },
    { .name = "bulleted-list", .state = "false", .change_state = toggle_kind_cb },
    { .name = "numbered-list", .state = "false", .change_state = toggle_kind_cb },
    { .name = "insert-rule", .activate = insert_rule_cb },
    { .name = "insert-page-break", .activate = insert_page_break_cb },
    { .name = "insert-picture", .activate = insert_picture_cb },
    { .name = "picture-properties", .activate = picture_properties_cb },
    { .name = "crop-picture", .activate = crop_picture_cb },
    { .name = "use-picture-as-lead", .activate = use_picture_as_lead_cb },
    { .name = "clear-formatting", .activate = clear_formatting_cb },
    { .name = "paste-plain", .activate = paste_plain_cb },
    { .name = "tidy", .activate = tidy_cb },
    { .name = "preedit", .activate = preedit_cb, .parameter_type = "b" },
  };

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries), self);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "editor", G_ACTION_GROUP (self->actions));
}
