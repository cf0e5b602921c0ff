/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-demo-private.h"

#include "base/gx-day.h"
#include "base/gx-money.h"

/*
 * How customers live: they come in growing numbers over six years; who buys does so as a Poisson process
 * whose rate is gamma distributed over customers, thinned by the season of the month, and stays for an
 * exponential while (Schmittlein, Morrison and Colombo's "Counting your customers", 1987). Talks stand
 * around sales and between them.
 */

#define SPAN_DAYS 2190
#define MOST_SALES 60
#define N_TASTED 25      /* the first products of the list; machines and services are nobody's favourites */

typedef struct {
  GxDemo *demo;
  const GxDemoWho *who;
  GxDemoDice dice;
  GxId id, contact, author;
  GxDay first, last;            /* came, and left or the book's last day */
  int favourites[3];
  const char *currency;
  int sales, events;
} Life;

/* Per cent of the busiest month: Spring Festival, tea harvest, Mid-autumn, 11.11; Christmas. */
static const int seasons[2][12] = {
  { 95, 45, 60, 70, 72, 65, 55, 62, 100, 58, 85, 78 },
  { 52, 55, 60, 62, 60, 58, 50, 48, 65, 72, 90, 100 },
};

/* ---------------------------------------------------------------- talks */

static const struct {
  const char *kind, *channel;
} talks[GX_DEMO_N_TALKS] = {
  [GX_DEMO_CALL] = { "call", "phone" },       [GX_DEMO_VISIT] = { "visit", "visit" },
  [GX_DEMO_MEETING] = { "meeting", "visit" }, [GX_DEMO_CHAT] = { "chat", "wechat" },
  [GX_DEMO_MAIL] = { "mail", "mail" },        [GX_DEMO_NOTE] = { "note", NULL },
};

static GxDemoTalk
choose_talk (Life *life)
{
  const int chinese[GX_DEMO_N_TALKS] = { 30, 12, 5, 38, 5, 10 };
  const int english[GX_DEMO_N_TALKS] = { 32, 10, 8, 8, 32, 10 };
  const int *weights = life->who->is_chinese ? chinese : english;
  int n = (int) gx_demo_below (&life->dice, 100);

  for (GxDemoTalk talk = 0; talk < GX_DEMO_N_TALKS; talk++)
    if ((n -= weights[talk]) < 0)
      return talk;
  return GX_DEMO_NOTE;
}

/* What a product is called in talk: without pack and size. */
static char *
say (Life *life, const char *words)
{
  const GxDemoProduct *product = &gx_demo_products[life->favourites[gx_demo_below (&life->dice, 3)]];
  const char *name = life->who->is_chinese ? product->name_zh : product->name_en;
  const char *star = strchr (words, '*');

  if (star == NULL)
    return g_strdup (words);
  return g_strdup_printf ("%.*s%.*s%s", (int) (star - words), words,
                          (int) strcspn (name, life->who->is_chinese ? " " : ","), name, star + 1);
}

/* Working hours where they live, as UTC seconds. */
static gint64
choose_moment (Life *life, GxDay day, gint64 offset_min)
{
  return (gint64) day * 86400 + gx_demo_between (&life->dice, 9 * 60, 20 * 60 - 1) * 60 - offset_min * 60;
}

static gint64
get_offset (Life *life)
{
  return life->who->is_chinese ? 480 : life->who->city->area[0] == '0' ? 0 : -300;
}

static void
write_event (Life *life, GxDay day, const char *kind, const char *direction, const char *channel,
             gboolean reached, const char *text)
{
  gint64 offset = get_offset (life);
  gint64 at = choose_moment (life, day, offset);
  gboolean has_moment = gx_demo_chance (&life->dice, 700);

  if (day > life->demo->options.as_of || !gx_demo_has_room (life->demo, GX_DEMO_EVENT) || life->events >= 119)
    return;
  life->events++;
  if (has_moment)
    gx_demo_insert (life->demo, GX_DEMO_EVENT, "itttidiiti", life->id, kind, direction, channel,
                    (gint64) reached, (int) day, at, offset, text, life->author);
  else
    gx_demo_insert (life->demo, GX_DEMO_EVENT, "itttidnnti", life->id, kind, direction, channel,
                    (gint64) reached, (int) day, text, life->author);
}

