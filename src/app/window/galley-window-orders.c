/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes to the desk and to the public, and what can be taken back: sheets, the ten seconds in which an act can be
 * undone, the trash. */
#include "app/window/galley-order-sheet.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"
#include "core/portal/galley-lack.h"
#include "core/store/galley-store-outbox.h"
#include "core/sync/galley-cycle.h"
#include "core/wire/galley-wire.h"

#include <glib/gi18n.h>

#define HOLD_SECONDS 10

/* --- undoing an order -------------------------------------------------------------------------------------------- */

static void
order_cancelled_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!galley_workspace_cancel_act_finish (GALLEY_WORKSPACE (source), result, &error))
    galley_window_tell_error (self, error);
}

static void
undo_order_cb (AdwToast     *toast,
               GalleyWindow *self)
{
  galley_workspace_cancel_act_async (self->workspace, g_object_get_data (G_OBJECT (toast), "order"),
                                     order_cancelled_cb, g_object_ref (self));
}

/* What a toast says of an order that can still be undone. */
typedef struct
{
  AdwToast *toast;    /* owned */
  GalleyClock *clock; /* owned */
  gint64 until;       /* boot time: then the order leaves, also where the window came to nothing for a while */
  gboolean is_publish;
  gboolean is_gone;
} Hold;

static void
hold_free (gpointer data)
{
  Hold *self = data;

  g_signal_handlers_disconnect_by_data (self->toast, self);
  g_object_unref (self->toast);
  g_object_unref (self->clock);
  g_free (self);
}

/* Nothing has left this computer meanwhile. */
static gboolean
count_down_cb (gpointer data)
{
  Hold *self = data;
  gint64 left = self->until - galley_clock_get_boot_time (self->clock);
  g_autofree char *title = NULL;

  if (self->is_gone)
    return G_SOURCE_REMOVE;
  if (left <= 0)
    {
      adw_toast_dismiss (self->toast);
      return G_SOURCE_REMOVE;
    }
  /* Translators: %d is a number of seconds. */
  title = g_strdup_printf (self->is_publish ? _ ("Publishing in %d s") : _ ("Withdrawing in %d s"),
                           (int) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC));
  adw_toast_set_title (self->toast, title);
  return G_SOURCE_CONTINUE;
}

static void
toast_gone_cb (AdwToast *toast,
               Hold     *self)
{
  self->is_gone = TRUE;
}

/* @until: of the order that the toast takes back. */
static void
show_hold (GalleyWindow *self,
           GalleyAction  action,
           const char   *order,
           gint64        until)
{
  Hold *hold = g_new0 (Hold, 1);

  hold->toast = adw_toast_new ("");
  hold->clock = g_object_ref (galley_workspace_get_clock (self->workspace));
  hold->until = until;
  hold->is_publish = action == GALLEY_ACTION_PUBLISH;
  g_object_set_data_full (G_OBJECT (hold->toast), "order", g_strdup (order), g_free);
  adw_toast_set_timeout (hold->toast, 0);
  adw_toast_set_priority (hold->toast, ADW_TOAST_PRIORITY_HIGH);
  adw_toast_set_button_label (hold->toast, _ ("Undo"));
  g_signal_connect_object (hold->toast, "button-clicked", G_CALLBACK (undo_order_cb), self, 0);
  g_signal_connect (hold->toast, "dismissed", G_CALLBACK (toast_gone_cb), hold);
  galley_window_add_toast (self, g_object_ref (hold->toast));
  if (count_down_cb (hold) == G_SOURCE_CONTINUE)
    g_timeout_add_full (G_PRIORITY_DEFAULT, 250, count_down_cb, hold, hold_free);
  else
    hold_free (hold);
}

/* --- giving one -------------------------------------------------------------------------------------------------- */

typedef struct
{
  GalleyWindow *window;
  char *article;
  GalleyAction action;
  gint64 hold_until; /* boot time */
} Order;

static void
order_free (Order *order)
{
  g_object_unref (order->window);
  g_free (order->article);
  g_free (order);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Order, order_free)

