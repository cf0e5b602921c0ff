/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-xlsx-book.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-error.h"
#include "interchange/gx-xml-part.h"
#include "interchange/gx-source.h"

/* Limits against hostile files: all of them together keep a workbook within some 300 MB. */
#define MAX_STRING_BYTES ((gsize) 192 << 20)
#define MAX_STRINGS (16 << 20)
#define MAX_STRING (1 << 20)
#define MAX_LINKS 65536
#define MAX_SHEETS 1024

/* A relation of a part: id, kind (the type's last word) and the part it leads to. */
typedef struct {
  char *id;
  char *kind;
  char *target;
} Link;

typedef struct {
  const char *folder;  /* that targets are relative to */
  GPtrArray *links;    /* of Link */
} LinkReader;

typedef struct {
  GxXlsxBook *book;
  GPtrArray *links;
} WorkbookReader;

typedef struct {
  GxXlsxBook *book;
  GHashTable *formats; /* id → code */
  gboolean is_in_cell_styles;
} StyleReader;

typedef struct {
  GxXlsxBook *book;
  const char *path;
  GxXmlPart *part;
  gsize start;         /* of the string being read */
  int phonetic;        /* inside so many <rPh> */
  gboolean is_in_text;
} StringReader;

static void
free_link (gpointer data)
{
  Link *link = data;

  g_free (link->id);
  g_free (link->kind);
  g_free (link->target);
  g_free (link);
}

static void
free_sheet (gpointer data)
{
  GxXlsxSheet *sheet = data;

  g_free (sheet->name);
  g_free (sheet->part);
  g_free (sheet);
}

static void
ignore_start (gpointer data, const char *name, const char **attributes)
{
}

static void
ignore_end (gpointer data, const char *name)
{
}

static gboolean
is_true (const char *value)
{
  return value != NULL && (strcmp (value, "1") == 0 || g_ascii_strcasecmp (value, "true") == 0);
}

/* -- relations */

static char *
resolve_target (const char *folder, const char *target)
{
  g_autofree char *joined = NULL, *slashed = g_strdelimit (g_strdup (target), "\\", '/');
  g_autofree char *canonical = NULL;

  joined = *slashed == '/' ? g_strdup (slashed) : g_strconcat ("/", folder, "/", slashed, NULL);
  canonical = g_canonicalize_filename (joined, "/");
  return g_strdup (canonical + 1);
}

static void
read_link (gpointer data, const char *name, const char **attributes)
{
  LinkReader *self = data;
  const char *type = gx_xml_attribute (attributes, "Type");
  const char *target = gx_xml_attribute (attributes, "Target");
  const char *id = gx_xml_attribute (attributes, "Id");
  Link *link;

  if (strcmp (name, "Relationship") != 0 || type == NULL || target == NULL || id == NULL
      || self->links->len >= MAX_LINKS)
    return;
  link = g_new0 (Link, 1);
  link->id = g_strdup (id);
  link->kind = g_strdup (strrchr (type, '/') != NULL ? strrchr (type, '/') + 1 : type);
  link->target = resolve_target (self->folder, target);
  g_ptr_array_add (self->links, link);
}

static gboolean
read_links (const char *path, const char *part, GPtrArray **links, GError **error)
{
  static const GxXmlHandlers handlers = { read_link, ignore_end, NULL };
  g_autofree char *folder = g_path_get_dirname (part);
  g_autofree char *base = g_path_get_basename (part);
  g_autofree char *rels = *part == 0 ? g_strdup ("_rels/.rels") : g_strdup_printf ("%s/_rels/%s.rels",
      folder, base);
  LinkReader reader = { *part == 0 ? "" : folder, g_ptr_array_new_with_free_func (free_link) };

  *links = reader.links;
  return gx_xml_part_read (path, rels, &handlers, &reader, FALSE, error);
}

static const Link *
find_link (GPtrArray *links, const char *kind, const char *id)
{
  for (guint i = 0; i < links->len; i++)
    {
      const Link *link = links->pdata[i];

      if (g_ascii_strcasecmp (link->kind, kind) == 0 && (id == NULL || strcmp (link->id, id) == 0))
        return link;
    }
  return NULL;
}

/* -- workbook */

static void
read_workbook_element (gpointer data, const char *name, const char **attributes)
{
  WorkbookReader *self = data;
  const char *state;
  const Link *link;
  GxXlsxSheet *sheet;

  if (strcmp (name, "workbookPr") == 0)
    self->book->is_1904 = is_true (gx_xml_attribute (attributes, "date1904"));
  if (strcmp (name, "sheet") != 0 || gx_xml_attribute (attributes, "id") == NULL
      || self->book->sheets->len >= MAX_SHEETS)
    return;
  link = find_link (self->links, "worksheet", gx_xml_attribute (attributes, "id"));
  if (link == NULL)
    return; /* a sheet of charts or macros */
  state = gx_xml_attribute (attributes, "state");
  sheet = g_new0 (GxXlsxSheet, 1);
  sheet->name = g_strdup (gx_xml_attribute (attributes, "name") ? gx_xml_attribute (attributes, "name") : "");
  sheet->part = g_strdup (link->target);
  sheet->is_hidden = state != NULL && strcmp (state, "visible") != 0;
  g_ptr_array_add (self->book->sheets, sheet);
}

