/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-day.h"
#include "base/gx-error.h"
#include "base/gx-id.h"
#include "base/gx-money.h"
#include "base/gx-phrase.h"
#include "base/gx-text.h"
#include "customers/gx-customer-parts.h"
#include "interchange/gx-import-private.h"

/* Columns that are fields which the book's people thought of. */

#define TYPE_DOMAIN "custom.type"
#define MOST_CHOICES 12      /* more different texts are no choice among a few */
#define CHOICE_REPEATS 3     /* as often each of them stands there, or more */
#define LONGEST_NUMBER 15    /* digits: beyond it is a card or an account */

/* -- which field a column is */

char *
gx_import_custom_split (const char *custom, const char **type)
{
  const char *colon = strrchr (custom, ':');

  g_return_val_if_fail (custom != NULL && type != NULL, NULL);

  *type = colon != NULL && colon > custom && g_strv_contains (gx_phrase_keys (TYPE_DOMAIN), colon + 1)
            ? g_intern_string (colon + 1) : NULL;
  return *type != NULL ? g_strndup (custom, colon - custom) : g_strdup (custom);
}

void
gx_import_plan_set_column (GxImportPlan *self, guint column, GxColumn field, const char *custom)
{
  g_return_if_fail (self != NULL && (field == GX_COLUMN_CUSTOM) == (custom != NULL));

  if (self->columns->len <= column)
    g_array_set_size (self->columns, column + 1);
  if (self->customs->len <= column)
    g_ptr_array_set_size (self->customs, (int) column + 1);
  g_array_index (self->columns, GxColumn, column) = field;
  g_free (self->customs->pdata[column]);
  self->customs->pdata[column] = g_strdup (custom);
}

const char *
gx_import_plan_get_custom (const GxImportPlan *self, guint column)
{
  g_return_val_if_fail (self != NULL, NULL);

  return column < self->columns->len && column < self->customs->len
    && g_array_index (self->columns, GxColumn, column) == GX_COLUMN_CUSTOM ? self->customs->pdata[column]
    : NULL;
}

char *
gx_import_plan_get_word (const GxImportPlan *self, guint column)
{
  const char *custom = gx_import_plan_get_custom (self, column);

  g_return_val_if_fail (self != NULL && column < self->columns->len, NULL);

  return custom != NULL ? g_strconcat (GX_CUSTOM_WORD, custom, NULL)
                        : g_strdup (gx_column_key (g_array_index (self->columns, GxColumn, column)));
}

gboolean
gx_import_plan_learn (GxImportPlan *self, GxConnection *book, GError **error)
{
  GPtrArray *fields;

  g_return_val_if_fail (self != NULL && GX_IS_CONNECTION (book), FALSE);

  fields = gx_custom_fields_list (book, error);
  if (fields == NULL)
    return FALSE;
  g_ptr_array_unref (self->book_fields);
  self->book_fields = fields;
  return TRUE;
}

static const GxCustomField *
find_field (GPtrArray *fields, const char *name)
{
  g_autofree char *folded = gx_fold (name);

  for (guint i = 0; i < fields->len; i++)
    {
      const GxCustomField *field = fields->pdata[i];
      g_autofree char *theirs = gx_fold (field->name != NULL ? field->name : "");

      if (strcmp (theirs, folded) == 0)
        return field;
    }
  return NULL;
}

/* What an export writes above our own fields stays ours. */
const char *
_gx_import_find_custom (const GxImportPlan *plan, const char *header)
{
  const GxCustomField *field;

  if (*header == 0 || plan->kind != GX_IMPORT_CUSTOMERS)
    return NULL;
  field = find_field (plan->book_fields, header);
  for (guint i = GX_COLUMN_SKIP + 1; field != NULL && i < GX_N_COLUMNS; i++)
    if (gx_column_is_of (i, plan->kind) && gx_column_has_label (i, header))
      return NULL;
  return field != NULL ? field->name : NULL;
}

/* -- what a new field would hold */

static gboolean
is_number (const char *text)
{
  const char *digits = text + strspn (text, "-");
  gint64 micro;

  return strlen (digits) <= LONGEST_NUMBER && !(digits[0] == '0' && g_ascii_isdigit (digits[1]))
    && g_ascii_isdigit (*digits) && _gx_import_number (text, FALSE, &micro);
}

