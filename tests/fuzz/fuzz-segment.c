/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz/gx-fuzz.h"
#include "support/gx-test-convert.h"
#include "team/gx-segment.h"

#define HEX64 "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"
#define HEAD "{\"guanxi\":\"segment\",\"format\":1,\"team\":5,\"site\":7,\"first\":1,\"last\":1," \
  "\"schema\":5}\n"
#define STEP "{\"step\":9,\"seq\":1,\"hlc\":10,\"at\":11,\"author\":0,\"kind\":\"d\",\"root\":9," \
  "\"reverses\":0,\"schema\":5,\"pruned\":0,\"label\":\"customer.edit\",\"hash\":\"" HEX64 "\"}\n"
#define ROW "{\"table\":3,\"row\":\"customer\",\"id\":4,\"op\":\"i\",\"salt\":\"00ff\",\"commitment\":\"" \
  HEX64 "\",\"cells\":{\"name\":[\"\\\"张\\u0001\"],\"note\":[null,1.5],\"blob\":[{\"x\":\"00\"}]," \
  "\"gone\":[]}}\n"

const char * const gx_fuzz_seeds[] = {
  HEAD STEP "{\"seen\":8,\"seq\":3}\n" ROW "{\"end\":1,\"sha256\":\"" HEX64 "\"}\n",
  HEAD STEP "{\"table\":3,\"range\":\"customer\",\"first\":1,\"last\":2,\"op\":\"I\",\"cells\":{}}\n"
  "{\"image\":1,\"table\":3,\"cells\":{\"name\":[\"a\"]}}\n{\"image\":2,\"table\":3,\"cells\":{}}\n"
  "{\"end\":1,\"sha256\":\"\"}\n",
  HEAD, "{}\n", NULL
};
const char * const gx_fuzz_words[] = {
  "\"cells\":", "{\"x\":\"", "[[[[[[[[[", "null", "-", "1e", "\\u00", "\"}", "\"last\":99", "\"op\":\"U\"",
  NULL
};
const char * const gx_fuzz_folder = NULL;

/* The bytes are a segment's lines; the reader must refuse them, or come to their end. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GConverter) gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GBytes) packed = gx_test_convert (gzip, data, size);
  g_autoptr (GError) error = NULL;
  g_auto (GxSegmentHead) head = { 0 };
  const char *path;

  path = gx_fuzz_file (g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));
  if (!gx_segment_check (path, &head, NULL, &error))
    g_assert_nonnull (error);
  return 0;
}
