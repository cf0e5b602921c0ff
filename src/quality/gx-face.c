/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-text.h"
#include "quality/gx-face.h"

#include <string.h>

struct _GxFace {
  struct {
    GxFaceField field;
    guint start;
  } texts[GX_FACE_MOST_TEXTS];
  guint n_texts;
  GString *bytes;        /* every text with its end */
};

static const char * const names[GX_N_FACE_FIELDS] = {
  "family_name", "given_name", "organisation", "birthday", "gender", "mail", "chat", "phone", "company",
  "house", "street", "place", "district", "city", "postcode", "province",
};

const char *
gx_face_field_name (GxFaceField field)
{
  g_return_val_if_fail (field < GX_N_FACE_FIELDS, NULL);
  return names[field];
}

GxFace *
gx_face_new (void)
{
  GxFace *self = g_new0 (GxFace, 1);

  self->bytes = g_string_new (NULL);
  return self;
}

void
gx_face_free (GxFace *self)
{
  if (self == NULL)
    return;
  g_string_free (self->bytes, TRUE);
  g_free (self);
}

void
gx_face_clear (GxFace *self)
{
  self->n_texts = 0;
  g_string_truncate (self->bytes, 0);
}

guint
gx_face_n_texts (const GxFace *self)
{
  return self->n_texts;
}

const char *
gx_face_get_text (const GxFace *self, guint index, GxFaceField *field)
{
  g_return_val_if_fail (index < self->n_texts, NULL);

  *field = self->texts[index].field;
  return self->bytes->str + self->texts[index].start;
}

gboolean
gx_face_has_whole_name (const GxFace *self)
{
  for (guint i = 0; i < self->n_texts; i++)
    {
      const char *text = self->bytes->str + self->texts[i].start;
      gboolean is_initial = g_ascii_isalpha (*text) && text[1] == '\0';

      if (self->texts[i].field == GX_FACE_ORGANISATION)
        return TRUE;
      if (self->texts[i].field == GX_FACE_GIVEN && !is_initial)
        return TRUE;
    }
  return FALSE;
}

/* -- Texts -- */

static void
add_text (GxFace *self, GxFaceField field, const char *text, gsize length)
{
  while (length > 0 && text[0] == ' ')
    text++, length--;
  while (length > 0 && text[length - 1] == ' ')
    length--;
  if (length == 0 || self->n_texts == GX_FACE_MOST_TEXTS)
    return;
  self->texts[self->n_texts].field = field;
  self->texts[self->n_texts++].start = (guint) self->bytes->len;
  g_string_append_len (self->bytes, text, (gssize) length);
  g_string_append_c (self->bytes, '\0');
}

