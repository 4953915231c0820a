/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/preview/galley-preview-mode.h"

#include "core/base/galley-error.h"
#include "core/portal/galley-article-page.h"
#include "core/portal/galley-page-home.h"
#include "core/portal/galley-page-list.h"
#include "core/portal/galley-page-share.h"
#include "core/portal/galley-page.h"

#include <glib/gi18n.h>

#define PHONE_WIDTH 375
#define TABLET_WIDTH 768
#define DESKTOP_WIDTH 1200
#define PAPER_WIDTH 794 /* A4: 210 mm */
/* A page is shown in a width of which at least so much can be seen. */
#define LEAST_SCALE 0.7

static const struct
{
  const char *name;
  const char *words;
} modes[GALLEY_N_PREVIEW_MODES] = {
  [GALLEY_PREVIEW_FITTING] = { "fitting", N_ ("Fitting Width") },
  [GALLEY_PREVIEW_PHONE] = { "phone", N_ ("Phone") },
  [GALLEY_PREVIEW_TABLET] = { "tablet", N_ ("Tablet") },
  [GALLEY_PREVIEW_DESKTOP] = { "desktop", N_ ("Desktop") },
  [GALLEY_PREVIEW_LIST] = { "list", N_ ("Row in Its Channel") },
  [GALLEY_PREVIEW_HOME] = { "home", N_ ("Home Page") },
  [GALLEY_PREVIEW_FOCUS] = { "focus", N_ ("Focus Picture") },
  [GALLEY_PREVIEW_SHARE] = { "share", N_ ("Share Cards") },
  [GALLEY_PREVIEW_PRINT] = { "print", N_ ("Printed Page") },
};

const char *
galley_preview_mode_get_name (GalleyPreviewMode mode)
{
  g_return_val_if_fail (mode < GALLEY_N_PREVIEW_MODES, NULL);

  return modes[mode].name;
}

GalleyPreviewMode
galley_preview_mode_from_name (const char *name)
{
  for (guint mode = 0; mode < GALLEY_N_PREVIEW_MODES; mode++)
    if (g_strcmp0 (modes[mode].name, name) == 0)
      return mode;
  return GALLEY_PREVIEW_FITTING;
}

const char *
galley_preview_mode_get_words (GalleyPreviewMode mode)
{
  g_return_val_if_fail (mode < GALLEY_N_PREVIEW_MODES, NULL);

  return _ (modes[mode].words);
}

int
galley_preview_mode_get_page_width (GalleyPreviewMode mode,
                                    int               room)
{
  switch (mode)
    {
    case GALLEY_PREVIEW_PHONE:
    case GALLEY_PREVIEW_SHARE:
      return PHONE_WIDTH;
    case GALLEY_PREVIEW_TABLET:
      return TABLET_WIDTH;
    case GALLEY_PREVIEW_DESKTOP:
      return DESKTOP_WIDTH;
    case GALLEY_PREVIEW_PRINT:
      return PAPER_WIDTH;
    default:
      return room >= DESKTOP_WIDTH * LEAST_SCALE ? DESKTOP_WIDTH
             : room >= TABLET_WIDTH * LEAST_SCALE ? TABLET_WIDTH : PHONE_WIDTH;
    }
}

gboolean
galley_preview_mode_is_article (GalleyPreviewMode mode)
{
  return mode <= GALLEY_PREVIEW_DESKTOP || mode == GALLEY_PREVIEW_PRINT;
}

gboolean
galley_preview_mode_has_others (GalleyPreviewMode mode)
{
  return mode == GALLEY_PREVIEW_LIST || mode == GALLEY_PREVIEW_HOME || mode == GALLEY_PREVIEW_FOCUS;
}

/* The article before all others: what is published last stands first. Lends the others. (transfer container) */
static GPtrArray *
put_first (GalleyPageItem *item,
           GPtrArray      *others)
{
  GPtrArray *items = g_ptr_array_new ();

  g_ptr_array_add (items, item);
  for (guint i = 0; others != NULL && i < others->len; i++)
    if (!g_str_equal (((GalleyPageItem *) others->pdata[i])->id, item->id))
      g_ptr_array_add (items, others->pdata[i]);
  return items;
}

static GBytes *
render_among_others (GalleyPreviewMode   mode,
                     GalleyPageItem     *item,
                     GalleyLayout       *layout,
                     GPtrArray          *others,
                     char              **path,
                     GError            **error)
{
  g_autoptr (GPtrArray) items = put_first (item, others);
  g_autoptr (GPtrArray) chosen = NULL;

  if (mode == GALLEY_PREVIEW_FOCUS)
    {
      if (item->focus_picture == NULL)
        {
          g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND, "the article has no focus picture");
          return NULL;
        }
      /* Its slots stay empty: they have no focus pictures. */
      *path = g_strdup (GALLEY_PAGE_HOME_PATH);
      return galley_page_render_home (layout, items, NULL, error);
    }
  *path = galley_page_list_dup_path (GALLEY_LIST_CHANNEL, item->channel, 1);
  chosen = galley_page_list_choose (layout, GALLEY_LIST_CHANNEL, item->channel, items);
  return galley_page_list_render (layout, GALLEY_LIST_CHANNEL, item->channel, chosen, 1, items, error);
}

GBytes *
galley_preview_mode_render (GalleyPreviewMode   mode,
                            GalleyRevision     *revision,
                            GalleyLayout       *layout,
                            const char         *context,
                            guint               number,
                            GPtrArray          *others,
                            char              **path,
                            char              **target,
                            GError            **error)
{
  GalleyPageItem *item;
  g_autofree char *page_path = NULL;
  GBytes *page;

  g_return_val_if_fail (mode < GALLEY_N_PREVIEW_MODES && mode != GALLEY_PREVIEW_HOME, NULL);
  g_return_val_if_fail (revision != NULL && layout != NULL && context != NULL, NULL);
  g_return_val_if_fail (path != NULL && target != NULL, NULL);

  *target = NULL;
  item = galley_page_item_new_with_context (revision, context);
  if (galley_preview_mode_has_others (mode))
    {
      page = render_among_others (mode, item, layout, others, &page_path, error);
      *target = g_strdup (galley_page_item_get_target (item));
    }
  else
    {
      page_path = galley_article_page_dup_path (item->path, mode == GALLEY_PREVIEW_SHARE ? 1 : number);
      page = mode == GALLEY_PREVIEW_SHARE
               ? galley_page_render_share (revision, layout, context, error)
               : galley_page_render_article_page (revision, layout, context, number, error);
    }
  galley_page_item_free (item);
  *path = g_steal_pointer (&page_path);
  return page;
}
