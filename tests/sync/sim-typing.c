/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person does to the articles of a computer. A text is words with a blank between them, so that what becomes of
 * each can be found. */
#include "sim.h"

#include "core/base/galley-id.h"
#include "core/store/galley-store-outbox.h"
#include "core/wire/galley-wire.h"

#include <string.h>

/* Of a hundred who order something. */
#define TYPED_BEHIND 30

typedef struct
{
  GalleyRevision *revision;
  const char *id;
  gint64 now;
  gint64 boot;
  gboolean is_trashed;
  const char *name;
  GalleyAction action;
} Input;

/* A change that is being made. */
typedef struct
{
  Sim *sim;
  GPtrArray *paragraphs; /* of text */
  char *headline;
  char *kicker;
  GPtrArray *typed;  /* of text: words, not saved yet */
  GPtrArray *erased; /* of text */
} Change;

static void
change_clear (Change *self)
{
  g_clear_pointer (&self->paragraphs, g_ptr_array_unref);
  g_clear_pointer (&self->typed, g_ptr_array_unref);
  g_clear_pointer (&self->erased, g_ptr_array_unref);
  g_clear_pointer (&self->headline, g_free);
  g_clear_pointer (&self->kicker, g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Change, change_clear)

static const char *
type_word (Change *self)
{
  char *word = g_strdup_printf ("w%u.", ++self->sim->n_words);

  g_ptr_array_add (self->typed, word);
  return word;
}

static void
erase_words (Change     *self,
             const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_ptr_array_add (self->erased, g_strdup (words[i]));
}

static char *
type_paragraph (Change *self)
{
  GString *text = g_string_new (type_word (self));

  for (guint n = sim_choose (self->sim, 4); n > 0; n--)
    g_string_append_printf (text, " %s", type_word (self));
  return g_string_free (text, FALSE);
}

/* @text with a word put in somewhere, or one taken out. (transfer full) */
static char *
change_words (Change     *self,
              const char *text,
              gboolean    is_erasing)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  g_autoptr (GPtrArray) out = g_ptr_array_new ();
  guint n_words = g_strv_length (words);
  guint at = sim_choose (self->sim, n_words + 1);

  for (guint i = 0; i <= n_words; i++)
    {
      if (i == at && !is_erasing)
        g_ptr_array_add (out, (char *) type_word (self));
      if (i == n_words)
        break;
      if (i == at && is_erasing)
        erase_words (self, words[i]);
      else if (*words[i] != '\0')
        g_ptr_array_add (out, words[i]);
    }
  g_ptr_array_add (out, NULL);
  return g_strjoinv (" ", (char **) out->pdata);
}

static void
replace (GPtrArray *texts,
         guint      at,
         char      *text)
{
  g_free (texts->pdata[at]);
  texts->pdata[at] = text;
}

static void
change_headline (Change *self)
{
  g_autofree char *old = g_steal_pointer (&self->headline);

  self->headline = change_words (self, old, FALSE);
}

static void
make_change (Change *self)
{
  GPtrArray *paragraphs = self->paragraphs;
  guint at = sim_choose (self->sim, paragraphs->len);
  char *old;

  switch (sim_choose (self->sim, 10))
    {
    case 0:
      g_ptr_array_insert (paragraphs, (int) sim_choose (self->sim, paragraphs->len + 1), type_paragraph (self));
      break;
    case 1:
      if (paragraphs->len > 1)
        {
          erase_words (self, paragraphs->pdata[at]);
          g_ptr_array_remove_index (paragraphs, at);
        }
      break;
    case 2:
      old = g_ptr_array_steal_index (paragraphs, at);
      g_ptr_array_insert (paragraphs, (int) sim_choose (self->sim, paragraphs->len + 1), old);
      break;
    case 3:
      replace (paragraphs, at, change_words (self, paragraphs->pdata[at], TRUE));
      break;
    case 4:
      change_headline (self);
      break;
    case 5:
      erase_words (self, self->kicker);
      g_free (self->kicker);
      self->kicker = g_strdup (type_word (self));
      break;
    default:
      replace (paragraphs, at, change_words (self, paragraphs->pdata[at], FALSE));
      break;
    }
}

static gpointer
save_in_store (GalleyDatabase *database,
               gpointer        data,
               GError        **error)
{
  Input *input = data;

  galley_record_save_in_store (database, input->revision, input->now, NULL, error);
  return NULL;
}

static GPtrArray *
make_blocks (GPtrArray *paragraphs)
{
  GPtrArray *blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_block_unref);

  for (guint i = 0; i < paragraphs->len; i++)
    g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, paragraphs->pdata[i], NULL, 0));
  return blocks;
}

