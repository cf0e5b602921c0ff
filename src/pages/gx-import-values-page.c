/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-values-page.h"

#include "base/gx-money.h"
#include "base/gx-phrase.h"
#include "customers/gx-customer-field.h"
#include "customers/gx-members.h"
#include "customers/gx-words.h"

#include <glib/gi18n-lib.h>

#define MOST_SHOWN 100
#define MOST_READ 10000
#define LINE_KEY "gx-line"

struct _GxImportValuesPage {
  AdwBin parent_instance;

  GtkLabel *title, *more;
  GtkListBox *rows;

  GxColumn field;
  GPtrArray *all;         /* of GxImportValue, as they were read */
  GPtrArray *values;      /* the same, what is not understood first */
  GPtrArray *said;        /* of char * (nullable), beside each: what a person said before */
  GPtrArray *labels, *words; /* of utf8: what may be chosen, and as the import takes it */
  GCancellable *reading;  /* (nullable) */
};

enum { CHOSEN, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxImportValuesPage, gx_import_values_page, ADW_TYPE_BIN)

/* -- Reading */

/* Of a plan all that is needed for another of the same table. */
typedef struct {
  char *path, *text, *map;
  gboolean has_header;
  guint column;
} Read;

static void
free_read (gpointer data)
{
  Read *self = data;

  g_free (self->path);
  g_free (self->text);
  g_free (self->map);
  g_free (self);
}

/* Nobody has said anything to this plan: what it understands, it understands by itself. */
static GPtrArray *
read_values (const Read *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GxImportPlan) plan = self->text != NULL ? gx_import_plan_new_text (self->text)
                                                     : gx_import_plan_new (self->path);

  plan->has_header = self->has_header;
  if (!gx_import_plan_read_map (plan, self->map, self->path, error))
    return NULL;
  g_hash_table_remove_all (plan->values);
  return gx_import_plan_list_values (plan, self->column, MOST_READ, cancellable, error);
}

static void
read_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;
  GPtrArray *values = read_values (data, cancellable, &error);

  if (values != NULL)
    g_task_return_pointer (task, values, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
gx_import_values_read_async (const GxImportPlan *plan, guint column, GCancellable *cancellable,
                             GAsyncReadyCallback done, gpointer user_data)
{
  g_return_if_fail (plan != NULL && column < plan->columns->len);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, done, user_data);
  Read *read = g_new (Read, 1);

  *read = (Read) { g_strdup (plan->path), g_strdup (plan->text), gx_import_plan_save_map (plan),
                   plan->has_header, column };
  g_task_set_task_data (task, read, free_read);
  g_task_run_in_thread (task, read_thread);
}

GPtrArray *
gx_import_values_read_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
gx_import_values_are_for (GxColumn field)
{
  return gx_column_has_values (field);
}

static gboolean
is_unknown (const GxImportValue *value, const char *said)
{
  return value->becomes == NULL && said == NULL;
}

guint
gx_import_values_count_unknown (GPtrArray *values, const GxImportPlan *plan, GxColumn field)
{
  guint n = 0;

  for (guint i = 0; i < values->len; i++)
    {
      const GxImportValue *value = values->pdata[i];

      n += is_unknown (value, gx_import_plan_get_value (plan, field, value->text));
    }
  return n;
}

char *
gx_import_values_describe (guint n_unknown)
{
  g_autofree char *count = gx_count_format (n_unknown);

  if (n_unknown == 0)
    return g_strdup (_("Every value is understood"));
  /* Translators: %s is a number */
  return g_strdup_printf (ngettext ("%s value is not understood", "%s values are not understood", n_unknown),
                          count);
}

/* -- What may be chosen */

static void
add_choice (GxImportValuesPage *self, const char *label, const char *word)
{
  if (g_ptr_array_find_with_equal_func (self->labels, label, g_str_equal, NULL))
    return;
  g_ptr_array_add (self->labels, g_strdup (label));
  g_ptr_array_add (self->words, g_strdup (word));
}

/* (transfer full) (element-type utf8): the names that the book has for a field. */
static gpointer
names_job (GxConnection *book, gpointer key, GCancellable *cancellable, GError **error)
{
  const GxCustomerField *field = gx_customer_field_get (key);
  gboolean is_member = field->type == GX_CUSTOMER_FIELD_MEMBER;
  g_autoptr (GPtrArray) found = is_member ? gx_members_list (book, error)
                                          : gx_words_list (book, field->domain, error);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; found != NULL && i < found->len; i++)
    g_ptr_array_add (names, g_strdup (is_member ? ((GxMember *) found->pdata[i])->name
                                                : ((GxWord *) found->pdata[i])->name));
  return found != NULL ? g_steal_pointer (&names) : NULL;
}

