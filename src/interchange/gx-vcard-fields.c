/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-vcard-fields.h"

#include <glib/gi18n-lib.h>
#include <stdlib.h>
#include <string.h>

#include "base/gx-text.h"
#include "interchange/gx-import-column.h"
#include "interchange/gx-vcard.h"

/* The order of the columns. */
typedef enum {
  RANK_NAME, RANK_FAMILY, RANK_GIVEN, RANK_PREFIX, RANK_SUFFIX, RANK_NICKNAME, RANK_COMPANY, RANK_DEPARTMENT,
  RANK_TITLE, RANK_ROLE, RANK_PHONE, RANK_MAIL, RANK_WECHAT, RANK_QQ, RANK_WEB, RANK_COUNTRY, RANK_PROVINCE,
  RANK_CITY, RANK_DISTRICT, RANK_STREET, RANK_POSTCODE, RANK_MORE_ADDRESSES, RANK_BIRTHDAY, RANK_GENDER,
  RANK_KIND, RANK_TAGS, RANK_NOTE, RANK_UID, RANK_OTHERS
} Rank;

/* The card while it is told. */
typedef struct {
  GPtrArray *properties;  /* of GxVcardProperty */
  GPtrArray *fields;      /* of GxVcardField */
  gboolean has_line_ends; /* "\n" is one: of 3.0 on */
  guint n_addresses;
} Card;

typedef void (*Tell) (Card *self, const GxVcardProperty *property);

void
gx_vcard_field_free (GxVcardField *self)
{
  if (self == NULL)
    return;
  g_free (self->header);
  g_free (self->text);
  g_free (self);
}

/* Adds a text (taken) to the column of this header; one that stands there already is not repeated. */
static void
add_headed (Card *self, Rank rank, const char *header, char *text, GxCellType type)
{
  GxVcardField *field;

  g_strstrip (text);
  for (guint i = 0; i < self->fields->len && *text != 0; i++)
    {
      field = self->fields->pdata[i];
      if (strcmp (field->header, header) == 0 && strcmp (field->text, text) == 0)
        *text = 0;
    }
  if (*text == 0)
    {
      g_free (text);
      return;
    }
  if (strlen (text) > GX_TABLE_MAX_CELL)
    {
      char *cut = text;

      text = g_utf8_substring (cut, 0, GX_TABLE_MAX_CELL / 4);
      g_free (cut);
    }
  field = g_new (GxVcardField, 1);
  *field = (GxVcardField) { rank, g_strdup (header), text, type };
  g_ptr_array_add (self->fields, field);
}

static void
add (Card *self, Rank rank, GxColumn column, char *text)
{
  add_headed (self, rank, gx_column_label (column), text, GX_CELL_TEXT);
}

static char *
unescape (Card *self, const char *text)
{
  return gx_vcard_unescape (text, self->has_line_ends);
}

/* The parts of a value between ";", unescaped; @n of them at least. In each a "," parts several: @between. */
static GPtrArray *
read_parts (Card *self, const GxVcardProperty *property, guint n, const char *between)
{
  GPtrArray *parts = gx_vcard_split (property->value->str, ';');

  for (guint i = 0; i < parts->len; i++)
    {
      char *escaped = parts->pdata[i];
      g_autoptr (GPtrArray) several = between != NULL ? gx_vcard_split (escaped, ',') : NULL;
      g_autoptr (GString) plain = g_string_new (NULL);

      for (guint j = 0; several != NULL && j < several->len; j++)
        {
          g_autofree char *one = unescape (self, several->pdata[j]);

          if (*g_strstrip (one) != 0)
            g_string_append_printf (plain, "%s%s", plain->len > 0 ? between : "", one);
        }
      parts->pdata[i] = several != NULL ? g_strdup (plain->str) : unescape (self, escaped);
      g_strstrip (parts->pdata[i]);
      g_free (escaped);
    }
  while (parts->len < n)
    g_ptr_array_add (parts, g_strdup (""));
  return parts;
}