static void
forget_word (Sim        *self,
             const char *text)
{
  for (guint i = 0; i < self->words->len; i++)
    {
      SimWord *word = self->words->pdata[i];

      if (strcmp (word->text, text) == 0)
        word->is_erased = TRUE;
    }
}

/* What a save that failed has taken away may be gone; what it has brought need not be there. */
static void
keep_account (Change  *self,
              gboolean is_saved)
{
  for (guint i = 0; i < self->erased->len; i++)
    forget_word (self->sim, self->erased->pdata[i]);
  for (guint i = 0; is_saved && i < self->typed->len; i++)
    {
      SimWord *word = g_new0 (SimWord, 1);

      word->text = g_strdup (self->typed->pdata[i]);
      g_ptr_array_add (self->sim->words, word);
    }
  /* Typed and taken out again in one go. */
  for (guint i = 0; i < self->erased->len; i++)
    forget_word (self->sim, self->erased->pdata[i]);
}

static void
save (SimDesk        *self,
      Change         *change,
      const char     *id,
      GalleyRevision *upon)
{
  g_autoptr (GPtrArray) blocks = make_blocks (change->paragraphs);
  g_autoptr (GalleyRevision) revision = NULL;
  g_autofree char *typed = NULL, *erased = NULL;
  g_autoptr (GError) error = NULL;
  GalleyContent content = { 0 };
  Input input = { .now = galley_clock_get_real_time (self->clock) };

  if (upon != NULL)
    content = galley_revision_get_content (upon);
  content.blocks = blocks;
  content.fields[GALLEY_FIELD_HEADLINE] = change->headline;
  content.fields[GALLEY_FIELD_KICKER] = change->kicker;
  content.fields[GALLEY_FIELD_CHANNEL] = "news"; /* without one nothing is published */
  input.revision = revision =
    galley_revision_new (id, &content, upon != NULL ? (GalleyState *) galley_revision_get_state (upon) : NULL);
  galley_store_run (self->store, GALLEY_LANE_SAVE, save_in_store, &input, &error);
  g_ptr_array_add (change->typed, NULL);
  g_ptr_array_add (change->erased, NULL);
  typed = g_strjoinv (" ", (char **) change->typed->pdata);
  erased = g_strjoinv (" ", (char **) change->erased->pdata);
  g_ptr_array_remove_index (change->typed, change->typed->len - 1);
  g_ptr_array_remove_index (change->erased, change->erased->len - 1);
  sim_note (change->sim, "desk %u types in %s: +%s -%s%s", self->number, id, typed, erased,
            error == NULL ? "" : ", not saved");
  keep_account (change, error == NULL);
}

static void
change_init (Change *self,
             Sim    *sim)
{
  self->sim = sim;
  self->paragraphs = g_ptr_array_new_with_free_func (g_free);
  self->typed = g_ptr_array_new_with_free_func (g_free);
  self->erased = g_ptr_array_new_with_free_func (g_free);
}

void
sim_desk_begin_article (SimDesk *self)
{
  Sim *sim = self->sim;
  char *id = galley_id_new (self->clock, sim->random);
  g_auto (Change) change = { 0 };

  g_ptr_array_add (sim->ids, id);
  change_init (&change, sim);
  change.headline = g_strdup (type_word (&change));
  change.kicker = g_strdup ("");
  for (guint n = 1 + sim_choose (sim, 4); n > 0; n--)
    g_ptr_array_add (change.paragraphs, type_paragraph (&change));
  save (self, &change, id, NULL);
}

static gpointer
load_in_store (GalleyDatabase *database,
               gpointer        id,
               GError        **error)
{
  return galley_record_load_in_store (database, id, error);
}

/* Its author may write in it. */
static gboolean
is_open (GalleyRecord *record)
{
  GalleyStatus status = galley_revision_get_state (record->revision)->status;

  return status == GALLEY_STATUS_DRAFT || status == GALLEY_STATUS_RETURNED;
}

/* One that stands on that computer, or NULL. */
static GalleyRecord *
choose_article (SimDesk *self,
                gboolean is_trashed,
                gboolean is_draft)
{
  Sim *sim = self->sim;
  guint first = sim->ids->len > 0 ? sim_choose (sim, sim->ids->len) : 0;

  for (guint i = 0; i < sim->ids->len; i++)
    {
      const char *id = sim->ids->pdata[(first + i) % sim->ids->len];
      g_autoptr (GalleyRecord) record =
        galley_store_run (self->store, GALLEY_LANE_PERSON, load_in_store, (gpointer) id, NULL);

      if (record != NULL && record->is_trashed == is_trashed && (!is_draft || is_open (record)))
        return g_steal_pointer (&record);
    }
  return NULL;
}

