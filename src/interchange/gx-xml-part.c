/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "interchange/gx-xml-part.h"

#include <archive.h>
#include <archive_entry.h>
#include <expat.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/gx-error.h"
#include "interchange/gx-source.h"

#define CHUNK (1 << 16)
#define MAX_BYTES ((gint64) 2 << 30)
#define MAX_GROWTH 200                  /* watched from 64 MiB on */
#define GROWTH_FROM ((gint64) 64 << 20)
#define MAX_TOKEN ((gint64) 4 << 20)    /* bytes of one tag or comment */
#define MAX_DEPTH 256
/* What newer programs say beside the format, in namespaces of their own: <x14:workbookPr> is no <workbookPr>. */
#define EXTENSIONS "extLst"

struct _GxXmlPart {
  struct archive *archive;
  XML_Parser parser;
  GxXmlHandlers handlers;
  gpointer data;
  char *path;
  gint64 n_packed;    /* bytes of the whole file */
  gint64 n_unpacked;
  gint64 n_at_event;  /* n_unpacked when a handler was called last */
  int depth;          /* of elements */
  int extension;      /* depth of the <extLst> one is in; 0: in none */
  gboolean is_paused;
  gboolean is_over;
  GError *error;
};

static const char *
strip_prefix (const char *name)
{
  const char *colon = strchr (name, ':');

  return colon != NULL ? colon + 1 : name;
}

/* Exactly the part, or (where there is no such) one that differs only in case or in the way its slashes
   lean. */
static gboolean
is_same_part (const char *entry, const char *name, gboolean is_exact)
{
  if (is_exact)
    return strcmp (entry, name) == 0;
  while (*entry == '/' || *entry == '\\')
    entry++;
  while (*name == '/')
    name++;
  for (; *entry != 0 && *name != 0; entry++, name++)
    if (g_ascii_tolower (*entry == '\\' ? '/' : *entry) != g_ascii_tolower (*name))
      return FALSE;
  return *entry == *name;
}

/* @why: libarchive's may be several lines. */
static void
fail_damaged (const char *path, const char *why, GError **error)
{
  g_autofree char *reason = g_strndup (why, strcspn (why, "\r\n"));

  g_set_error (error, GX_ERROR, GX_ERROR_INVALID,
               /* Translators: the first %s is the path of a spreadsheet file, the second a technical reason
                * in English. */
               _("“%s” is damaged or is no spreadsheet (%s). Open it in a spreadsheet program and save it "
                 "again."), gx_source_file_name (path), g_strchomp (reason));
}

static void
element_started_cb (void *data, const char *name, const char **attributes)
{
  GxXmlPart *self = data;

  self->n_at_event = self->n_unpacked;
  if (++self->depth > MAX_DEPTH && self->error == NULL)
    {
      GError *error = NULL;

      fail_damaged (self->path, "XML", &error);
      gx_xml_part_fail (self, error);
    }
  if (self->extension == 0 && strcmp (strip_prefix (name), EXTENSIONS) == 0)
    self->extension = self->depth;
  if (self->error == NULL && self->extension == 0)
    self->handlers.start (self->data, strip_prefix (name), attributes);
}

static void
element_ended_cb (void *data, const char *name)
{
  GxXmlPart *self = data;

  self->n_at_event = self->n_unpacked;
  if (self->error == NULL && self->extension == 0)
    self->handlers.end (self->data, strip_prefix (name));
  if (self->extension == self->depth--)
    self->extension = 0;
}

static void
text_met_cb (void *data, const char *text, int length)
{
  GxXmlPart *self = data;

  self->n_at_event = self->n_unpacked;
  if (self->error == NULL && self->extension == 0 && self->handlers.text != NULL)
    self->handlers.text (self->data, text, length);
}

static void
doctype_met_cb (void *data, const char *name, const char *system, const char *public, int has_subset)
{
  GxXmlPart *self = data;
  GError *error = NULL;

  fail_damaged (self->path, "DOCTYPE", &error);
  gx_xml_part_fail (self, error);
}

static gboolean
find_part (GxXmlPart *self, const char *name, gboolean is_exact, GError **error)
{
  struct archive_entry *entry = NULL;
  int result;

  while ((result = archive_read_next_header (self->archive, &entry)) == ARCHIVE_OK
         || result == ARCHIVE_WARN)
    {
      const char *entry_name = archive_entry_pathname_utf8 (entry);

      if (entry_name == NULL)
        entry_name = archive_entry_pathname (entry);
      if (entry_name == NULL || !is_same_part (entry_name, name, is_exact))
        continue;
      if (!archive_entry_is_encrypted (entry))
        return TRUE;
      g_set_error (error, GX_ERROR, GX_ERROR_INVALID,
                   /* Translators: %s is the path of a file. */
                   _("“%s” is locked with a password. Save it without one."),
                   gx_source_file_name (self->path));
      return FALSE;
    }
  if (result == ARCHIVE_EOF)
    g_set_error (error, GX_ERROR, GX_ERROR_NOT_FOUND, "%s", name);
  else
    fail_damaged (self->path, archive_error_string (self->archive) ? archive_error_string (self->archive)
                  : "zip", error);
  return FALSE;
}

