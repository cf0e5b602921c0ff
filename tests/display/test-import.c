/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gstdio.h>
#include <xlsxwriter.h>

#include "interchange/gx-house.h"
#include "pages/gx-import-columns.h"
#include "pages/gx-import-decide.h"
#include "pages/gx-import-dialog.h"
#include "pages/gx-import-lines.h"
#include "pages/gx-import-question.h"
#include "pages/gx-import-recognition.h"
#include "pages/gx-import-report-view.h"
#include "pages/gx-import-values-page.h"
#include "pages/gx-progress-view.h"
#include "support/gx-test-folder.h"
#include "widgets/gx-widgets.h"

#define WAIT_US (20 * G_USEC_PER_SEC)

typedef struct {
  char *folder;
  GxBook *book;
  GxImportDialog *dialog;
} Scene;

static void
book_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  *(GxBook **) user_data = gx_book_open_finish (result, &error);
  g_assert_no_error (error);
}

static void
set_up (Scene *scene, gconstpointer unused)
{
  g_autofree char *path = NULL;

  scene->folder = gx_test_folder_new ();
  path = g_build_filename (scene->folder, "a.guanxi", NULL);
  gx_book_open_async (path, GX_OPEN_WRITE, TRUE, NULL, book_opened_cb, &scene->book);
  while (scene->book == NULL)
    g_main_context_iteration (NULL, TRUE);
  scene->dialog = gx_import_dialog_new (NULL, scene->book);
  g_object_add_weak_pointer (G_OBJECT (scene->dialog), (gpointer *) &scene->dialog);
  gtk_window_present (GTK_WINDOW (scene->dialog));
}

static void
tear_down (Scene *scene, gconstpointer unused)
{
  gint64 end = g_get_monotonic_time () + WAIT_US;

  if (scene->dialog != NULL)
    gtk_window_close (GTK_WINDOW (scene->dialog));
  while (scene->dialog != NULL && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_null (scene->dialog);
  gx_book_close (scene->book);
  while (G_OBJECT (scene->book)->ref_count > 1 && g_get_monotonic_time () < end) /* its last jobs end */
    g_main_context_iteration (NULL, FALSE);
  g_assert_finalize_object (scene->book);
  g_free (scene->folder);
}

static void
wait_for_page (Scene *scene, const char *page)
{
  gint64 end = g_get_monotonic_time () + WAIT_US;

  while (!g_str_equal (gx_import_dialog_get_page (scene->dialog), page) && g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  g_assert_cmpstr (gx_import_dialog_get_page (scene->dialog), ==, page);
}

/* GUANXI_PICTURES=FOLDER keeps what the tests have seen, for eyes. */
static void
keep_picture (Scene *scene, const char *name)
{
  const char *folder = g_getenv ("GUANXI_PICTURES");
  GtkWidget *window = GTK_WIDGET (scene->dialog);
  g_autoptr (GdkPaintable) paintable = NULL;
  g_autoptr (GskRenderNode) node = NULL;
  g_autoptr (GdkTexture) texture = NULL;
  g_autofree char *path = NULL;
  GtkSnapshot *snapshot = NULL;

  if (folder == NULL)
    return;
  for (int i = 0; i < 60; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
    }
  snapshot = gtk_snapshot_new ();
  paintable = gtk_widget_paintable_new (window);
  gdk_paintable_snapshot (paintable, snapshot, gtk_widget_get_width (window), gtk_widget_get_height (window));
  node = gtk_snapshot_free_to_node (snapshot);
  texture = gsk_renderer_render_texture (gtk_native_get_renderer (GTK_NATIVE (window)), node, NULL);
  path = g_strdup_printf ("%s/import-%s.png", folder, name);
  gdk_texture_save_to_png (texture, path);
}

static void
open_file (Scene *scene, const char *name, const char *text, gssize length)
{
  g_autofree char *path = g_build_filename (scene->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, length, NULL));
  gx_import_dialog_open (scene->dialog, path);
}

static void
act (Scene *scene, const char *action)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (scene->dialog), action, NULL));
}

