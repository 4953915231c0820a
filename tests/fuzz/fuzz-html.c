/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a clipboard or a page on disk holds: the article made of it can be read back, the blocks are a body that is read
 * back as it was written, and tidying it twice is tidying it once. */
#include "core/intake/galley-intake-html.h"
#include "core/intake/galley-tidy.h"
#include "core/wire/galley-body.h"
#include "core/wire/galley-wire.h"
#include "fuzz.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GalleyIntakeFragment) fragment =
      galley_intake_read_html (bytes, "https://news.example/a/", NULL, NULL, NULL);

  g_autoptr (GalleyRevision) article =
      galley_intake_read_html_article ("0192d4c8-1111-7abc-8def-000000000001", bytes, NULL, NULL);

  if (article != NULL)
    {
      g_autofree char *text = galley_wire_write (article);
      g_autoptr (GalleyRevision) same = galley_wire_read (text, strlen (text), NULL);

      g_assert (same != NULL);
    }
  if (fragment != NULL && fragment->blocks->len > 0)
    {
      g_autofree char *body = galley_body_write (fragment->blocks);
      g_autoptr (GPtrArray) again = galley_body_read (body, strlen (body), NULL);
      guint n_places;
      g_autoptr (GPtrArray) tidied = galley_tidy_blocks (fragment->blocks, &n_places);
      g_autoptr (GPtrArray) tidied_again = galley_tidy_blocks (tidied, &n_places);

      g_assert (again != NULL && galley_blocks_equal (fragment->blocks, again));
      g_assert (n_places == 0 && galley_blocks_equal (tidied, tidied_again));
    }
  return 0;
}
