/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where each field stands in the JSON of an article; one table for the writer and the reader. Private to this folder. */
#pragma once

#include "core/model/galley-field.h"
#include "core/model/galley-kind.h"

G_BEGIN_DECLS

#define GALLEY_WIRE_URI_PREFIX "urn:uuid:"
#define GALLEY_WIRE_REPRESENTATION "full"
#define GALLEY_WIRE_LANGUAGE "zh-Hans"
#define GALLEY_WIRE_STANDARD "ninjs"
#define GALLEY_WIRE_STANDARD_VERSION "3.1"
#define GALLEY_WIRE_BODY_TYPE "application/xhtml+xml"

/* A field that is member @member of the object with "role" @role in the array @array. Rows of one role stand together. */
typedef struct
{
  const char *array;
  const char *role;
  const char *member;
  GalleyField field;
} GalleyWireRole;

/* A field that is a member of the top object, of its member @outer, or of that one's member @inner. */
typedef struct
{
  const char *outer; /* (nullable) */
  const char *inner; /* (nullable) */
  const char *member;
  GalleyField field;
} GalleyWireMember;

#define GALLEY_N_WIRE_ROLES 8
#define GALLEY_N_WIRE_MEMBERS 11
#define GALLEY_N_WIRE_PICTURES 2

extern const GalleyWireRole galley_wire_roles[GALLEY_N_WIRE_ROLES];
extern const GalleyWireMember galley_wire_members[GALLEY_N_WIRE_MEMBERS];
/* Those that hold a picture's text (galley-picture-text.h), ordered by @member. */
extern const GalleyWireMember galley_wire_pictures[GALLEY_N_WIRE_PICTURES];

/* The "type" of ninjs that says most of an article of @kind (galley-kind.h). Static. */
const char *galley_wire_get_type (const char *kind);

/* Whether a member of an object in @array with that role is one of the table's. */
gboolean galley_wire_role_is_known (const char *array,
                                    const char *role);

G_END_DECLS
