/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The difference of two bodies is by block, a page's is by element, and a list is one of many blocks. So each hunk grows on
 * both sides, over blocks that are equal, to where an element begins in the one body and in the other: from such a place
 * on the two bodies have the same elements. */
#include "core/portal/galley-page-patch.h"

#include "core/model/galley-diff.h"
#include "core/model/galley-list.h"
#include "core/portal/galley-page.h"

/* By block, the end included: how many elements begin before it, and whether one begins there. */
typedef struct
{
  guint *n_before;
  gboolean *is_start;
} Elements;

static void
elements_init (Elements  *self,
               GPtrArray *blocks)
{
  guint n_elements = 0;

  self->n_before = g_new0 (guint, blocks->len + 1);
  self->is_start = g_new0 (gboolean, blocks->len + 1);
  for (guint first = 0; first < blocks->len; n_elements++)
    {
      guint end = galley_list_get_element_end (blocks, first);

      self->is_start[first] = TRUE;
      self->n_before[first] = n_elements;
      for (guint i = first + 1; i < end; i++)
        self->n_before[i] = n_elements + 1;
      first = end;
    }
  self->n_before[blocks->len] = n_elements;
  self->is_start[blocks->len] = TRUE;
}

static void
elements_clear (Elements *self)
{
  g_free (self->n_before);
  g_free (self->is_start);
}

static gboolean
begins (const Elements *from,
        guint           a,
        const Elements *to,
        guint           b)
{
  return from->is_start[a] && to->is_start[b];
}

/* The hunk at *@next, grown to whole elements; *@next moves behind all hunks that it has run into. */
static GalleyHunk
take_grown (GArray         *hunks,
            guint          *next,
            const Elements *from,
            const Elements *to)
{
  GalleyHunk hunk = g_array_index (hunks, GalleyHunk, (*next)++);

  /* The hunk before ended where elements begin: no further than there. */
  while (!begins (from, hunk.a_start, to, hunk.b_start))
    {
      hunk.a_start--;
      hunk.b_start--;
    }
  while (!begins (from, hunk.a_end, to, hunk.b_end))
    {
      const GalleyHunk *other = *next < hunks->len ? &g_array_index (hunks, GalleyHunk, *next) : NULL;
      gboolean is_met = other != NULL && other->a_start == hunk.a_end;

      hunk.a_end = is_met ? other->a_end : hunk.a_end + 1;
      hunk.b_end = is_met ? other->b_end : hunk.b_end + 1;
      *next += is_met;
    }
  return hunk;
}

static void
patch_clear (gpointer data)
{
  g_strfreev (((GalleyPagePatch *) data)->elements);
}

static void
append_patch (GArray                *patches,
              const GalleyPageFrame *frame,
              const GalleyHunk      *hunk,
              const Elements        *from,
              GPtrArray             *to)
{
  g_autoptr (GStrvBuilder) elements = g_strv_builder_new ();
  GalleyPagePatch patch = {
    .start = from->n_before[hunk->a_start],
    .n_removed = from->n_before[hunk->a_end] - from->n_before[hunk->a_start],
  };

  for (guint i = hunk->b_start; i < hunk->b_end; i = galley_list_get_element_end (to, i))
    {
      g_autofree char *element = galley_page_render_element (frame, to, i);

      g_strv_builder_add (elements, element);
    }
  patch.elements = g_strv_builder_end (elements);
  g_array_append_val (patches, patch);
}

GArray *
galley_page_patch_new (const GalleyPageFrame *frame,
                       GPtrArray             *from,
                       GPtrArray             *to)
{
  g_autoptr (GArray) hunks = NULL;
  GArray *patches = g_array_new (FALSE, FALSE, sizeof (GalleyPagePatch));
  Elements from_elements, to_elements;

  g_return_val_if_fail (from != NULL && to != NULL, patches);

  g_array_set_clear_func (patches, patch_clear);
  hunks = galley_diff_blocks (from, to);
  elements_init (&from_elements, from);
  elements_init (&to_elements, to);
  for (guint next = 0; next < hunks->len;)
    {
      GalleyHunk hunk = take_grown (hunks, &next, &from_elements, &to_elements);

      append_patch (patches, frame, &hunk, &from_elements, to);
    }
  elements_clear (&from_elements);
  elements_clear (&to_elements);
  return patches;
}

/* Whether the page shows the picture, or a rendition of it, by one of @hashes. */
static gboolean
shows_one_of (const GalleyPageFrame *frame,
              const char            *picture,
              GHashTable            *hashes)
{
  guint n_renditions;
  const GalleyRendition *row = galley_renditions_get (frame->renditions, picture, &n_renditions);

  for (guint i = 0; i < n_renditions; i++)
    if (g_hash_table_contains (hashes, row[i].hash))
      return TRUE;
  return n_renditions == 0 && g_hash_table_contains (hashes, picture);
}

GArray *
galley_page_patch_new_for_pictures (const GalleyPageFrame *frame,
                                    GPtrArray             *blocks,
                                    GHashTable            *hashes)
{
  GArray *patches = g_array_new (FALSE, FALSE, sizeof (GalleyPagePatch));
  Elements elements;

  g_return_val_if_fail (blocks != NULL && hashes != NULL, patches);

  g_array_set_clear_func (patches, patch_clear);
  elements_init (&elements, blocks);
  for (guint i = 0; i < blocks->len; i++)
    {
      GalleyFigure *figure = galley_block_get_figure (g_ptr_array_index (blocks, i));
      GalleyHunk hunk = { .a_start = i, .a_end = i + 1, .b_start = i, .b_end = i + 1 };

      if (figure != NULL && shows_one_of (frame, galley_figure_get_hash (figure), hashes))
        append_patch (patches, frame, &hunk, &elements, blocks);
    }
  elements_clear (&elements);
  return patches;
}

GalleyPagePlace
galley_page_place_of_block (GPtrArray *blocks,
                            guint      block)
{
  GalleyPagePlace place = { 0 };
  guint first = 0;

  g_return_val_if_fail (blocks != NULL, place);

  for (guint end; first < blocks->len && (end = galley_list_get_element_end (blocks, first)) <= block; first = end)
    place.element++;
  place.item = block - first;
  return place;
}

guint
galley_page_place_to_block (GPtrArray      *blocks,
                            GalleyPagePlace place)
{
  guint first = 0;

  g_return_val_if_fail (blocks != NULL && blocks->len > 0, 0);

  for (guint element = 0; first < blocks->len && element < place.element; element++)
    first = galley_list_get_element_end (blocks, first);
  if (first >= blocks->len)
    return blocks->len - 1;
  return MIN (first + place.item, galley_list_get_element_end (blocks, first) - 1);
}
