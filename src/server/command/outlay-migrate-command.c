/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-command.h"
#include "server/outlay-service-private.h"

static int
run_migrate (int n_arguments, char **arguments)
{
  static const char *const own[] = { NULL };
  g_auto (OutlayCommandLine) line = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayConnection) db = NULL;
  g_autofree char *label = NULL;

  if (!outlay_command_line_parse (&line, n_arguments, arguments, own, 0))
    return 2;

  db = outlay_service_open_database (line.settings, &error);
  if (db == NULL)
    return outlay_command_fail (error);

  label = outlay_connection_dup_label (line.settings->database);
  g_print ("%s is up to date\n", label);
  return 0;
}

const OutlayCommand outlay_migrate_command = {
  "migrate",
  "",
  "make the database, or bring it up to date",
  "  --database URI       sqlite:PATH or postgresql://… (sqlite:outlay.db)\n"
  "  --config FILE        read settings from FILE\n"
  "\"serve\" does the same when it starts.\n",
  run_migrate,
};
