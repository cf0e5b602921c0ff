/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-report-view.h"

#include "base/gx-money.h"
#include "widgets/gx-tiles.h"

#include <glib/gi18n-lib.h>

/* -- One line of the list: a row of the file, and what there is to say of it */

#define GX_TYPE_IMPORT_LINE (gx_import_line_get_type ())
G_DECLARE_FINAL_TYPE (GxImportLine, gx_import_line, GX, IMPORT_LINE, GObject)

struct _GxImportLine {
  GObject parent_instance;

  gint64 row;
  char *text;
  char *note;   /* (nullable) */
};

G_DEFINE_FINAL_TYPE (GxImportLine, gx_import_line, G_TYPE_OBJECT)

static void
gx_import_line_finalize (GObject *object)
{
  GxImportLine *self = GX_IMPORT_LINE (object);

  g_free (self->text);
  g_free (self->note);
  G_OBJECT_CLASS (gx_import_line_parent_class)->finalize (object);
}

static void
gx_import_line_class_init (GxImportLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gx_import_line_finalize;
}

static void
gx_import_line_init (GxImportLine *self)
{
}

static GxImportLine *
line_of_example (const GxImportExample *example)
{
  GxImportLine *self = g_object_new (GX_TYPE_IMPORT_LINE, NULL);

  self->row = example->row;
  self->text = g_strdelimit (g_strdup (example->text), "\r\n", ' ');
  return self;
}

static GxImportLine *
line_of_problem (const GxImportProblem *problem)
{
  GxImportLine *self = g_object_new (GX_TYPE_IMPORT_LINE, NULL);

  self->row = problem->row;
  self->text = g_strdup (problem->reason);
  if (*problem->column != '\0')
    /* Translators: %1$s is the name of a column, %2$s what a cell of it says */
    self->note = g_strdup_printf (_("%1$s: “%2$s”"), problem->column, problem->value);
  return self;
}

/* -- The view */

/* The outcomes, and the remarks about rows that are taken. */
enum { REMARKS = GX_N_OUTCOMES, N_FILTERS };

struct _GxImportReportView {
  AdwBin parent_instance;

  GxTiles *tiles;
  GtkLabel *summary, *heading;
  GtkWidget *save;
  GtkStack *stack;
  GtkListView *list;

  GtkToggleButton *filters[N_FILTERS];
  GtkLabel *counts[N_FILTERS];
  GListStore *lines;
  GxImportReport *report;
};

G_DEFINE_FINAL_TYPE (GxImportReportView, gx_import_report_view, ADW_TYPE_BIN)

static const char *
filter_name (guint filter)
{
  static const char * const names[] = {
    [GX_OUTCOME_ADDED] = N_("Added"), [GX_OUTCOME_UPDATED] = N_("Updated"),
    [GX_OUTCOME_UNCHANGED] = N_("Unchanged"),
    [GX_OUTCOME_REJECTED] = N_("Refused"), [REMARKS] = N_("Remarks"),
  };

  return _(names[filter]);
}

static gint64
count_of (const GxImportReport *report, guint filter)
{
  const gint64 counts[] = {
    [GX_OUTCOME_ADDED] = report->added, [GX_OUTCOME_UPDATED] = report->updated,
    [GX_OUTCOME_UNCHANGED] = report->unchanged,
    [GX_OUTCOME_REJECTED] = report->rejected, [REMARKS] = MAX (report->n_problems - report->rejected, 0),
  };

  return counts[filter];
}

static void
list_problems (GxImportReportView *self, gboolean errors)
{
  for (guint i = 0; i < self->report->problems->len; i++)
    {
      const GxImportProblem *problem = self->report->problems->pdata[i];

      if ((problem->severity == GX_SEVERITY_ERROR) == errors)
        {
          g_autoptr (GxImportLine) line = line_of_problem (problem);
          g_list_store_append (self->lines, line);
        }
    }
}

static void
list_examples (GxImportReportView *self, GPtrArray *examples)
{
  for (guint i = 0; i < examples->len; i++)
    {
      g_autoptr (GxImportLine) line = line_of_example (examples->pdata[i]);
      g_list_store_append (self->lines, line);
    }
}

