/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attachments and videos in the body's view: what keys do at their borders, and that a card stands where its title is. */
#include "body-fixture.h"

#include "app/body/galley-body-objects.h"
#include "app/body/galley-card-view.h"
#include "app/body/galley-figure-view.h"
#include "app/body/galley-journey-button.h"
#include "core/media/galley-media-source.h"

/* "前", an attachment of that title, "后". */
static void
set_up (Fixture    *fixture,
        const char *title)
{
  g_autoptr (GPtrArray) enclosed = galley_blocks_new ();

  body_set_up (fixture, "前\n后");
  g_ptr_array_add (enclosed, body_make_attachment (0, title));
  galley_document_insert_enclosed (fixture->document, (GalleyPosition){ 0, 1 }, enclosed);
  fixture->n_typed = fixture->n_spliced = 0;
}

static void
press_backspace (Fixture *fixture)
{
  g_signal_emit_by_name (fixture->view, "backspace");
}

static void
press_delete (Fixture *fixture)
{
  g_signal_emit_by_name (fixture->view, "delete-from-cursor", GTK_DELETE_CHARS, 1);
}

static void
assert_selected (Fixture *fixture,
                 guint    block)
{
  guint selected = G_MAXUINT;

  g_assert_true (galley_body_objects_get_selected (GTK_TEXT_VIEW (fixture->view), fixture->document, &selected));
  g_assert_cmpuint (selected, ==, block);
}

/* An empty title has something to stand on, which is not of the document and goes with the first word. */
static void
test_type (void)
{
  Fixture fixture;

  set_up (&fixture, "");
  body_assert_blocks (&fixture, "p前 a p后");
  body_place (&fixture, 1, 0);
  body_type (&fixture, "名");
  body_type (&fixture, "单");
  body_assert_blocks (&fixture, "p前 a名单 p后");
  g_assert_cmpuint (fixture.n_typed, ==, 2);
  press_backspace (&fixture);
  press_backspace (&fixture);
  body_assert_blocks (&fixture, "p前 a p后");
  body_type (&fixture, "名单");
  body_type (&fixture, "\n");
  body_type (&fixture, "文");
  body_assert_blocks (&fixture, "p前 a名单 p文 p后");
  body_place (&fixture, 1, 0);
  body_type (&fixture, "\n");
  body_assert_blocks (&fixture, "p前 p a名单 p文 p后");
  body_place (&fixture, 2, 1);
  body_type (&fixture, "\n");
  body_assert_blocks (&fixture, "p前 p a名 p单 p文 p后");
  body_tear_down (&fixture);
}

/* Enter in an empty title does not make a second file. */
static void
test_enter_in_empty (void)
{
  Fixture fixture;

  set_up (&fixture, "");
  body_place (&fixture, 1, 0);
  body_type (&fixture, "\n");
  body_assert_blocks (&fixture, "p前 a p p后");
  body_tear_down (&fixture);
}

static void
test_borders (void)
{
  Fixture fixture;

  set_up (&fixture, "名");
  body_place (&fixture, 1, 0);
  press_backspace (&fixture);
  assert_selected (&fixture, 1);
  press_backspace (&fixture);
  body_assert_blocks (&fixture, "p前 p后");
  galley_history_undo (fixture.history, NULL);
  body_assert_blocks (&fixture, "p前 a名 p后");
  body_place (&fixture, 2, 0);
  press_backspace (&fixture);
  assert_selected (&fixture, 1);
  body_place (&fixture, 0, 1);
  press_delete (&fixture);
  assert_selected (&fixture, 1);
  /* Behind the title nothing comes up into it. */
  body_place (&fixture, 1, 1);
  press_delete (&fixture);
  body_assert_blocks (&fixture, "p前 a名 p后");
  body_tear_down (&fixture);
}

/* A title that is written over as a whole stays the file's. */
static void
test_type_over (void)
{
  Fixture fixture;

  set_up (&fixture, "名单");
  galley_body_objects_select (GTK_TEXT_VIEW (fixture.view), 1);
  gtk_text_buffer_begin_user_action (fixture.buffer);
  gtk_text_buffer_delete_selection (fixture.buffer, TRUE, TRUE);
  gtk_text_buffer_insert_at_cursor (fixture.buffer, "新", -1);
  gtk_text_buffer_end_user_action (fixture.buffer);
  body_assert_blocks (&fixture, "p前 a新 p后");
  galley_history_undo (fixture.history, NULL);
  body_assert_blocks (&fixture, "p前 a名单 p后");
  body_tear_down (&fixture);
}

