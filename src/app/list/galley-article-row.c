/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/list/galley-article-row.h"

#include "app/preview/galley-dragged-article.h"
#include "app/words/galley-presence-words.h"
#include "app/words/galley-words.h"

#include <glib/gi18n.h>

struct _GalleyArticleRow
{
  GtkWidget parent_instance;

  /* template widgets */
  GtkInscription *kicker;
  GtkInscription *headline;
  GtkInscription *snippet;
  GtkLabel *status;
  GtkLabel *kind;
  GtkWidget *mark;
  GtkWidget *mark_icon;
  GtkLabel *mark_words;
  GtkInscription *channel;
  GtkLabel *time;

  /* owned */
  GalleyWorkspace *workspace;
  GalleyArticleSummary *summary;
};

G_DEFINE_FINAL_TYPE (GalleyArticleRow, galley_article_row, GTK_TYPE_WIDGET)

/* An empty line takes no room, but the first of the row does: all rows keep one rhythm. */
static void
set_line (GtkInscription *line,
          const char     *text)
{
  gtk_inscription_set_text (line, text);
  gtk_widget_set_visible (GTK_WIDGET (line), *text != '\0');
}

static const char *
get_status_class (GalleyStatus status)
{
  switch (status)
    {
    case GALLEY_STATUS_REVIEW_1:
    case GALLEY_STATUS_REVIEW_2:
    case GALLEY_STATUS_REVIEW_3:
    case GALLEY_STATUS_APPROVED:
    case GALLEY_STATUS_SCHEDULED:
      return "waiting";
    case GALLEY_STATUS_PUBLISHED:
    case GALLEY_STATUS_CLOSED:
      return "public";
    case GALLEY_STATUS_RETURNED:
    case GALLEY_STATUS_WITHDRAWN:
      return "back";
    case GALLEY_STATUS_DRAFT:
    default:
      return "draft";
    }
}

typedef struct
{
  const char *words; /* NULL: there is none */
  const char *css_class;
  gboolean is_stopped;
} Mark;

/* The worst news first, and one only: a row is no place for a list of woes. Where nothing is ever uploaded, nothing waits
 * for it; signed out of a portal it does. */
static Mark
get_mark (GalleyArticleRow        *self,
          const GalleySummaryData *data)
{
  if (data->has_conflict)
    return (Mark){ _ ("Conflict"), "bad", FALSE };
  if (data->is_parked)
    return (Mark){ data->is_order_parked ? _ ("Not carried out") : _ ("Not taken"), "bad", FALSE };
  if (data->has_stopped_upload)
    return (Mark){ _ ("Upload stopped"), "draft", TRUE };
  if (data->is_waiting && !galley_account_is_local (galley_workspace_get_account (self->workspace)))
    return (Mark){ _ ("Not uploaded"), "draft", FALSE };
  return (Mark){ data->has_stopped_fetch ? _ ("Fetching stopped") : NULL, "draft", data->has_stopped_fetch };
}

static const char *
get_channel_name (GalleyArticleRow *self,
                  const char       *id)
{
  const GalleyChannel *channel;

  if (*id == '\0')
    return "";
  channel = galley_site_get_channel (galley_layout_get_site (galley_workspace_get_layout (self->workspace)), id);
  return channel != NULL ? channel->name : id;
}

/* A text is what an article is unless it is said. */
static void
show_kind (GalleyArticleRow *self,
           GalleyKind        kind)
{
  gtk_label_set_text (self->kind, galley_words_for_kind (kind));
  gtk_widget_set_visible (GTK_WIDGET (self->kind), kind != GALLEY_KIND_TEXT);
}

static void
show_data (GalleyArticleRow        *self,
           const GalleySummaryData *data)
{
  gint64 now = galley_clock_get_real_time (galley_workspace_get_clock (self->workspace));
  g_autofree char *time = galley_words_for_time (data->touched, now);
  Mark mark = get_mark (self, data);
  const char *const status_classes[] = { "galley-pill", get_status_class (data->status), NULL };
  const char *const mark_classes[] = { "galley-pill", mark.css_class, NULL };

  set_line (self->kicker, data->kicker);
  gtk_inscription_set_text (self->headline, *data->headline != '\0' ? data->headline : _ ("No Headline"));
  set_line (self->snippet, data->snippet);
  gtk_label_set_text (self->status, galley_words_for_status (data->status));
  gtk_widget_set_css_classes (GTK_WIDGET (self->status), (const char **) status_classes);
  show_kind (self, data->kind);
  gtk_label_set_text (self->mark_words, mark.words != NULL ? mark.words : "");
  gtk_widget_set_visible (self->mark_icon, mark.is_stopped);
  gtk_widget_set_visible (self->mark, mark.words != NULL);
  gtk_widget_set_css_classes (self->mark, (const char **) mark_classes);
  gtk_inscription_set_text (self->channel, get_channel_name (self, data->channel));
  gtk_label_set_text (self->time, time);
}

/* Who has it in hand: only for who asks, by pointing at it or with a screen reader. */
static void
show_presence (GalleyArticleRow        *self,
               const GalleySummaryData *data)
{
  g_autofree char *words = galley_words_for_presence (self->workspace, data->id);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), words);
}

