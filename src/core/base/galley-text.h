/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unicode: what GLib lacks, over ICU. Positions say what they count: bytes, characters (code points) or graphemes
 * (UAX #29 extended grapheme clusters). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The line break inside a block (LINE SEPARATOR); in XHTML it is <br/>. */
#define GALLEY_LINE_SEPARATOR "\342\200\250"

/* As g_utf8_validate_len(), NUL refused; made for texts that are mostly Han and ASCII, on which it is several times as fast.
 * @end: (out) (optional): the first byte that is wrong. */
gboolean galley_text_is_valid (const char  *text,
                               gsize        length,
                               const char **end);

/* Unicode NFC, but CJK compatibility ideographs (U+F900-FAFF, U+2F800-2FA1F) stay as typed: names are written with
 * them. @text must be valid UTF-8. (transfer full) */
char *galley_text_normalize (const char *text,
                             gssize      length);

/* What a block may hold: normalised as above; NUL, C0 and C1 controls except TAB, U+FFFC, U+FEFF, U+2029, the
 * noncharacters (U+FFFE, U+FFFF, …) and line ends are dropped; bytes that are not UTF-8 become U+FFFD. (transfer full) */
char *galley_text_clean (const char *text,
                         gssize      length);
/* Whether @text is valid and galley_text_clean() would leave it as it is, by a test of each byte alone: TRUE for what is
 * written in Han, ASCII and their usual marks on one line without tabs, and FALSE, too, for much that is as clean. */
gboolean galley_text_is_surely_clean (const char *text);

/* The character offset of the grapheme border at or before (after) @offset, both in characters. @offset is at most
 * the length of @text. Looks only at the neighbourhood of @offset. */
glong galley_text_grapheme_before (const char *text,
                                   glong       offset);
glong galley_text_grapheme_after (const char *text,
                                  glong       offset);
glong galley_text_count_graphemes (const char *text);
/* Where each grapheme ends, in bytes. (transfer full) (element-type gsize) */
GArray *galley_text_list_grapheme_ends (const char *text);
/* Where each word ends, in bytes (UAX #29): a Chinese or Japanese one by ICU's dictionary, and each mark and each row of
 * blanks is one as well. @text must be valid UTF-8. (transfer full) (element-type gsize) */
GArray *galley_text_list_word_ends (const char *text);

/* For looking up: what differs in case, width or composition alone becomes equal (Unicode NFKC_Casefold, UAX #31).
 * @text must be valid UTF-8. (transfer full) */
char *galley_text_fold (const char *text);

/* Width in full-width cells times two: CJK and full-width forms 2, others 1, combining marks and invisible format
 * characters 0, and no grapheme more than 2 (a flag, a family). A headline of 24 Han
 * characters has 48 half cells = 24 cells. Source of widths: East_Asian_Width W and F (UAX #11). */
guint galley_text_count_half_cells (const char *text);

/* Characters of script Han, compatibility ideographs included, punctuation not. */
guint galley_text_count_han (const char *text);

/* 字数 as word processors show it: every CJK character and every full-width mark counts 1, each run of other
 * non-blank characters counts 1. Marks that both scripts use (“ ” — …) count as full-width where they touch CJK. */
guint galley_text_count_words (const char *text);

/* At most @cells full-width cells of @text, cut at a grapheme, with … when something was cut: … takes one of the
 * cells. (transfer full) */
char *galley_text_ellipsize (const char *text,
                             guint       cells);

G_END_DECLS
