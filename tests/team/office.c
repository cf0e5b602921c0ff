/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>

#include "base/gx-error.h"
#include "base/gx-id.h"
#include "office.h"
#include "../store/session.h"
#include "store/gx-backup.h"
#include "store/gx-connection-private.h"
#include "store/gx-journal.h"
#include "store/gx-step.h"

#define BEGIN_MS (G_GINT64_CONSTANT (1795341600) * 1000) /* 2026-11-22 10:00 UTC */
#define TURN_MS 700
#define MOST_CLONES 2

typedef struct {
  char *path;
  char *backup;             /* path of an older state of the book; NULL: none was kept */
  char *memory;             /* and what was remembered of it outside (gx-site.c) */
  GxConnection *book;
  GxTransport *transport;
  GxTeam *team;
  GxActor actor;
  gint64 clock_off_ms;
} Computer;

struct _Office {
  guint32 seed;
  guint books;              /* opened so far: each draws ids of its own, and the same ones with each seed;
                               GUANXI_TEST_IDS: others */
  GRand *rand;
  Drive *drive;
  char *folder;
  Computer *computers;
  guint n_computers, most_computers;
  guint accidents;          /* in a thousand turns */
  GHashTable *acknowledged; /* of GxId: steps */
  gint64 now_ms;
  int patience;
};

static int
roll (Office *self, int below)
{
  return g_rand_int_range (self->rand, 0, below);
}

static void
set_clock (Office *self, const Computer *computer)
{
  gint64 at = self->now_ms + computer->clock_off_ms;
  g_autoptr (GDateTime) whole = g_date_time_new_from_unix_utc (at / 1000);
  g_autoptr (GDateTime) time = g_date_time_add (whole, at % 1000 * 1000);
  g_autofree char *text = g_date_time_format (time, "%Y-%m-%dT%H:%M:%S.%fZ");

  g_setenv ("GUANXI_NOW", text, TRUE);
  drive_set_now (self->drive, self->now_ms);
}

/* -- Switching on and off -- */

static void
seed_next_book (Office *self)
{
  _gx_connection_seed_next (((guint64) self->seed << 16) + ++self->books);
}

static void
connect_computer (Office *self, Computer *computer)
{
  computer->transport = drive_connect (self->drive);
  computer->team = gx_team_new (OFFICE_TEAM, computer->transport);
  gx_team_set_patience (computer->team, self->patience, 0, 0);
}

static void
switch_off (Computer *computer)
{
  g_clear_pointer (&computer->team, gx_team_free);
  g_clear_object (&computer->transport);
  g_clear_object (&computer->book);
}

void
office_restart (Office *self, guint i)
{
  Computer *computer = &self->computers[i];
  g_autoptr (GError) error = NULL;

  switch_off (computer);
  seed_next_book (self);
  computer->book = gx_connection_open (computer->path, GX_OPEN_WRITE, &error);
  g_assert_no_error (error);
  connect_computer (self, computer);
}

void
office_set_patience (Office *self, int rounds)
{
  self->patience = rounds;
  for (guint i = 0; i < self->n_computers; i++)
    gx_team_set_patience (self->computers[i].team, rounds, 0, 0);
}

Office *
office_new (guint32 seed, guint n_computers)
{
  Office *self = g_new0 (Office, 1);
  gboolean has_shm = g_file_test ("/dev/shm", G_FILE_TEST_IS_DIR);
  g_autoptr (GError) error = NULL;

  self->seed = seed;
  self->books = g_getenv ("GUANXI_TEST_IDS") != NULL ? (guint) atoi (g_getenv ("GUANXI_TEST_IDS")) : 0;
  self->rand = g_rand_new_with_seed (seed);
  self->drive = drive_new (seed + 1);
  self->folder = g_strdup (has_shm ? "/dev/shm/guanxi-office-XXXXXX" : "/tmp/guanxi-office-XXXXXX");
  g_assert_nonnull (g_mkdtemp (self->folder));
  self->acknowledged = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->now_ms = BEGIN_MS;
  self->patience = 3;
  self->most_computers = n_computers + MOST_CLONES;
  self->computers = g_new0 (Computer, self->most_computers);
  for (guint i = 0; i < n_computers; i++)
    {
      Computer *computer = &self->computers[i];

      computer->path = g_strdup_printf ("%s/%u.guanxi", self->folder, i);
      computer->actor = (GxActor) { 1000 + i, TRUE };
      computer->clock_off_ms = roll (self, 4) == 0 ? roll (self, 7200) * 1000 : roll (self, 4000) - 2000;
      set_clock (self, computer);
      if (i > 0)
        gx_backup_to (self->computers[0].book, computer->path, NULL, &error);
      g_assert_no_error (error);
      seed_next_book (self);
      computer->book = i == 0 ? gx_connection_create (computer->path, "CNY", &error)
                       : gx_connection_open (computer->path, GX_OPEN_WRITE, &error);
      g_assert_no_error (error);
      connect_computer (self, computer);
      self->n_computers++;
      for (int step = 0; i == 0 && step < 5; step++)
        office_work (self, 0);
    }
  return self;
}