static void
change_read (Change       *self,
             GalleyRecord *record)
{
  GPtrArray *blocks = galley_revision_get_blocks (record->revision);

  self->headline = g_strdup (galley_revision_get_field (record->revision, GALLEY_FIELD_HEADLINE));
  self->kicker = g_strdup (galley_revision_get_field (record->revision, GALLEY_FIELD_KICKER));
  for (guint i = 0; i < blocks->len; i++)
    g_ptr_array_add (self->paragraphs, g_strdup (galley_block_get_text (blocks->pdata[i])));
}

static void
type_in (SimDesk      *self,
         GalleyRecord *record)
{
  g_auto (Change) change = { 0 };

  change_init (&change, self->sim);
  change_read (&change, record);
  if (change.paragraphs->len == 0)
    g_ptr_array_add (change.paragraphs, type_paragraph (&change));
  for (guint n = 1 + sim_choose (self->sim, 3); n > 0; n--)
    make_change (&change);
  save (self, &change, galley_revision_get_id (record->revision), record->revision);
}

void
sim_desk_type (SimDesk *self)
{
  g_autoptr (GalleyRecord) record = choose_article (self, FALSE, TRUE);

  if (record == NULL)
    sim_desk_begin_article (self);
  else
    type_in (self, record);
}

/* The paragraph at @from is put where that at @to stands, or its words into that one. */
static void
carry (Change  *self,
       guint    from,
       guint    to,
       gboolean is_joined)
{
  GPtrArray *paragraphs = self->paragraphs;
  g_autofree char *carried = g_strdup (paragraphs->pdata[from]);

  if (is_joined)
    {
      replace (paragraphs, to, g_strjoin (" ", paragraphs->pdata[to], carried, NULL));
      g_ptr_array_remove_index (paragraphs, from);
      return;
    }
  g_ptr_array_remove_index (paragraphs, from);
  g_ptr_array_insert (paragraphs, (int) to, g_steal_pointer (&carried));
}

void
sim_desk_rival (SimDesk *self,
                SimDesk *other)
{
  Sim *sim = self->sim;
  SimDesk *const desks[] = { self, other };
  g_autoptr (GalleyRecord) mine = choose_article (self, FALSE, TRUE);
  guint n_paragraphs = mine != NULL ? galley_revision_get_blocks (mine->revision)->len : 0;
  /* A merge is most easily led to keep both where what is carried stood last. */
  guint from = sim_happens (sim, 50) && n_paragraphs > 0 ? n_paragraphs - 1 : sim_choose (sim, n_paragraphs);
  guint places = 1 + sim_choose (sim, MAX (n_paragraphs, 2) - 1);
  gboolean is_carried = n_paragraphs > 2 && sim_happens (sim, 75);
  gboolean is_joined = sim_happens (sim, 75);

  for (guint i = 0; i < G_N_ELEMENTS (desks) && mine != NULL; i++)
    {
      const char *id = galley_revision_get_id (mine->revision);
      g_autoptr (GalleyRecord) record =
        galley_store_run (desks[i]->store, GALLEY_LANE_PERSON, load_in_store, (gpointer) id, NULL);
      g_auto (Change) change = { 0 };

      if (record == NULL || record->is_trashed || !galley_revision_has_same_content (record->revision, mine->revision))
        return;
      change_init (&change, sim);
      change_read (&change, record);
      if (is_carried)
        carry (&change, from, (from + (i == 0 ? places : 1 + places % (n_paragraphs - 1))) % n_paragraphs, is_joined);
      else
        change_headline (&change);
      save (desks[i], &change, id, record->revision);
    }
}

static gpointer
trash_in_store (GalleyDatabase *database,
                gpointer        data,
                GError        **error)
{
  Input *input = data;

  galley_record_set_trashed_in_store (database, input->id, input->is_trashed, input->now, error);
  return NULL;
}

