/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "cli/gx-cli-private.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* The words of the command line: what a person typed, and what --help says. */

static const char *const global_options = "book format quiet help version";

static const GxCliOption *
find_option (const char *name, gsize length)
{
  for (const GxCliOption *option = gx_cli_options; option->name != NULL; option++)
    if (strlen (option->name) == length && strncmp (option->name, name, length) == 0)
      return option;
  return NULL;
}

static const GxCliOption *
find_letter (char letter)
{
  for (const GxCliOption *option = gx_cli_options; option->name != NULL; option++)
    if (option->letter == letter)
      return option;
  return NULL;
}

static gboolean
is_among (const char *names, const char *name)
{
  g_auto (GStrv) words = g_strsplit (names != NULL ? names : "", " ", -1);

  return g_strv_contains ((const char *const *) words, name);
}

/* One option at argv[*i]; steps on where its value is the next word. */
static gboolean
parse_option (GxCli *self, int argc, char **argv, int *i, GError **error)
{
  const char *word = argv[*i];
  const char *equals = strchr (word, '=');
  gboolean is_long = word[1] == '-';
  const GxCliOption *option =
      is_long ? find_option (word + 2, equals != NULL ? (gsize) (equals - word - 2) : strlen (word + 2))
      : word[2] == '\0' ? find_letter (word[1])
                        : NULL;
  const char *value = is_long && equals != NULL ? equals + 1 : NULL;

  if (option == NULL)
    {
      /* Translators: %s is what was typed: "--colour" */
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("There is no option “%s”."), word);
      return FALSE;
    }
  if (option->value == NULL && value != NULL)
    {
      /* Translators: %s is the name of an option: "quiet" */
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("The option --%s takes no value."), option->name);
      return FALSE;
    }
  if (option->value != NULL && value == NULL && *i + 1 < argc)
    value = argv[++*i];
  if (option->value != NULL && value == NULL)
    {
      /* Translators: %1$s is the name of an option: "book"; %2$s is what it takes: "FILE" */
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("The option --%1$s needs a value: %2$s."),
                   option->name, option->value);
      return FALSE;
    }
  g_hash_table_insert (self->options, (char *) option->name, g_strdup (value != NULL ? value : ""));
  return TRUE;
}

gboolean
gx_cli_parse (GxCli *self, int argc, char **argv, GError **error)
{
  gboolean only_words = FALSE;

  for (int i = 1; i < argc; i++)
    {
      if (!only_words && g_str_equal (argv[i], "--"))
        only_words = TRUE;
      else if (only_words || argv[i][0] != '-' || argv[i][1] == '\0')
        g_ptr_array_add (self->args, g_strdup (argv[i]));
      else if (!parse_option (self, argc, argv, &i, error))
        return FALSE;
    }
  return TRUE;
}

/* How many commands begin with that word. */
static int
count_verbs (const char *noun)
{
  int n = 0;

  for (guint t = 0; gx_cli_command_tables[t] != NULL; t++)
    for (const GxCliCommand *command = gx_cli_command_tables[t]; command->noun != NULL; command++)
      n += g_strcmp0 (command->noun, noun) == 0;
  return n;
}

static const GxCliCommand *
find_command (const char *noun, const char *verb)
{
  for (guint t = 0; gx_cli_command_tables[t] != NULL; t++)
    for (const GxCliCommand *command = gx_cli_command_tables[t]; command->noun != NULL; command++)
      if (g_strcmp0 (command->noun, noun) == 0
          && (command->verb == NULL || g_strcmp0 (command->verb, verb) == 0))
        return command;
  return NULL;
}

