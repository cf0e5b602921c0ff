/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz/gx-fuzz.h"

const char * const gx_fuzz_seeds[] = {
  "a,b,c\n1,\"x, \"\"y\"\"\",3\n", "a;b\r\n1,5;2\r\n", "sep=;\na;b\n", "姓名\t电话\n李娜\t138\n",
  " 01  a   2.5\n 02  b   3.5\n", "a,\"line\nbreak\",\"never closed\n", NULL
};
const char * const gx_fuzz_words[] = {
  "\"\"", "\",\"", "\r\n", "\n\n", ";", "\t", "|", "sep=", "\xef\xbb\xbf", "\xff\xfe", "\xc0\xee", "  ", NULL
};
const char * const gx_fuzz_folder = "csv";

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);

  gx_fuzz_read_table (gx_table_open (gx_fuzz_file (data, size), NULL, NULL));
  if (g_utf8_validate (text, -1, NULL))
    gx_fuzz_read_table (gx_table_open_text (text, NULL));
  return 0;
}
