/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-id.h"
#include "base/gx-text.h"
#include "interchange/gx-import-private.h"

/* What hangs from a customer: tags, other names, keys, where they work. */

#define KEY_SYSTEM "import"

typedef struct {
  GxColumn field;
  const char *kind;
} Kind;

static const Kind name_kinds[] = {
  { GX_COLUMN_NICKNAME, "nickname" }, { GX_COLUMN_FORMER_NAME, "former" }, { GX_COLUMN_ENGLISH_NAME,
    "english" }, { GX_COLUMN_SHORT_NAME, "short" },
};

/* The length of the separator that @text begins with, of the characters @separators; 0 none. */
static gsize
separator_at (const char *text, const char *separators)
{
  for (const char *s = separators; *s != 0; s = g_utf8_next_char (s))
    {
      gsize length = g_utf8_next_char (s) - s;

      if (strncmp (text, s, length) == 0)
        return length;
    }
  return 0;
}

#define GOOGLE_JOINT " ::: " /* between several in one cell */
#define GOOGLE_EVERYBODY "* myContacts"

/* As others write it, where a ";" parts. */
static void
take_joints (char *text, const char *separators)
{
  if (strchr (separators, ';') == NULL)
    return;
  for (char *p = text; (p = strstr (p, GOOGLE_JOINT)) != NULL; )
    memset (p, ';', strlen (GOOGLE_JOINT));
}

gboolean
_gx_importer_each_part (GxImporter *self, const GxImportRow *row, const char *text, const char *separators,
                        GxTakeText take, gpointer data)
{
  g_autofree char *copy = g_strdup (text);
  char *start = copy;

  take_joints (copy, separators);
  for (char *p = copy; ; p++)
    {
      gsize length;
      gboolean is_end;
      const char *part;

      p += strcspn (p, separators); /* by bytes: perhaps only another character's */
      is_end = *p == 0;
      length = is_end ? 0 : separator_at (p, separators);

      if (!is_end && length == 0)
        continue;
      *p = 0;
      part = g_strstrip (start);
      part += _gx_import_is_guarded (part);
      if (*part != 0 && !take (self, row, part, data))
        return FALSE;
      if (is_end)
        return TRUE;
      start = p + length;
      p = start - 1;
    }
}

/* Calls @take with every text of a field that may repeat, from all its columns. */
gboolean
_gx_importer_each_text (GxImporter *self, const GxImportRow *row, GxColumn field, const char *separators,
                        GxTakeText take, gpointer data)
{
  if (*row->values[field] == 0 && !(row->has_masked && field == GX_COLUMN_PHONE))
    return TRUE;
  for (guint i = 0; i < self->plan->columns->len && i < row->row->n_cells; i++)
    if (g_array_index (self->plan->columns, GxColumn, i) == field
        && !(row->has_nothing
          && _gx_import_says_nothing (field, row->row->cells[i].text, row->row->cells[i].length))
        && row->row->cells[i].length > 0
        && !_gx_importer_each_part (self, row, row->row->cells[i].text, separators, take, data))
      return FALSE;
  return TRUE;
}

typedef struct {
  GxId customer;
  const char *kind;
  GxColumn field;
  gboolean is_new;      /* a customer made just now: nothing hangs from it yet */
  gboolean *changed;
} Hanging;

static gboolean
is_there (GxImporter *self, GxStatement *query)
{
  gboolean is_found = gx_statement_next (query);

  _gx_importer_finish (self, query);
  return is_found;
}

/* A customer whom the book knew before: their rows are captured. */
static gboolean
tag_known (GxImporter *self, GxId customer, GxId tag, gboolean *is_new)
{
  GxId id = gx_id_hash ("customer_tag", customer, tag);
  GxStatement *query = _gx_importer_statement (self, "select 1 from customer_tag where id = ? and gone = 0");
  gboolean is_written;

  gx_statement_rebind (query, "i", id);
  *is_new = !is_there (self, query);
  if (!*is_new)
    return TRUE;
  query = _gx_importer_statement (self,
    "insert into customer_tag (id, customer_id, tag_id) values (?, ?, ?) on conflict (id) do update set "
    "gone = 0");
  gx_statement_rebind (query, "iii", id, customer, tag);
  _gx_importer_capture (self, TRUE);
  is_written = _gx_importer_run (self, query);
  _gx_importer_capture (self, FALSE);
  return is_written;
}

