/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-command.h"
#include "server/outlay-service-private.h"
#include "server/rates/outlay-rate-file.h"

static int
run_import (int n_arguments, char **arguments)
{
  static const char *const own[] = { NULL };
  g_auto (OutlayCommandLine) line = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayConnection) db = NULL;
  g_autoptr (OutlayRates) rates = NULL;
  g_autofree char *newest = NULL;
  guint n_days;

  if (!outlay_command_line_parse (&line, n_arguments, arguments, own, 1))
    return 2;

  rates = outlay_rate_file_load (line.words[0], &error);
  if (rates != NULL)
    db = outlay_service_open_existing (line.settings->database, OUTLAY_OPEN_READ_WRITE, &error);
  if (db == NULL || !outlay_service_check_version (db, &error) ||
      !outlay_rate_file_keep (db, rates, &n_days, &newest, &error))
    return outlay_command_fail (error);

  g_print ("rates of %u days are kept; the newest are of %s\n", n_days, newest);
  return 0;
}

const OutlayCommand outlay_rates_import_command = {
  "rates import",
  "FILE ",
  "keep exchange rates from a file of the European Central Bank",
  "  FILE                 eurofxref-daily.xml, eurofxref-hist-90d.xml, eurofxref-hist.xml or .csv\n"
  "  --database URI       sqlite:PATH or postgresql://… (sqlite:outlay.db)\n"
  "  --config FILE        read settings from FILE\n"
  "The server may be running meanwhile. What was submitted before stays as it was converted.\n",
  run_import,
};
