/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-report-view.h"

#include "base/gx-listing.h"
#include "base/gx-money.h"
#include "pages/gx-import-lines.h"
#include "widgets/gx-wrap-box.h"

#include <glib/gi18n-lib.h>

#define MOST_LINES 20 /* of a row's story: in a narrow window a long one has so many */

struct _GxImportReportView {
  AdwBin parent_instance;

  GxWrapBox *filters;
  GtkLabel *summary;
  GtkButton *hidden;
  GtkEditable *words;
  GtkWidget *decide, *save;
  GtkStack *stack;
  GtkListView *list;

  GtkToggleButton *buttons[GX_N_SHOWS];
  GtkLabel *counts[GX_N_SHOWS];
  GxImportLines *lines;
  GxImportReport *report;
  int number_width;    /* characters of the longest number of a row */
};

G_DEFINE_FINAL_TYPE (GxImportReportView, gx_import_report_view, ADW_TYPE_BIN)

/* As they stand beside each other. */
static const struct { guint show; const char *name; } filters[] = {
  { GX_SHOW_ALL, N_("All") },
  { GX_OUTCOME_ADDED, N_("Added") },
  { GX_OUTCOME_UPDATED, N_("Updated") },
  { GX_OUTCOME_UNCHANGED, N_("Unchanged") },
  { GX_OUTCOME_LEFT, N_("Left as they are") },
  { GX_OUTCOME_REJECTED, N_("Refused") },
  { GX_SHOW_POSSIBLE, N_("To decide") },
  { GX_SHOW_REPAIRED, N_("Put right") },
  { GX_SHOW_REMARKED, N_("Remarks") },
};

static const char *
filter_name (guint show)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (filters[i].show == show)
      return _(filters[i].name);
  return "";
}

static guint
get_filter (GxImportReportView *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    if (gtk_toggle_button_get_active (self->buttons[filters[i].show]))
      return filters[i].show;
  return GX_SHOW_ALL;
}

static void
show_lines (GxImportReportView *self)
{
  guint show = get_filter (self);

  if (self->report == NULL)
    return;
  gx_import_lines_show (self->lines, self->report->log, show, gtk_editable_get_text (self->words));
  gtk_widget_set_visible (self->save, show == GX_OUTCOME_REJECTED && self->report->rejected > 0);
  gtk_widget_set_visible (self->decide, self->report->n_possible > 0
                                          && (show == GX_SHOW_ALL || show == GX_SHOW_POSSIBLE));
  gtk_stack_set_visible_child_name (self->stack, g_list_model_get_n_items (G_LIST_MODEL (self->lines)) > 0
                                                   ? "list" : "empty");
}

static void
filter_toggled_cb (GxImportReportView *self, GtkToggleButton *button)
{
  if (gtk_toggle_button_get_active (button))
    show_lines (self);
}

static void
words_changed_cb (GxImportReportView *self)
{
  show_lines (self);
}

static void
find_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gtk_widget_grab_focus (GTK_WIDGET (GX_IMPORT_REPORT_VIEW (widget)->words));
}

/* Escape goes back to all of them, and only then out of here. */
static void
search_stopped_cb (GxImportReportView *self)
{
  if (*gtk_editable_get_text (self->words) != '\0')
    gtk_editable_set_text (self->words, "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "import.back", NULL);
}

static void
add_filter (GxImportReportView *self, guint show)
{
  GtkWidget *button = gtk_toggle_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *count = gtk_label_new (NULL);

  gtk_box_append (GTK_BOX (box), gtk_label_new (filter_name (show)));
  gtk_box_append (GTK_BOX (box), count);
  gtk_widget_add_css_class (count, "gx-tally");
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "gx-filter");
  self->buttons[show] = GTK_TOGGLE_BUTTON (button);
  self->counts[show] = GTK_LABEL (count);
  if (show != filters[0].show)
    gtk_toggle_button_set_group (self->buttons[show], self->buttons[filters[0].show]);
  g_signal_connect_object (button, "toggled", G_CALLBACK (filter_toggled_cb), self, G_CONNECT_SWAPPED);
  gx_wrap_box_append (self->filters, button);
}

/* -- The lines */

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