static gboolean
add_tag (GxImporter *self, const GxImportRow *row, const char *text, gpointer data)
{
  Hanging *hanging = data;
  const char *said = gx_import_plan_get_value (self->plan, GX_COLUMN_TAGS, text);
  gboolean is_new = FALSE;
  GxId tag;

  if ((said != NULL && *said == 0) || strcmp (text, GOOGLE_EVERYBODY) == 0)
    return TRUE;
  tag = _gx_importer_word (self, "tag", said != NULL ? said : text);
  if (tag == 0)
    return FALSE;
  if (_gx_importer_is_born (self, hanging->customer)
        ? !gx_step_add_member (self->step, "customer_tag", hanging->customer, tag, &is_new, &self->error)
        : !tag_known (self, hanging->customer, tag, &is_new))
    return FALSE;
  *hanging->changed |= is_new;
  if (is_new)
    _gx_importer_note (self, row, GX_COLUMN_TAGS, text, NULL, text);
  return TRUE;
}

static gboolean
add_name (GxImporter *self, const GxImportRow *row, const char *text, gpointer data)
{
  Hanging *hanging = data;
  GxStatement *query =
    _gx_importer_statement (self,
                            "select 1 from customer_name where customer_id = ? and kind = ? and name = ? "
                            "and gone = 0");

  gx_statement_rebind (query, "itt", hanging->customer, hanging->kind, text);
  if (!hanging->is_new && is_there (self, query))
    return TRUE;
  *hanging->changed = TRUE;
  _gx_importer_note (self, row, hanging->field, text, NULL, text);
  return _gx_importer_add (self, GX_RUN_NAME, "iitt", _gx_importer_new_id (self, GX_RUN_NAME),
                           hanging->customer, hanging->kind, text);
}

gboolean
_gx_importer_add_former_name (GxImporter *self, const GxImportRow *row, GxId customer, const char *name,
                              gboolean *changed)
{
  Hanging hanging = {
    .customer = customer, .kind = "former", .field = GX_COLUMN_FORMER_NAME, .changed = changed,
  };

  return add_name (self, row, name, &hanging);
}

static gboolean
has_key (GxImporter *self, const Hanging *hanging, const char *key)
{
  GxStatement *query = _gx_importer_statement (self,
    "select 1 from external_key where customer_id = ? and key = ? and gone = 0");

  gx_statement_rebind (query, "it", hanging->customer, key);
  return is_there (self, query);
}

static gboolean
add_key (GxImporter *self, const GxImportRow *row, Hanging *hanging)
{
  const char *key = row->values[GX_COLUMN_CUSTOMER_ID];

  if (*key == 0 || (!hanging->is_new && has_key (self, hanging, key)))
    return TRUE;
  *hanging->changed = TRUE;
  _gx_importer_note (self, row, GX_COLUMN_CUSTOMER_ID, NULL, NULL, key);
  _gx_importer_remember (self, "number", key, hanging->customer);
  return _gx_importer_add (self, GX_RUN_KEY, "iitt", _gx_importer_new_id (self, GX_RUN_KEY),
                           hanging->customer, KEY_SYSTEM, key);
}

/* An organisation of exactly this name, among those there were and those this file brought; 0 none. */
static GxId
find_organisation (GxImporter *self, const char *name)
{
  g_autofree char *folded = gx_fold (name);
  const GxId *id;

  if (self->organisations == NULL && _gx_importer_flush (self))
    {
      g_autoptr (GxStatement) query =
        gx_connection_query (self->book,
                             "select id, name from customer where kind = 'organisation' and gone = 0 and "
                             "name is not null", NULL);

      self->organisations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
      while (gx_statement_next (query))
        {
          GxId *kept = g_new (GxId, 1);

          *kept = gx_statement_int64 (query, 0);
          g_hash_table_insert (self->organisations, gx_fold (gx_statement_text (query, 1)), kept);
        }
    }
  id = self->organisations != NULL ? g_hash_table_lookup (self->organisations, folded) : NULL;
  return id != NULL ? *id : 0;
}

static gboolean
write_relation (GxImporter *self, GxId customer, const char *company, const char *title)
{
  GxId organisation = *company != 0 ? find_organisation (self, company) : 0;

  return _gx_importer_add (self, GX_RUN_RELATION, "iiITTi", _gx_importer_new_id (self, GX_RUN_RELATION),
                           customer, organisation, organisation != 0 ? NULL : company, title,
                           (gint64) 1);
}

