/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-criteria-numbers.h"

#include "base/gx-day.h"
#include "base/gx-money.h"
#include "criteria/gx-criteria.h"

#include <glib/gi18n-lib.h>

#define MAX_COUNT 100000

struct _GxCriteriaNumbers {
  GtkWidget parent_instance;

  GtkStack *stack;              /* range, span, count */
  GtkEntry *least, *most;
  GtkLabel *least_unit, *most_unit;
  GtkSpinButton *span;
  GtkDropDown *unit;
  GtkDropDown *how_often;
  GtkSpinButton *times, *times_most;
  GtkLabel *times_most_title;

  GxNumbersKind kind;
  gboolean is_filling;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxCriteriaNumbers, gx_criteria_numbers, GTK_TYPE_WIDGET)

/* -- from … to */

static char *
write_bound (GxNumbersKind kind, gint64 number)
{
  if (number == G_MININT64 || number == G_MAXINT64)
    return g_strdup ("");
  return kind == GX_NUMBERS_DECIMAL ? gx_decimal_to_string (number)
    : kind == GX_NUMBERS_DAYS ? gx_day_to_iso ((GxDay) number)
    : g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

/* FALSE: it is no number. Where nothing stands, @number stays. */
static gboolean
read_bound (GxNumbersKind kind, GtkEntry *entry, gint64 *number)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (entry))));
  GxDay day = GX_NO_DAY;
  gint64 micro = 0;
  gboolean is_read = *text == '\0'
    || (kind == GX_NUMBERS_DAYS ? gx_day_parse (text, &day)
        : gx_decimal_parse (text, &micro) && (kind == GX_NUMBERS_DECIMAL || micro % GX_MICRO == 0));

  if (is_read)
    gtk_widget_remove_css_class (GTK_WIDGET (entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (entry), "error");
  if (is_read && *text != '\0')
    *number = kind == GX_NUMBERS_DAYS ? day : kind == GX_NUMBERS_DECIMAL ? micro : micro / GX_MICRO;
  return is_read;
}

static gboolean
read_range (GxCriteriaNumbers *self, gint64 numbers[2])
{
  numbers[0] = G_MININT64;
  numbers[1] = G_MAXINT64;
  gboolean is_read = read_bound (self->kind, self->least, &numbers[0]);
  is_read = read_bound (self->kind, self->most, &numbers[1]) && is_read;
  return is_read && (numbers[0] != G_MININT64 || numbers[1] != G_MAXINT64);
}

static void
show_range (GxCriteriaNumbers *self, const char *unit, const gint64 *numbers)
{
  gboolean has_unit = unit != NULL;
  g_autofree char *least = write_bound (self->kind, numbers != NULL ? numbers[0] : G_MININT64);
  g_autofree char *most = write_bound (self->kind, numbers != NULL ? numbers[1] : G_MAXINT64);
  /* Translators: an example of a day, as it may be typed */
  const char *hint = self->kind == GX_NUMBERS_DAYS ? _("2026-03-31") : _("any");

  gtk_label_set_label (self->least_unit, has_unit ? unit : "");
  gtk_label_set_label (self->most_unit, has_unit ? unit : "");
  gtk_widget_set_visible (GTK_WIDGET (self->least_unit), has_unit);
  gtk_widget_set_visible (GTK_WIDGET (self->most_unit), has_unit);
  gtk_entry_set_placeholder_text (self->least, hint);
  gtk_entry_set_placeholder_text (self->most, hint);
  gtk_editable_set_text (GTK_EDITABLE (self->least), least);
  gtk_editable_set_text (GTK_EDITABLE (self->most), most);
}

/* -- how often */

typedef enum { ANY, AT_LEAST, AT_MOST, BETWEEN, EXACTLY, NONE } HowOften;

static void
show_times (GxCriteriaNumbers *self, HowOften how)
{
  gtk_widget_set_visible (GTK_WIDGET (self->times), how != ANY && how != NONE);
  gtk_widget_set_visible (GTK_WIDGET (self->times_most), how == BETWEEN);
  gtk_widget_set_visible (GTK_WIDGET (self->times_most_title), how == BETWEEN);
}