/* The first widget of a type below another, in the order of the tab key. */
static GtkWidget *
find_widget (GtkWidget *from, GType type)
{
  GtkWidget *found = G_TYPE_CHECK_INSTANCE_TYPE (from, type) ? from : NULL;
  GtkWidget *child = gtk_widget_get_first_child (from);

  for (; child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_widget (child, type);
  return found;
}

static const GxImportReport *
get_report (Scene *scene)
{
  return gx_import_report_view_get (GX_IMPORT_REPORT_VIEW (find_widget (GTK_WIDGET (scene->dialog),
                                                                        GX_TYPE_IMPORT_REPORT_VIEW)));
}

/* What is told of a row, last. */
static const GxImportProblem *
problem_of_row (Scene *scene, gint64 row)
{
  const GxImportProblem *problem = NULL;

  for (guint i = 0; i < get_report (scene)->problems->len; i++)
    if (((GxImportProblem *) get_report (scene)->problems->pdata[i])->row == row)
      problem = g_ptr_array_index (get_report (scene)->problems, i);
  g_assert_nonnull (problem);
  return problem;
}

static char *
describe_columns (Scene *scene)
{
  return gx_import_columns_describe (GX_IMPORT_COLUMNS (find_widget (GTK_WIDGET (scene->dialog),
                                                                     GX_TYPE_IMPORT_COLUMNS)));
}

static void
answer (Scene *scene, int index)
{
  GtkWidget *question = find_widget (GTK_WIDGET (scene->dialog), GX_TYPE_IMPORT_QUESTION);
  GtkListBox *answers = GTK_LIST_BOX (find_widget (question, GTK_TYPE_LIST_BOX));

  gtk_widget_activate (GTK_WIDGET (gtk_list_box_get_row_at_index (answers, index)));
}

static gpointer
count_job (GxConnection *book, gpointer sql, GCancellable *cancellable, GError **error)
{
  gint64 *n = g_new (gint64, 1);

  *n = gx_connection_get_int64 (book, -1, NULL, sql, NULL);
  return n;
}

static void
counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(gint64 **) user_data = gx_book_job_finish (GX_BOOK (source), result, NULL);
}

static gint64
count (Scene *scene, const char *sql)
{
  g_autofree gint64 *n = NULL;

  gx_book_write_async (scene->book, count_job, (gpointer) sql, NULL, g_free, NULL, counted_cb, &n);
  while (n == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *n;
}

#define LIVE_CUSTOMERS "select count(*) from customer where gone = 0"

static const char people[] =
  "姓名,手机,城市,生日,暗号\n"
  "王伟,13800138000,北京,1980-03-04,x\n"
  "李娜,13900139000,上海,1985-12-30,y\n"
  "张敏,,,1999-02-31,z\n"
  ",,,,nobody\n";

/* How many rows the rehearsal shows, whom the first is about, and something that is told of it. */
static void
assert_lines (Scene *scene, guint n, const char *title, const char *told)
{
  GtkWidget *report = find_widget (GTK_WIDGET (scene->dialog), GX_TYPE_IMPORT_REPORT_VIEW);
  GtkWidget *list = find_widget (report, GTK_TYPE_LIST_VIEW);
  GListModel *lines = G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)));
  g_autoptr (GxImportLine) line = g_list_model_get_item (lines, 0);
  g_autofree char *is = gx_import_line_get_title (line);
  g_autofree char *story = gx_import_line_get_story (line);

  g_assert_cmpuint (g_list_model_get_n_items (lines), ==, n);
  g_assert_cmpstr (is, ==, title);
  g_assert_nonnull (strstr (story, told));
}

static void
a_file_comes_in (Scene *scene, gconstpointer unused)
{
  g_autofree char *columns = NULL;
  GtkWidget *focus = NULL;

  g_assert_cmpstr (gx_import_dialog_get_page (scene->dialog), ==, "file");
  keep_picture (scene, "file");
  open_file (scene, "people.csv", people, -1);
  wait_for_page (scene, "columns");
  columns = describe_columns (scene);
  g_assert_nonnull (strchr (columns, '4'));
  g_assert_nonnull (strchr (columns, '5'));
  keep_picture (scene, "columns");

  act (scene, "import.next");
  wait_for_page (scene, "report");
  g_assert_cmpint (get_report (scene)->added, ==, 3);
  g_assert_cmpint (get_report (scene)->rejected, ==, 1);
  g_assert_cmpstr (problem_of_row (scene, 4)->value, ==, "1999-02-31");
  /* the row is meant, not the column that is left out */
  g_assert_cmpstr (problem_of_row (scene, 5)->column, ==, "");
  assert_lines (scene, 4, "王伟", "138");
  g_assert_cmpint (count (scene, LIVE_CUSTOMERS), ==, 0);
  keep_picture (scene, "report");

  act (scene, "import.next");
  wait_for_page (scene, "result");
  focus = gtk_window_get_focus (GTK_WINDOW (scene->dialog));
  g_assert_cmpstr (gtk_actionable_get_action_name (GTK_ACTIONABLE (focus)), ==, "import.show-new");
  g_assert_cmpint (count (scene, LIVE_CUSTOMERS), ==, get_report (scene)->added);
  keep_picture (scene, "result");
}

