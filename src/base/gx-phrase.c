/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-phrase-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

static const GxPhraseDomain *
find_domain (const char *name)
{
  for (guint i = 0; i < gx_phrase_n_domains; i++)
    if (strcmp (gx_phrase_domains[i].name, name) == 0)
      return &gx_phrase_domains[i];

  return NULL;
}

const char *
gx_phrase_source (const char *domain, const char *key)
{
  const GxPhraseDomain *words = NULL;

  g_return_val_if_fail (domain != NULL, NULL);

  if (key == NULL)
    return NULL;

  words = find_domain (domain);
  for (guint i = 0; words != NULL && i < words->length; i++)
    if (strcmp (words->phrases[i].key, key) == 0)
      return words->phrases[i].text;

  return NULL;
}

const char *
gx_phrase (const char *domain, const char *key)
{
  const char *source = gx_phrase_source (domain, key);

  if (source == NULL)
    return key != NULL ? g_intern_string (key) : "";

  return g_dpgettext2 (GETTEXT_PACKAGE, domain, source);
}

static gpointer
make_keys (gpointer unused)
{
  const char ***all = g_new (const char **, gx_phrase_n_domains);

  for (guint i = 0; i < gx_phrase_n_domains; i++)
    {
      const GxPhraseDomain *words = &gx_phrase_domains[i];

      all[i] = g_new0 (const char *, words->length + 1);
      for (guint j = 0; j < words->length; j++)
        all[i][j] = words->phrases[j].key;
    }

  return all;
}

const char * const *
gx_phrase_keys (const char *domain)
{
  static const char * const none[] = { NULL };
  static GOnce once = G_ONCE_INIT;
  const GxPhraseDomain *words = NULL;
  const char ***all = NULL;

  g_return_val_if_fail (domain != NULL, none);

  words = find_domain (domain);
  if (words == NULL)
    return none;

  all = g_once (&once, make_keys, NULL);
  return all[words - gx_phrase_domains];
}

gboolean
gx_phrase_is_key (const char *domain, const char *key)
{
  return gx_phrase_source (domain, key) != NULL;
}
