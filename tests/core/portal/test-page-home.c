/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What editors have put into the slots of the home page, and what shows where they have not. */
#include "core/base/galley-error.h"
#include "core/portal/galley-page-home.h"
#include "portal-support.h"

#include <string.h>

#define HASH "3f00000000000000000000000000000000000000000000000000000000000000"
#define LATER (SUPPORT_TIME + G_TIME_SPAN_HOUR)

typedef struct
{
  GalleyLayout *layout;
  GPtrArray *items;
  GalleyHome *home;
} Fixture;

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  guint n;

  self->layout = support_open_layout (data);
  self->items = support_make_items (20, galley_site_get_channels (galley_layout_get_site (self->layout), &n)[0].id, "文");
  self->home = galley_home_new ();
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  galley_home_free (self->home);
  g_ptr_array_unref (self->items);
  galley_layout_unref (self->layout);
}

static const char *
get_id (Fixture *self,
        guint    index)
{
  return ((const GalleyPageItem *) self->items->pdata[index])->id;
}

/* A copy of what an article's row is made of; what has no picture keeps none. */
static GalleyPageItem *
find (const char *article,
      gpointer    data,
      GError    **error)
{
  Fixture *self = data;

  if (g_str_equal (article, SUPPORT_ID))
    {
      g_set_error_literal (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT, "unreadable");
      return NULL;
    }
  for (guint i = 0; i < self->items->len; i++)
    {
      const GalleyPageItem *item = self->items->pdata[i];
      GalleyPageItem *copy;

      if (!g_str_equal (item->id, article))
        continue;
      copy = g_new0 (GalleyPageItem, 1);
      copy->id = g_strdup (item->id);
      copy->title = g_strdup (item->title);
      copy->summary = g_strdup (item->summary);
      copy->path = g_strdup (item->path);
      copy->channel = g_strdup (item->channel);
      copy->published = item->published;
      copy->focus_picture = item->focus_picture != NULL ? galley_figure_ref (item->focus_picture) : NULL;
      return copy;
    }
  return NULL;
}

/* Puts @placements, up to one without an article, into @slot. */
static gboolean
fill (Fixture               *self,
      const char            *slot,
      const GalleyPlacement *placements,
      GError               **error)
{
  g_autoptr (GalleyPlacements) all = galley_placements_new ();

  for (; placements->article != NULL; placements++)
    {
      g_autoptr (GalleyPlacements) before = all;

      all = galley_placements_with (before, placements, G_MAXUINT, NULL);
    }
  return galley_home_fill (self->home, galley_site_get_slot (galley_layout_get_site (self->layout), slot), all,
                           SUPPORT_TIME, find, self, error);
}

static char *
render (Fixture    *self,
        GalleyHome *home)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) page = galley_page_render_home (self->layout, self->items, home, &error);
  char *text;

  g_assert_no_error (error);
  text = g_strndup (g_bytes_get_data (page, NULL), g_bytes_get_size (page));
  support_walk_html (text, NULL, NULL);
  return text;
}

static guint
count (const char *text,
       const char *part)
{
  guint n = 0;

  for (const char *p = strstr (text, part); p != NULL; p = strstr (p + 1, part))
    n++;
  return n;
}

static void
test_empty (Fixture      *self,
            gconstpointer data)
{
  g_autofree char *bare = render (self, NULL);
  g_autofree char *empty = NULL;

  g_assert_true (fill (self, "lead", (const GalleyPlacement[]) { { NULL } }, NULL));
  empty = render (self, self->home);
  g_assert_cmpstr (bare, ==, empty);
  g_assert_nonnull (strstr (empty, "文 1</a></h1>"));
  g_assert_null (strstr (empty, "推荐"));
}