static void
the_same_file_again_is_unchanged (Scene *scene, gconstpointer unused)
{
  a_file_comes_in (scene, NULL);
  open_file (scene, "again.csv", people, -1);
  wait_for_page (scene, "columns");
  act (scene, "import.next");
  wait_for_page (scene, "report");
  g_assert_cmpint (get_report (scene)->added, ==, 0);
  g_assert_cmpint (get_report (scene)->unchanged, >=, 2);
  g_assert_false (gtk_widget_get_sensitive (gtk_window_get_default_widget (GTK_WINDOW (scene->dialog))));
}

static void
a_file_of_that_shape_is_read_as_last_time (Scene *scene, gconstpointer unused)
{
  GtkWidget *name = NULL;

  a_file_comes_in (scene, NULL);
  open_file (scene, "next.csv", "姓名,手机,城市,生日,暗号\n周迅,13700137000,北京,,\n", -1);
  wait_for_page (scene, "columns");
  name = find_widget (GTK_WIDGET (scene->dialog), ADW_TYPE_ENTRY_ROW);
  g_assert_true (gtk_widget_get_visible (name));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (name)), ==, "people");
  keep_picture (scene, "remembered");
  act (scene, "import.forget-mapping");
  while (gtk_widget_get_visible (name))
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (count (scene, "select count(*) from import_mapping where gone = 0"), ==, 0);
}

static void
a_pasted_table_comes_in (Scene *scene, gconstpointer unused)
{
  g_assert_true (gx_import_dialog_is_table ("姓名\t手机\n王伟\t13800138000\n"));
  g_assert_true (gx_import_dialog_is_table ("name,phone\nAnn,1\n"));
  g_assert_false (gx_import_dialog_is_table ("Dear Ann, see you on Monday."));
  g_assert_false (gx_import_dialog_is_table ("two lines\nwithout anything between"));
  gx_import_dialog_open_text (scene->dialog, "姓名\t手机\n王伟\t13800138000\n");
  wait_for_page (scene, "columns");
  act (scene, "import.next");
  wait_for_page (scene, "report");
  act (scene, "import.next");
  wait_for_page (scene, "result");
  g_assert_cmpint (count (scene, LIVE_CUSTOMERS), ==, 1);
}

static const char likely[] =
  "姓名,手机,城市,地址,生日\n"
  "李娜娜,13900139000,上海,南京西路1号,1985-12-30\n"
  "李娜,,上海,南京西路1号,1985-12-30\n";

static void
begin_to_decide (Scene *scene)
{
  open_file (scene, "likely.csv", likely, -1);
  wait_for_page (scene, "columns");
  act (scene, "import.next");
  wait_for_page (scene, "report");
  g_assert_cmpint (get_report (scene)->n_possible, ==, 1);
  act (scene, "import.decide");
  wait_for_page (scene, "decide");
}

static void
decide (Scene *scene, const char *action)
{
  GtkWidget *page = find_widget (GTK_WIDGET (scene->dialog), GX_TYPE_IMPORT_DECIDE);

  g_assert_true (gtk_widget_activate_action (page, action, NULL));
  wait_for_page (scene, "report");
}

static void
who_is_one_is_decided_by_a_person (Scene *scene, gconstpointer unused)
{
  begin_to_decide (scene);
  keep_picture (scene, "decide");
  decide (scene, "decide.one");
  g_assert_cmpint (get_report (scene)->added, ==, 1);
  act (scene, "import.next");
  wait_for_page (scene, "result");
  g_assert_cmpint (count (scene, LIVE_CUSTOMERS), ==, 1);
}

