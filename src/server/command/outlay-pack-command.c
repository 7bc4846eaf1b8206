/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "core/outlay-time.h"
#include "pack/outlay-pack-reader.h"
#include "server/command/outlay-command.h"
#include "server/command/outlay-pack-export.h"
#include "server/command/outlay-pack-import.h"
#include "server/command/outlay-pack-verdict.h"
#include "server/outlay-service-private.h"
#include "server/people/outlay-company-store.h"
#include "server/people/outlay-person-store.h"

#define WHERE                                                                                      \
  "  --database URI       sqlite:PATH or postgresql://… (sqlite:outlay.db)\n"                      \
  "  --proofs FOLDER      where the proofs lie (\"proofs\" beside the database)\n"                 \
  "  --proof-key-file FILE  the keys that seal them\n"                                             \
  "  --config FILE        read these settings from FILE\n"

static gboolean complain (const char *format, ...) G_GNUC_PRINTF (1, 2);

static gboolean
complain (const char *format, ...)
{
  g_autofree char *line = NULL;
  va_list arguments;

  va_start (arguments, format);
  line = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_printerr ("outlayd: %s\n", line);

  return FALSE;
}

/* --- stopping --- */

static gpointer
await_signal (gpointer data)
{
  sigset_t signals;
  int number;

  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  sigaddset (&signals, SIGHUP);
  sigwait (&signals, &number);
  g_cancellable_cancel (data);

  return NULL;
}

/* Whoever ends the program before it is done finds no half a pack. Begins no other thread before. */
static GCancellable *
cancellable_of_signals (void)
{
  GCancellable *cancellable = g_cancellable_new ();
  sigset_t signals;

  sigemptyset (&signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  sigaddset (&signals, SIGHUP);
  pthread_sigmask (SIG_BLOCK, &signals, NULL);
  g_thread_unref (g_thread_new ("signals", await_signal, cancellable));

  return cancellable;
}

/* --- where --- */

typedef struct
{
  OutlayConnection *db;
  OutlayProofVault *vault;
  char *company;
} Place;

static void
place_clear (Place *self)
{
  g_clear_object (&self->db);
  g_clear_pointer (&self->vault, outlay_proof_vault_free);
  g_free (self->company);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

static gboolean
enter (Place *self,
       const OutlaySettings *settings,
       OutlayOpenFlags flags,
       const char *company,
       GError **error)
{
  self->db = outlay_service_open_existing (settings->database, flags, error);
  if (self->db == NULL || !outlay_service_check_version (self->db, error))
    return FALSE;

  self->vault = outlay_proof_vault_new (settings->proofs, settings->proof_key_file, error);
  if (self->vault == NULL || !outlay_proof_vault_check_keys (self->vault, self->db, error) ||
      !outlay_company_store_find (self->db, company, &self->company, error))
    return FALSE;
  if (self->company != NULL)
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
               "there is no company called %s; \"outlayd user add\" founds one", company);
  return FALSE;
}

/* (nullable): somebody of the company */
static OutlayPerson *
find_person (const Place *place, const char *email, GError **error)
{
  g_autofree char *company = NULL;
  g_autofree char *id = NULL;

  if (!outlay_person_store_find (place->db, email, &company, &id, error))
    return NULL;
  if (g_strcmp0 (company, place->company) == 0)
    return outlay_person_store_get (place->db, company, id, error);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "the company has nobody called %s", email);
  return NULL;
}

/* --- export --- */

enum
{
  EXPORT_COMPANY,
  EXPORT_OUT,
  EXPORT_FROM,
  EXPORT_TO,
  EXPORT_OWNER,
  EXPORT_STATE,
};
static const char *const export_own[] = { "company", "out", "from", "to", "owner", "state", NULL };

#define SHARED_STATES                                                                              \
  (1u << OUTLAY_STATE_SUBMITTED | 1u << OUTLAY_STATE_APPROVED | 1u << OUTLAY_STATE_REJECTED |      \
   1u << OUTLAY_STATE_REIMBURSED)

static gboolean
read_states (const char *list, gboolean is_owners, guint *states)
{
  g_auto (GStrv) words = g_strsplit (list != NULL ? list : "", ",", -1);

  *states = list != NULL ? 0 : SHARED_STATES;
  for (guint i = 0; list != NULL && words[i] != NULL; i++)
    {
      OutlayState state;

      if (!outlay_state_from_string (words[i], &state))
        return complain ("--state: \"%s\" is none of draft, submitted, approved, rejected and "
                         "reimbursed",
                         words[i]);
      if (state == OUTLAY_STATE_DRAFT && !is_owners)
        return complain ("drafts are their owners' alone: name one with --owner");
      *states |= 1u << state;
    }

  return TRUE;
}

