/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>
#include <locale.h>
#include <string.h>

#include "base/gx-day.h"
#include "base/gx-id-list.h"
#include "base/gx-text.h"
#include "customers/gx-customer-parts.h"
#include "customers/gx-customers.h"
#include "interchange/gx-demo.h"
#include "search/gx-arena.h"
#include "search/gx-search.h"
#include "search/gx-spread.h"
#include "support/gx-test-book.h"

#define SELF gx_actor_get_self ()

static gboolean
is_long (void)
{
  return g_getenv ("GUANXI_TEST_LONG") != NULL;
}

/* -- Written cases: one record, one query, found or not -- */

static void
add_all (GxConnection *book, GxId customer, JsonObject *record, const char *member, const char *kind)
{
  JsonArray *values = json_object_has_member (record, member) ? json_object_get_array_member (record, member)
                      : NULL;

  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    g_assert_true (gx_contact_points_add (book, SELF, customer, kind,
                                          json_array_get_string_element (values, i), NULL, NULL, NULL, NULL));
}

static void
add_record (GxConnection *book, JsonObject *record)
{
  const char *name = json_object_get_string_member_with_default (record, "name", NULL);
  const char *company = json_object_get_string_member_with_default (record, "company", NULL);
  const char *former = json_object_get_string_member_with_default (record, "former_name", NULL);
  const char *title = json_object_get_string_member_with_default (record, "title", NULL);
  GxId id = name != NULL ? gx_test_book_add (book, "name", name, NULL)
            : gx_test_book_add (book, "number", "K1", NULL);

  add_all (book, id, record, "phones", "phone");
  add_all (book, id, record, "emails", "mail");
  if (former != NULL)
    g_assert_true (gx_customer_names_add (book, SELF, id, "former", former, NULL, NULL));
  if (company != NULL || title != NULL)
    g_assert_true (gx_relations_add (book, SELF, id, 0, company != NULL ? company : "X", title, NULL, NULL));
}

static void
test_cases (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("GUANXI_SHARED_DATA") ?: "", "phrases",
                                            "people_search", "give.jsonl", NULL);
  g_autofree char *content = NULL;
  g_auto (GStrv) lines = NULL;
  int wrong = 0, arguable = 0;

  if (!g_file_get_contents (path, &content, NULL, NULL))
    {
      g_test_skip ("phrases/people_search/give.jsonl is not here");
      return;
    }
  lines = g_strsplit (content, "\n", -1);
  for (guint i = 0; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_autoptr (JsonNode) node = json_from_string (lines[i], NULL);
      JsonObject *item = json_node_get_object (node);
      g_autoptr (GxConnection) book = gx_test_book_new ();
      g_autoptr (GxSearchResult) result = NULL;
      gboolean is_found;

      add_record (book, json_object_get_object_member (item, "record"));
      result = gx_search_find (book, json_object_get_string_member (item, "query"), 0, NULL, NULL);
      is_found = gx_id_list_length (result->ids) > 0;
      if (is_found == json_object_get_boolean_member (item, "match"))
        continue;
      if (json_object_get_boolean_member (item, "strict"))
        wrong++;
      else
        arguable++;
      g_test_message ("%s %s", json_object_get_boolean_member (item, "strict") ? "WRONG" : "arguable",
                      lines[i]);
    }
  g_test_message ("%d arguable ones are answered otherwise", arguable);
  g_assert_cmpint (wrong, ==, 0);
}

/* -- A slow reader of the same rules, that looks at every customer -- */

static gboolean fits_from (const gunichar *text, const char *typed, gboolean is_inside);

static gboolean
eats_letter (char spelled, char typed)
{
  return spelled == typed || (spelled == 'v' && typed == 'u');
}