static void
who_are_two_is_decided_by_a_person (Scene *scene, gconstpointer unused)
{
  begin_to_decide (scene);
  decide (scene, "decide.two");
  g_assert_cmpint (get_report (scene)->added, ==, 2);
  g_assert_cmpint (get_report (scene)->n_possible, ==, 0);
}

static const char coded[] =
  "姓名,手机,性别\n王伟,13800138000,1\n李娜,13900139000,2\n张敏,13700137000,2\n赵雷,13600136000,女\n";

static GxImportColumnRow *
wait_for_values (Scene *scene, guint column)
{
  GtkWidget *columns = find_widget (GTK_WIDGET (scene->dialog), GX_TYPE_IMPORT_COLUMNS);
  gint64 end = g_get_monotonic_time () + WAIT_US;
  GxImportColumnRow *row = NULL;

  wait_for_page (scene, "columns");
  row = gx_import_columns_get_row (GX_IMPORT_COLUMNS (columns), column);
  while (gx_import_column_row_get_values (row) == NULL && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_nonnull (gx_import_column_row_get_values (row));
  return row;
}

/* Whether something with these words is to be seen there. */
static gboolean
shows (GtkWidget *from, const char *words)
{
  GtkWidget *child = gtk_widget_get_first_child (from);

  if (GTK_IS_LABEL (from) && gtk_widget_get_mapped (from)
      && strstr (gtk_label_get_label (GTK_LABEL (from)), words) != NULL)
    return TRUE;
  for (; child != NULL; child = gtk_widget_get_next_sibling (child))
    if (shows (child, words))
      return TRUE;
  return FALSE;
}

static void
wait_shown (Scene *scene, const char *words)
{
  gint64 end = g_get_monotonic_time () + WAIT_US;

  while (!shows (GTK_WIDGET (scene->dialog), words) && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  g_assert_true (shows (GTK_WIDGET (scene->dialog), words));
}

static AdwComboRow *
nth_value (Scene *scene, int index)
{
  GtkWidget *page = find_widget (GTK_WIDGET (scene->dialog), GX_TYPE_IMPORT_VALUES_PAGE);
  GtkListBox *rows = GTK_LIST_BOX (find_widget (page, GTK_TYPE_LIST_BOX));

  return ADW_COMBO_ROW (gtk_list_box_get_row_at_index (rows, index));
}

static void
choose (AdwComboRow *row, const char *label)
{
  GListModel *model = adw_combo_row_get_model (row);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_str_equal (gtk_string_object_get_string (item), label))
        {
          adw_combo_row_set_selected (row, i);
          return;
        }
    }
  g_test_fail_printf ("“%s” cannot be chosen", label);
}

static void
show_values (Scene *scene, guint column)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (scene->dialog), "import.show-values", "u", column));
  wait_for_page (scene, "values");
}

/* As long as a page slides in, and what is gone gives the focus away. */
static GtkWidget *
get_settled_focus (Scene *scene)
{
  for (int i = 0; i < 80; i++)
    {
      g_main_context_iteration (NULL, FALSE);
      g_usleep (5000);
    }
  return gtk_window_get_focus (GTK_WINDOW (scene->dialog));
}

/* There and back by keys: what is asked has the focus, then what asked. */
static void
the_focus_follows_the_values (Scene *scene, gconstpointer unused)
{
  GtkWidget *say = NULL;

  open_file (scene, "coded.csv", coded, -1);
  gx_import_column_row_grab_values (wait_for_values (scene, 2));
  say = get_settled_focus (scene);
  g_assert_true (GTK_IS_BUTTON (say));
  gtk_widget_activate (say);
  wait_for_page (scene, "values");
  g_assert_true (get_settled_focus (scene) == GTK_WIDGET (nth_value (scene, 0)));
  g_assert_null (gtk_window_get_default_widget (GTK_WINDOW (scene->dialog))); /* enter is the row's */
  act (scene, "import.back");
  g_assert_true (get_settled_focus (scene) == say);
}