/* How many rows the file has, as it is written. */
static int
measure_numbers (const GxImportReport *report)
{
  g_autofree char *longest = gx_count_format (report->rows);

  return (int) g_utf8_strlen (longest, -1);
}

/* [row] [name          outcome]
 *       [what is written …    ] */
static void
line_made_cb (GtkSignalListItemFactory *factory, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *row = new_text (box, "gx-second");
  GtkWidget *head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *title = new_text (head, "gx-name");
  GtkWidget *outcome = new_text (head, "gx-second");
  GtkWidget *story = NULL;

  gtk_widget_add_css_class (row, "gx-number");
  gtk_label_set_xalign (GTK_LABEL (row), 1);
  gtk_widget_set_valign (row, GTK_ALIGN_START);
  gtk_widget_set_hexpand (title, TRUE);
  gtk_label_set_ellipsize (GTK_LABEL (outcome), PANGO_ELLIPSIZE_NONE);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (texts), head);
  gtk_box_append (GTK_BOX (box), texts);
  story = new_text (texts, "gx-story");
  gtk_label_set_wrap (GTK_LABEL (story), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (story), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (story), MOST_LINES);
  gtk_list_item_set_child (item, box);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
line_bound_cb (GtkSignalListItemFactory *factory, GtkListItem *item, GxImportReportView *self)
{
  GxImportLine *line = gtk_list_item_get_item (item);
  GtkWidget *row = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget *head = gtk_widget_get_first_child (gtk_widget_get_next_sibling (row));
  GtkWidget *title = gtk_widget_get_first_child (head), *outcome = gtk_widget_get_next_sibling (title);
  GtkWidget *story = gtk_widget_get_next_sibling (head);
  GxImportOutcome is = gx_import_line_get_outcome (line);
  g_autofree char *number = gx_count_format (gx_import_line_get_row (line));
  g_autofree char *name = gx_import_line_get_title (line);
  g_autofree char *told = gx_import_line_get_story (line);

  gtk_label_set_label (GTK_LABEL (row), number);
  gtk_label_set_width_chars (GTK_LABEL (row), self->number_width);
  gtk_label_set_label (GTK_LABEL (title), name);
  gtk_label_set_label (GTK_LABEL (outcome), filter_name (is));
  if (is == GX_OUTCOME_REJECTED)
    gtk_widget_add_css_class (outcome, "error");
  else
    gtk_widget_remove_css_class (outcome, "error");
  gtk_widget_set_visible (outcome, get_filter (self) >= GX_N_OUTCOMES);
  gtk_label_set_markup (GTK_LABEL (story), told);
  gtk_widget_set_visible (story, *told != '\0');
}

static void
gx_import_report_view_dispose (GObject *object)
{
  GxImportReportView *self = GX_IMPORT_REPORT_VIEW (object);

  g_clear_pointer (&self->report, gx_import_report_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_IMPORT_REPORT_VIEW);
  g_clear_object (&self->lines);
  G_OBJECT_CLASS (gx_import_report_view_parent_class)->dispose (object);
}

static void
gx_import_report_view_class_init (GxImportReportViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_import_report_view_dispose;
  g_type_ensure (GX_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/guanxi/Guanxi/ui/gx-import-report-view.ui");
  gtk_widget_class_bind_template_child (widget_class, GxImportReportView, filters);
  gtk_widget_class_bind_template_child (widget_class, GxImportReportView, summary);
  gtk_widget_class_bind_template_child (widget_class, GxImportReportView, hidden);
  gtk_widget_class_bind_template_child (widget_class, GxImportReportView, words);
  gtk_widget_class_bind_template_child (widget_class, GxImportReportView, decide);
  gtk_widget_class_bind_template_child (widget_class, GxImportReportView, save);
  gtk_widget_class_bind_template_child (widget_class, GxImportReportView, stack);
  gtk_widget_class_bind_template_child (widget_class, GxImportReportView, list);
  gtk_widget_class_bind_template_callback (widget_class, words_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_install_action (widget_class, "import-report.find", NULL, find_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "import-report.find", NULL);
}

static void
gx_import_report_view_init (GxImportReportView *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSelectionModel) model = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines = gx_import_lines_new ();
  model = GTK_SELECTION_MODEL (gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lines))));
  g_signal_connect (factory, "setup", G_CALLBACK (line_made_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (line_bound_cb), self, 0);
  gtk_list_view_set_factory (self->list, factory);
  gtk_list_view_set_model (self->list, model);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    add_filter (self, filters[i].show);
}

