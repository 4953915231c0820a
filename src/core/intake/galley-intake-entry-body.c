/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Event by event, as galley-intake-html.c. Of a picture, an attachment or a video the parts are collected (Shown) and put
 * together where its element ends; all else is written down as it comes. */
#include "core/intake/galley-intake-entry-body.h"

#include "core/base/galley-text.h"
#include "core/intake/galley-intake-entry-edges.h"
#include "core/intake/galley-intake-html-private.h"
#include "core/model/galley-enclosure.h"
#include "core/model/galley-media-type.h"
#include "core/portal/galley-view-edges.h"
#include "core/wire/galley-body.h"
#include "core/wire/galley-picture-text.h"

#include <libxml/HTMLparser.h>
#include <stdio.h>
#include <string.h>

#define MAX_DEPTH 64
#define HASH_LENGTH 64
/* A full-width one: between caption and credit where they are a paragraph. */
#define CLAUSE_BLANK "\343\200\200"

/* What an element becomes. */
typedef struct
{
  const char *name;
  const char *opening, *closing;
  gboolean has_text; /* else what stands right in it is only the page's layout */
} Tag;

static const Tag tags[] = {
  { "html", "", "", FALSE },
  { "body", "", "", FALSE },
  { "div", "", "", FALSE },
  { "p", "<p>", "</p>", TRUE },
  { "h2", "<h2>", "</h2>", TRUE },
  { "h3", "<h3>", "</h3>", TRUE },
  { "blockquote", "<blockquote><p>", "</p></blockquote>", FALSE },
  { "hr", "<hr/>", "", FALSE }, /* or a page break */
  { "ul", "<ul>", "</ul>", FALSE },
  { "ol", "<ol>", "</ol>", FALSE },
  { "li", "<li>", "</li>", TRUE },
  { "table", "<table>", "</table>", FALSE },
  { "thead", "", "", FALSE },
  { "tbody", "", "", FALSE },
  { "tr", "<tr>", "</tr>", FALSE },
  { "th", "<th>", "</th>", TRUE },
  { "td", "<td>", "</td>", TRUE },
};
static const Tag inlines[] = {
  { "strong", "<strong>", "</strong>", TRUE },
  { "em", "<em>", "</em>", TRUE },
  { "u", "<u>", "</u>", TRUE },
  { "a", "", "</a>", TRUE }, /* its beginning has an address */
  { "span", "", "", TRUE },
  { "br", "<br/>", "", FALSE },
};
static const Tag page_break = { "hr", "<hr class=\"page\"/>", "", FALSE };
/* An element that is only layout, or has its text in what is around it. */
static const Tag nothing = { "", "", "", TRUE };

/* An element that is open. */
typedef struct
{
  const Tag *tag;
  GString *sink; /* where its text goes; NULL: nowhere */
  GalleyEntryEdges edges; /* of its text, which begins at @start in what is written */
  gsize start;
} Open;

typedef enum
{
  SHAPE_PICTURE,
  SHAPE_ATTACHMENT,
  SHAPE_VIDEO, /* of a file */
  SHAPE_PLAYER,
} Shape;

/* A picture, an attachment or a video that is read. */
typedef struct
{
  Shape shape;
  guint depth;    /* of its element */
  char *address;  /* (nullable): of the picture, the file or the player */
  char *name;     /* (nullable): of the file */
  char *alternative;
  guint width, height;
  GalleyFocus focus;
  gboolean has_focus;
  GalleyFigure *poster; /* (nullable) */
  GString *caption;     /* of a picture canonical, of others the title as text */
  GString *credit;      /* of a picture */
  GalleyEntryEdges edges, credit_edges;
} Shown;

typedef struct
{
  htmlParserCtxtPtr parser;
  GalleyIntakeMedia *media;
  GString *out;
  GArray *stack; /* (element-type Open) */
  Shown *shown;  /* (nullable) */
  gboolean is_foreign;
} Reader;

static void
refuse (Reader *self)
{
  self->is_foreign = TRUE;
  xmlStopParser (self->parser);
}

static void
open_clear (gpointer data)
{
  galley_entry_edges_clear (&((Open *) data)->edges);
}

