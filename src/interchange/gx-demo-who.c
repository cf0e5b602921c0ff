/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-demo-private.h"

#define BLOCK 6       /* a company and five people who may work there */
#define KIND_WHO 1

static const char *const code_letters = "0123456789ABCDEFGHJKLMNPQRTUWXY";

static int
code_value (char c)
{
  return (int) (strchr (code_letters, c) - code_letters);
}

/* GB 11714: eight characters and a check of weights 3 7 9 10 5 8 4 2, modulo 11. */
static void
append_organisation_code (GString *code, GxDemoDice *dice)
{
  const int weights[] = { 3, 7, 9, 10, 5, 8, 4, 2 };
  int sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    {
      char c = code_letters[gx_demo_below (dice, i < 2 ? 20 : 10)];
      int value = g_ascii_isdigit (c) ? c - '0' : c - 'A' + 10;

      g_string_append_c (code, c);
      sum += weights[i] * value;
    }
  g_string_append_c (code, "0123456789X0"[(11 - sum % 11) % 11]);
}

char *
gx_demo_company_code (GxDemoDice *dice, const char *region)
{
  GString *code = g_string_new ("91");
  int weight = 1, sum = 0;

  g_string_append_printf (code, "%s", region);
  append_organisation_code (code, dice);
  for (gsize i = 0; i < code->len; i++)
    {
      sum += weight * code_value (code->str[i]);
      weight = weight * 3 % 31;
    }
  g_string_append_c (code, code_letters[(31 - sum % 31) % 31]);
  return g_string_free (code, FALSE);
}

/* "Seán O'Brien" for a mail address: ASCII letters only. */
static char *
fold_latin (const char *name)
{
  static const char *const accents[][2] = {
    { "é", "e" }, { "è", "e" }, { "ê", "e" }, { "ë", "e" }, { "á", "a" },  { "à", "a" }, { "â", "a" },
    { "ä", "a" }, { "å", "a" }, { "í", "i" }, { "ï", "i" }, { "ı", "i" },  { "ó", "o" }, { "ö", "o" },
    { "ô", "o" }, { "ø", "o" }, { "ú", "u" }, { "ü", "u" }, { "ñ", "n" },  { "ç", "c" }, { "ć", "c" },
    { "š", "s" }, { "Å", "a" }, { "Š", "s" }, { "Ö", "o" }, { "æ", "ae" },
  };
  GString *latin = g_string_new (NULL);

  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    {
      if (g_ascii_isalpha (*p))
        g_string_append_c (latin, g_ascii_tolower (*p));
      for (guint i = 0; (guchar) *p >= 0x80 && i < G_N_ELEMENTS (accents); i++)
        if (g_str_has_prefix (p, accents[i][0]))
          g_string_append (latin, accents[i][1]);
    }
  return g_string_free (latin, FALSE);
}

static void
name_chinese_person (GxDemoWho *self, GxDemoDice *dice)
{
  const GxDemoWords *surnames = gx_demo_chance (dice, 60) ? &gx_demo_rare_surnames_zh : &gx_demo_surnames_zh;
  const GxDemoWords *given = self->is_female ? &gx_demo_given_female_zh : &gx_demo_given_male_zh;
  g_autofree char *given_name = NULL, *given_reading = NULL, *reading = NULL;

  gx_demo_split (gx_demo_word (dice, surnames), &self->family_name, &reading);
  gx_demo_split (gx_demo_word (dice, given), &given_name, &given_reading);
  self->name = g_strconcat (self->family_name, given_name, NULL);
  self->latin = g_strconcat (reading, given_reading, NULL);
}

static void
name_english_person (GxDemoWho *self, GxDemoDice *dice)
{
  const char *given =
      gx_demo_word (dice, self->is_female ? &gx_demo_given_female_en : &gx_demo_given_male_en);
  g_autofree char *given_latin = fold_latin (given);
  g_autofree char *family_latin = NULL;

  self->family_name = g_strdup (gx_demo_word (dice, &gx_demo_surnames_en));
  family_latin = fold_latin (self->family_name);
  self->name = g_strconcat (given, " ", self->family_name, NULL);
  self->latin = g_strconcat (given_latin, ".", family_latin, NULL);
}

