/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-import-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/gx-clock.h"
#include "base/gx-contact.h"
#include "base/gx-day.h"
#include "base/gx-division.h"
#include "base/gx-text.h"

/* What a column holds, by its values alone. */

#define LONGEST 200  /* bytes: what is longer is a text of its own kind */
#define OLDEST_YEAR 1900
#define YOUNGEST 16  /* years: those who were born later are nobody's customers */

/* -- one value */

gboolean
_gx_import_matches (const char *pattern, const char *text)
{
  static GMutex mutex;
  static GHashTable *compiled = NULL;
  GRegex *regex;

  g_mutex_lock (&mutex);
  if (compiled == NULL)
    compiled = g_hash_table_new (NULL, NULL);
  regex = g_hash_table_lookup (compiled, pattern);
  if (regex == NULL)
    {
      regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL);
      g_hash_table_insert (compiled, (gpointer) pattern, regex);
    }
  g_mutex_unlock (&mutex);
  return g_regex_match (regex, text, 0, NULL);
}

/* Only a number that says its country, or is written as no other number is. */
static gboolean
is_phone (const char *text)
{
  g_autofree char *number = NULL, *label = NULL, *key = NULL, *digits = NULL;
  const char *value = gx_phone_split_label (text, &number, &label) ? number : text;
  const char *why = NULL;

  key = gx_contact_read ("phone", value, &why);
  if (key == NULL || why != NULL)
    return FALSE;
  digits = gx_phone_digits (value);
  return *key == '+' || (gx_contact_guess_kind (value) != NULL && *digits == '0' && strlen (digits) > 8)
    || _gx_import_matches ("^\\(?[2-9]\\d{2}\\)?[- .]\\d{3}[- .]\\d{4}$", value);
}

static gboolean
is_gender (const char *text)
{
  const char *key = _gx_import_word (GX_COLUMN_GENDER, text, NULL);

  return key != NULL && strcmp (key, "other") != 0;
}

static gboolean
is_form_of_address (const char *text)
{
  return _gx_import_matches ("^(mr|mrs|ms|miss|dr|prof|herr|frau|mme)\\.?$|"
                             "^(先生|女士|小姐|太太|老师|.{1,2}(总|经理|老师))$", text);
}

/* 17 digits, of which eight are a birthday, and a check digit that may be mistyped: an id card (GB 11643). */
static gboolean
is_id_card (const char *text)
{
  return _gx_import_matches ("^\\d{6}(19|20)\\d\\d(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])\\d{3}[\\dXx]$", text);
}

static gboolean
is_company_code (const char *text)
{
  return !is_id_card (text) && _gx_import_matches ("^[159NY][0-9]{7}[0-9A-HJ-NPQRTUWXY]{10}$", text);
}

static gboolean
is_english_street (const char *text)
{
  return _gx_import_matches ("^#?\\d+[a-zA-Z]?,? .*\\b(st|street|rd|road|ave|avenue|lane|ln|drive|dr|blvd|"
                             "way|close|court|ct|place|pl|square|sq|terrace|crescent|highway|hwy|park|row|"
                             "grove|hill)\\b", text);
}

/* Province, city or district by itself, or an address that begins with one. */
static GxColumn
find_place (const char *text)
{
  GxDivisions divisions = { 0 };
  gsize length = strlen (text);

  if (!gx_divisions_read (text, &divisions))
    return _gx_import_matches ("(路|街|道|巷|弄|村|镇).*\\d+号|\\d+(号楼|室|单元)", text)
             ? GX_COLUMN_STREET : GX_COLUMN_SKIP;
  if (*divisions.rest != 0)
    return g_utf8_strlen (divisions.rest, -1) > 3 ? GX_COLUMN_STREET : GX_COLUMN_SKIP;
  if (divisions.district != NULL && length <= strlen (divisions.district))
    return GX_COLUMN_DISTRICT;
  if (divisions.city != NULL && g_strcmp0 (divisions.city, divisions.province) != 0
      && length <= strlen (divisions.city))
    return GX_COLUMN_CITY;
  return divisions.district == NULL && g_strcmp0 (divisions.city, divisions.province) == 0
           ? GX_COLUMN_CITY : GX_COLUMN_PROVINCE;
}

