/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "gx-test-sheets.h"

#include <string.h>
#include <xlsxwriter.h>

#include "interchange/gx-demo-private.h"

#define KIND_PERSON 71
#define KIND_ROW 72
#define AGAIN_PER_MILLE 250      /* rows about somebody who stands elsewhere */
#define PEOPLE_A_COMPANY 5

const GxTestSheet gx_test_sheets[GX_TEST_N_SHEETS] = {
  { "1 王芳的客户.csv", "UTF-8", "name,company,phone,mail,city,birthday,note", "ymd" },
  { "2 李雷.csv", "GB18030", "name,company,phone,mail,city,birthday,wechat", "ymd" },
  { "3 Anna's contacts.txt", "UTF-16LE", "given_name,family_name,company,phone,mail,city,birthday", "dmy" },
  { "4 赵敏 客户表.xlsx", NULL, "-,name,company,phone,mail,city,birthday", "ymd" },
  { "5 Tom Baker.xlsx", NULL, "name,company,title,phone,mail,city,birthday", "mdy" },
  { "6 陈立.csv", "UTF-8", "name,company,phone,wechat,mail,city,-", "ymd" },
  { "7 刘洋.txt", "GB18030", "name,company,phone,phone,mail,city,birthday", "ymd" },
  { "8 孙悦.xlsx", NULL, "name,company,phone,wechat,mail,city,birthday", "ymd" },
};

/* -- who there is */

typedef struct {
  gint64 number;
  char *name, *given, *family, *company, *mail, *wechat, *digits; /* digits: with the country's, no plus */
  const char *city, *title;
  int year, month, day;
} Person;

static gboolean
is_english (int sheet)
{
  return sheet == 2 || sheet == 4;
}

/* Without the reading behind a Chinese character. */
static char *
pick_word (GxDemoDice *dice, const GxDemoWords *words)
{
  const char *word = gx_demo_word (dice, words);
  g_autofree char *reading = NULL;
  char *written = NULL;

  if (g_ascii_isalpha (*word))
    return g_strdup (word);
  gx_demo_split (word, &written, &reading);
  return written;
}

/* The company of five people in a row; many share a brand or a trade, no two both in one city. */
static char *
name_company (guint64 seed, gint64 number, gboolean english, const char **city)
{
  GxDemoDice dice = gx_demo_dice (seed, KIND_PERSON + 10, number / GX_TEST_N_SHEETS / PEOPLE_A_COMPANY);
  const GxDemoCity *cities = english ? gx_demo_cities_en : gx_demo_cities_zh;
  guint n_cities = english ? gx_demo_n_cities_en : gx_demo_n_cities_zh;
  g_autofree char *brand = pick_word (&dice, english ? &gx_demo_brands_en : &gx_demo_brands_zh);
  g_autofree char *trade = pick_word (&dice, english ? &gx_demo_trades_en : &gx_demo_trades_zh);

  *city = cities[gx_demo_below (&dice, n_cities)].city;
  return english ? g_strdup_printf ("%s %s Ltd", brand, trade)
                 : g_strdup_printf ("%s%s%s有限公司", *city, brand, trade);
}

static void
make_person (Person *self, guint64 seed, gint64 number, gboolean english)
{
  GxDemoDice dice = gx_demo_dice (seed, KIND_PERSON, number);
  gboolean female = gx_demo_chance (&dice, 500);
  static const int prefixes[] = { 135, 136, 137, 138, 139, 150, 158, 186, 188, 189 };

  self->number = number;
  self->family = pick_word (&dice, english ? &gx_demo_surnames_en : &gx_demo_surnames_zh);
  self->given = english ? pick_word (&dice, female ? &gx_demo_given_female_en : &gx_demo_given_male_en)
                        : pick_word (&dice, female ? &gx_demo_given_female_zh : &gx_demo_given_male_zh);
  self->name = english ? g_strdup_printf ("%s %s", self->given, self->family)
                       : g_strconcat (self->family, self->given, NULL);
  self->company = name_company (seed, number, english, &self->city);
  self->title = english ? "Buyer" : "经理";
  /* 7,919 has no factor of 10: no two people get the same digits. */
  self->digits = english ? g_strdup_printf ("447911%06d", (int) (number * 7919 % 1000000))
                         : g_strdup_printf ("86%d%08d", prefixes[number % 10],
                                            (int) (number * 7919 % 100000000));
  self->mail = g_strdup_printf ("%c%" G_GINT64_FORMAT "@%s.example", english ? 'e' : 'c', number,
                                english ? "post" : "office");
  self->wechat = g_strdup_printf ("wx_%" G_GINT64_FORMAT "_id", number);
  self->year = (int) gx_demo_between (&dice, 1955, 2002);
  self->month = (int) gx_demo_between (&dice, 1, 12);
  self->day = (int) gx_demo_between (&dice, 1, 28);
}

