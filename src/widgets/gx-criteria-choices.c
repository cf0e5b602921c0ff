/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-criteria-choices.h"

#include "base/gx-text.h"

#include <glib/gi18n-lib.h>

#define LIST_HEIGHT_PX 260
#define MOST 30               /* offered at once */
#define MANY 12               /* stable words: from here on they are searched, too */
#define VALUE_KEY "gx-value"

struct _GxCriteriaChoices {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkSearchEntry *search;
  GtkListBox *list;

  GxBook *book;
  const GxCriteriaField *field;
  GxCriteriaCatalogue *catalogue;   /* whose it is; NULL: of no book */
  GPtrArray *values;          /* of char: ticked */
  GPtrArray *offered;         /* of char: to tick beside them */
  GCancellable *asking;
  gboolean is_filling;
};

enum { CHANGED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxCriteriaChoices, gx_criteria_choices, GTK_TYPE_WIDGET)

/* -- values */

static gboolean
find_value (GPtrArray *values, const char *value, guint *index)
{
  return g_ptr_array_find_with_equal_func (values, value, g_str_equal, index);
}

/* Stable words cannot be others; of all else something may be typed. */
static gboolean
is_open (GxCriteriaChoices *self)
{
  return self->field->choices == NULL;
}

static void
tick (GxCriteriaChoices *self, const char *value, gboolean is_ticked)
{
  guint index = 0;
  gboolean was_ticked = find_value (self->values, value, &index);

  if (was_ticked == is_ticked)
    return;
  if (is_ticked)
    g_ptr_array_add (self->values, g_strdup (value));
  else
    g_ptr_array_remove_index (self->values, index);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
toggled_cb (GtkCheckButton *check, GxCriteriaChoices *self)
{
  g_autofree char *value = g_strdup (g_object_get_data (G_OBJECT (check), VALUE_KEY));

  if (!self->is_filling)
    tick (self, value, gtk_check_button_get_active (check));
}

/* -- rows */

static char *
label_of (GxCriteriaChoices *self, const char *value)
{
  return gx_criteria_field_say_value (self->field, value);
}

static void
add_row (GxCriteriaChoices *self, const char *value, gboolean is_ticked)
{
  g_autofree char *label = label_of (self, value);
  GtkWidget *check = gtk_check_button_new_with_label (label);
  GtkWidget *row = g_object_new (GTK_TYPE_LIST_BOX_ROW, "child", check, "focusable", FALSE,
                                 "activatable", FALSE, NULL);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_ticked);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  g_object_set_data_full (G_OBJECT (check), VALUE_KEY, g_strdup (value), g_free);
  g_signal_connect (check, "toggled", G_CALLBACK (toggled_cb), self);
  gtk_list_box_append (self->list, row);
}

static void
show_rows (GxCriteriaChoices *self)
{
  GtkListBoxRow *row = NULL;

  self->is_filling = TRUE;
  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  for (guint i = 0; is_open (self) && i < self->values->len; i++)
    add_row (self, self->values->pdata[i], TRUE);
  for (guint i = 0; i < self->offered->len; i++)
    {
      gboolean is_ticked = find_value (self->values, self->offered->pdata[i], NULL);
      if (!is_ticked || !is_open (self))
        add_row (self, self->offered->pdata[i], is_ticked);
    }
  self->is_filling = FALSE;
}

/* -- what is offered */

typedef struct {
  const GxCriteriaField *field;
  GxCriteriaCatalogue *catalogue;   /* whose the field is */
  char *words;
} Question;

static void
free_question (gpointer data)
{
  Question *question = data;

  g_clear_pointer (&question->catalogue, gx_criteria_catalogue_unref);
  g_free (question->words);
  g_free (question);
}

static gpointer
suggest_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Question *question = data;

  return gx_criteria_suggest (book, question->field, question->words, MOST, error);
}

static void
suggested_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxCriteriaChoices) self = user_data;
  g_autoptr (GPtrArray) found = gx_book_job_finish (GX_BOOK (source), result, NULL);

  if (self->asking == NULL || g_task_get_cancellable (G_TASK (result)) != self->asking)
    return;
  g_clear_object (&self->asking);
  g_ptr_array_set_size (self->offered, 0);
  for (guint i = 0; found != NULL && i < found->len; i++)
    g_ptr_array_add (self->offered, g_strdup (((GxSuggestion *) found->pdata[i])->value));
  show_rows (self);
}

static void
offer_stable (GxCriteriaChoices *self)
{
  g_autofree char *words = gx_fold (gtk_editable_get_text (GTK_EDITABLE (self->search)));

  g_ptr_array_set_size (self->offered, 0);
  for (guint i = 0; self->field->choices[i] != NULL; i++)
    {
      g_autofree char *label = label_of (self, self->field->choices[i]);
      g_autofree char *text = gx_search_text (label, FALSE);
      if (strstr (text, words) != NULL)
        g_ptr_array_add (self->offered, g_strdup (self->field->choices[i]));
    }
  show_rows (self);
}

