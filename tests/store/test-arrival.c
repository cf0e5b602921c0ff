/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-error.h"
#include "base/gx-id.h"
#include "interchange/gx-house.h"
#include "road.h"
#include "store/gx-arrival-private.h"
#include "store/gx-book.h"
#include "store/gx-cells-private.h"
#include "store/gx-conflict.h"
#include "store/gx-connection-private.h"
#include "store/gx-fold-private.h"
#include "store/gx-journal.h"
#include "support/gx-test-folder.h"

/* Steps of other computers, one rule at a time: 王芳, Tom and Ana have a book each. */

static const GxActor wang = { 11, TRUE }, tom = { 12, TRUE }, ana = { 13, TRUE };

typedef struct {
  GxConnection *wang, *tom, *ana;
} Team;

static void
set_time (const char *time)
{
  g_autofree char *now = g_strconcat ("2026-11-21T", time, "Z", NULL);

  g_setenv ("GUANXI_NOW", now, TRUE);
}

static GxId
write_sql (GxConnection *book, const GxActor *actor, const char *sql)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxStep) step = gx_step_begin (book, actor, "customer.edit", &error);
  GxId id = 0;

  g_assert_no_error (error);
  g_assert_cmpint (sqlite3_exec (book->db, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_true (gx_step_commit (g_steal_pointer (&step), &id, &error));
  g_assert_no_error (error);
  return id;
}

static GxConnection *
new_book (void)
{
  g_autoptr (GError) error = NULL;
  GxConnection *book = gx_connection_create (NULL, "CNY", &error);

  g_assert_no_error (error);
  return book;
}

static void
set_up (Team *team, gconstpointer data)
{
  set_time ("08:00:00");
  team->wang = new_book ();
  team->tom = new_book ();
  team->ana = new_book ();
  write_sql (team->wang, &wang,
             "insert into member (id, name) values (11, '王芳'), (12, 'Tom'), (13, 'Ana')");
  set_time ("08:01:00");
  write_sql (team->wang, &wang, "insert into customer (id, name) values (7, 'Old')");
  road_carry (team->wang, team->tom);
  road_carry (team->wang, team->ana);
}

static void
assert_clean (GxConnection *book)
{
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_journal_check (book, &problems, &error));
  g_assert_no_error (error);
  if (problems->len > 0)
    g_error ("%s", (char *) problems->pdata[0]);
}

static void
tear_down (Team *team, gconstpointer data)
{
  GxConnection *books[] = { team->wang, team->tom, team->ana };

  for (guint i = 0; i < G_N_ELEMENTS (books); i++)
    {
      assert_clean (books[i]);
      g_object_unref (books[i]);
    }
  g_unsetenv ("GUANXI_NOW");
}

static char *
read_text (GxConnection *book, const char *sql)
{
  return gx_connection_get_text (book, NULL, sql, NULL);
}

static void
assert_text (GxConnection *book, const char *sql, const char *expected)
{
  g_autofree char *text = read_text (book, sql);

  g_assert_cmpstr (text, ==, expected);
}

/* Everything to everybody. */
static void
meet (Team *team)
{
  GxConnection *books[] = { team->wang, team->tom, team->ana };

  for (int i = 0; i < 3; i++)
    for (int k = 0; k < 3; k++)
      if (i != k)
        road_carry (books[i], books[k]);
}

#define NAME "select name from customer where id = 7"

/* -- Reconciling -- */

static void
test_other_cells (Team *team, gconstpointer data)
{
  write_sql (team->wang, &wang, "update customer set name = 'New' where id = 7");
  write_sql (team->tom, &tom, "update customer set note = 'tall' where id = 7");
  meet (team);
  for (GxConnection **book = &team->wang; book <= &team->ana; book++)
    {
      assert_text (*book, NAME, "New");
      assert_text (*book, "select note from customer where id = 7", "tall");
      g_assert_cmpint (gx_conflicts_count (*book), ==, 0);
    }
}

static void
test_later_wins (Team *team, gconstpointer data)
{
  set_time ("09:00:05");
  write_sql (team->tom, &tom, "update customer set name = 'Late' where id = 7");
  set_time ("09:00:00");
  write_sql (team->wang, &wang, "update customer set name = 'Early' where id = 7");
  meet (team);
  assert_text (team->wang, NAME, "Late");
  assert_text (team->tom, NAME, "Late");
  assert_text (team->ana, NAME, "Late");
}

