/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The dialog of the home page's slots, with the layout that is built in: what readers see of a headline, putting, moving,
 * taking out, and Undo, which is of one's own deeds alone. */
#include "page-fixture.h"

#include "app/placement/galley-home-view.h"
#include "app/placement/galley-placement-dialog.h"
#include "app/placement/galley-placement-row.h"
#include "core/store/galley-store-slots.h"

#include <string.h>

#define OTHER "0193a000-0000-7000-8000-00000000000a"

typedef struct
{
  Desk *desk;
  GalleyManuscript *manuscript;
  GtkWidget *dialog;
} Fixture;

static void
collect (GtkWidget *widget,
         GString   *titles)
{
  if (GALLEY_IS_PLACEMENT_ROW (widget))
    g_string_append_printf (titles, "%s%s", titles->len > 0 ? "|" : "",
                            adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    collect (child, titles);
}

/* The titles of the rows, a bar between them. */
static char *
dup_rows (Fixture *self)
{
  GString *titles = g_string_new (NULL);

  collect (self->dialog, titles);
  return g_string_free (titles, FALSE);
}

/* Until the store has answered, and the dialog shows it. */
static void
wait_for_rows (Fixture    *self,
               const char *wanted)
{
  while (TRUE)
    {
      g_autofree char *rows = dup_rows (self);

      if (g_str_equal (rows, wanted))
        return;
      g_main_context_iteration (NULL, TRUE);
    }
}

static GtkWidget *
find_button (GtkWidget  *root,
             const char *label)
{
  for (guint i = 0;; i++)
    {
      GtkWidget *button = find_widget (root, GTK_TYPE_BUTTON, i);

      if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0
          || g_strcmp0 (gtk_button_get_icon_name (GTK_BUTTON (button)), label) == 0)
        return button;
    }
}

static void
press (Fixture    *self,
       const char *label)
{
  g_signal_emit_by_name (find_button (self->dialog, label), "clicked");
}

static gpointer
serve_in_store (GalleyDatabase *database,
                gpointer        input,
                GError        **error)
{
  g_autoptr (GalleyPlacements) before = galley_slot_load_in_store (database, "lead", error);
  g_autoptr (GalleyPlacements) after =
    galley_placements_with (before, &(GalleyPlacement){ OTHER, "别人的", 0 }, 0, error);

  galley_slot_save_in_store (database, "lead", after, error);
  return NULL;
}

static void
set_up (Fixture      *self,
        gconstpointer data)
{
  self->desk = desk_new ();
  self->manuscript = desk_write (self->desk, "白鹭归来", "正文");
  desk_flush (self->desk);
  self->dialog =
    galley_placement_dialog_new (NULL, self->desk->workspace, galley_article_get_id (article_of (self->manuscript)));
  gtk_window_present (GTK_WINDOW (self->dialog));
  while (!gtk_widget_get_mapped (find_button (self->dialog, "_Put It First")))
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture      *self,
           gconstpointer data)
{
  g_object_ref (self->dialog);
  gtk_window_destroy (GTK_WINDOW (self->dialog));
  desk_let_go (self->dialog);
  desk_close_window (self->desk);
  g_object_unref (self->manuscript);
  desk_free (self->desk);
}

static gboolean
undoes (Fixture *self)
{
  return gtk_widget_activate_action (self->dialog, "placement.undo", NULL);
}

static void
test_put_and_undo (Fixture      *self,
                   gconstpointer data)
{
  press (self, "_Put It First");
  wait_for_rows (self, "白鹭归来");
  press (self, "user-trash-symbolic");
  wait_for_rows (self, "");
  g_assert_true (undoes (self));
  wait_for_rows (self, "白鹭归来");
  g_assert_true (undoes (self));
  wait_for_rows (self, "");
}

/* The slot that leads the page cuts behind 22 full-width cells. */
static void
test_cut (Fixture      *self,
          gconstpointer data)
{
  static const char cut[] = "一二三四五六七八九十一二三四五六七八九十一…";
  GtkWidget *entry = find_widget (self->dialog, ADW_TYPE_ENTRY_ROW, 0);

  gtk_editable_set_text (GTK_EDITABLE (entry), "一二三四五六七八九十一二三四五六七八九十一二三");
  for (guint i = 0;; i++)
    {
      GtkWidget *row = find_widget (self->dialog, ADW_TYPE_ACTION_ROW, i);

      if (g_strcmp0 (adw_action_row_get_subtitle (ADW_ACTION_ROW (row)), cut) == 0)
        break;
    }
  press (self, "_Put It First");
  wait_for_rows (self, cut);
}

/* What somebody else puts there shows at once, can be moved behind one's own, and no Undo takes it away. */
static void
test_others (Fixture      *self,
             gconstpointer data)
{
  press (self, "_Put It First");
  wait_for_rows (self, "白鹭归来");
  galley_store_run (galley_workspace_get_store (self->desk->workspace), GALLEY_LANE_PERSON, serve_in_store, NULL, NULL);
  wait_for_rows (self, "别人的|白鹭归来");
  undoes (self);
  desk_settle ();
  wait_for_rows (self, "别人的|白鹭归来");
  press (self, "go-down-symbolic");
  wait_for_rows (self, "白鹭归来|别人的");
  g_assert_true (undoes (self));
  wait_for_rows (self, "别人的|白鹭归来");
}

/* The frames are in the head alone, and no name of a slot gets out of its string. */
static void
test_frames (void)
{
  static const char page[] = "<html><head><title>a</title></head><body></head></body></html>";
  static const char site_json[] =
    "{\"name\":\"x\",\"channels\":[{\"id\":\"a\",\"name\":\"a\"}],"
    "\"slots\":[{\"id\":\"lead\",\"name\":\"头条\\\"</style>\"}]}";
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleySite) site = galley_site_new (site_json, strlen (site_json), &error);
  g_autoptr (GBytes) bytes = g_bytes_new_static (page, strlen (page));
  g_autoptr (GBytes) marked = NULL;
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  marked = galley_home_view_mark (bytes, site);
  text = g_strndup (g_bytes_get_data (marked, NULL), g_bytes_get_size (marked));
  g_assert_nonnull (strstr (text, "[data-slot=\"lead\"]::before { content: \"头条\\22 \\3c /style\\3e \"; }"));
  g_assert_true (g_str_has_prefix (text, "<html><head><title>a</title><style>"));
  g_assert_true (g_str_has_suffix (text, "</style></head><body></head></body></html>"));
  g_assert_true (strstr (text, "</style>") == g_strrstr (text, "</style>"));
}

static void
add (const char *path,
     void      (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  add ("/app/placement/put-and-undo", test_put_and_undo);
  add ("/app/placement/cut", test_cut);
  add ("/app/placement/others", test_others);
  g_test_add_func ("/app/placement/frames", test_frames);
  return g_test_run ();
}