static gboolean
check_export (const OutlayCommandLine *line, guint *states)
{
  const char *from = line->values[EXPORT_FROM];
  const char *to = line->values[EXPORT_TO];

  if (line->values[EXPORT_COMPANY] == NULL || line->values[EXPORT_OUT] == NULL)
    return complain ("--company and --out are needed; see --help");
  if ((from != NULL && !outlay_day_is_valid (from)) || (to != NULL && !outlay_day_is_valid (to)))
    return complain ("--from and --to are days like 2026-11-20");
  if (from != NULL && to != NULL && strcmp (from, to) > 0)
    return complain ("--from is after --to");
  if (g_file_test (line->values[EXPORT_OUT], G_FILE_TEST_EXISTS))
    return complain ("%s is there already", line->values[EXPORT_OUT]);

  return read_states (line->values[EXPORT_STATE], line->values[EXPORT_OWNER] != NULL, states);
}

static void
show_progress (gint64 done, gint64 total)
{
  g_printerr ("\r%" G_GINT64_FORMAT " of %" G_GINT64_FORMAT " expenses%s", done, total,
              done == total ? "\n" : "");
}

static gboolean export (const OutlayCommandLine *line,
                        guint states,
                        OutlayPackExport *pack,
                        GError **error)
{
  g_auto (Place) place = { NULL };
  g_autoptr (OutlayPerson) owner = NULL;
  g_autoptr (GCancellable) cancellable = cancellable_of_signals ();
  g_autofree char *filter = NULL;
  OutlayPackChoice choice = {
    .from = line->values[EXPORT_FROM],
    .to = line->values[EXPORT_TO],
    .states = states,
  };

  if (!enter (&place, line->settings, OUTLAY_OPEN_READ_ONLY | OUTLAY_OPEN_PATIENT,
              line->values[EXPORT_COMPANY], error) ||
      (line->values[EXPORT_OWNER] != NULL &&
       (owner = find_person (&place, line->values[EXPORT_OWNER], error)) == NULL))
    return FALSE;

  choice.company = place.company;
  choice.owner = owner != NULL ? owner->id : NULL;
  if (line->values[EXPORT_STATE] != NULL)
    filter = g_strconcat ("state: ", line->values[EXPORT_STATE], NULL);
  pack->db = place.db;
  pack->vault = place.vault;
  pack->choice = &choice;
  pack->path = line->values[EXPORT_OUT];
  pack->cancellable = cancellable;
  pack->progress = isatty (STDERR_FILENO) ? show_progress : NULL;
  pack->title = (OutlayPackTitle) {
    .program = "outlayd " OUTLAY_VERSION,
    .company_id = place.company,
    .company_name = line->values[EXPORT_COMPANY],
    .person_id = choice.owner,
    .person_name = owner != NULL ? owner->name : NULL,
    .from = choice.from,
    .to = choice.to,
    .filter = filter,
    .made_at = g_get_real_time (),
  };

  return outlay_pack_export_run (pack, error);
}

static int
run_export (int n_arguments, char **arguments)
{
  g_auto (OutlayCommandLine) line = { 0 };
  g_autoptr (GError) error = NULL;
  OutlayPackExport pack = { NULL };
  guint states;

  if (!outlay_command_line_parse (&line, n_arguments, arguments, export_own, 0) ||
      !check_export (&line, &states))
    return 2;
  if (!export (&line, states, &pack, &error))
    return outlay_command_fail (error);

  g_print ("%" G_GINT64_FORMAT " expenses and %" G_GINT64_FORMAT " proofs are in %s",
           pack.n_expenses, pack.n_proofs, line.values[EXPORT_OUT]);
  if (pack.n_unread > 0)
    g_print ("; %u proofs could not be read, and its manifest says why", pack.n_unread);
  g_print ("\n");
  return 0;
}

/* --- verify --- */

enum
{
  VERIFY_JSON,
};

static int
run_verify (int n_arguments, char **arguments)
{
  static const char *const own[] = { "json!", NULL };
  g_auto (OutlayCommandLine) line = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayPackReader) reader = NULL;
  const OutlayPackManifest *manifest;
  gboolean is_sound;

  if (!outlay_command_line_parse (&line, n_arguments, arguments, own, 1))
    return 2;

  reader = outlay_pack_reader_open (line.words[0], NULL, &error);
  if (reader == NULL ||
      !outlay_pack_verdict_tell (reader, line.values[VERIFY_JSON] != NULL, &is_sound, &error))
    return outlay_command_fail (error);
  if (!is_sound)
    return 1;
  if (line.values[VERIFY_JSON] != NULL)
    return 0;

  manifest = outlay_pack_reader_get_manifest (reader);
  g_print ("%" G_GINT64_FORMAT " expenses and %" G_GINT64_FORMAT
           " proofs, all as they were written",
           manifest->n_expenses, manifest->n_proofs);
  if (manifest->unread->len > 0)
    g_print ("; %u proofs could not be read then", manifest->unread->len);
  g_print ("\n");
  return 0;
}

/* --- import --- */

