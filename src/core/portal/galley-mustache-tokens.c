/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cuts a template into tokens, matches opening with closing tags, and finds the lines that hold nothing but tags: their
 * blanks and line ends print nothing, as the specification of Mustache asks. */
#include "core/portal/galley-mustache-tokens.h"

#include "core/base/galley-error.h"
#include "core/base/galley-sentences.h"

#include <string.h>

typedef struct
{
  const char *name;
  const char *at;
  const char *end;
  guint line;
  char *open; /* the delimiters */
  char *close;
  GArray *tokens;
} Scanner;

static void
token_clear (gpointer data)
{
  GalleyMustacheToken *token = data;

  g_free (token->name);
  g_free (token->indent);
}

static gboolean
scanner_fail (Scanner    *self,
              guint       line,
              GError    **error,
              const char *message)
{
  g_set_error (error, GALLEY_ERROR, GALLEY_ERROR_INVALID, "%s:%u: %s", self->name, line, message);
  return FALSE;
}

static const char *
find (const char *from,
      const char *end,
      const char *what)
{
  return memmem (from, end - from, what, strlen (what));
}

static void
scanner_add_text (Scanner    *self,
                  const char *end)
{
  while (self->at < end)
    {
      const char *newline = memchr (self->at, '\n', end - self->at);
      const char *stop = newline != NULL ? newline + 1 : end;
      GalleyMustacheToken token = { .type = 't', .text = self->at, .length = stop - self->at, .line = self->line };

      g_array_append_val (self->tokens, token);
      if (newline != NULL)
        self->line++;
      self->at = stop;
    }
}

static gboolean
scanner_set_delimiters (Scanner    *self,
                        const char *inner,
                        GError    **error)
{
  g_autofree char *text = g_strstrip (g_strdup (inner));
  g_auto (GStrv) words = g_strsplit_set (text, " \t\r\n", -1);
  const char *last = text;
  guint n = g_strv_length (words);

  if (n >= 2)
    last = words[n - 1];
  if (n < 2 || *words[0] == '\0' || *last == '\0' || strchr (text, '=') != NULL)
    return scanner_fail (self, self->line, error, galley_sentence (N_ ("delimiters are two words without \"=\"")));
  for (guint i = 1; i + 1 < n; i++)
    if (*words[i] != '\0')
      return scanner_fail (self, self->line, error, galley_sentence (N_ ("delimiters are two words without \"=\"")));
  g_free (self->open);
  g_free (self->close);
  self->open = g_strdup (words[0]);
  self->close = g_strdup (last);
  return TRUE;
}

/* @self->at stands behind the opening delimiter. */
static gboolean
scanner_read_tag (Scanner *self,
                  GError **error)
{
  GalleyMustacheToken token = { .type = 'v', .line = self->line };
  g_autofree char *closing = NULL;
  g_autofree char *inner = NULL;
  const char *end;

  if (self->at < self->end && *self->at == '{')
    token.type = 'r';
  else if (self->at < self->end && *self->at == '&')
    token.type = 'r';
  else if (self->at < self->end && strchr ("#^></$!=", *self->at) != NULL && *self->at != '\0')
    token.type = *self->at;
  if (token.type == 'r' && *self->at == '{')
    closing = g_strconcat ("}", self->close, NULL);
  else if (token.type == '=')
    closing = g_strconcat ("=", self->close, NULL);
  else
    closing = g_strdup (self->close);
  if (token.type != 'v')
    self->at++;

  end = find (self->at, self->end, closing);
  if (end == NULL)
    return scanner_fail (self, self->line, error, galley_sentence (N_ ("tag is not closed")));
  inner = g_strndup (self->at, end - self->at);
  if (token.type == '=' && !scanner_set_delimiters (self, inner, error))
    return FALSE;
  token.name = token.type == '!' || token.type == '=' ? g_strdup ("") : g_strdup (g_strstrip (inner));
  if (*token.name == '\0' && token.type != '!' && token.type != '=')
    {
      g_free (token.name);
      return scanner_fail (self, self->line, error, galley_sentence (N_ ("tag has no name")));
    }
  for (const char *p = self->at; p < end; p++)
    if (*p == '\n')
      self->line++;
  self->at = end + strlen (closing);
  g_array_append_val (self->tokens, token);
  return TRUE;
}

