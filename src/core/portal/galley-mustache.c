/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Renders the tree of a template. What is written unescaped is decided here alone: text of the template, and values
 * that the view marks as safe. */
#include "core/portal/galley-mustache.h"

#include "core/base/galley-bytes.h"
#include "core/base/galley-error.h"
#include "core/base/galley-sentences.h"
#include "core/portal/galley-mustache-tokens.h"
#include "core/portal/galley-mustache-tree.h"

#include <string.h>

#define MAX_OUTPUT (16 * 1024 * 1024)
#define MAX_STEPS 4000000

struct _GalleyMustache
{
  char *name;
  GPtrArray *nodes; /* (element-type GalleyMustacheNode) */
};

/* The blocks that override, outermost parent first. */
typedef struct _Overrides Overrides;
struct _Overrides
{
  const Overrides *outer;
  GPtrArray *nodes; /* children of a parent tag */
};

/* Where lines begin: partials and overriding blocks are indented as their tag is. */
typedef struct
{
  const char *indent;
  gsize indent_length;
  gsize dedent;
  gboolean skips_line; /* the line was begun by the block's surroundings */
} Frame;

/* The values that names are looked for in, the innermost first. */
typedef struct _Scope Scope;
struct _Scope
{
  const Scope *outer;
  const GalleyValue *value;
};

typedef struct
{
  const Scope *scope;
  GalleyMustacheLookup lookup;
  gpointer data;
  GString *out;
  gsize start;
  guint depth;
  guint steps;
  GError **error;
} Rendering;

static gboolean render_nodes (Rendering       *self,
                              GPtrArray       *nodes,
                              Frame           *frame,
                              const Overrides *overrides);

/* Whether none of the next GALLEY_BYTES_AT_ONCE bytes is & or ', < or >, or ". Of each pair one bit tells the two apart. */
static inline gboolean
stand_for_themselves (const char *bytes)
{
  guint8 found = 0;

  for (guint i = 0; i < GALLEY_BYTES_AT_ONCE; i++)
    found |= ((bytes[i] | 1) == '\'') | ((bytes[i] | 2) == '>') | (bytes[i] == '"');
  return found == 0;
}

/* By runs of what stands for itself. */
static void
append_escaped (GString    *out,
                const char *text,
                gsize       length)
{
  static const char *const names[256] = {
    ['&'] = "&amp;", ['<'] = "&lt;", ['>'] = "&gt;", ['"'] = "&quot;", ['\''] = "&#39;",
  };
  const char *end = text + length;
  const char *run = text;
  const char *p = text;

  while (p < end)
    {
      /* The last bytes together with some before them, of which it is known already. */
      const char *some = length >= GALLEY_BYTES_AT_ONCE ? MIN (p, end - GALLEY_BYTES_AT_ONCE) : NULL;

      if (some != NULL && some >= run && stand_for_themselves (some))
        {
          p = some + GALLEY_BYTES_AT_ONCE;
          continue;
        }
      while (p < end && names[(guchar) *p] == NULL)
        p++;
      if (p == end)
        break;
      galley_bytes_append (out, run, p - run);
      galley_bytes_append_text (out, names[(guchar) *p]);
      run = ++p;
    }
  galley_bytes_append (out, run, end - run);
}

static gboolean
is_false (const GalleyValue *value)
{
  if (value == NULL)
    return TRUE;
  switch (value->kind)
    {
    case GALLEY_VALUE_NULL:
      return TRUE;
    case GALLEY_VALUE_BOOLEAN:
    case GALLEY_VALUE_INTEGER:
      return value->integer == 0;
    case GALLEY_VALUE_TEXT:
    case GALLEY_VALUE_SAFE:
    case GALLEY_VALUE_ARRAY:
      return value->length == 0;
    case GALLEY_VALUE_DOUBLE:
    case GALLEY_VALUE_OBJECT:
    default:
      return FALSE;
    }
}

static const GalleyValue *
find_value (Rendering          *self,
            GalleyMustacheNode *node)
{
  const GalleyValue *value = NULL;

  if (node->path[0] == NULL)
    return self->scope->value;
  for (const Scope *scope = self->scope; scope != NULL && value == NULL; scope = scope->outer)
    value = galley_value_find (scope->value, node->path[0], node->keys[0]);
  for (guint i = 1; node->path[i] != NULL && value != NULL; i++)
    value = galley_value_find (value, node->path[i], node->keys[i]);
  return value;
}

