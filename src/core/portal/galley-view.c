/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-view.h"

#include "core/base/galley-bytes.h"
#include "core/base/galley-text.h"
#include "core/portal/galley-punctuation.h"
#include "core/portal/galley-site-date.h"
#include "core/portal/galley-site-path.h"
#include "core/portal/galley-site-places.h"
#include "core/portal/galley-view-edges.h"
#include "core/portal/galley-view-enclosed.h"
#include "core/portal/galley-view-feeds.h"
#include "core/portal/galley-view-renditions.h"
#include "core/wire/galley-body.h"

#include <string.h>

void
galley_view_set_link (GalleyValue *view,
                      const char  *name,
                      const char  *path,
                      const char  *address)
{
  const char *link = galley_site_path_lend_link (view->arena, path != NULL ? path : "/", address);

  /* A page that may stand anywhere links from the root. */
  if (link != NULL && path == NULL && *address == '/')
    link = galley_arena_copy (view->arena, address, strlen (address));
  if (link != NULL)
    galley_value_set (view, name, galley_value_lend_text (view->arena, link, strlen (link)));
}

/* @text, which is of the view's arena, ends at @end. */
static void
lend_text (GalleyValue *view,
           const char  *name,
           const char  *text,
           const char  *end)
{
  if (end > text)
    galley_value_set (view, name, galley_value_lend_text (view->arena, text, end - text));
}

void
galley_view_set_date (GalleyValue *view,
                      const char  *name,
                      GalleySite  *site,
                      const char  *format,
                      gint64       real_time)
{
  const char *pattern = galley_value_get_text (galley_site_get_value (site), format);
  GalleySiteTime time;
  GalleyValue *date;
  char *text, *iso;

  if (real_time == 0)
    return;
  date = galley_value_new_object (view->arena);
  if (galley_site_time_get (galley_site_get_time_zone (site), real_time, &time))
    {
      if (pattern == NULL || *pattern == '\0')
        pattern = "%Y-%m-%d";
      text = galley_arena_take (view->arena, 2 * strlen (pattern) + 1);
      iso = galley_arena_take (view->arena, GALLEY_SITE_TIME_ISO_BYTES);
      lend_text (date, "text", text, galley_site_time_write (&time, pattern, text));
      lend_text (date, "iso", iso, galley_site_time_write_iso (&time, iso));
    }
  galley_value_set (view, name, date);
}

void
galley_view_set_list (GalleyValue *view,
                      const char  *name,
                      GalleyValue *array)
{
  GalleyValue *list;

  if (array->length == 0)
    return;
  list = galley_value_new_object (view->arena);
  galley_value_set (list, "items", array);
  galley_value_set (view, name, list);
}

const char *
galley_view_get_label (GalleySite *site,
                       const char *name)
{
  const char *label = galley_value_get_text (galley_value_get_object (galley_site_get_value (site), "labels"), name);

  return label != NULL ? label : "";
}

static GalleyValue *
named_link_new (GalleyArena *arena,
                const char  *name,
                const char  *path,
                const char  *address)
{
  GalleyValue *link = galley_value_new_object (arena);

  galley_view_set_text (link, "name", name);
  galley_view_set_link (link, "href", path, address);
  return link;
}

/* Names with addresses, as site.json lists them. */
static GalleyValue *
make_links (GalleyArena       *arena,
            const GalleyValue *listed,
            const char        *path)
{
  GalleyValue *links = galley_value_new_array (arena);

  for (const GalleyValueMember *entry = galley_value_get_members (listed); entry != NULL; entry = entry->next)
    {
      const char *name = galley_value_get_text (entry->value, "name");

      if (name != NULL && *name != '\0')
        galley_value_add (links, named_link_new (arena, name, path, galley_value_get_text (entry->value, "address")));
    }
  return links;
}

static void
set_breadcrumb (GalleyValue *view,
                GalleySite  *site,
                const char  *path,
                const char  *channel)
{
  const GalleyValue *portal = galley_value_get_object (galley_site_get_value (site), "portal");
  g_autoptr (GPtrArray) trail = g_ptr_array_new ();
  GalleyValue *array = galley_value_new_array (view->arena);

  if (portal != NULL && galley_value_get_text (portal, "name") != NULL)
    galley_value_add (array, named_link_new (view->arena, galley_value_get_text (portal, "name"), path,
                                                          galley_value_get_text (portal, "address")));
  galley_value_add (array, named_link_new (view->arena, galley_site_get_name (site), path, "/"));
  for (const GalleyChannel *found = galley_site_get_channel (site, channel); found != NULL;
       found = galley_site_get_channel (site, found->parent))
    g_ptr_array_add (trail, (gpointer) found);
  for (guint i = trail->len; i > 0; i--)
    {
      const GalleyChannel *found = trail->pdata[i - 1];
      g_autofree char *address = g_strconcat ("/channels/", found->id, "/", NULL);

      galley_value_add (array, named_link_new (view->arena, found->name, path, address));
    }
  galley_view_set_list (view, "breadcrumb", array);
}

