/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTML as libxml2 reads it, event by event: no tree is built, and what is open stands on a stack of our own, so that
 * neither depth nor length costs more than it may. */
#include "core/intake/galley-intake-html.h"

#include "core/intake/galley-intake-html-private.h"
#include "core/intake/galley-intake-rich.h"
#include "core/intake/galley-intake-style.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#define MAX_DEPTH 256
/* Beginnings, ends and runs of text. */
#define MAX_EVENTS (400 * 1000)
/* A longer one is text that somebody hid; one run of text beyond this is taken. */
#define MAX_MARKER_BYTES 64
/* So many of them between two looks at whether anybody still cares. */
#define LOOK_EVERY 256

/* An element that is open. */
typedef struct
{
  const GalleyElement *element;
  GalleyBlockKind kind; /* of the blocks inside */
  guint marks;
  const char *target;
  gboolean is_block;
  gboolean is_silent;
  gboolean is_marker;
  gboolean keeps_blanks;
  gboolean is_word_item; /* a paragraph of Word's class for them */
  guint n_lists;         /* that it stands in, itself included */
  guint number;          /* of a list: of its last item */
  guint first;           /* of a row or a cell: the block that it begins with */
  gboolean is_layout;    /* of a row: a cell of it holds more than a line */
  gboolean is_late;      /* begins behind EndFragment */
  guint n_tables;        /* that it stands in, itself included */
  gboolean is_head;      /* stands in a table's head */
  GalleyIntakeCell cell; /* that it is */
} Open;

typedef struct
{
  htmlParserCtxtPtr parser;
  GalleyIntakeFragment *fragment;
  GArray *stack; /* (element-type Open) */
  GArray *rich;  /* the paragraph that is read */
  GString *marker;
  GStringChunk *targets;
  char *base;

  GalleyIntakeItem item; /* that the next paragraph is */
  gboolean has_item;
  GalleyIntakeList list;

  GalleyIntakeGrid grid; /* of the outermost table */

  gboolean has_space;    /* blanks wait for the character behind them, */
  gboolean has_line_end; /* a line of the source ended among them */
  GalleyIntakeCharacter space; /* and this is what they become */
  gboolean is_over;      /* behind EndFragment */
  gsize n_bytes;         /* of text */
  guint n_events;
  gsize size;
  GalleyIntakeProgress *progress;
  GCancellable *cancellable;
  GError *error;
} Reader;

static Open *
get_top (Reader *self)
{
  return &g_array_index (self->stack, Open, self->stack->len - 1);
}

static void
stop (Reader *self)
{
  xmlStopParser (self->parser);
}

static void
refuse (Reader     *self,
        const char *reason)
{
  if (self->error == NULL)
    g_set_error_literal (&self->error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE, reason);
  stop (self);
}

/* Tells how far it is and asks whether it is still wanted. FALSE: not. */
static gboolean
look_around (Reader *self)
{
  if (self->error != NULL)
    return FALSE;
  if (++self->n_events > MAX_EVENTS)
    {
      refuse (self, "more elements than are taken");
      return FALSE;
    }
  if (self->n_events % LOOK_EVERY != 0)
    return TRUE;
  if (self->progress != NULL && self->size > 0)
    {
      const xmlParserInput *input = self->parser->input;
      gsize done = input->consumed + (gsize) (input->cur - input->base);

      g_atomic_int_set (&self->progress->thousandths, (int) (MIN (done, self->size) * 1000 / self->size));
    }
  if (!g_cancellable_set_error_if_cancelled (self->cancellable, &self->error))
    return TRUE;
  stop (self);
  return FALSE;
}

/* --- paragraphs -------------------------------------------------------------------------------------------------- */

/* What Word's marker says becomes the item that this paragraph is. */
static void
take_marker (Reader *self,
             guint   level)
{
  g_autofree char *marker = galley_intake_marker_dup (self->marker->str);

  g_string_truncate (self->marker, 0);
  if (*marker == '\0')
    return;
  self->item.level = level;
  self->has_item = galley_intake_item_read_marker (&self->item, marker);
  if (!self->has_item)
    galley_intake_rich_prepend (self->rich, marker);
}

