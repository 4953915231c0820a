/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields, sets, bylines and the document under one roof. What is read from a revision is kept as it came, so that the
 * first snapshot is that very revision and an article that is only looked at never becomes another one. */

#include "core/model/galley-article.h"

#include "core/model/galley-merge.h"

#include <string.h>

struct _GalleyArticle
{
  GObject parent_instance;

  char *id;
  char *fields[GALLEY_N_FIELDS];
  char **sets[GALLEY_N_SETS];
  GPtrArray *bylines;
  char *extra;
  GalleyDocument *document;
  GalleyState *state;
  guint64 generation;

  GalleyRevision *snapshot; /* of this moment, or of the last with the same content, or NULL */
  guint freeze_count;       /* while above 0, "changed" waits */
  gboolean has_waiting_change;
};

G_DEFINE_FINAL_TYPE (GalleyArticle, galley_article, G_TYPE_OBJECT)

enum
{
  FIELD_CHANGED,
  SET_CHANGED,
  BYLINES_CHANGED,
  STATE_CHANGED,
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
note_change (GalleyArticle *self)
{
  self->generation++;
  g_clear_pointer (&self->snapshot, galley_revision_unref);
}

static void
announce_change (GalleyArticle *self)
{
  if (self->freeze_count > 0)
    self->has_waiting_change = TRUE;
  else
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
thaw (GalleyArticle *self)
{
  if (--self->freeze_count > 0 || !self->has_waiting_change)
    return;
  self->has_waiting_change = FALSE;
  announce_change (self);
}

static void
document_spliced_cb (GalleyArticle *self)
{
  note_change (self);
  announce_change (self);
}

static void
galley_article_dispose (GObject *object)
{
  GalleyArticle *self = GALLEY_ARTICLE (object);

  if (self->document != NULL)
    g_signal_handlers_disconnect_by_func (self->document, document_spliced_cb, self);
  g_clear_object (&self->document);

  G_OBJECT_CLASS (galley_article_parent_class)->dispose (object);
}

static void
galley_article_finalize (GObject *object)
{
  GalleyArticle *self = GALLEY_ARTICLE (object);

  g_free (self->id);
  for (guint i = 0; i < GALLEY_N_FIELDS; i++)
    g_free (self->fields[i]);
  for (guint i = 0; i < GALLEY_N_SETS; i++)
    g_strfreev (self->sets[i]);
  g_ptr_array_unref (self->bylines);
  g_free (self->extra);
  g_clear_pointer (&self->state, galley_state_unref);
  g_clear_pointer (&self->snapshot, galley_revision_unref);

  G_OBJECT_CLASS (galley_article_parent_class)->finalize (object);
}

static void
galley_article_class_init (GalleyArticleClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType type = G_TYPE_FROM_CLASS (klass);

  object_class->dispose = galley_article_dispose;
  object_class->finalize = galley_article_finalize;

  signals[FIELD_CHANGED] = g_signal_new ("field-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         g_cclosure_marshal_VOID__UINT, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SET_CHANGED] = g_signal_new ("set-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       g_cclosure_marshal_VOID__UINT, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[BYLINES_CHANGED] = g_signal_new ("bylines-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           g_cclosure_marshal_VOID__VOID, G_TYPE_NONE, 0);
  signals[STATE_CHANGED] = g_signal_new ("state-changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         g_cclosure_marshal_VOID__VOID, G_TYPE_NONE, 0);
  signals[CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   g_cclosure_marshal_VOID__VOID, G_TYPE_NONE, 0);
}

static void
galley_article_init (GalleyArticle *self)
{
}

GalleyArticle *
galley_article_new (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  g_autoptr (GalleyRevision) empty = galley_revision_new (id, NULL, NULL);
  return galley_article_new_from_revision (empty);
}

GalleyArticle *
galley_article_new_from_revision (GalleyRevision *revision)
{
  g_return_val_if_fail (revision != NULL, NULL);

  GalleyArticle *self = g_object_new (GALLEY_TYPE_ARTICLE, NULL);
  GalleyContent content = galley_revision_get_content (revision);
  self->id = g_strdup (galley_revision_get_id (revision));
  for (guint i = 0; i < GALLEY_N_FIELDS; i++)
    self->fields[i] = g_strdup (content.fields[i]);
  for (guint i = 0; i < GALLEY_N_SETS; i++)
    self->sets[i] = g_strdupv ((char **) content.sets[i]);
  self->bylines = galley_bylines_copy (content.bylines);
  self->extra = g_strdup (content.extra);
  self->document = galley_document_new_from_blocks (content.blocks);
  self->state = galley_state_ref ((GalleyState *) galley_revision_get_state (revision));
  self->snapshot = galley_revision_ref (revision);
  g_signal_connect_swapped (self->document, "spliced", G_CALLBACK (document_spliced_cb), self);
  return self;
}

const char *
galley_article_get_id (GalleyArticle *self)
{
  g_return_val_if_fail (GALLEY_IS_ARTICLE (self), NULL);
  return self->id;
}

GalleyDocument *
galley_article_get_document (GalleyArticle *self)
{
  g_return_val_if_fail (GALLEY_IS_ARTICLE (self), NULL);
  return self->document;
}

guint64
galley_article_get_generation (GalleyArticle *self)
{
  g_return_val_if_fail (GALLEY_IS_ARTICLE (self), 0);
  return self->generation;
}

const char *
galley_article_get_field (GalleyArticle *self,
                          GalleyField    field)
{
  g_return_val_if_fail (GALLEY_IS_ARTICLE (self), NULL);
  g_return_val_if_fail ((guint) field < GALLEY_N_FIELDS, NULL);
  return self->fields[field];
}

static void
take_field (GalleyArticle *self,
            GalleyField    field,
            const char    *text)
{
  if (strcmp (self->fields[field], text) == 0)
    return;
  char *copy = g_strdup (text);
  g_free (self->fields[field]);
  self->fields[field] = copy;
  note_change (self);
  g_signal_emit (self, signals[FIELD_CHANGED], 0, (guint) field);
  announce_change (self);
}

void
galley_article_set_field (GalleyArticle *self,
                          GalleyField    field,
                          const char    *text)
{
  g_return_if_fail (GALLEY_IS_ARTICLE (self));
  g_return_if_fail ((guint) field < GALLEY_N_FIELDS);

  g_autofree char *cleaned = galley_field_clean (field, text);
  take_field (self, field, cleaned);
}

const char *const *
galley_article_get_set (GalleyArticle *self,
                        GalleySet      set)
{
  g_return_val_if_fail (GALLEY_IS_ARTICLE (self), NULL);
  g_return_val_if_fail ((guint) set < GALLEY_N_SETS, NULL);
  return (const char *const *) self->sets[set];
}

static void
take_set (GalleyArticle     *self,
          GalleySet          set,
          const char *const *values)
{
  if (g_strv_equal ((const char *const *) self->sets[set], values))
    return;
  char **copy = g_strdupv ((char **) values);
  g_strfreev (self->sets[set]);
  self->sets[set] = copy;
  note_change (self);
  g_signal_emit (self, signals[SET_CHANGED], 0, (guint) set);
  announce_change (self);
}

void
galley_article_set_set (GalleyArticle     *self,
                        GalleySet          set,
                        const char *const *values)
{
  g_return_if_fail (GALLEY_IS_ARTICLE (self));
  g_return_if_fail ((guint) set < GALLEY_N_SETS);

  g_autoptr (GPtrArray) cleaned = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    {
      g_autofree char *value = galley_field_clean (GALLEY_FIELD_HEADLINE, values[i]);
      if (*value != '\0' && !g_ptr_array_find_with_equal_func (cleaned, value, g_str_equal, NULL))
        g_ptr_array_add (cleaned, g_steal_pointer (&value));
    }
  g_ptr_array_add (cleaned, NULL);
  take_set (self, set, (const char *const *) cleaned->pdata);
}

GPtrArray *
galley_article_get_bylines (GalleyArticle *self)
{
  g_return_val_if_fail (GALLEY_IS_ARTICLE (self), NULL);
  return self->bylines;
}

static void
take_bylines (GalleyArticle *self,
              GPtrArray     *bylines)
{
  if (galley_bylines_equal (self->bylines, bylines))
    return;
  GPtrArray *copy = galley_bylines_copy (bylines);
  g_ptr_array_unref (self->bylines);
  self->bylines = copy;
  note_change (self);
  g_signal_emit (self, signals[BYLINES_CHANGED], 0);
  announce_change (self);
}

void
galley_article_set_bylines (GalleyArticle *self,
                            GPtrArray     *bylines)
{
  g_return_if_fail (GALLEY_IS_ARTICLE (self));

  g_autoptr (GPtrArray) cleaned = galley_bylines_new ();
  for (guint i = 0; bylines != NULL && i < bylines->len; i++)
    {
      const GalleyByline *byline = bylines->pdata[i];
      g_autofree char *name = galley_field_clean (GALLEY_FIELD_HEADLINE, byline->name);
      g_autofree char *organisation = galley_field_clean (GALLEY_FIELD_HEADLINE, byline->organisation);
      g_autofree char *role = galley_field_clean (GALLEY_FIELD_HEADLINE, byline->role);
      if (*name != '\0' || *organisation != '\0' || *role != '\0')
        g_ptr_array_add (cleaned, galley_byline_new (name, organisation, role));
    }
  take_bylines (self, cleaned);
}

const GalleyState *
galley_article_get_state (GalleyArticle *self)
{
  g_return_val_if_fail (GALLEY_IS_ARTICLE (self), NULL);
  return self->state;
}

void
galley_article_set_state (GalleyArticle     *self,
                          const GalleyState *state)
{
  g_return_if_fail (GALLEY_IS_ARTICLE (self));
  g_return_if_fail (state != NULL);

  if (galley_state_equal (self->state, state))
    return;
  galley_state_unref (self->state);
  self->state = galley_state_ref ((GalleyState *) state);
  g_signal_emit (self, signals[STATE_CHANGED], 0);
}

GalleyRevision *
galley_article_snapshot (GalleyArticle *self)
{
  g_return_val_if_fail (GALLEY_IS_ARTICLE (self), NULL);

  if (self->snapshot == NULL)
    {
      g_autoptr (GPtrArray) blocks = galley_document_dup_blocks (self->document);
      GalleyContent content = { .bylines = self->bylines, .blocks = blocks, .extra = self->extra };
      for (guint i = 0; i < GALLEY_N_FIELDS; i++)
        content.fields[i] = self->fields[i];
      for (guint i = 0; i < GALLEY_N_SETS; i++)
        content.sets[i] = (const char *const *) self->sets[i];
      self->snapshot = galley_revision_new (self->id, &content, self->state);
    }
  else if (galley_revision_get_state (self->snapshot) != self->state)
    {
      GalleyRevision *snapshot = galley_revision_with_state (self->snapshot, self->state);
      galley_revision_unref (self->snapshot);
      self->snapshot = snapshot;
    }
  return galley_revision_ref (self->snapshot);
}

static void
take_extra (GalleyArticle *self,
            const char    *extra)
{
  if (g_strcmp0 (self->extra, extra) == 0)
    return;
  g_free (self->extra);
  self->extra = g_strdup (extra);
  note_change (self);
  announce_change (self);
}

static void
take_revision (GalleyArticle  *self,
               GalleyRevision *revision)
{
  GalleyContent content = galley_revision_get_content (revision);

  for (guint i = 0; i < GALLEY_N_FIELDS; i++)
    take_field (self, i, content.fields[i]);
  for (guint i = 0; i < GALLEY_N_SETS; i++)
    take_set (self, i, content.sets[i]);
  take_bylines (self, content.bylines);
  take_extra (self, content.extra);
  galley_document_adopt (self->document, content.blocks);
  galley_article_set_state (self, galley_revision_get_state (revision));
}

gboolean
galley_article_rebase (GalleyArticle  *self,
                       GalleyRevision *from,
                       GalleyRevision *to)
{
  g_return_val_if_fail (GALLEY_IS_ARTICLE (self), FALSE);
  g_return_val_if_fail (from != NULL && to != NULL, FALSE);

  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GalleyRevision) mine = galley_article_snapshot (self);
  g_autoptr (GalleyRevision) merged = galley_merge (from, mine, to, &conflicts);

  g_object_ref (self);
  self->freeze_count++;
  take_revision (self, merged);
  thaw (self);
  /* Where nothing was typed meanwhile @merged is @to itself, its content hash with it. */
  if (self->snapshot == NULL)
    {
      g_autoptr (GalleyRevision) now = galley_article_snapshot (self);
      if (galley_revision_has_same_content (now, merged))
        {
          galley_revision_unref (self->snapshot);
          self->snapshot = galley_revision_ref (merged);
        }
    }
  g_object_unref (self);
  return conflicts->len == 0;
}

void
galley_article_exchange (GalleyArticle  *self,
                         GalleyRevision *from,
                         GalleyRevision *to)
{
  GalleyContent before, after;

  g_return_if_fail (GALLEY_IS_ARTICLE (self));
  g_return_if_fail (from != NULL && to != NULL);

  before = galley_revision_get_content (from);
  after = galley_revision_get_content (to);
  g_object_ref (self);
  self->freeze_count++;
  for (guint i = 0; i < GALLEY_N_FIELDS; i++)
    if (strcmp (self->fields[i], before.fields[i]) == 0)
      take_field (self, i, after.fields[i]);
  for (guint i = 0; i < GALLEY_N_SETS; i++)
    if (g_strv_equal ((const char *const *) self->sets[i], before.sets[i]))
      take_set (self, i, after.sets[i]);
  if (galley_bylines_equal (self->bylines, before.bylines))
    take_bylines (self, after.bylines);
  if (g_strcmp0 (self->extra, before.extra) == 0)
    take_extra (self, after.extra);
  thaw (self);
  g_object_unref (self);
}
