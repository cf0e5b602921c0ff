/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-pages.h"

#include "pages/gx-bin-page.h"
#include "pages/gx-customers-page.h"
#include "pages/gx-history-page.h"
#include "pages/gx-segments-page.h"
#include "pages/gx-today-page.h"

#include <glib/gi18n-lib.h>

static const GxPageKind kinds[] = {
  { "today", N_("Today"), "gx-today-symbolic", FALSE, gx_today_page_get_type },
  { "customers", N_("Customers"), "gx-people-symbolic", FALSE, gx_customers_page_get_type },
  { "segments", N_("Segments"), "gx-segments-symbolic", FALSE, gx_segments_page_get_type },
  { "history", N_("History"), "gx-history-symbolic", TRUE, gx_history_page_get_type },
  { "bin", N_("Bin"), "gx-bin-symbolic", TRUE, gx_bin_page_get_type },
};

const GxPageKind *
gx_pages_list (guint *n)
{
  *n = G_N_ELEMENTS (kinds);
  return kinds;
}

GxPage *
gx_pages_make (const GxPageKind *kind, GxBook *book)
{
  g_return_val_if_fail (kind != NULL, NULL);

  GxPage *page = g_object_new (kind->get_type (), "book", book, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (page), GTK_ACCESSIBLE_PROPERTY_LABEL, _(kind->title), -1);
  return page;
}