/* What a value can be by itself; SKIP: anything. */
static GxColumn
classify (const char *text)
{
  g_autofree char *folded = gx_fold (text);
  const char *kind = gx_contact_guess_kind (text), *why = NULL;
  gint64 number;
  guint orders;

  if (strchr (text, '@') != NULL && (kind == NULL || strcmp (kind, "mail") != 0))
    kind = _gx_import_matches ("^[^\\s@]+@[^\\s@]+\\.[a-z]+[;,/| ]", folded) ? "mail" : kind;
  if (kind != NULL && strcmp (kind, "mail") == 0)
    return GX_COLUMN_MAIL;
  if (is_id_card (text))
    return GX_COLUMN_SKIP;
  if (is_company_code (text))
    return GX_COLUMN_COMPANY_CODE;
  if (gx_moment_orders (text, &orders))
    return GX_COLUMN_DAY;
  if (is_phone (text))
    return GX_COLUMN_PHONE;
  if (kind != NULL && strcmp (kind, "web") == 0 && gx_contact_is_plausible ("web", text, &why))
    return GX_COLUMN_WEB;
  if (_gx_import_number (text, FALSE, &number))
    return _gx_import_matches ("[¥￥$€£]|元$", text) ? GX_COLUMN_AMOUNT : GX_COLUMN_QUANTITY;
  if (g_str_has_prefix (folded, "wxid_"))
    return GX_COLUMN_WECHAT;
  if (is_form_of_address (folded))
    return GX_COLUMN_FORM_OF_ADDRESS;
  if (is_gender (text))
    return GX_COLUMN_GENDER;
  if (_gx_import_is_organisation (text))
    return GX_COLUMN_COMPANY;
  if (_gx_import_is_person (text))
    return GX_COLUMN_NAME;
  if (is_english_street (folded))
    return GX_COLUMN_STREET;
  return gx_text_is_chinese (text) ? find_place (text) : GX_COLUMN_SKIP;
}

/* Whoever is a customer was born before, and not lately. */
static gboolean
could_be_birthday (const char *text)
{
  GxMoment moment;
  int year, month, day;

  for (guint order = GX_DAY_ORDER_YMD; order <= GX_DAY_ORDER_MDY; order++)
    if (gx_moment_parse (text, order, &moment))
      {
        gx_day_split (moment.day, &year, &month, &day);
        return (!moment.has_time || moment.seconds == 0) && year >= OLDEST_YEAR
          && moment.day <= gx_day_add_months (gx_clock_today (), -12 * YOUNGEST);
      }
  return FALSE;
}

/* -- a column */

void
_gx_import_evidence_add (GxImportEvidence *self, const char *text)
{
  GxColumn field;

  if (*text == 0)
    return;
  self->n_values++;
  if (strlen (text) > LONGEST)
    return;
  field = classify (text);
  self->n_fitting[field]++;
  if (field == GX_COLUMN_DAY)
    self->n_fitting[GX_COLUMN_BIRTHDAY] += could_be_birthday (text);
}

/* Seven of ten: the rest are slips. */
static GxColumn
read_evidence (const GxImportEvidence *self)
{
  GxColumn best = GX_COLUMN_SKIP;
  guint most = 0;

  for (guint i = GX_COLUMN_SKIP + 1; i < GX_N_COLUMNS; i++)
    if (self->n_fitting[i] > most)
      {
        most = self->n_fitting[i];
        best = i;
      }
  return most * 10 >= self->n_values * 7 ? best : GX_COLUMN_SKIP;
}

int
_gx_import_evidence_judge (const GxImportEvidence *self, const char *text)
{
  GxColumn field = read_evidence (self);

  if (field == GX_COLUMN_SKIP || *text == 0)
    return 0;
  return classify (text) == field ? 1 : -1;
}

/* -- all of them */

/* What is known of the columns while they are given their fields. */
typedef struct {
  GxImportPlan *plan;
  const GxImportEvidence *evidence;
  gboolean has[GX_N_COLUMNS];
  gboolean is_unknown;  /* no header says anything */
  gboolean has_line_items, has_items;
} Guesser;

