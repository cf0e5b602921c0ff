/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-phone-private.h"

#include <string.h>

#include "base/gx-text-private.h"

#define LONGEST_LABELLED 200 /* bytes */
#define MIN_DIGITS_BEFORE_EXTENSION 5
#define MAX_DIGITS_OF_EXTENSION 5
#define MAX_DISPLAYED_DIGITS 6 /* of 1.38001E+10, which is all a spreadsheet's narrow cell keeps */

/* -- Chinese numbers, by the plan of 2024 */

static gboolean
has_digits (const char *text, gsize length)
{
  return strlen (text) == length && strspn (text, "0123456789") == length;
}

/* 11 digits: 13x, 145 … 149, 150 … 159 without 154, 162, 165 … 167, 170 … 178, 18x, 19x. */
static gboolean
is_mobile (const char *digits)
{
  static const char * const third[] = {
    "0123456789", "56789", "012356789", "2567", "012345678", "0123456789", "0123456789",
  };

  return has_digits (digits, 11) && digits[0] == '1' && digits[1] >= '3'
         && strchr (third[digits[1] - '3'], digits[2]) != NULL;
}

/* How long the area code at the beginning is, without its 0: 2 for 10 and 2x, 3 for the others, 0 where it
   is none. */
static gsize
area_length (const char *digits)
{
  if (g_str_has_prefix (digits, "10"))
    return 2;
  if (digits[0] == '2' && digits[1] != '\0')
    return digits[1] != '6' ? 2 : 0;
  if (digits[0] >= '3' && digits[0] <= '9' && digits[1] != '\0' && digits[2] != '\0')
    return 3;

  return 0;
}

/* Area and number without the 0: "1065529988", "75588881234", "3103123456". A number never begins with 0
   or 1. */
static gboolean
is_landline (const char *digits)
{
  gsize area = area_length (digits);
  gsize number = strlen (digits) - area;

  if (area == 0 || digits[area] < '2' || strspn (digits, "0123456789") != strlen (digits))
    return FALSE;

  return number == 8 || (area == 3 && number == 7);
}

static gboolean
is_400 (const char *digits)
{
  return has_digits (digits, 10) && g_str_has_prefix (digits, "400");
}

/* -- What was typed */

/* "1.3800138E+10" and "13800138000.0": what a spreadsheet makes of a number. NULL where it is not that. */
static char *
expand_float (const char *text, gboolean *is_rounded)
{
  gsize whole = strspn (text, "0123456789"), significant;
  const char *at = text + whole;
  g_autoptr (GString) digits = NULL;
  gint64 exponent = 0;

  if (whole == 0 || (*at != '.' && (whole != 1 || g_ascii_toupper (*at) != 'E')))
    return NULL;
  digits = g_string_new_len (text, (gssize) whole);
  if (*at == '.')
    for (at++; g_ascii_isdigit (*at); at++)
      g_string_append_c (digits, *at);

  significant = digits->len;
  if (g_ascii_toupper (*at) == 'E')
    {
      char *end = NULL;

      exponent = g_ascii_strtoll (at + 1, &end, 10);
      if (whole != 1 || end == at + 1 || *end != '\0' || exponent < 6 || exponent > 14)
        return NULL;
    }
  else if (*at != '\0' || whole < 7 || strspn (digits->str + whole, "0") != digits->len - whole)
    return NULL;

  *is_rounded = exponent > 0 && significant <= MAX_DISPLAYED_DIGITS;
  g_string_truncate (digits, MIN (digits->len, whole + (gsize) exponent));
  while (digits->len < whole + (gsize) exponent)
    g_string_append_c (digits, '0');

  return g_string_free (g_steal_pointer (&digits), FALSE);
}

static char *
take_digits (const char *text)
{
  char *digits = g_malloc (strlen (text) + 1), *to = digits;

  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      *to++ = *text;
  *to = '\0';

  return digits;
}

