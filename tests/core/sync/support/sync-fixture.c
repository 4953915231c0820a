/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync-fixture.h"

#include "core/base/galley-error.h"
#include "core/base/galley-id.h"
#include "core/base/galley-text.h"
#include "core/model/galley-media-type.h"
#include "core/store/galley-media-cache.h"
#include "core/wire/galley-wire.h"

#include <glib/gstdio.h>
#include <string.h>

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = g_dir_open (path, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

char *
make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char *folder = g_dir_make_tmp ("galley-test-XXXXXX", &error);

  g_assert_no_error (error);
  return folder;
}

void
remove_folder (const char *folder)
{
  remove_tree (folder);
}

Desk *
desk_new (void)
{
  Desk *self = g_new0 (Desk, 1);
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = make_folder ();
  self->clock = galley_test_clock_new (NOON);
  folder = g_build_filename (self->folder, "account", NULL);
  self->store = galley_store_open (folder, self->clock, &error);
  g_assert_no_error (error);
  return self;
}

void
desk_free (Desk *self)
{
  galley_store_close (self->store);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  remove_folder (self->folder);
  g_free (self->folder);
  g_free (self);
}

static GPtrArray *
make_blocks (const char *body)
{
  g_auto (GStrv) lines = g_strsplit (body, "\n", -1);
  GPtrArray *blocks = galley_blocks_new ();

  for (guint i = 0; lines[i] != NULL; i++)
    g_ptr_array_add (blocks, galley_block_new (GALLEY_BLOCK_PARAGRAPH, lines[i], NULL, 0));
  return blocks;
}

GalleyRevision *
make_revision (const char *id,
               const char *headline,
               const char *body)
{
  g_autoptr (GPtrArray) blocks = make_blocks (body);
  GalleyContent content = { .blocks = blocks };

  content.fields[GALLEY_FIELD_HEADLINE] = headline;
  return galley_revision_new (id, &content, NULL);
}

static GalleyRevision *
remake (GalleyRevision *revision,
        GalleyContent  *content)
{
  GalleyRevision *made = galley_revision_new (galley_revision_get_id (revision), content,
                                              (GalleyState *) galley_revision_get_state (revision));

  galley_revision_unref (revision);
  return made;
}

GalleyRevision *
with_field (GalleyRevision *revision,
            GalleyField     field,
            const char     *value)
{
  GalleyContent content = galley_revision_get_content (revision);

  content.fields[field] = value;
  return remake (revision, &content);
}

GalleyRevision *
with_body (GalleyRevision *revision,
           const char     *body)
{
  g_autoptr (GPtrArray) blocks = make_blocks (body);
  GalleyContent content = galley_revision_get_content (revision);

  content.blocks = blocks;
  return remake (revision, &content);
}

/* Takes both. */
static GalleyRevision *
with_block (GalleyRevision *revision,
            GalleyBlock    *block)
{
  GalleyContent content = galley_revision_get_content (revision);
  g_autoptr (GPtrArray) blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) galley_block_unref);

  for (guint i = 0; i < content.blocks->len; i++)
    g_ptr_array_add (blocks, galley_block_ref (content.blocks->pdata[i]));
  g_ptr_array_add (blocks, block);
  content.blocks = blocks;
  return remake (revision, &content);
}

GalleyRevision *
with_picture (GalleyRevision *revision,
              const char     *hash)
{
  g_autoptr (GalleyFigure) figure = galley_figure_new (hash, GALLEY_MEDIA_TYPE_JPEG, 16, 9, "");

  return with_block (revision, galley_block_new_figure (figure, "图说" GALLEY_LINE_SEPARATOR "某某 摄", NULL, 0));
}

GalleyRevision *
with_video (GalleyRevision *revision,
            const char     *hash,
            gint64          size)
{
  g_autoptr (GalleyEnclosure) file = galley_enclosure_new_file (hash, GALLEY_MEDIA_TYPE_MP4, size, "clip.mp4", NULL);

  return with_block (revision, galley_block_new_enclosed (GALLEY_BLOCK_VIDEO, file, ""));
}

const char *
desk_put_picture (Desk  *self,
                  gsize  size,
                  guint8 mark)
{
  guint8 *data = g_malloc0 (size);
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, size);
  g_autofree char *hash = NULL;
  g_autoptr (GError) error = NULL;

  memcpy (data, "\xff\xd8\xff", 3);
  data[size - 1] = mark;
  hash = galley_hash_bytes (data, size);
  galley_media_cache_put (self->store, hash, bytes, FALSE, NOON, &error);
  g_assert_no_error (error);
  return g_intern_string (hash);
}

int
desk_get_media_state (Desk       *self,
                      const char *hash)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyMediaRow) row = galley_media_cache_find (self->store, hash, &error);
  g_autofree char *path = galley_media_cache_make_path (self->store, hash);
  int state = row != NULL ? (int) row->state : -1;

  g_assert_no_error (error);
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS) == (state > GALLEY_MEDIA_WANTED));
  return state;
}

char *
dup_body (GalleyRevision *revision)
{
  GPtrArray *blocks = galley_revision_get_blocks (revision);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", galley_block_get_text (blocks->pdata[i]));
  return g_string_free (text, FALSE);
}

void
desk_run_job (Desk          *self,
              GalleyStoreJob job,
              gpointer       input)
{
  g_autoptr (GError) error = NULL;

  galley_store_run (self->store, GALLEY_LANE_SAVE, job, input, &error);
  g_assert_no_error (error);
}

typedef struct
{
  GalleyRevision *revision;
  const char *id;
  const char *name;
  GalleyAction action;
  const char *hash;
  gint64 now;
  gint64 boot;
  gboolean is_trashed;
} Input;

