/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Marks and their normal form: sorted by start, then kind; of one kind none overlap and none touch. Where two links
 * with different targets overlap, the one that begins first keeps its text. */

#include "core/model/galley-block.h"
#include "core/model/galley-block-private.h"

#include <string.h>

GArray *
galley_marks_new (void)
{
  return g_array_new (FALSE, FALSE, sizeof (GalleyMark));
}

void
galley_marks_append_part (GArray            *marks,
                          const GalleyBlock *block,
                          guint              start,
                          guint              end,
                          guint              offset)
{
  for (guint i = 0; i < block->n_marks; i++)
    {
      GalleyMark mark = block->marks[i];
      mark.start = MAX (mark.start, start);
      mark.end = MIN (mark.end, end);
      if (mark.start >= mark.end)
        continue;
      mark.start = mark.start - start + offset;
      mark.end = mark.end - start + offset;
      g_array_append_val (marks, mark);
    }
}

void
galley_marks_append_style (GArray     *marks,
                           GalleyStyle style,
                           guint       start,
                           guint       end)
{
  for (guint kind = 0; kind < GALLEY_N_MARK_KINDS && start < end; kind++)
    if (style.marks & (1u << kind))
      {
        GalleyMark mark = { kind, start, end, kind == GALLEY_MARK_LINK ? style.target : NULL };
        g_array_append_val (marks, mark);
      }
}

static int
compare_in_kind (gconstpointer a,
                 gconstpointer b)
{
  const GalleyMark *x = a, *y = b;
  if (x->kind != y->kind)
    return x->kind < y->kind ? -1 : 1;
  return (x->start > y->start) - (x->start < y->start);
}

static int
compare_in_text (gconstpointer a,
                 gconstpointer b)
{
  const GalleyMark *x = a, *y = b;
  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;
  return (x->kind > y->kind) - (x->kind < y->kind);
}

static gboolean
mark_is_sound (GalleyMark *mark,
               guint       n_characters)
{
  mark->end = MIN (mark->end, n_characters);
  if ((guint) mark->kind >= GALLEY_N_MARK_KINDS || mark->start >= mark->end)
    return FALSE;
  if (mark->kind == GALLEY_MARK_LINK)
    return galley_link_target_is_safe (mark->target);
  mark->target = NULL;
  return TRUE;
}

void
galley_marks_normalize (GArray *marks,
                        guint   n_characters)
{
  if (marks->len == 0)
    return;

  g_array_sort (marks, compare_in_kind);
  guint n_kept = 0;
  for (guint i = 0; i < marks->len; i++)
    {
      GalleyMark mark = g_array_index (marks, GalleyMark, i);
      if (!mark_is_sound (&mark, n_characters))
        continue;
      GalleyMark *last = n_kept > 0 ? &g_array_index (marks, GalleyMark, n_kept - 1) : NULL;
      if (last != NULL && last->kind == mark.kind && mark.start <= last->end)
        {
          if (g_strcmp0 (last->target, mark.target) == 0)
            {
              last->end = MAX (last->end, mark.end);
              continue;
            }
          mark.start = last->end;
          if (mark.start >= mark.end)
            continue;
        }
      g_array_index (marks, GalleyMark, n_kept++) = mark;
    }
  g_array_set_size (marks, n_kept);
  g_array_sort (marks, compare_in_text);
}

GalleyStyle
galley_block_get_style_at (const GalleyBlock *self,
                           guint              offset)
{
  GalleyStyle style = { 0 };

  g_return_val_if_fail (self != NULL, style);

  for (guint i = 0; i < self->n_marks; i++)
    {
      const GalleyMark *mark = &self->marks[i];
      gboolean is_behind = mark->start < offset && offset <= mark->end;

      if (mark->kind == GALLEY_MARK_LINK ? is_behind && offset < mark->end
                                         : is_behind || (offset == 0 && mark->start == 0))
        {
          style.marks |= 1u << mark->kind;
          if (mark->kind == GALLEY_MARK_LINK)
            style.target = mark->target;
        }
    }
  return style;
}

gboolean
galley_link_target_is_safe (const char *target)
{
  static const char *const schemes[] = { "http://", "https://", "mailto:" };

  const char *place = target;

  if (target == NULL)
    return FALSE;
  /* What is printed of ASCII, as most addresses are altogether. */
  while (*place > 0x20 && *place < 0x7f)
    place++;
  if (!g_utf8_validate (place, -1, NULL))
    return FALSE;
  for (; *place != '\0'; place = g_utf8_next_char (place))
    {
      gunichar character = g_utf8_get_char (place);
      /* JSON could not give a noncharacter back. */
      gboolean is_none = (character & 0xfffe) == 0xfffe || (character >= 0xfdd0 && character <= 0xfdef);

      if (is_none || g_unichar_isspace (character) || g_unichar_iscntrl (character))
        return FALSE;
    }
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize length = strlen (schemes[i]);
      if (g_ascii_strncasecmp (target, schemes[i], length) == 0)
        return target[length] != '\0';
    }
  return FALSE;
}
