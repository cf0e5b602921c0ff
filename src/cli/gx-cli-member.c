/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "base/gx-clock.h"
#include "base/gx-day.h"
#include "charts/gx-handover-paper.h"
#include "cli/gx-cli-criteria.h"
#include "cli/gx-cli-private.h"
#include "customers/gx-members.h"
#include "work/gx-handover.h"

#include <glib/gi18n-lib.h>

#define NOBODY "-"

/* A name, an id, "@me", or "-" for nobody. */
static gboolean
resolve (GxCli *cli, const char *text, GxId *id, GError **error)
{
  *id = 0;
  if (g_str_equal (text, NOBODY))
    return TRUE;
  if ((*id = gx_members_find (gx_cli_book (cli), text)) != 0)
    return TRUE;
  if (g_ascii_string_to_signed (text, 10, 1, G_MAXINT64, id, NULL)
      && gx_connection_get_int64 (gx_cli_book (cli), 0, NULL,
                                  "select id from member where id = ? and gone = 0", "i", *id) != 0)
    return TRUE;
  /* Translators: %s is what was typed */
  g_set_error (error, GX_ERROR, GX_ERROR_NOT_FOUND, _("There is no member “%s” in the book."), text);
  return FALSE;
}

static GxMemberLoad
find_load (GArray *loads, GxId member)
{
  for (guint i = 0; i < loads->len; i++)
    if (g_array_index (loads, GxMemberLoad, i).member == member)
      return g_array_index (loads, GxMemberLoad, i);
  return (GxMemberLoad) { member, 0, 0 };
}

static gboolean
run_list (GxCli *cli, GError **error)
{
  g_autoptr (GPtrArray) members = gx_members_list (gx_cli_book (cli), error);
  g_autoptr (GArray) loads = members != NULL ? gx_member_loads (gx_cli_book (cli), error) : NULL;
  GxPrinter *out = gx_cli_out (cli);

  if (loads == NULL)
    return FALSE;
  gx_printer_begin_list (out);
  for (guint i = 0; i < members->len; i++)
    {
      const GxMember *member = g_ptr_array_index (members, i);
      GxMemberLoad load = find_load (loads, member->id);

      gx_printer_begin_object (out);
      gx_printer_put (out, "id", id, member->id);
      gx_printer_put (out, "name", text, member->name);
      gx_printer_put (out, "letters", text, member->letters);
      gx_printer_put (out, "customers", int, load.customers);
      gx_printer_put (out, "tasks", int, load.tasks);
      gx_printer_put (out, "left", day, member->left_day);
      gx_printer_put (out, "me", bool, member->is_self);
      gx_printer_end_object (out);
    }
  gx_printer_end_list (out);
  return TRUE;
}

static gboolean
finish (GxCli *cli, GxStep *step, GxId id, GError **error)
{
  if (!gx_cli_commit (cli, step, error))
    return FALSE;
  gx_printer_put (gx_cli_out (cli), "id", id, id);
  gx_printer_end_object (gx_cli_out (cli));
  return TRUE;
}

static gboolean
run_add (GxCli *cli, GError **error)
{
  g_autoptr (GxStep) step = gx_cli_begin (cli, "member.add", error);
  GxId id = 0;

  return step != NULL
         && gx_members_add (gx_cli_book (cli), gx_cli_actor (cli), gx_cli_arg (cli, 0), &id, error)
         && finish (cli, g_steal_pointer (&step), id, error);
}

static gboolean
set_left (GxCli *cli, GxId id, const char *text, GError **error)
{
  GxDay day = GX_NO_DAY;

  if (*text != '\0' && !gx_day_parse (text, &day))
    {
      /* Translators: %s is what was typed */
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("“%s” is no day such as 2026-11-21."), text);
      return FALSE;
    }
  return gx_members_set_left (gx_cli_book (cli), gx_cli_actor (cli), id, day, error);
}

static gboolean
set_field (GxCli *cli, GxId id, const char *field, const char *value, GError **error)
{
  GxConnection *book = gx_cli_book (cli);
  g_autofree char *name = gx_members_get_name (book, id);
  g_autofree char *letters = gx_connection_get_text (book, NULL, "select letters from member where id = ?",
                                                     "i", id);

  if (g_str_equal (field, "left"))
    return set_left (cli, id, value, error);
  if (g_str_equal (field, "name"))
    return gx_members_rename (book, gx_cli_actor (cli), id, value, letters, error);
  if (g_str_equal (field, "letters"))
    return gx_members_rename (book, gx_cli_actor (cli), id, name, value, error);
  g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
               /* Translators: %s is what was typed; the words of the list stay as they are */
               _("A member has name, letters and left, not “%s”."), field);
  return FALSE;
}

