/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/auth/outlay-sign-in.h"

#include "server/outlay-service-private.h"

OutlayReply *
outlay_sign_in_reply (const OutlayRequest *request,
                      guint status,
                      const OutlayPerson *person,
                      const OutlayRefreshToken *token)
{
  g_autofree char *access = outlay_tokens_sign (request->service->tokens, person->company,
                                                person->id, token->session,
                                                request->now / G_USEC_PER_SEC);
  g_autofree char *refresh = outlay_refresh_token_write (token);
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);
  OutlayReply *reply;

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_str (doc, root, "access_token", access);
  yyjson_mut_obj_add_str (doc, root, "token_type", "Bearer");
  yyjson_mut_obj_add_int (doc, root, "expires_in", OUTLAY_TOKEN_LIFETIME);
  yyjson_mut_obj_add_str (doc, root, "refresh_token", refresh);
  yyjson_mut_obj_add_val (doc, root, "user", outlay_person_write_user (person, doc));

  reply = outlay_reply_new_doc (status, doc);
  outlay_reply_set_header (reply, "Cache-Control", "no-store");

  return reply;
}

OutlayReply *
outlay_sign_in_refuse_eager (guint seconds)
{
  OutlayReply *reply = outlay_reply_new_problem (429, "There were too many attempts.");
  char text[16];

  g_snprintf (text, sizeof text, "%u", seconds);
  outlay_reply_set_header (reply, "Retry-After", text);

  return reply;
}
