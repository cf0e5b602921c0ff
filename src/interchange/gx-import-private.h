/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "interchange/gx-import-log-private.h"
#include "interchange/gx-import.h"
#include "interchange/gx-reject-file.h"
#include "quality/gx-face.h"
#include "store/gx-inserter.h"

G_BEGIN_DECLS

/* -- reading the rows of a plan */

/** What the whole of each column settled. */
typedef struct {
  gint64 n_rows;
  GxDayOrder orders[GX_N_COLUMNS];       /* of DAY and BIRTHDAY */
  gboolean has_decimal_comma[GX_N_COLUMNS];
  GxDayOrder *custom_orders;             /* the same of the book's own fields, one a column */
  gboolean *has_custom_comma;
} GxSurvey;

/** _gx_import_plan_start: stands before the first row of data. */
gboolean _gx_import_plan_start (GxImportPlan *plan, GError **error);

/**
 * _gx_import_number: a decimal × 10^6, beyond six decimals rounded half away from zero. Takes "(12.50)",
 * symbols, blanks.
 */
gboolean _gx_import_number (const char *text, gboolean has_decimal_comma, gint64 *micro);

/**
 * _gx_import_quantity: a number with its unit behind it: "3盒", "两箱", "12 pcs".
 * @unit: (out) (transfer full) (nullable): NULL where there is none
 */
gboolean _gx_import_quantity (const char *text, gboolean has_decimal_comma, gint64 *micro, char **unit);

/**
 * _gx_import_currency: the currency beside a number, or alone: "€12", "12 USD", "人民币"; "$" is the dollar of
 * @home where it has one, "¥" likewise. Interned; NULL where there is none.
 */
const char *_gx_import_currency (const char *text, const char *home);

/** _gx_import_votes_comma: +1: its comma is a decimal sign, −1: its point is, 0: cannot be told. */
int _gx_import_votes_comma (const char *text);

/** _gx_import_plan_take_words: gx_import_plan_set_columns() with the words apart. */
gboolean _gx_import_plan_take_words (GxImportPlan *plan, const char * const *words, GError **error);

const char *_gx_amount_of_name (GxAmountOf amount_of);

#define GX_CUSTOM_WORD "custom." /* before the name of one of the book's own fields, among other words */

/* -- the book's own fields: gx-import-custom.c */

/** _gx_import_find_custom: (nullable): what the book's people call a column that is called so. */
const char *_gx_import_find_custom (const GxImportPlan *plan, const char *header);

/** _gx_import_guess_type: what a field of these texts would hold: "number", "day", "yes_no", "choice", "text". */
const char *_gx_import_guess_type (GPtrArray *texts);

/* -- guesses: gx-import-guess.c */

/** What the first values of a column look like. */
typedef struct {
  guint n_values;
  guint n_fitting[GX_N_COLUMNS];  /* each counts for one field; days that could be birthdays for both */
} GxImportEvidence;

/** _gx_import_matches: @pattern is a literal, known by its address: it is compiled once. */
gboolean _gx_import_matches (const char *pattern, const char *text);

void _gx_import_evidence_add (GxImportEvidence *self, const char *text);
/** _gx_import_evidence_judge: 1: the text is as the others, −1: it is not, 0: they have nothing in common. */
int _gx_import_evidence_judge (const GxImportEvidence *self, const char *text);

/** _gx_import_find_columns: the columns' fields by their headers, then by their values. Also AUTO's kind. */
void _gx_import_find_columns (GxImportPlan *plan, const GxImportEvidence *evidence);
/** _gx_import_weigh_columns: how many values fit, however a column has got its field. */
void _gx_import_weigh_columns (GxImportPlan *plan, const GxImportEvidence *evidence);

/** _gx_import_rank: how well a header says @field, beside others that say it, too: more is better. */
int _gx_import_rank (GxColumn field, GxImportKind kind, const char *header);

/* -- words: gx-import-word.c */

/**
 * _gx_import_word: the key of what people write for a choice of @field: "M", "先生" → "male"; NULL: unknown.
 * @is_same: (out) (optional): it is the key's own word in one of our languages
 */