static gboolean
scanner_run (Scanner *self,
             GError **error)
{
  while (self->at < self->end)
    {
      const char *tag = find (self->at, self->end, self->open);

      scanner_add_text (self, tag != NULL ? tag : self->end);
      if (tag == NULL)
        break;
      self->at = tag + strlen (self->open);
      if (!scanner_read_tag (self, error))
        return FALSE;
    }
  return TRUE;
}

/* Of a tag that nothing closes. (transfer full) */
static char *
make_open_words (const GalleyMustacheToken *open)
{
  switch (open->type)
    {
    case '<':
      return g_strdup_printf (galley_sentence (N_ ("parent \"%s\" is not closed")), open->name);
    case '$':
      return g_strdup_printf (galley_sentence (N_ ("block \"%s\" is not closed")), open->name);
    default:
      return g_strdup_printf (galley_sentence (N_ ("section \"%s\" is not closed")), open->name);
    }
}

/* Of @name, which is closed in its place. (transfer full) */
static char *
make_crossed_words (const GalleyMustacheToken *open,
                    const char                *name)
{
  switch (open->type)
    {
    case '<':
      return g_strdup_printf (galley_sentence (N_ ("\"%s\" is closed where parent \"%s\" is open")), name, open->name);
    case '$':
      return g_strdup_printf (galley_sentence (N_ ("\"%s\" is closed where block \"%s\" is open")), name, open->name);
    default:
      return g_strdup_printf (galley_sentence (N_ ("\"%s\" is closed where section \"%s\" is open")), name, open->name);
    }
}

static gboolean
scanner_match (Scanner *self,
               GError **error)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autofree char *message = NULL;
  GalleyMustacheToken *tokens = (GalleyMustacheToken *) self->tokens->data;

  for (guint i = 0; i < self->tokens->len; i++)
    {
      GalleyMustacheToken *token = &tokens[i];
      guint open;

      if (token->type == '#' || token->type == '^' || token->type == '<' || token->type == '$')
        {
          g_array_append_val (stack, i);
          if (stack->len > GALLEY_MUSTACHE_MAX_DEPTH)
            return scanner_fail (self, token->line, error, galley_sentence (N_ ("sections nest too deep")));
        }
      if (token->type != '/')
        continue;
      if (stack->len == 0)
        {
          message = g_strdup_printf (galley_sentence (N_ ("\"%s\" is closed but was never opened")), token->name);
          return scanner_fail (self, token->line, error, message);
        }
      open = g_array_index (stack, guint, stack->len - 1);
      if (!g_str_equal (tokens[open].name, token->name))
        {
          message = make_crossed_words (&tokens[open], token->name);
          return scanner_fail (self, token->line, error, message);
        }
      g_array_set_size (stack, stack->len - 1);
      token->match = open;
      tokens[open].match = i;
    }
  if (stack->len > 0)
    {
      GalleyMustacheToken *open = &tokens[g_array_index (stack, guint, stack->len - 1)];

      message = make_open_words (open);
      return scanner_fail (self, open->line, error, message);
    }
  return TRUE;
}

static gboolean
token_is_blank (const GalleyMustacheToken *token)
{
  for (gsize i = 0; i < token->length; i++)
    if (strchr (" \t\r\n", token->text[i]) == NULL || token->text[i] == '\0')
      return FALSE;
  return TRUE;
}

static gboolean
token_ends_line (const GalleyMustacheToken *token)
{
  return token->type == 't' && token->length > 0 && token->text[token->length - 1] == '\n';
}

gboolean
galley_mustache_token_begins_line (GArray *tokens,
                                   guint   index)
{
  return index == 0 || token_ends_line (&g_array_index (tokens, GalleyMustacheToken, index - 1));
}

/* Whether between the line's start and token @index stand only blanks and tags of the types @allowed; a closing tag
 * counts as '/' when it closes a block or parent. */
