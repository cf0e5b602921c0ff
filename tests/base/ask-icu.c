/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Prints src/base/gx-text-han.txt as the ICU of this machine would have it: how each Han character is read
 * alone, what its simplified form is, and what an accented letter is in ASCII. Run by hand to make that file,
 * and by a test to compare it.
 *
 * ask-icu             the file
 * ask-icu --version   of ICU
 */

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/unorm2.h>
#include <unicode/ustring.h>
#include <unicode/utrans.h>
#include <unicode/utf16.h>

#define HAN_FIRST 0x3400
#define HAN_LAST 0x9fff
#define N_HAN (HAN_LAST - HAN_FIRST + 1)
#define MAX_SYLLABLE 7
#define MAX_SYLLABLES 1024
#define MAX_WORD 32 /* bytes of what one line says of one character */
#define LINE_CHARACTERS 40

static char syllables[MAX_SYLLABLES][MAX_SYLLABLE + 1] = { "" }; /* the first is "no reading" */
static int n_syllables = 1;
static int readings[N_HAN];
static UChar simplified[N_HAN];

static void
fail (const char *what, const char *detail)
{
  fprintf (stderr, "ask-icu: %s: %s\n", what, detail);
  exit (1);
}

static void
check (UErrorCode status, const char *what)
{
  if (U_FAILURE (status))
    fail (what, u_errorName (status));
}

/* What the transliterator makes of each character alone: one call for all, parted by line ends. Free the
   result. */
static UChar *
transliterate_range (const char *id, UChar32 first, UChar32 last)
{
  UErrorCode status = U_ZERO_ERROR;
  UChar long_id[128];
  int32_t capacity = (last - first + 1) * 16, length = 0, limit;
  UChar *text = calloc (capacity, sizeof *text);
  UTransliterator *trans = NULL;

  u_charsToUChars (id, long_id, strlen (id) + 1);
  trans = utrans_openU (long_id, -1, UTRANS_FORWARD, NULL, 0, NULL, &status);
  check (status, id);

  for (UChar32 c = first; c <= last; c++)
    {
      U16_APPEND_UNSAFE (text, length, c);
      text[length++] = '\n';
    }

  limit = length;
  utrans_transUChars (trans, text, &length, capacity, 0, &limit, &status);
  check (status, id);
  utrans_close (trans);

  return text;
}

/* "lǚ" is "lv": without tones, ü as v. */
static void
make_syllable (const UChar *reading, int32_t length, char *syllable)
{
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2 *nfd = unorm2_getNFDInstance (&status);
  UChar letters[32];
  int n = 0;

  length = unorm2_normalize (nfd, reading, length, letters, 32, &status);
  check (status, "normalise a reading");

  for (int32_t i = 0; i < length; i++)
    {
      if (letters[i] == 0x0308 && n > 0 && syllable[n - 1] == 'u')
        syllable[n - 1] = 'v';
      else if (letters[i] >= 'a' && letters[i] <= 'z' && n < MAX_SYLLABLE)
        syllable[n++] = letters[i];
      else if (letters[i] < 0x0300 || letters[i] > 0x036f)
        n = 0; /* no Latin reading: the character itself came back */
    }
  syllable[n] = '\0';
}

static int
add_syllable (const char *syllable)
{
  for (int i = 0; i < n_syllables; i++)
    if (strcmp (syllables[i], syllable) == 0)
      return i;

  if (n_syllables == MAX_SYLLABLES || strlen (syllable) > MAX_SYLLABLE)
    fail ("a reading that is none", syllable);
  strcpy (syllables[n_syllables], syllable);

  return n_syllables++;
}

static void
read_han (void)
{
  UChar *latin = transliterate_range ("Han-Latin", HAN_FIRST, HAN_LAST);
  UChar *simple = transliterate_range ("Traditional-Simplified", HAN_FIRST, HAN_LAST);
  const UChar *at = latin, *simple_at = simple;

  for (int i = 0; i < N_HAN; i++)
    {
      const UChar *end = u_strchr (at, '\n');
      const UChar *simple_end = u_strchr (simple_at, '\n');
      char syllable[32];

      make_syllable (at, end - at, syllable);
      readings[i] = add_syllable (syllable);
      simplified[i] = simple_end - simple_at == 1 ? *simple_at : HAN_FIRST + i;
      at = end + 1;
      simple_at = simple_end + 1;
    }

  free (latin);
  free (simple);
}

