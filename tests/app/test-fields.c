/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The details beside the text, field by field. */
#include "page-fixture.h"

#include "app/editor/galley-editor-page.h"
#include "app/fields/galley-channels-row.h"
#include "app/fields/galley-details-panel.h"
#include "app/fields/galley-field-binding.h"
#include "app/fields/galley-field-choice.h"
#include "app/fields/galley-picture-choice.h"
#include "app/fields/galley-picture-row.h"
#include "app/fields/galley-tag-entry.h"
#include "core/model/galley-resolution.h"
#include "core/model/galley-kind.h"

#include <string.h>

static void
assert_shown (GtkWidget  *text,
              const char *words)
{
  g_autofree char *shown = dup_text_of (text);

  g_assert_cmpstr (shown, ==, words);
}

/* --- bindings ---------------------------------------------------------------------------------------------------- */

static void
test_trailing_blanks (void)
{
  g_autoptr (GalleyArticle) article = galley_article_new ("0193a000-0000-7000-8000-000000000001");
  g_autoptr (GtkWidget) text = g_object_ref_sink (gtk_text_new ());
  GalleyFieldBinding *binding = galley_field_binding_new (text, GALLEY_FIELD_HEADLINE);

  galley_field_binding_set_article (binding, article);
  set_text_of (text, "南湖 ");
  assert_shown (text, "南湖 ");
  g_assert_cmpstr (galley_article_get_field (article, GALLEY_FIELD_HEADLINE), ==, "南湖");
  /* The same, told again by somebody else: nothing to show. */
  galley_article_set_field (article, GALLEY_FIELD_HEADLINE, "南湖");
  assert_shown (text, "南湖 ");

  gtk_editable_set_position (GTK_EDITABLE (text), 2);
  galley_article_set_field (article, GALLEY_FIELD_HEADLINE, "浙江南湖");
  assert_shown (text, "浙江南湖");
  g_assert_cmpint (gtk_editable_get_position (GTK_EDITABLE (text)), ==, 4);
  gtk_widget_activate_action (text, "text.undo", NULL);
  assert_shown (text, "浙江南湖");
  g_assert_finalize_object (binding);
}

static void
test_bylines (void)
{
  g_autoptr (GalleyArticle) article = galley_article_new ("0193a000-0000-7000-8000-000000000001");
  g_autoptr (GtkWidget) text = g_object_ref_sink (gtk_text_new ());
  GalleyFieldBinding *binding = galley_field_binding_new (text, GALLEY_FIELD_BYLINES);
  g_autoptr (GPtrArray) bylines = galley_bylines_parse ("王敏");

  galley_field_binding_set_article (binding, article);
  set_text_of (text, "杨秀娟  区新闻中心 ");
  assert_shown (text, "杨秀娟  区新闻中心 ");
  g_assert_cmpuint (galley_article_get_bylines (article)->len, ==, 2);
  galley_article_set_bylines (article, bylines);
  assert_shown (text, "王敏");
  galley_field_binding_set_article (binding, NULL);
  assert_shown (text, "");
  g_assert_cmpuint (galley_article_get_bylines (article)->len, ==, 1);
  g_assert_finalize_object (binding);
}

static void
test_summary (void)
{
  g_autoptr (GalleyArticle) article = galley_article_new ("0193a000-0000-7000-8000-000000000001");
  g_autoptr (GtkTextBuffer) buffer = gtk_text_buffer_new (NULL);
  GalleyFieldBinding *binding = galley_field_binding_new (buffer, GALLEY_FIELD_SUMMARY);
  GtkTextIter start, end;
  g_autofree char *shown = NULL;

  galley_field_binding_set_article (binding, article);
  gtk_text_buffer_set_text (buffer, "上\n下", -1);
  g_assert_cmpstr (galley_article_get_field (article, GALLEY_FIELD_SUMMARY), ==, "上\xe2\x80\xa8下");
  galley_article_set_field (article, GALLEY_FIELD_SUMMARY, "左\xe2\x80\xa8右");
  gtk_text_buffer_get_bounds (buffer, &start, &end);
  shown = gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
  g_assert_cmpstr (shown, ==, "左\n右");
  g_assert_finalize_object (binding);
}

/* --- tags -------------------------------------------------------------------------------------------------------- */

