/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Event by event, as galley-intake-html.c: what is open stands on a stack of our own, no tree is built. */
#include "core/intake/galley-intake-entry.h"

#include "core/intake/galley-intake-html-private.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#define MAX_DEPTH 256
#define MAX_EVENTS (400 * 1000)
/* Of one text beside the body, of JSON-LD, and how many tags and steps are taken. */
#define MAX_PART_BYTES (16 * 1024)
#define MAX_DATA_BYTES (256 * 1024)
#define MAX_WORDS 200

/* What the text inside an element is. */
typedef enum
{
  ROLE_NONE,
  ROLE_PART,
  ROLE_TAG,
  ROLE_STEP, /* of the breadcrumb */
  ROLE_DATA,
  ROLE_BODY,
  ROLE_SILENT,
} Role;

typedef struct
{
  Role role;
  GalleyEntryPart part; /* with ROLE_PART */
  gboolean is_cited;    /* inside of what the article is taken from */
  gboolean is_card;     /* inside of a person */
  gboolean is_steps;    /* inside of the breadcrumb */
  gboolean is_own;      /* the role begins here */
} Open;

typedef struct
{
  htmlParserCtxtPtr parser;
  GalleyIntakeEntry *entry;
  GArray *stack; /* (element-type Open) */
  GString *text; /* of the part, tag or step that is read */
  guint n_events;
  GError *error;
} Reader;

void
galley_intake_entry_free (GalleyIntakeEntry *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < GALLEY_N_ENTRY_PARTS; i++)
    g_free (self->parts[i]);
  g_ptr_array_unref (self->tags);
  g_ptr_array_unref (self->breadcrumb);
  g_free (self->data);
  g_free (self->base);
  if (self->body != NULL)
    g_string_free (self->body, TRUE);
  g_free (self);
}

static gboolean
look_around (Reader *self)
{
  if (self->error != NULL)
    return FALSE;
  if (++self->n_events <= MAX_EVENTS && self->stack->len < MAX_DEPTH
      && (self->entry->body == NULL || self->entry->body->len <= GALLEY_INTAKE_HTML_MAX_BYTES))
    return TRUE;
  g_set_error_literal (&self->error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE, "the page is larger than is taken");
  xmlStopParser (self->parser);
  return FALSE;
}

/* --- what an element is ------------------------------------------------------------------------------------------ */

typedef struct
{
  const char *name;
  GalleyEntryPart part;
} Name;

static const Name classes[] = {
  { "p-name", GALLEY_ENTRY_HEADLINE },      { "kicker", GALLEY_ENTRY_KICKER },   { "introtitle", GALLEY_ENTRY_KICKER },
  { "subtitle", GALLEY_ENTRY_SUBTITLE },    { "p-summary", GALLEY_ENTRY_SUMMARY }, { "dt-published", GALLEY_ENTRY_DATE },
  { "p-author", GALLEY_ENTRY_AUTHORS },
};
static const Name ids[] = {
  { "pubtime_baidu", GALLEY_ENTRY_DATE },
  { "source_baidu", GALLEY_ENTRY_SOURCE },
  { "author_baidu", GALLEY_ENTRY_AUTHORS },
  { "editor_baidu", GALLEY_ENTRY_EDITOR },
};
/* What government pages say in their heads (国办发〔2017〕47号). */
static const Name metas[] = {
  { "ArticleTitle", GALLEY_ENTRY_HEADLINE },
  { "ContentSource", GALLEY_ENTRY_SOURCE },
  { "PubDate", GALLEY_ENTRY_DATE },
};
static const char *const bodies[] = { "e-content", "TRS_Editor" };

/* Whether @value, words with blanks between them, has @word. */
static gboolean
has_word (const char *value,
          const char *word)
{
  gsize length = strlen (word);

  for (const char *p = value; p != NULL && (p = strstr (p, word)) != NULL; p += length)
    if ((p == value || g_ascii_isspace (p[-1])) && (p[length] == '\0' || g_ascii_isspace (p[length])))
      return TRUE;
  return FALSE;
}

