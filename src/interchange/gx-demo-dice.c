/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-demo-private.h"

/* splitmix64 (Steele, Lea, Flood 2014): a counter by the golden ratio, mixed. */

static guint64
mix (guint64 z)
{
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static guint32
throw_dice (GxDemoDice *dice)
{
  dice->state += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return mix (dice->state) >> 32;
}

/* log2 of x / 2^32 for 1 ≤ x ≤ 2^32, times -2^16: by squaring the mantissa, one bit a turn. */
static gint64
minus_log2 (guint64 x)
{
  int whole = 63 - __builtin_clzll (x);
  guint64 mantissa = x << (32 - whole) >> 1; /* 1.0 is 2^31 */
  gint64 fraction = 0;

  for (int bit = 15; bit >= 0; bit--)
    {
      mantissa = mantissa * mantissa >> 31;
      if (mantissa >> 32)
        {
          mantissa >>= 1;
          fraction |= 1 << bit;
        }
    }
  return ((gint64) (32 - whole) << 16) - fraction;
}

GxDemoDice
gx_demo_dice (guint64 seed, guint64 kind, gint64 index)
{
  return (GxDemoDice) { mix (mix (mix (seed) + kind) + (guint64) index) };
}

gint64
gx_demo_below (GxDemoDice *dice, gint64 n)
{
  return (gint64) ((guint64) throw_dice (dice) * (guint64) n >> 32);
}

gint64
gx_demo_between (GxDemoDice *dice, gint64 low, gint64 high)
{
  return low + gx_demo_below (dice, high - low + 1);
}

gboolean
gx_demo_chance (GxDemoDice *dice, int per_mille)
{
  return gx_demo_below (dice, 1000) < per_mille;
}

gint64
gx_demo_exponential (GxDemoDice *dice, gint64 mean)
{
  const gint64 ln2 = 45426; /* × 2^16 */

  return mean * (minus_log2 ((guint64) throw_dice (dice) + 1) * ln2 >> 16) >> 16;
}

const char *
gx_demo_word (GxDemoDice *dice, const GxDemoWords *words)
{
  return words->words[gx_demo_below (dice, words->n)];
}

void
gx_demo_split (const char *word, char **written, char **reading)
{
  const char *latin = word;

  while (*latin != '\0' && !g_ascii_isalpha (*latin))
    latin++;
  *written = g_strndup (word, latin - word);
  *reading = g_strdup (latin);
}