static gboolean
open_archive (GxXmlPart *self, GError **error)
{
  if (self->archive != NULL)
    archive_read_free (self->archive);
  self->archive = archive_read_new ();
  /* By the directory at its end alone: a file cut short is refused, not read as far as it goes. */
  archive_read_support_format_zip_seekable (self->archive);
  if (archive_read_open_filename (self->archive, self->path, CHUNK) == ARCHIVE_OK)
    return TRUE;
  fail_damaged (self->path, archive_error_string (self->archive) ? archive_error_string (self->archive)
                : "zip", error);
  return FALSE;
}

GxXmlPart *
gx_xml_part_open (const char *path, const char *name, const GxXmlHandlers *handlers, gpointer data,
                  GError **error)
{
  g_autoptr (GxXmlPart) self = g_new0 (GxXmlPart, 1);
  g_autoptr (GError) local_error = NULL;
  GStatBuf status;

  self->path = g_strdup (path);
  self->handlers = *handlers;
  self->data = data;
  self->n_packed = g_stat (path, &status) == 0 ? status.st_size : 0;
  if (!open_archive (self, error))
    return NULL;
  if (!find_part (self, name, TRUE, &local_error))
    {
      if (!g_error_matches (local_error, GX_ERROR, GX_ERROR_NOT_FOUND))
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return NULL;
        }
      if (!open_archive (self, error) || !find_part (self, name, FALSE, error))
        return NULL;
    }

  self->parser = XML_ParserCreate (NULL);
  XML_SetUserData (self->parser, self);
  XML_SetElementHandler (self->parser, element_started_cb, element_ended_cb);
  XML_SetCharacterDataHandler (self->parser, text_met_cb);
  XML_SetStartDoctypeDeclHandler (self->parser, doctype_met_cb);
  return g_steal_pointer (&self);
}

void
gx_xml_part_close (GxXmlPart *self)
{
  if (self == NULL)
    return;
  if (self->parser != NULL)
    XML_ParserFree (self->parser);
  archive_read_free (self->archive);
  g_clear_error (&self->error);
  g_free (self->path);
  g_free (self);
}

static gboolean
check_size (GxXmlPart *self, GError **error)
{
  if (self->n_unpacked <= MAX_BYTES && self->n_unpacked - self->n_at_event <= MAX_TOKEN
      && (self->n_unpacked <= GROWTH_FROM || self->n_unpacked <= MAX_GROWTH * MAX (self->n_packed, 1)))
    return TRUE;
  g_set_error (error, GX_ERROR, GX_ERROR_INVALID,
               /* Translators: %s is the path of a file. */
               _("“%s” unpacks to far more than a spreadsheet would and was not read on."),
               gx_source_file_name (self->path));
  return FALSE;
}

/* Unpacks the next bytes and parses them. */
static enum XML_Status
parse_more (GxXmlPart *self, GError **error)
{
  void *buffer = XML_GetBuffer (self->parser, CHUNK);
  la_ssize_t got = buffer != NULL ? archive_read_data (self->archive, buffer, CHUNK) : -1;

  if (got < 0)
    {
      fail_damaged (self->path, archive_error_string (self->archive) ? archive_error_string (self->archive)
                    : "zip", error);
      return XML_STATUS_ERROR;
    }
  self->n_unpacked += got;
  if (!check_size (self, error))
    return XML_STATUS_ERROR;
  self->is_over = got == 0;
  return XML_ParseBuffer (self->parser, (int) got, self->is_over);
}

gboolean
gx_xml_part_run (GxXmlPart *self, gboolean *is_over, GError **error)
{
  enum XML_Status status = XML_STATUS_OK;
  g_autoptr (GError) local_error = NULL;

  if (self->is_paused)
    {
      self->is_paused = FALSE;
      status = XML_ResumeParser (self->parser);
    }
  while (status == XML_STATUS_OK && !self->is_over)
    status = parse_more (self, &local_error);
  *is_over = self->is_over && status == XML_STATUS_OK;
  if (status != XML_STATUS_ERROR)
    return TRUE;

  if (self->error != NULL)
    g_propagate_error (error, g_steal_pointer (&self->error));
  else if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    fail_damaged (self->path, XML_ErrorString (XML_GetErrorCode (self->parser)), error);
  return FALSE;
}

void
gx_xml_part_pause (GxXmlPart *self)
{
  self->is_paused = TRUE;
  XML_StopParser (self->parser, XML_TRUE);
}

void
gx_xml_part_fail (GxXmlPart *self, GError *error)
{
  if (self->error != NULL)
    {
      g_error_free (error);
      return;
    }
  self->error = error;
  XML_StopParser (self->parser, XML_FALSE);
}

gboolean
gx_xml_part_read (const char *path, const char *name, const GxXmlHandlers *handlers, gpointer data,
                  gboolean is_optional, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GxXmlPart) part = gx_xml_part_open (path, name, handlers, data, &local_error);
  gboolean is_over = FALSE;

  if (part == NULL)
    {
      if (is_optional && g_error_matches (local_error, GX_ERROR, GX_ERROR_NOT_FOUND))
        return TRUE;
      if (g_error_matches (local_error, GX_ERROR, GX_ERROR_NOT_FOUND))
        fail_damaged (path, name, error);
      else
        g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  return gx_xml_part_run (part, &is_over, error);
}

const char *
gx_xml_attribute (const char **attributes, const char *name)
{
  const char *prefixed = NULL;

  for (guint i = 0; attributes[i] != NULL; i += 2)
    {
      if (strcmp (attributes[i], name) == 0)
        return attributes[i + 1];
      if (prefixed == NULL && strcmp (strip_prefix (attributes[i]), name) == 0)
        prefixed = attributes[i + 1];
    }
  return prefixed;
}