static gboolean
is_body (const char     *name,
         const char     *class_name,
         const xmlChar **attributes)
{
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    if (has_word (class_name, bodies[i]))
      return TRUE;
  return g_ascii_strcasecmp (name, "founder-content") == 0
         || has_word (galley_intake_html_find_attribute (attributes, "itemprop"), "articleBody");
}

/* The same words stand for another thing in what the article is taken from, and a person's name is no headline. */
static gboolean
take_part (Open           *open,
           GalleyEntryPart part)
{
  if (open->is_cited && part == GALLEY_ENTRY_HEADLINE)
    part = GALLEY_ENTRY_ORIGINAL_HEADLINE;
  else if (open->is_cited && part == GALLEY_ENTRY_AUTHORS)
    part = GALLEY_ENTRY_ORIGINAL_AUTHOR;
  else if (open->is_cited || (open->is_card && part == GALLEY_ENTRY_HEADLINE))
    return FALSE;
  open->part = part;
  return TRUE;
}

static gboolean
find_part (Open           *open,
           const char     *class_name,
           const xmlChar **attributes)
{
  const char *id = galley_intake_html_find_attribute (attributes, "id");

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    if (g_strcmp0 (id, ids[i].name) == 0)
      {
        open->part = ids[i].part;
        return TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (classes); i++)
    if (has_word (class_name, classes[i].name) && take_part (open, classes[i].part))
      return TRUE;
  return has_word (galley_intake_html_find_attribute (attributes, "itemprop"), "headline")
         && take_part (open, GALLEY_ENTRY_HEADLINE);
}

/* What of @name is no text of anything. */
static gboolean
is_silent (const char *name)
{
  return galley_element_find (name)->kind == GALLEY_ELEMENT_SILENT;
}

static Role
find_role (Reader         *self,
           Open           *open,
           const char     *name,
           const xmlChar **attributes)
{
  const char *class_name = galley_intake_html_find_attribute (attributes, "class");
  const char *type = galley_intake_html_find_attribute (attributes, "type");
  gboolean is_part;

  if (g_ascii_strcasecmp (name, "script") == 0 && type != NULL && g_ascii_strcasecmp (type, "application/ld+json") == 0)
    return self->entry->data == NULL ? ROLE_DATA : ROLE_SILENT;
  if (is_silent (name))
    return ROLE_SILENT;
  if (self->entry->body == NULL && is_body (name, class_name, attributes))
    return ROLE_BODY;
  self->entry->is_entry = self->entry->is_entry || has_word (class_name, "h-entry");
  open->is_cited = open->is_cited || has_word (class_name, "h-cite");
  open->is_steps = open->is_steps || has_word (class_name, "breadcrumb");
  if (has_word (class_name, "p-category"))
    return ROLE_TAG;
  if (open->is_steps && g_ascii_strcasecmp (name, "li") == 0)
    return ROLE_STEP;
  is_part = find_part (open, class_name, attributes);
  open->is_card = open->is_card || has_word (class_name, "h-card");
  return is_part ? ROLE_PART : ROLE_NONE;
}

/* --- taking it --------------------------------------------------------------------------------------------------- */

/* The first one stands. Takes @text. */
static void
set_part (Reader         *self,
          GalleyEntryPart part,
          char           *text)
{
  g_autofree char *stripped = text != NULL ? g_strstrip (text) : NULL;

  if (self->entry->parts[part] == NULL && stripped != NULL && *stripped != '\0')
    self->entry->parts[part] = g_steal_pointer (&stripped);
}

static void
add_word (GPtrArray *words,
          char      *text)
{
  g_autofree char *stripped = g_strstrip (text);

  if (*stripped != '\0' && words->len < MAX_WORDS)
    g_ptr_array_add (words, g_steal_pointer (&stripped));
}