static const char *
choose_trade (GxDemoWho *self, GxDemoDice *dice, const GxDemoWords *trades)
{
  self->trade = (guint) gx_demo_below (dice, trades->n);
  return trades->words[self->trade];
}

static void
name_chinese_company (GxDemoWho *self, GxDemoDice *dice)
{
  const char *const forms[] = { "有限公司", "有限公司", "有限责任公司", "股份有限公司" };
  const char *trade = choose_trade (self, dice, &gx_demo_trades_zh);
  g_autofree char *brand = NULL, *second = NULL, *reading = NULL, *rest = NULL;

  gx_demo_split (gx_demo_word (dice, &gx_demo_brands_zh), &brand, &reading);
  gx_demo_split (gx_demo_word (dice, &gx_demo_brands_zh), &second, &rest);
  if (gx_demo_chance (dice, 350) && !g_str_equal (brand, second))
    self->latin = g_strconcat (reading, rest, NULL);
  else
    {
      second[0] = '\0';
      self->latin = g_strdup (reading);
    }
  self->short_name = g_strconcat (brand, second, trade, NULL);
  self->name = g_strconcat (self->city->city, self->short_name, gx_demo_pick (dice, forms), NULL);
}

static void
name_english_company (GxDemoWho *self, GxDemoDice *dice)
{
  const char *const forms_uk[] = { "Ltd", "Ltd", "Limited", "LLP", "plc" };
  const char *const forms_us[] = { "Inc.", "LLC", "Corp.", "Co." };
  const char *trade = choose_trade (self, dice, &gx_demo_trades_en);
  const char *form = self->city->area[0] == '0' ? gx_demo_pick (dice, forms_uk)
                                                : gx_demo_pick (dice, forms_us);

  if (gx_demo_chance (dice, 400))
    {
      const char *partner = gx_demo_word (dice, &gx_demo_surnames_en),
                 *other = gx_demo_word (dice, &gx_demo_surnames_en);

      self->short_name = gx_demo_chance (dice, 300)
                             ? g_strdup_printf ("%s & %s", partner, other)
                             : g_strdup_printf ("%s %s", partner, trade);
    }
  else
    self->short_name = g_strdup_printf ("%s %s", gx_demo_word (dice, &gx_demo_brands_en), trade);
  self->name = g_strdup_printf ("%s %s", self->short_name, form);
  self->latin = fold_latin (self->short_name);
}

static char *
make_vat_number (GxDemoDice *dice)
{
  int digits[7], sum = 0;

  for (int i = 0; i < 7; i++)
    {
      digits[i] = (int) gx_demo_below (dice, 10);
      sum += digits[i] * (8 - i);
    }
  return g_strdup_printf ("GB%d%d%d%d%d%d%d%02d", digits[0], digits[1], digits[2], digits[3], digits[4],
                          digits[5], digits[6], (97 - sum % 97) % 97);
}

