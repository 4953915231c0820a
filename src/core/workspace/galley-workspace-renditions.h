/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The page as it will be published, before it is: its pictures' renditions, made here as they are made for the order, while
 * one writes. Main thread. */
#pragma once

#include "core/workspace/galley-workspace.h"

G_BEGIN_DECLS

/* @context, the one of @revision's page (galley-context.h), with the renditions that are here. A picture whose
 * renditions are not is shown as it is; where its file is here they are made in a worker, and the workspace's signal
 * "renditions-made" tells when they are there. (transfer full) */
char *galley_workspace_dress_context (GalleyWorkspace *self,
                                      GalleyRevision  *revision,
                                      const char      *context);

G_END_DECLS