/* The paragraph ends here. */
static void
flush (Reader *self)
{
  GalleyBlockKind kind = self->stack->len > 0 ? get_top (self)->kind : GALLEY_BLOCK_PARAGRAPH;
  GPtrArray *blocks = self->fragment->blocks;
  guint first = blocks->len;

  self->has_space = self->has_line_end = FALSE;
  if (self->rich->len == 0)
    return;
  if (self->has_item && kind == GALLEY_BLOCK_PARAGRAPH)
    {
      galley_intake_item_append (&self->item, &self->list, self->rich, blocks);
      self->has_item = blocks->len == first;
    }
  else if (kind == GALLEY_BLOCK_PARAGRAPH && self->list.is_open && self->list.end == blocks->len &&
           galley_intake_item_continue (self->rich, blocks))
    {
      first--;
    }
  else
    {
      galley_intake_rich_append_blocks (self->rich, kind, blocks);
    }
  for (guint i = first; i < blocks->len; i++)
    blocks->pdata[i] = galley_intake_drop_looks (blocks->pdata[i]);
  g_array_set_size (self->rich, 0);
}

static void
flush_word_item (Reader     *self,
                 const Open *open)
{
  if (open->is_word_item && self->marker->len == 0 && !self->has_item)
    self->has_item = galley_intake_item_take_marker (&self->item, self->rich);
  else if (self->marker->len > 0)
    take_marker (self, MAX (self->item.level, 1));
  flush (self);
  self->has_item = self->list.is_open = FALSE;
}

/* --- text -------------------------------------------------------------------------------------------------------- */

