/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/words/galley-presence-words.h"

#include <glib/gi18n.h>

char *
galley_words_for_until (gint64 until,
                        gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (until / G_USEC_PER_SEC);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);

  if (then == NULL || today == NULL)
    return g_strdup ("");
  if (g_date_time_get_year (then) == g_date_time_get_year (today)
      && g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (today))
    return g_date_time_format (then, "%H:%M");
  /* Translators: a day and a time to come, as strftime: "28 Nov, 18:00"; in Chinese "%-m月%-d日 %H:%M". */
  return g_date_time_format (then, _ ("%-d %b, %H:%M"));
}

static char *
dup_open (GPtrArray *names)
{
  const char *first = g_ptr_array_index (names, 0);

  if (names->len == 1)
    /* Translators: a colleague's name. */
    return g_strdup_printf (_ ("%s has it open"), first);
  if (names->len == 2)
    /* Translators: two colleagues' names. */
    return g_strdup_printf (_ ("%1$s and %2$s have it open"), first, (const char *) g_ptr_array_index (names, 1));
  /* Translators: a colleague's name, and how many more there are. */
  return g_strdup_printf (ngettext ("%1$s and %2$u other have it open", "%1$s and %2$u others have it open",
                                    names->len - 1),
                          first, names->len - 1);
}

static char *
dup_offline (const GalleyHeld *held,
             gint64            now)
{
  g_autofree char *time = galley_words_for_until (held->until, now);

  /* Translators: a colleague's name, and a time: "18:00", "28 Nov, 18:00". */
  return g_strdup_printf (_ ("%1$s took it offline until %2$s"), held->name, time);
}

char *
galley_words_for_presence (GalleyWorkspace *workspace,
                           const char      *article)
{
  g_autoptr (GPtrArray) held = galley_workspace_find_held (workspace, article);
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;
  gint64 now = galley_clock_get_real_time (galley_workspace_get_clock (workspace));
  gint64 mine = galley_workspace_get_offline (workspace, article);

  if (mine != 0)
    {
      g_autofree char *time = galley_words_for_until (mine, now);
      /* Translators: a time: "18:00", "28 Nov, 18:00". */
      g_autofree char *words = g_strdup_printf (_ ("You took it offline until %s"), time);

      g_strv_builder_add (builder, words);
    }
  for (guint i = 0; i < held->len; i++)
    {
      const GalleyHeld *one = g_ptr_array_index (held, i);

      if (one->until == 0)
        g_ptr_array_add (names, one->name);
    }
  if (names->len > 0)
    {
      g_autofree char *words = dup_open (names);

      g_strv_builder_add (builder, words);
    }
  for (guint i = 0; i < held->len; i++)
    {
      const GalleyHeld *one = g_ptr_array_index (held, i);
      g_autofree char *words = one->until != 0 ? dup_offline (one, now) : NULL;

      if (words != NULL)
        g_strv_builder_add (builder, words);
    }
  parts = g_strv_builder_end (builder);
  return *parts != NULL ? g_strjoinv (" · ", parts) : NULL;
}