const char *_gx_import_word (GxColumn field, const char *text, gboolean *is_same);

/** _gx_import_choice: the same of any field that chooses (gx_column_domain()); also of its phrases. */
const char *_gx_import_choice (GxColumn field, const char *text);
const char *_gx_import_event_word (GxColumn field, const char *text); /* EVENT_KIND, DIRECTION */

/* -- mappings: gx-import-mapping.c */

/** _gx_import_mapping_keep: inside a step: the plan, for files of its shape. */
gboolean _gx_import_mapping_keep (GxConnection *book, const GxImportPlan *plan, GError **error);

/* -- marks: a set of 64-bit numbers with how often each was met */

typedef struct _GxMarks GxMarks;
GxMarks *_gx_marks_new (void);
void _gx_marks_free (GxMarks *self);
/** _gx_marks_count: how often @mark was met before this time. */
guint _gx_marks_count (GxMarks *self, guint64 mark);
gboolean _gx_marks_has (const GxMarks *self, guint64 mark);
guint64 _gx_mark_begin (const char *kind);
guint64 _gx_mark_add (guint64 mark, const char *text);        /* the text and its end */
gint64 _gx_mark_end (guint64 mark, guint occurrence);         /* 63 bits */

/* -- keys: who can be reached by what; a mark may have several customers */

typedef struct _GxKeys GxKeys;
GxKeys *_gx_keys_new (void);
void _gx_keys_free (GxKeys *self);
void _gx_keys_add (GxKeys *self, guint64 mark, GxId customer);
/** _gx_keys_find: how many were put into @customers, at most @most. */
guint _gx_keys_find (const GxKeys *self, guint64 mark, GxId *customers, guint most);

/* -- kin: rows that are one person by likeness: gx-import-kin.c */

typedef struct _GxKin GxKin;
void _gx_kin_free (GxKin *self);

/* -- the amounts of orders: gx-import-orders.c; whatever it is NULL for, amounts are lines' */

typedef struct _GxImportOrders GxImportOrders;
GxImportOrders *_gx_import_orders_new (const GxImportPlan *plan); /* (nullable) */
void _gx_import_orders_free (GxImportOrders *self);
void _gx_import_orders_look (GxImportOrders *self, const GxRow *row);

/** _gx_import_orders_settle: all was looked at: NULL where amounts are lines'. Errors: AMBIGUOUS. */
gboolean _gx_import_orders_settle (GxImportOrders **self, GxImportPlan *plan, GError **error);

/* -- the run */

typedef enum {
  GX_RUN_CUSTOMER, GX_RUN_KEY, GX_RUN_CONTACT, GX_RUN_ADDRESS, GX_RUN_RELATION, GX_RUN_NAME,
  GX_RUN_PURCHASE, GX_RUN_LINE, GX_RUN_EVENT, GX_RUN_PRODUCT, GX_RUN_ROW,
  GX_N_RUNS
} GxRun;

/** One row of data, by field. */
typedef struct {
  gint64 number;
  const GxRow *row;
  /* trimmed copies in the importer's scratch; "" where empty; of a repeated field the first */
  const char *values[GX_N_COLUMNS];
  gint64 mark;
  /* (nullable): what the values were read from, where they say it otherwise */
  gboolean has_masked;      /* digits of a telephone may be covered: gx_text_is_masked() */
  gboolean has_nothing;     /* a cell says that there is nothing: _gx_import_says_nothing() */
  const char *address_typed, *name_typed;
  const char *name_masked;        /* of a sale: "张**": it is in the note */
  const char *divisions_typed[3]; /* province, city, district: "广东" of 广东省 */
  guint8 said[GX_N_COLUMNS];      /* TRUE for each field whose value a person said the meaning of */
  gboolean has_said;
} GxImportRow;

/** A contact as it was read last: matching a row and writing it ask for the same. */
typedef struct {
  const char *kind;
  char *value, *key;
  const char *why;
} GxContactRead;
#define GX_N_CONTACT_KINDS 5