static void
give (Guesser *self, guint column, GxColumn field, GxGuessReason reason)
{
  g_array_index (self->plan->columns, GxColumn, column) = field;
  g_array_index (self->plan->guesses, GxColumnGuess, column).reason = reason;
  self->has[field] = TRUE;
}

static gboolean
is_free (const Guesser *self, GxColumn field)
{
  return !self->has[field] || gx_column_may_repeat (field);
}

static const char *
header_of (const Guesser *self, guint column)
{
  return column < self->plan->headers->len ? self->plan->headers->pdata[column] : "";
}

/* "客户名称" beside "联系人" is the company, and so is "Customer" beside "Contact". */
static gboolean
part_contact_from_company (Guesser *self, guint column)
{
  static const char * const persons[] = { "联系人", "contact", "收货人", "收件人", NULL };

  for (guint i = 0; i < column; i++)
    {
      g_autofree char *first = gx_fold (header_of (self, i)), *second = gx_fold (header_of (self, column));
      gboolean is_first = FALSE, is_second = FALSE;

      if (g_array_index (self->plan->columns, GxColumn, i) != GX_COLUMN_NAME)
        continue;
      for (guint p = 0; persons[p] != NULL; p++)
        {
          is_first |= strstr (first, persons[p]) != NULL;
          is_second |= strstr (second, persons[p]) != NULL;
        }
      if (is_first == is_second || self->has[GX_COLUMN_COMPANY])
        return FALSE;
      give (self, is_first ? column : i, GX_COLUMN_COMPANY, GX_GUESS_HEADER);
      give (self, is_first ? i : column, GX_COLUMN_NAME, GX_GUESS_HEADER);
      return TRUE;
    }
  return FALSE;
}

/* "Title" beside "Job title" is Mr or Ms. */
static gboolean
part_title_from_address (Guesser *self, guint column)
{
  for (guint i = 0; i < column; i++)
    if (g_array_index (self->plan->columns, GxColumn, i) == GX_COLUMN_TITLE
        && self->evidence[i].n_fitting[GX_COLUMN_FORM_OF_ADDRESS] > 0
        && !self->has[GX_COLUMN_FORM_OF_ADDRESS])
      {
        give (self, i, GX_COLUMN_FORM_OF_ADDRESS, GX_GUESS_VALUES);
        give (self, column, GX_COLUMN_TITLE, GX_GUESS_HEADER);
        return TRUE;
      }
  return FALSE;
}

/* Whose address it is: at work, at home … 0: it is not said. */
static guint
place_of (const char *header)
{
  static const char * const places[][8] = {
    { "公司", "单位", "办公", "企业", "business", "work", "office", "company" },
    { "家庭", "住址", "居住", "住所", "home", "residential", NULL, NULL },
    { "收货", "收件", "寄送", "邮寄", "shipping", "delivery", "mailing", NULL },
    { "账单", "billing", NULL, NULL, NULL, NULL, NULL, NULL },
  };
  g_autofree char *folded = gx_fold (header);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    for (guint j = 0; j < G_N_ELEMENTS (places[i]) && places[i][j] != NULL; j++)
      if (strstr (folded, places[i][j]) != NULL)
        return i + 1;
  return 0;
}

/* "家庭地址" behind "公司地址" is no second line of it. */
static gboolean
is_elsewhere (const Guesser *self, guint column)
{
  for (guint i = 0; i < column; i++)
    if (g_array_index (self->plan->columns, GxColumn, i) == GX_COLUMN_STREET)
      return place_of (header_of (self, i)) != place_of (header_of (self, column));
  return FALSE;
}

/* Of several that are called so the one that is meant: "买家应付货款" beside "买家实际支付金额". */
static gboolean
take_better (Guesser *self, guint column, GxColumn field)
{
  GxImportKind kind = self->plan->kind;

  for (guint i = 0; i < column; i++)
    {
      if (g_array_index (self->plan->columns, GxColumn, i) != field)
        continue;
      if (_gx_import_rank (field, kind, header_of (self, column)) <=
          _gx_import_rank (field, kind, header_of (self, i)))
        return FALSE;
      give (self, i, GX_COLUMN_SKIP, GX_GUESS_TAKEN);
      give (self, column, field, GX_GUESS_HEADER);
      return TRUE;
    }
  return FALSE;
}

