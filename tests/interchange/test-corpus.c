/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <json-glib/json-glib.h>
#include <locale.h>
#include <string.h>

#include "base/gx-error.h"
#include "interchange/gx-import-column.h"
#include "interchange/gx-table.h"
#include "interchange/gx-vcard.h"

/*
 * Every file of the public corpora, against what an independent reader saw in it. Where the two differ and
 * ours is right, the file stands here with the reason; one that does not differ must not stand here.
 */
static const struct { const char *file, *reason; } right_otherwise[] = {
  { "calamine/has_x000D_.xlsx", "an escaped character is the character, here a carriage return" },
  { "miniexcel/TestIssue149.xlsx", "the same, of all control characters" },
  { "poi/60289.xlsx", "the same, written small: _x000d_" },
  { "poi/52575_main.xlsx", "an inline text that stands in <v> is a text, not nothing" },
  { "poi/duplicate-filename-case-insensitive.xlsx",
    "of two parts whose names differ in case the one is read that the workbook names" },
  { "poi/duplicate-filename.xlsx", "of two parts of one name the first is read, which has the cell" },
  { "poi/sample-beta.xlsx", "in 2006 shared strings were <sstItem>: the texts, not their numbers" },
  { "miniexcel/TestIssue773_Template_output.xlsx",
    "every cell behind Z claims column A: each stands behind the one before, none is lost" },
  { "csv-spectrum/csvs_location_coordinates.csv", "the file has another phone number than its truth" },
  { "csv-spectrum/csvs_newlines_crlf.csv",
    "here the file has line feeds alone, as it is read; its truth has CRLF" },
  { "miniexcel/TestCsvToXlsx.csv", "empty lines at the end are no rows" },
  { "univocity-parsers/input.csv", "the same" },
  { NULL, NULL },
};

typedef struct {
  const char *folder;   /* of the corpus */
  guint n_read, n_refused, n_otherwise;
} Corpus;

static const char *
find_reason (const char *file)
{
  for (guint i = 0; right_otherwise[i].file != NULL; i++)
    if (strcmp (right_otherwise[i].file, file) == 0)
      return right_otherwise[i].reason;
  return NULL;
}

/* Says whether the difference is a known one; counts. @difference: (nullable) (transfer full) */
static void
judge (Corpus *self, const char *file, char *difference, gboolean is_read)
{
  g_autofree char *found = difference;
  const char *reason = find_reason (file);

  if (found != NULL && reason == NULL)
    {
      g_printerr ("%s: %s\n", file, found);
      g_test_fail ();
    }
  if (found == NULL && reason != NULL)
    {
      g_printerr ("%s is listed and does not differ\n", file);
      g_test_fail ();
    }
  self->n_otherwise += found != NULL;
  self->n_read += is_read;
  self->n_refused += !is_read;
}

static void
judge_all (const char *name, const char *reference,
           void (*check) (Corpus *self, const char *file, JsonObject *expected))
{
  const char *shared = g_getenv ("GUANXI_SHARED_DATA");
  g_autofree char *folder = g_build_filename (shared != NULL ? shared : "", name, NULL);
  g_autofree char *path = g_build_filename (folder, reference, NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GList) files = NULL;
  Corpus self = { folder };
  JsonObject *root;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autofree char *missing = g_build_filename (name, reference, NULL);

      g_test_skip (missing);
      return;
    }
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  root = json_node_get_object (json_parser_get_root (parser));
  files = json_object_get_members (root);
  for (GList *l = files; l != NULL; l = l->next)
    check (&self, l->data, json_object_get_object_member (root, l->data));
  g_test_message ("%s: %u files, %u read, %u refused, %u read otherwise than the reference", name,
                  g_list_length (files), self.n_read, self.n_refused, self.n_otherwise);
  g_assert_cmpuint (self.n_read + self.n_refused, ==, g_list_length (files));
}

/* Reads whatever there is. FALSE with a sentence that names the file. */
static gboolean
read_through (GxTable *table, const char *path, GError **error)
{
  for (guint i = 0; i < gx_table_n_sheets (table); i++)
    {
      g_autoptr (GError) local_error = NULL;
      GxRow row;

      if (!gx_table_start (table, i, error))
        return FALSE;
      while (gx_table_next (table, &row, &local_error))
        for (guint j = 0; j < row.n_cells; j++)
          {
            g_assert_cmpuint (strlen (row.cells[j].text), ==, row.cells[j].length);
            g_assert_true (g_utf8_validate (row.cells[j].text, -1, NULL));
          }
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }
  return TRUE;
}

