/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "base/gx-id-list.h"
#include "base/gx-text.h"
#include "search/gx-search-private.h"
#include "store/gx-connection.h"
#include "store/gx-statement.h"

/*
 * A scan over customer_text, whose lines say what a customer is known by (gx-search-text.c): a letter, then
 * forms, each after U+241F. All words must be somewhere in the text; the line with the first word says why it
 * matched, and how well.
 */

#define MAX_WORDS 6

static const struct {
  char letter;
  const char *reason;
} lines[] = {
  { 'N', "name" }, { 'A', "former_name" }, { 'C', "company" }, { 'P', "phone" }, { 'M', "mail" },
  { 'W', "contact" },
  { '#', "number" }, { 'K', "key" }, { 'T', "tag" },
};

/* How close a match is, nearest first. */
enum { WHOLE_NAME, NAME_BEGINS, WHOLE, BEGINS, INSIDE_NAME, INSIDE,
       FAR /* words in several places: added to the best of them */ };

typedef struct {
  GxId id;
  const char *reason;
  int closeness;
  GxDay last_contact_day;
  guint place;            /* in the order of ids */
} Hit;

void
gx_search_result_free (GxSearchResult *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->ids, gx_id_list_unref);
  g_clear_pointer (&self->matched, g_array_unref);
  g_free (self);
}

/* "+86 138-0013" as it stands in the text: the digits, where there are three or more and nothing but what
 * phones are written with; else NULL. Transfer full. */
static char *
read_digits (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p++)
    if (g_ascii_isdigit (*p))
      g_string_append_c (digits, *p);
    else if (strchr ("+-(). ", *p) == NULL)
      return NULL;
  if (g_str_has_prefix (digits->str, "0086"))
    g_string_erase (digits, 0, 2);
  return digits->len >= 3 ? g_strdup (digits->str) : NULL;
}

/* The words to look for, a number with blanks being one; NULL-terminated, at most MAX_WORDS. */
static char **
split_words (const char *text)
{
  g_autofree char *folded = gx_fold (text);
  g_autofree char *number = read_digits (folded);
  g_auto (GStrv) parts = g_strsplit_set (number != NULL ? number : folded, " \t\n", -1);
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  guint n = 0;

  for (guint i = 0; parts[i] != NULL && n < MAX_WORDS; i++)
    if (*parts[i] != '\0' && strstr (parts[i], GX_SEARCH_SEPARATOR) == NULL)
      {
        g_autofree char *digits = read_digits (parts[i]);

        g_strv_builder_add (words, digits != NULL ? digits : parts[i]);
        n++;
      }
  return g_strv_builder_end (words);
}

static const char *
find_reason (const char *line)
{
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i].letter == *line)
      return lines[i].reason;
  return "name";
}

/* Why and how closely @typed matches @text, where that is better than what @hit has. FALSE: it does not. */
static gboolean
judge (const char *text, const char *typed, Hit *hit)
{
  gsize length = strlen (typed);
  gboolean found = FALSE;

  for (const char *line = text; *line != '\0';)
    {
      const char *end = strchrnul (line, '\n');
      gboolean is_name = *line == 'N' || *line == 'A';

      for (const char *at = line; (at = memmem (at, end - at, typed, length)) != NULL; at++)
        {
          gboolean begins = at - line >= (gssize) strlen (GX_SEARCH_SEPARATOR)
            && memcmp (at - strlen (GX_SEARCH_SEPARATOR), GX_SEARCH_SEPARATOR, strlen (GX_SEARCH_SEPARATOR)) == 0;
          gboolean ends = at + length == end || strncmp (at + length, GX_SEARCH_SEPARATOR, strlen (GX_SEARCH_SEPARATOR)) == 0;
          int closeness = begins && ends ? (is_name ? WHOLE_NAME : WHOLE)
                          : begins ? (is_name ? NAME_BEGINS : BEGINS) : is_name ? INSIDE_NAME : INSIDE;

          found = TRUE;
          if (closeness < hit->closeness)
            {
              hit->closeness = closeness;
              hit->reason = find_reason (line);
            }
        }
      line = *end == '\0' ? end : end + 1;
    }
  return found;
}

