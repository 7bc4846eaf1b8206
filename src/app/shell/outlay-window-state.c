/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "app/shell/outlay-window-state.h"

#define GROUP "Window"

static char *
build_path (GFile *folder)
{
  return g_build_filename (g_file_peek_path (folder), "window.ini", NULL);
}

void
outlay_window_state_restore (GtkWindow *window, GFile *folder)
{
  g_autofree char *path = build_path (folder);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  int width, height;

  if (!g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return;

  width = g_key_file_get_integer (file, GROUP, "Width", NULL);
  height = g_key_file_get_integer (file, GROUP, "Height", NULL);

  if (width >= 360 && height >= 294 && width < 20000 && height < 20000)
    gtk_window_set_default_size (window, width, height);

  if (g_key_file_get_boolean (file, GROUP, "Maximized", NULL))
    gtk_window_maximize (window);
}

void
outlay_window_state_save (GtkWindow *window, GFile *folder)
{
  g_autofree char *path = build_path (folder);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autoptr (GError) error = NULL;
  int width, height;

  /* The default size follows the person's resizing, and not a maximized state. */
  gtk_window_get_default_size (window, &width, &height);
  g_key_file_set_integer (file, GROUP, "Width", width);
  g_key_file_set_integer (file, GROUP, "Height", height);
  g_key_file_set_boolean (file, GROUP, "Maximized", gtk_window_is_maximized (window));

  g_mkdir_with_parents (g_file_peek_path (folder), 0700);

  if (!g_key_file_save_to_file (file, path, &error))
    g_message ("The window's size is not kept: %s", error->message);
}
