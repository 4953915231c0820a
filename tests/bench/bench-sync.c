/* SPDX-License-Identifier: GPL-3.0-or-later */
/* bench-sync FOLDER ADDRESS USER PASSWORD: signs in, greets, and then times one whole pass between the store in FOLDER
 * and the portal, and behind it a search of the list that finds them all. Prints "seconds S", "pulled N", "pushed N",
 * "search S", "found N", "close S", "peak KILOBYTES"; closed, the store has all in its file and no log. */
#include "core/store/galley-filter-keys.h"
#include "core/store/galley-store.h"
#include "core/sync/galley-cycle.h"
#include "core/sync/galley-portal-door.h"
#include "core/sync/galley-portal-transport.h"

#include <stdio.h>
#include <sys/resource.h>

#define FIRST_PAGE 50
#define PATIENCE (3600 * (gint64) G_USEC_PER_SEC)

/* How many have a word that all articles of bench-text.c have; the first page of them is read, as the list does. */
static gpointer
search_in_store (GalleyDatabase *database,
                 gpointer        input,
                 GError        **error)
{
  const GalleyFilter filter = { .kind = GALLEY_FILTER_SEARCH, .text = "秋收" };
  gint64 *n_found = input;
  g_autoptr (GPtrArray) page = galley_filter_load_in_store (database, &filter, FIRST_PAGE, error);

  if (page != NULL)
    *n_found = galley_filter_count_in_store (database, &filter, error);
  return NULL;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GalleyClock) clock = galley_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GalleyStore) store = NULL;
  g_autoptr (GalleyTransport) transport = NULL;
  g_autofree char *token = NULL;
  GalleyCycleReport report = { 0 };
  struct rusage usage;
  gint64 begin;
  gint64 n_found = 0;

  if (argc != 5)
    g_error ("bench-sync FOLDER ADDRESS USER PASSWORD");
  store = galley_store_open (argv[1], clock, &error);
  if (store != NULL)
    token = galley_portal_sign_in (argv[2], argv[3], argv[4], NULL, &error);
  if (token != NULL)
    transport = galley_portal_transport_new (argv[2], token);
  if (transport == NULL || !galley_cycle_greet (store, transport, clock, NULL, &error))
    g_error ("%s", error->message);

  begin = g_get_monotonic_time ();
  if (!galley_cycle_run (store, transport, clock, PATIENCE, &report, NULL, NULL, &error))
    g_error ("%s", error->message);
  printf ("seconds %.3f\n", (g_get_monotonic_time () - begin) / 1e6);

  begin = g_get_monotonic_time ();
  galley_store_run (store, GALLEY_LANE_PERSON, search_in_store, &n_found, &error);
  if (error != NULL)
    g_error ("%s", error->message);
  printf ("search %.4f\nfound %" G_GINT64_FORMAT "\n", (g_get_monotonic_time () - begin) / 1e6, n_found);

  begin = g_get_monotonic_time ();
  galley_store_close (store);
  printf ("close %.3f\n", (g_get_monotonic_time () - begin) / 1e6);
  getrusage (RUSAGE_SELF, &usage);
  printf ("pulled %u\npushed %u\npeak %ld\n", report.pulled, report.pushed, usage.ru_maxrss);
  return 0;
}
