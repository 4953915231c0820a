/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/window/galley-parked-words.h"

#include "core/store/galley-store-outbox.h"
#include "core/sync/galley-cycle.h"

#include <glib/gi18n.h>

const char *
galley_words_for_parked_reason (const char *reason)
{
  static const struct
  {
    const char *reason;
    const char *words;
  } table[] = {
    { GALLEY_PARKED_CONFLICT, N_ ("Not uploaded: a conflict waits for you") },
    { GALLEY_PARKED_HELD, N_ ("Not published: the order came too late, and asks again") },
    { GALLEY_PARKED_CHANGED, N_ ("Not carried out: the article was changed meanwhile") },
    { GALLEY_PARKED_TRASHED, N_ ("Not carried out: the article was put into the trash") },
    { GALLEY_PARKED_DELETED, N_ ("Not carried out: the article was deleted on the server") },
    { GALLEY_PARKED_HIDDEN, N_ ("Not uploaded: the server no longer shows you this article. It is safe here") },
  };

  g_return_val_if_fail (reason != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].reason, reason))
      return _ (table[i].words);
  return NULL;
}

char *
galley_words_for_parked (const char *reason,
                         gboolean    is_order)
{
  const char *words = galley_words_for_parked_reason (reason);

  if (words != NULL)
    return g_strdup (words);
  if (is_order)
    /* Translators: %s is the server's own sentence. */
    return g_strdup_printf (_ ("Not carried out: %s"), reason);
  /* Translators: %s is the server's own sentence. */
  return g_strdup_printf (_ ("The server did not take this article: %s It is safe here"), reason);
}
