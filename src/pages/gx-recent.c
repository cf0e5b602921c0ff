/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-recent.h"

#define RECENT_KEY "gx-recent"

static GArray *
need_recent (GxBook *book)
{
  GArray *recent = g_object_get_data (G_OBJECT (book), RECENT_KEY);

  if (recent == NULL)
    {
      recent = g_array_new (FALSE, FALSE, sizeof (GxId));
      g_object_set_data_full (G_OBJECT (book), RECENT_KEY, recent, (GDestroyNotify) g_array_unref);
    }
  return recent;
}

void
gx_recent_add (GxBook *book, GxId customer)
{
  g_return_if_fail (GX_IS_BOOK (book));

  GArray *recent = need_recent (book);
  for (guint i = 0; i < recent->len; i++)
    if (g_array_index (recent, GxId, i) == customer)
      {
        g_array_remove_index (recent, i);
        break;
      }
  g_array_prepend_val (recent, customer);
  if (recent->len > GX_RECENT_MAX)
    g_array_set_size (recent, GX_RECENT_MAX);
}

GArray *
gx_recent_list (GxBook *book)
{
  g_return_val_if_fail (GX_IS_BOOK (book), NULL);

  return g_array_copy (need_recent (book));
}
