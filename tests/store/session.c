/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-error.h"
#include "base/gx-id.h"
#include "session.h"
#include "store/gx-journal.h"

typedef struct {
  GxId id;
  GPtrArray *sql;
} Done;

struct _Session {
  GxConnection *book;
  GRand *rand;
  GPtrArray *done;        /* of Done: every 'd' step */
  GArray *customers, *events, *purchases;  /* ids ever made */
  gboolean is_in_team;
  GxActor me;
  int people;
  guint refused, steps;
};

static void
free_done (Done *done)
{
  g_ptr_array_unref (done->sql);
  g_free (done);
}

Session *
session_new (GxConnection *book, guint32 seed)
{
  Session *self = g_new0 (Session, 1);

  self->book = book;
  self->rand = g_rand_new_with_seed (seed);
  self->done = g_ptr_array_new_with_free_func ((GDestroyNotify) free_done);
  self->customers = g_array_new (FALSE, FALSE, sizeof (GxId));
  self->events = g_array_new (FALSE, FALSE, sizeof (GxId));
  self->purchases = g_array_new (FALSE, FALSE, sizeof (GxId));
  self->me = *gx_actor_get_self ();
  return self;
}

void
session_set_people (Session *self, int n)
{
  self->people = n;
}

static void
share (GArray **mine, GArray *theirs)
{
  g_array_unref (*mine);
  *mine = g_array_ref (theirs);
}

void
session_join (Session *self, Session *other)
{
  share (&self->customers, other->customers);
  share (&self->events, other->events);
  share (&self->purchases, other->purchases);
  self->is_in_team = other->is_in_team = TRUE;
}

void
session_free (Session *self)
{
  g_rand_free (self->rand);
  g_ptr_array_unref (self->done);
  g_array_unref (self->customers);
  g_array_unref (self->events);
  g_array_unref (self->purchases);
  g_free (self);
}

guint session_refused (Session *self) { return self->refused; }
guint session_steps (Session *self) { return self->steps; }

static int
roll (Session *self, int below)
{
  return g_rand_int_range (self->rand, 0, below);
}

static GxId
pick (Session *self, GArray *ids)
{
  return ids->len > 0 ? g_array_index (ids, GxId, roll (self, (int) ids->len)) : 0;
}

/* A customer that may be written to: not taken back (what a person sees, or finds in the bin). */
static GxId
pick_from (Session *self, GArray *ids, const char *table)
{
  for (int i = 0; i < 8; i++)
    {
      GxId id = pick (self, ids);
      g_autofree char *sql = g_strdup_printf ("select gone from %s where id = ?", table);

      if (id != 0 && gx_connection_get_int64 (self->book, 2, NULL, sql, "i", id) != 2)
        return id;
    }
  return 0;
}

