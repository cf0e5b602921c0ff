/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>
#include <string.h>

#include "../support/gx-test-book.h"
#include "../support/gx-test-folder.h"
#include "../support/gx-test-sheets.h"
#include "base/gx-contact.h"
#include "base/gx-error.h"
#include "interchange/gx-house.h"
#include "interchange/gx-import.h"

/*
 * The customers of eight salespeople become one book. What a person had to do and what came of it is counted:
 * every question answered, every column put right; everybody who stands twice in the book, everybody who was
 * taken for somebody else: nobody. Who stands there twice has another telephone in another's table, and
 * nothing but name and company is the same: companies do have two of that name, so a person is asked. Whoever
 * answers all of these questions has a book in which next to nobody stands twice.
 */

/* What it may cost today: to be made less, never more. */
#define MOST_MISSED_PERCENT 3
#define MOST_ASKED_PERCENT 5     /* of the rows about somebody who is there already */
#define MOST_COLUMNS 0
#define MOST_LEFT_PER_MILLE 4    /* of the duplicates, where every question is answered */

typedef struct {
  guint n_encodings, n_day_orders, n_kinds, n_columns;  /* that had to be said */
  gint64 n_rows, n_added, n_rejected, n_asked;
} Effort;

typedef struct {
  gint64 n_customers;
  gint64 n_missed;       /* customers too many: somebody stands in the book again */
  gint64 n_wrong;        /* customers made of several people */
  gint64 n_lost;         /* people who are not in the book */
} Outcome;

/* -- bringing in */

static guint
count_wrong_columns (const GxImportPlan *plan, const GxTestSheet *sheet)
{
  g_auto (GStrv) words = g_strsplit (sheet->columns, ",", -1);
  guint n = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      GxColumn is = i < plan->columns->len ? g_array_index (plan->columns, GxColumn, i) : GX_COLUMN_SKIP;

      if (strcmp (gx_column_key (is), words[i]) != 0)
        {
          g_test_message ("%s: column %u is “%s”, not “%s”", sheet->name, i + 1, words[i],
                          gx_column_key (is));
          n++;
        }
    }
  return n;
}

static GxImportPlan *
make_plan (const char *path, const GxTestSheet *sheet, Effort *effort)
{
  g_autoptr (GxImportPlan) plan = gx_import_plan_new (path);
  g_autoptr (GError) error = NULL;

  if (!gx_import_plan_look (plan, &error))
    {
      g_test_message ("%s: %s", sheet->name, error->message);
      g_assert_error (error, GX_ERROR, GX_ERROR_AMBIGUOUS);
      g_clear_error (&error);
      effort->n_encodings++;
      plan->encoding = g_strdup (sheet->encoding);
      gx_import_plan_look (plan, &error);
      g_assert_no_error (error);
    }
  effort->n_kinds += plan->kind != GX_IMPORT_CUSTOMERS;
  plan->kind = GX_IMPORT_CUSTOMERS;
  effort->n_columns += count_wrong_columns (plan, sheet);
  g_assert_true (gx_import_plan_set_columns (plan, sheet->columns, NULL));
  gx_import_plan_look (plan, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&plan);
}

/* Who a row of the rehearsal is about, by the ways to reach them; NULL: it cannot be told. */
static gpointer
find_row_owner (const GxImportLog *log, gint64 row, GHashTable *owners)
{
  g_auto (GxImportRecord) record = { 0 };
  gpointer person = NULL;

  if (!gx_import_log_read_row (log, row, &record))
    return NULL;
  for (guint i = 0; i < record.changes->len && person == NULL; i++)
    {
      const GxImportChange *change = &g_array_index (record.changes, GxImportChange, i);
      const char *kind = change->field == GX_COLUMN_PHONE  ? "phone"
                         : change->field == GX_COLUMN_MAIL ? "mail" : NULL;
      g_autofree char *key = kind != NULL ? gx_contact_key (kind, change->after) : NULL;

      person = key != NULL ? g_hash_table_lookup (owners, key) : NULL;
    }
  return person;
}