static gboolean
is_kept (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum (c);
  return (c >= 0x4e00 && c <= 0x9fff) || g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* Of text of ASCII as it is, of other text folded; @kept may be in its place. */
static void
keep_words (const char *text, char *kept)
{
  char *to = kept;

  for (const char *p = text, *next; *p != '\0'; p = next)
    {
      gunichar c = (guchar) *p < 0x80 ? (guchar) *p : g_utf8_get_char (p);

      next = (guchar) *p < 0x80 ? p + 1 : g_utf8_next_char (p);
      if (c < 0x80 && is_kept (c))
        *to++ = g_ascii_tolower (*p);
      else if (is_kept (c))
        while (p < next)
          *to++ = *p++;
      else if (c != '\'' && c != '.' && to > kept && to[-1] != ' ')
        *to++ = ' ';
    }
  if (to > kept && to[-1] == ' ')
    to--;
  *to = '\0';
}

static gboolean
is_ascii (const char *text)
{
  while (*text != '\0' && (guchar) *text < 0x80)
    text++;
  return *text == '\0';
}

/* Folded, without marks: "O'Brien-Smith" is "obrien smith". NULL where nothing is left. */
static char *
tidy (const char *text)
{
  g_autofree char *kept = NULL;

  if (text == NULL || *text == '\0')
    return NULL;
  if (is_ascii (text))
    {
      kept = g_malloc (strlen (text) + 1);
      keep_words (text, kept);
    }
  else
    {
      kept = gx_fold (text);
      keep_words (kept, kept);
    }
  return *kept != '\0' ? g_steal_pointer (&kept) : NULL;
}

static void
add_tidy (GxFace *self, GxFaceField field, const char *text)
{
  g_autofree char *tidied = tidy (text);

  if (tidied != NULL)
    add_text (self, field, tidied, strlen (tidied));
}

/* -- Names -- */

static gboolean
is_one_of (const char *word, const char * const *words)
{
  for (; *words != NULL; words++)
    if (strcmp (word, *words) == 0)
      return TRUE;
  return FALSE;
}

/* 张先生, 王总: a family name and how they are addressed. */
static gboolean
is_form_of_address (const char *text)
{
  static const char * const forms[] = { "先生", "女士", "小姐", "太太", "夫人", "总", "总经理", "经理", "老师", "老板", "主任",
                                        "医生", "律师", "教授", "工", "阿姨", "师傅", NULL };

  return is_one_of (text, forms);
}

/* 李娜女士 is 李娜. 李女士 keeps it, as all that is known, and so does 李建工, who is called so. */
static void
cut_form_of_address (char *name)
{
  guint n_before = 0;

  for (char *at = name; *at != '\0'; at = g_utf8_next_char (at))
    if (n_before++ >= 2 && strlen (at) > strlen ("工") && is_form_of_address (at))
      {
        *at = '\0';
        return;
      }
}

static void
add_chinese_name (GxFace *self, const char *name)
{
  g_auto (GStrv) words = g_strsplit (name, " ", -1);
  g_autofree char *joined = g_strjoinv ("", words);
  g_autofree char *family = NULL;
  const char *given;

  cut_form_of_address (joined);
  family = gx_surname (joined);
  given = joined + (family != NULL ? strlen (family) : 0);
  if (family != NULL)
    add_text (self, GX_FACE_FAMILY, family, strlen (family));
  if (*given != '\0' && !is_form_of_address (given))
    add_text (self, GX_FACE_GIVEN, given, strlen (given));
}

static const char *
skip_title (const char *name)
{
  static const char * const titles[] = { "mr", "mrs", "ms", "miss", "dr", "prof", "sir", NULL };
  g_autofree char *first = g_strndup (name, strcspn (name, " "));

  return name[strlen (first)] == ' ' && is_one_of (first, titles) ? name + strlen (first) + 1 : name;
}

/* "Anna Maria Smith", "Smith, Anna Maria"; a single word may be either, and more people go by the given. */
static void
add_latin_name (GxFace *self, const char *name, const char *typed)
{
  const char *comma = strchr (typed, ','), *last;

  name = skip_title (name);
  last = strrchr (name, ' ');
  if (comma != NULL)
    {
      g_autofree char *before = g_strndup (typed, (gsize) (comma - typed));

      add_tidy (self, GX_FACE_FAMILY, before);
      add_tidy (self, GX_FACE_GIVEN, comma + 1);
    }
  else if (last != NULL)
    {
      add_text (self, GX_FACE_GIVEN, name, (gsize) (last - name));
      add_text (self, GX_FACE_FAMILY, last + 1, strlen (last + 1));
    }
  else
    add_text (self, GX_FACE_GIVEN, name, strlen (name));
}

/* What is left of a whole name when the family name is taken from its end or beginning. */
static char *
take_away (const char *name, const char *family)
{
  gsize length = strlen (name), taken = strlen (family);

  if (length < taken)
    return g_strdup (name);
  if (strcmp (name + length - taken, family) == 0)
    return g_strndup (name, length - taken);
  return g_strdup (g_str_has_prefix (name, family) ? name + taken : name);
}

/* 王芳（财务） without what somebody noted behind it; "Li (Ming) Wei" as it is. */
static char *
cut_brackets (const char *name)
{
  const char *open = NULL;

  if (name == NULL || (!g_str_has_suffix (name, ")") && !g_str_has_suffix (name, "）")))
    return g_strdup (name);
  for (const char *p = name; *p != '\0'; p = g_utf8_next_char (p))
    if (p > name && open == NULL && (*p == '(' || g_str_has_prefix (p, "（")))
      open = p;
  return open != NULL ? g_strndup (name, (gsize) (open - name)) : g_strdup (name);
}

void
gx_face_add_person (GxFace *self, const char *name, const char *family, const char *given)
{
  g_autofree char *bare = cut_brackets (name);
  g_autofree char *whole = tidy (bare), *kin = tidy (family), *own = tidy (given);

  if (own == NULL && kin != NULL && whole != NULL)
    own = take_away (whole, kin);
  if (kin != NULL || own != NULL)
    {
      if (kin != NULL)
        add_text (self, GX_FACE_FAMILY, kin, strlen (kin));
      if (own != NULL && !is_form_of_address (own))
        add_text (self, GX_FACE_GIVEN, own, strlen (own));
    }
  else if (whole != NULL && gx_text_is_chinese (whole))
    add_chinese_name (self, whole);
  else if (whole != NULL)
    add_latin_name (self, whole, bare);
}

/* The name of a company without what only says that it is one. */
static char *
take_core (const char *tidied)
{
  static const char * const endings[] = {
    "有限责任公司", "股份有限公司", "集团有限公司", "有限公司", "分公司", "公司", "集团",
    " limited", " ltd", " inc", " incorporated", " llc", " plc", " gmbh", " ag", " corporation", " corp",
    " company", " co", " sa", " bv", " nv", " pty", " srl", " spa", " oy", " ab", " as",
  };
  char *core = g_strdup (tidied);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    if (g_str_has_suffix (core, endings[i]) && strlen (core) > strlen (endings[i]) + 3)
      {
        core[strlen (core) - strlen (endings[i])] = '\0';
        i = G_MAXUINT; /* "Pty Ltd": from the first again */
      }
  return core;
}

static void
add_core (GxFace *self, GxFaceField field, const char *name)
{
  g_autofree char *tidied = tidy (name);
  g_autofree char *core = tidied != NULL ? take_core (tidied) : NULL;

  if (core != NULL)
    add_text (self, field, core, strlen (core));
}

void
gx_face_add_organisation (GxFace *self, const char *name)
{
  add_core (self, GX_FACE_ORGANISATION, name);
}

void
gx_face_add_company (GxFace *self, const char *name)
{
  add_core (self, GX_FACE_COMPANY, name);
}

/* -- The rest -- */

void
gx_face_add_contact (GxFace *self, const char *kind, const char *key)
{
  static const struct { const char *kind; GxFaceField field; } kinds[] = {
    { "phone", GX_FACE_PHONE }, { "mail", GX_FACE_MAIL }, { "wechat", GX_FACE_CHAT }, { "qq", GX_FACE_CHAT },
  };

  for (guint i = 0; key != NULL && i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kind, kinds[i].kind) == 0)
      add_text (self, kinds[i].field, key, strlen (key));
}

