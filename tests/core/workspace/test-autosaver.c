/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The throttle and its states, turned by hand. */
#include "core/base/galley-error.h"
#include "core/workspace/galley-autosaver.h"

#include <string.h>

#define MILLISECOND (G_GINT64_CONSTANT (1000))
#define ID "0193a000-0000-7000-8000-000000000001"

typedef struct
{
  GalleyClock *clock;
  GalleyArticle *article;
  GalleyAutosaver *autosaver;
  guint n_changed;

  guint n_notes;
  GalleyRevision *noted;

  /* The save under way. */
  guint n_saves;
  GalleyRevision *revision;
  GalleySaveDone done;
  gpointer done_data;
} Fixture;

static void
save_cb (GalleyRevision *revision,
         GalleySaveDone  done,
         gpointer        done_data,
         gpointer        data)
{
  Fixture *fixture = data;

  /* One at a time. */
  g_assert_null (fixture->done);
  fixture->n_saves++;
  g_clear_pointer (&fixture->revision, galley_revision_unref);
  fixture->revision = galley_revision_ref (revision);
  fixture->done = done;
  fixture->done_data = done_data;
}

static void
note_cb (GalleyRevision *revision,
         gpointer        data)
{
  Fixture *fixture = data;

  fixture->n_notes++;
  g_clear_pointer (&fixture->noted, galley_revision_unref);
  fixture->noted = galley_revision_ref (revision);
}

static void
answer (Fixture    *fixture,
        const char *message)
{
  g_autoptr (GError) error = message != NULL ? g_error_new_literal (GALLEY_ERROR, GALLEY_ERROR_FULL, message) : NULL;
  GalleySaveDone done = g_steal_pointer (&fixture->done);

  g_assert_nonnull (done);
  done (g_steal_pointer (&fixture->done_data), error);
}

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->clock = galley_test_clock_new (1795507200000000);
  fixture->article = galley_article_new (ID);
  fixture->autosaver = galley_autosaver_new (fixture->article, fixture->clock, save_cb, fixture, NULL);
  g_signal_connect_swapped (fixture->autosaver, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_null (fixture->done);
  g_assert_finalize_object (fixture->autosaver);
  g_assert_finalize_object (fixture->article);
  g_assert_finalize_object (fixture->clock);
  g_clear_pointer (&fixture->revision, galley_revision_unref);
  g_clear_pointer (&fixture->noted, galley_revision_unref);
}

static void
type (Fixture    *fixture,
      const char *text)
{
  GalleyDocument *document = galley_article_get_document (fixture->article);
  GalleyPosition end = { galley_document_get_n_blocks (document) - 1, G_MAXUINT };

  galley_document_replace_text (document, end, end, text, (GalleyStyle){ 0 });
}

static void
advance (Fixture *fixture,
         gint64   milliseconds)
{
  galley_test_clock_advance (GALLEY_TEST_CLOCK (fixture->clock), milliseconds * MILLISECOND);
}

static GalleySaveStatus
status (Fixture *fixture)
{
  return galley_autosaver_get_status (fixture->autosaver);
}

static void
test_throttle (Fixture      *fixture,
               gconstpointer data)
{
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_CLEAN);
  type (fixture, "字");
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_DIRTY);
  g_assert_cmpuint (fixture->n_changed, ==, 1);
  advance (fixture, 249);
  g_assert_cmpuint (fixture->n_saves, ==, 0);
  advance (fixture, 1);
  g_assert_cmpuint (fixture->n_saves, ==, 1);
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_SAVING);
  answer (fixture, NULL);
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_CLEAN);
  g_assert_true (galley_autosaver_get_saved (fixture->autosaver) == fixture->revision);
  g_assert_cmpuint (fixture->n_changed, ==, 3);
}

static void
test_not_pushed_back (Fixture      *fixture,
                      gconstpointer data)
{
  for (guint i = 0; i < 25; i++)
    {
      type (fixture, "字");
      advance (fixture, 10);
    }
  g_assert_cmpuint (fixture->n_saves, ==, 1);
  answer (fixture, NULL);
}

/* A disk that lets a save wait for seconds: what is typed on is noted by the throttle, and saved behind it. */
static void
test_noted_during_save (Fixture      *fixture,
                        gconstpointer data)
{
  galley_autosaver_set_note_function (fixture->autosaver, note_cb);
  type (fixture, "字");
  advance (fixture, 250);
  g_assert_cmpuint (fixture->n_saves, ==, 1);
  for (guint i = 0; i < 100; i++)
    {
      type (fixture, "字");
      advance (fixture, 10);
    }
  g_assert_cmpuint (fixture->n_notes, ==, 4);
  g_assert_cmpuint (galley_block_get_n_characters (galley_revision_get_blocks (fixture->noted)->pdata[0]), ==, 101);
  g_assert_cmpuint (fixture->n_saves, ==, 1);
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_SAVING);
  answer (fixture, NULL);
  advance (fixture, 1);
  g_assert_cmpuint (fixture->n_saves, ==, 2);
  answer (fixture, NULL);
  /* Nothing is noted for nothing. */
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_CLEAN);
  advance (fixture, 5000);
  g_assert_cmpuint (fixture->n_notes, ==, 4);
  g_assert_cmpuint (fixture->n_saves, ==, 2);
}

static void
test_large_body (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *text = g_strnfill (256 * 1024 + 1, 'a');

  type (fixture, text);
  advance (fixture, 449);
  g_assert_cmpuint (fixture->n_saves, ==, 0);
  advance (fixture, 1);
  g_assert_cmpuint (fixture->n_saves, ==, 1);
  answer (fixture, NULL);
}

