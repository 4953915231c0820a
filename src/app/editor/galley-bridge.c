/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header for what it promises. The edit under way is a scratch list of blocks: [scratch_first, scratch_first +
 * scratch_removed) of the document is about to become the scratch. Each change of the buffer is played on the scratch, so
 * that a user action of many changes (a selection replaced, a paste) still is one splice. */
#include "app/editor/galley-bridge.h"

#include "app/editor/galley-body-tags.h"
#include "core/base/galley-text.h"
#include "core/model/galley-diff.h"

struct _GalleyBridge
{
  GObject parent_instance;

  /* owned */
  GalleyDocument *document;
  GtkTextBuffer *buffer;
  GPtrArray *scratch; /* (element-type GalleyBlock), NULL between edits */
  char *typing_target;

  guint scratch_first;
  guint scratch_removed;
  guint action_depth;
  guint guard;         /* the bridge itself is changing the buffer */
  gboolean is_splicing; /* the bridge itself is changing the document */
  gboolean has_typing_style;
  GalleyStyle typing_style;
  glong caret_after_edit; /* where the caret may be without the typing style being dropped */
};

G_DEFINE_FINAL_TYPE (GalleyBridge, galley_bridge, G_TYPE_OBJECT)

enum
{
  SIGNAL_TYPED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

/* The text of a buffer line without its line end. (transfer full) */
static char *
dup_line (GalleyBridge *self,
          guint         line)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_iter_at_line (self->buffer, &start, line);
  end = start;
  if (!gtk_text_iter_ends_line (&end))
    gtk_text_iter_forward_to_line_end (&end);
  return gtk_text_iter_get_text (&start, &end);
}

static GalleyBlock *
get_scratch_block (GalleyBridge *self,
                   guint         line)
{
  return g_ptr_array_index (self->scratch, line - self->scratch_first);
}

/* Makes the scratch cover the lines first … last as the buffer counts them now. */
static void
cover_lines (GalleyBridge *self,
             guint         first,
             guint         last)
{
  if (self->scratch == NULL)
    {
      self->scratch = galley_blocks_new ();
      self->scratch_first = first;
      self->scratch_removed = 0;
    }

  while (first < self->scratch_first)
    {
      self->scratch_first--;
      self->scratch_removed++;
      g_ptr_array_insert (self->scratch, 0,
                          galley_block_ref (galley_document_get_block (self->document, self->scratch_first)));
    }

  while (last >= self->scratch_first + self->scratch->len)
    {
      guint next = self->scratch_first + self->scratch_removed;

      g_ptr_array_add (self->scratch, galley_block_ref (galley_document_get_block (self->document, next)));
      self->scratch_removed++;
    }
}

/* Replaces buffer characters [start, end) of @line by @text, where GTK left them otherwise than the block says. */
static void
repair_line (GalleyBridge *self,
             guint         line,
             GalleyBlock  *block)
{
  g_autofree char *shown = dup_line (self, line);
  const char *wanted = galley_block_get_text (block);
  guint start, shown_end, wanted_end;

  if (g_str_equal (shown, wanted))
    return;

  galley_diff_text (shown, wanted, &start, &shown_end, &wanted_end);

  self->guard++;
  if (shown_end > start)
    {
      GtkTextIter from, to;

      gtk_text_buffer_get_iter_at_line_offset (self->buffer, &from, line, start);
      gtk_text_buffer_get_iter_at_line_offset (self->buffer, &to, line, shown_end);
      gtk_text_buffer_delete (self->buffer, &from, &to);
    }
  if (wanted_end > start)
    {
      g_autofree char *piece = g_utf8_substring (wanted, start, wanted_end);
      GtkTextIter at;

      gtk_text_buffer_get_iter_at_line_offset (self->buffer, &at, line, start);
      gtk_text_buffer_insert (self->buffer, &at, piece, -1);
    }
  self->guard--;
}

static void
tag_lines (GalleyBridge *self,
           guint         first,
           guint         n_lines,
           gboolean      is_tagged)
{
  self->guard++;
  for (guint i = 0; i < n_lines; i++)
    galley_body_tags_apply (self->buffer, first + i, galley_document_get_block (self->document, first + i), is_tagged);
  self->guard--;
}

