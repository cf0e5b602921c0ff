/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz/gx-fuzz.h"

#include "interchange/gx-encoding.h"

const char * const gx_fuzz_seeds[] = {
  "姓名,城市\n李娜,北京\n", "\xd0\xd5\xc3\xfb,\xca\xd6\xbb\xfa\n", "\xa9m\xa6W,\xb9q\xb8\xdc\n",
  "Ren\xe9" "e\n",
  "\x8e\x81\x96\xbc\n", NULL
};
const char * const gx_fuzz_words[] = {
  "\xff\xfe", "\xfe\xff", "\xef\xbb\xbf", "\x81\x30\x81\x30", "\xed\xa0\x80", "\xf4\x90\x80\x80",
  "a,b\n", NULL
};
const char * const gx_fuzz_folder = "csv";

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) guesses = gx_encoding_guess (gx_fuzz_file (data, size), &error);
  double all = 0;

  g_assert_true ((guesses == NULL) == (error != NULL));
  for (guint i = 0; guesses != NULL && i < guesses->len; i++)
    {
      const GxEncodingGuess *guess = &g_array_index (guesses, GxEncodingGuess, i);

      all += guess->share;
      g_assert_true (g_utf8_validate (guess->line, -1, NULL));
    }
  g_assert_true (guesses == NULL || (all > 0.999 && all < 1.001));
  return 0;
}
