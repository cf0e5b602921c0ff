/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "widgets/gx-criteria-editor.h"

#include "base/gx-money.h"
#include "widgets/gx-criteria-bar.h"
#include "widgets/gx-criteria-choices.h"
#include "widgets/gx-criteria-numbers.h"
#include "widgets/gx-criteria-segments.h"
#include "widgets/gx-criteria-total-row.h"

#include <glib/gi18n-lib.h>

/* How a condition can be asked, as people choose it. */
typedef enum {
  IS, CONTAINS, RANGE, ONE_OF, WITHIN, NOT_FOR, IN_NEXT, ANNIVERSARY, SO, NOT_SO, KNOWN, UNKNOWN, N_WAYS
} Way;

static const char * const way_labels[N_WAYS] = {
  [IS] = N_("is one of"), [CONTAINS] = N_("contains"), [RANGE] = N_("from … to"), [ONE_OF] = N_("is one of"),
  [WITHIN] = N_("in the last"), [NOT_FOR] = N_("not for, or never"),
  [IN_NEXT] = N_("in the next"), [ANNIVERSARY] = N_("anniversary in the next"),
  [SO] = N_("Yes"), [NOT_SO] = N_("No"),
  [KNOWN] = N_("is known"), [UNKNOWN] = N_("is not known"),
};

#define MAX_WAYS 8

struct _GxCriteriaEditor {
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkDropDown *way;
  GtkStack *stack;             /* nothing, choices, numbers, segments */
  GxCriteriaChoices *choices;
  GxCriteriaNumbers *numbers;  /* a range, a span, a count */
  GxCriteriaSegments *segments;
  GxCriteriaBar *things;       /* NULL until somebody asks for them */
  GtkWidget *things_place;
  GxCriteriaTotalRow *total;

  GxBook *book;
  char *currency;
  GxCriteriaCatalogue *catalogue;   /* NULL: of no book */
  const GxCriteriaField *field;
  const GxCriteriaRelation *relation;
  Way ways[MAX_WAYS];
  guint n_ways;
  GxCriteria *criteria;
  gboolean is_filling;
};

enum { EDITED, N_SIGNALS };
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (GxCriteriaEditor, gx_criteria_editor, GTK_TYPE_WIDGET)

/* -- ways */

static guint
list_ways (GxFieldType type, Way ways[MAX_WAYS])
{
  static const Way of_type[][MAX_WAYS] = {
    [GX_FIELD_TEXT] = { CONTAINS, IS, KNOWN, UNKNOWN, N_WAYS },
    [GX_FIELD_CHOICE] = { IS, KNOWN, UNKNOWN, N_WAYS },
    [GX_FIELD_WORD] = { IS, KNOWN, UNKNOWN, N_WAYS },
    [GX_FIELD_SET] = { IS, KNOWN, UNKNOWN, N_WAYS },
    [GX_FIELD_NUMBER] = { RANGE, ONE_OF, KNOWN, UNKNOWN, N_WAYS },
    [GX_FIELD_DECIMAL] = { RANGE, KNOWN, UNKNOWN, N_WAYS },
    [GX_FIELD_MONEY] = { RANGE, N_WAYS },
    [GX_FIELD_DAY] = { WITHIN, NOT_FOR, RANGE, IN_NEXT, ANNIVERSARY, KNOWN, UNKNOWN, N_WAYS },
    [GX_FIELD_BIRTHDAY] = { ANNIVERSARY, KNOWN, UNKNOWN, N_WAYS },
    [GX_FIELD_FLAG] = { SO, NOT_SO, N_WAYS },
  };
  guint n = 0;

  while (n < MAX_WAYS && of_type[type][n] != N_WAYS)
    {
      ways[n] = of_type[type][n];
      n++;
    }
  return n;
}