static void
write_talk (Life *life, GxDay day)
{
  GxDemoTalk talk = choose_talk (life);
  const char *words = gx_demo_word (&life->dice, &gx_demo_talks[!life->who->is_chinese][talk]);
  const char *direction = talk == GX_DEMO_NOTE ? NULL : words[0] == '<' ? "in" : "out";
  gboolean reached = talk != GX_DEMO_CALL || gx_demo_chance (&life->dice, 850);
  g_autofree char *text = say (life, words + (words[0] == '<' || words[0] == '>'));

  if (reached)
    write_event (life, day, talks[talk].kind, direction, talks[talk].channel, TRUE, text);
  else
    write_event (life, day, "call", "out", "phone", FALSE,
                 life->who->is_chinese ? "没接，改天再打。" : "No answer; try again.");
}

static void
write_first_touch (Life *life)
{
  gboolean is_zh = life->who->is_chinese;
  int n = (int) gx_demo_below (&life->dice, 100);

  if (n < 25)
    write_event (life, life->first, "campaign", "out", is_zh ? "wechat" : "mail", TRUE,
                 is_zh ? "春茶上市推送" : "New harvest newsletter");
  else if (n < 45)
    write_event (life, life->first, "page_view", "in", "online", TRUE,
                 is_zh ? "浏览了礼盒页面" : "Looked at gift boxes in the web shop");
  else
    write_talk (life, life->first);
}

/* What is said between sales, to the end of a customer's days. */
static void
write_touches (Life *life, int mean_gap_days)
{
  GxDay day = life->first;

  write_first_touch (life);
  for (;;)
    {
      day += 1 + (GxDay) gx_demo_exponential (&life->dice, mean_gap_days);
      if (day > life->last)
        return;
      if (gx_demo_chance (&life->dice, 120))
        write_event (life, day, "campaign", "out", life->who->is_chinese ? "wechat" : "mail", TRUE,
                     life->who->is_chinese ? "节日问候和优惠" : "Seasonal offer");
      else
        write_talk (life, day);
    }
}

/* ---------------------------------------------------------------- sales */

static int
choose_product (Life *life, int month)
{
  gboolean wants_favourite = gx_demo_chance (&life->dice, 700);
  int product = wants_favourite ? life->favourites[gx_demo_below (&life->dice, 3)]
                                : (int) gx_demo_below (&life->dice, gx_demo_n_products);
  const char *code = gx_demo_products[product].code;

  if (g_str_equal (code, "T113") && month != 8 && month != 9)
    return 7;
  if (g_str_equal (code, "T114") && month != 12 && month != 1)
    return 8;
  if (code[0] == 'M' && gx_demo_chance (&life->dice, life->who->is_company ? 600 : 920))
    return 17;
  return product;
}

/* What one piece costs then, × 10^-6 of the currency: 3 % more a year, a little less for companies. */
static gint64
get_price_micro (Life *life, const GxDemoProduct *product, int year)
{
  gint64 cents = (gint64) product->price * (100 + 3 * (year - 2020));

  if (life->who->is_company)
    cents = cents * 92 / 100;
  if (g_str_equal (life->currency, "USD"))
    cents = cents / 7 / 5 * 5;
  else if (g_str_equal (life->currency, "GBP"))
    cents = cents / 9 / 5 * 5;
  else
    cents = cents / 100 * 100;
  return MAX (cents, 100) * (GX_MICRO / 100);
}

static gint64
write_line (Life *life, GxId purchase, int product, gint64 quantity_micro, gint64 price_micro)
{
  gint64 amount_minor = 0;

  if (!gx_line_amount (quantity_micro, price_micro, life->currency, &amount_minor))
    return 0;
  gx_demo_insert (life->demo, GX_DEMO_LINE, "iiiii", purchase,
                  life->demo->products[!life->who->is_chinese][product], quantity_micro, price_micro,
                  amount_minor);
  return amount_minor;
}

static GxId
write_head (Life *life, GxDay day, const char *kind, GxId reverses)
{
  const char *const chinese[] = { "store", "wechat", "wechat", "phone", "visit", "online" };
  const char *const english[] = { "store", "online", "online", "online", "phone", "visit" };
  const char *channel = life->who->is_chinese ? gx_demo_pick (&life->dice, chinese)
                                              : gx_demo_pick (&life->dice, english);
  int year, month, of_month;
  gint64 offset = get_offset (life);
  gboolean has_moment = gx_demo_chance (&life->dice, 600);
  gint64 at = choose_moment (life, day, offset);
  g_autofree char *number = NULL;

  gx_day_split (day, &year, &month, &of_month);
  number = g_strdup_printf ("%c%02d%02d-%06" G_GINT64_FORMAT, reverses != 0 ? 'R' : 'S', year % 100, month,
                            life->demo->used[GX_DEMO_PURCHASE] + 1);
  if (has_moment)
    return gx_demo_insert (life->demo, GX_DEMO_PURCHASE, "IIttIdiitti", life->id, life->contact, kind, number,
                           reverses, (int) day, at, offset, life->currency, channel, life->author);
  return gx_demo_insert (life->demo, GX_DEMO_PURCHASE, "IIttIdnntti", life->id, life->contact, kind, number,
                         reverses, (int) day, life->currency, channel, life->author);
}

