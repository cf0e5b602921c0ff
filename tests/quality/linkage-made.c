/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "linkage.h"

#include <string.h>

/* Customers out of dice: strangers, families that share a phone and a home, colleagues, and of some people a
   second record with what people do to records. The same for the same seed everywhere. */

static guint64
roll (guint64 *dice)
{
  guint64 z = *dice += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ z >> 30) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ z >> 27) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ z >> 31;
}

static guint
pick (guint64 *dice, guint n)
{
  return (guint) (roll (dice) % n);
}

/* Few are common, most are rare. */
static guint
pick_common (guint64 *dice, guint n)
{
  guint a = pick (dice, n), b = pick (dice, n), c = pick (dice, n);

  return MIN (MIN (a, b), c);
}

static gboolean
happens (guint64 *dice, guint per_mille)
{
  return pick (dice, 1000) < per_mille;
}

typedef struct {
  char *family, *given, *phone, *mail, *wechat, *company, *birthday, *gender, *city, *street, *postcode;
} Person;

static void
clear_person (Person *self)
{
  char **texts = (char **) self;

  for (gsize i = 0; i < sizeof *self / sizeof *texts; i++)
    g_clear_pointer (&texts[i], g_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Person, clear_person)

static void
copy_person (Person *self, const Person *other)
{
  for (gsize i = 0; i < sizeof *self / sizeof (char *); i++)
    ((char **) self)[i] = g_strdup (((char * const *) other)[i]);
}

static void
replace (char **text, char *with)
{
  g_free (*text);
  *text = with;
}

/* -- People -- */

static const char families_zh[] = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
static const char given_zh[] =
  "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建文志国海波宁辉鹏飞宇轩浩然子涵梓欣怡诗琪雨佳慧思嘉晨阳博雅婷雪莹晓东南北山川林森"
  "维洁亭鸣雯燕颖蓉瑶瑾瑜琳";
static const char places_zh[] = "北京上海广州深圳杭州成都武汉西安南京重庆天津苏州长沙郑州青岛大连厦门宁波合肥昆明";

static char *
character_of (const char *text, guint index)
{
  const char *at = g_utf8_offset_to_pointer (text, index);

  return g_strndup (at, (gsize) (g_utf8_next_char (at) - at));
}

static char *
make_word (guint64 seed, guint n_syllables)
{
  static const char consonants[] = "bcdfghjklmnprstvwz", vowels[] = "aeiou";
  GString *word = g_string_new (NULL);
  guint64 dice = seed;

  for (guint i = 0; i < n_syllables; i++)
    {
      g_string_append_c (word, consonants[pick (&dice, sizeof consonants - 1)]);
      g_string_append_c (word, vowels[pick (&dice, 5)]);
      if (happens (&dice, 300))
        g_string_append_c (word, consonants[pick (&dice, sizeof consonants - 1)]);
    }
  return g_string_free (word, FALSE);
}

static char *
make_given (guint64 *dice, gboolean is_chinese)
{
  guint n = (guint) g_utf8_strlen (given_zh, -1);
  g_autofree char *one = NULL, *two = NULL;

  if (!is_chinese)
    return make_word (1000 + pick_common (dice, 400), 2);
  one = character_of (given_zh, pick_common (dice, n));
  two = happens (dice, 650) ? character_of (given_zh, pick_common (dice, n)) : NULL;
  return g_strconcat (one, two, NULL);
}

static char *
make_phone (guint64 *dice, gboolean is_chinese)
{
  return is_chinese ? g_strdup_printf ("+861%u%09u", 3 + pick (dice, 7), pick (dice, 1000000000))
                    : g_strdup_printf ("+4477%08u", pick (dice, 100000000));
}

static char *
make_birthday (guint64 *dice)
{
  return g_strdup_printf ("%04u-%02u-%02u", 1940 + pick (dice, 65), 1 + pick (dice, 12), 1 + pick (dice, 28));
}

static void
make_address (guint64 *dice, gboolean is_chinese, Person *self)
{
  guint city = pick_common (dice, is_chinese ? 20 : 200);
  g_autofree char *one = NULL, *two = NULL, *street = NULL;

  if (is_chinese)
    {
      one = character_of (places_zh, city * 2);
      two = character_of (places_zh, city * 2 + 1);
      replace (&self->city, g_strconcat (one, two, NULL));
      replace (&self->street, g_strdup_printf ("%s路%u号%u室", self->city, pick (dice, 900), pick (dice, 900)));
      return;
    }
  street = make_word (5000 + pick (dice, 1500), 3);
  replace (&self->city, make_word (9000 + city, 3));
  replace (&self->street, g_strdup_printf ("%u %s street", 1 + pick (dice, 150), street));
  replace (&self->postcode, g_strdup_printf ("%u", 2000 + city * 3 + pick (dice, 3)));
}

static void
make_company (guint64 *dice, gboolean is_chinese, Person *self)
{
  g_autofree char *word = NULL, *one = NULL, *two = NULL;
  guint n = (guint) g_utf8_strlen (given_zh, -1);

  if (is_chinese)
    {
      one = character_of (given_zh, pick (dice, n));
      two = character_of (given_zh, pick (dice, n));
      replace (&self->company, g_strdup_printf ("%s%s%s科技有限公司", self->city, one, two));
      return;
    }
  word = make_word (20000 + pick (dice, 2000), 3);
  replace (&self->company, g_strconcat (word, " ltd", NULL));
}

static void
make_person (guint64 *dice, gboolean is_chinese, Person *self)
{
  guint n = (guint) g_utf8_strlen (families_zh, -1);

  self->family = is_chinese ? character_of (families_zh, pick_common (dice, n))
                            : make_word (2000 + pick_common (dice, 2500), 3);
  self->given = make_given (dice, is_chinese);
  self->phone = make_phone (dice, is_chinese);
  if (happens (dice, 500))
    self->mail = g_strdup_printf ("%s%u@mail.example", is_chinese ? "u" : self->given, pick (dice, 1000000));
  if (is_chinese && happens (dice, 400))
    self->wechat = g_strdup_printf ("wx_%u", pick (dice, 100000000));
  if (happens (dice, 500))
    self->birthday = make_birthday (dice);
  if (happens (dice, 600))
    self->gender = g_strdup (happens (dice, 500) ? "female" : "male");
  make_address (dice, is_chinese, self);
  if (happens (dice, 500))
    make_company (dice, is_chinese, self);
}

/* Somebody of the same family and home, who may have only that one's phone. */
static void
make_relative (guint64 *dice, gboolean is_chinese, Person *self)
{
  g_autofree char *given = g_strdup (self->given);

  do
    replace (&self->given, make_given (dice, is_chinese));
  while (strcmp (self->given, given) == 0);
  if (happens (dice, 300))
    replace (&self->family, make_word (2000 + pick (dice, 2500), 3));
  if (happens (dice, 500))
    replace (&self->phone, make_phone (dice, is_chinese));
  replace (&self->wechat, NULL);
  if (happens (dice, 800))
    replace (&self->mail, NULL);
  if (happens (dice, 960)) /* else twins */
    replace (&self->birthday, happens (dice, 500) ? make_birthday (dice) : NULL);
  if (happens (dice, 500))
    replace (&self->gender, g_strdup (happens (dice, 500) ? "female" : "male"));
}

/* Somebody of the same company, perhaps with its switchboard's number. */
static void
make_colleague (guint64 *dice, gboolean is_chinese, Person *self)
{
  g_auto (Person) other = { 0 };

  make_person (dice, is_chinese, &other);
  replace (&other.company, g_strdup (self->company));
  replace (&other.city, g_strdup (self->city));
  if (happens (dice, 300))
    replace (&other.phone, g_strdup (self->phone));
  clear_person (self);
  copy_person (self, &other);
}

/* -- What people do to records -- */

static void
slip (guint64 *dice, char **text)
{
  gsize length = *text != NULL ? strlen (*text) : 0;
  gsize at = length > 1 ? pick (dice, (guint) length - 1) : 0;
  char letter;

  if (length < 3 || (guchar) (*text)[at] >= 0x80 || (guchar) (*text)[at + 1] >= 0x80)
    return;
  if (happens (dice, 400))
    {
      letter = (*text)[at];
      (*text)[at] = (*text)[at + 1];
      (*text)[at + 1] = letter;
    }
  else if (g_ascii_isdigit ((*text)[at]))
    (*text)[at] = (char) ('0' + pick (dice, 10));
  else if (g_ascii_isalpha ((*text)[at]))
    (*text)[at] = (char) ('a' + pick (dice, 26));
}

static void
mishear (char **text)
{
  static const char * const pairs[][2] = { { "伟", "维" }, { "杰", "洁" }, { "婷", "亭" }, { "明", "鸣" },
                                           { "文", "雯" }, { "艳", "燕" }, { "英", "颖" }, { "玉", "瑜" } };

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    if (strstr (*text, pairs[i][0]) != NULL)
      {
        g_auto (GStrv) parts = g_strsplit (*text, pairs[i][0], 2);

        replace (text, g_strjoinv (pairs[i][1], parts));
        return;
      }
}

static void
spoil (guint64 *dice, gboolean is_chinese, Person *self)
{
  char **losable[] = { &self->given, &self->phone, &self->mail, &self->wechat, &self->company,
                       &self->birthday, &self->gender, &self->city, &self->street, &self->postcode };

  if (happens (dice, 60))
    slip (dice, &self->given);
  if (happens (dice, 60))
    slip (dice, &self->family);
  if (is_chinese && happens (dice, 80))
    mishear (&self->given);
  if (happens (dice, 30))
    {
      char *swap = self->family;

      self->family = self->given;
      self->given = swap;
    }
  if (happens (dice, 200))
    replace (&self->phone, make_phone (dice, is_chinese));
  else if (happens (dice, 40))
    slip (dice, &self->phone);
  if (happens (dice, 60))
    slip (dice, &self->birthday);
  if (happens (dice, 100))
    make_address (dice, is_chinese, self);
  if (happens (dice, 100))
    slip (dice, &self->street);
  if (happens (dice, 200))
    replace (&self->mail, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (losable); i++)
    if (happens (dice, i == 0 ? 10 : 80))
      replace (losable[i], NULL);
}

/* -- The file -- */

static void
add_row (Linkage *linkage, GxFace *face, const Person *self, guint number)
{
  g_autofree char *truth = g_strdup_printf ("%u", number);

  gx_face_clear (face);
  gx_face_add_person (face, NULL, self->family, self->given);
  gx_face_add_contact (face, "phone", self->phone);
  gx_face_add_contact (face, "mail", self->mail);
  gx_face_add_contact (face, "wechat", self->wechat);
  gx_face_add_company (face, self->company);
  gx_face_add_birthday (face, self->birthday);
  gx_face_add_gender (face, self->gender);
  gx_face_add_address (face, NULL, self->city, NULL, self->street, self->postcode);
  linkage_add (linkage, face, truth);
}

void
linkage_make (Linkage *self, guint n_people, gboolean is_chinese, guint64 seed)
{
  g_autoptr (GxFace) face = gx_face_new ();
  g_auto (Person) last = { 0 };
  guint64 dice = seed;

  for (guint i = 0; i < n_people; i++)
    {
      g_auto (Person) person = { 0 };
      gboolean follows = last.family != NULL && last.given != NULL;

      copy_person (&person, &last);
      if (follows && happens (&dice, 150))
        make_relative (&dice, is_chinese, &person);
      else if (follows && last.company != NULL && happens (&dice, 150))
        make_colleague (&dice, is_chinese, &person);
      else
        {
          clear_person (&person);
          make_person (&dice, is_chinese, &person);
        }
      clear_person (&last);
      copy_person (&last, &person);
      add_row (self, face, &person, i);
      while (happens (&dice, 200))
        {
          g_auto (Person) again = { 0 };

          copy_person (&again, &person);
          spoil (&dice, is_chinese, &again);
          add_row (self, face, &again, i);
        }
    }
}
