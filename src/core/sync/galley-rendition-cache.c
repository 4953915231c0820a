/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/sync/galley-rendition-cache.h"

#include "core/media/galley-rendition.h"
#include "core/portal/galley-lead-picture.h"
#include "core/store/galley-media-cache.h"

static guint
plan (GalleyLayout        *layout,
      GalleyFigure        *figure,
      GalleyRenditionSize  sizes[GALLEY_RENDITION_MAX_WIDTHS + 1])
{
  return galley_rendition_form_plan (galley_site_get_rendition_form (galley_layout_get_site (layout)),
                                     galley_figure_get_width (figure), galley_figure_get_height (figure), sizes);
}

gboolean
galley_rendition_cache_is_needed_for (GalleyLayout *layout,
                                      GalleyFigure *figure)
{
  GalleyRenditionSize sizes[GALLEY_RENDITION_MAX_WIDTHS + 1];

  g_return_val_if_fail (layout != NULL && figure != NULL, FALSE);

  return plan (layout, figure, sizes) > 0;
}

gboolean
galley_rendition_cache_is_needed (GalleyLayout   *layout,
                                  GalleyRevision *revision)
{
  g_autoptr (GPtrArray) figures = NULL;

  g_return_val_if_fail (layout != NULL && revision != NULL, FALSE);

  figures = galley_shown_pictures_list (revision);
  for (guint i = 0; i < figures->len; i++)
    if (galley_rendition_cache_is_needed_for (layout, figures->pdata[i]))
      return TRUE;
  return FALSE;
}

static void
add (GalleyRenditions *made,
     const char       *picture,
     const char       *hash,
     const char       *media_type,
     guint             width,
     guint             height)
{
  GalleyRendition rendition = { .media_type = media_type, .width = width, .height = height };

  g_strlcpy (rendition.hash, hash, sizeof rendition.hash);
  galley_renditions_add (made, picture, &rendition);
}

/* (transfer full) (element-type GalleyPicture) */
static GPtrArray *
make_pictures (GalleyStore  *store,
               GalleyLayout *layout,
               GalleyFigure *figure,
               gint64        now,
               GCancellable *cancellable,
               GError      **error)
{
  GalleySite *site = galley_layout_get_site (layout);
  g_autoptr (GBytes) bytes = galley_media_cache_load (store, galley_figure_get_hash (figure), error);
  g_autoptr (GBytes) mark = galley_layout_dup_mark (layout);
  g_autoptr (GPtrArray) all = NULL;

  if (bytes != NULL)
    all = galley_renditions_make (bytes, galley_figure_get_width (figure), galley_figure_get_height (figure),
                                  galley_site_get_rendition_form (site), mark, galley_site_get_picture_form (site),
                                  cancellable, error);
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      GalleyPicture *one = all->pdata[i];

      if (!galley_media_cache_put (store, one->hash, one->bytes, FALSE, now, error))
        return NULL;
    }
  return g_steal_pointer (&all);
}

gboolean
galley_rendition_cache_make_one (GalleyStore      *store,
                                 GalleyLayout     *layout,
                                 GalleyFigure     *figure,
                                 GalleyRenditions *made,
                                 gint64            now,
                                 GCancellable     *cancellable,
                                 GError          **error)
{
  GalleyRenditionSize sizes[GALLEY_RENDITION_MAX_WIDTHS + 1];
  g_autoptr (GPtrArray) all = NULL;
  const char *picture;
  guint n_sizes, n_made;

  g_return_val_if_fail (GALLEY_IS_STORE (store), FALSE);
  g_return_val_if_fail (layout != NULL && figure != NULL && made != NULL, FALSE);

  picture = galley_figure_get_hash (figure);
  n_sizes = plan (layout, figure, sizes);
  galley_renditions_get (made, picture, &n_made);
  if (n_sizes == 0 || n_made > 0)
    return TRUE;
  all = make_pictures (store, layout, figure, now, cancellable, error);
  if (all == NULL)
    return FALSE;
  for (guint i = 0, next = 0; i < n_sizes; i++)
    {
      GalleyPicture *one = sizes[i].is_original ? NULL : all->pdata[next++];

      if (one == NULL)
        add (made, picture, picture, galley_figure_get_media_type (figure), sizes[i].width, sizes[i].height);
      else
        add (made, picture, one->hash, one->media_type, one->width, one->height);
    }
  return TRUE;
}

GalleyRenditions *
galley_rendition_cache_make (GalleyStore    *store,
                             GalleyLayout   *layout,
                             GalleyRevision *revision,
                             gint64          now,
                             GCancellable   *cancellable,
                             GError        **error)
{
  g_autoptr (GalleyRenditions) made = galley_renditions_new ();
  g_autoptr (GPtrArray) figures = NULL;

  g_return_val_if_fail (GALLEY_IS_STORE (store), NULL);
  g_return_val_if_fail (layout != NULL && revision != NULL, NULL);

  figures = galley_shown_pictures_list (revision);
  for (guint i = 0; i < figures->len; i++)
    if (!galley_rendition_cache_make_one (store, layout, figures->pdata[i], made, now, cancellable, error))
      return NULL;
  return g_steal_pointer (&made);
}
