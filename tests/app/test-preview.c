/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preview with its real engine: what typing patches is what a fresh load shows, what clicks and
 * drags tell, where the sheets of paper end, in which layout it is, and what becomes of a process that ends. */
#include "page-fixture.h"

#include "app/preview/galley-preview-engine.h"
#include "app/preview/galley-preview.h"

#include <string.h>
#include <webkit/webkit.h>

#define EDITS 40

typedef struct
{
  Desk *desk;
  GalleyManuscript *manuscript;
  GtkWidget *preview;
  guint n_shown;
  char *clicked; /* the last one */
} Stage;

static void
shown_cb (GtkWidget *preview,
          guint64    generation,
          Stage     *stage)
{
  stage->n_shown++;
}

static void
block_clicked_cb (GtkWidget *preview,
                  guint      block,
                  Stage     *stage)
{
  g_free (stage->clicked);
  stage->clicked = g_strdup_printf ("block %u", block);
}

static void
part_clicked_cb (GtkWidget  *preview,
                 const char *name,
                 Stage      *stage)
{
  g_free (stage->clicked);
  stage->clicked = g_strdup (name);
}

static void
wait_shown (Stage *stage,
            guint  before)
{
  while (stage->n_shown == before)
    g_main_context_iteration (NULL, TRUE);
}

static Stage *
stage_new (const char *body)
{
  Stage *stage = g_new0 (Stage, 1);

  stage->desk = desk_new ();
  stage->manuscript = desk_write (stage->desk, "环湖路通车", body);
  stage->preview = galley_preview_new ();
  g_signal_connect (stage->preview, "shown", G_CALLBACK (shown_cb), stage);
  g_signal_connect (stage->preview, "block-clicked", G_CALLBACK (block_clicked_cb), stage);
  g_signal_connect (stage->preview, "part-clicked", G_CALLBACK (part_clicked_cb), stage);
  galley_preview_set_manuscript (GALLEY_PREVIEW (stage->preview), stage->desk->workspace, stage->manuscript);
  desk_show (stage->desk, stage->preview);
  galley_preview_set_active (GALLEY_PREVIEW (stage->preview), TRUE);
  wait_shown (stage, 0);
  return stage;
}

static void
stage_free (Stage *stage)
{
  galley_preview_set_manuscript (GALLEY_PREVIEW (stage->preview), stage->desk->workspace, NULL);
  desk_close_window (stage->desk);
  desk_wait (stage->desk, G_USEC_PER_SEC); /* what is not saved is kept */
  desk_let_go (stage->manuscript);
  desk_free (stage->desk);
  g_free (stage->clicked);
  g_free (stage);
}

/* --- what stands in a view --------------------------------------------------------------------------------------- */

static void
evaluated_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JSCValue) value =
    webkit_web_view_evaluate_javascript_finish (WEBKIT_WEB_VIEW (source), result, &error);

  g_assert_no_error (error);
  *(char **) data = jsc_value_to_string (value);
}

static char *
evaluate (GtkWidget  *view,
          const char *script)
{
  char *text = NULL;

  webkit_web_view_evaluate_javascript (WEBKIT_WEB_VIEW (view), script, -1, NULL, NULL, NULL, evaluated_cb, &text);
  while (text == NULL)
    g_main_context_iteration (NULL, TRUE);
  return text;
}

static GtkWidget *
view_of (Stage *stage)
{
  return find_widget (stage->preview, g_type_from_name ("WebKitWebView"), 0);
}

static void
loaded_cb (gboolean *is_loaded)
{
  *is_loaded = TRUE;
}

/* What stands there when the page is loaded by itself. (transfer full) */
static char *
load_afresh (Stage               *stage,
             GalleyPreviewEngine *engine)
{
  g_autoptr (GBytes) page = galley_preview_dup_page (GALLEY_PREVIEW (stage->preview));
  gboolean is_loaded = FALSE;
  gulong handler = g_signal_connect_swapped (engine, "loaded", G_CALLBACK (loaded_cb), &is_loaded);

  galley_preview_engine_load (engine, galley_workspace_get_layout (stage->desk->workspace), "/2026/11/23/a.html", page);
  while (!is_loaded)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (engine, handler);
  return evaluate (galley_preview_engine_get_view (engine), "document.body.outerHTML");
}

/* --- typing ------------------------------------------------------------------------------------------------------ */

