/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "linkage.h"
#include "quality/gx-crowd-private.h"

#include <string.h>

void
linkage_init (Linkage *self)
{
  self->crowd = gx_crowd_new ();
  self->truths = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

void
linkage_clear (Linkage *self)
{
  gx_crowd_free (self->crowd);
  g_array_unref (self->truths);
  g_hash_table_unref (self->people);
}

void
linkage_add (Linkage *self, const GxFace *face, const char *person)
{
  guint32 truth = GPOINTER_TO_UINT (g_hash_table_lookup (self->people, person));

  if (truth == 0)
    {
      truth = g_hash_table_size (self->people) + 1;
      g_hash_table_insert (self->people, g_strdup (person), GUINT_TO_POINTER (truth));
    }
  g_array_append_val (self->truths, truth);
  gx_crowd_add (self->crowd, face);
}

/* -- Files -- */

static GStrv
read_lines (const char *name)
{
  g_autofree char *path = g_build_filename (g_getenv ("GUANXI_SHARED_DATA"), "linkage", name, NULL);
  g_autofree char *text = NULL;

  return g_file_get_contents (path, &text, NULL, NULL) ? g_strsplit (text, "\n", -1) : NULL;
}

static void
strip_all (GStrv cells)
{
  for (; *cells != NULL; cells++)
    g_strstrip (*cells);
}

gboolean
linkage_read_febrl (Linkage *self, const char *name)
{
  g_auto (GStrv) lines = read_lines (name);
  g_autoptr (GxFace) face = gx_face_new ();

  for (guint i = 1; lines != NULL && lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);
      g_autofree char *street = NULL, *person = NULL, *day = NULL;

      strip_all (cells);
      street = g_strdup_printf ("%s %s, %s", cells[3], cells[4], cells[5]);
      day = *cells[9] != '\0' ? g_strdup_printf ("%.4s-%.2s-%s", cells[9], cells[9] + 4, cells[9] + 6) : NULL;
      person = g_strndup (cells[0], strcspn (cells[0] + 4, "-") + 4);
      gx_face_clear (face);
      gx_face_add_person (face, NULL, cells[2], cells[1]);
      gx_face_add_address (face, cells[8], cells[6], NULL, street, cells[7]);
      gx_face_add_birthday (face, day);
      linkage_add (self, face, person);
    }
  return lines != NULL;
}

gboolean
linkage_read_splink (Linkage *self)
{
  g_auto (GStrv) lines = read_lines ("splink_fake_1000.csv");
  g_autoptr (GxFace) face = gx_face_new ();

  for (guint i = 1; lines != NULL && lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", -1);

      strip_all (cells);
      gx_face_clear (face);
      gx_face_add_person (face, NULL, cells[2], cells[1]);
      gx_face_add_birthday (face, cells[3]);
      gx_face_add_address (face, NULL, cells[4], NULL, NULL, NULL);
      gx_face_add_contact (face, "mail", *cells[5] != '\0' ? cells[5] : NULL);
      linkage_add (self, face, cells[6]);
    }
  return lines != NULL;
}

/* -- Measuring -- */

static guint
find_root (guint *parents, guint place)
{
  while (parents[place] != place)
    place = parents[place] = parents[parents[place]];
  return place;
}

static guint64
count_pairs (GHashTable *sizes)
{
  GHashTableIter iter;
  gpointer size;
  guint64 n = 0;

  g_hash_table_iter_init (&iter, sizes);
  while (g_hash_table_iter_next (&iter, NULL, &size))
    n += (guint64) GPOINTER_TO_UINT (size) * (GPOINTER_TO_UINT (size) - 1) / 2;
  return n;
}

static void
count_in (GHashTable *sizes, guint64 key)
{
  guint64 *kept = g_memdup2 (&key, sizeof key);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (sizes, &key)) + 1;

  g_hash_table_replace (sizes, kept, GUINT_TO_POINTER (n));
}

static void
tell_pair (Linkage *self, const GxCrowdPair *pair)
{
  GxComparison comparison;
  g_auto (GStrv) words = NULL;
  g_autofree char *reasons = NULL;

  gx_crowd_compare (self->crowd, pair->a, pair->b, &comparison);
  words = gx_comparison_reasons (&comparison);
  reasons = g_strjoinv (" ", words);
  g_print ("# %u %u p %.3f W %.1f O %.1f: %s\n", pair->a + 2, pair->b + 2, comparison.probability,
           comparison.weight, comparison.own_weight, reasons);
}

LinkageScore
linkage_measure (Linkage *self, double limit, const char *title)
{
  LinkageScore score = { 0 };
  guint n = self->truths->len;
  const guint32 *truths = (const guint32 *) (void *) self->truths->data;
  g_autoptr (GArray) pairs = gx_crowd_find (self->crowd, limit, NULL, &score.n_candidates);
  g_autoptr (GArray) candidates = _gx_crowd_candidates (self->crowd, NULL);
  g_autofree guint *parents = g_new (guint, n);
  g_autoptr (GHashTable) of_truth = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) of_group = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr (GHashTable) of_both = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint n_possible = 0;
  gboolean tells = g_getenv ("LINKAGE_TELLS") != NULL;

  for (guint i = 0; i < n; i++)
    parents[i] = i;
  for (guint i = 0; i < pairs->len; i++)
    {
      const GxCrowdPair *pair = &g_array_index (pairs, GxCrowdPair, i);

      if (tells && truths[pair->a] != truths[pair->b])
        tell_pair (self, pair);
      parents[find_root (parents, pair->b)] = find_root (parents, pair->a);
    }
  for (guint i = 0; i < n; i++)
    {
      guint64 root = find_root (parents, i);

      count_in (of_truth, truths[i]);
      count_in (of_group, root);
      count_in (of_both, root << 32 | truths[i]);
    }
  for (guint i = 0; i < candidates->len; i++)
    {
      guint64 pair = g_array_index (candidates, guint64, i);
      GxCrowdPair told = { (guint32) (pair >> 32), (guint32) pair, 0 };
      gboolean is_true = truths[told.a] == truths[told.b];

      n_possible += is_true;
      if (tells && is_true && find_root (parents, told.a) != find_root (parents, told.b))
        tell_pair (self, &told);
    }
  score.n_true = (guint) count_pairs (of_truth);
  score.n_found = (guint) count_pairs (of_group);
  score.n_right = (guint) count_pairs (of_both);
  score.precision = score.n_found > 0 ? (double) score.n_right / score.n_found : 1;
  score.recall = score.n_true > 0 ? (double) score.n_right / score.n_true : 1;
  score.f1 = 2 * score.precision * score.recall / MAX (score.precision + score.recall, 1e-9);
  score.share_of_pairs = score.n_candidates / (n * (n - 1.0) / 2);
  score.recall_of_candidates = score.n_true > 0 ? (double) n_possible / score.n_true : 1;
  g_test_message ("%s: %u rows, true %u found %u right %u: precision %.4f recall %.4f F1 %.4f; "
                  "candidates %" G_GUINT64_FORMAT " (%.3f %% of all, recall %.4f); "
                  "duplicates %.3f, households %.4f",
                  title, n, score.n_true, score.n_found, score.n_right, score.precision, score.recall,
                  score.f1, score.n_candidates, score.share_of_pairs * 100, score.recall_of_candidates,
                  self->crowd->duplicates, self->crowd->households);
  return score;
}
