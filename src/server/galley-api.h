/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The handlers of the Portal API, one for each row of the router's table. */
#pragma once

#include "server/galley-server.h"
#include "server/galley-server-private.h"

G_BEGIN_DECLS

GalleyResponse *galley_api_sign_in (GalleyCall *call);
GalleyResponse *galley_api_sign_out (GalleyCall *call);
GalleyResponse *galley_api_put_password (GalleyCall *call);
GalleyResponse *galley_api_get_session (GalleyCall *call);
GalleyResponse *galley_api_get_layout (GalleyCall *call);

GalleyResponse *galley_api_get_changes (GalleyCall *call);
GalleyResponse *galley_api_get_manifest (GalleyCall *call);

GalleyResponse *galley_api_get_article (GalleyCall *call);
GalleyResponse *galley_api_put_article (GalleyCall *call);
GalleyResponse *galley_api_delete_article (GalleyCall *call);
GalleyResponse *galley_api_get_audit (GalleyCall *call);
GalleyResponse *galley_api_get_revisions (GalleyCall *call);
GalleyResponse *galley_api_get_revision (GalleyCall *call);
GalleyResponse *galley_api_put_action (GalleyCall *call);

GalleyResponse *galley_api_get_media (GalleyCall *call);
GalleyResponse *galley_api_put_media (GalleyCall *call);

GalleyResponse *galley_api_get_people (GalleyCall *call);
GalleyResponse *galley_api_put_owner (GalleyCall *call);
GalleyResponse *galley_api_put_presence (GalleyCall *call);

GalleyResponse *galley_api_put_batch (GalleyCall *call);

GalleyResponse *galley_api_get_slot (GalleyCall *call);
GalleyResponse *galley_api_put_slot (GalleyCall *call);

GalleyResponse *galley_api_get_list (GalleyCall *call);
GalleyResponse *galley_api_put_list_entry (GalleyCall *call);
GalleyResponse *galley_api_delete_list_entry (GalleyCall *call);

/* 429 for a name at whose password too many guesses were made lately, otherwise NULL. */
GalleyResponse *galley_api_refuse_rate (GalleyServer *server,
                                        const char   *user);
/* The second half of galley_api_put_password(). */
GalleyResponse *galley_api_finish_password (GalleyServer         *server,
                                            const GalleyResponse *asked);

G_END_DECLS