static gboolean
is_day (const char *text)
{
  guint orders;

  return gx_moment_orders (text, &orders);
}

static gboolean
is_yes_or_no (const char *text)
{
  g_autofree char *stored = gx_custom_value_read ("yes_no", text, NULL);

  return stored != NULL;
}

static gboolean
are_all (GPtrArray *texts, gboolean (*is) (const char *text))
{
  for (guint i = 0; i < texts->len; i++)
    if (!is (texts->pdata[i]))
      return FALSE;
  return texts->len > 0;
}

const char *
_gx_import_guess_type (GPtrArray *texts)
{
  g_autoptr (GHashTable) different = g_hash_table_new (g_str_hash, g_str_equal);
  guint n;

  if (are_all (texts, is_number))
    return "number";
  if (are_all (texts, is_yes_or_no))
    return "yes_no";
  if (are_all (texts, is_day))
    return "day";
  for (guint i = 0; i < texts->len; i++)
    g_hash_table_add (different, texts->pdata[i]);
  n = g_hash_table_size (different);
  return n > 1 && n <= MOST_CHOICES && n * CHOICE_REPEATS <= texts->len ? "choice" : "text";
}

/* -- while rows come in */

struct _GxImportCustom {
  guint column;
  GxId field;              /* 0: the first value makes it */
  char *name;
  const char *type;
  GHashTable *choices;     /* of a choice: folded → as the field has it */
  gboolean is_made;        /* the book had none of it */
  GString *listed;         /* its choices, one a line */
  gint64 n_values;
};
typedef struct _GxImportCustom GxImportCustom;

static void
free_custom (gpointer data)
{
  GxImportCustom *self = data;

  g_free (self->name);
  g_hash_table_unref (self->choices);
  g_string_free (self->listed, TRUE);
  g_free (self);
}

static void
add_choice (GxImportCustom *self, const char *choice)
{
  if (*choice == 0 || !g_hash_table_insert (self->choices, gx_fold (choice), g_strdup (choice)))
    return;
  g_string_append_printf (self->listed, "%s%s", self->listed->len > 0 ? "\n" : "", choice);
}

static GxImportCustom *
new_custom (guint column, const char *name, const char *type, const GxCustomField *field)
{
  GxImportCustom *self = g_new0 (GxImportCustom, 1);
  gboolean has_choices = field != NULL && field->choices != NULL;
  g_auto (GStrv) choices = g_strsplit (has_choices ? field->choices : "", "\n", -1);

  self->column = column;
  self->field = field != NULL ? field->id : 0;
  self->name = g_strdup (field != NULL ? field->name : name);
  self->type = field != NULL ? field->type : type;
  self->is_made = field == NULL;
  self->choices = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->listed = g_string_new (NULL);
  for (guint i = 0; choices[i] != NULL; i++)
    add_choice (self, g_strstrip (choices[i]));
  return self;
}

const char *
_gx_importer_custom_type (GxImporter *self, guint column)
{
  for (guint i = 0; i < self->customs->len; i++)
    if (((GxImportCustom *) self->customs->pdata[i])->column == column)
      return ((GxImportCustom *) self->customs->pdata[i])->type;
  return NULL;
}

gboolean
_gx_importer_open_customs (GxImporter *self)
{
  g_autoptr (GPtrArray) fields = gx_custom_fields_list (self->book, &self->error);

  if (fields == NULL)
    return FALSE;
  self->customs = g_ptr_array_new_with_free_func (free_custom);
  for (guint i = 0; i < self->plan->columns->len; i++)
    {
      const char *custom = gx_import_plan_get_custom (self->plan, i), *type = NULL;
      g_autofree char *name = custom != NULL ? gx_import_custom_split (custom, &type) : NULL;
      const GxCustomField *field = name != NULL ? find_field (fields, name) : NULL;

      if (name == NULL)
        continue;
      if (field == NULL && type == NULL)
        {
          g_set_error (&self->error, GX_ERROR, GX_ERROR_USAGE,
                       /* Translators: %1$s is the name of a field; “custom.…:text” and the words behind it stay as
                        * they are */
                       _("The book has no field “%1$s”. To make it, say what it holds: “custom.%1$s:text”, "
                         "or number, day, yes_no or choice in place of text."), name);
          return FALSE;
        }
      g_ptr_array_add (self->customs, new_custom (i, name, type, field));
    }
  return TRUE;
}

