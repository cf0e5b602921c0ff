/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "base/gx-partial-day.h"
#include "base/gx-phrase.h"
#include "base/gx-text.h"
#include "customers/gx-customer-field.h"
#include "customers/gx-members.h"
#include "customers/gx-words.h"
#include "interchange/gx-import-private.h"

/* The columns of the table customer that are plain text, in the order of its insert. The first two have
 * defaults. */
enum { TEXT_KIND, TEXT_STANDING, TEXT_NUMBER, TEXT_NAME, TEXT_NOTE = 19, N_TEXTS };
static const GxColumn text_fields[N_TEXTS] = {
  GX_COLUMN_KIND, GX_COLUMN_STANDING, GX_COLUMN_NUMBER, GX_COLUMN_NAME, GX_COLUMN_FAMILY_NAME,
    GX_COLUMN_FORM_OF_ADDRESS, GX_COLUMN_GENDER,
  GX_COLUMN_BIRTHDAY, GX_COLUMN_OCCUPATION, GX_COLUMN_INDUSTRY, GX_COLUMN_SIZE, GX_COLUMN_COMPANY_CODE,
    GX_COLUMN_INVOICE_TITLE,
  GX_COLUMN_INVOICE_CODE, GX_COLUMN_INVOICE_BANK, GX_COLUMN_INVOICE_ACCOUNT, GX_COLUMN_INVOICE_ADDRESS,
    GX_COLUMN_INVOICE_PHONE,
  GX_COLUMN_PREFERENCES, GX_COLUMN_NOTE,
};

/* What one row says of a customer, ready to be written. "" is nothing. */
typedef struct {
  const char *texts[N_TEXTS];
  const char *prefers;
  GxId source, owner;
  GPtrArray *owned;          /* texts that are not the row's own */
} Person;

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
read_choice (GxImporter *self, const GxImportRow *row, GxColumn field, Person *person)
{
  const char *text = row->values[field];
  const GxCustomerField *choice;
  gboolean is_same = FALSE;
  const char *key;
  g_autoptr (GError) error = NULL;
  char *stored = NULL;

  if (*text == 0)
    return "";
  choice = gx_customer_field_get (gx_column_key (field));
  key = _gx_import_word (field, text, &is_same);
  if (key != NULL && !is_same)
    _gx_importer_repair (self, row, field, text, gx_phrase (choice->domain, key), "choice",
                         g_strdup (_("One word stands for this everywhere.")));
  if (key != NULL)
    return key;
  if (gx_customer_field_check (choice, text, &stored, &error))
    return stored != NULL ? own (person, stored) : "";
  _gx_importer_warn (self, row, field, text, "choice", g_strdup (error->message));
  return "";
}

/* "3/5/68" is 1968 of somebody who lives. NULL: still to come. */
static char *
write_birthday (const char *text, GxDay day)
{
  g_autofree char *written = gx_day_to_iso (day);
  g_autofree char *year = g_strndup (written, strlen ("1968"));

  if (day <= gx_clock_today ())
    return g_steal_pointer (&written);
  return strstr (text, year) == NULL ? gx_day_to_iso (gx_day_add_months (day, -100 * 12)) : NULL;
}

/* A day that a spreadsheet had counted, or whose century was left out. */
static void
tell_birthday (GxImporter *self, const GxImportRow *row, const char *birthday)
{
  const char *text = row->values[GX_COLUMN_BIRTHDAY];
  g_autofree char *year = g_strndup (birthday, strlen ("1968"));
  GxMoment moment;

  if (gx_moment_parse_serial (text, &moment))
    _gx_importer_repair (self, row, GX_COLUMN_BIRTHDAY, text, birthday, "day.serial",
                         g_strdup (_("A spreadsheet had made a number of this day.")));
  else if (g_ascii_isdigit (*year) && strlen (birthday) == strlen ("1968-03-05")
           && strstr (text, year) == NULL)
    _gx_importer_repair (self, row, GX_COLUMN_BIRTHDAY, text, birthday, "day.year",
                         g_strdup (_("The century was left out.")));
}