void
galley_view_add_breadcrumb (GalleyValue *view,
                            const char  *name,
                            const char  *path,
                            const char  *address)
{
  /* It is the view's own, made by set_breadcrumb(). */
  GalleyValue *steps = (GalleyValue *) galley_value_get_array (galley_value_get_object (view, "breadcrumb"), "items");

  galley_value_add (steps, named_link_new (view->arena, name, path, address));
}

static void
set_navigation (GalleyValue *view,
                GalleySite  *site,
                const char  *path,
                const char  *channel)
{
  guint n_channels;
  const GalleyChannel *channels = galley_site_get_channels (site, &n_channels);
  GalleyValue *array = galley_value_new_array (view->arena);

  for (guint i = 0; i < n_channels; i++)
    {
      g_autofree char *address = g_strconcat ("/channels/", channels[i].id, "/", NULL);
      GalleyValue *link;

      if (channels[i].depth > 0)
        continue;
      link = named_link_new (view->arena, channels[i].name, path, address);
      galley_value_set_boolean (link, "current", galley_site_channel_is_below (site, channel, channels[i].id));
      galley_value_add (array, link);
    }
  galley_view_set_list (view, "navigation", array);
}

/* A folder's page is known by the folder. (transfer full) */
static char *
make_address (const char *path)
{
  return g_str_has_suffix (path, "/index.html") ? g_strndup (path, strlen (path) - strlen ("index.html")) : g_strdup (path);
}

/* What is the same for all pages of the channel in one folder. */
static GalleyValue *
frame_new (GalleyArena  *arena,
           GalleyLayout *layout,
           const char   *path,
           const char   *channel)
{
  GalleySite *site = galley_layout_get_site (layout);
  const GalleyValue *labels = galley_value_get (galley_site_get_value (site), "labels");
  GalleyValue *view = galley_value_new_object (arena);

  galley_value_set (view, "site", galley_site_get_value (site));
  if (labels != NULL)
    galley_value_set (view, "labels", labels);
  galley_view_set_text (view, "language", galley_site_get_language (site));
  galley_view_set_link (view, "root", path, "/");
  galley_view_set_link (view, "home", path, "/");
  galley_view_set_text (view, "version", galley_layout_get_version (layout));
  galley_view_set_feeds (view, site, path, channel);
  set_breadcrumb (view, site, path, channel);
  set_navigation (view, site, path, channel);
  galley_view_set_list (
      view, "footer_links",
      make_links (arena, galley_value_get_array (galley_site_get_value (site), "footer_links"), path));
  return view;
}

static void
set_canonical (GalleyValue  *view,
               GalleyLayout *layout,
               const char   *path)
{
  g_autofree char *address = make_address (path);
  g_autofree char *canonical = galley_site_make_absolute (galley_layout_get_site (layout), address);

  galley_view_set_text (view, "canonical", canonical);
}

GalleyValue *
galley_view_new (GalleyArena  *arena,
                 GalleyLayout *layout,
                 const char   *path,
                 const char   *channel)
{
  GalleyValue *view = frame_new (arena, layout, path, channel);

  if (path != NULL)
    set_canonical (view, layout, path);
  return view;
}

GalleyValue *
galley_view_new_with_memo (GalleyArena    *arena,
                           GalleyViewMemo *memo,
                           GalleyLayout   *layout,
                           const char     *path,
                           const char     *channel)
{
  const GalleyValue *frame = galley_view_memo_find (memo, channel, strlen (channel));
  GalleyValue *view = galley_value_new_object (arena);

  if (frame == NULL)
    {
      frame = frame_new (galley_view_memo_get_arena (memo), layout, path, channel);
      galley_view_memo_put (memo, channel, strlen (channel), frame);
    }
  for (const GalleyValueMember *member = galley_value_get_members (frame); member != NULL; member = member->next)
    galley_value_put (view, member->name, member->key, member->value);
  set_canonical (view, layout, path);
  return view;
}