static void
ordered_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  g_autoptr (Order) order = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = galley_workspace_act_finish (GALLEY_WORKSPACE (source), result, &error);

  if (name == NULL)
    {
      galley_window_tell_error (order->window, error);
      return;
    }
  if (galley_action_is_public (order->action))
    show_hold (order->window, order->action, name, order->hold_until);
  /* The desk's next article: whoever works through a list goes on with it, unless he has turned to another one. */
  else if ((order->action == GALLEY_ACTION_SUBMIT || order->action == GALLEY_ACTION_SIGN) &&
           order->window->tab != NULL &&
           g_strcmp0 (galley_tab_get_article (order->window->tab), order->article) == 0)
    galley_article_list_view_move (order->window->list_view, 1);
}

static void
give_order (GalleyWindow *self,
            const char   *article,
            GalleyAction  action,
            const char   *content_hash,
            const char   *comment)
{
  Order *order = g_new0 (Order, 1);

  order->window = g_object_ref (self);
  order->article = g_strdup (article);
  order->action = action;
  order->hold_until = galley_clock_get_boot_time (galley_workspace_get_clock (self->workspace)) +
                      HOLD_SECONDS * G_USEC_PER_SEC;
  galley_workspace_act_async (self->workspace, article, action, content_hash, comment,
                              galley_action_is_public (action) ? HOLD_SECONDS * G_USEC_PER_SEC : 0, ordered_cb,
                              order);
}

static void
confirmed_cb (GalleyOrderSheet *sheet,
              const char       *content_hash,
              const char       *comment,
              GalleyWindow     *self)
{
  /* What stood in the sheet, also where another article has come to the front meanwhile. */
  if (self->workspace != NULL)
    give_order (self, galley_order_sheet_get_article (sheet), galley_order_sheet_get_action (sheet), content_hash,
                comment);
}

/* What a reviewer needs before he is asked: said here, so that no sheet opens in vain. */
static const char *
get_missing (GalleyLack lack)
{
  switch (lack)
    {
    case GALLEY_LACK_HEADLINE:
      return _ ("Give the article a headline first");
    case GALLEY_LACK_CHANNEL:
      return _ ("Choose a channel first");
    case GALLEY_LACK_ADDRESS:
      return _ ("Say where the link leads first: an address that begins with http:// or https://");
    case GALLEY_LACK_VIDEO:
      return _ ("Insert a video first, or choose another kind than Video");
    case GALLEY_LACK_PICTURES:
      return _ ("Insert pictures first, or choose another kind than Picture Story");
    case GALLEY_LACK_SOURCE:
      return _ ("Fill in the source first: a reprint has to show it");
    case GALLEY_LACK_ORIGINAL_HEADLINE:
      return _ ("Fill in the original headline first: a reprint has to show it");
    case GALLEY_LACK_ORIGINAL_AUTHOR:
      return _ ("Fill in the original author first: a reprint has to show it");
    case GALLEY_LACK_EDITOR:
      return _ ("Fill in the responsible editor first: a reprint has to show it");
    case GALLEY_LACK_NOTHING:
    default:
      return NULL;
    }
}

/* Of the two orders that need a whole article. Who is responsible for it is often settled by who reviews it. */
static GalleyLack
find_lack (GalleyWindow *self,
           GalleyAction  action)
{
  g_autoptr (GalleyRevision) revision = NULL;
  GalleyLack lack;

  if (action != GALLEY_ACTION_SUBMIT && action != GALLEY_ACTION_PUBLISH)
    return GALLEY_LACK_NOTHING;
  revision = galley_article_snapshot (galley_manuscript_get_article (self->manuscript));
  lack = galley_lack_find (revision);
  return lack == GALLEY_LACK_EDITOR && action == GALLEY_ACTION_SUBMIT ? GALLEY_LACK_NOTHING : lack;
}

static void
go_to_lack (GalleyWindow *self,
            GalleyLack    lack)
{
  if (lack == GALLEY_LACK_HEADLINE)
    galley_editor_page_focus_field (self->editor, GALLEY_FIELD_HEADLINE);
  else if (lack == GALLEY_LACK_SOURCE)
    galley_editor_page_focus_field (self->editor, GALLEY_FIELD_SOURCE);
  else if (lack == GALLEY_LACK_EDITOR)
    galley_editor_page_focus_field (self->editor, GALLEY_FIELD_EDITOR);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "win.focus-details", NULL);
}

