/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-contact.h"
#include "base/gx-division.h"
#include "base/gx-phrase.h"
#include "base/gx-text.h"
#include "interchange/gx-import-private.h"

#define LONGEST_NAME 300 /* bytes */
#define MOST_PLACES 10000 /* whose provinces, cities and districts are known in full */

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

/* -- "无", "n/a": that there is nothing */

static gboolean
is_one_of (const char *text, gsize length, const char * const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (text, words[i], length) == 0)
      return TRUE;
  return FALSE;
}

#define LONGEST_NOTHING strlen ("unspecified")

static gboolean
is_note (GxColumn field)
{
  return field == GX_COLUMN_NOTE || field == GX_COLUMN_PURCHASE_NOTE;
}

gboolean
_gx_import_says_nothing (GxColumn field, const char *text, gsize length)
{
  static const char * const nothing[] = {
    "无", "暂无", "没有", "未知", "不详", "未填", "未填写", "-", "--", "—", "——", "/", "n/a", NULL
  };
  /* names could be these; "0/0/00" is Outlook's birthday of nobody */
  static const char * const no_way[] = { "none", "null", "nil", "na", "0", "0/0/00", "0000-00-00", NULL };
  static const char * const no_gender[] = { "unspecified", "unknown", "保密", NULL };
  static const char * const no_note[] = { "null", NULL }; /* a shop's */
  gboolean is_way = (field >= GX_COLUMN_PHONE && field <= GX_COLUMN_WEB) || field == GX_COLUMN_BIRTHDAY;

  if (length > 0 && length <= LONGEST_NOTHING && *text == '\'') { /* a spreadsheet's text */
    text++;
    length--;
  }
  if (length == 0 || length > LONGEST_NOTHING)
    return FALSE;
  if (is_note (field))
    return is_one_of (text, length, no_note);
  if (field == GX_COLUMN_GENDER)
    return is_one_of (text, length, no_gender) || is_one_of (text, length, nothing);
  if (!is_way && field != GX_COLUMN_TAGS
      && !(field >= GX_COLUMN_NAME && field <= GX_COLUMN_OTHER_ADDRESS)
      && !(field >= GX_COLUMN_NICKNAME && field <= GX_COLUMN_SHORT_NAME))
    return FALSE;
  return is_one_of (text, length, nothing) || (is_way && is_one_of (text, length, no_way));
}

static void
tell_nothings (GxImporter *self, const GxImportRow *row)
{
  for (guint i = 0; i < self->plan->columns->len && i < row->row->n_cells; i++)
    {
      GxColumn field = g_array_index (self->plan->columns, GxColumn, i);
      const GxCell *cell = &row->row->cells[i];

      if (_gx_import_says_nothing (field, cell->text, cell->length))
        _gx_importer_repair (self, row, field, cell->text, "", "nothing",
                             g_strdup (_("This says that there is nothing.")));
    }
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
  for (guint i = 0; i < columns->len && i < row->row->n_cells; i++)
    {
      g_autofree char *line = NULL;

      if (g_array_index (columns, GxColumn, i) != GX_COLUMN_STREET)
        continue;
      line = g_strstrip (g_strdup (row->row->cells[i].text));
      if (*line != 0 && !_gx_import_says_nothing (GX_COLUMN_STREET, line, strlen (line)))
        join_line (street, line + _gx_import_is_guarded (line), &was_number);
    }
  row->values[GX_COLUMN_STREET] = g_string_chunk_insert (self->texts, street->str);
}

static gboolean
may_be_masked (GxImporter *self, const GxImportRow *row)
{
  for (guint i = 0; i < self->plan->columns->len && i < row->row->n_cells; i++)
    if (g_array_index (self->plan->columns, GxColumn, i) == GX_COLUMN_PHONE
        && strpbrk (row->row->cells[i].text, "*xX●•·＊×") != NULL)
      return TRUE;
  return FALSE;
}

/* What a single phone, address of mail or id may consist of. */
static gboolean
is_plain (const char *text)
{
  while (g_ascii_isalnum (*text) || (*text != 0 && strchr ("+-.@_", *text) != NULL))
    text++;
  return *text == 0;
}

/* A cell that holds several is looked for by its first. */
static void
take_first_contacts (GxImporter *self, GxImportRow *row)
{
  static const GxColumn contacts[] = { GX_COLUMN_PHONE, GX_COLUMN_MAIL, GX_COLUMN_WECHAT };

  for (guint i = 0; i < G_N_ELEMENTS (contacts); i++)
    {
      const char *text = row->values[contacts[i]];
      g_autofree char *first = NULL;

      if (is_plain (text))
        continue;
      first = _gx_importer_first_contact (self, contacts[i], text);
      if (strcmp (first, text) != 0)
        row->values[contacts[i]] = g_string_chunk_insert (self->texts, first);
    }
}

