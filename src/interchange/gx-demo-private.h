/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-demo.h"
#include "store/gx-statement.h"
#include "store/gx-step.h"

G_BEGIN_DECLS

/*
 * Chance, in whole numbers only, so that every computer throws the same dice. C does not say which
 * argument of a call is worked out first: never two throws in one, and none inside MIN or MAX.
 */

typedef struct {
  guint64 state;
} GxDemoDice;

/** gx_demo_dice: dice of their own for the @index-th thing of a @kind, so that any customer can be made
 * alone. */
GxDemoDice gx_demo_dice (guint64 seed, guint64 kind, gint64 index);
gint64 gx_demo_below (GxDemoDice *dice, gint64 n);                        /* 0 … n - 1, evenly; n ≤ 2^31 */
gint64 gx_demo_between (GxDemoDice *dice, gint64 low, gint64 high);       /* both included */
gboolean gx_demo_chance (GxDemoDice *dice, int per_mille);
gint64 gx_demo_exponential (GxDemoDice *dice, gint64 mean); /* the waiting time of a Poisson process */
#define gx_demo_pick(dice, words) ((words)[gx_demo_below ((dice), G_N_ELEMENTS (words))])

/* -- Words. Chinese characters that need a reading carry it: "单shan". */

typedef struct {
  const char *country, *province, *city;
  const char *area;       /* of landlines, with the leading 0 where the country has it */
  const char *code;       /* China: the first six digits of a company's code */
  const char *postcode;   /* its beginning */
  const char *parts[4];   /* districts */
} GxDemoCity;

typedef struct {
  const char *code, *name_zh, *unit_zh, *name_en, *unit_en, *category_zh, *category_en;
  int price;              /* CNY */
  int most;               /* how many a person buys at once; a company ten times so many */
} GxDemoProduct;

typedef struct {
  const char *const *words;
  guint n;
} GxDemoWords;

typedef enum {
  GX_DEMO_CALL,
  GX_DEMO_VISIT,
  GX_DEMO_MEETING,
  GX_DEMO_CHAT,
  GX_DEMO_MAIL,
  GX_DEMO_NOTE,
  GX_DEMO_N_TALKS
} GxDemoTalk;

extern const GxDemoCity gx_demo_cities_zh[], gx_demo_cities_en[];
extern const guint gx_demo_n_cities_zh, gx_demo_n_cities_en;
extern const GxDemoProduct gx_demo_products[];
extern const guint gx_demo_n_products;

extern const GxDemoWords gx_demo_surnames_zh, gx_demo_rare_surnames_zh, gx_demo_given_male_zh,
    gx_demo_given_female_zh;
extern const GxDemoWords gx_demo_brands_zh, gx_demo_trades_zh, gx_demo_streets_zh, gx_demo_titles_zh,
    gx_demo_industries_zh;
extern const GxDemoWords gx_demo_notes_zh, gx_demo_tastes_zh, gx_demo_tags_zh, gx_demo_sources_zh,
    gx_demo_occupations_zh;
extern const GxDemoWords gx_demo_surnames_en, gx_demo_given_male_en, gx_demo_given_female_en;
extern const GxDemoWords gx_demo_brands_en, gx_demo_trades_en, gx_demo_streets_en, gx_demo_titles_en,
    gx_demo_industries_en;
extern const GxDemoWords gx_demo_notes_en, gx_demo_tastes_en, gx_demo_tags_en, gx_demo_sources_en,
    gx_demo_occupations_en;
extern const GxDemoWords gx_demo_tasks_zh, gx_demo_tasks_en, gx_demo_promises_zh, gx_demo_promises_en;

/** gx_demo_talks: what is said: by language (0 Chinese, 1 English) and kind; "<" they began, ">" we
 * did; "*" stands for a product. */
extern const GxDemoWords gx_demo_talks[2][GX_DEMO_N_TALKS];

const char *gx_demo_word (GxDemoDice *dice, const GxDemoWords *words);

/** gx_demo_split: "单shan" into the word and its reading (transfer full both). */
void gx_demo_split (const char *word, char **written, char **reading);

/* -- Who a customer is: a function of seed and index, so that nobody needs to be remembered. */

typedef struct {
  gint64 index;
  gint64 twin_of;         /* the customer this one is nearly the same as, or -1 */
  gint64 employer;        /* the index of the company they work at, or -1 */
  gboolean is_chinese, is_company, is_female;
  guint trade;            /* of a company: in the lists of trades and industries */
  const GxDemoCity *city;
  char *name, *family_name, *form_of_address;
  char *short_name;       /* of a company */
  char *latin;            /* "zhangwei", "james.obrien": for mail and WeChat */
  char *phone, *landline, *mail, *wechat;
  char *code;             /* a company's registration or VAT number */
} GxDemoWho;

void gx_demo_who_init (GxDemoWho *self, guint64 seed, gint64 index);
void gx_demo_who_clear (GxDemoWho *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (GxDemoWho, gx_demo_who_clear)

/* -- The book being filled. */

typedef enum {
  GX_DEMO_CUSTOMER,
  GX_DEMO_NAME,
  GX_DEMO_POINT,
  GX_DEMO_ADDRESS,
  GX_DEMO_RELATION,
  GX_DEMO_EVENT,
  GX_DEMO_PURCHASE,
  GX_DEMO_LINE,
  GX_DEMO_PAYMENT,
  GX_DEMO_TASK,
  GX_DEMO_N_TABLES
} GxDemoTable;

#define GX_DEMO_N_MEMBERS 4
#define GX_DEMO_MOST_PRODUCTS 64

typedef struct {
  GxConnection *book;      /* borrowed */
  GxStep *step;
  GxDemoOptions options;
  GxId first[GX_DEMO_N_TABLES];           /* of the reserved run */
  gint64 used[GX_DEMO_N_TABLES];
  gint64 most[GX_DEMO_N_TABLES];
  GxStatement *insert[GX_DEMO_N_TABLES];
  GxId members[GX_DEMO_N_MEMBERS];
  GxId products[2][GX_DEMO_MOST_PRODUCTS]; /* by language */
  GError *error;           /* the first one; then nothing is written any more */
} GxDemo;

/** gx_demo_has_room: whether the run of @table still has an id. */
gboolean gx_demo_has_room (GxDemo *self, GxDemoTable table);

/** gx_demo_insert: adds a row with the next id of @table, bound by @types as in gx_connection_query()
 * after the id itself. */
#define gx_demo_insert(self, table, types, ...) \
  (gx_statement_rebind ((self)->insert[(table)], "i" types, gx_demo_next_id ((self), (table)), __VA_ARGS__), \
   gx_demo_write ((self), (table)))
GxId gx_demo_next_id (GxDemo *self, GxDemoTable table);
GxId gx_demo_write (GxDemo *self, GxDemoTable table);

/** gx_demo_live: writes what happened with one customer: talks, sales, returns, payments, tasks.
 * @contact: who orders, 0 none. */
void gx_demo_live (GxDemo *self, const GxDemoWho *who, GxId contact);

/** gx_demo_walk_in: writes a sale to nobody known, who is like the @index-th customer. */
void gx_demo_walk_in (GxDemo *self, gint64 index);

/** gx_demo_company_code: (transfer full): a 统一社会信用代码 of the region, with both check characters (GB
 * 32100, GB 11714). */
char *gx_demo_company_code (GxDemoDice *dice, const char *region);

G_END_DECLS
