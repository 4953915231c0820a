/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is read has one text, and that text is read again. */
#include "core/base/galley-json.h"
#include "fuzz.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (JsonNode) node = galley_json_parse ((const char *) data, size, 1 << 20, NULL);

  if (node != NULL)
    {
      g_autofree char *once = galley_json_write (node);
      g_autoptr (JsonNode) again = galley_json_parse (once, strlen (once), 8 << 20, NULL);
      g_autofree char *twice = again != NULL ? galley_json_write (again) : NULL;

      g_assert_cmpstr (once, ==, twice);
    }
  return 0;
}