static void
test_paste (void)
{
  Fixture fixture;

  set_up (&fixture, "名");
  body_place (&fixture, 1, 1);
  body_paste (&fixture, "甲\n乙");
  body_assert_blocks (&fixture, "p前 a名甲 p乙 p后");
  body_tear_down (&fixture);
}

static GalleyCardView *
find_card (Fixture *fixture)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (fixture->view));

  while (child != NULL && !GALLEY_IS_CARD_VIEW (child))
    child = gtk_widget_get_next_sibling (child);
  return child != NULL ? GALLEY_CARD_VIEW (child) : NULL;
}

static void
test_card (void)
{
  Fixture fixture;
  GalleyCardView *card;

  set_up (&fixture, "名");
  card = find_card (&fixture);
  g_assert_nonnull (card);
  g_assert_cmpstr (galley_enclosure_get_name (galley_card_view_get_enclosure (card)), ==, "a.pdf");
  galley_document_remove_block (fixture.document, 1);
  g_assert_null (find_card (&fixture));
  galley_history_undo (fixture.history, NULL);
  g_assert_nonnull (find_card (&fixture));
  body_tear_down (&fixture);
}

/* Whose files are where the test says, and who notes what is wished. */
#define TEST_TYPE_SOURCE (test_source_get_type ())
G_DECLARE_FINAL_TYPE (TestSource, test_source, TEST, SOURCE, GObject)

struct _TestSource
{
  GObject parent_instance;
  GalleyMediaJourney journey;
  const char *path; /* (nullable) */
  guint n_stopped, n_resumed;
};

static void test_source_iface_init (GalleyMediaSourceInterface *iface);
G_DEFINE_FINAL_TYPE_WITH_CODE (TestSource, test_source, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (GALLEY_TYPE_MEDIA_SOURCE, test_source_iface_init))

static char *
source_dup_path (GalleyMediaSource *source,
                 const char        *hash)
{
  return g_strdup (TEST_SOURCE (source)->path);
}

static void
source_get_journey (GalleyMediaSource  *source,
                    const char         *hash,
                    const char         *media_type,
                    GalleyMediaJourney *journey)
{
  *journey = TEST_SOURCE (source)->journey;
}

static void
source_set_stopped (GalleyMediaSource *source,
                    const char        *hash,
                    gboolean           is_stopped)
{
  if (is_stopped)
    TEST_SOURCE (source)->n_stopped++;
  else
    TEST_SOURCE (source)->n_resumed++;
}

static void
test_source_iface_init (GalleyMediaSourceInterface *iface)
{
  iface->set_stopped = source_set_stopped;
  iface->dup_path = source_dup_path;
  iface->get_journey = source_get_journey;
}

static void
test_source_class_init (TestSourceClass *klass)
{
}

static void
test_source_init (TestSource *self)
{
  self->path = "/dev/null";
}

/* The words of it that are seen; NULL: none. */
static const char *
find_journey (GtkWidget *widget)
{
  const char *found = NULL;

  if (GTK_IS_LABEL (widget) && gtk_widget_has_css_class (widget, "journey"))
    return gtk_widget_get_visible (widget) ? gtk_label_get_text (GTK_LABEL (widget)) : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_journey (child);
  return found;
}

/* Its button that is seen; NULL: none. */
static GtkWidget *
find_button (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GALLEY_IS_JOURNEY_BUTTON (widget))
    return gtk_widget_get_visible (widget) ? widget : NULL;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child);
  return found;
}

static void
assert_button (GtkWidget  *view,
               const char *expected)
{
  GtkWidget *button = find_button (view);

  g_assert_cmpstr (button != NULL ? gtk_button_get_label (GTK_BUTTON (button)) : NULL, ==, expected);
  if (button != NULL)
    g_signal_emit_by_name (button, "clicked");
}

#define MB (G_GINT64_CONSTANT (1048576))