static void
reach_chinese (GxDemoWho *self, GxDemoDice *dice)
{
  const int prefixes[] = { 131, 133, 135, 136, 137, 138, 139, 150, 151, 152,
                           158, 159, 176, 177, 180, 186, 187, 188, 189, 199 };
  int prefix = gx_demo_pick (dice, prefixes);
  int middle = (int) gx_demo_below (dice, 10000), last = (int) gx_demo_below (dice, 10000);
  const char *hosts[] = { "post", "mail", "qq", "office" };
  gboolean has_long_area = strlen (self->city->area) == 3;

  if (!self->is_company)
    self->phone = gx_demo_chance (dice, 500) ? g_strdup_printf ("%d%04d%04d", prefix, middle, last)
                                             : g_strdup_printf ("%d %04d %04d", prefix, middle, last);
  if (self->is_company || gx_demo_chance (dice, 80))
    self->landline = g_strdup_printf ("%s-%d", self->city->area,
                                      (int) (has_long_area ? gx_demo_between (dice, 50000000, 88999999)
                                                           : gx_demo_between (dice, 2000000, 88999999)));
  if (!self->is_company && gx_demo_chance (dice, 650))
    self->wechat = g_strdup_printf ("%s_%02d%02d", self->latin, middle % 100, last % 100);
  if (self->is_company)
    self->mail = g_strdup_printf ("info@%s%d.example", self->latin, last % 100);
  else if (gx_demo_chance (dice, 350))
    self->mail = g_strdup_printf ("%s%d@%s.example", self->latin, last % 1000, gx_demo_pick (dice, hosts));
}

static void
reach_english (GxDemoWho *self, GxDemoDice *dice)
{
  const char *hosts[] = { "post", "mail", "inbox", "home" };
  gboolean is_british = self->city->area[0] == '0';
  int middle = (int) gx_demo_below (dice, 1000), last = (int) gx_demo_below (dice, 10000),
      number = (int) gx_demo_below (dice, 1000);

  if (is_british && !self->is_company)
    self->phone = gx_demo_chance (dice, 500)
                      ? g_strdup_printf ("07%03d %06d", 300 + middle % 700, last * 100 + number % 100)
                      : g_strdup_printf ("+44 7%03d %06d", 300 + middle % 700, last * 100 + number % 100);
  else if (!is_british)
    self->phone = g_strdup_printf ("+1 %s-%03d-%04d", self->city->area, 200 + middle % 800, last);
  if (is_british && self->is_company)
    {
      /* ten digits behind the 0: 020 7946 0123, 0161 496 0123, 01904 496012 */
      const char *format = strlen (self->city->area) == 3   ? "%s 7%03d %04d"
                           : strlen (self->city->area) == 4 ? "%s %03d %04d"
                                                            : NULL;

      self->landline = g_strcmp0 (format, "%s 7%03d %04d") == 0
                           ? g_strdup_printf ("%s 7%03d %04d", self->city->area, middle, last)
                       : format != NULL
                           ? g_strdup_printf ("%s %03d %04d", self->city->area, 200 + middle % 800, last)
                           : g_strdup_printf ("%s %02d%04d", self->city->area, 20 + middle % 80, last);
    }
  if (self->is_company)
    self->mail = g_strdup_printf ("hello@%s%d.example", self->latin, number % 100);
  else if (gx_demo_chance (dice, 800))
    self->mail = g_strdup_printf ("%s%d@%s.example", self->latin, number, gx_demo_pick (dice, hosts));
  if (!self->is_company && gx_demo_chance (dice, 60))
    self->wechat = g_strdup_printf ("%s%d", self->latin, number);
}

static gint64
choose_employer (GxDemoWho *self, GxDemoDice *dice)
{
  gint64 block = self->index / BLOCK;

  if (self->is_company || !gx_demo_chance (dice, 550))
    return -1;
  return (block - 2 * gx_demo_below (dice, MIN (block / 2 + 1, 3))) * BLOCK;
}

static char *
address_person (GxDemoWho *self, GxDemoDice *dice)
{
  const char *const zh[] = { "总", "经理", "老师", "先生", "女士", "哥", "姐" };

  if (!self->is_chinese)
    return g_strdup_printf ("%s %s",
                            self->is_female             ? (gx_demo_chance (dice, 700) ? "Ms" : "Mrs")
                            : gx_demo_chance (dice, 50) ? "Dr"
                                                        : "Mr",
                            self->family_name);
  if (gx_demo_chance (dice, 500))
    return g_strconcat (self->family_name, self->is_female ? "女士" : "先生", NULL);
  return g_strconcat (self->family_name, zh[gx_demo_below (dice, 3)], NULL);
}