/* Whoever has seen a step of a computer whose clock runs ahead still writes after it. */
static void
test_clock_ahead (Team *team, gconstpointer data)
{
  g_setenv ("GUANXI_NOW", "2036-01-01T00:00:00Z", TRUE);
  write_sql (team->tom, &tom, "update customer set name = 'Future' where id = 7");
  meet (team);
  set_time ("09:00:00");
  write_sql (team->wang, &wang, "update customer set name = 'Now' where id = 7");
  meet (team);
  assert_text (team->tom, NAME, "Now");
  assert_text (team->ana, NAME, "Now");
}

/* A line whose purchase, a purchase whose customer has not arrived: each waits for its own parent. */
static void
test_waiting_chain (Team *team, gconstpointer data)
{
  GxArrived arrived;

  write_sql (team->wang, &wang, "insert into customer (id, name) values (70, 'Buyer')");
  road_carry (team->wang, team->tom);
  write_sql (team->tom, &tom,
             "insert into purchase (id, customer_id, day, currency) values (80, 70, 1, 'CNY')");

  g_autoptr (GPtrArray) of_wang = road_pack_missing (team->wang, team->ana);
  g_autoptr (GPtrArray) of_tom = road_pack (team->tom, gx_connection_get_site (team->tom), 0);
  g_autoptr (GxConnection) fourth = new_book ();
  road_carry (team->wang, fourth);
  road_carry (team->tom, fourth);
  write_sql (fourth, &ana, "insert into purchase_line (id, purchase_id, amount_minor) values (90, 80, 500)");
  g_autoptr (GPtrArray) of_fourth = road_pack (fourth, gx_connection_get_site (fourth), 0);
  GPtrArray *roads[] = { of_fourth, of_tom, of_wang };
  const int waiting[] = { 1, 2, 0 }; /* the line; the purchase, too: it must not pass for nobody's; nothing */

  for (guint i = 0; i < G_N_ELEMENTS (roads); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GxArrival) arrival = gx_arrival_begin (team->ana, &error);

      for (guint k = 0; k < roads[i]->len; k++)
        {
          parcel_take (roads[i]->pdata[k], arrival, &error);
          g_assert_no_error (error);
        }
      g_assert_true (gx_arrival_commit (g_steal_pointer (&arrival), &arrived, &error));
      g_assert_cmpint (arrived.waiting, ==, waiting[i]);
      assert_text (team->ana, "select count(*) from purchase_line", i == 2 ? "1" : "0");
    }
  g_assert_cmpint (gx_connection_get_int64 (team->ana, 0, NULL,
    "select value_minor from customer_money where customer_id = 70", NULL), ==, 500);
}

/* A link that may be empty does not keep its row from coming. */
static void
test_link_that_waits (Team *team, gconstpointer data)
{
  write_sql (team->wang, &wang, "insert into member (id, name) values (14, 'Li')");
  road_carry (team->wang, team->tom);
  write_sql (team->tom, &tom, "update customer set owner_id = 14, name = 'Owned' where id = 7");
  g_autoptr (GPtrArray) of_tom = road_pack (team->tom, gx_connection_get_site (team->tom), 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxArrival) arrival = gx_arrival_begin (team->ana, &error);
  GxArrived arrived;

  for (guint k = 0; k < of_tom->len; k++)
    g_assert_true (parcel_take (of_tom->pdata[k], arrival, &error));
  g_assert_true (gx_arrival_commit (g_steal_pointer (&arrival), &arrived, &error));
  assert_text (team->ana, NAME, "Owned");
  assert_text (team->ana, "select owner_id from customer where id = 7", NULL);
  g_assert_cmpint (arrived.waiting, ==, 1);
  g_assert_cmpint (road_carry (team->wang, team->ana).waiting, ==, 0);
  assert_text (team->ana, "select owner_id from customer where id = 7", "14");
}

/* Two computers make the same word; what waits for it does not wait for one of them. */
static void
test_parent_made_here (Team *team, gconstpointer data)
{
  static const char word[] = "insert into word (id, kind, name) values (5, 'tag', 'VIP')";
  g_autoptr (GError) error = NULL;
  g_autoptr (GxArrival) arrival = gx_arrival_begin (team->ana, &error);
  g_autoptr (GPtrArray) of_tom = NULL;
  GxArrived arrived;

  write_sql (team->wang, &wang, word);
  road_carry (team->wang, team->tom);
  write_sql (team->tom, &tom, "insert into customer_tag (id, customer_id, tag_id) values (6, 7, 5)");
  of_tom = road_pack (team->tom, gx_connection_get_site (team->tom), 0);
  for (guint i = 0; i < of_tom->len; i++)
    g_assert_true (parcel_take (of_tom->pdata[i], arrival, &error));
  g_assert_true (gx_arrival_commit (g_steal_pointer (&arrival), &arrived, &error));
  g_assert_cmpint (arrived.waiting, ==, 1);
  g_assert_false (gx_arrival_is_due (team->ana));
  write_sql (team->ana, &ana, word);
  g_assert_true (gx_arrival_is_due (team->ana));
  assert_clean (team->ana);
  arrival = gx_arrival_begin (team->ana, &error);
  g_assert_true (gx_arrival_commit (g_steal_pointer (&arrival), &arrived, &error));
  g_assert_cmpint (arrived.waiting, ==, 0);
  assert_text (team->ana, "select count(*) from customer_tag", "1");
  g_assert_false (gx_arrival_is_due (team->ana));
}