char *
_gx_importer_birthday (GxImporter *self, const GxImportRow *row)
{
  const char *text = row->values[GX_COLUMN_BIRTHDAY];
  GxPartialDay partial;
  GxMoment moment;
  guint orders;

  if (*text == 0)
    return NULL;
  if (gx_moment_parse (text, self->survey.orders[GX_COLUMN_BIRTHDAY], &moment))
    return write_birthday (text, moment.day);
  if (gx_moment_parse_serial (text, &moment))
    return gx_day_to_iso (moment.day);
  if (!gx_moment_orders (text, &orders) && gx_partial_day_parse (text, &partial, NULL))
    return gx_partial_day_store (&partial);
  return NULL;
}

static gboolean
read_birthday (GxImporter *self, const GxImportRow *row, Person *person, const char **stored)
{
  const char *text = row->values[GX_COLUMN_BIRTHDAY];
  char *birthday = _gx_importer_birthday (self, row);

  *stored = birthday != NULL ? own (person, birthday) : "";
  if (birthday != NULL)
    tell_birthday (self, row, birthday);
  if (*text == 0 || birthday != NULL)
    return TRUE;
  _gx_importer_warn (self, row, GX_COLUMN_BIRTHDAY, text, "day", g_strdup (_("This is no day that exists.")));
  return TRUE;
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

static gboolean
read_person (GxImporter *self, const GxImportRow *row, Person *person)
{
  g_autoptr (GString) note = NULL;

  for (guint i = 0; i < N_TEXTS; i++)
    person->texts[i] = row->values[text_fields[i]];
  person->texts[TEXT_KIND] = read_choice (self, row, GX_COLUMN_KIND, person);
  person->texts[TEXT_STANDING] = read_choice (self, row, GX_COLUMN_STANDING, person);
  person->texts[TEXT_NAME] = own (person, _gx_importer_name (row));
  person->texts[6] = read_choice (self, row, GX_COLUMN_GENDER, person);
  if (!read_birthday (self, row, person, &person->texts[7]))
    return FALSE;
  person->prefers = read_choice (self, row, GX_COLUMN_PREFERS, person);
  if (*row->values[GX_COLUMN_NOTE] != 0)
    {
      note = g_string_new (NULL);
      _gx_importer_each_text (self, row, GX_COLUMN_NOTE, "", append_note, note);
      person->texts[TEXT_NOTE] = own (person, g_strdup (note->str));
    }
  if (*row->values[GX_COLUMN_SOURCE] != 0)
    person->source = _gx_importer_word (self, "source", row->values[GX_COLUMN_SOURCE]);
  if (*row->values[GX_COLUMN_OWNER] != 0)
    person->owner = _gx_importer_word (self, "member", row->values[GX_COLUMN_OWNER]);
  return self->error == NULL;
}

static gboolean
has_identity (const GxImportRow *row, const Person *person)
{
  return *person->texts[TEXT_NAME] != 0 || *person->texts[TEXT_NUMBER] != 0
    || *row->values[GX_COLUMN_CUSTOMER_ID] != 0
    || *row->values[GX_COLUMN_PHONE] != 0 || *row->values[GX_COLUMN_MAIL] != 0
      || *row->values[GX_COLUMN_WECHAT] != 0
    || *row->values[GX_COLUMN_QQ] != 0 || *row->values[GX_COLUMN_COMPANY] != 0;
}

/* -- adding and updating */

/* Telephones that nobody can be reached by stand in the note, whatever else does. TRUE: it was changed. */
static gboolean
note_masked (GxImporter *self, const GxImportRow *row, Person *person)
{
  const char **text = &person->texts[TEXT_NOTE];
  g_autoptr (GString) note = row->has_masked ? g_string_new (*text) : NULL;

  if (note == NULL)
    return FALSE;
  _gx_importer_append_masked (self, row, note);
  if (strcmp (note->str, *text) == 0)
    return FALSE;
  *text = own (person, g_strdup (note->str));
  return TRUE;
}

static void
choose_kind (const GxImportRow *row, Person *person)
{
  const char *company = row->values[GX_COLUMN_COMPANY];

  if (*person->texts[TEXT_NAME] == 0 && *company != 0)
    person->texts[TEXT_NAME] = company;
  if (*person->texts[TEXT_KIND] != 0)
    return;
  person->texts[TEXT_KIND] = "person";
  if (*person->texts[TEXT_NAME] != 0 && (strcmp (person->texts[TEXT_NAME], company) == 0
                                         || _gx_import_is_organisation (person->texts[TEXT_NAME])))
    person->texts[TEXT_KIND] = "organisation";
}

static GxColumn
field_of (guint text)
{
  return text < N_TEXTS ? text_fields[text] : GX_COLUMN_PREFERS;
}

static void
note_all (GxImporter *self, const GxImportRow *row, const Person *person)
{
  for (guint i = 0; i <= N_TEXTS; i++)
    _gx_importer_note (self, row, field_of (i), NULL, NULL, i < N_TEXTS ? person->texts[i] : person->prefers);
  _gx_importer_note (self, row, GX_COLUMN_SOURCE, NULL, NULL, row->values[GX_COLUMN_SOURCE]);
  _gx_importer_note (self, row, GX_COLUMN_OWNER, NULL, NULL, row->values[GX_COLUMN_OWNER]);
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
    return _gx_importer_reject (self, row, GX_COLUMN_SKIP, "identity",
                                g_strdup (_("It says neither a name nor a number nor a way to reach the "
                                            "customer.")));
  choose_kind (row, &person);
  note_masked (self, row, &person);
  is_organisation = strcmp (t[TEXT_KIND], "organisation") == 0;
  if (*t[TEXT_NUMBER] == 0)
    t[TEXT_NUMBER] = row->values[GX_COLUMN_CUSTOMER_ID];
  if (*t[TEXT_STANDING] == 0)
    t[TEXT_STANDING] = "customer";
  *customer = self->about = _gx_importer_new_id (self, GX_RUN_CUSTOMER);
  note_all (self, row, &person);
  _gx_importer_remember (self, "number", t[TEXT_NUMBER], *customer);
  if (!_gx_importer_add (self, GX_RUN_CUSTOMER, "ittTTTTTTTTTTTTTTTTTTTII", *customer, t[0], t[1], t[2],
                         t[3], t[4], t[5], t[6], t[7], t[8], t[9], t[10], t[11], t[12], t[13], t[14],
                         t[15], t[16], t[17], t[18], t[19], person.prefers, person.source,
                         person.owner)
      || !_gx_importer_hang_all (self, row, *customer, is_organisation, TRUE, &changed))
    return FALSE;
  _gx_importer_tell_name (self, row);
  self->report->n_customers++;
  if (is_organisation && self->organisations != NULL)
    {
      GxId *kept = g_new (GxId, 1);

      *kept = *customer;
      g_hash_table_insert (self->organisations, gx_fold (t[TEXT_NAME]), kept);
    }
  return TRUE;
}

gboolean
_gx_importer_is_overwriting (const GxImporter *self)
{
  return self->kind == GX_IMPORT_CUSTOMERS && self->plan->on_match == GX_ON_MATCH_OVERWRITE;
}

/* Of each text the one that shall hold; whether any differs from what is there. */
static gboolean
merge_texts (GxImporter *self, const GxImportRow *row, GxStatement *old, Person *person)
{
  gboolean is_overwriting = _gx_importer_is_overwriting (self), is_changed = FALSE;

  for (guint i = 0; i <= N_TEXTS; i++)
    {
      const char **text = i < N_TEXTS ? &person->texts[i] : &person->prefers;
      const char *theirs = gx_statement_text (old, (int) i) != NULL ? gx_statement_text (old, (int) i) : "";

      if (**text != 0 && (*theirs == 0 || is_overwriting))
        is_changed = is_changed || strcmp (*text, theirs) != 0;
      else
        *text = own (person, g_strdup (theirs));
      is_changed = (i == TEXT_NOTE && note_masked (self, row, person)) || is_changed;
      _gx_importer_note (self, row, field_of (i), NULL, theirs, *text);
    }
  return is_changed;
}

static gboolean
merge_link (GxImporter *self, const GxImportRow *row, GxColumn field, GxStatement *old, int column, GxId *id)
{
  GxId theirs = gx_statement_int64 (old, column);
  const char *name = gx_statement_text (old, column + 2);
  gboolean is_taken = *id != 0 && (theirs == 0 || _gx_importer_is_overwriting (self));
  gboolean is_changed = is_taken && *id != theirs;

  _gx_importer_note (self, row, field, NULL, name, is_changed ? row->values[field] : name);
  *id = is_taken ? *id : theirs;
  return is_changed;
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

  _gx_importer_remember (self, "number", t[TEXT_NUMBER], customer);
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
  gboolean is_organisation;
  g_autofree char *old_name = NULL;
  GxStatement *query;

  if (!read_person (self, row, &person))
    return FALSE;
  query = _gx_importer_statement (self,
    "select kind, standing, number, name, family_name, form_of_address, gender, birthday, occupation, "
    "industry, size, company_code,"
    " invoice_title, invoice_code, invoice_bank, invoice_account, invoice_address, invoice_phone, "
    "preferences, note, prefers,"
    " source_id, owner_id, (select name from word where id = source_id), (select name from member where id ="
    " owner_id) from customer where id = ?");
  gx_statement_rebind (query, "i", customer);
  if (!gx_statement_next (query))
    return _gx_importer_finish (self, query);
  is_organisation = strcmp (gx_statement_text (query, 0), "organisation") == 0;
  old_name = g_strdup (gx_statement_text (query, TEXT_NAME));
  *changed = merge_texts (self, row, query, &person);
  *changed |= merge_link (self, row, GX_COLUMN_SOURCE, query, N_TEXTS + 1, &person.source);
  *changed |= merge_link (self, row, GX_COLUMN_OWNER, query, N_TEXTS + 2, &person.owner);
  gx_statement_finish (query, NULL);
  if (*changed && !write_texts (self, customer, &person))
    return FALSE;
  if (*changed)
    _gx_importer_tell_name (self, row);
  /* Renaming keeps the old name. */
  if (old_name != NULL && *old_name != 0 && strcmp (old_name, person.texts[TEXT_NAME]) != 0
      && !_gx_importer_add_former_name (self, row, customer, old_name, changed))
    return FALSE;
  return _gx_importer_hang_all (self, row, customer, is_organisation, FALSE, changed);
}

/* Whom the row means: by decision, by the rules, by likeness. @is_by_rule: by a key that is equal. */
static gboolean
find_customer (GxImporter *self, const GxImportRow *row, GxId *customer, gboolean *is_by_rule)
{
  *is_by_rule = FALSE;
  if (self->plan->on_match == GX_ON_MATCH_ADD
      || _gx_importer_decided (self, row, customer) != GX_DECISION_NONE)
    return TRUE;
  if (!_gx_importer_match (self, row, customer))
    return FALSE;
  *is_by_rule = *customer != 0;
  if (!*is_by_rule)
    *customer = _gx_importer_match_kin (self, row);
  return TRUE;
}

gboolean
_gx_import_customer (GxImporter *self, const GxImportRow *row, GxImportOutcome *outcome)
{
  gboolean changed = FALSE, is_by_rule;
  GxId customer = 0;

  *outcome = GX_OUTCOME_UNCHANGED;
  if (!find_customer (self, row, &customer, &is_by_rule))
    return FALSE;
  if (customer == 0)
    {
      *outcome = GX_OUTCOME_ADDED;
      if (!_gx_importer_add_customer (self, row, &customer))
        return FALSE;
      _gx_importer_place_kin (self, row, customer, is_by_rule);
      return _gx_importer_mark (self, row->mark);
    }
  self->about = customer;
  if (self->plan->on_match == GX_ON_MATCH_SKIP)
    *outcome = GX_OUTCOME_LEFT;
  else if (!_gx_importer_update_customer (self, row, customer, &changed))
    return FALSE;
  _gx_importer_place_kin (self, row, customer, is_by_rule);
  if (changed)
    *outcome = GX_OUTCOME_UPDATED;
  /* What likeness says depends on everybody else: the mark keeps it for the next time. */
  return !changed && (is_by_rule || *outcome == GX_OUTCOME_LEFT) ? TRUE : _gx_importer_mark (self, row->mark);
}