static void
add (GPtrArray *sql, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
add (GPtrArray *sql, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (sql, g_strdup_vprintf (format, args));
  va_end (args);
}

#define ID G_GINT64_FORMAT

static void
add_customer (Session *self, GPtrArray *sql)
{
  static const char * const names[] = { "张伟", "李 娜", "O''Brien", "单雄信", "Zoë", "\"quoted\" \\ 名" };
  GxId id = gx_connection_new_id (self->book);

  add (sql, "insert into customer (id, name, number) values (%" ID ", '%s', 'W-%d')", id,
       names[roll (self, 6)], roll (self, 1000));
  add (sql, "insert into contact_point (id, customer_id, value, key) "
            "values (%" ID ", %" ID ", '138 %04d', '138%04d')",
       gx_connection_new_id (self->book), id, roll (self, 10000), roll (self, 10000));
  g_array_append_val (self->customers, id);
}

static void
edit_customer (Session *self, GPtrArray *sql, GxId id)
{
  switch (roll (self, 4))
    {
    case 0: add (sql, "update customer set name = 'name %d' where id = %" ID, roll (self, 5), id); break;
    case 1: add (sql, "update customer set preferences = 'p%d' where id = %" ID, roll (self, 3), id); break;
    case 2: add (sql, "update customer set birthday = '--03-0%d' where id = %" ID, roll (self, 9), id); break;
    default: add (sql, "update contact_point set is_primary = %d where customer_id = %" ID, roll (self, 2),
                  id);
    }
}

static void
add_happening (Session *self, GPtrArray *sql, GxId customer)
{
  GxId id = gx_connection_new_id (self->book);

  if (roll (self, 2) == 0)
    {
      add (sql, "insert into event (id, customer_id, kind, day, text) "
                "values (%" ID ", %" ID ", 'call', %d, 'called %d')",
           id, customer, 20000 + roll (self, 500), roll (self, 100));
      g_array_append_val (self->events, id);
      return;
    }
  add (sql, "insert into purchase (id, customer_id, day, currency) values (%" ID ", %" ID ", %d, 'CNY')", id,
       customer, 20000 + roll (self, 500));
  for (int i = roll (self, 3); i >= 0; i--)
    add (sql, "insert into purchase_line (id, purchase_id, quantity_micro, amount_minor) "
              "values (%" ID ", %" ID ", 1000000, %d)",
         gx_connection_new_id (self->book), id, roll (self, 5000));
  g_array_append_val (self->purchases, id);
}

/* So many at once that the journal has them as one range. */
static void
add_many_calls (Session *self, GPtrArray *sql, GxId customer)
{
  for (int i = 0; i < 70; i++)
    {
      GxId id = gx_connection_new_id (self->book);

      add (sql, "insert into event (id, customer_id, kind, day, text) "
                "values (%" ID ", %" ID ", 'call', %d, 'called %d')", id, customer, 20000 + i, i);
      if (i % 20 == 0)
        g_array_append_val (self->events, id);
    }
}

static void
toggle_tag (Session *self, GPtrArray *sql, GxId customer)
{
  g_autofree char *name = g_strdup_printf ("tag %d", roll (self, 4));
  GxId tag = gx_id_hash_text ("tag", name);
  gboolean take = roll (self, 2) == 0;

  add (sql, "insert into word (id, kind, name) values (%" ID ", 'tag', '%s')"
            " on conflict (id) do update set gone = 0", tag, name);
  add (sql, "insert into customer_tag (id, customer_id, tag_id, gone) values (%" ID ", %" ID ", %" ID ", %d)"
            " on conflict (id) do update set gone = excluded.gone",
       gx_id_hash ("customer_tag", customer, tag), customer, tag, take ? 1 : 0);
}

static void
edit_line (Session *self, GPtrArray *sql, GxId purchase)
{
  if (roll (self, 2) == 0)
    add (sql, "update purchase_line set amount_minor = %d "
              "where id = (select min (id) from purchase_line where purchase_id = %" ID ")",
         roll (self, 900), purchase);
  else
    add (sql, "update purchase set gone = %d where id = %" ID, roll (self, 2), purchase);
}

/*
 * Each writes one column of one row, or makes rows: of a statement that changed only some of what it named,
 * the journal rightly knows less than its replay would write.
 */
static GPtrArray *
think_of_something (Session *self)
{
  GPtrArray *sql = g_ptr_array_new_with_free_func (g_free);
  GxId customer = pick_from (self, self->customers, "customer");
  GxId purchase = pick_from (self, self->purchases, "purchase");
  GxId event = pick_from (self, self->events, "event");

  if (customer != 0 && roll (self, 60) == 0)
    {
      add_many_calls (self, sql, customer);
      return sql;
    }

  switch (customer != 0 ? roll (self, 9) : 0)
    {
    case 0: add_customer (self, sql); break;
    case 1: case 2: edit_customer (self, sql, customer); break;
    case 3: case 4: add_happening (self, sql, customer); break;
    case 5: toggle_tag (self, sql, customer); break;
    case 6: if (purchase != 0) edit_line (self, sql, purchase); break;
    case 7: add (sql, "update customer set gone = %d where id = %" ID, roll (self, 2), customer); break;
    default:
      if (event != 0 && roll (self, 2) == 0)
        add (sql, "update event set text = 'other %d' where id = %" ID, roll (self, 9), event);
      else if (event != 0)
        add (sql, "update event set gone = %d where id = %" ID, roll (self, 2), event);
    }
  return sql;
}

static void
run_all (GxConnection *book, GPtrArray *sql)
{
  for (guint i = 0; i < sql->len; i++)
    {
      g_autoptr (GError) error = NULL;

      gx_connection_run (book, &error, g_ptr_array_index (sql, i), NULL);
      g_assert_no_error (error);
    }
}

/* Imports some customers with a contact point each, as a range. */
static GPtrArray *
import_some (Session *self, GxStep *step)
{
  GPtrArray *sql = g_ptr_array_new_with_free_func (g_free);
  int count = 3 + roll (self, 5);
  GxId customer, contact;
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_step_reserve (step, "customer", 100, &customer, &error));
  g_assert_true (gx_step_reserve (step, "contact_point", 100, &contact, &error));
  for (int i = 0; i < count; i++)
    {
      add (sql, "insert into customer (id, name) values (%" ID ", 'imported %d')", customer + i, i);
      add (sql, "insert into contact_point (id, customer_id, value) values (%" ID ", %" ID ", '%d')",
           contact + i, customer + i, i);
    }
  run_all (self->book, sql);
  g_assert_true (gx_step_settle (step, "customer", count, &error));
  g_assert_true (gx_step_settle (step, "contact_point", count, &error));
  for (int i = 0; i < count; i++)
    {
      GxId id = customer + i;
      g_array_append_val (self->customers, id);
    }
  return sql;
}

