/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON as Galley speaks it: I-JSON (RFC 7493) in, canonical text out.
 *
 * Reading: our own, into json-glib's tree, because json-glib's reader takes duplicate names, comments and broken
 * numbers and crashes on depth. What is taken: UTF-8 without surrogates, noncharacters or NUL, no duplicate names in an
 * object, integers within ±(2^53 - 1) and nothing fractional or with an exponent, at most GALLEY_JSON_MAX_DEPTH levels,
 * at most the caller's limit of bytes, one value and nothing behind it.
 *
 * Writing: names sorted by bytes, no blanks, shortest escapes (\" \\ \b \f \n \r \t, \u00xx for other controls). One
 * value has exactly one text. A noncharacter is written as U+FFFD, so that whatever is written can be read. */
#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define GALLEY_JSON_MAX_DEPTH 64
#define GALLEY_JSON_MAX_INTEGER G_GINT64_CONSTANT (9007199254740991)

/* GALLEY_ERROR_INVALID names the byte position and the reason; GALLEY_ERROR_TOO_LARGE above @limit bytes.
 * (transfer full) */
JsonNode *galley_json_parse (const char *text,
                             gsize       length,
                             gsize       limit,
                             GError    **error);

/* As above, and the value must be an object. (transfer full) */
JsonObject *galley_json_parse_object (const char *text,
                                      gsize       length,
                                      gsize       limit,
                                      GError    **error);

/* The canonical text. Doubles, and integers beyond ±(2^53 - 1), are a programmer's error. (transfer full) */
char *galley_json_write (JsonNode *node);
char *galley_json_write_object (JsonObject *object);

/* Append one JSON string, quotes included, or one integer to @out: for writers that build text directly. */
void galley_json_append_string (GString    *out,
                                const char *text);
void galley_json_append_integer (GString *out,
                                 gint64   value);

/* Members of foreign objects: the value if it is there and of that type, else NULL, 0, FALSE. Never a critical;
 * @object and @array may be NULL, so that calls can be chained. */
const char *galley_json_get_string (JsonObject *object,
                                    const char *name);
gint64 galley_json_get_integer (JsonObject *object,
                                const char *name);
gboolean galley_json_get_boolean (JsonObject *object,
                                  const char *name);
JsonObject *galley_json_get_object (JsonObject *object,
                                    const char *name);
JsonArray *galley_json_get_array (JsonObject *object,
                                  const char *name);

/* Element @index of @array if it is an object or a string, else NULL. */
JsonObject *galley_json_array_get_object (JsonArray *array,
                                          guint      index);
const char *galley_json_array_get_string (JsonArray *array,
                                          guint      index);

G_END_DECLS
