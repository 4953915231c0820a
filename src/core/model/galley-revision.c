/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Content and state are counted apart: a revision with another state shares the whole content, its hash included. */

#include "core/model/galley-revision.h"

#include "core/model/galley-list.h"

#include "core/base/galley-text.h"

#include <string.h>

typedef struct
{
  gatomicrefcount references;
  const char *fields[GALLEY_N_FIELDS]; /* "" or in field_texts, one behind the other */
  char *field_texts;
  char **sets[GALLEY_N_SETS];          /* no_texts where it is empty */
  GPtrArray *bylines;
  GPtrArray *blocks;
  char *extra;
} Content;

struct _GalleyRevision
{
  gatomicrefcount references;
  char *id;
  Content *content;
  GalleyState *state;
  char *content_hash; /* atomic: NULL, then set once */
};

G_DEFINE_BOXED_TYPE (GalleyRevision, galley_revision, galley_revision_ref, galley_revision_unref)

static char *no_texts[] = { NULL };

/* Of two dozen fields most are empty: there is one piece of memory for all. */
static void
copy_fields (Content             *self,
             const GalleyContent *open)
{
  gsize sizes[GALLEY_N_FIELDS];
  gsize size = 0;
  char *text;

  for (guint i = 0; i < GALLEY_N_FIELDS; i++)
    {
      sizes[i] = open->fields[i] != NULL && *open->fields[i] != '\0' ? strlen (open->fields[i]) + 1 : 0;
      size += sizes[i];
    }
  self->field_texts = text = g_malloc (size);
  for (guint i = 0; i < GALLEY_N_FIELDS; i++)
    {
      self->fields[i] = "";
      if (sizes[i] == 0)
        continue;
      self->fields[i] = memcpy (text, open->fields[i], sizes[i]);
      text += sizes[i];
    }
}

static Content *
content_new (const GalleyContent *open)
{
  static const GalleyContent empty = { 0 };
  Content *self = g_new0 (Content, 1);

  open = open != NULL ? open : &empty;
  g_atomic_ref_count_init (&self->references);
  copy_fields (self, open);
  for (guint i = 0; i < GALLEY_N_SETS; i++)
    self->sets[i] = open->sets[i] != NULL && *open->sets[i] != NULL ? g_strdupv ((char **) open->sets[i]) : no_texts;
  self->bylines = open->bylines != NULL ? galley_bylines_copy (open->bylines) : galley_bylines_new ();
  if (open->blocks != NULL && open->blocks->len > 0)
    self->blocks = galley_list_settle (open->blocks);
  else
    {
      self->blocks = galley_blocks_new ();
      g_ptr_array_add (self->blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, NULL, NULL, 0));
    }
  if (open->extra != NULL && *open->extra != '\0' && strcmp (open->extra, "{}") != 0)
    self->extra = g_strdup (open->extra);
  return self;
}

static Content *
content_ref (Content *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

static void
content_unref (Content *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->field_texts);
  for (guint i = 0; i < GALLEY_N_SETS; i++)
    if (self->sets[i] != no_texts)
      g_strfreev (self->sets[i]);
  g_ptr_array_unref (self->bylines);
  g_ptr_array_unref (self->blocks);
  g_free (self->extra);
  g_free (self);
}

/* What is known of an article that no server has seen. */
static GalleyState *
ref_first_state (void)
{
  static GalleyState *first = NULL;

  if (g_once_init_enter (&first))
    g_once_init_leave (&first, galley_state_new ());
  return galley_state_ref (first);
}

static GalleyRevision *
revision_new (const char  *id,
              Content     *content,
              GalleyState *state)
{
  GalleyRevision *self = g_new0 (GalleyRevision, 1);
  g_atomic_ref_count_init (&self->references);
  self->id = g_strdup (id);
  self->content = content;
  self->state = state != NULL ? galley_state_ref (state) : ref_first_state ();
  return self;
}

GalleyRevision *
galley_revision_new (const char          *id,
                     const GalleyContent *content,
                     GalleyState         *state)
{
  g_return_val_if_fail (id != NULL, NULL);
  return revision_new (id, content_new (content), state);
}

GalleyRevision *
galley_revision_with_state (GalleyRevision *self,
                            GalleyState    *state)
{
  g_return_val_if_fail (self != NULL, NULL);

  GalleyRevision *other = revision_new (self->id, content_ref (self->content), state);
  other->content_hash = g_strdup (galley_revision_get_content_hash (self));
  return other;
}

GalleyRevision *
galley_revision_with_id (GalleyRevision *self,
                         const char     *id,
                         GalleyState    *state)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (id != NULL, NULL);
  return revision_new (id, content_ref (self->content), state);
}

GalleyRevision *
galley_revision_ref (GalleyRevision *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->references);
  return self;
}

