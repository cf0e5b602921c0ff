/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-division.h"

#include <string.h>

#include "base/gx-division-private.h"
#include "base/gx-text.h"

#define BYTES_A_CHARACTER 3
#define SHORTEST_ALONE 9  /* bytes: a district of two characters ("东区") says nothing by itself */

#define LONGEST_LABEL 30  /* bytes */

typedef enum { PROVINCE, CITY, DISTRICT } Level;

/* How far a folded text was read. */
typedef struct {
  const char *at;
} Reader;

/* What was found at a place. */
typedef struct {
  const GxDivision *division;
  gsize length;        /* bytes of the text */
  gboolean is_full;
  guint n;             /* how many are as good */
} Found;

static gsize
prefix_of (const char *text, const char * const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (g_str_has_prefix (text, words[i]))
      return strlen (words[i]);

  return 0;
}

/* Behind a name for short: it is a street's or a gate's, as in 南京西路 or 朝阳门, or of another level. */
static gboolean
is_other_name (const char *text)
{
  static const char * const between[] = {
    "东", "南", "西", "北", "中", "大", "内", "外", "一", "二", "三", "四", NULL
  };
  static const char * const streets[] = { "路", "街", "道", "巷", "弄", "胡同", "桥", "门", NULL };
  static const char * const others[] = {
    "寺", "站", "口", "城", "村", "镇", "乡", "湖", "河", "江", "省", "市", "区", "县", "旗", "州", "盟", "地区", NULL
  };

  if (prefix_of (text, streets) > 0 || prefix_of (text, others) > 0)
    return TRUE;
  for (guint i = 0; i < 2; i++)
    {
      gsize length = prefix_of (text, between);

      if (length == 0)
        return FALSE;
      text += length;
      if (prefix_of (text, streets) > 0)
        return TRUE;
    }

  return FALSE;
}

static Found find (const GxDivision *divisions, guint n, Level level, const char *text);

/* Whether @text begins with a part of the division: 重庆 before 江北区, 青岛 before 市南区. */
static gboolean
begins_with_part (const GxDivision *self, Level level, const char *text)
{
  const GxDivision *first = self, *last = self, *parts;

  if (level == PROVINCE)
    {
      first = &gx_division_cities[self->first];
      last = first + self->n - 1;
      if (find (first, self->n, CITY, text).division != NULL)
        return TRUE;
    }

  parts = &gx_division_districts[first->first];
  return find (parts, last->first + last->n - first->first, DISTRICT, text).is_full;
}

/* The end of its name that the text has, too; what is a county's city is not what is a prefecture's. */
static gsize
end_of (const GxDivision *self, Level level, const char *text)
{
  static const char * const ends[][8] = {
    [PROVINCE] = { "自治区", "省", NULL },
    [CITY] = { "自治州", "市", "州", "地区", "盟", NULL },
    [DISTRICT] = { "自治县", "自治旗", "新区", "区", "县", "市", "旗", NULL },
  };
  gsize length = prefix_of (text, ends[level]);
  g_autofree char *end = g_strndup (text, length);

  return level == DISTRICT || (length > 0 && g_str_has_suffix (self->name, end)) ? length : 0;
}

/* How many bytes of @text name the division: all of it, or 延边, 延边州, 密云县 (a 区 today). */
static gsize
match (const GxDivision *self, Level level, const char *text, gboolean *is_full)
{
  gboolean is_short = self->stem > 0 && strncmp (text, self->name, self->stem) == 0;
  gsize end;

  *is_full = g_str_has_prefix (text, self->name);
  if (level == CITY && is_short && g_str_has_prefix (text + self->stem, "市") &&
      begins_with_part (self, level, text + self->stem))
    {
      *is_full = FALSE;
      return self->stem;
    }
  if (*is_full)
    return strlen (self->name);
  if (!is_short)
    return 0;
  end = end_of (self, level, text + self->stem);
  if (end > 0)
    return self->stem + end;
  text += self->stem;
  if (!is_other_name (text) || (level != DISTRICT && begins_with_part (self, level, text)))
    return self->stem;

  return 0;
}

/* The longest; what is written in full before what is not. */
static Found
find (const GxDivision *divisions, guint n, Level level, const char *text)
{
  Found best = { 0 };

  if (strnlen (text, BYTES_A_CHARACTER) < BYTES_A_CHARACTER)
    return best;
  for (guint i = 0; i < n; i++)
    {
      gboolean is_full = FALSE;
      gsize length;

      if (memcmp (divisions[i].name, text, BYTES_A_CHARACTER) != 0)
        continue;
      length = match (&divisions[i], level, text, &is_full);
      if (length == 0 || length < best.length)
        continue;
      if (length == best.length && best.is_full == is_full)
        best.n++;
      else if (length > best.length || is_full)
        best = (Found) { &divisions[i], length, is_full, 1 };
    }

  return best;
}

static void
skip (Reader *self)
{
  static const char * const between[] = { " ", ",", ".", "/", "-", "·", "|", "、", "市辖区", NULL };

  for (gsize length = prefix_of (self->at, between); length > 0; length = prefix_of (self->at, between))
    self->at += length;
}

