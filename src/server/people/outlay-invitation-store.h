/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/expense/outlay-workflow.h"
#include "db/outlay-connection.h"
#include "server/outlay-json-writer.h"
#include "server/people/outlay-invitation-code.h"

G_BEGIN_DECLS

#define OUTLAY_INVITATION_LIFETIME ((gint64) 7 * 24 * 60 * 60 * G_USEC_PER_SEC)

/**
 * OutlayInvitation:
 * @name: (nullable): what the admin calls them; who accepts says their own name
 * @sent_at: when the code that is good now was made
 * @accepted_at, @revoked_at: 0 while it was not
 * @person: (nullable): id of who has accepted it
 *
 * An invitation to join a company, as the database has it: the code itself is known only to who it
 * was given to. It is "pending" until it was "accepted", "revoked" or, a week after it was sent,
 * "expired"; pending and expired ones may be renewed. When who sent it is no longer an admin, it is
 * revoked.
 *
 * On the wire:
 *
 *     {
 *       "id": "…", "email": "nora@example.com", "name": "Nora" | null, "role": "reviewer",
 *       "state": "pending" | "accepted" | "revoked" | "expired",
 *       "invited_by": {"id": "…", "name": "Ada"},
 *       "person": "<id of the user>" | null,
 *       "created_at": "…", "sent_at": "…", "expires_at": "…"
 *     }
 *
 * For admins alone:
 *
 *     POST   /api/v1/users {email, name?, role}     201: the invitation with "code" and "link"
 *     GET    /api/v1/invitations?limit&cursor       {"items": […], "next": …}, newest first
 *     POST   /api/v1/invitations/{id}/renew         200: as the first, with another code; the one
 *                                                   before is worth nothing from then on
 *     DELETE /api/v1/invitations/{id}               204; 409 for one that was accepted
 *
 * "link" is `<public-url>/join#CODE`, with the code in the fragment, which no browser sends and no
 * log keeps; null where the server has no `public-url`. "mailed" is false: no mail is sent, and the
 * admin hands the link or the code on. Replaying a POST by its Idempotency-Key gives the invitation
 * without code and link, which are kept nowhere: renew it.
 *
 * Whoever has the code joins with `POST /api/v1/auth/signup {invite, name, email, password}`; the
 * address must be the invited one. A code that is wrong, spent, expired, revoked or another
 * address's is the same 403.
 */
typedef struct
{
  char      *company;
  char      *id;
  char      *email;
  char      *name;
  OutlayRole role;
  char      *inviter;
  char      *inviter_name;
  char      *person;
  gint64     created_at;
  gint64     sent_at;
  gint64     accepted_at;
  gint64     revoked_at;
} OutlayInvitation;

void outlay_invitation_free (OutlayInvitation *self);

typedef enum
{
  OUTLAY_INVITATION_PENDING,
  OUTLAY_INVITATION_ACCEPTED,
  OUTLAY_INVITATION_REVOKED,
  OUTLAY_INVITATION_EXPIRED,
} OutlayInvitationState;

OutlayInvitationState outlay_invitation_get_state (const OutlayInvitation *self, gint64 now);

/* @code: (nullable): and @link: (nullable), written where @code is not %NULL */
void outlay_invitation_write_json (const OutlayInvitation *self,
                                   const char             *code,
                                   const char             *link,
                                   gint64                  now,
                                   OutlayJsonWriter       *json);

/* (transfer full): `{email, role}`, for the audit */
char *outlay_invitation_dup_detail (const OutlayInvitation *self);

/**
 * outlay_invitation_store_add:
 * @name: (nullable)
 * @code: of it; its hash is kept
 * @id: (out) (transfer full): of the new invitation; %NULL where one for this address is pending
 */
gboolean outlay_invitation_store_add (OutlayConnection            *db,
                                      const char                  *company,
                                      const char                  *email,
                                      const char                  *name,
                                      OutlayRole                   role,
                                      const char                  *inviter,
                                      const OutlayInvitationCode  *code,
                                      gint64                       now,
                                      char                       **id,
                                      GError                     **error);

/* (transfer full) (nullable): %NULL without an error where there is none */
OutlayInvitation *outlay_invitation_store_get (OutlayConnection  *db,
                                               const char        *company,
                                               const char        *id,
                                               GError           **error);

/* The same by its code. */
OutlayInvitation *outlay_invitation_store_find (OutlayConnection            *db,
                                                const OutlayInvitationCode  *code,
                                                GError                     **error);

/* The same by the address it was sent to, of those that wait for an answer. */
OutlayInvitation *outlay_invitation_store_find_pending (OutlayConnection  *db,
                                                        const char        *company,
                                                        const char        *email,
                                                        gint64             now,
                                                        GError           **error);

/* (transfer full) (element-type OutlayInvitation): those before the id @before, newest first; all
 * for the greatest id there is */
GPtrArray *outlay_invitation_store_list (OutlayConnection  *db,
                                         const char        *company,
                                         const char        *before,
                                         guint              limit,
                                         GError           **error);

/* Gives it another code, and another week. */
gboolean outlay_invitation_store_renew (OutlayConnection            *db,
                                        const OutlayInvitation      *invitation,
                                        const OutlayInvitationCode  *code,
                                        gint64                       now,
                                        GError                     **error);

gboolean outlay_invitation_store_revoke (OutlayConnection        *db,
                                         const OutlayInvitation  *invitation,
                                         gint64                   now,
                                         GError                 **error);

/* Those that @inviter has sent and nobody has accepted. */
gboolean outlay_invitation_store_revoke_all (OutlayConnection  *db,
                                             const char        *company,
                                             const char        *inviter,
                                             gint64             now,
                                             GError           **error);

/* @person: who has joined by it */
gboolean outlay_invitation_store_accept (OutlayConnection        *db,
                                         const OutlayInvitation  *invitation,
                                         const char              *person,
                                         gint64                   now,
                                         GError                 **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayInvitation, outlay_invitation_free)

G_END_DECLS
