/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that take a while to be put in: a bar over the text says how far that is, and stops it. What is done by then goes
 * into the text, in one step as ever. */
#include "app/editor/galley-editor-page-private.h"
#include "app/editor/galley-editor-page.h"

#include <glib/gi18n.h>

/* What takes less is not spoken of. */
#define PATIENCE (G_USEC_PER_SEC / 2)
#define STEP (G_USEC_PER_SEC / 4)
#define MEGABYTE (1024 * 1024)

/* (transfer full) */
static char *
make_words (const GalleyAddingFigures *figures,
            gboolean                   are_pictures)
{
  if (figures->n_files == 1 && figures->total >= MEGABYTE)
    /* Translators: what has been read of a file that is put into an article, and how large it is, in megabytes. */
    return g_strdup_printf (_ ("Adding a file: %d of %d MB"), (int) (figures->done / MEGABYTE),
                            (int) ((figures->total + MEGABYTE - 1) / MEGABYTE));
  if (figures->n_files == 1)
    return g_strdup (are_pictures ? _ ("Adding a picture…") : _ ("Adding a file…"));
  if (are_pictures)
    /* Translators: pictures that are put into an article: how many are done, and of how many. */
    return g_strdup_printf (_ ("Adding pictures: %u of %u"), figures->n_done, figures->n_files);
  /* Translators: files that are put into an article: how many are done, and of how many. */
  return g_strdup_printf (_ ("Adding files: %u of %u"), figures->n_done, figures->n_files);
}

static void
stop_watching (GalleyEditorPage *self)
{
  if (self->adding_timeout != 0)
    galley_clock_remove_timeout (galley_workspace_get_clock (self->workspace), self->adding_timeout);
  self->adding_timeout = 0;
  galley_notice_bar_set_revealed (self->adding_bar, FALSE);
}

static void watch (GalleyEditorPage *self, gint64 delay);

static gboolean
watch_cb (gpointer data)
{
  GalleyEditorPage *self = data;
  GalleyAdding *first = g_queue_peek_head (&self->addings);
  GalleyAddingFigures figures = galley_adding_get_figures (first);
  g_autofree char *words = make_words (&figures, galley_adding_get_are_pictures (first));

  self->adding_timeout = 0;
  galley_notice_bar_set_words (self->adding_bar, words, _ ("Cancel"));
  galley_notice_bar_set_revealed (self->adding_bar, TRUE);
  watch (self, STEP);
  return G_SOURCE_REMOVE;
}

static void
watch (GalleyEditorPage *self,
       gint64            delay)
{
  self->adding_timeout = galley_clock_add_timeout (galley_workspace_get_clock (self->workspace), delay, watch_cb, self);
}

GalleyAdding *
galley_editor_page_begin_adding (GalleyEditorPage *self,
                                 guint             n_files,
                                 gboolean          are_pictures)
{
  GalleyAdding *adding = galley_adding_new (n_files, are_pictures);

  g_queue_push_tail (&self->addings, galley_adding_ref (adding));
  if (self->adding_timeout == 0)
    watch (self, PATIENCE);
  return adding;
}

void
galley_editor_page_end_adding (GalleyEditorPage *self,
                               GalleyAdding     *adding)
{
  if (!g_queue_remove (&self->addings, adding))
    return;
  galley_adding_unref (adding);
  if (g_queue_is_empty (&self->addings))
    stop_watching (self);
}

gboolean
galley_editor_page_stop_adding (GalleyEditorPage *self)
{
  gboolean has_focus = gtk_widget_get_focus_child (GTK_WIDGET (self->adding_bar)) != NULL;
  gboolean was_shown = galley_notice_bar_get_revealed (self->adding_bar);
  GalleyAdding *adding;

  if (g_queue_is_empty (&self->addings))
    return FALSE;
  while ((adding = g_queue_pop_head (&self->addings)) != NULL)
    {
      galley_adding_stop (adding);
      galley_adding_unref (adding);
    }
  stop_watching (self);
  /* The bar goes, and the caret must not go with it. */
  if (has_focus)
    galley_editor_page_focus_body (self);
  return was_shown;
}

void
galley_editor_page_stop_adding_cb (GalleyEditorPage *self)
{
  galley_editor_page_stop_adding (self);
}
