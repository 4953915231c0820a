/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An article that is read is written in a form that reads and writes the same. */
#include "core/wire/galley-wire.h"
#include "fuzz.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GalleyRevision) revision = galley_wire_read ((const char *) data, size, NULL);

  if (revision != NULL)
    {
      g_autofree char *once = galley_wire_write (revision);
      g_autoptr (GalleyRevision) again = galley_wire_read (once, strlen (once), NULL);
      g_autofree char *twice = again != NULL ? galley_wire_write (again) : NULL;

      g_assert_cmpstr (once, ==, twice);
    }
  return 0;
}
