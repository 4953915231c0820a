/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From tokens to the tree that is rendered. */
#include "core/portal/galley-mustache-tree.h"

#include "core/portal/galley-mustache-tokens.h"
#include "core/portal/galley-value.h"

#include <string.h>

static void
node_free (GalleyMustacheNode *self)
{
  g_free (self->text);
  g_free (self->run);
  g_strfreev (self->path);
  g_free (self->keys);
  g_free (self->indent);
  g_clear_pointer (&self->children, g_ptr_array_unref);
  g_free (self);
}

static GPtrArray *
nodes_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);
}

static GalleyMustacheNode *
add_node (GPtrArray          *nodes,
          GalleyMustacheKind  kind,
          const char         *text,
          gsize               length)
{
  GalleyMustacheNode *node = g_new0 (GalleyMustacheNode, 1);

  node->kind = kind;
  node->text = g_strndup (text, length);
  node->length = length;
  g_ptr_array_add (nodes, node);
  return node;
}

static void
add_text (GPtrArray           *nodes,
          GalleyMustacheToken *token,
          gboolean             begins_line)
{
  gsize blanks = 0;

  if (begins_line)
    {
      while (blanks < token->length && (token->text[blanks] == ' ' || token->text[blanks] == '\t'))
        blanks++;
      add_node (nodes, GALLEY_MUSTACHE_LINE, token->text, blanks);
    }
  if (blanks < token->length)
    add_node (nodes, GALLEY_MUSTACHE_TEXT, token->text + blanks, token->length - blanks);
}

/* The first line of @nodes, if they begin with one. */
static const GalleyMustacheNode *
find_first_line (GPtrArray *nodes)
{
  GalleyMustacheNode *first;

  if (nodes->len == 0)
    return NULL;
  first = nodes->pdata[0];
  if (first->kind == GALLEY_MUSTACHE_LINE)
    return first;
  return first->children != NULL ? find_first_line (first->children) : NULL;
}

static void
finish_block (GalleyMustacheNode *node)
{
  const GalleyMustacheNode *line = find_first_line (node->children);

  if (!node->is_fresh || line == NULL)
    return;
  node->dedent = line->length;
  g_free (node->indent);
  node->indent = g_strdup (line->text);
}

static GalleyMustacheKind
token_get_kind (GalleyMustacheToken *token)
{
  switch (token->type)
    {
    case '#':
      return GALLEY_MUSTACHE_SECTION;
    case '^':
      return GALLEY_MUSTACHE_INVERTED;
    case '>':
      return GALLEY_MUSTACHE_PARTIAL;
    case '<':
      return GALLEY_MUSTACHE_PARENT;
    case '$':
      return GALLEY_MUSTACHE_BLOCK;
    default:
      return GALLEY_MUSTACHE_VALUE;
    }
}

static GalleyMustacheNode *
add_tag (GPtrArray           *nodes,
         GalleyMustacheToken *token,
         gboolean             is_trusted)
{
  GalleyMustacheNode *node = add_node (nodes, token_get_kind (token), token->name, strlen (token->name));

  node->path = g_str_equal (token->name, ".") ? g_new0 (char *, 1) : g_strsplit (token->name, ".", -1);
  node->keys = g_new (guint64, g_strv_length (node->path) + 1);
  for (guint i = 0; node->path[i] != NULL; i++)
    node->keys[i] = galley_value_make_key (node->path[i]);
  node->indent = g_strdup (token->indent != NULL ? token->indent : "");
  node->line = token->line;
  node->is_raw = token->type == 'r';
  node->is_trusted = is_trusted;
  node->is_fresh = token->is_fresh;
  return node;
}

static gboolean
token_is_standalone (GalleyMustacheToken *token)
{
  return token->is_fresh || (token->indent != NULL && (token->type == '>' || token->type == '<'));
}

static gboolean
is_written_as_it_is (const GalleyMustacheNode *node)
{
  return node->kind == GALLEY_MUSTACHE_TEXT || node->kind == GALLEY_MUSTACHE_LINE;
}

/* Most of a template is lines between its tags: they need not be walked through one by one. */
static void
join_runs (GPtrArray *nodes)
{
  for (guint first = 0, end; first < nodes->len; first = MAX (end, first + 1))
    {
      g_autoptr (GString) run = g_string_new (NULL);
      GalleyMustacheNode *node = nodes->pdata[first];

      for (end = first; end < nodes->len && is_written_as_it_is (nodes->pdata[end]); end++)
        {
          GalleyMustacheNode *part = nodes->pdata[end];

          g_string_append_len (run, part->text, (gssize) part->length);
        }
      if (end - first > 1)
        {
          node->n_run = end - first;
          node->run_length = run->len;
          node->run = g_string_free (g_steal_pointer (&run), FALSE);
        }
      else if (node->children != NULL)
        {
          join_runs (node->children);
        }
    }
}

/* Tokens from *@index up to the tag that closes them. */
static void
build (GArray    *tokens,
       guint     *index,
       guint      end,
       gboolean   is_trusted,
       GPtrArray *nodes)
{
  for (; *index < end; (*index)++)
    {
      GalleyMustacheToken *token = &g_array_index (tokens, GalleyMustacheToken, *index);
      gboolean begins_line = galley_mustache_token_begins_line (tokens, *index);
      GalleyMustacheNode *node;

      if (token->dropped)
        continue;
      if (token->type == 't')
        {
          add_text (nodes, token, begins_line);
          continue;
        }
      if (begins_line && !token_is_standalone (token))
        add_node (nodes, GALLEY_MUSTACHE_LINE, "", 0);
      if (token->type == '!' || token->type == '=')
        continue;
      node = add_tag (nodes, token, is_trusted);
      if (strchr ("#^<$", token->type) == NULL)
        continue;
      node->children = nodes_new ();
      (*index)++;
      build (tokens, index, token->match, is_trusted, node->children);
      if (galley_mustache_token_begins_line (tokens, token->match) &&
          !g_array_index (tokens, GalleyMustacheToken, token->match).is_fresh && node->kind != GALLEY_MUSTACHE_PARENT &&
          node->kind != GALLEY_MUSTACHE_BLOCK)
        add_node (node->children, GALLEY_MUSTACHE_LINE, "", 0);
      if (node->kind == GALLEY_MUSTACHE_BLOCK)
        finish_block (node);
    }
}

GPtrArray *
galley_mustache_tree_new (const char *name,
                          const char *text,
                          gsize       length,
                          gboolean    is_trusted,
                          GError    **error)
{
  g_autoptr (GArray) tokens = galley_mustache_tokens_new (name, text, length, error);
  g_autoptr (GPtrArray) nodes = NULL;
  guint index = 0;

  if (tokens == NULL)
    return NULL;
  nodes = nodes_new ();
  build (tokens, &index, tokens->len, is_trusted, nodes);
  join_runs (nodes);
  return g_steal_pointer (&nodes);
}
