/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-sitemap.h"

#include "core/portal/galley-page-item.h"
#include "core/portal/galley-page-list.h"
#include "core/portal/galley-site-date.h"
#include "core/portal/galley-site-places.h"
#include "core/portal/galley-xml-text.h"

#include <string.h>

#define NAMESPACE "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\""
#define NEWS_NAMESPACE "xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\""
#define MAX_NEWS 1000
#define NEWS_SPAN (2 * G_TIME_SPAN_DAY)

void
galley_sitemap_month_free (GalleySitemapMonth *self)
{
  if (self == NULL)
    return;
  g_free (self->month);
  g_free (self);
}

char *
galley_sitemap_dup_month (const char *path)
{
  g_return_val_if_fail (path != NULL, NULL);

  if (strlen (path) < 9 || path[0] != '/' || path[5] != '/' || path[8] != '/' || strspn (path + 1, "0123456789") != 4
      || strspn (path + 6, "0123456789") != 2)
    return NULL;
  return g_strdup_printf ("%.4s-%.2s", path + 1, path + 6);
}

char *
galley_sitemap_dup_path (const char *month)
{
  g_return_val_if_fail (month != NULL, NULL);

  return g_strconcat (GALLEY_SITEMAP_FOLDER, month, ".xml", NULL);
}

/* NULL where the site has no base address. */
static GString *
begin (GalleyLayout *layout,
       const char   *opening)
{
  GString *out;

  if (*galley_site_get_base_address (galley_layout_get_site (layout)) == '\0')
    return NULL;
  out = g_string_new (GALLEY_XML_HEAD);
  g_string_append (out, opening);
  return out;
}

static GBytes *
finish (GString    *out,
        const char *closing)
{
  g_string_append (out, closing);
  return g_string_free_to_bytes (out);
}

/* @changed 0: not told. */
static void
append_location (GString    *out,
                 GalleySite *site,
                 const char *path,
                 gint64      changed)
{
  g_autofree char *address = galley_site_make_absolute (site, path);
  g_autofree char *date = galley_site_date_to_iso (galley_site_get_time_zone (site), changed);

  galley_xml_append_element (out, "loc", address);
  galley_xml_append_element (out, "lastmod", date);
}

static void
append_map (GString    *out,
            GalleySite *site,
            const char *path,
            gint64      changed)
{
  g_string_append (out, "<sitemap>\n");
  append_location (out, site, path, changed);
  g_string_append (out, "</sitemap>\n");
}

GBytes *
galley_sitemap_render_index (GalleyLayout *layout,
                             GPtrArray    *months)
{
  GString *out;
  GalleySite *site;

  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (months != NULL, NULL);

  site = galley_layout_get_site (layout);
  out = begin (layout, "<sitemapindex " NAMESPACE ">\n");
  if (out == NULL)
    return NULL;
  append_map (out, site, GALLEY_SITEMAP_LISTS, 0);
  if (months->len > 0)
    append_map (out, site, GALLEY_SITEMAP_NEWS, 0);
  for (guint i = 0; i < months->len; i++)
    {
      const GalleySitemapMonth *month = months->pdata[i];
      g_autofree char *path = galley_sitemap_dup_path (month->month);

      append_map (out, site, path, month->changed);
    }
  return finish (out, "</sitemapindex>\n");
}

static void
append_page (GString    *out,
             GalleySite *site,
             const char *path,
             gint64      changed)
{
  g_string_append (out, "<url>\n");
  append_location (out, site, path, changed);
  g_string_append (out, "</url>\n");
}

GBytes *
galley_sitemap_render_lists (GalleyLayout *layout)
{
  const GalleyChannel *channels;
  const GalleyTopic *topics;
  guint n_channels, n_topics;
  GString *out;
  GalleySite *site;

  g_return_val_if_fail (layout != NULL, NULL);

  site = galley_layout_get_site (layout);
  out = begin (layout, "<urlset " NAMESPACE ">\n");
  if (out == NULL)
    return NULL;
  append_page (out, site, "/", 0);
  channels = galley_site_get_channels (site, &n_channels);
  for (guint i = 0; i < n_channels; i++)
    {
      g_autofree char *path = galley_page_list_dup_address (GALLEY_LIST_CHANNEL, channels[i].id, 1);

      append_page (out, site, path, 0);
    }
  topics = galley_site_get_topics (site, &n_topics);
  for (guint i = 0; i < n_topics; i++)
    {
      g_autofree char *path = galley_page_list_dup_address (GALLEY_LIST_TOPIC, topics[i].id, 1);

      append_page (out, site, path, 0);
    }
  return finish (out, "</urlset>\n");
}

GBytes *
galley_sitemap_render_month (GalleyLayout *layout,
                             GPtrArray    *items)
{
  GString *out;

  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (items != NULL, NULL);

  out = begin (layout, "<urlset " NAMESPACE ">\n");
  if (out == NULL)
    return NULL;
  for (guint i = 0; i < MIN (items->len, GALLEY_SITEMAP_MAX_ITEMS); i++)
    {
      const GalleyPageItem *item = items->pdata[i];

      append_page (out, galley_layout_get_site (layout), item->path, galley_page_item_get_changed (item));
    }
  return finish (out, "</urlset>\n");
}

/* ISO 639, but for Chinese, where news engines ask for the script by a country. */
static char *
make_language (GalleySite *site)
{
  const char *language = galley_site_get_language (site);

  if (g_str_has_prefix (language, "zh"))
    return g_strdup (strstr (language, "Hant") != NULL || strstr (language, "TW") != NULL ? "zh-tw" : "zh-cn");
  return g_strndup (language, strcspn (language, "-"));
}

GBytes *
galley_sitemap_render_news (GalleyLayout *layout,
                            GPtrArray    *items)
{
  GString *out;
  GalleySite *site;
  g_autofree char *language = NULL;
  gint64 newest;

  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (items != NULL, NULL);

  site = galley_layout_get_site (layout);
  language = make_language (site);
  out = items->len > 0 ? begin (layout, "<urlset " NAMESPACE " " NEWS_NAMESPACE ">\n") : NULL;
  if (out == NULL)
    return NULL;
  newest = ((const GalleyPageItem *) items->pdata[0])->published;
  for (guint i = 0; i < MIN (items->len, MAX_NEWS); i++)
    {
      const GalleyPageItem *item = items->pdata[i];
      g_autofree char *date = galley_site_date_to_iso (galley_site_get_time_zone (site), item->published);

      if (item->published < newest - NEWS_SPAN)
        break;
      g_string_append (out, "<url>\n");
      append_location (out, site, item->path, 0);
      g_string_append (out, "<news:news>\n<news:publication>\n");
      galley_xml_append_element (out, "news:name", galley_site_get_name (site));
      galley_xml_append_element (out, "news:language", language);
      g_string_append (out, "</news:publication>\n");
      galley_xml_append_element (out, "news:publication_date", date);
      galley_xml_append_element (out, "news:title", item->title);
      g_string_append (out, "</news:news>\n</url>\n");
    }
  return finish (out, "</urlset>\n");
}

GBytes *
galley_sitemap_render_robots (GalleyLayout *layout)
{
  g_autofree char *map = NULL;
  char *text;

  g_return_val_if_fail (layout != NULL, NULL);

  map = galley_site_make_absolute (galley_layout_get_site (layout), GALLEY_SITEMAP_INDEX);
  if (*map == '\0')
    return NULL;
  text = g_strconcat ("User-agent: *\nDisallow: /api/\nSitemap: ", map, "\n", NULL);
  return g_bytes_new_take (text, strlen (text));
}