static gboolean
is_html_blank (gunichar c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static void
append_character (Reader     *self,
                  const Open *open,
                  gunichar    c)
{
  GalleyIntakeCharacter character = { c == 0x2028 || c == 0x2029 ? '\n' : c, open->marks, open->target };

  g_array_append_val (self->rich, character);
}

/* A line end of the source between two characters of full width is no blank: Chinese is written without. */
static void
append_waiting_space (Reader  *self,
                      gunichar next)
{
  gunichar last = self->rich->len > 0
                      ? g_array_index (self->rich, GalleyIntakeCharacter, self->rich->len - 1).c
                      : '\n';
  gboolean is_wanted = self->has_space && last != '\n' &&
                       !(self->has_line_end && g_unichar_iswide (last) && g_unichar_iswide (next));

  self->has_space = self->has_line_end = FALSE;
  if (is_wanted)
    g_array_append_val (self->rich, self->space);
}

static void
append_text (Reader     *self,
             const char *text,
             const char *end)
{
  const Open *open = get_top (self);

  for (; text < end; text = g_utf8_next_char (text))
    {
      gunichar c = g_utf8_get_char (text);

      if (open->keeps_blanks)
        {
          if (c != '\r')
            append_character (self, open, c);
        }
      else if (is_html_blank (c))
        {
          if (!self->has_space)
            self->space = (GalleyIntakeCharacter){ ' ', open->marks, open->target };
          self->has_space = TRUE;
          self->has_line_end = self->has_line_end || c == '\n' || c == '\r';
        }
      else
        {
          append_waiting_space (self, c);
          append_character (self, open, c);
        }
    }
}

static void
characters_cb (void          *data,
               const xmlChar *text,
               int            length)
{
  Reader *self = data;
  const char *valid;

  if (!look_around (self) || self->is_over || self->stack->len == 0 || get_top (self)->is_silent)
    return;
  self->n_bytes += length;
  if (self->n_bytes > GALLEY_INTAKE_MAX_BYTES)
    {
      refuse (self, "more text than an article can hold");
      return;
    }
  /* References to what is no character come through as such. */
  g_utf8_validate_len ((const char *) text, length, &valid);
  if (get_top (self)->is_marker && self->marker->len < MAX_MARKER_BYTES)
    g_string_append_len (self->marker, (const char *) text, valid - (const char *) text);
  else if (!get_top (self)->is_marker)
    append_text (self, (const char *) text, valid);
}

/* --- elements ---------------------------------------------------------------------------------------------------- */

/* The first one holds. */
static void
set_base (Reader     *self,
          const char *address)
{
  if (self->base == NULL && galley_intake_html_is_base (address))
    self->base = g_strdup (address);
}

/* The innermost one. (nullable) */
static Open *
find_list (Reader *self)
{
  for (guint i = self->stack->len; i > 0; i--)
    if (galley_element_is_list (g_array_index (self->stack, Open, i - 1).element))
      return &g_array_index (self->stack, Open, i - 1);
  return NULL;
}

/* The item's number is its own or its list's next. */
static void
begin_item (Reader         *self,
            guint           level,
            const xmlChar **attributes)
{
  Open *list = find_list (self);

  self->has_item = TRUE;
  self->list.is_open = FALSE;
  self->item = (GalleyIntakeItem){ .level = MAX (level, 1) };
  if (list == NULL || list->element->kind == GALLEY_ELEMENT_UNORDERED)
    return;
  list->number = galley_intake_html_get_number (attributes, "value", list->number + 1);
  self->item.is_ordered = TRUE;
  self->item.number = list->number;
}

/* One in which there was nothing takes no number. */
static void
end_item (Reader     *self,
          const Open *item)
{
  Open *list = find_list (self);

  self->has_item = self->list.is_open = FALSE;
  if (list != NULL && item->first == self->fragment->blocks->len)
    list->number--;
}

/* Word's own way to say "this is an item". */
static void
begin_word_paragraph (Reader                  *self,
                      Open                    *open,
                      const GalleyIntakeStyle *style,
                      const char              *class_name)
{
  if (style->list_level > 0 || (class_name != NULL && g_str_has_prefix (class_name, "MsoListParagraph")))
    {
      open->is_word_item = TRUE;
      self->has_item = FALSE;
      self->item = (GalleyIntakeItem){ .level = MAX (style->list_level, 1) };
      g_string_truncate (self->marker, 0);
    }
  if (class_name != NULL && g_str_equal (class_name, "MsoTitle"))
    open->kind = GALLEY_BLOCK_HEADING_1;
  else if (style->outline_level > 0)
    open->kind = galley_element_get_heading_kind (style->outline_level);
}

static void
open_element (Reader              *self,
              const GalleyElement *element,
              const xmlChar      **attributes)
{
  GalleyIntakeStyle style = galley_intake_style_read (galley_intake_html_find_attribute (attributes, "style"));
  Open open = { .element = element };

  if (self->stack->len > 0)
    {
      open = *get_top (self);
      open.element = element;
      open.is_word_item = open.is_layout = FALSE;
      open.number = 0;
    }
  open.is_late = self->is_over;
  open.is_block = style.is_block ||
                  !(element->kind == GALLEY_ELEMENT_INLINE || element->kind == GALLEY_ELEMENT_LINK ||
                    element->kind == GALLEY_ELEMENT_BREAK || element->kind == GALLEY_ELEMENT_PICTURE ||
                    element->kind == GALLEY_ELEMENT_BASE || element->kind == GALLEY_ELEMENT_SILENT);
  open.is_silent = open.is_silent || element->kind == GALLEY_ELEMENT_SILENT || style.is_hidden ||
                   galley_intake_html_find_attribute (attributes, "hidden") != NULL;
  open.is_marker = open.is_marker || style.is_list_marker;
  open.keeps_blanks = open.keeps_blanks || style.keeps_blanks || element->kind == GALLEY_ELEMENT_PRE;
  open.marks = ((open.marks | element->marks) & ~style.unset) | style.set;
  if (open.is_block && !open.is_silent)
    flush (self);
  open.first = self->fragment->blocks->len;
  if (element->kind == GALLEY_ELEMENT_LINK)
    {
      g_autofree char *target = galley_intake_html_dup_target (attributes, self->base);

      if (target != NULL)
        open.target = g_string_chunk_insert_const (self->targets, target);
      /* The line under a link is the browser's. */
      open.marks &= ~(style.set & (1u << GALLEY_MARK_UNDERLINE));
    }
  else if (element->kind == GALLEY_ELEMENT_HEADING)
    open.kind = galley_element_get_heading_kind (element->level);
  else if (element->kind == GALLEY_ELEMENT_QUOTE)
    open.kind = GALLEY_BLOCK_QUOTE;
  else if (galley_element_is_list (element))
    {
      open.n_lists++;
      open.number = galley_intake_html_get_number (attributes, "start", 1) - 1;
    }
  else if (element->kind == GALLEY_ELEMENT_ITEM && !open.is_silent)
    begin_item (self, open.n_lists, attributes);
  else if (element->kind == GALLEY_ELEMENT_ROW)
    self->list.is_open = FALSE;
  else if (element->kind == GALLEY_ELEMENT_TABLE)
    open.n_tables++;
  else if (element->kind == GALLEY_ELEMENT_CELL)
    open.cell = galley_intake_cell_read (element, attributes, open.is_head);
  open.is_head = open.is_head || g_str_equal (element->name, "thead");
  if (element->kind == GALLEY_ELEMENT_BLOCK || element->kind == GALLEY_ELEMENT_HEADING)
    begin_word_paragraph (self, &open, &style, galley_intake_html_find_attribute (attributes, "class"));
  g_array_append_val (self->stack, open);
}

static void
start_element_cb (void           *data,
                  const xmlChar  *name,
                  const xmlChar **attributes)
{
  Reader *self = data;
  const GalleyElement *element = galley_element_find ((const char *) name);

  if (!look_around (self))
    return;
  if (self->stack->len >= MAX_DEPTH)
    {
      refuse (self, "elements are nested too deep");
      return;
    }
  if (element->kind == GALLEY_ELEMENT_BASE)
    set_base (self, galley_intake_html_find_attribute (attributes, "href"));
  open_element (self, element, attributes);
  if (get_top (self)->is_silent || self->is_over)
    return;
  if (element->kind == GALLEY_ELEMENT_BREAK)
    {
      append_character (self, get_top (self), '\n');
      self->has_space = self->has_line_end = FALSE;
    }
  else if (element->kind == GALLEY_ELEMENT_RULE)
    g_ptr_array_add (self->fragment->blocks, galley_block_new (GALLEY_BLOCK_RULE, NULL, NULL, 0));
  else if (element->kind == GALLEY_ELEMENT_PICTURE)
    self->fragment->n_pictures++;
}

static void
end_cell (Reader     *self,
          const Open *cell)
{
  GPtrArray *blocks = self->fragment->blocks;
  guint n_blocks = blocks->len - MIN (cell->first, blocks->len);

  if (n_blocks == 0)
    g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, NULL, NULL, 0));
  if (cell->n_tables == 1)
    {
      galley_intake_grid_add (&self->grid, cell->cell, cell->first, blocks);
      return;
    }
  for (guint i = self->stack->len; i > 0; i--)
    {
      Open *row = &g_array_index (self->stack, Open, i - 1);

      if (row->element->kind == GALLEY_ELEMENT_TABLE)
        break;
      if (row->element->kind != GALLEY_ELEMENT_ROW)
        continue;
      row->is_layout = row->is_layout || n_blocks > 1;
      return;
    }
  /* A cell outside of any row. */
  if (n_blocks == 0)
    g_ptr_array_remove_index (blocks, blocks->len - 1);
}