static HowOften
choose_how_often (gint64 least, gint64 most)
{
  if (most == 0)
    return NONE;
  if (least == most)
    return EXACTLY;
  if (most < G_MAXINT64)
    return least > 0 ? BETWEEN : AT_MOST;
  return least > 1 ? AT_LEAST : ANY;
}

static void
show_count (GxCriteriaNumbers *self, const gint64 *numbers)
{
  gint64 least = numbers != NULL ? numbers[0] : 1;
  gint64 most = numbers != NULL ? numbers[1] : G_MAXINT64;
  HowOften how = choose_how_often (least, most);
  gint64 times = how == AT_MOST || how == EXACTLY ? most : how == BETWEEN ? least : MAX (least, 2);

  gtk_drop_down_set_selected (self->how_often, how);
  gtk_spin_button_set_value (self->times, (double) times);
  gtk_spin_button_set_value (self->times_most, (double) (how == BETWEEN ? most : times + 1));
  show_times (self, how);
}

static void
read_count (GxCriteriaNumbers *self, gint64 numbers[2])
{
  gint64 times = gtk_spin_button_get_value_as_int (self->times);

  numbers[0] = 1;
  numbers[1] = G_MAXINT64;
  switch ((HowOften) gtk_drop_down_get_selected (self->how_often))
    {
    case AT_LEAST:
      numbers[0] = times;
      break;
    case AT_MOST:
      numbers[0] = 0;
      numbers[1] = times;
      break;
    case BETWEEN:
      numbers[0] = times;
      numbers[1] = MAX (times, gtk_spin_button_get_value_as_int (self->times_most));
      break;
    case EXACTLY:
      numbers[0] = numbers[1] = times;
      break;
    case NONE:
      numbers[0] = numbers[1] = 0;
      break;
    case ANY:
    default:
      break;
    }
}

/* -- callbacks */

static void
changed_cb (GxCriteriaNumbers *self)
{
  HowOften how = gtk_drop_down_get_selected (self->how_often);

  if (self->is_filling)
    return;
  show_times (self, how);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* -- overrides */

static void
gx_criteria_numbers_dispose (GObject *object)
{
  GxCriteriaNumbers *self = GX_CRITERIA_NUMBERS (object);

  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->stack));
  self->stack = NULL;
  G_OBJECT_CLASS (gx_criteria_numbers_parent_class)->dispose (object);
}

static void
gx_criteria_numbers_class_init (GxCriteriaNumbersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gx_criteria_numbers_dispose;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkEntry *
add_bound (GxCriteriaNumbers *self, GtkGrid *grid, int row, const char *title, GtkLabel **unit)
{
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *entry = gtk_entry_new ();

  *unit = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (changed_cb), self);
  gtk_grid_attach (grid, label, 0, row, 1, 1);
  gtk_grid_attach (grid, GTK_WIDGET (*unit), 1, row, 1, 1);
  gtk_grid_attach (grid, entry, 2, row, 1, 1);
  return GTK_ENTRY (entry);
}

static GtkWidget *
make_range (GxCriteriaNumbers *self)
{
  GtkWidget *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 6);
  self->least = add_bound (self, GTK_GRID (grid), 0, _("At least"), &self->least_unit);
  self->most = add_bound (self, GTK_GRID (grid), 1, _("At most"), &self->most_unit);
  return grid;
}

static GtkWidget *
make_span (GxCriteriaNumbers *self)
{
  const char *units[] = { _("days"), _("weeks"), _("months"), _("years"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  self->span = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (0, MAX_COUNT, 1));
  self->unit = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (units));
  gtk_widget_set_hexpand (GTK_WIDGET (self->span), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->span),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("How long"), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->unit),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, _("Unit of time"), -1);
  g_signal_connect_swapped (self->span, "value-changed", G_CALLBACK (changed_cb), self);
  g_signal_connect_swapped (self->unit, "notify::selected", G_CALLBACK (changed_cb), self);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->span));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->unit));
  return box;
}