static void
clear_person (Person *self)
{
  g_free (self->name);
  g_free (self->given);
  g_free (self->family);
  g_free (self->company);
  g_free (self->mail);
  g_free (self->wechat);
  g_free (self->digits);
}

/* Somebody else's number, or that of an office: nobody in the book has it as their own. */
static char *
other_digits (const Person *person, gboolean english)
{
  return english ? g_strdup_printf ("447822%06d", (int) (person->number * 7919 % 1000000))
                 : g_strdup_printf ("86177%08d", (int) (person->number * 7919 % 100000000));
}

/* -- how they write */

/* A telephone as this salesperson types it. @digits with the country's. */
static char *
spell_phone (int sheet, const char *digits, GxDemoDice *dice)
{
  static const char * const wide[] = { "０", "１", "２", "３", "４", "５", "６", "７", "８", "９" };
  const char *local = digits + 2;
  GString *text;

  switch (sheet)
    {
    case 0:
      return g_strdup_printf ("%.3s %.4s %.4s", local, local + 3, local + 7);
    case 2:
      return g_strdup_printf ("+44 (0)%.4s %.6s", local, local + 4);
    case 4:
      return gx_demo_chance (dice, 500) ? g_strdup_printf ("0044 %.4s %.6s", local, local + 4)
                                        : g_strdup_printf ("+44 %.4s-%.6s", local, local + 4);
    case 6:
      text = g_string_new (NULL);
      for (; *local != 0; local++)
        g_string_append (text, wide[*local - '0']);
      return g_string_free (text, FALSE);
    case 7:
      return gx_demo_chance (dice, 500) ? g_strdup_printf ("+86-%.3s-%.4s-%.4s", local, local + 3, local + 7)
                                        : g_strdup_printf ("%s.0", local);
    default:
      return g_strdup (local);
    }
}

static char *
spell_day (int sheet, const Person *person)
{
  static const char * const formats[GX_TEST_N_SHEETS] = {
    "%1$04d-%2$02d-%3$02d", "%1$d年%2$d月%3$d日", "%3$02d/%2$02d/%1$04d", "", "%2$d/%3$d/%1$04d", "",
    "%1$04d.%2$d.%3$d", "%1$04d/%2$d/%3$d",
  };

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return g_strdup_printf (formats[sheet], person->year, person->month, person->day);
#pragma GCC diagnostic pop
}

/* What a second person remembers of a name. */
static char *
blur_name (const Person *person, gboolean english, GxDemoDice *dice)
{
  if (!gx_demo_chance (dice, 200))
    return g_strdup (person->name);
  if (english)
    return g_strdup_printf ("%.1s. %s", person->given, person->family);
  return g_strconcat (person->family, gx_demo_chance (dice, 500) ? "总" : "经理", NULL);
}

/* -- a row: by the fields of its sheet */

typedef struct {
  const char *name, *given, *family, *company, *phone, *second_phone, *wechat, *mail, *city, *birthday,
  *title;
} RowTexts;

typedef struct {
  int sheet;
  GString *text;            /* of a text file */
  lxw_workbook *workbook;
  lxw_worksheet *page;
  lxw_format *day_format;
  guint32 row;
  const Person *person;     /* of the row at hand */
} Writer;

static const char * const headers[GX_TEST_N_SHEETS][8] = {
  { "姓名", "公司", "手机", "邮箱", "城市", "生日", "备注" },
  { "客户姓名", "单位名称", "联系电话", "电子邮件", "所在城市", "出生日期", "微信号" },
  { "First Name", "Last Name", "Company", "Mobile", "E-mail", "Town", "Date of Birth" },
  { "序号", "姓名", "公司名称", "手机号码", "Email", "城市", "生日" },
  { "Full name", "Organisation", "Job Title", "Phone", "Email address", "City", "Birthday" },
  { "联系人", "公司", "电话", "微信", "邮箱", "城市", "年采购额" },
  { "姓名", "工作单位", "手机", "备用电话", "邮箱", "城市", "生日" },
  { "客户", "公司全称", "移动电话", "微信", "邮件", "城市", "出生年月日" },
};

