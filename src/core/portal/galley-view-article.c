/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view of an article page, from content, layout and context; never from state, which the same page may outlive. */
#include "core/portal/galley-view.h"

#include "core/base/galley-clock.h"
#include "core/portal/galley-article-page.h"
#include "core/portal/galley-lead-picture.h"
#include "core/portal/galley-page-list.h"
#include "core/portal/galley-site-date.h"
#include "core/portal/galley-site-path.h"
#include "core/portal/galley-view-context.h"
#include "core/portal/galley-view-data.h"
#include "core/portal/galley-view-modules.h"
#include "core/portal/galley-view-pages.h"
#include "core/portal/galley-view-renditions.h"

#define DESCRIPTION_CELLS 100

static const char *
get (GalleyRevision *revision,
     GalleyField     field)
{
  return galley_revision_get_field (revision, field);
}

/* Before the publication, the date that stands on the hand-out. */
static gint64
get_time (GalleyRevision    *revision,
          const GalleyValue *context)
{
  const char *published = galley_value_get_text (context, "published");
  g_autoptr (GDateTime) created = NULL;
  gint64 time = 0;

  if (published != NULL && galley_time_parse (published, &time))
    return time;
  created = g_date_time_new_from_iso8601 (get (revision, GALLEY_FIELD_CONTENT_CREATED), NULL);
  return created != NULL ? g_date_time_to_unix (created) * G_USEC_PER_SEC : 0;
}

static void
set_headlines (GalleyValue    *view,
               GalleyRevision *revision,
               GalleySite     *site)
{
  static const struct
  {
    GalleyField field;
    const char *name;
  } lines[] = {
    { GALLEY_FIELD_KICKER, "kicker" },
    { GALLEY_FIELD_HEADLINE, "headline" },
    { GALLEY_FIELD_SUBTITLE, "subtitle" },
  };
  const char *summary = get (revision, GALLEY_FIELD_SUMMARY);
  const char *headline = get (revision, GALLEY_FIELD_HEADLINE);
  g_autofree char *description = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    if (*get (revision, lines[i].field) != '\0')
      galley_value_set (view, lines[i].name, galley_view_make_squeezed (view->arena, get (revision, lines[i].field)));
  if (*summary != '\0')
    galley_value_set (view, "summary", galley_view_make_squeezed (view->arena, summary));
  galley_view_set_text (view, "title", *headline != '\0' ? headline : galley_site_get_name (site));
  description = *summary != '\0' ? g_strdup (summary) : galley_revision_dup_snippet (revision, DESCRIPTION_CELLS);
  galley_view_set_text (view, "description", description);
}

static void
set_people (GalleyValue    *view,
            GalleyRevision *revision,
            const char     *path)
{
  GPtrArray *bylines = galley_revision_get_bylines (revision);
  g_autofree char *line = galley_bylines_format (bylines);
  const char *source = get (revision, GALLEY_FIELD_SOURCE);
  GalleyValue *authors = galley_value_new_array (view->arena);

  galley_view_set_text (view, "byline", line);
  for (guint i = 0; i < bylines->len; i++)
    {
      GalleyByline *byline = bylines->pdata[i];
      GalleyValue *author = galley_value_new_object (view->arena);

      galley_view_set_text (author, "name", byline->name);
      galley_view_set_text (author, "organisation", byline->organisation);
      galley_view_set_text (author, "role", byline->role);
      galley_value_add (authors, author);
    }
  galley_view_set_list (view, "authors", authors);
  if (*source != '\0')
    {
      GalleyValue *object = galley_value_new_object (view->arena);

      galley_view_set_text (object, "name", source);
      galley_view_set_link (object, "href", path, get (revision, GALLEY_FIELD_SOURCE_URI));
      galley_value_set (view, "source", object);
    }
  galley_view_set_text (view, "editor", get (revision, GALLEY_FIELD_EDITOR));
}