/* The touched lines must show what the document says; the rest was not touched. */
static void
check_lines (GalleyBridge *self,
             guint         first,
             guint         n_lines)
{
  g_assert_cmpuint (gtk_text_buffer_get_line_count (self->buffer), ==, galley_document_get_n_blocks (self->document));
#ifdef GALLEY_DEBUG
  for (guint i = 0; i < n_lines; i++)
    {
      g_autofree char *shown = dup_line (self, first + i);

      g_assert_cmpstr (shown, ==, galley_block_get_text (galley_document_get_block (self->document, first + i)));
    }
#endif
}

/* The edit is complete: one splice. */
static void
commit_scratch (GalleyBridge *self)
{
  g_autoptr (GPtrArray) scratch = g_steal_pointer (&self->scratch);
  guint first = self->scratch_first;
  gboolean is_tagged = FALSE;
  GtkTextIter caret;

  if (scratch == NULL)
    return;

  for (guint i = 0; i < self->scratch_removed && !is_tagged; i++)
    is_tagged = galley_body_tags_are_needed (galley_document_get_block (self->document, first + i));

  self->is_splicing = TRUE;
  galley_document_splice (self->document, GALLEY_SPLICE_TYPED, first, self->scratch_removed,
                          (GalleyBlock *const *) scratch->pdata, scratch->len);
  self->is_splicing = FALSE;

  tag_lines (self, first, scratch->len, is_tagged);
  check_lines (self, first, scratch->len);

  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret, gtk_text_buffer_get_insert (self->buffer));
  self->caret_after_edit = gtk_text_iter_get_offset (&caret);
  g_signal_emit (self, signals[SIGNAL_TYPED], 0);
}

/* --- what a person does ------------------------------------------------------------------------------------------ */

/* Line ends of all kinds, and what no block may hold. */
static gboolean
is_foreign_character (gunichar c)
{
  return c == '\r' || c == 0x2029 || c == 0xFFFC || c == 0xFEFF || (c < 0x20 && c != '\n' && c != '\t') ||
         (c >= 0x7F && c < 0xA0);
}

/* What may go into the buffer: '\n' is the only line end. (transfer full), or NULL where @text is right as it is. */
static char *
make_insertable (const char *text,
                 int         length)
{
  g_autoptr (GString) out = NULL;
  const char *end = text + length;

  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!is_foreign_character (c))
        {
          if (out != NULL)
            g_string_append_unichar (out, c);
          continue;
        }
      if (out == NULL)
        out = g_string_new_len (text, p - text);
      if (c == 0x2029 || (c == '\r' && !(p + 1 < end && p[1] == '\n')))
        g_string_append_c (out, '\n');
    }

  return out != NULL ? g_string_free (g_steal_pointer (&out), FALSE) : NULL;
}

static GalleyStyle
get_style_for_insert (GalleyBridge *self,
                      GalleyBlock  *block,
                      guint         offset)
{
  if (self->has_typing_style)
    return self->typing_style;
  return galley_block_get_style_at (block, offset);
}

/* Plays the insertion of one piece without line ends. */
static void
play_insert (GalleyBridge *self,
             guint         line,
             guint         offset,
             const char   *piece,
             GalleyStyle   style)
{
  GalleyBlock *block = get_scratch_block (self, line);
  GalleyBlock *changed = galley_block_replace (block, offset, offset, piece, style);

  galley_block_unref (block);
  g_ptr_array_index (self->scratch, line - self->scratch_first) = changed;
}

/* Enter: the block is cut in two. Behind a heading comes a paragraph, unless the heading itself was cut. */
static void
play_break (GalleyBridge *self,
            guint         line,
            guint         offset)
{
  GalleyBlock *block = get_scratch_block (self, line);
  guint length = galley_block_get_n_characters (block);
  GalleyBlock *head = galley_block_slice (block, 0, offset);
  GalleyBlock *tail = galley_block_slice (block, offset, length);
  GalleyBlockKind kind = galley_block_get_kind (block);

  if (offset == length && (kind == GALLEY_BLOCK_HEADING_1 || kind == GALLEY_BLOCK_HEADING_2))
    {
      GalleyBlock *paragraph = galley_block_with_kind (tail, GALLEY_BLOCK_PARAGRAPH);

      galley_block_unref (tail);
      tail = paragraph;
    }

  galley_block_unref (block);
  g_ptr_array_index (self->scratch, line - self->scratch_first) = head;
  g_ptr_array_insert (self->scratch, line - self->scratch_first + 1, tail);
}

