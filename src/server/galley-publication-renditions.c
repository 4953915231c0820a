/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/galley-publication-renditions.h"

#include "core/base/galley-hash-folder.h"
#include "core/base/galley-json.h"
#include "core/portal/galley-lead-picture.h"
#include "core/wire/galley-protocol.h"
#include "server/galley-language.h"
#include "server/galley-server-media.h"

#include <glib/gi18n.h>

#include <string.h>

typedef struct
{
  GalleyCall *call;
  const GalleyRenditionForm *form;
  GHashTable *pictures; /* hashes of all that the article shows */
  GalleyRenditions *offered;
  GalleyVerdict *verdict;
  GError **error;
} Judging;

G_GNUC_PRINTF (2, 3)
static gboolean
refuse (Judging    *judging,
        const char *format,
        ...)
{
  g_autofree char *detail = NULL;
  va_list arguments;

  va_start (arguments, format);
  detail = g_strdup_vprintf (galley_language_say (format), arguments);
  va_end (arguments);
  galley_verdict_refuse (judging->verdict, 409, GALLEY_PROBLEM_RENDITIONS, "%s", detail);
  return FALSE;
}

/* Whether the file is here as the picture that it is said to be. FALSE with a refusal or an error. */
static gboolean
judge_file (Judging               *judging,
            const GalleyRendition *rendition)
{
  GalleyServer *server = judging->call->server;
  GError *cause = NULL;
  const char *media_type = galley_server_media_find (server->database, rendition->hash, &cause);

  if (cause != NULL)
    {
      g_propagate_error (judging->error, cause);
      return FALSE;
    }
  if (g_strcmp0 (media_type, rendition->media_type) == 0
      && galley_hash_folder_has (server->media_folder, rendition->hash))
    return TRUE;
  galley_verdict_refuse (judging->verdict, 409, GALLEY_PROBLEM_MEDIA, N_ ("The rendition %s is not here yet"),
                         rendition->hash);
  return FALSE;
}

static gboolean
judge_one (Judging                   *judging,
           const char                *picture,
           const GalleyRenditionSize *size,
           const GalleyRendition     *rendition)
{
  if (rendition->width != size->width || rendition->height != size->height)
    return refuse (judging, N_ ("The layout asks for a rendition of %u x %u pixels where %u x %u are offered"),
                   size->width, size->height, rendition->width, rendition->height);
  if (size->is_original != (strcmp (picture, rendition->hash) == 0))
    return refuse (judging,
                   size->is_original ? N_ ("A rendition of %u pixels is not the picture itself")
                                     : N_ ("A rendition of %u pixels is the picture itself"),
                   size->width);
  /* Whatever stands for a picture with a mark, it is no picture that has none. */
  if (size->is_marked && g_hash_table_contains (judging->pictures, rendition->hash))
    return refuse (judging, N_ ("A rendition of %u pixels is a picture without the mark"), size->width);
  return judge_file (judging, rendition);
}

static gboolean
judge_picture (Judging      *judging,
               GalleyFigure *figure)
{
  const char *picture = galley_figure_get_hash (figure);
  GalleyRenditionSize sizes[GALLEY_RENDITION_MAX_WIDTHS + 1];
  guint n_sizes =
    galley_rendition_form_plan (judging->form, galley_figure_get_width (figure), galley_figure_get_height (figure), sizes);
  guint n_offered;
  const GalleyRendition *row = galley_renditions_get (judging->offered, picture, &n_offered);

  if (n_offered == 0 && !galley_rendition_form_marks (judging->form, galley_figure_get_width (figure)))
    return TRUE;
  if (n_offered != n_sizes)
    return refuse (judging, N_ ("The layout asks for %u renditions of a picture where %u are offered"), n_sizes,
                   n_offered);
  for (guint i = 0; i < n_offered; i++)
    if (!judge_one (judging, picture, &sizes[i], &row[i]))
      return FALSE;
  return TRUE;
}

/* Nothing is made public that the article does not show. */
static gboolean
judge_names (Judging *judging)
{
  g_autoptr (GPtrArray) offered = galley_renditions_list_pictures (judging->offered);

  for (guint i = 0; i < offered->len; i++)
    if (!g_hash_table_contains (judging->pictures, offered->pdata[i]))
      return refuse (judging, N_ ("Renditions are offered of a picture that the article does not show"));
  return TRUE;
}

static gboolean
judge (Judging        *judging,
       GalleyRevision *content,
       JsonObject     *member)
{
  g_autoptr (GPtrArray) figures = galley_shown_pictures_list (content);
  const char *key = galley_layout_get_rendition_key (judging->call->server->layout);

  if (member != NULL && g_strcmp0 (galley_json_get_string (member, "key"), key) != 0)
    return refuse (judging, N_ ("The renditions were made for another layout than the portal has now"));
  for (guint i = 0; i < figures->len; i++)
    g_hash_table_add (judging->pictures, g_strdup (galley_figure_get_hash (figures->pdata[i])));
  for (guint i = 0; i < figures->len; i++)
    if (!judge_picture (judging, figures->pdata[i]))
      return FALSE;
  return judge_names (judging);
}

GalleyRenditions *
galley_publication_judge_renditions (GalleyCall     *call,
                                     GalleyRevision *content,
                                     JsonObject     *member,
                                     GalleyVerdict  *verdict,
                                     GError        **error)
{
  g_autoptr (GHashTable) pictures = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GError) cause = NULL;
  g_autoptr (GalleyRenditions) offered = galley_renditions_read (galley_json_get_object (member, "pictures"), &cause);
  Judging judging = {
    call, galley_site_get_rendition_form (galley_layout_get_site (call->server->layout)), pictures, offered, verdict, error,
  };

  if (offered == NULL)
    {
      galley_verdict_refuse (verdict, 422, GALLEY_PROBLEM_INVALID, "%s", cause->message);
      return NULL;
    }
  return judge (&judging, content, member) ? g_steal_pointer (&offered) : NULL;
}