/* Those of the parts that hold something, as one text. */
static char *
join_parts (GPtrArray *parts, const guint *which, guint n, const char *between)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      const char *part = parts->pdata[which[i]];

      if (*part != 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? between : "", part);
    }
  return g_string_free (text, FALSE);
}

/* -- properties */

static void
tell_full_name (Card *self, const GxVcardProperty *property)
{
  add (self, RANK_NAME, GX_COLUMN_NAME, unescape (self, property->value->str));
}

static void
tell_name (Card *self, const GxVcardProperty *property)
{
  static const guint given[] = { 1, 2 };
  g_autoptr (GPtrArray) parts = read_parts (self, property, 5, self->has_line_ends ? " " : NULL);

  add (self, RANK_FAMILY, GX_COLUMN_FAMILY_NAME, g_strdup (parts->pdata[0]));
  add (self, RANK_GIVEN, GX_COLUMN_GIVEN_NAME, join_parts (parts, given, 2, " "));
  add (self, RANK_PREFIX, GX_COLUMN_FORM_OF_ADDRESS, g_strdup (parts->pdata[3]));
  add_headed (self, RANK_SUFFIX, _("Suffix"), g_strdup (parts->pdata[4]), GX_CELL_TEXT);
}

static void
tell_organisation (Card *self, const GxVcardProperty *property)
{
  g_autoptr (GPtrArray) parts = read_parts (self, property, 1, NULL);

  add (self, RANK_COMPANY, GX_COLUMN_COMPANY, g_strdup (parts->pdata[0]));
  g_ptr_array_remove_index (parts, 0);
  g_ptr_array_add (parts, NULL);
  add_headed (self, RANK_DEPARTMENT, _("Department"), g_strjoinv (" / ", (char **) parts->pdata),
              GX_CELL_TEXT);
}

/* Without a "tel:" or "mailto:" before it, and with the extension as people write it. */
static char *
strip_scheme (const char *value, const char *scheme)
{
  const char *text = g_ascii_strncasecmp (value, scheme, strlen (scheme)) == 0 ? value + strlen (scheme)
    : value;
  const char *extension = *scheme == 't' ? strstr (text, ";ext=") : NULL;

  if (extension != NULL)
    return g_strdup_printf ("%.*s ext. %s", (int) (extension - text), text, extension + 5);
  return g_strndup (text, *scheme == 't' ? strcspn (text, ";") : strlen (text));
}

static void
tell_phone (Card *self, const GxVcardProperty *property)
{
  g_autofree char *text = unescape (self, property->value->str);

  add (self, RANK_PHONE, GX_COLUMN_PHONE, strip_scheme (text, "tel:"));
}

static void
tell_mail (Card *self, const GxVcardProperty *property)
{
  g_autofree char *text = unescape (self, property->value->str);

  add (self, RANK_MAIL, GX_COLUMN_MAIL, strip_scheme (text, "mailto:"));
}

/* (transfer full): the value of a parameter; "" none. */
static char *
find_parameter (const GxVcardProperty *property, const char *name)
{
  g_autofree char *key = g_strconcat (";", name, "=", NULL);
  const char *at = strstr (property->parameters, key);

  if (at == NULL)
    return g_strdup ("");
  at += strlen (key);
  return *at == '"' ? g_strndup (at + 1, strcspn (at + 1, "\"")) : g_strndup (at, strcspn (at, ";"));
}

/* A card has no place for a district. One of ours says which it is, and has it before the street, too. */
static void
part_district (Card *self, const GxVcardProperty *property, char **street)
{
  g_autofree char *district = find_parameter (property, "X-GUANXI-DISTRICT");
  gsize length = strlen (district);

  if (length == 0 || !g_str_has_prefix (*street, district))
    return;
  memmove (*street, *street + length, strlen (*street + length) + 1);
  if (g_str_has_prefix (*street, ", "))
    memmove (*street, *street + 2, strlen (*street + 2) + 1);
  add (self, RANK_DISTRICT, GX_COLUMN_DISTRICT, g_steal_pointer (&district));
}

