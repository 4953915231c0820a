/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pictures and files that a page shows, and which of them are to be had.
 *
 * A page is read twice: the first reading tells what it shows; whoever reads looks for that, in the folder that the page
 * came from, in an account's media, wherever he likes, and says what he has; the second reading makes the article with it.
 * Who looks for nothing has the text alone, captions and titles as paragraphs.
 *
 * Only what is named by its own SHA-256, as Galley's pages name their files, is asked for: whoever finds it can tell that
 * it is the very one, so no page gets at a file of this computer that it does not have already. At most
 * GALLEY_INTAKE_MAX_MEDIA of a page. One thread at a time. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define GALLEY_INTAKE_MAX_MEDIA 512

typedef struct _GalleyIntakeMedia GalleyIntakeMedia;

GalleyIntakeMedia *galley_intake_media_new (void);
void galley_intake_media_free (GalleyIntakeMedia *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyIntakeMedia, galley_intake_media_free)

/* The addresses of what was asked for, as they stand in the page, in its order, each once. Lent. (element-type utf8) */
GPtrArray *galley_intake_media_get_wanted (GalleyIntakeMedia *self);
/* Those of them that nobody has said to have. Lent by @self, (transfer container) (element-type utf8) */
GPtrArray *galley_intake_media_list_missing (GalleyIntakeMedia *self);
/* What stands at @address is to be had and has @size bytes. */
void galley_intake_media_set_had (GalleyIntakeMedia *self,
                                  const char        *address,
                                  gint64             size);

/* Its hash and kind by its name, "…/3f9a….jpg": FALSE where it is none of such a file. */
gboolean galley_intake_media_read_name (const char  *address,
                                        char         hash[65],
                                        const char **media_type);
/* Where it stands as seen from the page's file at @page; NULL where it does not lead to a file. (transfer full) */
char *galley_intake_media_dup_path (const char *page,
                                    const char *address);
/* Looks for all that is wanted from the page's file at @page: which is there with the bytes that its name says is had.
 * G_IO_ERROR_CANCELLED. */
gboolean galley_intake_media_find_in_folder (GalleyIntakeMedia *self,
                                             const char        *page,
                                             GCancellable      *cancellable,
                                             GError           **error);

/* For the readers: asks for @address, and whether it is had. @size: (optional). */
gboolean galley_intake_media_ask (GalleyIntakeMedia *self,
                                  const char        *address,
                                  char               hash[65],
                                  const char       **media_type,
                                  gint64            *size);

G_END_DECLS
