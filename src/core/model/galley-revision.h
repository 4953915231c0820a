/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An immutable snapshot of an article: its id, its content (all a person writes) and its state (the server's). The only
 * form of an article that crosses threads, disk and wire. Shares its blocks; making one costs a pointer a block. */
#pragma once

#include "core/model/galley-block.h"
#include "core/model/galley-byline.h"
#include "core/model/galley-field.h"
#include "core/model/galley-state.h"

G_BEGIN_DECLS

typedef struct _GalleyRevision GalleyRevision;

/* The content laid open, for making revisions. Each member is optional: NULL stands for empty. */
typedef struct
{
  const char *fields[GALLEY_N_FIELDS];
  const char *const *sets[GALLEY_N_SETS];
  GPtrArray *bylines; /* (element-type GalleyByline) */
  GPtrArray *blocks;  /* (element-type GalleyBlock): one empty paragraph if NULL or empty */
  const char *extra;  /* canonical JSON object of members this Galley does not know, kept as they came; see wire */
} GalleyContent;

#define GALLEY_TYPE_REVISION (galley_revision_get_type ())
GType galley_revision_get_type (void);

/* Copies everything but blocks and @state, which are shared. @state NULL is an empty draft's. */
GalleyRevision *galley_revision_new (const char          *id,
                                     const GalleyContent *content,
                                     GalleyState         *state);
GalleyRevision *galley_revision_with_state (GalleyRevision *self,
                                            GalleyState    *state);
GalleyRevision *galley_revision_with_id (GalleyRevision *self,
                                         const char     *id,
                                         GalleyState    *state);
GalleyRevision *galley_revision_ref (GalleyRevision *self);
void galley_revision_unref (GalleyRevision *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyRevision, galley_revision_unref)

const char *galley_revision_get_id (GalleyRevision *self);
const char *galley_revision_get_field (GalleyRevision *self,
                                       GalleyField     field);
const char *const *galley_revision_get_set (GalleyRevision *self,
                                            GalleySet       set);
GPtrArray *galley_revision_get_bylines (GalleyRevision *self);
GPtrArray *galley_revision_get_blocks (GalleyRevision *self);
/* NULL when there is none. */
const char *galley_revision_get_extra (GalleyRevision *self);
const GalleyState *galley_revision_get_state (GalleyRevision *self);
/* Lends the whole content; its pointers live as long as @self. */
GalleyContent galley_revision_get_content (GalleyRevision *self);

/* The content hash, once wire has worked it out: set once, thread-safe, kept by with_state(). NULL before. */
const char *galley_revision_get_content_hash (GalleyRevision *self);
void galley_revision_set_content_hash (GalleyRevision *self,
                                       const char     *hash);

/* The same content, whatever the state: what an equal content hash says, without hashing. */
gboolean galley_revision_has_same_content (GalleyRevision *a,
                                           GalleyRevision *b);
/* No field filled and no text in the body. */
gboolean galley_revision_is_blank (GalleyRevision *self);

/* The first characters of the body as one line, for lists: at most @cells full-width cells. (transfer full) */
char *galley_revision_dup_snippet (GalleyRevision *self,
                                   guint           cells);

G_END_DECLS