void
office_free (Office *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  for (guint i = 0; i < self->n_computers; i++)
    {
      switch_off (&self->computers[i]);
      g_free (self->computers[i].path);
      g_free (self->computers[i].backup);
      g_free (self->computers[i].memory);
    }
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->computers);
  g_hash_table_unref (self->acknowledged);
  drive_free (self->drive);
  g_rand_free (self->rand);
  g_unsetenv ("GUANXI_NOW");
  g_free (self);
}

Drive *office_drive (Office *self) { return self->drive; }
guint office_acknowledged (Office *self) { return g_hash_table_size (self->acknowledged); }
guint office_computers (Office *self) { return self->n_computers; }
GxConnection *office_book (Office *self, guint i) { return self->computers[i].book; }
GxTeam *office_team (Office *self, guint i) { return self->computers[i].team; }

/* -- Work -- */

static gboolean
has_step (Office *self, guint i, GxId step)
{
  return gx_connection_get_int64 (self->computers[i].book, 0, NULL,
                                  "select 1 from journal_tx where id = ?", "i", step) == 1;
}

static void
acknowledge (Office *self, GxId step)
{
  if (step != 0)
    g_hash_table_add (self->acknowledged, g_memdup2 (&step, sizeof step));
}

static GxId
pick_customer (Office *self, GxConnection *book)
{
  gint64 count = gx_connection_get_int64 (book, 0, NULL, "select count(*) from customer where gone <> 2",
                                          NULL);

  if (count == 0)
    return 0;
  return gx_connection_get_int64 (book, 0, NULL,
                                  "select id from customer where gone <> 2 order by id limit 1 offset ?", "i",
                                  (gint64) roll (self, (int) MIN (count, 8)));
}

static gboolean
import_some (Office *self, GxConnection *book, GxStep *step, GError **error)
{
  gint64 rows = 1 + roll (self, 12);
  GxId customer = 0, contact = 0;

  if (!gx_step_reserve (step, "customer", rows, &customer, error)
      || !gx_step_reserve (step, "contact_point", rows, &contact, error))
    return FALSE;
  for (gint64 i = 0; i < rows; i++)
    if (!gx_connection_run (book, error, "insert into customer (id, name) values (?, 'imported')", "i",
                            customer + i)
        || !gx_connection_run (book, error, "insert into contact_point (id, customer_id, value)"
                               " values (?, ?, '138')", "ii", contact + i, customer + i))
      return FALSE;
  return gx_step_settle (step, "customer", rows, error)
         && gx_step_settle (step, "contact_point", rows, error);
}

static gboolean
toggle_tag (Office *self, GxConnection *book, GxId customer, GError **error)
{
  g_autofree char *name = g_strdup_printf ("tag %d", roll (self, 3));
  GxId tag = gx_id_hash_text ("tag", name);

  return gx_connection_run (book, error, "insert into word (id, kind, name) values (?, 'tag', ?)"
                            " on conflict (id) do update set gone = 0", "it", tag, name)
         && gx_connection_run (book, error, "insert into customer_tag (id, customer_id, tag_id, gone)"
                               " values (?, ?, ?, ?) on conflict (id) do update set gone = excluded.gone",
                               "iiii", gx_id_hash ("customer_tag", customer, tag), customer, tag,
                               (gint64) roll (self, 2));
}

static gboolean
edit (Office *self, GxConnection *book, GxStep *step, GError **error)
{
  static const char * const columns[] = { "name", "note", "number", "birthday" };
  GxId customer = pick_customer (self, book);
  g_autofree char *sql = g_strdup_printf ("update customer set %s = ? where id = ?", columns[roll (self, 4)]);
  g_autofree char *value = g_strdup_printf ("v%d", roll (self, 1000));

  switch (customer != 0 ? roll (self, 12) : 0)
    {
    case 0:
      return gx_connection_run (book, error, "insert into customer (id, name) values (?, ?)", "it",
                                gx_connection_new_id (book), value);
    case 1:
      return import_some (self, book, step, error);
    case 2:
      return gx_connection_run (book, error, "update customer set gone = ? where id = ?", "ii",
                                (gint64) roll (self, 2), customer);
    case 3: case 4:
      return toggle_tag (self, book, customer, error);
    case 5: case 6:
      return gx_connection_run (book, error, "insert into event (id, customer_id, kind, day, text)"
                                " values (?, ?, 'call', ?, ?)", "iiit", gx_connection_new_id (book), customer,
                                (gint64) 20000 + roll (self, 400), value);
    default:
      return gx_connection_run (book, error, sql, "ti", value, customer);
    }
}