typedef struct _GxImporter GxImporter;
struct _GxImporter {
  GxConnection *book;
  GxImportPlan *plan;
  GxImportKind kind;
  GxSurvey survey;
  GxStep *step;
  GxId author;
  const char *currency;             /* interned */
  GxImportReport *report;
  GxRejectFile *rejects;            /* made with the first refused row */
  GError *error;                    /* the first that ends it all */

  GxId first[GX_N_RUNS];
  gint64 used[GX_N_RUNS], reserved[GX_N_RUNS];
  GxInserter *insert[GX_N_RUNS];
  GHashTable *statements;           /* sql literal → GxStatement */

  GxId batch;                       /* 0 until the first row is taken */
  GxMarks *marks;
  gboolean has_old_marks;
  gboolean has_old_customers;
  GxMarks *old_marks;               /* these two where the import is larger than the book, else NULL: */
  GxKeys *keys;                     /* then nothing is asked by an index that is built when all is in */
  GString *scratch;                 /* the texts of the row at hand */
  GStringChunk *texts;              /* those of them that were made from several cells, or from a part of one */
  GArray *totals;                   /* of gint64: the first rows that are sums of others */
  gint64 bad_row;                   /* the row last refused */
  GxId about;                       /* the customer of the row at hand; 0: none so far */

  GPtrArray *customs;               /* of GxImportCustom: columns that are the book's own fields */
  GxKin *kin;                       /* NULL: nobody is looked for by likeness */
  GHashTable *words;                /* "kind\x1fname" → GxId */
  GHashTable *places;               /* "province\x1fcity\x1fdistrict" as typed → as they are written */
  GHashTable *newcomers;            /* folded "name\x1fcompany" → GArray of GxId: made here */
  GHashTable *organisations;        /* folded name → GxId; NULL until asked for */
  GxContactRead contacts[GX_N_CONTACT_KINDS];
  char *last_key;                   /* of the customer found last */
  GxId last_customer;
  GHashTable *products_by_code, *products_by_name; /* → GxId; NULL until asked for */
  struct _GxImportOrder *order;     /* the purchase whose lines are gathered */
  GxImportOrders *orders;           /* (nullable): whose amounts are shared by their lines */
  char *state_order;                /* of the order whose state was said last, its number */
  int state;
  gboolean is_refund_said;          /* a row of that order said how much was paid back */
};

/** _gx_importer_survey: looks through the whole file. */
gboolean _gx_importer_survey (GxImporter *self, GCancellable *cancellable);
void _gx_importer_clear_survey (GxImporter *self);

/* -- the book's own fields: gx-import-custom.c */

/** _gx_importer_open_customs: before the survey: which fields the columns are. Errors: USAGE. */
gboolean _gx_importer_open_customs (GxImporter *self);

/** _gx_importer_custom_type: (nullable): what the field holds that a column is. */
const char *_gx_importer_custom_type (GxImporter *self, guint column);

/** _gx_importer_hang_customs: the row's values of them, by the plan's policy. */
gboolean _gx_importer_hang_customs (GxImporter *self, const GxImportRow *row, GxId customer, gboolean is_new,
                                    gboolean *changed);

/** _gx_importer_end_customs: every row is in: what a field that was made here holds. */
gboolean _gx_importer_end_customs (GxImporter *self);

/* -- what it writes with: gx-import-writer.c */

/** _gx_importer_reserve: a run of ids for each table. */
gboolean _gx_importer_reserve (GxImporter *self);

/** _gx_importer_settle: all is taken: writes what waits, and what was taken; no statement is left. */
gboolean _gx_importer_settle (GxImporter *self);

/** _gx_importer_new_id: the next of a reserved run. */
GxId _gx_importer_new_id (GxImporter *self, GxRun run);

/** _gx_importer_add: a row of a reserved run; may wait for _gx_importer_flush(). */
gboolean _gx_importer_add (GxImporter *self, GxRun run, const char *types, ...);

/** _gx_importer_flush: every row that was added is in the book now: before it is read. */
gboolean _gx_importer_flush (GxImporter *self);

/**
 * _gx_importer_statement: flushed; prepared once and kept for the run: rebind it, read it, leave it. @sql
 * is a string literal.
 */
GxStatement *_gx_importer_statement (GxImporter *self, const char *sql);

