/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/oauth/outlay-sign-in-page.h"

#include "server/oauth/outlay-browser.h"
#include "server/oauth/outlay-page.h"
#include "server/outlay-service-private.h"

/* The page with the request in it; the browser is told the mark it is sealed with. */
static OutlayReply *
reply_with_request (const OutlayRequest *request,
                    const OutlayAuthorization *authorization,
                    OutlayPage *page,
                    guint status)
{
  gboolean is_new;
  g_autofree char *mark = outlay_browser_ensure_mark (request, &is_new);
  g_autofree char *sealed = outlay_authorization_seal (authorization, request, mark);
  g_autofree char *target = outlay_authorization_dup_form_target (authorization);
  OutlayReply *reply;

  outlay_page_set (page, "pending", sealed);
  outlay_page_set_text_with (page, "purpose", "sign-in-to", authorization->client->name);
  outlay_page_allow_form_target (page, target);

  reply = outlay_page_reply (page, status);
  if (is_new)
    outlay_browser_set_cookie (request, reply, OUTLAY_COOKIE_BROWSER, mark);

  return reply;
}

OutlayReply *
outlay_sign_in_page_ask (const OutlayRequest *request,
                         const OutlayAuthorization *authorization,
                         const OutlaySignInEntry *entry,
                         guint status)
{
  OutlayPage *page = outlay_page_new (request, "sign-in", "sign-in");
  const char *email = entry != NULL && entry->email != NULL ? entry->email : authorization->hint;

  outlay_page_set (page, "email", email);
  outlay_page_set (page, email != NULL ? "asks-password" : "asks-email", "");
  if (entry != NULL && entry->fault != NULL)
    {
      outlay_page_set_text (page, "fault", entry->fault);
      if (!entry->is_elsewhere)
        outlay_page_set (page, "is-invalid", "");
      outlay_page_set_title_of_fault (page, entry->fault);
    }

  if (request->service->sso != NULL)
    outlay_page_set_text_with (page, "sso", "sso-with",
                               outlay_sso_get_name (request->service->sso));

  return reply_with_request (request, authorization, page, status);
}

OutlayReply *
outlay_sign_in_page_offer (const OutlayRequest *request,
                           const OutlayAuthorization *authorization,
                           const OutlayPerson *person)
{
  OutlayPage *page = outlay_page_new (request, "continue", "sign-in");

  outlay_page_set (page, "person", person->id);
  outlay_page_set (page, "name", person->name);
  outlay_page_set (page, "email", person->email);
  outlay_page_set (page, "company", person->company_name);
  outlay_page_set_text_with (page, "continue-as", "continue-as", person->name);

  return reply_with_request (request, authorization, page, 200);
}