static void
write_payment (Life *life, GxId sale, GxDay day, gint64 amount_minor)
{
  const char *const chinese[] = { "wechat", "wechat", "alipay", "cash", "card" };
  const char *const english[] = { "card", "card", "card", "cash", "bank" };
  gboolean is_zh = life->who->is_chinese, is_company = life->who->is_company;
  GxDay due = day + (GxDay) (is_company ? gx_demo_between (&life->dice, 3, 50) : 0);
  const char *method = is_zh ? gx_demo_pick (&life->dice, chinese) : gx_demo_pick (&life->dice, english);

  if (due > life->demo->options.as_of || amount_minor == 0
      || !gx_demo_chance (&life->dice, is_company ? 940 : 450))
    return;
  gx_demo_insert (life->demo, GX_DEMO_PAYMENT, "Iidtiti", life->id, sale, (int) due,
                  is_company ? "bank" : method, amount_minor, life->currency, life->author);
}

static void
write_return (Life *life, GxId sale, GxDay sold, int product, gint64 quantity_micro, gint64 price_micro)
{
  GxDay day = sold + (GxDay) gx_demo_between (&life->dice, 2, 25);
  gint64 back_micro = gx_demo_between (&life->dice, 1, quantity_micro / GX_MICRO) * GX_MICRO;

  if (day > life->demo->options.as_of)
    return;
  write_line (life, write_head (life, day, "return", sale), product, -back_micro, price_micro);
}

static void
write_sale (Life *life, GxDay day)
{
  int year, month, of_month, product = 0, lines = 0;
  gint64 quantity_micro = 0, price_micro = 0, amount_minor = 0;
  GxId sale = write_head (life, day, "sale", 0);

  gx_day_split (day, &year, &month, &of_month);
  do
    {
      const GxDemoProduct *what = &gx_demo_products[product = choose_product (life, month)];

      quantity_micro =
          gx_demo_between (&life->dice, 1, what->most * (life->who->is_company && what->most > 1 ? 10 : 1))
          * GX_MICRO;
      price_micro = get_price_micro (life, what, year);
      amount_minor += write_line (life, sale, product, quantity_micro, price_micro);
      lines++;
    }
  while (lines < 4 && gx_demo_chance (&life->dice, 450));

  write_payment (life, sale, day, amount_minor);
  if (gx_demo_chance (&life->dice, 45))
    write_return (life, sale, day, product, quantity_micro, price_micro);
}

static void
write_sale_and_talks (Life *life, GxDay day)
{
  if (gx_demo_chance (&life->dice, 550))
    write_talk (life, day - (GxDay) gx_demo_between (&life->dice, 0, CLAMP (day - life->first, 0, 6)));
  write_sale (life, day);
  if (gx_demo_chance (&life->dice, 250))
    write_talk (life, day + (GxDay) gx_demo_between (&life->dice, 1, 12));
}

/* Sales at the rate of their kind, thinned by the season. */
static void
write_sales (Life *life, int mean_gap_days)
{
  const int *season = seasons[!life->who->is_chinese];
  GxDay day = life->first + (GxDay) gx_demo_exponential (&life->dice, 12);

  while (day <= life->last && life->sales < MOST_SALES)
    {
      int year, month, of_month;

      gx_day_split (day, &year, &month, &of_month);
      if (gx_demo_chance (&life->dice, 10 * season[month - 1]))
        {
          write_sale_and_talks (life, day);
          life->sales++;
        }
      day += 1 + (GxDay) gx_demo_exponential (&life->dice, mean_gap_days);
    }
}

/* ---------------------------------------------------------------- tasks */