/* -- workbooks */

/* What our cells say of the cells as they are stored. */
typedef struct {
  guint n_texts, n_numbers, n_booleans, n_errors;
  GChecksum *sha1;       /* over "row,column,type,value\n" of every cell */
  const char *text_type; /* that all texts of the sheet have, NULL where they have several */
} Sheet;

static void
add_cell (Sheet *self, const GxRow *row, guint column)
{
  const GxCell *cell = &row->cells[column];
  g_autofree char *line = NULL;
  const char *type = "n", *value = cell->raw;

  if (cell->type == GX_CELL_EMPTY)
    return;
  if (cell->type == GX_CELL_BOOLEAN)
    {
      type = "b";
      value = strcmp (cell->text, "TRUE") == 0 ? "1" : "0";
      self->n_booleans++;
    }
  else if (cell->type == GX_CELL_ERROR)
    {
      type = "e";
      self->n_errors++;
    }
  else if (cell->type == GX_CELL_TEXT && cell->raw == cell->text)
    {
      type = self->text_type;
      self->n_texts++;
    }
  else
    {
      self->n_numbers++;
    }
  line = g_strdup_printf ("%" G_GINT64_FORMAT ",%u,%s,%s\n", row->number, column + 1,
                          type != NULL ? type : "", value);
  g_checksum_update (self->sha1, (const guchar *) line, -1);
}

static guint
count_type (JsonObject *types, const char *type)
{
  return json_object_has_member (types, type) ? (guint) json_object_get_int_member (types, type) : 0;
}

/* (nullable) (transfer full): how the sheet differs */
static char *
compare_sheet (GxTable *table, guint index, JsonObject *expected)
{
  JsonObject *types = json_object_get_object_member (expected, "types");
  guint n_shared = count_type (types, "s"), n_formula = count_type (types, "str");
  guint n_inline = count_type (types, "inlineStr"), n_iso = count_type (types, "d");
  guint n_kinds = (n_shared > 0) + (n_formula > 0) + (n_inline > 0) + (n_iso > 0);
  g_autoptr (GChecksum) sha1 = g_checksum_new (G_CHECKSUM_SHA1);
  g_autoptr (GError) error = NULL;
  Sheet sheet = { .sha1 = sha1 };
  gint64 last_row = 0;
  GxRow row;

  if (n_kinds <= 1)
    sheet.text_type = n_shared > 0 ? "s" : n_formula > 0 ? "str" : "inlineStr";
  if (!gx_table_start (table, index, &error))
    return g_strdup (error->message);
  while (gx_table_next (table, &row, &error))
    {
      g_assert_cmpint (row.number, >, last_row);
      last_row = row.number;
      for (guint i = 0; i < row.n_cells; i++)
        add_cell (&sheet, &row, i);
    }
  if (error != NULL)
    return g_strdup (error->message);
  if (sheet.n_texts + sheet.n_numbers != n_shared + n_formula + n_inline + n_iso + count_type (types, "n")
      || sheet.n_booleans != count_type (types, "b") || sheet.n_errors != count_type (types, "e"))
    return g_strdup_printf ("%s: %u texts, %u numbers, %u booleans, %u errors; expected %u %u %u %u",
                            json_object_get_string_member (expected, "name"),
                            sheet.n_texts, sheet.n_numbers, sheet.n_booleans, sheet.n_errors,
                            n_shared + n_formula + n_inline, count_type (types, "n") + n_iso,
                            count_type (types, "b"), count_type (types, "e"));
  if (n_kinds <= 1 && strcmp (g_checksum_get_string (sha1), json_object_get_string_member (expected,
                                                                                           "sha1")) != 0)
    return g_strdup_printf ("%s: as many cells, but others", json_object_get_string_member (expected,
                                                                                            "name"));
  return NULL;
}

static char *
compare_workbook (GxTable *table, JsonObject *expected)
{
  JsonArray *sheets = json_object_get_array_member (expected, "sheets");
  guint at = 0;

  for (guint i = 0; i < json_array_get_length (sheets); i++)
    {
      JsonObject *sheet = json_array_get_object_element (sheets, i);
      const char *name = json_object_get_string_member (sheet, "name");
      gboolean is_hidden = strcmp (json_object_get_string_member (sheet, "state"), "visible") != 0;
      char *difference = NULL;

      if (strcmp (json_object_get_string_member (sheet, "type"), "worksheet") != 0)
        continue;
      if (at >= gx_table_n_sheets (table) || strcmp (gx_table_get_sheet (table, at)->name, name) != 0
          || gx_table_get_sheet (table, at)->is_hidden != is_hidden)
        return g_strdup_printf ("there is no sheet %s where it should be", name);
      if (json_object_has_member (sheet, "types"))
        difference = compare_sheet (table, at, sheet);
      if (difference != NULL)
        return difference;
      at++;
    }
  return at == gx_table_n_sheets (table) ? NULL : g_strdup ("there are sheets too many");
}

