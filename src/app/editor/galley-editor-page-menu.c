/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The context menus of the body: which one a place has, and what they do to the picture, the attachment or the video
 * there. Everything in them has another way, by key or by a button. */
#include "app/editor/galley-editor-page-private.h"
#include "app/editor/galley-editor-page.h"

#include "app/body/galley-body-objects.h"
#include "app/body/galley-journey-words.h"

GalleyBlock *
galley_editor_page_get_current_block (GalleyEditorPage *self)
{
  GalleyBlock *block;

  if (self->bridge == NULL || self->manuscript == NULL)
    return NULL;
  block = galley_document_get_block (galley_editor_page_get_document (self), galley_editor_page_get_caret (self).block);
  return galley_block_get_figure (block) != NULL || galley_block_get_enclosure (block) != NULL ? block : NULL;
}

void
galley_editor_page_remove_block (GalleyEditorPage *self)
{
  if (galley_editor_page_get_current_block (self) != NULL && galley_editor_page_may_edit (self))
    galley_document_remove_block (galley_editor_page_get_document (self), galley_editor_page_get_caret (self).block);
  galley_editor_page_update_actions (self);
  galley_editor_page_focus_body (self);
}

/* It changes places with the block above or below it, in one step; the caret goes with it. */
static void
move (GalleyEditorPage *self,
      gboolean          is_up)
{
  GalleyDocument *document = galley_editor_page_get_document (self);
  GalleyPosition caret;
  guint first;

  if (galley_editor_page_get_current_block (self) == NULL || !galley_editor_page_may_edit (self))
    return;
  caret = galley_editor_page_get_caret (self);
  if (is_up ? caret.block == 0 : caret.block + 1 == galley_document_get_n_blocks (document))
    return;
  first = is_up ? caret.block - 1 : caret.block;
  {
    g_autoptr (GalleyBlock) above = galley_block_ref (galley_document_get_block (document, first));
    g_autoptr (GalleyBlock) below = galley_block_ref (galley_document_get_block (document, first + 1));
    GalleyBlock *const exchanged[] = { below, above };

    galley_document_splice (document, GALLEY_SPLICE_TYPED, first, 2, exchanged, 2);
  }
  caret.block = is_up ? first : first + 1;
  galley_editor_page_go_to (self, caret);
  galley_editor_page_update_actions (self);
}

static void
move_up (GalleyEditorPage *self)
{
  move (self, TRUE);
}

static void
move_down (GalleyEditorPage *self)
{
  move (self, FALSE);
}

/* Behind the last word of the title. */
static void
edit_title (GalleyEditorPage *self)
{
  GalleyBlock *block = galley_editor_page_get_current_block (self);

  if (block == NULL)
    return;
  galley_editor_page_go_to (self, (GalleyPosition){ galley_editor_page_get_caret (self).block,
                                                    galley_block_get_n_characters (block) });
  galley_editor_page_focus_body (self);
}

static void
replace (GalleyEditorPage *self)
{
  if (galley_editor_page_is_at_picture (self))
    galley_editor_page_replace_picture (self);
  else
    galley_editor_page_replace_enclosed (self);
}

/* Of the picture, attachment or video there; FALSE where it has no file. */
static gboolean
get_journey (GalleyEditorPage   *self,
             const char        **hash,
             GalleyMediaJourney *journey)
{
  GalleyBlock *block = galley_editor_page_get_current_block (self);
  GalleyEnclosure *enclosure = block != NULL ? galley_block_get_enclosure (block) : NULL;
  GalleyFigure *figure = block != NULL ? galley_block_get_figure (block) : NULL;

  *hash = NULL;
  if (figure != NULL)
    *hash = galley_figure_get_hash (figure);
  else if (enclosure != NULL)
    *hash = galley_enclosure_get_hash (enclosure);
  if (*hash == NULL)
    return FALSE;
  galley_media_source_get_journey (GALLEY_MEDIA_SOURCE (self->workspace), *hash,
                                   figure != NULL ? galley_figure_get_media_type (figure)
                                                  : galley_enclosure_get_media_type (enclosure),
                                   journey);
  return TRUE;
}

static void
steer (GalleyEditorPage *self,
       gboolean          is_stopped)
{
  GalleyMediaJourney journey;
  const char *hash;

  if (get_journey (self, &hash, &journey))
    galley_media_source_set_stopped (GALLEY_MEDIA_SOURCE (self->workspace), hash, is_stopped);
}

static void
stop_file (GalleyEditorPage *self)
{
  steer (self, TRUE);
}

static void
resume_file (GalleyEditorPage *self)
{
  steer (self, FALSE);
}