static void
append_integer (GString *out,
                gint64   integer)
{
  guint64 rest = integer < 0 ? -(guint64) integer : (guint64) integer;
  char digits[32];
  guint n = sizeof digits;

  do
    digits[--n] = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (integer < 0)
    digits[--n] = '-';
  galley_bytes_append (out, digits + n, sizeof digits - n);
}

static void
append_number (GString *out,
               double   number)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  for (int digits = 15; digits <= 17; digits++)
    {
      const char format[] = { '%', '.', '1', '0' + digits - 10, 'g', '\0' };

      g_ascii_formatd (buffer, sizeof buffer, format, number);
      if (g_ascii_strtod (buffer, NULL) == number)
        break;
    }
  g_string_append (out, buffer);
}

static void
render_value (Rendering          *self,
              GalleyMustacheNode *node)
{
  const GalleyValue *value = find_value (self, node);

  if (value == NULL)
    return;
  switch (value->kind)
    {
    case GALLEY_VALUE_TEXT:
    case GALLEY_VALUE_SAFE:
      if (node->is_raw && (node->is_trusted || value->kind == GALLEY_VALUE_SAFE))
        galley_bytes_append (self->out, value->text, value->length);
      else
        append_escaped (self->out, value->text, value->length);
      return;
    case GALLEY_VALUE_INTEGER:
      append_integer (self->out, value->integer);
      return;
    case GALLEY_VALUE_DOUBLE:
      append_number (self->out, value->number);
      return;
    case GALLEY_VALUE_BOOLEAN:
      g_string_append (self->out, value->integer != 0 ? "true" : "false");
      return;
    case GALLEY_VALUE_NULL:
    case GALLEY_VALUE_ARRAY:
    case GALLEY_VALUE_OBJECT:
    default:
      return;
    }
}

static gboolean
render_with (Rendering         *self,
             const GalleyValue *value,
             GPtrArray         *nodes,
             Frame             *frame,
             const Overrides   *overrides)
{
  Scope scope = { self->scope, value };
  gboolean is_good;

  self->scope = &scope;
  is_good = render_nodes (self, nodes, frame, overrides);
  self->scope = scope.outer;
  return is_good;
}

static gboolean
render_section (Rendering          *self,
                GalleyMustacheNode *node,
                Frame              *frame,
                const Overrides    *overrides)
{
  const GalleyValue *value = find_value (self, node);

  if (is_false (value) == (node->kind == GALLEY_MUSTACHE_SECTION))
    return TRUE;
  if (node->kind == GALLEY_MUSTACHE_INVERTED)
    return render_nodes (self, node->children, frame, overrides);
  if (value->kind != GALLEY_VALUE_ARRAY)
    return render_with (self, value, node->children, frame, overrides);
  for (const GalleyValueMember *item = value->first; item != NULL; item = item->next)
    if (!render_with (self, item->value, node->children, frame, overrides))
      return FALSE;
  return TRUE;
}

static char *
frame_make_indent (const Frame *frame,
                   const char  *blanks)
{
  return g_strconcat (frame->indent, blanks + MIN (strlen (blanks), frame->dedent), NULL);
}

static gboolean
render_partial (Rendering          *self,
                GalleyMustacheNode *node,
                Frame              *frame,
                const Overrides    *overrides)
{
  GalleyMustache *template = self->lookup != NULL ? self->lookup (node->text, self->data) : NULL;
  g_autofree char *indent = NULL;
  Overrides mine = { overrides, node->children };
  Frame inner = { 0 };

  if (template == NULL)
    return TRUE;
  indent = frame_make_indent (frame, node->indent);
  inner.indent = indent;
  inner.indent_length = strlen (indent);
  return render_nodes (self, template->nodes, &inner, node->kind == GALLEY_MUSTACHE_PARENT ? &mine : overrides);
}

