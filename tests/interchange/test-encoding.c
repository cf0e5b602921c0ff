/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gstdio.h>
#include <locale.h>
#include <string.h>

#include "base/gx-error.h"
#include "interchange/gx-encoding.h"

/* Guesses a file of these bytes. */
static GArray *
guess_bytes (const char *bytes, gsize length, GError **error)
{
  g_autofree char *path = NULL;
  GArray *guesses = NULL;
  int fd = g_file_open_tmp ("guanxi-XXXXXX.csv", &path, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_close (fd, NULL);
  g_assert_true (g_file_set_contents (path, bytes, length, NULL));
  guesses = gx_encoding_guess (path, error);
  g_unlink (path);
  return guesses;
}

static void
assert_guessed (const char *text, const char *encoding, const char *line)
{
  gsize length = 0;
  g_autoptr (GError) error = NULL;
  g_autofree char *bytes = g_convert (text, -1, encoding, "UTF-8", NULL, &length, &error);
  g_autoptr (GArray) guesses = NULL;
  const GxEncodingGuess *guess;

  g_assert_no_error (error);
  guesses = guess_bytes (bytes, length, &error);
  g_assert_no_error (error);
  guess = &g_array_index (guesses, GxEncodingGuess, 0);
  g_test_message ("%s: %s %.4f of %u: %s", encoding, guess->name, guess->share, guesses->len, guess->line);
  g_assert_cmpstr (guess->name, ==, encoding);
  g_assert_true (gx_encoding_is_sure (guesses));
  g_assert_true (guess->is_whole);
  g_assert_cmpstr (guess->line, ==, line);
}

/* Files of a few dozen bytes, as people export them. */
static void
test_short (void)
{
  static const struct { const char *text, *encoding, *line; } cases[] = {
    { "姓名,手机\n", "GB18030", "姓名,手机" },
    { "name,city\n李娜,北京\n", "GB18030", "李娜,北京" },
    { "姓名,手机\n镕基,138\n王喆,139\n", "GB18030", "姓名,手机" },
    { "商品,金额\r\n龙井茶,￥120\r\n", "GB18030", "商品,金额" },
    { "name,city\n鄭嘉玲,臺北市\n", "BIG5-HKSCS", "鄭嘉玲,臺北市" },
    { "姓名,電話\n陳美惠,02\n", "BIG5-HKSCS", "姓名,電話" },
    { "氏名,電話\n佐藤さくら,03\n", "CP932", "氏名,電話" },
    { "氏名,フリガナ\n安藤,ｱﾝﾄﾞｳ ﾛｲﾄﾞ\n", "CP932", "氏名,フリガナ" },
    { "이름,주소\n김민수,서울\n", "CP949", "이름,주소" },
    { "name,city\nJosé Núñez,Málaga\nRenée Lefèvre,Besançon\n", "WINDOWS-1252", "José Núñez,Málaga" },
    { "name\nMüller\nGroß\nJäger\n", "WINDOWS-1252", "Müller" },
    { "item,price\nTea,£12\nCoffee,£9\n", "WINDOWS-1252", "Tea,£12" },
    { "test\302\240", "WINDOWS-1252", "test\302\240" },
    { "name\nJiří Dvořák\nLucie Křížová\n", "WINDOWS-1250", "Jiří Dvořák" },
    { "name\nМария Иванова\n", "WINDOWS-1251", "Мария Иванова" },
    { "name\nΕλένη Παπαδοπούλου\n", "WINDOWS-1253", "Ελένη Παπαδοπούλου" },
    { "name\nAyşe Yıldırım\nÇağlar Güneş\n", "WINDOWS-1254", "Ayşe Yıldırım" },
    { "a,b\n1,2\n", "UTF-8", "a,b" },
    { "name\nSeán 李娜\n", "UTF-8", "Seán 李娜" },
    { "name,city\nAnn,Bath\n", "UTF-16LE", "name,city" },
    { "姓名,电话\n李娜,138\n", "UTF-16BE", "姓名,电话" },
    { "name\nRenée\n", "UTF-32BE", "name" },
    { "\xef\xbb\xbfname\n李娜\n", "UTF-16BE", "name" },
    { "\xef\xbb\xbfname\n李娜\n", "UTF-32LE", "name" },
    { "", "UTF-8", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_guessed (cases[i].text, cases[i].encoding, cases[i].line);
}

/* Bytes that read well in two ways: the ways are told, and none is taken. */
static void
test_ambiguous (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) guesses = guess_bytes ("name\nLef\xe8vre\n", 12, &error);
  gboolean has_french = FALSE, has_czech = FALSE;
  double all = 0;

  g_assert_no_error (error);
  g_assert_false (gx_encoding_is_sure (guesses));
  for (guint i = 0; i < guesses->len; i++)
    {
      const GxEncodingGuess *guess = &g_array_index (guesses, GxEncodingGuess, i);

      has_french = has_french || g_str_equal (guess->line, "Lefèvre");
      has_czech = has_czech || g_str_equal (guess->line, "Lefčvre");
      all += guess->share;
      g_assert_true (i == 0 || guess->share <= g_array_index (guesses, GxEncodingGuess, i - 1).share);
    }
  g_assert_true (has_french && has_czech);
  g_assert_cmpfloat_with_epsilon (all, 1, 1e-9);
}

/* The one name that tells stands far behind the first megabyte. */
static void
test_far_away (void)
{
  g_autoptr (GString) text = g_string_new ("name,phone\n");

  while (text->len < 3000000)
    g_string_append (text, "Ann,13800138000\n");
  while (text->len < 6000000)
    g_string_append (text, "\xc0\xee\xc4\xc8,13800138000\n"); /* 李娜 */
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) guesses = guess_bytes (text->str, text->len, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (g_array_index (guesses, GxEncodingGuess, 0).name, ==, "GB18030");
  g_assert_true (gx_encoding_is_sure (guesses));
}

/* A few wrong bytes make no UTF-8 file another's. */
static void
test_broken (void)
{
  static const char text[] = "姓名,城市\n李娜,北京\n张敏,\xe4\xb8\n";
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) guesses = guess_bytes (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (guesses->len, ==, 1);
  g_assert_cmpstr (g_array_index (guesses, GxEncodingGuess, 0).name, ==, "UTF-8");
  g_assert_false (g_array_index (guesses, GxEncodingGuess, 0).is_whole);
}

static void
test_no_text (void)
{
  static const char bytes[] = "\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x10\0\0\0\x10\b\6\0\0\0\x1f\xf3\xff";
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) guesses = guess_bytes (bytes, sizeof bytes - 1, &error);

  g_assert_null (guesses);
  g_assert_error (error, GX_ERROR, GX_ERROR_INVALID);
}

int
main (int argc, char *argv[])
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/encoding/short", test_short);
  g_test_add_func ("/encoding/ambiguous", test_ambiguous);
  g_test_add_func ("/encoding/far-away", test_far_away);
  g_test_add_func ("/encoding/broken", test_broken);
  g_test_add_func ("/encoding/no-text", test_no_text);
  return g_test_run ();
}