/* Street, city … of the first address; one text for each further one. */
static void
tell_address (Card *self, const GxVcardProperty *property)
{
  static const guint street[] = { 2, 1, 0 }, all[] = { 2, 1, 0, 3, 4, 5, 6 }, chinese[] = { 4, 3, 2, 1, 0 };
  g_autoptr (GPtrArray) parts = read_parts (self, property, 7, self->has_line_ends ? ", " : NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      g_auto (GStrv) lines = g_strsplit (parts->pdata[i], "\n", -1);

      for (guint j = 0; lines[j] != NULL; j++)
        g_strstrip (lines[j]);
      g_free (parts->pdata[i]);
      parts->pdata[i] = g_strjoinv (", ", lines);
    }
  if (self->n_addresses++ > 0)
    {
      gboolean is_chinese = gx_text_is_chinese (parts->pdata[3]) || gx_text_is_chinese (parts->pdata[4]);

      add (self, RANK_MORE_ADDRESSES, GX_COLUMN_OTHER_ADDRESS,
           is_chinese ? join_parts (parts, chinese, 5, "") : join_parts (parts, all, 7, ", "));
      return;
    }
  part_district (self, property, (char **) &parts->pdata[2]);
  add (self, RANK_STREET, GX_COLUMN_STREET, join_parts (parts, street, 3, ", "));
  add (self, RANK_CITY, GX_COLUMN_CITY, g_strdup (parts->pdata[3]));
  add (self, RANK_PROVINCE, GX_COLUMN_PROVINCE, g_strdup (parts->pdata[4]));
  add (self, RANK_POSTCODE, GX_COLUMN_POSTCODE, g_strdup (parts->pdata[5]));
  add (self, RANK_COUNTRY, GX_COLUMN_COUNTRY, g_strdup (parts->pdata[6]));
}

static void
tell_birthday (Card *self, const GxVcardProperty *property)
{
  g_autofree char *text = unescape (self, property->value->str);
  g_autofree char *omitted = NULL;
  const char *omit = strstr (property->parameters, "X-APPLE-OMIT-YEAR=");
  GxCellType type = GX_CELL_TEXT;
  char *day = gx_vcard_day (text, &type);

  /* A telephone that needs a year puts a leap year of long ago, and says so. */
  if (omit != NULL && type == GX_CELL_DAY && strncmp (day, omit + strlen ("X-APPLE-OMIT-YEAR="), 4) == 0)
    {
      memmove (day + 1, day + 4, strlen (day + 4) + 1);
      *day = '-';
      type = GX_CELL_TEXT;
    }
  add_headed (self, RANK_BIRTHDAY, gx_column_label (GX_COLUMN_BIRTHDAY), day, type);
}

static void
tell_gender (Card *self, const GxVcardProperty *property)
{
  g_autoptr (GPtrArray) parts = read_parts (self, property, 1, NULL);

  add (self, RANK_GENDER, GX_COLUMN_GENDER, g_strdup (parts->pdata[0]));
}

static void
tell_kind (Card *self, const GxVcardProperty *property)
{
  const char *value = property->value->str;

  if (g_ascii_strcasecmp (value, "org") == 0 || g_ascii_strcasecmp (value, "company") == 0)
    add (self, RANK_KIND, GX_COLUMN_KIND, g_strdup ("organisation"));
}

/* Texts parted by commas. */
static void
tell_list (Card *self, Rank rank, GxColumn column, const GxVcardProperty *property)
{
  g_autoptr (GPtrArray) parts = gx_vcard_split (property->value->str, ',');
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      g_autofree char *one = g_strstrip (unescape (self, parts->pdata[i]));

      if (*one != 0)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", one);
    }
  add (self, rank, column, g_strdup (text->str));
}

