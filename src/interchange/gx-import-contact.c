/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-contact.h"
#include "base/gx-phrase.h"
#include "interchange/gx-import-private.h"

/* Ways to reach somebody: several in one cell, with words beside them. */

#define SHORTEST_PHONE 7 /* digits: "65529988/9" is not two numbers */

static const struct {
  GxColumn field;
  const char *kind;
  const char *separators;
  const char *doubtful;   /* (nullable): those, and others that may also stand inside one; ASCII */
} kinds[] = {
  { GX_COLUMN_PHONE, "phone", ";；、,，|｜\n", ";,|/\n" },
  { GX_COLUMN_MAIL, "mail", ";；、,，|｜\n", ";,|/ \n" },
  { GX_COLUMN_WECHAT, "wechat", ";；、,，|｜\n" },
  { GX_COLUMN_QQ, "qq", ";；、,，|｜\n" },
  { GX_COLUMN_WEB, "web", ";；\n" },
};

/* One customer, and the kind that is written now. */
typedef struct {
  guint i;              /* in kinds */
  GxId customer;
  GxColumn field;
  const char *kind;
  gboolean is_new;      /* made just now: nothing hangs from them yet */
  guint n_written;
  gboolean *changed;
} Reached;

/* Whether each piece between the doubtful @separators is one by itself: "Anna Berg <anna@example.com>" is one,
 * and so is "65529988/9". */
static gboolean
is_several (GxColumn field, const char *text, const char *separators)
{
  g_auto (GStrv) pieces = NULL;
  guint n = 0;

  if (strpbrk (text, separators) == NULL)
    return FALSE;
  pieces = g_strsplit_set (text, separators, -1);
  for (guint i = 0; pieces[i] != NULL; i++)
    {
      g_autofree char *digits = gx_phone_digits (pieces[i]);

      if (*g_strstrip (pieces[i]) == 0)
        continue;
      if (field == GX_COLUMN_PHONE ? strlen (digits) < SHORTEST_PHONE : strchr (pieces[i], '@') == NULL)
        return FALSE;
      n++;
    }
  return n > 1;
}

static const char *
separators_for (guint kind, const char *text)
{
  if (kinds[kind].doubtful != NULL && is_several (kinds[kind].field, text, kinds[kind].doubtful))
    return kinds[kind].doubtful;
  return kinds[kind].separators;
}

/* A number whose digits are covered is nobody's: it is kept in the note, as it stands. */
static gboolean
is_masked (GxColumn field, const char *text)
{
  g_autofree char *number = NULL, *label = NULL;

  return field == GX_COLUMN_PHONE
    && gx_text_is_masked (gx_phone_split_label (text, &number, &label) ? number : text);
}

static gboolean
keep_first (GxImporter *self, const GxImportRow *row, const char *text, gpointer data)
{
  char **first = data;

  if (is_masked (GX_COLUMN_PHONE, text)) /* of no other contact does it look so */
    return TRUE;
  *first = g_strdup (text);
  return FALSE; /* one is enough */
}

char *
_gx_importer_first_contact (GxImporter *self, GxColumn field, const char *text)
{
  g_autofree char *number = NULL, *label = NULL, *first = NULL;
  guint kind = 0;

  while (kinds[kind].field != field)
    kind++;
  _gx_importer_each_part (self, NULL, text, separators_for (kind, text), keep_first, &first);
  if (first != NULL && field == GX_COLUMN_PHONE && gx_phone_split_label (first, &number, &label))
    return g_steal_pointer (&number);
  return first != NULL ? g_steal_pointer (&first) : g_strdup ("");
}

/* -- what hangs from a customer */

static gboolean
is_there (GxImporter *self, GxStatement *query)
{
  gboolean is_found = gx_statement_next (query);

  _gx_importer_finish (self, query);
  return is_found;
}

/* A contact as it is stored: without its words, and without what a spreadsheet did to it. */
typedef struct {
  char *value, *label;     /* label: nullable */
  const char *repair;      /* nullable */
} Number;

static void
clear_number (Number *self)
{
  g_free (self->value);
  g_free (self->label);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Number, clear_number)

static void
read_number (GxColumn field, const char *text, Number *number)
{
  g_autofree char *bare = NULL;

  if (field == GX_COLUMN_PHONE && text[strspn (text, "+-0123456789 ")] != 0)
    gx_phone_split_label (text, &bare, &number->label);
  if (bare == NULL)
    bare = g_strdup (text);
  if ((field == GX_COLUMN_PHONE || field == GX_COLUMN_QQ) && bare[strspn (bare, "+0123456789")] != 0)
    number->value = gx_phone_mend (bare, &number->repair);
  else
    number->value = g_steal_pointer (&bare);
}

