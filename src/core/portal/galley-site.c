/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads site.json once, checks it, and answers from plain arrays ever after. The strings lent are those of the JSON
 * object, which is never changed. */
#include "core/portal/galley-site.h"

#include "core/base/galley-error.h"
#include "core/base/galley-json.h"
#include "core/base/galley-sentences.h"
#include "core/portal/galley-site-form-check.h"
#include "core/portal/galley-site-media-check.h"
#include "core/portal/galley-site-pictures.h"
#include "core/portal/galley-site-refusal.h"
#include "core/portal/galley-site-renditions.h"

#include <string.h>

#define MAX_BYTES (1024 * 1024)
#define MAX_DEPTH 6
#define MAX_LIMIT 10000
#define MAX_PATIENCE (24 * 3600)
#define MAX_ENTRIES 1000 /* channels, and topics */
#define DEFAULT_PATIENCE 600 /* seconds */

struct _GalleySite
{
  gatomicrefcount references;

  JsonNode *view; /* an object */
  GalleyArena *arena;
  GalleyValue *value; /* the view, lent by the arena */
  GArray *channels;
  GArray *topics;
  GArray *slots; /* (element-type GalleySlot) */
  GArray *redirects; /* (element-type GalleyRedirect) */
  guint limits[GALLEY_N_FIELDS];
  GalleyPictureForm pictures;
  GalleyRenditionForm renditions;
  GalleyPictureCuts cuts;
  gint64 patience;
  gboolean tells_presence;
  gboolean allows_new_tags;
  gboolean indents_wechat;
  guint wechat_limits[GALLEY_N_PARTS];
  GTimeZone *time_zone;
  GalleyWorkflow *workflow;
};

G_DEFINE_BOXED_TYPE (GalleySite, galley_site, galley_site_ref, galley_site_unref)

static JsonObject *
get_root (GalleySite *self)
{
  return json_node_get_object (self->view);
}

static const char *
get_text (JsonObject *object,
          const char *name)
{
  const char *text = galley_json_get_string (object, name);

  return text != NULL ? text : "";
}

/* Ids stand in addresses and file names. */
static gboolean
id_is_valid (const char *id)
{
  gsize length = strlen (id);

  return length > 0 && length <= 64 &&
         strspn (id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == length;
}

/* Element @index of the list @member, checked for id and name. */
static JsonObject *
read_entry (JsonArray  *array,
            guint       index,
            const char *member,
            GHashTable *seen,
            GError    **error)
{
  JsonObject *entry = galley_json_array_get_object (array, index);
  const char *id;

  if (entry == NULL)
    return galley_site_refuse_element (error, member, index, N_ ("is no object")), NULL;
  id = get_text (entry, "id");
  if (!id_is_valid (id))
    return galley_site_refuse_element (error, member, index,
                                       N_ ("id is missing or has other characters than letters, digits, - and _")),
           NULL;
  if (*get_text (entry, "name") == '\0')
    return galley_site_refuse_element (error, member, index, N_ ("name is missing")), NULL;
  if (!g_hash_table_add (seen, (gpointer) id))
    return galley_site_refuse_element (error, member, index, N_ ("id stands there twice")), NULL;
  return entry;
}

static gboolean
add_channels (GalleySite *self,
              GArray     *flat,
              const char *parent,
              guint       depth,
              GError    **error)
{
  for (guint i = 0; i < flat->len; i++)
    {
      GalleyChannel channel = g_array_index (flat, GalleyChannel, i);

      if (!g_str_equal (channel.parent, parent))
        continue;
      if (depth >= MAX_DEPTH)
        return galley_site_refuse_element (error, "channels", i, N_ ("\"%s\" lies deeper than %d"), channel.id, MAX_DEPTH);
      channel.depth = depth;
      g_array_append_val (self->channels, channel);
      if (!add_channels (self, flat, channel.id, depth + 1, error))
        return FALSE;
    }
  return TRUE;
}

/* Every channel must have been reached from the top: what was not hangs on an unknown one or stands in a circle. */
static gboolean
check_all_reached (GalleySite *self,
                   GArray     *flat,
                   GHashTable *seen,
                   GError    **error)
{
  for (guint i = 0; i < flat->len; i++)
    {
      GalleyChannel *channel = &g_array_index (flat, GalleyChannel, i);

      if (*channel->parent != '\0' && !g_hash_table_contains (seen, channel->parent))
        return galley_site_refuse_element (error, "channels", i, N_ ("the parent \"%s\" of \"%s\" is not there"),
                                           channel->parent, channel->id);
    }
  for (guint i = 0; i < flat->len; i++)
    {
      GalleyChannel *channel = &g_array_index (flat, GalleyChannel, i);

      if (galley_site_get_channel (self, channel->id) == NULL)
        return galley_site_refuse_element (error, "channels", i, N_ ("\"%s\" stands in a circle"), channel->id);
    }
  return TRUE;
}

static gboolean
read_channels (GalleySite *self,
               GError    **error)
{
  JsonArray *array = galley_json_get_array (get_root (self), "channels");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) flat = g_array_new (FALSE, TRUE, sizeof (GalleyChannel));

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *entry = read_entry (array, i, "channels", seen, error);
      GalleyChannel channel = { 0 };

      if (entry == NULL)
        return FALSE;
      channel.id = get_text (entry, "id");
      channel.name = get_text (entry, "name");
      channel.parent = get_text (entry, "parent");
      channel.default_source = get_text (entry, "default_source");
      g_array_append_val (flat, channel);
    }
  if (flat->len > MAX_ENTRIES)
    return galley_site_refuse (error, "channels", N_ ("has more than %d entries"), MAX_ENTRIES);
  if (flat->len == 0)
    return galley_site_refuse (error, "channels", N_ ("there must be at least one"));
  return add_channels (self, flat, "", 0, error) && check_all_reached (self, flat, seen, error);
}