/* The lead is what an editor has put there, cut to the slot's 22 cells, and stands nowhere else in the middle. */
static void
test_lead (Fixture      *self,
           gconstpointer data)
{
  static const char headline[] = "一二三四五六七八九十一二三四五六七八九十一二三";
  g_autofree char *page = NULL;

  g_assert_true (fill (self, "lead", (const GalleyPlacement[]) { { get_id (self, 2), headline, 0 }, { NULL } }, NULL));
  page = render (self, self->home);
  g_assert_nonnull (strstr (page, "一二三四五六七八九十一二三四五六七八九十一…</a></h1>"));
  g_assert_null (strstr (page, headline));
  g_assert_cmpuint (count (page, "<h1>"), ==, 1);
  g_assert_nonnull (strstr (page, "文 1</a></h"));
  g_assert_null (strstr (page, "文 3</a></h"));
}

/* In their order, without those that had their time, are not public, or are more than the slot shows. */
static void
test_picks (Fixture      *self,
            gconstpointer data)
{
  const GalleyPlacement placements[] = {
    { get_id (self, 15), "", 0 },
    { get_id (self, 16), "", SUPPORT_TIME },
    { "0192d4c8-9999-7abc-8def-000000000000", "", 0 },
    { get_id (self, 14), "甲<乙", LATER },
    { get_id (self, 13), "", 0 },
    { get_id (self, 12), "", 0 },
    { get_id (self, 11), "", 0 },
    { get_id (self, 10), "", 0 },
    { get_id (self, 9), "", 0 },
    { NULL },
  };
  GPtrArray *items;
  g_autofree char *page = NULL;

  g_assert_true (fill (self, "picks", placements, NULL));
  items = galley_home_get_items (self->home, "picks");
  g_assert_cmpuint (items->len, ==, 6);
  g_assert_cmpstr (((const GalleyPageItem *) items->pdata[0])->title, ==, "文 16");
  g_assert_cmpstr (((const GalleyPageItem *) items->pdata[1])->title, ==, "甲<乙");
  g_assert_true (galley_home_has (self->home, get_id (self, 10)));
  g_assert_false (galley_home_has (self->home, get_id (self, 9)));
  g_assert_false (galley_home_has (self->home, get_id (self, 16)));
  page = render (self, self->home);
  g_assert_nonnull (strstr (page, "推荐</h2>"));
  g_assert_nonnull (strstr (page, "甲&lt;乙</a>"));
  g_assert_true (strstr (page, "文 16</a>") < strstr (page, "甲&lt;乙</a>"));
}

/* A slot of pictures has its frame, and leaves out what would be a hole. */
static void
test_pictures (Fixture      *self,
               gconstpointer data)
{
  const GalleyPlacement placements[] = { { get_id (self, 4), "", 0 }, { get_id (self, 5), "", 0 }, { NULL } };
  g_autofree char *page = NULL;

  ((GalleyPageItem *) self->items->pdata[5])->focus_picture = galley_figure_new (HASH, "image/jpeg", 1600, 900, "江");
  g_assert_true (fill (self, "focus", placements, NULL));
  g_assert_cmpuint (galley_home_get_items (self->home, "focus")->len, ==, 1);
  page = render (self, self->home);
  g_assert_nonnull (strstr (page, "<section class=\"focus\" aria-label=\"焦点图\">"));
  g_assert_nonnull (strstr (page, "style=\"aspect-ratio: 1280 / 720; object-position: 50% 50%\"><span>文 6</span>"));
  g_assert_null (strstr (page, "<span>文 5</span>"));
}

static void
test_failure (Fixture      *self,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (fill (self, "lead", (const GalleyPlacement[]) { { SUPPORT_ID, "", 0 }, { NULL } }, &error));
  g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_CORRUPT);
  g_assert_null (galley_home_get_items (self->home, "lead"));
}

static void
add (const char *path,
     const char *layout,
     void      (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, layout, set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/portal/page-home/empty", "portal", test_empty);
  add ("/portal/page-home/empty-plain", "plain", test_empty);
  add ("/portal/page-home/lead", "portal", test_lead);
  add ("/portal/page-home/lead-plain", "plain", test_lead);
  add ("/portal/page-home/picks", "portal", test_picks);
  add ("/portal/page-home/picks-plain", "plain", test_picks);
  add ("/portal/page-home/pictures", "portal", test_pictures);
  add ("/portal/page-home/failure", "portal", test_failure);
  return g_test_run ();
}
