/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "linkage.h"
#include "quality/gx-crowd-private.h"

#include <string.h>

/* What is said of two records, among some thousands of others: joined, asked about, or left apart. */

typedef enum { PART, ASK, JOIN } Verdict;

typedef struct {
  const char *name, *phone, *mail, *birthday, *company, *city, *street, *gender;
} Record;

typedef struct {
  const char *title;
  Verdict verdict;
  Record a, b;
} Case;

static const Case cases[] = {
  /* Names and cities have many. */
  { "a name and a city", ASK, { "慕容雪", .city = "漠河" }, { "慕容雪", .city = "漠河" } },
  { "a rare name alone", ASK, { "Xenophilia Quackenbush" }, { "Xenophilia Quackenbush" } },
  { "and a postal address", JOIN, { "慕容雪", .city = "北京", .street = "工体北路8号" },
    { "慕容雪", .city = "北京", .street = "工体北路8号" } },
  { "and a company", JOIN, { "慕容雪", .city = "北京", .company = "听雨文化" },
    { "慕容雪", .city = "北京", .company = "听雨文化" } },

  /* A household shares what is no person's own. */
  { "the telephone of a family", PART, { "王建国", "+8613812349999", .gender = "male" },
    { "李秀英", "+8613812349999", .gender = "female" } },
  { "and family name and home", PART, { "王建国", "+8613812349999", .street = "朝阳路8号" },
    { "王小雨", "+8613812349999", .street = "朝阳路8号" } },

  { "twins and their mother's mail", ASK,
    { "林晨", "+8613812349999", "lin@mail.example", "2001-05-06", "听雨文化", "北京", "朝阳路8号", "female" },
    { "林阳", "+8613812349999", "lin@mail.example", "2001-05-06", "听雨文化", "北京", "朝阳路8号", "female" } },

  /* Each has a way of their own to be reached. */
  { "colleagues of one name", ASK, { "刘峰", "+8613613913683", .company = "苏州广源科技", .city = "苏州" },
    { "刘峰", "+8615013818655", .company = "苏州广源科技", .city = "苏州" } },
  { "the same, rare", ASK, { "慕容雪", "+8613613913683", .company = "苏州广源科技", .city = "苏州" },
    { "慕容雪", "+8615013818655", .company = "苏州广源科技", .city = "苏州" } },
  { "by mail", ASK, { "慕容雪", NULL, "xue@office.example", .company = "苏州广源科技" },
    { "慕容雪", NULL, "murong.7@office.example", .company = "苏州广源科技" } },
  { "who were born the same day", JOIN,
    { "慕容雪", "+8613613913683", .company = "苏州广源科技", .birthday = "1986-03-05" },
    { "慕容雪", "+8615013818655", .company = "苏州广源科技", .birthday = "1986-03-05" } },
  { "whose mail is the same", JOIN, { "慕容雪", "+8613613913683", "xue@office.example" },
    { "慕容雪", "+8615013818655", "xue@office.example" } },
  { "who live in one house", JOIN, { "慕容雪", "+8613613913683", .city = "苏州", .street = "工体北路8号" },
    { "慕容雪", "+8615013818655", .city = "苏州", .street = "工体北路8号" } },
  { "only one says how", JOIN, { "慕容雪", "+8613613913683", .company = "苏州广源科技" },
    { "慕容雪", .company = "苏州广源科技" } },

  /* Birthdays are mistyped, known in part, and of two calendars. */
  { "a digit of the birthday", JOIN, { "张伟", "+8613812340001", .birthday = "1986-03-05" },
    { "张伟", "+8613812340001", .birthday = "1986-03-06" } },
  { "born another day", ASK, { "张伟", "+8613812340002", .birthday = "1986-03-05" },
    { "张伟", "+8613812340002", .birthday = "1991-11-23" } },
  { "the year alone", JOIN, { "张伟", "+8613812340003", .birthday = "1986-03-05" },
    { "张伟", "+8613812340003", .birthday = "1986" } },
  { "no year", JOIN, { "张伟", "+8613812340004", .birthday = "1986-03-05" },
    { "张伟", "+8613812340004", .birthday = "--03-05" } },
  { "another day without a year", JOIN, { "张伟", "+8613812340005", .birthday = "1986-03-05" },
    { "张伟", "+8613812340005", .birthday = "--03-06" } },
  { "that day in the old calendar", JOIN, { "张伟", "+8613812340006", .birthday = "1986-03-05" },
    { "张伟", "+8613812340006", .birthday = "L--01-25" } },
  { "of both calendars, another", JOIN, { "张伟", "+8613812340007", .birthday = "--03-05" },
    { "张伟", "+8613812340007", .birthday = "L--06-20" } },

  /* Not a whole name. */
  { "a family name at a telephone", ASK, { "钟建", "+8613812340008", .company = "立信" },
    { "钟先生", "+8613812340008", .company = "立信" } },
  { "two of a family name and company", PART, { "王总", "+8613812340009", .company = "武汉启明广告" },
    { "王总", "+8613812340010", .company = "武汉启明广告" } },
  { "two J. Smith of a company", ASK, { "J. Smith", .company = "Ironbridge Medical" },
    { "J. Smith", .company = "Ironbridge Medical" } },
};

static void
add (GxCrowd *crowd, GxFace *face, const Record *record)
{
  gx_face_clear (face);
  gx_face_add_person (face, record->name, NULL, NULL);
  gx_face_add_contact (face, "phone", record->phone);
  gx_face_add_contact (face, "mail", record->mail);
  gx_face_add_birthday (face, record->birthday);
  gx_face_add_company (face, record->company);
  gx_face_add_gender (face, record->gender);
  gx_face_add_address (face, NULL, record->city, NULL, record->street, NULL);
  gx_crowd_add (crowd, face);
}

