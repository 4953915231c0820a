/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came out of somebody else's text, whichever reader it was. */
#include "core/intake/galley-intake-html.h"

void
galley_intake_fragment_free (GalleyIntakeFragment *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->blocks, g_ptr_array_unref);
  g_free (self->source_uri);
  g_free (self);
}