static gboolean
run_set (GxCli *cli, GError **error)
{
  g_autoptr (GxStep) step = NULL;
  GxId id = 0;

  if (!resolve (cli, gx_cli_arg (cli, 0), &id, error)
      || (step = gx_cli_begin (cli, "member.edit", error)) == NULL)
    return FALSE;
  for (guint i = 1; i < gx_cli_n_args (cli); i++)
    {
      g_autofree char *field = NULL, *value = NULL;

      if (!gx_cli_assignment (gx_cli_arg (cli, i), &field, &value, error)
          || !set_field (cli, id, field, value, error))
        return FALSE;
    }
  return finish (cli, g_steal_pointer (&step), id, error);
}

/* Somebody the book knows, or somebody new. */
static gboolean
run_become (GxCli *cli, GError **error)
{
  const char *name = gx_cli_arg (cli, 0);
  GxPrinter *out = gx_cli_out (cli);

  if (!gx_members_become (gx_cli_book (cli), gx_members_find (gx_cli_book (cli), name), name, error))
    return FALSE;
  gx_printer_begin_object (out);
  gx_printer_put (out, "id", id, gx_self_get_id ());
  gx_printer_put (out, "name", text, gx_self_get_name ());
  gx_printer_end_object (out);
  return TRUE;
}

/* -- Hand-over -- */

static gboolean
save_list (GxCli *cli, const GxHandover *handover, const GxHandoverSum *sum, GError **error)
{
  GxConnection *book = gx_cli_book (cli);
  const char *path = gx_cli_option (cli, "output");
  g_autofree char *from = gx_members_get_name (book, handover->from);
  g_autofree char *to = gx_members_get_name (book, handover->to);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GxPaper) paper = NULL;
  GxHandoverSheet sheet = { from, to, gx_clock_today (), gx_connection_get_currency (book), sum, NULL };

  if (path == NULL)
    return TRUE;
  if ((items = gx_handover_list (book, sum->ids, GX_NO_DAY, error)) == NULL)
    return FALSE;
  sheet.items = items;
  paper = gx_handover_paper_new (&sheet);
  return gx_paper_save (paper, path, error);
}

static gboolean
run_hand_over (GxCli *cli, GError **error)
{
  GxConnection *book = gx_cli_book (cli);
  GxHandover handover = { .with_tasks = !gx_cli_has (cli, "without-tasks") };
  g_autoptr (GxCriteria) criteria = NULL;
  g_autoptr (GxIdList) among = NULL;
  g_autoptr (GxHandoverSum) sum = NULL;
  g_autoptr (GxStep) step = NULL;
  GxPrinter *out = gx_cli_out (cli);
  gint64 customers = 0, tasks = 0;

  if (!resolve (cli, gx_cli_arg (cli, 0), &handover.from, error)
      || !resolve (cli, gx_cli_arg (cli, 1), &handover.to, error)
      || !gx_cli_where (cli, &criteria, error)
      || (criteria != NULL && !gx_criteria_ids (book, criteria, NULL, &among, error)))
    return FALSE;
  handover.among = among;
  if ((sum = gx_handover_sum_up (book, &handover, GX_NO_DAY, error)) == NULL
      || !save_list (cli, &handover, sum, error)
      || (step = gx_cli_begin (cli, "customer.hand_over", error)) == NULL
      || !gx_handover_run (book, gx_cli_actor (cli), &handover, &customers, &tasks, error)
      || !gx_cli_commit (cli, g_steal_pointer (&step), error))
    return FALSE;
  gx_printer_put (out, "customers", int, customers);
  gx_printer_put (out, "tasks", int, tasks);
  gx_printer_put (out, "promises", int, sum->promises);
  gx_printer_put (out, "overdue", int, sum->overdue);
  gx_printer_put (out, "at_risk", int, sum->at_risk);
  gx_printer_put (out, "value", money, sum->value_minor, gx_connection_get_currency (book));
  gx_printer_end_object (out);
  return TRUE;
}

const GxCliCommand gx_cli_member_commands[] = {
  { "member", "list", NULL, N_("List who works with the book, and how much each looks after"), NULL,
    GX_CLI_READS, 0, 0, run_list },
  { "member", "add", "NAME", N_("Add a member"), "rehearse", GX_CLI_WRITES, 1, 1, run_add },
  { "member", "set", "MEMBER FIELD=VALUE…", N_("Change a member: name, letters, left (a day)"), "rehearse",
    GX_CLI_WRITES, 2, -1, run_set },
  { "member", "become", "NAME", N_("Say who sits at this computer, for all books"), NULL, GX_CLI_READS, 1, 1,
    run_become },
  { "member", "hand-over", "FROM TO", N_("Hand customers over to another member; - is nobody"),
    "where without-tasks output rehearse", GX_CLI_WRITES, 2, 2, run_hand_over },
  { NULL }
};