static gboolean
has_letters (const char *text)
{
  for (; *text != '\0'; text = g_utf8_next_char (text))
    if ((guchar) *text < 0x80 ? g_ascii_isalpha (*text) : g_unichar_isalpha (g_utf8_get_char (text)))
      return TRUE;

  return FALSE;
}

/* "10-6552 9988", "755 88881234": a landline whose area code stands apart and has lost its 0. Groups of three,
   three and four are North America's. */
static gboolean
has_lost_zero (const char *text)
{
  gsize area = area_length (text), group;
  g_autofree char *digits = NULL;
  const char *rest;

  if (area == 0 || (text[area] != '-' && text[area] != ' '))
    return FALSE;
  rest = text + area + strspn (text + area, "- ");
  group = strspn (rest, "0123456789");
  if (group == 4 && (rest[4] == '-' || rest[4] == ' '))
    group += 1 + strspn (rest + 5, "0123456789");
  if (group < 7 || rest[group] != '\0')
    return FALSE;
  digits = take_digits (text);
  return is_landline (digits);
}

static gsize
count_digits (const char *text, const char *end)
{
  gsize count = 0;

  for (; text < end; text++)
    count += g_ascii_isdigit (*text);

  return count;
}

/* Where an extension begins ("转", "ext." …), or NULL; @end: behind its word. */
static char *
find_extension (char *text, char **end)
{
  static const char * const words[] = { "分机", "转", "轉", "extension", "ext", "x", "#" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      char *at = strstr (text, words[i]);

      if (at == NULL || count_digits (text, at) < MIN_DIGITS_BEFORE_EXTENSION)
        continue;
      *end = at + strlen (words[i]);
      return at;
    }

  return NULL;
}

/* "010-65529988-123": a short group behind a whole number is an extension too. */
static void
split_last_group (char *text, char **extension)
{
  char *dash = strrchr (text, '-');
  g_autofree char *before = NULL;
  g_autofree char *behind = NULL;

  if (dash == NULL)
    return;

  before = take_digits (text);
  behind = take_digits (dash);
  before[strlen (before) - strlen (behind)] = '\0';
  if (*behind == '\0' || strlen (behind) > MAX_DIGITS_OF_EXTENSION)
    return;
  if ((*before == '0' && is_landline (before + 1))
      || (g_str_has_prefix (before, "86") && is_landline (before + 2)))
    {
      *extension = g_steal_pointer (&behind);
      *dash = '\0';
    }
}

static void
remove_text (char *text, const char *unwanted)
{
  char *at = strstr (text, unwanted);

  if (at != NULL)
    memmove (at, at + strlen (unwanted), strlen (at + strlen (unwanted)) + 1);
}

static const char *
skip_prefix (const char *digits, const char *prefix)
{
  return g_str_has_prefix (digits, prefix) ? digits + strlen (prefix) : digits;
}

/* "1-650-555-0123": North America's groups tell it from 165 0555 0123. */
static gboolean
is_north_american (const char *text)
{
  return text[0] == '1' && !g_ascii_isdigit (text[1])
         && g_regex_match_simple ("^1[-. (]+[2-9]\\d\\d[-. )]+\\d{3}[-. ]\\d{4}$", text, 0, 0);
}

/* Country code and number without +, where the country can be told; else NULL. */
static char *
find_international (const char *text, const char *digits)
{
  /* Dialled before the number, for cheaper calls. */
  static const char * const carriers[] = { "17951", "17911", "17909", "12593" };
  const char *national = digits;

  if (strchr (text, '+') != NULL || g_str_has_prefix (digits, "00"))
    {
      national = digits + strspn (digits, "0");
      if (g_str_has_prefix (national, "860")) /* +86 010 … */
        return g_strconcat ("86", national + 3, NULL);
      return g_strdup (national);
    }
  if (is_north_american (text))
    return g_strdup (digits);

  if (strlen (digits) == 16)
    for (guint i = 0; i < G_N_ELEMENTS (carriers); i++)
      national = skip_prefix (national, carriers[i]);
  if (strlen (national) >= 12)
    national = skip_prefix (national, "86");
  if (is_mobile (national) || (*national == '0' && is_mobile (national + 1)))
    return g_strconcat ("86", skip_prefix (national, "0"), NULL);
  if ((*national == '0' && is_landline (national + 1)) || is_400 (national))
    return g_strconcat ("86", skip_prefix (national, "0"), NULL);
  if (national != digits && is_landline (national))
    return g_strconcat ("86", national, NULL);

  return NULL;
}