static Way
way_of (const GxCriteriaField *field, GxCriteria *leaf)
{
  const gint64 *numbers = gx_criteria_get_numbers (leaf, NULL);

  switch (gx_criteria_get_operator (leaf))
    {
    case GX_COMPARE_CONTAINS:
      return CONTAINS;
    case GX_COMPARE_RANGE:
      return RANGE;
    case GX_COMPARE_WITHIN:
      return WITHIN;
    case GX_COMPARE_NOT_FOR:
      return NOT_FOR;
    case GX_COMPARE_IN_NEXT:
      return IN_NEXT;
    case GX_COMPARE_ANNIVERSARY:
      return ANNIVERSARY;
    case GX_COMPARE_KNOWN:
      return numbers[0] != 0 ? KNOWN : UNKNOWN;
    case GX_COMPARE_IS:
    default:
      return field->type == GX_FIELD_FLAG ? (numbers[0] != 0 ? SO : NOT_SO)
        : field->type == GX_FIELD_NUMBER ? ONE_OF : IS;
    }
}

static Way
chosen_way (GxCriteriaEditor *self)
{
  guint place = gtk_drop_down_get_selected (self->way);

  return place < self->n_ways ? self->ways[place] : N_WAYS;
}

static void
show_ways (GxCriteriaEditor *self, Way way)
{
  g_autoptr (GtkStringList) labels = gtk_string_list_new (NULL);
  guint chosen = 0;

  for (guint i = 0; i < self->n_ways; i++)
    {
      gtk_string_list_append (labels, gettext (way_labels[self->ways[i]]));
      chosen = self->ways[i] == way ? i : chosen;
    }
  gtk_drop_down_set_model (self->way, G_LIST_MODEL (labels));
  gtk_drop_down_set_selected (self->way, chosen);
  gtk_widget_set_visible (GTK_WIDGET (self->way), self->n_ways > 1);
}

/* -- what is asked now */

static GxCriteria *
compare_texts (GxCriteriaEditor *self, GxCompareOperator op)
{
  g_auto (GStrv) values = gx_criteria_choices_get_values (self->choices);

  return *values != NULL
    ? gx_criteria_new_compare (self->field, op, (const char * const *) values, NULL, 0, NULL) : NULL;
}

static GxCriteria *
compare_listed_numbers (GxCriteriaEditor *self)
{
  g_auto (GStrv) values = gx_criteria_choices_get_values (self->choices);
  g_autoptr (GArray) numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; values[i] != NULL; i++)
    {
      gint64 micro = 0;
      if (gx_decimal_parse (values[i], &micro))
        g_array_append_vals (numbers, (gint64[]) { micro / GX_MICRO }, 1);
    }
  return numbers->len > 0 ? gx_criteria_new_compare (self->field, GX_COMPARE_IS, NULL,
                                                     (const gint64 *) numbers->data, numbers->len, NULL)
    : NULL;
}

static GxCriteria *
compare_numbers (GxCriteriaEditor *self, GxCompareOperator op)
{
  gint64 numbers[2] = { 0, 0 };

  return gx_criteria_numbers_get (self->numbers, numbers)
    ? gx_criteria_new_compare (self->field, op, NULL, numbers, 2, NULL) : NULL;
}

static GxCriteria *
compare_flag (GxCriteriaEditor *self, GxCompareOperator op, gboolean is_so)
{
  return gx_criteria_new_compare (self->field, op, NULL, (gint64[]) { is_so }, 1, NULL);
}

static GxCriteria *
count_things (GxCriteriaEditor *self)
{
  GxCriteria *such_that = gx_criteria_bar_get_criteria (self->things);
  gint64 numbers[2] = { 0, 0 }, total[2] = { 0, 0 };
  const GxCriteriaField *field = NULL;
  GxCriteriaTotal kind = gx_criteria_total_row_get (self->total, &field, total);

  gx_criteria_numbers_get (self->numbers, numbers);
  return kind == GX_TOTAL_NONE || numbers[1] == 0
    ? gx_criteria_new_has (self->relation->name, such_that, numbers[0], numbers[1])
    : gx_criteria_new_total (self->relation->name, such_that, numbers[0], numbers[1], kind, field->name,
                             total[0], total[1]);
}