static gboolean
read_topics (GalleySite *self,
             GError    **error)
{
  JsonArray *array = galley_json_get_array (get_root (self), "topics");
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *entry = read_entry (array, i, "topics", seen, error);
      GalleyTopic topic = { 0 };

      if (entry == NULL)
        return FALSE;
      topic.id = get_text (entry, "id");
      topic.name = get_text (entry, "name");
      topic.banner = *get_text (entry, "banner") != '\0' ? get_text (entry, "banner") : topic.name;
      g_array_append_val (self->topics, topic);
    }
  if (self->topics->len > MAX_ENTRIES)
    return galley_site_refuse (error, "topics", N_ ("has more than %d entries"), MAX_ENTRIES);
  return TRUE;
}

static gboolean
refuse_limit (const char *member,
              const char *name,
              GError    **error)
{
  g_autofree char *place = g_strdup_printf ("%s.%s", member, name);

  return galley_site_refuse (error, place, N_ ("is not between %d and %d"), 0, MAX_LIMIT);
}

static gboolean
read_limits (GalleySite *self,
             GError    **error)
{
  JsonObject *limits = galley_json_get_object (get_root (self), "limits");

  for (guint field = 0; limits != NULL && field < GALLEY_N_FIELDS; field++)
    {
      const char *name = galley_field_get_name (field);
      gint64 limit = galley_json_get_integer (limits, name);

      if (limit < 0 || limit > MAX_LIMIT)
        return refuse_limit ("limits", name, error);
      self->limits[field] = limit;
    }
  return TRUE;
}

static gboolean
read_wechat (GalleySite *self,
             GError    **error)
{
  static const struct
  {
    const char *name;
    GalleyPart part;
    guint otherwise;
  } fields[] = {
    { "title", GALLEY_PART_HEADLINE, 64 },
    { "summary", GALLEY_PART_SUMMARY, 120 },
    { "author", GALLEY_PART_BYLINES, 8 },
  };
  JsonObject *wechat = galley_json_get_object (get_root (self), "wechat");

  self->indents_wechat = wechat == NULL || !json_object_has_member (wechat, "indent") ||
                         galley_json_get_boolean (wechat, "indent");
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      gboolean is_said = wechat != NULL && json_object_has_member (wechat, fields[i].name);
      gint64 limit = is_said ? galley_json_get_integer (wechat, fields[i].name) : fields[i].otherwise;

      if (limit < 0 || limit > MAX_LIMIT)
        return refuse_limit ("wechat", fields[i].name, error);
      self->wechat_limits[fields[i].part] = (guint) limit;
    }
  return TRUE;
}

