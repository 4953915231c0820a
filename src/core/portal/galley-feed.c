/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-feed.h"

#include "core/base/galley-json.h"
#include "core/portal/galley-module.h"
#include "core/portal/galley-page-item.h"
#include "core/portal/galley-site-date.h"
#include "core/portal/galley-site-places.h"
#include "core/portal/galley-xml-text.h"

#define DEFAULT_ITEMS 50
#define MAX_ITEMS 200

/* What is written for each kind. */
typedef struct
{
  GString *out;
  GalleySite *site;
  GTimeZone *zone;
  GPtrArray *chosen; /* (element-type GalleyPageItem) lent */
  const char *title;
  const char *description;
  const char *language;
  char *address; /* of the page that lists the same */
  char *own;     /* of the feed */
  gint64 changed;
} Writing;

static const struct
{
  const char *name;
  const char *media_type;
} kinds[GALLEY_N_FEED_KINDS] = {
  [GALLEY_FEED_RSS] = { "feed.xml", "application/rss+xml" },
  [GALLEY_FEED_ATOM] = { "atom.xml", "application/atom+xml" },
};

char *
galley_feed_dup_path (GalleyFeedKind kind,
                      const char    *channel)
{
  g_return_val_if_fail (kind < GALLEY_N_FEED_KINDS, NULL);
  g_return_val_if_fail (channel != NULL, NULL);

  if (*channel == '\0')
    return g_strconcat ("/", kinds[kind].name, NULL);
  return g_strconcat ("/channels/", channel, "/", kinds[kind].name, NULL);
}

const char *
galley_feed_get_media_type (GalleyFeedKind kind)
{
  g_return_val_if_fail (kind < GALLEY_N_FEED_KINDS, NULL);

  return kinds[kind].media_type;
}

static guint
get_limit (GalleySite *site)
{
  JsonObject *settings = galley_json_get_object (galley_site_get_view (site), "feeds");
  gint64 limit = settings != NULL ? galley_json_get_integer (settings, "items") : 0;

  return limit > 0 ? MIN (limit, MAX_ITEMS) : DEFAULT_ITEMS;
}

/* (transfer container) */
static GPtrArray *
choose (GalleySite *site,
        const char *channel,
        GPtrArray  *items)
{
  guint limit = get_limit (site);
  GPtrArray *chosen = g_ptr_array_new ();

  for (guint i = 0; i < items->len && chosen->len < limit; i++)
    if (galley_page_item_stands_in (items->pdata[i], site, channel))
      g_ptr_array_add (chosen, items->pdata[i]);
  return chosen;
}

/* What is no address leads into the site. (transfer full) */
static char *
make_address (GalleySite           *site,
              const GalleyPageItem *item)
{
  return item->link != NULL ? g_strdup (item->link) : galley_site_make_absolute (site, item->path);
}

static void
append_rss_item (Writing              *self,
                 const GalleyPageItem *item)
{
  const GalleyChannel *channel = galley_site_get_channel (self->site, item->channel);
  g_autofree char *address = make_address (self->site, item);
  g_autofree char *date = galley_site_date_to_mail (self->zone, item->published);

  g_string_append (self->out, "<item>\n");
  galley_xml_append_element (self->out, "title", item->title);
  galley_xml_append_element (self->out, "link", address);
  g_string_append_printf (self->out, "<guid isPermaLink=\"false\">urn:uuid:%s</guid>\n", item->id);
  galley_xml_append_element (self->out, "pubDate", date);
  galley_xml_append_element (self->out, "category", channel != NULL ? channel->name : NULL);
  galley_xml_append_element (self->out, "description", item->summary);
  g_string_append (self->out, "</item>\n");
}

