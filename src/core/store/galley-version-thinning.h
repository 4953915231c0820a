/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which versions of an article are kept as time goes by: all of the last hour, the last one of each hour for a day, the
 * last one of each day beyond. A pure function.
 *
 * What was kept for a reason is kept longer. What stood before a merge, a restore or a replace-all stays for thirty days
 * whatever the hour: that something went wrong shows when the page is read again, not within the hour. The sides of a
 * conflict stay for good: the one that was not chosen was never the article's text and may be nowhere else, and there
 * are few. So does the oldest of all, what the article began with.
 *
 * What lies in the future (a clock that was set back) counts as new. Thinning twice takes nothing more. */
#pragma once

#include "core/store/galley-store-versions.h"

G_BEGIN_DECLS

/* @entries: (element-type GalleyVersionEntry), all of one article's, newest first. @utc_offset: of the days and hours that
 * people live by, microseconds. The rows to be deleted: (transfer full) (element-type gint64). */
GArray *galley_version_thinning_find (GPtrArray *entries,
                                      gint64     now,
                                      gint64     utc_offset);

G_END_DECLS
