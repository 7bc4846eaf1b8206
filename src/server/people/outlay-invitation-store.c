/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/people/outlay-invitation-store.h"

#include "core/outlay-uuid.h"
#include "server/people/outlay-person-store.h"

static const char *const state_names[] = {
  [OUTLAY_INVITATION_PENDING] = "pending",
  [OUTLAY_INVITATION_ACCEPTED] = "accepted",
  [OUTLAY_INVITATION_REVOKED] = "revoked",
  [OUTLAY_INVITATION_EXPIRED] = "expired",
};

void
outlay_invitation_free (OutlayInvitation *self)
{
  g_free (self->company);
  g_free (self->id);
  g_free (self->email);
  g_free (self->name);
  g_free (self->inviter);
  g_free (self->inviter_name);
  g_free (self->person);
  g_free (self);
}

OutlayInvitationState
outlay_invitation_get_state (const OutlayInvitation *self, gint64 now)
{
  if (self->accepted_at != 0)
    return OUTLAY_INVITATION_ACCEPTED;
  if (self->revoked_at != 0)
    return OUTLAY_INVITATION_REVOKED;

  return now < self->sent_at + OUTLAY_INVITATION_LIFETIME ? OUTLAY_INVITATION_PENDING
                                                          : OUTLAY_INVITATION_EXPIRED;
}

static void
write_code (const char *code, const char *link, OutlayJsonWriter *json)
{
  outlay_json_writer_name (json, "code");
  outlay_json_writer_token (json, code);
  outlay_json_writer_name (json, "link");
  outlay_json_writer_text (json, link);
  outlay_json_writer_name (json, "mailed");
  outlay_json_writer_bool (json, FALSE);
}

void
outlay_invitation_write_json (const OutlayInvitation *self,
                              const char *code,
                              const char *link,
                              gint64 now,
                              OutlayJsonWriter *json)
{
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "id");
  outlay_json_writer_token (json, self->id);
  outlay_json_writer_name (json, "email");
  outlay_json_writer_text (json, self->email);
  outlay_json_writer_name (json, "name");
  outlay_json_writer_text (json, self->name);
  outlay_json_writer_name (json, "role");
  outlay_json_writer_token (json, outlay_role_to_string (self->role));
  outlay_json_writer_name (json, "state");
  outlay_json_writer_token (json, state_names[outlay_invitation_get_state (self, now)]);
  outlay_json_writer_name (json, "invited_by");
  outlay_json_writer_begin_object (json);
  outlay_json_writer_name (json, "id");
  outlay_json_writer_token (json, self->inviter);
  outlay_json_writer_name (json, "name");
  outlay_json_writer_text (json, self->inviter_name);
  outlay_json_writer_end_object (json);
  outlay_json_writer_name (json, "person");
  outlay_json_writer_text (json, self->person);
  outlay_json_writer_name (json, "created_at");
  outlay_json_writer_time (json, self->created_at);
  outlay_json_writer_name (json, "sent_at");
  outlay_json_writer_time (json, self->sent_at);
  outlay_json_writer_name (json, "expires_at");
  outlay_json_writer_time (json, self->sent_at + OUTLAY_INVITATION_LIFETIME);
  if (code != NULL)
    write_code (code, link, json);
  outlay_json_writer_end_object (json);
}

char *
outlay_invitation_dup_detail (const OutlayInvitation *self)
{
  OutlayJsonWriter json;
  gsize length;

  outlay_json_writer_init (&json, 128);
  outlay_json_writer_begin_object (&json);
  outlay_json_writer_name (&json, "email");
  outlay_json_writer_text (&json, self->email);
  outlay_json_writer_name (&json, "role");
  outlay_json_writer_token (&json, outlay_role_to_string (self->role));
  outlay_json_writer_end_object (&json);

  return outlay_json_writer_end (&json, &length);
}

/* --- reading ---------------------------------------------------------------------------------- */

static OutlayInvitation *
read_row (const char *company, OutlayStatement *row)
{
  OutlayInvitation *self = g_new0 (OutlayInvitation, 1);

  self->company = g_strdup (company);
  self->id = g_strdup (outlay_statement_get_text (row, 0));
  self->email = g_strdup (outlay_statement_get_text (row, 1));
  self->name = g_strdup (outlay_statement_get_text (row, 2));
  if (!outlay_role_from_string (outlay_statement_get_text (row, 3), &self->role))
    self->role = OUTLAY_ROLE_EMPLOYEE;
  self->inviter = g_strdup (outlay_statement_get_text (row, 4));
  self->inviter_name = g_strdup (outlay_statement_get_text (row, 5));
  self->person = g_strdup (outlay_statement_get_text (row, 6));
  self->created_at = outlay_statement_get_int (row, 7);
  self->sent_at = outlay_statement_get_int (row, 8);
  self->accepted_at = outlay_statement_get_int (row, 9);
  self->revoked_at = outlay_statement_get_int (row, 10);

  return self;
}