/* A sale to somebody who has not arrived yet is no sale over the counter; one over the counter is. */
static void
test_sale_before_customer (Team *team, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxArrival) arrival = gx_arrival_begin (team->ana, &error);
  g_autoptr (GPtrArray) of_tom = NULL;
  GxArrived arrived;

  write_sql (team->wang, &wang, "insert into customer (id, name) values (8, 'New')");
  road_carry (team->wang, team->tom);
  write_sql (team->tom, &tom, "insert into purchase (id, customer_id, day)"
             " values (21, 8, 20000), (22, null, 20001);"
             "insert into purchase_line (id, purchase_id, amount_minor) values (31, 21, 500)");
  of_tom = road_pack (team->tom, gx_connection_get_site (team->tom), 0);
  for (guint i = 0; i < of_tom->len; i++)
    g_assert_true (parcel_take (of_tom->pdata[i], arrival, &error));
  g_assert_true (gx_arrival_commit (g_steal_pointer (&arrival), &arrived, &error));
  g_assert_cmpint (arrived.waiting, ==, 2);
  assert_text (team->ana, "select group_concat (id) from purchase", "22");
  g_assert_cmpint (road_carry (team->wang, team->ana).waiting, ==, 0);
  assert_text (team->ana, "select customer_id from purchase where id = 21", "8");
  assert_text (team->ana, "select purchase_id from purchase_line where id = 31", "21");
}

/* An import travels as it was, however it was edited before it was published. */
static void
test_import (Team *team, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxStep) step = gx_step_begin (team->wang, &wang, "customer.import", &error);
  GxId first = 0, undo = 0, import = 0;

  g_assert_true (gx_step_reserve (step, "customer", 3, &first, &error));
  for (int i = 0; i < 3; i++)
    g_assert_true (gx_connection_run (team->wang, &error,
                                      "insert into customer (id, name, note) values (?, ?, 'kept')", "it",
                                      first + i, "imported"));
  g_assert_true (gx_step_settle (step, "customer", 3, &error));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), &import, &error));
  g_autofree char *rename = g_strdup_printf ("update customer set name = 'renamed', note = null where id = %"
                                             G_GINT64_FORMAT, first);
  write_sql (team->wang, &wang, rename);
  meet (team);
  g_autofree char *name = g_strdup_printf ("select name || coalesce (note, '-') from customer where id = %"
                                           G_GINT64_FORMAT, first);
  assert_text (team->ana, name, "renamed-");

  /* undone here, and there; edited there before that is known */
  g_assert_true (gx_undo (team->ana, &ana, gx_connection_get_int64 (team->ana, 0, NULL,
    "select id from journal_tx order by hlc desc limit 1", NULL), NULL, &error));
  assert_text (team->ana, name, "importedkept");
  g_assert_true (gx_undo (team->ana, &ana, import, &undo, &error));
  meet (team);
  g_assert_cmpint (gx_connection_get_int64 (team->wang, 0, NULL,
                                            "select count(*) from customer where gone = 2", NULL), ==, 3);
  g_assert_true (gx_redo (team->wang, &wang, import, NULL, &error));
  meet (team);
  g_assert_cmpint (gx_connection_get_int64 (team->tom, 0, NULL,
                                            "select count(*) from customer where gone = 0", NULL), ==, 4);
}

