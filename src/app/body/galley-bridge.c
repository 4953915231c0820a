/* SPDX-License-Identifier: GPL-3.0-or-later */
/* See the header for what it promises. What a person does is played on a scratch (galley-scratch.h) and becomes one
 * splice; what happens to the document is shown by galley-body-lines.h. */
#include "app/body/galley-bridge.h"

#include "app/body/galley-body-lines.h"
#include "app/body/galley-body-tags.h"
#include "app/body/galley-match-tags.h"
#include "app/body/galley-scratch.h"

struct _GalleyBridge
{
  GObject parent_instance;

  /* owned */
  GalleyDocument *document;
  GtkTextBuffer *buffer;
  GalleyScratch *scratch; /* NULL between edits */
  char *typing_target;

  guint tail_level;
  guint spliced_end; /* of what the splice under way has changed */
  guint action_depth;
  guint guard;          /* the bridge itself is changing the buffer */
  gboolean is_splicing; /* the bridge itself is changing the document */
  gboolean has_typing_style;
  GalleyStyle typing_style;
  int caret_after_edit; /* where the caret may be without the typing style being dropped */
};

G_DEFINE_FINAL_TYPE (GalleyBridge, galley_bridge, G_TYPE_OBJECT)

enum
{
  SIGNAL_TYPED,
  SIGNAL_TOO_LONG,
  SIGNAL_TAIL_CHANGED,
  N_SIGNALS
};
static guint signals[N_SIGNALS];

static int
get_caret_offset (GalleyBridge *self)
{
  GtkTextIter caret;

  gtk_text_buffer_get_iter_at_mark (self->buffer, &caret, gtk_text_buffer_get_insert (self->buffer));
  return gtk_text_iter_get_offset (&caret);
}

/* The touched lines must show what the document says; the rest was not touched. If they ever do not, the document is
 * shown anew: what is kept and what is seen must be the same. */
static void
check_lines (GalleyBridge *self,
             guint         first,
             guint         n_lines)
{
  if (galley_body_lines_agree (self->buffer, self->document, first, n_lines))
    return;

  g_critical ("the text on the screen was not the text that is kept: shown anew");
  self->guard++;
  galley_body_lines_show_all (self->buffer, self->document);
  galley_body_tags_set_tail (self->buffer, self->tail_level > 0);
  self->guard--;
}

static void
update_tail (GalleyBridge *self)
{
  GalleyBlock *last = galley_document_get_block (self->document, galley_document_get_n_blocks (self->document) - 1);
  guint level = galley_block_get_n_characters (last) == 0 ? galley_block_get_level (last) : 0;

  if (level == self->tail_level)
    return;
  self->tail_level = level;
  self->guard++;
  galley_body_tags_set_tail (self->buffer, level > 0);
  self->guard--;
  g_signal_emit (self, signals[SIGNAL_TAIL_CHANGED], 0);
}

/* The edit is complete: one splice. */
static void
commit_scratch (GalleyBridge *self)
{
  g_autoptr (GalleyScratch) scratch = g_steal_pointer (&self->scratch);
  guint first, n_blocks, n_lines;
  gboolean was_tagged;

  if (scratch == NULL)
    return;

  self->is_splicing = TRUE;
  self->spliced_end = 0;
  galley_scratch_commit (scratch, &first, &n_blocks, &was_tagged);
  self->is_splicing = FALSE;

  /* Items behind may have come up with it. */
  n_lines = MAX (first + n_blocks, self->spliced_end) - first;
  self->guard++;
  galley_body_lines_tag (self->buffer, self->document, first, n_lines, was_tagged || n_lines > n_blocks);
  self->guard--;
  check_lines (self, first, n_lines);
  update_tail (self);

  self->caret_after_edit = get_caret_offset (self);
  g_signal_emit (self, signals[SIGNAL_TYPED], 0);
}

static GalleyScratch *
get_scratch (GalleyBridge *self)
{
  if (self->scratch == NULL)
    self->scratch = galley_scratch_new (self->document);
  return self->scratch;
}

static void
repair_line (GalleyBridge *self,
             guint         line)
{
  self->guard++;
  galley_body_lines_repair (self->buffer, line, galley_scratch_get_block (self->scratch, line));
  self->guard--;
}

/* --- what a person does ------------------------------------------------------------------------------------------ */

static GalleyBlock *
get_block (GalleyBridge      *self,
           const GtkTextIter *iter)
{
  guint line = gtk_text_iter_get_line (iter);

  return self->scratch != NULL ? galley_scratch_get_block (self->scratch, line)
                               : galley_document_get_block (self->document, line);
}

/* What is typed or pasted on the line of a divider or a table goes on a line of its own. */
static gboolean
insert_below (GalleyBridge *self,
                   GtkTextIter  *location,
                   const char   *text,
                   int           length)
{
  g_autofree char *below = NULL;

  if (galley_scratch_keeps_apart (get_block (self, location), gtk_text_iter_ends_line (location), text, length))
    return FALSE;
  below = g_strdup_printf ("\n%.*s", length, text);
  if (!gtk_text_iter_ends_line (location))
    gtk_text_iter_forward_to_line_end (location);
  gtk_text_buffer_insert (self->buffer, location, below, -1);
  return TRUE;
}

