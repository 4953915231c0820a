/* SPDX-License-Identifier: GPL-3.0-or-later */
/* gettext's catalogue (the format of .mo files: GNU gettext manual, "The Format of GNU MO Files"), read once a language and
 * looked up by halves: gettext itself speaks one language a process, and none without that locale. */
#include "server/galley-language.h"

#include "galley-config.h"

#include <string.h>

#define MAGIC 0x950412de
#define HEADER_BYTES 28
#define MAX_ACCEPTED_BYTES 1024

typedef struct
{
  const char *tag;    /* of the header, in small letters: itself, or what begins with it and "-" */
  const char *folder; /* of the catalogue; NULL: English */
} Language;

/* The first that fits. Of Chinese there is one that is written. */
static const Language languages[] = { { "en", NULL }, { "zh", "zh_CN" } };

typedef struct
{
  gboolean is_looked_for;
  GMappedFile *file; /* NULL: there is no such catalogue, or it cannot be read */
  guint32 n_texts;
  guint32 originals; /* in bytes from the beginning, as the next */
  guint32 translations;
} Catalogue;

static Catalogue catalogues[G_N_ELEMENTS (languages)];
static GMutex mutex;
static GPrivate current = G_PRIVATE_INIT (NULL);

/* --- a catalogue ------------------------------------------------------------------------------------------------- */

static guint32
get_number (const Catalogue *self,
            gsize            place)
{
  guint32 number;

  memcpy (&number, g_mapped_file_get_contents (self->file) + place, sizeof number);
  return number;
}

/* NULL: it stands beyond the end, or has none. */
static const char *
get_text (const Catalogue *self,
          guint32          table,
          guint32          number)
{
  gsize size = g_mapped_file_get_length (self->file);
  guint64 entry = (guint64) table + 8 * (guint64) number;
  guint64 length, start;

  if (entry + 8 > size)
    return NULL;
  length = get_number (self, entry);
  start = get_number (self, entry + 4);
  if (start + length + 1 > size || g_mapped_file_get_contents (self->file)[start + length] != '\0')
    return NULL;
  return g_mapped_file_get_contents (self->file) + start;
}

static void
load (Catalogue  *self,
      const char *folder)
{
  const char *top = g_getenv ("GALLEY_LOCALE_DIR");
  g_autofree char *path = g_build_filename (top != NULL ? top : GALLEY_LOCALE_DIR, folder, "LC_MESSAGES",
                                            GALLEY_GETTEXT_DOMAIN ".mo", NULL);

  self->is_looked_for = TRUE;
  self->file = g_mapped_file_new (path, FALSE, NULL);
  if (self->file != NULL
      && (g_mapped_file_get_length (self->file) < HEADER_BYTES || get_number (self, 0) != MAGIC))
    g_clear_pointer (&self->file, g_mapped_file_unref);
  if (self->file == NULL)
    return;
  self->n_texts = get_number (self, 8);
  self->originals = get_number (self, 12);
  self->translations = get_number (self, 16);
}

static const char *
look_up (const Catalogue *self,
         const char      *english)
{
  guint32 low = 0, high = self->n_texts;

  while (self->file != NULL && low < high)
    {
      guint32 middle = low + (high - low) / 2;
      const char *original = get_text (self, self->originals, middle);
      const char *translation = get_text (self, self->translations, middle);
      int order;

      if (original == NULL || translation == NULL)
        return NULL;
      order = strcmp (english, original);
      if (order == 0)
        return *translation != '\0' ? translation : NULL;
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return NULL;
}

/* --- what is asked for ------------------------------------------------------------------------------------------- */

/* "zh-CN;q=0.8" or "*": the index of a language, or -1. @quality: (out). */
static int
read_choice (const char *choice,
             double     *quality)
{
  g_auto (GStrv) parts = g_strsplit (choice, ";", -1);
  g_autofree char *tag = g_ascii_strdown (g_strstrip (parts[0]), -1);

  *quality = 1;
  for (guint i = 1; parts[i] != NULL; i++)
    if (g_str_has_prefix (g_strstrip (parts[i]), "q="))
      *quality = g_ascii_strtod (parts[i] + 2, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      gsize length = strlen (languages[i].tag);

      if (strncmp (tag, languages[i].tag, length) == 0 && (tag[length] == '\0' || tag[length] == '-'))
        return (int) i;
    }
  return -1;
}

static int
choose (const char *accepted)
{
  g_auto (GStrv) choices = NULL;
  double best = 0;
  int chosen = 0;

  if (accepted == NULL || strlen (accepted) > MAX_ACCEPTED_BYTES)
    return 0;
  choices = g_strsplit (accepted, ",", -1);
  for (guint i = 0; choices[i] != NULL && choices[i][0] != '\0'; i++)
    {
      double quality;
      int language = read_choice (choices[i], &quality);

      if (language < 0 || quality <= best)
        continue;
      best = quality;
      chosen = language;
    }
  return chosen;
}

void
galley_language_enter (const char *accepted)
{
  int language = choose (accepted);
  Catalogue *catalogue = &catalogues[language];

  if (languages[language].folder == NULL)
    return;
  g_mutex_lock (&mutex);
  if (!catalogue->is_looked_for)
    load (catalogue, languages[language].folder);
  g_mutex_unlock (&mutex);
  g_private_set (&current, catalogue);
}

void
galley_language_leave (void)
{
  g_private_set (&current, NULL);
}

const char *
galley_language_say (const char *english)
{
  const Catalogue *catalogue = g_private_get (&current);
  const char *translation = catalogue != NULL ? look_up (catalogue, english) : NULL;

  g_return_val_if_fail (english != NULL, NULL);

  return translation != NULL ? translation : english;
}
