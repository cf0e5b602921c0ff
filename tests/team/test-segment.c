/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "../support/gx-test-folder.h"
#include "base/gx-error.h"
#include "../store/session.h"
#include "../support/gx-test-convert.h"
#include "team/gx-json-line.h"
#include "team/gx-segment.h"

#define TEAM 77

typedef struct {
  char *folder, *path;
  GxConnection *book;
  GPtrArray *steps;
} Fixture;

static void
import_two (GxConnection *book)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxStep) step = gx_step_begin (book, gx_actor_get_self (), "import", &error);
  GxId first = 0;

  g_assert_true (gx_step_reserve (step, "customer", 2, &first, &error));
  g_assert_true (gx_connection_run (book, &error,
                                    "insert into customer (id, name) values (?, '王芳'), (?, null)", "ii",
                                    first, first + 1));
  g_assert_true (gx_step_settle (step, "customer", 2, &error));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, &error));
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (Session) session = NULL;
  g_autoptr (GError) error = NULL;

  self->folder = gx_test_folder_new ();
  self->path = g_build_filename (self->folder, "a.seg", NULL);
  self->book = gx_connection_create (NULL, "CNY", &error);
  g_assert_no_error (error);
  session = session_new (self->book, 3);
  for (int i = 0; i < 30; i++)
    session_turn (session);
  import_two (self->book);
  self->steps = gx_carried_steps_read (self->book, gx_connection_get_site (self->book), 0, 1000, &error);
  g_assert_no_error (error);
  g_assert_true (gx_segment_write (self->path, TEAM, NULL, self->steps, self->book, NULL, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_free (self->folder);
  g_free (self->path);
  g_ptr_array_unref (self->steps);
  g_object_unref (self->book);
}

static void
assert_same_step (const GxCarriedStep *read, const GxCarriedStep *wrote)
{
  g_assert_cmpint (read->id, ==, wrote->id);
  g_assert_cmpint (read->seq, ==, wrote->seq);
  g_assert_cmpstr (read->label, ==, wrote->label);
  g_assert_true (g_bytes_equal (read->hash, wrote->hash));
  g_assert_cmpuint (read->rows->len, ==, wrote->rows->len);
  g_assert_cmpuint (read->ranges->len, ==, wrote->ranges->len);
  for (guint i = 0; i < read->rows->len; i++)
    g_assert_cmpstr (g_array_index (read->rows, GxCarriedRow, i).cells, ==,
                     g_array_index (wrote->rows, GxCarriedRow, i).cells);
}

/* What is read is what was written, to the last sign: the hash over it all says so. */
static void
test_there_and_back (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxSegmentReader) reader = gx_segment_reader_open (self->path, &error);
  GBytes *previous = NULL;
  GxSegmentItem item;
  guint steps = 0, images = 0;

  g_assert_no_error (error);
  g_assert_cmpint (gx_segment_reader_head (reader)->team, ==, TEAM);
  g_assert_cmpint (gx_segment_reader_head (reader)->last, ==, self->steps->len);
  while (gx_segment_reader_next (reader, &item, &error) && item.type != GX_SEGMENT_END)
    {
      g_autoptr (GBytes) hash = NULL;

      if (item.type == GX_SEGMENT_IMAGE)
        {
          images++;
          continue;
        }
      hash = gx_carried_step_hash (item.step, previous);
      assert_same_step (item.step, g_ptr_array_index (self->steps, steps));
      g_assert_true (g_bytes_equal (hash, item.step->hash));
      previous = ((GxCarriedStep *) g_ptr_array_index (self->steps, steps))->hash;
      steps++;
    }
  g_assert_no_error (error);
  g_assert_cmpuint (steps, ==, self->steps->len);
  g_assert_cmpuint (images, >=, 2);
}

/* What any tool can read in twenty years. */
static char *
unpack (Fixture *self)
{
  g_autoptr (GConverter) gunzip = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autofree char *packed = NULL;
  gsize length;
  g_autoptr (GBytes) text = NULL;

  g_assert_true (g_file_get_contents (self->path, &packed, &length, NULL));
  text = gx_test_convert (gunzip, packed, length);
  return g_strndup (g_bytes_get_data (text, NULL), g_bytes_get_size (text));
}