static void
take (Reader     *self,
      const Open *open)
{
  char *text = g_strndup (self->text->str, self->text->len);

  g_string_truncate (self->text, 0);
  if (open->role == ROLE_PART)
    set_part (self, open->part, text);
  else if (open->role == ROLE_TAG)
    add_word (self->entry->tags, text);
  else if (open->role == ROLE_STEP)
    add_word (self->entry->breadcrumb, text);
  else
    self->entry->data = text;
}

/* What an element says by its attributes. */
static void
read_attributes (Reader         *self,
                 const Open     *open,
                 const char     *name,
                 const xmlChar **attributes)
{
  const char *href = galley_intake_html_find_attribute (attributes, "href");
  const char *content = galley_intake_html_find_attribute (attributes, "content");
  const char *meta = galley_intake_html_find_attribute (attributes, "name");
  gboolean is_generator = meta != NULL && g_ascii_strcasecmp (meta, "generator") == 0;
  gboolean is_base = g_ascii_strcasecmp (name, "base") == 0
                     || (g_ascii_strcasecmp (name, "link") == 0
                         && has_word (galley_intake_html_find_attribute (attributes, "rel"), "canonical"));

  if (is_base && self->entry->base == NULL && galley_intake_html_is_base (href))
    self->entry->base = g_strdup (href);
  if (is_generator && content != NULL && g_str_equal (content, GALLEY_ENTRY_GENERATOR))
    self->entry->is_ours = TRUE;
  for (guint i = 0; content != NULL && meta != NULL && i < G_N_ELEMENTS (metas); i++)
    if (g_ascii_strcasecmp (meta, metas[i].name) == 0 && strlen (content) <= MAX_PART_BYTES)
      set_part (self, metas[i].part, g_strdup (content));
  if (open->role != ROLE_PART)
    return;
  if (open->part == GALLEY_ENTRY_DATE)
    set_part (self, GALLEY_ENTRY_DATE, g_strdup (galley_intake_html_find_attribute (attributes, "datetime")));
  else if (href != NULL && (open->part == GALLEY_ENTRY_SOURCE || open->part == GALLEY_ENTRY_ORIGINAL_HEADLINE))
    set_part (self, open->part == GALLEY_ENTRY_SOURCE ? GALLEY_ENTRY_SOURCE_URI : GALLEY_ENTRY_ORIGINAL_URI,
              galley_intake_html_dup_target (attributes, self->entry->base));
}

/* --- the body's markup ------------------------------------------------------------------------------------------- */

static void
append_escaped (GString    *out,
                const char *text,
                gsize       length)
{
  for (gsize i = 0; i < length; i++)
    switch (text[i])
      {
      case '<': g_string_append (out, "&lt;"); break;
      case '>': g_string_append (out, "&gt;"); break;
      case '&': g_string_append (out, "&amp;"); break;
      case '"': g_string_append (out, "&quot;"); break;
      default: g_string_append_c (out, text[i]);
      }
}