static void
take_back (Office *self, Computer *computer)
{
  gboolean is_redo = roll (self, 3) == 0;
  GxId step = is_redo ? gx_redo_next (computer->book, &computer->actor)
              : gx_undo_next (computer->book, &computer->actor), made = 0;
  g_autoptr (GError) error = NULL;

  if (step == 0)
    return;
  if (is_redo ? gx_redo (computer->book, &computer->actor, step, &made, &error)
      : gx_undo (computer->book, &computer->actor, step, &made, &error))
    acknowledge (self, made);
  else
    g_assert_true (g_error_matches (error, GX_ERROR, GX_ERROR_HELD)
                   || g_error_matches (error, GX_ERROR, GX_ERROR_NOT_FOUND));
}

void
office_work (Office *self, guint i)
{
  Computer *computer = &self->computers[i];
  g_autoptr (GxStep) step = NULL;
  g_autoptr (GError) error = NULL;
  GxId made = 0;

  set_clock (self, computer);
  if (roll (self, 6) == 0)
    {
      take_back (self, computer);
      return;
    }
  step = gx_step_begin (computer->book, &computer->actor, "customer.edit", &error);
  g_assert_no_error (error);
  edit (self, computer->book, step, &error);
  g_assert_no_error (error);
  gx_step_commit (g_steal_pointer (&step), &made, &error);
  g_assert_no_error (error);
  acknowledge (self, made);
}

gboolean
office_exchange (Office *self, guint i)
{
  Computer *computer = &self->computers[i];
  g_autoptr (GError) error = NULL;

  set_clock (self, computer);
  if (gx_team_exchange (computer->team, computer->book, NULL, NULL, &error))
    return TRUE;
  g_assert_nonnull (error);
  if (error->domain != GX_ERROR || g_error_matches (error, GX_ERROR, GX_ERROR_DAMAGED))
    g_error ("computer %u: %s", i, error->message);
  return FALSE;
}

/* In the middle of a round the computer is switched off. */
static void
crash (Office *self, guint i)
{
  faulty_transport_cut (FAULTY_TRANSPORT (self->computers[i].transport), roll (self, 12));
  office_exchange (self, i);
  office_restart (self, i);
}

/* -- Accidents: books that are copied and put back, with and without what is remembered beside them -- */

static char *
memory_path (const char *path)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, path, -1);

  return g_build_filename (g_get_user_state_dir (), "guanxi", "sites", name, NULL);
}

static char *
read_memory (const char *path)
{
  g_autofree char *file = memory_path (path);
  char *memory = NULL;

  g_file_get_contents (file, &memory, NULL, NULL);
  return memory;
}

static void
write_memory (const char *path, const char *memory)
{
  g_autofree char *file = memory_path (path);

  if (memory != NULL)
    g_assert_true (g_file_set_contents (file, memory, -1, NULL));
}

void
office_keep (Office *self, guint i)
{
  Computer *computer = &self->computers[i];
  g_autoptr (GError) error = NULL;

  g_free (computer->memory);
  computer->memory = read_memory (computer->path);
  if (computer->backup == NULL)
    computer->backup = g_strconcat (computer->path, ".kept", NULL);
  g_unlink (computer->backup);
  gx_backup_to (computer->book, computer->backup, NULL, &error);
  g_assert_no_error (error);
}

/* What nobody has but a book that somebody chose to throw away. */
static void
give_up_lost (Office *self)
{
  GHashTableIter iter;
  gpointer step;

  g_hash_table_iter_init (&iter, self->acknowledged);
  while (g_hash_table_iter_next (&iter, &step, NULL))
    {
      gboolean is_there = FALSE;

      for (guint i = 0; i < self->n_computers && !is_there; i++)
        is_there = has_step (self, i, *(GxId *) step);
      if (!is_there)
        g_hash_table_iter_remove (&iter);
    }
}

void
office_go_back (Office *self, guint i, gboolean forgets)
{
  static const char * const endings[] = { "", "-wal", "-shm" };
  Computer *computer = &self->computers[i];

  if (computer->backup == NULL)
    return;
  switch_off (computer);
  for (guint e = 0; e < G_N_ELEMENTS (endings); e++)
    {
      g_autofree char *path = g_strconcat (computer->path, endings[e], NULL);

      g_unlink (path);
    }
  g_assert_cmpint (g_rename (computer->backup, computer->path), ==, 0);
  g_clear_pointer (&computer->backup, g_free);
  if (forgets)
    write_memory (computer->path, computer->memory);
  office_restart (self, i);
  give_up_lost (self);
}

