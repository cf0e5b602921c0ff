/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-cli-private.h"

#include <glib/gi18n-lib.h>

const GxCliOption gx_cli_options[] = {
  { "book", 0, "FILE", N_("the customer book; else $GUANXI_BOOK; else, for reading, the one last opened") },
  { "format", 0, "table|json|jsonl", N_("how to print; else a table on a terminal and jsonl otherwise") },
  { "quiet", 'q', NULL, N_("no progress and no messages") },
  { "help", 'h', NULL, N_("say what there is") },
  { "version", 0, NULL, N_("say which version this is") },

  { "customers", 0, "N", N_("how many customers") },
  { "seed", 0, "S", N_("another number makes another book") },
  { "as-of", 0, "DAY", N_("the day to look from, such as 2026-11-21; else today") },
  { "currency", 0, "CODE", N_("the currency, such as CNY") },
  { "rehearse", 0, NULL, N_("show what would happen and write nothing") },
  { "where", 0, "CRITERIA", N_("only customers that meet these criteria (JSON)") },
  { "sort", 0, "FIELD[:desc]", N_("the order: name, last_contact, value, city, tier …") },
  { "limit", 0, "N", N_("at most so many") },
  { "offset", 0, "N", N_("leave out the first so many") },
  { "fields", 0, "A,B,…", N_("only these fields, in this order") },
  { "customer", 0, "ID", N_("the customer: an id, a number, a key of another system, or an exact name") },
  { "kind", 0, "K", N_("the kind, such as call, visit, chat, mail, note") },
  { "since", 0, "DAY", N_("from this day on") },
  { "by", 0, "MEMBER", N_("only what this member did") },
  { "day", 0, "DAY", N_("the day, such as 2026-11-21; else today") },
  { "at", 0, "TIME", N_("the moment, such as 14:30 or 2026-11-21T14:30:00+08:00") },
  { "channel", 0, "C", N_("through what, such as phone, wechat, mail, store") },
  { "text", 0, "TEXT", N_("what was said") },
  { "direction", 0, "in|out", N_("who began it") },
  { "missed", 0, NULL, N_("nobody was reached") },
  { "product", 0, "P", N_("a product's code or name, or what was sold") },
  { "quantity", 0, "Q", N_("how many; else 1") },
  { "price", 0, "P", N_("the price of one") },
  { "sale", 0, "ID", N_("the sale that is paid") },
  { "amount", 0, "A", N_("how much money") },
  { "method", 0, "M", N_("how it was paid: wechat, alipay, bank, card, cash") },
  { "code", 0, "C", N_("the product's code") },
  { "unit", 0, "U", N_("what it is counted in") },
  { "category", 0, "C", N_("what kind of product it is") },
  { "title", 0, "TEXT", N_("what is to be done") },
  { "due", 0, "DAY", N_("the day on which it falls due: a day, or today") },
  { "filter", 0, "F", N_("open, due, overdue, today, upcoming or done") },
  { "with-people", 0, NULL, N_("of an organization: also of its people") },

  { "as", 0, "KIND", N_("customers, purchases, events, products or auto") },
  { "map", 0, "FILE.json", N_("which column means what") },
  { "columns", 0, "A,B,…", N_("what the columns mean, in their order; - leaves one out") },
  { "no-header", 0, NULL, N_("the first row is no header") },
  { "delimiter", 0, "D", N_("what stands between cells: , ; tab or spaces") },
  { "sheet", 0, "S", N_("the sheet's name") },
  { "encoding", 0, "E", N_("how text is encoded: UTF-8, GB18030 …") },
  { "day-order", 0, "ymd|dmy|mdy", N_("the order of year, month and day") },
  { "key", 0, "FIELD…", N_("what tells that a customer is there already") },
  { "on-match", 0, "HOW", N_("what to do with customers that are there: skip, fill, overwrite or add") },
  { "rejects", 0, "FILE", N_("write refused rows to this file") },
  { "output", 'o', "FILE", N_("the file to write: .png, .svg or .pdf") },
  { "size", 0, "WxH", N_("width and height, such as 800x500") },
  { NULL }
};

const GxCliCommand *const gx_cli_command_tables[] = {
  gx_cli_book_commands,
  gx_cli_file_commands,
  gx_cli_import_commands,
  gx_cli_export_commands,
  gx_cli_customer_commands,
  gx_cli_search_commands,
  gx_cli_criteria_commands,
  gx_cli_segment_commands,
  gx_cli_event_commands,
  gx_cli_purchase_commands,
  gx_cli_payment_commands,
  gx_cli_product_commands,
  gx_cli_task_commands,
  gx_cli_tag_commands,
  gx_cli_report_commands,
  gx_cli_chart_commands,
  gx_cli_journal_commands,
  NULL
};
