/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "db/outlay-connection.h"

G_BEGIN_DECLS

/* What is written down. A newer program may know more. */
#define OUTLAY_AUDIT_SIGN_IN             "sign_in"             /* {client}, where it was one */
#define OUTLAY_AUDIT_SIGN_IN_FAILED      "sign_in_failed"
#define OUTLAY_AUDIT_SIGN_OUT            "sign_out"
#define OUTLAY_AUDIT_REFRESH_REUSE       "refresh_reuse"
#define OUTLAY_AUDIT_CODE_REUSE          "code_reuse"
#define OUTLAY_AUDIT_SSO_LINKED          "sso_linked"          /* {issuer, email, password_removed} */
#define OUTLAY_AUDIT_SSO_SIGNED_IN       "sso_signed_in"       /* {issuer, client} */
#define OUTLAY_AUDIT_SSO_REFUSED         "sso_refused"         /* {issuer, reason, email?} */
#define OUTLAY_AUDIT_COMPANY_FOUNDED     "company_founded"
#define OUTLAY_AUDIT_JOINED              "joined"              /* without an invitation */
#define OUTLAY_AUDIT_INVITED             "invited"             /* {email, role} */
#define OUTLAY_AUDIT_INVITATION_RENEWED  "invitation_renewed"  /* {email, role} */
#define OUTLAY_AUDIT_INVITATION_REVOKED  "invitation_revoked"  /* {email, role} */
#define OUTLAY_AUDIT_INVITATION_ACCEPTED "invitation_accepted" /* {email, role} */
#define OUTLAY_AUDIT_USER_ADDED          "user_added"
#define OUTLAY_AUDIT_PASSWORD_SET        "password_set"        /* by who runs the server */
#define OUTLAY_AUDIT_USER_CHANGED        "user_changed"        /* {from, to}: {name, role, disabled, department} */
#define OUTLAY_AUDIT_ROLE_CHANGED        "role_changed"        /* the same */
#define OUTLAY_AUDIT_USER_DISABLED       "user_disabled"       /* the same */
#define OUTLAY_AUDIT_USER_ENABLED        "user_enabled"        /* the same */
#define OUTLAY_AUDIT_POLICY_CHANGED      "policy_changed"      /* {from, to}: policies */
#define OUTLAY_AUDIT_CATEGORY_MOVED      "category_moved"      /* {from, to, moved, left} */
#define OUTLAY_AUDIT_BUDGETS_CHANGED     "budgets_changed"     /* {from, to}: the company's budgets */
#define OUTLAY_AUDIT_EXPENSES_IMPORTED   "expenses_imported"   /* {pack, company, made_at, expenses} */

/**
 * OutlayAuditEntry:
 * @kind: one of those above
 * @actor: (nullable): id of who did it, where that is known
 * @person: (nullable): id of whom it was done to
 * @session: (nullable): id of the session that it is about
 * @remote: (nullable): the address it came from
 * @detail: (nullable): a JSON object of what else there is to know; never a secret
 *
 * Something about who may do what, which an auditor would ask for, or an admin after a break-in. What
 * is done to expenses is told by their events.
 */
typedef struct
{
  const char *kind;
  const char *actor;
  const char *person;
  const char *session;
  const char *remote;
  const char *detail;
} OutlayAuditEntry;

/**
 * outlay_audit_store_add:
 *
 * Writes @entry down at the end of the company's chain of such entries, in the transaction of what
 * it tells of. Holds the company (outlay_connection_serialize()).
 */
gboolean outlay_audit_store_add (OutlayConnection       *db,
                                 const char             *company,
                                 const OutlayAuditEntry *entry,
                                 gint64                  now,
                                 GError                **error);

/**
 * outlay_audit_hash:
 * @row: company, seq, at, kind, actor, person, session, remote and detail from column 0 on
 * @previous: hash of the company's entry before, empty for the first
 *
 * SHA-256, in hex, over a JSON array without white space: "outlay-audit-1", @previous, then the
 * columns in their order, NULL as null, times as Unix time in microseconds and detail as one text.
 * An auditor can work it out with any JSON library.
 *
 * Returns: (transfer full)
 */
char *outlay_audit_hash (OutlayStatement *row, const char *previous);

G_END_DECLS
