/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-contact.h"

#include <string.h>

#include "base/gx-day.h"
#include "base/gx-phone-private.h"
#include "base/gx-text.h"

/* A pattern is compiled once: an import asks for each of its rows. @pattern is a literal, known by its
   address. */
static gboolean
matches (const char *pattern, const char *text)
{
  static GMutex mutex;
  static GHashTable *compiled = NULL;
  GRegex *regex;

  g_mutex_lock (&mutex);
  if (compiled == NULL)
    compiled = g_hash_table_new (NULL, NULL);
  regex = g_hash_table_lookup (compiled, pattern);
  if (regex == NULL)
    {
      regex = g_regex_new (pattern, G_REGEX_OPTIMIZE, 0, NULL);
      g_hash_table_insert (compiled, (gpointer) pattern, regex);
    }
  g_mutex_unlock (&mutex);

  return g_regex_match (regex, text, 0, NULL);
}

/* (transfer full): folded, without any blank */
static char *
fold_tight (const char *value)
{
  char *folded = gx_fold (value);
  char *to = folded;

  for (const char *from = folded; *from != '\0'; from++)
    if (*from != ' ')
      *to++ = *from;
  *to = '\0';

  return folded;
}

static void
strip_prefix (char *text, const char *prefix)
{
  if (g_str_has_prefix (text, prefix))
    memmove (text, text + strlen (prefix), strlen (text + strlen (prefix)) + 1);
}

/* "Bob <mailto:bob@example.com>" is bob@example.com. */
static char *
make_mail_key (const char *value)
{
  char *key = fold_tight (value);
  char *begin = strrchr (key, '<');
  char *end = strrchr (key, '>');

  if (begin != NULL && end != NULL && begin < end)
    {
      *end = '\0';
      memmove (key, begin + 1, strlen (begin + 1) + 1);
    }
  strip_prefix (key, "mailto:");

  return key;
}

static char *
make_web_key (const char *value)
{
  char *key = fold_tight (value);

  strip_prefix (key, "http://");
  strip_prefix (key, "https://");
  strip_prefix (key, "www.");
  while (g_str_has_suffix (key, "/"))
    key[strlen (key) - 1] = '\0';

  return key;
}

char *
gx_contact_key (const char *kind, const char *value)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (kind != NULL, NULL);

  if (value == NULL)
    return NULL;

  if (g_str_equal (kind, "phone"))
    {
      g_auto (GxPhone) phone = { 0 };

      gx_phone_read (value, &phone);
      key = gx_phone_make_key (&phone);
    }
  else if (g_str_equal (kind, "mail"))
    key = make_mail_key (value);
  else if (g_str_equal (kind, "qq"))
    key = gx_phone_digits (value);
  else if (g_str_equal (kind, "web"))
    key = make_web_key (value);
  else
    key = fold_tight (value);

  return key != NULL && *key != '\0' ? g_steal_pointer (&key) : NULL;
}

/* "@mail.example.com": names parted by points, the last of two characters or more, none of them a digit. */
static gboolean
has_domain (const char *at)
{
  const char *name = at + 1;
  gsize length, n = 0;

  for (length = strcspn (name, "."); length > 0 && name[length] == '.'; length = strcspn (name, "."), n++)
    name += length + 1;
  return n > 0 && strpbrk (name, ".0123456789") == NULL && g_utf8_strlen (name, -1) >= 2;
}

static const char *
find_mail_problem (const char *key)
{
  const char *at = strchr (key, '@');

  if (at == NULL || at == key || at[1] == '\0' || strchr (at + 1, '@') != NULL)
    return "mail.at";
  if (strpbrk (key, "()<>[]:;,\\\"") != NULL)
    return "mail.character";
  if (!has_domain (at))
    return "mail.domain";

  return NULL;
}

/* An id of one's own choosing, or the phone or QQ number that finds the same account. */
static const char *
find_wechat_problem (const char *key)
{
  return matches ("^([a-z][-_a-z0-9]{5,19}|\\+?\\d{5,15})$", key) ? NULL : "wechat.id";
}

static const char *
find_problem (const char *kind, const char *key)
{
  if (g_str_equal (kind, "mail"))
    return find_mail_problem (key);
  if (g_str_equal (kind, "wechat"))
    return find_wechat_problem (key);
  if (g_str_equal (kind, "qq"))
    return strlen (key) >= 5 && strlen (key) <= 11 ? NULL : "qq.digits";
  if (g_str_equal (kind, "web"))
    return matches ("^[^\\s./]+(\\.[^\\s./]+)+([/:?#].*)?$", key) ? NULL : "web.address";

  return NULL;
}

char *
gx_contact_read (const char *kind, const char *value, const char **why)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (kind != NULL && value != NULL && why != NULL, NULL);

  if (g_str_equal (kind, "phone"))
    {
      g_auto (GxPhone) phone = { 0 };

      gx_phone_read (value, &phone);
      *why = gx_phone_find_problem (&phone);
      return gx_phone_make_key (&phone);
    }
  key = gx_contact_key (kind, value);
  *why = key != NULL ? find_problem (kind, key) : "empty";
  return g_steal_pointer (&key);
}

gboolean
gx_contact_is_plausible (const char *kind, const char *value, const char **why)
{
  const char *problem = "empty";
  g_autofree char *key = value != NULL ? gx_contact_read (kind, value, &problem) : NULL;

  if (why != NULL)
    *why = problem;
  return problem == NULL;
}

/* A number of a known country, or one written in groups. A plain number may be anything. */
static gboolean
looks_like_phone (const char *folded)
{
  g_auto (GxPhone) phone = { 0 };

  gx_phone_read (folded, &phone);
  if (phone.has_letters || strlen (phone.digits) < 7 || strlen (phone.digits) > 15)
    return FALSE;

  return phone.is_international
         || (matches ("^\\(?\\d+\\)?([- ]\\(?\\d+\\)?)+$", folded)
             && !gx_day_parse (folded, NULL));
}

const char *
gx_contact_guess_kind (const char *value)
{
  g_autofree char *folded = NULL;

  if (value == NULL)
    return NULL;

  folded = gx_fold (value);
  if (matches ("^(mailto:)?[^\\s@]+@[^\\s@]+$|<[^\\s@]+@[^\\s@]+>$", folded))
    return "mail";
  if (matches ("^(https?://|www\\.)\\S+$|^([a-z0-9-]+\\.)+[a-z]{2,}(/\\S*)?$", folded))
    return "web";

  return looks_like_phone (folded) ? "phone" : NULL;
}