/* The outermost parent's block of that name wins. */
static GalleyMustacheNode *
find_override (const Overrides *overrides,
               const char      *name)
{
  GalleyMustacheNode *found;

  if (overrides == NULL)
    return NULL;
  found = find_override (overrides->outer, name);
  for (guint i = 0; found == NULL && i < overrides->nodes->len; i++)
    {
      GalleyMustacheNode *node = overrides->nodes->pdata[i];

      if (node->kind == GALLEY_MUSTACHE_BLOCK && g_str_equal (node->text, name))
        found = node;
    }
  return found;
}

static gboolean
render_block (Rendering          *self,
              GalleyMustacheNode *node,
              Frame              *frame,
              const Overrides    *overrides)
{
  GalleyMustacheNode *override = find_override (overrides, node->text);
  g_autofree char *indent = NULL;
  Frame inner = { 0 };

  if (override == NULL)
    return render_nodes (self, node->children, frame, overrides);
  indent = frame_make_indent (frame, node->indent);
  inner.indent = indent;
  inner.indent_length = strlen (indent);
  inner.dedent = override->dedent;
  inner.skips_line = override->is_fresh && !node->is_fresh;
  if (node->is_fresh && !override->is_fresh)
    g_string_append (self->out, indent);
  return render_nodes (self, override->children, &inner, overrides);
}

static void
render_line (Rendering          *self,
             GalleyMustacheNode *node,
             Frame              *frame)
{
  if (!frame->skips_line)
    {
      gsize n_skipped = MIN (node->length, frame->dedent);

      /* Of most lines both are nothing. */
      if (frame->indent_length > 0)
        galley_bytes_append (self->out, frame->indent, frame->indent_length);
      if (node->length > n_skipped)
        galley_bytes_append (self->out, node->text + n_skipped, node->length - n_skipped);
    }
  frame->skips_line = FALSE;
}

/* Whether lines stand as they are in the template. */
static gboolean
frame_is_plain (const Frame *frame)
{
  return frame->indent_length == 0 && frame->dedent == 0 && !frame->skips_line;
}

static gboolean
render_node (Rendering          *self,
             GalleyMustacheNode *node,
             Frame              *frame,
             const Overrides    *overrides)
{
  switch (node->kind)
    {
    case GALLEY_MUSTACHE_TEXT:
      galley_bytes_append (self->out, node->text, node->length);
      return TRUE;
    case GALLEY_MUSTACHE_LINE:
      render_line (self, node, frame);
      return TRUE;
    case GALLEY_MUSTACHE_VALUE:
      render_value (self, node);
      return TRUE;
    case GALLEY_MUSTACHE_SECTION:
    case GALLEY_MUSTACHE_INVERTED:
      return render_section (self, node, frame, overrides);
    case GALLEY_MUSTACHE_PARTIAL:
    case GALLEY_MUSTACHE_PARENT:
      return render_partial (self, node, frame, overrides);
    case GALLEY_MUSTACHE_BLOCK:
      return render_block (self, node, frame, overrides);
    default:
      g_assert_not_reached ();
    }
}

static gboolean
render_nodes (Rendering       *self,
              GPtrArray       *nodes,
              Frame           *frame,
              const Overrides *overrides)
{
  gboolean is_good = TRUE;

  if (++self->depth > GALLEY_MUSTACHE_MAX_DEPTH + 1) /* the template itself is no nesting */
    {
      g_set_error (self->error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE,
                   galley_sentence (N_ ("the template nests more than %d deep")),
                   GALLEY_MUSTACHE_MAX_DEPTH);
      is_good = FALSE;
    }
  for (guint i = 0; is_good && i < nodes->len;)
    {
      GalleyMustacheNode *node = nodes->pdata[i];
      guint n_rendered = 1;

      if (node->n_run > 0 && frame_is_plain (frame))
        {
          n_rendered = node->n_run;
          galley_bytes_append (self->out, node->run, node->run_length);
        }
      else
        {
          is_good = render_node (self, node, frame, overrides);
        }
      i += n_rendered;
      self->steps += n_rendered;
      if (is_good && (self->out->len - self->start > MAX_OUTPUT || self->steps > MAX_STEPS))
        {
          g_set_error (self->error, GALLEY_ERROR, GALLEY_ERROR_TOO_LARGE,
                       galley_sentence (N_ ("the page has more than %d bytes or %d parts")),
                       MAX_OUTPUT, MAX_STEPS);
          is_good = FALSE;
        }
    }
  self->depth--;
  return is_good;
}

