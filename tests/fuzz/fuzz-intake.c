/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a file holds: the article made of it goes over the wire unchanged, and normalising twice is once. */
#include "core/intake/galley-intake.h"
#include "core/wire/galley-wire.h"
#include "fuzz.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autofree char *text = galley_intake_decode (bytes, NULL, NULL);
  g_autoptr (GalleyIntakeNotes) notes = NULL;
  g_autoptr (GalleyRevision) revision =
      galley_intake_read_text ("019ab000-0000-7000-8000-000000000001", bytes, &notes, NULL);

  if (text != NULL)
    {
      g_autofree char *once = galley_intake_restore_punctuation (text, NULL);
      g_autofree char *twice = galley_intake_restore_punctuation (once, NULL);

      g_assert_cmpstr (once, ==, twice);
    }
  if (revision != NULL)
    {
      g_autofree char *json = galley_wire_write (revision);
      g_autoptr (GalleyRevision) again = galley_wire_read (json, strlen (json), NULL);

      g_assert (again != NULL && galley_revision_has_same_content (revision, again));
    }
  return 0;
}