static void
show_heading (GxImportReportView *self, guint filter)
{
  gint64 all = count_of (self->report, filter);
  guint shown = g_list_model_get_n_items (G_LIST_MODEL (self->lines));
  g_autofree char *count = gx_count_format (all);
  g_autofree char *first = gx_count_format (shown);
  g_autofree char *text = NULL;

  if (shown < all)
    /* Translators: %1$s is a kind of rows ("Added"), %2$s and %3$s are numbers */
    text = g_strdup_printf (_("%1$s: the first %2$s of %3$s"), filter_name (filter), first, count);
  gtk_label_set_label (self->heading, text != NULL ? text : filter_name (filter));
  gtk_widget_set_visible (self->save, filter == GX_OUTCOME_REJECTED && all > 0);
  gtk_stack_set_visible_child_name (self->stack, shown > 0 ? "list" : "empty");
}

static void
show_filter (GxImportReportView *self, guint filter)
{
  g_list_store_remove_all (self->lines);
  if (filter == GX_OUTCOME_REJECTED || filter == REMARKS)
    list_problems (self, filter == GX_OUTCOME_REJECTED);
  else
    list_examples (self, self->report->examples[filter]);
  show_heading (self, filter);
}

static void
filter_toggled_cb (GxImportReportView *self, GtkToggleButton *button)
{
  if (self->report == NULL || !gtk_toggle_button_get_active (button))
    return;
  for (guint i = 0; i < N_FILTERS; i++)
    if (self->filters[i] == button)
      show_filter (self, i);
}

static GtkWidget *
new_text (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
add_filter (GxImportReportView *self, guint filter)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *name = new_text (box, "gx-tile-name");

  gtk_label_set_label (GTK_LABEL (name), filter_name (filter));
  self->counts[filter] = GTK_LABEL (new_text (box, "gx-tile-value"));
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "card");
  gtk_widget_add_css_class (button, "gx-tile");
  self->filters[filter] = GTK_TOGGLE_BUTTON (button);
  if (filter > 0)
    gtk_toggle_button_set_group (self->filters[filter], self->filters[0]);
  g_signal_connect_object (button, "toggled", G_CALLBACK (filter_toggled_cb), self, G_CONNECT_SWAPPED);
  gx_tiles_append (self->tiles, button);
}

/* -- The lines */

static void
line_made_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *row = new_text (box, "gx-second");

  gtk_widget_add_css_class (row, "gx-number");
  gtk_label_set_width_chars (GTK_LABEL (row), 6);
  gtk_label_set_xalign (GTK_LABEL (row), 1);
  gtk_widget_set_valign (row, GTK_ALIGN_BASELINE);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), texts);
  gtk_label_set_wrap (GTK_LABEL (new_text (texts, "gx-number")), TRUE);
  new_text (texts, "gx-second");
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
line_bound_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GxImportLine *line = gtk_list_item_get_item (item);
  GtkWidget *row = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *text = gtk_widget_get_first_child (gtk_widget_get_next_sibling (row));
  GtkWidget *note = gtk_widget_get_next_sibling (text);
  g_autofree char *number = gx_count_format (line->row);

  gtk_label_set_label (GTK_LABEL (row), number);
  gtk_label_set_label (GTK_LABEL (text), line->text);
  gtk_label_set_lines (GTK_LABEL (text), line->note != NULL ? 3 : 1);
  gtk_label_set_label (GTK_LABEL (note), line->note != NULL ? line->note : "");
  gtk_widget_set_visible (note, line->note != NULL);
}

static void
gx_import_report_view_dispose (GObject *object)
{
  GxImportReportView *self = GX_IMPORT_REPORT_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_IMPORT_REPORT_VIEW);
  g_clear_object (&self->lines);
  g_clear_pointer (&self->report, gx_import_report_free);
  G_OBJECT_CLASS (gx_import_report_view_parent_class)->dispose (object);
}

static void
gx_import_report_view_class_init (GxImportReportViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_import_report_view_dispose;
  g_type_ensure (GX_TYPE_TILES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/guanxi/Guanxi/ui/gx-import-report-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GxImportReportView, tiles);
  gtk_widget_class_bind_template_child (widget_class, GxImportReportView, summary);
  gtk_widget_class_bind_template_child (widget_class, GxImportReportView, heading);
  gtk_widget_class_bind_template_child (widget_class, GxImportReportView, save);
  gtk_widget_class_bind_template_child (widget_class, GxImportReportView, stack);
  gtk_widget_class_bind_template_child (widget_class, GxImportReportView, list);
}

