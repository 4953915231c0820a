/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-layout-check.h"

#include "core/base/galley-error.h"
#include "core/base/galley-file.h"
#include "core/base/galley-sentences.h"
#include "core/portal/galley-page-home.h"
#include "core/portal/galley-page-list.h"
#include "core/portal/galley-page-redirect.h"
#include "core/portal/galley-page-search.h"
#include "core/portal/galley-page.h"
#include "core/wire/galley-wire.h"

#include <string.h>

#define MAX_ZIP_BYTES (64 * 1024 * 1024)
#define PUBLISHED (G_GINT64_CONSTANT (1795392000) * G_USEC_PER_SEC)
#define PATH "/2026/11/23/00000000-0000-7000-8000-000000000001.html"

/* Its channel and topic are the pack's first. */
static const char sample[] =
  "{\"bodies\":[{\"contentType\":\"application/xhtml+xml\",\"role\":\"main\",\"value\":"
  "\"<p>a</p><h2>b</h2><ul><li>c</li></ul><blockquote><p>d</p></blockquote>"
  "<table><tr><th>e</th></tr><tr><td>f</td></tr></table><hr/>\"}],"
  "\"descriptions\":[{\"role\":\"summary\",\"value\":\"g\"}],"
  "\"galley\":{\"bylines\":[{\"name\":\"h\",\"organisation\":\"i\",\"role\":\"j\"}],\"channel\":\"%s\","
  "\"origin\":\"reprint\",\"original\":{\"author\":\"k\",\"headline\":\"l\",\"uri\":\"https://m.example/\"},"
  "\"state\":{\"publication\":{\"path\":\"" PATH "\",\"time\":1795392000000000},\"status\":\"published\"},"
  "\"topic\":\"%s\"},"
  "\"headlines\":[{\"role\":\"kicker\",\"value\":\"n\"},{\"role\":\"main\",\"value\":\"o\"},"
  "{\"role\":\"subhead\",\"value\":\"p\"}],"
  "\"infoSources\":[{\"name\":\"q\",\"role\":\"source\",\"uri\":\"https://r.example/\"},"
  "{\"name\":\"s\",\"role\":\"editor\"}],"
  "\"subjects\":[{\"literal\":\"t\",\"rel\":\"tag\"}],\"type\":\"text\","
  "\"uri\":\"urn:uuid:00000000-0000-7000-8000-000000000001\"}";

static gboolean
try_article (GalleyLayout   *layout,
             GalleyRevision *revision,
             GPtrArray      *items,
             GError        **error)
{
  g_autofree char *context = galley_context_new (layout, revision, PATH, PUBLISHED, items, NULL);
  g_autoptr (GBytes) page = galley_page_render_article (revision, layout, context, error);

  return page != NULL;
}

static gboolean
try_list (GalleyLayout  *layout,
          GalleyListKind kind,
          const char    *id,
          GPtrArray     *items,
          GError       **error)
{
  g_autoptr (GPtrArray) chosen = galley_page_list_choose (layout, kind, id, items);
  g_autoptr (GBytes) page = galley_page_list_render (layout, kind, id, chosen, 1, items, error);

  return page != NULL;
}

/* With a picture, for slots that show one. */
static GalleyPageItem *
make_item (const char *article,
           gpointer    revision,
           GError    **error)
{
  GalleyPageItem *item = galley_page_item_new (revision);

  item->focus_picture = galley_figure_new (galley_wire_get_content_hash (revision), "image/jpeg", 1600, 900, "u");
  return item;
}