static void
tell_categories (Card *self, const GxVcardProperty *property)
{
  tell_list (self, RANK_TAGS, GX_COLUMN_TAGS, property);
}

static void
tell_nickname (Card *self, const GxVcardProperty *property)
{
  tell_list (self, RANK_NICKNAME, GX_COLUMN_NICKNAME, property);
}

/* What an Apple address book calls the line: "item1.X-ABLabel:微信" names item1's others. */
static const char *
find_label (Card *self, const GxVcardProperty *property)
{
  for (guint i = 0; *property->group != 0 && i < self->properties->len; i++)
    {
      const GxVcardProperty *other = self->properties->pdata[i];

      if (strcmp (other->name, "X-ABLABEL") == 0 && g_ascii_strcasecmp (other->group, property->group) == 0)
        return other->value->str;
    }
  return "";
}

/* The messenger that the name, type, label or scheme of a line names: 'w' WeChat, 'q' QQ, 0 another. */
static char
find_messenger (Card *self, const GxVcardProperty *property)
{
  g_autofree char *all = g_strconcat (property->name, property->parameters, " ", find_label (self, property),
                                      " ", property->value->str, NULL);
  g_autofree char *words = g_ascii_strdown (all, -1);

  if (strstr (words, "wechat") != NULL || strstr (words, "weixin") != NULL || strstr (words, "微信") != NULL)
    return 'w';
  return strstr (words, "qq") != NULL ? 'q' : 0;
}

static void
tell_messenger (Card *self, const GxVcardProperty *property)
{
  char *text = unescape (self, property->value->str);
  const char *colon = strchr (text, ':');
  char messenger = find_messenger (self, property);

  if (messenger == 0)
    {
      add_headed (self, RANK_OTHERS, property->name, text, GX_CELL_TEXT);
      return;
    }
  if (colon != NULL)
    memmove (text, colon + 1, strlen (colon + 1) + 1);
  if (messenger == 'w')
    add (self, RANK_WECHAT, GX_COLUMN_WECHAT, text);
  else
    add (self, RANK_QQ, GX_COLUMN_QQ, text);
}

/* A web page; an Apple address book keeps messengers there too. */
static void
tell_web (Card *self, const GxVcardProperty *property)
{
  const char *label = find_label (self, property);

  if (strstr (label, "微信") != NULL || g_ascii_strcasecmp (label, "WeChat") == 0)
    tell_messenger (self, property);
  else
    add (self, RANK_WEB, GX_COLUMN_WEB, unescape (self, property->value->str));
}

static void
tell_title (Card *self, const GxVcardProperty *property)
{
  add (self, RANK_TITLE, GX_COLUMN_TITLE, unescape (self, property->value->str));
}

static void
tell_role (Card *self, const GxVcardProperty *property)
{
  add (self, RANK_ROLE, GX_COLUMN_OCCUPATION, unescape (self, property->value->str));
}

static void
tell_note (Card *self, const GxVcardProperty *property)
{
  add (self, RANK_NOTE, GX_COLUMN_NOTE, unescape (self, property->value->str));
}

static void
tell_uid (Card *self, const GxVcardProperty *property)
{
  add_headed (self, RANK_UID, "UID", unescape (self, property->value->str), GX_CELL_TEXT);
}

/* What is nobody's business but the program's that wrote it. */
static void
tell_nothing (Card *self, const GxVcardProperty *property)
{
}

/* What has no place in a column; it is counted. */
static void
leave_aside (Card *self, const GxVcardProperty *property)
{
}

