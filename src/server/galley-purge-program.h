/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Runs the keeper's program within bounds: it reads what is given to it on its standard input, what it prints goes to the
 * server's standard error, and it is ended with all that it started where it takes too long or nobody wants it any more. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Blocks. @patience: microseconds. @stop: a descriptor that becomes readable where it is to be ended at once.
 * GALLEY_ERROR_FAILED where it cannot be started or ends with another status than 0, GALLEY_ERROR_BUSY where it took too
 * long, G_IO_ERROR_CANCELLED by @stop. */
gboolean galley_purge_program_run (const char *program,
                                   GString    *input,
                                   gint64      patience,
                                   int         stop,
                                   GError    **error);

G_END_DECLS
