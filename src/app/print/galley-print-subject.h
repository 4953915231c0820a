/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is printed: one text of one article, and what has to be known to set it. */
#pragma once

#include "app/print/galley-print-options.h"
#include "app/print/galley-print-pictures.h"
#include "core/portal/galley-site.h"

G_BEGIN_DECLS

typedef struct
{
  GalleyRevision *revision;
  GalleySite *site;
  GalleyPrintPictures *pictures; /* loaded */
  GalleyPrintOptions options;
  gint64 printed_at; /* real time, microseconds */
} GalleyPrintSubject;

/* Keeps what it is given; takes @pictures. */
GalleyPrintSubject *galley_print_subject_new (GalleyRevision      *revision,
                                              GalleySite          *site,
                                              GalleyPrintPictures *pictures,
                                              GalleyPrintOptions   options,
                                              gint64               printed_at);
void galley_print_subject_free (GalleyPrintSubject *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (GalleyPrintSubject, galley_print_subject_free)

G_END_DECLS
