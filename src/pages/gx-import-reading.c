/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-reading.h"

#include "base/gx-money.h"
#include "interchange/gx-encoding.h"

#include <glib/gi18n-lib.h>

struct _GxImportReading {
  AdwExpanderRow parent_instance;

  AdwComboRow *encoding, *delimiter, *sheet, *day_order;
  AdwActionRow *header_row;
  GtkSwitch *has_header;

  gboolean is_filling;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxImportReading, gx_import_reading, ADW_TYPE_EXPANDER_ROW)

/* As the combo rows list them. */
static const struct { char delimiter; const char *label; } delimiters[] = {
  { ',', N_("Comma") }, { ';', N_("Semicolon") }, { '\t', N_("Tab") }, { '|', N_("Vertical bar") },
  { GX_DELIMITER_SPACES, N_("Blanks") },
};
static const GxDayOrder day_orders[] = { GX_DAY_ORDER_ASK, GX_DAY_ORDER_DMY, GX_DAY_ORDER_MDY,
                                         GX_DAY_ORDER_YMD };

const char *
gx_encoding_label (const char *name)
{
  static const struct { const char *name, *label; } labels[] = {
    { "GB18030", N_("Chinese (GB18030, GBK)") },
    { "BIG5-HKSCS", N_("Traditional Chinese (Big5)") },
    { "SHIFT_JIS", N_("Japanese (Shift JIS)") },
    { "CP932", N_("Japanese (Shift JIS)") },
    { "EUC-KR", N_("Korean (EUC-KR)") },
    { "WINDOWS-1250", N_("Central European (Windows-1250)") },
    { "WINDOWS-1251", N_("Cyrillic (Windows-1251)") },
    { "WINDOWS-1252", N_("Western European (Windows-1252)") },
    { "WINDOWS-1253", N_("Greek (Windows-1253)") },
    { "WINDOWS-1254", N_("Turkish (Windows-1254)") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    if (g_ascii_strcasecmp (labels[i].name, name) == 0)
      return _(labels[i].label);
  return name;
}

static void
set_names (AdwComboRow *row, const char * const *names, guint selected)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (names);

  adw_combo_row_set_model (row, G_LIST_MODEL (list));
  adw_combo_row_set_selected (row, selected);
}

static char *
dup_selected (AdwComboRow *row, const char *key)
{
  GObject *item = adw_combo_row_get_selected_item (row);

  return item != NULL ? g_strdup (g_object_get_data (item, key)) : NULL;
}

#define NAME_KEY "gx-name"

/* Each with its label; the item keeps the name itself. */
static void
show_encodings (GxImportReading *self, const char *is, const GArray *encodings)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);
  guint selected = GTK_INVALID_LIST_POSITION;

  gtk_widget_set_visible (GTK_WIDGET (self->encoding), is != NULL && encodings != NULL);
  if (is == NULL || encodings == NULL)
    return;
  for (guint i = 0; i < encodings->len; i++)
    {
      const GxEncodingGuess *guess = &g_array_index (encodings, GxEncodingGuess, i);
      g_autoptr (GObject) item = NULL;

      gtk_string_list_append (list, gx_encoding_label (guess->name));
      item = g_list_model_get_item (G_LIST_MODEL (list), i);
      g_object_set_data (item, NAME_KEY, (gpointer) guess->name);
      if (g_ascii_strcasecmp (guess->name, is) == 0)
        selected = i;
    }
  adw_combo_row_set_model (self->encoding, G_LIST_MODEL (list));
  adw_combo_row_set_selected (self->encoding, selected);
}

static void
show_delimiter (GxImportReading *self, char is)
{
  const char *labels[G_N_ELEMENTS (delimiters) + 1] = { NULL };
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < G_N_ELEMENTS (delimiters); i++)
    {
      labels[i] = _(delimiters[i].label);
      if (delimiters[i].delimiter == is)
        selected = i;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->delimiter), is != 0);
  set_names (self->delimiter, labels, selected);
}

static void
show_sheets (GxImportReading *self, const GxImportPlan *plan)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  const char *is = plan->table != NULL ? gx_table_get_sheet (plan->table, plan->sheet_index)->name : "";
  guint selected = 0;

  for (guint i = 0; i < plan->sheets->len; i++)
    {
      if (g_str_equal (plan->sheets->pdata[i], is))
        selected = i;
      g_ptr_array_add (names, plan->sheets->pdata[i]);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->sheet), names->len > 1);
  g_ptr_array_add (names, NULL);
  set_names (self->sheet, (const char * const *) names->pdata, selected);
}

