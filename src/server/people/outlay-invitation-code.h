/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OUTLAY_INVITATION_SECRET 24 /* bytes from the kernel's generator: 192 bits */

/**
 * OutlayInvitationCode:
 *
 * What an invitation's code says: the company, so that it is found there, and a secret. Its text is
 * 54 characters of base64url (RFC 4648, 5). The server keeps the SHA-256 of the text alone.
 */
typedef struct
{
  char   company[40];
  guint8 secret[OUTLAY_INVITATION_SECRET];
} OutlayInvitationCode;

void     outlay_invitation_code_init  (OutlayInvitationCode *self, const char *company);

/* (transfer full) */
char    *outlay_invitation_code_write (const OutlayInvitationCode *self);
/* %FALSE for what outlay_invitation_code_write() cannot have made. */
gboolean outlay_invitation_code_read  (OutlayInvitationCode *self, const char *text);
/* (transfer full): SHA-256 in hex of its text */
char    *outlay_invitation_code_hash  (const OutlayInvitationCode *self);

G_END_DECLS