static gboolean
fits_syllable (const char *syllable, const gunichar *rest, const char *typed)
{
  gsize length = strlen (syllable), common = 0;

  while (common < length && typed[common] != '\0' && eats_letter (syllable[common], typed[common]))
    common++;
  if (common > 0 && typed[common] == '\0')
    return TRUE;
  return (common == length && fits_from (rest, typed + length, FALSE))
         || (common >= 1 && fits_from (rest, typed + 1, FALSE))
         || (common >= 2 && length > 2 && syllable[1] == 'h' && fits_from (rest, typed + 2, FALSE));
}

/* Whether all of @typed is used up by @text from its beginning on. */
static gboolean
fits_from (const gunichar *text, const char *typed, gboolean is_inside)
{
  const char *readings[GX_READINGS_MAX];

  if (*typed == '\0')
    return TRUE;
  if (*text == 0 || *text <= ' ')
    return FALSE;
  if (*text == g_utf8_get_char (typed) && fits_from (text + 1, g_utf8_next_char (typed), TRUE))
    return TRUE;
  for (guint i = 0, n = gx_readings (*text, readings); i < n; i++)
    if (fits_syllable (readings[i], text + 1, typed))
      return TRUE;
  return FALSE;
}

/* A record's fields, as text, taken apart once. */
typedef struct {
  GxKnownBy kind;
  char *text;
  gunichar *units;    /* of words */
} Field;

typedef struct {
  GxId id;
  GArray *fields;     /* of Field */
} Known;

static void
clear_field (gpointer data)
{
  Field *field = data;

  g_free (field->text);
  g_free (field->units);
}

static void
clear_known (gpointer data)
{
  g_array_unref (((Known *) data)->fields);
}

static GArray *
take_apart (const GxArenaRecord *record)
{
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (Field));
  g_autofree char *text = gx_record_dup_text (&record->known);

  g_array_set_clear_func (fields, clear_field);
  for (char *at = text, *next; *at != '\0'; at = next)
    {
      Field field = { .kind = (GxKnownBy) *at };

      next = at + 1;
      if (field.kind == GX_KNOWN_MARKS)
        continue;
      while (*next != '\0' && ((guchar) *next >= ' ' || *next == GX_KNOWN_FORM))
        next++;
      field.text = g_strndup (at + 1, next - at - 1);
      if (!GX_KNOWN_IS_MARK (field.kind))
        field.units = g_utf8_to_ucs4_fast (field.text, -1, NULL);
      g_array_append_val (fields, field);
    }
  return fields;
}

static int
compare_ids (gconstpointer a, gconstpointer b)
{
  GxId x = *(const GxId *) a, y = *(const GxId *) b;

  return (x > y) - (x < y);
}

static int
compare_known (gconstpointer a, gconstpointer b)
{
  return compare_ids (&((const Known *) a)->id, &((const Known *) b)->id);
}

static GArray *
take_all_apart (GxArena *arena)
{
  GArray *all = g_array_new (FALSE, FALSE, sizeof (Known));
  g_autoptr (GHashTable) met = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  g_array_set_clear_func (all, clear_known);
  for (guint place = gx_arena_n_places (arena); place-- > 0;)
    {
      GxArenaRecord record;
      Known known;

      gx_arena_record (arena, place, &record);
      if (!g_hash_table_add (met, g_memdup2 (&record.id, sizeof record.id)))
        continue; /* changed lately: stands behind */
      known = (Known) { record.id, take_apart (&record) };
      g_array_append_val (all, known);
    }
  g_array_sort (all, compare_known);
  return all;
}

static gboolean
fits_words (const gunichar *text, const char *typed)
{
  for (guint i = 0; text[i] != 0; i++)
    if (text[i] > ' ' && (i == 0 || text[i - 1] <= ' ' || gx_spread_is_character (text[i])
                          || gx_spread_is_character (text[i - 1]))
        && fits_from (text + i, typed, FALSE))
      return TRUE;
  return FALSE;
}