static void
show_header (GxImportReading *self, gint64 row)
{
  g_autofree char *number = gx_count_format (row);
  /* Translators: %s is the number of a row */
  g_autofree char *text = row > 0 ? g_strdup_printf (_("Row %s"), number) : g_strdup ("");

  adw_action_row_set_subtitle (self->header_row, text);
  gtk_switch_set_active (self->has_header, row > 0);
}

static void
append_choice (GString *text, AdwComboRow *row)
{
  GtkStringObject *item = adw_combo_row_get_selected_item (row);

  if (gtk_widget_get_visible (GTK_WIDGET (row)) && item != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", gtk_string_object_get_string (item));
}

/* "Chinese (GB18030, GBK) · Comma · with a header" */
static void
describe (GxImportReading *self)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *markup = NULL;

  append_choice (text, self->sheet);
  append_choice (text, self->encoding);
  append_choice (text, self->delimiter);
  g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "",
                          gtk_switch_get_active (self->has_header) ? _("with a header") : _("no header"));
  if (adw_combo_row_get_selected (self->day_order) > 0)
    append_choice (text, self->day_order);
  markup = g_markup_escape_text (text->str, -1);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), markup);
}

static void
chosen_cb (GxImportReading *self)
{
  if (self->is_filling)
    return;
  describe (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
gx_import_reading_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), GX_TYPE_IMPORT_READING);
  G_OBJECT_CLASS (gx_import_reading_parent_class)->dispose (object);
}

static void
gx_import_reading_class_init (GxImportReadingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_import_reading_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-import-reading.ui");
  gtk_widget_class_bind_template_child (widget_class, GxImportReading, encoding);
  gtk_widget_class_bind_template_child (widget_class, GxImportReading, delimiter);
  gtk_widget_class_bind_template_child (widget_class, GxImportReading, sheet);
  gtk_widget_class_bind_template_child (widget_class, GxImportReading, day_order);
  gtk_widget_class_bind_template_child (widget_class, GxImportReading, header_row);
  gtk_widget_class_bind_template_child (widget_class, GxImportReading, has_header);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
gx_import_reading_init (GxImportReading *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
gx_import_reading_show (GxImportReading *self, const GxImportPlan *plan, const GArray *encodings)
{
  g_return_if_fail (GX_IS_IMPORT_READING (self) && plan != NULL);

  const char *encoding = plan->table != NULL ? gx_table_get_encoding (plan->table) : NULL;
  self->is_filling = TRUE;
  show_encodings (self, encoding, encodings);
  show_delimiter (self, plan->table != NULL && plan->text == NULL ? gx_table_get_delimiter (plan->table) : 0);
  show_sheets (self, plan);
  show_header (self, plan->header_row);
  for (guint i = 0; i < G_N_ELEMENTS (day_orders); i++)
    if (day_orders[i] == plan->day_order)
      adw_combo_row_set_selected (self->day_order, i);
  describe (self);
  self->is_filling = FALSE;
}

void
gx_import_reading_take (GxImportReading *self, GxImportPlan *plan)
{
  g_return_if_fail (GX_IS_IMPORT_READING (self) && plan != NULL);

  guint delimiter = adw_combo_row_get_selected (self->delimiter);
  guint order = adw_combo_row_get_selected (self->day_order);
  GtkStringObject *sheet = adw_combo_row_get_selected_item (self->sheet);
  g_autofree char *encoding = dup_selected (self->encoding, NAME_KEY);
  plan->has_header = gtk_switch_get_active (self->has_header);
  plan->no_header = !plan->has_header;
  plan->day_order = day_orders[MIN (order, G_N_ELEMENTS (day_orders) - 1)];
  if (gtk_widget_get_visible (GTK_WIDGET (self->encoding)) && encoding != NULL)
    {
      g_free (plan->encoding);
      plan->encoding = g_steal_pointer (&encoding);
    }
  if (gtk_widget_get_visible (GTK_WIDGET (self->delimiter)) && delimiter < G_N_ELEMENTS (delimiters))
    plan->delimiter = delimiters[delimiter].delimiter;
  if (gtk_widget_get_visible (GTK_WIDGET (self->sheet)) && sheet != NULL)
    {
      g_free (plan->sheet);
      plan->sheet = g_strdup (gtk_string_object_get_string (sheet));
    }
}
