/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-decide.h"

#include "base/gx-contact.h"
#include "base/gx-money.h"
#include "base/gx-text.h"
#include "customers/gx-customer-field.h"
#include "customers/gx-customers.h"
#include "pages/gx-import-lines.h"
#include "quality/gx-crowd.h"

#include <glib/gi18n-lib.h>

typedef enum { OPEN, ONE, TWO, LATER } Answer;

struct _GxImportDecide {
  AdwBin parent_instance;

  GtkLabel *place, *reasons;
  GtkGrid *fields;
  GtkWidget *one;

  GxBook *book;
  GxImportLog *log;
  GPtrArray *pairs;       /* of GxImportPair, those that are open; of the report */
  GPtrArray *matches;     /* the report's, which keeps them */
  GArray *answers;        /* of Answer, one a pair */
  guint at;
  GCancellable *reading;
};

enum { FINISHED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxImportDecide, gx_import_decide, ADW_TYPE_BIN)

/* -- Both sides: the text of each field */

/* What a row of the file says of a field, even where the book's stays; several of them with commas. */
static char *
read_from_row (GxImportDecide *self, gint64 row, const char *key)
{
  g_auto (GxImportRecord) record = { 0 };
  g_autoptr (GString) text = g_string_new (NULL);

  if (!gx_import_log_read_row (self->log, row, &record))
    return g_strdup ("");
  /* A row that was taken for somebody by name says no other one. */
  if (g_str_equal (key, "name") && record.matches->len > 0 && record.outcome != GX_OUTCOME_ADDED)
    g_string_append (text, g_array_index (record.matches, GxImportMatch, 0).name);
  for (guint i = 0; i < record.changes->len; i++)
    {
      const GxImportChange *change = &g_array_index (record.changes, GxImportChange, i);
      const char *value = g_str_equal (change->before, change->after) ? change->read : change->after;
      g_autofree char *shown = NULL;

      if (!g_str_equal (gx_column_key (change->field), key) || *value == '\0')
        continue;
      if (change->field == GX_COLUMN_NAME)
        g_string_truncate (text, 0);
      shown = change->field == GX_COLUMN_PHONE ? gx_phone_format (value)
                                               : gx_import_show_value (change->field, value);
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", shown);
    }
  return g_strdup (text->str);
}

static gboolean
is_same (const char *a, const char *b)
{
  g_autofree char *x = gx_fold (a), *y = gx_fold (b);

  return g_str_equal (x, y);
}

static void
add_text (GxImportDecide *self, const char *text, int column, int line, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_hexpand (label, column > 0);
  gtk_widget_set_valign (label, GTK_ALIGN_FILL);
  gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->fields, label, column, line, 1, 1);
}

static const GxImportPair *
get_pair (GxImportDecide *self)
{
  return self->pairs->pdata[self->at];
}

/* Whose values stand below: each title above its column. */
static void
show_titles (GxImportDecide *self)
{
  const GxImportPair *pair = get_pair (self);
  g_autofree char *row = gx_count_format (pair->row), *other = gx_count_format (pair->with_row);
  /* Translators: %s is the number of a row */
  g_autofree char *left = g_strdup_printf (_("Row %s of the file"), row);
  g_autofree char *right = g_strdup_printf (_("Row %s of the file"), other);

  add_text (self, left, 1, 0, "gx-title");
  add_text (self, pair->with_row != 0 ? right : _("In the book"), 2, 0, "gx-title");
}

/* A line for each field that either of them has. @customer: (nullable): NULL: the other is a row, too */
static void
show_fields (GxImportDecide *self, const GxCustomer *customer)
{
  guint n_fields = 0;
  const GxCustomerField *fields = gx_customer_field_list (&n_fields);
  const GxImportPair *pair = get_pair (self);
  GtkWidget *old = NULL;
  int line = 1;

  while ((old = gtk_widget_get_first_child (GTK_WIDGET (self->fields))) != NULL)
    gtk_grid_remove (self->fields, old);
  show_titles (self);
  for (guint i = 0; i < n_fields; i++)
    {
      g_autofree char *left = read_from_row (self, pair->row, fields[i].key);
      g_autofree char *right = customer != NULL ? gx_customer_field_format (&fields[i], customer)
                                                : read_from_row (self, pair->with_row, fields[i].key);
      gboolean is_known = *left != '\0' && *right != '\0';
      const char *css_class = is_known && !is_same (left, right) ? "gx-differs" : "gx-agrees";

      if (*left == '\0' && *right == '\0')
        continue;
      add_text (self, gx_customer_field_label (&fields[i]), 0, line, "gx-second");
      add_text (self, left, 1, line, css_class);
      add_text (self, right, 2, line, css_class);
      line++;
    }
}

static gpointer
load_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const GxId *id = data;

  return gx_customers_load (book, *id, error);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxImportDecide) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GxCustomer) customer = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (customer != NULL && self->pairs != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_fields (self, customer);
}

/* -- One pair after another */

static void
read_other (GxImportDecide *self, const GxImportPair *pair)
{
  GxId *id = NULL;

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  if (pair->with_row != 0)
    {
      show_fields (self, NULL);
      return;
    }
  self->reading = g_cancellable_new ();
  id = g_new (GxId, 1);
  *id = pair->with_customer;
  gx_book_find_async (self->book, load_job, id, g_free, (GDestroyNotify) gx_customer_unref, self->reading,
                      loaded_cb, g_object_ref (self));
}