/* A reprint names what it was made of; a statement may be set for each origin, and one for all. */
static void
set_origin (GalleyValue    *view,
            GalleyRevision *revision,
            GalleySite     *site,
            const char     *path)
{
  const char *origin = get (revision, GALLEY_FIELD_ORIGIN);
  const GalleyValue *statements = galley_value_get_object (galley_site_get_value (site), "statements");
  const char *statement;

  if (*origin == '\0')
    origin = "original";
  statement = galley_value_get_text (statements, origin);
  if (statement == NULL)
    statement = galley_value_get_text (statements, "all");
  galley_view_set_text (view, "statement", statement);
  if (*get (revision, GALLEY_FIELD_ORIGINAL_HEADLINE) != '\0' || *get (revision, GALLEY_FIELD_ORIGINAL_AUTHOR) != '\0')
    {
      GalleyValue *object = galley_value_new_object (view->arena);

      galley_view_set_text (object, "headline", get (revision, GALLEY_FIELD_ORIGINAL_HEADLINE));
      galley_view_set_text (object, "author", get (revision, GALLEY_FIELD_ORIGINAL_AUTHOR));
      galley_view_set_link (object, "href", path, get (revision, GALLEY_FIELD_ORIGINAL_URI));
      galley_value_set (view, "original", object);
    }
}

static void
set_tags (GalleyValue    *view,
          GalleyRevision *revision)
{
  const char *const *tags = galley_revision_get_set (revision, GALLEY_SET_TAGS);
  g_autofree char *keywords = g_strjoinv (",", (char **) tags);
  GalleyValue *array = galley_value_new_array (view->arena);

  for (; *tags != NULL; tags++)
    {
      GalleyValue *tag = galley_value_new_object (view->arena);

      galley_view_set_text (tag, "name", *tags);
      galley_value_add (array, tag);
    }
  galley_view_set_list (view, "tags", array);
  galley_view_set_text (view, "keywords", keywords);
}

/* The article's topic, else the campaign that runs on the whole site. */
static void
set_banner (GalleyValue    *view,
            GalleyRevision *revision,
            GalleySite     *site,
            const char     *path)
{
  const GalleyTopic *topic = galley_site_get_topic (site, get (revision, GALLEY_FIELD_TOPIC));

  galley_view_set_text (view, "banner",
                        topic != NULL ? topic->banner
                                      : galley_value_get_text (galley_site_get_value (site), "campaign"));
  if (topic != NULL)
    {
      g_autofree char *address = galley_page_list_dup_address (GALLEY_LIST_TOPIC, topic->id, 1);
      GalleyValue *object = galley_value_new_object (view->arena);

      galley_view_set_text (object, "name", topic->name);
      galley_view_set_link (object, "href", path, address);
      galley_value_set (view, "topic", object);
    }
}

static void
set_body (GalleyValue             *view,
          GPtrArray               *blocks,
          const GalleyArticlePage *page,
          const GalleyPageFrame   *frame)
{
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = page->first; i < page->end;)
    {
      i = galley_view_append_element (body, frame, blocks, i);
      g_string_append_c (body, '\n');
    }
  galley_value_set (view, "body", galley_value_new_safe (view->arena, body->str, body->len));
}

/* What a shared link shows: the lead picture, by an address that holds everywhere. */
static void
set_picture (GalleyValue           *view,
             GalleyRevision        *revision,
             GalleySite            *site,
             const GalleyPageFrame *frame)
{
  const char *base = galley_site_get_base_address (site);
  g_autoptr (GalleyFigure) figure = galley_lead_picture_find (revision);
  g_autofree char *name = NULL;
  g_autofree char *address = NULL;
  GalleyValue *picture;
  guint width, height;

  if (figure == NULL || *base == '\0')
    return;
  name = galley_view_dup_picture_name (frame->renditions, figure, &width, &height);
  address = g_strconcat (base, GALLEY_SITE_MEDIA, name, NULL);
  picture = galley_value_new_object (view->arena);
  galley_view_set_text (picture, "address", address);
  galley_value_set_integer (picture, "width", width);
  galley_value_set_integer (picture, "height", height);
  galley_view_set_text (picture, "alternative", galley_figure_get_alternative (figure));
  galley_value_set (view, "picture", picture);
}

