/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-types.h"

G_BEGIN_DECLS

/**
 * gx_language_set_up: once, at the very start: speaks the person's language. GUANXI_LOCALE_DIR: where the
 * translations of a program lie that is not installed.
 */
void gx_language_set_up (void);

/**
 * gx_language_speak:
 * @language: "zh_CN", "en"; NULL: the person's own again
 *
 * What gettext answers from now on, in the whole process: for a command that prints in several languages.
 */
void gx_language_speak (const char *language);

G_END_DECLS