static const struct
{
  GalleyMediaJourney journey;
  const char *on_card; /* NULL: nothing */
  gboolean is_on_picture;
  const char *button; /* NULL: none */
} journeys[] = {
  { { GALLEY_JOURNEY_OVER }, NULL, FALSE },
  { { GALLEY_JOURNEY_TO_GO }, "Not uploaded yet", TRUE },
  { { GALLEY_JOURNEY_GOING, .done = 100, .total = 1000 }, "Uploading", TRUE },
  { { GALLEY_JOURNEY_GOING, .done = 40 * MB + 5, .total = 96 * MB - 5 }, "Uploading: 40 of 96 MB", TRUE, "Stop" },
  { { GALLEY_JOURNEY_STOPPED }, "Upload stopped", TRUE, "Upload" },
  { { GALLEY_JOURNEY_REFUSED, GALLEY_ERROR_TOO_LARGE }, "Could not be uploaded: too large for the server", TRUE },
  { { GALLEY_JOURNEY_REFUSED, GALLEY_ERROR_REJECTED }, "Could not be uploaded: of a kind that the server does not take",
    TRUE },
  { { GALLEY_JOURNEY_REFUSED, GALLEY_ERROR_CORRUPT }, "Could not be uploaded: the file here is damaged", TRUE },
  { { GALLEY_JOURNEY_REFUSED, GALLEY_ERROR_FAILED }, "Could not be uploaded: the server refused it", TRUE },
  { { GALLEY_JOURNEY_TO_COME }, "Not on this computer yet", FALSE }, /* a picture's box says it */
  { { GALLEY_JOURNEY_COMING }, "On its way", TRUE },
  { { GALLEY_JOURNEY_COMING, .done = 3 * MB, .total = 9 * MB }, "On its way: 3 of 9 MB", TRUE, "Stop" },
  { { GALLEY_JOURNEY_LEFT }, "Fetching stopped", TRUE, "Fetch" },
};

/* It follows what its source says, and is silent when there is nothing to be said. */
static void
test_journeys (void)
{
  g_autoptr (TestSource) source = g_object_new (TEST_TYPE_SOURCE, NULL);
  g_autoptr (GalleyBlock) attachment = body_make_attachment (0, "名");
  g_autoptr (GalleyBlock) picture = body_make_figure (0, "");
  GtkWidget *card = g_object_ref_sink (galley_card_view_new ());
  GtkWidget *figure = g_object_ref_sink (galley_figure_view_new ());
  const char *hash = galley_enclosure_get_hash (galley_block_get_enclosure (attachment));
  const char *picture_hash = galley_figure_get_hash (galley_block_get_figure (picture));

  galley_object_view_set_source (GALLEY_OBJECT_VIEW (card), GALLEY_MEDIA_SOURCE (source));
  galley_object_view_set_block (GALLEY_OBJECT_VIEW (card), attachment);
  galley_object_view_set_source (GALLEY_OBJECT_VIEW (figure), GALLEY_MEDIA_SOURCE (source));
  galley_figure_view_set_figure (GALLEY_FIGURE_VIEW (figure), galley_block_get_figure (picture));
  for (guint i = 0; i < G_N_ELEMENTS (journeys); i++)
    {
      source->journey = journeys[i].journey;
      galley_media_source_tell_moved (GALLEY_MEDIA_SOURCE (source), hash);
      galley_media_source_tell_moved (GALLEY_MEDIA_SOURCE (source), picture_hash);
      g_assert_cmpstr (find_journey (card), ==, journeys[i].on_card);
      g_assert_cmpstr (find_journey (figure), ==, journeys[i].is_on_picture ? journeys[i].on_card : NULL);
      assert_button (card, journeys[i].button);
      assert_button (figure, journeys[i].button);
    }
  /* Pressed on both. */
  g_assert_cmpuint (source->n_stopped, ==, 4);
  g_assert_cmpuint (source->n_resumed, ==, 4);
  /* Of a file that is nowhere, without a server. */
  source->journey = (GalleyMediaJourney){ GALLEY_JOURNEY_OVER };
  source->path = NULL;
  galley_media_source_tell_arrived (GALLEY_MEDIA_SOURCE (source), hash);
  g_assert_cmpstr (find_journey (card), ==, "Not on this computer yet");
  g_object_unref (card);
  g_object_unref (figure);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/cards/type", test_type);
  g_test_add_func ("/app/cards/enter-in-empty", test_enter_in_empty);
  g_test_add_func ("/app/cards/borders", test_borders);
  g_test_add_func ("/app/cards/type-over", test_type_over);
  g_test_add_func ("/app/cards/paste", test_paste);
  g_test_add_func ("/app/cards/card", test_card);
  g_test_add_func ("/app/cards/journeys", test_journeys);
  return g_test_run ();
}
