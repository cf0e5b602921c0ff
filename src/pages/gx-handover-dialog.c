/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-handover-dialog.h"

#include "base/gx-clock.h"
#include "base/gx-money.h"
#include "charts/gx-handover-paper.h"
#include "customers/gx-members.h"
#include "pages/gx-print.h"
#include "widgets/gx-card.h"
#include "widgets/gx-dialogs.h"
#include "widgets/gx-tiles.h"
#include "widgets/gx-toast.h"

#include <glib/gi18n-lib.h>

struct _GxHandoverDialog {
  AdwWindow parent_instance;

  AdwToastOverlay *overlay;
  GtkStack *stack;
  AdwComboRow *from, *to;
  GtkSwitch *with_tasks;
  GxTiles *tiles;
  AdwStatusPage *result;

  GxBook *book;
  GxIdList *among;         /* (nullable) */
  GxId wanted_from;
  GPtrArray *members;      /* of GxMember; row i of the combos is member i, after them nobody */
  gboolean is_filling;
  GxHandoverSum *sum;      /* of what is chosen; NULL: not known yet */
  GPtrArray *items;        /* of GxHandoverItem: of @sum; NULL until somebody wants it on paper */
  GxHandover handover;     /* what @sum is of */
  GCancellable *asking;
  char *path;              /* where the list is to be saved; NULL: it is to be printed */
};

G_DEFINE_FINAL_TYPE (GxHandoverDialog, gx_handover_dialog, ADW_TYPE_WINDOW)

/* -- who */

static GxId
member_at (GxHandoverDialog *self, AdwComboRow *row)
{
  guint place = adw_combo_row_get_selected (row);

  return self->members != NULL && place < self->members->len ? ((GxMember *) self->members->pdata[place])->id
                                                             : 0;
}

static const char *
name_of (GxHandoverDialog *self, GxId id)
{
  for (guint i = 0; self->members != NULL && i < self->members->len; i++)
    if (((GxMember *) self->members->pdata[i])->id == id)
      return ((GxMember *) self->members->pdata[i])->name;
  return NULL;
}

static guint
place_of (GxHandoverDialog *self, GxId id)
{
  for (guint i = 0; i < self->members->len; i++)
    if (((GxMember *) self->members->pdata[i])->id == id)
      return i;
  return self->members->len;
}

static GtkStringList *
list_names (GxHandoverDialog *self)
{
  GtkStringList *names = gtk_string_list_new (NULL);

  for (guint i = 0; i < self->members->len; i++)
    {
      const GxMember *member = self->members->pdata[i];
      g_autofree char *shown = member->is_self ? g_strdup_printf (_("%s (me)"), member->name)
        /* Translators: %s is a member who no longer works here */
        : member->left_day != GX_NO_DAY ? g_strdup_printf (_("%s (left)"), member->name)
        : g_strdup (member->name);
      gtk_string_list_append (names, shown);
    }
  gtk_string_list_append (names, C_("owner", "Nobody"));
  return names;
}

/* Somebody who works here, and not who hands over. */
static guint
guess_to (GxHandoverDialog *self, guint from)
{
  for (guint i = 0; i < self->members->len; i++)
    if (i != from && ((GxMember *) self->members->pdata[i])->left_day == GX_NO_DAY)
      return i;
  return self->members->len;
}

/* -- what: asked anew whenever something else is chosen */

typedef struct {
  GxHandover handover;
  gboolean finds_owner;    /* FROM is the owner of the first customer */
  GPtrArray *members;
  GxHandoverSum *sum;
} Question;

static void
free_question (gpointer data)
{
  Question *question = data;

  g_clear_pointer (&question->handover.among, gx_id_list_unref);
  g_clear_pointer (&question->members, g_ptr_array_unref);
  g_clear_pointer (&question->sum, gx_handover_sum_free);
  g_free (question);
}

/* Whoever never wrote in this book has nothing to hand over: then the first who did. */
static GxId
settle_from (GPtrArray *members, GxId from)
{
  for (guint i = 0; i < members->len; i++)
    if (((GxMember *) members->pdata[i])->id == from)
      return from;
  return from != 0 && members->len > 0 ? ((GxMember *) members->pdata[0])->id : 0;
}