static void
append_rss (Writing *self)
{
  g_autofree char *changed = galley_site_date_to_mail (self->zone, self->changed);

  g_string_append (self->out, "<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\n<channel>\n");
  galley_xml_append_element (self->out, "title", self->title);
  galley_xml_append_element (self->out, "link", self->address);
  galley_xml_append_element (self->out, "description", self->description);
  galley_xml_append_element (self->out, "language", self->language);
  galley_xml_append_element (self->out, "lastBuildDate", changed);
  g_string_append (self->out, "<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"");
  galley_xml_append_text (self->out, self->own);
  g_string_append (self->out, "\"/>\n");
  for (guint i = 0; i < self->chosen->len; i++)
    append_rss_item (self, self->chosen->pdata[i]);
  g_string_append (self->out, "</channel>\n</rss>\n");
}

static void
append_atom_link (GString    *out,
                  const char *attributes,
                  const char *address)
{
  g_string_append_printf (out, "<link %s href=\"", attributes);
  galley_xml_append_text (out, address);
  g_string_append (out, "\"/>\n");
}

static void
append_atom_category (GString             *out,
                      const GalleyChannel *channel)
{
  if (channel == NULL)
    return;
  g_string_append_printf (out, "<category term=\"%s\" label=\"", channel->id);
  galley_xml_append_text (out, channel->name);
  g_string_append (out, "\"/>\n");
}

static void
append_atom_entry (Writing              *self,
                   const GalleyPageItem *item)
{
  g_autofree char *address = make_address (self->site, item);
  g_autofree char *published = galley_site_date_to_iso (self->zone, item->published);
  g_autofree char *updated = galley_site_date_to_iso (self->zone, galley_page_item_get_changed (item));

  g_string_append_printf (self->out, "<entry>\n<id>urn:uuid:%s</id>\n<title>", item->id);
  galley_xml_append_text (self->out, item->title);
  g_string_append (self->out, "</title>\n");
  append_atom_link (self->out, "rel=\"alternate\" type=\"text/html\"", address);
  galley_xml_append_element (self->out, "published", published);
  galley_xml_append_element (self->out, "updated", updated);
  append_atom_category (self->out, galley_site_get_channel (self->site, item->channel));
  galley_xml_append_element (self->out, "summary", item->summary);
  g_string_append (self->out, "</entry>\n");
}

static void
append_atom (Writing *self)
{
  /* A feed must have a time; an empty one has none to tell. */
  g_autofree char *updated = galley_site_date_to_iso (self->zone, MAX (self->changed, 1));

  g_string_append (self->out, "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"");
  galley_xml_append_text (self->out, self->language);
  g_string_append (self->out, "\">\n");
  galley_xml_append_element (self->out, "id", self->own);
  galley_xml_append_element (self->out, "title", self->title);
  galley_xml_append_element (self->out, "subtitle", self->description);
  galley_xml_append_element (self->out, "updated", updated);
  append_atom_link (self->out, "rel=\"self\" type=\"application/atom+xml\"", self->own);
  append_atom_link (self->out, "rel=\"alternate\" type=\"text/html\"", self->address);
  g_string_append (self->out, "<author><name>");
  galley_xml_append_text (self->out, galley_site_get_name (self->site));
  g_string_append (self->out, "</name></author>\n");
  for (guint i = 0; i < self->chosen->len; i++)
    append_atom_entry (self, self->chosen->pdata[i]);
  g_string_append (self->out, "</feed>\n");
}

GBytes *
galley_feed_render (GalleyLayout  *layout,
                    GalleyFeedKind kind,
                    const char    *channel,
                    GPtrArray     *items)
{
  const GalleyChannel *found;
  g_autofree char *title = NULL;
  g_autofree char *address = NULL;
  g_autofree char *own = NULL;
  g_autofree char *path = NULL;
  g_autofree char *own_path = NULL;
  g_autoptr (GPtrArray) chosen = NULL;
  Writing writing = { 0 };

  g_return_val_if_fail (layout != NULL, NULL);
  g_return_val_if_fail (kind < GALLEY_N_FEED_KINDS, NULL);
  g_return_val_if_fail (channel != NULL, NULL);
  g_return_val_if_fail (items != NULL, NULL);

  writing.site = galley_layout_get_site (layout);
  if (*galley_site_get_base_address (writing.site) == '\0')
    return NULL;
  found = galley_site_get_channel (writing.site, channel);
  path = found != NULL ? g_strconcat ("/channels/", channel, "/", NULL) : g_strdup ("/");
  own_path = galley_feed_dup_path (kind, channel);
  writing.title = galley_site_get_name (writing.site);
  if (found != NULL)
    writing.title = title = g_strconcat (found->name, "_", galley_site_get_name (writing.site), NULL);
  writing.description = galley_json_get_string (galley_site_get_view (writing.site), "description");
  if (writing.description == NULL || *writing.description == '\0')
    writing.description = writing.title;
  writing.language = galley_site_get_language (writing.site);
  writing.zone = galley_site_get_time_zone (writing.site);
  writing.address = address = galley_site_make_absolute (writing.site, path);
  writing.own = own = galley_site_make_absolute (writing.site, own_path);
  writing.chosen = chosen = choose (writing.site, channel, items);
  for (guint i = 0; i < chosen->len; i++)
    writing.changed = MAX (writing.changed, galley_page_item_get_changed (chosen->pdata[i]));
  writing.out = g_string_new (GALLEY_XML_HEAD);
  if (kind == GALLEY_FEED_RSS)
    append_rss (&writing);
  else
    append_atom (&writing);
  return g_string_free_to_bytes (writing.out);
}