static Verdict
judge (const GxComparison *comparison)
{
  if (comparison->probability >= GX_CROWD_JOIN)
    return JOIN;
  return comparison->probability >= GX_CROWD_ASK ? ASK : PART;
}

/* Each case among the same others, so that none makes another's values frequent. */
static void
test_case (gconstpointer data)
{
  const Case *it = data;
  g_auto (Linkage) linkage = { 0 };
  g_autoptr (GxFace) face = gx_face_new ();
  g_autoptr (GArray) pairs = NULL;
  GxComparison comparison;
  guint n;

  linkage_init (&linkage);
  linkage_make (&linkage, 2000, TRUE, 7);
  n = gx_crowd_n_faces (linkage.crowd);
  add (linkage.crowd, face, &it->a);
  add (linkage.crowd, face, &it->b);
  pairs = gx_crowd_find (linkage.crowd, GX_CROWD_ASK, NULL, NULL);
  gx_crowd_compare (linkage.crowd, n, n + 1, &comparison);
  g_test_message ("%s: %.4f, W %.1f, O %.1f", it->title, comparison.probability, comparison.weight,
                  comparison.own_weight);
  g_assert_cmpint (judge (&comparison), ==, it->verdict);
}

/* -- Birthdays -- */

static void
test_birthdays (void)
{
  static const struct { const char *a, *b; GxAgreement agreement; } days[] = {
    { "1986-03-05", "1986-03-06", GX_AGREES_NEARLY }, { "1986-03-05", "1987-03-05", GX_AGREES_NEARLY },
    { "1986-03-05", "1986-05-03", GX_AGREES_NEARLY }, { "1986-03-05", "1991-11-23", GX_AGREES_NOT },
    { "1986-03-05", "1986", GX_AGREES_NEARLY }, { "1986-03-05", "1987", GX_AGREES_NOT },
    { "1986-03-05", "1986-03", GX_AGREES_NEARLY }, { "1986-03-05", "1986-04", GX_AGREES_UNKNOWN },
    { "1986-03-05", "--03-05", GX_AGREES_NEARLY }, { "1986-03-05", "--03-06", GX_AGREES_UNKNOWN },
    { "1986-03-05", "--11-23", GX_AGREES_NOT }, { "--03-05", "--05-03", GX_AGREES_NEARLY },
    { "1986", "--03-05", GX_AGREES_UNKNOWN }, { "1986-03-05", "L--01-25", GX_AGREES_NEARLY },
    { "1986-03-05", "L1986-01-25", GX_AGREES_NEARLY }, { "1986-03-05", "L--03-05", GX_AGREES_NEARLY },
    { "1986-03-05", "L--06-20", GX_AGREES_NOT }, { "--03-05", "L--06-20", GX_AGREES_UNKNOWN },
    { "L--06-20", "L--06+20", GX_AGREES_UNKNOWN }, { "1908-12-33", "1908-12-32", GX_AGREES_NEARLY },
    { "1908-12-33", "1941-05-02", GX_AGREES_NOT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_test_message ("%s %s", days[i].a, days[i].b);
      g_assert_cmpint (_gx_crowd_compare_birthdays (days[i].a, days[i].b), ==, days[i].agreement);
      g_assert_cmpint (_gx_crowd_compare_birthdays (days[i].b, days[i].a), ==, days[i].agreement);
    }
}

/* -- Family names of several words -- */

static char *
list_names (const char *name, const char *family, const char *given)
{
  g_autoptr (GxFace) face = gx_face_new ();
  g_autoptr (GString) names = g_string_new (NULL);

  gx_face_add_person (face, name, family, given);
  for (guint i = 0; i < gx_face_n_texts (face); i++)
    {
      GxFaceField field;
      const char *text = gx_face_get_text (face, i, &field);

      g_string_append_printf (names, "%s%c:%s", i > 0 ? " " : "", field == GX_FACE_FAMILY ? 'f' : 'g', text);
    }
  return g_strdup (names->str);
}

/* However it was typed, or taken apart, it is one name. */
static void
test_particles (void)
{
  static const struct { const char *name, *family, *given, *names; } cases_of[] = {
    { "Anna van der Berg", NULL, NULL, "g:anna f:van der berg" },
    { "Anna van der Berg", "van der Berg", NULL, "f:van der berg g:anna" },
    { "Anna van der Berg", "Berg", NULL, "f:van der berg g:anna" },
    { NULL, "van der Berg", "Anna", "f:van der berg g:anna" },
    { "van der Berg, Anna", NULL, NULL, "f:van der berg g:anna" },
    { "María José de la Cruz", NULL, NULL, "g:maria jose f:de la cruz" },
    { "Van Morrison", NULL, NULL, "g:van f:morrison" },
    { "De la Cruz", NULL, NULL, "g:de f:la cruz" },
    { "Anna Maria Berg", "Berg", NULL, "f:berg g:anna maria" },
    { "Smith", "Smith", NULL, "f:smith" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases_of); i++)
    {
      g_autofree char *names = list_names (cases_of[i].name, cases_of[i].family, cases_of[i].given);

      g_assert_cmpstr (names, ==, cases_of[i].names);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/judgement/birthdays", test_birthdays);
  g_test_add_func ("/judgement/particles", test_particles);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/judgement/", cases[i].title, NULL);

      g_test_add_data_func (g_strdelimit (path, " ", '-'), &cases[i], test_case);
    }
  return g_test_run ();
}