/* -- styles */

GxXlsxStyle
gx_xlsx_style_of_format (const char *code)
{
  gboolean has_day = FALSE, has_time = FALSE, has_m = FALSE;

  for (const char *p = code; *p != 0 && *p != ';'; p++)
    {
      char c = g_ascii_tolower (*p);

      if (c == '"')
        {
          p = strchr (p + 1, '"');
          if (p == NULL)
            break;
        }
      else if (c == '\\' || c == '_' || c == '*')
        {
          if (p[1] == 0)
            break;
          p++;
        }
      else if (c == '[')
        {
          const char *end = strchr (p, ']');
          char inner = g_ascii_tolower (p[1]);

          if (end == NULL)
            break;
          /* [h], [mm], [ss] are durations; [Red], [$-804], [>=100] are not. */
          if ((inner == 'h' || inner == 'm' || inner == 's')
              && strspn (p + 1, "hHmMsS") == (gsize) (end - p - 1))
            has_time = TRUE;
          p = end;
        }
      else if (c == 'g' && g_ascii_strncasecmp (p, "general", 7) == 0)
        {
          p += 6;
        }
      else if (c == 'e' && (p[1] == '+' || p[1] == '-'))
        {
          p++; /* an exponent */
        }
      else if (c == 'y' || c == 'd' || c == 'e' || c == 'b' || c == 'g')
        {
          has_day = TRUE;
        }
      else if (c == 'h' || c == 's')
        {
          has_time = TRUE;
        }
      else if (c == 'm')
        {
          has_m = TRUE; /* minutes beside h or s, else a month */
        }
    }
  if (has_m && !has_time)
    has_day = TRUE;
  if (has_day)
    return has_time ? GX_XLSX_INSTANT : GX_XLSX_DAY;
  return has_time ? GX_XLSX_TIME : GX_XLSX_NUMBER;
}

/* The formats that every program knows by number; 27 … 36 and 50 … 58 are those of Chinese, Japanese and
 * Korean editions. */
static GxXlsxStyle
style_of_built_in (guint64 id)
{
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 31) || id == 36 || (id >= 50 && id <= 54) || id == 57
      || id == 58)
    return GX_XLSX_DAY;
  if (id == 22)
    return GX_XLSX_INSTANT;
  if ((id >= 18 && id <= 21) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47) || id == 55 || id == 56)
    return GX_XLSX_TIME;
  return GX_XLSX_NUMBER;
}

static void
read_style_element (gpointer data, const char *name, const char **attributes)
{
  StyleReader *self = data;

  if (strcmp (name, "cellXfs") == 0)
    self->is_in_cell_styles = TRUE;
  if (strcmp (name, "numFmt") == 0)
    {
      const char *id = gx_xml_attribute (attributes, "numFmtId");
      const char *code = gx_xml_attribute (attributes, "formatCode");

      if (id != NULL && code != NULL && g_hash_table_size (self->formats) < MAX_LINKS)
        g_hash_table_insert (self->formats, GUINT_TO_POINTER ((guint) g_ascii_strtoull (id, NULL, 10)),
                             g_strdup (code));
    }
  if (self->is_in_cell_styles && strcmp (name, "xf") == 0)
    {
      const char *text = gx_xml_attribute (attributes, "numFmtId");
      guint64 id = text != NULL ? g_ascii_strtoull (text, NULL, 10) : 0;
      const char *code = g_hash_table_lookup (self->formats, GUINT_TO_POINTER ((guint) id));
      guint8 style = code != NULL ? gx_xlsx_style_of_format (code) : style_of_built_in (id);

      if (self->book->styles->len < 65536)
        g_byte_array_append (self->book->styles, &style, 1);
    }
}

static void
end_style_element (gpointer data, const char *name)
{
  StyleReader *self = data;

  if (strcmp (name, "cellXfs") == 0)
    self->is_in_cell_styles = FALSE;
}

/* -- shared strings */

/* One shared string; <sstItem> in the workbooks of 2006, before the format was settled. */
static gboolean
is_string (const char *name)
{
  return strcmp (name, "si") == 0 || strcmp (name, "sstItem") == 0;
}

static void
fail_strings (StringReader *self)
{
  gx_xml_part_fail (self->part, g_error_new (GX_ERROR, GX_ERROR_INVALID,
                                             /* Translators: %s is the path of a file. */
                                             _("“%s” holds more text than a spreadsheet should."),
                                             gx_source_file_name (self->path)));
}

static void
start_string_element (gpointer data, const char *name, const char **attributes)
{
  StringReader *self = data;

  if (is_string (name))
    self->start = self->book->strings->len;
  else if (strcmp (name, "rPh") == 0)
    self->phonetic++;
  else if (strcmp (name, "t") == 0)
    self->is_in_text = self->phonetic == 0;
}

