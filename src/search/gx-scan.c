/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "search/gx-scan.h"

typedef const char *(*ScanFunc) (const char *text, const char *end, const char *part, gsize length);
typedef const char *(*ScanPairsFunc) (const char *text, const char *end, const GxPairs *pairs);

static const char *
scan_plainly (const char *text, const char *end, const char *part, gsize length)
{
  return memmem (text, end - text, part, length);
}

static const char *
scan_pairs_plainly (const char *text, const char *end, const GxPairs *pairs)
{
  for (const guchar *p = (const guchar *) text; p < (const guchar *) end; p++)
    if (gx_byte_set_has (&pairs->first, p[0]) && gx_byte_set_has (&pairs->third_after, p[3]))
      return (const char *) p;
  return NULL;
}

#if defined (__x86_64__)
#include <immintrin.h>

__attribute__ ((target ("avx2"))) static const char *
scan_by_32 (const char *text, const char *end, const char *part, gsize length)
{
  const __m256i first = _mm256_set1_epi8 (part[0]), last = _mm256_set1_epi8 (part[length - 1]);
  const char *p = text;

  for (; p + length - 1 + 32 <= end; p += 32)
    {
      __m256i a = _mm256_cmpeq_epi8 (first, _mm256_loadu_si256 ((const __m256i *) p));
      __m256i b = _mm256_cmpeq_epi8 (last, _mm256_loadu_si256 ((const __m256i *) (p + length - 1)));

      for (guint32 hits = (guint32) _mm256_movemask_epi8 (_mm256_and_si256 (a, b)); hits != 0;
           hits &= hits - 1)
        {
          const char *at = p + __builtin_ctz (hits);

          if (memcmp (at, part, length) == 0)
            return at;
        }
    }
  return p < end ? scan_plainly (p, end, part, length) : NULL;
}

typedef struct {
  __m256i low, high;
} WideSet;

__attribute__ ((target ("avx2"))) static inline WideSet
widen (const GxByteSet *set)
{
  return (WideSet) {
    _mm256_broadcastsi128_si256 (_mm_loadu_si128 ((const __m128i *) set->low)),
    _mm256_broadcastsi128_si256 (_mm_loadu_si128 ((const __m128i *) set->high)),
  };
}

/* For each of 32 bytes whether it is in the set: the lower half looks a row up, the upper half a bit of
   it. */
__attribute__ ((target ("avx2"))) static inline __m256i
are_in (__m256i rows, __m256i bytes)
{
  const __m256i bits = _mm256_set1_epi64x (G_GINT64_CONSTANT (0x8040201008040201));
  __m256i upper = _mm256_and_si256 (_mm256_srli_epi16 (bytes, 4), _mm256_set1_epi8 (7));
  __m256i bit = _mm256_shuffle_epi8 (bits, upper);

  return _mm256_cmpeq_epi8 (_mm256_and_si256 (rows, bit), bit);
}

__attribute__ ((target ("avx2"))) static inline guint32
find_pairs (const char *p, const WideSet *first, const WideSet *third_after)
{
  const __m256i half = _mm256_set1_epi8 (0x0f);
  __m256i here = _mm256_loadu_si256 ((const __m256i *) p);
  __m256i there = _mm256_loadu_si256 ((const __m256i *) (p + 3));
  __m256i lower = _mm256_and_si256 (there, half);
  __m256i a = are_in (_mm256_shuffle_epi8 (first->high, _mm256_and_si256 (here, half)), here);
  __m256i b = are_in (_mm256_blendv_epi8 (_mm256_shuffle_epi8 (third_after->low, lower),
                                          _mm256_shuffle_epi8 (third_after->high, lower), there), there);

  return (guint32) _mm256_movemask_epi8 (_mm256_and_si256 (_mm256_and_si256 (a, here), b));
}

__attribute__ ((target ("avx2"))) static const char *
scan_pairs_by_32 (const char *text, const char *end, const GxPairs *pairs)
{
  const WideSet first = widen (&pairs->first), third_after = widen (&pairs->third_after);

  for (const char *p = text; p < end; p += 64)
    {
      guint64 hits = find_pairs (p, &first, &third_after)
                     | (guint64) find_pairs (p + 32, &first, &third_after) << 32;

      if (hits != 0)
        return p + __builtin_ctzll (hits) < end ? p + __builtin_ctzll (hits) : NULL;
    }
  return NULL;
}

static gboolean
is_wide (void)
{
  __builtin_cpu_init ();
  return __builtin_cpu_supports ("avx2");
}
#else
#define scan_by_32 scan_plainly
#define scan_pairs_by_32 scan_pairs_plainly

static gboolean
is_wide (void)
{
  return FALSE;
}
#endif

const char *
gx_scan (const char *text, const char *end, const char *part, gsize length)
{
  static ScanFunc chosen = NULL;

  if (g_atomic_pointer_get (&chosen) == NULL)
    g_atomic_pointer_set (&chosen, is_wide () ? scan_by_32 : scan_plainly);
  return length == 1 ? memchr (text, *part, end - text) : chosen (text, end, part, length);
}

const char *
gx_scan_pairs (const char *text, const char *end, const GxPairs *pairs)
{
  static ScanPairsFunc chosen = NULL;

  if (g_atomic_pointer_get (&chosen) == NULL)
    g_atomic_pointer_set (&chosen, is_wide () ? scan_pairs_by_32 : scan_pairs_plainly);
  return chosen (text, end, pairs);
}
