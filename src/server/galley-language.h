/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The server's sentences for people, in the language that a request asks for (Accept-Language, RFC 9110, 12.5.4). The
 * server's own locale has no part in it: most have none but C. What has no translation is said in English, and so is all
 * that the log says.
 *
 * A sentence is written in English where it is said, marked with N_(), and translated by galley_response_new_problem() and
 * galley_verdict_refuse(). Which language that is, is the thread's, between enter and leave. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @accepted: the header's value, NULL: none. From now on the calling thread speaks that; not nested. */
void galley_language_enter (const char *accepted);
void galley_language_leave (void);

/* What may also be a printf format; @english itself where there is no translation. Lent, for ever. */
const char *galley_language_say (const char *english) G_GNUC_FORMAT (1);

G_END_DECLS
