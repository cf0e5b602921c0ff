/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-contact.h"
#include "base/gx-day.h"
#include "base/gx-id.h"
#include "base/gx-partial-day.h"
#include "base/gx-phrase.h"
#include "base/gx-text.h"
#include "customers/gx-customer-field.h"
#include "customers/gx-words.h"
#include "interchange/gx-import-private.h"

#define KEY_SYSTEM "import"

/* The columns of the table customer that are plain text, in the order of its insert. The first two have
 * defaults. */
enum { TEXT_KIND, TEXT_STANDING, TEXT_NUMBER, TEXT_NAME, N_TEXTS = 20 };
static const GxField text_fields[N_TEXTS] = {
  GX_FIELD_KIND, GX_FIELD_STANDING, GX_FIELD_NUMBER, GX_FIELD_NAME, GX_FIELD_FAMILY_NAME,
    GX_FIELD_FORM_OF_ADDRESS, GX_FIELD_GENDER,
  GX_FIELD_BIRTHDAY, GX_FIELD_OCCUPATION, GX_FIELD_INDUSTRY, GX_FIELD_SIZE, GX_FIELD_COMPANY_CODE,
    GX_FIELD_INVOICE_TITLE,
  GX_FIELD_INVOICE_CODE, GX_FIELD_INVOICE_BANK, GX_FIELD_INVOICE_ACCOUNT, GX_FIELD_INVOICE_ADDRESS,
    GX_FIELD_INVOICE_PHONE,
  GX_FIELD_PREFERENCES, GX_FIELD_NOTE,
};

/* What one row says of a customer, ready to be written. "" is nothing. */
typedef struct {
  const char *texts[N_TEXTS];
  const char *prefers;
  GxId source, owner;
  GPtrArray *owned;          /* texts that are not the row's own */
} Person;

typedef struct {
  GxField field;
  const char *kind;
} Kind;

static const Kind contact_kinds[] = {
  { GX_FIELD_PHONE, "phone" }, { GX_FIELD_MAIL, "mail" }, { GX_FIELD_WECHAT, "wechat" },
  { GX_FIELD_QQ, "qq" }, { GX_FIELD_WEB, "web" },
};
static const Kind name_kinds[] = {
  { GX_FIELD_NICKNAME, "nickname" }, { GX_FIELD_FORMER_NAME, "former" }, { GX_FIELD_ENGLISH_NAME,
    "english" }, { GX_FIELD_SHORT_NAME, "short" },
};

typedef gboolean (*TakeText) (GxImporter *self, const GxImportRow *row, const char *text, gpointer data);

/* The length of the separator that @text begins with, of the characters @separators; 0 none. */
static gsize
separator_at (const char *text, const char *separators)
{
  for (const char *s = separators; *s != 0; s = g_utf8_next_char (s)) {
    gsize length = g_utf8_next_char (s) - s;

    if (strncmp (text, s, length) == 0)
      return length;
  }
  return 0;
}

