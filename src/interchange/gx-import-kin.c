/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "interchange/gx-import-private.h"
#include "quality/gx-book-faces.h"
#include "quality/gx-crowd.h"

/*
 * Rows and customers of the book that are one person: groups, each with at most one customer of the book and
 * one number of ours. They are made from all pairs before the first row is taken, likeliest first, so that
 * the order of the rows decides nothing.
 */

#define CANCEL_ROWS 4096
#define FEW_ROWS 20      /* a file has few where the book has so many customers for each */

/* A row, or a customer of the book, by place. */
typedef struct {
  gint64 row;           /* 0: of the book */
  GxId customer;        /* of a row: once it was taken */
  guint32 name;         /* where it begins in the names */
  guint32 parent;       /* of the group; its own place at the root */
  GxId group;           /* at the root: the customer whom all of the group are, once there is one */
  gboolean has_known;   /* at the root: that one is of the book */
  gboolean has_number;  /* at the root: somebody in the group has a number of ours */
} Member;

/* Whom a row is most like, of those above it and of the book. */
typedef struct {
  guint32 other;
  double probability;
  GStrv reasons;
} Link;

struct _GxKin {
  GArray *members;      /* of Member: rows first */
  guint n_rows;
  GString *names;       /* each with its end */
  GHashTable *links;    /* place → Link */
  guint next;           /* the row that comes next */
  GHashTable *placed;   /* row → GxId, where a person decided anything; else NULL */
};

static void
free_link (gpointer data)
{
  Link *link = data;

  g_strfreev (link->reasons);
  g_free (link);
}

static GxKin *
make_kin (const GxImportPlan *plan)
{
  GxKin *self = g_new0 (GxKin, 1);

  self->members = g_array_new (FALSE, FALSE, sizeof (Member));
  self->names = g_string_new (NULL);
  self->links = g_hash_table_new_full (NULL, NULL, NULL, free_link);
  if (g_hash_table_size (plan->decisions) > 0)
    self->placed = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  return self;
}

void
_gx_kin_free (GxKin *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->members);
  g_string_free (self->names, TRUE);
  g_hash_table_unref (self->links);
  g_clear_pointer (&self->placed, g_hash_table_unref);
  g_free (self);
}

static Member *
member_at (const GxKin *self, guint place)
{
  return &g_array_index (self->members, Member, place);
}

static void
add_member (GxKin *self, gint64 row, GxId customer, const char *name, gboolean has_number)
{
  Member member = {
    .row = row, .customer = customer, .name = (guint32) self->names->len, .parent = self->members->len,
    .group = customer, .has_known = customer != 0, .has_number = has_number,
  };

  g_string_append_len (self->names, name, (gssize) strlen (name) + 1);
  g_array_append_val (self->members, member);
}

/* -- reading */

static gboolean
is_taken_already (GxImporter *self, const GxRow *cells, GxMarks *marks)
{
  guint64 mark = _gx_import_mark_row (self, cells);

  return _gx_importer_is_known (self, _gx_mark_end (mark, _gx_marks_count (marks, mark)));
}

static gboolean
read_rows (GxImporter *self, GxCrowd *crowd, GCancellable *cancellable)
{
  GxMarks *marks = _gx_marks_new ();
  g_autoptr (GxFace) face = gx_face_new ();
  GxRow cells;

  if (!_gx_import_plan_start (self->plan, &self->error))
    return _gx_marks_free (marks), FALSE;
  for (guint64 n = 1; gx_table_next (self->plan->table, &cells, &self->error); n++)
    {
      GxImportRow row = { .number = cells.number, .row = &cells };
      g_autofree char *name = NULL;

      if (n % CANCEL_ROWS == 0 && g_cancellable_is_cancelled (cancellable))
        break;
      if (self->has_old_marks && is_taken_already (self, &cells, marks))
        continue;
      _gx_importer_fill_values (self, &row);
      name = _gx_importer_name (&row);
      if (*name == 0)
        name = (g_free (name), g_strdup (row.values[GX_COLUMN_COMPANY]));
      _gx_importer_read_face (self, &row, name, face);
      gx_crowd_add (crowd, face);
      add_member (self->kin, cells.number, 0, name, *row.values[GX_COLUMN_NUMBER] != 0);
    }
  _gx_marks_free (marks);
  self->kin->n_rows = self->kin->members->len;
  return self->error == NULL;
}

typedef struct {
  GxKin *kin;
  GxCrowd *crowd;
  GCancellable *cancellable;
} Reading;