/* -- province, city and district */

static const GxColumn division_fields[] = { GX_COLUMN_PROVINCE, GX_COLUMN_CITY, GX_COLUMN_DISTRICT };

static gboolean
has_column (GxImporter *self, GxColumn field)
{
  for (guint i = 0; i < self->plan->columns->len; i++)
    if (g_array_index (self->plan->columns, GxColumn, i) == field)
      return TRUE;
  return FALSE;
}

/* The column in which a whole address, or all of 省市区, may stand: where the file has no other. SKIP: none. */
static GxColumn
find_whole_address (GxImporter *self)
{
  gboolean has_province = has_column (self, GX_COLUMN_PROVINCE), has_city = has_column (self, GX_COLUMN_CITY),
           has_district = has_column (self, GX_COLUMN_DISTRICT);

  if (has_province + has_city + has_district > 1)
    return GX_COLUMN_SKIP;
  return has_province   ? GX_COLUMN_PROVINCE
         : has_city     ? GX_COLUMN_CITY
         : has_district ? GX_COLUMN_DISTRICT
                        : GX_COLUMN_STREET;
}

/* Whether a column of provinces, cities or districts holds more than one of its kind: "广东 深圳 南山". */
static gboolean
says_more (GxColumn whole, const GxDivisions *divisions, const char *text)
{
  if (*divisions->rest != 0)
    return FALSE;
  if (whole == GX_COLUMN_PROVINCE)
    return divisions->province != NULL
      && (divisions->district != NULL || g_strcmp0 (divisions->city, divisions->province) != 0);
  if (whole == GX_COLUMN_CITY)
    return divisions->district != NULL && !g_str_has_prefix (text, divisions->district);
  return divisions->district != NULL && strncmp (text, divisions->district, strlen ("区")) != 0;
}

/* What the texts of province, city and district come to. */
typedef struct {
  const char *full[G_N_ELEMENTS (division_fields)]; /* in full; NULL where it is as it was typed */
  gboolean says_more;                               /* the only one that is a column: says_more() */
} Place;

static gboolean
holds_several (GxColumn whole, const char *text)
{
  GxDivisions divisions = { 0 };

  return gx_divisions_read (text, &divisions) && says_more (whole, &divisions, text);
}

/* "广东" beside "深圳" is 广东省 and 深圳市: in full, where each can only mean that. */
static Place *
read_place (GxColumn whole, const char * const *values)
{
  g_autoptr (GString) place = g_string_new (NULL);
  Place *self = g_new0 (Place, 1);

  for (guint i = 0; i < G_N_ELEMENTS (division_fields); i++)
    {
      const char *value = values[i], *full;
      GxDivisions divisions = { 0 };

      self->says_more |= division_fields[i] == whole && holds_several (whole, value);
      if ((guchar) *value < 0x80)
        continue;
      g_string_append (place, value);
      if (!gx_divisions_read (place->str, &divisions))
        continue;
      full = i == 0 ? divisions.province : i == 1 ? divisions.city : divisions.district;
      if (full == NULL || strcmp (full, value) == 0 || !g_str_has_prefix (full, value))
        continue;
      g_string_truncate (place, place->len - strlen (value));
      g_string_append (place, full);
      self->full[i] = full;
    }
  return self;
}

/* Most rows are somewhere where others are, too. NULL: in no place of China. */
static const Place *
find_place (GxImporter *self, const GxImportRow *row, GxColumn whole)
{
  const char *values[G_N_ELEMENTS (division_fields)];
  g_autofree char *key = NULL;
  gboolean is_chinese = FALSE;
  Place *found;

  for (guint i = 0; i < G_N_ELEMENTS (division_fields); i++)
    {
      values[i] = row->values[division_fields[i]];
      is_chinese |= gx_text_is_chinese (values[i]);
    }
  if (!is_chinese)
    return NULL;
  key = g_strjoin ("\x1f", values[0], values[1], values[2], NULL);
  found = g_hash_table_lookup (self->places, key);
  if (found != NULL)
    return found;
  if (g_hash_table_size (self->places) >= MOST_PLACES)
    g_hash_table_remove_all (self->places);
  found = read_place (whole, values);
  g_hash_table_insert (self->places, g_steal_pointer (&key), found);
  return found;
}

