/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The view of an article page, from content, layout and context; never from state, which the same page may outlive. */
#include "core/portal/galley-view.h"

#include "core/base/galley-clock.h"
#include "core/base/galley-error.h"
#include "core/portal/galley-lead-picture.h"
#include "core/portal/galley-page-list.h"
#include "core/portal/galley-site-date.h"
#include "core/portal/galley-site-path.h"
#include "core/portal/galley-view-renditions.h"
#include "core/wire/galley-picture-text.h"

#include <string.h>

#define DESCRIPTION_CELLS 100

static gboolean
fail (GError    **error,
      const char *what)
{
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "context: %s", what);
  return FALSE;
}

static gboolean
check_link (JsonObject *object,
            const char *what,
            GError    **error)
{
  if (object == NULL || galley_json_get_string (object, "title") == NULL ||
      !galley_site_path_is_valid (galley_json_get_string (object, "path")))
    return fail (error, what);
  return TRUE;
}

/* What leads elsewhere, and what is shown, if anything. */
static gboolean
check_item (JsonObject *item,
            GError    **error)
{
  const char *link = item != NULL ? galley_json_get_string (item, "link") : NULL;
  const char *picture = item != NULL ? galley_json_get_string (item, "picture") : NULL;
  g_autoptr (GalleyFigure) figure = picture != NULL ? galley_picture_text_read (picture) : NULL;

  if (!check_link (item, "an item of a module lacks title or path", error))
    return FALSE;
  if (json_object_has_member (item, "link") && (link == NULL || !galley_site_path_is_address (link)))
    return fail (error, "an item's \"link\" is no address");
  return !json_object_has_member (item, "picture") || figure != NULL || fail (error, "an item's \"picture\" is none");
}