/* Enter in a caption goes on to the credit, and at the caption's start makes a line above the picture; several lines are
 * no caption, and go below. */
static gboolean
insert_at_figure (GalleyBridge *self,
                  GtkTextIter  *location,
                  const char   *text,
                  int           length)
{
  guint offset = gtk_text_iter_get_line_offset (location);
  GalleyBlock *block = get_block (self, location);
  gboolean is_enter = length == 1 && *text == '\n';
  g_autofree char *below = NULL;
  guint caption;

  if (galley_block_get_kind (block) != GALLEY_BLOCK_FIGURE || memchr (text, '\n', length) == NULL)
    return FALSE;
  caption = galley_block_get_caption_length (block);
  if (offset >= galley_block_get_n_characters (block) && *text == '\n')
    return FALSE;
  if (is_enter && (offset > caption || (offset == 0 && caption > 0)))
    return FALSE;
  if (is_enter)
    {
      gtk_text_iter_set_line_offset (location, caption + 1);
      gtk_text_buffer_place_cursor (self->buffer, location);
      return TRUE;
    }
  below = g_strdup_printf ("\n%.*s", length, text);
  if (!gtk_text_iter_ends_line (location))
    gtk_text_iter_forward_to_line_end (location);
  gtk_text_buffer_insert (self->buffer, location, below, -1);
  gtk_text_buffer_place_cursor (self->buffer, location);
  return TRUE;
}

/* Enter alone, in an empty item. */
static gboolean
leave_item (GalleyBridge *self,
            GtkTextIter  *location,
            const char   *text,
            int           length)
{
  guint line = gtk_text_iter_get_line (location);
  GalleyBlock *block = self->scratch == NULL ? galley_document_get_block (self->document, line) : NULL;

  if (block == NULL || length != 1 || *text != '\n' || !galley_block_is_item (block)
      || galley_block_get_n_characters (block) > 0)
    return FALSE;
  return galley_document_leave_item (self->document, line);
}

/* In front of what fills an empty credit. */
static guint
get_offset_in (const GtkTextIter *iter,
               GalleyBlock       *block)
{
  return MIN ((guint) gtk_text_iter_get_line_offset (iter), galley_block_get_n_characters (block));
}

