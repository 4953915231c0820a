/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/print/galley-print-facts.h"

#include "app/words/galley-words.h"
#include "core/portal/galley-site-date.h"

#include <glib/gi18n.h>

static const char *const labels[GALLEY_N_PRINT_FACTS] = {
  [GALLEY_PRINT_FACT_BYLINES] = N_ ("Bylines"),
  [GALLEY_PRINT_FACT_SOURCE] = N_ ("Source"),
  [GALLEY_PRINT_FACT_CHANNEL] = N_ ("Channel"),
  [GALLEY_PRINT_FACT_ORIGIN] = N_ ("Origin"),
  [GALLEY_PRINT_FACT_EDITOR] = N_ ("Responsible Editor"),
  [GALLEY_PRINT_FACT_AUTHOR] = N_ ("Prepared By"),
  [GALLEY_PRINT_FACT_LENGTH] = N_ ("Length"),
  [GALLEY_PRINT_FACT_DATE] = N_ ("Date of the Text"),
  [GALLEY_PRINT_FACT_STATUS] = N_ ("Status"),
  [GALLEY_PRINT_FACT_SUMMARY] = N_ ("Summary"),
  [GALLEY_PRINT_FACT_TAGS] = N_ ("Tags"),
  [GALLEY_PRINT_FACT_ORIGINAL] = N_ ("Original"),
};

const char *
galley_print_fact_get_label (GalleyPrintFact fact)
{
  g_return_val_if_fail (fact < GALLEY_N_PRINT_FACTS, "");

  /* The word alone is the one for an article that was written here. */
  if (fact == GALLEY_PRINT_FACT_ORIGINAL)
    return C_ ("of a reprint", "Original");
  return _ (labels[fact]);
}

static const char *
get (const GalleyPrintSubject *subject,
     GalleyField               field)
{
  return galley_revision_get_field (subject->revision, field);
}

/* A site that has no such channel any more: the id says at least something. */
static const char *
get_channel_name (const GalleyPrintSubject *subject,
                  const char               *id)
{
  const GalleyChannel *channel = galley_site_get_channel (subject->site, id);

  return channel != NULL ? channel->name : id;
}

static char *
dup_channels (const GalleyPrintSubject *subject)
{
  const char *const *others = galley_revision_get_set (subject->revision, GALLEY_SET_CHANNELS);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;

  if (*get (subject, GALLEY_FIELD_CHANNEL) != '\0')
    g_strv_builder_add (builder, get_channel_name (subject, get (subject, GALLEY_FIELD_CHANNEL)));
  for (; *others != NULL; others++)
    g_strv_builder_add (builder, get_channel_name (subject, *others));
  names = g_strv_builder_end (builder);
  return g_strjoinv ("、", names);
}

static const char *
get_origin (const GalleyPrintSubject *subject)
{
  const char *origin = get (subject, GALLEY_FIELD_ORIGIN);

  if (g_str_equal (origin, "reprint"))
    return _ ("Reprint");
  if (g_str_equal (origin, "agency"))
    return _ ("Agency");
  if (g_str_equal (origin, "contributed"))
    return _ ("Contributed");
  return _ ("Original");
}

static char *
dup_length (const GalleyPrintSubject *subject)
{
  GPtrArray *blocks = galley_revision_get_blocks (subject->revision);
  guint n_words = 0, n_pictures = 0;
  g_autofree char *words = NULL;
  g_autofree char *pictures = NULL;

  for (guint i = 0; i < blocks->len; i++)
    {
      const GalleyBlock *block = g_ptr_array_index (blocks, i);

      n_words += galley_block_get_counts (block).words;
      n_pictures += galley_block_get_kind (block) == GALLEY_BLOCK_FIGURE;
    }
  /* Translators: the length of the text as word processors count it: 1,699 字. */
  words = g_strdup_printf (ngettext ("%'u word", "%'u words", n_words), n_words);
  if (n_pictures == 0)
    return g_steal_pointer (&words);
  pictures = g_strdup_printf (ngettext ("%u picture", "%u pictures", n_pictures), n_pictures);
  /* Translators: the length of the text, and how many pictures. */
  return g_strdup_printf (_ ("%s, %s"), words, pictures);
}

static char *
dup_date (const GalleyPrintSubject *subject)
{
  g_autoptr (GDateTime) created = g_date_time_new_from_iso8601 (get (subject, GALLEY_FIELD_CONTENT_CREATED), NULL);

  return galley_site_date_format (galley_site_get_time_zone (subject->site),
                                  created != NULL ? g_date_time_to_unix (created) * G_USEC_PER_SEC : 0, "%Y-%m-%d");
}

static char *
dup_original (const GalleyPrintSubject *subject)
{
  static const GalleyField fields[] = { GALLEY_FIELD_ORIGINAL_HEADLINE, GALLEY_FIELD_ORIGINAL_AUTHOR,
                                        GALLEY_FIELD_ORIGINAL_URI };
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) parts = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (*get (subject, fields[i]) != '\0')
      g_strv_builder_add (builder, get (subject, fields[i]));
  parts = g_strv_builder_end (builder);
  return g_strjoinv ("\n", parts);
}

char *
galley_print_fact_dup_value (GalleyPrintFact           fact,
                             const GalleyPrintSubject *subject)
{
  const GalleyState *state;

  g_return_val_if_fail (subject != NULL, NULL);

  state = galley_revision_get_state (subject->revision);
  switch (fact)
    {
    case GALLEY_PRINT_FACT_BYLINES:
      return galley_bylines_format (galley_revision_get_bylines (subject->revision));
    case GALLEY_PRINT_FACT_SOURCE:
      return g_strdup (get (subject, GALLEY_FIELD_SOURCE));
    case GALLEY_PRINT_FACT_CHANNEL:
      return dup_channels (subject);
    case GALLEY_PRINT_FACT_ORIGIN:
      return g_strdup (get_origin (subject));
    case GALLEY_PRINT_FACT_EDITOR:
      return g_strdup (get (subject, GALLEY_FIELD_EDITOR));
    case GALLEY_PRINT_FACT_AUTHOR:
      return g_strdup (state->owner_name);
    case GALLEY_PRINT_FACT_LENGTH:
      return dup_length (subject);
    case GALLEY_PRINT_FACT_DATE:
      return dup_date (subject);
    case GALLEY_PRINT_FACT_STATUS:
      return g_strdup (galley_words_for_status (state->status));
    case GALLEY_PRINT_FACT_SUMMARY:
      return g_strdup (get (subject, GALLEY_FIELD_SUMMARY));
    case GALLEY_PRINT_FACT_TAGS:
      return g_strjoinv ("　", (char **) galley_revision_get_set (subject->revision, GALLEY_SET_TAGS));
    case GALLEY_PRINT_FACT_ORIGINAL:
      return dup_original (subject);
    default:
      g_return_val_if_reached (NULL);
    }
}

char *
galley_print_dup_time (const GalleyPrintSubject *subject,
                       gint64                    real_time)
{
  return galley_site_date_format (galley_site_get_time_zone (subject->site), real_time, "%Y-%m-%d %H:%M");
}