static GalleyBlock *
make_block (void)
{
  static const char *const words[] = { "湖边的清晨", "", "“全长十二公里。”记者看到", "6 处 <驿站> & 车位", "　缩进" };
  const char *text = words[g_test_rand_int_range (0, G_N_ELEMENTS (words))];

  switch (g_test_rand_int_range (0, 7))
    {
    case 0:
      return galley_block_new (GALLEY_BLOCK_HEADING_1, text, NULL, 0);
    case 1:
      return galley_block_new (GALLEY_BLOCK_QUOTE, text, NULL, 0);
    case 2:
      return galley_block_new_item (GALLEY_BLOCK_BULLETED, (guint) g_test_rand_int_range (0, 3), text, NULL, 0);
    case 3:
      return galley_block_new_item (GALLEY_BLOCK_NUMBERED, (guint) g_test_rand_int_range (0, 2), text, NULL, 0);
    case 4:
      return galley_block_new (GALLEY_BLOCK_PAGE_BREAK, NULL, NULL, 0);
    default:
      return galley_block_new (GALLEY_BLOCK_PARAGRAPH, text, NULL, 0);
    }
}

/* FALSE: nothing differs. */
static gboolean
edit (Stage *stage)
{
  GalleyArticle *article = article_of (stage->manuscript);
  GalleyDocument *document = galley_article_get_document (article);
  guint n_blocks = galley_document_get_n_blocks (document);
  guint first = (guint) g_test_rand_int_range (0, (int) n_blocks);
  guint n_removed = (guint) g_test_rand_int_range (0, (int) MIN (n_blocks - first, 2) + 1);
  guint n_inserted = (guint) g_test_rand_int_range (n_removed == 0, 4);
  guint64 before = galley_document_get_generation (document);
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_block_unref);

  if (g_test_rand_int_range (0, 8) == 0)
    {
      g_autofree char *headline = g_strdup_printf ("第 %d 稿", g_test_rand_int_range (0, 100000));

      galley_article_set_field (article, GALLEY_FIELD_SUBTITLE, headline);
      return TRUE;
    }
  for (guint i = 0; i < n_inserted; i++)
    g_ptr_array_add (blocks, make_block ());
  galley_document_splice (document, GALLEY_SPLICE_TYPED, first, n_removed, (GalleyBlock *const *) blocks->pdata,
                          n_inserted);
  galley_preview_reveal_block (GALLEY_PREVIEW (stage->preview), first);
  return galley_document_get_generation (document) != before;
}

static void
test_typing (void)
{
  Stage *stage = stage_new ("第一段\n第二段\n第三段");
  g_autoptr (GalleyPreviewEngine) engine = galley_preview_engine_new ();

  for (int i = 0; i < EDITS; i++)
    {
      guint before = stage->n_shown;
      g_autofree char *patched = NULL;
      g_autofree char *fresh = NULL;

      if (!edit (stage))
        continue;
      wait_shown (stage, before);
      patched = evaluate (view_of (stage), "document.body.outerHTML");
      fresh = load_afresh (stage, engine);
      g_assert_cmpstr (patched, ==, fresh);
    }
  stage_free (stage);
}

/* --- clicks ------------------------------------------------------------------------------------------------------ */