static void
list_cells (const Writer *self, const RowTexts *t, const char *cells[8])
{
  const char *lists[GX_TEST_N_SHEETS][8] = {
    { t->name, t->company, t->phone, t->mail, t->city, t->birthday, "" },
    { t->name, t->company, t->phone, t->mail, t->city, t->birthday, t->wechat },
    { t->given, t->family, t->company, t->phone, t->mail, t->city, t->birthday },
    { "", t->name, t->company, t->phone, t->mail, t->city, t->birthday },
    { t->name, t->company, t->title, t->phone, t->mail, t->city, t->birthday },
    { t->name, t->company, t->phone, t->wechat, t->mail, t->city, "￥1.2万" },
    { t->name, t->company, t->phone, t->second_phone, t->mail, t->city, t->birthday },
    { t->name, t->company, t->phone, t->wechat, t->mail, t->city, t->birthday },
  };

  memcpy (cells, lists[self->sheet], sizeof lists[0]);
}

static void
write_text_row (Writer *self, const char * const *cells)
{
  const char *delimiter = self->sheet == 2 || self->sheet == 6 ? "\t" : self->sheet == 5 ? ";" : ",";

  for (guint i = 0; cells[i] != NULL; i++)
    g_string_append_printf (self->text, "%s%s", i > 0 ? delimiter : "", cells[i]);
  g_string_append (self->text, "\r\n");
}

/* 赵敏 has her days as days and her telephones as numbers, as a spreadsheet makes of them what it likes. */
static void
write_cell (Writer *self, guint column, const char *text)
{
  gboolean is_typed = self->sheet == 3 && self->person != NULL;
  lxw_datetime day = { 0 };

  if (*text == 0 && !(is_typed && column == 6))
    return;
  if (is_typed && column == 6)
    {
      day.year = self->person->year;
      day.month = self->person->month;
      day.day = self->person->day;
      worksheet_write_datetime (self->page, self->row, (lxw_col_t) column, &day, self->day_format);
    }
  else if (is_typed && (column == 0 || column == 3))
    worksheet_write_number (self->page, self->row, (lxw_col_t) column, g_ascii_strtod (text, NULL), NULL);
  else
    worksheet_write_string (self->page, self->row, (lxw_col_t) column, text, NULL);
}

static void
write_row (Writer *self, const char * const *cells)
{
  if (self->page == NULL)
    write_text_row (self, cells);
  else
    for (guint i = 0; cells[i] != NULL; i++)
      write_cell (self, i, cells[i]);
  self->row++;
}

static void
begin_sheet (Writer *self, const char *path)
{
  lxw_workbook_options options = { .constant_memory = LXW_TRUE };

  if (gx_test_sheets[self->sheet].encoding != NULL)
    self->text = g_string_new (NULL);
  else
    {
      self->workbook = workbook_new_opt (path, &options);
      self->page = workbook_add_worksheet (self->workbook, NULL);
      self->day_format = workbook_add_format (self->workbook);
      format_set_num_format (self->day_format, "yyyy/m/d");
    }
  if (self->sheet == 3 || self->sheet == 6) { /* titles stand above */
    write_row (self, (const char * const[]) { "客户通讯录", NULL });
    write_row (self, (const char * const[]) { "填表人：", "本人", NULL });
  }
  write_row (self, headers[self->sheet]);
}

static void
end_sheet (Writer *self, const char *path)
{
  const char *encoding = gx_test_sheets[self->sheet].encoding;
  g_autofree char *bytes = NULL;
  gsize length = 0;

  if (self->workbook != NULL)
    {
      g_assert_cmpint (workbook_close (self->workbook), ==, LXW_NO_ERROR);
      return;
    }
  if (self->sheet == 0 || self->sheet == 2)
    g_string_prepend (self->text, "\xef\xbb\xbf");
  bytes = g_convert (self->text->str, (gssize) self->text->len, encoding, "UTF-8", NULL, &length, NULL);
  g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
  g_string_free (self->text, TRUE);
}

