/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-context-corrections.h"

#include "core/base/galley-clock.h"
#include "core/base/galley-error.h"
#include "core/base/galley-json.h"
#include "core/portal/galley-context-renditions.h"

#include <string.h>

#define CORRECTIONS "corrections"
#define MODIFIED "modified"

static JsonObject *
parse (const char *context)
{
  return galley_json_parse_object (context, strlen (context), GALLEY_CONTEXT_MAX_BYTES, NULL);
}

static JsonArray *
copy_corrections (JsonObject *context)
{
  JsonArray *present = context != NULL ? galley_json_get_array (context, CORRECTIONS) : NULL;
  JsonArray *copy = json_array_new ();

  for (guint i = 0; present != NULL && i < json_array_get_length (present); i++)
    json_array_add_element (copy, json_node_copy (json_array_get_element (present, i)));
  return copy;
}

char *
galley_context_correct (const char *context,
                        const char *former,
                        const char *note,
                        gint64      time)
{
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (JsonObject) before = NULL;
  g_autoptr (JsonArray) corrections = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (context != NULL && former != NULL, NULL);

  object = parse (context);
  if (object == NULL)
    return g_strdup (context);
  before = parse (former);
  corrections = copy_corrections (before);
  text = galley_time_format (time);
  json_object_set_string_member (object, MODIFIED, text);
  if (note != NULL && *note != '\0')
    {
      JsonObject *correction = json_object_new ();

      json_object_set_string_member (correction, "note", note);
      json_object_set_string_member (correction, "time", text);
      json_array_add_object_element (corrections, correction);
    }
  while (json_array_get_length (corrections) > GALLEY_CORRECTIONS_MAX)
    json_array_remove_element (corrections, 0);
  json_object_remove_member (object, CORRECTIONS);
  if (json_array_get_length (corrections) > 0)
    json_object_set_array_member (object, CORRECTIONS, g_steal_pointer (&corrections));
  return galley_json_write_object (object);
}

static gboolean
is_time (const GalleyValue *object,
         const char        *name)
{
  const char *text = galley_value_get_text (object, name);
  gint64 time;

  return text != NULL && galley_time_parse (text, &time);
}

gboolean
galley_context_check_corrections (const GalleyValue *context,
                                  GError           **error)
{
  const GalleyValueMember *correction;
  gboolean is_good;

  g_return_val_if_fail (context != NULL, FALSE);

  is_good = (galley_value_get (context, MODIFIED) == NULL || is_time (context, MODIFIED))
            && (galley_value_get (context, CORRECTIONS) == NULL || galley_value_get_array (context, CORRECTIONS) != NULL);
  for (correction = galley_context_get_corrections (context); is_good && correction != NULL; correction = correction->next)
    is_good = galley_value_get_text (correction->value, "note") != NULL && is_time (correction->value, "time");
  if (!is_good)
    g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "context: what it says of corrections cannot be read");
  return is_good;
}

static gint64
get_time (const GalleyValue *object,
          const char        *name)
{
  const char *text = galley_value_get_text (object, name);
  gint64 time;

  return text != NULL && galley_time_parse (text, &time) ? time : 0;
}

gint64
galley_context_get_modified (const GalleyValue *context)
{
  g_return_val_if_fail (context != NULL, 0);

  return get_time (context, MODIFIED);
}

const GalleyValueMember *
galley_context_get_corrections (const GalleyValue *context)
{
  g_return_val_if_fail (context != NULL, NULL);

  return galley_value_get_members (galley_value_get_array (context, CORRECTIONS));
}

const char *
galley_context_read_correction (const GalleyValue *correction,
                                gint64            *time)
{
  g_return_val_if_fail (correction != NULL && time != NULL, NULL);

  *time = get_time (correction, "time");
  return galley_value_get_text (correction, "note");
}
