/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "app/gx-window-private.h"
#include "pages/gx-share-dialog.h"

/**
 * Stage: windows of a team's book: two people, one folder. The clock is the machine's: the drive's is
 * compared.
 */
typedef struct {
  char *folder;         /* of everything */
  char *drive;          /* in it: the team's */
  char *team_path, *files, *away;
  GxWindow *one, *two;  /* two: NULL before somebody joins */
} Stage;

/** team_stage_main: what main() does; @add_tests adds them. */
int team_stage_main (int argc, char *argv[], void (*add_tests) (void));

void team_stage_set_up (Stage *stage, gconstpointer unused);
void team_stage_tear_down (Stage *stage, gconstpointer unused);

#define TEAM_STAGE_ADD(name, func) \
  g_test_add ("/display/" name, Stage, NULL, team_stage_set_up, func, team_stage_tear_down)

/* -- Waiting: all fail after a while -- */

typedef gboolean (*Condition) (Stage *stage, gconstpointer data);

void spin (void);
void wait_for (Stage *stage, const char *what, Condition condition, gconstpointer data);
gboolean find_text (GtkWidget *from, const char *text);   /* of a label that can be seen */
void wait_until_said (Stage *stage, GxWindow *window, const char *text);
void wait_until_gone (Stage *stage, GxWindow *window, const char *text);
void wait_for_list (Stage *stage, GxWindow *window, guint count); /* it shows so many customers */
void wait_for_status (Stage *stage, GxWindow *window, const char *text); /* it begins so */
gboolean is_open (Stage *stage, gconstpointer window);
gboolean is_calm (Stage *stage, gconstpointer window); /* all that waited has gone out */

/* -- What a person does -- */

GxId add_customer (Stage *stage, GxWindow *window, const char *name);
GxWindow *open_window (const char *path, gboolean create);
gpointer find_dialog (GType type);
GxShareDialog *ask_to_share (Stage *stage);
void share (Stage *stage);
void join (Stage *stage);                              /* the second window */
void show_customers (GxWindow *window);
void forget_replicas (void);                              /* as another computer */