/* Of a step whose rows did not all come nothing is kept, and everything else is. */
static void
test_import_cut_short (Team *team, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxStep) step = gx_step_begin (team->wang, &wang, "customer.import", &error);
  GxId first = 0;

  g_assert_true (gx_step_reserve (step, "customer", 2, &first, &error));
  for (int i = 0; i < 2; i++)
    g_assert_true (gx_connection_run (team->wang, &error, "insert into customer (id) values (?)", "i",
                                      first + i));
  g_assert_true (gx_step_settle (step, "customer", 2, &error));
  g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, &error));
  write_sql (team->tom, &tom, "update customer set note = 'tall' where id = 7");

  g_autoptr (GPtrArray) of_wang = road_pack_missing (team->wang, team->ana);
  g_autoptr (GPtrArray) of_tom = road_pack_missing (team->tom, team->ana);
  g_autoptr (GxArrival) arrival = gx_arrival_begin (team->ana, &error);
  Parcel *import = of_wang->pdata[of_wang->len - 1];
  GxArrived arrived;

  g_array_set_size (import->images, 1);
  for (guint i = 0; i < of_wang->len; i++)
    g_assert_true (parcel_take (of_wang->pdata[i], arrival, &error));
  for (guint i = 0; i < of_tom->len; i++)
    g_assert_true (parcel_take (of_tom->pdata[i], arrival, &error));
  g_assert_true (gx_arrival_commit (g_steal_pointer (&arrival), &arrived, &error));
  assert_text (team->ana, "select note from customer where id = 7", "tall");
  assert_text (team->ana, "select count(*) from customer", "1");
  g_assert_cmpint (road_carry (team->wang, team->ana).steps, ==, 1);
  assert_text (team->ana, "select count(*) from customer", "3");
}

/* What a newer program writes waits until this one has a place for it. */
static void
test_newer_column (Team *team, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) parcels = NULL;
  g_autoptr (GxArrival) arrival = NULL;
  g_autoptr (GHashTable) columns = NULL;
  g_autoptr (GPtrArray) cells = NULL;
  GxCarriedStep *step;
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 1);

  write_sql (team->tom, &tom, "update customer set name = 'Both' where id = 7");
  parcels = road_pack_missing (team->tom, team->ana);
  step = ((Parcel *) parcels->pdata[parcels->len - 1])->step;
  step->schema = GX_BOOK_VERSION + 1;
  gx_carried_step_add_row (step, gx_carried_table_number ("word"), 3, 'u', "{\"future\":[1,2]}", NULL,
                           nothing);
  gx_carried_step_add_row (step, 999, 3, 'i', "{\"gone\":[0]}", NULL, nothing);
  g_free (g_array_index (step->rows, GxCarriedRow, 0).cells);
  g_array_index (step->rows, GxCarriedRow, 0).cells =
    g_strdup ("{\"name\":[\"Old\",\"Both\"],\"future\":[null,\"later\"]}");

  arrival = gx_arrival_begin (team->ana, &error);
  _gx_arrival_trust (arrival);
  for (guint i = 0; i < parcels->len; i++)
    g_assert_true (parcel_take (parcels->pdata[i], arrival, &error));
  g_assert_true (gx_arrival_commit (g_steal_pointer (&arrival), NULL, &error));
  assert_text (team->ana, NAME, "Both");
  g_assert_false (gx_undo (team->ana, &ana, step->id, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_NEWER);
  cells = gx_journal_cells (team->ana, step->id, 10, NULL);
  g_assert_cmpuint (cells->len, ==, 3); /* of tables that this program knows */

  columns = _gx_fold_columns (team->ana);
  g_assert_cmpint (sqlite3_exec (team->ana->db, "alter table customer add column future text", NULL, NULL,
                                 NULL), ==, SQLITE_OK);
  g_clear_error (&error);
  g_assert_true (_gx_fold_new_columns (team->ana, columns, &error));
  assert_text (team->ana, "select future from customer where id = 7", "later");
  /* the test altered what was on the road, so this book's chain is not whole */
  g_object_unref (team->ana);
  team->ana = new_book ();
}

/* -- The chain -- */

static void
test_cells (void)
{
  static const char * const sound[] = {
    "{}", "{\"gone\":[0]}", "{\"name\":[\"a\",\"b]\\\"}\"],\"at\":[null,-5]}", "{\"name\":[]}",
    "{\"value\":[{\"x\":\"00ff\"}],\"share\":[1.5e3]}",
  };
  static const char * const wrong[] = {
    "", "{", "[]", "{\"name\":[\"a\"]", "{\"name\":[\"a\"]}x", "{\"na\\\"me\":[1]}",
    "{\"a\\\" = 1, \\\"b\":[1]}",
    "{\"\":[1]}", "{\"name\":1}", "{\"value\":[{}]}", "{\"value\":[{\"y\":\"00\"}]}", "{\"name\":[true]}",
    "{\"name\":[\"\xff\"]}", "{\"name\":[1,2,3]}", "{\"name\":[\"a]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (sound); i++)
    if (!_gx_cells_are_sound (sound[i]))
      g_error ("%s is refused", sound[i]);
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    if (_gx_cells_are_sound (wrong[i]))
      g_error ("%s is taken", wrong[i]);
}

static void
take_in_vain (Team *team, const Parcel *parcel, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxArrival) arrival = gx_arrival_begin (team->ana, &error);
  g_autoptr (GPtrArray) of_wang = NULL;
  GxArrived arrived;

  g_assert_false (parcel_take (parcel, arrival, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, words));
  g_assert_nonnull (strstr (error->message, "Tom"));
  g_clear_error (&error);

  write_sql (team->wang, &wang, "update customer set note = coalesce (note, '') || 'x' where id = 7");
  of_wang = road_pack_missing (team->wang, team->ana);
  for (guint i = 0; i < of_wang->len; i++)
    g_assert_true (parcel_take (of_wang->pdata[i], arrival, &error));
  g_assert_true (gx_arrival_commit (g_steal_pointer (&arrival), &arrived, &error));
  g_assert_cmpint (arrived.steps, ==, 1); /* of others nothing is kept back */
  assert_text (team->ana, NAME, "Old");
}

