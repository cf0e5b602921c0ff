/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-columns.h"

#include "pages/gx-import-reading.h"
#include "pages/gx-import-recognition.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define SHOWN_SAMPLES 3
#define MANY_COLUMNS 16 /* of so many, those that are left out stand behind the others */

struct _GxImportColumns {
  AdwBin parent_instance;

  GtkWidget *mapping;
  AdwComboRow *kind, *on_match;
  GxImportRecognition *recognition;
  GxImportReading *reading;
  GtkListBox *rows, *left_out;
  GtkWidget *left_out_group;
  GPtrArray *columns;     /* of GxImportColumnRow, borrowed: as the file has them */

  gboolean is_filling;
};

enum { CHANGED, REREAD, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxImportColumns, gx_import_columns, ADW_TYPE_BIN)

/* As the combo row lists them. */
static const GxImportKind kinds[] = { GX_IMPORT_CUSTOMERS, GX_IMPORT_PURCHASES, GX_IMPORT_EVENTS,
                                      GX_IMPORT_PRODUCTS };
static const GxOnMatch policies[] = { GX_ON_MATCH_FILL, GX_ON_MATCH_OVERWRITE, GX_ON_MATCH_SKIP,
                                      GX_ON_MATCH_ADD };

static GxImportKind
get_kind (GxImportColumns *self)
{
  return kinds[MIN (adw_combo_row_get_selected (self->kind), G_N_ELEMENTS (kinds) - 1)];
}

static GxImportColumnRow *
get_row (GxImportColumns *self, guint column)
{
  return column < self->columns->len ? self->columns->pdata[column] : NULL;
}

/* The first cells that are not empty: "王伟 · 李娜 · 张敏". */
static char *
join_samples (const GxImportPlan *plan, guint column)
{
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < plan->samples->len && n < SHOWN_SAMPLES; i++)
    {
      const char *cell = ((char **) plan->samples->pdata[i])[column];

      if (*cell == '\0')
        continue;
      g_string_append_printf (text, "%s%s", n > 0 ? " · " : "", cell);
      n++;
    }
  g_strdelimit (text->str, "\n\r", ' ');
  if (n == 0)
    g_string_append (text, _("empty in the first rows"));
  return g_string_free (text, FALSE);
}

static GxOnMatch
get_policy (GxImportColumns *self)
{
  return policies[MIN (adw_combo_row_get_selected (self->on_match), G_N_ELEMENTS (policies) - 1)];
}

/* (transfer full): of GxColumn: what the columns mean. */
static GArray *
list_fields (GxImportColumns *self)
{
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (GxColumn));
  GxImportColumnRow *row = NULL;

  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    {
      GxColumn field = gx_import_column_row_get_field (row);

      g_array_append_val (fields, field);
    }
  return fields;
}

/* What matters to whom: purchases and events never change a customer who is there. */
static void
show_policy (GxImportColumns *self)
{
  GxImportKind kind = get_kind (self);
  gboolean is_looked_for = kind == GX_IMPORT_CUSTOMERS ? get_policy (self) != GX_ON_MATCH_ADD
                                                       : kind != GX_IMPORT_PRODUCTS;

  gtk_widget_set_visible (GTK_WIDGET (self->recognition), is_looked_for);
  gtk_widget_set_visible (GTK_WIDGET (self->on_match),
                          kind == GX_IMPORT_CUSTOMERS || kind == GX_IMPORT_PRODUCTS);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->on_match), kind == GX_IMPORT_PRODUCTS
    ? _("Products already there") : _("Customers already there"));
}

static void
emit_changed (GxImportColumns *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[CHANGED], 0);
}

static void
offer_keys (GxImportColumns *self)
{
  g_autoptr (GArray) fields = list_fields (self);

  gx_import_recognition_offer (self->recognition, fields);
}

static void
policy_changed_cb (GxImportColumns *self)
{
  show_policy (self);
  emit_changed (self);
}

