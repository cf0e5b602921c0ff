/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-customers-page.h"

struct _GxCustomersPage {
  GxPage parent_instance;
};

G_DEFINE_FINAL_TYPE (GxCustomersPage, gx_customers_page, GX_TYPE_PAGE)

static void
gx_customers_page_class_init (GxCustomersPageClass *klass)
{
}

static void
gx_customers_page_init (GxCustomersPage *self)
{
}

void
gx_customers_page_show (GxCustomersPage *self, GxId customer)
{
}

void
gx_customers_page_filter (GxCustomersPage *self, const char *criteria_json, const char *title)
{
}

void
gx_customers_page_add (GxCustomersPage *self)
{
}
