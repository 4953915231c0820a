/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A portal in memory behind the transport interface: conditions, feed and tombstones as the contract has them, and ways
 * to break it at the exact place. One user sees everything. */
#pragma once

#include "core/base/galley-error.h"
#include "core/sync/galley-transport.h"

G_BEGIN_DECLS

#define TEST_TYPE_PORTAL (test_portal_get_type ())
G_DECLARE_FINAL_TYPE (TestPortal, test_portal, TEST, PORTAL, GObject)

struct _TestPortal
{
  GObject parent_instance;

  GRecMutex lock;
  char *epoch;
  guint sequence;
  GHashTable *rows; /* id -> row */
  GHashTable *acts; /* names of orders -> why each was refused; NULL: it was done */
  GHashTable *media; /* hash -> GBytes */
  GPtrArray *history; /* (element-type GalleyRevision): all that was ever written */

  GalleyPlacements *slot; /* what stands in the one slot of its home page, "lead" */

  /* What a test turns. */
  guint lost_answers;      /* the next saves and acts are done, their answers lost */
  GalleyError refusal;     /* 0, or what every save and act is answered with */
  void (*on_save) (TestPortal *self, gpointer data); /* once, before the answer to a save goes out */
  void (*on_changes) (TestPortal *self, gpointer data);
  void (*on_place) (TestPortal *self, gpointer data); /* once, before the answer to a change of the slot goes out */
  gpointer data;

  GalleyError media_refusal; /* 0, or what every put of media is answered with */
  GBytes *layout;            /* (owned) (nullable) a zip, under @layout_etag */
  const char *layout_etag;
  const char *rendition_key; /* (nullable) a publish needs renditions of that key */

  gboolean is_holding;       /* a request that may wait is held until it is cut; else it is answered at once */
  const char *tag;           /* (nullable) an entry of its list of tags, from before all articles */

  /* What a test counts. */
  GString *calls; /* in order: "h" and "p" for media asked for and put, "g" for media got, "s" for a save, "a" for an act */
  guint n_saves;
  guint n_pages;
  int n_held; /* requests that were held; atomic */
  guint n_acts;
  guint n_placed; /* changes of the slot that were taken */
  char *order_renditions; /* (nullable) what came with the last one */

  GMutex holding; /* guards what follows */
  GCond cut;
  guint n_cut;
};

TestPortal *test_portal_new (void);
/* Somebody else's doing. */
void test_portal_put (TestPortal     *self,
                      GalleyRevision *revision);
void test_portal_delete (TestPortal *self,
                         const char *id);
void test_portal_hide (TestPortal *self,
                       const char *id);
/* Cuts the line of what is held. */
void test_portal_cut (TestPortal *self);
/* A restored server: another epoch, and that article was never there. */
void test_portal_restore (TestPortal *self,
                          const char *lost_id);
/* NULL: not there. Lent. */
GalleyRevision *test_portal_get (TestPortal *self,
                                 const char *id);

G_END_DECLS