static gboolean
has_wide_digits (const char *value)
{
  for (const char *at = strstr (value, "\xef\xbc"); at != NULL; at = strstr (at + 1, "\xef\xbc"))
    if ((guchar) at[2] >= 0x90 && (guchar) at[2] <= 0x99)
      return TRUE;

  return FALSE;
}

/* How many characters from @at on cover others: "****", "xxxx", "●●"; one x alone is an extension's. */
static gsize
mask_length (const char *at, gsize *n_bytes)
{
  static const char * const covers[] = { "*", "x", "●", "•", "·", "×" };

  for (guint i = 0; i < G_N_ELEMENTS (covers); i++)
    {
      gsize length = strlen (covers[i]), n = 0;

      while (strncmp (at + n * length, covers[i], length) == 0)
        n++;
      *n_bytes = n * length;
      if (n > 0)
        return n;
    }

  return 0;
}

/* Some digits, and at least two together that are covered; nothing else. */
static gboolean
is_masked_number (const char *folded)
{
  gsize n_digits = 0, n_covered = 0, n_bytes;

  for (const char *at = folded; *at != '\0'; at += n_bytes)
    {
      gsize n;

      n_bytes = 1;
      n_digits += g_ascii_isdigit (*at);
      if (g_ascii_isdigit (*at) || strchr ("+-() ", *at) != NULL)
        continue;
      n = mask_length (at, &n_bytes);
      if (n < 2)
        return FALSE;
      n_covered += n;
    }

  return n_covered >= 2 && n_digits >= 2;
}

/* "张*", "**明": a name of three or four in which one or two are covered. */
static gboolean
is_masked_name (const char *folded)
{
  gsize length = g_utf8_strlen (folded, -1), n_covered = 0;

  if (length < 2 || length > 4)
    return FALSE;
  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      gboolean is_cover = *at == '*' || g_str_has_prefix (at, "●");

      if (!is_cover && !g_unichar_isalpha (g_utf8_get_char (at)))
        return FALSE;
      n_covered += is_cover;
    }

  return n_covered > 0;
}

gboolean
gx_text_is_masked (const char *value)
{
  g_autofree char *folded = NULL;

  g_return_val_if_fail (value != NULL, FALSE);

  if (strpbrk (value, "*xX\xe2\xef\xc3\xc2") == NULL)
    return FALSE;
  folded = gx_fold (value);
  g_strstrip (folded);
  return is_masked_number (folded) || is_masked_name (folded);
}

/* What stands in and behind a number but digits in groups; @text: (inout): folded, and without it then. */
static void
read_marks (const char *value, char **text, GxPhone *self)
{
  char *expanded = expand_float (*text, &self->is_rounded), *behind = NULL, *extension;

  self->is_masked = is_masked_number (*text);
  if (expanded != NULL)
    {
      g_free (*text);
      *text = expanded;
      self->repair = "phone.float";
    }
  else if (has_wide_digits (value))
    self->repair = "phone.wide";
  extension = find_extension (*text, &behind);
  if (extension != NULL)
    {
      self->extension = take_digits (behind);
      *extension = '\0';
    }
  self->has_letters = has_letters (*text);
}