/* Simplified once is simplified for good: a chain (A → B → C) would make folding twice differ from once.
   A traditional character without a reading has that of its simplified one. */
static void
settle_simplified (void)
{
  for (int i = 0; i < N_HAN; i++)
    {
      for (int turns = 0; turns < 3; turns++)
        if (simplified[i] >= HAN_FIRST && simplified[i] <= HAN_LAST)
          simplified[i] = simplified[simplified[i] - HAN_FIRST];
      if (readings[i] == 0 && simplified[i] >= HAN_FIRST && simplified[i] <= HAN_LAST)
        readings[i] = readings[simplified[i] - HAN_FIRST];
    }
}

/* "read zhang 张章", as many lines as it takes; the parts of a line come one by one. */
static void
print_part (const char *beginning, const char *part, int *n)
{
  if (*n % LINE_CHARACTERS == 0)
    printf ("%s%s ", *n == 0 ? "" : "\n", beginning);
  printf ("%s", part);
  (*n)++;
}

static void
print_utf16 (const char *beginning, const UChar *text, int32_t length, int *n)
{
  UErrorCode status = U_ZERO_ERROR;
  char part[MAX_WORD];

  u_strToUTF8 (part, sizeof part, NULL, text, length, &status);
  check (status, beginning);
  print_part (beginning, part, n);
}

static int
compare_syllables (const void *a, const void *b)
{
  return strcmp (syllables[*(const int *) a], syllables[*(const int *) b]);
}

static void
print_readings (void)
{
  int order[MAX_SYLLABLES];

  for (int i = 0; i < n_syllables; i++)
    order[i] = i;
  qsort (order + 1, n_syllables - 1, sizeof *order, compare_syllables);

  for (int i = 1; i < n_syllables; i++)
    {
      char beginning[MAX_WORD];
      int n = 0;

      snprintf (beginning, sizeof beginning, "read %s", syllables[order[i]]);
      for (int j = 0; j < N_HAN; j++)
        if (readings[j] == order[i])
          print_utf16 (beginning, (UChar[]) { HAN_FIRST + j }, 1, &n);
      printf ("\n");
    }
}

static void
print_simplified (void)
{
  int n = 0;

  for (int i = 0; i < N_HAN; i++)
    if (simplified[i] != HAN_FIRST + i)
      print_utf16 ("simple", (UChar[]) { HAN_FIRST + i, simplified[i] }, 2, &n);
  printf ("\n");
}

/* Accented and joined letters, lower case, in ASCII; those that ICU cannot write so are left out. */
static void
print_latin (UChar32 first, UChar32 last)
{
  UChar *ascii = transliterate_range ("Latin-ASCII; Lower", first, last);
  const UChar *at = ascii;
  int n = 0;

  for (UChar32 c = first; c <= last; c++)
    {
      const UChar *end = u_strchr (at, '\n');
      UChar word[MAX_WORD] = { (UChar) c };
      int length = 1;

      while (at < end && *at < 0x80 && length < 4)
        word[length++] = *at++;
      if (at == end && length > 1)
        {
          word[length++] = ' ';
          print_utf16 ("ascii", word, length, &n);
        }
      at = end + 1;
    }
  printf ("\n");
  free (ascii);
}

int
main (int argc, char *argv[])
{
  if (argc == 2 && strcmp (argv[1], "--version") == 0)
    {
      printf ("%s\n", U_ICU_VERSION);
      return 0;
    }

  read_han ();
  settle_simplified ();

  printf ("# How each Han character is read alone (ü is v), the simplified form of each traditional one, "
          "and\n"
          "# accented letters in ASCII, as ICU " U_ICU_VERSION " has them. tests/base/ask-icu printed it "
                                                               "once; it is\n"
          "# ours since, because the ids of words and the order of names follow from it, and must be the "
          "same on\n"
          "# every computer of a team. What people read otherwise stands in gx-text-readings.txt.\n\n");
  print_readings ();
  printf ("\n");
  print_simplified ();
  printf ("\n");
  print_latin (0x00c0, 0x024f);
  print_latin (0x1e00, 0x1eff);

  return 0;
}
