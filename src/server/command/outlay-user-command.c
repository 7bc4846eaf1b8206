/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "core/account/outlay-account-check.h"
#include "db/outlay-migration.h"
#include "server/people/outlay-company-store.h"
#include "server/auth/outlay-keys.h"
#include "server/auth/outlay-password.h"
#include "server/people/outlay-person-store.h"
#include "server/command/outlay-command.h"
#include "server/command/outlay-typed-password.h"
#include "server/history/outlay-audit-store.h"
#include "server/outlay-service-private.h"

enum
{
  COMPANY,
  EMAIL,
  NAME,
  ROLE,
};
static const char *const own[] = { "company", "email", "name", "role", NULL };

/* Whether there is nothing to complain of; @field, if any, stands for the field of
 * each complaint. */
static gboolean
is_fine (OutlayComplaints *complaints, const char *field)
{
  for (guint i = 0; i < complaints->len; i++)
    {
      const OutlayComplaint *complaint = &g_array_index (complaints, OutlayComplaint, i);

      g_printerr ("outlayd: the %s %s\n", field != NULL ? field : complaint->field,
                  outlay_complaint_code_to_string (complaint->code));
    }

  return complaints->len == 0;
}

static gboolean
check (const OutlayCommandLine *line, const char *password, OutlayRole *role)
{
  g_autoptr (GArray) complaints = outlay_complaints_new ();
  g_autoptr (GArray) about_company = outlay_complaints_new ();

  for (guint i = 0; own[i] != NULL; i++)
    if (line->values[i] == NULL)
      {
        g_printerr ("outlayd: --%s is missing\n", own[i]);
        return FALSE;
      }

  if (!outlay_role_from_string (line->values[ROLE], role))
    {
      g_printerr ("outlayd: --role must be employee, reviewer or admin\n");
      return FALSE;
    }

  outlay_name_check (line->values[NAME], complaints);
  outlay_email_check (line->values[EMAIL], complaints);
  outlay_password_check (password, line->values[EMAIL], complaints);
  outlay_name_check (line->values[COMPANY], about_company);

  return is_fine (complaints, NULL) && is_fine (about_company, "company");
}

/* Inside a transaction. @is_new says whether the company was made for this. */
static gboolean
add_user (OutlayConnection *db,
          const OutlayCommandLine *line,
          OutlayRole role,
          const char *hash,
          gboolean *is_new,
          GError **error)
{
  g_autofree char *company = NULL;
  g_autofree char *id = NULL;
  gint64 now = g_get_real_time ();

  if (!outlay_company_store_hold (db, line->values[COMPANY], &company, error))
    return FALSE;
  *is_new = company == NULL;
  if (*is_new)
    company = outlay_company_store_add (db, line->values[COMPANY], now, error);
  if (company == NULL ||
      !outlay_person_store_add (db, company, line->values[NAME], line->values[EMAIL], role, hash,
                                now, &id, error))
    return FALSE;

  if (id == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "%s has an account already",
                   line->values[EMAIL]);
      return FALSE;
    }

  /* Whoever may do this here is known to the machine, not to the company. */
  return outlay_audit_store_add (
      db, company, &(OutlayAuditEntry) { .kind = OUTLAY_AUDIT_USER_ADDED, .person = id }, now,
      error);
}

static gboolean
write_user (const OutlayCommandLine *line,
            OutlayRole role,
            const char *password,
            gboolean *is_new,
            GError **error)
{
  g_autoptr (OutlayConnection) db = outlay_service_open_database (line->settings, error);
  g_autoptr (OutlayKeys) keys = NULL;
  g_autofree char *hash = NULL;

  if (db == NULL || !outlay_premises_check_keys (line->settings, db, error) ||
      (keys = outlay_keys_load (line->settings->keys, error)) == NULL)
    return FALSE;

  hash = outlay_password_hash (keys->pepper, password, line->settings->bcrypt_cost);
  if (!outlay_connection_begin (db, error))
    return FALSE;

  if (!add_user (db, line, role, hash, is_new, error))
    {
      outlay_connection_rollback (db);
      return FALSE;
    }

  return outlay_connection_commit (db, error);
}

static int
run_user_add (int n_arguments, char **arguments)
{
  g_auto (OutlayCommandLine) line = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *password = NULL;
  gboolean is_new = FALSE;
  OutlayRole role;

  if (!outlay_command_line_parse (&line, n_arguments, arguments, own, 0))
    return 2;

  password = outlay_typed_password_read (line.values[EMAIL]);
  if (!check (&line, password, &role))
    return 2;
  if (!write_user (&line, role, password, &is_new, &error))
    return outlay_command_fail (error);

  g_print ("%s is %s %s of %s%s\n", line.values[EMAIL], role == OUTLAY_ROLE_REVIEWER ? "a" : "an",
           line.values[ROLE], line.values[COMPANY], is_new ? ", a new company" : "");
  return 0;
}

const OutlayCommand outlay_user_add_command = {
  "user add",
  "",
  "add a person; the password is asked for, or the first line of standard input",
  "  --database URI       sqlite:PATH or postgresql://… (sqlite:outlay.db)\n"
  "  --keys FOLDER        where the server's keys lie (\"keys\" beside the database)\n"
  "  --config FILE        read these settings from FILE\n"
  "  --company NAME       made, with the usual categories, if it is new\n"
  "  --email ADDRESS      what the person signs in with\n"
  "  --name NAME\n"
  "  --role ROLE          employee, reviewer or admin\n"
  "The server may be running meanwhile.\n",
  run_user_add,
};
