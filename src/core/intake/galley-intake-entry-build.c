/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page says of its article into the article's fields. Where it says a thing twice, what is printed and what stands in
 * JSON-LD, the latter knows the parts of a name, and the former is what readers saw: it is believed where they differ. */
#include "core/intake/galley-intake-entry.h"

#include "core/base/galley-json.h"
#include "core/intake/galley-intake-date.h"

#include <string.h>

#define MAX_DATA_BYTES (256 * 1024)
/* Of a label, "来源：", in characters. */
#define MAX_LABEL 8

/* --- JSON-LD ----------------------------------------------------------------------------------------------------- */

static gboolean
is_article (JsonObject *object)
{
  static const char *const types[] = { "Article", "NewsArticle", "ReportageNewsArticle", "BlogPosting", NULL };
  const char *type = galley_json_get_string (object, "@type");

  return type != NULL && g_strv_contains (types, type);
}

/* The article in @node: itself, or one of a list, or of a graph. Lent, (nullable) */
static JsonObject *
find_article (JsonNode *node)
{
  JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonArray *array = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  if (object != NULL && is_article (object))
    return object;
  if (object != NULL)
    array = galley_json_get_array (object, "@graph");
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *one = galley_json_array_get_object (array, i);

      if (one != NULL && is_article (one))
        return one;
    }
  return NULL;
}

/* The name of the thing @member, which may be a text. Lent, (nullable) */
static const char *
get_name (JsonObject *object,
          const char *member)
{
  JsonObject *thing = object != NULL ? galley_json_get_object (object, member) : NULL;

  if (object == NULL)
    return NULL;
  return thing != NULL ? galley_json_get_string (thing, "name") : galley_json_get_string (object, member);
}

static const char *
or_empty (const char *text)
{
  return text != NULL ? text : "";
}

static void
add_author (GPtrArray  *bylines,
            JsonObject *author)
{
  const char *name = or_empty (galley_json_get_string (author, "name"));
  const char *type = galley_json_get_string (author, "@type");
  const char *organisation = or_empty (get_name (author, "affiliation"));
  const char *role = or_empty (galley_json_get_string (author, "jobTitle"));
  g_autofree char *clean = galley_field_clean (GALLEY_FIELD_HEADLINE, name);
  g_autofree char *clean_organisation = galley_field_clean (GALLEY_FIELD_HEADLINE, organisation);
  g_autofree char *clean_role = galley_field_clean (GALLEY_FIELD_HEADLINE, role);

  if (*clean == '\0')
    return;
  if (g_strcmp0 (type, "Organization") == 0)
    g_ptr_array_add (bylines, galley_byline_new ("", clean, clean_role));
  else
    g_ptr_array_add (bylines, galley_byline_new (clean, clean_organisation, clean_role));
}

/* (transfer full) (element-type GalleyByline) */
static GPtrArray *
read_authors (JsonObject *data)
{
  JsonArray *authors = data != NULL ? galley_json_get_array (data, "author") : NULL;
  JsonObject *author = data != NULL ? galley_json_get_object (data, "author") : NULL;
  GPtrArray *bylines = galley_bylines_new ();

  if (author != NULL)
    add_author (bylines, author);
  for (guint i = 0; authors != NULL && i < json_array_get_length (authors); i++)
    {
      JsonObject *one = galley_json_array_get_object (authors, i);

      if (one != NULL)
        add_author (bylines, one);
    }
  return bylines;
}

/* --- the fields -------------------------------------------------------------------------------------------------- */

/* Behind "来源：". */
static const char *
skip_label (const char *text)
{
  for (guint i = 0; text != NULL && i < MAX_LABEL && text[0] != '\0'; i++)
    {
      gunichar c = g_utf8_get_char (text);
      const char *next = g_utf8_next_char (text);

      if (c == ':' || c == 0xff1a)
        return next;
      text = next;
    }
  return NULL;
}

static const char *
without_label (const char *text)
{
  const char *behind = skip_label (text);

  return behind != NULL ? behind : text;
}

/* @exact is what JSON-LD says: it stands where the page prints it, with a label or without. */
static const char *
choose (const char *printed,
        const char *exact)
{
  if (exact != NULL && *exact != '\0' && (printed == NULL || g_str_has_suffix (printed, exact)))
    return exact;
  return without_label (printed);
}

static GPtrArray *
choose_bylines (const char *printed,
                JsonObject *data)
{
  g_autoptr (GPtrArray) exact = read_authors (data);
  g_autofree char *line = galley_field_clean (GALLEY_FIELD_HEADLINE, or_empty (printed));
  g_autofree char *exact_line = galley_bylines_format (exact);

  if (exact->len > 0 && (*line == '\0' || g_str_equal (line, exact_line) || g_str_equal (without_label (line), exact_line)))
    return g_steal_pointer (&exact);
  return galley_bylines_parse (without_label (line));
}

/* (transfer full) (nullable) */
static char *
choose_date (const char *printed,
             JsonObject *data)
{
  gsize start, end;
  char *date = printed != NULL ? galley_intake_find_date (printed, &start, &end) : NULL;

  if (date == NULL && data != NULL && galley_json_get_string (data, "datePublished") != NULL)
    date = galley_intake_find_date (galley_json_get_string (data, "datePublished"), &start, &end);
  return date;
}

/* Each once. (transfer full) */
static GPtrArray *
clean_words (GPtrArray *words)
{
  GPtrArray *clean = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < words->len; i++)
    {
      g_autofree char *word = galley_field_clean (GALLEY_FIELD_HEADLINE, words->pdata[i]);

      if (*word != '\0' && !g_ptr_array_find_with_equal_func (clean, word, g_str_equal, NULL))
        g_ptr_array_add (clean, g_steal_pointer (&word));
    }
  g_ptr_array_add (clean, NULL);
  return clean;
}