static void
insert_text_cb (GtkTextBuffer *buffer,
                GtkTextIter   *location,
                char          *text,
                int            length,
                GalleyBridge  *self)
{
  g_autofree char *insertable = NULL;
  g_autofree char *copy = NULL;
  guint line, offset;
  GalleyStyle style;

  if (self->guard > 0)
    return;

  length = length < 0 ? (int) strlen (text) : length;
  insertable = galley_scratch_dup_insertable (text, length);
  if (insertable != NULL)
    {
      g_signal_stop_emission_by_name (buffer, "insert-text");
      if (*insertable != '\0')
        gtk_text_buffer_insert (buffer, location, insertable, -1);
      return;
    }

  if (leave_item (self, location, text, length) || insert_below (self, location, text, length)
      || insert_at_figure (self, location, text, length))
    {
      g_signal_stop_emission_by_name (buffer, "insert-text");
      return;
    }

  if (!galley_document_has_room_for (self->document, text, length))
    {
      g_signal_stop_emission_by_name (buffer, "insert-text");
      g_signal_emit (self, signals[SIGNAL_TOO_LONG], 0);
      return;
    }

  line = gtk_text_iter_get_line (location);
  offset = get_offset_in (location, galley_scratch_get_block (get_scratch (self), line));
  style = self->has_typing_style
              ? self->typing_style
              : galley_block_get_style_at (galley_scratch_get_block (get_scratch (self), line), offset);
  copy = g_strndup (text, length);
  galley_scratch_insert (get_scratch (self), line, offset, copy, style);
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
    repair_line (self, line);
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
  GalleyScratch *scratch;
  guint first, last;

  if (self->guard > 0)
    return;

  gtk_text_iter_order (start, end);
  if (galley_body_lines_spare_tables (get_block (self, start), start, get_block (self, end), end))
    {
      g_signal_stop_emission_by_name (buffer, "delete-range");
      if (gtk_text_iter_compare (start, end) < 0)
        gtk_text_buffer_delete (buffer, start, end);
      return;
    }
  scratch = get_scratch (self);
  first = gtk_text_iter_get_line (start);
  last = gtk_text_iter_get_line (end);
  galley_scratch_delete (scratch, first, get_offset_in (start, galley_scratch_get_block (scratch, first)), last,
                         get_offset_in (end, galley_scratch_get_block (scratch, last)));
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
  repair_line (self, line);
  offset = MIN (offset, galley_block_get_n_characters (galley_scratch_get_block (self->scratch, line)));
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

/* A drop, or a paste of the primary selection, would bring tags that the document knows nothing of. */
static void
refuse_tag_cb (GtkTextBuffer *buffer,
               GtkTextTag    *tag,
               GtkTextIter   *start,
               GtkTextIter   *end,
               GalleyBridge  *self)
{
  if (self->guard == 0)
    g_signal_stop_emission_by_name (buffer, "apply-tag");
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

static void
spliced_cb (GalleyDocument    *document,
            guint              first,
            GPtrArray         *removed,
            guint              n_inserted,
            GalleySpliceOrigin origin,
            GalleyBridge      *self)
{
  if (self->is_splicing)
    {
      self->spliced_end = first + n_inserted;
      return;
    }

  self->guard++;
  galley_body_lines_show_splice (self->buffer, document, first, removed, n_inserted);
  self->guard--;
  check_lines (self, first, n_inserted);
  update_tail (self);
}

/* --- life -------------------------------------------------------------------------------------------------------- */

static void
galley_bridge_dispose (GObject *object)
{
  GalleyBridge *self = GALLEY_BRIDGE (object);

  galley_bridge_detach (self);
  g_clear_pointer (&self->scratch, galley_scratch_free);
  g_clear_pointer (&self->typing_target, g_free);

  G_OBJECT_CLASS (galley_bridge_parent_class)->dispose (object);
}

static void
galley_bridge_class_init (GalleyBridgeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = galley_bridge_dispose;

  signals[SIGNAL_TYPED] = g_signal_new ("typed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 0);
  signals[SIGNAL_TAIL_CHANGED] = g_signal_new ("tail-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                               NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TOO_LONG] = g_signal_new ("too-long", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
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
  galley_body_lines_show_all (buffer, document);

  g_signal_connect (buffer, "insert-text", G_CALLBACK (insert_text_cb), self);
  g_signal_connect_after (buffer, "insert-text", G_CALLBACK (insert_text_after_cb), self);
  g_signal_connect (buffer, "delete-range", G_CALLBACK (delete_range_cb), self);
  g_signal_connect_after (buffer, "delete-range", G_CALLBACK (delete_range_after_cb), self);
  g_signal_connect (buffer, "begin-user-action", G_CALLBACK (begin_user_action_cb), self);
  g_signal_connect (buffer, "end-user-action", G_CALLBACK (end_user_action_cb), self);
  g_signal_connect (buffer, "insert-paintable", G_CALLBACK (refuse_object_cb), self);
  g_signal_connect (buffer, "insert-child-anchor", G_CALLBACK (refuse_object_cb), self);
  g_signal_connect (buffer, "apply-tag", G_CALLBACK (refuse_tag_cb), self);
  g_signal_connect (buffer, "mark-set", G_CALLBACK (mark_set_cb), self);
  g_signal_connect (document, "spliced", G_CALLBACK (spliced_cb), self);
  update_tail (self);
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

gboolean
galley_bridge_is_changing (GalleyBridge *self)
{
  g_return_val_if_fail (GALLEY_IS_BRIDGE (self), FALSE);

  return self->scratch != NULL || self->is_splicing || self->guard > 0;
}

guint
galley_bridge_get_tail_level (GalleyBridge *self)
{
  g_return_val_if_fail (GALLEY_IS_BRIDGE (self), 0);

  return self->tail_level;
}

void
galley_bridge_set_typing_style (GalleyBridge *self,
                                GalleyStyle   style)
{
  g_return_if_fail (GALLEY_IS_BRIDGE (self));

  g_free (self->typing_target);
  self->typing_target = g_strdup (style.target);
  self->typing_style = (GalleyStyle){ .marks = style.marks, .target = self->typing_target };
  self->has_typing_style = TRUE;
  self->caret_after_edit = get_caret_offset (self);
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

void
galley_bridge_show_matches (GalleyBridge *self,
                            GArray       *matches)
{
  g_return_if_fail (GALLEY_IS_BRIDGE (self));

  self->guard++;
  galley_match_tags_show (self->buffer, matches, GALLEY_MATCH_IN_BODY);
  self->guard--;
}

void
galley_bridge_show_current_match (GalleyBridge      *self,
                                  const GalleyMatch *match)
{
  g_return_if_fail (GALLEY_IS_BRIDGE (self));

  self->guard++;
  galley_match_tags_show_current (self->buffer, match, GALLEY_MATCH_IN_BODY);
  self->guard--;
}

GalleyPosition
galley_bridge_get_position (GalleyBridge      *self,
                            const GtkTextIter *iter)
{
  guint line = gtk_text_iter_get_line (iter);

  /* In the middle of a change there may be more lines than blocks. */
  if (line >= galley_document_get_n_blocks (self->document))
    return (GalleyPosition){ line, gtk_text_iter_get_line_offset (iter) };
  return (GalleyPosition){ line, get_offset_in (iter, galley_document_get_block (self->document, line)) };
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