static void
close_element (Reader *self)
{
  Open open = *get_top (self);

  if (open.is_block && !open.is_silent)
    {
      if (open.is_word_item)
        flush_word_item (self, &open);
      else
        flush (self);
    }
  g_array_set_size (self->stack, self->stack->len - 1);
  if (open.element->kind == GALLEY_ELEMENT_ITEM && !open.is_silent)
    end_item (self, &open);
  else if (open.element->kind == GALLEY_ELEMENT_CELL && !open.is_late && !open.is_silent)
    end_cell (self, &open);
  else if (open.element->kind == GALLEY_ELEMENT_TABLE && open.n_tables == 1)
    galley_intake_grid_close (&self->grid, self->fragment->blocks);
  else if (open.element->kind == GALLEY_ELEMENT_ROW && open.n_tables == 1)
    galley_intake_grid_end_row (&self->grid);
  else if (open.element->kind == GALLEY_ELEMENT_ROW)
    galley_intake_join_row (self->fragment->blocks, MIN (open.first, self->fragment->blocks->len), open.is_layout);
  if (open.element->kind == GALLEY_ELEMENT_TABLE || open.element->kind == GALLEY_ELEMENT_ROW)
    self->list = (GalleyIntakeList){ 0 };
}

static void
end_element_cb (void          *data,
                const xmlChar *name)
{
  Reader *self = data;
  const GalleyElement *element = galley_element_find ((const char *) name);

  if (!look_around (self))
    return;
  for (guint i = self->stack->len; i > 0; i--)
    if (g_array_index (self->stack, Open, i - 1).element == element)
      {
        while (self->stack->len >= i)
          close_element (self);
        return;
      }
}

