/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "store/gx-last-book.h"

static char *
find_file (void)
{
  return g_build_filename (g_get_user_state_dir (), "guanxi", "last-book", NULL);
}

char *
gx_last_book_get (void)
{
  g_autofree char *file = find_file ();
  g_autofree char *text = NULL;

  if (!g_file_get_contents (file, &text, NULL, NULL))
    return NULL;
  g_strchomp (text);
  return text[0] != '\0' ? g_steal_pointer (&text) : NULL;
}

void
gx_last_book_set (const char *path)
{
  g_autofree char *file = find_file ();
  g_autofree char *folder = g_path_get_dirname (file);
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *line = g_strconcat (absolute, "\n", NULL);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    g_file_set_contents (file, line, -1, NULL);
}