/* A shop's export of lines: what stands beside "Lineitem name" is of the whole order, "Name" its number. */
static gboolean
has_line_items (const GxImportPlan *plan)
{
  for (guint i = 0; i < plan->headers->len; i++)
    if (g_ascii_strncasecmp (plan->headers->pdata[i], "lineitem ", strlen ("lineitem ")) == 0)
      return plan->kind == GX_IMPORT_PURCHASES;
  return FALSE;
}

/* Or of their items: beside "Item Cost" a "Name" is the goods', and "Item #" counts. */
static gboolean
has_items (const GxImportPlan *plan)
{
  for (guint i = 0; i < plan->headers->len; i++)
    if (g_ascii_strcasecmp (plan->headers->pdata[i], "Item Cost") == 0
        || g_ascii_strcasecmp (plan->headers->pdata[i], "Order Line Total") == 0)
      return plan->kind == GX_IMPORT_PURCHASES;
  return FALSE;
}

static GxColumn
find_header_field (const Guesser *self, const char *header)
{
  GxColumn field = gx_column_find (header, self->plan->kind);

  if (self->has_items && g_ascii_strcasecmp (header, "Name") == 0)
    return GX_COLUMN_PRODUCT;
  if (self->has_items && g_ascii_strcasecmp (header, "Item #") == 0)
    return GX_COLUMN_SKIP;
  if (!self->has_line_items)
    return field;
  if (g_ascii_strcasecmp (header, "Name") == 0)
    return GX_COLUMN_ORDER;
  if (g_ascii_strcasecmp (header, "Id") == 0) /* the order's, too */
    return GX_COLUMN_SKIP;
  /* "Total" is with shipping and tax. */
  return field == GX_COLUMN_AMOUNT && g_ascii_strncasecmp (header, "line", 4) != 0
    && g_ascii_strcasecmp (header, "Subtotal") != 0 ? GX_COLUMN_SKIP : field;
}

static void
take_header (Guesser *self, guint column)
{
  const char *header = header_of (self, column);
  GxColumn field = find_header_field (self, header);

  const char *custom = _gx_import_find_custom (self->plan, header);

  if (gx_reject_file_is_reason (header))
    {
      give (self, column, GX_COLUMN_SKIP, GX_GUESS_HEADER);
      return;
    }
  if (custom != NULL)
    {
      give (self, column, GX_COLUMN_CUSTOM, GX_GUESS_HEADER);
      gx_import_plan_set_column (self->plan, column, GX_COLUMN_CUSTOM, custom);
      return;
    }
  if (field == GX_COLUMN_SKIP)
    return;
  /* Beside a day, "时间" is the time of that day. */
  if (self->has[field] && field == GX_COLUMN_DAY && !self->has[GX_COLUMN_TIME] && strcmp (header, "时间") == 0)
    field = GX_COLUMN_TIME;
  if (field == GX_COLUMN_STREET && is_elsewhere (self, column))
    field = GX_COLUMN_OTHER_ADDRESS;
  if (is_free (self, field))
    give (self, column, field, GX_GUESS_HEADER);
  else if (!(field == GX_COLUMN_NAME && part_contact_from_company (self, column))
           && !(field == GX_COLUMN_TITLE && part_title_from_address (self, column))
           && !take_better (self, column, field))
    give (self, column, GX_COLUMN_SKIP, GX_GUESS_TAKEN);
}

/* A column of phones that is called mail holds phones. */
static void
correct (Guesser *self, guint column)
{
  GxColumn named = g_array_index (self->plan->columns, GxColumn, column);
  GxColumn seen = read_evidence (&self->evidence[column]);

  if (named >= GX_COLUMN_PHONE && named <= GX_COLUMN_WEB
      && (seen == GX_COLUMN_MAIL || (seen == GX_COLUMN_PHONE && named != GX_COLUMN_WECHAT)) && seen != named)
    give (self, column, seen, GX_GUESS_VALUES);
  if (named == GX_COLUMN_TITLE && seen == GX_COLUMN_FORM_OF_ADDRESS && is_free (self, seen))
    give (self, column, seen, GX_GUESS_VALUES);
}