static gboolean
read_settings (GalleySite *self,
               GError    **error)
{
  JsonObject *root = get_root (self);
  JsonObject *tags = galley_json_get_object (root, "tags");
  const char *zone = get_text (root, "time_zone");

  if (*get_text (root, "name") == '\0')
    return galley_site_refuse (error, NULL, N_ ("name is missing"));
  if (!galley_site_form_check (root, error))
    return FALSE;
  self->time_zone = *zone != '\0' ? g_time_zone_new_identifier (zone) : g_time_zone_new_utc ();
  if (self->time_zone == NULL)
    return galley_site_refuse (error, "time_zone", N_ ("\"%s\" is not known"), zone);
  if (!galley_site_media_check (root, error))
    return FALSE;
  self->patience = galley_json_get_integer (root, "publish_patience");
  if (self->patience < 0 || self->patience > MAX_PATIENCE)
    return galley_site_refuse (error, "publish_patience", N_ ("is not between %d and %d"), 0, MAX_PATIENCE);
  if (!json_object_has_member (root, "publish_patience"))
    self->patience = DEFAULT_PATIENCE;
  self->patience *= G_USEC_PER_SEC;
  self->tells_presence = !json_object_has_member (root, "presence") || galley_json_get_boolean (root, "presence");
  self->allows_new_tags = tags != NULL && galley_json_get_boolean (tags, "allow_new");
  return read_limits (self, error) && read_wechat (self, error)
         && galley_site_pictures_read (galley_json_get_object (root, "pictures"), &self->pictures, &self->cuts, error)
         && galley_site_renditions_read (galley_json_get_object (root, "pictures"), &self->renditions, error);
}

static gboolean
read_workflow (GalleySite *self,
               GError    **error)
{
  JsonObject *object = galley_json_get_object (get_root (self), "workflow");

  if (object == NULL && json_object_has_member (get_root (self), "workflow"))
    return galley_site_refuse (error, "workflow", N_ ("is no object"));
  self->workflow = galley_workflow_new_from_json (object, error);
  if (self->workflow == NULL)
    g_prefix_error (error, "site.json: workflow.");
  return self->workflow != NULL;
}

static GalleySite *
read_site (const char *text,
           gsize       length,
           GError    **error)
{
  g_autoptr (GalleySite) self = NULL;
  JsonNode *view = galley_json_parse (text, length, MAX_BYTES, error);

  if (view == NULL)
    return NULL;
  self = g_new0 (GalleySite, 1);
  g_atomic_ref_count_init (&self->references);
  self->view = view;
  self->arena = galley_arena_new ();
  self->value = galley_value_new_from_json (self->arena, view);
  self->channels = g_array_new (FALSE, TRUE, sizeof (GalleyChannel));
  self->topics = g_array_new (FALSE, TRUE, sizeof (GalleyTopic));
  self->slots = g_array_new (FALSE, TRUE, sizeof (GalleySlot));
  self->redirects = g_array_new (FALSE, TRUE, sizeof (GalleyRedirect));
  g_array_set_clear_func (self->redirects, (GDestroyNotify) galley_redirect_clear);
  if (!JSON_NODE_HOLDS_OBJECT (view))
    return galley_site_refuse (error, NULL, N_ ("is no object")), NULL;
  if (!read_settings (self, error) || !read_channels (self, error) || !read_topics (self, error) ||
      !galley_slots_read (get_root (self), self->slots, error) ||
      !galley_redirects_read (get_root (self), self->redirects, error) || !read_workflow (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

GalleySite *
galley_site_new (const char *text,
                 gsize       length,
                 GError    **error)
{
  GError *refusal = NULL;
  GalleySite *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = read_site (text, length, &refusal);
  if (self != NULL)
    return self;
  galley_site_locate_refusal (&refusal, text, length);
  g_propagate_error (error, refusal);
  return NULL;
}

GalleySite *
galley_site_ref (GalleySite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
galley_site_unref (GalleySite *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  json_node_unref (self->view);
  galley_arena_free (self->arena);
  g_array_unref (self->channels);
  g_array_unref (self->topics);
  g_array_unref (self->slots);
  g_array_unref (self->redirects);
  g_clear_pointer (&self->time_zone, g_time_zone_unref);
  g_clear_pointer (&self->workflow, galley_workflow_free);
  g_free (self);
}

const char *
galley_site_get_name (GalleySite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return get_text (get_root (self), "name");
}

const char *
galley_site_get_language (GalleySite *self)
{
  const char *language;

  g_return_val_if_fail (self != NULL, NULL);

  language = get_text (get_root (self), "language");
  return *language != '\0' ? language : "zh-Hans";
}

const char *
galley_site_get_base_address (GalleySite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return get_text (get_root (self), "base_address");
}

const GalleyChannel *
galley_site_get_channels (GalleySite *self,
                          guint      *n_channels)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_channels != NULL, NULL);

  *n_channels = self->channels->len;
  return (const GalleyChannel *) self->channels->data;
}

const GalleyChannel *
galley_site_get_channel (GalleySite *self,
                         const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; id != NULL && i < self->channels->len; i++)
    if (g_str_equal (g_array_index (self->channels, GalleyChannel, i).id, id))
      return &g_array_index (self->channels, GalleyChannel, i);
  return NULL;
}

const GalleyTopic *
galley_site_get_topics (GalleySite *self,
                        guint      *n_topics)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_topics != NULL, NULL);

  *n_topics = self->topics->len;
  return (const GalleyTopic *) self->topics->data;
}

