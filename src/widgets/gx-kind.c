/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-kind.h"

const char *
gx_kind_icon (const char *kind)
{
  static const struct { const char *kind, *icon; } icons[] = {
    { "call", "gx-phone-symbolic" }, { "visit", "gx-visit-symbolic" }, { "meeting", "gx-meeting-symbolic" },
    { "chat", "gx-chat-symbolic" }, { "mail", "gx-mail-symbolic" }, { "message", "gx-chat-symbolic" },
    { "note", "gx-note-symbolic" }, { "page_view", "gx-page-view-symbolic" },
      { "campaign", "gx-campaign-symbolic" },
    { "sale", "gx-cart-symbolic" }, { "return", "gx-return-symbolic" }, { "payment", "gx-payment-symbolic" },
    { "phone", "gx-phone-symbolic" }, { "wechat", "gx-wechat-symbolic" }, { "qq", "gx-chat-symbolic" },
    { "web", "gx-web-symbolic" }, { "other", "gx-link-symbolic" },
  };

  g_return_val_if_fail (kind != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (icons); i++)
    if (g_str_equal (icons[i].kind, kind))
      return icons[i].icon;
  return "gx-note-symbolic";
}