GalleyMustache *
galley_mustache_new (const char           *name,
                     const char           *text,
                     gsize                 length,
                     GalleyMustacheFlags   flags,
                     GError              **error)
{
  GalleyMustache *self;
  GPtrArray *nodes;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (text != NULL || length == 0, NULL);

  if (text == NULL)
    text = "";
  if (!g_utf8_validate_len (text, length, NULL))
    {
      g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, galley_sentence (N_ ("%s: is not UTF-8")), name);
      return NULL;
    }
  nodes = galley_mustache_tree_new (name, text, length, (flags & GALLEY_MUSTACHE_TRUST_VIEW) != 0, error);
  if (nodes == NULL)
    return NULL;
  self = g_new0 (GalleyMustache, 1);
  self->name = g_strdup (name);
  self->nodes = nodes;
  return self;
}

void
galley_mustache_free (GalleyMustache *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_ptr_array_unref (self->nodes);
  g_free (self);
}

gboolean
galley_mustache_render (GalleyMustache      *self,
                        const GalleyValue   *view,
                        GalleyMustacheLookup lookup,
                        gpointer             data,
                        GString             *out,
                        GError             **error)
{
  Scope scope = { NULL, view };
  Rendering rendering = { 0 };
  Frame frame = { .indent = "" };

  g_return_val_if_fail (self != NULL, FALSE);
  g_return_val_if_fail (view != NULL, FALSE);
  g_return_val_if_fail (out != NULL, FALSE);

  rendering.scope = &scope;
  rendering.lookup = lookup;
  rendering.data = data;
  rendering.out = out;
  rendering.start = out->len;
  rendering.error = error;
  if (render_nodes (&rendering, self->nodes, &frame, NULL))
    return TRUE;
  g_prefix_error (error, "%s: ", self->name);
  return FALSE;
}

typedef struct
{
  GalleyMustache *template;
  GalleyMustacheLookup lookup;
  gpointer data;
} Checking;

static gboolean
is_include (const GalleyMustacheNode *node)
{
  return node->kind == GALLEY_MUSTACHE_PARTIAL || node->kind == GALLEY_MUSTACHE_PARENT;
}

/* Whether @from writes the template again whatever the view says. @seen: those that were looked through. */
static gboolean
leads_back (Checking       *self,
            GalleyMustache *from,
            GHashTable     *seen)
{
  if (from == self->template)
    return TRUE;
  if (from == NULL || !g_hash_table_add (seen, from))
    return FALSE;
  for (guint i = 0; i < from->nodes->len; i++)
    {
      GalleyMustacheNode *node = from->nodes->pdata[i];

      if (is_include (node) && leads_back (self, self->lookup (node->text, self->data), seen))
        return TRUE;
    }
  return FALSE;
}

static gboolean
check_nodes (Checking  *self,
             GPtrArray *nodes,
             gboolean   is_certain,
             GError   **error)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      GalleyMustacheNode *node = nodes->pdata[i];
      GalleyMustache *found = is_include (node) ? self->lookup (node->text, self->data) : NULL;
      g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

      if (is_include (node) && found == NULL)
        g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID,
                     galley_sentence (N_ ("%s:%u: there is no template \"%s\"")),
                     self->template->name, node->line, node->text);
      else if (is_certain && found != NULL && leads_back (self, found, seen))
        g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID,
                     galley_sentence (N_ ("%s:%u: \"%s\" leads back here without an end")),
                     self->template->name, node->line, node->text);
      else if (node->children == NULL || check_nodes (self, node->children, FALSE, error))
        continue;
      return FALSE;
    }
  return TRUE;
}

gboolean
galley_mustache_check (GalleyMustache      *self,
                       GalleyMustacheLookup lookup,
                       gpointer             data,
                       GError             **error)
{
  Checking checking = { self, lookup, data };

  g_return_val_if_fail (self != NULL && lookup != NULL, FALSE);

  return check_nodes (&checking, self->nodes, TRUE, error);
}