void
galley_window_order (GalleyWindow *self,
                     GalleyAction  action)
{
  GtkWidget *sheet;
  GalleyLack lack;

  if (self->manuscript == NULL || action == GALLEY_ACTION_NONE)
    return;
  galley_editor_page_commit_preedit (self->editor);

  if (action == GALLEY_ACTION_SIGN || action == GALLEY_ACTION_TAKE_BACK)
    {
      g_autoptr (GalleyRevision) revision =
          galley_article_snapshot (galley_manuscript_get_article (self->manuscript));

      give_order (self, galley_revision_get_id (revision), action, galley_wire_get_content_hash (revision), "");
      return;
    }
  lack = find_lack (self, action);
  if (lack != GALLEY_LACK_NOTHING)
    {
      galley_window_add_toast (self, adw_toast_new (get_missing (lack)));
      go_to_lack (self, lack);
      return;
    }

  sheet = galley_order_sheet_new (GTK_WINDOW (self), self->workspace, self->manuscript, action);
  g_signal_connect_object (sheet, "confirmed", G_CALLBACK (confirmed_cb), self, 0);
  gtk_window_present (GTK_WINDOW (sheet));
}

/* --- the trash --------------------------------------------------------------------------------------------------- */

static void
trash_changed_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!galley_workspace_set_trashed_finish (GALLEY_WORKSPACE (source), result, &error))
    galley_window_tell_error (self, error);
}

static void
undo_trash_cb (AdwToast     *toast,
               GalleyWindow *self)
{
  const char *id = g_object_get_data (G_OBJECT (toast), "article");

  galley_workspace_set_trashed_async (self->workspace, id, FALSE, trash_changed_cb, g_object_ref (self));
  /* Its tab went with it, or was emptied. */
  if (g_object_get_data (G_OBJECT (toast), "had-tab") != NULL)
    galley_window_open_in_new_tab (self, id);
  else
    galley_window_open_article (self, id);
}

void
galley_window_trash (GalleyWindow *self)
{
  AdwToast *toast;
  g_autofree char *id = NULL;
  gboolean had_tab;

  if (self->manuscript == NULL)
    return;
  galley_editor_page_commit_preedit (self->editor);
  id = g_strdup (galley_article_get_id (galley_manuscript_get_article (self->manuscript)));
  galley_window_leave_focus_mode (self);
  had_tab = adw_tab_view_get_n_pages (self->tab_view) > 1;
  galley_window_drop_tab (self, self->tab);
  galley_workspace_set_trashed_async (self->workspace, id, TRUE, trash_changed_cb, g_object_ref (self));

  toast = adw_toast_new (_ ("Moved to Trash"));
  adw_toast_set_timeout (toast, HOLD_SECONDS);
  adw_toast_set_button_label (toast, _ ("Undo"));
  g_object_set_data_full (G_OBJECT (toast), "article", g_strdup (id), g_free);
  g_object_set_data (G_OBJECT (toast), "had-tab", GINT_TO_POINTER (had_tab));
  g_signal_connect_object (toast, "button-clicked", G_CALLBACK (undo_trash_cb), self, 0);
  galley_window_add_toast (self, toast);
}

void
galley_window_restore (GalleyWindow *self)
{
  if (self->manuscript != NULL)
    galley_workspace_set_trashed_async (self->workspace,
                                        galley_article_get_id (galley_manuscript_get_article (self->manuscript)),
                                        FALSE, trash_changed_cb, g_object_ref (self));
}

/* --- the brake on mass deletions ---------------------------------------------------------------------------------- */

static void
deletions_answered_cb (GObject      *source,
                       GAsyncResult *result,
                       gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!galley_workspace_answer_deletions_finish (GALLEY_WORKSPACE (source), result, &error))
    galley_window_tell_error (self, error);
}

static void
deletions_decided_cb (AdwMessageDialog *dialog,
                      const char       *response,
                      GalleyWindow     *self)
{
  if (!g_str_equal (response, "later"))
    galley_workspace_answer_deletions_async (self->workspace, g_str_equal (response, "delete"),
                                             deletions_answered_cb, g_object_ref (self));
}

