/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A revision as JSON: the names of IPTC ninjs 3.1 and one "galley" object for what ninjs lacks; canonical text
 * (galley-json.h). The same form on disk and on the wire.
 *
 *   uri "urn:uuid:ID" · type text|picture|video, as the kind is · representationType "full" · language "zh-Hans" ·
 *   standard {name "ninjs", version "3.1"} · headlines [{role: kicker|main|subhead|index, value}] ·
 *   descriptions [{role: summary, value}] · by (the printed bylines) · infoSources [{role: source, name, uri}
 *   {role: editor, name}] · subjects [{rel: tag, literal}] · contentCreated ·
 *   bodies [{role: main, contentType: application/xhtml+xml, value}]
 *   galley {bylines [{name, organisation, role}], channel, channels, topic, origin, original {headline, author, uri},
 *   kind, link, pictures {lead, focus: galley-picture-text.h}, corrects {id, hash}, state {…}}
 *
 * Empty members are left out. Members that this Galley does not know are kept, at the top and inside "galley".
 * Content is all but galley.state; its canonical JSON has the content hash, the only hash that is signed, published,
 * compared and adopted. */
#pragma once

#include "core/base/galley-json-value.h"
#include "core/model/galley-revision.h"

G_BEGIN_DECLS

/* Body and the fields around it, as one JSON text. */
#define GALLEY_WIRE_MAX_BYTES (8 * 1024 * 1024)
#define GALLEY_WIRE_CONTENT_TYPE "application/vnd.galley.article+json"

/* Content alone (what is hashed and PUT), and content with state (what is stored and served). (transfer full) */
char *galley_wire_write_content (GalleyRevision *revision);
char *galley_wire_write (GalleyRevision *revision);

/* SHA-256 of galley_wire_write_content(), in hex; kept with the revision after the first call, thread-safe.
 * Lent for the life of @revision. */
const char *galley_wire_get_content_hash (GalleyRevision *revision);

/* GALLEY_ERROR_INVALID names the member or the byte; GALLEY_ERROR_TOO_LARGE. A missing state is an empty draft's. The
 * body must be canonical. (transfer full) */
GalleyRevision *galley_wire_read (const char *text,
                                  gsize       length,
                                  GError    **error);
/* The same from an object in a larger text; takes it apart. */
GalleyRevision *galley_wire_read_value (GalleyJsonValue *value,
                                        GError         **error);

/* State alone, as it stands under galley.state; its canonical text. (transfer full) */
char *galley_wire_write_state (const GalleyState *state);
GalleyState *galley_wire_read_state (GalleyJsonValue *object,
                                     GError         **error);

G_END_DECLS