static gpointer
find_owner (GxConnection *book, GxId customer, GHashTable *owners)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select key from contact_point where customer_id = ? and gone = 0 and key is not null", "i", customer);
  gpointer person = NULL;

  while (gx_statement_next (query) && person == NULL)
    person = g_hash_table_lookup (owners, gx_statement_text (query, 0));
  return person;
}

/* Each question of the rehearsal is answered by who knows everybody. */
static void
answer (GxConnection *book, GxImportPlan *plan, GHashTable *owners)
{
  g_autoptr (GxImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  gx_import_rehearse (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < report->matches->len; i++)
    {
      const GxImportPair *pair = report->matches->pdata[i];
      gpointer is = find_row_owner (report->log, pair->row, owners);
      gpointer asked = pair->with_row != 0 ? find_row_owner (report->log, pair->with_row, owners)
                                           : find_owner (book, pair->with_customer, owners);

      if (!pair->is_joined && is != NULL && is == asked)
        gx_import_plan_decide (plan, pair->row,
                               pair->with_row != 0 ? GX_DECISION_ROW : GX_DECISION_CUSTOMER,
                               pair->with_row != 0 ? pair->with_row : pair->with_customer);
    }
}

/* @owners: (nullable): to answer what is asked */
static void
import_sheet (GxConnection *book, const char *folder, const GxTestSheet *sheet, GHashTable *owners,
              Effort *effort)
{
  g_autofree char *path = g_build_filename (folder, sheet->name, NULL);
  g_autoptr (GxImportPlan) plan = make_plan (path, sheet, effort);
  g_autoptr (GxImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  if (owners != NULL)
    answer (book, plan, owners);
  if (!gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, &error))
    {
      g_test_message ("%s: %s", sheet->name, error->message);
      g_assert_error (error, GX_ERROR, GX_ERROR_AMBIGUOUS);
      g_clear_error (&error);
      effort->n_day_orders++;
      g_assert_true (gx_day_order_parse (sheet->day_order, &plan->day_order));
      gx_import_run (book, gx_actor_get_self (), plan, NULL, NULL, NULL, &report, NULL, &error);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < MIN (report->problems->len, 5); i++)
    {
      const GxImportProblem *problem = report->problems->pdata[i];

      g_test_message ("%s:%d: “%s”: %s", sheet->name, (int) problem->row, problem->value, problem->reason);
    }
  effort->n_rows += report->rows;
  effort->n_added += report->added;
  effort->n_rejected += report->rejected;
  effort->n_asked += report->n_possible;
}

/* -- what came of it */

/* Reads the customer at hand, who may be several people: how many, of those we know; they are met now. */
static guint
read_customer (GxStatement *query, gboolean *has_row, GHashTable *owners, GHashTable *met, gboolean *is_again)
{
  g_autoptr (GHashTable) people = g_hash_table_new (NULL, NULL);
  gint64 id = gx_statement_int64 (query, 0);
  GHashTableIter iter;
  gpointer person;

  for (; *has_row && gx_statement_int64 (query, 0) == id; *has_row = gx_statement_next (query))
    {
      const char *key = gx_statement_text (query, 1);

      person = key != NULL ? g_hash_table_lookup (owners, key) : NULL;
      if (person != NULL)
        g_hash_table_add (people, person);
    }
  *is_again = FALSE;
  g_hash_table_iter_init (&iter, people);
  while (g_hash_table_iter_next (&iter, &person, NULL))
    *is_again |= !g_hash_table_add (met, person);
  return g_hash_table_size (people);
}

static Outcome
judge (GxConnection *book, const GxTestSheets *truth)
{
  g_autoptr (GxStatement) query = gx_connection_query (book,
    "select c.id, p.key from customer c left join contact_point p on p.customer_id = c.id and p.gone = 0"
    " where c.gone = 0 and c.kind = 'person' order by c.id", NULL);
  g_autoptr (GHashTable) met = g_hash_table_new (NULL, NULL);
  Outcome outcome = { 0 };
  gboolean is_again = FALSE, has_row = gx_statement_next (query);

  while (has_row)
    {
      guint n_people = read_customer (query, &has_row, truth->owners, met, &is_again);

      outcome.n_customers++;
      outcome.n_missed += is_again;
      outcome.n_wrong += n_people > 1;
    }
  outcome.n_lost = truth->n_people - g_hash_table_size (met);
  return outcome;
}

static void
test_one_book (void)
{
  gint64 n_rows = g_getenv ("GUANXI_TEST_LONG") != NULL ? 30000 : 2000;
  g_autofree char *folder = gx_test_folder_new ();
  g_autoptr (GxTestSheets) truth = gx_test_sheets_write (folder, n_rows, 1);
  g_autoptr (GxConnection) book = NULL;
  gint64 n_again = truth->n_rows - truth->n_people;
  Effort effort = { 0 }, again = { 0 };
  Outcome outcome;

  gx_house_register ();
  book = gx_connection_create (NULL, "CNY", NULL);
  for (guint i = 0; i < GX_TEST_N_SHEETS; i++)
    import_sheet (book, folder, &gx_test_sheets[i], NULL, &effort);
  outcome = judge (book, truth);
  g_test_message ("steps: 8 files chosen, 8 rehearsals agreed to; said: %u encodings, %u orders of days, %u "
                  "kinds,"
                  " %u columns", effort.n_encodings, effort.n_day_orders, effort.n_kinds, effort.n_columns);
  g_test_message ("asked whether they are one: %d", (int) effort.n_asked);
  g_test_message ("rows: %d of %d people; refused %d; customers: %d", (int) effort.n_rows,
                  (int) truth->n_people, (int) effort.n_rejected, (int) outcome.n_customers);
  g_test_message ("duplicates: %d, found %d, missed %d; customers of several people: %d; people lost: %d",
                  (int) n_again, (int) (n_again - outcome.n_missed), (int) outcome.n_missed,
                  (int) outcome.n_wrong, (int) outcome.n_lost);
  g_assert_cmpint (effort.n_rows, ==, truth->n_rows);
  g_assert_cmpint (outcome.n_lost, <=, effort.n_rejected);
  g_assert_cmpint (outcome.n_missed * 100, <=, n_again * MOST_MISSED_PERCENT);
  g_assert_cmpint (outcome.n_missed, <=, effort.n_asked);
  g_assert_cmpint (effort.n_asked * 100, <=, n_again * MOST_ASKED_PERCENT);
  g_assert_cmpint (outcome.n_wrong, ==, 0);
  g_assert_cmpuint (effort.n_encodings + effort.n_day_orders + effort.n_kinds, ==, 0);
  g_assert_cmpuint (effort.n_columns, <=, MOST_COLUMNS);
  gx_test_book_assert_clean (book);

  for (guint i = 0; i < GX_TEST_N_SHEETS; i++)
    import_sheet (book, folder, &gx_test_sheets[i], NULL, &again);
  g_assert_cmpint (again.n_added, ==, 0);
  g_assert_cmpint (again.n_rejected, ==, effort.n_rejected);
}

/* Those who stand in the book twice are those who were asked about. */
static void
test_answered (void)
{
  gint64 n_rows = g_getenv ("GUANXI_TEST_LONG") != NULL ? 30000 : 2000;
  g_autofree char *folder = gx_test_folder_new ();
  g_autoptr (GxTestSheets) truth = gx_test_sheets_write (folder, n_rows, 1);
  g_autoptr (GxConnection) book = NULL;
  gint64 n_again = truth->n_rows - truth->n_people;
  Effort effort = { 0 };
  Outcome outcome;

  gx_house_register ();
  book = gx_connection_create (NULL, "CNY", NULL);
  for (guint i = 0; i < GX_TEST_N_SHEETS; i++)
    import_sheet (book, folder, &gx_test_sheets[i], truth->owners, &effort);
  outcome = judge (book, truth);
  g_test_message ("all answered: of %d duplicates %d missed; customers of several people: %d", (int) n_again,
                  (int) outcome.n_missed, (int) outcome.n_wrong);
  g_assert_cmpint (outcome.n_missed * 1000, <=, n_again * MOST_LEFT_PER_MILLE);
  g_assert_cmpint (outcome.n_wrong, ==, 0);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/eight/one-book", test_one_book);
  g_test_add_func ("/eight/answered", test_answered);
  return g_test_run ();
}