/* Calls @take with each part of @text between @separators that is not empty. */
static gboolean
each_part (GxImporter *self, const GxImportRow *row, const char *text, const char *separators, TakeText take,
           gpointer data)
{
  g_autofree char *copy = g_strdup (text);
  char *start = copy;

  for (char *p = copy; ; p++) {
    gsize length = *p != 0 ? separator_at (p, separators) : 0;
    gboolean is_end = *p == 0;
    const char *part;

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
static gboolean
each_text (GxImporter *self, const GxImportRow *row, GxField field, const char *separators, TakeText take,
           gpointer data)
{
  if (*row->values[field] == 0)
    return TRUE;
  for (guint i = 0; i < self->plan->columns->len && i < row->row->n_cells; i++)
    if (g_array_index (self->plan->columns, GxField, i) == field && row->row->cells[i].length > 0 &&
        !each_part (self, row, row->row->cells[i].text, separators, take, data))
      return FALSE;
  return TRUE;
}

GxId
_gx_importer_word (GxImporter *self, const char *kind, const char *name)
{
  g_autofree char *key = g_strconcat (kind, "\x1f", name, NULL);
  GxId *id = g_hash_table_lookup (self->words, key);

  if (id != NULL)
    return *id;
  id = g_new (GxId, 1);
  _gx_importer_capture (self, TRUE);
  *id = strcmp (kind, "member") == 0 ? gx_members_ensure (self->book, name, &self->error)
                                     : gx_words_ensure (self->book, kind, name, &self->error);
  _gx_importer_capture (self, FALSE);
  g_hash_table_insert (self->words, g_steal_pointer (&key), id);
  return *id;
}

/* -- reading a row */

static const char *
own (Person *self, char *text)
{
  if (self->owned == NULL)
    self->owned = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->owned, text);
  return text;
}

static void
clear_person (Person *self)
{
  g_clear_pointer (&self->owned, g_ptr_array_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Person, clear_person)

/* A word of a choice as its key; one that is not known is told and left out. */
static const char *
read_choice (GxImporter *self, const GxImportRow *row, GxField field, Person *person)
{
  const char *text = row->values[field];
  g_autoptr (GError) error = NULL;
  char *stored = NULL;

  if (*text == 0)
    return "";
  if (gx_customer_field_check (gx_customer_field_get (gx_field_key (field)), text, &stored, &error))
    return stored != NULL ? own (person, stored) : "";
  _gx_importer_warn (self, row, field, text, "choice", g_strdup (error->message));
  return "";
}

static gboolean
read_birthday (GxImporter *self, const GxImportRow *row, Person *person, const char **stored)
{
  const char *text = row->values[GX_FIELD_BIRTHDAY];
  GxPartialDay partial;
  GxMoment moment;
  guint orders;

  *stored = "";
  if (*text == 0)
    return TRUE;
  if (gx_moment_parse (text, self->survey.orders[GX_FIELD_BIRTHDAY], &moment)) {
    *stored = own (person, gx_day_to_iso (moment.day));
    return TRUE;
  }
  if (!gx_moment_orders (text, &orders) && gx_partial_day_parse (text, &partial, NULL)) {
    *stored = own (person, gx_partial_day_store (&partial));
    return TRUE;
  }
  return _gx_importer_reject (self, row, GX_FIELD_BIRTHDAY, "day",
                              g_strdup (_("This is no day that exists.")));
}

static gboolean
append_note (GxImporter *self, const GxImportRow *row, const char *text, gpointer data)
{
  GString *note = data;

  if (note->len > 0)
    g_string_append_c (note, '\n');
  g_string_append (note, text);
  return TRUE;
}

/* Whether a name is that of an organisation, by how it ends. */
static gboolean
is_organisation_name (const char *name)
{
  static const char * const endings[] = {
    "公司", "集团", "工厂", "厂", "商行", "事务所", "研究院", "研究所", "医院", "学校", "大学", "学院", "银行", "酒店", "协会", "合作社", "工作室",
    " ltd", " ltd.", " limited", " inc", " inc.", " llc", " plc", " gmbh", " ag", " corp", " corp.",
    " corporation", " company", " co.", " s.a.", " b.v.",
  };
  g_autofree char *folded = gx_fold (name);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (folded, endings[i]))
      return strlen (folded) > strlen (endings[i]);
  return FALSE;
}

static gboolean
read_person (GxImporter *self, const GxImportRow *row, Person *person)
{
  g_autoptr (GString) note = NULL;

  for (guint i = 0; i < N_TEXTS; i++)
    person->texts[i] = row->values[text_fields[i]];
  person->texts[TEXT_KIND] = read_choice (self, row, GX_FIELD_KIND, person);
  person->texts[TEXT_STANDING] = read_choice (self, row, GX_FIELD_STANDING, person);
  person->texts[TEXT_NAME] = own (person, _gx_importer_name (row));
  person->texts[6] = read_choice (self, row, GX_FIELD_GENDER, person);
  if (!read_birthday (self, row, person, &person->texts[7]))
    return FALSE;
  person->prefers = read_choice (self, row, GX_FIELD_PREFERS, person);
  if (*row->values[GX_FIELD_NOTE] != 0) {
    note = g_string_new (NULL);
    each_text (self, row, GX_FIELD_NOTE, "", append_note, note);
    person->texts[N_TEXTS - 1] = own (person, g_strdup (note->str));
  }
  if (*row->values[GX_FIELD_SOURCE] != 0)
    person->source = _gx_importer_word (self, "source", row->values[GX_FIELD_SOURCE]);
  if (*row->values[GX_FIELD_OWNER] != 0)
    person->owner = _gx_importer_word (self, "member", row->values[GX_FIELD_OWNER]);
  return self->error == NULL;
}

static gboolean
has_identity (const GxImportRow *row, const Person *person)
{
  return *person->texts[TEXT_NAME] != 0 || *person->texts[TEXT_NUMBER] != 0 ||
    *row->values[GX_FIELD_CUSTOMER_ID] != 0 ||
    *row->values[GX_FIELD_PHONE] != 0 || *row->values[GX_FIELD_MAIL] != 0 ||
      *row->values[GX_FIELD_WECHAT] != 0 ||
    *row->values[GX_FIELD_QQ] != 0 || *row->values[GX_FIELD_COMPANY] != 0;
}

/* -- what hangs from a customer */

typedef struct {
  GxId customer;
  const char *kind;
  GxField field;
  gboolean is_new;      /* a customer made just now: nothing hangs from it yet */
  guint n_written;
  gboolean *changed;
} Hanging;

static gboolean
is_there (GxImporter *self, GxStatement *query)
{
  gboolean is_found = gx_statement_next (query);

  gx_statement_finish (query, self->error == NULL ? &self->error : NULL);
  return is_found;
}

static gboolean
add_contact (GxImporter *self, const GxImportRow *row, const char *text, gpointer data)
{
  Hanging *hanging = data;
  g_autofree char *key = gx_contact_key (hanging->kind, text);
  gboolean has_one = hanging->n_written > 0;
  const char *why = NULL;
  GxStatement *query;

  if (!gx_contact_is_plausible (hanging->kind, text, &why))
    _gx_importer_warn (self, row, hanging->field, text, "contact",
                       g_strdup (gx_phrase ("contact.problem", why)));
  query = _gx_importer_statement (self,
                                  "select 1 from contact_point where customer_id = ? and kind = ? and key "
                                  "is ? and gone = 0");
  gx_statement_rebind (query, "itt", hanging->customer, hanging->kind, key);
  if ((!hanging->is_new || has_one) && is_there (self, query))
    return TRUE;
  if (!hanging->is_new && !has_one) {
    query = _gx_importer_statement (self,
                                    "select 1 from contact_point where customer_id = ? and kind = ? and "
                                    "is_primary = 1 and gone = 0");
    gx_statement_rebind (query, "it", hanging->customer, hanging->kind);
    has_one = is_there (self, query);
  }
  hanging->n_written++;
  *hanging->changed = TRUE;
  if (key != NULL)
    _gx_importer_remember (self, hanging->kind, key);
  gx_statement_rebind (self->insert[GX_RUN_CONTACT], "iitntti", _gx_importer_new_id (self, GX_RUN_CONTACT),
                       hanging->customer,
                       hanging->kind, text, key, (gint64) !has_one);
  return _gx_importer_run (self, self->insert[GX_RUN_CONTACT]);
}

static gboolean
add_tag (GxImporter *self, const GxImportRow *row, const char *text, gpointer data)
{
  Hanging *hanging = data;
  GxId tag = _gx_importer_word (self, "tag", text);
  GxStatement *query;
  gboolean is_written;
  GxId id;

  if (tag == 0)
    return FALSE;
  id = gx_id_hash ("customer_tag", hanging->customer, tag);
  query = _gx_importer_statement (self, "select 1 from customer_tag where id = ? and gone = 0");
  gx_statement_rebind (query, "i", id);
  if (!hanging->is_new && is_there (self, query))
    return TRUE;
  *hanging->changed = TRUE;
  query = _gx_importer_statement (self,
    "insert into customer_tag (id, customer_id, tag_id) values (?, ?, ?) on conflict (id) do update set "
    "gone = 0");
  gx_statement_rebind (query, "iii", id, hanging->customer, tag);
  _gx_importer_capture (self, TRUE);
  is_written = _gx_importer_run (self, query);
  _gx_importer_capture (self, FALSE);
  return is_written;
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
  gx_statement_rebind (self->insert[GX_RUN_NAME], "iitt", _gx_importer_new_id (self, GX_RUN_NAME),
                       hanging->customer, hanging->kind, text);
  return _gx_importer_run (self, self->insert[GX_RUN_NAME]);
}

static gboolean
add_key (GxImporter *self, const GxImportRow *row, Hanging *hanging)
{
  const char *key = row->values[GX_FIELD_CUSTOMER_ID];
  GxStatement *query = _gx_importer_statement (self,
                                               "select 1 from external_key where customer_id = ? and key = "
                                               "? and gone = 0");

  gx_statement_rebind (query, "it", hanging->customer, key);
  if (*key == 0 || (!hanging->is_new && is_there (self, query)))
    return TRUE;
  *hanging->changed = TRUE;
  _gx_importer_remember (self, "number", key);
  gx_statement_rebind (self->insert[GX_RUN_KEY], "iitt", _gx_importer_new_id (self, GX_RUN_KEY),
                       hanging->customer, KEY_SYSTEM, key);
  return _gx_importer_run (self, self->insert[GX_RUN_KEY]);
}

/* The parts of an address fill the gaps of the primary one, or replace its parts. */
static gboolean
merge_address (GxImporter *self, const GxImportRow *row, Hanging *hanging, gboolean *is_merged)
{
  static const GxField parts[] = { GX_FIELD_COUNTRY, GX_FIELD_PROVINCE, GX_FIELD_CITY, GX_FIELD_DISTRICT,
                                   GX_FIELD_STREET, GX_FIELD_POSTCODE };
  GxStatement *query = _gx_importer_statement (self,
    "select id, country, province, city, district, street, postcode from address where customer_id = ? and "
    "gone = 0"
    " order by is_primary desc, id limit 1");
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  gboolean is_changed = FALSE, is_written;
  GxId id;

  gx_statement_rebind (query, "i", hanging->customer);
  *is_merged = gx_statement_next (query);
  if (!*is_merged)
    return gx_statement_finish (query, &self->error);
  id = gx_statement_int64 (query, 0);
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++) {
    const char *old = gx_statement_text (query, (int) i + 1), *new = row->values[parts[i]];
    gboolean is_taken = *new != 0 && (old == NULL || *old == 0 ||
                                      self->plan->on_match == GX_ON_MATCH_OVERWRITE);

    is_changed = is_changed || (is_taken && g_strcmp0 (old, new) != 0);
    g_ptr_array_add (texts, g_strdup (is_taken ? new : old));
  }
  if (!is_changed)
    return TRUE;
  *hanging->changed = TRUE;
  query = _gx_importer_statement (self,
    "update address set country = ?, province = ?, city = ?, district = ?, street = ?, postcode = ? where "
    "id = ?");
  gx_statement_rebind (query, "TTTTTTi", texts->pdata[0], texts->pdata[1], texts->pdata[2], texts->pdata[3],
                       texts->pdata[4],
                       texts->pdata[5], id);
  _gx_importer_capture (self, TRUE);
  is_written = _gx_importer_run (self, query);
  _gx_importer_capture (self, FALSE);
  return is_written;
}