/* What will be new, or why nothing will; and what the file holds beside its rows. */
static void
show_summary (GxImportReportView *self)
{
  const GxImportReport *report = self->report;
  g_autofree char *new = gx_import_report_describe_new (report);
  g_autoptr (GString) all = NULL;
  const char *text = new;

  if (report->added + report->updated == 0)
    text = report->rejected == 0 ? _("Everything in this file is in the book already.")
      : report->unchanged > 0    ? _("All but the refused rows is in the book already.")
                                 : _("No row of this file can be brought in as it is.");
  all = g_string_new (text);
  for (guint i = 0; i < report->notices->len; i++)
    g_string_append_printf (all, "%s%s", all->len > 0 ? "\n" : "",
                            ((const GxNotice *) report->notices->pdata[i])->text);
  gtk_label_set_label (self->summary, all->str);
  gtk_widget_set_visible (GTK_WIDGET (self->summary), all->len > 0);
}

/* What a spreadsheet hides is told, and comes in or stays out as a person says. */
static void
show_hidden (GxImportReportView *self, gboolean leaves_hidden)
{
  gboolean has_hidden = FALSE;

  for (guint i = 0; i < self->report->notices->len; i++)
    has_hidden |= g_str_has_prefix (((const GxNotice *) self->report->notices->pdata[i])->code, "hidden-");
  gtk_widget_set_visible (GTK_WIDGET (self->hidden), has_hidden);
  gtk_button_set_label (self->hidden, leaves_hidden ? _("Bring in what is hidden, too")
                                                    : _("Leave out what is hidden"));
}

void
gx_import_report_view_show (GxImportReportView *self, const GxImportPlan *plan, GxImportReport *report)
{
  g_return_if_fail (GX_IS_IMPORT_REPORT_VIEW (self) && report != NULL && report->log != NULL);

  g_clear_pointer (&self->report, gx_import_report_free);
  for (guint i = 0; i < G_N_ELEMENTS (filters); i++)
    {
      guint show = filters[i].show, n = gx_import_log_count (report->log, show);
      g_autofree char *count = gx_count_format (n);
      /* Translators: said by a screen reader: %1$s is a kind of rows ("Added"), %2$s a number */
      g_autofree char *spoken = g_strdup_printf (_("%1$s: %2$s"), filter_name (show), count);

      gtk_label_set_label (self->counts[show], count);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->buttons[show]), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      spoken, -1);
      gtk_widget_set_visible (GTK_WIDGET (self->buttons[show]), n > 0 || show == GX_SHOW_ALL);
    }
  gtk_editable_set_text (self->words, "");
  gtk_toggle_button_set_active (self->buttons[GX_SHOW_ALL], TRUE);
  self->report = report;
  self->number_width = measure_numbers (report);
  show_summary (self);
  show_hidden (self, plan->leave_hidden);
  show_lines (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->buttons[GX_SHOW_ALL]));
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
  g_autoptr (GString) list = g_string_new (NULL);

  if (report->n_customers > 0)
    /* Translators: %s is a number; part of "New: 12 customers, 3 purchases" */
    gx_listing_add (list, ngettext ("%s customer", "%s customers", report->n_customers), n_customers);
  if (report->n_purchases > 0)
    /* Translators: %s is a number; part of "New: 12 customers, 3 purchases" */
    gx_listing_add (list, ngettext ("%s purchase", "%s purchases", report->n_purchases), n_purchases);
  if (report->n_products > 0)
    /* Translators: %s is a number; part of "New: 12 customers, 3 purchases" */
    gx_listing_add (list, ngettext ("%s product", "%s products", report->n_products), n_products);
  if (list->len == 0)
    return g_strdup ("");
  /* Translators: %s is a list such as "12 customers, 3 purchases" */
  return g_strdup_printf (_("New: %s"), list->str);
}
