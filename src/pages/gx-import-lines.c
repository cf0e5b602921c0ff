/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "pages/gx-import-lines.h"

#include "base/gx-listing.h"
#include "base/gx-partial-day.h"
#include "base/gx-phrase.h"
#include "customers/gx-customer-field.h"
#include "quality/gx-crowd.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* -- A line */

struct _GxImportLine {
  GObject parent_instance;

  GxImportLog *log;
  guint index;
};

G_DEFINE_FINAL_TYPE (GxImportLine, gx_import_line, G_TYPE_OBJECT)

static void
gx_import_line_finalize (GObject *object)
{
  g_clear_pointer (&GX_IMPORT_LINE (object)->log, gx_import_log_unref);
  G_OBJECT_CLASS (gx_import_line_parent_class)->finalize (object);
}

static void
gx_import_line_class_init (GxImportLineClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gx_import_line_finalize;
}

static void
gx_import_line_init (GxImportLine *self)
{
}

gint64
gx_import_line_get_row (GxImportLine *self)
{
  g_auto (GxImportRecord) record = { 0 };

  gx_import_log_read (self->log, self->index, &record);
  return record.row;
}

GxImportOutcome
gx_import_line_get_outcome (GxImportLine *self)
{
  g_auto (GxImportRecord) record = { 0 };

  gx_import_log_read (self->log, self->index, &record);
  return record.outcome;
}

char *
gx_import_line_get_title (GxImportLine *self)
{
  g_auto (GxImportRecord) record = { 0 };
  const char *name = "";

  gx_import_log_read (self->log, self->index, &record);
  if (record.matches->len > 0 && record.outcome != GX_OUTCOME_ADDED)
    name = g_array_index (record.matches, GxImportMatch, 0).name;
  for (guint i = 0; i < record.changes->len; i++)
    if (g_array_index (record.changes, GxImportChange, i).field == GX_COLUMN_NAME)
      name = g_array_index (record.changes, GxImportChange, i).after;
  if (*name == '\0')
    name = *record.text != '\0' ? record.text : _("empty row");
  return g_strdelimit (g_strdup (name), "\r\n", ' ');
}

/* -- What there is to tell of it */

char *
gx_import_show_value (GxColumn column, const char *value)
{
  const GxCustomerField *field = gx_customer_field_get (gx_column_key (column));
  GxPartialDay day;

  if (*value != '\0' && column == GX_COLUMN_EVENT_KIND)
    return g_strdup (gx_phrase ("event.kind", value));
  if (*value == '\0' || field == NULL)
    return g_strdup (value);
  if (field->type == GX_CUSTOMER_FIELD_DAY && gx_partial_day_read (value, &day))
    return gx_partial_day_format (&day);
  return g_strdup (field->type == GX_CUSTOMER_FIELD_CHOICE ? gx_phrase (field->domain, value) : value);
}

static void
append (GString *story, const char *format, ...)
{
  va_list values;
  g_autofree char *text = NULL;

  va_start (values, format);
  text = g_markup_vprintf_escaped (format, values);
  va_end (values);
  g_string_append (story, text);
}

#define WORD_JOINER "\342\201\240"

/* (transfer full): a Chinese label that no line's end parts, though each of its characters is a word. */
static char *
keep_together (const char *label)
{
  GString *text = g_string_new (NULL);
  gboolean was_han = FALSE;

  for (const char *p = label; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gboolean is_han = g_unichar_get_script (c) == G_UNICODE_SCRIPT_HAN;

      if (is_han && was_han)
        g_string_append (text, WORD_JOINER);
      g_string_append_unichar (text, c);
      was_han = is_han;
    }
  return g_string_free (text, FALSE);
}

/* "City 北京 → 上海": a field, what stood there, what stands there then, and what the file says where that is
 * something else. */
