/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/gx-copy-file-private.h"
#include "support/gx-test-folder.h"

static char *
look_into (const char *path, const char *vfs, const char *first)
{
  sqlite3 *db = NULL;
  sqlite3_stmt *stmt = NULL;
  char *found;

  g_assert_cmpint (sqlite3_open_v2 (path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, vfs), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (db, first, NULL, NULL, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_prepare_v2 (db, "select integrity_check || total (a) || hex (sum (length (b)))"
                                       " || group_concat (hex (substr (b, 1, 1)), '')"
                                       " from t, pragma_integrity_check", -1, &stmt, NULL), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_step (stmt), ==, SQLITE_ROW);
  found = g_strdup ((const char *) sqlite3_column_text (stmt, 0));
  sqlite3_finalize (stmt);
  g_assert_cmpint (sqlite3_close (db), ==, SQLITE_OK);
  return found;
}

/* A copy is written from its first page to its last; whoever writes as they like finds the same in it. */
static void
test_any_order (void)
{
  g_autofree char *folder = gx_test_folder_new ();
  g_autofree char *path = g_build_filename (folder, "any-order", NULL);
  g_autofree char *written = look_into (path, _gx_copy_file_vfs (),
    "pragma page_size = 512; pragma cache_size = 5; pragma journal_mode = off;"
    "create table t (a integer primary key, b blob);"
    "create view n as with recursive c (i) as (select 1 union all select i + 1 from c where i < 800)"
    "  select i from c;"
    "begin; insert into t select i, randomblob (i * 37 % 2000) from n; commit;"
    "delete from t where a % 3 = 0;"
    "begin; update t set b = randomblob (a * 91 % 700) where a % 5 = 0;"
    "insert into t select 1000 - i, randomblob (9) from n where i % 3 = 0 and i < 200; commit; vacuum;"
    "update t set b = randomblob (1500) where a in (1, 700, 350)");
  g_autofree char *found = look_into (path, NULL, "select 1");

  g_assert_true (g_str_has_prefix (found, "ok"));
  g_assert_cmpstr (found, ==, written);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/copy-file/any-order", test_any_order);
  return g_test_run ();
}
