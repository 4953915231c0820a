/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Prints articles, one a line, for the check against the schema of ninjs. */
#include "core/wire/galley-wire.h"

#include "random-article.h"

int
main (void)
{
  g_autoptr (GalleyRandom) random = galley_random_new_seeded (1);

  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GalleyRevision) revision = random_revision (random);
      g_autofree char *text = galley_wire_write (revision);

      g_print ("%s\n", text);
    }
  return 0;
}
