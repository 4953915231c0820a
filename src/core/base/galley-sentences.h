/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sentences that the core says to people by itself, about what they have written for it: in the language of the process, by
 * gettext. They are marked with N_() where they stand. All else that the core says is for logs, and English: what people
 * are told of it is found by the error's code, in the interface. */
#pragma once

#include "galley-config.h"

#include <glib.h>

#undef N_
#define N_(english) (english)

#define galley_sentence(english) g_dgettext (GALLEY_GETTEXT_DOMAIN, english)