/** _gx_importer_is_born: whether this import made the customer. */
gboolean _gx_importer_is_born (const GxImporter *self, GxId customer);

/** _gx_importer_capture: TRUE around whatever is not an insert into a reserved run. */
void _gx_importer_capture (GxImporter *self, gboolean capture);

/** _gx_importer_run: to its end; notes a failure in self->error. */
gboolean _gx_importer_run (GxImporter *self, GxStatement *statement);

/** _gx_importer_finish: after reading; notes a failure, if it is the first, in self->error. */
gboolean _gx_importer_finish (GxImporter *self, GxStatement *query);

/* -- what it tells: gx-import-report.c */

/** _gx_importer_reject: refuses the row for a value. @reason is a sentence (taken). Returns FALSE. */
gboolean _gx_importer_reject (GxImporter *self, const GxImportRow *row, GxColumn field, const char *code,
                              char *reason);
void _gx_importer_warn (GxImporter *self, const GxImportRow *row, GxColumn field, const char *value,
                        const char *code, char *reason);
/** _gx_importer_repair: @value is kept, or read, as @repaired. @reason is a sentence (taken). */
void _gx_importer_repair (GxImporter *self, const GxImportRow *row, GxColumn field, const char *value,
                          const char *repaired, const char *code, char *reason);

/**
 * _gx_importer_note: tells the rehearsal of one value.
 * @read: (nullable): as the file has it; NULL: the cell of the field
 * @before: (nullable): what the book held
 * @after: (nullable): what it holds now, perhaps the same against the file
 */
void _gx_importer_note (GxImporter *self, const GxImportRow *row, GxColumn field, const char *read,
                        const char *before, const char *after);

/** _gx_importer_note_number: a number × 10^6 that was not there before; "12.50" is kept as 12.5. */
void _gx_importer_note_number (GxImporter *self, const GxImportRow *row, GxColumn field, gint64 micro);

/** _gx_importer_note_match: the row was taken for a customer, by this field. */
void _gx_importer_note_match (GxImporter *self, GxId customer, GxColumn by);

/** _gx_importer_mark: writes the row's mark; it was taken. */
gboolean _gx_importer_mark (GxImporter *self, gint64 mark);

/* -- a row: gx-import-row.c */

/** _gx_importer_take: a row of the file; counted, and noted in the log. FALSE with self->error. */
gboolean _gx_importer_take (GxImporter *self, const GxRow *cells);

/** _gx_import_says_nothing: "无", "n/a", "-" in place of a name, a way to reach them, an address … */
gboolean _gx_import_says_nothing (GxColumn field, const char *text, gsize length);

/** _gx_import_is_guarded: begins with the apostrophe that an export puts before what looks like a formula, or
 * before what has such apostrophes itself; a shop's also before digits: "'78701". */
gboolean _gx_import_is_guarded (const char *text);

/** _gx_importer_moment: the row's day and time. FALSE: refused. */
gboolean _gx_importer_moment (GxImporter *self, const GxImportRow *row, GxMoment *moment);
void _gx_importer_note_moment (GxImporter *self, const GxImportRow *row, const GxMoment *moment);

/* -- values: gx-import-value.c */

/**
 * _gx_importer_settle_values: what the cells of a row say together, or one of them for several fields: the
 * lines of an address are one street; 省市区 of an address, and the company beside a name, have their own
 * fields where no column has them.
 */
void _gx_importer_settle_values (GxImporter *self, GxImportRow *row);

/**
 * _gx_importer_tell_parted: a whole address is written in parts.
 * @parts: its province, city, district and street, "" where there is none, then NULL
 */
void _gx_importer_tell_parted (GxImporter *self, const GxImportRow *row, GxColumn column, const char *typed,
                               const char * const *parts);

/** _gx_importer_tell_address, _gx_importer_tell_name: a row is written: what of it is not as it was typed. */
void _gx_importer_tell_address (GxImporter *self, const GxImportRow *row);
void _gx_importer_tell_name (GxImporter *self, const GxImportRow *row);
void _gx_importer_tell_values (GxImporter *self, const GxImportRow *row);