static gpointer
save_in_store (GalleyDatabase *database,
               gpointer        data,
               GError        **error)
{
  Input *input = data;

  galley_record_save_in_store (database, input->revision, input->now, NULL, error);
  return NULL;
}

void
desk_save (Desk           *self,
           GalleyRevision *revision)
{
  Input input = { .revision = revision, .now = galley_clock_get_real_time (self->clock) };

  desk_run_job (self, save_in_store, &input);
}

static gpointer
load_in_store (GalleyDatabase *database,
               gpointer        id,
               GError        **error)
{
  return galley_record_load_in_store (database, id, error);
}

GalleyRecord *
desk_load (Desk       *self,
           const char *id)
{
  g_autoptr (GError) error = NULL;
  GalleyRecord *record = galley_store_run (self->store, GALLEY_LANE_PERSON, load_in_store, (gpointer) id, &error);

  g_assert_no_error (error);
  return record;
}

gboolean
desk_has (Desk       *self,
          const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyRecord) record =
    galley_store_run (self->store, GALLEY_LANE_PERSON, load_in_store, (gpointer) id, &error);

  if (record == NULL)
    g_assert_error (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND);
  return record != NULL;
}

void
desk_set_field (Desk       *self,
                const char *id,
                GalleyField field,
                const char *value)
{
  g_autoptr (GalleyRecord) record = desk_load (self, id);
  g_autoptr (GalleyRevision) changed = with_field (galley_revision_ref (record->revision), field, value);

  desk_save (self, changed);
}

void
desk_set_body (Desk       *self,
               const char *id,
               const char *body)
{
  g_autoptr (GalleyRecord) record = desk_load (self, id);
  g_autoptr (GalleyRevision) changed = with_body (galley_revision_ref (record->revision), body);

  desk_save (self, changed);
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
desk_trash (Desk       *self,
            const char *id,
            gboolean    is_trashed)
{
  Input input = { .id = id, .is_trashed = is_trashed, .now = galley_clock_get_real_time (self->clock) };

  desk_run_job (self, trash_in_store, &input);
}

static gpointer
order_in_store (GalleyDatabase *database,
                gpointer        data,
                GError        **error)
{
  Input *input = data;

  galley_outbox_add_action_in_store (database, input->id, input->name, input->action, input->hash, "", input->now,
                                     input->boot, 0, error);
  return NULL;
}

void
desk_order (Desk        *self,
            const char  *id,
            const char  *name,
            GalleyAction action)
{
  g_autoptr (GalleyRecord) record = desk_load (self, id);
  Input input = {
    .id = id,
    .name = name,
    .action = action,
    .hash = galley_wire_get_content_hash (record->revision),
    .now = galley_clock_get_real_time (self->clock),
    .boot = galley_clock_get_boot_time (self->clock),
  };

  desk_run_job (self, order_in_store, &input);
}

static gpointer
load_outbox_in_store (GalleyDatabase *database,
                      gpointer        input,
                      GError        **error)
{
  return galley_outbox_load_in_store (database, error);
}

GPtrArray *
desk_load_outbox (Desk *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *entries = galley_store_run (self->store, GALLEY_LANE_PERSON, load_outbox_in_store, NULL, &error);

  g_assert_no_error (error);
  return entries;
}

void
desk_assert_outbox (Desk       *self,
                    const char *expected)
{
  g_autoptr (GPtrArray) entries = desk_load_outbox (self);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < entries->len; i++)
    {
      GalleyOutboxEntry *entry = g_ptr_array_index (entries, i);

      g_string_append_printf (found, "%s%s", i > 0 ? " " : "",
                              entry->kind == GALLEY_OUTBOX_PUT      ? "put"
                              : entry->kind == GALLEY_OUTBOX_DELETE ? "delete"
                                                                    : galley_action_get_name (entry->action));
      if (entry->parked != NULL)
        g_string_append_printf (found, "(%s)", entry->parked);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

static gpointer
load_setting_in_store (GalleyDatabase *database,
                       gpointer        name,
                       GError        **error)
{
  return galley_setting_load_text_in_store (database, name, error);
}

char *
desk_dup_setting (Desk       *self,
                  const char *name)
{
  g_autoptr (GError) error = NULL;
  char *value = galley_store_run (self->store, GALLEY_LANE_PERSON, load_setting_in_store, (gpointer) name, &error);

  g_assert_no_error (error);
  return value;
}

GalleyCycleReport
desk_sync (Desk            *self,
           GalleyTransport *transport)
{
  GalleyCycleReport report;
  g_autoptr (GError) error = NULL;

  galley_cycle_run (self->store, transport, self->clock, PATIENCE, &report, NULL, NULL, &error);
  g_assert_no_error (error);
  return report;
}

void
desk_sync_fails (Desk            *self,
                 GalleyTransport *transport,
                 GalleyError      code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (galley_cycle_run (self->store, transport, self->clock, PATIENCE, NULL, NULL, NULL, &error));
  g_assert_error (error, GALLEY_ERROR, (int) code);
}

void
assert_field (GalleyRevision *revision,
              GalleyField     field,
              const char     *expected)
{
  g_assert_cmpstr (galley_revision_get_field (revision, field), ==, expected);
}

static gboolean
tick_cb (gpointer data)
{
  return G_SOURCE_CONTINUE;
}

/* The tick only sees to it that a condition which no event tells of is looked at again. */
void
wait_until (gboolean (*is_done) (gpointer data),
            gpointer data)
{
  guint tick = g_timeout_add (5, tick_cb, NULL);

  while (!is_done (data))
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (tick);
}