static void
test_typed_during_save (Fixture      *fixture,
                        gconstpointer data)
{
  type (fixture, "一");
  advance (fixture, 250);
  type (fixture, "二");
  advance (fixture, 100);
  g_assert_cmpuint (fixture->n_saves, ==, 1);
  answer (fixture, NULL);
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_DIRTY);
  /* Its throttle ran from the key on. */
  advance (fixture, 149);
  g_assert_cmpuint (fixture->n_saves, ==, 1);
  advance (fixture, 1);
  g_assert_cmpuint (fixture->n_saves, ==, 2);
  answer (fixture, NULL);
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_CLEAN);
}

typedef struct
{
  gboolean is_done;
  GError *error;
} Flushed;

static void
flushed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  Flushed *flushed = data;

  galley_autosaver_flush_finish (GALLEY_AUTOSAVER (source), result, &flushed->error);
  flushed->is_done = TRUE;
}

static void
drain (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
test_flush (Fixture      *fixture,
            gconstpointer data)
{
  Flushed flushed = { 0 };

  type (fixture, "一");
  galley_autosaver_flush_async (fixture->autosaver, NULL, flushed_cb, &flushed);
  g_assert_cmpuint (fixture->n_saves, ==, 1);
  type (fixture, "二");
  answer (fixture, NULL);
  drain ();
  /* Not before the last key is safe. */
  g_assert_false (flushed.is_done);
  g_assert_cmpuint (fixture->n_saves, ==, 2);
  answer (fixture, NULL);
  drain ();
  g_assert_true (flushed.is_done);
  g_assert_no_error (flushed.error);
}

static void
test_flush_clean (Fixture      *fixture,
                  gconstpointer data)
{
  Flushed flushed = { 0 };

  galley_autosaver_flush_async (fixture->autosaver, NULL, flushed_cb, &flushed);
  drain ();
  g_assert_true (flushed.is_done);
  g_assert_no_error (flushed.error);
  g_assert_cmpuint (fixture->n_saves, ==, 0);
}

static void
test_failure (Fixture      *fixture,
              gconstpointer data)
{
  Flushed flushed = { 0 };

  type (fixture, "一");
  galley_autosaver_flush_async (fixture->autosaver, NULL, flushed_cb, &flushed);
  answer (fixture, "No space left");
  drain ();
  g_assert_true (flushed.is_done);
  g_assert_error (flushed.error, GALLEY_ERROR, GALLEY_ERROR_FULL);
  g_clear_error (&flushed.error);
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_FAILED);
  g_assert_error (galley_autosaver_get_error (fixture->autosaver), GALLEY_ERROR, GALLEY_ERROR_FULL);
  g_assert_null (galley_autosaver_get_saved (fixture->autosaver));

  /* Typing does not hurry it, and is in the next try. */
  type (fixture, "二");
  advance (fixture, 1999);
  g_assert_cmpuint (fixture->n_saves, ==, 1);
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_FAILED);
  advance (fixture, 1);
  g_assert_cmpuint (fixture->n_saves, ==, 2);
  g_assert_cmpstr (galley_block_get_text (galley_revision_get_blocks (fixture->revision)->pdata[0]), ==, "一二");
  answer (fixture, NULL);
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_CLEAN);
  g_assert_null (galley_autosaver_get_error (fixture->autosaver));
}

static void
test_set_saved (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (GalleyRevision) revision = NULL;

  type (fixture, "一");
  revision = galley_article_snapshot (fixture->article);
  galley_autosaver_set_saved (fixture->autosaver, revision);
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_CLEAN);
  advance (fixture, 10000);
  g_assert_cmpuint (fixture->n_saves, ==, 0);

  /* Other content than what stands here leaves it to be saved. */
  type (fixture, "二");
  galley_autosaver_set_saved (fixture->autosaver, revision);
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_DIRTY);
  advance (fixture, 250);
  answer (fixture, NULL);
}

/* 3. "Saved" is shown only after the commit; a failed save stays dirty, says so, retries. */
static void
test_saved_only_after_commit (Fixture      *fixture,
                              gconstpointer data)
{
  type (fixture, "一");
  advance (fixture, 250);
  advance (fixture, 60000);
  /* However long the disk takes. */
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_SAVING);
  g_assert_null (galley_autosaver_get_saved (fixture->autosaver));
  answer (fixture, "No space left");
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_FAILED);
  advance (fixture, 2000);
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_SAVING);
  answer (fixture, "No space left");
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_FAILED);
  advance (fixture, 2000);
  answer (fixture, NULL);
  g_assert_cmpint (status (fixture), ==, GALLEY_SAVE_CLEAN);
  g_assert_nonnull (galley_autosaver_get_saved (fixture->autosaver));
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/workspace/autosaver/throttle", test_throttle);
  ADD ("/workspace/autosaver/not-pushed-back", test_not_pushed_back);
  ADD ("/workspace/autosaver/noted-during-save", test_noted_during_save);
  ADD ("/workspace/autosaver/large-body", test_large_body);
  ADD ("/workspace/autosaver/typed-during-save", test_typed_during_save);
  ADD ("/workspace/autosaver/flush", test_flush);
  ADD ("/workspace/autosaver/flush-clean", test_flush_clean);
  ADD ("/workspace/autosaver/failure", test_failure);
  ADD ("/workspace/autosaver/set-saved", test_set_saved);
  ADD ("/invariants/3-saved-is-shown-only-after-the-commit", test_saved_only_after_commit);

  return g_test_run ();
}
