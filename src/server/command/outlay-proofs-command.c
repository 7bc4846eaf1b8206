/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "db/outlay-migration.h"
#include "server/command/outlay-command.h"
#include "server/outlay-service-private.h"
#include "server/proofs/outlay-proof-recoding.h"
#include "server/proofs/outlay-proof-sweep.h"

#define WHERE                                                                                      \
  "  --database URI       sqlite:PATH or postgresql://… (sqlite:outlay.db)\n"                      \
  "  --proofs FOLDER      where the proofs lie (\"proofs\" beside the database)\n"                 \
  "  --proof-key-file FILE  the keys that seal them\n"                                             \
  "  --config FILE        read these settings from FILE\n"

static OutlayConnection *
open_database (const OutlayCommandLine *line, OutlayProofVault **vault, GError **error)
{
  g_autoptr (OutlayConnection)
      db = outlay_service_open_existing (line->settings->database, OUTLAY_OPEN_READ_WRITE, error);

  if (db == NULL || !outlay_service_check_version (db, error))
    return NULL;

  *vault = outlay_proof_vault_new (line->settings->proofs, line->settings->proof_key_file, error);
  if (*vault == NULL || !outlay_proof_vault_check_keys (*vault, db, error))
    return NULL;

  return g_steal_pointer (&db);
}

static void
say (const char *text)
{
  g_printerr ("outlayd: %s\n", text);
}

static int
recode (const OutlayCommandLine *line, OutlayProofKeys *keys, const char *deed)
{
  g_autoptr (OutlayProofVault) vault = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayConnection) db = open_database (line, &vault, &error);
  OutlayProofRecoding recoding = { .vault = vault, .db = db, .keys = keys, .say = say };

  if (db == NULL || !outlay_proof_recoding_run (&recoding, &error))
    return outlay_command_fail (error);

  g_print ("%" G_GINT64_FORMAT " proofs %s, %" G_GINT64_FORMAT " could not be read\n",
           recoding.n_done, deed, recoding.n_failed);
  return recoding.n_failed > 0 ? 1 : 0;
}

static int
run_encrypt (int n_arguments, char **arguments)
{
  static const char *const own[] = { NULL };
  g_auto (OutlayCommandLine) line = { 0 };
  g_autoptr (OutlayProofKeys) keys = NULL;
  g_autoptr (GError) error = NULL;

  if (!outlay_command_line_parse (&line, n_arguments, arguments, own, 0))
    return 2;
  if (line.settings->proof_key_file == NULL)
    {
      say ("there is no key: make one with \"outlayd key new\" and name it with proof-key-file");
      return 1;
    }

  keys = outlay_proof_keys_load (line.settings->proof_key_file, &error);
  return keys != NULL ? recode (&line, keys, "sealed") : outlay_command_fail (error);
}

static int
run_decrypt (int n_arguments, char **arguments)
{
  static const char *const own[] = { NULL };
  g_auto (OutlayCommandLine) line = { 0 };
  g_autoptr (OutlayProofKeys) none = outlay_proof_keys_load (NULL, NULL);

  if (!outlay_command_line_parse (&line, n_arguments, arguments, own, 0))
    return 2;

  return recode (&line, none, "unsealed");
}

static int
run_sweep (int n_arguments, char **arguments)
{
  static const char *const own[] = { "dry-run!", NULL };
  g_auto (OutlayCommandLine) line = { 0 };
  g_autoptr (OutlayProofVault) vault = NULL;
  g_autoptr (OutlayConnection) db = NULL;
  g_autoptr (GError) error = NULL;
  OutlayProofSweep sweep;

  if (!outlay_command_line_parse (&line, n_arguments, arguments, own, 0))
    return 2;

  db = open_database (&line, &vault, &error);
  sweep = (OutlayProofSweep) {
    .vault = vault,
    .db = db,
    .grace = (gint64) line.settings->proof_grace_days * G_TIME_SPAN_DAY,
    .is_dry = line.values[0] != NULL,
    .walks_files = TRUE,
  };
  if (db == NULL || !outlay_proof_sweep_run (&sweep, &error))
    return outlay_command_fail (error);

  g_print ("%s %" G_GUINT64_FORMAT " proofs that no expense names, %" G_GUINT64_FORMAT
           " files without a row and %" G_GUINT64_FORMAT " unfinished ones: %" G_GUINT64_FORMAT
           " bytes\n",
           sweep.is_dry ? "would delete" : "deleted", sweep.n_rows, sweep.n_files,
           sweep.n_temporary, sweep.n_bytes);
  return 0;
}

const OutlayCommand outlay_proofs_encrypt_command = {
  "proofs encrypt",
  "",
  "seal every proof with the first key of the key file",
  WHERE "Seals what lies there as it was sent or is under an older key. The server may be running\n"
        "meanwhile, if it knows the key already. It can be stopped and begun again at any time.\n",
  run_encrypt,
};

const OutlayCommand outlay_proofs_decrypt_command = {
  "proofs decrypt",
  "",
  "unseal every proof again",
  WHERE "Take proof-key-file from the server's settings afterwards, or what is sent from then on\n"
        "is sealed again. Until it is done the server needs the keys.\n",
  run_decrypt,
};

const OutlayCommand outlay_proofs_sweep_command = {
  "proofs sweep",
  "",
  "delete proofs that no expense has named for the days of grace",
  WHERE "  --proof-grace-days N how long they are kept (7)\n"
        "  --dry-run            say what would be deleted, and change nothing\n"
        "The server does the same by itself. What any version of an expense shows is kept.\n",
  run_sweep,
};