static gpointer
ask_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  const Question *asked = data;
  Question *answer = g_memdup2 (asked, sizeof *asked);

  if (answer->handover.among != NULL)
    gx_id_list_ref (answer->handover.among);
  if (answer->finds_owner)
    answer->handover.from = gx_connection_get_int64 (book, 0, NULL,
      "select owner_id from customer where id = ?", "i", gx_id_list_get (answer->handover.among, 0));
  if ((answer->members = gx_members_list (book, error)) != NULL)
    answer->handover.from = settle_from (answer->members, answer->handover.from);
  if (answer->members != NULL
      && (answer->sum = gx_handover_sum_up (book, &answer->handover, GX_NO_DAY, error)) != NULL)
    return answer;
  free_question (answer);
  return NULL;
}

static void
show_sum (GxHandoverDialog *self)
{
  const char *currency = gx_book_get_currency (self->book);
  g_autofree char *customers = gx_count_format (gx_id_list_length (self->sum->ids));
  g_autofree char *value = gx_money_format_whole (self->sum->value_minor, currency);
  g_autofree char *tasks = gx_count_format (self->sum->tasks);
  g_autofree char *overdue = g_strdup_printf (ngettext ("%u overdue", "%u overdue", self->sum->overdue),
                                              self->sum->overdue);
  g_autofree char *promises = gx_count_format (self->sum->promises);
  g_autofree char *risk = gx_count_format (self->sum->at_risk);

  gx_tiles_clear (self->tiles);
  gx_tiles_add (self->tiles, _("Customers"), customers, NULL);
  gx_tiles_add (self->tiles, _("Value"), value, NULL);
  gx_tiles_add (self->tiles, _("Open tasks"), tasks, self->sum->overdue > 0 ? overdue : NULL);
  gx_tiles_add (self->tiles, _("Promises"), promises, NULL);
  gx_tiles_add (self->tiles, _("At risk"), risk, NULL);
}

static void
enable_actions (GxHandoverDialog *self)
{
  gboolean is_known = self->sum != NULL && (gx_id_list_length (self->sum->ids) > 0 || self->sum->tasks > 0);
  gboolean is_two = self->handover.from != self->handover.to;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "handover.run",
                                 is_known && is_two && !gx_book_is_read_only (self->book));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "handover.print", is_known);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "handover.save", is_known);
}

static void
fill_combos (GxHandoverDialog *self, const Question *answer)
{
  g_autoptr (GtkStringList) names = NULL;
  guint from;

  self->members = g_ptr_array_ref (answer->members);
  names = list_names (self);
  from = place_of (self, answer->handover.from);
  self->is_filling = TRUE;
  adw_combo_row_set_model (self->from, G_LIST_MODEL (names));
  adw_combo_row_set_model (self->to, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->from, from);
  adw_combo_row_set_selected (self->to, guess_to (self, from));
  self->is_filling = FALSE;
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxHandoverDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  Question *answer = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (answer == NULL && self->book != NULL)
    gx_toast_show_error (GTK_WIDGET (self), error);
  if (answer == NULL)
    return;
  if (self->book != NULL && g_task_get_cancellable (G_TASK (result)) == self->asking)
    {
      if (self->members == NULL)
        fill_combos (self, answer);
      self->handover = (GxHandover) { answer->handover.from, member_at (self, self->to), self->among,
                                      gtk_switch_get_active (self->with_tasks) };
      self->sum = g_steal_pointer (&answer->sum);
      show_sum (self);
      enable_actions (self);
    }
  free_question (answer);
}

static void
ask (GxHandoverDialog *self)
{
  Question *question = g_new0 (Question, 1);

  question->handover.from = self->members != NULL ? member_at (self, self->from) : self->wanted_from;
  question->handover.among = self->among != NULL ? gx_id_list_ref (self->among) : NULL;
  question->finds_owner = self->members == NULL && self->wanted_from == 0 && self->among != NULL
                          && gx_id_list_length (self->among) > 0;
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_pointer (&self->sum, gx_handover_sum_free);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  enable_actions (self);
  self->asking = g_cancellable_new ();
  gx_book_read_async (self->book, ask_job, question, free_question, free_question, self->asking, answered_cb,
                      g_object_ref (self));
}