void
galley_revision_unref (GalleyRevision *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->references))
    return;
  g_free (self->id);
  content_unref (self->content);
  galley_state_unref (self->state);
  g_free (self->content_hash);
  g_free (self);
}

const char *
galley_revision_get_id (GalleyRevision *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->id;
}

const char *
galley_revision_get_field (GalleyRevision *self,
                           GalleyField     field)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((guint) field < GALLEY_N_FIELDS, NULL);
  return self->content->fields[field];
}

const char *const *
galley_revision_get_set (GalleyRevision *self,
                         GalleySet       set)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail ((guint) set < GALLEY_N_SETS, NULL);
  return (const char *const *) self->content->sets[set];
}

GPtrArray *
galley_revision_get_bylines (GalleyRevision *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->content->bylines;
}

GPtrArray *
galley_revision_get_blocks (GalleyRevision *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->content->blocks;
}

const char *
galley_revision_get_extra (GalleyRevision *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->content->extra;
}

const GalleyState *
galley_revision_get_state (GalleyRevision *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return self->state;
}

GalleyContent
galley_revision_get_content (GalleyRevision *self)
{
  GalleyContent open = { 0 };

  g_return_val_if_fail (self != NULL, open);

  for (guint i = 0; i < GALLEY_N_FIELDS; i++)
    open.fields[i] = self->content->fields[i];
  for (guint i = 0; i < GALLEY_N_SETS; i++)
    open.sets[i] = (const char *const *) self->content->sets[i];
  open.bylines = self->content->bylines;
  open.blocks = self->content->blocks;
  open.extra = self->content->extra;
  return open;
}

const char *
galley_revision_get_content_hash (GalleyRevision *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return g_atomic_pointer_get (&self->content_hash);
}

void
galley_revision_set_content_hash (GalleyRevision *self,
                                  const char     *hash)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (hash != NULL);

  char *copy = g_strdup (hash);
  /* Whoever comes second worked out the same and goes away empty. */
  if (!g_atomic_pointer_compare_and_exchange (&self->content_hash, NULL, copy))
    g_free (copy);
}

gboolean
galley_revision_has_same_content (GalleyRevision *a,
                                  GalleyRevision *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, FALSE);

  const Content *x = a->content, *y = b->content;
  if (x == y)
    return TRUE;
  for (guint i = 0; i < GALLEY_N_FIELDS; i++)
    if (strcmp (x->fields[i], y->fields[i]) != 0)
      return FALSE;
  for (guint i = 0; i < GALLEY_N_SETS; i++)
    if (!g_strv_equal ((const char *const *) x->sets[i], (const char *const *) y->sets[i]))
      return FALSE;
  return g_strcmp0 (x->extra, y->extra) == 0 && galley_bylines_equal (x->bylines, y->bylines)
         && galley_blocks_equal (x->blocks, y->blocks);
}

gboolean
galley_revision_is_blank (GalleyRevision *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  const Content *content = self->content;
  for (guint i = 0; i < GALLEY_N_FIELDS; i++)
    if (*content->fields[i] != '\0')
      return FALSE;
  for (guint i = 0; i < GALLEY_N_SETS; i++)
    if (content->sets[i][0] != NULL)
      return FALSE;
  for (guint i = 0; i < content->blocks->len; i++)
    if (galley_block_get_n_bytes (content->blocks->pdata[i]) > 0)
      return FALSE;
  return content->bylines->len == 0 && content->extra == NULL;
}

/* Han, which most of a text is, is not looked up. */
static gboolean
is_blank (const char *character)
{
  guchar lead = (guchar) *character;

  return (lead < 0xe4 || lead > 0xe9) && g_unichar_isspace (g_utf8_get_char (character));
}

char *
galley_revision_dup_snippet (GalleyRevision *self,
                             guint           cells)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_autoptr (GString) line = g_string_new (NULL);
  GPtrArray *blocks = self->content->blocks;
  guint n_characters = 0;
  /* A cell holds at most two characters that have a width; marks without one may follow. */
  guint enough = cells > G_MAXUINT / 8 ? G_MAXUINT : cells * 4 + 8;
  gboolean has_gap = FALSE;

  for (guint i = 0; i < blocks->len && n_characters < enough; i++)
    {
      g_autofree char *owned = NULL;
      const char *text = galley_block_read (blocks->pdata[i], &owned);
      while (*text != '\0' && n_characters < enough)
        {
          const char *word = text;
          while (*text != '\0' && n_characters < enough && !is_blank (text))
            {
              text = g_utf8_next_char (text);
              n_characters++;
            }
          if (text > word && has_gap)
            {
              g_string_append_c (line, ' ');
              n_characters++;
            }
          g_string_append_len (line, word, text - word);
          has_gap = line->len > 0;
          if (*text != '\0' && n_characters < enough)
            text = g_utf8_next_char (text);
        }
      has_gap = line->len > 0;
    }
  return galley_text_ellipsize (line->str, cells);
}