static void
end_string_element (gpointer data, const char *name)
{
  StringReader *self = data;
  guint32 start = (guint32) self->start;

  if (strcmp (name, "rPh") == 0)
    self->phonetic--;
  else if (strcmp (name, "t") == 0)
    self->is_in_text = FALSE;
  if (!is_string (name))
    return;
  gx_xlsx_unescape (self->book->strings, self->start);
  g_string_append_c (self->book->strings, 0);
  g_array_append_val (self->book->string_starts, start);
  if (self->book->string_starts->len > MAX_STRINGS)
    fail_strings (self);
}

static void
add_string_text (gpointer data, const char *text, int length)
{
  StringReader *self = data;

  if (!self->is_in_text)
    return;
  g_string_append_len (self->book->strings, text, length);
  if (self->book->strings->len > MAX_STRING_BYTES || self->book->strings->len - self->start > MAX_STRING)
    fail_strings (self);
}

static gboolean
read_strings (GxXlsxBook *self, const char *path, const char *part, GError **error)
{
  static const GxXmlHandlers handlers = { start_string_element, end_string_element, add_string_text };
  g_autoptr (GError) local_error = NULL;
  StringReader reader = { self, path };
  gboolean is_over = FALSE, is_read;

  reader.part = gx_xml_part_open (path, part, &handlers, &reader, &local_error);
  if (reader.part == NULL)
    {
      if (g_error_matches (local_error, GX_ERROR, GX_ERROR_NOT_FOUND))
        return TRUE;
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  is_read = gx_xml_part_run (reader.part, &is_over, error);
  gx_xml_part_close (reader.part);
  return is_read;
}

static gboolean
read_styles (GxXlsxBook *self, const char *path, const char *part, GError **error)
{
  static const GxXmlHandlers handlers = { read_style_element, end_style_element, NULL };
  g_autoptr (GHashTable) formats = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  StyleReader reader = { self, formats, FALSE };

  return gx_xml_part_read (path, part, &handlers, &reader, TRUE, error);
}

static gboolean
read_around (GxXlsxBook *self, const char *path, const char *workbook, GError **error)
{
  static const GxXmlHandlers handlers = { read_workbook_element, ignore_end, NULL };
  g_autoptr (GPtrArray) links = NULL;
  WorkbookReader reader = { self };
  const Link *strings, *styles;

  if (!read_links (path, workbook, &links, error))
    return FALSE;
  reader.links = links;
  strings = find_link (links, "sharedStrings", NULL);
  styles = find_link (links, "styles", NULL);
  return gx_xml_part_read (path, workbook, &handlers, &reader, FALSE, error)
    && (styles == NULL || read_styles (self, path, styles->target, error))
    && (strings == NULL || read_strings (self, path, strings->target, error));
}

/* Workbooks that are no .xlsx inside: .xlsb, and those of OpenDocument. */
static gboolean
refuse_kin (const char *path, const char *kind, GError **error)
{
  g_set_error (error, GX_ERROR, GX_ERROR_INVALID,
               /* Translators: %1$s is the path of a file, %2$s an ending such as .ods. */
               _("“%1$s” is a workbook of the kind %2$s. Open it in a spreadsheet program and save it as "
                 ".xlsx."), gx_source_file_name (path), kind);
  return FALSE;
}

static gboolean
find_workbook (const char *path, char **workbook, GError **error)
{
  static const GxXmlHandlers handlers = { ignore_start, ignore_end, NULL };
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (GxXmlPart) content = NULL;
  const Link *link;

  if (!read_links (path, "", &links, &local_error))
    {
      content = gx_xml_part_open (path, "content.xml", &handlers, NULL, NULL);
      if (content != NULL)
        return refuse_kin (path, ".ods", error);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  link = find_link (links, "officeDocument", NULL);
  *workbook = g_strdup (link != NULL ? link->target : "xl/workbook.xml");
  return !g_str_has_suffix (*workbook, ".bin") || refuse_kin (path, ".xlsb", error);
}

GxXlsxBook *
gx_xlsx_book_read (const char *path, GError **error)
{
  g_autoptr (GxXlsxBook) self = g_new0 (GxXlsxBook, 1);
  g_autofree char *workbook = NULL;

  self->sheets = g_ptr_array_new_with_free_func (free_sheet);
  self->styles = g_byte_array_new ();
  self->strings = g_string_new (NULL);
  self->string_starts = g_array_new (FALSE, FALSE, sizeof (guint32));
  if (!find_workbook (path, &workbook, error) || !read_around (self, path, workbook, error))
    return NULL;
  if (self->sheets->len > 0)
    return g_steal_pointer (&self);
  /* Translators: %s is the path of a file. */
  g_set_error (error, GX_ERROR, GX_ERROR_INVALID, _("“%s” has no sheet with rows."),
               gx_source_file_name (path));
  return NULL;
}

void
gx_xlsx_book_free (GxXlsxBook *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sheets);
  g_byte_array_unref (self->styles);
  g_string_free (self->strings, TRUE);
  g_array_unref (self->string_starts);
  g_free (self);
}