static void
pack (Fixture *self, const char *text, gsize length)
{
  g_autoptr (GConverter) gzip = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 1));
  g_autoptr (GBytes) packed = gx_test_convert (gzip, text, length);

  g_assert_true (g_file_set_contents (self->path, g_bytes_get_data (packed, NULL),
                                      (gssize) g_bytes_get_size (packed), NULL));
}

static void
expect (Fixture *self, const char *text, gsize length, int code)
{
  g_autoptr (GError) error = NULL;
  g_auto (GxSegmentHead) head = { 0 };

  pack (self, text, length);
  g_assert_false (gx_segment_check (self->path, &head, NULL, &error));
  g_assert_error (error, GX_ERROR, code);
}

static void
test_altered (Fixture *self, gconstpointer data)
{
  g_autofree char *text = unpack (self);
  gsize length = strlen (text);
  g_autoptr (GRand) rand = g_rand_new_with_seed (1);
  g_autoptr (GString) newer = g_string_new (text);

  for (int i = 0; i < 200; i++)
    {
      gsize at = (gsize) g_rand_int_range (rand, 0, (int) length);
      char before = text[at];

      expect (self, text, at, GX_ERROR_DAMAGED);
      text[at] ^= (char) (1 << g_rand_int_range (rand, 0, 7));
      expect (self, text, length,
              strncmp (text, "{\"guanxi\":\"segment\",\"format\":1,", 31) != 0 && at == 29 && text[at] > '1'
              ? GX_ERROR_NEWER : GX_ERROR_DAMAGED);
      text[at] = before;
    }
  g_string_replace (newer, "\"format\":1", "\"format\":2", 1);
  expect (self, newer->str, newer->len, GX_ERROR_NEWER);
}

/* Of gzip's last bytes none is needed: what they prove, the file's own last line has proven. */
static void
test_packed_halves (Fixture *self, gconstpointer data)
{
  enum { LAST_BYTES = 16 };
  g_autofree char *packed = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (self->path, &packed, &length, NULL));
  for (gsize i = 0; i < length; i += i + LAST_BYTES + 97 < length ? 97 : 1)
    {
      g_autoptr (GError) error = NULL;
      g_auto (GxSegmentHead) head = { 0 };

      g_assert_true (g_file_set_contents (self->path, packed, (gssize) i, NULL));
      if (gx_segment_check (self->path, &head, NULL, &error))
        g_assert_cmpuint (i + LAST_BYTES, >=, length);
      else
        g_assert_error (error, GX_ERROR, GX_ERROR_DAMAGED);
    }
}

/* The journal reads cells without asking twice, so only its own spelling may come in. */
static void
test_cells (void)
{
  static const char * const right[] = {
    "{}", "{\"a\":[1]}", "{\"a\":[null,\"b\"],\"c\":[]}", "{\"a\":[1.5e+300,-2]}",
    "{\"a\":[{\"x\":\"00ff\"}]}",
    "{\"a\":[\"\\\"\\\\\\u0001\"]}"
  };
  static const char * const wrong[] = {
    "[]", "{\"a\":1}", "{\"a\":[1,2,3]}", "{\"a\":[[1]]}", "{\"a\":[{\"y\":\"00\"}]}",
    "{\"a\":[{\"x\":\"0\"}]}",
    "{\"a\":[true]}", "{\"a\":[1,]}", "{\"a\": [1]}", "{\"a\":[,1]}"
  };

  for (guint i = 0; i < G_N_ELEMENTS (right) + G_N_ELEMENTS (wrong); i++)
    {
      gboolean is_right = i < G_N_ELEMENTS (right);
      const char *cells = is_right ? right[i] : wrong[i - G_N_ELEMENTS (right)];
      g_autofree char *text = g_strdup_printf ("{\"n\":1,\"cells\":%s}", cells);
      g_autofree char *read = NULL;
      GxJsonLine line;

      if (gx_json_line_parse (&line, text))
        read = gx_json_line_dup_cells (&line, "cells");
      g_assert_cmpstr (read, ==, is_right ? cells : NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, func) g_test_add ("/team/segment/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("there and back", test_there_and_back);
  ADD ("what was altered is refused", test_altered);
  ADD ("half of it is refused", test_packed_halves);
#undef ADD
  g_test_add_func ("/team/segment/cells", test_cells);
  return g_test_run ();
}
