/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/words/galley-words.h"

#include "app/words/galley-parked-words.h"
#include "core/base/galley-error.h"
#include "core/model/galley-field.h"
#include "core/wire/galley-picture-text.h"

#include <glib/gi18n.h>

const char *
galley_words_for_status (GalleyStatus status)
{
  static const char *const words[GALLEY_N_STATUSES] = {
    [GALLEY_STATUS_DRAFT] = N_ ("Draft"),
    [GALLEY_STATUS_REVIEW_1] = N_ ("Waiting for First Review"),
    [GALLEY_STATUS_REVIEW_2] = N_ ("Waiting for Second Review"),
    [GALLEY_STATUS_REVIEW_3] = N_ ("Waiting for Third Review"),
    [GALLEY_STATUS_APPROVED] = N_ ("Approved"),
    [GALLEY_STATUS_SCHEDULED] = N_ ("Scheduled"),
    [GALLEY_STATUS_PUBLISHED] = N_ ("Published"),
    [GALLEY_STATUS_RETURNED] = N_ ("Returned"),
    [GALLEY_STATUS_WITHDRAWN] = N_ ("Withdrawn"),
    [GALLEY_STATUS_CLOSED] = N_ ("Correction Published"),
  };

  g_return_val_if_fail (status < GALLEY_N_STATUSES, "");

  return _ (words[status]);
}

const char *
galley_words_for_action (GalleyAction action,
                         gboolean     is_last_review)
{
  switch (action)
    {
    case GALLEY_ACTION_SUBMIT:
      return _ ("Submit…");
    case GALLEY_ACTION_TAKE_BACK:
      return _ ("Take Back");
    case GALLEY_ACTION_SIGN:
      return is_last_review ? _ ("Approve and Release") : _ ("Approve");
    case GALLEY_ACTION_RETURN:
      return _ ("Return…");
    case GALLEY_ACTION_PUBLISH:
      return _ ("Publish…");
    case GALLEY_ACTION_WITHDRAW:
      return _ ("Withdraw…");
    case GALLEY_ACTION_NONE:
    default:
      return "";
    }
}

char *
galley_words_for_error (const GError *error)
{
  g_return_val_if_fail (error != NULL, g_strdup (""));

  if (error->domain != GALLEY_ERROR)
    return g_strdup (_ ("Something went wrong. What you wrote is safe on this computer."));

  switch ((GalleyError) error->code)
    {
    case GALLEY_ERROR_OFFLINE:
      return g_strdup (_ ("The server cannot be reached. Keep writing; Galley tries again by itself."));
    case GALLEY_ERROR_AUTH:
      return g_strdup (_ ("The name or the password is not right."));
    case GALLEY_ERROR_FORBIDDEN:
      return g_strdup (_ ("You do not have the right to do that. Ask the desk."));
    case GALLEY_ERROR_CONFLICT:
      return g_strdup (_ ("Somebody else changed the article meanwhile. Look at it once more."));
    case GALLEY_ERROR_REJECTED:
      return galley_words_for_parked (error->message, GALLEY_OUTBOX_PUT, GALLEY_ACTION_NONE);
    case GALLEY_ERROR_FULL:
      return g_strdup (_ ("Disk full. New words are not saved; free space or save an emergency file"));
    case GALLEY_ERROR_READ_ONLY:
      return g_strdup (_ ("Galley may not write in its data folder. Check the folder's permissions and start again."));
    case GALLEY_ERROR_CORRUPT:
      return g_strdup (_ ("A stored article is damaged. It was set aside and nothing was deleted."));
    case GALLEY_ERROR_TOO_NEW:
      return g_strdup (_ ("These articles were written by a newer Galley. Update this one to open them."));
    case GALLEY_ERROR_INVALID:
      /* Translators: %s says what is wrong and where, in English. */
      return g_strdup_printf (_ ("This cannot be read: %s"), error->message);
    case GALLEY_ERROR_TOO_LARGE:
      /* Translators: %s says how large it may be, in English. */
      return g_strdup_printf (_ ("This is too large: %s"), error->message);
    case GALLEY_ERROR_BUSY:
      return g_strdup (_ ("Another Galley has these articles open. Go on there, or close it first."));
    case GALLEY_ERROR_NOT_FOUND:
      return g_strdup (_ ("This article is no longer here."));
    case GALLEY_ERROR_GONE:
      return g_strdup (_ ("This was deleted on the server."));
    case GALLEY_ERROR_FAILED:
    default:
      /* Translators: %s is a technical message in English. */
      return g_strdup_printf (_ ("Something went wrong: %s"), error->message);
    }
}

char *
galley_words_for_start (const GError *error)
{
  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_FULL))
    return g_strdup (_ ("The disk is full. Make some room and start Galley again; what was written before is safe."));
  return galley_words_for_error (error);
}