static void
shown_free (Shown *self)
{
  galley_entry_edges_clear (&self->edges);
  galley_entry_edges_clear (&self->credit_edges);
  g_free (self->address);
  g_free (self->name);
  g_free (self->alternative);
  g_clear_pointer (&self->poster, galley_figure_unref);
  g_string_free (self->caption, TRUE);
  g_string_free (self->credit, TRUE);
  g_free (self);
}

static const char *
find (const xmlChar **attributes,
      const char     *name)
{
  return galley_intake_html_find_attribute (attributes, name);
}

static gboolean
is_named (const char *name,
          const char *other)
{
  return g_ascii_strcasecmp (name, other) == 0;
}

/* --- pictures ---------------------------------------------------------------------------------------------------- */

/* A side of a picture; 0 where it is none. */
static guint
read_side (const xmlChar **attributes,
           const char     *name)
{
  const char *value = find (attributes, name);
  guint64 side = value != NULL && g_ascii_isdigit (*value) ? g_ascii_strtoull (value, NULL, 10) : 0;

  return side <= GALLEY_FIGURE_MAX_SIDE ? (guint) side : 0;
}

/* The picture at @address, where it is to be had. (transfer full) (nullable) */
static GalleyFigure *
make_figure (Reader     *self,
             const char *address,
             guint       width,
             guint       height,
             const char *alternative)
{
  const char *media_type;
  char hash[HASH_LENGTH + 1];

  if (!galley_intake_media_ask (self->media, address, hash, &media_type, NULL)
      || !galley_media_type_is_picture (media_type) || width == 0 || height == 0)
    return NULL;
  return galley_figure_new (hash, media_type, width, height, alternative);
}

static gboolean
read_focus (const char  *style,
            GalleyFocus *focus)
{
  return style != NULL && sscanf (style, "object-position: %3u%% %3u%%", &focus->x, &focus->y) == 2
         && galley_focus_is_valid (focus);
}

static void
take_picture (Reader         *self,
              const xmlChar **attributes)
{
  Shown *shown = self->shown;
  guint width = read_side (attributes, "width"), height = read_side (attributes, "height");

  if ((shown->shape == SHAPE_VIDEO || shown->shape == SHAPE_PLAYER) && shown->poster == NULL)
    {
      shown->poster = make_figure (self, find (attributes, "src"), width, height, NULL);
    }
  else if (shown->shape == SHAPE_PICTURE && shown->address == NULL)
    {
      shown->address = g_strdup (find (attributes, "src"));
      shown->alternative = g_strdup (find (attributes, "alt"));
      shown->width = width;
      shown->height = height;
      shown->has_focus = read_focus (find (attributes, "style"), &shown->focus);
    }
}

/* What of a picture is text, with its blanks. The break between caption and credit has its marks by the caption. */
static void
append_words (GString *out,
              Shown   *shown)
{
  g_autoptr (GalleyBlock) caption = NULL;
  g_autoptr (GalleyBlock) credit = NULL;
  g_autoptr (GalleyBlock) whole = NULL;

  galley_entry_edges_put (&shown->edges, shown->caption, 0);
  galley_entry_edges_put (&shown->credit_edges, shown->credit, 0);
  caption = galley_entry_edges_read_text (shown->caption->str);
  if (caption == NULL || !g_str_has_suffix (galley_block_get_text (caption), GALLEY_LINE_SEPARATOR))
    {
      g_string_append_printf (out, "%s<br/>%s", shown->caption->str, shown->credit->str);
      return;
    }
  credit = galley_entry_edges_read_text (shown->credit->str);
  whole = credit != NULL ? galley_block_join (caption, credit) : galley_block_ref (caption);
  galley_body_append_inline (out, whole);
}

/* Where it is not to be had its words are a paragraph. */
static void
end_picture (Reader *self)
{
  Shown *shown = self->shown;
  g_autoptr (GalleyFigure) figure =
    make_figure (self, shown->address, shown->width, shown->height, shown->alternative);
  g_autoptr (GalleyFigure) whole = NULL;
  g_autofree char *text = NULL;

  if (figure != NULL)
    whole = galley_figure_with_edit (figure, NULL, shown->has_focus ? &shown->focus : NULL);
  text = galley_picture_text_write (whole);
  if (whole != NULL)
    {
      g_string_append_printf (self->out, "<figure>%s<figcaption>", text);
      append_words (self->out, shown);
      g_string_append (self->out, "</figcaption></figure>");
    }
  else if (shown->caption->len > 0 || shown->credit->len > 0)
    g_string_append_printf (self->out, "<p>%s%s%s</p>", shown->caption->str,
                            shown->caption->len > 0 && shown->credit->len > 0 ? CLAUSE_BLANK : "", shown->credit->str);
}