/* Whether @typed is used up just where @text, or its form, ends. */
static gboolean
fits_to_the_end (const gunichar *text, const char *typed, gboolean with_first_letters)
{
  const char *readings[GX_READINGS_MAX];

  if (*text == 0 || *text == GX_KNOWN_FORM || *typed == '\0')
    return (*text == 0 || *text == GX_KNOWN_FORM) && *typed == '\0';
  if (*text == g_utf8_get_char (typed)
      && fits_to_the_end (text + 1, g_utf8_next_char (typed), with_first_letters))
    return TRUE;
  for (guint i = 0, n = gx_readings (*text, readings); i < n; i++)
    {
      gsize length = strlen (readings[i]), common = 0;

      while (common < length && eats_letter (readings[i][common], typed[common]))
        common++;
      if ((common == length && fits_to_the_end (text + 1, typed + length, with_first_letters))
          || (with_first_letters && common > 0 && fits_to_the_end (text + 1, typed + 1, TRUE))
          || (with_first_letters && common > 1 && readings[i][1] == 'h'
              && fits_to_the_end (text + 1, typed + 2, TRUE)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
begins_a_form (const char *text, const char *typed)
{
  for (const char *form = text; form != NULL; form = strchr (form, GX_KNOWN_FORM))
    {
      form += *form == GX_KNOWN_FORM;
      if (g_str_has_prefix (form, typed))
        return TRUE;
    }
  return FALSE;
}

static gboolean
fits_field (const Field *field, const char *typed, const char *words)
{
  gboolean is_number = strspn (typed, "0123456789") == strlen (typed);

  if (field->kind == GX_KNOWN_PHONE)
    return is_number && strlen (typed) >= 3
           && (strstr (field->text, typed) != NULL
               || (*typed == '0' && strlen (typed) >= 7 && strstr (field->text, typed + 1) != NULL));
  if (!GX_KNOWN_IS_MARK (field->kind))
    return *words != '\0' && fits_words (field->units, words);
  if (strlen (typed) >= 3 || strchr (typed, '@') != NULL)
    return strstr (field->text, typed) != NULL;
  return begins_a_form (field->text, typed);
}

static gboolean
fits_word_slowly (const Known *known, const char *typed)
{
  g_autofree char *words = strchr (typed, '@') == NULL ? gx_spread_joined (typed) : g_strdup ("");

  if (strlen (words) == 1) /* "l-" is not yet more than "l" */
    typed = words;
  for (guint i = 0; i < known->fields->len; i++)
    if (fits_field (&g_array_index (known->fields, Field, i), typed, words))
      return TRUE;
  return FALSE;
}

static gboolean
fits_slowly (const Known *known, const char *typed)
{
  g_auto (GStrv) words = g_strsplit (typed, " ", -1);

  for (guint i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0' && !fits_word_slowly (known, words[i]))
      return FALSE;
  return TRUE;
}

/* Names: whole ones, those of which first letters fit to the end, beginnings; then all others. */
static guint
rank_name (const gunichar *form, const char *words)
{
  if (fits_to_the_end (form, words, FALSE))
    return 0;
  return fits_to_the_end (form, words, TRUE) ? 2 : fits_from (form, words, FALSE) ? 4 : 6;
}

static guint
rank_slowly (const Known *known, const char *typed)
{
  g_autofree char *words = strchr (typed, '@') == NULL ? gx_spread_joined (typed) : g_strdup ("");
  guint best = 6;

  for (guint i = 0; i < known->fields->len && *words != '\0'; i++)
    {
      const Field *field = &g_array_index (known->fields, Field, i);

      if (field->kind > GX_KNOWN_OTHER_NAME)
        continue;
      for (const gunichar *at = field->units; *at != 0; at++)
        if (at == field->units || at[-1] == GX_KNOWN_FORM)
          {
            guint rank = rank_name (at, words);

            best = MIN (best, rank < 4 ? rank + (field->kind == GX_KNOWN_OTHER_NAME) : rank);
          }
    }
  return best;
}

/* What a person might type to find @known: a piece of a name, its sound, its initials, digits, a piece of a
   mail address. */
static char *
think_of (const Known *known, GRand *rand)
{
  const Field *of = &g_array_index (known->fields, Field,
                                    g_rand_int_range (rand, 0, (gint32) known->fields->len));
  g_auto (GStrv) parts = g_strsplit_set (of->text, "\15\14 ", -1);
  const char *field = parts[g_rand_int_range (rand, 0, (gint32) g_strv_length (parts))];
  glong length = g_utf8_strlen (field, -1);
  GString *typed = g_string_new (NULL);
  gboolean starts_anywhere = length > 0 && (gx_spread_is_character (g_utf8_get_char (field))
                                            || strchr (field, '@') != NULL
                                            || strspn (field, "0123456789") == strlen (field));
  glong from = length > 1 && starts_anywhere ? g_rand_int_range (rand, 0, (gint32) length) : 0;
  int way = g_rand_int_range (rand, 0, 4);

  for (const char *p = length > 0 ? g_utf8_offset_to_pointer (field, from) : field; *p != '\0'
       && typed->len < 40; p = g_utf8_next_char (p))
    {
      const char *readings[GX_READINGS_MAX];
      guint n = gx_readings (g_utf8_get_char (p), readings);
      const char *reading = n > 0 ? readings[g_rand_int_range (rand, 0, (gint32) n)] : NULL;

      if (reading == NULL || way == 0)
        g_string_append_unichar (typed, g_utf8_get_char (p));
      else if (way == 1 || (way == 3 && g_rand_boolean (rand)))
        g_string_append (typed, reading);
      else
        g_string_append_c (typed, *reading);
      if (g_rand_int_range (rand, 0, 4) == 0)
        break;
    }
  return g_string_free (typed, FALSE);
}

static GArray *
find_quickly (GxConnection *book, const char *typed)
{
  g_autoptr (GxSearchResult) result = gx_search_find (book, typed, 0, NULL, NULL);
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GxId));

  for (guint i = 0; i < gx_id_list_length (result->ids); i++)
    {
      GxId id = gx_id_list_get (result->ids, i);

      g_array_append_val (ids, id);
    }
  g_array_sort (ids, compare_ids);
  return ids;
}

static GArray *
find_slowly (const GArray *all, const char *typed)
{
  GArray *ids = g_array_new (FALSE, FALSE, sizeof (GxId));

  for (guint i = 0; i < all->len; i++)
    if (fits_slowly (&g_array_index (all, Known, i), typed))
      g_array_append_val (ids, g_array_index (all, Known, i).id);
  g_array_sort (ids, compare_ids);
  return ids;
}

/* Nobody stands before one who is nearer. @all: by id */
static void
assert_ranked (GxConnection *book, const GArray *all, const char *typed, guint limit)
{
  g_autoptr (GxSearchResult) result = gx_search_find (book, typed, limit, NULL, NULL);
  guint last = 0;

  for (guint i = 0; i < result->matched->len; i++)
    {
      Known asked = { gx_id_list_get (result->ids, i), NULL };
      guint at, rank;

      g_assert_true (g_array_binary_search ((GArray *) all, &asked, compare_known, &at));
      rank = rank_slowly (&g_array_index (all, Known, at), typed);
      if (rank < last)
        g_error ("“%s”: the %u. of %u is nearer than the one before", typed, i + 1, result->matched->len);
      last = rank;
    }
}

static void
assert_same (GxConnection *book, const GArray *all, const char *typed)
{
  g_autoptr (GArray) quick = find_quickly (book, typed), slow = find_slowly (all, typed);

  if (quick->len != slow->len
      || (quick->len > 0 && memcmp (quick->data, slow->data, quick->len * sizeof (GxId)) != 0))
    g_error ("“%s”: %u found, %u fit", typed, quick->len, slow->len);
  assert_ranked (book, all, typed, 0);
  assert_ranked (book, all, typed, 20);
}

static void
assert_found (GxConnection *book, const Known *known, const char *typed)
{
  g_autoptr (GArray) quick = find_quickly (book, typed);

  if (!g_array_binary_search (quick, &known->id, compare_ids, NULL))
    g_error ("“%s” does not find whom it was thought of", typed);
}

/* What is typed letter by letter finds exactly those that a slow look at everybody finds; and, asked more
   often, whom it was thought of. */
static void
ask (GxConnection *book, const GArray *all, GRand *rand, gboolean of_everybody, gboolean letter_by_letter)
{
  const Known *known = &g_array_index (all, Known, g_rand_int_range (rand, 0, (gint32) all->len));
  g_autofree char *typed = think_of (known, rand);

  if (*typed == '\0')
    return;
  /* two letters inside a mark are too little */
  g_assert_true (strlen (typed) < 3 || fits_slowly (known, typed));
  for (const char *p = g_utf8_next_char (typed); letter_by_letter && *p != '\0'; p = g_utf8_next_char (p))
    {
      g_autofree char *begun = g_strndup (typed, p - typed);

      if (of_everybody)
        assert_same (book, all, begun);
      else if (fits_slowly (known, begun))
        assert_found (book, known, begun);
    }
  if (of_everybody)
    assert_same (book, all, typed);
  else if (fits_slowly (known, typed))
    assert_found (book, known, typed);
}

/* Two thoughts of one customer. */
static void
ask_two (GxConnection *book, const GArray *all, GRand *rand)
{
  const Known *known = &g_array_index (all, Known, g_rand_int_range (rand, 0, (gint32) all->len));
  g_autofree char *first = think_of (known, rand), *second = think_of (known, rand);
  g_autofree char *typed = g_strdup_printf ("%s %s", first, second);

  if (*first == '\0' || *second == '\0' || strpbrk (typed, "0123456789") != NULL)
    return; /* digits, a blank and digits are one number */
  for (const char *p = typed + strlen (first) + 1; *p != '\0'; p = g_utf8_next_char (p))
    {
      g_autofree char *begun = g_strndup (typed, g_utf8_next_char (p) - typed);
      g_autoptr (GArray) quick = find_quickly (book, begun), slow = find_slowly (all, begun);

      if (quick->len != slow->len
          || (quick->len > 0 && memcmp (quick->data, slow->data, quick->len * sizeof (GxId)) != 0))
        g_error ("“%s”: %u found, %u fit", begun, quick->len, slow->len);
    }
}

/* Some are changed after the text was packed. */
static void
change_some (GxConnection *book, GRand *rand)
{
  GxArena *arena = gx_arena_get (book, NULL);

  for (int i = 0; i < 60; i++)
    {
      GxId id = gx_arena_id (arena, (guint) g_rand_int_range (rand, 0, (gint32) gx_arena_n_places (arena)));

      g_assert_true (gx_customers_set (book, SELF, id, i % 2 == 0 ? "name" : "occupation",
                                       i % 3 == 0 ? "张文博" : "Lin Taster", NULL));
    }
}

static void
test_oracle (void)
{
  g_autoptr (GxConnection) book = gx_test_book_new ();
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261122);
  GxDemoOptions options = { .customers = is_long () ? 200000 : 1500, .seed = 7,
                            .as_of = gx_day_new (2026, 11, 21) };
  guint n = is_long () ? 2000 : 200, every = is_long () ? 10 : 1;
  g_autoptr (GArray) all = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_demo_fill (book, &options, NULL, NULL, &error));
  g_assert_no_error (error);
  change_some (book, rand);
  all = take_all_apart (gx_arena_get (book, &error));
  for (guint turn = 0; turn < n; turn++)
    ask (book, all, rand, turn % every == 0, turn % 3 == 0);
  for (guint turn = 0; turn < n / every; turn++)
    ask_two (book, all, rand);
}

/* The same where the processor reads no 32 bytes at a time. */
static void
test_oracle_plain (void)
{
  if (g_test_subprocess ())
    {
      g_setenv ("GUANXI_PLAIN_SCAN", "1", TRUE);
      test_oracle ();
      return;
    }
  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/search/people/cases", test_cases);
  g_test_add_func ("/search/people/oracle", test_oracle);
  g_test_add_func ("/search/people/oracle-plain", test_oracle_plain);
  return g_test_run ();
}