void
gx_phone_read (const char *value, GxPhone *self)
{
  g_autofree char *text = gx_fold (value);
  g_autofree char *international = NULL;

  *self = (GxPhone) { 0 };

  if (value[strspn (value, "+-0123456789 ")] != '\0')
    read_marks (value, &text, self);
  if (self->extension == NULL)
    split_last_group (text, &self->extension);
  if (self->extension != NULL && *self->extension == '\0')
    g_clear_pointer (&self->extension, g_free);

  remove_text (text, "(0)"); /* +44 (0)20 … */
  if (self->repair == NULL && has_lost_zero (text))
    {
      char *mended = g_strconcat ("0", text, NULL);

      g_free (text);
      text = mended;
      self->repair = "phone.zero";
    }
  self->digits = take_digits (text);
  international = find_international (text, self->digits);
  if (international == NULL)
    return;

  self->is_international = TRUE;
  g_free (self->digits);
  self->digits = g_steal_pointer (&international);
  if (g_str_has_prefix (self->digits, "86"))
    {
      const char *national = self->digits + 2;

      self->chinese = is_mobile (national) ? GX_PHONE_MOBILE
                      : is_400 (national)  ? GX_PHONE_400
                      : is_landline (national) ? GX_PHONE_LANDLINE
                                               : GX_PHONE_OTHER;
    }
}

void
gx_phone_clear (GxPhone *self)
{
  g_clear_pointer (&self->digits, g_free);
  g_clear_pointer (&self->extension, g_free);
}

char *
gx_phone_digits (const char *value)
{
  g_autofree char *text = NULL;
  g_autofree char *expanded = NULL;
  gboolean is_rounded;

  g_return_val_if_fail (value != NULL, NULL);

  text = gx_fold (value);
  expanded = expand_float (text, &is_rounded);

  return take_digits (expanded != NULL ? expanded : text);
}

/* Nothing but groups of digits, none of which could be an area code without its zero. */
static gboolean
is_in_groups (const char *value)
{
  gsize area = area_length (value);

  return value[strspn (value, "0123456789+-() ")] == '\0' && *value != ' '
         && (area == 0 || (value[area] != '-' && value[area] != ' '));
}

char *
gx_phone_mend (const char *value, const char **repair)
{
  g_auto (GxPhone) phone = { 0 };
  g_autofree char *text = NULL;
  char *expanded = NULL;
  gboolean is_rounded;

  g_return_val_if_fail (value != NULL && repair != NULL, NULL);

  *repair = NULL;
  if (is_in_groups (value))
    return g_strdup (value);
  gx_phone_read (value, &phone);
  *repair = phone.is_rounded || phone.is_masked ? NULL : phone.repair;
  if (*repair == NULL)
    return g_strdup (value);

  text = gx_fold (value);
  if (g_str_equal (*repair, "phone.zero"))
    return g_strconcat ("0", value + strspn (value, " "), NULL);
  expanded = expand_float (text, &is_rounded);
  return expanded != NULL ? expanded : g_steal_pointer (&text);
}

/* The words of @text between @from and @to, without what only joins them to the number; NULL for none. */
static char *
take_words (const char *text, gsize from, gsize to)
{
  static const char * const joints[] = { "(", ")", "（", "）", ":", "：", "-", ",", "，", "[", "]", "【", "】" };
  g_autofree char *words = g_strstrip (g_strndup (text + from, to - from));
  gboolean is_trimmed = TRUE;

  while (is_trimmed)
    {
      is_trimmed = FALSE;
      for (guint i = 0; i < G_N_ELEMENTS (joints); i++)
        {
          if (g_str_has_prefix (words, joints[i]))
            {
              memmove (words, words + strlen (joints[i]), strlen (words) - strlen (joints[i]) + 1);
              is_trimmed = TRUE;
            }
          if (g_str_has_suffix (words, joints[i]))
            {
              words[strlen (words) - strlen (joints[i])] = '\0';
              is_trimmed = TRUE;
            }
        }
      g_strstrip (words);
    }
  return has_letters (words) ? g_steal_pointer (&words) : NULL;
}

/* Whether a number may begin or go on with this. */
static gboolean
is_of_number (const char *at)
{
  return g_ascii_isdigit (*at) || *at == '+'
         || (strncmp (at, "\xef\xbc", 2) == 0 && (guchar) at[2] >= 0x90 && (guchar) at[2] <= 0x99);
}