static void
test_chain (Team *team, gconstpointer data)
{
  GxId site = gx_connection_get_site (team->tom);
  g_autoptr (GPtrArray) parcels = NULL;
  GxCarriedStep *step;

  write_sql (team->tom, &tom, "update customer set name = 'One' where id = 7");
  write_sql (team->tom, &tom, "update customer set name = 'Two' where id = 7");
  road_carry (team->ana, team->tom);
  parcels = road_pack (team->tom, site, 0);
  take_in_vain (team, parcels->pdata[2], "is missing before number 3");

  step = ((Parcel *) parcels->pdata[1])->step;
  g_array_index (step->rows, GxCarriedRow, 0).cells[10]++;
  {
    g_autoptr (GPtrArray) first = road_pack (team->tom, site, 0);
    g_autoptr (GError) error = NULL;
    g_autoptr (GxArrival) arrival = gx_arrival_begin (team->ana, &error);

    g_assert_true (parcel_take (first->pdata[0], arrival, &error));
    g_assert_true (gx_arrival_commit (g_steal_pointer (&arrival), NULL, &error));
  }
  take_in_vain (team, parcels->pdata[1], "was altered");
  g_array_index (step->rows, GxCarriedRow, 0).cells[10]--;
  step->author++;
  {
    g_autoptr (GError) error = NULL;
    g_autoptr (GxArrival) arrival = gx_arrival_begin (team->ana, &error);

    g_assert_false (parcel_take (parcels->pdata[1], arrival, &error));
    g_assert_error (error, GX_ERROR, GX_ERROR_DAMAGED);
  }
  step->author--;
  step->seq = 1;
  step->id++;
  take_in_vain (team, parcels->pdata[1], "two different steps");
}

/* -- Two computers that go on as one site -- */

/* All steps of @site from the book @from to @to. */
static void
carry_series (GxConnection *from, GxConnection *to, GxId site)
{
  g_autoptr (GPtrArray) parcels = road_pack (from, site, 0);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxArrival) arrival = gx_arrival_begin (to, &error);

  for (guint i = 0; i < parcels->len; i++)
    {
      g_assert_true (parcel_take (parcels->pdata[i], arrival, &error));
      g_assert_no_error (error);
    }
  g_assert_true (gx_arrival_commit (g_steal_pointer (&arrival), NULL, &error));
}

/* Ana's book becomes a twin of Tom's: each writes two steps after that, and in whatever order the others get
   them, nothing is lost and all books have the same series. */
static void
test_branches (Team *team, gconstpointer data)
{
  static const char series[] = "select group_concat (site || ':' || seq || ':' || id, ' ')"
                               " from (select * from journal_tx order by site, seq)";
  GxId site;
  g_autofree char *of_tom = NULL;

  write_sql (team->tom, &tom, "update customer set name = 'Before' where id = 7");
  site = gx_connection_get_site (team->tom);
  carry_series (team->tom, team->ana, site);
  g_assert_true (gx_connection_run (team->ana, NULL,
                                    "update local_state set value = ? where key = 'site'", "i", site));
  team->ana->site = 0;
  for (int i = 0; i < 2; i++)
    {
      set_time (i == 0 ? "09:00:00" : "09:01:00");
      write_sql (team->tom, &tom, i == 0 ? "update customer set name = 'Tom''s' where id = 7"
                                  : "update customer set number = 'T' where id = 7");
      write_sql (team->ana, &ana, i == 0 ? "update customer set note = 'Ana''s' where id = 7"
                                  : "update customer set number = 'A' where id = 7");
    }
  g_assert_cmpint (gx_connection_get_site (team->ana), ==, site);

  carry_series (data != NULL ? team->tom : team->ana, team->wang, site);
  carry_series (data != NULL ? team->ana : team->tom, team->wang, site);
  carry_series (team->tom, team->ana, site);
  carry_series (team->ana, team->tom, site);
  for (int i = 0; i < 2; i++)
    meet (team);
  of_tom = read_text (team->tom, series);
  assert_text (team->ana, series, of_tom);
  assert_text (team->wang, series, of_tom);
  for (GxConnection **book = &team->wang; book <= &team->ana; book++)
    {
      assert_text (*book, "select count (*) from journal_tx where label = 'customer.edit'", "7");
      assert_text (*book, NAME, "Tom's");
      assert_text (*book, "select note from customer where id = 7", "Ana's");
    }
  g_assert_true (gx_connection_get_site (team->tom) != site || gx_connection_get_site (team->ana) != site);
}