static gboolean
add_address (GxImporter *self, const GxImportRow *row, Hanging *hanging)
{
  const char * const *v = row->values;
  gboolean is_merged = FALSE;

  if (*v[GX_FIELD_COUNTRY] == 0 && *v[GX_FIELD_PROVINCE] == 0 && *v[GX_FIELD_CITY] == 0 &&
      *v[GX_FIELD_DISTRICT] == 0 &&
      *v[GX_FIELD_STREET] == 0 && *v[GX_FIELD_POSTCODE] == 0)
    return TRUE;
  if (!hanging->is_new && (!merge_address (self, row, hanging, &is_merged) || is_merged))
    return self->error == NULL;
  *hanging->changed = TRUE;
  gx_statement_rebind (self->insert[GX_RUN_ADDRESS], "iiTTTTTTi", _gx_importer_new_id (self, GX_RUN_ADDRESS),
                       hanging->customer,
                       v[GX_FIELD_COUNTRY], v[GX_FIELD_PROVINCE], v[GX_FIELD_CITY], v[GX_FIELD_DISTRICT],
                         v[GX_FIELD_STREET],
                       v[GX_FIELD_POSTCODE], (gint64) 1);
  return _gx_importer_run (self, self->insert[GX_RUN_ADDRESS]);
}