static int
compare_hits (gconstpointer a, gconstpointer b)
{
  const Hit *x = a, *y = b;

  if (x->closeness != y->closeness)
    return x->closeness < y->closeness ? -1 : 1;
  if (x->last_contact_day != y->last_contact_day)
    return x->last_contact_day > y->last_contact_day ? -1 : 1;
  return (x->place > y->place) - (x->place < y->place);
}

/* One statement for each number of words, always the same text. */
static GxStatement *
begin_scan (GxConnection *book, char **words)
{
  static const char * const queries[MAX_WORDS + 1] = {
#define SCAN "select t.customer_id, t.text, f.last_contact_day from customer_text t " \
             "cross join customer_fact f on f.customer_id = t.customer_id where instr (t.text, ?)"
    NULL,
    SCAN,
    SCAN " and instr (t.text, ?)",
    SCAN " and instr (t.text, ?) and instr (t.text, ?)",
    SCAN " and instr (t.text, ?) and instr (t.text, ?) and instr (t.text, ?)",
    SCAN " and instr (t.text, ?) and instr (t.text, ?) and instr (t.text, ?) and instr (t.text, ?)",
    SCAN " and instr (t.text, ?) and instr (t.text, ?) and instr (t.text, ?) and instr (t.text, ?) "
         "and instr (t.text, ?)",
#undef SCAN
  };
  const char *types[] = { "", "t", "tt", "ttt", "tttt", "ttttt", "tttttt" };
  guint n = g_strv_length (words);
  const char *word[MAX_WORDS] = { NULL };

  g_assert (n >= 1 && n <= MAX_WORDS);
  for (guint i = 0; i < n; i++)
    word[i] = words[i];
  return gx_connection_query (book, queries[n], types[n], word[0], word[1], word[2], word[3], word[4],
                              word[5]);
}

static gboolean
scan (GxConnection *book, char **words, const char *typed, GArray *hits, GCancellable *cancellable,
      GError **error)
{
  g_autoptr (GxStatement) query = begin_scan (book, words);

  while (gx_statement_next (query))
    {
      const char *text = gx_statement_text (query, 1);
      Hit hit = {
        .id = gx_statement_int64 (query, 0), .reason = "name", .closeness = FAR,
        .last_contact_day = gx_statement_day (query, 2), .place = hits->len,
      };

      if (!judge (text, typed, &hit))
        {
          for (guint i = 0; words[i] != NULL; i++) /* the best of its words says why */
            judge (text, words[i], &hit);
          hit.closeness += FAR;
        }
      g_array_append_val (hits, hit);
      if (hits->len % 1024 == 0 && g_cancellable_is_cancelled (cancellable))
        break;
    }
  if (g_cancellable_is_cancelled (cancellable))
    {
      g_set_error_literal (error, GX_ERROR, GX_ERROR_CANCELLED, _("Cancelled"));
      return FALSE;
    }
  return gx_statement_finish (query, error);
}

GxSearchResult *
gx_search_find (GxConnection *book, const char *words, guint limit, GCancellable *cancellable, GError **error)
{
  g_autoptr (GxSearchResult) result = NULL;
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (Hit));
  g_auto (GStrv) parts = NULL;
  g_autofree char *typed = NULL;

  g_return_val_if_fail (GX_IS_CONNECTION (book) && words != NULL, NULL);

  parts = split_words (words);
  typed = g_strjoinv (" ", parts);
  if (*parts != NULL && !scan (book, parts, typed, hits, cancellable, error))
    return NULL;
  g_array_sort (hits, compare_hits);

  result = g_new0 (GxSearchResult, 1);
  result->ids = gx_id_list_new ();
  result->matched = g_array_new (FALSE, FALSE, sizeof (const char *));
  result->is_complete = limit == 0 || hits->len <= limit;
  for (guint i = 0; i < hits->len && (limit == 0 || i < limit); i++)
    {
      const Hit *hit = &g_array_index (hits, Hit, i);

      gx_id_list_append (result->ids, hit->id);
      g_array_append_val (result->matched, hit->reason);
    }
  return g_steal_pointer (&result);
}
