/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/oauth/outlay-authorization.h"
#include "server/people/outlay-person-store.h"

G_BEGIN_DECLS

/* The page that stands between a client and its code. Its form goes to `POST /oauth/authorize` with
 * the sealed request in the field `pending` and the button that was pressed in `action`; whatever
 * the way in, it ends with outlay_authorization_finish(), or here again with what went wrong. */

/**
 * OutlaySignInEntry:
 * @email: (nullable): what was typed
 * @fault: (nullable): key of a text: what is wrong with it
 * @is_elsewhere: whether the fault is not in what was typed here
 */
typedef struct
{
  const char *email;
  const char *fault;
  gboolean    is_elsewhere;
} OutlaySignInEntry;

/* Asks who it is. @entry: (nullable) */
OutlayReply *outlay_sign_in_page_ask (const OutlayRequest       *request,
                                      const OutlayAuthorization *authorization,
                                      const OutlaySignInEntry   *entry,
                                      guint                      status);

/* Offers to go on as @person, who is signed in with this browser, or as somebody else. */
OutlayReply *outlay_sign_in_page_offer (const OutlayRequest       *request,
                                        const OutlayAuthorization *authorization,
                                        const OutlayPerson        *person);

G_END_DECLS