/* What the menus have beside the actions of the bar. */
static const struct
{
  const char *name;
  void (*act) (GalleyEditorPage *self);
} acts[] = {
  { "edit-title", edit_title },
  { "replace-file", replace },
  { "save-copy", galley_editor_page_save_copy },
  { "choose-poster", galley_editor_page_choose_poster },
  { "remove-poster", galley_editor_page_remove_poster },
  { "remove-block", galley_editor_page_remove_block },
  { "move-up", move_up },
  { "move-down", move_down },
  { "stop-file", stop_file },
  { "resume-file", resume_file },
};

static void
act_cb (GSimpleAction *action,
        GVariant      *parameter,
        gpointer       data)
{
  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    if (g_str_equal (acts[i].name, g_action_get_name (G_ACTION (action))))
      acts[i].act (GALLEY_EDITOR_PAGE (data));
}

static void
set_enabled (GalleyEditorPage *self,
             const char       *name,
             gboolean          is_enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), is_enabled);
}

static void
update_acts (GalleyEditorPage *self)
{
  GalleyBlock *block = galley_editor_page_get_current_block (self);
  GalleyEnclosure *enclosure = block != NULL ? galley_block_get_enclosure (block) : NULL;
  gboolean may_edit = block != NULL && galley_editor_page_may_edit (self);
  gboolean is_video = may_edit && galley_block_get_kind (block) == GALLEY_BLOCK_VIDEO;
  GalleyMediaJourney journey;
  const char *hash;
  gboolean has_file = get_journey (self, &hash, &journey);

  set_enabled (self, "edit-title", may_edit);
  set_enabled (self, "replace-file", may_edit);
  set_enabled (self, "remove-block", may_edit);
  set_enabled (self, "choose-poster", is_video);
  set_enabled (self, "remove-poster", is_video && galley_enclosure_get_poster (enclosure) != NULL);
  set_enabled (self, "stop-file", has_file && galley_journey_is_to_be_stopped (&journey));
  set_enabled (self, "resume-file", has_file && galley_journey_is_stopped (&journey));
  /* What plays elsewhere has no file. */
  set_enabled (self, "save-copy", block != NULL && (enclosure == NULL || galley_enclosure_get_hash (enclosure) != NULL));
}

/* --- which menu -------------------------------------------------------------------------------------------------- */

static GMenuModel *
get_menu (GalleyEditorPage *self,
          const char       *name)
{
  return G_MENU_MODEL (gtk_builder_get_object (self->menus, name));
}

static void
body_menu_asked_cb (GalleyEditorPage   *self,
                    const GdkRectangle *place)
{
  guint block;
  const char *name = "text";

  if (self->manuscript == NULL)
    return;
  if (galley_body_objects_get_selected (self->body, galley_editor_page_get_document (self), &block))
    name = galley_editor_page_is_at_picture (self) ? "picture" : "enclosed";
  else if (gtk_widget_get_visible (GTK_WIDGET (self->table_button)))
    name = "cell";
  update_acts (self);
  galley_text_menu_popup (self->body_menu, get_menu (self, name), place);
}

static void
cell_menu_asked_cb (GalleyEditorPage   *self,
                    const GdkRectangle *place)
{
  galley_text_menu_popup (self->cell_menu, get_menu (self, "cell"), place);
}

/* One by one: between sections within a section GTK draws no lines. */
static void
append_sections (GMenu      *menu,
                 GMenuModel *other)
{
  for (int i = 0; i < g_menu_model_get_n_items (other); i++)
    {
      g_autoptr (GMenuModel) section = g_menu_model_get_item_link (other, i, G_MENU_LINK_SECTION);

      g_menu_append_section (menu, NULL, section);
    }
}

void
galley_editor_page_init_menus (GalleyEditorPage *self)
{
  GtkTextView *cell_view = GTK_TEXT_VIEW (galley_body_view_get_cell_view (GALLEY_BODY_VIEW (self->body)));

  for (guint i = 0; i < G_N_ELEMENTS (acts); i++)
    {
      const GActionEntry entry = { .name = acts[i].name, .activate = act_cb };

      g_action_map_add_action_entries (G_ACTION_MAP (self->actions), &entry, 1, self);
    }
  self->menus = gtk_builder_new_from_resource ("/org/galleyeditor/Galley/editor/galley-editor-menus.ui");
  append_sections (G_MENU (get_menu (self, "cell")), gtk_menu_button_get_menu_model (self->table_button));
  self->body_menu = galley_text_menu_new (self->body);
  self->cell_menu = galley_text_menu_new (cell_view);
  g_signal_connect_object (self->body, "menu-asked", G_CALLBACK (body_menu_asked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cell_view, "menu-asked", G_CALLBACK (cell_menu_asked_cb), self, G_CONNECT_SWAPPED);
}
