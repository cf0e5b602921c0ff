/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-division.h"
#include "base/gx-text.h"
#include "interchange/gx-import-private.h"

#include <glib/gi18n-lib.h>

/* Where a customer is: the address of the row, and other ones. */

static const GxColumn part_fields[] = {
  GX_COLUMN_COUNTRY, GX_COLUMN_PROVINCE, GX_COLUMN_CITY, GX_COLUMN_DISTRICT, GX_COLUMN_STREET,
  GX_COLUMN_POSTCODE,
};
#define N_PARTS G_N_ELEMENTS (part_fields)
enum { COUNTRY, PROVINCE, CITY, DISTRICT, STREET, POSTCODE };

typedef struct {
  GxId customer;
  gboolean *changed;        /* of the customer: something was written */
  const char *parts[N_PARTS];
  const char *typed;        /* another address, all in one cell; NULL: the row's own, in its columns */
  gboolean has_written;     /* of these parts */
} Placing;

static gboolean
says_nothing (const Placing *self)
{
  for (guint i = 0; i < N_PARTS; i++)
    if (*self->parts[i] != 0)
      return FALSE;
  return TRUE;
}

/* Folded, only letters and digits. */
static char *
make_plain (const char *text)
{
  g_autofree char *folded = gx_fold (text);
  GString *plain = g_string_new (NULL);

  for (const char *p = folded; *p != 0; p = g_utf8_next_char (p))
    if (g_unichar_isalnum (g_utf8_get_char (p)))
      g_string_append_unichar (plain, g_utf8_get_char (p));
  return g_string_free (plain, FALSE);
}

/* "浙江" is not against "浙江省", nor "文三路90号" against "文三路 90 号". */
static gboolean
contradicts (const char *old, const char *new)
{
  g_autofree char *a = NULL, *b = NULL;

  if (old == NULL || *old == 0 || *new == 0)
    return FALSE;
  a = make_plain (old);
  b = make_plain (new);
  return !g_str_has_prefix (a, b) && !g_str_has_prefix (b, a);
}

/* On one line, as on an envelope: "浙江省杭州市文三路90号". A city that is a province is written once. */
static char *
join (const char * const *parts)
{
  GString *line = g_string_new (NULL);

  for (guint i = PROVINCE; i < N_PARTS; i++)
    {
      gboolean is_chinese = gx_text_is_chinese (line->str);

      if (*parts[i] == 0 || (i == CITY && strcmp (parts[CITY], parts[PROVINCE]) == 0))
        continue;
      if (line->len > 0 && (!is_chinese || i == POSTCODE))
        g_string_append (line, is_chinese ? " " : ", ");
      g_string_append (line, parts[i]);
    }
  return g_string_free (line, FALSE);
}

/* The row's own address part by part; another one as a whole: parts of two would not be told apart. */
static void
note (GxImporter *self, const GxImportRow *row, const Placing *placing, const char * const *before,
      const char * const *after)
{
  g_autofree char *old = NULL, *new = NULL;

  if (self->report->log == NULL)
    return;
  for (guint i = 0; placing->typed == NULL && i < N_PARTS; i++)
    if (*placing->parts[i] != 0)
      _gx_importer_note (self, row, part_fields[i], NULL, before != NULL ? before[i] : NULL, after[i]);
  if (placing->typed == NULL)
    return;
  old = before != NULL ? join (before) : NULL;
  new = join (after);
  _gx_importer_note (self, row, GX_COLUMN_OTHER_ADDRESS, placing->typed, old, new);
}

static gboolean
write_new (GxImporter *self, const GxImportRow *row, Placing *placing, gboolean is_primary)
{
  const char **v = placing->parts;

  *placing->changed = placing->has_written = TRUE;
  note (self, row, placing, NULL, v);
  return _gx_importer_add (self, GX_RUN_ADDRESS, "iiTTTTTTi", _gx_importer_new_id (self, GX_RUN_ADDRESS),
                           placing->customer, v[COUNTRY], v[PROVINCE], v[CITY], v[DISTRICT], v[STREET],
                           v[POSTCODE], (gint64) is_primary);
}

static gboolean
may_be (GxImporter *self, const Placing *placing, char **old)
{
  if (_gx_importer_is_overwriting (self))
    return TRUE;
  for (guint i = PROVINCE; i < N_PARTS; i++) /* a country has too many names */
    if (contradicts (old[i], placing->parts[i]))
      return FALSE;
  return TRUE;
}

