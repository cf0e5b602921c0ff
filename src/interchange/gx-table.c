/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-table.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/gx-error.h"
#include "base/gx-listing.h"
#include "base/gx-text.h"
#include "interchange/gx-csv-reader.h"
#include "interchange/gx-source.h"
#include "interchange/gx-vcard-reader.h"
#include "interchange/gx-vcard.h"
#include "interchange/gx-xlsx-reader.h"

typedef struct {
  GArray *sheets; /* of GxSheet */
} GxTablePrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (GxTable, gx_table, G_TYPE_OBJECT)

static void
clear_sheet (gpointer data)
{
  GxSheet *sheet = data;

  g_free ((char *) sheet->name);
}

/* One more of "“A”, “B”". */
static void
append_name (GString *names, const GxSheet *sheet)
{
  /* Translators: %s is the name of a sheet in a spreadsheet, quoted within a list. */
  gx_listing_add (names, _("“%s”"), sheet->name);
}

static char *
name_sheets (GxTable *self)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < gx_table_n_sheets (self); i++)
    append_name (names, gx_table_get_sheet (self, i));
  return g_string_free (names, FALSE);
}

gboolean
gx_table_has_rows (GxTable *self, guint sheet, gboolean *has, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  GxRow row;

  if (!gx_table_start (self, sheet, error))
    return FALSE;
  *has = gx_table_next (self, &row, &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static char
no_delimiter (GxTable *self)
{
  return 0;
}

static const char *
no_encoding (GxTable *self)
{
  return NULL;
}

static void
gx_table_finalize (GObject *object)
{
  GxTablePrivate *priv = gx_table_get_instance_private (GX_TABLE (object));

  g_array_unref (priv->sheets);
  G_OBJECT_CLASS (gx_table_parent_class)->finalize (object);
}

static void
gx_table_class_init (GxTableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gx_table_finalize;
  klass->get_delimiter = no_delimiter;
  klass->get_encoding = no_encoding;
}

static void
gx_table_init (GxTable *self)
{
  GxTablePrivate *priv = gx_table_get_instance_private (self);

  priv->sheets = g_array_new (FALSE, FALSE, sizeof (GxSheet));
  g_array_set_clear_func (priv->sheets, clear_sheet);
}

const char *
gx_cell_type_name (GxCellType type)
{
  static const char * const names[] = { "empty", "text", "number", "day", "instant", "boolean", "error" };

  g_return_val_if_fail (type < G_N_ELEMENTS (names), names[0]);
  return names[type];
}

gboolean
gx_delimiter_parse (const char *word, char *delimiter)
{
  static const struct { const char *word; char delimiter; } words[] = {
    { "comma", ',' }, { "semicolon", ';' }, { "tab", '\t' }, { "\\t", '\t' }, { "pipe", '|' },
    { "spaces", GX_DELIMITER_SPACES },
  };

  g_return_val_if_fail (word != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (word, words[i].word) == 0)
      {
        *delimiter = words[i].delimiter;
        return TRUE;
      }
  if (strlen (word) != 1 || *word == '"' || *word == '\n' || *word == '\r' || g_ascii_isalnum (*word))
    return FALSE;
  *delimiter = *word;
  return TRUE;
}

/* Nothing but a file: a pipe or a device might never end. */
static gboolean
check_file (const char *path, GError **error)
{
  GStatBuf status;

  if (g_stat (path, &status) != 0)
    /* Translators: %s is the path of a file. */
    g_set_error (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("There is no file “%s”."),
                 gx_source_file_name (path));
  else if (!S_ISREG (status.st_mode))
    /* Translators: %s is a path. */
    g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("“%s” is a folder or a device, not a file."),
                 gx_source_file_name (path));
  else
    return TRUE;
  return FALSE;
}

/* Shops like to call a web page .xls; a spreadsheet program reads it all the same. */
static gboolean
is_markup (const char *head, gsize length)
{
  static const char * const begins[] = {
    "<html", "<!doctype", "<table", "<?xml", "<meta", "<head", "<style",
  };
  const char *text = length >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0 ? head + 3 : head;

  while (g_ascii_isspace (*text))
    text++;
  for (guint i = 0; i < G_N_ELEMENTS (begins); i++)
    if (g_ascii_strncasecmp (text, begins[i], strlen (begins[i])) == 0)
      return TRUE;
  return FALSE;
}

/* One object a line, or an array of them; a table's first cell does not begin so. */
static gboolean
is_json (const char *head)
{
  const char *text = g_str_has_prefix (head, "\xef\xbb\xbf") ? head + 3 : head;

  text += strspn (text, " \t\r\n[");
  return text[0] == '{' && text[1 + strspn (text + 1, " \t\r\n")] == '"' && strstr (text, "\":") != NULL;
}

/* A workbook of before 2007, or a newer one inside a lock: "EncryptedPackage" is the name of its part. */
static GxTable *
refuse_compound (const char *path, GError **error)
{
  static const char locked[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";
  g_autoptr (GMappedFile) file = g_mapped_file_new (path, FALSE, NULL);

  if (file != NULL && memmem (g_mapped_file_get_contents (file), g_mapped_file_get_length (file), locked,
                              sizeof locked) != NULL)
    g_set_error (error, GX_ERROR, GX_ERROR_INVALID,
                 /* Translators: %s is the path of a file. */
                 _("“%s” is locked with a password. Save it without one."),
                 gx_source_file_name (path));
  else
    g_set_error (error, GX_ERROR, GX_ERROR_INVALID,
                 /* Translators: %s is the path of a file. */
                 _("“%s” is a workbook of the old .xls kind. Open it in a spreadsheet program and save it as "
                   ".xlsx."),
                 gx_source_file_name (path));
  return NULL;
}

GxTable *
gx_table_open (const char *path, const GxTableOptions *options, GError **error)
{
  static const GxTableOptions find_out = { 0 };
  g_autoptr (GxSource) source = NULL;
  char magic[256] = { 0 };
  gssize length;

  g_return_val_if_fail (path != NULL, NULL);

  if (!check_file (path, error) || (source = gx_source_open (path, error)) == NULL)
    return NULL;
  length = gx_source_read (source, 0, magic, sizeof magic - 1, error);
  if (length < 0)
    return NULL;
  if (length >= 4 && memcmp (magic, "PK\3\4", 4) == 0)
    return gx_xlsx_reader_open (path, options != NULL && options->leave_hidden, error);
  if (length >= 8 && memcmp (magic, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0)
    return refuse_compound (path, error);
  if (is_markup (magic, length))
    {
      g_set_error (error, GX_ERROR, GX_ERROR_INVALID,
                   /* Translators: %s is the path of a file. */
                   _("“%s” is a web page or XML, whatever its name ends with. Open it in a spreadsheet "
                     "program and save it as .xlsx."),
                   gx_source_file_name (path));
      return NULL;
    }
  if (is_json (magic))
    {
      g_set_error (error, GX_ERROR, GX_ERROR_INVALID,
                   /* Translators: %s is the path of a file. */
                   _("“%s” holds JSON, which is for programs. Export it as .xlsx or .csv and bring that in."),
                   gx_source_file_name (path));
      return NULL;
    }
  if (gx_vcard_looks_so (magic, length))
    return gx_vcard_reader_open (path, options != NULL ? options : &find_out, error);
  return gx_csv_reader_open (path, options != NULL ? options : &find_out, error);
}

GxTable *
gx_table_open_text (const char *text, GError **error)
{
  g_autoptr (GxTable) table = NULL;
  gboolean has_some = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  /* A spreadsheet parts cells by tabs whatever else stands in them. */
  table = gx_csv_reader_open_text (text, strlen (text), strchr (text, '\t') != NULL ? '\t'
                                   : GX_DELIMITER_SNIFF, error);
  if (table == NULL || !gx_table_has_rows (table, 0, &has_some, error))
    return NULL;
  if (has_some)
    return g_steal_pointer (&table);
  g_set_error_literal (error, GX_ERROR, GX_ERROR_INVALID, _("There is no table in the pasted text."));
  return NULL;
}

guint
gx_table_n_sheets (GxTable *self)
{
  GxTablePrivate *priv = gx_table_get_instance_private (self);

  return priv->sheets->len;
}

const GxSheet *
gx_table_get_sheet (GxTable *self, guint index)
{
  GxTablePrivate *priv = gx_table_get_instance_private (self);

  g_return_val_if_fail (index < priv->sheets->len, NULL);
  return &g_array_index (priv->sheets, GxSheet, index);
}

gboolean
gx_table_find_sheet (GxTable *self, const char *name, guint *index, GError **error)
{
  g_autofree char *wanted = gx_fold (name);
  g_autofree char *names = NULL;
  guint64 position = 0;

  for (guint i = 0; i < gx_table_n_sheets (self); i++)
    {
      g_autofree char *folded = gx_fold (gx_table_get_sheet (self, i)->name);

      if (strcmp (folded, wanted) == 0)
        {
          *index = i;
          return TRUE;
        }
    }
  if (g_ascii_string_to_unsigned (name, 10, 1, gx_table_n_sheets (self), &position, NULL))
    {
      *index = (guint) position - 1;
      return TRUE;
    }
  names = name_sheets (self);
  /* Translators: the first %s is the name of a sheet that was asked for, the second a list of those there
   * are. */
  g_set_error (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("There is no sheet “%s”; the file has %s."), name,
               names);
  return FALSE;
}

gboolean
gx_table_choose_sheet (GxTable *self, guint *index, GError **error)
{
  g_autoptr (GString) names = g_string_new (NULL);
  guint found = 0;

  *index = 0;
  for (guint i = 0; i < gx_table_n_sheets (self); i++)
    {
      gboolean has = FALSE;

      if (gx_table_get_sheet (self, i)->is_hidden)
        continue;
      if (!gx_table_has_rows (self, i, &has, error))
        return FALSE;
      if (has && found++ == 0)
        *index = i;
      if (has)
        append_name (names, gx_table_get_sheet (self, i));
    }
  if (found <= 1)
    return TRUE;
  g_set_error (error, GX_ERROR, GX_ERROR_AMBIGUOUS,
               /* Translators: %s is a list of the names of sheets. --sheet stays as it is. */
               _("The file has several sheets: %s. Name one with --sheet."), names->str);
  return FALSE;
}

gboolean
gx_table_start (GxTable *self, guint sheet, GError **error)
{
  g_return_val_if_fail (sheet < gx_table_n_sheets (self), FALSE);

  return GX_TABLE_GET_CLASS (self)->start (self, sheet, error);
}

gboolean
gx_table_next (GxTable *self, GxRow *row, GError **error)
{
  return GX_TABLE_GET_CLASS (self)->next (self, row, error);
}

static void
free_notice (gpointer data)
{
  GxNotice *notice = data;

  g_free (notice->text);
  g_free (notice);
}

GPtrArray *
gx_notices_new (void)
{
  return g_ptr_array_new_with_free_func (free_notice);
}

void
gx_notices_add (GPtrArray *notices, const char *code, gint64 count, char *text)
{
  GxNotice *notice = g_new (GxNotice, 1);

  *notice = (GxNotice) { code, count, text };
  g_ptr_array_add (notices, notice);
}

char *
gx_notices_join (const GArray *numbers, gint64 count)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < MIN (numbers->len, GX_NOTICE_MAX_NUMBERS); i++)
    gx_listing_add (text, "%" G_GINT64_FORMAT, g_array_index (numbers, gint64, i));
  if (count > GX_NOTICE_MAX_NUMBERS)
    g_string_append (text, " …");
  return g_string_free (text, FALSE);
}

GPtrArray *
gx_table_list_notices (GxTable *self)
{
  GPtrArray *notices = gx_notices_new ();

  if (GX_TABLE_GET_CLASS (self)->list_notices != NULL)
    GX_TABLE_GET_CLASS (self)->list_notices (self, notices);
  return notices;
}

char
gx_table_get_delimiter (GxTable *self)
{
  return GX_TABLE_GET_CLASS (self)->get_delimiter (self);
}

const char *
gx_table_get_encoding (GxTable *self)
{
  return GX_TABLE_GET_CLASS (self)->get_encoding (self);
}

char *
gx_table_column_name (guint column)
{
  GString *name = g_string_new (NULL);

  for (guint n = column + 1; n > 0; n = (n - 1) / 26)
    g_string_prepend_c (name, (char) ('A' + (n - 1) % 26));
  return g_string_free (name, FALSE);
}

GError *
gx_table_row_error (const char *path, gint64 row, const char *why)
{
  /* Translators: %s is the path of a file, %lld the number of a row, the last %s a sentence saying what is
   * wrong there. */
  return g_error_new (GX_ERROR, GX_ERROR_INVALID, _("Could not read “%s”, row %lld: %s"),
                      gx_source_file_name (path), (long long) row, why);
}

GError *
gx_table_cell_error (const char *path, gint64 row, guint column, const char *why)
{
  g_autofree char *name = gx_table_column_name (column);

  return g_error_new (GX_ERROR, GX_ERROR_INVALID,
                      /* Translators: %1$s is the path of a file, %2$lld the number of a row, %3$s the
                       * letters of a column, %4$s a sentence saying what is wrong there. */
                      _("Could not read “%1$s”, row %2$lld, column %3$s: %4$s"),
                      gx_source_file_name (path), (long long) row, name, why);
}

void
gx_table_add_sheet (GxTable *self, const char *name, gboolean is_hidden)
{
  GxTablePrivate *priv = gx_table_get_instance_private (self);
  GxSheet sheet = { g_strdup (name), is_hidden };

  g_array_append_val (priv->sheets, sheet);
}