/* An organisation of exactly this name, among those there were and those this file brought; 0 none. */
static GxId
find_organisation (GxImporter *self, const char *name)
{
  g_autofree char *folded = gx_fold (name);
  const GxId *id;

  if (self->organisations == NULL) {
    g_autoptr (GxStatement) query =
      gx_connection_query (self->book,
                           "select id, name from customer where kind = 'organisation' and gone = 0 and name "
                           "is not null", NULL);

    self->organisations = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
    while (gx_statement_next (query)) {
      GxId *kept = g_new (GxId, 1);

      *kept = gx_statement_int64 (query, 0);
      g_hash_table_insert (self->organisations, gx_fold (gx_statement_text (query, 1)), kept);
    }
  }
  id = g_hash_table_lookup (self->organisations, folded);
  return id != NULL ? *id : 0;
}

static gboolean
write_relation (GxImporter *self, GxId customer, const char *company, const char *title)
{
  GxId organisation = *company != 0 ? find_organisation (self, company) : 0;

  gx_statement_rebind (self->insert[GX_RUN_RELATION], "iiITTi", _gx_importer_new_id (self, GX_RUN_RELATION),
                       customer, organisation,
                       organisation != 0 ? NULL : company, title, (gint64) 1);
  return _gx_importer_run (self, self->insert[GX_RUN_RELATION]);
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
  const char *company = row->values[GX_FIELD_COMPANY], *title = row->values[GX_FIELD_TITLE];
  gboolean is_overwriting = self->plan->on_match == GX_ON_MATCH_OVERWRITE;
  g_autofree char *old_company = NULL, *old_title = NULL;
  GxStatement *query;
  GxId id = 0;

  if (*company == 0 && *title == 0)
    return TRUE;
  if (!hanging->is_new) {
    query = _gx_importer_statement (self,
      "select r.id, coalesce (o.name, r.to_text), r.title from relation r left join customer o on o.id = "
      "r.to_id"
      " where r.from_id = ? and r.kind = 'works_at' and r.gone = 0 and r.until_day is null order by "
      "r.is_primary desc, r.id limit 1");
    gx_statement_rebind (query, "i", hanging->customer);
    if (gx_statement_next (query)) {
      id = gx_statement_int64 (query, 0);
      old_company = g_strdup (gx_statement_text (query, 1) != NULL ? gx_statement_text (query, 1) : "");
      old_title = g_strdup (gx_statement_text (query, 2) != NULL ? gx_statement_text (query, 2) : "");
    }
    if (!gx_statement_finish (query, &self->error))
      return FALSE;
  }
  if (id != 0 && (*company == 0 || strcmp (old_company, company) == 0)) {
    if (*title == 0 || strcmp (title, old_title) == 0 || (*old_title != 0 && !is_overwriting))
      return TRUE;
    *hanging->changed = TRUE;
    return change_relation (self, "update relation set title = ? where id = ?", "ti", title, id);
  }
  if (id != 0 && *old_company != 0 && !is_overwriting)
    return TRUE;
  *hanging->changed = TRUE;
  return (id == 0 || change_relation (self, "update relation set is_primary = 0 where id = ?", "i", NULL,
                                      id)) &&
    write_relation (self, hanging->customer, company, title);
}