static void
assert_tags (GalleyManuscript *manuscript,
             const char       *joined)
{
  g_autofree char *tags =
      g_strjoinv ("|", (char **) galley_article_get_set (article_of (manuscript), GALLEY_SET_TAGS));

  g_assert_cmpstr (tags, ==, joined);
}

static void
test_tags (void)
{
  Desk *desk = desk_new ();
  GalleyManuscript *manuscript = desk_write (desk, "标题", "正文");
  GtkWidget *entry = g_object_ref_sink (g_object_new (GALLEY_TYPE_TAG_ENTRY, NULL));
  GtkWidget *text = find_widget (entry, GTK_TYPE_TEXT, 0);

  galley_tag_entry_set_article (GALLEY_TAG_ENTRY (entry), desk->workspace, article_of (manuscript));
  desk_show (desk, entry);
  set_text_of (text, "经济，民生、");
  assert_tags (manuscript, "经济|民生");
  assert_shown (text, "");
  set_text_of (text, "教育");
  g_signal_emit_by_name (text, "activate");
  assert_tags (manuscript, "经济|民生|教育");
  g_signal_emit_by_name (find_widget (entry, GTK_TYPE_BUTTON, 1), "clicked");
  assert_tags (manuscript, "经济|教育");
  set_text_of (text, " 半个 ");
  assert_tags (manuscript, "经济|教育");
  galley_tag_entry_finish (GALLEY_TAG_ENTRY (entry));
  assert_tags (manuscript, "经济|教育|半个");
  assert_shown (text, "");

  galley_tag_entry_set_editable (GALLEY_TAG_ENTRY (entry), FALSE);
  set_text_of (text, "不要");
  g_signal_emit_by_name (text, "activate");
  galley_tag_entry_finish (GALLEY_TAG_ENTRY (entry));
  assert_tags (manuscript, "经济|教育|半个");
  galley_tag_entry_set_article (GALLEY_TAG_ENTRY (entry), NULL, NULL);
  desk_close_window (desk);
  desk_let_go (entry);
  g_object_unref (manuscript);
  desk_free (desk);
}

/* --- the panel --------------------------------------------------------------------------------------------------- */

static void
test_panel (void)
{
  Desk *desk = desk_new ();
  GalleyManuscript *manuscript = desk_write (desk, "标题", "正文");
  GtkWidget *panel = g_object_ref_sink (galley_details_panel_new ());
  GtkWidget *channel, *origin;
  guint64 generation;
  guint n_channels;
  const GalleyChannel *channels =
      galley_site_get_channels (galley_layout_get_site (galley_workspace_get_layout (desk->workspace)), &n_channels);

  g_assert_cmpuint (n_channels, >, 0);
  generation = galley_article_get_generation (article_of (manuscript));
  galley_details_panel_set_manuscript (GALLEY_DETAILS_PANEL (panel), desk->workspace, manuscript);
  desk_show (desk, panel);
  /* Showing an article changes nothing in it. */
  g_assert_cmpuint (galley_article_get_generation (article_of (manuscript)), ==, generation);

  channel = find_widget (panel, ADW_TYPE_COMBO_ROW, 0);
  origin = find_widget (panel, ADW_TYPE_COMBO_ROW, 2);
  adw_combo_row_set_selected (ADW_COMBO_ROW (channel), 1);
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_CHANNEL), ==, channels[0].id);
  galley_article_set_field (article_of (manuscript), GALLEY_FIELD_CHANNEL, "gone-from-the-site");
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_CHANNEL), ==, "gone-from-the-site");
  galley_article_set_field (article_of (manuscript), GALLEY_FIELD_CHANNEL, "");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (channel)), ==, 0);

  g_assert_false (gtk_widget_get_visible (find_widget (panel, ADW_TYPE_ENTRY_ROW, 3)));
  adw_combo_row_set_selected (ADW_COMBO_ROW (origin), 1);
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_ORIGIN), ==, "reprint");
  g_assert_true (gtk_widget_get_visible (find_widget (panel, ADW_TYPE_ENTRY_ROW, 3)));
  set_text_of (find_widget (panel, ADW_TYPE_ENTRY_ROW, 5), "https://example.com/");
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_ORIGINAL_URI), ==, "https://example.com/");
  set_text_of (find_widget (panel, ADW_TYPE_ENTRY_ROW, 6), "短标题");
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_SHORT_HEADLINE), ==, "短标题");

  desk_close_window (desk);
  desk_let_go (panel);
  desk_wait (desk, G_USEC_PER_SEC);
  g_object_unref (manuscript);
  desk_free (desk);
}

