/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A body that is read is written as the same bytes. */
#include "core/wire/galley-body.h"
#include "fuzz.h"

#include <string.h>

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autoptr (GPtrArray) blocks = galley_body_read ((const char *) data, size, NULL);

  if (blocks != NULL)
    {
      g_autofree char *text = galley_body_write (blocks);

      g_assert_cmpmem (text, strlen (text), data, size);
    }
  return 0;
}