static void
offer (GxCriteriaChoices *self)
{
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  if (!is_open (self))
    {
      offer_stable (self);
      return;
    }
  Question *question = g_new0 (Question, 1);
  question->field = self->field;
  question->catalogue = self->catalogue != NULL ? gx_criteria_catalogue_ref (self->catalogue) : NULL;
  question->words = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search)));
  self->asking = g_cancellable_new ();
  gx_book_find_async (self->book, suggest_job, question, free_question, (GDestroyNotify) g_ptr_array_unref,
                      self->asking, suggested_cb, g_object_ref (self));
}

/* -- callbacks */

static void
search_changed_cb (GxCriteriaChoices *self)
{
  if (!self->is_filling)
    offer (self);
}

/* What was typed, or the only one that is offered. */
static void
search_activated_cb (GxCriteriaChoices *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->search))));

  if (*typed == '\0')
    return;
  if (is_open (self))
    tick (self, typed, TRUE);
  else if (self->offered->len > 0)
    tick (self, self->offered->pdata[0], TRUE);
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  show_rows (self);
}

static void
search_stopped_cb (GxCriteriaChoices *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static gboolean
search_key_pressed_cb (GxCriteriaChoices *self, guint key)
{
  if (key != GDK_KEY_Down && key != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;
  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
  return GDK_EVENT_STOP;
}

/* -- overrides */

static void
gx_criteria_choices_dispose (GObject *object)
{
  GxCriteriaChoices *self = GX_CRITERIA_CHOICES (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (gx_criteria_choices_parent_class)->dispose (object);
}

static void
gx_criteria_choices_finalize (GObject *object)
{
  g_clear_pointer (&GX_CRITERIA_CHOICES (object)->catalogue, gx_criteria_catalogue_unref);
  g_ptr_array_unref (GX_CRITERIA_CHOICES (object)->values);
  g_ptr_array_unref (GX_CRITERIA_CHOICES (object)->offered);
  G_OBJECT_CLASS (gx_criteria_choices_parent_class)->finalize (object);
}

static void
gx_criteria_choices_class_init (GxCriteriaChoicesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gx_criteria_choices_dispose;
  G_OBJECT_CLASS (klass)->finalize = gx_criteria_choices_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
make_search (GxCriteriaChoices *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->search = GTK_SEARCH_ENTRY (gtk_search_entry_new ());
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (search_key_pressed_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self->search), keys);
  g_signal_connect_swapped (self->search, "changed", G_CALLBACK (search_changed_cb), self);
  g_signal_connect_swapped (self->search, "activate", G_CALLBACK (search_activated_cb), self);
  g_signal_connect_swapped (self->search, "stop-search", G_CALLBACK (search_stopped_cb), self);
}

static void
gx_criteria_choices_init (GxCriteriaChoices *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();

  self->values = g_ptr_array_new_with_free_func (g_free);
  self->offered = g_ptr_array_new_with_free_func (g_free);
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  make_search (self);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "gx-choices");
  g_object_set (scrolled, "hscrollbar-policy", GTK_POLICY_NEVER, "propagate-natural-height", TRUE,
                "max-content-height", LIST_HEIGHT_PX, "child", self->list, NULL);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->search));
  gtk_box_append (GTK_BOX (self->box), scrolled);
}

/* -- public */

GtkWidget *
gx_criteria_choices_new (GxBook *book)
{
  GxCriteriaChoices *self = g_object_new (GX_TYPE_CRITERIA_CHOICES, NULL);

  self->book = g_object_ref (book);
  return GTK_WIDGET (self);
}

static guint
count_choices (const GxCriteriaField *field)
{
  return field->choices != NULL ? g_strv_length ((char **) field->choices) : G_MAXUINT;
}

void
gx_criteria_choices_show (GxCriteriaChoices *self, GxCriteriaCatalogue *catalogue,
                          const GxCriteriaField *field, const char * const *values)
{
  g_return_if_fail (GX_IS_CRITERIA_CHOICES (self) && field != NULL);

  const char *label = gx_criteria_field_get_label (field);
  self->field = field;
  g_clear_pointer (&self->catalogue, gx_criteria_catalogue_unref);
  self->catalogue = catalogue != NULL ? gx_criteria_catalogue_ref (catalogue) : NULL;
  g_ptr_array_set_size (self->values, 0);
  g_ptr_array_set_size (self->offered, 0);
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    g_ptr_array_add (self->values, g_strdup (values[i]));
  self->is_filling = TRUE;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  g_object_set (self->search, "placeholder-text",
                is_open (self) ? _("Type, Enter takes it") : _("Type to find"), NULL);
  self->is_filling = FALSE;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->search), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->list), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->search), count_choices (field) >= MANY);
  show_rows (self);
  offer (self);
}

char **
gx_criteria_choices_get_values (GxCriteriaChoices *self)
{
  g_return_val_if_fail (GX_IS_CRITERIA_CHOICES (self), NULL);

  char **values = g_new0 (char *, self->values->len + 1);
  for (guint i = 0; i < self->values->len; i++)
    values[i] = g_strdup (self->values->pdata[i]);
  return values;
}
