/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-contact.h"
#include "base/gx-text.h"
#include "interchange/gx-import-private.h"

/* The customers a row could mean. Two are enough to know that there are several. */
typedef struct {
  GxId id;       /* the first */
  guint n;
} Found;

static void
add_found (Found *self, GxId id)
{
  if (self->n > 0 && self->id == id)
    return;
  self->id = self->n == 0 ? id : self->id;
  self->n++;
}

static gboolean
is_same_text (const char *a, const char *b)
{
  g_autofree char *x = NULL, *y = NULL;

  if (strcmp (a, b) == 0)
    return TRUE;
  x = gx_fold (a);
  y = gx_fold (b);
  return strcmp (x, y) == 0;
}

static char *
fold_without_blanks (const char *text)
{
  g_autofree char *folded = gx_fold (text);
  g_auto (GStrv) words = g_strsplit (folded, " ", -1);

  return g_strjoinv ("", words);
}

/* 张伟 is 张 伟, but "Ann Lee" is not "Annlee". */
static gboolean
is_same_name (const char *a, const char *b)
{
  g_autofree char *x = NULL, *y = NULL;

  if (is_same_text (a, b))
    return TRUE;
  if (!gx_text_is_chinese (a) || !gx_text_is_chinese (b))
    return FALSE;
  x = fold_without_blanks (a);
  y = fold_without_blanks (b);
  return strcmp (x, y) == 0;
}

char *
_gx_importer_name (const GxImportRow *row)
{
  const char *family = row->values[GX_COLUMN_FAMILY_NAME], *given = row->values[GX_COLUMN_GIVEN_NAME];

  if (*row->values[GX_COLUMN_NAME] != 0 || (*family == 0 && *given == 0))
    return g_strdup (row->values[GX_COLUMN_NAME]);
  if (*family == 0 || *given == 0)
    return g_strconcat (given, family, NULL);
  return gx_text_is_chinese (family) ? g_strconcat (family, given, NULL) : g_strconcat (given, " ", family,
      NULL);
}

static guint64
mark_of (const char *kind, const char *key)
{
  return (guint64) _gx_mark_end (_gx_mark_add (_gx_mark_begin (kind), key), 0);
}

const char *
_gx_importer_contact_key (GxImporter *self, const char *kind, const char *value, const char **why)
{
  GxContactRead *read = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (self->contacts) && read == NULL; i++)
    if (self->contacts[i].kind == NULL || strcmp (self->contacts[i].kind, kind) == 0)
      read = &self->contacts[i];
  g_assert (read != NULL);
  if (read->kind == NULL || strcmp (read->value, value) != 0)
    {
      g_free (read->value);
      g_free (read->key);
      read->kind = kind;
      read->value = g_strdup (value);
      read->key = gx_contact_read (kind, value, &read->why);
    }
  *why = read->why;
  return read->key;
}

void
_gx_importer_remember (GxImporter *self, const char *kind, const char *key, GxId customer)
{
  if (self->keys != NULL && *key != 0)
    _gx_keys_add (self->keys, mark_of (kind, key), customer);
}

/* Indexes that nothing asks while the keys are held. */
static const char * const late_indexes[] = {
  "customer_number", "external_key_key", "contact_point_key", "customer_tag_customer", "customer_tag_tag",
  "import_row_mark", "import_row_batch",
};
static const char * const late_in_an_empty_book[] = { "customer_fact_sort", "customer_fact_contact" };

static gboolean
set_aside (GxImporter *self, const char * const *indexes, gsize n)
{
  for (gsize i = 0; i < n; i++)
    if (!gx_step_build_late (self->step, indexes[i], &self->error))
      return FALSE;
  return TRUE;
}

