/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-id.h"
#include "base/gx-money.h"
#include "store/gx-connection-private.h"

char *
gx_connection_get_setting (GxConnection *self, const char *key)
{
  return gx_connection_get_text (self, NULL, "select value from setting where id = ? and gone = 0",
                                 "i", gx_id_hash_text ("setting", key));
}

gboolean
gx_connection_set_setting (GxConnection *self, const char *key, const char *value, GError **error)
{
  g_return_val_if_fail (self->step != NULL, FALSE);

  if (g_str_equal (key, "currency"))
    g_clear_pointer (&self->currency, g_free);
  return gx_connection_run (self, error,
                            "insert into setting (id, key, value) values (?, ?, ?)"
                            " on conflict (id) do update set value = excluded.value, gone = 0",
                            "itt", gx_id_hash_text ("setting", key), key, value);
}

char *
gx_connection_get_local (GxConnection *self, const char *key)
{
  return gx_connection_get_text (self, NULL, "select value from local_state where key = ?", "t", key);
}

gboolean
gx_connection_set_local (GxConnection *self, const char *key, const char *value, GError **error)
{
  return gx_connection_run (self, error,
                            "insert into local_state (key, value) values (?, ?)"
                            " on conflict (key) do update set value = excluded.value",
                            "tt", key, value);
}

const char *
gx_connection_get_currency (GxConnection *self)
{
  if (self->currency == NULL)
    self->currency = gx_connection_get_setting (self, "currency");
  return self->currency != NULL ? self->currency : gx_currency_of_locale ();
}