/* The address that the row's may be, with its gaps filled, or replaced where the row is to hold. */
static gboolean
merge (GxImporter *self, const GxImportRow *row, Placing *placing, GxId id, char **old)
{
  gboolean may_write = may_be (self, placing, old); /* else it is only told what stays */
  const char *after[N_PARTS];
  gboolean is_changed = FALSE, is_written;

  for (guint i = 0; i < N_PARTS; i++)
    {
      const char *new = placing->parts[i];
      gboolean is_taken = may_write && *new != 0
        && (*old[i] == 0 || _gx_importer_is_overwriting (self));

      after[i] = is_taken ? new : old[i];
      is_changed = is_changed || strcmp (old[i], after[i]) != 0;
    }
  note (self, row, placing, (const char * const *) old, after);
  if (!is_changed)
    return TRUE;
  *placing->changed = placing->has_written = TRUE;
  GxStatement *update = _gx_importer_statement (self,
    "update address set country = ?, province = ?, city = ?, district = ?, street = ?, postcode = ? "
    "where id = ?");
  gx_statement_rebind (update, "TTTTTTi", after[COUNTRY], after[PROVINCE], after[CITY], after[DISTRICT],
                       after[STREET], after[POSTCODE], id);
  _gx_importer_capture (self, TRUE);
  is_written = _gx_importer_run (self, update);
  _gx_importer_capture (self, FALSE);
  return is_written;
}

static char **
read_parts (GxStatement *query)
{
  char **parts = g_new0 (char *, N_PARTS + 1);

  for (guint i = 0; i < N_PARTS; i++)
    {
      const char *text = gx_statement_text (query, (int) i + 1);
      parts[i] = g_strdup (text != NULL ? text : "");
    }
  return parts;
}

/* The first address of the customer that the row's may be; its parts are in @old. A city without a street
   that is against what is known is no address of its own: the primary one. 0: there is none. */
static GxId
find (GxImporter *self, const Placing *placing, char ***old, gboolean *has_any)
{
  GxStatement *query = _gx_importer_statement (self,
    "select id, country, province, city, district, street, postcode from address where customer_id = ? and "
    "gone = 0 and until_day is null order by is_primary desc, id");
  GxId found = 0, primary = 0;

  gx_statement_rebind (query, "i", placing->customer);
  while (found == 0 && gx_statement_next (query))
    {
      g_auto (GStrv) parts = read_parts (query);

      if (primary == 0)
        primary = gx_statement_int64 (query, 0);
      if (may_be (self, placing, parts))
        found = gx_statement_int64 (query, 0);
      if (found != 0 || *old == NULL)
        {
          g_strfreev (*old);
          *old = g_steal_pointer (&parts);
        }
    }
  _gx_importer_finish (self, query);
  *has_any = primary != 0;
  return found != 0 || *placing->parts[STREET] != 0 ? found : primary;
}

static gboolean
place (GxImporter *self, const GxImportRow *row, Placing *placing)
{
  g_auto (GStrv) old = NULL;
  gboolean has_any = FALSE;
  GxId id = find (self, placing, &old, &has_any);

  if (self->error != NULL)
    return FALSE;
  return id != 0 ? merge (self, row, placing, id, old) : write_new (self, row, placing, !has_any);
}

/* "家庭地址" beside "公司地址": a whole address in one cell. */
static gboolean
take_other (GxImporter *self, const GxImportRow *row, const char *text, gpointer data)
{
  Placing *placing = data;
  GxDivisions divisions = { 0 };

  for (guint i = 0; i < N_PARTS; i++)
    placing->parts[i] = "";
  placing->typed = placing->parts[STREET] = text;
  placing->has_written = FALSE;
  if (gx_divisions_read (text, &divisions))
    {
      placing->parts[PROVINCE] = divisions.province != NULL ? divisions.province : "";
      placing->parts[CITY] = divisions.city != NULL ? divisions.city : "";
      placing->parts[DISTRICT] = divisions.district != NULL ? divisions.district : "";
      placing->parts[STREET] = divisions.rest;
    }
  if (!place (self, row, placing))
    return FALSE;
  if (placing->has_written && divisions.province != NULL && !divisions.is_as_typed)
    {
      const char *parts[] = { placing->parts[PROVINCE], placing->parts[CITY], placing->parts[DISTRICT],
                              placing->parts[STREET], NULL };

      _gx_importer_tell_parted (self, row, GX_COLUMN_OTHER_ADDRESS, text, parts);
    }
  return TRUE;
}

gboolean
_gx_importer_hang_addresses (GxImporter *self, const GxImportRow *row, GxId customer, gboolean is_new,
                             gboolean *changed)
{
  Placing placing = { .customer = customer, .changed = changed };

  for (guint i = 0; i < N_PARTS; i++)
    placing.parts[i] = row->values[part_fields[i]];
  if (!says_nothing (&placing))
    {
      if (is_new ? !write_new (self, row, &placing, TRUE) : !place (self, row, &placing))
        return FALSE;
      if (placing.has_written)
        _gx_importer_tell_address (self, row);
    }
  return _gx_importer_each_text (self, row, GX_COLUMN_OTHER_ADDRESS, "|｜", take_other, &placing);
}
