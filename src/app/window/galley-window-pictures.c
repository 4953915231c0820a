/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pictures that come at once: their order, which is remembered in the settings, as the action "win.pictures-by-time", and
 * in the editor that is current; and that they may be a story. */
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"
#include "core/model/galley-kind.h"

#include <glib/gi18n.h>

#define OFFER_SECONDS 15

#define BY_TIME "pictures-by-time"
/* So many that come at once may be a story. */
#define STORY_PICTURES 2

void
galley_window_follow_picture_order (GalleyWindow *self)
{
  galley_editor_page_set_sorts_pictures (self->editor,
                                         self->settings != NULL && g_settings_get_boolean (self->settings, BY_TIME));
}

static void
make_story_cb (AdwToast         *toast,
               GalleyManuscript *manuscript)
{
  if (galley_manuscript_may_edit (manuscript))
    galley_article_set_field (galley_manuscript_get_article (manuscript), GALLEY_FIELD_KIND,
                              galley_kind_get_name (GALLEY_KIND_PICTURES));
}

/* Several at once may be the story itself: that is offered, for most often they are not. */
static gboolean
may_be_story (GalleyWindow *self,
              guint         n_pictures)
{
  return n_pictures >= STORY_PICTURES && self->manuscript != NULL
         && *galley_article_get_field (galley_manuscript_get_article (self->manuscript), GALLEY_FIELD_KIND) == '\0';
}

static void
inserted_cb (GalleyWindow *self,
             guint         n_pictures,
             gboolean      are_sorted)
{
  g_autofree char *words = NULL;
  AdwToast *toast;

  if (!are_sorted && !may_be_story (self, n_pictures))
    return;
  words = are_sorted ? g_strdup_printf (ngettext ("%u picture is in the order in which they were taken",
                                                  "%u pictures are in the order in which they were taken", n_pictures),
                                        n_pictures)
                     : g_strdup_printf (ngettext ("%u picture was put in", "%u pictures were put in", n_pictures),
                                        n_pictures);
  toast = adw_toast_new (words);
  if (may_be_story (self, n_pictures))
    {
      adw_toast_set_button_label (toast, _ ("Make a Picture Story"));
      adw_toast_set_timeout (toast, OFFER_SECONDS);
      g_signal_connect_object (toast, "button-clicked", G_CALLBACK (make_story_cb), self->manuscript, 0);
    }
  galley_window_add_toast (self, toast);
}

/* At once, not behind an offer that stands there. */
static void
refused_cb (GalleyWindow *self,
            const char   *sentence)
{
  AdwToast *toast = adw_toast_new (sentence);

  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  galley_window_add_toast (self, toast);
}

void
galley_window_watch_pictures (GalleyWindow     *self,
                              GalleyEditorPage *editor)
{
  g_signal_connect_swapped (editor, "picture-refused", G_CALLBACK (refused_cb), self);
  g_signal_connect_swapped (editor, "pictures-inserted", G_CALLBACK (inserted_cb), self);
}

void
galley_window_init_pictures (GalleyWindow *self)
{
  g_autoptr (GAction) by_time = NULL;

  if (self->settings == NULL)
    return;
  by_time = g_settings_create_action (self->settings, BY_TIME);
  g_action_map_add_action (G_ACTION_MAP (self), by_time);
  g_signal_connect_object (self->settings, "changed::" BY_TIME, G_CALLBACK (galley_window_follow_picture_order), self,
                           G_CONNECT_SWAPPED);
  galley_window_follow_picture_order (self);
}
