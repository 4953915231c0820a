/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "core/store/galley-store-rest.h"

#include "core/db/galley-database-log.h"

/* Microseconds without a job. */
#define QUIET 100000
/* Pages, 16 MB, that a log is long with for who saves. */
#define LONG_FOR_A_SAVE 4000

void
galley_store_rest (GalleyDatabase   *database,
                   GalleyStoreQueue *queue)
{
  GalleyDatabaseLog *log = database != NULL ? galley_database_get_log (database) : NULL;
  gboolean is_long;

  g_return_if_fail (queue != NULL);

  if (log == NULL)
    return;
  is_long = galley_database_log_needs_rest (log, FALSE)
            || (galley_database_log_count_pages (log) >= LONG_FOR_A_SAVE && galley_store_queue_has_saved (queue));
  if (!is_long && (!galley_database_log_needs_rest (log, TRUE) || galley_store_queue_wait (queue, QUIET)))
    return;
  if (!galley_store_queue_begin_pause (queue, database))
    return;
  galley_database_log_rest (log);
  galley_store_queue_end_pause (queue);
}