/* Only what stands between these two was copied; the rest is there for the styles. */
static void
comment_cb (void          *data,
            const xmlChar *text)
{
  Reader *self = data;

  if (!look_around (self))
    return;
  if (strcmp ((const char *) text, "StartFragment") == 0)
    {
      g_array_set_size (self->rich, 0);
      g_ptr_array_set_size (self->fragment->blocks, 0);
      self->fragment->n_pictures = 0;
      self->list = (GalleyIntakeList){ 0 };
      galley_intake_grid_clear (&self->grid);
      for (guint i = 0; i < self->stack->len; i++)
        g_array_index (self->stack, Open, i).first = 0;
    }
  else if (strcmp ((const char *) text, "EndFragment") == 0)
    {
      self->is_over = TRUE;
    }
}

/* --- reading ----------------------------------------------------------------------------------------------------- */

static void
parse (Reader     *self,
       const char *markup)
{
  const xmlSAXHandler handler = { .startElement = start_element_cb,
                                  .endElement = end_element_cb,
                                  .characters = characters_cb,
                                  .ignorableWhitespace = characters_cb,
                                  .comment = comment_cb };

  self->parser = galley_intake_html_parser_new (&handler, self);
  self->size = strlen (markup);
  if (self->size > 0)
    galley_intake_html_parser_read (self->parser, markup);
  while (self->error == NULL && self->stack->len > 0)
    close_element (self);
  if (self->error == NULL)
    flush (self);
  htmlFreeParserCtxt (self->parser);
}

GalleyIntakeFragment *
galley_intake_read_html (GBytes               *bytes,
                         const char           *base,
                         GalleyIntakeProgress *progress,
                         GCancellable         *cancellable,
                         GError              **error)
{
  g_autoptr (GalleyIntakeFragment) fragment = g_new0 (GalleyIntakeFragment, 1);
  g_autoptr (GPtrArray) read = NULL;
  g_autofree char *markup = NULL;
  Reader self = { .fragment = fragment, .progress = progress, .cancellable = cancellable };

  g_return_val_if_fail (bytes != NULL, NULL);

  fragment->blocks = galley_blocks_new ();
  markup = galley_intake_html_decode (bytes, &fragment->source_uri, &fragment->encoding, error);
  if (markup == NULL)
    return NULL;
  self.stack = g_array_new (FALSE, FALSE, sizeof (Open));
  self.grid.cells = g_array_new (FALSE, FALSE, sizeof (GalleyIntakeCell));
  self.rich = galley_intake_rich_new ();
  self.marker = g_string_new (NULL);
  self.targets = g_string_chunk_new (256);
  set_base (&self, base != NULL ? base : fragment->source_uri);
  parse (&self, markup);
  g_array_unref (self.stack);
  g_array_unref (self.grid.cells);
  g_array_unref (self.rich);
  g_string_free (self.marker, TRUE);
  g_string_chunk_free (self.targets);
  g_free (self.base);
  if (self.error != NULL)
    {
      g_propagate_error (error, self.error);
      return NULL;
    }
  read = g_steal_pointer (&fragment->blocks);
  fragment->blocks = galley_list_settle (read);
  return g_steal_pointer (&fragment);
}
