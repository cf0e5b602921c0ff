/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "search/gx-scan.h"

typedef guint (*ScanPartFunc) (const char *text, gsize length, const GxScanPart *part, guint32 *found);
typedef guint (*ScanSoundsFunc) (const char *text, gsize length, const GxScanSounds *sounds, guint32 *found);

static inline gboolean
is_after_letter (const char *at)
{
  return (guchar) at[-1] > ' ' && (guchar) at[-1] < 128;
}

static guint
scan_part_plainly (const char *text, gsize length, const GxScanPart *part, guint32 *found)
{
  const char *end = text + length + part->length - 1;
  guint n = 0;

  for (const char *at = text; (at = memmem (at, end - at, part->bytes, part->length)) != NULL; at++)
    if (!part->at_words || !is_after_letter (at))
      found[n++] = (guint32) (at - text);
  return n;
}

static guint
scan_sounds_plainly (const char *text, gsize length, const GxScanSounds *sounds, guint32 *found)
{
  const guchar *bytes = (const guchar *) text;
  guint n = 0;

  for (gsize i = 0; i < length; i++)
    if (gx_byte_set_has (&sounds->first, bytes[i])
        && (gx_byte_set_has (&sounds->after_first, bytes[i + 3])
            || (gx_byte_set_has (&sounds->second, bytes[i + 1])
                && gx_byte_set_has (&sounds->after, bytes[i + 3]))))
      found[n++] = (guint32) i;
  return n;
}

#if defined (__x86_64__)
#include <immintrin.h>

#define WIDE __attribute__ ((target ("avx2,bmi")))

WIDE static inline __m256i
load (const char *at)
{
  return _mm256_loadu_si256 ((const __m256i *) at);
}

#define CHUNK 64 /* times 32 bytes: first what may be there, a bit each; then a look at each bit */
#define NEXT 32768 /* bytes, about a block: the next one comes while this one is looked at */

WIDE static inline void
mark_part (const char *text, guint n, const GxScanPart *part, guint32 *marks)
{
  const __m256i first = _mm256_set1_epi8 (part->bytes[0]);
  const __m256i second = _mm256_set1_epi8 (part->bytes[MIN (part->length - 1, 1)]);
  const __m256i last = _mm256_set1_epi8 (part->bytes[part->length - 1]);
  const __m256i blank = _mm256_set1_epi8 (part->at_words ? ' ' : 127);
  const char *next = text + MIN (part->length - 1, 1), *far = text + part->length - 1;

  for (guint i = 0; i < n; i++)
    {
      __builtin_prefetch (text + 32 * i + 4096);
      __m256i three = _mm256_and_si256 (_mm256_cmpeq_epi8 (first, load (text + 32 * i)),
                                       _mm256_cmpeq_epi8 (last, load (far + 32 * i)));
      three = _mm256_and_si256 (three, _mm256_cmpeq_epi8 (second, load (next + 32 * i)));
      __m256i after = _mm256_cmpgt_epi8 (load (text + 32 * i - 1), blank); /* signed: from 128 on is below */

      marks[i] = (guint32) _mm256_movemask_epi8 (_mm256_andnot_si256 (after, three));
    }
}

WIDE static guint
scan_part_widely (const char *text, gsize length, const GxScanPart *part, guint32 *found)
{
  gsize between = part->length > 3 ? part->length - 3 : 0;
  guint32 marks[CHUNK];
  guint n = 0;

  for (gsize start = 0; start < length; start += 32 * CHUNK)
    {
      guint n_marks = (guint) MIN (CHUNK, (length - start + 31) / 32);

      mark_part (text + start, n_marks, part, marks);
      for (guint i = 0; i < n_marks; i++)
        for (; marks[i] != 0; marks[i] &= marks[i] - 1)
          {
            gsize at = start + 32 * i + (gsize) __builtin_ctz (marks[i]);

            if (at < length && (between == 0 || memcmp (text + at + 2, part->bytes + 2, between) == 0))
              found[n++] = (guint32) at;
          }
    }
  return n;
}

typedef struct {
  __m256i low, high;
} WideSet;

WIDE static inline WideSet
widen (const GxByteSet *set)
{
  return (WideSet) {
    _mm256_broadcastsi128_si256 (_mm_loadu_si128 ((const __m128i *) set->low)),
    _mm256_broadcastsi128_si256 (_mm_loadu_si128 ((const __m128i *) set->high)),
  };
}