static GtkSpinButton *
make_times (GxCriteriaNumbers *self, const char *label)
{
  GtkWidget *times = gtk_spin_button_new_with_range (1, MAX_COUNT, 1);

  gtk_accessible_update_property (GTK_ACCESSIBLE (times), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_signal_connect_swapped (times, "value-changed", G_CALLBACK (changed_cb), self);
  return GTK_SPIN_BUTTON (times);
}

static GtkWidget *
make_count (GxCriteriaNumbers *self)
{
  const char *hows[] = { _("At least one"), _("At least …"), _("At most …"), _("From … to …"), _("Exactly …"),
                         _("None"), NULL };
  GtkGrid *grid = GTK_GRID (gtk_grid_new ());

  gtk_grid_set_column_spacing (grid, 6);
  gtk_grid_set_row_spacing (grid, 6);
  self->how_often = GTK_DROP_DOWN (gtk_drop_down_new_from_strings (hows));
  self->times = make_times (self, _("Number"));
  self->times_most = make_times (self, _("At most"));
  self->times_most_title = GTK_LABEL (gtk_label_new (_("At most")));
  gtk_label_set_xalign (self->times_most_title, 1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->how_often), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->how_often), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("How many"), -1);
  g_signal_connect_swapped (self->how_often, "notify::selected", G_CALLBACK (changed_cb), self);
  gtk_grid_attach (grid, GTK_WIDGET (self->how_often), 0, 0, 1, 1);
  gtk_grid_attach (grid, GTK_WIDGET (self->times), 1, 0, 1, 1);
  gtk_grid_attach (grid, GTK_WIDGET (self->times_most_title), 0, 1, 1, 1);
  gtk_grid_attach (grid, GTK_WIDGET (self->times_most), 1, 1, 1, 1);
  return GTK_WIDGET (grid);
}

static void
gx_criteria_numbers_init (GxCriteriaNumbers *self)
{
  self->is_filling = TRUE;
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, make_range (self), "range");
  gtk_stack_add_named (self->stack, make_span (self), "span");
  gtk_stack_add_named (self->stack, make_count (self), "count");
  gtk_widget_set_parent (GTK_WIDGET (self->stack), GTK_WIDGET (self));
  self->is_filling = FALSE;
}

/* -- public */

GtkWidget *
gx_criteria_numbers_new (void)
{
  return g_object_new (GX_TYPE_CRITERIA_NUMBERS, NULL);
}

void
gx_criteria_numbers_show (GxCriteriaNumbers *self, GxNumbersKind kind, const char *unit,
                          const gint64 *numbers)
{
  g_return_if_fail (GX_IS_CRITERIA_NUMBERS (self));

  self->kind = kind;
  self->is_filling = TRUE;
  if (kind == GX_NUMBERS_SPAN)
    {
      gtk_spin_button_set_value (self->span, numbers != NULL ? (double) numbers[0] : 3);
      gtk_drop_down_set_selected (self->unit, numbers != NULL ? (guint) numbers[1] : GX_SPAN_MONTHS);
    }
  else if (kind == GX_NUMBERS_COUNT)
    show_count (self, numbers);
  else
    show_range (self, unit, numbers);
  self->is_filling = FALSE;
  gtk_stack_set_visible_child_name (self->stack, kind == GX_NUMBERS_SPAN ? "span"
                                    : kind == GX_NUMBERS_COUNT ? "count" : "range");
}

gboolean
gx_criteria_numbers_get (GxCriteriaNumbers *self, gint64 numbers[2])
{
  g_return_val_if_fail (GX_IS_CRITERIA_NUMBERS (self), FALSE);

  if (self->kind == GX_NUMBERS_SPAN)
    {
      numbers[0] = gtk_spin_button_get_value_as_int (self->span);
      numbers[1] = gtk_drop_down_get_selected (self->unit);
      return TRUE;
    }
  if (self->kind == GX_NUMBERS_COUNT)
    {
      read_count (self, numbers);
      return TRUE;
    }
  return read_range (self, numbers);
}
