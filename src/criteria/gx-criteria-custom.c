/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <string.h>

#include "criteria/gx-criteria-private.h"

/*
 * Custom fields are rows of the book: a field of the catalogue is made for each when it is met. Their values
 * are stored as text (gx-custom-fields.c): a plain number, an ISO day, yes or no.
 */

#define VALUE \
  "(select v.value from custom_value v where v.customer_id = f.customer_id and v.field_id = :custom " \
  "and v.gone = 0)"

static const char *
choose_expression (GxFieldType type)
{
  switch (type)
    {
    case GX_FIELD_TEXT:
      return VALUE;
    case GX_FIELD_DECIMAL:
      return "gx_decimal (" VALUE ")";
    case GX_FIELD_DAY:
      return "gx_day (" VALUE ")";
    case GX_FIELD_FLAG:
      return VALUE " = 'yes'";
    case GX_FIELD_CHOICE:
    case GX_FIELD_WORD:
    case GX_FIELD_SET:
    case GX_FIELD_NUMBER:
    case GX_FIELD_MONEY:
    case GX_FIELD_BIRTHDAY:
    default:
      g_return_val_if_reached (NULL);
    }
}

GxCriteriaField *
_gx_custom_field_describe (GxId id, GxFieldType type)
{
  GxCriteriaField *self = g_new0 (GxCriteriaField, 1);

  self->custom = id;
  self->name = g_strdup_printf (GX_CUSTOM_PREFIX "%" G_GINT64_FORMAT, id);
  self->type = type;
  self->expression = choose_expression (type);
  return self;
}

void
_gx_custom_field_description_free (GxCriteriaField *self)
{
  g_free ((char *) self->name);
  g_free ((char *) self->label);
  g_strfreev ((char **) self->choices);
  g_free (self);
}

GxId
_gx_custom_field_read_name (const char *name)
{
  gint64 id = 0;

  if (!g_str_has_prefix (name, GX_CUSTOM_PREFIX)
      || !g_ascii_string_to_signed (name + strlen (GX_CUSTOM_PREFIX), 10, 1, G_MAXINT64, &id, NULL))
    return 0;
  return id;
}