static void
check_workbook (Corpus *self, const char *file, JsonObject *expected)
{
  g_autofree char *path = g_build_filename (self->folder, file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxTable) table = gx_table_open (path, NULL, &error);
  gboolean is_ok = strcmp (json_object_get_string_member (expected, "class"), "ok") == 0;
  gboolean is_read = table != NULL && read_through (table, path, &error);
  char *difference = NULL;

  if (!is_read)
    {
      g_assert_true (error->domain == GX_ERROR);
      g_assert_nonnull (strstr (error->message, strrchr (path, '/') + 1));
    }
  if (is_ok)
    difference = is_read ? compare_workbook (table, expected) : g_strdup (error->message);
  else if (is_read)
    difference = g_strdup ("should be refused");
  judge (self, file, difference, is_read);
}

static void
test_workbooks (void)
{
  judge_all ("xlsx", "expected_dump.json", check_workbook);
}

/* -- text files */

/* (nullable) (transfer full): how the rows differ from the objects that stand in the JSON beside them */
static char *
compare_truth (GxTable *table, const char *json)
{
  g_autoptr (GPtrArray) header = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) error = NULL;
  JsonNode *root;
  JsonArray *truth;
  guint n_rows = 0;
  GxRow row;

  g_assert_true (json_parser_load_from_file (parser, json, NULL));
  root = json_parser_get_root (parser);
  truth = JSON_NODE_HOLDS_ARRAY (root) ? json_node_get_array (root) : NULL;
  g_assert_true (gx_table_start (table, 0, NULL));
  g_assert_true (gx_table_next (table, &row, NULL));
  for (guint i = 0; i < row.n_cells; i++)
    g_ptr_array_add (header, g_strdup (row.cells[i].text));
  for (; gx_table_next (table, &row, &error); n_rows++)
    {
      JsonObject *object = truth == NULL ? json_node_get_object (root)
        : n_rows < json_array_get_length (truth) ? json_array_get_object_element (truth, n_rows) : NULL;

      for (guint i = 0; i < header->len; i++)
        if (object == NULL || strcmp (gx_row_text (&row, i),
                                      json_object_get_string_member (object, header->pdata[i])) != 0)
          return g_strdup_printf ("row %" G_GINT64_FORMAT ": %s", row.number, gx_row_text (&row, i));
    }
  return n_rows == (truth != NULL ? json_array_get_length (truth) : 1) ? NULL : g_strdup ("rows are missing");
}

/* (nullable) (transfer full): whether there are as many rows and columns, empty rows counted */
static char *
compare_facts (GxTable *table, JsonObject *expected)
{
  gint64 n_rows = json_object_get_int_member_with_default (expected, "py_rows", -1), last_row = 0;
  guint n_columns = (guint) json_object_get_int_member_with_default (expected, "py_cols", 0), widest = 0;
  g_autoptr (GError) error = NULL;
  GxRow row;

  if (n_rows < 0)
    return NULL; /* the other reader could not read it */
  g_assert_true (gx_table_start (table, 0, NULL));
  while (gx_table_next (table, &row, &error))
    {
      last_row = row.number;
      widest = MAX (widest, row.n_cells);
    }
  if (last_row == n_rows && widest == n_columns)
    return NULL;
  return g_strdup_printf ("%" G_GINT64_FORMAT " rows of %u columns; expected %" G_GINT64_FORMAT " of %u",
                          last_row, widest, n_rows, n_columns);
}

static void
check_text (Corpus *self, const char *file, JsonObject *expected)
{
  g_autofree char *path = g_build_filename (self->folder, file, NULL);
  g_autofree char *json = g_strdup_printf ("%.*sjson", (int) strlen (path) - 3, path);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxTable) table = gx_table_open (path, NULL, &error);
  gboolean is_read = table != NULL && read_through (table, path, &error);
  char *difference = is_read ? compare_facts (table, expected) : g_strdup (error->message);
  char *truth = strstr (json, "/csvs_");

  if (truth != NULL)
    memcpy (truth, "/json", 5);
  if (truth != NULL && difference == NULL)
    difference = compare_truth (table, json);
  judge (self, file, difference, is_read);
}