void
gx_face_add_birthday (GxFace *self, const char *stored)
{
  if (stored != NULL)
    add_text (self, GX_FACE_BIRTHDAY, stored, strlen (stored));
}

void
gx_face_add_gender (GxFace *self, const char *gender)
{
  if (gender != NULL)
    add_text (self, GX_FACE_GENDER, gender, strlen (gender));
}

static gboolean
is_end_of_word (char c)
{
  return c == ' ' || c == '\0';
}

/* A house number at the beginning: "69 giblin street", "12a high st". */
static void
add_street (GxFace *self, const char *line)
{
  g_autofree char *tidied = tidy (line);
  const char *from = tidied;
  gsize digits;

  if (tidied == NULL)
    return;
  digits = strspn (tidied, "0123456789");
  if (digits > 0 && g_ascii_islower (tidied[digits]) && is_end_of_word (tidied[digits + 1]))
    digits++;
  if (digits > 0 && is_end_of_word (tidied[digits]))
    {
      add_text (self, GX_FACE_HOUSE, tidied, digits);
      from = tidied + digits;
    }
  add_text (self, GX_FACE_STREET, from, strlen (from));
}

void
gx_face_add_address (GxFace *self, const char *province, const char *city, const char *district,
                     const char *street, const char *postcode)
{
  g_auto (GStrv) lines = g_strsplit (street != NULL ? street : "", ", ", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (i == 0)
      add_street (self, lines[0]);
    else
      add_tidy (self, GX_FACE_PLACE, lines[i]);
  add_tidy (self, GX_FACE_DISTRICT, district);
  add_tidy (self, GX_FACE_CITY, city);
  add_tidy (self, GX_FACE_POSTCODE, postcode);
  add_tidy (self, GX_FACE_PROVINCE, province);
}