/* --- attachments and videos -------------------------------------------------------------------------------------- */

static void
take_video (Reader         *self,
            const xmlChar **attributes)
{
  Shown *shown = self->shown;

  shown->shape = SHAPE_VIDEO;
  shown->address = g_strdup (find (attributes, "src"));
  if (find (attributes, "poster") != NULL)
    shown->poster = make_figure (self, find (attributes, "poster"), read_side (attributes, "width"),
                                 read_side (attributes, "height"), NULL);
}

/* What it hands out or plays, where that is to be had. (transfer full) (nullable) */
static GalleyEnclosure *
make_enclosure (Reader *self)
{
  const Shown *shown = self->shown;
  const char *media_type;
  char hash[HASH_LENGTH + 1];
  gint64 size = 0;

  if (shown->shape == SHAPE_PLAYER)
    return shown->address != NULL && galley_enclosure_address_is_safe (shown->address)
             ? galley_enclosure_new_player (shown->address, shown->poster) : NULL;
  if (!galley_intake_media_ask (self->media, shown->address, hash, &media_type, &size)
      || galley_media_type_is_picture (media_type) || size < 1 || size > GALLEY_MEDIA_MAX_BYTES
      || (shown->shape == SHAPE_VIDEO && !galley_media_type_is_video (media_type)))
    return NULL;
  return galley_enclosure_new_file (hash, media_type, size, shown->name, shown->poster);
}

/* (transfer full) */
static char *
make_title (const Shown *shown,
            const char  *printed)
{
  /* What stands in for a title is none, unless the page says that it ends. */
  const char *stand_in = shown->shape == SHAPE_PLAYER ? shown->address : shown->name;
  const char *title = shown->edges.after != NULL || g_strcmp0 (printed, stand_in) != 0 ? printed : "";
  g_autoptr (GalleyBlock) plain = galley_block_new (GALLEY_BLOCK_PARAGRAPH, title, NULL, 0);
  g_autoptr (GString) markup = g_string_new (NULL);
  g_autoptr (GalleyBlock) whole = NULL;

  galley_body_append_inline (markup, plain);
  whole = galley_entry_edges_add (&shown->edges, markup->str);
  return g_strdup (whole != NULL ? galley_block_get_text (whole) : title);
}

static void
end_enclosed (Reader *self)
{
  Shown *shown = self->shown;
  g_autoptr (GalleyEnclosure) enclosure = make_enclosure (self);
  g_autofree char *title = g_strstrip (g_strdup (shown->caption->str));
  g_autofree char *whole = make_title (shown, title);
  g_autoptr (GPtrArray) blocks = galley_blocks_new ();

  if (enclosure != NULL)
    g_ptr_array_add (blocks, galley_block_new_enclosed (shown->shape == SHAPE_ATTACHMENT ? GALLEY_BLOCK_ATTACHMENT
                                                                                         : GALLEY_BLOCK_VIDEO,
                                                        enclosure, whole));
  else if (*title != '\0')
    g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, title, NULL, 0));
  if (blocks->len > 0)
    galley_body_append_element (self->out, blocks, 0);
}

/* --- what is shown ----------------------------------------------------------------------------------------------- */

/* What of a picture, an attachment or a video begins here; FALSE: neither. */
static gboolean
begin_shown (Reader         *self,
             const char     *name,
             const xmlChar **attributes)
{
  const char *class_name = find (attributes, "class");
  gboolean is_attachment = is_named (name, "p") && g_strcmp0 (class_name, "attachment") == 0;

  if (!is_attachment && !is_named (name, "figure"))
    return FALSE;
  self->shown = g_new0 (Shown, 1);
  self->shown->shape = is_attachment                             ? SHAPE_ATTACHMENT
                       : g_strcmp0 (class_name, "video") == 0 ? SHAPE_PLAYER /* until there is a video in it */
                                                              : SHAPE_PICTURE;
  self->shown->depth = self->stack->len;
  self->shown->caption = g_string_new (NULL);
  self->shown->credit = g_string_new (NULL);
  galley_entry_edges_init (&self->shown->edges, find (attributes, GALLEY_EDGE_BEFORE),
                           find (attributes, GALLEY_EDGE_AFTER));
  galley_entry_edges_init (&self->shown->credit_edges, find (attributes, GALLEY_EDGE_CREDIT_BEFORE),
                           find (attributes, GALLEY_EDGE_CREDIT_AFTER));
  return TRUE;
}

