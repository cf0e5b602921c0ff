/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz/gx-fuzz.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

/* A workbook is written as its parts, each after a line "%%name"; what begins otherwise is taken as a zip. */
#define RELATION(id, kind, target)                                            \
  "<Relationship Id=\"" id "\" Type=\"http://x/" kind "\" Target=\"" target "\"/>"
#define AROUND                                                                \
  "%%_rels/.rels\n<Relationships>" RELATION ("r1", "officeDocument", "xl/workbook.xml") "</Relationships>\n" \
  "%%xl/_rels/workbook.xml.rels\n<Relationships>" RELATION ("r1", "worksheet", "worksheets/sheet1.xml")      \
  RELATION ("r2", "sharedStrings", "sharedStrings.xml") RELATION ("r3", "styles", "styles.xml")              \
  "</Relationships>\n%%xl/workbook.xml\n<workbook xmlns:r=\"r\"><workbookPr date1904=\"0\"/><sheets>"       \
  "<sheet name=\"One\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>\n"                                  \
  "%%xl/styles.xml\n<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"yyyy-mm-dd\"/></numFmts>"   \
  "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"164\"/><xf numFmtId=\"22\"/></cellXfs></styleSheet>\n"       \
  "%%xl/sharedStrings.xml\n<sst><si><t>a</t></si><si><r><t>b</t></r><rPh><t>c</t></rPh></si></sst>\n"

const char * const gx_fuzz_seeds[] = {
  AROUND "%%xl/worksheets/sheet1.xml\n<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c>"
  "<c r=\"B1\" s=\"1\"><v>44197</v></c></row><row><c t=\"inlineStr\"><is><t>x</t></is></c>"
  "<c t=\"b\"><v>1</v></c><c t=\"e\"><v>#N/A</v></c><c s=\"2\"><v>0.5</v></c></row></sheetData>"
  "</worksheet>\n",
  AROUND "%%xl/worksheets/sheet1.xml\n<x:worksheet xmlns:x=\"x\"><x:sheetData><x:row r=\"3\">"
  "<x:c r=\"ZZ3\" t=\"str\">"
  "<x:f>A1</x:f><x:v>_x000D_</x:v></x:c><x:c t=\"d\"><x:v>2021-01-01T10:10</x:v></x:c></x:row></x:sheetData>"
  "</x:worksheet>\n", NULL
};
const char * const gx_fuzz_words[] = {
  "<c>", "</c>", "<row>", "</row>", "<v>", "</v>", "<is>", "<t>", "<rPh>", "<si>", "</si>",
  "<si/>", " r=\"A1\"",
  " r=\"XFD1\"", " r=\"99999999999\"", " t=\"s\"", " t=\"inlineStr\"", " s=\"4294967295\"",
  "-1", "1e308", "&lt;", "&x;",
  "<!DOCTYPE a [<!ENTITY x \"y\">]>", "<![CDATA[",
  "]]>", "<!--", "%%xl/worksheets/sheet1.xml\n", "_x0000_", NULL
};
const char * const gx_fuzz_folder = "xlsx/calamine";

static void
write_part (struct archive *zip, const char *part)
{
  gsize name_length = strcspn (part, "\n");
  const char *content = part[name_length] != 0 ? part + name_length + 1 : "";
  g_autofree char *bytes = g_strndup (part, name_length);
  g_autofree char *name = g_utf8_make_valid (bytes, -1);
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname_utf8 (entry, *name != 0 ? name : "x");
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_size (entry, (la_int64_t) strlen (content));
  if (archive_write_header (zip, entry) == ARCHIVE_OK)
    archive_write_data (zip, content, strlen (content));
  archive_entry_free (entry);
}

static gsize
write_zip (const guint8 *data, gsize size, char *out, gsize room)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_auto (GStrv) parts = g_strsplit (text, "%%", 64);
  struct archive *zip = archive_write_new ();
  size_t used = 0;

  archive_write_set_format_zip (zip);
  archive_write_set_options (zip, "zip:compression=store");
  archive_write_set_bytes_in_last_block (zip, 1);
  archive_write_open_memory (zip, out, room, &used);
  for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    write_part (zip, parts[i]);
  archive_write_close (zip);
  archive_write_free (zip);
  return used;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  gsize room = 2 * size + 65536;
  g_autofree char *zip = NULL;

  if (size >= 2 && memcmp (data, "%%", 2) == 0)
    {
      zip = g_malloc (room);
      size = write_zip (data, size, zip, room);
      data = (const guint8 *) zip;
    }
  gx_fuzz_read_table (gx_table_open (gx_fuzz_file (data, size), NULL, NULL));
  return 0;
}