/* A copied book is another computer, which has all that the first one did; also where its first step comes to
   nothing. */
static void
test_copied_book (void)
{
  g_autofree char *folder = gx_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "one.guanxi", NULL);
  g_autofree char *copy = g_build_filename (folder, "two.guanxi", NULL);
  g_autofree char *content = NULL;
  g_autoptr (GxConnection) book = gx_connection_create (path, "CNY", NULL);
  g_autoptr (GxConnection) other = NULL;
  GxId first = gx_connection_get_site (book);
  gsize length = 0;

  write_sql (book, &wang, "insert into customer (id, name) values (7, 'Old')");
  g_clear_object (&book);
  g_assert_true (g_file_get_contents (path, &content, &length, NULL));
  g_assert_true (g_file_set_contents (copy, content, (gssize) length, NULL));
  other = gx_connection_open (copy, GX_OPEN_WRITE, NULL);
  gx_step_abort (gx_step_begin (other, &tom, "customer.edit", NULL));
  write_sql (other, &tom, "update customer set name = 'New' where id = 7");
  g_assert_cmpint (gx_connection_get_site (other), !=, first);
  g_assert_cmpint (gx_connection_get_int64 (other, 0, NULL,
    "select other_seq from journal_seen where site = ? and other = ?", "ii", gx_connection_get_site (other),
    first), ==, 2);
  g_assert_cmpint (gx_conflicts_count (other), ==, 0);
}

/* -- Undo -- */

static void
test_undo_names_who (Team *team, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  GxId mine;

  set_time ("09:00:00");
  mine = write_sql (team->wang, &wang, "update customer set name = 'Mine' where id = 7");
  meet (team);
  set_time ("09:01:00");
  write_sql (team->tom, &tom, "update customer set name = 'His' where id = 7");
  meet (team);
  g_assert_cmpint (gx_undo_next (team->wang, &wang), ==, mine); /* others' steps are passed over */
  g_assert_false (gx_undo (team->wang, &wang, mine, NULL, &error));
  g_assert_error (error, GX_ERROR, GX_ERROR_HELD);
  g_assert_nonnull (strstr (error->message, "Tom built on it since"));
}

/* The same value written by two: taking back one of them changes nothing, and is done all the same. */
static void
test_undo_same_value (Team *team, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxJournalEntry) entry = NULL;
  GxId his;

  set_time ("09:00:00");
  write_sql (team->wang, &wang, "update customer set name = 'Same' where id = 7");
  set_time ("09:01:00");
  his = write_sql (team->tom, &tom, "update customer set name = 'Same' where id = 7");
  meet (team);
  g_assert_true (gx_undo (team->tom, &tom, his, NULL, &error));
  g_assert_no_error (error);
  entry = gx_journal_get (team->tom, his, NULL);
  g_assert_true (entry->is_undone);
  meet (team);
  assert_text (team->ana, NAME, "Same");
  g_assert_true (gx_redo (team->tom, &tom, his, NULL, &error));
  g_assert_no_error (error);
}

/* A tag that two people set stays when one of them takes it back. */
static void
test_undo_shared_membership (Team *team, gconstpointer data)
{
  g_autofree char *tag = g_strdup_printf (
    "insert into word (id, kind, name) values (5, 'tag', 'VIP');"
    "insert into customer_tag (id, customer_id, tag_id) values (%" G_GINT64_FORMAT ", 7, 5)",
    gx_id_hash ("customer_tag", 7, 5));
  g_autoptr (GError) error = NULL;
  GxId second;

  set_time ("09:00:00");
  write_sql (team->wang, &wang, tag);
  set_time ("09:01:00");
  second = write_sql (team->tom, &tom, tag);
  meet (team);
  g_assert_true (gx_undo (team->tom, &tom, second, NULL, &error));
  g_assert_no_error (error);
  meet (team);
  assert_text (team->ana, "select gone from customer_tag", "0");
}

/* -- Changed by two people -- */