static gboolean
change_relation (GxImporter *self, const char *sql, const char *types, const char *title, GxId id)
{
  GxStatement *update = _gx_importer_statement (self, sql);
  gboolean is_written;

  if (title != NULL)
    gx_statement_rebind (update, types, title, id);
  else
    gx_statement_rebind (update, types, id);
  _gx_importer_capture (self, TRUE);
  is_written = _gx_importer_run (self, update);
  _gx_importer_capture (self, FALSE);
  return is_written;
}

/* Where they work: written where nothing is known; another company takes its place only when overwriting. */
static gboolean
add_company (GxImporter *self, const GxImportRow *row, Hanging *hanging)
{
  const char *company = row->values[GX_COLUMN_COMPANY], *title = row->values[GX_COLUMN_TITLE];
  gboolean is_overwriting = _gx_importer_is_overwriting (self);
  g_autofree char *old_company = NULL, *old_title = NULL;
  GxStatement *query;
  GxId id = 0;

  if (*company == 0 && *title == 0)
    return TRUE;
  if (!hanging->is_new)
    {
      query = _gx_importer_statement (self,
        "select r.id, coalesce (o.name, r.to_text), r.title from relation r left join customer o on o.id = "
        "r.to_id"
        " where r.from_id = ? and r.kind = 'works_at' and r.gone = 0 and r.until_day is null order by "
        "r.is_primary desc, r.id limit 1");
      gx_statement_rebind (query, "i", hanging->customer);
      if (gx_statement_next (query))
        {
          id = gx_statement_int64 (query, 0);
          old_company = g_strdup (gx_statement_text (query, 1) != NULL ? gx_statement_text (query, 1) : "");
          old_title = g_strdup (gx_statement_text (query, 2) != NULL ? gx_statement_text (query, 2) : "");
        }
      if (!_gx_importer_finish (self, query))
        return FALSE;
    }
  if (id != 0 && (*company == 0 || strcmp (old_company, company) == 0))
    {
      if (*title == 0 || strcmp (title, old_title) == 0 || (*old_title != 0 && !is_overwriting))
        {
          _gx_importer_note (self, row, GX_COLUMN_TITLE, NULL, old_title, old_title);
          return TRUE;
        }
      *hanging->changed = TRUE;
      _gx_importer_note (self, row, GX_COLUMN_TITLE, NULL, old_title, title);
      return change_relation (self, "update relation set title = ? where id = ?", "ti", title, id);
    }
  if (id != 0 && *old_company != 0 && !is_overwriting)
    {
      _gx_importer_note (self, row, GX_COLUMN_COMPANY, NULL, old_company, old_company);
      return TRUE;
    }
  *hanging->changed = TRUE;
  _gx_importer_note (self, row, GX_COLUMN_COMPANY, NULL, old_company, company);
  _gx_importer_note (self, row, GX_COLUMN_TITLE, NULL, old_title, title);
  return (id == 0 || change_relation (self, "update relation set is_primary = 0 where id = ?", "i", NULL,
                                      id))
    && write_relation (self, hanging->customer, company, title);
}

gboolean
_gx_importer_hang_all (GxImporter *self, const GxImportRow *row, GxId customer, gboolean is_organisation,
                       gboolean is_new, gboolean *changed)
{
  Hanging hanging = { .customer = customer, .is_new = is_new, .changed = changed };

  if (!add_key (self, row, &hanging)
      || !_gx_importer_hang_addresses (self, row, customer, is_new, changed)
      || (!is_organisation && !add_company (self, row, &hanging)))
    return FALSE;
  if (!_gx_importer_hang_contacts (self, row, customer, is_new, changed))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (name_kinds); i++)
    {
      hanging.field = name_kinds[i].field;
      hanging.kind = name_kinds[i].kind;
      if (!_gx_importer_each_text (self, row, name_kinds[i].field, "", add_name, &hanging))
        return FALSE;
    }
  return _gx_importer_each_text (self, row, GX_COLUMN_TAGS, ",，;；、|\n", add_tag, &hanging)
    && _gx_importer_hang_customs (self, row, customer, is_new, changed);
}

