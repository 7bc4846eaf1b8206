/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "client/transport/outlay-transport.h"

G_BEGIN_DECLS

/*
 * The calls that need no access token, for the session. Each is a future of a boxed #OutlayAnswer,
 * but for the last.
 */

/* Rejects with WRONG_LOGIN where the server says 401. */
DexFuture *outlay_auth_api_log_in  (OutlayTransport *transport,
                                    const char      *email,
                                    const char      *password);
/* @company: (nullable). An address that has an account already is REFUSED, as other faults
 * of the form are. */
DexFuture *outlay_auth_api_sign_up (OutlayTransport *transport,
                                    const char      *company,
                                    const char      *name,
                                    const char      *email,
                                    const char      *password);

/* @invite: an invitation's code. One that is not valid, or meant for another address, is
 * FORBIDDEN. */
DexFuture *outlay_auth_api_join    (OutlayTransport *transport,
                                    const char      *invite,
                                    const char      *name,
                                    const char      *email,
                                    const char      *password);

/**
 * outlay_auth_api_refresh:
 *
 * Presents a refresh token, again and at once where the answer may have been lost on the way: the
 * server gives the same successor for 60 seconds only. SIGN_IN is the server's own word.
 */
DexFuture *outlay_auth_api_refresh (OutlayTransport *transport,
                                    const char      *refresh_token);
DexFuture *outlay_auth_api_log_out (OutlayTransport *transport,
                                    const char      *refresh_token);

/* Future of a boolean: whether an Outlay server answers. Rejects with OFFLINE,
 * NO_SERVER or UNTRUSTED. */
DexFuture *outlay_auth_api_probe   (OutlayTransport *transport);

G_END_DECLS
