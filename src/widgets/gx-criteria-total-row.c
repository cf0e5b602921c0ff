/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-criteria-total-row.h"

#include "base/gx-money.h"
#include "widgets/gx-criteria-numbers.h"

#include <glib/gi18n-lib.h>

struct _GxCriteriaTotalRow {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkDropDown *what;            /* nothing, then sum and average of each field */
  GxCriteriaNumbers *bounds;

  GPtrArray *fields;            /* of GxCriteriaField: those that can be added up */
  char *currency;
  gboolean is_filling;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxCriteriaTotalRow, gx_criteria_total_row, GTK_TYPE_WIDGET)

/* -- places of the list: 0 nothing, 1 sum of the first field, 2 its average … */

static guint
place_of (GxCriteriaTotalRow *self, GxCriteria *has)
{
  guint index = 0;

  if (has == NULL || gx_criteria_get_total (has) == GX_TOTAL_NONE
      || !g_ptr_array_find (self->fields, gx_criteria_get_field (has), &index))
    return 0;
  return 2 * index + (gx_criteria_get_total (has) == GX_TOTAL_SUM ? 1 : 2);
}

static const GxCriteriaField *
field_at (GxCriteriaTotalRow *self, guint place)
{
  return place > 0 && place != GTK_INVALID_LIST_POSITION ? self->fields->pdata[(place - 1) / 2] : NULL;
}

static void
list_fields (GxCriteriaTotalRow *self, GxCriteriaCatalogue *catalogue, const char *relation)
{
  g_autoptr (GPtrArray) fields = gx_criteria_catalogue_list_fields (catalogue, relation);

  g_ptr_array_set_size (self->fields, 0);
  for (guint i = 0; i < fields->len; i++)
    {
      const GxCriteriaField *field = fields->pdata[i];
      if (field->type == GX_FIELD_NUMBER || field->type == GX_FIELD_DECIMAL || field->type == GX_FIELD_MONEY)
        g_ptr_array_add (self->fields, (gpointer) field);
    }
}

static void
show_places (GxCriteriaTotalRow *self, guint place)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);

  gtk_string_list_append (labels, _("Whatever they come to"));
  for (guint i = 0; i < self->fields->len; i++)
    {
      const char *label = gx_criteria_field_get_label (self->fields->pdata[i]);
      /* Translators: %s is something of related things that can be added up: "Amount" */
      g_autofree char *sum = g_strdup_printf (_("%s together"), label);
      /* Translators: %s is something of related things that can be added up: "Amount" */
      g_autofree char *average = g_strdup_printf (_("%s on average"), label);
      gtk_string_list_append (labels, sum);
      gtk_string_list_append (labels, average);
    }
  gtk_drop_down_set_model (self->what, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->what, place);
}

/* @numbers: (nullable). */
static void
show_bounds (GxCriteriaTotalRow *self, const gint64 *numbers)
{
  const GxCriteriaField *field = field_at (self, gtk_drop_down_get_selected (self->what));
  gboolean is_money = field != NULL && field->type == GX_FIELD_MONEY && self->currency != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->bounds), field != NULL);
  if (field != NULL)
    gx_criteria_numbers_show (self->bounds,
                              field->type == GX_FIELD_NUMBER ? GX_NUMBERS_WHOLE : GX_NUMBERS_DECIMAL,
                              is_money ? gx_currency_symbol (self->currency)
                              : gx_criteria_field_get_unit (field), numbers);
}

/* -- callbacks */

static void
what_changed_cb (GxCriteriaTotalRow *self)
{
  if (self->is_filling)
    return;
  show_bounds (self, NULL);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
bounds_changed_cb (GxCriteriaTotalRow *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

/* -- overrides */

static void
gx_criteria_total_row_dispose (GObject *object)
{
  g_clear_pointer (&GX_CRITERIA_TOTAL_ROW (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (gx_criteria_total_row_parent_class)->dispose (object);
}

static void
gx_criteria_total_row_finalize (GObject *object)
{
  g_ptr_array_unref (GX_CRITERIA_TOTAL_ROW (object)->fields);
  g_free (GX_CRITERIA_TOTAL_ROW (object)->currency);
  G_OBJECT_CLASS (gx_criteria_total_row_parent_class)->finalize (object);
}

static void
gx_criteria_total_row_class_init (GxCriteriaTotalRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gx_criteria_total_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = gx_criteria_total_row_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (GTK_WIDGET_CLASS (klass), GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
gx_criteria_total_row_init (GxCriteriaTotalRow *self)
{
  self->fields = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->what = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->bounds = GX_CRITERIA_NUMBERS (gx_criteria_numbers_new ());
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->what), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What they come to"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("What they come to"), -1);
  g_signal_connect_swapped (self->what, "notify::selected", G_CALLBACK (what_changed_cb), self);
  g_signal_connect_swapped (self->bounds, "changed", G_CALLBACK (bounds_changed_cb), self);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->what));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->bounds));
}

/* -- public */

GtkWidget *
gx_criteria_total_row_new (void)
{
  return g_object_new (GX_TYPE_CRITERIA_TOTAL_ROW, NULL);
}

void
gx_criteria_total_row_show (GxCriteriaTotalRow *self, GxCriteriaCatalogue *catalogue,
                            const char *relation, const char *currency, GxCriteria *has)
{
  g_return_if_fail (GX_IS_CRITERIA_TOTAL_ROW (self));

  g_free (self->currency);
  self->currency = g_strdup (currency);
  self->is_filling = TRUE;
  list_fields (self, catalogue, relation);
  guint place = place_of (self, has);
  show_places (self, place);
  show_bounds (self, place > 0 ? gx_criteria_get_numbers (has, NULL) + 2 : NULL);
  gtk_widget_set_visible (GTK_WIDGET (self), self->fields->len > 0);
  self->is_filling = FALSE;
}

GxCriteriaTotal
gx_criteria_total_row_get (GxCriteriaTotalRow *self, const GxCriteriaField **field, gint64 bounds[2])
{
  g_return_val_if_fail (GX_IS_CRITERIA_TOTAL_ROW (self), GX_TOTAL_NONE);

  guint place = gtk_drop_down_get_selected (self->what);
  *field = field_at (self, place);
  if (*field == NULL || !gx_criteria_numbers_get (self->bounds, bounds))
    return GX_TOTAL_NONE;
  return place % 2 == 1 ? GX_TOTAL_SUM : GX_TOTAL_AVERAGE;
}