/* -- The rows */

/* What each line of a row's list stands for. */
typedef struct {
  char *text;
  GPtrArray *becomes;  /* of char * (nullable): as gx_import_plan_set_value() takes them */
} Line;

static void
free_line (gpointer data)
{
  Line *self = data;

  g_free (self->text);
  g_ptr_array_unref (self->becomes);
  g_free (self);
}

static void
mark_unknown (AdwComboRow *row, const Line *line, gboolean is_unknown_by_itself)
{
  guint selected = adw_combo_row_get_selected (row);

  if (is_unknown_by_itself && selected < line->becomes->len && line->becomes->pdata[selected] == NULL)
    gtk_widget_add_css_class (GTK_WIDGET (row), "gx-unknown");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (row), "gx-unknown");
}

static void
selected_cb (AdwComboRow *row, GParamSpec *param, GxImportValuesPage *self)
{
  const Line *line = g_object_get_data (G_OBJECT (row), LINE_KEY);
  guint selected = adw_combo_row_get_selected (row);
  const GxImportValue *value = NULL;

  if (selected >= line->becomes->len)
    return;
  value = self->values->pdata[gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row))];
  mark_unknown (row, line, value->becomes == NULL);
  g_signal_emit (self, signals[CHOSEN], 0, (guint) self->field, line->text, line->becomes->pdata[selected]);
}

static void
add_line (GtkStringList *labels, Line *line, const char *label, const char *becomes)
{
  gtk_string_list_append (labels, label);
  g_ptr_array_add (line->becomes, g_strdup (becomes));
}

static gboolean
means (const char *said, const char *label, const char *word)
{
  return said != NULL && (g_strcmp0 (said, word) == 0 || g_strcmp0 (said, label) == 0);
}

/* What it is by itself is chosen by saying nothing. */
static guint
fill_line (GxImportValuesPage *self, GtkStringList *labels, Line *line, const GxImportValue *value,
           const char *said)
{
  guint selected = GTK_INVALID_LIST_POSITION;

  if (value->becomes == NULL)
    {
      add_line (labels, line, _("Not understood"), NULL);
      selected = said == NULL ? 0 : selected;
    }
  for (guint i = 0; i < self->labels->len; i++)
    {
      const char *label = self->labels->pdata[i], *word = self->words->pdata[i];
      gboolean is_itself = g_strcmp0 (value->becomes, label) == 0;

      if (said == NULL ? is_itself : means (said, label, word))
        selected = line->becomes->len;
      add_line (labels, line, label, is_itself ? NULL : word);
    }
  if (said != NULL && *said != '\0' && selected == GTK_INVALID_LIST_POSITION)
    {
      selected = line->becomes->len;
      add_line (labels, line, said, said);
    }
  if (said != NULL && *said == '\0')
    selected = line->becomes->len;
  add_line (labels, line, _("Leave empty"), "");
  return selected;
}

static GtkWidget *
new_row (GxImportValuesPage *self, const GxImportValue *value, const char *said)
{
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  g_autofree char *number = gx_count_format (value->count);
  /* Translators: %s is a number */
  g_autofree char *count = g_strdup_printf (ngettext ("%s row", "%s rows", value->count), number);
  Line *line = g_new (Line, 1);
  guint selected = 0;

  *line = (Line) { g_strdup (value->text), g_ptr_array_new_with_free_func (g_free) };
  g_object_set_data_full (G_OBJECT (row), LINE_KEY, line, free_line);
  selected = fill_line (self, labels, line, value, said);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), value->text);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 2);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), count);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (labels));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  mark_unknown (ADW_COMBO_ROW (row), line, value->becomes == NULL);
  g_signal_connect_object (row, "notify::selected", G_CALLBACK (selected_cb), self, 0);
  return row;
}

static void
fill_rows (GxImportValuesPage *self)
{
  GtkListBoxRow *first = NULL;

  for (guint i = 0; i < MIN (self->values->len, MOST_SHOWN); i++)
    gtk_list_box_append (self->rows, new_row (self, self->values->pdata[i], self->said->pdata[i]));
  gtk_widget_set_visible (GTK_WIDGET (self->more), self->values->len > MOST_SHOWN);
  first = gtk_list_box_get_row_at_index (self->rows, 0);
  if (first != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (first));
}