const GalleyTopic *
galley_site_get_topic (GalleySite *self,
                       const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; id != NULL && i < self->topics->len; i++)
    if (g_str_equal (g_array_index (self->topics, GalleyTopic, i).id, id))
      return &g_array_index (self->topics, GalleyTopic, i);
  return NULL;
}

const GalleySlot *
galley_site_get_slots (GalleySite *self,
                       guint      *n_slots)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_slots != NULL, NULL);

  *n_slots = self->slots->len;
  return (const GalleySlot *) self->slots->data;
}

const GalleyRedirect *
galley_site_get_redirects (GalleySite *self,
                           guint      *n_redirects)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (n_redirects != NULL, NULL);

  *n_redirects = self->redirects->len;
  return (const GalleyRedirect *) self->redirects->data;
}

const GalleySlot *
galley_site_get_slot (GalleySite *self,
                      const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; id != NULL && i < self->slots->len; i++)
    if (g_str_equal (g_array_index (self->slots, GalleySlot, i).id, id))
      return &g_array_index (self->slots, GalleySlot, i);
  return NULL;
}

guint
galley_site_get_limit (GalleySite *self,
                       GalleyField field)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (field < GALLEY_N_FIELDS, 0);

  return self->limits[field];
}

gboolean
galley_site_indents_wechat (GalleySite *self)
{
  g_return_val_if_fail (self != NULL, TRUE);

  return self->indents_wechat;
}

guint
galley_site_get_wechat_limit (GalleySite *self,
                              GalleyPart  part)
{
  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (part < GALLEY_N_PARTS, 0);

  return self->wechat_limits[part];
}

const GalleyPictureForm *
galley_site_get_picture_form (GalleySite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->pictures;
}

const GalleyRenditionForm *
galley_site_get_rendition_form (GalleySite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->renditions;
}

const GalleyPictureCuts *
galley_site_get_picture_cuts (GalleySite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return &self->cuts;
}

gint64
galley_site_get_publish_patience (GalleySite *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->patience;
}

GalleyWorkflow *
galley_site_get_workflow (GalleySite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->workflow;
}

gboolean
galley_site_tells_presence (GalleySite *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->tells_presence;
}

gboolean
galley_site_allows_new_tags (GalleySite *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->allows_new_tags;
}

GTimeZone *
galley_site_get_time_zone (GalleySite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->time_zone;
}

JsonObject *
galley_site_get_view (GalleySite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return get_root (self);
}

const GalleyValue *
galley_site_get_value (GalleySite *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->value;
}
