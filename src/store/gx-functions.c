/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-contact.h"
#include "base/gx-day.h"
#include "base/gx-money.h"
#include "base/gx-partial-day.h"
#include "base/gx-text.h"
#include "store/gx-connection-private.h"

static const char *
text_of (sqlite3_value *value)
{
  return (const char *) sqlite3_value_text (value);
}

static void
sort_key (sqlite3_context *context, int count, sqlite3_value **values)
{
  const char *name = text_of (values[0]);

  sqlite3_result_text (context, gx_sort_key (name != NULL ? name : ""), -1, g_free);
}

static void
fold (sqlite3_context *context, int count, sqlite3_value **values)
{
  const char *text = text_of (values[0]);

  if (text != NULL)
    sqlite3_result_text (context, gx_fold (text), -1, g_free);
}

static void
phone_digits (sqlite3_context *context, int count, sqlite3_value **values)
{
  const char *text = text_of (values[0]);

  if (text != NULL)
    sqlite3_result_text (context, gx_phone_digits (text), -1, g_free);
}

/* gx_search_text(text) or gx_search_text(text, is_name) */
static void
search_text (sqlite3_context *context, int count, sqlite3_value **values)
{
  const char *text = text_of (values[0]);
  gboolean is_name = count > 1 && sqlite3_value_int (values[1]) != 0;

  if (text != NULL)
    sqlite3_result_text (context, gx_search_text (text, is_name), -1, g_free);
}

static void
birthday_key (sqlite3_context *context, int count, sqlite3_value **values)
{
  const char *text = text_of (values[0]);
  GxPartialDay day;
  int key;

  if (text != NULL && gx_partial_day_read (text, &day) && (key = gx_partial_day_key (&day)) != 0)
    sqlite3_result_int (context, key);
}

/* gx_age(birthday, day): full years on that day */
static void
age (sqlite3_context *context, int count, sqlite3_value **values)
{
  const char *text = text_of (values[0]);
  GxPartialDay day;
  int years;

  if (text != NULL && gx_partial_day_read (text, &day)
      && (years = gx_partial_day_age (&day, sqlite3_value_int (values[1]))) >= 0)
    sqlite3_result_int (context, years);
}

/* gx_day("2026-11-21"), gx_decimal("12.5"): as numbers; null where the text is none */

static void
day_number (sqlite3_context *context, int count, sqlite3_value **values)
{
  const char *text = text_of (values[0]);
  GxDay day;

  if (text != NULL && gx_day_parse (text, &day))
    sqlite3_result_int (context, day);
}

static void
decimal_micro (sqlite3_context *context, int count, sqlite3_value **values)
{
  const char *text = text_of (values[0]);
  gint64 micro;

  if (text != NULL && gx_decimal_parse (text, &micro))
    sqlite3_result_int64 (context, micro);
}

/* median_gap(day): the median number of days between the distinct days, as a customer's usual interval; null
   below two gaps. */

static int
compare_ints (gconstpointer a, gconstpointer b)
{
  int x = *(const int *) a, y = *(const int *) b;

  return (x > y) - (x < y);
}

static void
median_gap_step (sqlite3_context *context, int count, sqlite3_value **values)
{
  GArray **days = sqlite3_aggregate_context (context, sizeof *days);
  int day = sqlite3_value_int (values[0]);

  if (days == NULL || sqlite3_value_type (values[0]) == SQLITE_NULL)
    return;
  if (*days == NULL)
    *days = g_array_new (FALSE, FALSE, sizeof (int));
  g_array_append_val (*days, day);
}

static void
median_gap_final (sqlite3_context *context)
{
  GArray **aggregate = sqlite3_aggregate_context (context, 0);
  g_autoptr (GArray) days = aggregate != NULL ? *aggregate : NULL;
  int *day;
  guint gaps = 0;

  if (days == NULL)
    return;
  g_array_sort (days, compare_ints);
  day = (int *) (void *) days->data;
  for (guint i = 1; i < days->len; i++)
    if (day[i] != day[i - 1])
      day[gaps++] = day[i] - day[i - 1]; /* overwrites a day before i - 1, or i - 1 itself, which is done
                                            with */
  if (gaps < 2)
    return;
  g_array_set_size (days, gaps);
  g_array_sort (days, compare_ints);
  sqlite3_result_int (context, gaps % 2 == 1 ? day[gaps / 2] : (day[gaps / 2 - 1] + day[gaps / 2]) / 2);
}

