/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-server-hands.h"

#include "server/galley-server-audit.h"

#include <string.h>

#define BETWEEN " > " /* no id has a blank */

typedef struct
{
  char *beginning;
  gboolean is_found;
} Search;

char *
galley_server_hands_make_comment (const char *from,
                                  const char *to)
{
  return g_strconcat (from, BETWEEN, to, NULL);
}

static gboolean
look (const GalleyAuditEntry *entry,
      gpointer                data,
      GError                **error)
{
  Search *search = data;

  if (strcmp (entry->action, GALLEY_AUDIT_HAND_OVER) == 0 && g_str_has_prefix (entry->comment, search->beginning))
    search->is_found = TRUE;
  return TRUE;
}

gboolean
galley_server_hands_had (GalleyDatabase *database,
                         const char     *article,
                         const char     *user,
                         gboolean       *was,
                         GError        **error)
{
  g_autofree char *beginning = galley_server_hands_make_comment (user, "");
  Search search = { beginning, FALSE };

  if (!galley_server_audit_foreach (database, G_MININT64, article, look, &search, error))
    return FALSE;
  *was = search.is_found;
  return TRUE;
}