static void
tell_change (GString *story, const GxImportChange *change)
{
  g_autofree char *before = gx_import_show_value (change->field, change->before);
  g_autofree char *after = gx_import_show_value (change->field, change->after);
  g_autofree char *label = keep_together (gx_import_change_label (change));
  gboolean is_kept = strcmp (change->before, change->after) == 0;
  gboolean is_other = *change->read != '\0' && strcmp (change->read, change->after) != 0
                      && strcmp (change->read, after) != 0;

  append (story, "<span fgalpha=\"65%%\">%s</span>\302\240", label);
  if (is_kept && *after == '\0')
    /* Translators: a value of the file that is not brought in; %s is what the file says */
    append (story, _("“%s” is left out"), change->read);
  else if (is_kept)
    /* Translators: %1$s is a value that stays as it is, %2$s what a file says instead */
    append (story, _("%1$s stays (the file says %2$s)"), after, change->read);
  else if (*before != '\0')
    append (story, "<s>%s</s> → <b>%s</b>", before, after);
  else if (is_other)
    append (story, "<span fgalpha=\"65%%\">%s</span> → <b>%s</b>", change->read, after);
  else
    append (story, "%s", after);
}

/* Whether the title tells it already. */
static gboolean
is_told (const GxImportChange *change)
{
  return change->field == GX_COLUMN_NAME && *change->before == '\0'
         && strcmp (change->read, change->after) == 0;
}

/* What the file says first, then what follows from it. */
static void
tell_changes (GString *story, const GArray *changes)
{
  gsize begin = story->len;

  for (int is_derived = 0; is_derived <= 1; is_derived++)
    for (guint i = 0; i < changes->len; i++)
      {
        const GxImportChange *change = &g_array_index (changes, GxImportChange, i);

        if (is_told (change) || (*change->read == '\0') != is_derived)
          continue;
        if (story->len > begin)
          g_string_append (story, "\302\240\302\240·  "); /* the point ends a line, and begins none */
        tell_change (story, change);
      }
  if (story->len > begin)
    g_string_append_c (story, '\n');
}

static char *
tell_reasons (const GxImportMatch *match)
{
  g_auto (GStrv) keys = g_strsplit (match->reasons, ",", -1);
  g_autoptr (GString) reasons = g_string_new (NULL);

  for (guint r = 0; keys[r] != NULL; r++)
    gx_listing_add (reasons, "%s", gx_column_label (gx_column_find (keys[r], GX_IMPORT_AUTO)));
  return g_string_free (g_steal_pointer (&reasons), FALSE);
}

/* By likeness, for certain or only perhaps. */
static void
tell_likeness (GString *story, const GxImportMatch *match, gboolean is_taken)
{
  g_auto (GStrv) words = g_strsplit (match->reasons, ",", -1);
  g_autofree char *reasons = gx_comparison_reasons_text ((const char *const *) words);
  const char *name = *match->name != '\0' ? match->name : _("a row of this file");

  if (is_taken)
    /* Translators: %1$s is the name of a customer, %2$d per cent, %3$s a list: "same phone, same city" */
    append (story, _("Is %1$s (%2$d %%): %3$s"), name, match->score, reasons);
  else
    /* Translators: %1$s is the name of a customer, %2$d per cent, %3$s a list: "same phone, same city" */
    append (story, _("May be %1$s (%2$d %%): %3$s"), name, match->score, reasons);
}

static void
tell_matches (GString *story, const GxImportRecord *record)
{
  for (guint i = 0; i < record->matches->len; i++)
    {
      const GxImportMatch *match = &g_array_index (record->matches, GxImportMatch, i);
      g_autofree char *reasons = tell_reasons (match);

      if (match->score < 100)
        tell_likeness (story, match, match->customer == record->customer);
      else if (*match->name == '\0')
        /* Translators: %s is a list such as "Phone, Name" */
        append (story, _("Is somebody of this file. What agrees: %s"), reasons);
      else
        /* Translators: %1$s is the name of a customer, %2$s a list such as "Phone, Name" */
        append (story, _("Is %1$s. What agrees: %2$s"), match->name, reasons);
      g_string_append_c (story, '\n');
    }
}

