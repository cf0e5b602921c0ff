/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-bin-page.h"

struct _GxBinPage {
  GxPage parent_instance;
};

G_DEFINE_FINAL_TYPE (GxBinPage, gx_bin_page, GX_TYPE_PAGE)

static void
gx_bin_page_class_init (GxBinPageClass *klass)
{
}

static void
gx_bin_page_init (GxBinPage *self)
{
}
