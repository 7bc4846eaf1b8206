/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/outlay-request.h"

G_BEGIN_DECLS

typedef enum
{
  OUTLAY_SIGN_IN_RIGHT,
  OUTLAY_SIGN_IN_WRONG, /* there is no such account, its password is another, or it is disabled */
  OUTLAY_SIGN_IN_EAGER, /* there were too many attempts: nothing was looked at */
} OutlaySignInOutcome;

/**
 * OutlaySignInCheck:
 * @wait: seconds to wait, when there were too many attempts
 * @company: (nullable): of the person, when the password is right
 * @person: (nullable): their id
 *
 * What comes of an address and a password, wherever they were typed.
 */
typedef struct
{
  OutlaySignInOutcome outcome;
  guint               wait;
  char               *company;
  char               *person;
} OutlaySignInCheck;

/**
 * outlay_sign_in_check:
 * @request: of a route that runs on the hashing pool
 *
 * Looks for the account and compares the password, in the same time and with the same outcome
 * whether there is such an account or not. Counts failures for the account and the address, and
 * looks at nothing once there were too many.
 *
 * Returns: %FALSE with an error of the database
 */
gboolean outlay_sign_in_check (const OutlayRequest  *request,
                               const char           *email,
                               const char           *password,
                               OutlaySignInCheck    *check,
                               GError              **error);

void outlay_sign_in_check_clear (OutlaySignInCheck *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (OutlaySignInCheck, outlay_sign_in_check_clear)

G_END_DECLS
