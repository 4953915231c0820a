/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/portal/galley-site-form-check.h"

#include "core/base/galley-json.h"
#include "core/base/galley-sentences.h"
#include "core/portal/galley-site-refusal.h"

#include <string.h>

static const char *
get_text (JsonObject *object,
          const char *name)
{
  const char *text = galley_json_get_string (object, name);

  return text != NULL ? text : "";
}

static gboolean
check_address (const char *address,
               GError    **error)
{
  g_autoptr (GUri) uri = NULL;

  if (*address == '\0')
    return TRUE;
  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  if (uri == NULL ||
      (!g_str_equal (g_uri_get_scheme (uri), "https") && !g_str_equal (g_uri_get_scheme (uri), "http")) ||
      g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0' || *g_uri_get_path (uri) != '\0' ||
      g_uri_get_query (uri) != NULL || g_uri_get_fragment (uri) != NULL || strpbrk (address, "\"'<> \\") != NULL)
    return galley_site_refuse (error, "base_address",
                               N_ ("\"%s\" is not like https://news.example, without a slash behind"), address);
  return TRUE;
}

static gboolean
check_date_format (JsonObject *root,
                   const char *member,
                   GError    **error)
{
  for (const char *p = get_text (root, member); *p != '\0'; p++)
    {
      if (*p != '%')
        continue;
      p++;
      if (*p == '-')
        p++;
      if (*p == '\0' || strchr ("YmdHMS%", *p) == NULL)
        return galley_site_refuse (error, member, N_ ("only %%Y %%m %%d %%H %%M %%S, %%-m %%-d %%-H and %%%% are known"));
    }
  return TRUE;
}

gboolean
galley_site_form_check (JsonObject *root,
                        GError    **error)
{
  g_return_val_if_fail (root != NULL, FALSE);

  return check_address (get_text (root, "base_address"), error) && check_date_format (root, "date_format", error)
         && check_date_format (root, "list_date_format", error);
}
