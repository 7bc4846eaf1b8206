/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/command/outlay-check.h"
#include "server/command/outlay-command.h"
#include "server/http/outlay-certificate.h"
#include "server/outlay-service-private.h"

enum
{
  QUICK,
  JSON,
  ANCHOR,
};
static const char *const own[] = { "quick!", "json!", "anchor", NULL };

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
    warning = outlay_certificate_dup_warning (certificate, settings->public_url,
                                              g_get_real_time () / G_USEC_PER_SEC);
  if (certificate == NULL || warning != NULL)
    outlay_findings_add (&check->findings, "certificate", settings->tls_certificate, "%s",
                         error != NULL ? error->message : warning);
}

/* The anchors of an earlier time; an empty set where there are none yet. */
static gboolean
load_anchors (const char *path, OutlayChainAnchors **anchors, GError **error)
{
  g_autoptr (GError) local = NULL;

  *anchors = outlay_chain_anchors_load (path, &local);
  if (*anchors != NULL)
    return TRUE;

  if (g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    {
      *anchors = outlay_chain_anchors_new ();
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

static gboolean
look (OutlayCheck *check, const OutlaySettings *settings, GError **error)
{
  g_autoptr (OutlayConnection) db = outlay_service_open_existing (
      settings->database, OUTLAY_OPEN_READ_ONLY | OUTLAY_OPEN_PATIENT, error);
  g_autoptr (OutlayProofVault) vault = NULL;

  if (db == NULL)
    return FALSE;

  vault = outlay_proof_vault_new (settings->proofs, settings->proof_key_file, error);
  return vault != NULL && outlay_check_run (check, db, vault, error);
}

static int
run_check (int n_arguments, char **arguments)
{
  g_auto (OutlayCommandLine) line = { 0 };
  g_auto (OutlayCheck) check = { 0 };
  g_autoptr (OutlayChainAnchors) anchors = NULL;
  g_autoptr (OutlayChainAnchors) ends = outlay_chain_anchors_new ();
  g_autoptr (GError) error = NULL;
  int status;

  if (!outlay_command_line_parse (&line, n_arguments, arguments, own, 0))
    return 2;
  if (line.values[ANCHOR] != NULL && !load_anchors (line.values[ANCHOR], &anchors, &error))
    return outlay_command_fail (error);

  check = (OutlayCheck) {
    .is_sqlite = g_str_has_prefix (line.settings->database, "sqlite:"),
    .is_quick = line.values[QUICK] != NULL,
    .anchors = anchors,
    .ends = ends,
  };
  if (!look (&check, line.settings, &error))
    return outlay_command_fail (error);
  check_certificate (&check, line.settings);

  status = outlay_check_print (&check, line.values[JSON] != NULL);
  if (status == 0 && line.values[ANCHOR] != NULL && !check.is_quick &&
      !outlay_chain_anchors_save (ends, line.values[ANCHOR], &error))
    return outlay_command_fail (error);

  return status;
}

const OutlayCommand outlay_check_command = {
  "check",
  "",
  "see whether database, proofs, the chain of events and the certificate are well",
  "  --database URI       sqlite:PATH or postgresql://… (sqlite:outlay.db)\n"
  "  --proofs FOLDER      where the proofs lie (\"proofs\" beside the database)\n"
  "  --proof-key-file FILE  the keys that seal them\n"
  "  --config FILE        read these settings from FILE\n"
  "  --quick              hash no event and read no proof: is everything there?\n"
  "  --anchor FILE        compare with the ends of the chains that FILE has from an earlier\n"
  "                       check, and write down the new ones; keep it on another machine\n"
  "  --json               print one JSON object a line\n"
  "Changes nothing; the server may be running meanwhile. Ends with 1 if anything is wrong.\n",
  run_check,
};