/** _gx_import_is_organisation: whether a name is that of an organisation, by how it ends. */
gboolean _gx_import_is_organisation (const char *name);

/** _gx_import_is_person: whether it looks like somebody's name: "张伟", "Anna Berg". */
gboolean _gx_import_is_person (const char *name);

/* -- who: gx-import-who.c, gx-import-customer.c */

/**
 * _gx_importer_who: the customer of a purchase or event: found or made; 0 with TRUE: the row names nobody.
 * FALSE: refused, or error.
 */
gboolean _gx_importer_who (GxImporter *self, const GxImportRow *row, GxId *customer);

/** _gx_importer_match: the customer a row means, 0 for none. FALSE: refused (several), or error. */
gboolean _gx_importer_match (GxImporter *self, const GxImportRow *row, GxId *customer);

/** _gx_importer_add_customer: a new customer with everything the row says. FALSE: refused, or error. */
gboolean _gx_importer_add_customer (GxImporter *self, const GxImportRow *row, GxId *customer);

/** _gx_importer_is_overwriting: what the row says holds; purchases and events only fill. */
gboolean _gx_importer_is_overwriting (const GxImporter *self);

/** _gx_importer_update_customer: by the plan's policy. @changed: (out) */
gboolean _gx_importer_update_customer (GxImporter *self, const GxImportRow *row, GxId customer,
                                       gboolean *changed);

/** _gx_importer_word: a tag, source …, found or made; a member with kind "member". 0 on error. */
GxId _gx_importer_word (GxImporter *self, const char *kind, const char *name);

/** _gx_importer_contact_key: (nullable): gx_contact_read(); stays until the next of the kind. */
const char *_gx_importer_contact_key (GxImporter *self, const char *kind, const char *value,
                                      const char **why);

/** _gx_importer_remember: a way to reach the customer (or a "number") was written. */
void _gx_importer_remember (GxImporter *self, const char *kind, const char *key, GxId customer);

/**
 * _gx_importer_find_kin: looks through the whole file, and the book, before the first row is taken. Rows that
 * are known by their marks stay out of it.
 */
gboolean _gx_importer_find_kin (GxImporter *self, GCancellable *cancellable);

/** _gx_importer_match_kin: the customer whom the row is by likeness; 0 for none. */
GxId _gx_importer_match_kin (GxImporter *self, const GxImportRow *row);

/**
 * _gx_importer_decided: what a person decided; NONE also where that cannot be any more: the customer is gone,
 * or the row it names was not taken.
 */
GxImportDecision _gx_importer_decided (GxImporter *self, const GxImportRow *row, GxId *customer);

/**
 * _gx_importer_place_kin: the row is this customer now; tells whom it was joined with or may be.
 * @is_by_rule: a key that is equal said so; that was told
 */
void _gx_importer_place_kin (GxImporter *self, const GxImportRow *row, GxId customer, gboolean is_by_rule);

/** _gx_importer_read_face: gx-import-face.c. @name: as it is shown */
void _gx_importer_read_face (GxImporter *self, const GxImportRow *row, const char *name, GxFace *face);

/**
 * _gx_import_orders_share: where the row's amount is its whole order's: the row's share of it, and of the refund
 * where that is repeated, too. Once for each row, in the order of the file.
 * @minor_micro: the currency's smallest unit
 *
 * Returns: among how many rows; 0: it is the row's own.
 */
guint _gx_import_orders_share (GxImportOrders *self, const GxImportRow *row, gint64 minor_micro,
                               gint64 *amount_micro, gint64 *refund_micro);

/** _gx_import_has_refunds: whether the file says what became of its orders; no row's mark is of that. */
gboolean _gx_import_has_refunds (const GxImportPlan *plan);
/** _gx_import_mark_row: of the cells; _gx_importer_is_known: whether such a row was taken before. */
guint64 _gx_import_mark_row (GxImporter *self, const GxRow *row);
gboolean _gx_importer_is_known (GxImporter *self, gint64 mark);
void _gx_importer_fill_values (GxImporter *self, GxImportRow *row);
/* (transfer full) (nullable): the birthday as it is stored; NULL where there is none, or no such day */
char *_gx_importer_birthday (GxImporter *self, const GxImportRow *row);