static void
names_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) names = gx_book_job_finish (GX_BOOK (source), result, &error);
  GxImportValuesPage *self = user_data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  g_clear_object (&self->reading);
  for (guint i = 0; names != NULL && i < names->len; i++)
    add_choice (self, names->pdata[i], names->pdata[i]);
  fill_rows (self);
}

/* Words are what the file and the book have; a choice is the house's. */
static void
offer_choices (GxImportValuesPage *self, GxBook *book)
{
  const GxCustomerField *field = gx_customer_field_get (gx_column_key (self->field));
  const char *domain = gx_column_domain (self->field);

  if (domain != NULL)
    {
      for (const char * const *key = gx_phrase_keys (domain); key != NULL && *key != NULL; key++)
        add_choice (self, gx_phrase (domain, *key), *key);
      fill_rows (self);
      return;
    }
  for (guint i = 0; i < MIN (self->values->len, MOST_SHOWN); i++)
    {
      const char *text = ((GxImportValue *) self->values->pdata[i])->text;

      add_choice (self, text, text);
    }
  if (field == NULL || (field->type != GX_CUSTOMER_FIELD_WORD && field->type != GX_CUSTOMER_FIELD_MEMBER))
    {
      fill_rows (self);
      return;
    }
  self->reading = g_cancellable_new ();
  gx_book_read_async (book, names_job, g_strdup (field->key), g_free, (GDestroyNotify) g_ptr_array_unref,
                      self->reading, names_read_cb, self);
}

static void
forget (GxImportValuesPage *self)
{
  GtkListBoxRow *old = NULL;

  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
  while (self->rows != NULL && (old = gtk_list_box_get_row_at_index (self->rows, 0)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (old));
  g_clear_pointer (&self->values, g_ptr_array_unref);
  g_clear_pointer (&self->all, g_ptr_array_unref);
  g_clear_pointer (&self->said, g_ptr_array_unref);
  g_clear_pointer (&self->labels, g_ptr_array_unref);
  g_clear_pointer (&self->words, g_ptr_array_unref);
}

static void
gx_import_values_page_dispose (GObject *object)
{
  forget (GX_IMPORT_VALUES_PAGE (object));
  gtk_widget_dispose_template (GTK_WIDGET (object), GX_TYPE_IMPORT_VALUES_PAGE);
  G_OBJECT_CLASS (gx_import_values_page_parent_class)->dispose (object);
}

static void
gx_import_values_page_class_init (GxImportValuesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_import_values_page_dispose;
  signals[CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 3, G_TYPE_UINT, G_TYPE_STRING, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/guanxi/Guanxi/ui/gx-import-values-page.ui");
  gtk_widget_class_bind_template_child (widget_class, GxImportValuesPage, title);
  gtk_widget_class_bind_template_child (widget_class, GxImportValuesPage, more);
  gtk_widget_class_bind_template_child (widget_class, GxImportValuesPage, rows);
}

static void
gx_import_values_page_init (GxImportValuesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What is not understood first; else as they are. */
static void
take_values (GxImportValuesPage *self, const GxImportPlan *plan, GPtrArray *values)
{
  self->all = g_ptr_array_ref (values);
  self->values = g_ptr_array_new ();
  self->said = g_ptr_array_new_with_free_func (g_free);
  for (int pass = 0; pass < 2; pass++)
    for (guint i = 0; i < values->len; i++)
      {
        const GxImportValue *value = values->pdata[i];
        const char *said = gx_import_plan_get_value (plan, self->field, value->text);

        if ((value->becomes == NULL) != (pass == 0))
          continue;
        g_ptr_array_add (self->values, (gpointer) value);
        g_ptr_array_add (self->said, g_strdup (said));
      }
}

void
gx_import_values_page_show (GxImportValuesPage *self, GxBook *book, const GxImportPlan *plan, GxColumn field,
                            const char *header, GPtrArray *values)
{
  g_return_if_fail (GX_IS_IMPORT_VALUES_PAGE (self) && plan != NULL && values != NULL);

  /* Translators: %s is the header of a column */
  g_autofree char *title = g_strdup_printf (_("What stands in “%s”"), header);
  forget (self);
  self->field = field;
  self->labels = g_ptr_array_new_with_free_func (g_free);
  self->words = g_ptr_array_new_with_free_func (g_free);
  take_values (self, plan, values);
  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->rows), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  offer_choices (self, book);
}
