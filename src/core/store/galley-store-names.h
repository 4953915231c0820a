/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the files of a store are called. Private to the store. */
#pragma once

#define GALLEY_STORE_FILE "galley.db"
#define GALLEY_STORE_LOCK "store.lock"