gboolean
gx_phone_split_label (const char *value, char **number, char **label)
{
  const char *begin = value, *end = value;
  g_autofree char *before = NULL, *behind = NULL, *middle = NULL, *digits = NULL;

  g_return_val_if_fail (value != NULL && number != NULL && label != NULL, FALSE);

  if (!has_letters (value) || strlen (value) > LONGEST_LABELLED)
    return FALSE; /* it is bare, or it is a story */
  while (*begin != '\0' && !is_of_number (begin))
    begin = g_utf8_next_char (begin);
  for (const char *at = begin; *at != '\0'; at = g_utf8_next_char (at))
    if (is_of_number (at))
      end = g_utf8_next_char (at);
  if (end <= begin)
    return FALSE;
  if (begin > value && begin[-1] == '(' && strchr (begin, ')') != NULL && strchr (begin, ')') <= end)
    begin--; /* (010) … */

  before = take_words (value, 0, begin - value);
  behind = take_words (value, end - value, strlen (value));
  middle = g_strndup (begin, end - begin);
  digits = gx_phone_digits (middle);
  if ((before == NULL && behind == NULL) || strlen (digits) < 7)
    return FALSE;
  *number = g_steal_pointer (&middle);
  *label = before != NULL && behind != NULL ? g_strjoin (" ", before, behind, NULL)
           : before != NULL                 ? g_steal_pointer (&before)
                                            : g_steal_pointer (&behind);
  return TRUE;
}

char *
gx_phone_format (const char *value)
{
  g_auto (GxPhone) phone = { 0 };
  const char *national = NULL;
  GString *text = NULL;
  gsize area, last_four;

  g_return_val_if_fail (value != NULL, NULL);

  gx_phone_read (value, &phone);
  if (phone.chinese == GX_PHONE_OTHER || phone.has_letters)
    return g_strstrip (g_utf8_make_valid (value, -1));

  national = phone.digits + strlen ("86");
  text = g_string_new (NULL);
  switch (phone.chinese)
    {
    case GX_PHONE_MOBILE:
      g_string_append_printf (text, "%.3s %.4s %s", national, national + 3, national + 7);
      break;
    case GX_PHONE_400:
      g_string_append_printf (text, "%.3s-%.3s-%s", national, national + 3, national + 6);
      break;
    case GX_PHONE_LANDLINE:
    case GX_PHONE_OTHER:
    default:
      area = area_length (national);
      last_four = strlen (national) - 4;
      g_string_append_printf (text, "0%.*s-%.*s %s", (int) area, national,
                              (int) (last_four - area), national + area, national + last_four);
    }
  if (phone.extension != NULL)
    g_string_append_printf (text, "-%s", phone.extension);

  return g_string_free (text, FALSE);
}

char *
gx_phone_make_key (const GxPhone *self)
{
  if (*self->digits == '\0' || self->is_rounded || self->is_masked)
    return NULL; /* two people's rounded numbers look the same */

  return g_strconcat (self->is_international ? "+" : "", self->digits,
                      self->extension != NULL ? "x" : NULL, self->extension, NULL);
}

const char *
gx_phone_find_problem (const GxPhone *self)
{
  gsize length = strlen (self->digits);

  if (self->is_masked)
    return "phone.masked";
  if (self->has_letters)
    return "phone.letters";
  if (length == 0)
    return "empty";
  if (self->is_rounded)
    return "phone.rounded";
  if (length < 5)
    return "phone.short";
  if (length > 15)
    return "phone.long";
  if (!self->is_international && self->digits[0] == '1' && self->digits[1] >= '3'
      && (length == 10 || length == 12))
    return "phone.mobile";
  if (self->is_international && self->chinese == GX_PHONE_OTHER && g_str_has_prefix (self->digits, "861")
      && self->digits[3] >= '3' && length != 13)
    return "phone.mobile";
  return NULL;
}
