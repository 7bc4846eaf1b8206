/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/auth/outlay-failed-sign-in.h"

#include "server/history/outlay-audit-store.h"
#include "server/outlay-service-private.h"

typedef struct
{
  char *company;
  char *person;
  char *remote;
  gint64 at;
} Failure;

/* On a writer. */
static OutlayReply *
write_cb (OutlayConnection *db, gpointer data)
{
  const Failure *failure = data;
  g_autoptr (GError) error = NULL;

  if (!outlay_audit_store_add (db, failure->company,
                               &(OutlayAuditEntry) {
                                   .kind = OUTLAY_AUDIT_SIGN_IN_FAILED,
                                   .person = failure->person,
                                   .remote = failure->remote,
                               },
                               failure->at, &error))
    return outlay_reply_new_for_error (error);

  return outlay_reply_new_empty (204);
}

static void
done_cb (OutlayReply *reply, gpointer data)
{
  Failure *failure = data;

  if (outlay_reply_get_status (reply) >= 400)
    g_warning ("a failed sign-in from %s could not be written down", failure->remote);

  outlay_reply_free (reply);
  g_free (failure->company);
  g_free (failure->person);
  g_free (failure->remote);
  g_free (failure);
}

void
outlay_failed_sign_in_note (const OutlayRequest *request, const char *company, const char *person)
{
  Failure *failure = g_new0 (Failure, 1);

  failure->company = g_strdup (company);
  failure->person = g_strdup (person);
  failure->remote = g_strdup (request->remote);
  failure->at = request->now;
  outlay_writers_push (request->service->writers, &(OutlayWrite) {
                                                      .company = failure->company,
                                                      .flags = OUTLAY_WRITE_ONCE,
                                                      .func = write_cb,
                                                      .data = failure,
                                                      .done = done_cb,
                                                      .done_data = failure,
                                                  });
}
