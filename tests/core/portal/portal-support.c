/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "portal-support.h"

#include "core/portal/galley-article-page.h"

#include <string.h>

GalleyLayout *
support_open_layout (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("GALLEY_SOURCE_DIR"), "data", "layouts", name, NULL);
  g_autoptr (GError) error = NULL;
  GalleyLayout *layout = galley_layout_new_from_folder (path, &error);

  g_assert_no_error (error);
  return layout;
}

GalleyRevision *
support_make_revision (const char *text,
                       GPtrArray  *blocks)
{
  const char *const tags[] = { text, "第二个标签", NULL };
  g_autoptr (GPtrArray) bylines = galley_bylines_new ();
  GalleyContent content = { 0 };

  for (guint field = 0; field < GALLEY_N_FIELDS; field++)
    content.fields[field] = text;
  content.fields[GALLEY_FIELD_SOURCE_URI] = "https://source.example/";
  content.fields[GALLEY_FIELD_ORIGINAL_URI] = "https://original.example/a";
  content.fields[GALLEY_FIELD_CHANNEL] = "local";
  content.fields[GALLEY_FIELD_TOPIC] = "harvest";
  content.fields[GALLEY_FIELD_ORIGIN] = "reprint";
  content.fields[GALLEY_FIELD_CONTENT_CREATED] = "";
  content.fields[GALLEY_FIELD_CORRECTS] = "";
  content.fields[GALLEY_FIELD_CORRECTS_HASH] = "";
  content.sets[GALLEY_SET_TAGS] = tags;
  g_ptr_array_add (bylines, galley_byline_new (text, text, "记者"));
  content.bylines = bylines;
  content.blocks = blocks;
  return galley_revision_new (SUPPORT_ID, &content, NULL);
}

GalleyRevision *
support_cut_to_first_page (GalleyRevision *revision,
                           GalleyLayout   *layout)
{
  GPtrArray *blocks = galley_revision_get_blocks (revision);
  GalleyArticlePage page = galley_article_page_get (blocks, layout, 1);
  g_autoptr (GPtrArray) own = galley_article_page_dup_blocks (&page, blocks);
  GalleyContent content = galley_revision_get_content (revision);

  content.blocks = own;
  return galley_revision_new (galley_revision_get_id (revision), &content, NULL);
}

GPtrArray *
support_make_blocks (const char *const *texts)
{
  GPtrArray *blocks = galley_blocks_new ();

  for (; *texts != NULL; texts++)
    g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, *texts, NULL, 0));
  return blocks;
}

GPtrArray *
support_make_items (guint       n,
                    const char *channel,
                    const char *title)
{
  GPtrArray *items = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_page_item_free);

  for (guint i = 1; i <= n; i++)
    {
      GalleyPageItem *item = g_new0 (GalleyPageItem, 1);

      item->id = g_strdup_printf ("0192d4c8-2222-7abc-8def-%012u", 100 - i);
      item->title = g_strdup_printf ("%s %u", title, i);
      item->summary = g_strdup (title);
      item->path = g_strdup_printf ("/2026/11/22/%s.html", item->id);
      item->channel = g_strdup (channel);
      item->published = SUPPORT_TIME - i * 60 * G_USEC_PER_SEC;
      g_ptr_array_add (items, item);
    }
  return items;
}

static gboolean
is_void (const char *tag)
{
  static const char *const names[] = { "meta", "link", "br", "img", "hr" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i], tag))
      return TRUE;
  return FALSE;
}

/* Behind the attribute that begins at @p. */
static const char *
read_attribute (const char *p,
                GHashTable *attributes)
{
  const char *name = p;
  const char *end;

  while (g_ascii_isalnum (*p) || strchr ("-:", *p) != NULL)
    {
      g_assert_cmpint (*p, !=, '\0');
      p++;
    }
  g_assert_true (p > name);
  if (*p != '=')
    {
      g_hash_table_insert (attributes, g_strndup (name, p - name), g_strdup (""));
      return p;
    }
  g_assert_cmpint (p[1], ==, '"');
  end = strchr (p + 2, '"');
  g_assert_nonnull (end);
  g_assert_null (memchr (p + 2, '<', end - p - 2));
  g_hash_table_insert (attributes, g_strndup (name, p - name), g_strndup (p + 2, end - p - 2));
  return end + 1;
}

/* Behind the tag that begins at @p; @stack holds the open elements. */
static const char *
read_tag (const char   *p,
          GPtrArray    *stack,
          SupportVisit  visit,
          gpointer      data)
{
  g_autoptr (GHashTable) attributes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  gboolean closes = p[1] == '/';
  const char *name = p + (closes ? 2 : 1);
  g_autofree char *tag = NULL;

  for (p = name; g_ascii_isalnum (*p); p++)
    ;
  g_assert_true (p > name);
  tag = g_strndup (name, p - name);
  while (*p == ' ')
    p = read_attribute (p + 1, attributes);
  if (*p == '/')
    p++;
  g_assert_cmpint (*p, ==, '>');
  if (closes)
    {
      g_assert_cmpuint (stack->len, >, 0);
      g_assert_cmpstr (tag, ==, stack->pdata[stack->len - 1]);
      g_ptr_array_set_size (stack, stack->len - 1);
      return p + 1;
    }
  if (visit != NULL)
    visit (tag, attributes, data);
  if (!is_void (tag))
    g_ptr_array_add (stack, g_strdup (tag));
  if (g_str_equal (tag, "script"))
    return strstr (p, "</script>");
  return p + 1;
}

void
support_walk_html (const char   *html,
                   SupportVisit  visit,
                   gpointer      data)
{
  static const char head[] = "<!DOCTYPE html>\n";
  g_autoptr (GPtrArray) stack = g_ptr_array_new_with_free_func (g_free);
  const char *p = html + strlen (head);

  g_assert_true (g_str_has_prefix (html, head));
  g_assert_true (g_utf8_validate (html, -1, NULL));
  while (p != NULL && *p != '\0')
    if (*p == '<')
      p = read_tag (p, stack, visit, data);
    else
      {
        g_assert_cmpint (*p, !=, '>');
        p++;
      }
  g_assert_nonnull (p);
  g_assert_cmpuint (stack->len, ==, 0);
}

GPtrArray *
support_get_body_children (const char *html)
{
  GPtrArray *children = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) stack = g_ptr_array_new_with_free_func (g_free);
  const char *p = strstr (html, "class=\"e-content\">");
  const char *child = NULL;

  g_assert_nonnull (p);
  p = strchr (p, '>') + 1;
  while (stack->len > 0 || !g_str_has_prefix (p, "</div>"))
    {
      g_assert_cmpint (*p, !=, '\0');
      if (*p != '<')
        {
          p++;
          continue;
        }
      if (stack->len == 0)
        child = p;
      p = read_tag (p, stack, NULL, NULL);
      if (stack->len == 0)
        g_ptr_array_add (children, g_strndup (child, p - child));
    }
  return children;
}
