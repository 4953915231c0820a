/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a list. The object is handed out empty and filled in later; it stays the same object for
 * as long as anybody holds it, so that a selection survives whatever moves around it. */
#include "core/store/galley-article-summary.h"

struct _GalleyArticleSummary
{
  GObject parent_instance;

  gint64 row;
  gboolean is_filled;
  GalleySummaryData data;
};

G_DEFINE_FINAL_TYPE (GalleyArticleSummary, galley_article_summary, G_TYPE_OBJECT)

static guint changed_signal;

void
galley_summary_data_clear (GalleySummaryData *data)
{
  g_return_if_fail (data != NULL);

  g_free (data->id);
  g_free (data->kicker);
  g_free (data->headline);
  g_free (data->snippet);
  g_free (data->channel);
  g_free (data->owner);
  g_free (data->owner_name);
  *data = (GalleySummaryData){ 0 };
}

static gboolean
is_equal (const GalleySummaryData *a,
          const GalleySummaryData *b)
{
  return g_strcmp0 (a->id, b->id) == 0 && g_strcmp0 (a->kicker, b->kicker) == 0 &&
         g_strcmp0 (a->headline, b->headline) == 0 && g_strcmp0 (a->snippet, b->snippet) == 0 &&
         g_strcmp0 (a->channel, b->channel) == 0 && g_strcmp0 (a->owner, b->owner) == 0 &&
         g_strcmp0 (a->owner_name, b->owner_name) == 0 && a->status == b->status && a->kind == b->kind &&
         a->touched == b->touched && a->is_waiting == b->is_waiting &&
         a->is_parked == b->is_parked && a->is_order_parked == b->is_order_parked && a->has_conflict == b->has_conflict &&
         a->has_stopped_upload == b->has_stopped_upload && a->has_stopped_fetch == b->has_stopped_fetch &&
         a->is_trashed == b->is_trashed;
}

static void
galley_article_summary_finalize (GObject *object)
{
  GalleyArticleSummary *self = GALLEY_ARTICLE_SUMMARY (object);

  galley_summary_data_clear (&self->data);

  G_OBJECT_CLASS (galley_article_summary_parent_class)->finalize (object);
}

static void
galley_article_summary_class_init (GalleyArticleSummaryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = galley_article_summary_finalize;

  changed_signal = g_signal_new ("changed", GALLEY_TYPE_ARTICLE_SUMMARY, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 0);
}

static void
galley_article_summary_init (GalleyArticleSummary *self)
{
}

GalleyArticleSummary *
galley_article_summary_new (gint64 row)
{
  GalleyArticleSummary *self = g_object_new (GALLEY_TYPE_ARTICLE_SUMMARY, NULL);

  self->row = row;
  return self;
}

gint64
galley_article_summary_get_row (GalleyArticleSummary *self)
{
  g_return_val_if_fail (GALLEY_IS_ARTICLE_SUMMARY (self), 0);

  return self->row;
}

const GalleySummaryData *
galley_article_summary_get_data (GalleyArticleSummary *self)
{
  g_return_val_if_fail (GALLEY_IS_ARTICLE_SUMMARY (self), NULL);

  return self->is_filled ? &self->data : NULL;
}

void
galley_article_summary_take_data (GalleyArticleSummary *self,
                                  GalleySummaryData    *data)
{
  gboolean has_changed;

  g_return_if_fail (GALLEY_IS_ARTICLE_SUMMARY (self));
  g_return_if_fail (data != NULL);

  has_changed = !self->is_filled || !is_equal (&self->data, data);
  galley_summary_data_clear (&self->data);
  self->data = *data;
  *data = (GalleySummaryData){ 0 };
  self->is_filled = TRUE;
  if (has_changed)
    g_signal_emit (self, changed_signal, 0);
}