static GxCriteria *
make_criteria (GxCriteriaEditor *self)
{
  if (self->relation != NULL)
    return count_things (self);
  if (self->field == NULL)
    return gx_criteria_new_segment (gx_criteria_segments_get_chosen (self->segments));
  switch (chosen_way (self))
    {
    case IS:
      return compare_texts (self, GX_COMPARE_IS);
    case CONTAINS:
      return compare_texts (self, GX_COMPARE_CONTAINS);
    case RANGE:
      return compare_numbers (self, GX_COMPARE_RANGE);
    case ONE_OF:
      return compare_listed_numbers (self);
    case WITHIN:
      return compare_numbers (self, GX_COMPARE_WITHIN);
    case NOT_FOR:
      return compare_numbers (self, GX_COMPARE_NOT_FOR);
    case IN_NEXT:
      return compare_numbers (self, GX_COMPARE_IN_NEXT);
    case ANNIVERSARY:
      return compare_numbers (self, GX_COMPARE_ANNIVERSARY);
    case SO:
    case NOT_SO:
      return compare_flag (self, GX_COMPARE_IS, chosen_way (self) == SO);
    case KNOWN:
    case UNKNOWN:
      return compare_flag (self, GX_COMPARE_KNOWN, chosen_way (self) == KNOWN);
    case N_WAYS:
    default:
      return NULL;
    }
}

static void
take_edit (GxCriteriaEditor *self)
{
  if (self->is_filling)
    return;
  g_autoptr (GxCriteria) criteria = make_criteria (self);
  if (criteria != NULL && self->criteria != NULL && gx_criteria_equal (criteria, self->criteria))
    return;
  g_clear_pointer (&self->criteria, gx_criteria_unref);
  self->criteria = g_steal_pointer (&criteria);
  g_signal_emit (self, signals[EDITED], 0);
}

/* -- showing */

/* The values of a number that is one of several, as they are typed. */
static char **
numbers_as_text (GxCriteria *leaf)
{
  guint n = 0;
  const gint64 *numbers = gx_criteria_get_numbers (leaf, &n);
  char **texts = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    texts[i] = g_strdup_printf ("%" G_GINT64_FORMAT, numbers[i]);
  return texts;
}

static void
show_choices (GxCriteriaEditor *self, GxCriteria *leaf)
{
  g_auto (GStrv) numbers = leaf != NULL && self->field->type == GX_FIELD_NUMBER ? numbers_as_text (leaf)
    : NULL;

  gx_criteria_choices_show (self->choices, self->catalogue, self->field,
                            numbers != NULL ? (const char * const *) numbers
                            : leaf != NULL ? gx_criteria_get_texts (leaf) : NULL);
  gtk_stack_set_visible_child_name (self->stack, "choices");
}

/* What stands beside a number: "¥", "days". */
static const char *
unit_of (GxCriteriaEditor *self, const GxCriteriaField *field)
{
  if (field == NULL)
    return NULL;
  if (field->type == GX_FIELD_MONEY)
    return self->currency != NULL ? gx_currency_symbol (self->currency) : NULL;
  return gx_criteria_field_get_unit (field);
}

static void
show_numbers (GxCriteriaEditor *self, GxNumbersKind kind, GxCriteria *leaf)
{
  gx_criteria_numbers_show (self->numbers, kind, unit_of (self, self->field),
                            leaf != NULL ? gx_criteria_get_numbers (leaf, NULL) : NULL);
  gtk_stack_set_visible_child_name (self->stack, "numbers");
}

static GxNumbersKind
range_of (GxFieldType type)
{
  return type == GX_FIELD_MONEY || type == GX_FIELD_DECIMAL ? GX_NUMBERS_DECIMAL
    : type == GX_FIELD_DAY ? GX_NUMBERS_DAYS : GX_NUMBERS_WHOLE;
}

/* @leaf: what is edited where it is asked in this way, else NULL. */
static void
show_values (GxCriteriaEditor *self, Way way, GxCriteria *leaf)
{
  switch (way)
    {
    case IS:
    case CONTAINS:
    case ONE_OF:
      show_choices (self, leaf);
      break;
    case RANGE:
      show_numbers (self, range_of (self->field->type), leaf);
      break;
    case WITHIN:
    case NOT_FOR:
    case IN_NEXT:
    case ANNIVERSARY:
      show_numbers (self, GX_NUMBERS_SPAN, leaf);
      break;
    case SO:
    case NOT_SO:
    case KNOWN:
    case UNKNOWN:
    case N_WAYS:
    default:
      gtk_stack_set_visible_child_name (self->stack, "nothing");
    }
}

