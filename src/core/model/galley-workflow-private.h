/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The site's workflow as it was read, for the rules. */
#pragma once

/* Included behind galley-workflow.h. */

G_BEGIN_DECLS

typedef struct
{
  GalleyStatus status; /* GALLEY_STATUS_REVIEW_1 … _3 */
  char *role;
} GalleyReview;

struct _GalleyWorkflow
{
  GPtrArray *reviews; /* (element-type GalleyReview), ascending by status */
  char **publish;     /* roles */
  char **withdraw;
  char **place; /* (nullable) those of publish */
};

G_END_DECLS
