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

/* Beyond ASCII. */
static gboolean
is_kept (gunichar c)
{
  return (c >= 0x4e00 && c <= 0x9fff) || g_unichar_isalnum (c) || g_unichar_ismark (c);
}

/* Of text of ASCII as it is, of other text folded; @kept may be in its place. */
static void
keep_words (const char *text, char *kept)
{
  char *to = kept;

  for (const char *p = text, *next; *p != '\0'; p = next)
    {
      gboolean is_byte = (guchar) *p < 0x80;

      next = is_byte ? p + 1 : g_utf8_next_char (p);
      if (is_byte && g_ascii_isalnum (*p))
        *to++ = *p >= 'A' && *p <= 'Z' ? *p | 0x20 : *p;
      else if (!is_byte && is_kept (g_utf8_get_char (p)))
        while (p < next)
          *to++ = *p++;
      else if (*p != '\'' && *p != '.' && to > kept && to[-1] != ' ')
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

static char *
join_words (const char *text)
{
  char *joined = g_malloc (strlen (text) + 1), *to = joined;

  for (; *text != '\0'; text++)
    if (*text != ' ')
      *to++ = *text;
  *to = '\0';
  return joined;
}

static void
add_chinese_name (GxFace *self, const char *name)
{
  g_autofree char *joined = join_words (name);
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

/* Words that stand before a family name and belong to it: "van der Berg", "de la Cruz". */
static gboolean
is_particle (const char *word, gsize length)
{
  static const char * const particles[] = {
    "van", "von", "vom", "der", "den", "de", "del", "della", "dei", "di", "da", "dos", "das", "du", "la",
    "le", "ter", "ten", "te", "zu", "zum", "zur", "af", "av", "bin", "ibn", "el",
  };

  for (guint i = 0; i < G_N_ELEMENTS (particles); i++)
    if (strlen (particles[i]) == length && strncmp (particles[i], word, length) == 0)
      return TRUE;
  return FALSE;
}

/* Where the family name in "anna van der berg" begins, of which @family is known to be a part, or its last word:
 * at the first of its particles, but behind a first name. */
static const char *
find_particles (const char *name, const char *family)
{
  const char *begin = family;

  while (begin > name + 1 && begin[-1] == ' ')
    {
      const char *end = begin - 1, *word = end;

      while (word > name && word[-1] != ' ')
        word--;
      if (word == name || !is_particle (word, (gsize) (end - word)))
        break;
      begin = word;
    }
  return begin;
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
      last = find_particles (name, last + 1);
      add_text (self, GX_FACE_GIVEN, name, (gsize) (last - name));
      add_text (self, GX_FACE_FAMILY, last, strlen (last));
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

/* A family name that is known without its particles, "Berg", has them as it has them in the whole name. */
static void
complete_family (const char *whole, char **family, char **given)
{
  gsize length = strlen (whole), known = strlen (*family);
  const char *begin;

  if (length <= known || strcmp (whole + length - known, *family) != 0)
    return;
  begin = find_particles (whole, whole + length - known);
  if (begin == whole + length - known)
    return;
  g_free (*family);
  *family = g_strdup (begin);
  g_free (*given);
  *given = take_away (whole, *family);
}

void
gx_face_add_person (GxFace *self, const char *name, const char *family, const char *given)
{
  g_autofree char *bare = cut_brackets (name);
  g_autofree char *whole = tidy (bare), *kin = tidy (family), *own = tidy (given);

  if (own == NULL && kin != NULL && whole != NULL)
    {
      own = take_away (whole, kin);
      complete_family (whole, &kin, &own);
    }
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

#define ENDING(text) { text, sizeof text - 1 }

/* Leaves of a company's name what does not only say that it is one. */
static void
cut_to_core (char *name)
{
  static const struct {
    const char *text;
    gsize length;
  } endings[] = {
    ENDING ("有限责任公司"), ENDING ("股份有限公司"), ENDING ("集团有限公司"), ENDING ("有限公司"), ENDING ("分公司"),
    ENDING ("公司"), ENDING ("集团"), ENDING (" limited"), ENDING (" ltd"), ENDING (" inc"),
    ENDING (" incorporated"), ENDING (" llc"), ENDING (" plc"), ENDING (" gmbh"), ENDING (" ag"),
    ENDING (" corporation"), ENDING (" corp"), ENDING (" company"), ENDING (" co"), ENDING (" sa"),
    ENDING (" bv"), ENDING (" nv"), ENDING (" pty"), ENDING (" srl"), ENDING (" spa"), ENDING (" oy"),
    ENDING (" ab"), ENDING (" as"),
  };
  gsize length = strlen (name);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize n = endings[i].length;

      if (length <= n + 3 || memcmp (name + length - n, endings[i].text, n) != 0)
        continue;
      length -= n;
      name[length] = '\0';
      i = G_MAXUINT; /* "Pty Ltd": from the first again */
    }
}

static void
add_core (GxFace *self, GxFaceField field, const char *name)
{
  g_autofree char *core = tidy (name);

  if (core == NULL)
    return;
  cut_to_core (core);
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

/* "6 Tullaroop Street, Willaroo": the first is the street. */
static void
add_lines (GxFace *self, const char *street)
{
  g_auto (GStrv) lines = NULL;

  if (street == NULL || strstr (street, ", ") == NULL)
    {
      add_street (self, street);
      return;
    }
  lines = g_strsplit (street, ", ", -1);
  add_street (self, lines[0]);
  for (guint i = 1; lines[i] != NULL; i++)
    add_tidy (self, GX_FACE_PLACE, lines[i]);
}

void
gx_face_add_address (GxFace *self, const char *province, const char *city, const char *district,
                     const char *street, const char *postcode)
{
  add_lines (self, street);
  add_tidy (self, GX_FACE_DISTRICT, district);
  add_tidy (self, GX_FACE_CITY, city);
  add_tidy (self, GX_FACE_POSTCODE, postcode);
  add_tidy (self, GX_FACE_PROVINCE, province);
}
