/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-layout-check.h"

#include "core/base/galley-file.h"
#include "core/portal/galley-page-list.h"
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

static gboolean
try_others (GalleyLayout *layout,
            GPtrArray    *items,
            GError      **error)
{
  g_autoptr (GBytes) home = galley_page_render_home (layout, items, error);
  g_autoptr (GBytes) gone = home != NULL ? galley_page_render_notice (layout, 410, error) : NULL;

  return gone != NULL;
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
         && try_others (layout, items, error);
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
