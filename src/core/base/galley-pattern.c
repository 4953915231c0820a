/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words are compared character by character, each folded to exactly one other, so that a position in the folded text is
 * one in the text. Regular expressions are ICU's: its engine counts its steps and asks whether to go on. */
#include "core/base/galley-pattern.h"

#include "core/base/galley-graphemes.h"
#include "core/base/galley-text.h"

#include <string.h>
#include <unicode/uchar.h>
#include <unicode/unorm2.h>
#include <unicode/uregex.h>
#include <unicode/ustring.h>

#define MAX_TIME (G_USEC_PER_SEC / 5)
#define MAX_STEPS 1000
#define MAX_STACK (4 * 1024 * 1024) /* bytes that one match may go back over */

struct _GalleyPattern
{
  GalleyPatternFlags flags;
  gunichar *words; /* folded; NULL for a regular expression */
  glong n_words;
  URegularExpression *regex;
};

void
galley_find_budget_init (GalleyFindBudget *self,
                         GalleyClock      *clock)
{
  *self = (GalleyFindBudget){ .n_matches = GALLEY_FIND_MAX_MATCHES,
                              .n_steps = MAX_STEPS,
                              .deadline = galley_clock_get_boot_time (clock) + MAX_TIME,
                              .clock = clock };
}

static gboolean
has_time (GalleyFindBudget *budget)
{
  return galley_clock_get_boot_time (budget->clock) < budget->deadline;
}

/* --- words ------------------------------------------------------------------------------------------------------- */

/* A character of full or half width becomes the usual one of its kind. */
static gunichar
fold_width (gunichar c)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar unit[4];
  int32_t length;

  if (c == 0x3000)
    return ' ';
  if (c >= 0xff01 && c <= 0xff5e)
    return c - 0xfee0;
  if (c < 0xff61 || c > 0xffee)
    return c;
  length = unorm2_getRawDecomposition (unorm2_getNFKCInstance (&status), (UChar32) c, unit, G_N_ELEMENTS (unit),
                                       &status);
  return U_SUCCESS (status) && length == 1 ? unit[0] : c;
}

static gunichar
fold (gunichar c)
{
  if (c < 0x80)
    return (gunichar) g_ascii_tolower ((char) c);
  if (c >= 0x3001 && c <= 0x9fff)
    return c;
  return (gunichar) u_foldCase ((UChar32) fold_width (c), U_FOLD_CASE_DEFAULT);
}

static void
fold_all (gunichar *text,
          glong     length)
{
  for (glong i = 0; i < length; i++)
    text[i] = fold (text[i]);
}

/* --- borders ----------------------------------------------------------------------------------------------------- */

/* @characters are those of @text. */
static gboolean
is_border (const char     *text,
           const gunichar *characters,
           glong           length,
           glong           offset)
{
  if (offset == 0 || offset == length ||
      (galley_graphemes_is_plain (characters[offset - 1]) && galley_graphemes_is_plain (characters[offset])))
    return TRUE;
  return galley_text_grapheme_before (text, offset) == offset;
}

static void
add_match (GArray     *matches,
           glong       start,
           glong       end,
           const char *replacement)
{
  GalleyTextMatch match = { (guint) start, (guint) end, g_strdup (replacement) };

  g_array_append_val (matches, match);
}

static gboolean
may_find (GalleyFindBudget *budget)
{
  if (budget->n_matches == 0)
    {
      budget->is_spent = TRUE;
      return FALSE;
    }
  budget->n_matches--;
  return TRUE;
}

static void
find_words (GalleyPattern    *self,
            const char       *text,
            const char       *replacement,
            GalleyFindBudget *budget,
            GArray           *matches)
{
  glong length;
  g_autofree gunichar *characters = g_utf8_to_ucs4_fast (text, -1, &length);
  g_autofree gunichar *folded = NULL;
  const gunichar *where = characters;

  if ((self->flags & GALLEY_PATTERN_MATCH_CASE) == 0)
    {
      folded = g_memdup2 (characters, (gsize) (length + 1) * sizeof (gunichar));
      fold_all (folded, length);
      where = folded;
    }

  for (glong i = 0; i + self->n_words <= length;)
    {
      if (where[i] == self->words[0] &&
          memcmp (where + i, self->words, (gsize) self->n_words * sizeof (gunichar)) == 0 &&
          is_border (text, characters, length, i) && is_border (text, characters, length, i + self->n_words))
        {
          if (!may_find (budget))
            return;
          add_match (matches, i, i + self->n_words, replacement);
          i += self->n_words;
        }
      else
        {
          i++;
        }
    }
}