static void
test_texts (void)
{
  judge_all ("csv", "facts.json", check_text);
}

/* -- cards */

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char **) a, *(const char **) b);
}

/* The texts of the row's column of this header; or of all whose header begins so, sorted, parted by "|". */
static char *
gather_texts (const GxRow *row, GPtrArray *headers, const char *header, gboolean is_list)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();

  for (guint i = 0; i < row->n_cells; i++)
    if ((is_list ? g_str_has_prefix (headers->pdata[i], header) : g_str_equal (headers->pdata[i], header))
        && *row->cells[i].text != 0)
      g_ptr_array_add (texts, (gpointer) row->cells[i].text);
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("|", (char **) texts->pdata);
}

/* The same of what the other reader saw: a text, the first part of one, or a list of them. */
static char *
gather_expected (JsonObject *card, const char *member)
{
  JsonNode *node = json_object_get_member (card, member);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  JsonArray *list = JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
  guint n = list != NULL ? json_array_get_length (list) : 1;

  for (guint i = 0; i < n; i++)
    {
      const char *text = list != NULL ? json_array_get_string_element (list, i) : json_node_get_string (node);
      g_autoptr (GPtrArray) parts = gx_vcard_split (text != NULL ? text : "", ';');
      char *plain = gx_vcard_unescape (strcmp (member, "N") == 0 || strcmp (member, "ORG") == 0
                                       ? parts->pdata[0] : text != NULL ? text : "", TRUE);

      if (g_str_has_prefix (plain, "tel:"))
        memmove (plain, plain + 4, strlen (plain) - 3);
      if (strstr (plain, ";ext=") != NULL)
        {
          g_auto (GStrv) halves = g_strsplit (plain, ";ext=", 2);

          g_free (plain);
          plain = g_strjoinv (" ext. ", halves);
        }
      if (*plain == 0 || g_ptr_array_find_with_equal_func (texts, plain, g_str_equal, NULL))
        g_free (plain);
      else
        g_ptr_array_add (texts, plain);
    }
  g_ptr_array_sort (texts, compare_texts);
  g_ptr_array_add (texts, NULL);
  return g_strjoinv ("|", (char **) texts->pdata);
}

static char *
compare_cards (GxTable *table, JsonArray *cards)
{
  static const struct { GxColumn column; const char *member; gboolean is_list; } fields[] = {
    { GX_COLUMN_NAME, "FN", FALSE }, { GX_COLUMN_FAMILY_NAME, "N", FALSE },
    { GX_COLUMN_COMPANY, "ORG", FALSE }, { GX_COLUMN_PHONE, "TEL", TRUE }, { GX_COLUMN_MAIL, "EMAIL", TRUE },
  };
  g_autoptr (GPtrArray) headers = g_ptr_array_new_with_free_func (g_free);
  guint at = 0;
  GxRow row;

  g_assert_true (gx_table_start (table, 0, NULL));
  g_assert_true (gx_table_next (table, &row, NULL));
  for (guint i = 0; i < row.n_cells; i++)
    g_ptr_array_add (headers, g_strdup (row.cells[i].text));
  for (; gx_table_next (table, &row, NULL); at++)
    {
      if (at >= json_array_get_length (cards))
        return g_strdup ("there are cards too many");
      if (row.trouble != NULL)
        return g_strdup (row.trouble);
      for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
        {
          g_autofree char *read = gather_texts (&row, headers, gx_column_label (fields[i].column),
                                                fields[i].is_list);
          g_autofree char *expected = gather_expected (json_array_get_object_element (cards, at),
                                                       fields[i].member);

          if (strcmp (read, expected) != 0)
            return g_strdup_printf ("%s: %s; expected %s", fields[i].member, read, expected);
        }
    }
  return at == json_array_get_length (cards) ? NULL : g_strdup ("cards are missing");
}

static void
check_cards (Corpus *self, const char *file, JsonObject *expected)
{
  g_autofree char *path = g_build_filename (self->folder, file, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GxTable) table = gx_table_open (path, NULL, &error);
  gboolean is_read = table != NULL && read_through (table, path, &error);
  char *difference = is_read ? compare_cards (table, json_object_get_array_member (expected, "card"))
    : g_strdup (error->message);

  judge (self, file, difference, is_read);
}

static void
test_cards (void)
{
  judge_all ("vcard", "expected_cards.json", check_cards);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/corpus/csv", test_texts);
  g_test_add_func ("/corpus/vcard", test_cards);
  g_test_add_func ("/corpus/xlsx", test_workbooks);
  return g_test_run ();
}
