/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the tests of portal/ share. */
#pragma once

#include "core/portal/galley-page.h"

G_BEGIN_DECLS

#define SUPPORT_ID "0192d4c8-1111-7abc-8def-000000000001"
#define SUPPORT_TIME (G_GINT64_CONSTANT (1795392000) * G_USEC_PER_SEC) /* 2026-11-23T00:00:00Z, 08:00 in Shanghai */

/* data/layouts/@name of the source tree. */
GalleyLayout *support_open_layout (const char *name);
/* An article with every field filled, @text in each (an id where an id belongs), and the body @blocks. */
GalleyRevision *support_make_revision (const char *text,
                                       GPtrArray  *blocks);
/* @revision with the blocks of its first page, which is all that this page carries. */
GalleyRevision *support_cut_to_first_page (GalleyRevision *revision,
                                           GalleyLayout   *layout);
/* @texts: NULL-terminated paragraphs. */
GPtrArray *support_make_blocks (const char *const *texts);
/* @n articles of channel @channel, newest first, each a minute older, titles "@title 1" … */
GPtrArray *support_make_items (guint       n,
                               const char *channel,
                               const char *title);

/* Reads @html as a browser's parser in good weather would: every element closed, nothing but void elements left open,
 * no raw < in text, attributes quoted. Fails the test where it is not so. Calls @visit on each opening tag. */
typedef void (*SupportVisit) (const char *tag,
                              GHashTable *attributes,
                              gpointer    data);
void support_walk_html (const char   *html,
                        SupportVisit  visit,
                        gpointer      data);
/* The children of the element of class e-content, each with its tags. (transfer full) */
GPtrArray *support_get_body_children (const char *html);

G_END_DECLS