static void
write_task (Life *life, GxDay due, GxDay done)
{
  gboolean is_promise = gx_demo_chance (&life->dice, 250), is_zh = life->who->is_chinese;
  const GxDemoWords *words = is_promise ? (is_zh ? &gx_demo_promises_zh : &gx_demo_promises_en)
                                        : (is_zh ? &gx_demo_tasks_zh : &gx_demo_tasks_en);
  const char *title = gx_demo_word (&life->dice, words);

  gx_demo_insert (life->demo, GX_DEMO_TASK, "ittddi", life->id, is_promise ? "promise" : "follow_up", title,
                  (int) due, (int) done, life->author);
}

/* A house has about as many open tasks as its few people can look after, however many customers it has. */
static void
write_tasks (Life *life)
{
  const GxDay as_of = life->demo->options.as_of;
  gint64 customers = life->demo->options.customers;
  gint64 open_per_million = MIN (100000, G_GINT64_CONSTANT (80000000) / customers + 1000);

  if (life->last - life->first > 40 && gx_demo_chance (&life->dice, 200))
    {
      GxDay due = life->first + (GxDay) gx_demo_below (&life->dice, life->last - life->first);

      GxDay done = due + (GxDay) gx_demo_between (&life->dice, 0, 4);

      write_task (life, due, MIN (done, as_of));
    }
  if (gx_demo_below (&life->dice, 1000000) < open_per_million)
    {
      int n = (int) gx_demo_below (&life->dice, 100);
      gint64 ahead = n < 15   ? -gx_demo_between (&life->dice, 1, 9)
                     : n < 30 ? 0
                              : gx_demo_between (&life->dice, 1, 45);

      write_task (life, as_of + (GxDay) ahead, GX_NO_DAY);
    }
}

/* ---------------------------------------------------------------- a life */

static const char *
choose_currency (Life *life)
{
  if (life->who->is_chinese || !gx_demo_chance (&life->dice, 100))
    return "CNY";
  return life->who->city->area[0] == '0' ? "GBP" : "USD";
}

static void
choose_favourites (Life *life)
{
  for (guint i = 0; i < G_N_ELEMENTS (life->favourites); i++)
    life->favourites[i] = (int) gx_demo_below (&life->dice, N_TASTED);
}

/* Somebody who walked in, bought and was not asked for a name. */
void
gx_demo_walk_in (GxDemo *self, gint64 index)
{
  g_auto (GxDemoWho) who = { 0 };
  Life life = { .demo = self,
                .who = &who,
                .dice = gx_demo_dice (self->options.seed, 13, index),
                .currency = "CNY" };
  gint64 came = gx_demo_below (&life.dice, SPAN_DAYS), or_came = gx_demo_below (&life.dice, SPAN_DAYS);

  gx_demo_who_init (&who, self->options.seed, index);
  life.author = self->members[who.is_chinese ? 0 : 2];
  choose_favourites (&life);
  write_sale (&life, self->options.as_of - SPAN_DAYS + 1 + (GxDay) MAX (came, or_came));
}

void
gx_demo_live (GxDemo *self, const GxDemoWho *who, GxId contact)
{
  Life life = { .demo = self,
                .who = who,
                .contact = contact,
                .dice = gx_demo_dice (self->options.seed, 12, who->index) };
  const GxDay as_of = self->options.as_of;
  gint64 came = gx_demo_below (&life.dice, SPAN_DAYS), or_came = gx_demo_below (&life.dice, SPAN_DAYS);
  gint64 half = gx_demo_exponential (&life.dice, 2100), other_half = gx_demo_exponential (&life.dice, 2100);
  gint64 per_mille_a_year = half + other_half + 300; /* gamma of shape 2 */
  gint64 stays = 20 + gx_demo_exponential (&life.dice, who->is_company ? 1400 : 1000);
  gboolean buys = !gx_demo_chance (&life.dice, who->employer >= 0 ? 450 : 130);

  life.id = self->first[GX_DEMO_CUSTOMER] + who->index;
  life.author =
      self->members[who->is_chinese ? gx_demo_below (&life.dice, 2) : gx_demo_between (&life.dice, 2, 3)];
  life.currency = choose_currency (&life);
  choose_favourites (&life);
  life.first = as_of - SPAN_DAYS + 1 + (GxDay) MAX (came, or_came); /* the later of two throws: growth */
  life.last = (GxDay) MIN (as_of, life.first + stays);

  write_touches (&life, buys ? 95 : 160);
  if (buys)
    write_sales (&life, (int) (365000 * 68 / 100 / per_mille_a_year));
  write_tasks (&life);
}