/** _gx_importer_hold: takes the marks and keys of the book into memory, and its indexes by them aside. */
gboolean _gx_importer_hold (GxImporter *self);

/* (transfer full): name, or given and family name in their order; "" none */
char *_gx_importer_name (const GxImportRow *row);

/* -- what hangs from a customer: gx-import-parts.c */

typedef gboolean (*GxTakeText) (GxImporter *self, const GxImportRow *row, const char *text, gpointer data);

/**
 * _gx_importer_each_text: calls @take with every text of a field that may repeat, from all its columns,
 * parted at each of the characters @separators.
 */
gboolean _gx_importer_each_text (GxImporter *self, const GxImportRow *row, GxColumn field,
                                 const char *separators, GxTakeText take, gpointer data);

/** _gx_importer_each_part: the same of one @text. */
gboolean _gx_importer_each_part (GxImporter *self, const GxImportRow *row, const char *text,
                                 const char *separators, GxTakeText take, gpointer data);

/* -- ways to reach them: gx-import-contact.c */

/**
 * _gx_importer_hang_addresses: the row's address, and those of its columns of other ones. One that
 * contradicts what is known stands beside it.
 */
gboolean _gx_importer_hang_addresses (GxImporter *self, const GxImportRow *row, GxId customer,
                                      gboolean is_new, gboolean *changed);

/** _gx_importer_first_contact: (transfer full): of a cell that may hold several, without words beside it. */
char *_gx_importer_first_contact (GxImporter *self, GxColumn field, const char *text);
/**
 * _gx_importer_append_masked: telephones of the row whose digits are covered, a line each ("Phone
 * 138****5678"); those that @note says already are not repeated.
 */
void _gx_importer_append_masked (GxImporter *self, const GxImportRow *row, GString *note);
gboolean _gx_importer_hang_contacts (GxImporter *self, const GxImportRow *row, GxId customer, gboolean is_new,
                                     gboolean *changed);

/**
 * _gx_importer_hang_all: keys, address, company, ways to reach them, other names, tags: what is not there
 * yet.
 */
gboolean _gx_importer_hang_all (GxImporter *self, const GxImportRow *row, GxId customer,
                                gboolean is_organisation,
                                gboolean is_new, gboolean *changed);
gboolean _gx_importer_add_former_name (GxImporter *self, const GxImportRow *row, GxId customer,
                                       const char *name,
                                       gboolean *changed);

/* -- one row of each kind; each returns FALSE where the row was refused or self->error is set */
gboolean _gx_import_customer (GxImporter *self, const GxImportRow *row, GxImportOutcome *outcome);
gboolean _gx_import_purchase (GxImporter *self, const GxImportRow *row, GxImportOutcome *outcome);
/** _gx_import_purchase_again: a row that is in the book already: what was paid back since. TRUE: written. */
gboolean _gx_import_purchase_again (GxImporter *self, const GxImportRow *row);
gboolean _gx_import_purchases_end (GxImporter *self);   /* the last order, and links of returns to sales */
void _gx_import_order_free (GxImporter *self);
gboolean _gx_import_event (GxImporter *self, const GxImportRow *row, GxImportOutcome *outcome);
gboolean _gx_import_product (GxImporter *self, const GxImportRow *row, GxImportOutcome *outcome);

/**
 * _gx_importer_product: the product a purchase line names: found or made; 0 where it names none. -1 on error.
 * @unit: (nullable): what the line counts
 */
GxId _gx_importer_product (GxImporter *self, const GxImportRow *row, const char *unit);

/** _gx_import_report_add: of @problem everything is copied but the reason (taken). */
void _gx_import_report_add (GxImportReport *self, const GxImportProblem *problem);
void _gx_import_report_count (GxImportReport *self, GxImportOutcome outcome);

/** _gx_import_examples_new, _gx_import_examples_add: @text (transfer full). */
GPtrArray *_gx_import_examples_new (void);
void _gx_import_examples_add (GPtrArray *examples, gint64 row, char *text);

G_END_DECLS
