/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz/gx-fuzz.h"

#include "interchange/gx-import.h"

const char * const gx_fuzz_seeds[] = {
  "{\"as\":\"customers\",\"columns\":[\"name\",\"phone\",\"-\"],\"key\":[\"phone\"],\"on_match\":\"fill\"}",
  "{\"columns\":{\"姓名\":\"name\",\"手机\":\"phone\"},"
  "\"encoding\":\"gb18030\",\"delimiter\":\"tab\",\"sheet\":\"1\"}",
  "{\"day_order\":\"dmy\",\"currency\":\"CNY\",\"no_header\":true}", NULL
};
const char * const gx_fuzz_words[] = {
  "{", "}", "[", "]", "null", "true", "1e999", "\"columns\":", "\"key\":",
  "\"as\":", "\"\\ud800\"", "\"name\"", ",", NULL
};
const char * const gx_fuzz_folder = NULL;

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxImportPlan) plan = gx_import_plan_new ("/nowhere.csv");

  if (!gx_import_plan_load_map (plan, gx_fuzz_file (data, size), &error))
    g_assert_nonnull (error);
  return 0;
}