/* What makes the page of a kind differ from a text's. Its pictures are counted on each page. */
static void
set_kind (GalleyValue             *view,
          GalleyRevision          *revision,
          const GalleyArticlePage *page,
          const char              *path)
{
  const char *address = get (revision, GALLEY_FIELD_LINK);
  guint n_pictures = galley_picture_story_count (revision, page);
  GalleyKind kind;

  galley_kind_from_name (get (revision, GALLEY_FIELD_KIND), &kind);
  if (n_pictures > 0)
    {
      GalleyValue *story = galley_value_new_object (view->arena);

      galley_value_set_integer (story, "count", n_pictures);
      galley_value_set (view, "story", story);
    }
  if (kind == GALLEY_KIND_LINK && galley_site_path_is_address (address))
    {
      GalleyValue *link = galley_value_new_object (view->arena);

      galley_view_set_link (link, "href", path, address);
      galley_value_set (view, "link", link);
    }
}

static void
set_neighbour (GalleyValue       *neighbours,
               const char        *name,
               const GalleyValue *context,
               const char        *path)
{
  const GalleyValue *found = galley_value_get_object (context, name);
  GalleyValue *object;

  if (found == NULL)
    return;
  object = galley_value_new_object (neighbours->arena);
  galley_view_set_text (object, "title", galley_value_get_text (found, "title"));
  galley_view_set_link (object, "href", path, galley_value_get_text (found, "path"));
  galley_value_set (neighbours, name, object);
}

static void
set_neighbours (GalleyValue       *view,
                const GalleyValue *context,
                const char        *path)
{
  GalleyValue *neighbours = galley_value_new_object (view->arena);

  set_neighbour (neighbours, "previous", context, path);
  set_neighbour (neighbours, "next", context, path);
  if (neighbours->length > 0)
    galley_value_set (view, "neighbours", neighbours);
}

static void
set_corrections (GalleyValue       *view,
                 const GalleyValue *context,
                 GalleySite        *site)
{
  GalleyValue *array = galley_value_new_array (view->arena);
  const GalleyValueMember *member = galley_context_get_corrections (context);

  for (; member != NULL; member = member->next)
    {
      GalleyValue *correction = galley_value_new_object (view->arena);
      gint64 time;

      galley_view_set_text (correction, "text", galley_context_read_correction (member->value, &time));
      galley_view_set_date (correction, "date", site, "date_format", time);
      galley_value_add (array, correction);
    }
  galley_view_set_list (view, "corrections", array);
  galley_view_set_date (view, "modified", site, "date_format", galley_context_get_modified (context));
}

static GalleyValue *
thing_new (GalleyArena *arena,
           const char  *type,
           const char  *name)
{
  GalleyValue *thing = galley_value_new_object (arena);

  galley_value_set_text (thing, "@type", type);
  galley_view_set_text (thing, "name", name);
  return thing;
}

static GalleyValue *
make_data_authors (GalleyArena    *arena,
                   GalleyRevision *revision)
{
  GPtrArray *bylines = galley_revision_get_bylines (revision);
  GalleyValue *authors = galley_value_new_array (arena);

  for (guint i = 0; i < bylines->len; i++)
    {
      GalleyByline *byline = bylines->pdata[i];
      gboolean is_person = *byline->name != '\0';
      GalleyValue *author = thing_new (arena, is_person ? "Person" : "Organization",
                                       is_person ? byline->name : byline->organisation);

      if (is_person && *byline->organisation != '\0')
        galley_value_set (author, "affiliation", thing_new (arena, "Organization", byline->organisation));
      galley_view_set_text (author, "jobTitle", is_person ? byline->role : NULL);
      galley_value_add (authors, author);
    }
  return authors;
}

