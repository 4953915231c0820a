/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Somebody who wrote on this computer has signed in: shall the drafts go along? Asked once, and only if there are any. */
#pragma once

#include "app/window/galley-window.h"

G_BEGIN_DECLS

/* @workspace: the account that was signed in to. The store of "On This Computer" must be closed by now. */
void galley_drafts_question_begin (GalleyWindow    *window,
                                   GalleyWorkspace *workspace);

G_END_DECLS