#define HASH "3f9a000000000000000000000000000000000000000000000000000000000000"
#define PICTURE "<img src=\"media/3f/" HASH ".jpg\" width=\"16\" height=\"9\" alt=\"渡轮\"/>"

/* What the article is, and where a link leads. */
static void
test_kind (void)
{
  Desk *desk = desk_new ();
  GalleyManuscript *manuscript = desk_write (desk, "标题", "正文");
  GtkWidget *panel = g_object_ref_sink (galley_details_panel_new ());
  GtkWidget *kind, *link;

  galley_details_panel_set_manuscript (GALLEY_DETAILS_PANEL (panel), desk->workspace, manuscript);
  desk_show (desk, panel);
  kind = find_widget (panel, ADW_TYPE_COMBO_ROW, 3);
  link = find_widget (panel, ADW_TYPE_ENTRY_ROW, 7);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (kind)), ==, GALLEY_KIND_TEXT);
  g_assert_false (gtk_widget_get_visible (link));
  adw_combo_row_set_selected (ADW_COMBO_ROW (kind), GALLEY_KIND_LINK);
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_KIND), ==, "link");
  g_assert_true (gtk_widget_get_visible (link));
  set_text_of (link, "https://example.com/a");
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_LINK), ==, "https://example.com/a");
  /* One that this Galley does not know stays what it is. */
  galley_article_set_field (article_of (manuscript), GALLEY_FIELD_KIND, "quiz");
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_KIND), ==, "quiz");
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (kind)), ==, GALLEY_N_KINDS);
  g_assert_false (gtk_widget_get_visible (link));

  desk_close_window (desk);
  desk_let_go (panel);
  desk_wait (desk, G_USEC_PER_SEC);
  g_object_unref (manuscript);
  desk_free (desk);
}

/* Each choice of a kind is one step of undo, and takes nothing else along. */
static void
test_kinds_and_back (void)
{
  Desk *desk = desk_new ();
  GalleyManuscript *manuscript = desk_write (desk, "标题", "正文");
  GalleyHistory *history = galley_manuscript_get_history (manuscript);
  GtkWidget *panel = g_object_ref_sink (galley_details_panel_new ());
  g_autoptr (GalleyRevision) before = NULL;
  g_autoptr (GalleyRevision) after = NULL;
  AdwComboRow *kind;
  guint n_steps = 0;

  galley_article_set_field (article_of (manuscript), GALLEY_FIELD_LINK, "https://example.com/a");
  galley_article_set_field (article_of (manuscript), GALLEY_FIELD_LEAD_PICTURE, PICTURE);
  while (galley_history_undo (history, NULL))
    continue;
  before = galley_article_snapshot (article_of (manuscript));
  galley_details_panel_set_manuscript (GALLEY_DETAILS_PANEL (panel), desk->workspace, manuscript);
  desk_show (desk, panel);
  kind = ADW_COMBO_ROW (find_widget (panel, ADW_TYPE_COMBO_ROW, 3));
  g_assert_false (galley_history_get_can_undo (history));
  for (guint i = GALLEY_KIND_PICTURES; i <= GALLEY_N_KINDS; i++)
    {
      adw_combo_row_set_selected (kind, i % GALLEY_N_KINDS);
      g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_KIND), ==, galley_kind_get_name (i % GALLEY_N_KINDS));
      g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_LINK), ==, "https://example.com/a");
      g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_LEAD_PICTURE), ==, PICTURE);
    }
  after = galley_article_snapshot (article_of (manuscript));
  g_assert_true (galley_revision_has_same_content (before, after));

  /* Back over link, video and pictures: the row follows, and makes no steps of it. */
  for (guint i = GALLEY_KIND_LINK; i > GALLEY_KIND_TEXT; i--)
    {
      g_assert_true (galley_history_undo (history, NULL));
      g_assert_cmpuint (adw_combo_row_get_selected (kind), ==, i);
    }
  g_assert_true (galley_history_undo (history, NULL));
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_KIND), ==, "");
  g_assert_false (galley_history_get_can_undo (history));
  while (galley_history_redo (history, NULL))
    n_steps++;
  g_assert_cmpuint (n_steps, ==, GALLEY_N_KINDS);

  desk_close_window (desk);
  desk_let_go (panel);
  desk_wait (desk, G_USEC_PER_SEC);
  g_object_unref (manuscript);
  desk_free (desk);
}