static void
what_a_value_means_is_said_by_a_person (Scene *scene, gconstpointer unused)
{
  GtkWidget *row = NULL;

  open_file (scene, "coded.csv", coded, -1);
  row = GTK_WIDGET (wait_for_values (scene, 2));
  g_assert_true (shows (row, "2 values are not understood"));
  keep_picture (scene, "values-mark");
  show_values (scene, 2);
  /* what is not understood comes first, the most frequent before all */
  g_assert_cmpstr (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (nth_value (scene, 0))), ==, "2");
  g_assert_cmpstr (adw_action_row_get_subtitle (ADW_ACTION_ROW (nth_value (scene, 0))), ==, "2 rows");
  keep_picture (scene, "values");
  choose (nth_value (scene, 0), "Female");
  choose (nth_value (scene, 1), "Male");
  choose (nth_value (scene, 2), "Leave empty");
  act (scene, "import.back");
  wait_for_page (scene, "columns");
  g_assert_false (shows (row, "not understood"));

  act (scene, "import.next");
  wait_for_page (scene, "report");
  assert_lines (scene, 4, "王伟", "Male");
  act (scene, "import.next");
  wait_for_page (scene, "result");
  g_assert_cmpint (count (scene, "select count(*) from customer where gender = 'female'"), ==, 2);
  g_assert_cmpint (count (scene, "select count(*) from customer where gender = 'male'"), ==, 1);

  open_file (scene, "next.csv", "姓名,手机,性别\n周迅,13500135000,2\n", -1);
  row = GTK_WIDGET (wait_for_values (scene, 2));
  g_assert_false (shows (row, "not understood"));
  show_values (scene, 2);
  g_assert_cmpstr (gtk_string_object_get_string (adw_combo_row_get_selected_item (nth_value (scene, 0))), ==,
                   "Female");
}

/* Two owners of one name are one; of the words of a file nothing is unknown. */
static void
a_word_of_the_file_becomes_another (Scene *scene, gconstpointer unused)
{
  gint64 end = g_get_monotonic_time () + WAIT_US;

  open_file (scene, "owners.csv",
             "姓名,手机,负责人\n王伟,13800138000,zs\n李娜,13900139000,张三\n张敏,13700137000,张三\n", -1);
  g_assert_false (shows (GTK_WIDGET (wait_for_values (scene, 2)), "not understood"));
  show_values (scene, 2);
  while (nth_value (scene, 1) == NULL && g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  choose (nth_value (scene, 1), "张三");
  act (scene, "import.next"); /* done */
  wait_for_page (scene, "columns");
  act (scene, "import.next");
  wait_for_page (scene, "report");
  act (scene, "import.next");
  wait_for_page (scene, "result");
  g_assert_cmpint (count (scene, "select count(distinct owner_id) from customer where gone = 0"), ==, 1);
}

/* What is below the row of a title. */
static GtkWidget *
find_beside (GtkWidget *from, const char *title, GType type)
{
  GtkWidget *child = gtk_widget_get_first_child (from), *found = NULL;

  if (ADW_IS_ACTION_ROW (from)
      && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (from)), title) == 0)
    return find_widget (from, type);
  for (; child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_beside (child, title, type);
  return found;
}

static void
switch_automatic (Scene *scene, gboolean is_automatic)
{
  GtkWidget *recognition = find_widget (GTK_WIDGET (scene->dialog), GX_TYPE_IMPORT_RECOGNITION);

  gtk_switch_set_active (GTK_SWITCH (find_beside (recognition, "Automatically", GTK_TYPE_SWITCH)),
                         is_automatic);
}

static const char *
recognised_by (Scene *scene)
{
  GtkWidget *recognition = find_widget (GTK_WIDGET (scene->dialog), GX_TYPE_IMPORT_RECOGNITION);

  return adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (recognition));
}

static void
untick (Scene *scene, const char *title)
{
  GtkWidget *recognition = find_widget (GTK_WIDGET (scene->dialog), GX_TYPE_IMPORT_RECOGNITION);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (find_beside (recognition, title, GTK_TYPE_CHECK_BUTTON)),
                               FALSE);
}