static void
end_shown (Reader *self)
{
  if (self->shown->shape == SHAPE_PICTURE)
    end_picture (self);
  else
    end_enclosed (self);
  g_clear_pointer (&self->shown, shown_free);
}

/* The link to a file or a player. Where its words go. (nullable) */
static GString *
take_link (Reader         *self,
           const xmlChar **attributes)
{
  Shown *shown = self->shown;

  if (shown->name == NULL)
    shown->name = g_strdup (find (attributes, "download"));
  if (shown->shape == SHAPE_VIDEO)
    return NULL;
  if (shown->address == NULL)
    shown->address = g_strdup (find (attributes, "href"));
  return shown->caption;
}

/* A part of what is shown. FALSE: it is a mark, or none at all. */
static gboolean
open_part (Reader         *self,
           const char     *name,
           const xmlChar **attributes,
           Open           *open)
{
  Shown *shown = self->shown;

  open->tag = &nothing;
  if (is_named (name, "img"))
    take_picture (self, attributes);
  else if (is_named (name, "video") && shown->shape == SHAPE_PLAYER && shown->address == NULL)
    take_video (self, attributes);
  else if (is_named (name, "figcaption"))
    open->sink = shown->caption;
  else if (is_named (name, "small"))
    open->sink = shown->shape == SHAPE_PICTURE ? shown->credit : NULL;
  else if (is_named (name, "a") && shown->shape != SHAPE_PICTURE)
    open->sink = take_link (self, attributes);
  else
    return FALSE;
  return TRUE;
}

/* --- events ------------------------------------------------------------------------------------------------------ */

/* Whether what goes to @sink is text without markup. */
static gboolean
is_plain (Reader        *self,
          const GString *sink)
{
  return self->shown != NULL && self->shown->shape != SHAPE_PICTURE && sink == self->shown->caption;
}

static const Tag *
find_tag (const Tag  *table,
          guint       n,
          const char *name)
{
  for (guint i = 0; i < n; i++)
    if (is_named (name, table[i].name))
      return &table[i];
  return NULL;
}

/* A mark, a break or a link in a text. */
static gboolean
open_inline (Reader         *self,
             const char     *name,
             const xmlChar **attributes,
             Open           *open)
{
  const Tag *tag = find_tag (inlines, G_N_ELEMENTS (inlines), name);

  if (tag == NULL || (open->sink == NULL && self->shown == NULL))
    return FALSE;
  if (open->sink == NULL || is_plain (self, open->sink))
    {
      open->tag = &nothing;
      if (open->sink != NULL && is_named (name, "br"))
        g_string_append (open->sink, GALLEY_LINE_SEPARATOR);
      return TRUE;
    }
  open->tag = tag;
  g_string_append (open->sink, tag->opening);
  if (is_named (name, "a"))
    {
      g_string_append (open->sink, "<a href=\"");
      galley_xhtml_append_escaped (open->sink, find (attributes, "href") != NULL ? find (attributes, "href") : "");
      g_string_append (open->sink, "\">");
    }
  return TRUE;
}

static void
end_text (Reader *self,
          Open   *open)
{
  galley_entry_edges_put (&open->edges, self->out, open->start);
  galley_entry_edges_clear (&open->edges);
}

static gboolean
open_block (Reader         *self,
            const char     *name,
            const xmlChar **attributes,
            Open           *open)
{
  Open *parent = self->stack->len > 0 ? &g_array_index (self->stack, Open, self->stack->len - 1) : NULL;
  gboolean is_quoted = is_named (name, "p") && parent != NULL && is_named (parent->tag->name, "blockquote");

  open->tag = is_quoted ? &nothing : find_tag (tags, G_N_ELEMENTS (tags), name);
  if (open->tag == NULL)
    return FALSE;
  open->sink = open->tag->has_text ? self->out : NULL;
  if (is_named (name, "hr") && g_strcmp0 (find (attributes, "class"), "page") == 0)
    open->tag = &page_break;
  /* A list ends the text of the item that it stands in. */
  if (parent != NULL)
    end_text (self, parent);
  g_string_append (self->out, open->tag->opening);
  galley_entry_edges_init (&open->edges, find (attributes, GALLEY_EDGE_BEFORE), find (attributes, GALLEY_EDGE_AFTER));
  open->start = self->out->len;
  return TRUE;
}