/* A choice beside the texts is what was done last, and what undo takes back; then comes what was typed before. */
static void
test_undo_of_a_choice (void)
{
  Desk *desk = desk_new ();
  GalleyManuscript *manuscript = desk_write (desk, "标题", "正文");
  GtkWidget *page = g_object_ref_sink (galley_editor_page_new ());
  GtkWidget *headline;

  galley_editor_page_set_manuscript (GALLEY_EDITOR_PAGE (page), desk->workspace, manuscript);
  desk_show (desk, page);
  galley_editor_page_focus_field (GALLEY_EDITOR_PAGE (page), GALLEY_FIELD_HEADLINE);
  headline = find_widget (page, GTK_TYPE_TEXT_VIEW, 1);
  g_signal_emit_by_name (headline, "insert-at-cursor", "！");
  galley_field_choice_set (manuscript, GALLEY_FIELD_KIND, "link");
  gtk_widget_activate_action (page, "editor.undo", NULL);
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_KIND), ==, "");
  assert_shown (headline, "标题！");
  gtk_widget_activate_action (page, "editor.redo", NULL);
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_KIND), ==, "link");

  g_signal_emit_by_name (headline, "backspace");
  gtk_widget_activate_action (page, "editor.undo", NULL);
  assert_shown (headline, "标题！");
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_KIND), ==, "link");
  gtk_widget_activate_action (page, "editor.undo", NULL);
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_KIND), ==, "");
  gtk_widget_activate_action (page, "editor.undo", NULL);
  assert_shown (headline, "标题");
  g_assert_true (gtk_widget_has_focus (headline));

  desk_close_window (desk);
  desk_let_go (page);
  desk_wait (desk, G_USEC_PER_SEC);
  g_object_unref (manuscript);
  desk_settle ();
  desk_free (desk);
}

/* Chosen among the article's own by a key, taken away, and both undone. */
static void
test_picture (void)
{
  Desk *desk = desk_new ();
  GalleyManuscript *manuscript = desk_write (desk, "标题", "正文");
  GalleyHistory *history = galley_manuscript_get_history (manuscript);
  g_autoptr (GalleyFigure) figure = galley_figure_new (HASH, "image/jpeg", 16, 9, "渡轮");
  g_autoptr (GPtrArray) figures = galley_blocks_new ();
  GtkWidget *panel = g_object_ref_sink (galley_details_panel_new ());
  GalleyPosition caret = { 0, 0 };
  GtkWidget *row, *choices;

  g_ptr_array_add (figures, galley_block_new_figure (figure, NULL, NULL, 0));
  galley_document_insert_figures (galley_article_get_document (article_of (manuscript)), (GalleyPosition) { 0, 0 }, figures);
  galley_details_panel_set_manuscript (GALLEY_DETAILS_PANEL (panel), desk->workspace, manuscript);
  desk_show (desk, panel);
  row = find_widget (panel, GALLEY_TYPE_PICTURE_ROW, 0);
  gtk_menu_button_popup (GTK_MENU_BUTTON (find_widget (row, GTK_TYPE_MENU_BUTTON, 0)));
  desk_settle ();
  choices = find_widget (row, GTK_TYPE_FLOW_BOX, 0);
  g_assert_null (gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (choices), 1));
  gtk_widget_activate (GTK_WIDGET (gtk_flow_box_get_child_at_index (GTK_FLOW_BOX (choices), 0)));
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_LEAD_PICTURE), ==, PICTURE);
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_FOCUS_PICTURE), ==, "");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), ==, "16 × 9 pixels");
  galley_picture_choice_set (manuscript, GALLEY_FIELD_LEAD_PICTURE, NULL);
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_LEAD_PICTURE), ==, "");
  galley_history_undo (history, &caret);
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_LEAD_PICTURE), ==, PICTURE);
  galley_history_undo (history, &caret);
  g_assert_cmpstr (field_of (manuscript, GALLEY_FIELD_LEAD_PICTURE), ==, "");

  desk_close_window (desk);
  desk_let_go (panel);
  desk_wait (desk, G_USEC_PER_SEC);
  g_object_unref (manuscript);
  desk_free (desk);
}