/* -- callbacks */

static gboolean
is_span (Way way)
{
  return way == WITHIN || way == NOT_FOR || way == IN_NEXT || way == ANNIVERSARY;
}

/* Another way to ask begins with what was chosen, where that fits both. */
static void
way_changed_cb (GxCriteriaEditor *self)
{
  Way way = chosen_way (self);

  if (self->is_filling || self->field == NULL || way == N_WAYS)
    return;
  gboolean keeps_texts = (way == IS || way == CONTAINS) && self->criteria != NULL
    && *gx_criteria_get_texts (self->criteria) != NULL;
  gboolean keeps_span = is_span (way) && self->criteria != NULL
    && is_span (way_of (self->field, self->criteria));
  g_autoptr (GxCriteria) kept = keeps_texts || keeps_span ? gx_criteria_ref (self->criteria) : NULL;
  self->is_filling = TRUE;
  show_values (self, way, kept);
  self->is_filling = FALSE;
  take_edit (self);
}

static void
things_changed_cb (GxCriteriaEditor *self)
{
  take_edit (self);
}

/* -- overrides */

static void
gx_criteria_editor_dispose (GObject *object)
{
  GxCriteriaEditor *self = GX_CRITERIA_EDITOR (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->criteria, gx_criteria_unref);
  g_clear_pointer (&self->currency, g_free);
  g_clear_pointer (&self->catalogue, gx_criteria_catalogue_unref);
  g_clear_object (&self->book);
  G_OBJECT_CLASS (gx_criteria_editor_parent_class)->dispose (object);
}

static void
gx_criteria_editor_class_init (GxCriteriaEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = gx_criteria_editor_dispose;
  signals[EDITED] = g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
gx_criteria_editor_init (GxCriteriaEditor *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  self->way = GTK_DROP_DOWN (gtk_drop_down_new (NULL, NULL));
  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  gtk_stack_add_named (self->stack, gtk_box_new (GTK_ORIENTATION_VERTICAL, 0), "nothing");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->way), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("How it is compared"), -1);
  g_signal_connect_swapped (self->way, "notify::selected", G_CALLBACK (way_changed_cb), self);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->way));
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->stack));
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/* -- related things */

static void
need_things (GxCriteriaEditor *self)
{
  GtkWidget *heading = NULL;

  if (self->things != NULL)
    {
      gtk_box_remove (GTK_BOX (self->things_place), GTK_WIDGET (self->things));
      gtk_box_remove (GTK_BOX (self->things_place), gtk_widget_get_first_child (self->things_place));
    }
  /* Translators: above the conditions that a customer's purchases, tasks … must meet */
  heading = gtk_label_new (_("Such that"));
  gtk_label_set_xalign (GTK_LABEL (heading), 0);
  gtk_widget_add_css_class (heading, "gx-second");
  self->things = GX_CRITERIA_BAR (gx_criteria_bar_new ());
  gx_criteria_bar_attach (self->things, self->book, self->relation->name);
  gx_criteria_bar_set_catalogue (self->things, self->catalogue);
  gx_criteria_bar_set_currency (self->things, self->currency);
  g_signal_connect_swapped (self->things, "changed", G_CALLBACK (things_changed_cb), self);
  gtk_box_append (GTK_BOX (self->things_place), heading);
  gtk_box_append (GTK_BOX (self->things_place), GTK_WIDGET (self->things));
}

/* -- public */

GtkWidget *
gx_criteria_editor_new (GxBook *book)
{
  GxCriteriaEditor *self = g_object_new (GX_TYPE_CRITERIA_EDITOR, NULL);

  self->book = g_object_ref (book);
  self->choices = GX_CRITERIA_CHOICES (gx_criteria_choices_new (book));
  self->numbers = GX_CRITERIA_NUMBERS (gx_criteria_numbers_new ());
  self->segments = GX_CRITERIA_SEGMENTS (gx_criteria_segments_new ());
  self->things_place = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  g_signal_connect_swapped (self->choices, "changed", G_CALLBACK (take_edit), self);
  g_signal_connect_swapped (self->numbers, "changed", G_CALLBACK (take_edit), self);
  g_signal_connect_swapped (self->segments, "changed", G_CALLBACK (take_edit), self);
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->choices), "choices");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->numbers), "numbers");
  gtk_stack_add_named (self->stack, GTK_WIDGET (self->segments), "segments");
  self->total = GX_CRITERIA_TOTAL_ROW (gx_criteria_total_row_new ());
  g_signal_connect_swapped (self->total, "changed", G_CALLBACK (take_edit), self);
  gtk_box_append (GTK_BOX (self->box), self->things_place);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->total));
  return GTK_WIDGET (self);
}

