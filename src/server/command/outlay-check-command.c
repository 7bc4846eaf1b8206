/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-check.h"
#include "server/command/outlay-command.h"
#include "server/http/outlay-certificate.h"
#include "server/outlay-service-private.h"

/* Can it be used, and for how long? */
static void
check_certificate (OutlayCheck *check, const OutlaySettings *settings)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayCertificate) certificate = NULL;
  g_autofree char *warning = NULL;

  if (settings->tls_certificate == NULL)
    return;

  certificate = outlay_certificate_load (settings->tls_certificate, settings->tls_key, &error);
  if (certificate != NULL)
    warning = outlay_certificate_dup_warning (certificate, g_get_real_time () / G_USEC_PER_SEC);
  if (certificate == NULL || warning != NULL)
    g_ptr_array_add (check->problems, g_strdup (error != NULL ? error->message : warning));
}

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
  check_certificate (&check, line.settings);

  for (guint i = 0; i < check.problems->len; i++)
    g_printerr ("outlayd: %s\n", (const char *) check.problems->pdata[i]);
  g_print ("%" G_GINT64_FORMAT " events and %" G_GINT64_FORMAT " proofs checked, %u problems\n",
           check.n_events, check.n_proofs, check.problems->len);

  return check.problems->len > 0 ? 1 : 0;
}

const OutlayCommand outlay_check_command = {
  "check",
  "",
  "see whether database, proofs, the chain of events and the certificate are well",
  "  --database URI       sqlite:PATH (sqlite:outlay.db)\n"
  "  --proofs FOLDER      where the proofs lie (\"proofs\" beside the database)\n"
  "  --config FILE        read these settings from FILE\n"
  "Changes nothing; the server may be running meanwhile. Ends with 1 if anything is wrong.\n",
  run_check,
};