static void
assert_channels (GalleyManuscript *manuscript,
                 GtkWidget        *row,
                 const char       *ids,
                 const char       *names)
{
  g_autofree char *joined =
      g_strjoinv ("|", (char **) galley_article_get_set (article_of (manuscript), GALLEY_SET_CHANNELS));

  g_assert_cmpstr (joined, ==, ids);
  g_assert_cmpstr (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (row)), ==, names);
}

/* The article's own channel is not offered again; one that the site no longer has stays until it is taken away. */
static void
test_channels (void)
{
  Desk *desk = desk_new ();
  GalleyManuscript *manuscript = desk_write (desk, "标题", "正文");
  const char *const gone[] = { "gone", NULL };
  GtkWidget *panel = g_object_ref_sink (galley_details_panel_new ());
  GalleyPosition caret = { 0, 0 };
  GtkWidget *row, *news, *opinion;

  galley_article_set_field (article_of (manuscript), GALLEY_FIELD_CHANNEL, "news");
  galley_article_set_set (article_of (manuscript), GALLEY_SET_CHANNELS, gone);
  galley_details_panel_set_manuscript (GALLEY_DETAILS_PANEL (panel), desk->workspace, manuscript);
  desk_show (desk, panel);
  row = find_widget (panel, GALLEY_TYPE_CHANNELS_ROW, 0);
  news = find_widget (row, GTK_TYPE_CHECK_BUTTON, 0);
  opinion = find_widget (row, GTK_TYPE_CHECK_BUTTON, 2);
  g_assert_false (gtk_widget_is_sensitive (news));
  g_assert_true (gtk_widget_is_sensitive (opinion));
  /* Its name is told once, by the row's title. */
  g_assert_true (gtk_test_accessible_has_relation (GTK_ACCESSIBLE (news), GTK_ACCESSIBLE_RELATION_LABELLED_BY));
  g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (news), GTK_ACCESSIBLE_PROPERTY_LABEL));

  gtk_check_button_set_active (GTK_CHECK_BUTTON (opinion), TRUE);
  assert_channels (manuscript, row, "opinion|gone", "评论, gone");
  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_widget (row, GTK_TYPE_CHECK_BUTTON, 4)), FALSE);
  assert_channels (manuscript, row, "opinion", "评论");
  galley_history_undo (galley_manuscript_get_history (manuscript), &caret);
  galley_history_undo (galley_manuscript_get_history (manuscript), &caret);
  assert_channels (manuscript, row, "gone", "gone");
  g_assert_false (gtk_check_button_get_active (GTK_CHECK_BUTTON (opinion)));

  galley_article_set_field (article_of (manuscript), GALLEY_FIELD_CHANNEL, "opinion");
  g_assert_true (gtk_widget_is_sensitive (news));
  g_assert_false (gtk_widget_is_sensitive (opinion));

  desk_close_window (desk);
  desk_let_go (panel);
  desk_wait (desk, G_USEC_PER_SEC);
  g_object_unref (manuscript);
  desk_free (desk);
}

/* --- conflicts --------------------------------------------------------------------------------------------------- */

/* A line that begins with • is an item. */
static GalleyBlock *
make_block (const char *line)
{
  const char *bullet = "•";

  if (g_str_has_prefix (line, bullet))
    return galley_block_new_item (GALLEY_BLOCK_BULLETED, 0, line + strlen (bullet), NULL, 0);
  return galley_block_new (GALLEY_BLOCK_PARAGRAPH, line, NULL, 0);
}

static GalleyRevision *
make_revision (const char *headline,
               const char *source,
               const char *body)
{
  GalleyContent content = { .fields[GALLEY_FIELD_HEADLINE] = headline, .fields[GALLEY_FIELD_SOURCE] = source };
  g_auto (GStrv) lines = g_strsplit (body, "\n", -1);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    g_ptr_array_add (blocks, make_block (lines[i]));
  content.blocks = blocks;
  return galley_revision_new ("0193a000-0000-7000-8000-000000000001", &content, NULL);
}

static void
assert_block (GalleyRevision *revision,
              guint           index,
              const char     *text)
{
  GPtrArray *blocks = galley_revision_get_blocks (revision);

  g_assert_cmpuint (index, <, blocks->len);
  g_assert_cmpstr (galley_block_get_text (g_ptr_array_index (blocks, index)), ==, text);
}

