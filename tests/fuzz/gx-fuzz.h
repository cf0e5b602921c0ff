/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "interchange/gx-table.h"

G_BEGIN_DECLS

/*
 * A fuzz target is one file that says these three; gx-fuzz.c has the main() that mutates the seeds, and
 * libFuzzer could take its place. An input passes when it comes back: a crash, a sanitizer's complaint, a
 * failed assertion or ten seconds without an end fail it.
 */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/** gx_fuzz_seeds: inputs to begin with, ended by NULL; each may hold no byte 0. */
extern const char * const gx_fuzz_seeds[];

/** gx_fuzz_words: what to put in here and there, ended by NULL. */
extern const char * const gx_fuzz_words[];

/** gx_fuzz_folder: (nullable): below GUANXI_SHARED_DATA: small files in it are seeds too. */
extern const char * const gx_fuzz_folder;

/** gx_fuzz_file: the path of a file of these bytes, in memory; the same one with each call. */
const char *gx_fuzz_file (const guint8 *data, gsize size);

/** gx_fuzz_read_table: reads all there is, with checks of what a table promises; and frees it. */
void gx_fuzz_read_table (GxTable *table);

G_END_DECLS
