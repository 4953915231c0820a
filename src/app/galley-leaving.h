/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Before an account is left: signing out, or removing it from this computer. Neither goes on while anything is unsent,
 * unless it was exported into files; and what cannot be undone is asked about once more. */
#pragma once

#include "app/window/galley-window.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_LEAVING_SIGN_OUT,
  GALLEY_LEAVING_REMOVE,
} GalleyLeaving;

typedef void (*GalleyLeave) (GalleyLeaving leaving,
                             gpointer      data);

/* Asks what has to be asked in front of @window; calls @leave when nothing stands in the way, else never. @data must
 * live as long as @window. */
void galley_leaving_begin (GalleyWindow    *window,
                           GalleyWorkspace *workspace,
                           GalleyLeaving    leaving,
                           GalleyLeave      leave,
                           gpointer         data);

G_END_DECLS
