/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a client asks for in a query or a form, and what a browser says in its cookies: nobody is ever
 * sent to an address that is not a client's, and nobody makes a seal. */

#include "fuzz.h"

#include <string.h>

#include "server/oauth/outlay-authorization.h"
#include "server/oauth/outlay-browser.h"
#include "server/oauth/outlay-origin.h"
#include "server/oauth/outlay-page-texts.h"
#include "server/outlay-service-private.h"

static OutlayService *
get_service (void)
{
  static OutlayService service;

  if (service.public_url == NULL)
    {
      service.keys = g_new0 (OutlayKeys, 1);
      service.keys->refresh = g_bytes_new_static ("01234567890123456789012345678901", 32);
      service.oauth_clients = outlay_oauth_clients_new (NULL, NULL);
      service.public_url = g_strdup ("http://127.0.0.1:8080");
    }

  return &service;
}

static void
check_redirect (const char *text)
{
  g_autoptr (GUri) uri = g_uri_parse (text, G_URI_FLAGS_NONE, NULL);

  g_assert_nonnull (uri);
  g_assert_true (outlay_host_is_loopback (g_uri_get_host (uri)));
  g_assert_cmpstr (g_uri_get_path (uri), ==, "/");
  g_assert_null (g_uri_get_userinfo (uri));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  g_autofree char *text = fuzz_dup_text (bytes, size);
  g_autofree char *mark = outlay_cookie_find (text, "outlay-browser");
  g_autoptr (OutlayForm) form = outlay_form_new (text, strlen (text));
  const OutlayRequest request = { .service = get_service (),
                                  .cookie = "outlay-browser=AAAAAAAAAAAAAAAAAAAAAA" };
  g_auto (OutlayAuthorization) authorization = { 0 };
  g_auto (OutlayAuthorization) opened = { 0 };
  g_auto (OutlayAuthorization) forged = { 0 };
  g_autofree char *sealed = NULL;
  const char *why = NULL;

  outlay_language_choose (text);
  g_assert_false (outlay_authorization_unseal (&forged, &request, text));
  if (outlay_authorization_read (&authorization, &request, form, &why) != NULL)
    {
      g_assert_nonnull (why);
      if (authorization.redirect_uri != NULL)
        check_redirect (authorization.redirect_uri);
      return 0;
    }

  check_redirect (authorization.redirect_uri);
  sealed = outlay_authorization_seal (&authorization, &request, "AAAAAAAAAAAAAAAAAAAAAA");
  g_assert_true (outlay_authorization_unseal (&opened, &request, sealed));
  g_assert_cmpstr (opened.redirect_uri, ==, authorization.redirect_uri);
  g_assert_cmpstr (opened.state, ==, authorization.state);
  g_assert_cmpstr (opened.challenge, ==, authorization.challenge);
  g_assert_cmpstr (opened.hint, ==, authorization.hint);
  return 0;
}
