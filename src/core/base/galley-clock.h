/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Time, reached through an object so that tests can turn it. All times are microseconds.
 *
 * Two readings are kept apart: the real time (UTC since 1970, may jump, only shown and recorded) and the boot time
 * (CLOCK_BOOTTIME: runs through suspend, never jumps, starts anew at each boot), by which waits and deadlines run.
 * Nothing orders or merges by the real time. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_CLOCK (galley_clock_get_type ())
G_DECLARE_DERIVABLE_TYPE (GalleyClock, galley_clock, GALLEY, CLOCK, GObject)

struct _GalleyClockClass
{
  GObjectClass parent_class;

  gint64 (*get_real_time) (GalleyClock *self);
  gint64 (*get_boot_time) (GalleyClock *self);
  guint (*add_timeout) (GalleyClock   *self,
                        gint64         delay,
                        GSourceFunc    function,
                        gpointer       data,
                        GDestroyNotify destroy);
  void (*remove_timeout) (GalleyClock *self, guint id);
};

/* The machine's own clock; timeouts run on the default main context. */
GalleyClock *galley_clock_new (void);

/* A clock that stands still until it is advanced. */
#define GALLEY_TYPE_TEST_CLOCK (galley_test_clock_get_type ())
G_DECLARE_FINAL_TYPE (GalleyTestClock, galley_test_clock, GALLEY, TEST_CLOCK, GalleyClock)

GalleyClock *galley_test_clock_new (gint64 real_time);

/* Moves both readings on by @step and runs, in order, each timeout that falls due on the way. */
void galley_test_clock_advance (GalleyTestClock *self,
                                gint64           step);

/* Sets the real time alone, as a wrong clock or a time server would. */
void galley_test_clock_set_real_time (GalleyTestClock *self,
                                      gint64           real_time);

gint64 galley_clock_get_real_time (GalleyClock *self);
gint64 galley_clock_get_boot_time (GalleyClock *self);

/* The real time in milliseconds, shifted left by 12 bits that hold the fraction; larger at each call, also when the
 * clock stands still or is set back. The sortable half of an id. Thread-safe. */
guint64 galley_clock_next_stamp (GalleyClock *self);

/* Calls @function once after @delay unless it returns G_SOURCE_CONTINUE. Main thread only.
 * Returns: an id for galley_clock_remove_timeout(), never 0. */
guint galley_clock_add_timeout (GalleyClock *self,
                                gint64       delay,
                                GSourceFunc  function,
                                gpointer     data);
void galley_clock_remove_timeout (GalleyClock *self,
                                  guint        id);

/* Names this boot of this machine (/proc/sys/kernel/random/boot_id), or "" where it is not known. A deadline in
 * boot time that was stored under another boot has passed. */
const char *galley_clock_get_boot_id (void);

/* RFC 3339 in UTC with milliseconds, "2026-11-23T08:00:00.000Z", and back. Returns FALSE on anything else. */
char *galley_time_format (gint64 real_time);
gboolean galley_time_parse (const char *text,
                            gint64     *real_time);

G_END_DECLS
