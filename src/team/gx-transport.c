/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "team/gx-transport.h"

#define LONGEST_NAME 100

G_DEFINE_INTERFACE (GxTransport, gx_transport, G_TYPE_OBJECT)

static void
gx_transport_default_init (GxTransportInterface *iface)
{
}

gboolean
gx_transport_is_name (const char *name)
{
  gsize length = strlen (name);

  return length > 0 && length <= LONGEST_NAME && name[0] != '.'
         && strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS ".-") == length;
}

GPtrArray *
gx_transport_list (GxTransport *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (GX_IS_TRANSPORT (self), NULL);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return GX_TRANSPORT_GET_IFACE (self)->list (self, cancellable, error);
}

gboolean
gx_transport_publish (GxTransport *self, const char *name, const char *path, gint64 *at_ms,
                      GCancellable *cancellable, GError **error)
{
  gint64 at = 0;

  g_return_val_if_fail (GX_IS_TRANSPORT (self) && gx_transport_is_name (name), FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !GX_TRANSPORT_GET_IFACE (self)->publish (self, name, path, &at, cancellable, error))
    return FALSE;
  if (at_ms != NULL)
    *at_ms = at;
  return TRUE;
}

gboolean
gx_transport_fetch (GxTransport *self, const char *name, const char *path, GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (GX_IS_TRANSPORT (self) && gx_transport_is_name (name), FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return GX_TRANSPORT_GET_IFACE (self)->fetch (self, name, path, cancellable, error);
}

gboolean
gx_transport_remove (GxTransport *self, const char *name, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (GX_IS_TRANSPORT (self) && gx_transport_is_name (name), FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return GX_TRANSPORT_GET_IFACE (self)->remove (self, name, cancellable, error);
}