/* Its address may be known where its name is not. */
static void
set_data_source (GalleyValue    *data,
                 GalleyRevision *revision)
{
  const char *name = get (revision, GALLEY_FIELD_SOURCE);
  const char *address = get (revision, GALLEY_FIELD_SOURCE_URI);
  g_autofree char *link = galley_site_path_make_link ("/", address);
  GalleyValue *source = thing_new (data->arena, "Organization", name);

  if (link != NULL)
    galley_view_set_text (source, "url", address);
  if (*name != '\0' || link != NULL)
    galley_value_set (data, "sourceOrganization", source);
}

static void
set_data_names (GalleyValue    *data,
                GalleyRevision *revision,
                GalleySite     *site)
{
  const char *full_name = galley_value_get_text (galley_site_get_value (site), "full_name");
  const GalleyChannel *channel = galley_site_get_channel (site, get (revision, GALLEY_FIELD_CHANNEL));
  GalleyValue *authors = make_data_authors (data->arena, revision);

  if (authors->length > 0)
    galley_value_set (data, "author", authors);
  if (*get (revision, GALLEY_FIELD_EDITOR) != '\0')
    galley_value_set (data, "editor", thing_new (data->arena, "Person", get (revision, GALLEY_FIELD_EDITOR)));
  set_data_source (data, revision);
  galley_value_set (data, "publisher",
                    thing_new (data->arena, "Organization", full_name != NULL ? full_name : galley_site_get_name (site)));
  galley_view_set_text (data, "articleSection", channel != NULL ? channel->name : NULL);
  if (galley_link_target_is_safe (get (revision, GALLEY_FIELD_ORIGINAL_URI)))
    galley_view_set_text (data, "isBasedOn", get (revision, GALLEY_FIELD_ORIGINAL_URI));
}

static void
set_data_corrections (GalleyValue       *data,
                      const GalleyValue *context,
                      GalleySite        *site)
{
  gint64 modified = galley_context_get_modified (context);
  g_autofree char *iso = galley_site_date_to_iso (galley_site_get_time_zone (site), MAX (modified, 1));
  const GalleyValueMember *member = galley_context_get_corrections (context);
  GalleyValue *corrections = galley_value_new_array (data->arena);

  if (modified == 0)
    return;
  galley_value_set_text (data, "dateModified", iso);
  for (; member != NULL; member = member->next)
    {
      GalleyValue *correction = thing_new (data->arena, "CorrectionComment", NULL);
      gint64 time;
      const char *note = galley_context_read_correction (member->value, &time);
      g_autofree char *told = galley_site_date_to_iso (galley_site_get_time_zone (site), MAX (time, 1));

      galley_view_set_text (correction, "text", note);
      galley_value_set_text (correction, "datePublished", told);
      galley_value_add (corrections, correction);
    }
  if (corrections->length > 0)
    galley_value_set (data, "correction", corrections);
}