gboolean
_gx_importer_hold (GxImporter *self)
{
  g_autoptr (GxStatement) marks = gx_connection_query (self->book,
    "select mark from import_row where gone = 0", NULL);
  g_autoptr (GxStatement) keys = gx_connection_query (self->book,
    "select p.kind, p.key, c.id from contact_point p join customer c on c.id = p.customer_id and c.gone = 0"
    " where p.gone = 0 and p.key is not null"
    " union all select 'number', k.key, c.id from external_key k"
    " join customer c on c.id = k.customer_id and c.gone = 0 where k.gone = 0 and k.key is not null"
    " union all select 'number', number, id from customer where gone = 0 and number is not null", NULL);

  self->old_marks = _gx_marks_new ();
  self->keys = _gx_keys_new ();
  while (gx_statement_next (marks))
    _gx_marks_count (self->old_marks, (guint64) gx_statement_int64 (marks, 0));
  while (gx_statement_next (keys))
    _gx_importer_remember (self, gx_statement_text (keys, 0), gx_statement_text (keys, 1),
                           gx_statement_int64 (keys, 2));
  return gx_statement_finish (marks, &self->error) && gx_statement_finish (keys, &self->error)
    && set_aside (self, late_indexes, G_N_ELEMENTS (late_indexes))
    && (self->has_old_customers
        || set_aside (self, late_in_an_empty_book, G_N_ELEMENTS (late_in_an_empty_book)));
}

/* -- Who has a key: by an index of the book, or by the keys in memory, whose customers the book confirms */

#define MOST_CANDIDATES 50

typedef struct {
  const char *by_key;       /* id and name; ?1 the key, ?2 its kind */
  const char *by_customer;  /* the same; ?3 the customer */
} Asking;

static const Asking asking_number = {
  "select k.customer_id, null from external_key k join customer c on c.id = k.customer_id"
  " where k.key = ?1 and k.gone = 0 and c.gone = 0"
  " union select id, null from customer where number = ?1 and gone = 0 and ?2 = ?2 limit 2",
  "select c.id, null from customer c where c.id = ?3 and c.gone = 0 and ?2 = ?2 and (c.number = ?1 or exists "
  "(select 1 from external_key k where k.customer_id = c.id and k.key = ?1 and k.gone = 0))",
};
static const Asking asking_contact = {
  "select p.customer_id, c.name from contact_point p join customer c on c.id = p.customer_id"
  " where p.key = ?1 and p.kind = ?2 and p.gone = 0 and c.gone = 0 order by p.customer_id limit 50",
  "select c.id, c.name from customer c where c.id = ?3 and c.gone = 0 and exists (select 1 from"
  " contact_point p where p.customer_id = c.id and p.key = ?1 and p.kind = ?2 and p.gone = 0)",
};

typedef void (*JudgeFunc) (GxId id, const char *name, gpointer data);

static gboolean
each_candidate (GxImporter *self, const Asking *asking, const char *kind, const char *key, JudgeFunc judge,
                gpointer data)
{
  GxId held[MOST_CANDIDATES] = { 0 };
  gboolean is_held = self->keys != NULL;
  guint n = is_held ? _gx_keys_find (self->keys, mark_of (kind, key), held, G_N_ELEMENTS (held)) : 1;
  const char *sql = is_held ? asking->by_customer : asking->by_key;
  GxStatement *query = n > 0 ? _gx_importer_statement (self, sql) : NULL;

  for (guint i = 0; i < n; i++)
    {
      gx_statement_rebind (query, is_held ? "tti" : "tt", key, kind, held[i]);
      while (gx_statement_next (query))
        judge (gx_statement_int64 (query, 0), gx_statement_text (query, 1), data);
      if (!_gx_importer_finish (self, query))
        return FALSE;
    }
  return TRUE;
}

static void
take_any (GxId id, const char *name, gpointer data)
{
  add_found (data, id);
}

/* By the number in the other system, or the number here. */
static gboolean
find_by_key (GxImporter *self, const char *key, Found *found)
{
  if (self->last_key != NULL && strcmp (self->last_key, key) == 0)
    {
      add_found (found, self->last_customer);
      return TRUE;
    }
  if (!each_candidate (self, &asking_number, "number", key, take_any, found))
    return FALSE;
  if (found->n == 1)
    {
      g_free (self->last_key);
      self->last_key = g_strdup (key);
      self->last_customer = found->id;
    }
  return TRUE;
}

