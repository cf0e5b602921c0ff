# SPDX-License-Identifier: GPL-3.0-or-later
"""Files that mean harm, or are no table: a sentence that names the file, within seconds and within 512 MB,
and nothing is written."""

import os
import random
import resource
import struct
import subprocess
import zipfile
import zlib

from support import CLI, FAILED, CliTest, main

MEMORY = 512 << 20
SECONDS = 60  # on any machine; these take a second or two
WATCHED = b"__asan_init" in open(CLI, "rb").read()  # a sanitizer reserves far more than it uses

RELATIONS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
             '<Relationship Id="r1" Type="http://x/{}" Target="{}"/>{}</Relationships>')
PARTS = {
    "_rels/.rels": RELATIONS.format("officeDocument", "xl/workbook.xml", ""),
    "xl/_rels/workbook.xml.rels": RELATIONS.format(
        "worksheet", "sheet.xml", '<Relationship Id="r2" Type="http://x/sharedStrings" Target="strings.xml"/>'),
    "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="A" r:id="r1"/></sheets></workbook>',
    "xl/strings.xml": "<sst><si><t>a</t></si></sst>",
}
ROW = '<row><c t="inlineStr"><is><t>name</t></is></c></row>'


def sheet(rows):
    return f"<worksheet><sheetData>{rows}</sheetData></worksheet>"