static void
assert_click (Stage      *stage,
              const char *selector,
              const char *expected)
{
  g_autofree char *script = g_strdup_printf ("document.querySelector('%s').click(); 'done'", selector);
  g_autofree char *done = NULL;

  g_clear_pointer (&stage->clicked, g_free);
  done = evaluate (view_of (stage), script);
  while (stage->clicked == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (stage->clicked, ==, expected);
}

static void
test_clicks (void)
{
  Stage *stage = stage_new ("第一段\n第二段");

  assert_click (stage, ".e-content p:last-child", "block 1");
  assert_click (stage, ".e-content p", "block 0");
  assert_click (stage, ".p-name", "headline");
  stage_free (stage);
}

/* The page of what is worked on is shown, and another one that is asked for by the pager until it is worked on again. */
static void
test_pager (void)
{
  Stage *stage = stage_new ("第一段\n第二段");
  GalleyDocument *document = galley_article_get_document (article_of (stage->manuscript));
  const char *read = "document.querySelector('.e-content p').textContent";
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *again = NULL;
  g_autofree char *done = NULL;
  guint before = stage->n_shown;

  galley_document_insert_divider (document, (GalleyPosition) { 0, 3 }, GALLEY_BLOCK_PAGE_BREAK);
  wait_shown (stage, before);
  first = evaluate (view_of (stage), read);
  g_assert_cmpstr (first, ==, "第一段");
  before = stage->n_shown;
  done = evaluate (view_of (stage), "document.querySelector('.pages a[rel=next]').click(); 'done'");
  wait_shown (stage, before);
  second = evaluate (view_of (stage), read);
  g_assert_cmpstr (second, ==, "第二段");
  assert_click (stage, ".e-content p", "block 2");

  before = stage->n_shown;
  galley_preview_reveal_block (GALLEY_PREVIEW (stage->preview), 0);
  wait_shown (stage, before);
  again = evaluate (view_of (stage), read);
  g_assert_cmpstr (again, ==, "第一段");
  stage_free (stage);
}

/* The row is marked, and a click in it leads to what is written in it. */
static void
test_row (void)
{
  Stage *stage = stage_new ("第一段");
  guint before;
  g_autofree char *marked = NULL;

  galley_article_set_field (article_of (stage->manuscript), GALLEY_FIELD_CHANNEL, "news");
  galley_article_set_field (article_of (stage->manuscript), GALLEY_FIELD_SUMMARY, "全长十二公里");
  before = stage->n_shown;
  galley_preview_set_mode (GALLEY_PREVIEW (stage->preview), GALLEY_PREVIEW_LIST);
  wait_shown (stage, before);
  while (g_strcmp0 (marked, "环湖路通车") != 0)
    {
      g_clear_pointer (&marked, g_free);
      marked = evaluate (view_of (stage), "String(document.querySelector('.rows li[style] h2')?.textContent)");
    }
  assert_click (stage, ".rows h2 a", "headline");
  assert_click (stage, ".rows p", "summary");
  galley_article_set_field (article_of (stage->manuscript), GALLEY_FIELD_SHORT_HEADLINE, "通车了");
  before = stage->n_shown;
  wait_shown (stage, before);
  assert_click (stage, ".rows h2 a", "short-headline");
  stage_free (stage);
}

/* --- the look ---------------------------------------------------------------------------------------------------- */

/* The page is asked what it looks like; its bytes are the same. */
static void
test_look (void)
{
  Stage *stage = stage_new ("第一段");
  GActionGroup *actions = galley_preview_get_actions (GALLEY_PREVIEW (stage->preview));
  g_autofree char *light = evaluate (view_of (stage), "getComputedStyle(document.body).backgroundColor");
  g_autofree char *size = evaluate (view_of (stage), "getComputedStyle(document.querySelector('.e-content')).fontSize");
  g_autofree char *dark = NULL;
  g_autofree char *printed = NULL;
  g_autofree char *large = NULL;

  g_assert_cmpstr (light, ==, "rgb(253, 253, 252)");
  g_assert_cmpstr (size, ==, "17px");
  g_action_group_change_action_state (actions, "dark", g_variant_new_boolean (TRUE));
  dark = evaluate (view_of (stage), "getComputedStyle(document.body).backgroundColor");
  g_assert_cmpstr (dark, ==, "rgb(27, 29, 32)");
  g_action_group_change_action_state (actions, "dark", g_variant_new_boolean (FALSE));
  g_action_group_change_action_state (actions, "text-size", g_variant_new_string ("large"));
  while (g_strcmp0 (large, "2125") != 0) /* hundredths of a pixel */
    {
      g_clear_pointer (&large, g_free);
      large = evaluate (view_of (stage), "String(Math.round(100 * parseFloat("
                                         "getComputedStyle(document.querySelector('.e-content')).fontSize)))");
    }
  galley_preview_set_mode (GALLEY_PREVIEW (stage->preview), GALLEY_PREVIEW_PRINT);
  printed = evaluate (view_of (stage), "getComputedStyle(document.querySelector('.site-header nav')).display");
  g_assert_cmpstr (printed, ==, "none");
  stage_free (stage);
}

/* --- the slots of the home page ---------------------------------------------------------------------------------- */

static const char slots_page[] =
  "<!DOCTYPE html><html><head><style>body { margin: 0 } div, li { height: 100px; margin: 0; padding: 0 } ul { margin: 0;"
  " padding: 0; list-style: none } div { height: auto; min-height: 50px }</style></head><body><main>"
  "<div data-slot=\"lead\"><ul><li><a href=\"/a.html\">a</a></li><li><a href=\"/b.html\">b</a></li></ul></div>"
  "<div data-slot=\"picks\"></div><ul><li><a href=\"https://c.example/\">c</a></li></ul></main></body></html>";

static void
told_cb (GalleyPreviewEngine *engine,
         const char          *slot,
         const char          *address,
         char               **told)
{
  if (address != NULL && g_str_has_prefix (address, "galley:"))
    address = strrchr (address, '/');
  g_free (*told);
  *told = g_strdup_printf ("%s %s", slot != NULL ? slot : "none", address != NULL ? address : "none");
}

static void
wait_told (char      **told,
           const char *expected)
{
  while (*told == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (*told, ==, expected);
  g_clear_pointer (told, g_free);
}

static void
press_row (GtkWidget *view,
           guint      number)
{
  g_autofree char *script = g_strdup_printf ("document.querySelectorAll('li')[%u]"
                                             ".dispatchEvent(new MouseEvent('mousedown', {bubbles: true})), ''", number);
  g_autofree char *done = evaluate (view, script);
}

/* In front of the row in whose upper half it is let go, behind the last, in an empty slot, and nowhere. */
static void
test_slots (void)
{
  Desk *desk = desk_new ();
  g_autoptr (GalleyPreviewEngine) engine = galley_preview_engine_new ();
  GtkWidget *view = galley_preview_engine_get_view (engine);
  g_autoptr (GBytes) page = g_bytes_new_static (slots_page, strlen (slots_page));
  char *told = NULL;
  gboolean is_loaded = FALSE;

  gtk_widget_set_size_request (view, 400, 500);
  desk_show (desk, view);
  g_signal_connect_swapped (engine, "loaded", G_CALLBACK (loaded_cb), &is_loaded);
  g_signal_connect (engine, "slot-reached", G_CALLBACK (told_cb), &told);
  g_signal_connect (engine, "row-grabbed", G_CALLBACK (told_cb), &told);
  galley_preview_engine_set_scale (engine, 1);
  galley_preview_engine_load (engine, galley_workspace_get_layout (desk->workspace), "/index.html", page);
  while (!is_loaded)
    g_main_context_iteration (NULL, TRUE);

  galley_preview_engine_drop (engine, 50, 120);
  wait_told (&told, "lead /b.html");
  galley_preview_engine_drop (engine, 50, 190);
  wait_told (&told, "lead none");
  galley_preview_engine_drop (engine, 50, 225);
  wait_told (&told, "picks none");
  galley_preview_engine_drop (engine, 50, 300); /* tells nothing: the next is told first */
  press_row (view, 0);
  wait_told (&told, "lead /a.html");
  press_row (view, 2);
  wait_told (&told, "none https://c.example/");
  desk_close_window (desk);
  desk_free (desk);
}

/* --- paper ------------------------------------------------------------------------------------------------------- */

/* Lines that would stand across the edge of a sheet: none does. The page's own bytes are not touched. */
static void
test_sheets (void)
{
  static const char script[] =
    "{ const step = 297 * 96 / 25.4 + 12, margin = 18 * 96 / 25.4 - 1; let across = 0, last = 0;"
    "  for (const p of document.querySelectorAll('.e-content p')) {"
    "    const range = document.createRange(); range.selectNodeContents(p);"
    "    for (const box of range.getClientRects()) {"
    "      const top = box.top + scrollY, sheet = Math.floor(top / step); last = Math.max(last, sheet);"
    "      if (top - sheet * step < margin || top + box.height - sheet * step > step - 12 - margin) across++; } }"
    "  [across, last + 1, Math.round((document.documentElement.scrollHeight + 12) / step * 100)].join(' '); }";
  g_autoptr (GString) body = g_string_new ("第一段");
  Stage *stage;
  g_autofree char *found = NULL;
  g_autofree char *patched = NULL;
  g_autofree char *fresh = NULL;
  g_autoptr (GalleyPreviewEngine) engine = galley_preview_engine_new ();
  guint before;

  for (guint i = 0; i < 40; i++)
    g_string_append (body, "\n湖边的清晨，全长十二公里。记者看到，村民把新收的稻谷送到镇上粮站，排队过磅。学校门口的斑马线重新画过。");
  stage = stage_new (body->str);
  galley_preview_set_mode (GALLEY_PREVIEW (stage->preview), GALLEY_PREVIEW_PRINT);
  while (g_strcmp0 (found, "0 3 300") != 0)
    {
      g_clear_pointer (&found, g_free);
      found = evaluate (view_of (stage), script);
      g_test_message ("lines across, sheets with text, hundredths of sheets: %s", found);
    }
  before = stage->n_shown;
  galley_article_set_field (article_of (stage->manuscript), GALLEY_FIELD_SUBTITLE, "副题");
  wait_shown (stage, before);
  patched = evaluate (view_of (stage), "document.body.innerHTML");
  galley_preview_engine_set_look (engine, &(GalleyPreviewLook){ 0 });
  fresh = load_afresh (stage, engine);
  g_assert_nonnull (strstr (fresh, patched));
  stage_free (stage);
}

/* --- a process that ends ----------------------------------------------------------------------------------------- */

static GtkWidget *
find_restart (Stage *stage)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *button = find_widget (stage->preview, GTK_TYPE_BUTTON, i);

      if (g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)), "preview.restart") == 0)
        return button;
    }
}

