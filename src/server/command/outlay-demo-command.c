/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "server/command/outlay-command.h"
#include "server/command/outlay-runner.h"
#include "server/demo/outlay-demo-company.h"

static void
delete_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR) && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        delete_folder (child);
      else
        g_unlink (child);
    }
  g_rmdir (path);
}

static gboolean
names_database (char **arguments)
{
  for (; *arguments != NULL; arguments++)
    if (g_str_has_prefix (*arguments, "--database") || g_str_has_prefix (*arguments, "--config"))
      return TRUE;

  return g_getenv ("OUTLAYD_DATABASE") != NULL || g_getenv ("OUTLAY_DATABASE") != NULL;
}

static void
print_accounts (void)
{
  guint n_accounts;
  const OutlayDemoAccount *accounts = outlay_demo_company_get_accounts (&n_accounts);

  g_print ("%s; the password of everybody is \"%s\"\n", OUTLAY_DEMO_COMPANY, OUTLAY_DEMO_PASSWORD);
  for (guint i = 0; i < n_accounts; i++)
    g_print ("  %-8s  %-28s  %s\n", outlay_role_to_string (accounts[i].role), accounts[i].email,
             accounts[i].name);
}

static int
run (OutlayCommandLine *line)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayRunner) runner = NULL;

  outlay_log_start (line->settings->log_level);
  runner = outlay_runner_new (line->settings, outlay_demo_company_fill, &error);
  if (runner == NULL)
    {
      outlay_log_stop ();
      return outlay_command_fail (error);
    }

  print_accounts ();
  g_print ("outlayd listening on %s\n", outlay_runner_get_address (runner));
  outlay_runner_run (runner);
  g_clear_pointer (&runner, outlay_runner_free);
  outlay_log_stop ();

  return 0;
}

static int
run_demo (int n_arguments, char **arguments)
{
  static const char *const own[] = { NULL };
  g_auto (OutlayCommandLine) line = { 0 };
  g_autoptr (GStrvBuilder) all = g_strv_builder_new ();
  g_auto (GStrv) with_database = NULL;
  g_autofree char *folder = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_strv_builder_addv (all, (const char **) arguments);
  if (!names_database (arguments))
    {
      folder = g_dir_make_tmp ("outlay-demo-XXXXXX", &error);
      if (folder == NULL)
        return outlay_command_fail (error);
      g_strv_builder_take (all, g_strdup_printf ("--database=sqlite:%s/outlay.db", folder));
    }
  with_database = g_strv_builder_end (all);

  if (outlay_command_line_parse (&line, (int) g_strv_length (with_database), with_database, own, 0))
    status = run (&line);
  else
    status = 2;

  if (folder != NULL)
    delete_folder (folder);
  return status;
}

const OutlayCommand outlay_demo_command = {
  "demo",
  "",
  "run a server with a company to look at",
  "  --listen ADDR:PORT   where to listen (127.0.0.1:8080); port 0 takes a free one\n"
  "  --database URI       where to keep it; without one it is gone when the server ends\n"
  "  --log-level LEVEL    error, warning, info or debug (info)\n"
  "Prints the accounts, with their password, and the address.\n",
  run_demo,
};
