/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gx-test-convert.h"

GBytes *
gx_test_convert (GConverter *converter, gconstpointer data, gsize size)
{
  g_autoptr (GInputStream) raw = g_memory_input_stream_new_from_data (data, (gssize) size, NULL);
  g_autoptr (GInputStream) in = g_converter_input_stream_new (raw, converter);
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (out, in, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
}