static OutlayInvitation *
find (OutlayConnection *db, const char *name, const char *company, const char *key, GError **error)
{
  OutlayInvitation *self;
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, name, "ss", company, key) || row == NULL)
    return NULL;

  self = read_row (company, row);

  return self;
}

OutlayInvitation *
outlay_invitation_store_get (OutlayConnection *db,
                             const char *company,
                             const char *id,
                             GError **error)
{
  return find (db, "invitation/get", company, id, error);
}

OutlayInvitation *
outlay_invitation_store_find (OutlayConnection *db,
                              const OutlayInvitationCode *code,
                              GError **error)
{
  g_autofree char *hash = outlay_invitation_code_hash (code);

  return find (db, "invitation/find", code->company, hash, error);
}

OutlayInvitation *
outlay_invitation_store_find_pending (OutlayConnection *db,
                                      const char *company,
                                      const char *email,
                                      gint64 now,
                                      GError **error)
{
  g_autofree char *key = outlay_person_store_fold_email (email);
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "invitation/find-pending", "ssi", company, key,
                               now - OUTLAY_INVITATION_LIFETIME) ||
      row == NULL)
    return NULL;

  return read_row (company, row);
}

GPtrArray *
outlay_invitation_store_list (OutlayConnection *db,
                              const char *company,
                              const char *before,
                              guint limit,
                              GError **error)
{
  g_autoptr (GPtrArray)
      all = g_ptr_array_new_with_free_func ((GDestroyNotify) outlay_invitation_free);
  OutlayStatement *query = outlay_connection_bind (db, error, "invitation/list", "ssi", company,
                                                   before, (gint64) limit);
  gboolean has_row = FALSE;

  if (query == NULL)
    return NULL;

  for (;;)
    {
      if (!outlay_statement_step (query, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&all);

      g_ptr_array_add (all, read_row (company, query));
    }
}

/* --- writing ---------------------------------------------------------------------------------- */

static gboolean
is_pending (OutlayConnection *db,
            const char *company,
            const char *email_key,
            gint64 now,
            gboolean *answer,
            GError **error)
{
  g_autoptr (OutlayRow) row = NULL;

  if (!outlay_connection_find (db, &row, error, "invitation/is-pending", "ssi", company, email_key,
                               now - OUTLAY_INVITATION_LIFETIME))
    return FALSE;

  *answer = row != NULL;
  return TRUE;
}

gboolean
outlay_invitation_store_add (OutlayConnection *db,
                             const char *company,
                             const char *email,
                             const char *name,
                             OutlayRole role,
                             const char *inviter,
                             const OutlayInvitationCode *code,
                             gint64 now,
                             char **id,
                             GError **error)
{
  g_autofree char *key = outlay_person_store_fold_email (email);
  g_autofree char *hash = outlay_invitation_code_hash (code);
  g_autofree char *fresh = outlay_uuid_new ();
  gboolean is_waiting = FALSE;

  *id = NULL;
  if (!is_pending (db, company, key, now, &is_waiting, error))
    return FALSE;
  if (is_waiting)
    return TRUE;

  if (!outlay_connection_run (db, error, "invitation/add", "ssssssssi", company, fresh, hash, email,
                              key, name, outlay_role_to_string (role), inviter, now))
    return FALSE;

  *id = g_steal_pointer (&fresh);
  return TRUE;
}

gboolean
outlay_invitation_store_renew (OutlayConnection *db,
                               const OutlayInvitation *invitation,
                               const OutlayInvitationCode *code,
                               gint64 now,
                               GError **error)
{
  g_autofree char *hash = outlay_invitation_code_hash (code);

  return outlay_connection_run (db, error, "invitation/renew", "sssi", invitation->company,
                                invitation->id, hash, now);
}

gboolean
outlay_invitation_store_revoke (OutlayConnection *db,
                                const OutlayInvitation *invitation,
                                gint64 now,
                                GError **error)
{
  return outlay_connection_run (db, error, "invitation/revoke", "ssi", invitation->company,
                                invitation->id, now);
}

gboolean
outlay_invitation_store_revoke_all (OutlayConnection *db,
                                    const char *company,
                                    const char *inviter,
                                    gint64 now,
                                    GError **error)
{
  OutlayStatement *query = outlay_connection_query (db, "invitation/revoke-all", error);

  if (query == NULL)
    return FALSE;

  outlay_statement_bind (query, "ssi", company, inviter, now);
  return outlay_statement_run (query, error);
}

gboolean
outlay_invitation_store_accept (OutlayConnection *db,
                                const OutlayInvitation *invitation,
                                const char *person,
                                gint64 now,
                                GError **error)
{
  return outlay_connection_run (db, error, "invitation/accept", "ssis", invitation->company,
                                invitation->id, now, person);
}
