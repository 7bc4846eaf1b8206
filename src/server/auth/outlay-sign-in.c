/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/auth/outlay-sign-in.h"

#include "server/outlay-service-private.h"

static OutlayReply *
reply_with_tokens (const OutlayRequest *request,
                   guint status,
                   const OutlayPerson *person,
                   const OutlayRefreshToken *token,
                   const char *client,
                   const char *scope,
                   gboolean has_refresh_token)
{
  g_autofree char *access = outlay_tokens_sign_for_client (
      request->service->tokens, person->company, person->id, token->session, client,
      request->now / G_USEC_PER_SEC);
  g_autofree char *refresh = outlay_refresh_token_write (token);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  OutlayReply *reply;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_str (doc, root, "access_token", access);
  yyjson_mut_obj_add_str (doc, root, "token_type", "Bearer");
  yyjson_mut_obj_add_int (doc, root, "expires_in", OUTLAY_TOKEN_LIFETIME);
  if (has_refresh_token)
    yyjson_mut_obj_add_str (doc, root, "refresh_token", refresh);
  if (scope != NULL)
    yyjson_mut_obj_add_str (doc, root, "scope", scope);
  yyjson_mut_obj_add_val (doc, root, "user", outlay_person_write_user (person, doc));

  reply = outlay_reply_new_doc (status, doc);
  outlay_reply_set_header (reply, "Cache-Control", "no-store");
  outlay_reply_set_header (reply, "Pragma", "no-cache"); /* RFC 6749, 5.1 */

  return reply;
}

OutlayReply *
outlay_sign_in_reply (const OutlayRequest *request,
                      guint status,
                      const OutlayPerson *person,
                      const OutlayRefreshToken *token)
{
  return reply_with_tokens (request, status, person, token, OUTLAY_OAUTH_DESKTOP, NULL, TRUE);
}

OutlayReply *
outlay_sign_in_reply_to_client (const OutlayRequest *request,
                                const OutlayPerson *person,
                                const OutlayRefreshToken *token,
                                const char *client,
                                const char *scope,
                                gboolean has_refresh_token)
{
  return reply_with_tokens (request, 200, person, token, client, scope, has_refresh_token);
}

OutlayReply *
outlay_sign_in_refuse_eager (guint seconds)
{
  OutlayReply *reply = outlay_reply_new_problem (429, "There were too many attempts.");

  outlay_reply_set_retry_after (reply, seconds);
  return reply;
}