/* What is told of a value stands under its own column. */
static void
tell (GxImporter *self, const GxImportRow *row, const GxImportCustom *custom, const char *value,
      const char *repaired, const char *code, char *reason)
{
  const char *header = custom->column < self->plan->headers->len
                         ? self->plan->headers->pdata[custom->column] : "";
  const GxImportProblem problem = {
    row->number, (char *) (*header != 0 ? header : custom->name), (char *) value, (char *) repaired, code,
    reason, repaired != NULL ? GX_SEVERITY_REPAIR : GX_SEVERITY_WARNING,
  };

  _gx_import_report_add (self->report, &problem);
}

/* (transfer full) (nullable): NULL: it is none. */
static char *
read_number (GxImporter *self, const GxImportRow *row, const GxImportCustom *custom, const char *text)
{
  gint64 micro, typed;
  g_autofree char *number = NULL;

  if (!_gx_import_number (text, self->survey.has_custom_comma[custom->column], &micro))
    return NULL;
  number = gx_decimal_to_string (micro);
  if (!gx_decimal_parse (text, &typed) && text[strspn (text, "-.,0123456789 ")] != 0)
    tell (self, row, custom, text, number, "number", g_strdup (_("It is written out.")));
  return g_steal_pointer (&number);
}

static char *
read_day (GxImporter *self, const GxImportRow *row, const GxImportCustom *custom, const char *text)
{
  GxMoment moment;
  g_autofree char *day = NULL;

  if (gx_moment_parse (text, self->survey.custom_orders[custom->column], &moment))
    day = gx_day_to_iso (moment.day);
  else if (gx_moment_parse_serial (text, &moment))
    {
      day = gx_day_to_iso (moment.day);
      tell (self, row, custom, text, day, "day.serial",
            g_strdup (_("A spreadsheet had made a number of this day.")));
    }
  if (day != NULL && moment.has_time && moment.seconds != 0)
    tell (self, row, custom, text, day, "day.time", g_strdup (_("The field holds a day without a time.")));
  return g_steal_pointer (&day);
}

/* One of the field's own words; another is kept as it is, and told, but makes a field that is new. */
static char *
read_choice (GxImporter *self, const GxImportRow *row, GxImportCustom *custom, const char *text)
{
  g_autofree char *folded = gx_fold (text);
  const char *choice = g_hash_table_lookup (custom->choices, folded);

  if (choice == NULL && custom->is_made)
    add_choice (custom, text);
  else if (choice == NULL)
    tell (self, row, custom, text, NULL, "choice",
          g_strdup (_("This is none of the field's choices; it is kept.")));
  else if (strcmp (choice, text) != 0)
    tell (self, row, custom, text, choice, "choice", g_strdup (_("One word stands for this everywhere.")));
  return g_strdup (choice != NULL ? choice : text);
}

/* (transfer full) (nullable): NULL: it cannot be kept, which is told. */
static char *
read_value (GxImporter *self, const GxImportRow *row, GxImportCustom *custom, const char *text)
{
  g_autoptr (GError) error = NULL;
  char *value = NULL;

  if (strcmp (custom->type, "choice") == 0)
    return read_choice (self, row, custom, text);
  if (strcmp (custom->type, "number") == 0)
    value = read_number (self, row, custom, text);
  else if (strcmp (custom->type, "day") == 0)
    value = read_day (self, row, custom, text);
  if (value == NULL)
    value = gx_custom_value_read (custom->type, text, &error);
  if (value == NULL)
    tell (self, row, custom, text, NULL, "custom", g_strdup (error->message));
  return value;
}

/* The first value makes the field: a file without any leaves no trace. */
static gboolean
ensure_field (GxImporter *self, GxImportCustom *custom)
{
  gboolean is_written;

  if (custom->field != 0)
    return TRUE;
  custom->field = gx_connection_new_id (self->book);
  _gx_importer_capture (self, TRUE);
  is_written = gx_connection_run (self->book, &self->error,
    "insert into custom_field (id, name, type, position)"
    " select ?, ?, ?, coalesce (max (position), 0) + 1 from custom_field where gone = 0", "itt",
    (gint64) custom->field, custom->name, custom->type);
  _gx_importer_capture (self, FALSE);
  return is_written;
}

