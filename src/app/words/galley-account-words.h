/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Words about accounts, and about what stands between them and their servers. */
#pragma once

#include "core/sync/galley-portal-trouble.h"
#include "core/workspace/galley-account.h"

G_BEGIN_DECLS

/* "xiaohe, news.example" or "On This Computer". (transfer full) */
char *galley_words_for_account (const GalleyAccount *account);
/* Why somebody could not sign in: what is wrong, and what to do. (transfer full) */
char *galley_words_for_trouble (GalleyPortalTrouble trouble,
                                const GError       *error);
/* Why the password was not changed. (transfer full) */
char *galley_words_for_password (const GError *error);

G_END_DECLS
