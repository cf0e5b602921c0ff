/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "customers/gx-customers.h"

G_BEGIN_DECLS

/*
 * A book in memory with a few named people, for the tests of all rooms from floor 3 up. Link with
 * floor_deps['floor4'] or above:
 *   room_tests += {'rows': [files('test-rows.c', '../support/gx-test-book.c'), floor_deps['floor4']]}
 */

/** gx_test_book_new: empty, home currency CNY, all projections registered. The clock stands at 2026-11-21
 * 10:32 +08:00. */
GxConnection *gx_test_book_new (void);

/** GxTestPeople: see gx-test-book.c for who they are. */
typedef struct {
  GxId zhang, li, shan, ouyang;   /* 张伟 (printing house), 李娜, 单雪 (read shan), 欧阳明 */
  GxId smith, jones;              /* Anna Smith, Peter Jones */
  GxId nameless;                  /* number 17850 only */
  GxId printing, acme;            /* 北京华彩印刷有限公司, Acme Ltd. */
} GxTestPeople;

/** gx_test_book_with_people: the same with these people in it. */
GxConnection *gx_test_book_with_people (GxTestPeople *people);

/* field, text, …: one more customer */
GxId gx_test_book_add (GxConnection *book, const char *field, ...) G_GNUC_NULL_TERMINATED;

/** gx_test_book_assert_clean: gx_journal_check() has nothing to say (integrity, keys, facts equal a
 * rebuild). */
void gx_test_book_assert_clean (GxConnection *book);

/** gx_test_book_dump: (transfer full): the logical dump as text. */
char *gx_test_book_dump (GxConnection *book);

/** gx_test_book_undo, _redo: what Ctrl+Z, Ctrl+Shift+Z would do; the label of the step it was about. */
const char *gx_test_book_undo (GxConnection *book);
const char *gx_test_book_redo (GxConnection *book);

/** gx_test_book_assert_round_trip: undoes the last step, redoes it, and finds the same dump and clean facts
 * each time. */
void gx_test_book_assert_round_trip (GxConnection *book);

G_END_DECLS
