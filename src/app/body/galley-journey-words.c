/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/body/galley-journey-words.h"

#include <glib/gi18n.h>

#define MEGABYTE (1024 * 1024)
/* Megabytes that are there before anybody has read a figure. */
#define FEW 1

static const char *
words_for_refusal (GalleyError refusal)
{
  switch (refusal)
    {
    case GALLEY_ERROR_TOO_LARGE:
      return _ ("Could not be uploaded: too large for the server");
    case GALLEY_ERROR_REJECTED:
    case GALLEY_ERROR_INVALID:
      return _ ("Could not be uploaded: of a kind that the server does not take");
    case GALLEY_ERROR_FORBIDDEN:
      return _ ("Could not be uploaded: you may not upload files there");
    case GALLEY_ERROR_CORRUPT:
    case GALLEY_ERROR_NOT_FOUND:
      return _ ("Could not be uploaded: the file here is damaged");
    default:
      return _ ("Could not be uploaded: the server refused it");
    }
}

char *
galley_journey_words (const GalleyMediaJourney *journey)
{
  int done, total;

  g_return_val_if_fail (journey != NULL, NULL);

  done = (int) (journey->done / MEGABYTE);
  total = (int) ((journey->total + MEGABYTE - 1) / MEGABYTE);
  switch (journey->stage)
    {
    case GALLEY_JOURNEY_TO_GO:
      return g_strdup (_ ("Not uploaded yet"));
    case GALLEY_JOURNEY_GOING:
      if (total <= FEW)
        return g_strdup (_ ("Uploading"));
      /* Translators: what has gone up of a file, and how large it is, in megabytes. */
      return g_strdup_printf (_ ("Uploading: %d of %d MB"), done, total);
    case GALLEY_JOURNEY_STOPPED:
      return g_strdup (_ ("Upload stopped"));
    case GALLEY_JOURNEY_LEFT:
      return g_strdup (_ ("Fetching stopped"));
    case GALLEY_JOURNEY_REFUSED:
      return g_strdup (words_for_refusal (journey->refusal));
    case GALLEY_JOURNEY_TO_COME:
      return g_strdup (_ ("Not on this computer yet"));
    case GALLEY_JOURNEY_COMING:
      if (total <= FEW)
        return g_strdup (_ ("On its way"));
      /* Translators: what has come down of a file, and how large it is, in megabytes. */
      return g_strdup_printf (_ ("On its way: %d of %d MB"), done, total);
    case GALLEY_JOURNEY_OVER:
    default:
      return NULL;
    }
}

gboolean
galley_journey_is_to_be_stopped (const GalleyMediaJourney *journey)
{
  return journey->stage == GALLEY_JOURNEY_TO_GO || journey->stage == GALLEY_JOURNEY_GOING
         || journey->stage == GALLEY_JOURNEY_TO_COME || journey->stage == GALLEY_JOURNEY_COMING;
}

gboolean
galley_journey_is_stopped (const GalleyMediaJourney *journey)
{
  return journey->stage == GALLEY_JOURNEY_STOPPED || journey->stage == GALLEY_JOURNEY_LEFT;
}

const char *
galley_journey_words_for_button (const GalleyMediaJourney *journey)
{
  g_return_val_if_fail (journey != NULL, NULL);

  switch (journey->stage)
    {
    case GALLEY_JOURNEY_GOING:
    case GALLEY_JOURNEY_COMING:
      /* Translators: a button: a file shall not travel any further now. */
      return journey->total > FEW * MEGABYTE ? _ ("Stop") : NULL;
    case GALLEY_JOURNEY_STOPPED:
      /* Translators: a button: a file shall go to the server. */
      return _ ("Upload");
    case GALLEY_JOURNEY_LEFT:
      /* Translators: a button: a file shall come from the server. */
      return _ ("Fetch");
    case GALLEY_JOURNEY_OVER:
    case GALLEY_JOURNEY_TO_GO:
    case GALLEY_JOURNEY_REFUSED:
    case GALLEY_JOURNEY_TO_COME:
    default:
      return NULL;
    }
}
