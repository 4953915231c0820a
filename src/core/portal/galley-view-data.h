/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the JSON-LD of an article's page says for programs alone, in schema.org's words, so that the page gives its article
 * back (intake/galley-intake-entry.h). Only what readers may know: nothing of the workflow, no channel that the site does
 * not have, no picture that is not public, no address that the page may not lead to. Private to the portal.
 *
 *   alternateName   the short headline, as lists have it
 *   genre           the origin: original, reprint, agency, contributed
 *   additionalType  the kind: pictures, video, link; citation {url}: where a link leads
 *   dateCreated     the date on the hand-out
 *   isPartOf        [{identifier, name, url, position}]: the channel at position 1, further ones from 2 on
 *   about           {identifier, name}: the topic
 *   associatedMedia [{contentUrl, width, height, description, representativeOfPage, exifData}]: the lead picture, which is
 *                   representative, and the focus picture; SubjectLocation is what matters most in it, in per cent */
#pragma once

#include "core/portal/galley-page-frame.h"
#include "core/portal/galley-value.h"

G_BEGIN_DECLS

void galley_view_describe_article (GalleyValue           *data,
                                   GalleyRevision        *revision,
                                   GalleySite            *site,
                                   const GalleyPageFrame *frame);

G_END_DECLS
