/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-command.h"
#include "server/command/outlay-runner.h"

static int
run_serve (int n_arguments, char **arguments)
{
  static const char *const own[] = { NULL };
  g_auto (OutlayCommandLine) line = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayRunner) runner = NULL;

  if (!outlay_command_line_parse (&line, n_arguments, arguments, own, 0))
    return 2;

  outlay_log_start (line.settings->log_level);
  runner = outlay_runner_new (line.settings, NULL, &error);
  if (runner == NULL)
    {
      outlay_log_stop ();
      return outlay_command_fail (error);
    }

  g_print ("outlayd listening on %s\n", outlay_runner_get_address (runner));
  outlay_runner_run (runner);
  g_clear_pointer (&runner, outlay_runner_free);
  outlay_log_stop ();

  return 0;
}

const OutlayCommand outlay_serve_command = {
  "serve",
  "",
  "run the server",
  "\n  --config FILE                 read settings from FILE, as \"key = value\" lines\n\n"
  "Each can be given in the environment as well: OUTLAYD_LISTEN, OUTLAYD_DATABASE …\n"
  "SIGTERM and SIGINT stop the server when what is under way is answered. SIGHUP reads\n"
  "the settings again: those with a * take effect, and the log says what needs a restart.\n",
  run_serve,
  TRUE,
};