static void
chosen_cb (GxHandoverDialog *self)
{
  if (!self->is_filling && self->members != NULL)
    ask (self);
}

static void
to_chosen_cb (GxHandoverDialog *self)
{
  if (self->is_filling || self->members == NULL)
    return;
  self->handover.to = member_at (self, self->to);
  enable_actions (self);
}

/* -- run */

typedef struct {
  GxHandover handover;
  gint64 customers, tasks;
} Run;

static void
free_run (gpointer data)
{
  g_clear_pointer (&((Run *) data)->handover.among, gx_id_list_unref);
  g_free (data);
}

static gpointer
run_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  Run *run = data;
  Run *done = g_new0 (Run, 1);

  if (gx_handover_run (book, gx_actor_get_self (), &run->handover, &done->customers, &done->tasks, error))
    return done;
  g_free (done);
  return NULL;
}

static void
show_result (GxHandoverDialog *self, const Run *done)
{
  const char *to = name_of (self, self->handover.to);
  g_autofree char *customers = gx_count_format (done->customers);
  g_autofree char *title = to != NULL
    /* Translators: %1$s is a number, %2$s a colleague's name */
    ? g_strdup_printf (ngettext ("%1$s customer is looked after by %2$s now",
                                 "%1$s customers are looked after by %2$s now", (gulong) done->customers),
                       customers, to)
    /* Translators: %s is a number */
    : g_strdup_printf (ngettext ("%s customer is looked after by nobody now",
                                 "%s customers are looked after by nobody now", (gulong) done->customers),
                       customers);
  /* Translators: %d is a number */
  g_autofree char *tasks = g_strdup_printf (ngettext ("%d open task went along.", "%d open tasks went along.",
                                                      (gulong) done->tasks), (int) done->tasks);

  adw_status_page_set_title (self->result, title);
  adw_status_page_set_description (self->result, done->tasks > 0 ? tasks : NULL);
  gtk_stack_set_visible_child_name (self->stack, "result");
}

static void
run_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxHandoverDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  Run *done = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (self->book != NULL && done == NULL)
    gx_toast_show_error (GTK_WIDGET (self), error);
  else if (self->book != NULL)
    show_result (self, done);
  if (self->book != NULL && done == NULL)
    enable_actions (self);
  g_free (done);
}

static void
run_action_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GxHandoverDialog *self = GX_HANDOVER_DIALOG (widget);
  Run *run = g_new0 (Run, 1);

  self->handover.to = member_at (self, self->to);
  self->handover.with_tasks = gtk_switch_get_active (self->with_tasks);
  run->handover = self->handover;
  if (run->handover.among != NULL)
    gx_id_list_ref (run->handover.among);
  gtk_widget_action_set_enabled (widget, "handover.run", FALSE);
  gx_book_write_async (self->book, run_job, run, free_run, NULL, NULL, run_cb, g_object_ref (self));
}

static void
undo_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  while (parent != NULL && gtk_window_get_transient_for (parent) != NULL)
    parent = gtk_window_get_transient_for (parent);
  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), "win.undo", NULL);
  gtk_window_close (GTK_WINDOW (widget));
}

/* -- on paper */

static GxPaper *
make_paper (GxHandoverDialog *self)
{
  const GxHandoverSheet sheet = {
    .from = name_of (self, self->handover.from), .to = name_of (self, member_at (self, self->to)),
    .day = gx_clock_today (), .currency = gx_book_get_currency (self->book), .sum = self->sum,
    .items = self->items,
  };

  return gx_handover_paper_new (&sheet);
}

static void
put_on_paper (GxHandoverDialog *self)
{
  g_autoptr (GxPaper) paper = make_paper (self);
  g_autoptr (GError) error = NULL;

  if (self->path == NULL)
    gx_print (GTK_WIDGET (self), g_steal_pointer (&paper), _("Customers handed over"));
  else if (!gx_paper_save (paper, self->path, &error))
    gx_toast_show_error (GTK_WIDGET (self), error);
  else
    gx_toast_show (GTK_WIDGET (self), _("The list is saved"));
}