static void
insert_text_cb (GtkTextBuffer *buffer,
                GtkTextIter   *location,
                char          *text,
                int            length,
                GalleyBridge  *self)
{
  g_autofree char *insertable = NULL;
  g_auto (GStrv) pieces = NULL;
  g_autofree char *copy = NULL;
  guint line, offset;
  GalleyStyle style;

  if (self->guard > 0)
    return;

  length = length < 0 ? (int) strlen (text) : length;
  insertable = make_insertable (text, length);
  if (insertable != NULL)
    {
      g_signal_stop_emission_by_name (buffer, "insert-text");
      if (*insertable != '\0')
        gtk_text_buffer_insert (buffer, location, insertable, -1);
      return;
    }

  line = gtk_text_iter_get_line (location);
  offset = gtk_text_iter_get_line_offset (location);
  cover_lines (self, line, line);

  style = get_style_for_insert (self, get_scratch_block (self, line), offset);
  copy = g_strndup (text, length);
  pieces = g_strsplit (copy, "\n", -1);
  for (guint i = 0; pieces[i] != NULL; i++)
    {
      if (i > 0)
        {
          play_break (self, line, offset);
          line++;
          offset = 0;
        }
      if (*pieces[i] != '\0')
        {
          play_insert (self, line, offset, pieces[i], style);
          offset += g_utf8_strlen (pieces[i], -1);
        }
    }
}

/* The text stands in the buffer: repair what cleaning changed, and give the caller a valid iter again. */
static void
insert_text_after_cb (GtkTextBuffer *buffer,
                      GtkTextIter   *location,
                      char          *text,
                      int            length,
                      GalleyBridge  *self)
{
  GtkTextIter start;
  guint first, last;
  GtkTextMark *mark;

  if (self->guard > 0 || self->scratch == NULL)
    return;

  start = *location;
  gtk_text_iter_backward_chars (&start, g_utf8_strlen (text, length));
  first = gtk_text_iter_get_line (&start);
  last = gtk_text_iter_get_line (location);

  mark = gtk_text_buffer_create_mark (buffer, NULL, location, FALSE);
  for (guint line = first; line <= last; line++)
    repair_line (self, line, get_scratch_block (self, line));
  gtk_text_buffer_get_iter_at_mark (buffer, location, mark);
  gtk_text_buffer_delete_mark (buffer, mark);

  if (self->action_depth == 0)
    commit_scratch (self);
}

static void
delete_range_cb (GtkTextBuffer *buffer,
                 GtkTextIter   *start,
                 GtkTextIter   *end,
                 GalleyBridge  *self)
{
  guint first, last, offset, end_offset;
  GalleyBlock *joined;

  if (self->guard > 0)
    return;

  gtk_text_iter_order (start, end);
  first = gtk_text_iter_get_line (start);
  last = gtk_text_iter_get_line (end);
  offset = gtk_text_iter_get_line_offset (start);
  end_offset = gtk_text_iter_get_line_offset (end);
  cover_lines (self, first, last);

  if (first == last)
    {
      joined = galley_block_replace (get_scratch_block (self, first), offset, end_offset, "", (GalleyStyle){ 0 });
    }
  else
    {
      GalleyBlock *last_block = get_scratch_block (self, last);
      g_autoptr (GalleyBlock) head = galley_block_slice (get_scratch_block (self, first), 0, offset);
      g_autoptr (GalleyBlock) tail =
          galley_block_slice (last_block, end_offset, galley_block_get_n_characters (last_block));

      /* An empty line in front of a heading: Backspace keeps the heading a heading. */
      joined = offset == 0 ? galley_block_ref (tail) : galley_block_join (head, tail);
    }

  g_ptr_array_remove_range (self->scratch, first - self->scratch_first, last - first + 1);
  g_ptr_array_insert (self->scratch, first - self->scratch_first, joined);
}

static void
delete_range_after_cb (GtkTextBuffer *buffer,
                       GtkTextIter   *start,
                       GtkTextIter   *end,
                       GalleyBridge  *self)
{
  guint line, offset;

  if (self->guard > 0 || self->scratch == NULL)
    return;

  /* Two halves that meet may compose: the line is held against its block here too. */
  line = gtk_text_iter_get_line (start);
  offset = gtk_text_iter_get_line_offset (start);
  repair_line (self, line, get_scratch_block (self, line));
  offset = MIN (offset, galley_block_get_n_characters (get_scratch_block (self, line)));
  gtk_text_buffer_get_iter_at_line_offset (buffer, start, line, offset);
  *end = *start;

  if (self->action_depth == 0)
    commit_scratch (self);
}