/* The list's own row, around this one, has the focus; GTK 4.8 gives it no words. */
static void
name_list_row (GalleyArticleRow        *self,
               const GalleySummaryData *data)
{
  GtkWidget *row = gtk_widget_get_parent (GTK_WIDGET (self));
  const char *headline = *data->headline != '\0' ? data->headline : _ ("No Headline");
  const char *mark = gtk_label_get_text (self->mark_words);
  const char *presence = gtk_widget_get_tooltip_text (GTK_WIDGET (self));
  g_autofree char *description = NULL;
  g_autofree char *name = NULL;

  if (row == NULL)
    return;
  if (data->kind == GALLEY_KIND_TEXT)
    /* Translators: an article in the list, as a screen reader says it: the headline, the status. */
    name = g_strdup_printf (_ ("%1$s, %2$s"), headline, galley_words_for_status (data->status));
  else
    /* Translators: the same of an article that is no text: the headline, the kind, the status. */
    name = g_strdup_printf (_ ("%1$s, %2$s, %3$s"), headline, galley_words_for_kind (data->kind),
                            galley_words_for_status (data->status));
  if (*mark != '\0' && presence != NULL)
    /* Translators: what is to be known of an article in the list, as a screen reader says it: what it waits for, and who
     * has it in hand. */
    description = g_strdup_printf (_ ("%1$s. %2$s"), mark, presence);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : presence != NULL ? presence : mark, -1);
}

static void
update (GalleyArticleRow *self)
{
  const GalleySummaryData *data = self->summary != NULL ? galley_article_summary_get_data (self->summary) : NULL;

  if (data != NULL)
    {
      show_data (self, data);
      show_presence (self, data);
      name_list_row (self, data);
      return;
    }
  gtk_inscription_set_text (self->headline, "");
  set_line (self->kicker, "");
  set_line (self->snippet, " ");
  gtk_label_set_text (self->status, "");
  gtk_widget_set_visible (GTK_WIDGET (self->kind), FALSE);
  gtk_widget_set_visible (self->mark, FALSE);
  gtk_inscription_set_text (self->channel, "");
  gtk_label_set_text (self->time, "");
}

/* --- dragging ---------------------------------------------------------------------------------------------------- */

static GdkContentProvider *
prepare_cb (GalleyArticleRow *self)
{
  const char *article = galley_article_row_get_article (self);

  return article != NULL ? galley_dragged_article_provide (article, NULL) : NULL;
}

static void
drag_begin_cb (GalleyArticleRow *self,
               GdkDrag          *drag,
               GtkDragSource    *source)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self->headline));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

/* --- the class --------------------------------------------------------------------------------------------------- */

static void
galley_article_row_dispose (GObject *object)
{
  GalleyArticleRow *self = GALLEY_ARTICLE_ROW (object);
  GtkWidget *child;

  galley_article_row_set_summary (self, NULL, NULL);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (galley_article_row_parent_class)->dispose (object);
}

static void
galley_article_row_class_init (GalleyArticleRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = galley_article_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/galleyeditor/Galley/list/galley-article-row.ui");
  gtk_widget_class_bind_template_child (widget_class, GalleyArticleRow, kicker);
  gtk_widget_class_bind_template_child (widget_class, GalleyArticleRow, headline);
  gtk_widget_class_bind_template_child (widget_class, GalleyArticleRow, snippet);
  gtk_widget_class_bind_template_child (widget_class, GalleyArticleRow, status);
  gtk_widget_class_bind_template_child (widget_class, GalleyArticleRow, kind);
  gtk_widget_class_bind_template_child (widget_class, GalleyArticleRow, mark);
  gtk_widget_class_bind_template_child (widget_class, GalleyArticleRow, mark_icon);
  gtk_widget_class_bind_template_child (widget_class, GalleyArticleRow, mark_words);
  gtk_widget_class_bind_template_child (widget_class, GalleyArticleRow, channel);
  gtk_widget_class_bind_template_child (widget_class, GalleyArticleRow, time);
}

static void
galley_article_row_init (GalleyArticleRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_swapped (source, "prepare", G_CALLBACK (prepare_cb), self);
  g_signal_connect_swapped (source, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (source));
}

GtkWidget *
galley_article_row_new (void)
{
  return g_object_new (GALLEY_TYPE_ARTICLE_ROW, NULL);
}

void
galley_article_row_set_summary (GalleyArticleRow     *self,
                                GalleyWorkspace      *workspace,
                                GalleyArticleSummary *summary)
{
  g_return_if_fail (GALLEY_IS_ARTICLE_ROW (self));

  if (self->summary != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->summary, self);
      g_signal_handlers_disconnect_by_data (self->workspace, self);
    }
  g_set_object (&self->workspace, workspace);
  g_set_object (&self->summary, summary);
  if (summary != NULL)
    {
      g_signal_connect_swapped (summary, "changed", G_CALLBACK (update), self);
      g_signal_connect_swapped (workspace, "layout-changed", G_CALLBACK (update), self); /* it names the channel */
      g_signal_connect_swapped (workspace, "colleagues-changed", G_CALLBACK (update), self);
      update (self);
    }
}

const char *
galley_article_row_get_article (GalleyArticleRow *self)
{
  const GalleySummaryData *data;

  g_return_val_if_fail (GALLEY_IS_ARTICLE_ROW (self), NULL);

  data = self->summary != NULL ? galley_article_summary_get_data (self->summary) : NULL;
  return data != NULL ? data->id : NULL;
}
