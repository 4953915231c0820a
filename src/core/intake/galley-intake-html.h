/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Foreign HTML into blocks: what Word, WPS, LibreOffice, a browser or a page on disk gives.
 *
 * There is no filter. The HTML is read into blocks and marks, and what is written out later is written by wire/: an
 * element that is not known gives its text, an attribute that is not known nothing, an address only where
 * galley_link_target_is_safe() takes it. Headings, quotes, bold, italic, underlined (also by style attributes) and links
 * stay, and so do rules and lists, Word's fake ones included; a list whose numbers the body would change stays the text
 * that it is. Fonts, colours, fake indents, empty paragraphs, blanks of every kind in a row and what nobody sees go. A
 * table stays one without its spans (galley-table.h); one that only lays out a page gives its text, and what is too wide a
 * paragraph a row.
 *
 * Bytes: UTF-8 or UTF-16 by their mark, GB18030 by the page's own word, else UTF-8, else GB18030. The head of Windows'
 * clipboard format (CF_HTML) is understood, and only what stands between its StartFragment and EndFragment counts.
 *
 * Bounds: GALLEY_INTAKE_HTML_MAX_BYTES in, GALLEY_INTAKE_MAX_BYTES of text out, elements 256
 * deep and 400,000 tags and runs of text: more is GALLEY_ERROR_TOO_LARGE. What is no text is GALLEY_ERROR_INVALID. */
#pragma once

#include "core/base/galley-error.h"
#include "core/intake/galley-intake-media.h"
#include "core/intake/galley-intake.h"

G_BEGIN_DECLS

#define GALLEY_INTAKE_HTML_MAX_BYTES (8 * 1024 * 1024)

typedef struct
{
  GPtrArray *blocks;    /* (element-type GalleyBlock), settled, none empty but rules; no blocks where there is no text */
  char *source_uri;     /* the page it was copied from, as CF_HTML says it; NULL if nobody does */
  const char *encoding; /* a constant: "UTF-8", "UTF-16" or "GB18030" */
  guint n_pictures;     /* that were left out */
} GalleyIntakeFragment;

void galley_intake_fragment_free (GalleyIntakeFragment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyIntakeFragment, galley_intake_fragment_free)

/* What a worker and the one who waits for it share. Zeros to begin with. */
typedef struct
{
  int thousandths; /* read and written by g_atomic_int_*() */
} GalleyIntakeProgress;

/* @base: (nullable): where relative addresses lead from. @progress: (nullable). Cancelling gives G_IO_ERROR_CANCELLED.
 * (transfer full) */
GalleyIntakeFragment *galley_intake_read_html (GBytes               *bytes,
                                               const char           *base,
                                               GalleyIntakeProgress *progress,
                                               GCancellable         *cancellable,
                                               GError              **error);

/* Plain text in the same way: a line is a paragraph, without fake indents and empty lines. A single line keeps the
 * blanks around it: it may belong into the middle of a sentence. @text is UTF-8 or GB18030. (transfer full) */
GalleyIntakeFragment *galley_intake_read_plain (GBytes       *bytes,
                                                GCancellable *cancellable,
                                                GError      **error);

/* Whether a file of that name is read as HTML. */
gboolean galley_intake_is_html_name (const char *name);

/* A whole page into an article. What a page says of itself is believed (galley-intake-entry.h): a page that Galley made
 * gives its article back, with the pictures and files of it that @media has; what it wants, and does not have, is known to
 * @media afterwards. Of another page, as galley_intake_read_text() does with text, banner, kicker, headline, source,
 * bylines and editor find their fields, and the rest is the body, without pictures. @media: (nullable): nothing is to be
 * had. (transfer full) */
GalleyRevision *galley_intake_read_html_article (const char         *id,
                                                 GBytes             *bytes,
                                                 GalleyIntakeMedia  *media,
                                                 GalleyIntakeNotes **notes,
                                                 GError            **error);

G_END_DECLS