enum
{
  IMPORT_COMPANY,
  IMPORT_OWNER,
};
static const char *const import_own[] = { "company", "owner", NULL };

static void
say (const char *line)
{
  complain ("%s", line);
}

static void
print_import (const OutlayPackImport *import)
{
  g_print ("%" G_GINT64_FORMAT " expenses and %" G_GINT64_FORMAT " proofs taken in",
           import->n_fates[OUTLAY_PACK_FATE_NEW], import->n_proofs);
  if (import->n_people > 0 || import->n_categories > 0)
    g_print (", with %u people and %u categories that are new", import->n_people,
             import->n_categories);
  if (import->n_people > 0)
    g_print ("; accounts of new people are disabled");
  if (import->n_strangers > 0)
    g_print (", and %u of them cannot sign in here, as their address is another company's",
             import->n_strangers);
  g_print ("; %" G_GINT64_FORMAT " expenses were there already\n",
           import->n_fates[OUTLAY_PACK_FATE_KNOWN]);
}

static gboolean
import (const OutlayCommandLine *line,
        OutlayPackReader *reader,
        OutlayPackImport *pack,
        GError **error)
{
  g_auto (Place) place = { NULL };
  g_autoptr (OutlayPerson) owner = NULL;

  if (!enter (&place, line->settings, OUTLAY_OPEN_READ_WRITE, line->values[IMPORT_COMPANY],
              error) ||
      (line->values[IMPORT_OWNER] != NULL &&
       (owner = find_person (&place, line->values[IMPORT_OWNER], error)) == NULL))
    return FALSE;

  /* A server that has never run has none yet. */
  if (g_mkdir_with_parents (line->settings->proofs, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_FAILED, "%s cannot be made",
                   line->settings->proofs);
      return FALSE;
    }

  *pack = (OutlayPackImport) {
    .db = place.db,
    .vault = place.vault,
    .reader = reader,
    .company = place.company,
    .nobody = owner != NULL ? owner->id : NULL,
    .say = say,
  };
  return outlay_pack_import_run (pack, error);
}

static int
run_import (int n_arguments, char **arguments)
{
  g_auto (OutlayCommandLine) line = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = NULL;
  g_autoptr (OutlayPackReader) reader = NULL;
  OutlayPackImport pack;
  gboolean is_sound;

  if (!outlay_command_line_parse (&line, n_arguments, arguments, import_own, 1))
    return 2;
  if (line.values[IMPORT_COMPANY] == NULL)
    {
      complain ("--company is needed; see --help");
      return 2;
    }

  cancellable = cancellable_of_signals ();
  reader = outlay_pack_reader_open (line.words[0], cancellable, &error);
  if (reader == NULL || !outlay_pack_verdict_tell (reader, FALSE, &is_sound, &error))
    return outlay_command_fail (error);
  if (!is_sound)
    {
      complain ("the pack is not as it was written: nothing was taken in");
      return 1;
    }
  if (!import (&line, reader, &pack, &error))
    return outlay_command_fail (error);

  print_import (&pack);
  for (guint i = OUTLAY_PACK_FATE_DIFFERENT; i < OUTLAY_PACK_N_FATES; i++)
    if (pack.n_fates[i] > 0)
      return 1;

  return 0;
}

const OutlayCommand outlay_pack_export_command = {
  "pack export",
  "",
  "write an audit pack: expenses with their history and proofs, in one ZIP file",
  WHERE
  "  --company NAME       whose\n"
  "  --out FILE           the pack; must not be there yet\n"
  "  --from DAY --to DAY  of these days alone, both included\n"
  "  --owner ADDRESS      of this person alone\n"
  "  --state LIST         draft, submitted, approved, rejected, reimbursed, with commas between;\n"
  "                       all but drafts. Drafts are told of one --owner alone\n"
  "The server may be running meanwhile. Sealed proofs are in the pack as they were sent. One that\n"
  "cannot be read is named in its manifest with the reason.\n",
  run_export,
};

const OutlayCommand outlay_pack_verify_command = {
  "pack verify",
  "FILE ",
  "see whether an audit pack is as it was written",
  "  FILE                 the pack\n"
  "  --json               print one JSON object a line for what is wrong\n"
  "Needs no database. Ends with 1 if anything is wrong.\n",
  run_verify,
};

const OutlayCommand outlay_pack_import_command = {
  "pack import",
  "FILE ",
  "take the expenses of an audit pack into a company that lacks them",
  WHERE
  "  FILE                 the pack, which is verified first\n"
  "  --company NAME       into which; it must be there\n"
  "  --owner ADDRESS      who somebody without an address is, as in a pack from a device\n"
  "People are known by their address; who is not known gets an account that is disabled.\n"
  "Nothing is overwritten: an expense that is there and says something else is left out and\n"
  "named, and the program ends with 1. Done again it adds nothing. The server may be running\n"
  "meanwhile; what it keeps in memory is five minutes old at most.\n",
  run_import,
};
