/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the window says and offers when something came from the clipboard or went there. */
#include "app/body/galley-clipping.h"
#include "app/editor/galley-copy-popover.h"
#include "app/window/galley-window-private.h"
#include "app/window/galley-window.h"
#include "core/base/galley-text.h"

#include <glib/gi18n.h>

/* A shorter piece of a page is a name or a figure, no reprint. */
#define MIN_REPRINT_CHARACTERS 50
/* An offer must be read before it goes. */
#define OFFER_SECONDS 15

static GalleyArticle *
get_article (GalleyWindow *self)
{
  return galley_manuscript_get_article (self->manuscript);
}

/* --- pasted ------------------------------------------------------------------------------------------------------ */

void
galley_window_forget_reprint (GalleyWindow *self)
{
  g_clear_pointer (&self->reprint_uri, g_free);
}

void
galley_window_mark_reprint (GalleyWindow *self)
{
  GalleyArticle *article;

  if (self->manuscript == NULL || self->reprint_uri == NULL || !galley_manuscript_may_edit (self->manuscript))
    return;
  article = get_article (self);
  galley_article_set_field (article, GALLEY_FIELD_ORIGIN, "reprint");
  if (*galley_article_get_field (article, GALLEY_FIELD_ORIGINAL_URI) == '\0')
    galley_article_set_field (article, GALLEY_FIELD_ORIGINAL_URI, self->reprint_uri);
  galley_window_forget_reprint (self);
  galley_window_update_actions (self);
}

static gboolean
is_reprint (GalleyWindow *self)
{
  return g_str_equal (galley_article_get_field (get_article (self), GALLEY_FIELD_ORIGIN), "reprint");
}

static guint
count_characters (GPtrArray *blocks)
{
  guint n_characters = 0;

  for (guint i = 0; i < blocks->len; i++)
    n_characters += galley_block_get_n_characters (g_ptr_array_index (blocks, i));
  return n_characters;
}

static void
offer_reprint (GalleyWindow *self,
               const char   *uri)
{
  g_autoptr (GUri) parsed = g_uri_parse (uri, G_URI_FLAGS_PARSE_RELAXED, NULL);
  const char *host = parsed != NULL ? g_uri_get_host (parsed) : NULL;
  g_autofree char *words = NULL;
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  if (host == NULL)
    return;
  galley_window_forget_reprint (self);
  self->reprint_uri = g_strdup (uri);
  galley_window_update_actions (self);
  /* Translators: %s is the host name of a web page from which text was pasted. */
  words = g_strdup_printf (_ ("Pasted from %s"), host);
  escaped = g_markup_escape_text (words, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, _ ("Mark as Reprint"));
  adw_toast_set_action_name (toast, "win.mark-reprint");
  adw_toast_set_timeout (toast, OFFER_SECONDS);
  galley_window_add_toast (self, toast);
}

static void
pasted_cb (GalleyWindow         *self,
           GalleyIntakeFragment *fragment,
           gboolean              is_fallback,
           GalleyEditorPage     *editor)
{
  if (is_fallback)
    galley_window_add_toast (self, adw_toast_new (_ ("Too much formatting: pasted as plain text")));
  if (fragment->n_pictures > 0)
    {
      g_autofree char *words = g_strdup_printf (
          ngettext ("%u picture was left out", "%u pictures were left out", fragment->n_pictures), fragment->n_pictures);

      galley_window_add_toast (self, adw_toast_new (words));
    }
  /* The offer is for the article that is in front. */
  if (editor == self->editor && fragment->source_uri != NULL && !is_reprint (self) &&
      count_characters (fragment->blocks) >= MIN_REPRINT_CHARACTERS)
    offer_reprint (self, fragment->source_uri);
}

void
galley_window_tell_not_pasted (GalleyWindow *self,
                               const GError *error)
{
  const char *words = _ ("The clipboard could not be read");

  if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_NOT_FOUND))
    words = _ ("There is no text on the clipboard");
  else if (g_error_matches (error, GALLEY_ERROR, GALLEY_ERROR_OFFLINE))
    words = _ ("The other program does not answer: nothing was pasted");
  else
    g_message ("the clipboard could not be read: %s", error->message);
  galley_window_add_toast (self, adw_toast_new (words));
}

/* --- tidied ------------------------------------------------------------------------------------------------------ */

static void
tidied_cb (GalleyWindow *self,
           guint         n_places)
{
  g_autofree char *words = NULL;

  if (n_places == 0)
    {
      galley_window_add_toast (self, adw_toast_new (_ ("Nothing to tidy")));
      return;
    }
  words = g_strdup_printf (ngettext ("Tidied %u place", "Tidied %u places", n_places), n_places);
  galley_window_add_toast (self, adw_toast_new (words));
}

/* --- copied ------------------------------------------------------------------------------------------------------ */

static GalleySite *
get_site (GalleyWindow *self)
{
  return galley_layout_get_site (galley_workspace_get_layout (self->workspace));
}

GalleyRevision *
galley_window_copy_part (GalleyWindow *self,
                         GalleyPart    part)
{
  g_autoptr (GalleyRevision) revision = NULL;
  g_autoptr (GdkContentProvider) content = NULL;
  g_autofree char *text = NULL;

  galley_editor_page_commit_preedit (self->editor);
  revision = galley_article_snapshot (get_article (self));
  text = galley_handover_dup_text (revision, part);
  if (*text == '\0')
    {
      galley_window_add_toast (self, adw_toast_new (_ ("There is nothing to copy yet")));
      return NULL;
    }
  content = galley_clipping_new_part (revision, part, galley_site_indents_wechat (get_site (self)));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (GTK_WIDGET (self)), content);
  return g_steal_pointer (&revision);
}

void
galley_window_copy_handout (GalleyWindow *self)
{
  g_autoptr (GalleyRevision) revision = galley_window_copy_part (self, GALLEY_PART_HANDOUT);

  if (revision != NULL)
    galley_window_add_toast (self, adw_toast_new (_ ("Hand-out text copied")));
}

/* The key opens and closes it: while it is open one works elsewhere. */
void
galley_window_copy_fields (GalleyWindow *self)
{
  GdkRectangle place;
  double x, y;

  if (gtk_widget_get_visible (self->copy_popover))
    {
      gtk_popover_popdown (GTK_POPOVER (self->copy_popover));
      return;
    }
  galley_editor_page_commit_preedit (self->editor);
  galley_copy_popover_set_site (GALLEY_COPY_POPOVER (self->copy_popover), get_site (self));
  gtk_widget_translate_coordinates (self->article_menu_button, self->editor_pane, 0, 0, &x, &y);
  place = (GdkRectangle){ x, y, gtk_widget_get_width (self->article_menu_button),
                          gtk_widget_get_height (self->article_menu_button) };
  gtk_popover_set_pointing_to (GTK_POPOVER (self->copy_popover), &place);
  gtk_popover_popup (GTK_POPOVER (self->copy_popover));
}

void
galley_window_watch_clipboard (GalleyWindow     *self,
                               GalleyEditorPage *editor)
{
  g_signal_connect_swapped (editor, "pasted", G_CALLBACK (pasted_cb), self);
  g_signal_connect_swapped (editor, "not-pasted", G_CALLBACK (galley_window_tell_not_pasted), self);
  g_signal_connect_swapped (editor, "tidied", G_CALLBACK (tidied_cb), self);
}