gboolean
gx_cli_find_command (GxCli *self, GError **error)
{
  const char *noun = self->args->len > 0 ? g_ptr_array_index (self->args, 0) : NULL;
  const char *verb = self->args->len > 1 ? g_ptr_array_index (self->args, 1) : NULL;

  self->command = find_command (noun, verb);
  if (self->command != NULL)
    {
      g_ptr_array_remove_range (self->args, 0, self->command->verb != NULL ? 2 : 1);
      return TRUE;
    }
  if (noun == NULL)
    g_set_error_literal (error, GX_ERROR, GX_ERROR_USAGE, _("Say what to do: see guanxi-cli --help."));
  else if (count_verbs (noun) == 0)
    /* Translators: %s is what was typed */
    g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("There is no command “%s”: see guanxi-cli --help."),
                 noun);
  else if (verb == NULL)
    g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
                 /* Translators: %1$s is the first word of a command: "book"; the second time it stands in a
                    command to type */
                 _("“%1$s” needs a second word: see guanxi-cli %1$s --help."), noun);
  else
    g_set_error (error, GX_ERROR, GX_ERROR_USAGE,
                 /* Translators: %1$s and %2$s are the words that were typed: "book" "sell" */
                 _("There is no command “%1$s %2$s”: see guanxi-cli %1$s --help."), noun, verb);
  return FALSE;
}

gboolean
gx_cli_check_options (GxCli *self, GError **error)
{
  GHashTableIter iter;
  gpointer name = NULL;
  int n = (int) self->args->len;

  g_hash_table_iter_init (&iter, self->options);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    if (!is_among (global_options, name) && !is_among (self->command->options, name))
      {
        /* Translators: %s is the name of an option: "where" */
        g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("The option --%s means nothing here."),
                     (char *) name);
        return FALSE;
      }
  if (n < self->command->least)
    {
      /* Translators: %s is what is missing: "FILE" */
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("Something is missing: %s."), self->command->arguments);
      return FALSE;
    }
  if (self->command->most >= 0 && n > self->command->most)
    {
      /* Translators: %s is a word of the command line */
      g_set_error (error, GX_ERROR, GX_ERROR_USAGE, _("“%s” is one word too many."),
                   (char *) g_ptr_array_index (self->args, self->command->most));
      return FALSE;
    }
  return TRUE;
}

/* ---------------------------------------------------------------- help */

static char *
format_synopsis (const GxCliCommand *command)
{
  return g_strjoin (" ", command->noun,
                    command->verb != NULL        ? command->verb
                    : command->arguments != NULL ? command->arguments
                                                 : "",
                    command->verb != NULL ? command->arguments : NULL, NULL);
}

static void
print_line (const char *words, const char *meaning)
{
  g_print ("  %s%*s  %s\n", words, (int) MAX (38 - g_utf8_strlen (words, -1), 0), "", meaning);
}

static void
print_commands (const char *noun)
{
  for (guint t = 0; gx_cli_command_tables[t] != NULL; t++)
    for (const GxCliCommand *command = gx_cli_command_tables[t]; command->noun != NULL; command++)
      if (noun == NULL || g_str_equal (command->noun, noun))
        {
          g_autofree char *synopsis = format_synopsis (command);

          print_line (synopsis, gettext (command->summary));
        }
}

static void
print_options (const char *names)
{
  for (const GxCliOption *option = gx_cli_options; option->name != NULL; option++)
    if (is_among (names, option->name))
      {
        g_autofree char *letter = option->letter != 0 ? g_strdup_printf ("-%c, ", option->letter)
                                                      : g_strdup ("");
        g_autofree char *words =
            g_strconcat (letter, "--", option->name, option->value != NULL ? " " : NULL, option->value, NULL);

        print_line (words, gettext (option->help));
      }
}

gboolean
gx_cli_print_help (GxCli *self)
{
  const char *noun = self->args->len > 0 ? g_ptr_array_index (self->args, 0) : NULL;
  const GxCliCommand *command =
      find_command (noun, self->args->len > 1 ? g_ptr_array_index (self->args, 1) : NULL);

  if (noun != NULL && count_verbs (noun) == 0)
    return FALSE;
  if (command != NULL && (self->args->len > 1 || count_verbs (noun) == 1))
    {
      g_autofree char *synopsis = format_synopsis (command);

      g_print ("guanxi-cli %s\n\n%s.\n", synopsis, gettext (command->summary));
      if (command->options != NULL)
        g_print ("\n%s\n", _("Options:"));
      print_options (command->options);
    }
  else
    {
      g_print ("guanxi-cli [--book FILE] [--format table|json|jsonl] [--quiet] %s …\n\n%s\n",
               noun != NULL ? noun : "NOUN VERB", _("Commands:"));
      print_commands (noun);
    }
  g_print ("\n%s\n", _("Options everywhere:"));
  print_options (global_options);
  return TRUE;
}