/* --- regular expressions ----------------------------------------------------------------------------------------- */

static UBool
step_cb (const void *context,
         int32_t     steps)
{
  /* ICU lends the context for reading only; it is ours. */
  GalleyFindBudget *budget = (GalleyFindBudget *) context;

  if (budget->n_steps == 0 || !has_time (budget))
    return FALSE;
  budget->n_steps--;
  return TRUE;
}

/* What a group matched, or NULL. (transfer full) */
static char *
dup_group (URegularExpression *regex,
           int                 group,
           const UChar        *units)
{
  UErrorCode status = U_ZERO_ERROR;
  int32_t start = group <= uregex_groupCount (regex, &status) ? uregex_start (regex, group, &status) : -1;
  int32_t end = start >= 0 ? uregex_end (regex, group, &status) : -1;

  if (U_FAILURE (status) || start < 0 || end < start)
    return NULL;
  return g_utf16_to_utf8 ((const gunichar2 *) units + start, end - start, NULL, NULL, NULL);
}

static char *
expand (URegularExpression *regex,
        const UChar        *units,
        const char         *replacement)
{
  GString *out = g_string_new (NULL);

  for (const char *p = replacement; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (*p == '$' && g_ascii_isdigit (p[1]))
        {
          g_autofree char *group = dup_group (regex, g_ascii_digit_value (*++p), units);

          if (group != NULL)
            g_string_append (out, group);
          continue;
        }
      if (*p == '\\' && p[1] != '\0')
        p++;
      g_string_append_unichar (out, g_utf8_get_char (p));
    }
  return g_string_free (out, FALSE);
}

static void
find_regex (GalleyPattern    *self,
            const char       *text,
            const char       *replacement,
            GalleyFindBudget *budget,
            GArray           *matches)
{
  UErrorCode status = U_ZERO_ERROR;
  glong length, n_units;
  g_autofree gunichar *characters = g_utf8_to_ucs4_fast (text, -1, &length);
  g_autofree UChar *units = (UChar *) g_utf8_to_utf16 (text, -1, NULL, &n_units, NULL);
  int32_t unit = 0; /* where character @offset begins */
  glong offset = 0;

  uregex_setMatchCallback (self->regex, step_cb, budget, &status);
  uregex_setText (self->regex, units, (int32_t) n_units, &status);
  while (uregex_findNext (self->regex, &status) && U_SUCCESS (status))
    {
      int32_t start_unit = uregex_start (self->regex, 0, &status);
      int32_t end_unit = uregex_end (self->regex, 0, &status);
      g_autofree char *expanded = NULL;
      glong start;

      for (; unit < start_unit; offset++)
        unit += U16_LENGTH (characters[offset]);
      start = offset;
      for (; unit < end_unit; offset++)
        unit += U16_LENGTH (characters[offset]);
      if (offset == start || !is_border (text, characters, length, start) ||
          !is_border (text, characters, length, offset))
        continue;
      if (!may_find (budget))
        break;
      expanded = replacement != NULL ? expand (self->regex, units, replacement) : NULL;
      add_match (matches, start, offset, expanded);
    }
  if (U_FAILURE (status))
    budget->is_spent = TRUE;
  /* The expression must not keep what is freed now. */
  status = U_ZERO_ERROR;
  uregex_setMatchCallback (self->regex, NULL, NULL, &status);
  uregex_setText (self->regex, u"", 0, &status);
}

static GalleyPatternFault
tell_fault (UErrorCode status)
{
  switch (status)
    {
    case U_REGEX_MISMATCHED_PAREN:
      return GALLEY_PATTERN_FAULT_PARENTHESIS;
    case U_REGEX_MISSING_CLOSE_BRACKET:
    case U_REGEX_SET_CONTAINS_STRING:
    case U_REGEX_INVALID_RANGE:
      return GALLEY_PATTERN_FAULT_BRACKET;
    case U_REGEX_BAD_INTERVAL:
    case U_REGEX_MAX_LT_MIN:
    case U_REGEX_NUMBER_TOO_BIG:
      return GALLEY_PATTERN_FAULT_REPEAT;
    case U_REGEX_BAD_ESCAPE_SEQUENCE:
    case U_REGEX_PROPERTY_SYNTAX:
    case U_REGEX_INVALID_BACK_REF:
      return GALLEY_PATTERN_FAULT_ESCAPE;
    default:
      return GALLEY_PATTERN_FAULT_OTHER;
    }
}

