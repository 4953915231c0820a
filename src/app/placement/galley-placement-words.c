/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/placement/galley-placement-words.h"

#include "app/words/galley-words.h"
#include "core/base/galley-error.h"
#include "core/store/galley-store-slots.h"
#include "core/sync/galley-refusal.h"
#include "core/wire/galley-protocol.h"

#include <glib/gi18n.h>

char *
galley_placement_words_for_state (const GalleySlotState *state)
{
  g_autofree char *said = NULL;

  g_return_val_if_fail (state != NULL, NULL);

  if (state->wanted == NULL)
    return NULL;
  if (state->refused == NULL)
    return g_strdup (_ ("Not uploaded yet. Readers see the change as soon as the server has it."));
  if (g_str_equal (state->refused, GALLEY_SLOT_REFUSED_CONFLICT))
    return g_strdup (_ ("Somebody else changed this slot meanwhile, so your change was not made. This is what stands "
                        "there now."));
  if (g_str_equal (state->refused, GALLEY_SLOT_REFUSED_HELD))
    return g_strdup (_ ("Your change waited too long for the network, so it was not made. This is what stands there "
                        "now."));
  if (g_strcmp0 (galley_refusal_get_problem (state->refused), GALLEY_PROBLEM_FORBIDDEN) == 0)
    return g_strdup (_ ("You do not have the right to change the home page, so your change was not made. Ask somebody who "
                        "has it."));
  said = galley_refusal_dup_sentence (state->refused);
  /* Translators: %s is a sentence of the server. */
  return g_strdup_printf (_ ("The server did not take your change: %s"), said);
}

char *
galley_placement_words_for_error (const GError *error)
{
  static const struct
  {
    GalleyError code;
    const char *words;
  } known[] = {
    { GALLEY_ERROR_REJECTED, N_ ("Only what is published can stand on the home page") },
    { GALLEY_ERROR_INVALID, N_ ("This slot shows pictures, and the article has none") },
    { GALLEY_ERROR_CONFLICT, N_ ("Somebody else has changed the slot meanwhile. Nothing was done") },
    { GALLEY_ERROR_FULL, N_ ("The slot is full. Take something out first.") },
  };

  g_return_val_if_fail (error != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    if (g_error_matches (error, GALLEY_ERROR, known[i].code))
      return g_strdup (_ (known[i].words));
  return galley_words_for_error (error);
}

char *
galley_placement_words_for_headline (const GalleyPlacement *placement,
                                     GalleyRevision        *revision)
{
  const char *headline;

  g_return_val_if_fail (placement != NULL, NULL);

  if (*placement->headline != '\0')
    return g_strdup (placement->headline);
  if (revision == NULL)
    return g_strdup (_ ("An article that is not on this computer"));
  headline = galley_revision_get_field (revision, GALLEY_FIELD_SHORT_HEADLINE);
  return g_strdup (*headline != '\0' ? headline : galley_revision_get_field (revision, GALLEY_FIELD_HEADLINE));
}

/* By the clock of this computer. */
static char *
format_time (gint64 real_time)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_local (real_time / G_USEC_PER_SEC);

  /* Translators: date and time at which an article leaves the home page, for g_date_time_format(). */
  return g_date_time_format (time, _ ("%-d %b %H:%M"));
}

char *
galley_placement_words_for_row (const GalleySlot      *slot,
                                const GalleyPlacement *placement,
                                const char            *headline,
                                guint                  position)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *cut = galley_slot_cut_headline (slot, headline);

  if (position >= slot->n_items)
    g_ptr_array_add (parts, g_strdup (_ ("Waits until there is room")));
  if (placement->until > 0)
    {
      g_autofree char *time = format_time (placement->until);

      /* Translators: %s is date and time. */
      g_ptr_array_add (parts, g_strdup_printf (_ ("Until %s"), time));
    }
  else
    g_ptr_array_add (parts, g_strdup (_ ("Until it is taken out")));
  if (!g_str_equal (cut, headline))
    /* Translators: %s is a headline that is too long for its place. */
    g_ptr_array_add (parts, g_strdup_printf (_ ("Cut from “%s”"), headline));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

char *
galley_placement_words_for_duration (gint64 duration)
{
  guint hours = (guint) (duration / G_TIME_SPAN_HOUR);

  if (duration == 0)
    return g_strdup (_ ("Until it is taken out"));
  if (hours % 24 == 0)
    /* Translators: how long an article stands in a slot of the home page. */
    return g_strdup_printf (ngettext ("For %u day", "For %u days", hours / 24), hours / 24);
  /* Translators: how long an article stands in a slot of the home page. */
  return g_strdup_printf (ngettext ("For %u hour", "For %u hours", hours), hours);
}
