/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One entry point, two mains: libFuzzer's, and fuzz-driver.c, which makes the same target an ordinary test. A target
 * aborts on what must not be; what it returns means nothing. */
#pragma once

#include <stddef.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);