/* schema.org NewsArticle, and pubDate as Baidu wants it. */
static void
set_data (GalleyValue           *view,
          GalleyRevision        *revision,
          GalleySite            *site,
          const GalleyPageFrame *frame,
          const GalleyValue     *context,
          gint64                 time)
{
  GalleyValue *data = thing_new (view->arena, "NewsArticle", NULL);
  GPtrArray *blocks = galley_revision_get_blocks (revision);
  const GalleyValue *picture = galley_value_get_object (view, "picture");
  gint64 n_words = 0;

  for (guint i = 0; i < blocks->len; i++)
    n_words += galley_block_count_words (blocks->pdata[i]);
  galley_value_set_text (data, "@context", "https://schema.org");
  galley_view_set_text (data, "headline", get (revision, GALLEY_FIELD_HEADLINE));
  galley_view_set_text (data, "alternativeHeadline",
                        *get (revision, GALLEY_FIELD_SUBTITLE) != '\0' ? get (revision, GALLEY_FIELD_SUBTITLE)
                                                                       : get (revision, GALLEY_FIELD_KICKER));
  galley_view_set_text (data, "description", galley_value_get_text (view, "description"));
  galley_view_set_text (data, "keywords", galley_value_get_text (view, "keywords"));
  galley_view_set_text (data, "inLanguage", galley_value_get_text (view, "language"));
  if (picture != NULL)
    galley_view_set_text (data, "image", galley_value_get_text (picture, "address"));
  galley_view_set_text (data, "mainEntityOfPage", galley_value_get_text (view, "canonical"));
  galley_value_set_integer (data, "wordCount", n_words);
  if (time != 0)
    {
      g_autofree char *iso = galley_site_date_to_iso (galley_site_get_time_zone (site), time);
      g_autofree char *plain = galley_site_date_format (galley_site_get_time_zone (site), time, "%Y-%m-%dT%H:%M:%S");

      galley_value_set_text (data, "datePublished", iso);
      galley_value_set_text (data, "pubDate", plain);
    }
  set_data_corrections (data, context, site);
  set_data_names (data, revision, site);
  galley_view_describe_article (data, revision, site, frame);
  galley_value_set (view, "data", galley_view_make_script_data (data));
}

static char *
dup_page_path_cb (guint         number,
                  gconstpointer path)
{
  return galley_article_page_dup_path (path, number);
}

GalleyValue *
galley_view_new_for_article (GalleyArena    *arena,
                             GalleyRevision *revision,
                             GalleyLayout   *layout,
                             const char     *context_text,
                             guint           number,
                             GError        **error)
{
  GalleySite *site = galley_layout_get_site (layout);
  GPtrArray *blocks = galley_revision_get_blocks (revision);
  GalleyArticlePage page = galley_article_page_get (blocks, layout, number);
  const GalleyChannel *channel = galley_site_get_channel (site, get (revision, GALLEY_FIELD_CHANNEL));
  g_auto (GalleyPageFrame) frame = { 0 };
  g_autofree char *path = NULL;
  GalleyJsonValue *read_modules;
  const GalleyValue *context;
  const char *first_path;
  GalleyViewMemo *memo;
  GalleyValue *modules;
  GalleyValue *view;
  gint64 time;

  context = galley_view_read_context (arena, context_text, &frame.renditions, &read_modules, error);
  if (context == NULL)
    return NULL;
  first_path = galley_value_get_text (context, "path");
  path = galley_article_page_dup_path (first_path, page.number);
  galley_page_frame_place (&frame, layout, path);
  memo = galley_layout_lend_memo (layout, arena, path);
  modules = galley_view_read_modules (arena, memo, site, context_text, read_modules, path, error);
  if (modules == NULL)
    return NULL;
  time = get_time (revision, context);
  view = galley_view_new_with_memo (arena, memo, layout, path, channel != NULL ? channel->id : "");
  galley_view_set_text (view, "section", channel != NULL ? channel->name : NULL);
  galley_view_set_date (view, "date", site, "date_format", time);
  set_headlines (view, revision, site);
  set_people (view, revision, path);
  set_origin (view, revision, site, path);
  set_tags (view, revision);
  set_banner (view, revision, site, path);
  set_body (view, blocks, &page, &frame);
  galley_view_set_pages (view, path, page.number, page.count, dup_page_path_cb, first_path);
  set_picture (view, revision, site, &frame);
  set_kind (view, revision, &page, path);
  set_neighbours (view, context, path);
  galley_view_set_list (view, "modules", modules);
  set_corrections (view, context, site);
  /* It tells of the whole article, once. */
  if (page.number == 1)
    set_data (view, revision, site, &frame, context, time);
  return view;
}