/* For each of 32 bytes the bit that its upper half is in a row. */
WIDE static inline __m256i
bits_of (__m256i bytes)
{
  const __m256i bits = _mm256_set1_epi64x (G_GINT64_CONSTANT (0x8040201008040201));

  return _mm256_shuffle_epi8 (bits, _mm256_and_si256 (_mm256_srli_epi16 (bytes, 4), _mm256_set1_epi8 (7)));
}

/* Whether bytes that are no ASCII are in the set: the lower half looks a row up, the upper half a bit of
   it. */
WIDE static inline __m256i
are_in_high (const WideSet *set, __m256i bytes)
{
  __m256i rows = _mm256_shuffle_epi8 (set->high, _mm256_and_si256 (bytes, _mm256_set1_epi8 (15)));
  __m256i bits = bits_of (bytes);

  return _mm256_cmpeq_epi8 (_mm256_and_si256 (rows, bits), bits);
}

WIDE static inline __m256i
are_in (const WideSet *set, __m256i bytes)
{
  __m256i lower = _mm256_and_si256 (bytes, _mm256_set1_epi8 (15));
  __m256i rows = _mm256_blendv_epi8 (_mm256_shuffle_epi8 (set->low, lower),
                                     _mm256_shuffle_epi8 (set->high, lower), bytes);
  __m256i bits = bits_of (bytes);

  return _mm256_cmpeq_epi8 (_mm256_and_si256 (rows, bits), bits);
}

typedef struct {
  WideSet first, second, after, after_first;
} WideSounds;

WIDE static inline guint32
find_sounds (const char *p, const WideSounds *sounds)
{
  __m256i here = load (p), there = load (p + 3), first, either;

  first = _mm256_and_si256 (are_in_high (&sounds->first, here), here);
  either = _mm256_and_si256 (are_in_high (&sounds->second, load (p + 1)), are_in (&sounds->after, there));
  either = _mm256_or_si256 (either, are_in (&sounds->after_first, there));
  return (guint32) _mm256_movemask_epi8 (_mm256_and_si256 (first, either));
}

/* Which 32 bytes are not all ASCII; without a branch that a processor cannot foresee. */
WIDE static inline guint
list_characters (const char *text, guint n, guint8 *listed)
{
  guint n_listed = 0;

  for (guint i = 0; i < n; i++)
    {
      __builtin_prefetch (text + 32 * i + NEXT);
      listed[n_listed] = (guint8) i;
      n_listed += _mm256_movemask_epi8 (load (text + 32 * i)) != 0;
    }
  return n_listed;
}

WIDE static guint
scan_sounds_widely (const char *text, gsize length, const GxScanSounds *sounds, guint32 *found)
{
  const WideSounds wide = {
    widen (&sounds->first), widen (&sounds->second), widen (&sounds->after), widen (&sounds->after_first)
  };
  guint8 listed[CHUNK + 1];
  guint n = 0;

  for (gsize start = 0; start < length; start += 32 * CHUNK)
    {
      guint n_chunk = (guint) MIN (CHUNK, (length - start + 31) / 32);
      guint n_listed = list_characters (text + start, n_chunk, listed);

      for (guint i = 0; i < n_listed; i++)
        for (guint32 hits = find_sounds (text + start + 32 * listed[i], &wide); hits != 0; hits &= hits - 1)
          {
            gsize at = start + 32 * listed[i] + (gsize) __builtin_ctz (hits);

            if (at < length)
              found[n++] = (guint32) at;
          }
    }
  return n;
}

static gboolean
is_wide (void)
{
  __builtin_cpu_init ();
  return __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("bmi");
}
#else
#define scan_part_widely scan_part_plainly
#define scan_sounds_widely scan_sounds_plainly

static gboolean
is_wide (void)
{
  return FALSE;
}
#endif

guint
gx_scan_part (const char *text, gsize length, const GxScanPart *part, guint32 *found)
{
  static ScanPartFunc chosen = NULL;

  if (g_atomic_pointer_get (&chosen) == NULL)
    g_atomic_pointer_set (&chosen, is_wide () && g_getenv ("GUANXI_PLAIN_SCAN") == NULL
                                   ? scan_part_widely : scan_part_plainly);
  return chosen (text, length, part, found);
}

guint
gx_scan_sounds (const char *text, gsize length, const GxScanSounds *sounds, guint32 *found)
{
  static ScanSoundsFunc chosen = NULL;

  if (g_atomic_pointer_get (&chosen) == NULL)
    g_atomic_pointer_set (&chosen, is_wide () && g_getenv ("GUANXI_PLAIN_SCAN") == NULL
                                   ? scan_sounds_widely : scan_sounds_plainly);
  return chosen (text, length, sounds, found);
}