/* The text of a block as it stands between its tags. */
static void
append_text (GString     *out,
             GalleyBlock *trimmed)
{
  gsize start = out->len;

  galley_body_append_inline (out, trimmed);
  galley_punctuation_squeeze (out, start);
}

static void
append_item (GString     *out,
             GalleyBlock *item,
             gboolean     has_list)
{
  g_autoptr (GalleyBlock) trimmed = galley_view_trim (item);

  galley_bytes_append_text (out, trimmed == NULL && !has_list ? "<li hidden" : "<li");
  galley_view_append_edges (out, item, trimmed);
  g_string_append_c (out, '>');
  if (trimmed != NULL)
    append_text (out, trimmed);
}

/* A caption or a credit between tags; nothing where it is blank. */
static void
append_part (GString     *out,
             GalleyBlock *trimmed,
             const char  *opening,
             const char  *closing)
{
  if (trimmed == NULL)
    return;
  galley_bytes_append_text (out, opening);
  append_text (out, trimmed);
  galley_bytes_append_text (out, closing);
}

/* A figure's caption; with the break behind it where that has marks, which then goes to the blanks around the caption.
 * (transfer full) */
static GalleyBlock *
make_caption (GalleyBlock *block,
              GalleyBlock *paragraph)
{
  guint length = galley_block_get_caption_length (block);
  g_autoptr (GalleyBlock) caption = galley_block_slice (paragraph, 0, length);
  g_autoptr (GArray) marks = g_array_new (FALSE, FALSE, sizeof (GalleyMark));
  g_autoptr (GalleyBlock) line_break = NULL;
  guint n_marks;
  const GalleyMark *all = galley_block_get_marks (block, &n_marks);

  for (guint i = 0; i < n_marks; i++)
    if (all[i].start <= length && all[i].end > length)
      {
        GalleyMark mark = all[i];

        mark.start = 0;
        mark.end = 1;
        g_array_append_val (marks, mark);
      }
  if (marks->len == 0)
    return g_steal_pointer (&caption);
  line_break =
    galley_block_new (GALLEY_BLOCK_PARAGRAPH, GALLEY_LINE_SEPARATOR, (const GalleyMark *) marks->data, marks->len);
  return galley_block_join (caption, line_break);
}

static void
append_figure (GString               *out,
               const GalleyPageFrame *frame,
               GalleyBlock           *block)
{
  guint length = galley_block_get_caption_length (block);
  g_autoptr (GalleyBlock) paragraph = galley_block_with_kind (block, GALLEY_BLOCK_PARAGRAPH);
  g_autoptr (GalleyBlock) caption = make_caption (block, paragraph);
  g_autoptr (GalleyBlock) credit = galley_block_slice (paragraph, length + 1, galley_block_get_n_characters (block));
  g_autoptr (GalleyBlock) caption_trimmed = galley_view_trim (caption);
  g_autoptr (GalleyBlock) credit_trimmed = galley_view_trim (credit);
  g_autoptr (GString) words = g_string_new (NULL);

  append_part (words, caption_trimmed, "", "");
  append_part (words, credit_trimmed, "<small>", "</small>");
  galley_bytes_append_text (out, "<figure");
  galley_view_append_edges (out, caption, caption_trimmed);
  galley_view_append_credit_edges (out, credit, credit_trimmed);
  g_string_append_c (out, '>');
  galley_view_append_picture (out, frame, galley_block_get_figure (block));
  if (words->len > 0)
    {
      galley_bytes_append_text (out, "<figcaption>");
      g_string_append_len (out, words->str, words->len);
      galley_bytes_append_text (out, "</figcaption>");
    }
  galley_bytes_append_text (out, "</figure>");
}

static void
append_cells (GString            *out,
              GalleyBlock *const *cells,
              guint               n_cells,
              const char         *opening,
              const char         *closing)
{
  galley_bytes_append_text (out, "<tr>");
  for (guint i = 0; i < n_cells; i++)
    {
      g_autoptr (GalleyBlock) trimmed = galley_view_trim (cells[i]);

      galley_bytes_append_text (out, opening);
      galley_view_append_edges (out, cells[i], trimmed);
      g_string_append_c (out, '>');
      if (trimmed != NULL)
        append_text (out, trimmed);
      galley_bytes_append_text (out, closing);
    }
  galley_bytes_append_text (out, "</tr>");
}