static const GxDivision *
take (Reader *self, const Found *found)
{
  if (found->division == NULL)
    return NULL;

  self->at += found->length;
  skip (self);
  return found->division;
}

/* The only one of a name, with where it is: what nobody wrote is added. */
static const GxDivision *
take_only (Reader *self, const Found *found, const GxDivision **parent)
{
  const GxDivision *division = take (self, found);

  if (division == NULL || found->n > 1)
    return division;
  *parent = &gx_division_cities[division->parent];
  return division;
}

static gboolean
is_municipality (const GxDivision *province)
{
  return province->n == 1 && strcmp (gx_division_cities[province->first].name, province->name) == 0;
}

static const GxDivision *
read_city (Reader *self, const GxDivision *province)
{
  static const char doubtful[] = "朝阳市"; /* for short it is rather Beijing's district */
  Found found;

  if (province == NULL)
    {
      found = find (gx_division_cities, gx_division_n_cities, CITY, self->at);
      if (found.division == NULL
          || (found.length == found.division->stem && strcmp (found.division->name, doubtful) == 0)
          || is_municipality (&gx_division_provinces[found.division->parent]))
        return NULL;
      return take (self, &found);
    }
  found = find (&gx_division_cities[province->first], province->n, CITY, self->at);
  if (!is_municipality (province))
    return take (self, &found);
  return &gx_division_cities[province->first];
}

/* 北京市北京市, and 广州市广州市 */
static void
skip_again (Reader *self, const GxDivision *city)
{
  if (city == NULL || !g_str_has_prefix (self->at, city->name))
    return;
  self->at += strlen (city->name);
  skip (self);
}

static const GxDivision *
read_district (Reader *self, const GxDivision *province, const GxDivision **city)
{
  Found found;

  if (*city != NULL)
    {
      found = find (&gx_division_districts[(*city)->first], (*city)->n, DISTRICT, self->at);
      return take (self, &found);
    }
  if (province != NULL)
    {
      const GxDivision *last = &gx_division_cities[province->first + province->n - 1];
      guint first = gx_division_cities[province->first].first;

      found = find (&gx_division_districts[first], last->first + last->n - first, DISTRICT, self->at);
      return take_only (self, &found, city);
    }
  found = find (gx_division_districts, gx_division_n_districts, DISTRICT, self->at);
  if (!found.is_full || found.length < SHORTEST_ALONE)
    return NULL;
  return take_only (self, &found, city);
}

/* FALSE where the reader stands where it stood. */
static gboolean
read_all (Reader *self, GxDivisions *divisions)
{
  static const char * const countries[] = { "中华人民共和国", "中国", NULL };
  const char *begin;
  Found found;
  const GxDivision *province, *city, *district;

  skip (self);
  self->at += prefix_of (self->at, countries);
  skip (self);
  begin = self->at;
  found = find (gx_division_provinces, gx_division_n_provinces, PROVINCE, self->at);
  province = take (self, &found);
  city = read_city (self, province);
  skip_again (self, city);
  district = read_district (self, province, &city);
  if (province == NULL && city != NULL)
    province = &gx_division_provinces[city->parent];

  divisions->province = province != NULL ? province->name : NULL;
  divisions->city = city != NULL ? city->name : NULL;
  divisions->district = district != NULL ? district->name : NULL;
  return self->at != begin;
}

/* "地址：北京市…", "【总部】北京市…" */
static gboolean
find_behind_label (const char *folded, const char **at)
{
  static const char * const ends[] = { ":", ")", "】", "]" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      const char *end = strstr (folded, ends[i]);

      if (end == NULL || end - folded > LONGEST_LABEL)
        continue;
      *at = end + strlen (ends[i]);
      return TRUE;
    }

  return FALSE;
}

/* Whether the names stand in @text as they are, side by side, and nothing else before the rest. */
static gboolean
is_as_typed (const GxDivisions *self, const char *text)
{
  const char *names[] = {
    self->province, g_strcmp0 (self->city, self->province) != 0 ? self->city : NULL, self->district
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (names[i] != NULL)
      {
        if (!g_str_has_prefix (text, names[i]))
          return FALSE;
        text += strlen (names[i]);
      }

  return text == self->rest;
}

gboolean
gx_divisions_read (const char *text, GxDivisions *self)
{
  g_autofree char *folded = NULL;
  g_autoptr (GArray) places = NULL;
  Reader reader = { NULL };
  gboolean is_behind = FALSE;

  g_return_val_if_fail (text != NULL && self != NULL, FALSE);

  *self = (GxDivisions) { .rest = text };
  if (!gx_text_is_chinese (text))
    return FALSE;
  folded = gx_fold_with_places (text, &places);
  reader.at = folded;
  if (!read_all (&reader, self))
    {
      is_behind = find_behind_label (folded, &reader.at) && read_all (&reader, self);
      if (!is_behind)
        return FALSE;
    }

  if (!is_behind)
    self->rest = text + g_array_index (places, guint, reader.at - folded);
  self->is_as_typed = is_behind || is_as_typed (self, text);
  return TRUE;
}