static void
gx_import_report_view_init (GxImportReportView *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSelectionModel) model = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines = g_list_store_new (GX_TYPE_IMPORT_LINE);
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lines))));
  g_signal_connect (factory, "setup", G_CALLBACK (line_made_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (line_bound_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, model);
  for (guint i = 0; i < N_FILTERS; i++)
    add_filter (self, i);
  g_object_unref (factory);
}

/* What will be new, or why nothing will. */
static void
show_summary (GxImportReportView *self)
{
  const GxImportReport *report = self->report;
  g_autofree char *new = gx_import_report_describe_new (report);
  const char *text = new;

  if (report->added + report->updated == 0)
    text = report->rejected == 0 ? _("Everything in this file is in the book already.")
                                 : _("No row of this file can be brought in as it is.");
  gtk_label_set_label (self->summary, text);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), *text != '\0');
}

void
gx_import_report_view_show (GxImportReportView *self, GxImportReport *report)
{
  g_return_if_fail (GX_IS_IMPORT_REPORT_VIEW (self) && report != NULL);

  guint first = GX_OUTCOME_ADDED;
  g_clear_pointer (&self->report, gx_import_report_free);
  for (guint i = 0; i < N_FILTERS; i++)
    {
      g_autofree char *count = gx_count_format (count_of (report, i));

      /* Translators: said by a screen reader: %1$s is a kind of rows ("Added"), %2$s a number */
      g_autofree char *spoken = g_strdup_printf (_("%1$s: %2$s"), filter_name (i), count);

      gtk_label_set_label (self->counts[i], count);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->filters[i]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      spoken, -1);
      gtk_toggle_button_set_active (self->filters[i], FALSE);
      if (count_of (report, i) > count_of (report, first))
        first = i;
    }
  gtk_widget_set_visible (GTK_WIDGET (self->filters[REMARKS]), count_of (report, REMARKS) > 0);
  if (report->rejected > 0)
    first = GX_OUTCOME_REJECTED;
  self->report = report;
  show_summary (self);
  gtk_toggle_button_set_active (self->filters[first], TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->filters[first]));
}

GxImportReport *
gx_import_report_view_get (GxImportReportView *self)
{
  g_return_val_if_fail (GX_IS_IMPORT_REPORT_VIEW (self), NULL);

  return self->report;
}

char *
gx_import_report_describe_new (const GxImportReport *report)
{
  g_return_val_if_fail (report != NULL, NULL);

  g_autofree char *n_customers = gx_count_format (report->n_customers);
  g_autofree char *n_purchases = gx_count_format (report->n_purchases);
  g_autofree char *n_products = gx_count_format (report->n_products);
  /* Translators: %s is a number; part of "New: 12 customers, 3 purchases" */
  g_autofree char *customers = g_strdup_printf (ngettext ("%s customer", "%s customers",
                                                          report->n_customers), n_customers);
  /* Translators: %s is a number; part of "New: 12 customers, 3 purchases" */
  g_autofree char *purchases = g_strdup_printf (ngettext ("%s purchase", "%s purchases",
                                                          report->n_purchases), n_purchases);
  /* Translators: %s is a number; part of "New: 12 customers, 3 purchases" */
  g_autofree char *products = g_strdup_printf (ngettext ("%s product", "%s products", report->n_products),
                                               n_products);
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();

  if (report->n_customers > 0)
    g_ptr_array_add (parts, customers);
  if (report->n_purchases > 0)
    g_ptr_array_add (parts, purchases);
  if (report->n_products > 0)
    g_ptr_array_add (parts, products);
  if (parts->len == 0)
    return g_strdup ("");
  g_ptr_array_add (parts, NULL);
  g_autofree char *list = g_strjoinv (_(", "), (char **) parts->pdata);
  /* Translators: %s is a list such as "12 customers, 3 purchases" */
  return g_strdup_printf (_("New: %s"), list);
}