typedef struct {
  const char *name;
  gboolean is_trusted;
  Found same, nameless;
} Namesakes;

static void
take_namesake (GxId id, const char *theirs, gpointer data)
{
  Namesakes *self = data;

  if (self->is_trusted || (theirs != NULL && *self->name != 0 && is_same_name (theirs, self->name)))
    add_found (&self->same, id);
  else if (theirs == NULL || *theirs == 0 || *self->name == 0)
    add_found (&self->nameless, id);
}

/**
 * By one way to reach them. Two people may share a telephone, so a different name is a different person,
 * unless @is_trusted; an equal name is better than none.
 */
static gboolean
find_by_contact (GxImporter *self, const char *kind, const char *value, const char *name,
                 gboolean is_trusted, Found *found)
{
  const char *why = NULL;
  const char *key = _gx_importer_contact_key (self, kind, value, &why);
  Namesakes namesakes = { .name = name, .is_trusted = is_trusted };

  if (key == NULL)
    return TRUE;
  if (!each_candidate (self, &asking_contact, kind, key, take_namesake, &namesakes))
    return FALSE;
  *found = namesakes.same.n > 0 ? namesakes.same : namesakes.nameless;
  return TRUE;
}

static gboolean
has_contact (const GxImportRow *row)
{
  return *row->values[GX_COLUMN_PHONE] != 0 || *row->values[GX_COLUMN_MAIL] != 0
    || *row->values[GX_COLUMN_WECHAT] != 0;
}

static const struct { GxColumn field; const char *kind; } ways[] = {
  { GX_COLUMN_PHONE, "phone" }, { GX_COLUMN_MAIL, "mail" }, { GX_COLUMN_WECHAT, "wechat" },
};

/* Whether a namesake is reached otherwise than the row says: two people, as far as anybody can tell. */
static gboolean
is_reached_otherwise (GxImporter *self, const GxImportRow *row, GxId customer)
{
  GxStatement *query = _gx_importer_statement (self,
    "select key from contact_point where customer_id = ? and kind = ? and gone = 0 and key is not null");
  gboolean has_other = FALSE, has_same = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (ways) && !has_same; i++)
    {
      const char *value = row->values[ways[i].field], *why = NULL;
      const char *key = *value != 0 ? _gx_importer_contact_key (self, ways[i].kind, value, &why) : NULL;

      if (key == NULL)
        continue;
      gx_statement_rebind (query, "it", customer, ways[i].kind);
      while (gx_statement_next (query))
        {
          has_same |= strcmp (gx_statement_text (query, 0), key) == 0;
          has_other = TRUE;
        }
      _gx_importer_finish (self, query);
    }
  return has_other && !has_same;
}

/* 王总 and "J. Smith" are several people of a company. */
static gboolean
is_whole_name (const char *name)
{
  g_autoptr (GxFace) face = gx_face_new ();

  gx_face_add_person (face, name, NULL, NULL);
  return gx_face_has_whole_name (face);
}

/**
 * By name and company, among those who were there before. A name alone means somebody in a file of purchases
 * or events, unless both can be reached and not by the same; and in a file of customers only where neither
 * side says anything that could tell two people apart. There, name and company say too little of whoever can
 * be reached otherwise: that is weighed with all the rest.
 */