static gboolean
hang_all (GxImporter *self, const GxImportRow *row, GxId customer, gboolean is_organisation, gboolean is_new,
          gboolean *changed)
{
  Hanging hanging = { .customer = customer, .is_new = is_new, .changed = changed };

  if (!add_key (self, row, &hanging) || !add_address (self, row, &hanging) ||
      (!is_organisation && !add_company (self, row, &hanging)))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (contact_kinds); i++) {
    hanging.field = contact_kinds[i].field;
    hanging.kind = contact_kinds[i].kind;
    hanging.n_written = 0;
    if (!each_text (self, row, hanging.field, ";；、\n", add_contact, &hanging))
      return FALSE;
  }
  for (guint i = 0; i < G_N_ELEMENTS (name_kinds); i++) {
    hanging.kind = name_kinds[i].kind;
    if (!each_text (self, row, name_kinds[i].field, "", add_name, &hanging))
      return FALSE;
  }
  return each_text (self, row, GX_FIELD_TAGS, ",，;；、|\n", add_tag, &hanging);
}

/* -- adding and updating */

static void
choose_kind (const GxImportRow *row, Person *person)
{
  const char *company = row->values[GX_FIELD_COMPANY];

  if (*person->texts[TEXT_NAME] == 0 && *company != 0)
    person->texts[TEXT_NAME] = company;
  if (*person->texts[TEXT_KIND] != 0)
    return;
  person->texts[TEXT_KIND] = "person";
  if (*person->texts[TEXT_NAME] != 0 && (strcmp (person->texts[TEXT_NAME], company) == 0 ||
                                         is_organisation_name (person->texts[TEXT_NAME])))
    person->texts[TEXT_KIND] = "organisation";
}