char *
galley_words_for_save (GalleySaveStatus status,
                       const GError    *error)
{
  switch (status)
    {
    case GALLEY_SAVE_CLEAN:
      return g_strdup (_ ("Saved on this computer"));
    case GALLEY_SAVE_DIRTY:
    case GALLEY_SAVE_SAVING:
      return g_strdup (_ ("Saving…"));
    case GALLEY_SAVE_FAILED:
    default:
      if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_FULL))
        return g_strdup (_ ("Disk full. New words are not saved; free space or save an emergency file"));
      return g_strdup (_ ("Not saved yet, trying again"));
    }
}

char *
galley_words_for_time (gint64 real_time,
                       gint64 now)
{
  g_autoptr (GDateTime) then = g_date_time_new_from_unix_local (real_time / G_USEC_PER_SEC);
  g_autoptr (GDateTime) today = g_date_time_new_from_unix_local (now / G_USEC_PER_SEC);
  g_autoptr (GDateTime) yesterday = NULL;

  if (real_time == 0 || then == NULL || today == NULL)
    return g_strdup ("");

  yesterday = g_date_time_add_days (today, -1);
  if (g_date_time_get_year (then) == g_date_time_get_year (today) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (today))
    return g_date_time_format (then, "%H:%M");
  if (g_date_time_get_year (then) == g_date_time_get_year (yesterday) &&
      g_date_time_get_day_of_year (then) == g_date_time_get_day_of_year (yesterday))
    return g_strdup (_ ("Yesterday"));
  if (g_date_time_get_year (then) == g_date_time_get_year (today))
    /* Translators: a day of this year for a narrow list, as strftime: "16 Oct"; in Chinese "%-m月%-d日". */
    return g_date_time_format (then, _ ("%-d %b"));
  return g_date_time_format (then, "%Y-%m-%d");
}

const char *
galley_words_for_kind (GalleyKind kind)
{
  switch (kind)
    {
    case GALLEY_KIND_PICTURES:
      return C_ ("kind of article", "Picture Story");
    case GALLEY_KIND_VIDEO:
      return C_ ("kind of article", "Video");
    case GALLEY_KIND_LINK:
      return C_ ("kind of article", "Link");
    case GALLEY_KIND_TEXT:
    default:
      return C_ ("kind of article", "Text");
    }
}

char *
galley_words_for_value (const char *name,
                        const char *value)
{
  g_autoptr (GalleyFigure) figure = NULL;
  const char *alternative;
  GalleyKind kind;

  g_return_val_if_fail (name != NULL && value != NULL, NULL);

  if (g_str_equal (name, galley_field_get_name (GALLEY_FIELD_KIND)) && galley_kind_from_name (value, &kind))
    return g_strdup (galley_words_for_kind (kind));
  if (g_str_equal (name, galley_field_get_name (GALLEY_FIELD_LEAD_PICTURE))
      || g_str_equal (name, galley_field_get_name (GALLEY_FIELD_FOCUS_PICTURE)))
    figure = galley_picture_text_read (value);
  if (figure == NULL)
    return g_strdup (value);
  alternative = galley_figure_get_alternative (figure);
  /* Translators: a picture in words: width and height in pixels, and what it shows; a letter or two of its name, for there
   * may be two of one size. */
  return *alternative != '\0' ? g_strdup_printf (_ ("Picture, %1$u × %2$u pixels, %3$.6s: %4$s"),
                                                 galley_figure_get_width (figure), galley_figure_get_height (figure),
                                                 galley_figure_get_hash (figure), alternative)
                              /* Translators: the same of a picture that is not described. */
                              : g_strdup_printf (_ ("Picture, %1$u × %2$u pixels, %3$.6s"),
                                                 galley_figure_get_width (figure), galley_figure_get_height (figure),
                                                 galley_figure_get_hash (figure));
}

const char *
galley_words_for_part (const char *name)
{
  static const struct
  {
    const char *name;
    const char *words;
  } table[] = {
    { "body", N_ ("Text") },
    { "bylines", N_ ("Bylines") },
    { "kicker", N_ ("Kicker") },
    { "headline", N_ ("Headline") },
    { "subtitle", N_ ("Subtitle") },
    { "short-headline", N_ ("Short Headline") },
    { "summary", N_ ("Summary") },
    { "source", N_ ("Source") },
    { "editor", N_ ("Responsible Editor") },
    { "channel", N_ ("Channel") },
    { "channels", N_ ("Further Channels") },
    { "topic", N_ ("Topic") },
    { "tags", N_ ("Tags") },
    { "origin", N_ ("Origin") },
    { "kind", N_ ("Kind") },
    { "link", N_ ("Link Address") },
    { "lead-picture", N_ ("Lead Picture") },
    { "focus-picture", N_ ("Focus Picture") },
  };

  g_return_val_if_fail (name != NULL, "");

  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_str_equal (table[i].name, name))
      return _ (table[i].words);
  return _ ("Other Details");
}
