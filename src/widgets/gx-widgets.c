/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-widgets.h"

#include "widgets/gx-avatar.h"
#include "widgets/gx-panes.h"
#include "widgets/gx-pills.h"
#include "widgets/gx-resources.h"
#include "widgets/gx-width-bin.h"

void
gx_widgets_init (void)
{
  g_resources_register (gx_resources_get_resource ());
  g_type_ensure (GX_TYPE_AVATAR);
  g_type_ensure (GX_TYPE_PANES);
  g_type_ensure (GX_TYPE_PILLS);
  g_type_ensure (GX_TYPE_WIDTH_BIN);
}
