/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz/gx-fuzz.h"

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define MOST_OF_SEED (1 << 16)
#define MOST_BYTES (1 << 18)
#define SECONDS_AN_INPUT 10
#define DEFAULT_SECONDS 5

static GPtrArray *seeds; /* of GBytes */

/* -- for targets */

const char *
gx_fuzz_file (const guint8 *data, gsize size)
{
  static char path[64];
  static int fd = -1;

  if (fd < 0)
    {
      fd = memfd_create ("fuzz", MFD_CLOEXEC);
      g_snprintf (path, sizeof path, "/proc/self/fd/%d", fd);
    }
  g_assert_cmpint (ftruncate (fd, 0), ==, 0);
  g_assert_cmpint (pwrite (fd, data, size, 0), ==, (gssize) size);
  return path;
}

static void
check_row (const GxRow *row, gint64 last_number)
{
  g_assert_cmpint (row->number, >, last_number);
  g_assert_cmpuint (row->n_cells, <=, GX_TABLE_MAX_COLUMNS);
  for (guint i = 0; i < row->n_cells; i++)
    {
      g_assert_cmpuint (strlen (row->cells[i].text), ==, row->cells[i].length);
      g_assert_true (g_utf8_validate (row->cells[i].text, -1, NULL));
      g_assert_true ((row->cells[i].type == GX_CELL_EMPTY) == (row->cells[i].length == 0));
      g_assert_nonnull (row->cells[i].raw);
    }
}

void
gx_fuzz_read_table (GxTable *table)
{
  for (guint i = 0; table != NULL && i < MIN (gx_table_n_sheets (table), 8); i++)
    {
      g_autoptr (GError) error = NULL;
      gint64 last_number = 0;
      GxRow row;

      if (!gx_table_start (table, i, &error))
        {
          g_assert_nonnull (error);
          continue;
        }
      while (gx_table_next (table, &row, &error))
        {
          check_row (&row, last_number);
          last_number = row.number;
        }
      g_assert_true (error == NULL || *error->message != 0);
    }
  g_clear_object (&table);
}

/* -- mutations */

static guint
pick (GRand *rand, guint n)
{
  return n == 0 ? 0 : (guint) (g_rand_int (rand) % n);
}

static void
insert_word (GString *input, GRand *rand, guint at)
{
  guint n = g_strv_length ((char **) gx_fuzz_words);

  if (n > 0)
    g_string_insert (input, at, gx_fuzz_words[pick (rand, n)]);
}

static void
insert_piece (GString *input, GRand *rand, guint at)
{
  gsize length = 0;
  const char *other = g_bytes_get_data (seeds->pdata[pick (rand, seeds->len)], &length);
  guint start = pick (rand, (guint) length), n = pick (rand, MIN (200, (guint) length - start) + 1);

  g_string_insert_len (input, at, other + start, n);
}

/* Doubles a stretch a few times, or many. */
static void
repeat_stretch (GString *input, GRand *rand, guint at)
{
  guint length = pick (rand, MIN (64, (guint) input->len - at) + 1);
  guint times = pick (rand, 20) == 0 ? 2000 : pick (rand, 6);
  g_autofree char *stretch = g_memdup2 (input->str + at, length + 1);

  for (guint i = 0; i < times && input->len < MOST_BYTES; i++)
    g_string_insert_len (input, at, stretch, length);
}

static void
mutate (GString *input, GRand *rand)
{
  static const guchar odd[] = { 0, 1, '\n', '\r', '"', ',', ';', ':', '\\', '=', '<', '>', '&', 0x7f, 0x80,
                                0xc0, 0xe4, 0xef, 0xfe, 0xff };
  guint at = pick (rand, (guint) input->len + 1);

  switch (pick (rand, 8))
    {
    case 0:
      if (at < input->len)
        input->str[at] = (char) (input->str[at] ^ (1 << pick (rand, 8)));
      break;
    case 1:
      if (at < input->len)
        input->str[at] = (char) odd[pick (rand, G_N_ELEMENTS (odd))];
      break;
    case 2:
      g_string_insert_c (input, at, (char) odd[pick (rand, G_N_ELEMENTS (odd))]);
      break;
    case 3:
      g_string_erase (input, at, pick (rand, MIN (64, (guint) input->len - at) + 1));
      break;
    case 4: insert_word (input, rand, at); break;
    case 5: insert_piece (input, rand, at); break;
    case 6: repeat_stretch (input, rand, at); break;
    default:
      if (pick (rand, 4) == 0)
        g_string_truncate (input, at);
    }
  if (input->len > MOST_BYTES)
    g_string_truncate (input, MOST_BYTES);
}

