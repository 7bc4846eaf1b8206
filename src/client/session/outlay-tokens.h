/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "client/account/outlay-account.h"

G_BEGIN_DECLS

/**
 * OutlayPerson:
 *
 * Who somebody is at a server, as `user` of a sign-in and `GET /api/v1/me` say. Owns its texts.
 */
typedef struct
{
  char      *user_id;
  char      *user_name;
  char      *email;
  OutlayRole role;
  char      *company_name;
} OutlayPerson;

OutlayPerson *outlay_person_read (JsonObject    *object,
                                  GError       **error);
void          outlay_person_free (OutlayPerson  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayPerson, outlay_person_free)

/**
 * OutlayTokens:
 * @expires_in: seconds the access token is good for
 * @person: (nullable): sent at sign-in, and maybe at a refresh
 *
 * What a sign-in or a refresh gives.
 */
typedef struct
{
  char         *access_token;
  char         *refresh_token;
  gint64        expires_in;
  OutlayPerson *person;
} OutlayTokens;

/* (transfer full) (nullable): %NULL with %OUTLAY_CLIENT_ERROR_NO_SERVER */
OutlayTokens *outlay_tokens_read (JsonNode      *json,
                                  GError       **error);
void          outlay_tokens_free (OutlayTokens  *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayTokens, outlay_tokens_free)

G_END_DECLS
