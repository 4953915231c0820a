/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A layout pack in a folder while somebody works on it: read again when a file of it is saved. A pack with a fault leaves
 * the last good one in use; the fault says file and line. Main thread; reading, with every page made once
 * (core/portal/galley-layout-check.h), is done by a worker. */
#pragma once

#include "core/base/galley-clock.h"
#include "core/portal/galley-layout.h"

G_BEGIN_DECLS

/* Signal "changed": layout, error or time are others. */
#define GALLEY_TYPE_LIVE_LAYOUT (galley_live_layout_get_type ())
G_DECLARE_FINAL_TYPE (GalleyLiveLayout, galley_live_layout, GALLEY, LIVE_LAYOUT, GObject)

/* Begins to read. */
GalleyLiveLayout *galley_live_layout_new (const char  *folder,
                                          GalleyClock *clock);
/* A name for people, "portal". */
const char *galley_live_layout_get_name (GalleyLiveLayout *self);
/* The last good pack, NULL: there was none yet. Lent until "changed". */
GalleyLayout *galley_live_layout_get_layout (GalleyLiveLayout *self);
/* What is wrong with what stands in the folder now; (nullable). Lent until "changed". */
const GError *galley_live_layout_get_error (GalleyLiveLayout *self);
/* Real time at which the good pack was read. */
gint64 galley_live_layout_get_time (GalleyLiveLayout *self);

G_END_DECLS