gboolean
_gx_importer_add_customer (GxImporter *self, const GxImportRow *row, GxId *customer)
{
  g_auto (Person) person = { 0 };
  gboolean changed = FALSE, is_organisation;
  const char **t = person.texts;

  if (!read_person (self, row, &person))
    return FALSE;
  if (!has_identity (row, &person))
    return _gx_importer_reject (self, row, GX_FIELD_SKIP, "identity",
                                g_strdup (_("It says neither a name nor a number nor a way to reach the "
                                            "customer.")));
  choose_kind (row, &person);
  is_organisation = strcmp (t[TEXT_KIND], "organisation") == 0;
  if (*t[TEXT_NUMBER] == 0)
    t[TEXT_NUMBER] = row->values[GX_FIELD_CUSTOMER_ID];
  if (*t[TEXT_STANDING] == 0)
    t[TEXT_STANDING] = "customer";
  _gx_importer_remember (self, "number", t[TEXT_NUMBER]);
  *customer = _gx_importer_new_id (self, GX_RUN_CUSTOMER);
  gx_statement_rebind (self->insert[GX_RUN_CUSTOMER], "ittTTTTTTTTTTTTTTTTTTTII", *customer, t[0], t[1],
                       t[2], t[3], t[4], t[5], t[6],
                       t[7], t[8], t[9], t[10], t[11], t[12], t[13], t[14], t[15], t[16], t[17], t[18],
                         t[19], person.prefers,
                       person.source, person.owner);
  if (!_gx_importer_run (self, self->insert[GX_RUN_CUSTOMER]) || !hang_all (self, row, *customer,
      is_organisation, TRUE, &changed))
    return FALSE;
  self->report->n_customers++;
  if (is_organisation && self->organisations != NULL) {
    GxId *kept = g_new (GxId, 1);

    *kept = *customer;
    g_hash_table_insert (self->organisations, gx_fold (t[TEXT_NAME]), kept);
  }
  return TRUE;
}

/* Of each text the one that shall hold; whether any differs from what is there. */
static gboolean
merge_texts (GxImporter *self, GxStatement *old, Person *person)
{
  gboolean is_overwriting = self->plan->on_match == GX_ON_MATCH_OVERWRITE, is_changed = FALSE;

  for (guint i = 0; i <= N_TEXTS; i++) {
    const char **text = i < N_TEXTS ? &person->texts[i] : &person->prefers;
    const char *theirs = gx_statement_text (old, (int) i) != NULL ? gx_statement_text (old, (int) i) : "";

    if (**text != 0 && (*theirs == 0 || is_overwriting))
      is_changed = is_changed || strcmp (*text, theirs) != 0;
    else
      *text = own (person, g_strdup (theirs));
  }
  return is_changed;
}

static gboolean
merge_link (GxStatement *old, int column, gboolean is_overwriting, GxId *id)
{
  GxId theirs = gx_statement_int64 (old, column);

  if (*id != 0 && (theirs == 0 || is_overwriting))
    return *id != theirs;
  *id = theirs;
  return FALSE;
}