static gpointer
list_job (GxConnection *book, gpointer data, GCancellable *cancellable, GError **error)
{
  return gx_handover_list (book, data, GX_NO_DAY, error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GxHandoverDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = gx_book_job_finish (GX_BOOK (source), result, &error);

  if (self->book == NULL || self->sum == NULL)
    return;
  if (items == NULL)
    {
      gx_toast_show_error (GTK_WIDGET (self), error);
      return;
    }
  g_clear_pointer (&self->items, g_ptr_array_unref);
  self->items = g_steal_pointer (&items);
  put_on_paper (self);
}

/* Customer by customer, once somebody wants to read it. @path: (transfer full) (nullable) */
static void
want_paper (GxHandoverDialog *self, char *path)
{
  g_free (self->path);
  self->path = path;
  if (self->sum == NULL)
    return;
  if (self->items != NULL)
    put_on_paper (self);
  else
    gx_book_read_async (self->book, list_job, gx_id_list_ref (self->sum->ids),
                        (GDestroyNotify) gx_id_list_unref, (GDestroyNotify) g_ptr_array_unref, self->asking,
                        listed_cb, g_object_ref (self));
}

static void
print_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  want_paper (GX_HANDOVER_DIALOG (widget), NULL);
}

static void
save_as_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  want_paper (GX_HANDOVER_DIALOG (widget), g_variant_dup_string (parameter, NULL));
}

static void
file_chosen_cb (GFile *file, gpointer user_data)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    want_paper (user_data, g_steal_pointer (&path));
}

static void
save_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  gx_dialog_save_file (widget, _("Save the list"), _("Hand-over.pdf"), file_chosen_cb, g_object_ref (widget),
                       g_object_unref);
}

/* -- overrides */

static void
gx_handover_dialog_dispose (GObject *object)
{
  GxHandoverDialog *self = GX_HANDOVER_DIALOG (object);

  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
  g_clear_object (&self->book);
  g_clear_pointer (&self->among, gx_id_list_unref);
  g_clear_pointer (&self->members, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_pointer (&self->sum, gx_handover_sum_free);
  g_clear_pointer (&self->path, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), GX_TYPE_HANDOVER_DIALOG);
  G_OBJECT_CLASS (gx_handover_dialog_parent_class)->dispose (object);
}

static void
gx_handover_dialog_class_init (GxHandoverDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = gx_handover_dialog_dispose;
  g_type_ensure (GX_TYPE_TILES);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/guanxi/Guanxi/ui/gx-handover-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, GxHandoverDialog, overlay);
  gtk_widget_class_bind_template_child (widget_class, GxHandoverDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, GxHandoverDialog, from);
  gtk_widget_class_bind_template_child (widget_class, GxHandoverDialog, to);
  gtk_widget_class_bind_template_child (widget_class, GxHandoverDialog, with_tasks);
  gtk_widget_class_bind_template_child (widget_class, GxHandoverDialog, tiles);
  gtk_widget_class_bind_template_child (widget_class, GxHandoverDialog, result);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, to_chosen_cb);
  gtk_widget_class_install_action (widget_class, "handover.run", NULL, run_action_cb);
  gtk_widget_class_install_action (widget_class, "handover.undo", NULL, undo_cb);
  gtk_widget_class_install_action (widget_class, "handover.print", NULL, print_cb);
  gtk_widget_class_install_action (widget_class, "handover.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "handover.save-as", "s", save_as_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
gx_handover_dialog_init (GxHandoverDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* -- public */

GtkWidget *
gx_handover_dialog_new (GtkWidget *parent, GxBook *book, GxId from, GxIdList *among)
{
  GxHandoverDialog *self = g_object_new (GX_TYPE_HANDOVER_DIALOG, NULL);
  GtkRoot *root = gtk_widget_get_root (parent);

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  self->book = g_object_ref (book);
  self->wanted_from = from;
  self->among = among != NULL ? gx_id_list_ref (among) : NULL;
  ask (self);
  return GTK_WIDGET (self);
}

void
gx_handover_dialog_choose (GxHandoverDialog *self, GxId from, GxId to)
{
  g_return_if_fail (GX_IS_HANDOVER_DIALOG (self) && self->members != NULL);

  adw_combo_row_set_selected (self->from, place_of (self, from));
  adw_combo_row_set_selected (self->to, place_of (self, to));
}
