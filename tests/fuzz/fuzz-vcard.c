/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "fuzz/gx-fuzz.h"

const char * const gx_fuzz_seeds[] = {
  "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:李娜\r\nN:李;娜;;;\r\nTEL;TYPE=CELL:138\r\nEND:VCARD\r\n",
  "BEGIN:VCARD\r\nVERSION:2.1\r\nNOTE;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=E6=9D=\r\n=8E\r\n"
  "PHOTO;ENCODING=BASE64:\r\n abc=\r\n\r\nAGENT:\r\nBEGIN:VCARD\r\nN:B\r\nEND:VCARD\r\nEND:VCARD\r\n",
  "BEGIN:VCARD\nitem1.IMPP;X-SERVICE-TYPE=QQ:x:1\nitem1.X-ABLabel:_$!<Home>!$_\nBDAY:--0305\nEND:VCARD\n",
  NULL
};
const char * const gx_fuzz_words[] = {
  "BEGIN:VCARD\n", "END:VCARD\n", "\n ", "=\n", ";ENCODING=QUOTED-PRINTABLE:", ";ENCODING=b:",
  ";CHARSET=GBK:", ";CHARSET=UTF-16:",
  "ADR:;;a\\;b;c;d;e;f\n", "ORG:a;b;c\n", "CATEGORIES:a\\,b,c\n", "TEL:tel:+1;ext=2\n",
  "BDAY;X-APPLE-OMIT-YEAR=1604:1604-01-01\n", "\\", "\\n", ";", ":", "\"", "item1.", "GENDER:M;x\n", NULL
};
const char * const gx_fuzz_folder = "vcard";

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  gx_fuzz_read_table (gx_table_open (gx_fuzz_file (data, size), NULL, NULL));
  return 0;
}
