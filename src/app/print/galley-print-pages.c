/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/print/galley-print-pages.h"

/* Of a text that is broken, on either side. */
#define MIN_LINES 2

typedef struct
{
  GPtrArray *pieces;
  GPtrArray *pages;
  GArray *page; /* the last of them */
  double height;
  double y; /* how far it is filled */
} Filler;

static void
turn_page (Filler *self)
{
  self->page = g_array_new (FALSE, FALSE, sizeof (GalleyPrintPlace));
  g_ptr_array_add (self->pages, self->page);
  self->y = 0;
}

static GalleyPrintPiece *
get_piece (const Filler *self,
           guint         index)
{
  return g_ptr_array_index (self->pieces, index);
}

/* What has to stand on the same page as the end of the piece at @index. */
static double
get_room_behind (const Filler *self,
                 guint         index)
{
  double room = 0;

  while (galley_print_piece_get_keeps_next (get_piece (self, index)) && index + 1 < self->pieces->len
         && room <= self->height)
    {
      GalleyPrintPiece *next = get_piece (self, ++index);
      guint n_lines = galley_print_piece_get_n_lines (next);

      if (galley_print_piece_get_begins_page (next))
        break;
      /* Three lines cannot be broken into two and two. */
      if (!galley_print_piece_get_keeps_next (next) && n_lines >= 2 * MIN_LINES)
        n_lines = MIN_LINES;
      room += galley_print_piece_get_space_before (next) + galley_print_piece_get_height (next, 0, n_lines);
    }
  return room;
}

/* How many lines from @first on come onto the page that has @room left; 0: none. */
static guint
count_lines (const Filler *self,
             guint         index,
             guint         first,
             double        room)
{
  GalleyPrintPiece *piece = get_piece (self, index);
  guint n_lines = galley_print_piece_get_n_lines (piece) - first;
  guint n_fitting = 0;

  while (n_fitting < n_lines && galley_print_piece_get_height (piece, first, n_fitting + 1) <= room)
    n_fitting++;
  if (n_fitting == n_lines)
    return galley_print_piece_get_height (piece, first, n_lines) + get_room_behind (self, index) <= room ? n_lines : 0;
  if (n_lines - n_fitting < MIN_LINES)
    n_fitting = n_lines > MIN_LINES ? n_lines - MIN_LINES : 0;
  return n_fitting >= MIN_LINES || first > 0 ? n_fitting : 0;
}

/* The page is empty and the rules cannot be kept: as much as there is room for, and something at any rate. */
static guint
count_lines_forced (const Filler *self,
                    guint         index,
                    guint         first)
{
  GalleyPrintPiece *piece = get_piece (self, index);
  guint n_lines = galley_print_piece_get_n_lines (piece) - first;
  guint n_fitting = 1;

  while (n_fitting < n_lines && galley_print_piece_get_height (piece, first, n_fitting + 1) <= self->height)
    n_fitting++;
  return n_fitting;
}

static void
place_piece (Filler *self,
             guint   index)
{
  GalleyPrintPiece *piece = get_piece (self, index);
  guint n_lines = galley_print_piece_get_n_lines (piece);

  if (galley_print_piece_get_begins_page (piece) && self->page->len > 0)
    turn_page (self);
  for (guint first = 0; first < n_lines;)
    {
      double space = self->page->len > 0 ? galley_print_piece_get_space_before (piece) : 0;
      guint n_placed = count_lines (self, index, first, self->height - self->y - space);
      GalleyPrintPlace place;

      if (n_placed == 0 && self->page->len > 0)
        {
          turn_page (self);
          continue;
        }
      if (n_placed == 0)
        n_placed = count_lines_forced (self, index, first);
      place = (GalleyPrintPlace){ index, first, n_placed, self->y + space };
      g_array_append_val (self->page, place);
      self->y = place.y + galley_print_piece_get_height (piece, first, n_placed);
      first += n_placed;
      if (first < n_lines)
        turn_page (self);
    }
}

GPtrArray *
galley_print_pages_break (GPtrArray *pieces,
                          double     height)
{
  Filler filler = { .pieces = pieces, .height = height };

  g_return_val_if_fail (pieces != NULL, NULL);

  filler.pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  turn_page (&filler);
  for (guint i = 0; i < pieces->len; i++)
    place_piece (&filler, i);
  return filler.pages;
}
