/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-check.h"
#include "server/command/outlay-command.h"
#include "server/outlay-service-private.h"

static int
run_check (int n_arguments, char **arguments)
{
  static const char *const own[] = { NULL };
  g_auto (OutlayCommandLine) line = { 0 };
  g_auto (OutlayCheck) check = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayConnection) db = NULL;

  if (!outlay_command_line_parse (&line, n_arguments, arguments, own, 0))
    return 2;

  db = outlay_service_open_existing (line.settings->database, OUTLAY_OPEN_READ_ONLY, &error);
  if (db == NULL || !outlay_check_run (&check, db, line.settings->proofs, &error))
    return outlay_command_fail (error);

  for (guint i = 0; i < check.problems->len; i++)
    g_printerr ("outlayd: %s\n", (const char *) check.problems->pdata[i]);
  g_print ("%" G_GINT64_FORMAT " events and %" G_GINT64_FORMAT " proofs checked, %u problems\n",
           check.n_events, check.n_proofs, check.problems->len);

  return check.problems->len > 0 ? 1 : 0;
}

const OutlayCommand outlay_check_command = {
  "check",
  "",
  "see whether database, proofs and the chain of events agree",
  "  --database URI       sqlite:PATH (sqlite:outlay.db)\n"
  "  --proofs FOLDER      where the proofs lie (\"proofs\" beside the database)\n"
  "  --config FILE        read these settings from FILE\n"
  "Changes nothing; the server may be running meanwhile. Ends with 1 if anything is wrong.\n",
  run_check,
};