static gboolean
is_blank_before (GArray     *tokens,
                 guint       index,
                 const char *allowed)
{
  while (index-- > 0)
    {
      GalleyMustacheToken *token = &g_array_index (tokens, GalleyMustacheToken, index);

      if (token_ends_line (token))
        return TRUE;
      if (token->type == 't' ? !token_is_blank (token) : strchr (allowed, token->type) == NULL)
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_blank_after (GArray     *tokens,
                guint       index,
                const char *allowed)
{
  while (++index < tokens->len)
    {
      GalleyMustacheToken *token = &g_array_index (tokens, GalleyMustacheToken, index);

      if (token->type == 't' ? !token_is_blank (token) : strchr (allowed, token->type) == NULL)
        return FALSE;
      if (token_ends_line (token))
        return TRUE;
    }
  return TRUE;
}

/* The blanks right before token @index, if they begin its line, else NULL. */
static GalleyMustacheToken *
get_blanks_before (GArray *tokens,
                   guint   index)
{
  GalleyMustacheToken *token;

  if (index == 0)
    return NULL;
  token = &g_array_index (tokens, GalleyMustacheToken, index - 1);
  if (token->type != 't' || token_ends_line (token) || !token_is_blank (token) ||
      !galley_mustache_token_begins_line (tokens, index - 1))
    return NULL;
  return token;
}

static void
drop_before (GArray *tokens,
             guint   index)
{
  GalleyMustacheToken *blanks = get_blanks_before (tokens, index);

  if (blanks != NULL)
    blanks->dropped = TRUE;
}

static void
drop_after (GArray *tokens,
            guint   index)
{
  if (index + 1 < tokens->len && g_array_index (tokens, GalleyMustacheToken, index + 1).type == 't')
    g_array_index (tokens, GalleyMustacheToken, index + 1).dropped = TRUE;
}

static char *
dup_indent (GArray *tokens,
            guint   index)
{
  GalleyMustacheToken *blanks = get_blanks_before (tokens, index);

  return blanks != NULL ? g_strndup (blanks->text, blanks->length) : g_strdup ("");
}

static void
mark_parent (GArray *tokens,
             guint   index)
{
  GalleyMustacheToken *token = &g_array_index (tokens, GalleyMustacheToken, index);

  if (!is_blank_before (tokens, index, "") || !is_blank_after (tokens, token->match, ""))
    return;
  token->indent = dup_indent (tokens, index);
  drop_before (tokens, index);
  drop_after (tokens, token->match);
}

static void
mark_block (GArray *tokens,
            guint   index)
{
  GalleyMustacheToken *token = &g_array_index (tokens, GalleyMustacheToken, index);
  GalleyMustacheToken *next = token + 1; /* there is one: at least the closing tag */

  token->indent = dup_indent (tokens, index);
  if (is_blank_before (tokens, index, "<$") && token_ends_line (next) && token_is_blank (next))
    {
      token->is_fresh = TRUE;
      drop_before (tokens, index);
      next->dropped = TRUE;
    }
  if (is_blank_before (tokens, token->match, "/") && is_blank_after (tokens, token->match, "/"))
    {
      drop_before (tokens, token->match);
      drop_after (tokens, token->match);
    }
}

static void
mark_standalone (GArray *tokens)
{
  for (guint i = 0; i < tokens->len; i++)
    {
      GalleyMustacheToken *token = &g_array_index (tokens, GalleyMustacheToken, i);
      char type = token->type == '/' ? g_array_index (tokens, GalleyMustacheToken, token->match).type : token->type;

      if (token->type == '<')
        mark_parent (tokens, i);
      else if (token->type == '$')
        mark_block (tokens, i);
      else if (strchr ("#^>!=", type) != NULL && is_blank_before (tokens, i, "") && is_blank_after (tokens, i, ""))
        {
          if (type == '>')
            token->indent = dup_indent (tokens, i);
          token->is_fresh = TRUE;
          drop_before (tokens, i);
          drop_after (tokens, i);
        }
    }
}

GArray *
galley_mustache_tokens_new (const char  *name,
                            const char  *text,
                            gsize        length,
                            GError     **error)
{
  g_autoptr (GArray) tokens = g_array_new (FALSE, TRUE, sizeof (GalleyMustacheToken));
  Scanner scanner = { name, text, text + length, 1, g_strdup ("{{"), g_strdup ("}}"), tokens };
  gboolean is_good;

  g_array_set_clear_func (tokens, token_clear);
  is_good = scanner_run (&scanner, error) && scanner_match (&scanner, error);
  g_free (scanner.open);
  g_free (scanner.close);
  if (!is_good)
    return NULL;
  mark_standalone (tokens);
  return g_steal_pointer (&tokens);
}