static void
copy_beginning (GString        *out,
                const char     *name,
                const xmlChar **attributes)
{
  g_string_append_printf (out, "<%s", name);
  for (guint i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
    {
      g_string_append_printf (out, " %s=\"", (const char *) attributes[i]);
      if (attributes[i + 1] != NULL)
        append_escaped (out, (const char *) attributes[i + 1], strlen ((const char *) attributes[i + 1]));
      g_string_append_c (out, '"');
    }
  g_string_append_c (out, '>');
}

/* Whether an element of that name has no end (HTML, 13.1.2). */
static gboolean
is_void (const char *name)
{
  static const char *const names[] = { "area", "base", "br",   "col",   "embed",  "hr",    "img",
                                       "input", "link", "meta", "param", "source", "track", "wbr" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;
  return FALSE;
}

/* --- events ------------------------------------------------------------------------------------------------------ */

static void
start_element_cb (void           *data,
                  const xmlChar  *name,
                  const xmlChar **attributes)
{
  Reader *self = data;
  Open open = { ROLE_NONE };

  if (!look_around (self))
    return;
  if (self->stack->len > 0)
    open = g_array_index (self->stack, Open, self->stack->len - 1);
  open.is_own = FALSE;
  if (open.role == ROLE_BODY)
    {
      /* A video has no text, but says what it plays. */
      if (is_silent ((const char *) name) && g_ascii_strcasecmp ((const char *) name, "video") != 0)
        open.role = ROLE_SILENT;
      else
        copy_beginning (self->entry->body, (const char *) name, attributes);
    }
  else if (open.role != ROLE_SILENT && open.role != ROLE_DATA)
    {
      Open inner = open;

      inner.role = find_role (self, &inner, (const char *) name, attributes);
      inner.is_own = inner.role != ROLE_NONE && inner.role != ROLE_SILENT;
      /* The innermost says it best: who stands within the authors' line is the author, its label is not. */
      if (inner.is_own)
        g_string_truncate (self->text, 0);
      if (inner.role == ROLE_BODY)
        self->entry->body = g_string_new (NULL);
      if (inner.role == ROLE_NONE)
        inner.role = open.role;
      open = inner;
      read_attributes (self, &open, (const char *) name, attributes);
    }
  g_array_append_val (self->stack, open);
}

static void
end_element_cb (void          *data,
                const xmlChar *name)
{
  Reader *self = data;
  Open open;

  if (self->error != NULL || self->stack->len == 0)
    return;
  open = g_array_index (self->stack, Open, self->stack->len - 1);
  g_array_set_size (self->stack, self->stack->len - 1);
  if (open.role == ROLE_BODY && !open.is_own && !is_void ((const char *) name))
    g_string_append_printf (self->entry->body, "</%s>", (const char *) name);
  else if (open.role != ROLE_BODY && open.is_own)
    take (self, &open);
}

static void
characters_cb (void          *data,
               const xmlChar *text,
               int            length)
{
  Reader *self = data;
  const Open *open;
  const char *valid;
  gsize limit, taken;

  if (!look_around (self) || self->stack->len == 0)
    return;
  open = &g_array_index (self->stack, Open, self->stack->len - 1);
  if (open->role == ROLE_NONE || open->role == ROLE_SILENT)
    return;
  g_utf8_validate_len ((const char *) text, (gsize) length, &valid);
  taken = (gsize) (valid - (const char *) text);
  if (open->role == ROLE_BODY)
    {
      append_escaped (self->entry->body, (const char *) text, taken);
      return;
    }
  limit = open->role == ROLE_DATA ? MAX_DATA_BYTES : MAX_PART_BYTES;
  if (self->text->len + taken <= limit)
    g_string_append_len (self->text, (const char *) text, (gssize) taken);
}

GalleyIntakeEntry *
galley_intake_entry_read (const char *markup,
                          GError    **error)
{
  g_autoptr (GalleyIntakeEntry) entry = g_new0 (GalleyIntakeEntry, 1);
  const xmlSAXHandler handler = { .startElement = start_element_cb,
                                  .endElement = end_element_cb,
                                  .characters = characters_cb,
                                  .ignorableWhitespace = characters_cb,
                                  .cdataBlock = characters_cb };
  Reader self = { .entry = entry };

  g_return_val_if_fail (markup != NULL, NULL);

  entry->tags = g_ptr_array_new_with_free_func (g_free);
  entry->breadcrumb = g_ptr_array_new_with_free_func (g_free);
  if (*markup == '\0')
    return NULL;
  self.stack = g_array_new (FALSE, FALSE, sizeof (Open));
  self.text = g_string_new (NULL);
  self.parser = galley_intake_html_parser_new (&handler, &self);
  galley_intake_html_parser_read (self.parser, markup);
  htmlFreeParserCtxt (self.parser);
  g_array_unref (self.stack);
  g_string_free (self.text, TRUE);
  if (self.error != NULL)
    {
      g_propagate_error (error, self.error);
      return NULL;
    }
  return entry->body != NULL ? g_steal_pointer (&entry) : NULL;
}
