/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a list: what is shown of an article without loading it. Filled in after it was handed out: every change
 * is told by one "changed". Main thread. */
#pragma once

#include "core/model/galley-kind.h"
#include "core/model/galley-state.h"

G_BEGIN_DECLS

#define GALLEY_TYPE_ARTICLE_SUMMARY (galley_article_summary_get_type ())
G_DECLARE_FINAL_TYPE (GalleyArticleSummary, galley_article_summary, GALLEY, ARTICLE_SUMMARY, GObject)

typedef struct
{
  char *id;
  char *kicker;
  char *headline;
  char *snippet;
  char *channel;
  char *owner;
  char *owner_name;
  GalleyStatus status;
  GalleyKind kind;
  gint64 touched; /* real time: what the list is ordered by */
  gboolean is_waiting; /* something of it is not uploaded */
  gboolean is_parked;
  gboolean is_order_parked; /* what is parked are orders alone, no text */
  gboolean has_conflict;
  gboolean has_stopped_upload; /* a person has stopped a file of it on its way there */
  gboolean has_stopped_fetch;  /* or on its way here */
  gboolean is_trashed;
} GalleySummaryData;

void galley_summary_data_clear (GalleySummaryData *data);

GalleyArticleSummary *galley_article_summary_new (gint64 row);
gint64 galley_article_summary_get_row (GalleyArticleSummary *self);
/* NULL until it is filled in. */
const GalleySummaryData *galley_article_summary_get_data (GalleyArticleSummary *self);
/* Takes what @data holds and clears it; emits "changed" if anything differs. */
void galley_article_summary_take_data (GalleyArticleSummary *self,
                                       GalleySummaryData    *data);

G_END_DECLS