/* Theirs wins where both changed the same; what only I changed stays. */
static void
test_take_theirs (void)
{
  g_autoptr (GalleyRevision) base = make_revision ("标题", "来源", "一\n二\n三\n四");
  g_autoptr (GalleyRevision) mine = make_revision ("我的标题", "我的来源", "一\n我改二\n三\n我改四");
  g_autoptr (GalleyRevision) theirs = make_revision ("别人的标题", "来源", "一\n别人改二\n三\n四");
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GalleyRevision) merged = galley_merge (base, mine, theirs, &conflicts);
  g_autoptr (GalleyRevision) resolved = galley_resolution_take_theirs (merged, theirs, conflicts);

  g_assert_cmpuint (conflicts->len, ==, 2);
  g_assert_cmpstr (galley_revision_get_field (resolved, GALLEY_FIELD_HEADLINE), ==, "别人的标题");
  g_assert_cmpstr (galley_revision_get_field (resolved, GALLEY_FIELD_SOURCE), ==, "我的来源");
  assert_block (resolved, 1, "别人改二");
  assert_block (resolved, 3, "我改四");
  g_assert_cmpuint (galley_revision_get_blocks (resolved)->len, ==, 4);
}

/* The same words changed, on one side an item as well: the kind comes along. */
static void
test_take_their_kind (void)
{
  g_autoptr (GalleyRevision) base = make_revision ("标题", "", "一\n二\n二");
  g_autoptr (GalleyRevision) mine = make_revision ("标题", "", "一\n我改二\n二");
  g_autoptr (GalleyRevision) theirs = make_revision ("标题", "", "一\n•别人改二\n二");
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GalleyRevision) merged = galley_merge (base, mine, theirs, &conflicts);
  g_autoptr (GalleyRevision) resolved = galley_resolution_take_theirs (merged, theirs, conflicts);

  g_assert_cmpuint (conflicts->len, ==, 1);
  g_assert_cmpstr (((GalleyConflict *) g_ptr_array_index (conflicts, 0))->theirs, ==, "• 别人改二");
  g_assert_true (galley_revision_has_same_content (resolved, theirs));
}

/* Typed on since: the run is found where it stands now, or like what it was; where it is gone, theirs comes in. */
static void
test_take_theirs_later (void)
{
  g_autoptr (GalleyRevision) base = make_revision ("标题", "", "一\n二");
  g_autoptr (GalleyRevision) mine = make_revision ("标题", "", "一\n我改二");
  g_autoptr (GalleyRevision) theirs = make_revision ("标题", "", "一\n别人改二");
  g_autoptr (GalleyRevision) moved = make_revision ("标题", "", "新\n新\n一\n我改二");
  g_autoptr (GalleyRevision) rewritten = make_revision ("标题", "", "全部重写");
  g_autoptr (GalleyRevision) typed = make_revision ("标题", "", "一\n我又改二\n三");
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GalleyRevision) merged = galley_merge (base, mine, theirs, &conflicts);
  g_autoptr (GalleyRevision) first = galley_resolution_take_theirs (moved, theirs, conflicts);
  g_autoptr (GalleyRevision) second = galley_resolution_take_theirs (rewritten, theirs, conflicts);
  g_autoptr (GalleyRevision) third = galley_resolution_take_theirs (typed, theirs, conflicts);

  assert_block (first, 0, "新");
  assert_block (first, 3, "别人改二");
  assert_block (second, 0, "全部重写");
  assert_block (second, 1, "别人改二");
  assert_block (third, 1, "别人改二");
  assert_block (third, 2, "三");
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  g_test_add_func ("/app/fields/trailing-blanks", test_trailing_blanks);
  g_test_add_func ("/app/fields/bylines", test_bylines);
  g_test_add_func ("/app/fields/summary", test_summary);
  g_test_add_func ("/app/fields/tags", test_tags);
  g_test_add_func ("/app/fields/panel", test_panel);
  g_test_add_func ("/app/fields/channels", test_channels);
  g_test_add_func ("/app/fields/kind", test_kind);
  g_test_add_func ("/app/fields/kinds-and-back", test_kinds_and_back);
  g_test_add_func ("/app/fields/undo-of-a-choice", test_undo_of_a_choice);
  g_test_add_func ("/app/fields/picture", test_picture);
  g_test_add_func ("/app/resolution/take-theirs", test_take_theirs);
  g_test_add_func ("/app/resolution/take-their-kind", test_take_their_kind);
  g_test_add_func ("/app/resolution/take-theirs-later", test_take_theirs_later);

  return g_test_run ();
}
