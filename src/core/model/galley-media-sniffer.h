/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What kind a file is (galley-media-type.h), told from bytes that come piece by piece. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _GalleyMediaSniffer GalleyMediaSniffer;

GalleyMediaSniffer *galley_media_sniffer_new (void);
void galley_media_sniffer_free (GalleyMediaSniffer *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyMediaSniffer, galley_media_sniffer_free)

void galley_media_sniffer_feed (GalleyMediaSniffer *self,
                                gconstpointer       data,
                                gsize               length);
/* Of all that was fed: as galley_media_type_sniff() of the whole. */
const char *galley_media_sniffer_get_type (GalleyMediaSniffer *self);

G_END_DECLS