void
galley_window_answer_deletions (GalleyWindow *self)
{
  GalleySyncEngine *engine = galley_workspace_get_engine (self->workspace);
  guint known = 0;
  guint deletions = engine != NULL ? galley_sync_engine_get_stopped_deletions (engine, &known) : 0;
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  GtkWidget *dialog;

  if (deletions == 0)
    return;
  /* Translators: %u is a number of articles. */
  heading = g_strdup_printf (ngettext ("Delete %u Article Here?", "Delete %u Articles Here?", deletions), deletions);
  /* Translators: how many articles the server wants deleted, and how many there are on this computer. */
  body = g_strdup_printf (ngettext ("The server says that %u of the %u articles on this computer was deleted, or is no "
                                    "longer yours to see. If you keep it here and it is your own, it is uploaded again.",
                                    "The server says that %u of the %u articles on this computer were deleted, or are "
                                    "no longer yours to see. If you keep them here, your own are uploaded again.",
                                    deletions),
                          deletions, known);
  dialog = adw_message_dialog_new (GTK_WINDOW (self), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "keep", _ ("_Keep Here"), "delete", _ ("_Delete Here"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "later");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (deletions_decided_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- orders that waited too long --------------------------------------------------------------------------------- */

static void
unparked_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GError) error = NULL;

  if (!galley_workspace_unpark_finish (GALLEY_WORKSPACE (source), result, &error))
    galley_window_tell_error (self, error);
}

static void
held_answered_cb (AdwMessageDialog *dialog,
                  const char       *response,
                  GalleyWindow     *self)
{
  gint64 *sequence = g_object_get_data (G_OBJECT (dialog), "sequence");

  self->is_asking = FALSE;
  if (!g_str_equal (response, "later"))
    galley_workspace_unpark_async (self->workspace, *sequence, g_str_equal (response, "publish"), unparked_cb,
                                   g_object_ref (self));
}

static void
ask (GalleyWindow            *self,
     const GalleyOutboxEntry *entry)
{
  g_autoptr (GDateTime) queued = g_date_time_new_from_unix_local (entry->queued_real / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (queued, "%H:%M");
  /* Translators: %s is a time of day, "14:00". */
  g_autofree char *body = g_strdup_printf (_ ("At %s you asked to publish an article, and there was no network. "
                                              "Nothing has been published."), time);
  GtkWidget *dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Publish Now?"), body);

  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "later", _ ("_Later"), "drop", _ ("_Do Not Publish"),
                                    "publish", _ ("_Publish"), NULL);
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "later");
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "later");
  g_object_set_data_full (G_OBJECT (dialog), "sequence", g_memdup2 (&entry->sequence, sizeof (gint64)), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (held_answered_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
outbox_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr (GalleyWindow) self = data;
  g_autoptr (GPtrArray) entries = galley_workspace_load_outbox_finish (GALLEY_WORKSPACE (source), result, NULL);

  /* Where the outbox cannot be read now, the next change of it asks again. */
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const GalleyOutboxEntry *entry = g_ptr_array_index (entries, i);

      if (g_strcmp0 (entry->parked, GALLEY_PARKED_HELD) == 0)
        {
          ask (self, entry);
          return;
        }
    }
  self->is_asking = FALSE;
}

/* Every window hears of it; one asks. */
static gboolean
is_anybody_asking (GalleyWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  for (GList *each = application != NULL ? gtk_application_get_windows (application) : NULL; each != NULL;
       each = each->next)
    if (GALLEY_IS_WINDOW (each->data) && GALLEY_WINDOW (each->data)->is_asking)
      return TRUE;
  return self->is_asking;
}

void
galley_window_ask_held_orders (GalleyWindow *self)
{
  /* Behind the lock nobody could answer; it is asked when that opens. */
  if (self->lock_page != NULL || is_anybody_asking (self))
    return;
  self->is_asking = TRUE;
  galley_workspace_load_outbox_async (self->workspace, outbox_loaded_cb, g_object_ref (self));
}