static void
start_element_cb (void           *data,
                  const xmlChar  *xml_name,
                  const xmlChar **attributes)
{
  Reader *self = data;
  const char *name = (const char *) xml_name;
  Open open = { .tag = &nothing };

  if (self->is_foreign)
    return;
  if (self->stack->len >= MAX_DEPTH)
    {
      refuse (self);
      return;
    }
  if (self->stack->len > 0)
    open.sink = g_array_index (self->stack, Open, self->stack->len - 1).sink;
  if (self->shown != NULL ? !open_part (self, name, attributes, &open) && !open_inline (self, name, attributes, &open)
                          : !begin_shown (self, name, attributes) && !open_inline (self, name, attributes, &open)
                              && !open_block (self, name, attributes, &open))
    refuse (self);
  else
    g_array_append_val (self->stack, open);
}

static void
end_element_cb (void          *data,
                const xmlChar *name)
{
  Reader *self = data;
  Open open;

  if (self->is_foreign || self->stack->len == 0)
    return;
  end_text (self, &g_array_index (self->stack, Open, self->stack->len - 1));
  open = g_array_index (self->stack, Open, self->stack->len - 1);
  g_array_set_size (self->stack, self->stack->len - 1);
  g_string_append (open.sink != NULL ? open.sink : self->out, open.tag->closing);
  if (self->shown != NULL && self->shown->depth == self->stack->len)
    end_shown (self);
}

static gboolean
is_layout (const char *text,
           gsize       length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isspace (text[i]))
      return FALSE;
  return TRUE;
}

static void
characters_cb (void          *data,
               const xmlChar *xml_text,
               int            length)
{
  Reader *self = data;
  const char *text = (const char *) xml_text;
  const char *valid;
  GString *sink;

  if (self->is_foreign || self->stack->len == 0)
    return;
  g_utf8_validate_len (text, (gsize) length, &valid);
  sink = g_array_index (self->stack, Open, self->stack->len - 1).sink;
  if (sink == NULL && self->shown == NULL && !is_layout (text, (gsize) (valid - text)))
    refuse (self);
  if (sink == NULL)
    return;
  if (is_plain (self, sink))
    {
      g_string_append_len (sink, text, valid - text);
      return;
    }
  for (; text < valid; text++)
    switch (*text)
      {
      case '&': g_string_append (sink, "&amp;"); break;
      case '<': g_string_append (sink, "&lt;"); break;
      case '>': g_string_append (sink, "&gt;"); break;
      default: g_string_append_c (sink, *text);
      }
}

GPtrArray *
galley_intake_entry_body_read (const char        *markup,
                               GalleyIntakeMedia *media)
{
  const xmlSAXHandler handler = { .startElement = start_element_cb,
                                  .endElement = end_element_cb,
                                  .characters = characters_cb,
                                  .ignorableWhitespace = characters_cb };
  Reader self = { .media = media };
  GPtrArray *blocks = NULL;

  g_return_val_if_fail (markup != NULL, NULL);
  g_return_val_if_fail (media != NULL, NULL);

  if (*markup == '\0')
    return NULL;
  self.stack = g_array_new (FALSE, FALSE, sizeof (Open));
  g_array_set_clear_func (self.stack, open_clear);
  self.out = g_string_new (NULL);
  self.parser = galley_intake_html_parser_new (&handler, &self);
  galley_intake_html_parser_read (self.parser, markup);
  htmlFreeParserCtxt (self.parser);
  if (self.out->len == 0)
    g_string_append (self.out, "<p></p>");
  if (!self.is_foreign)
    blocks = galley_body_read (self.out->str, self.out->len, NULL);
  g_clear_pointer (&self.shown, shown_free);
  g_array_unref (self.stack);
  g_string_free (self.out, TRUE);
  return blocks;
}
