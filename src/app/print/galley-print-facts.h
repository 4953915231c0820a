/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is told of an article beside its headlines and its body: each fact has a label and a value. */
#pragma once

#include "app/print/galley-print-subject.h"

G_BEGIN_DECLS

typedef enum
{
  GALLEY_PRINT_FACT_BYLINES,
  GALLEY_PRINT_FACT_SOURCE,
  GALLEY_PRINT_FACT_CHANNEL, /* and those that it also stands in */
  GALLEY_PRINT_FACT_ORIGIN,
  GALLEY_PRINT_FACT_EDITOR,
  GALLEY_PRINT_FACT_AUTHOR, /* whose article it is in the newsroom */
  GALLEY_PRINT_FACT_LENGTH,
  GALLEY_PRINT_FACT_DATE,
  GALLEY_PRINT_FACT_STATUS,
  GALLEY_PRINT_FACT_SUMMARY,
  GALLEY_PRINT_FACT_TAGS,
  GALLEY_PRINT_FACT_ORIGINAL, /* headline, author and address of a reprint's */
} GalleyPrintFact;
#define GALLEY_N_PRINT_FACTS (GALLEY_PRINT_FACT_ORIGINAL + 1)

/* Lent. */
const char *galley_print_fact_get_label (GalleyPrintFact fact);
/* "" where nothing is known. (transfer full) */
char *galley_print_fact_dup_value (GalleyPrintFact           fact,
                                   const GalleyPrintSubject *subject);
/* By the site's clock; "" for 0. (transfer full) */
char *galley_print_dup_time (const GalleyPrintSubject *subject,
                             gint64                    real_time);

G_END_DECLS
