/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/auth/outlay-standing.h"

OutlayReply *
outlay_standing_refuse_stranger (const char *detail)
{
  OutlayReply *reply = outlay_reply_new_problem (401, detail);

  outlay_reply_set_header (reply, "WWW-Authenticate", "Bearer");
  return reply;
}

OutlayReply *
outlay_standing_refuse_role (void)
{
  return outlay_reply_new_problem (403, "Your role may not do this.");
}

OutlayReply *
outlay_standing_check (const OutlayIdentity *identity,
                       OutlayConnection *db,
                       OutlayRole least,
                       OutlayIdentity *now)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (OutlayRow) row = NULL;
  gboolean has_role;

  if (!outlay_connection_find (db, &row, &error, "session/confirm", "sss", identity->company,
                               identity->session, identity->user))
    return outlay_reply_new_for_error (error);
  if (row == NULL)
    return outlay_standing_refuse_stranger ("The access token is not valid any more.");

  *now = *identity;
  has_role = outlay_role_from_string (outlay_statement_get_text (row, 1), &now->role);

  return has_role && now->role >= least ? NULL : outlay_standing_refuse_role ();
}