static void
show_pair (GxImportDecide *self)
{
  const GxImportPair *pair = get_pair (self);
  g_autofree char *n = gx_count_format (self->at + 1), *all = gx_count_format (self->pairs->len);
  g_autofree char *why = gx_comparison_reasons_text ((const char * const *) pair->reasons);
  /* Translators: %1$s and %2$s are numbers */
  g_autofree char *place = g_strdup_printf (_("%1$s of %2$s"), n, all);
  /* Translators: %d is a number of percent, %s a list of reasons: "same phone, city differs" */
  g_autofree char *reasons = g_strdup_printf (_("One person? %d %%: %s"), (int) (pair->score * 100), why);

  gtk_label_set_label (self->place, place);
  gtk_label_set_label (self->reasons, reasons);
  read_other (self, pair);
}

static void
answer (GxImportDecide *self, Answer is)
{
  if (self->pairs == NULL || self->at >= self->pairs->len)
    return;
  g_array_index (self->answers, Answer, self->at) = is;
  if (self->at + 1 < self->pairs->len)
    {
      self->at++;
      show_pair (self);
    }
  else
    g_signal_emit (self, signals[FINISHED], 0);
}

static void
one_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  answer (GX_IMPORT_DECIDE (widget), ONE);
}

static void
two_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  answer (GX_IMPORT_DECIDE (widget), TWO);
}

static void
later_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  answer (GX_IMPORT_DECIDE (widget), LATER);
}

static void
previous_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxImportDecide *self = GX_IMPORT_DECIDE (widget);

  if (self->pairs == NULL || self->at == 0)
    return;
  self->at--;
  show_pair (self);
}

static void
forget (GxImportDecide *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  g_clear_object (&self->book);
  g_clear_pointer (&self->log, gx_import_log_unref);
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  g_clear_pointer (&self->matches, g_ptr_array_unref);
  g_clear_pointer (&self->answers, g_array_unref);
}

static void
gx_import_decide_dispose (GObject *object)
{
  forget (GX_IMPORT_DECIDE (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), GX_TYPE_IMPORT_DECIDE);
  G_OBJECT_CLASS (gx_import_decide_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct { guint key; const char *action; } keys[] = {
    { GDK_KEY_1, "decide.one" }, { GDK_KEY_KP_1, "decide.one" }, { GDK_KEY_2, "decide.two" },
    { GDK_KEY_KP_2, "decide.two" }, { GDK_KEY_3, "decide.later" }, { GDK_KEY_KP_3, "decide.later" },
    { GDK_KEY_BackSpace, "decide.previous" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding_action (widget_class, keys[i].key, 0, keys[i].action, NULL);
}

static void
gx_import_decide_class_init (GxImportDecideClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_import_decide_dispose;
  signals[FINISHED] = g_signal_new ("finished", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                    NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-import-decide.ui");
  gtk_widget_class_bind_template_child (widget_class, GxImportDecide, place);
  gtk_widget_class_bind_template_child (widget_class, GxImportDecide, reasons);
  gtk_widget_class_bind_template_child (widget_class, GxImportDecide, fields);
  gtk_widget_class_bind_template_child (widget_class, GxImportDecide, one);
  gtk_widget_class_install_action (widget_class, "decide.one", NULL, one_cb);
  gtk_widget_class_install_action (widget_class, "decide.two", NULL, two_cb);
  gtk_widget_class_install_action (widget_class, "decide.later", NULL, later_cb);
  gtk_widget_class_install_action (widget_class, "decide.previous", NULL, previous_cb);
  add_keys (widget_class);
}

static void
gx_import_decide_init (GxImportDecide *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
gx_import_decide_begin (GxImportDecide *self, GxBook *book, const GxImportReport *report)
{
  g_return_if_fail (GX_IS_IMPORT_DECIDE (self) && GX_IS_BOOK (book) && report != NULL && report->log != NULL);

  forget (self);
  self->book = g_object_ref (book);
  self->log = gx_import_log_ref (report->log);
  self->matches = g_ptr_array_ref (report->matches);
  self->pairs = g_ptr_array_new ();
  for (guint i = 0; i < report->matches->len; i++)
    if (!((GxImportPair *) report->matches->pdata[i])->is_joined)
      g_ptr_array_add (self->pairs, report->matches->pdata[i]);
  self->answers = g_array_new (FALSE, TRUE, sizeof (Answer));
  g_array_set_size (self->answers, self->pairs->len);
  self->at = 0;
  if (self->pairs->len == 0)
    return;
  show_pair (self);
  gtk_widget_grab_focus (self->one);
}

guint
gx_import_decide_take (GxImportDecide *self, GxImportPlan *plan)
{
  g_return_val_if_fail (GX_IS_IMPORT_DECIDE (self) && plan != NULL, 0);

  guint n = 0;
  for (guint i = 0; self->pairs != NULL && i < self->pairs->len; i++)
    {
      const GxImportPair *pair = self->pairs->pdata[i];
      Answer is = g_array_index (self->answers, Answer, i);

      if (is != ONE && is != TWO)
        continue;
      if (is == TWO)
        gx_import_plan_decide (plan, pair->row, GX_DECISION_NEW, 0);
      else if (pair->with_row != 0)
        gx_import_plan_decide (plan, pair->row, GX_DECISION_ROW, pair->with_row);
      else
        gx_import_plan_decide (plan, pair->row, GX_DECISION_CUSTOMER, pair->with_customer);
      n++;
    }
  return n;
}