/* "Assistant's Phone": it reaches somebody else. */
static gboolean
is_of_another (const char *header)
{
  static const char * const others[] = { "assistant", "manager", "spouse", "助理", "秘书", "配偶", NULL };
  g_autofree char *folded = gx_fold (header);

  for (guint i = 0; others[i] != NULL; i++)
    if (strstr (folded, others[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* Whether values alone may say it: in a file whose headers are known, only what nobody mistakes. */
static gboolean
may_be_seen (const Guesser *self, GxColumn field)
{
  gboolean has_who = self->has[GX_COLUMN_CUSTOMER_ID] || self->has[GX_COLUMN_NUMBER]
    || self->has[GX_COLUMN_NAME] || self->has[GX_COLUMN_COMPANY] || self->has[GX_COLUMN_PHONE]
    || self->has[GX_COLUMN_MAIL];

  if (field == GX_COLUMN_SKIP || field == GX_COLUMN_QUANTITY || !gx_column_is_of (field, self->plan->kind)
      || (self->has[field] && field != GX_COLUMN_PHONE && field != GX_COLUMN_MAIL))
    return FALSE;
  if (field == GX_COLUMN_NAME && (self->has[GX_COLUMN_FAMILY_NAME] || self->has[GX_COLUMN_GIVEN_NAME]))
    return FALSE;
  if (self->is_unknown)
    return TRUE;
  if (self->plan->kind != GX_IMPORT_CUSTOMERS)
    return !has_who;
  return field != GX_COLUMN_AMOUNT && field != GX_COLUMN_DAY;
}

static void
take_values (Guesser *self, guint column)
{
  const GxImportEvidence *evidence = &self->evidence[column];
  GxColumn field = read_evidence (evidence);

  if (field == GX_COLUMN_DAY && self->plan->kind == GX_IMPORT_CUSTOMERS
      && evidence->n_fitting[GX_COLUMN_BIRTHDAY] * 10 >= evidence->n_values * 9)
    field = GX_COLUMN_BIRTHDAY;
  if (may_be_seen (self, field) && !is_of_another (header_of (self, column)))
    give (self, column, field, GX_GUESS_VALUES);
}

/* Without any header: customers, unless they were sold something on a day. */
static GxImportKind
guess_kind (const GxImportEvidence *evidence, guint n_columns)
{
  g_autofree GxColumn *fields = g_new0 (GxColumn, n_columns + 1);
  gboolean has_who = FALSE;

  for (guint i = 0; i < n_columns; i++)
    {
      fields[i] = read_evidence (&evidence[i]);
      has_who |= fields[i] == GX_COLUMN_PHONE || fields[i] == GX_COLUMN_MAIL || fields[i] == GX_COLUMN_NAME
        || fields[i] == GX_COLUMN_COMPANY || fields[i] == GX_COLUMN_WECHAT;
      if (fields[i] == GX_COLUMN_QUANTITY) /* any number: not enough for a sale */
        fields[i] = GX_COLUMN_SKIP;
    }
  return has_who ? gx_import_kind_of_fields (fields, n_columns) : GX_IMPORT_AUTO;
}

/* Where nobody has a name, what they are called is one: first the words that one's own people use (备注名). */
static void
name_by_nickname (Guesser *self)
{
  int best = -1;

  if (self->plan->kind != GX_IMPORT_CUSTOMERS || self->has[GX_COLUMN_NAME] || self->has[GX_COLUMN_COMPANY]
      || self->has[GX_COLUMN_FAMILY_NAME] || self->has[GX_COLUMN_GIVEN_NAME])
    return;
  for (guint i = 0; i < self->plan->n_columns; i++)
    if (g_array_index (self->plan->columns, GxColumn, i) == GX_COLUMN_NICKNAME
        && (best < 0 || strstr (header_of (self, i), "备注") != NULL))
      best = (int) i;
  if (best >= 0)
    give (self, (guint) best, GX_COLUMN_NAME, GX_GUESS_HEADER);
}

void
_gx_import_find_columns (GxImportPlan *plan, const GxImportEvidence *evidence)
{
  Guesser self = { .plan = plan, .evidence = evidence, .is_unknown = TRUE,
                   .has_line_items = has_line_items (plan), .has_items = has_items (plan) };

  if (plan->kind == GX_IMPORT_AUTO)
    plan->kind = guess_kind (evidence, plan->n_columns);
  g_array_set_size (plan->columns, 0);
  g_ptr_array_set_size (plan->customs, 0);
  g_array_set_size (plan->guesses, 0);
  g_array_set_size (plan->columns, plan->n_columns);
  g_array_set_size (plan->guesses, plan->n_columns);
  for (guint i = 0; i < plan->n_columns; i++)
    {
      take_header (&self, i);
      self.is_unknown &= g_array_index (plan->guesses, GxColumnGuess, i).reason == GX_GUESS_NOTHING;
    }
  for (guint i = 0; i < plan->n_columns; i++)
    if (g_array_index (plan->guesses, GxColumnGuess, i).reason == GX_GUESS_HEADER)
      correct (&self, i);
    else if (g_array_index (plan->guesses, GxColumnGuess, i).reason == GX_GUESS_NOTHING
             && plan->kind != GX_IMPORT_AUTO)
      take_values (&self, i);
  name_by_nickname (&self);
}

/* Fields whose values can be told from others. */
static gboolean
can_be_seen (GxColumn field)
{
  static const GxColumn seen[] = {
    GX_COLUMN_MAIL, GX_COLUMN_PHONE, GX_COLUMN_WEB, GX_COLUMN_GENDER, GX_COLUMN_DAY, GX_COLUMN_BIRTHDAY,
    GX_COLUMN_COMPANY_CODE,
  };

  for (guint i = 0; i < G_N_ELEMENTS (seen); i++)
    if (seen[i] == field)
      return TRUE;
  return FALSE;
}

void
_gx_import_weigh_columns (GxImportPlan *plan, const GxImportEvidence *evidence)
{
  g_array_set_size (plan->guesses, plan->n_columns);
  for (guint i = 0; i < plan->n_columns; i++)
    {
      GxColumnGuess *guess = &g_array_index (plan->guesses, GxColumnGuess, i);
      GxColumn field = g_array_index (plan->columns, GxColumn, i);
      gboolean is_weighed = guess->reason == GX_GUESS_VALUES || can_be_seen (field);

      if (field == GX_COLUMN_BIRTHDAY)
        field = GX_COLUMN_DAY;
      guess->n_values = is_weighed ? evidence[i].n_values : 0;
      guess->n_fitting = is_weighed ? evidence[i].n_fitting[field] : 0;
    }
}

/* -- in words */

char *
gx_import_plan_explain (const GxImportPlan *self, guint column)
{
  const GxColumnGuess *guess;
  const char *label;

  g_return_val_if_fail (self != NULL && column < self->guesses->len, NULL);

  guess = &g_array_index (self->guesses, GxColumnGuess, column);
  label = gx_column_label (g_array_index (self->columns, GxColumn, column));
  switch (guess->reason)
    {
    case GX_GUESS_HEADER:
      if (guess->n_values == 0 || guess->n_fitting * 2 > guess->n_values)
        return g_strdup (_("Its header says so."));
      /* Translators: %1$u and %2$u are numbers, %3$s is a field: "Phone" */
      return g_strdup_printf (_("Its header says so, but only %1$u of %2$u values look like “%3$s”."),
                              guess->n_fitting, guess->n_values, label);
    case GX_GUESS_VALUES:
      /* Translators: %1$u and %2$u are numbers, %3$s is a field: "Phone" */
      return g_strdup_printf (_("%1$u of %2$u values look like “%3$s”."), guess->n_fitting, guess->n_values,
                              label);
    case GX_GUESS_REMEMBERED:
      /* Translators: %s is the name of a mapping that was kept: "customers of the shop" */
      return g_strdup_printf (_("As in “%s”."), self->mapping);
    case GX_GUESS_TAKEN:
      return g_strdup (_("Another column says this already."));
    case GX_GUESS_GIVEN:
      return g_strdup (_("You said so."));
    case GX_GUESS_NOTHING:
    default:
      return g_strdup (_("Neither its header nor its values are known."));
    }
}