static void
begin_user_action_cb (GtkTextBuffer *buffer,
                      GalleyBridge  *self)
{
  self->action_depth++;
}

static void
end_user_action_cb (GtkTextBuffer *buffer,
                    GalleyBridge  *self)
{
  g_assert (self->action_depth > 0);
  self->action_depth--;
  if (self->action_depth == 0)
    commit_scratch (self);
}

/* Pictures and widgets have blocks of their own; nobody drops one into the text behind the document's back. */
static void
refuse_object_cb (GtkTextBuffer *buffer,
                  GtkTextIter   *location,
                  GObject       *object,
                  GalleyBridge  *self)
{
  g_signal_stop_emission_by_name (buffer, GTK_IS_TEXT_CHILD_ANCHOR (object) ? "insert-child-anchor"
                                                                            : "insert-paintable");
}

static void
mark_set_cb (GtkTextBuffer *buffer,
             GtkTextIter   *location,
             GtkTextMark   *mark,
             GalleyBridge  *self)
{
  if (mark != gtk_text_buffer_get_insert (buffer) || self->guard > 0 || self->scratch != NULL)
    return;
  if (gtk_text_iter_get_offset (location) != self->caret_after_edit)
    self->has_typing_style = FALSE;
}

/* --- what happens to the document -------------------------------------------------------------------------------- */

/* Makes @n_lines buffer lines from @first show the document's @n_blocks blocks there, changing as little as it can, so
 * that caret and scroll stay. */
static void
show_blocks (GalleyBridge *self,
             guint         first,
             guint         n_lines,
             guint         n_blocks)
{
  self->guard++;

  while (n_lines > n_blocks)
    {
      GtkTextIter start, end;

      /* Lines too many go from the end of the run, their line end with them. */
      gtk_text_buffer_get_iter_at_line (self->buffer, &end, first + n_lines - 1);
      if (!gtk_text_iter_ends_line (&end))
        gtk_text_iter_forward_to_line_end (&end);
      gtk_text_buffer_get_iter_at_line (self->buffer, &start, first + n_blocks - 1);
      if (!gtk_text_iter_ends_line (&start))
        gtk_text_iter_forward_to_line_end (&start);
      gtk_text_buffer_delete (self->buffer, &start, &end);
      n_lines = n_blocks;
    }

  if (n_lines < n_blocks)
    {
      g_autofree char *breaks = g_strnfill (n_blocks - n_lines, '\n');
      GtkTextIter end;

      gtk_text_buffer_get_iter_at_line (self->buffer, &end, first + n_lines - 1);
      if (!gtk_text_iter_ends_line (&end))
        gtk_text_iter_forward_to_line_end (&end);
      gtk_text_buffer_insert (self->buffer, &end, breaks, -1);
    }

  for (guint i = 0; i < n_blocks; i++)
    repair_line (self, first + i, galley_document_get_block (self->document, first + i));

  self->guard--;
  tag_lines (self, first, n_blocks, TRUE);
  check_lines (self, first, n_blocks);
}

static void
spliced_cb (GalleyDocument     *document,
            guint               first,
            GPtrArray          *removed,
            guint               n_inserted,
            GalleySpliceOrigin  origin,
            GalleyBridge       *self)
{
  guint n_removed = removed->len;

  if (self->is_splicing)
    return;

  /* A run of lines can only grow or shrink beside a line that stays. */
  if (n_removed == 0 || n_inserted == 0)
    {
      gboolean has_before = first > 0;

      first -= has_before ? 1 : 0;
      n_removed += 1;
      n_inserted += 1;
    }
  show_blocks (self, first, n_removed, n_inserted);
}

static void
show_whole_document (GalleyBridge *self)
{
  guint n_blocks = galley_document_get_n_blocks (self->document);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n_blocks; i++)
    {
      if (i > 0)
        g_string_append_c (text, '\n');
      g_string_append (text, galley_block_get_text (galley_document_get_block (self->document, i)));
    }

  self->guard++;
  gtk_text_buffer_set_text (self->buffer, text->str, text->len);
  for (guint i = 0; i < n_blocks; i++)
    galley_body_tags_apply (self->buffer, i, galley_document_get_block (self->document, i), FALSE);
  self->guard--;
  check_lines (self, 0, n_blocks);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_bridge_dispose (GObject *object)
{
  GalleyBridge *self = GALLEY_BRIDGE (object);

  galley_bridge_detach (self);
  g_clear_pointer (&self->scratch, g_ptr_array_unref);
  g_clear_pointer (&self->typing_target, g_free);

  G_OBJECT_CLASS (galley_bridge_parent_class)->dispose (object);
}