/* Whether they have it already, perhaps written otherwise: that stays, and is told. */
static gboolean
has_contact_point (GxImporter *self, const GxImportRow *row, const Reached *reached, const char *text,
                   const Number *number, const char *key)
{
  GxStatement *query = _gx_importer_statement (self,
    "select value from contact_point where customer_id = ? and kind = ? and gone = 0"
    " and (key = ?3 or (?3 is null and key is null and value = ?4))");
  g_autofree char *held = NULL;
  gboolean is_found;

  gx_statement_rebind (query, "ittt", reached->customer, reached->kind, key, number->value);
  is_found = gx_statement_next (query);
  if (is_found && self->report->log != NULL)
    held = gx_statement_dup_text (query, 0);
  _gx_importer_finish (self, query);
  if (held != NULL)
    _gx_importer_note (self, row, reached->field, text, held, held);
  return is_found;
}

static gboolean
has_primary (GxImporter *self, const Reached *reached)
{
  GxStatement *query = _gx_importer_statement (self,
    "select 1 from contact_point where customer_id = ? and kind = ? and is_primary = 1 and gone = 0");

  gx_statement_rebind (query, "it", reached->customer, reached->kind);
  return is_there (self, query);
}

static gboolean
warn_masked (GxImporter *self, const GxImportRow *row, const char *text)
{
  _gx_importer_warn (self, row, GX_COLUMN_PHONE, text, "masked",
                     g_strdup (_("Its digits are covered: it is kept in the note, not as a number.")));
  return TRUE;
}

/* What was mended, or cannot be right. */
static void
tell (GxImporter *self, const GxImportRow *row, GxColumn field, const char *text, const Number *number,
      const char *why)
{
  if (number->label != NULL)
    {
      g_autofree char *both = g_strdup_printf ("%s · %s", number->value, number->label);

      _gx_importer_repair (self, row, field, text, both, "phone.label",
                           g_strdup (gx_phrase ("contact.repair", "phone.label")));
    }
  if (number->repair != NULL)
    _gx_importer_repair (self, row, field, text, number->value, number->repair,
                         g_strdup (gx_phrase ("contact.repair", number->repair)));
  if (why != NULL)
    _gx_importer_warn (self, row, field, number->value, "contact",
                       g_strdup (gx_phrase ("contact.problem", why)));
}

static gboolean
add_contact (GxImporter *self, const GxImportRow *row, const char *text, gpointer data)
{
  Reached *reached = data;
  g_auto (Number) number = { 0 };
  const char *why = NULL, *key;
  gboolean has_one = reached->n_written > 0;

  if (is_masked (reached->field, text))
    return warn_masked (self, row, text);
  read_number (reached->field, text, &number);
  key = _gx_importer_contact_key (self, reached->kind, number.value, &why);
  if ((!reached->is_new || has_one) && has_contact_point (self, row, reached, text, &number, key))
    return TRUE;
  if (!reached->is_new && !has_one)
    has_one = has_primary (self, reached);
  tell (self, row, reached->field, text, &number, why);
  reached->n_written++;
  *reached->changed = TRUE;
  _gx_importer_note (self, row, reached->field, text, NULL, number.value);
  if (key != NULL)
    _gx_importer_remember (self, reached->kind, key, reached->customer);
  return _gx_importer_add (self, GX_RUN_CONTACT, "iitTtti", _gx_importer_new_id (self, GX_RUN_CONTACT),
                           reached->customer, reached->kind, number.label, number.value, key,
                           (gint64) !has_one);
}

static gboolean
take_cell (GxImporter *self, const GxImportRow *row, const char *text, gpointer data)
{
  const Reached *reached = data;

  return _gx_importer_each_part (self, row, text, separators_for (reached->i, text), add_contact, data);
}

static gboolean
append_masked (GxImporter *self, const GxImportRow *row, const char *text, gpointer data)
{
  GString *note = data;
  g_autofree char *line = NULL;

  if (!is_masked (GX_COLUMN_PHONE, text))
    return TRUE;
  line = g_strdup_printf ("%s %s", gx_column_label (GX_COLUMN_PHONE), text);

  if (strstr (note->str, line) == NULL)
    g_string_append_printf (note, "%s%s", note->len > 0 ? "\n" : "", line);
  return TRUE;
}

static gboolean
append_masked_of_cell (GxImporter *self, const GxImportRow *row, const char *text, gpointer data)
{
  return _gx_importer_each_part (self, row, text, separators_for (0, text), append_masked, data);
}

void
_gx_importer_append_masked (GxImporter *self, const GxImportRow *row, GString *note)
{
  if (row->has_masked)
    _gx_importer_each_text (self, row, GX_COLUMN_PHONE, "", append_masked_of_cell, note);
}

gboolean
_gx_importer_hang_contacts (GxImporter *self, const GxImportRow *row, GxId customer, gboolean is_new,
                            gboolean *changed)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      Reached reached = { i, customer, kinds[i].field, kinds[i].kind, is_new, 0, changed };

      if (!_gx_importer_each_text (self, row, kinds[i].field, "", take_cell, &reached))
        return FALSE;
    }
  return TRUE;
}
