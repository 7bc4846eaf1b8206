/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/account/outlay-account-check.h"
#include "server/auth/outlay-keys.h"
#include "server/auth/outlay-password.h"
#include "server/auth/outlay-session-store.h"
#include "server/command/outlay-command.h"
#include "server/command/outlay-typed-password.h"
#include "server/history/outlay-audit-store.h"
#include "server/outlay-service-private.h"
#include "server/people/outlay-person-store.h"

/* Inside a transaction. */
static gboolean
set_password (OutlayConnection *db, const char *email, const char *hash, GError **error)
{
  g_autofree char *company = NULL;
  g_autofree char *id = NULL;
  gint64 now = g_get_real_time ();

  if (!outlay_person_store_find (db, email, &company, &id, error))
    return FALSE;
  if (id == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND, "%s has no account", email);
      return FALSE;
    }

  return outlay_connection_serialize (db, company, error) &&
         outlay_person_store_set_password (db, company, id, hash, now, error) &&
         outlay_session_store_end_all (db, company, id, "password", now, error) &&
         outlay_audit_store_add (
             db, company, &(OutlayAuditEntry) { .kind = OUTLAY_AUDIT_PASSWORD_SET, .person = id },
             now, error);
}

static gboolean
write_password (const OutlaySettings *settings,
                const char *email,
                const char *password,
                GError **error)
{
  g_autoptr (OutlayConnection)
      db = outlay_service_open_existing (settings->database, OUTLAY_OPEN_READ_WRITE, error);
  g_autoptr (OutlayKeys) keys = NULL;
  g_autofree char *hash = NULL;

  if (db == NULL || !outlay_premises_check_keys (settings, db, error) ||
      (keys = outlay_keys_load (settings->keys, error)) == NULL)
    return FALSE;

  hash = outlay_password_hash (keys->pepper, password, settings->bcrypt_cost);
  if (!outlay_connection_begin (db, error))
    return FALSE;
  if (set_password (db, email, hash, error))
    return outlay_connection_commit (db, error);

  outlay_connection_rollback (db);
  return FALSE;
}

static int
run_user_password (int n_arguments, char **arguments)
{
  static const char *const own[] = { "email", NULL };
  g_auto (OutlayCommandLine) line = { 0 };
  g_autoptr (GArray) complaints = outlay_complaints_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *password = NULL;

  if (!outlay_command_line_parse (&line, n_arguments, arguments, own, 0))
    return 2;
  if (line.values[0] == NULL)
    {
      g_printerr ("outlayd: --email is missing\n");
      return 2;
    }

  password = outlay_typed_password_read (line.values[0]);
  outlay_password_check (password, line.values[0], complaints);
  if (!outlay_complaints_is_empty (complaints))
    {
      g_printerr (
          "outlayd: the password %s\n",
          outlay_complaint_code_to_string (g_array_index (complaints, OutlayComplaint, 0).code));
      return 2;
    }

  if (!write_password (line.settings, line.values[0], password, &error))
    return outlay_command_fail (error);

  g_print ("%s has another password, and is signed out everywhere\n", line.values[0]);
  return 0;
}

const OutlayCommand outlay_user_password_command = {
  "user password",
  "",
  "give a person another password; it is asked for, or the first line of standard input",
  "  --database URI       sqlite:PATH or postgresql://… (sqlite:outlay.db)\n"
  "  --keys FOLDER        where the server's keys lie (\"keys\" beside the database)\n"
  "  --config FILE        read these settings from FILE\n"
  "  --email ADDRESS      what the person signs in with\n"
  "They are signed out everywhere. The server may be running meanwhile.\n",
  run_user_password,
};