static gboolean
find_by_name (GxImporter *self, const GxImportRow *row, const char *name, gboolean is_trusted, Found *found)
{
  const char *company = row->values[GX_COLUMN_COMPANY];
  gboolean is_likeness_next = self->kind == GX_IMPORT_CUSTOMERS && !is_trusted;
  g_autofree char *sort_key = NULL;
  GxStatement *query;

  if (!self->has_old_customers || (is_likeness_next && !is_whole_name (name)))
    return TRUE;
  sort_key = gx_sort_key (name);
  query = _gx_importer_statement (self,
    "select f.customer_id, c.name, f.company from customer_fact f join customer c on c.id = f.customer_id"
    " where f.sort_key = ? and c.gone = 0");
  gx_statement_rebind (query, "t", sort_key);
  while (gx_statement_next (query))
    {
      const char *theirs = gx_statement_text (query, 1), *their_company = gx_statement_text (query, 2);
      gboolean is_match;

      if (theirs == NULL || !is_same_name (theirs, name))
        continue;
      if (*company != 0)
        is_match = their_company != NULL && is_same_text (their_company, company);
      else
        is_match = is_trusted || self->kind != GX_IMPORT_CUSTOMERS || (their_company == NULL
                                                                       && !has_contact (row));
      if (is_match && (is_trusted || (*company != 0 && !is_likeness_next)
                       || !is_reached_otherwise (self, row, gx_statement_int64 (query, 0))))
        add_found (found, gx_statement_int64 (query, 0));
    }
  return _gx_importer_finish (self, query);
}

static char *
newcomer_key (const char *name, const char *company)
{
  g_autofree char *joined = g_strconcat (name, "\x1f", company, NULL);

  return gx_fold (joined);
}

static void
find_newcomer (GxImporter *self, const GxImportRow *row, const char *name, Found *found)
{
  g_autofree char *key = newcomer_key (name, row->values[GX_COLUMN_COMPANY]);
  const GArray *namesakes = g_hash_table_lookup (self->newcomers, key);

  for (guint i = 0; namesakes != NULL && i < namesakes->len; i++)
    {
      GxId id = g_array_index (namesakes, GxId, i);

      if (*row->values[GX_COLUMN_COMPANY] != 0 || !is_reached_otherwise (self, row, id))
        add_found (found, id);
    }
}

static void
add_newcomer (GxImporter *self, const GxImportRow *row, const char *name, GxId customer)
{
  g_autofree char *key = newcomer_key (name, row->values[GX_COLUMN_COMPANY]);
  GArray *namesakes = g_hash_table_lookup (self->newcomers, key);

  if (namesakes == NULL)
    {
      namesakes = g_array_new (FALSE, FALSE, sizeof (GxId));
      g_hash_table_insert (self->newcomers, g_steal_pointer (&key), namesakes);
    }
  g_array_append_val (namesakes, customer);
}

/* Of several, whom the row is most like: two who share name and telephone are one person, as a rule. */
static gboolean
settle (GxImporter *self, const GxImportRow *row, GxColumn field, const Found *found, GxId *customer)
{
  *customer = found->n > 1 ? _gx_importer_match_kin (self, row) : found->id;
  if (*customer != 0)
    _gx_importer_note_match (self, *customer, field);
  if (*customer != 0 || found->n == 0)
    return TRUE;
  return _gx_importer_reject (self, row, field, "several",
                              g_strdup (_("Several customers match. Give their number, or merge them "
                                          "first.")));
}

/* By the fields a person named with --key, in that order. */
static gboolean
match_by_keys (GxImporter *self, const GxImportRow *row, const char *name, GxId *customer)
{

  for (guint i = 0; i < self->plan->keys->len; i++)
    {
      GxColumn field = g_array_index (self->plan->keys, GxColumn, i);
      const char *value = field == GX_COLUMN_NAME ? name : row->values[field];
      Found found = { 0 };

      if (*value == 0)
        continue;
      if ((field == GX_COLUMN_CUSTOMER_ID || field == GX_COLUMN_NUMBER) && !find_by_key (self, value, &found))
        return FALSE;
      if ((field == GX_COLUMN_NAME) && !find_by_name (self, row, name, TRUE, &found))
        return FALSE;
      for (guint c = 0; c < G_N_ELEMENTS (ways); c++)
        if (ways[c].field == field && !find_by_contact (self, ways[c].kind, value, name, TRUE, &found))
          return FALSE;
      if (found.n > 0)
        return settle (self, row, field, &found, customer);
    }
  return TRUE;
}