static void
ended_cb (gboolean *has_ended)
{
  *has_ended = TRUE;
}

static void
end_process (Stage *stage)
{
  GtkWidget *view = view_of (stage);
  gboolean has_ended = FALSE;
  gulong handler = g_signal_connect_swapped (view, "web-process-terminated", G_CALLBACK (ended_cb), &has_ended);

  webkit_web_view_terminate_web_process (WEBKIT_WEB_VIEW (view));
  while (!has_ended)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handler_disconnect (view, handler);
}

/* Each time it waits twice as long, then until somebody asks; what is typed meanwhile is there afterwards. */
static void
test_ends_again (void)
{
  Stage *stage = stage_new ("第一段");
  GtkWidget *restart = find_restart (stage);
  g_autofree char *subtitle = NULL;
  guint before;

  for (gint64 wait = G_USEC_PER_SEC / 2; wait <= 8 * G_USEC_PER_SEC; wait *= 2)
    {
      before = stage->n_shown;
      end_process (stage);
      g_assert_false (gtk_widget_get_visible (restart));
      desk_wait (stage->desk, wait - 1);
      g_assert_cmpuint (stage->n_shown, ==, before);
      desk_wait (stage->desk, 1);
      wait_shown (stage, before);
    }
  end_process (stage);
  g_assert_true (gtk_widget_get_visible (restart));
  galley_article_set_field (article_of (stage->manuscript), GALLEY_FIELD_SUBTITLE, "没有丢");
  before = stage->n_shown;
  desk_wait (stage->desk, 3600 * (gint64) G_USEC_PER_SEC);
  g_assert_cmpuint (stage->n_shown, ==, before);
  g_signal_emit_by_name (restart, "clicked");
  wait_shown (stage, before);
  g_assert_false (gtk_widget_get_visible (restart));
  subtitle = evaluate (view_of (stage), "document.querySelector('.subtitle').textContent");
  g_assert_cmpstr (subtitle, ==, "没有丢");
  desk_wait (stage->desk, 60 * (gint64) G_USEC_PER_SEC);
  before = stage->n_shown;
  end_process (stage);
  desk_wait (stage->desk, G_USEC_PER_SEC / 2);
  wait_shown (stage, before);
  stage_free (stage);
}

