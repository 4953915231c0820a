/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a locked window shows: whose it is, and the way back in, by the password or by signing in ("win.sign-in-else").
 * Nothing else. */
#pragma once

#include "core/workspace/galley-account.h"
#include "core/workspace/galley-lock.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define GALLEY_TYPE_LOCK_PAGE (galley_lock_page_get_type ())
G_DECLARE_FINAL_TYPE (GalleyLockPage, galley_lock_page, GALLEY, LOCK_PAGE, GtkWidget)

GtkWidget *galley_lock_page_new (GalleyLock          *lock,
                                 const GalleyAccount *account);

G_END_DECLS