static const struct { const char *name; Tell tell; } tellers[] = {
  { "FN", tell_full_name }, { "N", tell_name }, { "NICKNAME", tell_nickname }, { "ORG", tell_organisation },
  { "TITLE", tell_title }, { "ROLE", tell_role }, { "TEL", tell_phone }, { "EMAIL", tell_mail },
  { "ADR", tell_address }, { "URL", tell_web }, { "BDAY", tell_birthday }, { "GENDER", tell_gender },
  { "X-GENDER", tell_gender }, { "KIND", tell_kind }, { "X-ABSHOWAS", tell_kind },
  { "CATEGORIES", tell_categories }, { "NOTE", tell_note }, { "UID", tell_uid }, { "IMPP", tell_messenger },
  { "X-WECHAT", tell_messenger }, { "X-WEIXIN", tell_messenger }, { "X-QQ", tell_messenger },
  { "X-TENCENT-QQ", tell_messenger }, { "X-SOCIALPROFILE", tell_messenger },
  { "PHOTO", leave_aside }, { "LOGO", leave_aside }, { "SOUND", leave_aside }, { "KEY", leave_aside },
  { "CLASS", leave_aside }, { "AGENT", leave_aside }, { "MAILER", leave_aside },
  { "VERSION", tell_nothing }, { "PRODID", tell_nothing }, { "REV", tell_nothing },
  { "CLIENTPIDMAP", tell_nothing }, { "X-ABLABEL", tell_nothing }, { "X-ABADR", tell_nothing },
  { "X-ABUID", tell_nothing }, { "X-MS-OL-DESIGN", tell_nothing },
};

static void
tell (Card *self, const GxVcardProperty *property)
{
  for (guint i = 0; i < G_N_ELEMENTS (tellers); i++)
    if (strcmp (tellers[i].name, property->name) == 0)
      {
        tellers[i].tell (self, property);
        return;
      }
  add_headed (self, RANK_OTHERS, property->name, unescape (self, property->value->str), GX_CELL_TEXT);
}

/* -- public */

gboolean
gx_vcard_fields_leave (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (tellers); i++)
    if (strcmp (tellers[i].name, name) == 0)
      return tellers[i].tell == leave_aside;
  return FALSE;
}

char *
gx_vcard_day (const char *value, GxCellType *type)
{
  static const struct { const char *shape; guint year, month, day; } shapes[] = {
    { "dddd-dd-dd", 0, 5, 8 }, { "dddddddd", 0, 4, 6 }, { "--dd-dd", 9, 2, 5 }, { "--dddd", 9, 2, 4 },
    { "dddd-dd", 0, 5, 9 },
  };
  gsize length = strcspn (value, "T "); /* a time of birth is not kept */

  *type = GX_CELL_TEXT;
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      const char *shape = shapes[i].shape;
      gboolean fits = strlen (shape) == length;

      for (gsize j = 0; fits && j < length; j++)
        fits = shape[j] == 'd' ? g_ascii_isdigit (value[j]) : shape[j] == value[j];
      if (!fits)
        continue;
      if (shapes[i].year == 9)
        return g_strdup_printf ("--%.2s-%.2s", value + shapes[i].month, value + shapes[i].day);
      if (shapes[i].day == 9)
        return g_strdup_printf ("%.4s-%.2s", value, value + shapes[i].month);
      *type = GX_CELL_DAY;
      return g_strdup_printf ("%.4s-%.2s-%.2s", value, value + shapes[i].month, value + shapes[i].day);
    }
  return g_strdup (value);
}

void
gx_vcard_fields_read (GPtrArray *properties, GPtrArray *fields)
{
  Card card = { properties, fields, TRUE, 0 };

  for (guint i = 0; i < properties->len; i++)
    {
      const GxVcardProperty *property = properties->pdata[i];

      if (strcmp (property->name, "VERSION") == 0 && *property->value->str == '2')
        card.has_line_ends = FALSE;
    }
  /* The preferred ones first, then the others as they come. */
  for (guint turn = 0; turn < 2; turn++)
    for (guint i = 0; i < properties->len; i++)
      {
        const GxVcardProperty *property = properties->pdata[i];

        if (gx_vcard_has_type (property, "pref") == (turn == 0))
          tell (&card, property);
      }
}