/* -- Scans: an aggregate that hands its rows on and comes to nothing */

struct _GxScanRow {
  sqlite3_value **values;
  int n_values;
};

gint64
gx_scan_row_int64 (const GxScanRow *self, int column)
{
  g_assert (column < self->n_values);
  return sqlite3_value_int64 (self->values[column]);
}

int
gx_scan_row_int (const GxScanRow *self, int column)
{
  g_assert (column < self->n_values);
  return sqlite3_value_int (self->values[column]);
}

const char *
gx_scan_row_text (const GxScanRow *self, int column)
{
  g_assert (column < self->n_values);
  return (const char *) sqlite3_value_text (self->values[column]);
}

static void
scan_step (sqlite3_context *context, int count, sqlite3_value **values)
{
  GxConnection *self = sqlite3_user_data (context);
  GxScanRow row = { values, count };

  self->scan (&row, self->scan_data);
}

static void
scan_final (sqlite3_context *context)
{
}

gboolean
gx_connection_scan (GxConnection *self, const char *columns, const char *from, GxScanFunc func,
                    gpointer data, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("select gx_scan (%s) from %s", columns, from);
  gboolean is_done = FALSE;

  g_return_val_if_fail (GX_IS_CONNECTION (self) && func != NULL, FALSE);
  g_return_val_if_fail (self->scan == NULL, FALSE);

  self->scan = func;
  self->scan_data = data;
  is_done = gx_connection_run (self, error, sql, NULL);
  self->scan = NULL;
  return is_done;
}

/* -- Lookups: a function of one id */

typedef struct {
  GxLookupFunc func;
  gpointer data;
} Lookup;

static void
look_up (sqlite3_context *context, int count, sqlite3_value **values)
{
  const Lookup *lookup = sqlite3_user_data (context);
  gint64 value = lookup->func (sqlite3_value_int64 (values[0]), lookup->data);

  if (value != G_MININT64)
    sqlite3_result_int64 (context, value);
}

gboolean
gx_connection_add_lookup (GxConnection *self, const char *name, GxLookupFunc func, gpointer data,
                          GError **error)
{
  Lookup *lookup = NULL;
  int rc = SQLITE_OK;

  g_return_val_if_fail (GX_IS_CONNECTION (self) && name != NULL && func != NULL, FALSE);

  lookup = g_new (Lookup, 1);
  *lookup = (Lookup) { func, data };
  rc = sqlite3_create_function_v2 (self->db, name, 1, SQLITE_UTF8 | SQLITE_DIRECTONLY, lookup, look_up, NULL,
                                   NULL, g_free);
  return rc == SQLITE_OK || _gx_connection_fail (self, rc, error);
}

void
_gx_functions_register (GxConnection *self)
{
  sqlite3 *db = self->db;
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

  sqlite3_create_function (db, "gx_sort_key", 1, flags, NULL, sort_key, NULL, NULL);
  sqlite3_create_function (db, "gx_fold", 1, flags, NULL, fold, NULL, NULL);
  sqlite3_create_function (db, "gx_phone_digits", 1, flags, NULL, phone_digits, NULL, NULL);
  sqlite3_create_function (db, "gx_search_text", 1, flags, NULL, search_text, NULL, NULL);
  sqlite3_create_function (db, "gx_search_text", 2, flags, NULL, search_text, NULL, NULL);
  sqlite3_create_function (db, "gx_birthday_key", 1, flags, NULL, birthday_key, NULL, NULL);
  sqlite3_create_function (db, "gx_age", 2, flags, NULL, age, NULL, NULL);
  sqlite3_create_function (db, "gx_day", 1, flags, NULL, day_number, NULL, NULL);
  sqlite3_create_function (db, "gx_decimal", 1, flags, NULL, decimal_micro, NULL, NULL);
  sqlite3_create_function (db, "gx_scan", -1, SQLITE_UTF8 | SQLITE_DIRECTONLY, self, NULL, scan_step,
                           scan_final);
  sqlite3_create_function (db, "median_gap", 1, flags, NULL, NULL, median_gap_step, median_gap_final);
}
