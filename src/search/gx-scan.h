/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * gx_scan:
 *
 * The first place in @text (up to @end) where the @length bytes of @part stand; NULL: none. As memmem(), at the speed of
 * memory: 32 bytes at a time are compared with the first and the last byte, where the processor can (Muła 2016, "SIMD-friendly
 * algorithms for substring searching").
 */
const char *gx_scan (const char *text, const char *end, const char *part, gsize length);

G_END_DECLS
