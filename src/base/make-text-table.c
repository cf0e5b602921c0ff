/* SPDX-License-Identifier: GPL-3.0-or-later */

/*
 * Prints gx-text-table.c: what ICU knows of Han characters and accented letters, as arrays. Runs once, when
 * the program is
 * built, so that a name's reading costs a look-up and not 60 µs of transliteration.
 *
 * make-text-table gx-text-readings.txt > gx-text-table.c
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
#define MAX_ENTRY 4
#define BEGINS_ENTRY 0x8000

typedef struct { UChar text[MAX_ENTRY + 1]; int length; int is_surname; int readings[MAX_ENTRY]; } Entry;

static char syllables[MAX_SYLLABLES][MAX_SYLLABLE + 1] = { "" }; /* the first is "no reading" */
static int n_syllables = 1;
static int readings[N_HAN];
static UChar simplified[N_HAN];
static Entry *entries;
static int n_entries;

static void
fail (const char *what, const char *detail)
{
  fprintf (stderr, "make-text-table: %s: %s\n", what, detail);
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

static int
compare_entries (const void *a, const void *b)
{
  const Entry *left = a, *right = b;

  if (left->text[0] != right->text[0])
    return left->text[0] < right->text[0] ? -1 : 1;
  if (left->length != right->length)
    return right->length - left->length; /* the longest match is met first */
  if (left->is_surname != right->is_surname)
    return right->is_surname - left->is_surname;

  return u_strcmp (left->text, right->text);
}

static void
add_entry (const char *text, char **syllables_of, int is_surname)
{
  UErrorCode status = U_ZERO_ERROR;
  Entry *entry = NULL;

  entries = realloc (entries, (n_entries + 1) * sizeof *entries);
  entry = memset (&entries[n_entries++], 0, sizeof *entry);
  entry->is_surname = is_surname;
  u_strFromUTF8 (entry->text, MAX_ENTRY + 1, &entry->length, text, -1, &status);
  check (status, text);

  for (int i = 0; i < entry->length; i++)
    {
      int at = entry->text[i] - HAN_FIRST;

      if (at < 0 || at >= N_HAN)
        fail ("not a Han character", text);
      if (simplified[at] != entry->text[i])
        fail ("write it simplified", text);
      if (syllables_of != NULL && syllables_of[i] == NULL)
        fail ("a syllable is missing", text);
      entry->readings[i] = syllables_of != NULL ? add_syllable (syllables_of[i]) : readings[at];
    }
}

/**
 * surname 单 shan      a family name read otherwise than alone
 * surnames 赵 钱 孙    family names read as always
 * word 重庆 chong qing a word in which a character is read otherwise
 * character 茜 qian    a character that ICU reads otherwise than people
 */
static void
read_line (char *line)
{
  char *words[64] = { NULL };
  int n_words = 0;

  for (char *word = strtok (line, " \n"); word != NULL && n_words < 63; word = strtok (NULL, " \n"))
    words[n_words++] = word;
  if (n_words == 0 || words[0][0] == '#')
    return;

  if (strcmp (words[0], "surnames") == 0)
    for (int i = 1; i < n_words; i++)
      add_entry (words[i], NULL, 1);
  else if (strcmp (words[0], "surname") == 0)
    add_entry (words[1], &words[2], 1);
  else if (strcmp (words[0], "word") == 0)
    add_entry (words[1], &words[2], 0);
  else if (strcmp (words[0], "character") == 0)
    {
      UErrorCode status = U_ZERO_ERROR;
      UChar text[4];

      u_strFromUTF8 (text, 4, NULL, words[1], -1, &status);
      check (status, words[1]);
      readings[text[0] - HAN_FIRST] = add_syllable (words[2]);
    }
  else
    fail ("what is", words[0]);
}

static void
read_readings (const char *path)
{
  FILE *file = fopen (path, "r");
  char line[1024];

  if (file == NULL)
    fail ("cannot open", path);
  while (fgets (line, sizeof line, file) != NULL)
    read_line (line);
  fclose (file);

  qsort (entries, n_entries, sizeof *entries, compare_entries);
}

static int
begins_entry (int character)
{
  for (int i = 0; i < n_entries; i++)
    if (entries[i].text[0] == character)
      return 1;

  return 0;
}

static void
print_han (void)
{
  printf ("const char gx_text_syllables[][%d] = {\n", MAX_SYLLABLE + 1);
  for (int i = 0; i < n_syllables; i++)
    printf ("  \"%s\",\n", syllables[i]);

  printf ("};\n\nconst guint16 gx_text_readings[] = {");
  for (int i = 0; i < N_HAN; i++)
    printf ("%s%d,", i % 16 == 0 ? "\n  " : " ",
            readings[i] | (begins_entry (HAN_FIRST + i) ? BEGINS_ENTRY : 0));

  printf ("\n};\n\nconst guint16 gx_text_simplified[] = {");
  for (int i = 0; i < N_HAN; i++)
    printf ("%s0x%x,", i % 16 == 0 ? "\n  " : " ", simplified[i]);

  printf ("\n};\n\nconst GxTextEntry gx_text_entries[] = {\n");
  for (int i = 0; i < n_entries; i++)
    {
      printf ("  { { ");
      for (int j = 0; j < MAX_ENTRY; j++)
        printf ("0x%x, ", entries[i].text[j]);
      printf ("}, { ");
      for (int j = 0; j < MAX_ENTRY; j++)
        printf ("%d, ", entries[i].readings[j]);
      printf ("}, %d, %d },\n", entries[i].length, entries[i].is_surname);
    }
  printf ("};\n\nconst guint gx_text_n_entries = %d;\n", n_entries);
}

/* Accented and joined letters, lower case, in ASCII where ICU knows how; "" where it does not. */
static void
print_latin (const char *name, UChar32 first, UChar32 last)
{
  UChar *ascii = transliterate_range ("Latin-ASCII; Lower", first, last);
  const UChar *at = ascii;

  printf ("\nconst char gx_text_%s[][4] = {\n", name);
  for (UChar32 c = first; c <= last; c++)
    {
      const UChar *end = u_strchr (at, '\n');
      char plain[4] = "";
      int n = 0;

      for (; at < end && *at < 0x80 && n < 3; at++)
        plain[n++] = *at;
      printf ("  \"%s\",\n", at == end ? plain : "");
      at = end + 1;
    }
  printf ("};\n");
  free (ascii);
}

int
main (int argc, char *argv[])
{
  if (argc != 2)
    fail ("usage", "make-text-table READINGS");

  read_han ();
  settle_simplified ();
  read_readings (argv[1]);

  printf ("/* Made by make-text-table. */\n#include \"base/gx-text-private.h\"\n\n");
  print_han ();
  print_latin ("latin", 0x00c0, 0x024f);
  print_latin ("latin_additional", 0x1e00, 0x1eff);

  return 0;
}