static gboolean
take_customer (GxId customer, const char *name, const char *number, const GxFace *face, gpointer data)
{
  Reading *reading = data;

  if (gx_crowd_add_known (reading->crowd, face) != GX_CROWD_NO_PLACE)
    add_member (reading->kin, 0, customer, name != NULL ? name : "", number != NULL);
  return !g_cancellable_is_cancelled (reading->cancellable);
}

/* The index of keys is not there while they are held in memory. */
static gboolean
read_book (GxImporter *self, Reading *reading)
{
  gint64 n_customers = gx_connection_get_int64 (self->book, -1, &self->error,
                                                "select count(*) from customer", NULL);

  if (n_customers < 0)
    return FALSE;
  if (self->keys == NULL && self->kin->n_rows < n_customers / FEW_ROWS)
    return gx_book_faces_met (self->book, reading->crowd, take_customer, reading, &self->error);
  return gx_book_faces (self->book, take_customer, reading, &self->error);
}

/* -- groups */

static guint
find_root (GxKin *self, guint place)
{
  while (member_at (self, place)->parent != place)
    {
      member_at (self, place)->parent = member_at (self, member_at (self, place)->parent)->parent;
      place = member_at (self, place)->parent;
    }
  return place;
}

static void
join (GxKin *self, const GxCrowdPair *pair)
{
  guint a = find_root (self, pair->a), b = find_root (self, pair->b);
  Member *x = member_at (self, a), *y = member_at (self, b);

  if (a == b || (x->has_known && y->has_known) || (x->has_number && y->has_number))
    return;
  y->parent = a;
  x->group = x->group != 0 ? x->group : y->group;
  x->has_known |= y->has_known;
  x->has_number |= y->has_number;
}

/* Kept with the later row; the likeliest comes first. */
static void
add_link (GxKin *self, const GxCrowd *crowd, guint a, guint b)
{
  guint place = b < self->n_rows ? b : a;
  GxComparison comparison;
  Link *made;

  if (g_hash_table_contains (self->links, GUINT_TO_POINTER (place)))
    return;
  gx_crowd_compare (crowd, a, b, &comparison);
  made = g_new (Link, 1);
  *made = (Link) { a + b - place, comparison.probability, gx_comparison_reasons (&comparison) };
  g_hash_table_insert (self->links, GUINT_TO_POINTER (place), made);
}

/* Who came to a group by a row below them is most like somebody of it all the same. */
static void
link_the_rest (GxKin *self, const GxCrowd *crowd)
{
  g_autofree guint32 *firsts = g_new (guint32, self->members->len);

  memset (firsts, 0xff, self->members->len * sizeof *firsts);
  for (guint place = self->n_rows; place < self->members->len; place++)
    firsts[find_root (self, place)] = place;
  for (guint place = 0; place < self->n_rows; place++)
    {
      guint root = find_root (self, place);

      if (firsts[root] == G_MAXUINT32)
        firsts[root] = place;
      else
        add_link (self, crowd, MIN (place, firsts[root]), MAX (place, firsts[root]));
    }
}

static void
group (GxKin *self, const GxImportPlan *plan, const GxCrowd *crowd, const GArray *pairs)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      const GxCrowdPair *pair = &g_array_index (pairs, GxCrowdPair, i);

      if (pair->probability >= plan->join_limit)
        join (self, pair);
      add_link (self, crowd, pair->a, pair->b);
    }
  if (pairs->len > 0)
    link_the_rest (self, crowd);
}

static gboolean
look_for_likeness (GxImporter *self, GCancellable *cancellable)
{
  g_autoptr (GxCrowd) crowd = gx_crowd_new ();
  g_autoptr (GArray) pairs = NULL;
  Reading reading = { self->kin, crowd, cancellable };

  if (!read_rows (self, crowd, cancellable))
    return FALSE;
  if (self->kin->n_rows > 0 && self->has_old_customers && !read_book (self, &reading))
    return FALSE;
  pairs = gx_crowd_find (crowd, MIN (self->plan->ask_limit, self->plan->join_limit), cancellable, NULL);
  if (pairs == NULL || g_cancellable_is_cancelled (cancellable))
    {
      g_set_error_literal (&self->error, GX_ERROR, GX_ERROR_CANCELLED,
                           _("The import was cancelled; nothing was written."));
      return FALSE;
    }
  group (self->kin, self->plan, crowd, pairs);
  return TRUE;
}