/* -- the run */

static void
add_seed (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;

  if (g_file_get_contents (path, &bytes, &length, NULL) && length <= MOST_OF_SEED)
    g_ptr_array_add (seeds, g_bytes_new_take (g_steal_pointer (&bytes), length));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char **) a, *(const char **) b);
}

static void
add_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      if (g_file_test (names->pdata[i], G_FILE_TEST_IS_DIR))
        add_folder (names->pdata[i]);
      else
        add_seed (names->pdata[i]);
    }
}

/* The input at hand, kept beside the program until it passed: a crash leaves it there. */
static void
keep (int fd, const GString *input)
{
  g_assert_cmpint (ftruncate (fd, 0), ==, 0);
  g_assert_cmpint (pwrite (fd, input->str, input->len, 0), ==, (gssize) input->len);
}

static void
run_one (int fd, const GString *input)
{
  keep (fd, input);
  alarm (SECONDS_AN_INPUT);
  LLVMFuzzerTestOneInput ((const guint8 *) input->str, input->len);
  alarm (0);
}

/* Mutates until the time is over. Returns how many inputs passed. */
static guint64
run_mutations (int fd, guint seconds)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  gint64 end = g_get_monotonic_time () + seconds * G_USEC_PER_SEC;
  guint64 n = 0;

  for (; g_get_monotonic_time () < end; n++)
    {
      GBytes *seed = seeds->pdata[pick (rand, seeds->len)];
      g_autoptr (GString) input = g_string_new_len (g_bytes_get_data (seed, NULL),
                                                    (gssize) g_bytes_get_size (seed));

      for (guint i = pick (rand, 8) + 1; i > 0; i--)
        mutate (input, rand);
      run_one (fd, input);
    }
  return n;
}

/* gx-fuzz [SECONDS|FILE…]: without SECONDS those of GUANXI_FUZZ_SECONDS; of FILEs each is run once. */
int
main (int argc, char *argv[])
{
  const char *wanted = argc > 1 ? argv[1] : g_getenv ("GUANXI_FUZZ_SECONDS");
  guint64 seconds = DEFAULT_SECONDS;
  g_autofree char *last = g_strconcat (argv[0], ".last", NULL);
  g_autofree char *folder = g_build_filename (g_getenv ("GUANXI_SHARED_DATA") ?: "", gx_fuzz_folder, NULL);
  FILE *file = fopen (last, "w");

  setlocale (LC_ALL, "");
  g_assert_nonnull (file);
  seeds = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  for (guint i = 0; gx_fuzz_seeds[i] != NULL; i++)
    g_ptr_array_add (seeds, g_bytes_new_static (gx_fuzz_seeds[i], strlen (gx_fuzz_seeds[i])));
  if (wanted != NULL && !g_ascii_string_to_unsigned (wanted, 10, 0, 1000000, &seconds, NULL))
    {
      g_ptr_array_set_size (seeds, 0);
      for (int i = 1; i < argc; i++)
        add_seed (argv[i]);
      seconds = 0;
    }
  else if (gx_fuzz_folder != NULL && g_getenv ("GUANXI_SHARED_DATA") != NULL)
    {
      add_folder (folder);
    }
  printf ("1..2\n");
  for (guint i = 0; i < seeds->len; i++)
    {
      g_autoptr (GString) input = g_string_new_len (g_bytes_get_data (seeds->pdata[i], NULL),
                                                    (gssize) g_bytes_get_size (seeds->pdata[i]));

      run_one (fileno (file), input);
    }
  printf ("ok 1 - %u seeds\n", seeds->len);
  fflush (stdout);
  printf ("ok 2 - %" G_GUINT64_FORMAT " mutations\n", run_mutations (fileno (file), (guint) seconds));
  fclose (file);
  unlink (last);
  g_ptr_array_unref (seeds);
  return 0;
}