/* A meaning that only one column can have moves to the column it was given last. */
static void
row_chosen_cb (GxImportColumns *self, GxImportColumnRow *chosen)
{
  GxColumn field = gx_import_column_row_get_field (chosen);
  GxImportColumnRow *row = NULL;

  for (guint i = 0; (row = get_row (self, i)) != NULL; i++)
    if (row != chosen && !gx_column_may_repeat (field) && gx_import_column_row_get_field (row) == field)
      gx_import_column_row_set_field (row, GX_COLUMN_SKIP, NULL);
    else if (row != chosen && gx_import_column_row_is_same_custom (row, chosen))
      gx_import_column_row_set_field (row, GX_COLUMN_SKIP, NULL);
  offer_keys (self);
  emit_changed (self);
}

static void
reading_changed_cb (GxImportColumns *self)
{
  show_policy (self);
  if (!self->is_filling)
    g_signal_emit (self, signals[REREAD], 0);
}

/* Why a column has its field, where that is not plain to see. */
static void
tell_why (GxImportColumnRow *row, const GxImportPlan *plan, guint column)
{
  const GxColumnGuess *guess = column < plan->guesses->len
                                 ? &g_array_index (plan->guesses, GxColumnGuess, column) : NULL;
  gboolean fits = guess != NULL && guess->n_fitting * 2 >= guess->n_values;
  g_autofree char *why = NULL;

  if (guess == NULL || guess->reason == GX_GUESS_GIVEN || (guess->reason == GX_GUESS_HEADER && fits))
    return;
  why = gx_import_plan_explain (plan, column);
  gx_import_column_row_set_why (row, why, guess->reason == GX_GUESS_HEADER);
}

static void
mapping_named_cb (GxImportColumns *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "import.rename-mapping", "s",
                              gtk_editable_get_text (GTK_EDITABLE (self->mapping)));
}

static void
empty_list (GtkListBox *list)
{
  GtkListBoxRow *old = NULL;

  while ((old = gtk_list_box_get_row_at_index (list, 0)) != NULL)
    gtk_list_box_remove (list, GTK_WIDGET (old));
}

/* Where the column stands for as long as it is looked at, whatever it is made to mean. */
static GtkListBox *
find_list (GxImportColumns *self, const GxImportPlan *plan, guint column)
{
  return plan->n_columns >= MANY_COLUMNS
         && g_array_index (plan->columns, GxColumn, column) == GX_COLUMN_SKIP ? self->left_out : self->rows;
}

