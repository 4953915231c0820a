/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever a clipboard or a page on disk holds: the article made of it can be read back, without what the page shows and
 * with it, the blocks are a body that is read back as it was written, and tidying it twice is tidying it once. */
#include "core/intake/galley-intake-html.h"
#include "core/intake/galley-tidy.h"
#include "core/wire/galley-body.h"
#include "core/wire/galley-wire.h"
#include "fuzz.h"

#include <string.h>

#define ID "0192d4c8-1111-7abc-8def-000000000001"

static void
assert_is_read_back (GalleyRevision *article)
{
  g_autofree char *text = article != NULL ? galley_wire_write (article) : NULL;
  g_autoptr (GalleyRevision) same = text != NULL ? galley_wire_read (text, strlen (text), NULL) : NULL;

  g_assert (article == NULL || galley_revision_has_same_content (article, same));
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GalleyIntakeFragment) fragment =
      galley_intake_read_html (bytes, "https://news.example/a/", NULL, NULL, NULL);
  g_autoptr (GalleyIntakeMedia) media = galley_intake_media_new ();
  g_autoptr (GalleyRevision) article = galley_intake_read_html_article (ID, bytes, media, NULL, NULL);

  assert_is_read_back (article);
  for (guint i = 0; i < galley_intake_media_get_wanted (media)->len; i++)
    galley_intake_media_set_had (media, galley_intake_media_get_wanted (media)->pdata[i], 1 + i);
  if (galley_intake_media_get_wanted (media)->len > 0)
    {
      g_autoptr (GalleyRevision) whole = galley_intake_read_html_article (ID, bytes, media, NULL, NULL);

      assert_is_read_back (whole);
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