static GxConflict *
only_conflict (GxConnection *book)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = gx_conflicts_list (book, 7, -1, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (all->len, ==, 1);
  g_ptr_array_set_free_func (all, NULL);
  return all->pdata[0];
}

static void
disagree (Team *team)
{
  set_time ("09:00:00");
  write_sql (team->wang, &wang, "update customer set name = 'Wang''s', note = 'w' where id = 7");
  set_time ("09:01:00");
  write_sql (team->tom, &tom, "update customer set name = 'Tom''s' where id = 7");
  meet (team);
  set_time ("09:02:00");
}

static void
assert_agreed (Team *team, const char *name)
{
  meet (team);
  for (GxConnection **book = &team->wang; book <= &team->ana; book++)
    {
      assert_text (*book, NAME, name);
      g_assert_cmpint (gx_conflicts_count (*book), ==, 0);
    }
}

static void
test_conflict_use_other (Team *team, gconstpointer data)
{
  g_autoptr (GxConflict) conflict = NULL;
  g_autoptr (GError) error = NULL;
  const GxConflictCell *cell;
  GxId step = 0;

  disagree (team);
  conflict = only_conflict (team->ana);
  cell = conflict->cells->pdata[0];
  g_assert_cmpuint (conflict->cells->len, ==, 1);
  g_assert_cmpstr (cell->column, ==, "name");
  g_assert_cmpstr (cell->value, ==, "Tom's");
  g_assert_cmpstr (cell->other_value, ==, "Wang's");
  g_assert_cmpstr (conflict->author_name, ==, "Tom");
  g_assert_cmpstr (conflict->other_author_name, ==, "王芳");
  g_assert_cmpint (conflict->at_ms - conflict->other_at_ms, ==, 60000);
  g_assert_true (gx_conflict_use_other (team->ana, &ana, conflict, &step, &error));
  assert_agreed (team, "Wang's");

  /* the decision can be taken back, and is open again then, for everybody */
  g_assert_true (gx_undo (team->ana, &ana, step, NULL, &error));
  assert_text (team->ana, NAME, "Tom's");
  meet (team);
  g_assert_cmpint (gx_conflicts_count (team->tom), ==, 1);
  g_assert_true (gx_redo (team->ana, &ana, step, NULL, &error));
  assert_agreed (team, "Wang's");
}

/* What was decided is not looked into again before somebody writes that row. */
static void
test_conflict_stays_decided (Team *team, gconstpointer data)
{
  g_autoptr (GxConflict) conflict = NULL;
  g_autoptr (GPtrArray) open = NULL;

  disagree (team);
  conflict = only_conflict (team->ana);
  g_assert_true (gx_conflict_keep (team->ana, &ana, conflict, NULL, NULL));
  g_assert_cmpint (gx_conflicts_count (team->ana), ==, 0);
  g_assert_true (gx_connection_run (team->ana, NULL, "delete from journal_seen", NULL)); /* would open it */
  write_sql (team->ana, &ana, "insert into customer (id, name) values (99, 'another')");
  g_assert_cmpint (gx_conflicts_count (team->ana), ==, 0);
  open = gx_conflicts_list (team->ana, 0, -1, NULL);
  g_assert_cmpuint (open->len, ==, 0);
  write_sql (team->ana, &ana, "update customer set note = 'again' where id = 7");
  g_assert_cmpint (gx_conflicts_count (team->ana), ==, 1);
}

static void
test_conflict_keep (Team *team, gconstpointer data)
{
  g_autoptr (GxConflict) conflict = NULL;
  g_autoptr (GError) error = NULL;
  GxId step = 0;

  disagree (team);
  conflict = only_conflict (team->wang);
  g_assert_true (gx_conflict_keep (team->wang, &wang, conflict, &step, &error));
  g_assert_cmpint (step, !=, 0);
  assert_agreed (team, "Tom's");
  g_assert_true (gx_undo (team->wang, &wang, step, NULL, &error));
  g_assert_no_error (error);
  meet (team);
  g_assert_cmpint (gx_conflicts_count (team->ana), ==, 1);
}

/* Whoever writes the cell again, having both, has decided; whoever has only one has not. */
static void
test_conflict_written_again (Team *team, gconstpointer data)
{
  g_autoptr (GxConflict) conflict = NULL;

  set_time ("09:00:00");
  write_sql (team->wang, &wang, "update customer set name = 'Wang''s' where id = 7");
  set_time ("09:01:00");
  write_sql (team->tom, &tom, "update customer set name = 'Tom''s' where id = 7");
  road_carry (team->tom, team->ana);
  set_time ("09:02:00");
  write_sql (team->ana, &ana, "update customer set name = 'Ana''s' where id = 7");
  meet (team);
  conflict = only_conflict (team->tom);
  g_assert_cmpstr (((GxConflictCell *) conflict->cells->pdata[0])->other_value, ==, "Wang's");
  write_sql (team->tom, &tom, "update customer set name = 'All' where id = 7");
  assert_agreed (team, "All");
}