class Files(CliTest):
    def setUp(self):
        super().setUp()
        self.new()
        self.before = self.dump()

    def tearDown(self):
        self.assertEqual(self.dump(), self.before)
        self.assert_clean()
        super().tearDown()

    def put(self, name, data):
        path = self.folder / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return path

    def workbook(self, name, sheet, **parts):
        path = self.folder / name
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as file:
            for part, text in {**PARTS, "xl/sheet.xml": sheet, **parts}.items():
                file.writestr(part, text)
        return path

    def run_limited(self, *words):
        def limit():
            if not WATCHED:
                resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        return subprocess.run([CLI, *words], env={**self.env, "LC_ALL": "C.UTF-8"}, preexec_fn=limit, timeout=SECONDS,
                              capture_output=True, text=True, errors="replace")

    def refuse(self, path, *says):
        """Refused by both doors; what is said names the file."""
        for words in (("table", str(path), "--format", "jsonl"),
                      ("--book", str(self.book), "import", str(path), "--as", "customers", "--columns", "name")):
            result = self.run_limited(*words)
            self.assertEqual(result.returncode, FAILED, (path.name, words[0], result.stderr[:500]))
            for text in (path.name, *says):
                self.assertIn(text, result.stderr)
        path.unlink()

    def test_other_kinds(self):
        ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000)
        self.refuse(self.put("old.xls", ole), ".xls")
        self.refuse(self.put("locked.xlsx", ole + "EncryptedPackage".encode("utf-16le")), "password")
        self.refuse(self.put("page.xls", "\n<html><table><tr><td>name</td></tr></table></html>"), "web page")
        self.refuse(self.put("2003.xml", '<?xml version="1.0"?><Workbook/>'), "web page or XML")
        self.refuse(self.put("paper.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n\0\0\0"), "no text file")
        self.refuse(self.put("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), "no text file")
        self.refuse(self.workbook("binary.xlsb", "", **{
            "_rels/.rels": RELATIONS.format("officeDocument", "xl/workbook.bin", "")}), ".xlsb")
        path = self.folder / "sheet.ods"
        with zipfile.ZipFile(path, "w") as file:
            file.writestr("content.xml", "<office/>")
        self.refuse(path, ".ods")
        with zipfile.ZipFile(self.folder / "any.zip", "w") as file:
            file.writestr("a.txt", "a")
        self.refuse(self.folder / "any.zip", "no spreadsheet")

    def test_no_files(self):
        os.mkfifo(self.folder / "pipe.csv")
        self.refuse(self.folder / "pipe.csv", "not a file")
        result = self.run_limited("table", "/dev/zero")
        self.assertIn("not a file", result.stderr)
        self.assertIn("not a file", self.run_limited("table", str(self.folder)).stderr)

    def test_odd_workbooks_are_read(self):
        path = self.workbook("odd.xlsx", sheet(
            '<row r="5"><c><is><t>no type</t></is></c><c t="b"><v>true</v></c></row>'
            '<row r="2"><c s="0"><v> 7 </v></c><c><v>n/a</v></c><c r="A2" t="s"><v>0</v></c></row>'
            '<x:row xmlns:x="x"><x:c r="C9" t="str"><x:v>_x4e00_</x:v></x:c></x:row>'), **{
            "xl/workbook.xml": '<workbook xmlns:r="r"><sheets><sheet name="A" r:id="r1"/>'
                               '<sheet name="B" r:id="r3"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": RELATIONS.format(
                "worksheet", "/xl/sheet.xml", '<Relationship Id="r2" Type="http://x/sharedStrings" Target="strings.xml"/>'
                '<Relationship Id="r3" Type="http://x/worksheet" Target="missing.xml"/>'
                '<Relationship Id="r4" Type="http://x/styles" Target="styles.xml"/>'),
            "xl/styles.xml": '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="[Red]General"/></numFmts>'
                             '<cellXfs><xf numFmtId="170"/></cellXfs></styleSheet>'})
        rows = [(row["row"], [f"{cell['type']}:{cell['text']}" for cell in row["cells"]])
                for row in self.lines("table", path)]
        self.assertEqual(rows, [(5, ["text:no type", "boolean:TRUE"]), (6, ["number:7", "text:n/a", "text:a"]),
                                (7, ["empty:", "empty:", "text:一"])])

    def test_extensions_change_no_day(self):
        path = self.workbook("mac.xlsx", sheet('<row><c s="0"><v>24472</v></c><c s="1"><v>42213.3125</v></c></row>'), **{
            "xl/workbook.xml": '<workbook xmlns:r="r" xmlns:x14="x"><workbookPr date1904="1"/><sheets>'
                               '<sheet name="A" r:id="r1"/></sheets><extLst><ext><x14:workbookPr dpi="32767"/></ext>'
                               '</extLst></workbook>',
            "xl/_rels/workbook.xml.rels": RELATIONS.format(
                "worksheet", "sheet.xml", '<Relationship Id="r4" Type="http://x/styles" Target="styles.xml"/>'),
            "xl/styles.xml": '<styleSheet><cellXfs><xf numFmtId="14"/><xf numFmtId="20"/></cellXfs></styleSheet>'})
        self.assertEqual([cell["text"] for cell in self.lines("table", path)[0]["cells"]],
                         ["1971-01-01", "2019-07-29 07:30"])

    def test_damaged_zips(self):
        rows = "".join(f"<row><c><v>{random.Random(i).random()}</v></c></row>" for i in range(20000))
        path = self.workbook("whole.xlsx", sheet(rows))
        data = path.read_bytes()
        path.unlink()
        for cut in (4, 100, len(data) // 2, len(data) - 10):
            self.refuse(self.put("cut.xlsx", data[:cut]))
        flags = bytearray(data)
        for mark, at in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
            start = -1
            while (start := flags.find(mark, start + 1)) >= 0:
                flags[start + at] |= 1
        self.refuse(self.put("secret.xlsx", bytes(flags)), "password")
        middle = bytearray(data)
        place = data.find(b"xl/sheet.xml") + 2000
        middle[place:place + 50] = bytes(50)
        self.refuse(self.put("holed.xlsx", bytes(middle)))
        small = data.rfind(b"xl/sheet.xml") - 46  # in the directory: says it unpacks to ten bytes
        sized = bytearray(data)
        sized[small + 24:small + 28] = struct.pack("<I", 10)
        result = self.run_limited("table", str(self.put("sized.xlsx", bytes(sized))))
        self.assertIn(result.returncode, (0, FAILED))

    def test_bombs(self):
        laughs = "".join(f'<!ENTITY l{i} "{f"&l{i - 1};" * 10}">' for i in range(1, 10))
        self.refuse(self.workbook("laughs.xlsx", f'<!DOCTYPE a [<!ENTITY l0 "ha">{laughs}]>' + sheet("&l9;")), "DOCTYPE")
        self.refuse(self.workbook("zip-bomb.xlsx", sheet(" " * (200 << 20))), "unpacks to far more")
        self.refuse(self.workbook("deep.xlsx", "<a>" * 2000000))
        self.refuse(self.workbook("wide.xlsx", sheet('<row x="' + "y" * (20 << 20) + '"/>')))
        noise = random.Random(1)
        strings = "".join(f"<si><t>{noise.getrandbits(64):x}{'x' * 900}</t></si>" for _ in range(250000))
        self.refuse(self.workbook("texts.xlsx", sheet(ROW), **{"xl/strings.xml": f"<sst>{strings}</sst>"}), "more text")
        cells = "".join('<c t="s"><v>0</v></c>' for _ in range(16000))
        self.refuse(self.workbook("row.xlsx", sheet(f"<row>{cells}</row>"), **{
            "xl/strings.xml": f"<sst><si><t>{'x' * 100000}</t></si></sst>"}), "row 1")

        rows = '<row><c t="s"><v>0</v></c></row>' * 20000
        self.refuse(self.workbook("echo.xlsx", sheet(rows), **{
            "xl/strings.xml": f"<sst><si><t>{'x' * 32000}</t></si></sst>"}), "far more text")

    def test_endless_workbooks(self):
        self.refuse(self.workbook("cell.xlsx", sheet(f'<row><c t="inlineStr"><is><t>{"x" * (2 << 20)}</t></is></c></row>')),
                    "row 1", "megabyte")
        self.refuse(self.workbook("columns.xlsx", sheet("<row>" + "<c><v>1</v></c>" * 1000000 + "</row>")), "row 1", "16,384")
        self.refuse(self.workbook("far.xlsx", sheet('<row><c r="ZZZZ1"><v>1</v></c></row>')), "16,384")
        self.refuse(self.workbook("rows.xlsx", sheet(ROW + '<row r="99999999"><c><v>1</v></c></row>')), "1,048,576")
        self.refuse(self.workbook("text.xlsx", sheet('<row><c t="s"><v>7</v></c></row>')), "row 1")

    def test_endless_texts(self):
        self.refuse(self.put("columns.csv", "," * 1000000 + "x\n"), "row 1", "16,384")
        self.refuse(self.put("cell.csv", "x" * (100 << 20)), "row 1")
        self.refuse(self.put("quote.csv", 'a\n"' + "x,\n" * (20 << 20)), "row 2")
        self.refuse(self.put("row.csv", "x,\"\n\",\"\"" * (1 << 20)), "row 1")
        self.refuse(self.put("line.vcf", "BEGIN:VCARD\nNOTE:" + "x" * (40 << 20)), "line 2")
        self.refuse(self.put("columns.vcf", "BEGIN:VCARD\n" + "".join(f"X-{i}:1\n" for i in range(20000)) + "END:VCARD\n"),
                    "16,384")
        path = self.folder / "zeros.csv"
        with open(path, "wb") as file:
            file.write(b"name\n")
            file.truncate(600 << 20)
        self.refuse(path, "row 2")
        card = b"BEGIN:VCARD\nFN:x\n"
        result = self.run_limited("table", str(self.put("nested.vcf", card * 20000)), "--format", "jsonl")
        self.assertEqual(result.returncode, 0)
        self.assertEqual(result.stdout.count("\n"), 20001)
        path = self.put("noise.csv", zlib.compress(bytes(range(1, 256)) * 1000))
        self.assertIn(self.run_limited("table", str(path)).returncode, (0, FAILED))


main()
