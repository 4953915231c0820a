/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an attachment hands out and a video plays: a file, named by its bytes, or the address of a site's player, which is a
 * video's alone. A video may have a poster, a picture that stands for it before it plays. Immutable, counted, shared
 * between threads. The title is the text of the block. */
#pragma once

#include "core/model/galley-figure.h"

#include <glib.h>

G_BEGIN_DECLS

/* Characters of a file's name; more are cut out of its middle, so that the suffix stays. */
#define GALLEY_ENCLOSURE_MAX_NAME 200
/* Bytes of a player's address. */
#define GALLEY_ENCLOSURE_MAX_ADDRESS 2000

typedef struct _GalleyEnclosure GalleyEnclosure;

/* @hash: of the file (galley-id.h); @media_type: one of galley-media-type.h, no picture; @size: in bytes, from 1 to
 * GALLEY_MEDIA_MAX_BYTES. @name is cleaned, becomes one line without what no file's name holds, and "file" with the type's
 * suffix where nothing is left. @poster: (nullable) (transfer none), its alternative text is not kept. */
GalleyEnclosure *galley_enclosure_new_file (const char   *hash,
                                            const char   *media_type,
                                            gint64        size,
                                            const char   *name,
                                            GalleyFigure *poster);
/* @address: galley_enclosure_address_is_safe(). */
GalleyEnclosure *galley_enclosure_new_player (const char   *address,
                                              GalleyFigure *poster);
GalleyEnclosure *galley_enclosure_ref (GalleyEnclosure *self);
void galley_enclosure_unref (GalleyEnclosure *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyEnclosure, galley_enclosure_unref)

/* Of a file; NULL, "" and 0 of a player. */
const char *galley_enclosure_get_hash (const GalleyEnclosure *self);
const char *galley_enclosure_get_media_type (const GalleyEnclosure *self);
const char *galley_enclosure_get_name (const GalleyEnclosure *self);
gint64 galley_enclosure_get_size (const GalleyEnclosure *self);
/* Of a player; NULL of a file. */
const char *galley_enclosure_get_address (const GalleyEnclosure *self);
/* (nullable) */
GalleyFigure *galley_enclosure_get_poster (const GalleyEnclosure *self);

/* "3f/3f9a….pdf": where the file stands below a folder of media. Not of a player. (transfer full) */
char *galley_enclosure_dup_place (const GalleyEnclosure *self);
/* "PDF, 1.2 MB", and the host of a player's address. No translation: for pages, which have a language of their own.
 * (transfer full) */
char *galley_enclosure_dup_facts (const GalleyEnclosure *self);
/* The name without its suffix: what a title begins with. (transfer full) */
char *galley_enclosure_dup_title (const GalleyEnclosure *self);

/* The same with another poster, or none. (transfer full) */
GalleyEnclosure *galley_enclosure_with_poster (const GalleyEnclosure *self,
                                               GalleyFigure          *poster);

/* https with a host and something behind it, in ASCII without blanks and quotation marks, not too long. */
gboolean galley_enclosure_address_is_safe (const char *address);

/* NULL equals NULL alone. */
gboolean galley_enclosure_equal (const GalleyEnclosure *a,
                                 const GalleyEnclosure *b);

G_END_DECLS