gboolean
_gx_importer_find_kin (GxImporter *self, GCancellable *cancellable)
{
  const GxImportPlan *plan = self->plan;

  if (self->kind != GX_IMPORT_CUSTOMERS || plan->on_match == GX_ON_MATCH_ADD)
    return TRUE;
  self->kin = make_kin (plan);
  return plan->keys->len > 0 || look_for_likeness (self, cancellable);
}

/* -- taking rows */

/* The place of the row at hand: rows come as they were read before. -1: it was not among them. */
static int
find_place (GxKin *self, gint64 row)
{
  while (self->next < self->n_rows && member_at (self, self->next)->row < row)
    self->next++;
  return self->next < self->n_rows && member_at (self, self->next)->row == row ? (int) self->next : -1;
}

static gboolean
is_live (GxImporter *self, GxId customer)
{
  GxStatement *query = _gx_importer_statement (self, "select 1 from customer where id = ? and gone = 0");
  gboolean is_there;

  gx_statement_rebind (query, "i", customer);
  is_there = gx_statement_next (query);
  gx_statement_finish (query, self->error == NULL ? &self->error : NULL);
  return is_there;
}

GxImportDecision
_gx_importer_decided (GxImporter *self, const GxImportRow *row, GxId *customer)
{
  gint64 target;
  GxImportDecision decision = gx_import_plan_get_decision (self->plan, row->number, &target);
  const GxId *placed;

  *customer = 0;
  if (decision == GX_DECISION_CUSTOMER && is_live (self, target))
    *customer = target;
  placed = decision == GX_DECISION_ROW && self->kin != NULL && self->kin->placed != NULL
    ? g_hash_table_lookup (self->kin->placed, &target) : NULL;
  if (placed != NULL)
    *customer = *placed;
  return decision == GX_DECISION_NEW || *customer != 0 ? decision : GX_DECISION_NONE;
}

GxId
_gx_importer_match_kin (GxImporter *self, const GxImportRow *row)
{
  int place = self->kin != NULL ? find_place (self->kin, row->number) : -1;

  return place >= 0 ? member_at (self->kin, find_root (self->kin, (guint) place))->group : 0;
}

static const char *
name_of (const GxKin *self, const Member *member)
{
  return self->names->str + member->name;
}

static void
tell_link (GxImporter *self, const GxImportRow *row, GxId customer, gboolean is_by_rule, Link *link)
{
  const Member *other = member_at (self->kin, link->other);
  gboolean is_joined = other->customer == customer;
  GxImportReport *report = self->report;
  GxImportPair *pair;

  report->n_joined += is_joined;
  report->n_possible += !is_joined;
  if (report->log != NULL && !(is_joined && is_by_rule))
    {
      g_autofree char *reasons = g_strjoinv (",", link->reasons);
      int score = MIN ((int) (link->probability * 100), 99); /* 100 is by a key */

      _gx_import_log_match (report->log, other->customer, score, name_of (self->kin, other), reasons);
    }
  if (report->matches->len >= GX_IMPORT_MAX_PAIRS)
    return;
  pair = g_new (GxImportPair, 1);
  *pair = (GxImportPair)
    {
      row->number, other->row, other->row == 0 ? other->customer : 0, g_strdup (name_of (self->kin, other)),
      link->probability, g_steal_pointer (&link->reasons), is_joined,
    }
  ;
  g_ptr_array_add (report->matches, pair);
}

void
_gx_importer_place_kin (GxImporter *self, const GxImportRow *row, GxId customer, gboolean is_by_rule)
{
  GxKin *kin = self->kin;
  int place = kin != NULL ? find_place (kin, row->number) : -1;
  Member *root;
  Link *link;
  gint64 target;

  if (kin != NULL && kin->placed != NULL)
    g_hash_table_replace (kin->placed, g_memdup2 (&row->number, sizeof (gint64)),
                          g_memdup2 (&customer, sizeof customer));
  if (place < 0)
    return;
  member_at (kin, (guint) place)->customer = customer;
  root = member_at (kin, find_root (kin, (guint) place));
  if (root->group == 0)
    root->group = customer;
  if (gx_import_plan_get_decision (self->plan, row->number, &target) != GX_DECISION_NONE)
    return; /* there is nothing left to tell */
  link = g_hash_table_lookup (kin->links, GINT_TO_POINTER (place));
  if (link != NULL && member_at (kin, link->other)->customer != 0)
    tell_link (self, row, customer, is_by_rule, link);
}