static gboolean
write_texts (GxImporter *self, GxId customer, const Person *person)
{
  const char * const *t = person->texts;
  GxStatement *update = _gx_importer_statement (self,
    "update customer set kind = ?, standing = ?, number = ?, name = ?, family_name = ?, form_of_address = "
    "?, gender = ?, birthday = ?,"
    " occupation = ?, industry = ?, size = ?, company_code = ?, invoice_title = ?, invoice_code = ?, "
    "invoice_bank = ?,"
    " invoice_account = ?, invoice_address = ?, invoice_phone = ?, preferences = ?, note = ?, prefers = ?, "
    "source_id = ?, owner_id = ?"
    " where id = ?");
  gboolean is_written;

  _gx_importer_remember (self, "number", t[TEXT_NUMBER]);
  gx_statement_rebind (update, "ttTTTTTTTTTTTTTTTTTTTIIi", t[0], t[1], t[2], t[3], t[4], t[5], t[6], t[7],
                       t[8], t[9], t[10], t[11],
                       t[12], t[13], t[14], t[15], t[16], t[17], t[18], t[19], person->prefers,
                         person->source, person->owner, customer);
  _gx_importer_capture (self, TRUE);
  is_written = _gx_importer_run (self, update);
  _gx_importer_capture (self, FALSE);
  return is_written;
}

gboolean
_gx_importer_update_customer (GxImporter *self, const GxImportRow *row, GxId customer, gboolean *changed)
{
  g_auto (Person) person = { 0 };
  gboolean is_overwriting = self->plan->on_match == GX_ON_MATCH_OVERWRITE, is_organisation;
  Hanging hanging = { .customer = customer, .kind = "former", .changed = changed };
  g_autofree char *old_name = NULL;
  GxStatement *query;

  if (!read_person (self, row, &person))
    return FALSE;
  query = _gx_importer_statement (self,
    "select kind, standing, number, name, family_name, form_of_address, gender, birthday, occupation, "
    "industry, size, company_code,"
    " invoice_title, invoice_code, invoice_bank, invoice_account, invoice_address, invoice_phone, "
    "preferences, note, prefers,"
    " source_id, owner_id from customer where id = ?");
  gx_statement_rebind (query, "i", customer);
  if (!gx_statement_next (query))
    return gx_statement_finish (query, &self->error);
  is_organisation = strcmp (gx_statement_text (query, 0), "organisation") == 0;
  old_name = g_strdup (gx_statement_text (query, TEXT_NAME));
  *changed = merge_texts (self, query, &person);
  *changed |= merge_link (query, N_TEXTS + 1, is_overwriting, &person.source);
  *changed |= merge_link (query, N_TEXTS + 2, is_overwriting, &person.owner);
  if (*changed && !write_texts (self, customer, &person))
    return FALSE;
  /* Renaming keeps the old name. */
  if (old_name != NULL && *old_name != 0 && strcmp (old_name, person.texts[TEXT_NAME]) != 0 &&
      !add_name (self, row, old_name, &hanging))
    return FALSE;
  return hang_all (self, row, customer, is_organisation, FALSE, changed);
}

gboolean
_gx_import_customer (GxImporter *self, const GxImportRow *row, GxImportOutcome *outcome)
{
  gboolean changed = FALSE;
  GxId customer = 0;

  *outcome = GX_OUTCOME_UNCHANGED;
  if (self->plan->on_match != GX_ON_MATCH_ADD && !_gx_importer_match (self, row, &customer))
    return FALSE;
  if (customer == 0) {
    *outcome = GX_OUTCOME_ADDED;
    return _gx_importer_add_customer (self, row, &customer) && _gx_importer_mark (self, row->mark);
  }
  if (self->plan->on_match == GX_ON_MATCH_SKIP)
    return TRUE;
  if (!_gx_importer_update_customer (self, row, customer, &changed))
    return FALSE;
  if (!changed)
    return TRUE;
  *outcome = GX_OUTCOME_UPDATED;
  return _gx_importer_mark (self, row->mark);
}
