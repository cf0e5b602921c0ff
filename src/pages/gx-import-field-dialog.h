/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * gx_import_field_ask: a small dialog for a field that the book does not have yet.
 * @name, @type: proposed; @type as of gx-customer-parts.h
 * @done: not called where nothing is to be made
 */
typedef void (*GxImportFieldFunc) (const char *name, const char *type, gpointer user_data);
void gx_import_field_ask (GtkWidget *parent, const char *name, const char *type, GxImportFieldFunc done,
                          gpointer user_data, GDestroyNotify free_user_data);

G_END_DECLS