/* Two names with one phone: one customer by the phone, two by the name. */
static void
customers_are_recognised_by_what_is_chosen (Scene *scene, gconstpointer unused)
{
  GtkWidget *recognition = find_widget (GTK_WIDGET (scene->dialog), GX_TYPE_IMPORT_RECOGNITION);

  open_file (scene, "twice.csv", "姓名,手机\n王伟,13800138000\n王大伟,13800138000\n", -1);
  wait_for_page (scene, "columns");
  g_assert_cmpstr (recognised_by (scene), ==, "Automatically");
  switch_automatic (scene, FALSE);
  g_assert_cmpstr (recognised_by (scene), ==, "Phone · Name with company");
  untick (scene, "Phone");
  g_assert_cmpstr (recognised_by (scene), ==, "Name with company");
  adw_expander_row_set_expanded (ADW_EXPANDER_ROW (recognition), TRUE);
  keep_picture (scene, "recognition");
  act (scene, "import.next");
  wait_for_page (scene, "report");
  g_assert_cmpint (get_report (scene)->added, ==, 2);

  act (scene, "import.back");
  wait_for_page (scene, "columns");
  switch_automatic (scene, TRUE);
  switch_automatic (scene, FALSE);
  untick (scene, "Name with company");
  act (scene, "import.next");
  wait_for_page (scene, "report");
  g_assert_cmpint (get_report (scene)->n_customers, ==, 1);
  act (scene, "import.next");
  wait_for_page (scene, "result");

  /* the next file of its shape begins so; where nothing is ticked, it is as without a choice */
  open_file (scene, "next.csv", "姓名,手机\n周迅,13500135000\n", -1);
  wait_for_page (scene, "columns");
  g_assert_cmpstr (recognised_by (scene), ==, "Phone");
  untick (scene, "Phone");
  g_assert_cmpstr (recognised_by (scene), ==, "Automatically");
}

static void
days_that_could_be_two_are_asked_about (Scene *scene, gconstpointer unused)
{
  open_file (scene, "days.csv", "Name,Date,Amount\nAnn,03/04/2010,10\nBob,05/06/2010,20\n", -1);
  wait_for_page (scene, "columns");
  act (scene, "import.next");
  wait_for_page (scene, "question");
  keep_picture (scene, "day-order");
  answer (scene, 1); /* month first */
  wait_for_page (scene, "report");
  g_assert_cmpint (get_report (scene)->added, ==, 2);
  act (scene, "import.next");
  wait_for_page (scene, "result");
  g_assert_cmpint (count (scene,
                          "select count(*) from purchase where day in (julianday('2010-03-04') - 2440587.5,"
                                 " julianday('2010-05-06') - 2440587.5)"), ==, 2);
}

static void
another_encoding_is_asked_about (Scene *scene, gconstpointer unused)
{
  /* French or Czech: one name does not tell. */
  open_file (scene, "one.csv", "Name,Phone,Company,City\nLef\xe8vre,13800138000,,\n", -1);
  wait_for_page (scene, "question");
  keep_picture (scene, "encoding");
  answer (scene, 1); /* another one than the likeliest */
  wait_for_page (scene, "columns");
  g_autofree char *columns = describe_columns (scene);
  g_assert_nonnull (strchr (columns, '4'));
}

static void
what_is_missing_is_said_before (Scene *scene, gconstpointer unused)
{
  open_file (scene, "bare.csv", "1 19970101 1 11.77\n2 19970112 1 12.00\n", -1);
  wait_for_page (scene, "columns");
  g_assert_false (gtk_widget_get_sensitive (gtk_window_get_default_widget (GTK_WINDOW (scene->dialog))));
  act (scene, "import.back");
  g_assert_cmpstr (gx_import_dialog_get_page (scene->dialog), ==, "file");
}

/* No text in sight has @words in it. */
static void
assert_no_label (Scene *scene, const char *words)
{
  g_autoptr (GPtrArray) found = g_ptr_array_new ();

  g_ptr_array_add (found, scene->dialog);
  for (guint i = 0; i < found->len; i++)
    {
      GtkWidget *child = gtk_widget_get_first_child (g_ptr_array_index (found, i));

      if (GTK_IS_LABEL (g_ptr_array_index (found, i)))
        g_assert_null (strstr (gtk_label_get_label (g_ptr_array_index (found, i)), words));
      for (; child != NULL; child = gtk_widget_get_next_sibling (child))
        g_ptr_array_add (found, child);
    }
}