/* What stands in @slot must be on the page, in the element that says so. */
static gboolean
try_slot (GalleyLayout     *layout,
          const GalleySlot *slot,
          GalleyRevision   *revision,
          GPtrArray        *items,
          GError          **error)
{
  static const char marker[] = "slot";
  const GalleyPlacement placement = { .article = galley_revision_get_id (revision), .headline = marker };
  g_autoptr (GalleyPlacements) empty = galley_placements_new ();
  g_autoptr (GalleyPlacements) placements = galley_placements_with (empty, &placement, 0, NULL);
  g_autoptr (GalleyHome) home = galley_home_new ();
  g_autoptr (GBytes) page = NULL;
  g_autofree char *place = g_strdup_printf ("data-slot=\"%s\"", slot->id);
  g_autofree char *headline = galley_slot_cut_headline (slot, marker);
  g_autofree char *shown = g_strdup_printf (">%s<", headline);
  gsize length;
  const char *text;

  galley_home_fill (home, slot, placements, 0, make_item, revision, NULL);
  page = galley_page_render_home (layout, items, home, error);
  if (page == NULL)
    return FALSE;
  text = g_bytes_get_data (page, &length);
  if (g_strstr_len (text, (gssize) length, place) != NULL && g_strstr_len (text, (gssize) length, shown) != NULL)
    return TRUE;
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID,
               galley_sentence (N_ ("home.mustache: the slot \"%s\" of site.json is not shown inside an element with %s")),
               slot->id, place);
  return FALSE;
}

static gboolean
try_home (GalleyLayout   *layout,
          GalleyRevision *revision,
          GPtrArray      *items,
          GError        **error)
{
  g_autoptr (GBytes) home = galley_page_render_home (layout, items, NULL, error);
  guint n_slots;
  const GalleySlot *slots = galley_site_get_slots (galley_layout_get_site (layout), &n_slots);

  for (guint i = 0; home != NULL && i < n_slots; i++)
    if (!try_slot (layout, &slots[i], revision, items, error))
      return FALSE;
  return home != NULL;
}

static gboolean
try_notice (GalleyLayout *layout,
            GError      **error)
{
  g_autoptr (GBytes) gone = galley_page_render_notice (layout, 410, error);

  return gone != NULL;
}

static gboolean
try_redirect (GalleyLayout *layout,
              GError      **error)
{
  char from[] = "/u/v.html", to[] = "/";
  const GalleyRedirect redirect = { .from = from, .page = from, .to = to };
  g_autoptr (GBytes) page = galley_page_render_redirect (layout, &redirect, error);

  return page != NULL;
}

static gboolean
try_search (GalleyLayout *layout,
            GPtrArray    *items,
            GError      **error)
{
  const GalleySearchPage search = { "u", TRUE, items, "v" };
  g_autoptr (GBytes) page = NULL;

  if (!galley_page_search_is_there (layout))
    return TRUE;
  page = galley_page_render_search (layout, &search, error);
  return page != NULL;
}

static gboolean
try_pages (GalleyLayout *layout,
           GError      **error)
{
  GalleySite *site = galley_layout_get_site (layout);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_page_item_free);
  g_autoptr (GalleyRevision) revision = NULL;
  g_autofree char *text = NULL;
  guint n_channels, n_topics;
  const GalleyChannel *channels = galley_site_get_channels (site, &n_channels);
  const GalleyTopic *topics = galley_site_get_topics (site, &n_topics);

  text = g_strdup_printf (sample, channels[0].id, n_topics > 0 ? topics[0].id : "");
  revision = galley_wire_read (text, strlen (text), error);
  if (revision == NULL)
    return FALSE;
  g_ptr_array_add (items, galley_page_item_new (revision));
  return try_article (layout, revision, items, error)
         && try_list (layout, GALLEY_LIST_CHANNEL, channels[0].id, items, error)
         && (n_topics == 0 || try_list (layout, GALLEY_LIST_TOPIC, topics[0].id, items, error))
         && try_home (layout, revision, items, error) && try_notice (layout, error) && try_redirect (layout, error)
         && try_search (layout, items, error);
}

GalleyLayout *
galley_layout_check_read (const char *path,
                          GError    **error)
{
  g_autoptr (GalleyLayout) layout = NULL;
  g_autoptr (GBytes) zip = NULL;

  g_return_val_if_fail (path != NULL, NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_DIR) && (zip = galley_file_read (path, MAX_ZIP_BYTES, error)) == NULL)
    return NULL;
  layout = zip != NULL ? galley_layout_new_from_zip (zip, error) : galley_layout_new_from_folder (path, error);
  if (layout == NULL || !galley_layout_check_templates (layout, error) || !try_pages (layout, error))
    return NULL;
  return g_steal_pointer (&layout);
}
