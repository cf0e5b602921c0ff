/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz/gx-fuzz.h"

#include "base/gx-partial-day.h"
#include "interchange/gx-moment.h"
#include "interchange/gx-xlsx-book.h"

const char * const gx_fuzz_seeds[] = {
  "2026-11-21 08:26:30", "21/11/2026", "2026年11月21日 下午3点", "Nov 21, 2026 3:04 PM", "20261121", "农历八月十五",
  "yyyy\"年\"m\"月\"d\"日\"", "44197.351388888892", "[h]:mm:ss;@", "_x000D_", NULL
};
const char * const gx_fuzz_words[] = {
  "年", "月", "日", "/", "-", ".", ":", "T", "Z", "+08:00", "上午", "PM",
  "[$-804]", "\\", "\"", "E", "e+308", "0", "9", NULL
};
const char * const gx_fuzz_folder = NULL;

/* What reads the text of one cell. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *bytes = g_strndup ((const char *) data, MIN (size, 4096));
  g_autofree char *text = g_utf8_make_valid (bytes, -1);
  g_autoptr (GString) out = g_string_new (text);
  GxPartialDay partial;
  GxMoment moment;
  guint orders = 0;

  gx_xlsx_unescape (out, 0);
  gx_xlsx_number_text (text, out);
  gx_xlsx_serial_text (text, gx_xlsx_style_of_format (text), FALSE, out);
  gx_moment_orders (text, &orders);
  for (guint order = GX_DAY_ORDER_DMY; order <= GX_DAY_ORDER_YMD; order++)
    gx_moment_parse (text, order, &moment);
  gx_partial_day_parse (text, &partial, NULL);
  return 0;
}