static void
fill_rows (GxImportColumns *self, const GxImportPlan *plan)
{
  g_ptr_array_set_size (self->columns, 0);
  empty_list (self->rows);
  empty_list (self->left_out);
  for (guint i = 0; i < plan->n_columns; i++)
    {
      const char *found = plan->headers->pdata[i];
      /* Translators: a column that has no header; %u counts from 1 */
      g_autofree char *header = *found != '\0' ? g_strdup (found) : g_strdup_printf (_("Column %u"), i + 1);
      g_autofree char *samples = join_samples (plan, i);
      GtkWidget *row = gx_import_column_row_new (plan, i, get_kind (self), header, samples);

      tell_why (GX_IMPORT_COLUMN_ROW (row), plan, i);
      g_signal_connect_object (row, "chosen", G_CALLBACK (row_chosen_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (row, "counted", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
      g_ptr_array_add (self->columns, row);
      gtk_list_box_append (find_list (self, plan, i), row);
    }
  gtk_widget_set_visible (self->left_out_group, gtk_list_box_get_row_at_index (self->left_out, 0) != NULL);
}

static void
gx_import_columns_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GX_TYPE_IMPORT_COLUMNS);
  G_OBJECT_CLASS (gx_import_columns_parent_class)->dispose (object);
}

static void
gx_import_columns_finalize (GObject *object)
{
  g_ptr_array_unref (GX_IMPORT_COLUMNS (object)->columns);
  G_OBJECT_CLASS (gx_import_columns_parent_class)->finalize (object);
}

static void
gx_import_columns_class_init (GxImportColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_import_columns_dispose;
  G_OBJECT_CLASS (klass)->finalize = gx_import_columns_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  signals[REREAD] = g_signal_new ("reread", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 0);

  g_type_ensure (GX_TYPE_IMPORT_READING);
  g_type_ensure (GX_TYPE_IMPORT_RECOGNITION);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-import-columns.ui");
  gtk_widget_class_bind_template_child (widget_class, GxImportColumns, mapping);
  gtk_widget_class_bind_template_child (widget_class, GxImportColumns, kind);
  gtk_widget_class_bind_template_child (widget_class, GxImportColumns, on_match);
  gtk_widget_class_bind_template_child (widget_class, GxImportColumns, reading);
  gtk_widget_class_bind_template_child (widget_class, GxImportColumns, recognition);
  gtk_widget_class_bind_template_child (widget_class, GxImportColumns, rows);
  gtk_widget_class_bind_template_child (widget_class, GxImportColumns, left_out);
  gtk_widget_class_bind_template_child (widget_class, GxImportColumns, left_out_group);
  gtk_widget_class_bind_template_callback (widget_class, mapping_named_cb);
}

static void
gx_import_columns_init (GxImportColumns *self)
{
  self->columns = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  show_policy (self);
  g_signal_connect_swapped (self->kind, "notify::selected", G_CALLBACK (reading_changed_cb), self);
  g_signal_connect_swapped (self->on_match, "notify::selected", G_CALLBACK (policy_changed_cb), self);
  g_signal_connect_swapped (self->recognition, "changed", G_CALLBACK (emit_changed), self);
  g_signal_connect_swapped (self->reading, "changed", G_CALLBACK (reading_changed_cb), self);
}

void
gx_import_columns_show (GxImportColumns *self, const GxImportPlan *plan, const GArray *encodings)
{
  g_return_if_fail (GX_IS_IMPORT_COLUMNS (self) && plan != NULL);

  self->is_filling = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (kinds[i] == plan->kind)
      adw_combo_row_set_selected (self->kind, i);
  gtk_widget_set_visible (self->mapping, plan->mapping != NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->mapping), plan->mapping != NULL ? plan->mapping : "");
  gx_import_reading_show (self->reading, plan, encodings);
  fill_rows (self, plan);
  gx_import_recognition_show (self->recognition, plan);
  offer_keys (self);
  self->is_filling = FALSE;
  emit_changed (self);
}

void
gx_import_columns_read_values (GxImportColumns *self, const GxImportPlan *plan)
{
  g_return_if_fail (GX_IS_IMPORT_COLUMNS (self) && plan != NULL);

  GxImportColumnRow *row = NULL;
  for (guint i = 0; i < plan->columns->len && (row = get_row (self, i)) != NULL; i++)
    gx_import_column_row_read_values (row, plan, i);
}

GxImportColumnRow *
gx_import_columns_get_row (GxImportColumns *self, guint column)
{
  g_return_val_if_fail (GX_IS_IMPORT_COLUMNS (self), NULL);

  return get_row (self, column);
}

void
gx_import_columns_take (GxImportColumns *self, GxImportPlan *plan, gboolean with_columns)
{
  g_return_if_fail (GX_IS_IMPORT_COLUMNS (self) && plan != NULL);

  GxImportColumnRow *row = NULL;
  plan->kind = get_kind (self);
  plan->on_match = get_policy (self);
  gx_import_recognition_take (self->recognition, plan);
  gx_import_reading_take (self->reading, plan);
  plan->has_columns = with_columns;
  for (guint i = 0; with_columns && (row = get_row (self, i)) != NULL; i++)
    gx_import_plan_set_column (plan, i, gx_import_column_row_get_field (row),
                               gx_import_column_row_get_custom (row));
}

char *
gx_import_columns_describe (GxImportColumns *self)
{
  g_return_val_if_fail (GX_IS_IMPORT_COLUMNS (self), NULL);

  GxImportColumnRow *row = NULL;
  guint n = 0, all = 0;
  for (guint i = 0; (row = get_row (self, i)) != NULL; i++, all++)
    n += gx_import_column_row_get_field (row) != GX_COLUMN_SKIP;
  /* Translators: %1$u of %2$u columns, of which there are %2$u */
  return g_strdup_printf (ngettext ("%1$u of %2$u column will be brought in",
                                    "%1$u of %2$u columns will be brought in", all), n, all);
}
