/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pages/gx-import-columns.h"
#include "pages/gx-import-decide.h"
#include "pages/gx-import-dialog.h"
#include "pages/gx-import-question.h"
#include "pages/gx-import-report-view.h"
#include "pages/gx-import-values-page.h"
#include "pages/gx-import-work.h"
#include "pages/gx-progress-view.h"

G_BEGIN_DECLS

/* What the plan is gone through for: to show what it would do, to do it, or to write down what it refuses. */
typedef enum { FOR_REPORT, FOR_BOOK, FOR_REFUSED } Purpose;

typedef enum {
  ASKED_ENCODING, ASKED_SHEET, ASKED_DAY_ORDER, ASKED_AMOUNTS, ASKED_OTHER_FILE, ASKED_OTHER_COLUMNS
} Asked;

struct _GxImportDialog {
  AdwWindow parent_instance;

  AdwWindowTitle *title;
  GtkWidget *back;
  GtkStack *stack;
  GxImportQuestion *question;
  GxImportColumns *columns;
  GxImportValuesPage *values;
  guint values_column;     /* whose values are shown */
  GxProgressView *progress;
  GxImportReportView *report;
  GxImportDecide *decide;
  AdwStatusPage *result;
  GtkWidget *show, *undo, *save;
  GtkWidget *foot;
  GtkLabel *status;
  GtkButton *next;

  GxBook *book;
  GxImportPlan *plan;      /* another thread's while is_looking or work */
  GxImportWork *work;      /* NULL: none is under way */
  Purpose purpose;
  gboolean is_looking, must_look, recalls;
  gboolean is_closing;     /* as soon as the work has stopped */
  Asked asked;
  GArray *answers;         /* of guint: what the answers stand for */
  GArray *encodings;       /* (nullable): of GxEncodingGuess; another thread's like the plan */
  GxId step;               /* what the run wrote; 0: nothing so far */
};

/* The way through the dialog (gx-import-dialog.c). */
void _gx_importing_show_page (GxImportDialog *self, const char *name);
void _gx_importing_set_foot (GxImportDialog *self, const char *status, const char *next, gboolean can_go_on);
void _gx_importing_show_columns (GxImportDialog *self);
void _gx_importing_look (GxImportDialog *self);
void _gx_importing_start_work (GxImportDialog *self, Purpose purpose);
void _gx_importing_show_report (GxImportDialog *self);

/* What the values of a column mean (gx-import-dialog-values.c). */
void _gx_importing_install_values_actions (GtkWidgetClass *widget_class);
void _gx_importing_value_chosen_cb (GxImportDialog *self, guint field, const char *text, const char *becomes);
void _gx_importing_leave_values (GxImportDialog *self);

/* What is kept of earlier files (gx-import-dialog-mapping.c). */
void _gx_importing_install_mapping_actions (GtkWidgetClass *widget_class);

/* After it (gx-import-dialog-result.c). */
void _gx_importing_install_result_actions (GtkWidgetClass *widget_class);
void _gx_importing_show_result (GxImportDialog *self, const GxImportReport *report);
void _gx_importing_show_saved (GxImportDialog *self, const GError *error);

/* What only a person knows, one question at a time (gx-import-dialog-questions.c). */
void _gx_importing_ask (GxImportDialog *self, Asked asked, const char *question, const char *why);
void _gx_importing_add_answer (GxImportDialog *self, guint value, const char *answer, const char *example);
void _gx_importing_ask_encoding (GxImportDialog *self);
void _gx_importing_ask_sheet (GxImportDialog *self);
void _gx_importing_ask_day_order (GxImportDialog *self);
void _gx_importing_ask_amounts (GxImportDialog *self);
void _gx_importing_answered_cb (GxImportDialog *self, guint index);

G_END_DECLS