/* -- what is true */

static void
own (GxTestSheets *self, const char *prefix, const char *text, gint64 person)
{
  g_hash_table_insert (self->owners, g_strconcat (prefix, text, NULL), GINT_TO_POINTER ((int) person + 1));
}

/* A first row says all; a second one, of whoever it is about, is another's memory: always enough to tell who is
 * meant, in one of five ways. */
static void
add_row (GxTestSheets *self, Writer *writer, const Person *person, gboolean is_again, GxDemoDice *dice)
{
  gboolean english = is_english (writer->sheet);
  int way = is_again ? (int) gx_demo_below (dice, 100) : -1;
  g_autofree char *name = is_again && way < 75 ? blur_name (person, english, dice) : g_strdup (person->name);
  g_autofree char *phone = spell_phone (writer->sheet, person->digits, dice);
  g_autofree char *other = other_digits (person, english);
  g_autofree char *second = spell_phone (writer->sheet, other, dice);
  g_autofree char *both = g_strdup_printf ("%s / %s", second, phone);
  g_autofree char *birthday = spell_day (writer->sheet, person);
  g_autofree char *index = g_strdup_printf ("%u", writer->row);
  RowTexts texts = { name, person->given, person->family, person->company, phone, "", person->wechat,
                     person->mail, person->city, birthday, person->title };
  const char *cells[9] = { NULL };

  if (way >= 0 && way < 60)        /* the same telephone, and little else */
    texts.mail = texts.wechat = "";
  else if (way >= 60 && way < 75)  /* the same mail, and no telephone */
    texts.phone = texts.wechat = "";
  else if (way >= 75 && way < 90 && writer->sheet != 3) /* two telephones in one cell */
    texts.phone = both;
  else if (way >= 90) {            /* name and company alone; the telephone is a new one */
    texts.phone = second;
    texts.mail = texts.wechat = "";
  }
  own (self, "+", person->digits, person->number);
  own (self, "+", other, person->number);
  own (self, "", person->mail, person->number);
  own (self, "", person->wechat, person->number);
  writer->person = person;
  list_cells (writer, &texts, cells);
  if (writer->sheet == 3)
    cells[0] = index;
  write_row (writer, cells);
}

/* People of a sheet are those whose number leaves its own in eight; one of another's who speaks its language. */
static gint64
choose_known (int sheet, gint64 n_people, GxDemoDice *dice)
{
  gint64 number;

  do
    number = gx_demo_below (dice, n_people);
  while (is_english ((int) (number % GX_TEST_N_SHEETS)) != is_english (sheet));
  return number;
}

GxTestSheets *
gx_test_sheets_write (const char *folder, gint64 n_rows, guint64 seed)
{
  GxTestSheets *self = g_new0 (GxTestSheets, 1);
  gint64 n_a_sheet = n_rows / GX_TEST_N_SHEETS, n_again = n_a_sheet * AGAIN_PER_MILLE / 1000;

  self->n_rows = n_a_sheet * GX_TEST_N_SHEETS;
  self->n_people = (n_a_sheet - n_again) * GX_TEST_N_SHEETS;
  self->owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (int sheet = 0; sheet < GX_TEST_N_SHEETS; sheet++)
    {
      g_autofree char *path = g_build_filename (folder, gx_test_sheets[sheet].name, NULL);
      Writer writer = { .sheet = sheet };

      begin_sheet (&writer, path);
      for (gint64 row = 0; row < n_a_sheet; row++)
        {
          GxDemoDice dice = gx_demo_dice (seed, KIND_ROW + (guint64) sheet, row);
          gboolean is_again = row % 4 == 3 && row / 4 < n_again;
          gint64 number = is_again ? choose_known (sheet, self->n_people, &dice)
                                   : (row - MIN (row / 4, n_again)) * GX_TEST_N_SHEETS + sheet;
          Person person = { 0 };

          make_person (&person, seed, number, is_english (sheet));
          add_row (self, &writer, &person, is_again, &dice);
          clear_person (&person);
        }
      end_sheet (&writer, path);
    }
  return self;
}

void
gx_test_sheets_free (GxTestSheets *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->owners);
  g_free (self);
}