static void
test_conflict_deleted (Team *team, gconstpointer data)
{
  static const gboolean uses[] = { FALSE, TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    {
      g_autoptr (GxConflict) conflict = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *edit = g_strdup_printf ("update customer set note = 'edit %u' where id = 7", i);

      write_sql (team->wang, &wang, "update customer set gone = 1 where id = 7");
      write_sql (team->tom, &tom, edit);
      meet (team);
      conflict = only_conflict (team->ana);
      g_assert_true (conflict->is_delete);
      g_assert_cmpint (conflict->author, ==, 11);
      g_assert_cmpint (conflict->other_author, ==, 12);
      g_assert_true ((uses[i] ? gx_conflict_use_other : gx_conflict_keep) (team->ana, &ana, conflict, NULL,
                                                                         &error));
      assert_agreed (team, "Old");
      assert_text (team->tom, "select gone from customer where id = 7", uses[i] ? "0" : "1");
      if (!uses[i])
        write_sql (team->ana, &ana, "update customer set gone = 0 where id = 7");
      meet (team);
    }
}

/* -- Told -- */

static void
change_cb (GxChange *change, gpointer data)
{
  *(GxChange **) data = change;
}

static void
test_listeners (Team *team, gconstpointer data)
{
  g_autoptr (GxChange) change = NULL;

  write_sql (team->wang, &wang, "update customer set name = 'New' where id = 7");
  write_sql (team->wang, &wang, "update customer set note = 'tall' where id = 7");
  _gx_connection_set_listener (team->tom, change_cb, &change);
  road_carry (team->wang, team->tom);
  g_assert_nonnull (change);
  g_assert_false (change->is_local);
  g_assert_cmpint (change->kind, ==, 'a');
  g_assert_true (gx_change_has_customer (change, 7));
  g_assert_true (gx_change_has_table (change, "customer"));
  _gx_connection_set_listener (team->tom, NULL, NULL);
}

/* Who follows the journal meets what came late, too. */
static void
test_follow (Team *team, gconstpointer data)
{
  gint64 place = gx_connection_get_int64 (team->ana, 0, NULL, "select max(place) from journal_order", NULL);
  gint64 newest = 0;
  g_autoptr (GArray) runs = NULL;

  set_time ("08:30:00");
  write_sql (team->wang, &wang, "update customer set name = 'Early' where id = 7");
  set_time ("09:30:00");
  write_sql (team->ana, &ana, "update customer set note = 'late' where id = 7");
  place++;
  road_carry (team->wang, team->ana);
  runs = gx_journal_follow (team->ana, "customer", place, 100, &newest, NULL);
  g_assert_cmpuint (runs->len, ==, 1);
  g_assert_cmpint (newest, ==, place + 1);
}

#define ADD(name, func) \
  g_test_add ("/store/arrival/" name, Team, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  gx_house_register ();
  ADD ("other-cells", test_other_cells);
  ADD ("later-wins", test_later_wins);
  ADD ("clock-ahead", test_clock_ahead);
  ADD ("waiting-chain", test_waiting_chain);
  ADD ("link-that-waits", test_link_that_waits);
  ADD ("parent-made-here", test_parent_made_here);
  ADD ("sale-before-customer", test_sale_before_customer);
  ADD ("import", test_import);
  ADD ("import-cut-short", test_import_cut_short);
  ADD ("newer-column", test_newer_column);
  g_test_add_func ("/store/arrival/cells", test_cells);
  ADD ("chain", test_chain);
  ADD ("branches", test_branches);
  g_test_add ("/store/arrival/branches-the-other-way", Team, "other", set_up, test_branches, tear_down);
  g_test_add_func ("/store/arrival/copied-book", test_copied_book);
  ADD ("undo-names-who", test_undo_names_who);
  ADD ("undo-same-value", test_undo_same_value);
  ADD ("undo-shared-membership", test_undo_shared_membership);
  ADD ("conflict-use-other", test_conflict_use_other);
  ADD ("conflict-keep", test_conflict_keep);
  ADD ("conflict-stays-decided", test_conflict_stays_decided);
  ADD ("conflict-written-again", test_conflict_written_again);
  ADD ("conflict-deleted", test_conflict_deleted);
  ADD ("listeners", test_listeners);
  ADD ("follow", test_follow);
  return g_test_run ();
}