static void
choose_fields (GalleyIntakeEntry *self,
               JsonObject        *data,
               const char        *raw[GALLEY_N_FIELDS])
{
  char *const *parts = self->parts;
  const char *origin = data != NULL ? galley_json_get_string (data, "isBasedOn") : NULL;

  raw[GALLEY_FIELD_KICKER] = parts[GALLEY_ENTRY_KICKER];
  raw[GALLEY_FIELD_HEADLINE] = parts[GALLEY_ENTRY_HEADLINE];
  if (raw[GALLEY_FIELD_HEADLINE] == NULL && data != NULL)
    raw[GALLEY_FIELD_HEADLINE] = galley_json_get_string (data, "headline");
  raw[GALLEY_FIELD_SUBTITLE] = parts[GALLEY_ENTRY_SUBTITLE];
  raw[GALLEY_FIELD_SUMMARY] = parts[GALLEY_ENTRY_SUMMARY];
  raw[GALLEY_FIELD_SOURCE] = choose (parts[GALLEY_ENTRY_SOURCE], get_name (data, "sourceOrganization"));
  raw[GALLEY_FIELD_SOURCE_URI] = parts[GALLEY_ENTRY_SOURCE_URI];
  raw[GALLEY_FIELD_EDITOR] = choose (parts[GALLEY_ENTRY_EDITOR], get_name (data, "editor"));
  raw[GALLEY_FIELD_ORIGINAL_HEADLINE] = parts[GALLEY_ENTRY_ORIGINAL_HEADLINE];
  raw[GALLEY_FIELD_ORIGINAL_AUTHOR] = parts[GALLEY_ENTRY_ORIGINAL_AUTHOR];
  raw[GALLEY_FIELD_ORIGINAL_URI] = parts[GALLEY_ENTRY_ORIGINAL_URI];
  if (raw[GALLEY_FIELD_ORIGINAL_URI] == NULL && origin != NULL && galley_link_target_is_safe (origin))
    raw[GALLEY_FIELD_ORIGINAL_URI] = origin;
  if (raw[GALLEY_FIELD_ORIGINAL_HEADLINE] != NULL || raw[GALLEY_FIELD_ORIGINAL_AUTHOR] != NULL)
    raw[GALLEY_FIELD_ORIGIN] = "reprint";
}

/* What our own page does not say is not there. */
static void
choose_exact_fields (const GalleyEntryData *exact,
                     const char            *raw[GALLEY_N_FIELDS])
{
  static const GalleyField told[] = {
    GALLEY_FIELD_SHORT_HEADLINE, GALLEY_FIELD_SOURCE_URI,   GALLEY_FIELD_CHANNEL,       GALLEY_FIELD_TOPIC,
    GALLEY_FIELD_ORIGIN,         GALLEY_FIELD_KIND,         GALLEY_FIELD_LINK,          GALLEY_FIELD_LEAD_PICTURE,
    GALLEY_FIELD_FOCUS_PICTURE,  GALLEY_FIELD_CONTENT_CREATED,
  };

  for (guint i = 0; i < G_N_ELEMENTS (told); i++)
    raw[told[i]] = exact->fields[told[i]];
}

GalleyRevision *
galley_intake_entry_build (GalleyIntakeEntry *self,
                           const char        *id,
                           GPtrArray         *blocks,
                           GalleyIntakeMedia *media)
{
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (GPtrArray) bylines = NULL;
  g_autoptr (GPtrArray) tags = NULL;
  g_autoptr (GPtrArray) channels = NULL;
  g_auto (GalleyEntryData) exact = { { NULL } };
  g_autofree char *date = NULL;
  const char *raw[GALLEY_N_FIELDS] = { NULL };
  char *fields[GALLEY_N_FIELDS] = { NULL };
  GalleyContent content = { .blocks = blocks };
  GalleyRevision *revision = NULL;
  JsonObject *data;

  g_return_val_if_fail (self != NULL && id != NULL && blocks != NULL, NULL);

  node = self->data != NULL ? galley_json_parse (self->data, strlen (self->data), MAX_DATA_BYTES, NULL) : NULL;
  data = node != NULL ? find_article (node) : NULL;
  choose_fields (self, data, raw);
  raw[GALLEY_FIELD_CONTENT_CREATED] = date = choose_date (self->parts[GALLEY_ENTRY_DATE], data);
  if (self->is_ours && self->is_entry && data != NULL)
    {
      galley_intake_entry_data_read (&exact, data, media);
      choose_exact_fields (&exact, raw);
      channels = clean_words (exact.channels);
      content.sets[GALLEY_SET_CHANNELS] = (const char *const *) channels->pdata;
    }
  content.bylines = bylines = choose_bylines (self->parts[GALLEY_ENTRY_AUTHORS], data);
  tags = clean_words (self->tags);
  for (guint field = 0; field < GALLEY_N_FIELDS; field++)
    content.fields[field] = fields[field] = galley_field_clean (field, or_empty (raw[field]));
  content.sets[GALLEY_SET_TAGS] = (const char *const *) tags->pdata;
  if (self->is_entry || *fields[GALLEY_FIELD_HEADLINE] != '\0')
    revision = galley_revision_new (id, &content, NULL);
  for (guint field = 0; field < GALLEY_N_FIELDS; field++)
    g_free (fields[field]);
  return revision;
}