static gboolean
match_by_rule (GxImporter *self, const GxImportRow *row, const char *name, GxId *customer)
{
  GxColumn key = *row->values[GX_COLUMN_CUSTOMER_ID] != 0 ? GX_COLUMN_CUSTOMER_ID : GX_COLUMN_NUMBER;
  Found found = { 0 };

  /* A number that is unknown is somebody new, whoever else has that name. */
  if (*row->values[key] != 0)
    return find_by_key (self, row->values[key], &found) && settle (self, row, key, &found, customer);
  for (guint i = 0; i < G_N_ELEMENTS (ways) && found.n == 0; i++)
    if (*row->values[ways[i].field] != 0)
      {
        if (!find_by_contact (self, ways[i].kind, row->values[ways[i].field], name, FALSE, &found))
          return FALSE;
        if (found.n > 0)
          return settle (self, row, ways[i].field, &found, customer);
      }
  if (*name == 0)
    name = row->values[GX_COLUMN_COMPANY];
  if (*name == 0)
    return TRUE;
  if (self->kind != GX_IMPORT_CUSTOMERS)
    find_newcomer (self, row, name, &found);
  if (found.n == 0 && !find_by_name (self, row, name, FALSE, &found))
    return FALSE;
  return settle (self, row, GX_COLUMN_NAME, &found, customer);
}

gboolean
_gx_importer_match (GxImporter *self, const GxImportRow *row, GxId *customer)
{
  g_autofree char *name = _gx_importer_name (row);

  *customer = 0;
  if (self->plan->keys->len > 0)
    return match_by_keys (self, row, name, customer);
  return match_by_rule (self, row, name, customer);
}

/* Whether the file says anything of a customer beyond who it is. */
static gboolean
says_more (const GxImportPlan *plan)
{
  for (guint i = 0; i < plan->columns->len; i++)
    {
      GxColumn field = g_array_index (plan->columns, GxColumn, i);

      if (field > GX_COLUMN_NAME && field <= GX_COLUMN_SHORT_NAME)
        return TRUE;
    }
  return FALSE;
}

/* What a sale or event says of a customer who is there fills what is empty, once for all of their rows. */
static gboolean
complete_customer (GxImporter *self, const GxImportRow *row, GxId customer)
{
  g_autofree char *id = g_strdup_printf ("%" G_GINT64_FORMAT, customer);
  guint64 mark = _gx_mark_add (_gx_mark_begin ("complete"), id);
  gboolean changed = FALSE;

  if (self->plan->on_match == GX_ON_MATCH_SKIP || !says_more (self->plan))
    return TRUE;
  for (guint i = GX_COLUMN_NUMBER; i <= GX_COLUMN_SHORT_NAME; i++)
    mark = _gx_mark_add (mark, row->values[i]);
  return _gx_marks_count (self->marks, mark) > 0
    || _gx_importer_update_customer (self, row, customer, &changed);
}

gboolean
_gx_importer_who (GxImporter *self, const GxImportRow *row, GxId *customer)
{
  g_autofree char *name = _gx_importer_name (row);
  const char *shown = *name != 0 ? name : row->values[GX_COLUMN_COMPANY];
  gboolean has_key = *row->values[GX_COLUMN_CUSTOMER_ID] != 0 || *row->values[GX_COLUMN_NUMBER] != 0;

  *customer = 0;
  if (!has_key && *shown == 0 && !has_contact (row))
    return TRUE;
  if (!_gx_importer_match (self, row, customer))
    return FALSE;
  if (*customer != 0)
    return complete_customer (self, row, *customer);
  if (!_gx_importer_add_customer (self, row, customer))
    return FALSE;
  if (*shown != 0 && !has_key)
    add_newcomer (self, row, shown, *customer);
  return TRUE;
}