/* In a box of its own, which scrolls where the page is narrower, by the keyboard, too. */
static void
append_table (GString           *out,
              const GalleyTable *table,
              gboolean           is_hidden)
{
  guint n_columns = galley_table_get_n_columns (table);
  guint n_cells, n_header = galley_table_has_header (table) ? n_columns : 0;
  GalleyBlock *const *cells = galley_table_get_cells (table, &n_cells);

  g_string_append_printf (out, "<div class=\"table\" tabindex=\"0\"%s><table>", is_hidden ? " hidden" : "");
  if (n_header > 0)
    {
      galley_bytes_append_text (out, "<thead>");
      append_cells (out, cells, n_columns, "<th scope=\"col\"", "</th>");
      galley_bytes_append_text (out, "</thead>");
    }
  if (n_cells > n_header)
    {
      galley_bytes_append_text (out, "<tbody>");
      for (guint i = n_header; i < n_cells; i += n_columns)
        append_cells (out, cells + i, n_columns, "<td", "</td>");
      galley_bytes_append_text (out, "</tbody>");
    }
  galley_bytes_append_text (out, "</table></div>");
}

guint
galley_view_append_element (GString               *out,
                            const GalleyPageFrame *frame,
                            GPtrArray             *blocks,
                            guint                  first)
{
  static const char *const names[GALLEY_N_BLOCK_KINDS] = {
    [GALLEY_BLOCK_PARAGRAPH] = "p",
    [GALLEY_BLOCK_HEADING_1] = "h2",
    [GALLEY_BLOCK_HEADING_2] = "h3",
    [GALLEY_BLOCK_QUOTE] = "blockquote",
  };
  static const GalleyBodyListWriter list_writer = { .append_item = append_item };
  GalleyBlock *block = g_ptr_array_index (blocks, first);
  GalleyBlockKind kind = galley_block_get_kind (block);
  g_autoptr (GalleyBlock) trimmed = galley_view_trim (block);
  gboolean is_quote = kind == GALLEY_BLOCK_QUOTE;

  if (galley_block_is_item (block))
    return galley_body_append_list (out, blocks, first, &list_writer);
  if (kind == GALLEY_BLOCK_RULE)
    {
      galley_bytes_append_text (out, "<hr>");
      return first + 1;
    }
  if (kind == GALLEY_BLOCK_PAGE_BREAK)
    {
      g_string_append (out, "<hr class=\"page\" hidden>");
      return first + 1;
    }
  if (kind == GALLEY_BLOCK_FIGURE)
    {
      append_figure (out, frame, block);
      return first + 1;
    }
  if (kind == GALLEY_BLOCK_TABLE)
    {
      append_table (out, galley_block_get_table (block), galley_block_is_blank (block));
      return first + 1;
    }
  if (galley_block_get_enclosure (block) != NULL)
    {
      galley_view_append_enclosed (out, frame->path, block, trimmed);
      return first + 1;
    }
  g_string_append_c (out, '<');
  galley_bytes_append_text (out, names[kind]);
  galley_bytes_append_text (out, trimmed == NULL ? " hidden" : is_quote ? "><p" : "");
  galley_view_append_edges (out, block, trimmed);
  g_string_append_c (out, '>');
  if (trimmed != NULL)
    append_text (out, trimmed);
  galley_bytes_append_text (out, trimmed != NULL && is_quote ? "</p></" : "</");
  galley_bytes_append_text (out, names[kind]);
  g_string_append_c (out, '>');
  return first + 1;
}

GalleyValue *
galley_view_make_squeezed (GalleyArena *arena,
                           const char  *text)
{
  g_autoptr (GString) squeezed = g_string_new (NULL);

  galley_xhtml_append_escaped (squeezed, text);
  galley_punctuation_squeeze (squeezed, 0);
  return galley_value_new_safe (arena, squeezed->str, squeezed->len);
}

GalleyValue *
galley_view_make_script_data (const GalleyValue *data)
{
  g_autoptr (GString) json = g_string_sized_new (2048);
  g_autoptr (GString) out = g_string_sized_new (2048);

  galley_value_write_json (data, json);
  /* < would let a text end the script element; the others are as inert as can be had for nothing. */
  for (const char *p = json->str; *p != '\0';)
    {
      gsize n = strcspn (p, "<>&");

      g_string_append_len (out, p, n);
      p += n;
      if (*p != '\0')
        g_string_append_printf (out, "\\u%04x", *p++);
    }
  return galley_value_new_safe (data->arena, out->str, out->len);
}
