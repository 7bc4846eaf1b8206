/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "core/expense/outlay-workflow.h"

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_INVITATION_PENDING,
  OUTLAY_INVITATION_ACCEPTED,
  OUTLAY_INVITATION_REVOKED,
  OUTLAY_INVITATION_EXPIRED,
} OutlayInvitationState;

#define OUTLAY_TYPE_INVITATION (outlay_invitation_get_type ())
G_DECLARE_FINAL_TYPE (OutlayInvitation, outlay_invitation, OUTLAY, INVITATION, GObject)

/**
 * OutlayInvitation:
 *
 * An invitation to join the company. Immutable. Code and link are told once, to who makes or renews
 * it, and kept nowhere.
 */

/* (transfer full) (nullable): %NULL with %OUTLAY_CLIENT_ERROR_NO_SERVER */
OutlayInvitation     *outlay_invitation_read           (JsonObject        *object,
                                                        GError           **error);

const char           *outlay_invitation_get_id         (OutlayInvitation  *self);
const char           *outlay_invitation_get_email      (OutlayInvitation  *self);
OutlayRole            outlay_invitation_get_role       (OutlayInvitation  *self);
OutlayInvitationState outlay_invitation_get_state      (OutlayInvitation  *self);
/* RFC 3339 */
const char           *outlay_invitation_get_expires_at (OutlayInvitation  *self);
/* (nullable) */
const char           *outlay_invitation_get_code       (OutlayInvitation  *self);
/* (nullable) */
const char           *outlay_invitation_get_link       (OutlayInvitation  *self);

G_END_DECLS
