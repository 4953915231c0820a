/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the SQL of our statements to PostgreSQL's: ?1 becomes $1, and the column "user" stands in quotes, since there the
 * bare word is a function that says who is connected. What is within quotes stays. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @n_parameters: the highest number. (transfer full) */
char *galley_postgres_sql_translate (const char *sql,
                                     int        *n_parameters);

G_END_DECLS