static void
write_out_divisions (GxImporter *self, GxImportRow *row, const Place *place)
{
  for (guint i = 0; place != NULL && !self->plan->is_ours && i < G_N_ELEMENTS (division_fields); i++)
    if (place->full[i] != NULL)
      {
        row->divisions_typed[i] = row->values[division_fields[i]];
        row->values[division_fields[i]] = place->full[i];
      }
}

static void
split_address (GxImporter *self, GxImportRow *row)
{
  GxColumn whole = find_whole_address (self);
  const char *text = whole != GX_COLUMN_SKIP ? row->values[whole] : "";
  const Place *place = find_place (self, row, whole);
  gboolean is_several = whole == GX_COLUMN_STREET || (place != NULL && place->says_more);
  GxDivisions divisions = { 0 };

  if (*text == 0 || !is_several || !gx_divisions_read (text, &divisions))
    {
      write_out_divisions (self, row, place);
      return;
    }
  row->values[GX_COLUMN_PROVINCE] = divisions.province != NULL ? divisions.province : "";
  row->values[GX_COLUMN_CITY] = divisions.city != NULL ? divisions.city : "";
  row->values[GX_COLUMN_DISTRICT] = divisions.district != NULL ? divisions.district : "";
  if (whole == GX_COLUMN_STREET)
    row->values[GX_COLUMN_STREET] = divisions.rest;
  if (!divisions.is_as_typed)
    row->address_typed = text;
}

void
_gx_importer_tell_parted (GxImporter *self, const GxImportRow *row, GxColumn column, const char *typed,
                          const char * const *parts)
{
  g_autoptr (GString) parted = g_string_new (NULL);

  for (; *parts != NULL; parts++)
    if (**parts != 0)
      g_string_append_printf (parted, "%s%s", parted->len > 0 ? " " : "", *parts);
  if (strcmp (parted->str, typed) != 0)
    _gx_importer_repair (self, row, column, typed, parted->str, "address",
                         g_strdup (_("Province, city and district are written in full, each in its place.")));
}

void
_gx_importer_tell_address (GxImporter *self, const GxImportRow *row)
{
  const char * const *v = row->values;
  const char *parts[] = { v[GX_COLUMN_PROVINCE], v[GX_COLUMN_CITY], v[GX_COLUMN_DISTRICT], v[GX_COLUMN_STREET],
                          NULL };

  for (guint i = 0; i < G_N_ELEMENTS (division_fields); i++)
    if (row->divisions_typed[i] != NULL)
      _gx_importer_repair (self, row, division_fields[i], row->divisions_typed[i], v[division_fields[i]],
                           "division", g_strdup (_("It is written in full.")));
  if (row->address_typed != NULL)
    _gx_importer_tell_parted (self, row, find_whole_address (self), row->address_typed, parts);
}

/* -- a name with a company beside it */

#define ENDING(text) { text, sizeof text - 1 }

gboolean
_gx_import_is_organisation (const char *name)
{
  static const struct {
    const char *text;
    gsize length;
  } endings[] = {
    ENDING ("公司"), ENDING ("集团"), ENDING ("工厂"), ENDING ("厂"), ENDING ("商行"), ENDING ("事务所"), ENDING ("研究院"),
    ENDING ("研究所"), ENDING ("医院"), ENDING ("学校"), ENDING ("大学"), ENDING ("学院"), ENDING ("银行"), ENDING ("酒店"),
    ENDING ("协会"), ENDING ("合作社"), ENDING ("工作室"), ENDING (" ltd"), ENDING (" ltd."), ENDING (" limited"),
    ENDING (" inc"), ENDING (" inc."), ENDING (" llc"), ENDING (" plc"), ENDING (" gmbh"), ENDING (" ag"),
    ENDING (" corp"), ENDING (" corp."), ENDING (" corporation"), ENDING (" company"), ENDING (" co."),
    ENDING (" s.a."), ENDING (" b.v."),
  };
  g_autofree char *folded = gx_fold (name);
  gsize length = strlen (folded);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize n = endings[i].length;

      if (length >= n && memcmp (folded + length - n, endings[i].text, n) == 0)
        return length > n;
    }
  return FALSE;
}

static gboolean
is_english_name (const char *name)
{
  return _gx_import_matches ("^\\p{Lu}[\\p{Ll}'’]+(-\\p{Lu}\\p{Ll}+)?( \\p{Lu}\\.?)? \\p{Lu}[\\p{L}'’-]+$",
                             name);
}

