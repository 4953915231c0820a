/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/history/galley-history-words.h"

#include "core/store/galley-store-versions.h"

#include <glib/gi18n.h>

static gboolean
is_same_day (GDateTime *a,
             GDateTime *b)
{
  return g_date_time_get_year (a) == g_date_time_get_year (b) &&
         g_date_time_get_day_of_year (a) == g_date_time_get_day_of_year (b);
}

char *
galley_history_words_for_time (gint64 real_time,
                               gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (real_time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) yesterday = today != NULL ? g_date_time_add_days (today, -1) : NULL;

  if (then == NULL || yesterday == NULL)
    return g_strdup ("");
  if (is_same_day (then, today))
    /* Translators: when a version of an article stood, as strftime. */
    return g_date_time_format (then, _ ("Today, %H:%M"));
  if (is_same_day (then, yesterday))
    return g_date_time_format (then, _ ("Yesterday, %H:%M"));
  if (g_date_time_get_year (then) == g_date_time_get_year (today))
    return g_date_time_format (then, _ ("%-d %B, %H:%M"));
  return g_date_time_format (then, _ ("%-d %B %Y, %H:%M"));
}

const char *
galley_history_words_for_reason (const char *reason)
{
  static const struct
  {
    const char *reason;
    const char *words;
  } table[] = {
    { GALLEY_VERSION_MINUTE, N_ ("While writing") },
    { GALLEY_VERSION_MERGE, N_ ("Before changes from elsewhere came in") },
    { GALLEY_VERSION_THEIRS, N_ ("As it was elsewhere") },
    { GALLEY_VERSION_RESOLVE, N_ ("One side of a conflict") },
    { GALLEY_VERSION_RESTORE, N_ ("Before a restore") },
    { GALLEY_VERSION_REPLACE, N_ ("Before replacing all") },
    { GALLEY_VERSION_HANDOVER, N_ ("From a hand-over file") },
    { GALLEY_VERSION_RECOVER, N_ ("Found when the store was repaired") },
  };

  g_return_val_if_fail (reason != NULL, "");

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].reason, reason))
      return _ (table[i].words);
  return "";
}

const char *
galley_history_words_for_block (const GalleyBlock *block)
{
  g_return_val_if_fail (block != NULL, "");

  switch ((int) galley_block_get_kind (block))
    {
    case GALLEY_BLOCK_PARAGRAPH:
      return C_ ("block", "Paragraph");
    case GALLEY_BLOCK_HEADING_1:
      return _ ("Heading");
    case GALLEY_BLOCK_HEADING_2:
      return _ ("Smaller Heading");
    case GALLEY_BLOCK_QUOTE:
      return _ ("Quote");
    case GALLEY_BLOCK_BULLETED:
    case GALLEY_BLOCK_NUMBERED:
      return C_ ("block", "List Item");
    case GALLEY_BLOCK_RULE:
      return C_ ("block", "Rule");
    case GALLEY_BLOCK_FIGURE:
      return C_ ("block", "Picture");
    case GALLEY_BLOCK_TABLE:
      return C_ ("block", "Table");
    case GALLEY_BLOCK_ATTACHMENT:
      return C_ ("block", "Attachment");
    case GALLEY_BLOCK_VIDEO:
      return C_ ("block", "Video");
    case GALLEY_BLOCK_PAGE_BREAK:
      return C_ ("block", "Page Break");
    default:
      return _ ("Part of the Text");
    }
}

const char *
galley_history_words_for_change (GalleyBlockChangeKind kind)
{
  switch (kind)
    {
    case GALLEY_BLOCK_CHANGED:
      return _ ("changed since");
    case GALLEY_BLOCK_DELETED:
      return _ ("deleted since");
    case GALLEY_BLOCK_INSERTED:
      return _ ("added since");
    case GALLEY_BLOCK_MOVED_AWAY:
      return _ ("stood here, moved since");
    case GALLEY_BLOCK_MOVED_HERE:
      return _ ("moved here since");
    case GALLEY_BLOCK_SAME:
    default:
      return _ ("not changed");
    }
}