static void
a_file_that_is_no_table_is_said (Scene *scene, gconstpointer unused)
{
  open_file (scene, "old.xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 an old workbook", -1);
  wait_for_page (scene, "question");
  keep_picture (scene, "unreadable");
  assert_no_label (scene, scene->folder);
  act (scene, "import.back");
  g_assert_cmpstr (gx_import_dialog_get_page (scene->dialog), ==, "file");
}

static void
cancel_leaves_nothing (Scene *scene, gconstpointer unused)
{
  g_autoptr (GString) text = g_string_new ("name,phone\n");

  for (int i = 0; i < 60000; i++)
    g_string_append_printf (text, "Somebody %d,138%08d\n", i, i);
  open_file (scene, "many.csv", text->str, -1);
  wait_for_page (scene, "columns");
  act (scene, "import.next");
  wait_for_page (scene, "progress");
  gtk_widget_activate_action (find_widget (GTK_WIDGET (scene->dialog), GX_TYPE_PROGRESS_VIEW),
                              "progress.cancel", NULL);
  wait_for_page (scene, "columns");
  wait_shown (scene, "Cancelled; nothing was written");
  g_assert_cmpint (count (scene, LIVE_CUSTOMERS), ==, 0);
}

/* As the application dresses its windows. */
static void
dress (void)
{
  GdkDisplay *display = gdk_display_get_default ();
  g_autoptr (GtkCssProvider) style = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (style, "/org/guanxi/Guanxi/style.css");
  gtk_style_context_add_provider_for_display (display, GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
  gtk_icon_theme_add_resource_path (gtk_icon_theme_get_for_display (display), "/org/guanxi/Guanxi/icons");
}

/* -- Fields of one's own */

static GtkWidget *
find_message (Scene *scene)
{
  g_autoptr (GListModel) windows = g_object_ref (gtk_window_get_toplevels ());

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

static GtkDropDown *
get_meaning (Scene *scene, guint column)
{
  GtkWidget *columns = find_widget (GTK_WIDGET (scene->dialog), GX_TYPE_IMPORT_COLUMNS);
  GxImportColumnRow *row = gx_import_columns_get_row (GX_IMPORT_COLUMNS (columns), column);

  return GTK_DROP_DOWN (find_widget (GTK_WIDGET (row), GTK_TYPE_DROP_DOWN));
}

static const char *
get_meant (Scene *scene, guint column)
{
  return gtk_string_object_get_string (gtk_drop_down_get_selected_item (get_meaning (scene, column)));
}

/* A column that nobody knows becomes a field of the book, with its header's name and what its values hold; the
 * next file's is it by itself. */
static void
a_column_becomes_a_field (Scene *scene, gconstpointer unused)
{
  GtkDropDown *meaning = NULL;
  GtkWidget *message = NULL;
  GtkEditable *name = NULL;

  open_file (scene, "people.csv", people, -1);
  wait_for_page (scene, "columns");
  meaning = get_meaning (scene, 4);
  gtk_drop_down_set_selected (meaning, 1); /* behind "Left out" */
  g_assert_cmpstr (get_meant (scene, 4), ==, "Left out"); /* so far */
  message = find_message (scene);
  g_assert_nonnull (message);
  name = GTK_EDITABLE (find_widget (message, ADW_TYPE_ENTRY_ROW));
  g_assert_cmpstr (gtk_editable_get_text (name), ==, "暗号");
  keep_picture (scene, "new-field");
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (message), "make");
  gtk_window_close (GTK_WINDOW (message));
  g_assert_cmpstr (get_meant (scene, 4), ==, "暗号");
  act (scene, "import.next");
  wait_for_page (scene, "report");
  assert_lines (scene, 4, "王伟", "暗\342\201\240号");
  act (scene, "import.next");
  wait_for_page (scene, "result");
  g_assert_cmpint (count (scene, "select count(*) from custom_value v"
                          " join custom_field f on f.id = v.field_id where f.name = '暗号'"
                          " and f.type = 'text' and v.value in ('x', 'y', 'z')"), ==, 3);

  open_file (scene, "other.csv", "姓名,暗号,手机号码\n赵强,w,13700137000\n", -1);
  wait_for_page (scene, "columns");
  g_assert_cmpstr (get_meant (scene, 1), ==, "暗号");
}

/* -- What a spreadsheet hides */

static void
what_is_hidden_can_be_left_out (Scene *scene, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (scene->folder, "hidden.xlsx", NULL);
  lxw_workbook *workbook = workbook_new (path);
  lxw_worksheet *sheet = workbook_add_worksheet (workbook, NULL);
  lxw_row_col_options hidden = { .hidden = LXW_TRUE };
  static const char * const cells[][2] = { { "Name", "Phone" }, { "Anna", "020 7946 0101" },
                                           { "Ben", "020 7946 0102" } };

  for (guint row = 0; row < 3; row++)
    for (guint column = 0; column < 2; column++)
      worksheet_write_string (sheet, row, (lxw_col_t) column, cells[row][column], NULL);
  worksheet_set_row_opt (sheet, 2, LXW_DEF_ROW_HEIGHT, NULL, &hidden);
  g_assert_cmpint (workbook_close (workbook), ==, LXW_NO_ERROR);

  gx_import_dialog_open (scene->dialog, path);
  wait_for_page (scene, "columns");
  act (scene, "import.next");
  wait_for_page (scene, "report");
  g_assert_cmpint (get_report (scene)->added, ==, 2);
  keep_picture (scene, "hidden");
  act (scene, "import.toggle-hidden");
  wait_for_page (scene, "report");
  g_assert_cmpint (get_report (scene)->added, ==, 1);
  act (scene, "import.next");
  wait_for_page (scene, "result");
  g_assert_cmpint (count (scene, LIVE_CUSTOMERS), ==, 1);
}

/* -- Amounts that could be each line's or the order's */

static void
amounts_that_could_be_two_are_asked_about (Scene *scene, gconstpointer unused)
{
  open_file (scene, "orders.csv", "订单号,下单时间,收货人,商品,数量,金额\nO1,2026-03-05,王芳,茶,1,10\n"
             "O1,2026-03-05,王芳,壶,1,10\n", -1);
  wait_for_page (scene, "columns");
  act (scene, "import.next");
  wait_for_page (scene, "question");
  keep_picture (scene, "amounts");
  answer (scene, 0);
  wait_for_page (scene, "report");
  g_assert_cmpstr (problem_of_row (scene, 2)->code, ==, "order-amount");
  act (scene, "import.next");
  wait_for_page (scene, "result");
  g_assert_cmpint (count (scene, "select sum(amount_minor) from purchase_line"), ==, 1000);
}

int
main (int argc, char **argv)
{
  static const struct { const char *name; void (*test) (Scene *, gconstpointer); } tests[] = {
    { "a-file-comes-in", a_file_comes_in },
    { "the-same-file-again-is-unchanged", the_same_file_again_is_unchanged },
    { "a-file-of-that-shape-is-read-as-last-time", a_file_of_that_shape_is_read_as_last_time },
    { "a-pasted-table-comes-in", a_pasted_table_comes_in },
    { "who-is-one-is-decided-by-a-person", who_is_one_is_decided_by_a_person },
    { "who-are-two-is-decided-by-a-person", who_are_two_is_decided_by_a_person },
    { "the-focus-follows-the-values", the_focus_follows_the_values },
    { "what-a-value-means-is-said-by-a-person", what_a_value_means_is_said_by_a_person },
    { "a-word-of-the-file-becomes-another", a_word_of_the_file_becomes_another },
    { "customers-are-recognised-by-what-is-chosen", customers_are_recognised_by_what_is_chosen },
    { "days-that-could-be-two-are-asked-about", days_that_could_be_two_are_asked_about },
    { "another-encoding-is-asked-about", another_encoding_is_asked_about },
    { "what-is-missing-is-said-before", what_is_missing_is_said_before },
    { "a-file-that-is-no-table-is-said", a_file_that_is_no_table_is_said },
    { "a-column-becomes-a-field", a_column_becomes_a_field },
    { "what-is-hidden-can-be-left-out", what_is_hidden_can_be_left_out },
    { "amounts-that-could-be-two-are-asked-about", amounts_that_could_be_two_are_asked_about },
    { "cancel-leaves-nothing", cancel_leaves_nothing },
  };

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  gx_widgets_init ();
  gx_house_register ();
  dress ();
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    {
      g_autofree char *path = g_strconcat ("/import/", tests[i].name, NULL);
      g_test_add (path, Scene, NULL, set_up, tests[i].test, tear_down);
    }
  return g_test_run ();
}