static void
tell_remarks (GString *story, const GArray *remarks)
{
  for (guint i = 0; i < remarks->len; i++)
    {
      const GxImportRemark *remark = &g_array_index (remarks, GxImportRemark, i);

      if (remark->severity == GX_SEVERITY_REPAIR && *remark->repaired != '\0')
        /* Translators: %1$s is the name of a column, %2$s a space, %3$s what a cell of it says, %4$s what is written
           instead, %5$s why */
        append (story, _("%1$s%2$s%3$s → <b>%4$s</b>: %5$s"), remark->column,
                *remark->value != '\0' ? " " : "",
                remark->value, remark->repaired, remark->reason);
      else if (*remark->column != '\0' && *remark->value != '\0')
        /* Translators: %1$s is the name of a column, %2$s what a cell of it says, %3$s a sentence about it */
        append (story, _("%1$s “%2$s”: %3$s"), remark->column, remark->value, remark->reason);
      else
        append (story, "%s", remark->reason);
      g_string_append_c (story, '\n');
    }
}

char *
gx_import_line_get_story (GxImportLine *self)
{
  g_auto (GxImportRecord) record = { 0 };
  GString *story = g_string_new (NULL);

  gx_import_log_read (self->log, self->index, &record);
  tell_changes (story, record.changes);
  tell_matches (story, &record);
  tell_remarks (story, record.remarks);
  if (story->len > 0)
    g_string_truncate (story, story->len - 1);
  return g_string_free (story, FALSE);
}

/* -- The list */

struct _GxImportLines {
  GObject parent_instance;

  GxImportLog *log;
  GArray *indexes; /* of guint32 */
};

static GType
gx_import_lines_get_item_type (GListModel *model)
{
  return GX_TYPE_IMPORT_LINE;
}

static guint
gx_import_lines_get_n_items (GListModel *model)
{
  GxImportLines *self = GX_IMPORT_LINES (model);

  return self->indexes != NULL ? self->indexes->len : 0;
}

static gpointer
gx_import_lines_get_item (GListModel *model, guint position)
{
  GxImportLines *self = GX_IMPORT_LINES (model);
  GxImportLine *line = NULL;

  if (position >= gx_import_lines_get_n_items (model))
    return NULL;
  line = g_object_new (GX_TYPE_IMPORT_LINE, NULL);
  line->log = gx_import_log_ref (self->log);
  line->index = g_array_index (self->indexes, guint32, position);
  return line;
}

static void
gx_import_lines_model_init (GListModelInterface *interface)
{
  interface->get_item_type = gx_import_lines_get_item_type;
  interface->get_n_items = gx_import_lines_get_n_items;
  interface->get_item = gx_import_lines_get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (GxImportLines, gx_import_lines, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, gx_import_lines_model_init))

static void
gx_import_lines_finalize (GObject *object)
{
  GxImportLines *self = GX_IMPORT_LINES (object);

  g_clear_pointer (&self->indexes, g_array_unref);
  g_clear_pointer (&self->log, gx_import_log_unref);
  G_OBJECT_CLASS (gx_import_lines_parent_class)->finalize (object);
}

static void
gx_import_lines_class_init (GxImportLinesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gx_import_lines_finalize;
}

static void
gx_import_lines_init (GxImportLines *self)
{
}

GxImportLines *
gx_import_lines_new (void)
{
  return g_object_new (GX_TYPE_IMPORT_LINES, NULL);
}

void
gx_import_lines_show (GxImportLines *self, GxImportLog *log, guint show, const char *words)
{
  g_return_if_fail (GX_IS_IMPORT_LINES (self));

  guint before = gx_import_lines_get_n_items (G_LIST_MODEL (self));
  if (log != NULL)
    gx_import_log_ref (log);
  g_clear_pointer (&self->indexes, g_array_unref);
  g_clear_pointer (&self->log, gx_import_log_unref);
  self->log = log;
  if (log != NULL)
    self->indexes = gx_import_log_find (log, show, words);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, before,
                              gx_import_lines_get_n_items (G_LIST_MODEL (self)));
}