static void
make_who (GxDemoWho *self, guint64 seed, gint64 index)
{
  GxDemoDice dice = gx_demo_dice (seed, KIND_WHO, index);

  *self = (GxDemoWho) { .index = index, .twin_of = -1, .employer = -1 };
  self->is_chinese = index / BLOCK % 2 == 0;
  self->is_company = index % BLOCK == 0;
  self->is_female = gx_demo_chance (&dice, 500);
  if (index >= 2 * BLOCK && gx_demo_chance (&dice, 30))
    {
      gint64 back = 2 * BLOCK * gx_demo_between (&dice, 1, 40);

      self->twin_of = MAX (index - back, index % (2 * BLOCK));
    }
  self->city = self->is_chinese ? &gx_demo_cities_zh[gx_demo_below (&dice, gx_demo_n_cities_zh)]
                                : &gx_demo_cities_en[gx_demo_below (&dice, gx_demo_n_cities_en)];
  if (self->is_company)
    {
      (self->is_chinese ? name_chinese_company : name_english_company) (self, &dice);
      self->code = self->is_chinese ? gx_demo_company_code (&dice, self->city->code)
                                    : self->city->area[0] == '0' ? make_vat_number (&dice) : NULL;
    }
  else
    {
      (self->is_chinese ? name_chinese_person : name_english_person) (self, &dice);
      self->form_of_address = address_person (self, &dice);
    }
  (self->is_chinese ? reach_chinese : reach_english) (self, &dice);
  self->employer = choose_employer (self, &dice);
}

static void
replace_text (char **text, const char *with)
{
  char *copy = g_strdup (with);

  g_free (*text);
  *text = copy;
}

/* What a second person writes down of somebody who is in the book already. */
static void
blur (GxDemoWho *self, GxDemoDice *dice)
{
  if (self->is_company)
    replace_text (&self->name, self->short_name);
  else if (!self->is_chinese && gx_demo_chance (dice, 500))
    {
      g_autofree char *initial = g_utf8_substring (self->name, 0, 1);
      g_autofree char *short_name = g_strdup_printf ("%s. %s", initial, self->family_name);

      replace_text (&self->name, short_name);
    }
  else if (self->is_chinese && gx_demo_chance (dice, 300))
    replace_text (&self->name, self->form_of_address);

  if (self->phone != NULL && self->phone[0] == '1')
    {
      g_auto (GStrv) parts = g_strsplit (self->phone, " ", -1);
      g_autofree char *joined = g_strjoinv ("", parts);
      g_autofree char *spelt = g_strdup_printf ("+86 %.3s-%.4s-%.4s", joined, joined + 3, joined + 7);

      replace_text (&self->phone, spelt);
    }
  if (gx_demo_chance (dice, 400))
    g_clear_pointer (&self->mail, g_free);
  g_clear_pointer (&self->code, g_free);
}

void
gx_demo_who_init (GxDemoWho *self, guint64 seed, gint64 index)
{
  gint64 twin_of;

  g_return_if_fail (index >= 0);

  make_who (self, seed, index);
  twin_of = self->twin_of;
  if (twin_of >= 0)
    {
      GxDemoDice dice = gx_demo_dice (seed, KIND_WHO + 1, index);

      gx_demo_who_clear (self);
      make_who (self, seed, twin_of);
      self->index = index;
      self->twin_of = twin_of;
      blur (self, &dice);
    }
}

void
gx_demo_who_clear (GxDemoWho *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->family_name, g_free);
  g_clear_pointer (&self->form_of_address, g_free);
  g_clear_pointer (&self->short_name, g_free);
  g_clear_pointer (&self->latin, g_free);
  g_clear_pointer (&self->phone, g_free);
  g_clear_pointer (&self->landline, g_free);
  g_clear_pointer (&self->mail, g_free);
  g_clear_pointer (&self->wechat, g_free);
  g_clear_pointer (&self->code, g_free);
}
