/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "base/gx-text.h"
#include "interchange/gx-import-private.h"

/* Of these a single phone, address of mail or id may consist. */
static const char plain[] = "+-.@_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/* -- the lines of an address */

/* "6", "12b", "3-5": the number of a house, which stands beside its street without a comma. */
static gboolean
is_house_number (const char *text)
{
  gsize digits = strspn (text, "0123456789-/");

  return digits > 0 && (text[digits] == 0 || (g_ascii_isalpha (text[digits]) && text[digits + 1] == 0));
}

static void
join_line (GString *street, const char *line, gboolean *was_number)
{
  gboolean is_number = is_house_number (line);

  if (street->len > 0 && !gx_text_is_chinese (street->str))
    g_string_append (street, is_number || *was_number ? " " : ", ");
  else if (street->len > 0 && !gx_text_is_chinese (line) && !is_number)
    g_string_append_c (street, ' ');
  g_string_append (street, line);
  *was_number = is_number;
}

/* "6", "Tullaroop Street", "Willaroo" in three columns: "6 Tullaroop Street, Willaroo". */
static void
join_streets (GxImporter *self, GxImportRow *row)
{
  const GArray *columns = self->plan->columns;
  g_autoptr (GString) street = NULL;
  gboolean was_number = FALSE;
  guint n = 0;

  for (guint i = 0; i < columns->len && i < row->row->n_cells; i++)
    n += g_array_index (columns, GxColumn, i) == GX_COLUMN_STREET && row->row->cells[i].length > 0;
  if (n < 2)
    return;
  street = g_string_new (NULL);
  for (guint i = 0; i < columns->len && i < row->row->n_cells; i++) {
    g_autofree char *line = NULL;

    if (g_array_index (columns, GxColumn, i) != GX_COLUMN_STREET)
      continue;
    line = g_strstrip (g_strdup (row->row->cells[i].text));
    if (*line != 0)
      join_line (street, line + _gx_import_is_guarded (line), &was_number);
  }
  row->values[GX_COLUMN_STREET] = g_string_chunk_insert (self->texts, street->str);
}

/* A cell that holds several is looked for by its first. */
static void
take_first_contacts (GxImporter *self, GxImportRow *row)
{
  static const GxColumn contacts[] = { GX_COLUMN_PHONE, GX_COLUMN_MAIL, GX_COLUMN_WECHAT };

  for (guint i = 0; i < G_N_ELEMENTS (contacts); i++) {
    const char *text = row->values[contacts[i]];
    g_autofree char *first = NULL;

    if (text[strspn (text, plain)] == 0)
      continue;
    first = _gx_importer_first_contact (self, contacts[i], text);
    if (strcmp (first, text) != 0)
      row->values[contacts[i]] = g_string_chunk_insert (self->texts, first);
  }
}

void
_gx_importer_settle_values (GxImporter *self, GxImportRow *row)
{
  g_string_chunk_clear (self->texts);
  take_first_contacts (self, row);
  if (*row->values[GX_COLUMN_STREET] != 0)
    join_streets (self, row);
}
