/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app/print/galley-print-subject.h"

GalleyPrintSubject *
galley_print_subject_new (GalleyRevision      *revision,
                          GalleySite          *site,
                          GalleyPrintPictures *pictures,
                          GalleyPrintOptions   options,
                          gint64               printed_at)
{
  GalleyPrintSubject *self;

  g_return_val_if_fail (revision != NULL && site != NULL && pictures != NULL, NULL);

  self = g_new0 (GalleyPrintSubject, 1);
  self->revision = galley_revision_ref (revision);
  self->site = galley_site_ref (site);
  self->pictures = pictures;
  self->options = options;
  self->printed_at = printed_at;
  return self;
}

void
galley_print_subject_free (GalleyPrintSubject *self)
{
  if (self == NULL)
    return;
  galley_revision_unref (self->revision);
  galley_site_unref (self->site);
  galley_print_pictures_free (self->pictures);
  g_free (self);
}