static void
do_something (Session *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GxStep) step = gx_step_begin (self->book, &self->me, "customer.edit", &error);
  Done *done = g_new0 (Done, 1);

  g_assert_no_error (error);
  if (roll (self, 20) == 0)
    done->sql = import_some (self, step);
  else
    {
      done->sql = think_of_something (self);
      run_all (self->book, done->sql);
    }
  g_assert_true (gx_step_commit (g_steal_pointer (&step), &done->id, &error));
  g_assert_no_error (error);
  if (done->id == 0)
    {
      free_done (done);
      return;
    }
  g_ptr_array_add (self->done, done);
  self->steps++;
}

typedef gboolean (*Reversal) (GxConnection *, const GxActor *, GxId, GxId *, GError **);

static void
reverse_one (Session *self, Reversal reverse, GxId step)
{
  g_autoptr (GError) error = NULL;

  if (step == 0)
    return;
  if (reverse (self->book, &self->me, step, NULL, &error))
    {
      self->steps++;
      return;
    }
  g_assert_true (g_error_matches (error, GX_ERROR, GX_ERROR_HELD)
                 || g_error_matches (error, GX_ERROR, GX_ERROR_NOT_FOUND));
  self->refused++;
}

/* Of a team: any step that this book has, whoever made it. */
static GxId
pick_step (Session *self)
{
  if (self->is_in_team)
    return gx_connection_get_int64 (self->book, 0, NULL,
      "select id from journal_tx where kind = 'd' and label = 'customer.edit' order by hlc desc, site desc"
      " limit 1 offset ?", "i", (gint64) roll (self, 30));
  if (self->done->len == 0)
    return 0;
  return ((Done *) g_ptr_array_index (self->done, roll (self, (int) self->done->len)))->id;
}

void
session_turn (Session *self)
{
  if (self->people > 0)
    self->me = (GxActor) { 1000 + roll (self, self->people), TRUE };
  switch (roll (self, 10))
    {
    case 0: reverse_one (self, gx_undo, pick_step (self)); break;
    case 1: reverse_one (self, gx_redo, pick_step (self)); break;
    case 2: reverse_one (self, gx_undo, gx_undo_next (self->book, &self->me)); break;
    case 3: reverse_one (self, gx_redo, gx_redo_next (self->book, &self->me)); break;
    default: do_something (self);
    }
}

GxConnection *
session_replay (Session *self)
{
  g_autoptr (GError) error = NULL;
  GxConnection *fresh = gx_connection_create (NULL, "CNY", &error);

  g_assert_no_error (error);
  for (guint i = 0; i < self->done->len; i++)
    {
      Done *done = g_ptr_array_index (self->done, i);
      g_autoptr (GxJournalEntry) entry = gx_journal_get (self->book, done->id, &error);
      g_autoptr (GxStep) step = NULL;

      g_assert_no_error (error);
      if (entry->is_undone)
        continue;
      step = gx_step_begin (fresh, gx_actor_get_self (), "customer.edit", &error);
      run_all (fresh, done->sql);
      g_assert_true (gx_step_commit (g_steal_pointer (&step), NULL, &error));
    }
  return fresh;
}

char *
session_dump (GxConnection *book)
{
  g_autoptr (GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_assert_true (gx_journal_dump (book, stream, &error));
  g_assert_true (g_output_stream_write_all (stream, "", 1, NULL, NULL, &error));
  g_assert_true (g_output_stream_close (stream, NULL, &error));
  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

void
session_assert_same (const char *dump, const char *expected)
{
  g_auto (GStrv) ours = g_strsplit (dump, "\n", -1);
  g_auto (GStrv) theirs = g_strsplit (expected, "\n", -1);

  for (guint i = 0; ours[i] != NULL || theirs[i] != NULL; i++)
    if (g_strcmp0 (ours[i], theirs[i]) != 0)
      g_error ("line %u: %s, expected %s", i + 1, ours[i], theirs[i]);
}