void
sim_desk_trash (SimDesk *self)
{
  gboolean is_back = sim_happens (self->sim, 50);
  g_autoptr (GalleyRecord) record = choose_article (self, is_back, TRUE);
  g_autoptr (GError) error = NULL;
  Input input = { .now = galley_clock_get_real_time (self->clock), .is_trashed = !is_back };

  if (record == NULL)
    return;
  input.id = galley_revision_get_id (record->revision);
  galley_store_run (self->store, GALLEY_LANE_SAVE, trash_in_store, &input, &error);
  for (guint i = 0; i < 2 && !is_back; i++)
    {
      GalleyRevision *side = i == 0 ? record->revision : record->theirs;
      g_autofree char *text = side != NULL ? galley_wire_write_content (side) : g_strdup ("");

      sim_throw_words (self->sim, text, NULL);
    }
  /* With all that it was: the trash never empties itself. */
  if (!is_back)
    {
      g_autoptr (GString) versions = sim_dup_versions (self, input.id);

      sim_throw_words (self->sim, versions->str, NULL);
    }
  sim_note (self->sim, "desk %u %s %s%s", self->number, is_back ? "brings back" : "throws away", input.id,
            error != NULL ? ", in vain" : "");
}

static gpointer
order_in_store (GalleyDatabase *database,
                gpointer        data,
                GError        **error)
{
  Input *input = data;

  galley_outbox_add_action_in_store (database, input->id, input->name, input->action,
                                     galley_wire_get_content_hash (input->revision), "", input->now, input->boot, 0, error);
  return NULL;
}

/* What can be done with it next, and now and then what cannot. */
static GalleyAction
choose_action (Sim          *self,
               GalleyStatus  status)
{
  static const GalleyAction all[] = { GALLEY_ACTION_SUBMIT, GALLEY_ACTION_TAKE_BACK, GALLEY_ACTION_PUBLISH,
                                      GALLEY_ACTION_WITHDRAW };

  if (sim_happens (self, 10))
    return all[sim_choose (self, G_N_ELEMENTS (all))];
  if (status == GALLEY_STATUS_DRAFT || status == GALLEY_STATUS_RETURNED)
    return GALLEY_ACTION_SUBMIT;
  if (status == GALLEY_STATUS_PUBLISHED)
    return GALLEY_ACTION_WITHDRAW;
  return sim_happens (self, 60) ? GALLEY_ACTION_PUBLISH : GALLEY_ACTION_TAKE_BACK;
}

static void
order (SimDesk      *self,
       GalleyRecord *record,
       GalleyAction  action)
{
  Sim *sim = self->sim;
  g_autofree char *name = galley_id_new (self->clock, sim->random);
  g_autoptr (GError) error = NULL;
  Input input = { .now = galley_clock_get_real_time (self->clock), .boot = galley_clock_get_boot_time (self->clock) };

  input.revision = record->revision;
  input.id = galley_revision_get_id (record->revision);
  input.name = name;
  input.action = action;
  galley_store_run (self->store, GALLEY_LANE_SAVE, order_in_store, &input, &error);
  sim_note (sim, "desk %u orders: %s %s%s", self->number, galley_action_get_name (input.action), input.id,
            error != NULL ? ", in vain" : "");
  if (input.action == GALLEY_ACTION_PUBLISH)
    {
      SimOrder *given = g_new0 (SimOrder, 1);

      given->article = g_strdup (input.id);
      given->content_hash = g_strdup (galley_wire_get_content_hash (record->revision));
      given->time = galley_clock_get_real_time (sim->clock);
      g_ptr_array_add (sim->orders, given);
    }
}

void
sim_desk_order (SimDesk *self)
{
  g_autoptr (GalleyRecord) record = choose_article (self, FALSE, FALSE);

  if (record == NULL || record->theirs != NULL)
    return;
  order (self, record, choose_action (self->sim, galley_revision_get_state (record->revision)->status));
  /* Somebody sees one more word that is wrong. */
  if (is_open (record) && sim_happens (self->sim, TYPED_BEHIND))
    type_in (self, record);
}

void
sim_desk_finish (SimDesk *self)
{
  static const GalleyAction actions[] = { GALLEY_ACTION_SUBMIT, GALLEY_ACTION_PUBLISH };
  g_autofree char *id = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      g_autoptr (GalleyRecord) record = NULL;

      sim_desk_sync (self);
      record = id == NULL ? choose_article (self, FALSE, TRUE)
                          : galley_store_run (self->store, GALLEY_LANE_PERSON, load_in_store, id, NULL);
      if (record == NULL || record->theirs != NULL || is_open (record) != (i == 0))
        return;
      id = id != NULL ? id : g_strdup (galley_revision_get_id (record->revision));
      order (self, record, actions[i]);
    }
}

gboolean
sim_desk_has_acknowledged (SimDesk    *self,
                           const char *id,
                           const char *content_hash)
{
  g_autoptr (GalleyRecord) record =
    galley_store_run (self->store, GALLEY_LANE_PERSON, load_in_store, (gpointer) id, NULL);

  return record != NULL && record->theirs == NULL && record->base != NULL
         && strcmp (galley_wire_get_content_hash (record->base), content_hash) == 0;
}
