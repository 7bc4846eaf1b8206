/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/company/outlay-colleague.h"
#include "client/company/outlay-invitation.h"
#include "client/transport/outlay-api.h"
#include "core/expense/outlay-policy.h"

G_BEGIN_DECLS

/*
 * What an admin does to the company: people, invitations, policy. None of it is kept on the device or
 * put off: it is decided while looking at how things are, so it needs the server. Futures reject with
 * an #OutlayClientError; CONFLICT where somebody else was there first.
 */

/* Future of a #GListStore of #OutlayColleague, in the order they came, all of them. */
DexFuture *outlay_company_api_list_people       (OutlayApi       *api);
/* Future of an #OutlayColleague as they are then. */
DexFuture *outlay_company_api_set_role          (OutlayApi       *api,
                                                 OutlayColleague *colleague,
                                                 OutlayRole       role);
DexFuture *outlay_company_api_set_disabled      (OutlayApi       *api,
                                                 OutlayColleague *colleague,
                                                 gboolean         is_disabled);
/* @department: "" for none */
DexFuture *outlay_company_api_set_department    (OutlayApi       *api,
                                                 OutlayColleague *colleague,
                                                 const char      *department);

/* Future of a #GListStore of #OutlayInvitation: those that may still be accepted or renewed. */
DexFuture *outlay_company_api_list_invitations  (OutlayApi       *api);
/* Future of an #OutlayInvitation with its code. */
DexFuture *outlay_company_api_invite            (OutlayApi       *api,
                                                 const char      *email,
                                                 OutlayRole       role);
DexFuture *outlay_company_api_renew_invitation  (OutlayApi       *api,
                                                 const char      *id);
/* Future of a boolean. */
DexFuture *outlay_company_api_revoke_invitation (OutlayApi       *api,
                                                 const char      *id);

/**
 * OutlayPolicyInForce:
 * @etag: names this version of it
 */
typedef struct
{
  OutlayPolicy policy;
  char        *etag;
} OutlayPolicyInForce;

#define OUTLAY_TYPE_POLICY_IN_FORCE (outlay_policy_in_force_get_type ())
GType                outlay_policy_in_force_get_type (void);
OutlayPolicyInForce *outlay_policy_in_force_copy     (const OutlayPolicyInForce *self);
void                 outlay_policy_in_force_free     (OutlayPolicyInForce       *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPolicyInForce, outlay_policy_in_force_free)

/* Future of a boxed #OutlayPolicyInForce. */
DexFuture *outlay_company_api_get_policy        (OutlayApi          *api);
/* The same, as it is then. @etag: of the one that was looked at */
DexFuture *outlay_company_api_set_policy        (OutlayApi          *api,
                                                 const OutlayPolicy *policy,
                                                 const char         *etag);

G_END_DECLS