static gboolean
is_chinese_name (const char *name)
{
  /* Nine of ten Chinese have one of these. */
  static const char surnames[] =
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩邓冯曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪"
    "廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂"
    "章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳管柴蒙鲍喻祁蒲房滕屈饶解"
    "牟艾尤阳穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂佟应臧闵苟邬边卞姬师仇栾隋刁沙荣巫寇桑郎甄丛仲虞敖巩佘池查麻苑迟邝";
  static const char * const doubles[] = { "欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒",
                                          "令狐", "夏侯", "端木", "南宫", "长孙", "宇文" };
  glong length = g_utf8_strlen (name, -1);
  g_autofree char *first = g_utf8_substring (name, 0, MIN (length, 1));

  for (const char *p = name; *p != 0; p = g_utf8_next_char (p))
    if (g_unichar_get_script (g_utf8_get_char (p)) != G_UNICODE_SCRIPT_HAN)
      return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (doubles); i++)
    if (g_str_has_prefix (name, doubles[i]))
      return length == 3 || length == 4;
  return (length == 2 || length == 3) && strstr (surnames, first) != NULL;
}

gboolean
_gx_import_is_person (const char *name)
{
  return is_chinese_name (name) || is_english_name (name);
}

/* Of three bytes each, as in what takes their place. */
static const char * const wide_joints[] = { "（", "）", "｜", "／", "－", "—" };

static gboolean
is_place (const char *text)
{
  GxDivisions divisions = { 0 };

  return gx_divisions_read (text, &divisions);
}

/* Which of two pieces is the company: 0, 1, or −1 where it cannot be told: the other must be somebody. */
static int
find_company (char **pieces)
{
  for (int i = 0; i < 2; i++)
    if (_gx_import_is_organisation (pieces[i]) && _gx_import_is_person (pieces[1 - i]))
      return i;
  /* "华为-张伟": the name is the last that people write in their list. */
  return _gx_import_is_person (pieces[1]) && *pieces[0] != 0 && !_gx_import_is_person (pieces[0])
    && !is_place (pieces[0]) ? 0 : -1;
}

/* A dash between words of a language that has none in its names: "Smith-Jones" is one. */
static gboolean
is_joint (const char *text, const char *at)
{
  if (*at != '-')
    return *at != 0 && strchr ("()|/", *at) != NULL;
  return at > text && ((guchar) at[-1] >= 0x80 || (guchar) at[1] >= 0x80 || (at[-1] == ' ' && at[1] == ' '));
}

/* "张伟（华为技术有限公司）", "华为技术有限公司-张伟" */
static void
split_name (GxImporter *self, GxImportRow *row)
{
  const char *text = row->values[GX_COLUMN_NAME];
  g_auto (GStrv) pieces = NULL;
  g_autofree char *flat = NULL;
  int company;

  if (strpbrk (text, "(-|/\xef\xe2") == NULL || strlen (text) > LONGEST_NAME
      || *row->values[GX_COLUMN_COMPANY] != 0)
    return;
  flat = g_strdup (text);
  for (char *p = flat; *p != 0; p++)
    if (is_joint (flat, p))
      *p = '\n';
  for (guint i = 0; i < G_N_ELEMENTS (wide_joints); i++)
    for (char *p = strstr (flat, wide_joints[i]); p != NULL; p = strstr (p, wide_joints[i]))
      memcpy (p, "\n  ", 3);
  g_strchomp (flat);
  pieces = g_strsplit (flat, "\n", -1);
  if (g_strv_length (pieces) != 2)
    return;
  g_strstrip (pieces[0]);
  g_strstrip (pieces[1]);
  company = find_company (pieces);
  if (company < 0)
    return;
  row->name_typed = text;
  row->values[GX_COLUMN_COMPANY] = g_string_chunk_insert (self->texts, pieces[company]);
  row->values[GX_COLUMN_NAME] = g_string_chunk_insert (self->texts, pieces[1 - company]);
}

void
_gx_importer_tell_name (GxImporter *self, const GxImportRow *row)
{
  g_autofree char *both = NULL;

  if (row->name_typed == NULL)
    return;
  both = g_strdup_printf ("%s · %s", row->values[GX_COLUMN_NAME], row->values[GX_COLUMN_COMPANY]);
  _gx_importer_repair (self, row, GX_COLUMN_NAME, row->name_typed, both, "name",
                       g_strdup (_("What stood beside the name is the company.")));
}

