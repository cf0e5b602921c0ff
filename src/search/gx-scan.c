/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "search/gx-scan.h"

typedef const char *(*ScanFunc) (const char *text, const char *end, const char *part, gsize length);

static const char *
scan_plainly (const char *text, const char *end, const char *part, gsize length)
{
  return memmem (text, end - text, part, length);
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

      for (guint32 hits = (guint32) _mm256_movemask_epi8 (_mm256_and_si256 (a, b)); hits != 0; hits &= hits - 1)
        {
          const char *at = p + __builtin_ctz (hits);

          if (memcmp (at, part, length) == 0)
            return at;
        }
    }
  return p < end ? scan_plainly (p, end, part, length) : NULL;
}

static ScanFunc
choose (void)
{
  __builtin_cpu_init ();
  return __builtin_cpu_supports ("avx2") ? scan_by_32 : scan_plainly;
}
#else
static ScanFunc
choose (void)
{
  return scan_plainly;
}
#endif

const char *
gx_scan (const char *text, const char *end, const char *part, gsize length)
{
  static ScanFunc chosen = NULL;

  if (g_atomic_pointer_get (&chosen) == NULL)
    g_atomic_pointer_set (&chosen, choose ());
  return length == 1 ? memchr (text, *part, end - text) : chosen (text, end, part, length);
}
