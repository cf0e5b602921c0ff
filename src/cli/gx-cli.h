/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "base/gx-error.h"
#include "cli/gx-printer.h"
#include "store/gx-connection.h"
#include "store/gx-step.h"

G_BEGIN_DECLS

typedef struct _GxCli GxCli;

typedef enum {
  GX_CLI_NO_BOOK,
  GX_CLI_READS, /* falls back to the book last opened */
  GX_CLI_CHECKS, /* as READS, but open for writing where that can be: what is done is taken back or noted */
  GX_CLI_WRITES, /* must be told which book */
} GxCliMode;

/** GxCliCommand: one command, as found by its words and as told by --help. */
typedef struct {
  const char *noun;
  const char *verb;        /* NULL: an everyday verb, such as "import" */
  const char *arguments;   /* "FILE", "ID FIELD=VALUE…"; NULL none */
  const char *summary;     /* N_(), without a full stop */
  const char *options;     /* names of gx_cli_options, blanks between */
  GxCliMode mode;
  int least, most;         /* arguments; most -1: any number */
  gboolean (*run) (GxCli *cli, GError **error);
} GxCliCommand;

/** GxCliOption: an option means the same in every command that takes it. */
typedef struct {
  const char *name;
  char letter;             /* 0 none */
  const char *value;       /* NULL: a switch */
  const char *help;        /* N_() */
} GxCliOption;

extern const GxCliOption gx_cli_options[];                 /* ends with a name NULL */
extern const GxCliCommand *const gx_cli_command_tables[];  /* NULL-terminated; each ends with a noun NULL */

typedef enum {
  GX_CLI_DONE = 0,
  GX_CLI_FAILED = 1,
  GX_CLI_USAGE = 2,
  GX_CLI_ATTENTION = 3,    /* found something that needs attention */
  GX_CLI_BUSY = 4,
} GxCliStatus;

/** gx_cli_main: what the program does; returns its exit status. */
int gx_cli_main (int argc, char **argv);

/* -- for commands */

guint gx_cli_n_args (GxCli *self);
const char *gx_cli_arg (GxCli *self, guint index);                       /* NULL behind the last */
const char *gx_cli_option (GxCli *self, const char *name);               /* NULL: not given */
gboolean gx_cli_has (GxCli *self, const char *name);

/** gx_cli_int_option, gx_cli_day_option: @fallback where the option was not given. Errors: USAGE. */
gboolean gx_cli_int_option (GxCli *self, const char *name, gint64 low, gint64 high, gint64 fallback,
                            gint64 *value, GError **error);
gboolean gx_cli_day_option (GxCli *self, const char *name, GxDay fallback, GxDay *value, GError **error);

/**
 * gx_cli_moment_options: @day_option and --at: a moment says its day itself, on its own clock; a time of day
 * without a day is today's. What is not said stays as it is. (gx-cli-event.c)
 */
gboolean gx_cli_moment_options (GxCli *cli, const char *day_option, GxDay *day, gint64 *at, int *offset_min,
                                GError **error);

/** gx_cli_fields_option: (out) (transfer full) (nullable): --fields, checked against @known
 * (NULL-terminated); NULL: not given. */
gboolean gx_cli_fields_option (GxCli *self, const char *const *known, char ***fields, GError **error);

/** gx_cli_id: @text as a record's id. Errors: USAGE. */
gboolean gx_cli_id (const char *text, GxId *id, GError **error);

/** gx_cli_customer: the customer meant by @text: an id, a number, an external key or an exact name. */
gboolean gx_cli_customer (GxCli *self, const char *text, GxId *id, GError **error);

/** gx_cli_assignment: "FIELD=VALUE" in two, both (transfer full). Errors: USAGE. */
gboolean gx_cli_assignment (const char *text, char **field, char **value, GError **error);

GxPrinter *gx_cli_out (GxCli *self);
GxConnection *gx_cli_book (GxCli *self);            /* open, as the command's mode says */
const char *gx_cli_book_path (GxCli *self);         /* of --book or $GUANXI_BOOK; NULL */
void gx_cli_set_status (GxCli *self, GxCliStatus status);

/** gx_cli_say: a line for people on standard error, unless --quiet. */
void gx_cli_say (GxCli *self, const char *format, ...) G_GNUC_PRINTF (2, 3);

/** gx_cli_progress: shows how far it is on a terminal; @done == @total ends it. For use as a callback:
 * @cli is user data. */
void gx_cli_progress (gint64 done, gint64 total, gpointer cli);

/** gx_cli_actor: who writes: this computer's user; in a rehearsal nobody, so that nobody is written down. */
const GxActor *gx_cli_actor (GxCli *self);

/**
 * gx_cli_begin, gx_cli_commit: around what a writing command does, as one step; with --rehearse it is done
 * and taken back. gx_cli_commit begins an object on the printer with "step" (null where nothing changed)
 * and "rehearsed" where so; the command adds to it and ends it.
 */
GxStep *gx_cli_begin (GxCli *self, const char *label, GError **error);
gboolean gx_cli_commit (GxCli *self, GxStep *step, GError **error);

G_END_DECLS