static gboolean
write_value (GxImporter *self, const GxImportCustom *custom, GxId customer, gint64 id, const char *value)
{
  GxStatement *insert = _gx_importer_statement (self,
    "insert into custom_value (id, customer_id, field_id, value) values (?, ?, ?, ?)"
    " on conflict (id) do update set gone = 0, value = excluded.value");
  gboolean is_written;

  gx_statement_rebind (insert, "iiit", id, (gint64) customer, (gint64) custom->field, value);
  _gx_importer_capture (self, TRUE);
  is_written = _gx_importer_run (self, insert);
  _gx_importer_capture (self, FALSE);
  return is_written;
}

static void
note (GxImporter *self, const GxImportCustom *custom, const char *read, const char *before, const char *after)
{
  if (self->report->log != NULL && (strcmp (before, after) != 0 || strcmp (read, after) != 0))
    _gx_import_log_change (self->report->log, GX_COLUMN_CUSTOM, custom->name, read, before, after);
}

/* (transfer full): what the customer has of the field; "" nothing. */
static char *
read_held (GxImporter *self, gint64 id)
{
  GxStatement *query = _gx_importer_statement (self,
    "select value from custom_value where id = ? and gone = 0 and value is not null");
  g_autofree char *held = NULL;

  gx_statement_rebind (query, "i", id);
  if (gx_statement_next (query))
    held = gx_statement_dup_text (query, 0);
  _gx_importer_finish (self, query);
  return held != NULL ? g_steal_pointer (&held) : g_strdup ("");
}

static gboolean
hang (GxImporter *self, const GxImportRow *row, GxImportCustom *custom, const char *text, GxId customer,
      gboolean is_new, gboolean *changed)
{
  g_autofree char *value = read_value (self, row, custom, text), *held = NULL;
  gint64 id;

  if (value == NULL)
    {
      note (self, custom, text, "", "");
      return TRUE;
    }
  if (!ensure_field (self, custom))
    return FALSE;
  id = gx_id_hash ("custom_value", customer, custom->field);
  held = is_new ? g_strdup ("") : read_held (self, id);
  if (*held != 0 && (strcmp (held, value) == 0 || !_gx_importer_is_overwriting (self)))
    {
      note (self, custom, text, held, held);
      return self->error == NULL;
    }
  *changed = TRUE;
  custom->n_values++;
  note (self, custom, text, held, value);
  return write_value (self, custom, customer, id, value);
}

gboolean
_gx_importer_hang_customs (GxImporter *self, const GxImportRow *row, GxId customer, gboolean is_new,
                           gboolean *changed)
{
  for (guint i = 0; i < self->customs->len; i++)
    {
      GxImportCustom *custom = self->customs->pdata[i];
      g_autofree char *cell = g_strstrip (g_strdup (gx_row_text (row->row, custom->column)));
      const char *text = cell + _gx_import_is_guarded (cell);

      if (*text != 0 && !hang (self, row, custom, text, customer, is_new, changed))
        return FALSE;
    }
  return TRUE;
}

gboolean
_gx_importer_end_customs (GxImporter *self)
{
  for (guint i = 0; i < self->customs->len; i++)
    {
      const GxImportCustom *custom = self->customs->pdata[i];
      gboolean is_written;

      if (!custom->is_made || custom->field == 0)
        continue;
      gx_notices_add (self->report->notices, "new-field", custom->n_values,
                      /* Translators: %1$s is the name of a field, %2$s what it holds ("Number"), %3$lld how many
                       * customers get a value */
                      g_strdup_printf (_("New field “%1$s” (%2$s), with %3$lld values."), custom->name,
                                       gx_phrase (TYPE_DOMAIN, custom->type), (long long) custom->n_values));
      if (strcmp (custom->type, "choice") != 0)
        continue;
      _gx_importer_capture (self, TRUE);
      is_written = gx_connection_run (self->book, &self->error,
                                      "update custom_field set choices = ? where id = ?", "Ti",
                                      custom->listed->str, (gint64) custom->field);
      _gx_importer_capture (self, FALSE);
      if (!is_written)
        return FALSE;
    }
  return TRUE;
}
