/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "insight/gx-rank.h"

#define DIGIT_BITS 11
#define DIGITS ((64 + DIGIT_BITS - 1) / DIGIT_BITS)
#define BUCKETS (1u << DIGIT_BITS)

typedef struct {
  guint64 key;
  guint32 place;
} Entry;

static guint
get_digit (guint64 key, guint digit)
{
  return (key >> (digit * DIGIT_BITS)) & (BUCKETS - 1);
}

/* How often each value of each digit occurs; all digits in one pass. */
static guint32 *
count_digits (const Entry *entries, guint n)
{
  guint32 *counts = g_new0 (guint32, DIGITS * BUCKETS);

  for (guint i = 0; i < n; i++)
    for (guint digit = 0; digit < DIGITS; digit++)
      counts[digit * BUCKETS + get_digit (entries[i].key, digit)]++;
  return counts;
}

/* Stable by one digit. FALSE where all share it and nothing needs to move. */
static gboolean
scatter (const Entry *from, Entry *to, guint n, guint digit, guint32 *counts)
{
  guint32 start = 0;

  if (counts[get_digit (from[0].key, digit)] == n)
    return FALSE;
  for (guint bucket = 0; bucket < BUCKETS; bucket++)
    {
      guint32 count = counts[bucket];

      counts[bucket] = start;
      start += count;
    }
  for (guint i = 0; i < n; i++)
    to[counts[get_digit (from[i].key, digit)]++] = from[i];
  return TRUE;
}

guint32 *
gx_rank_order (const gint64 *values, guint n)
{
  g_autofree Entry *entries = g_new (Entry, n);
  g_autofree Entry *spare = g_new (Entry, n);
  g_autofree guint32 *counts = NULL;
  guint32 *order = g_new (guint32, n);

  for (guint i = 0; i < n; i++)
    entries[i] = (Entry) { (guint64) values[i] ^ (G_GUINT64_CONSTANT (1) << 63), i };
  counts = count_digits (entries, n);
  for (guint digit = 0; n > 0 && digit < DIGITS; digit++)
    if (scatter (entries, spare, n, digit, counts + digit * BUCKETS))
      {
        Entry *sorted = spare;

        spare = entries;
        entries = sorted;
      }
  for (guint i = 0; i < n; i++)
    order[i] = entries[i].place;
  return order;
}

guint32 *
gx_rank_below (const gint64 *values, guint n)
{
  g_autofree guint32 *order = gx_rank_order (values, n);
  guint32 *below = g_new (guint32, n);
  guint32 smaller = 0;

  for (guint i = 0; i < n; i++)
    {
      if (i > 0 && values[order[i]] != values[order[i - 1]])
        smaller = i;
      below[order[i]] = smaller;
    }
  return below;
}