void
office_clone (Office *self, guint i, gboolean forgets)
{
  Computer *clone = &self->computers[self->n_computers];
  g_autofree char *memory = read_memory (self->computers[i].path);
  g_autoptr (GError) error = NULL;

  if (self->n_computers == self->most_computers)
    return;
  clone->path = g_strdup_printf ("%s/%u.guanxi", self->folder, self->n_computers);
  clone->actor = self->computers[i].actor;
  clone->clock_off_ms = roll (self, 4000) - 2000;
  gx_backup_to (self->computers[i].book, clone->path, NULL, &error);
  g_assert_no_error (error);
  if (forgets)
    write_memory (clone->path, memory);
  office_restart (self, self->n_computers++);
}

void
office_set_clock_off (Office *self, guint i, gint64 ms)
{
  self->computers[i].clock_off_ms = ms;
}

void
office_set_accidents (Office *self, guint per_mille)
{
  self->accidents = per_mille;
}

static void
have_accident (Office *self, guint i)
{
  switch (roll (self, 4))
    {
    case 0: office_clone (self, i, roll (self, 3) != 0); break;
    case 1: office_go_back (self, i, roll (self, 3) != 0); break;
    default: office_keep (self, i);
    }
}

void
office_turn (Office *self)
{
  guint i = (guint) roll (self, (int) self->n_computers);

  self->now_ms += roll (self, 2 * TURN_MS);
  if ((guint) roll (self, 1000) < self->accidents)
    {
      set_clock (self, &self->computers[i]);
      have_accident (self, i);
      return;
    }
  switch (roll (self, 12))
    {
    case 0: crash (self, i); break;
    case 1: case 2: case 3: case 4: case 5: office_exchange (self, i); break;
    default: office_work (self, i);
    }
}

/* -- The end -- */

static gint64
count_steps (Office *self, guint i)
{
  return gx_connection_get_int64 (self->computers[i].book, 0, NULL, "select count(*) from journal_tx", NULL);
}

static gboolean
is_settled (Office *self)
{
  for (guint i = 0; i < self->n_computers; i++)
    {
      g_autoptr (GxTeamReport) report = gx_team_report (self->computers[i].team);

      if (report->waiting > 0 || report->missing > 0 || report->sent > 0 || report->taken > 0)
        return FALSE;
      if (count_steps (self, i) != count_steps (self, 0))
        return FALSE; /* what said that there are more was lost, and is said again */
    }
  return TRUE;
}

/* For whoever looks into what a seed found. */
void
office_describe (Office *self)
{
  for (guint i = 0; i < self->n_computers; i++)
    {
      g_autoptr (GxTeamReport) report = gx_team_report (self->computers[i].team);
      g_autoptr (GxStatement) query = gx_connection_query (self->computers[i].book,
        "select site, max (seq) from journal_tx group by site", NULL);

      g_printerr ("computer %u is %" G_GINT64_FORMAT ": waiting %d, missing %d, sent %d, taken %d, has", i,
                  gx_connection_get_site (self->computers[i].book), (int) report->waiting,
                  (int) report->missing, report->sent, report->taken);
      while (gx_statement_next (query))
        g_printerr (" %s:%s", gx_statement_text (query, 0), gx_statement_text (query, 1));
      g_printerr ("\n");
    }
}

gboolean
office_settle (Office *self, guint rounds)
{
  drive_set_faults (self->drive, 0);
  for (guint round = 0, calm = 0; round < rounds; round++)
    {
      self->now_ms += TURN_MS;
      for (guint i = 0; i < self->n_computers; i++)
        g_assert_true (office_exchange (self, i));
      calm = is_settled (self) ? calm + 1 : 0;
      if (calm == 3)
        return TRUE;
    }
  return FALSE;
}

static void
check_book (Office *self, guint i)
{
  GxConnection *book = self->computers[i].book;
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  GHashTableIter iter;
  gpointer step;

  g_assert_true (gx_journal_check (book, &problems, &error));
  for (guint p = 0; p < problems->len; p++)
    g_error ("computer %u: %s", i, (char *) g_ptr_array_index (problems, p));
  g_hash_table_iter_init (&iter, self->acknowledged);
  while (g_hash_table_iter_next (&iter, &step, NULL))
    if (!has_step (self, i, *(GxId *) step))
      g_error ("computer %u: an acknowledged step is lost", i);
}

void
office_check (Office *self)
{
  g_autofree char *first = session_dump (self->computers[0].book);

  for (guint i = 0; i < self->n_computers; i++)
    {
      g_autofree char *dump = session_dump (self->computers[i].book);

      session_assert_same (dump, first);
      check_book (self, i);
    }
}