/* A sale's customer by another name than a covered one: what a shop calls the buyer. */
static void
take_nickname (GxImporter *self, GxImportRow *row)
{
  const char **name = &row->values[GX_COLUMN_NAME];

  if (self->kind != GX_IMPORT_PURCHASES)
    return;
  if (gx_text_is_masked (*name))
    {
      row->name_masked = *name;
      *name = "";
    }
  if (**name == 0 && *row->values[GX_COLUMN_FAMILY_NAME] == 0 && *row->values[GX_COLUMN_GIVEN_NAME] == 0
      && *row->values[GX_COLUMN_COMPANY] == 0)
    *name = row->values[GX_COLUMN_NICKNAME];
}

/* What a person said that a text means. */
static void
take_said_values (GxImporter *self, GxImportRow *row)
{
  for (guint i = GX_COLUMN_SKIP + 1; i < GX_N_COLUMNS; i++)
    {
      const char *said = *row->values[i] != 0 ? gx_import_plan_get_value (self->plan, i, row->values[i])
        : NULL;

      if (said == NULL || strcmp (said, row->values[i]) == 0)
        continue;
      row->said[i] = row->has_said = TRUE;
      row->values[i] = said;
    }
}

/* A spreadsheet keeps fifteen digits of a number, and shows six of one that is too wide. */
static gboolean
has_lost_digits (const GxCell *cell)
{
  gsize digits = strspn (cell->text, "0123456789");
  const char *power = cell->text + digits;

  if (cell->type == GX_CELL_NUMBER)
    return digits > 15;
  if (digits != 1 || (*power != '.' && *power != 'E' && *power != 'e'))
    return FALSE;
  power += *power == '.';
  power += strspn (power, "0123456789");
  return (*power == 'E' || *power == 'e') && power[1] == '+' && g_ascii_isdigit (power[2]);
}

/* Whoever had other digits there has the same number now: it finds nobody. */
static void
leave_rounded_keys (GxImporter *self, GxImportRow *row)
{
  for (guint i = 0; i < self->plan->columns->len && i < row->row->n_cells; i++)
    {
      GxColumn field = g_array_index (self->plan->columns, GxColumn, i);

      if ((field == GX_COLUMN_CUSTOMER_ID || field == GX_COLUMN_NUMBER)
          && has_lost_digits (&row->row->cells[i]))
        row->values[field] = "";
    }
}

/* Numbers that are names: of an identity, an account, an order. */
static void
warn_of_lost_digits (GxImporter *self, const GxImportRow *row)
{
  static const GxColumn names[] = {
    GX_COLUMN_CUSTOMER_ID, GX_COLUMN_NUMBER, GX_COLUMN_QQ, GX_COLUMN_WECHAT, GX_COLUMN_COMPANY_CODE,
    GX_COLUMN_INVOICE_CODE, GX_COLUMN_INVOICE_ACCOUNT, GX_COLUMN_ORDER, GX_COLUMN_PRODUCT_CODE,
  };

  for (guint i = 0; i < self->plan->columns->len && i < row->row->n_cells; i++)
    {
      GxColumn field = g_array_index (self->plan->columns, GxColumn, i);

      for (guint n = 0; n < G_N_ELEMENTS (names); n++)
        if (names[n] == field && has_lost_digits (&row->row->cells[i]))
          _gx_importer_warn (self, row, field, row->row->cells[i].text, "digits",
                             g_strdup (_("A spreadsheet has rounded this number; its last digits are lost.")));
    }
}

/* A key of the house as people read it. */
static const char *
read_said (GxColumn field, const char *said)
{
  const char *domain = gx_column_domain (field);

  return domain != NULL ? gx_phrase (domain, said) : said;
}

void
_gx_importer_tell_values (GxImporter *self, const GxImportRow *row)
{
  warn_of_lost_digits (self, row);
  if (row->has_nothing)
    tell_nothings (self, row);
  for (guint i = 0; row->has_said && i < self->plan->columns->len && i < row->row->n_cells; i++)
    {
      GxColumn field = g_array_index (self->plan->columns, GxColumn, i);

      if (row->said[field] && row->row->cells[i].length > 0)
        _gx_importer_repair (self, row, field, row->row->cells[i].text,
                             read_said (field, row->values[field]), "value",
                             g_strdup (_("You said what it means.")));
    }
}

void
_gx_importer_settle_values (GxImporter *self, GxImportRow *row)
{
  g_string_chunk_clear (self->texts);
  if (g_hash_table_size (self->plan->values) > 0)
    take_said_values (self, row);
  row->has_masked = may_be_masked (self, row);
  take_first_contacts (self, row);
  leave_rounded_keys (self, row);
  if (*row->values[GX_COLUMN_STREET] != 0)
    join_streets (self, row);
  split_address (self, row);
  take_nickname (self, row);
  if (*row->values[GX_COLUMN_NAME] != 0)
    split_name (self, row);
}