/* ICU gives a repetition of nothing the name of any other mistake. */
static gboolean
repeats_nothing (const char *text,
                 UParseError *where)
{
  glong offset = where->offset > 0 ? where->offset - 1 : 0;
  const char *at = offset < g_utf8_strlen (text, -1) ? g_utf8_offset_to_pointer (text, offset) : "";

  return *at != '\0' && strchr ("*+?{", *at) != NULL;
}

static URegularExpression *
open_regex (const char         *text,
            GalleyPatternFlags  flags,
            GalleyPatternFault *fault)
{
  UErrorCode status = U_ZERO_ERROR;
  UParseError where = { 0 };
  glong length;
  g_autofree UChar *units = (UChar *) g_utf8_to_utf16 (text, -1, NULL, &length, NULL);
  uint32_t regex_flags = UREGEX_MULTILINE;
  URegularExpression *regex;

  if ((flags & GALLEY_PATTERN_MATCH_CASE) == 0)
    regex_flags |= UREGEX_CASE_INSENSITIVE;
  regex = uregex_open (units, (int32_t) length, regex_flags, &where, &status);
  if (U_SUCCESS (status))
    uregex_setStackLimit (regex, MAX_STACK, &status);
  if (U_SUCCESS (status))
    return regex;

  *fault = tell_fault (status);
  if (*fault == GALLEY_PATTERN_FAULT_OTHER && repeats_nothing (text, &where))
    *fault = GALLEY_PATTERN_FAULT_REPEAT;
  uregex_close (regex);
  return NULL;
}

/* --- patterns ---------------------------------------------------------------------------------------------------- */

GalleyPattern *
galley_pattern_new (const char         *text,
                    GalleyPatternFlags  flags,
                    GalleyPatternFault *fault)
{
  g_autoptr (GalleyPattern) self = NULL;
  GalleyPatternFault found = GALLEY_PATTERN_FAULT_NONE;
  g_autofree char *normal = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (fault == NULL)
    fault = &found;
  *fault = GALLEY_PATTERN_FAULT_NONE;
  if (*text == '\0')
    return NULL;
  if (!g_utf8_validate (text, -1, NULL) || g_utf8_strlen (text, -1) > GALLEY_PATTERN_MAX_CHARACTERS)
    {
      *fault = GALLEY_PATTERN_FAULT_OTHER;
      return NULL;
    }

  self = g_new0 (GalleyPattern, 1);
  self->flags = flags;
  normal = galley_text_normalize (text, -1);
  if ((flags & GALLEY_PATTERN_REGEX) != 0)
    {
      self->regex = open_regex (normal, flags, fault);
      return self->regex != NULL ? g_steal_pointer (&self) : NULL;
    }
  self->words = g_utf8_to_ucs4_fast (normal, -1, &self->n_words);
  if ((flags & GALLEY_PATTERN_MATCH_CASE) == 0)
    fold_all (self->words, self->n_words);
  return g_steal_pointer (&self);
}

void
galley_pattern_free (GalleyPattern *self)
{
  if (self == NULL)
    return;
  g_free (self->words);
  if (self->regex != NULL)
    uregex_close (self->regex);
  g_free (self);
}

static void
clear_match (gpointer data)
{
  g_clear_pointer (&((GalleyTextMatch *) data)->replacement, g_free);
}

GArray *
galley_pattern_find (GalleyPattern    *self,
                     const char       *text,
                     const char       *replacement,
                     GalleyFindBudget *budget)
{
  GArray *matches = g_array_new (FALSE, FALSE, sizeof (GalleyTextMatch));

  g_array_set_clear_func (matches, clear_match);
  g_return_val_if_fail (self != NULL, matches);
  g_return_val_if_fail (text != NULL && budget != NULL, matches);

  /* Texts in which little is tried are not counted one by one. */
  if (budget->is_spent || !has_time (budget))
    budget->is_spent = TRUE;
  else if (self->regex != NULL)
    find_regex (self, text, replacement, budget, matches);
  else
    find_words (self, text, replacement, budget, matches);
  return matches;
}