static void
galley_bridge_class_init (GalleyBridgeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = galley_bridge_dispose;

  signals[SIGNAL_TYPED] = g_signal_new ("typed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
}

static void
galley_bridge_init (GalleyBridge *self)
{
}

GalleyBridge *
galley_bridge_new (GalleyDocument *document,
                   GtkTextBuffer  *buffer)
{
  GalleyBridge *self;

  g_return_val_if_fail (GALLEY_IS_DOCUMENT (document), NULL);
  g_return_val_if_fail (GTK_IS_TEXT_BUFFER (buffer), NULL);

  self = g_object_new (GALLEY_TYPE_BRIDGE, NULL);
  self->document = g_object_ref (document);
  self->buffer = g_object_ref (buffer);

  gtk_text_buffer_set_enable_undo (buffer, FALSE);
  galley_body_tags_install (buffer);
  show_whole_document (self);

  g_signal_connect (buffer, "insert-text", G_CALLBACK (insert_text_cb), self);
  g_signal_connect_after (buffer, "insert-text", G_CALLBACK (insert_text_after_cb), self);
  g_signal_connect (buffer, "delete-range", G_CALLBACK (delete_range_cb), self);
  g_signal_connect_after (buffer, "delete-range", G_CALLBACK (delete_range_after_cb), self);
  g_signal_connect (buffer, "begin-user-action", G_CALLBACK (begin_user_action_cb), self);
  g_signal_connect (buffer, "end-user-action", G_CALLBACK (end_user_action_cb), self);
  g_signal_connect (buffer, "insert-paintable", G_CALLBACK (refuse_object_cb), self);
  g_signal_connect (buffer, "insert-child-anchor", G_CALLBACK (refuse_object_cb), self);
  g_signal_connect (buffer, "mark-set", G_CALLBACK (mark_set_cb), self);
  g_signal_connect (document, "spliced", G_CALLBACK (spliced_cb), self);
  return self;
}

void
galley_bridge_detach (GalleyBridge *self)
{
  g_return_if_fail (GALLEY_IS_BRIDGE (self));

  if (self->buffer != NULL)
    {
      commit_scratch (self);
      g_signal_handlers_disconnect_by_data (self->buffer, self);
    }
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_clear_object (&self->buffer);
  g_clear_object (&self->document);
}

void
galley_bridge_set_typing_style (GalleyBridge *self,
                                GalleyStyle   style)
{
  GtkTextIter caret;

  g_return_if_fail (GALLEY_IS_BRIDGE (self));

  g_free (self->typing_target);
  self->typing_target = g_strdup (style.target);
  self->typing_style = (GalleyStyle){ .marks = style.marks, .target = self->typing_target };
  self->has_typing_style = TRUE;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret, gtk_text_buffer_get_insert (self->buffer));
  self->caret_after_edit = gtk_text_iter_get_offset (&caret);
}

GalleyStyle
galley_bridge_get_typing_style (GalleyBridge *self)
{
  GtkTextIter caret;
  GalleyPosition position;

  g_return_val_if_fail (GALLEY_IS_BRIDGE (self), ((GalleyStyle){ 0 }));

  if (self->has_typing_style)
    return self->typing_style;
  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret, gtk_text_buffer_get_insert (self->buffer));
  position = galley_bridge_get_position (self, &caret);
  return galley_block_get_style_at (galley_document_get_block (self->document, position.block), position.offset);
}

GalleyPosition
galley_bridge_get_position (GalleyBridge      *self,
                            const GtkTextIter *iter)
{
  return (GalleyPosition){ .block = gtk_text_iter_get_line (iter), .offset = gtk_text_iter_get_line_offset (iter) };
}

void
galley_bridge_get_iter (GalleyBridge   *self,
                        GalleyPosition  position,
                        GtkTextIter    *iter)
{
  guint n_blocks = galley_document_get_n_blocks (self->document);
  guint block = MIN (position.block, n_blocks - 1);
  guint length = galley_block_get_n_characters (galley_document_get_block (self->document, block));

  gtk_text_buffer_get_iter_at_line_offset (self->buffer, iter, block, MIN (position.offset, length));
}