static gboolean
check_modules (JsonObject *context,
               GError    **error)
{
  JsonArray *modules = galley_json_get_array (context, "modules");

  if (modules == NULL && json_object_has_member (context, "modules"))
    return fail (error, "modules is no array");
  for (guint i = 0; modules != NULL && i < json_array_get_length (modules); i++)
    {
      JsonObject *module = galley_json_array_get_object (modules, i);
      JsonArray *items = module != NULL ? galley_json_get_array (module, "items") : NULL;
      const char *more = module != NULL ? galley_json_get_string (module, "more") : NULL;

      if (items == NULL)
        return fail (error, "a module has no items");
      if (more != NULL && !galley_site_path_is_valid (more))
        return fail (error, "a module's \"more\" is no path of the site");
      for (guint n = 0; n < json_array_get_length (items); n++)
        if (!check_item (galley_json_array_get_object (items, n), error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
check_renditions (JsonObject *context,
                  GError    **error)
{
  g_autoptr (GalleyRenditions) renditions = NULL;

  if (!json_object_has_member (context, "renditions"))
    return TRUE;
  if (galley_json_get_object (context, "renditions") == NULL)
    return fail (error, "renditions is no object");
  renditions = galley_renditions_read (galley_json_get_object (context, "renditions"), error);
  if (renditions == NULL)
    g_prefix_error (error, "context: ");
  return renditions != NULL;
}

static JsonObject *
read_context (const char *text,
              GError    **error)
{
  g_autoptr (JsonObject) context = galley_json_parse_object (text, strlen (text), GALLEY_CONTEXT_MAX_BYTES, error);
  g_autofree char *canonical = NULL;
  const char *published;
  gint64 time;

  if (context == NULL)
    {
      g_prefix_error (error, "context: ");
      return NULL;
    }
  canonical = galley_json_write_object (context);
  if (!g_str_equal (canonical, text))
    return fail (error, "is not canonical JSON"), NULL;
  if (!galley_site_path_is_valid (galley_json_get_string (context, "path")))
    return fail (error, "path is no path of the site"), NULL;
  published = galley_json_get_string (context, "published");
  if (json_object_has_member (context, "published") && (published == NULL || !galley_time_parse (published, &time)))
    return fail (error, "published is no time"), NULL;
  if (json_object_has_member (context, "previous") &&
      !check_link (galley_json_get_object (context, "previous"), "previous lacks title or path", error))
    return NULL;
  if (json_object_has_member (context, "next") &&
      !check_link (galley_json_get_object (context, "next"), "next lacks title or path", error))
    return NULL;
  return check_renditions (context, error) && galley_context_check_corrections (context, error)
         && check_modules (context, error) ? g_steal_pointer (&context) : NULL;
}

static const char *
get (GalleyRevision *revision,
     GalleyField     field)
{
  return galley_revision_get_field (revision, field);
}

/* Before the publication, the date that stands on the hand-out. */
static gint64
get_time (GalleyRevision *revision,
          JsonObject     *context)
{
  const char *published = galley_json_get_string (context, "published");
  g_autoptr (GDateTime) created = NULL;
  gint64 time = 0;

  if (published != NULL && galley_time_parse (published, &time))
    return time;
  created = g_date_time_new_from_iso8601 (get (revision, GALLEY_FIELD_CONTENT_CREATED), NULL);
  return created != NULL ? g_date_time_to_unix (created) * G_USEC_PER_SEC : 0;
}

static void
set_headlines (JsonObject     *view,
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
      json_object_set_member (view, lines[i].name, galley_view_make_squeezed (get (revision, lines[i].field)));
  if (*summary != '\0')
    json_object_set_member (view, "summary", galley_view_make_squeezed (summary));
  galley_view_set_text (view, "title", *headline != '\0' ? headline : galley_site_get_name (site));
  description = *summary != '\0' ? g_strdup (summary) : galley_revision_dup_snippet (revision, DESCRIPTION_CELLS);
  galley_view_set_text (view, "description", description);
}

static void
set_people (JsonObject     *view,
            GalleyRevision *revision,
            const char     *path)
{
  GPtrArray *bylines = galley_revision_get_bylines (revision);
  g_autofree char *line = galley_bylines_format (bylines);
  const char *source = get (revision, GALLEY_FIELD_SOURCE);
  JsonArray *authors = json_array_new ();

  galley_view_set_text (view, "byline", line);
  for (guint i = 0; i < bylines->len; i++)
    {
      GalleyByline *byline = bylines->pdata[i];
      JsonObject *author = json_object_new ();

      galley_view_set_text (author, "name", byline->name);
      galley_view_set_text (author, "organisation", byline->organisation);
      galley_view_set_text (author, "role", byline->role);
      json_array_add_object_element (authors, author);
    }
  galley_view_take_list (view, "authors", authors);
  if (*source != '\0')
    {
      JsonObject *object = json_object_new ();

      galley_view_set_text (object, "name", source);
      galley_view_set_link (object, "href", path, get (revision, GALLEY_FIELD_SOURCE_URI));
      json_object_set_object_member (view, "source", object);
    }
  galley_view_set_text (view, "editor", get (revision, GALLEY_FIELD_EDITOR));
}

/* A reprint names what it was made of; a statement may be set for each origin, and one for all. */
static void
set_origin (JsonObject     *view,
            GalleyRevision *revision,
            GalleySite     *site,
            const char     *path)
{
  const char *origin = get (revision, GALLEY_FIELD_ORIGIN);
  JsonObject *statements = galley_json_get_object (galley_site_get_view (site), "statements");
  const char *statement = NULL;

  if (*origin == '\0')
    origin = "original";
  if (statements != NULL)
    statement = galley_json_get_string (statements, origin);
  if (statements != NULL && statement == NULL)
    statement = galley_json_get_string (statements, "all");
  galley_view_set_text (view, "statement", statement);
  if (*get (revision, GALLEY_FIELD_ORIGINAL_HEADLINE) != '\0' || *get (revision, GALLEY_FIELD_ORIGINAL_AUTHOR) != '\0')
    {
      JsonObject *object = json_object_new ();

      galley_view_set_text (object, "headline", get (revision, GALLEY_FIELD_ORIGINAL_HEADLINE));
      galley_view_set_text (object, "author", get (revision, GALLEY_FIELD_ORIGINAL_AUTHOR));
      galley_view_set_link (object, "href", path, get (revision, GALLEY_FIELD_ORIGINAL_URI));
      json_object_set_object_member (view, "original", object);
    }
}

static void
set_tags (JsonObject     *view,
          GalleyRevision *revision)
{
  const char *const *tags = galley_revision_get_set (revision, GALLEY_SET_TAGS);
  g_autofree char *keywords = g_strjoinv (",", (char **) tags);
  JsonArray *array = json_array_new ();

  for (; *tags != NULL; tags++)
    {
      JsonObject *tag = json_object_new ();

      galley_view_set_text (tag, "name", *tags);
      json_array_add_object_element (array, tag);
    }
  galley_view_take_list (view, "tags", array);
  galley_view_set_text (view, "keywords", keywords);
}

/* The article's topic, else the campaign that runs on the whole site. */
static void
set_banner (JsonObject     *view,
            GalleyRevision *revision,
            GalleySite     *site,
            const char     *path)
{
  const GalleyTopic *topic = galley_site_get_topic (site, get (revision, GALLEY_FIELD_TOPIC));

  galley_view_set_text (view, "banner",
                        topic != NULL ? topic->banner
                                      : galley_json_get_string (galley_site_get_view (site), "campaign"));
  if (topic != NULL)
    {
      g_autofree char *address = galley_page_list_dup_address (GALLEY_LIST_TOPIC, topic->id, 1);
      JsonObject *object = json_object_new ();

      galley_view_set_text (object, "name", topic->name);
      galley_view_set_link (object, "href", path, address);
      json_object_set_object_member (view, "topic", object);
    }
}

static void
set_body (JsonObject            *view,
          GalleyRevision        *revision,
          const GalleyPageFrame *frame)
{
  GPtrArray *blocks = galley_revision_get_blocks (revision);
  g_autoptr (GString) body = g_string_new (NULL);

  for (guint i = 0; i < blocks->len;)
    {
      i = galley_view_append_element (body, frame, blocks, i);
      g_string_append_c (body, '\n');
    }
  json_object_set_member (view, "body", galley_mustache_safe_new (body->str));
}

/* What a shared link shows: the lead picture, by an address that holds everywhere. */
static void
set_picture (JsonObject            *view,
             GalleyRevision        *revision,
             GalleySite            *site,
             const GalleyPageFrame *frame)
{
  const char *base = galley_site_get_base_address (site);
  g_autoptr (GalleyFigure) figure = galley_lead_picture_find (revision);
  g_autofree char *name = NULL;
  g_autofree char *address = NULL;
  JsonObject *picture;
  guint width, height;

  if (figure == NULL || *base == '\0')
    return;
  name = galley_view_dup_picture_name (frame->renditions, figure, &width, &height);
  address = g_strconcat (base, GALLEY_SITE_MEDIA, name, NULL);
  picture = json_object_new ();
  galley_view_set_text (picture, "address", address);
  json_object_set_int_member (picture, "width", width);
  json_object_set_int_member (picture, "height", height);
  galley_view_set_text (picture, "alternative", galley_figure_get_alternative (figure));
  json_object_set_object_member (view, "picture", picture);
}

/* What makes the page of a kind differ from a text's. */
static void
set_kind (JsonObject     *view,
          GalleyRevision *revision,
          const char     *path)
{
  const char *address = get (revision, GALLEY_FIELD_LINK);
  guint n_pictures = galley_picture_story_count (revision);
  GalleyKind kind;

  galley_kind_from_name (get (revision, GALLEY_FIELD_KIND), &kind);
  if (n_pictures > 0)
    {
      JsonObject *story = json_object_new ();

      json_object_set_int_member (story, "count", n_pictures);
      json_object_set_object_member (view, "story", story);
    }
  if (kind == GALLEY_KIND_LINK && galley_site_path_is_address (address))
    {
      JsonObject *link = json_object_new ();

      galley_view_set_link (link, "href", path, address);
      json_object_set_object_member (view, "link", link);
    }
}

static void
set_neighbour (JsonObject *neighbours,
               const char *name,
               JsonObject *context,
               const char *path)
{
  JsonObject *found = galley_json_get_object (context, name);
  JsonObject *object;

  if (found == NULL)
    return;
  object = json_object_new ();
  galley_view_set_text (object, "title", galley_json_get_string (found, "title"));
  galley_view_set_link (object, "href", path, galley_json_get_string (found, "path"));
  json_object_set_object_member (neighbours, name, object);
}

static void
set_neighbours (JsonObject *view,
                JsonObject *context,
                const char *path)
{
  JsonObject *neighbours = json_object_new ();

  set_neighbour (neighbours, "previous", context, path);
  set_neighbour (neighbours, "next", context, path);
  if (json_object_get_size (neighbours) > 0)
    json_object_set_object_member (view, "neighbours", neighbours);
  else
    json_object_unref (neighbours);
}

static void
set_corrections (JsonObject *view,
                 JsonObject *context,
                 GalleySite *site)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < galley_context_count_corrections (context); i++)
    {
      JsonObject *correction = json_object_new ();
      gint64 time;

      galley_view_set_text (correction, "text", galley_context_get_correction (context, i, &time));
      galley_view_set_date (correction, "date", site, "date_format", time);
      json_array_add_object_element (array, correction);
    }
  galley_view_take_list (view, "corrections", array);
  galley_view_set_date (view, "modified", site, "date_format", galley_context_get_modified (context));
}

static JsonObject *
thing_new (const char *type,
           const char *name)
{
  JsonObject *thing = json_object_new ();

  json_object_set_string_member (thing, "@type", type);
  galley_view_set_text (thing, "name", name);
  return thing;
}

static JsonArray *
make_data_authors (GalleyRevision *revision)
{
  GPtrArray *bylines = galley_revision_get_bylines (revision);
  JsonArray *authors = json_array_new ();

  for (guint i = 0; i < bylines->len; i++)
    {
      GalleyByline *byline = bylines->pdata[i];
      gboolean is_person = *byline->name != '\0';
      JsonObject *author = thing_new (is_person ? "Person" : "Organization",
                                      is_person ? byline->name : byline->organisation);

      if (is_person && *byline->organisation != '\0')
        json_object_set_object_member (author, "affiliation", thing_new ("Organization", byline->organisation));
      galley_view_set_text (author, "jobTitle", is_person ? byline->role : NULL);
      json_array_add_object_element (authors, author);
    }
  return authors;
}

static void
set_data_names (JsonObject     *data,
                GalleyRevision *revision,
                GalleySite     *site)
{
  const char *full_name = galley_json_get_string (galley_site_get_view (site), "full_name");
  const GalleyChannel *channel = galley_site_get_channel (site, get (revision, GALLEY_FIELD_CHANNEL));
  JsonArray *authors = make_data_authors (revision);

  if (json_array_get_length (authors) > 0)
    json_object_set_array_member (data, "author", json_array_ref (authors));
  json_array_unref (authors);
  if (*get (revision, GALLEY_FIELD_EDITOR) != '\0')
    json_object_set_object_member (data, "editor", thing_new ("Person", get (revision, GALLEY_FIELD_EDITOR)));
  if (*get (revision, GALLEY_FIELD_SOURCE) != '\0')
    json_object_set_object_member (data, "sourceOrganization",
                                   thing_new ("Organization", get (revision, GALLEY_FIELD_SOURCE)));
  json_object_set_object_member (
      data, "publisher", thing_new ("Organization", full_name != NULL ? full_name : galley_site_get_name (site)));
  galley_view_set_text (data, "articleSection", channel != NULL ? channel->name : NULL);
  if (galley_link_target_is_safe (get (revision, GALLEY_FIELD_ORIGINAL_URI)))
    galley_view_set_text (data, "isBasedOn", get (revision, GALLEY_FIELD_ORIGINAL_URI));
}

static void
set_data_corrections (JsonObject *data,
                      JsonObject *context,
                      GalleySite *site)
{
  gint64 modified = galley_context_get_modified (context);
  g_autofree char *iso = galley_site_date_to_iso (galley_site_get_time_zone (site), MAX (modified, 1));
  g_autoptr (JsonArray) corrections = json_array_new ();

  if (modified == 0)
    return;
  json_object_set_string_member (data, "dateModified", iso);
  for (guint i = 0; i < galley_context_count_corrections (context); i++)
    {
      JsonObject *correction = thing_new ("CorrectionComment", NULL);
      gint64 time;
      const char *note = galley_context_get_correction (context, i, &time);
      g_autofree char *told = galley_site_date_to_iso (galley_site_get_time_zone (site), MAX (time, 1));

      galley_view_set_text (correction, "text", note);
      json_object_set_string_member (correction, "datePublished", told);
      json_array_add_object_element (corrections, correction);
    }
  if (json_array_get_length (corrections) > 0)
    json_object_set_array_member (data, "correction", g_steal_pointer (&corrections));
}

/* schema.org NewsArticle, and pubDate as Baidu wants it. */
static void
set_data (JsonObject     *view,
          GalleyRevision *revision,
          GalleySite     *site,
          JsonObject     *context,
          gint64          time)
{
  g_autoptr (JsonObject) data = thing_new ("NewsArticle", NULL);
  GPtrArray *blocks = galley_revision_get_blocks (revision);
  JsonObject *picture = galley_json_get_object (view, "picture");
  gint64 n_words = 0;

  for (guint i = 0; i < blocks->len; i++)
    n_words += galley_block_get_counts (blocks->pdata[i]).words;
  json_object_set_string_member (data, "@context", "https://schema.org");
  galley_view_set_text (data, "headline", get (revision, GALLEY_FIELD_HEADLINE));
  galley_view_set_text (data, "alternativeHeadline",
                        *get (revision, GALLEY_FIELD_SUBTITLE) != '\0' ? get (revision, GALLEY_FIELD_SUBTITLE)
                                                                       : get (revision, GALLEY_FIELD_KICKER));
  galley_view_set_text (data, "description", galley_json_get_string (view, "description"));
  galley_view_set_text (data, "keywords", galley_json_get_string (view, "keywords"));
  galley_view_set_text (data, "inLanguage", galley_json_get_string (view, "language"));
  if (picture != NULL)
    galley_view_set_text (data, "image", galley_json_get_string (picture, "address"));
  galley_view_set_text (data, "mainEntityOfPage", galley_json_get_string (view, "canonical"));
  json_object_set_int_member (data, "wordCount", n_words);
  if (time != 0)
    {
      g_autofree char *iso = galley_site_date_to_iso (galley_site_get_time_zone (site), time);
      g_autofree char *plain = galley_site_date_format (galley_site_get_time_zone (site), time, "%Y-%m-%dT%H:%M:%S");

      json_object_set_string_member (data, "datePublished", iso);
      json_object_set_string_member (data, "pubDate", plain);
    }
  set_data_corrections (data, context, site);
  set_data_names (data, revision, site);
  json_object_set_member (view, "data", galley_view_make_script_data (data));
}

JsonObject *
galley_view_new_for_article (GalleyRevision *revision,
                             GalleyLayout   *layout,
                             const char     *context_text,
                             GError        **error)
{
  g_autoptr (JsonObject) context = read_context (context_text, error);
  GalleySite *site = galley_layout_get_site (layout);
  const GalleyChannel *channel = galley_site_get_channel (site, get (revision, GALLEY_FIELD_CHANNEL));
  g_auto (GalleyPageFrame) frame = { 0 };
  const char *path;
  JsonObject *view;
  gint64 time;

  if (context == NULL)
    return NULL;
  galley_page_frame_init (&frame, layout, context_text);
  path = galley_json_get_string (context, "path");
  time = get_time (revision, context);
  view = galley_view_new (layout, path, channel != NULL ? channel->id : "");
  galley_view_set_text (view, "section", channel != NULL ? channel->name : NULL);
  galley_view_set_date (view, "date", site, "date_format", time);
  set_headlines (view, revision, site);
  set_people (view, revision, path);
  set_origin (view, revision, site, path);
  set_tags (view, revision);
  set_banner (view, revision, site, path);
  set_body (view, revision, &frame);
  set_picture (view, revision, site, &frame);
  set_kind (view, revision, path);
  set_neighbours (view, context, path);
  galley_view_take_list (view, "modules",
                         galley_view_make_modules (site, galley_json_get_array (context, "modules"), path));
  set_corrections (view, context, site);
  set_data (view, revision, site, context, time);
  return view;
}