void
gx_criteria_editor_set_currency (GxCriteriaEditor *self, const char *currency)
{
  g_return_if_fail (GX_IS_CRITERIA_EDITOR (self));

  g_free (self->currency);
  self->currency = g_strdup (currency);
}

void
gx_criteria_editor_set_catalogue (GxCriteriaEditor *self, GxCriteriaCatalogue *catalogue)
{
  g_return_if_fail (GX_IS_CRITERIA_EDITOR (self));

  g_clear_pointer (&self->catalogue, gx_criteria_catalogue_unref);
  self->catalogue = catalogue != NULL ? gx_criteria_catalogue_ref (catalogue) : NULL;
}

static void
begin (GxCriteriaEditor *self, GxCriteria *leaf)
{
  g_clear_pointer (&self->criteria, gx_criteria_unref);
  self->criteria = leaf != NULL ? gx_criteria_ref (leaf) : NULL;
}

void
gx_criteria_editor_begin_field (GxCriteriaEditor *self, const GxCriteriaField *field, GxCriteria *leaf)
{
  g_return_if_fail (GX_IS_CRITERIA_EDITOR (self) && field != NULL);

  self->is_filling = TRUE;
  begin (self, leaf);
  self->field = field;
  self->relation = NULL;
  self->n_ways = list_ways (field->type, self->ways);
  Way way = leaf != NULL ? way_of (field, leaf) : self->ways[0];
  show_ways (self, way);
  show_values (self, way, leaf);
  gtk_widget_set_visible (GTK_WIDGET (self->stack), TRUE);
  gtk_widget_set_visible (self->things_place, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->total), FALSE);
  self->is_filling = FALSE;
  if (leaf == NULL)
    take_edit (self);
}

void
gx_criteria_editor_begin_relation (GxCriteriaEditor *self, const GxCriteriaRelation *relation,
                                  GxCriteria *leaf)
{
  g_return_if_fail (GX_IS_CRITERIA_EDITOR (self) && relation != NULL);

  self->is_filling = TRUE;
  begin (self, leaf);
  self->field = NULL;
  self->relation = relation;
  self->n_ways = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->way), FALSE);
  need_things (self);
  if (leaf != NULL && gx_criteria_get_n_children (leaf) > 0)
    gx_criteria_bar_set_criteria (self->things, gx_criteria_get_child (leaf, 0));
  show_numbers (self, GX_NUMBERS_COUNT, leaf);
  gtk_widget_set_visible (self->things_place, TRUE);
  gx_criteria_total_row_show (self->total, self->catalogue, relation->name, self->currency, leaf);
  self->is_filling = FALSE;
  if (leaf == NULL)
    take_edit (self);
}

void
gx_criteria_editor_begin_segment (GxCriteriaEditor *self, GxCriteria *leaf)
{
  g_return_if_fail (GX_IS_CRITERIA_EDITOR (self) && leaf != NULL);

  self->is_filling = TRUE;
  begin (self, leaf);
  self->field = NULL;
  self->relation = NULL;
  self->n_ways = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->way), FALSE);
  gtk_widget_set_visible (self->things_place, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->total), FALSE);
  gx_criteria_segments_show (self->segments, self->catalogue, gx_criteria_get_segment (leaf));
  gtk_stack_set_visible_child_name (self->stack, "segments");
  self->is_filling = FALSE;
}

GxCriteria *
gx_criteria_editor_get_criteria (GxCriteriaEditor *self)
{
  g_return_val_if_fail (GX_IS_CRITERIA_EDITOR (self), NULL);

  return self->criteria;
}