/* A pack in a folder stands in the place of the account's, until it is closed. */
static void
test_layout_folder (void)
{
  Stage *stage = stage_new ("全长十二公里。");
  g_autofree char *folder = g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "data", "layouts", "portal", NULL);
  g_autofree char *before = evaluate (view_of (stage), "document.title");
  g_autofree char *live = NULL;
  g_autofree char *after = NULL;
  GActionGroup *actions = galley_preview_get_actions (GALLEY_PREVIEW (stage->preview));
  guint n_shown = stage->n_shown;

  g_assert_false (g_action_group_get_action_enabled (actions, "close-layout"));
  galley_preview_open_layout (GALLEY_PREVIEW (stage->preview), folder);
  g_assert_true (g_action_group_get_action_enabled (actions, "close-layout"));
  wait_shown (stage, n_shown);
  live = evaluate (view_of (stage), "document.title");
  g_assert_nonnull (strstr (live, "环湖路通车"));
  g_assert_nonnull (strstr (live, "澜江"));
  g_assert_null (strstr (before, "澜江"));

  n_shown = stage->n_shown;
  g_action_group_activate_action (actions, "close-layout", NULL);
  wait_shown (stage, n_shown);
  after = evaluate (view_of (stage), "document.title");
  g_assert_cmpstr (after, ==, before);
  stage_free (stage);
}

int
main (int    argc,
      char **argv)
{
  /* A warning ends this process, as in every test; not those of WebKit, which find no bus for screen readers here. */
  g_unsetenv ("G_DEBUG");
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/preview/typing", test_typing);
  g_test_add_func ("/preview/clicks", test_clicks);
  g_test_add_func ("/preview/pager", test_pager);
  g_test_add_func ("/preview/row", test_row);
  g_test_add_func ("/preview/look", test_look);
  g_test_add_func ("/preview/slots", test_slots);
  g_test_add_func ("/preview/sheets", test_sheets);
  g_test_add_func ("/preview/layout-folder", test_layout_folder);
  g_test_add_func ("/preview/ends-again", test_ends_again);
  return g_test_run ();
}
