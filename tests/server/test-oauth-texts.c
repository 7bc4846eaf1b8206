/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What OAuth is told in texts: origins, redirect URIs, forms, cookies, languages. */

#include <string.h>

#include "server/oauth/outlay-browser.h"
#include "server/oauth/outlay-form.h"
#include "server/oauth/outlay-oauth-client.h"
#include "server/oauth/outlay-origin.h"
#include "server/oauth/outlay-page-texts.h"

static void
test_origins (void)
{
  static const char *const safe[] = {
    "https://outlay.example", "https://outlay.example:8443", "https://10.0.0.1",
    "https://[2001:db8::1]",  "http://127.0.0.1:8080",       "http://[::1]:8080",
    "http://127.0.0.1",
  };
  static const char *const unsafe[] = {
    "http://outlay.example",
    "http://localhost:8080",
    "http://127.0.0.1.evil.example",
    "https://outlay.example/",
    "https://Outlay.example",
    "https://outlay.example:443",
    "https://user@outlay.example",
    "https://outlay.example?x",
    "https://outlay.example#x",
    "https://out lay.example",
    "https://münze.example",
    "ws://127.0.0.1",
    "unix:/run/outlayd",
    "https://:8443",
    "",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (safe); i++)
    if (!outlay_origin_is_safe (safe[i]))
      g_error ("%s is safe", safe[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (unsafe); i++)
    if (outlay_origin_is_safe (unsafe[i]))
      g_error ("%s is not safe", unsafe[i]);
}

/* Whatever follows the host, the browser must not end up anywhere else. */
static void
test_redirect_noise (void)
{
  static const char letters[] = "012359:@/\\?#%[].-lht \x01\x80";
  g_autoptr (OutlayOAuthClients) clients = outlay_oauth_clients_new (NULL, NULL);
  const OutlayOAuthClient *desktop = outlay_oauth_clients_find (clients, OUTLAY_OAUTH_DESKTOP);

  for (guint round = 0; round < 200000; round++)
    {
      int length = g_test_rand_int_range (0, 10);
      g_autoptr (GString)
          text = g_string_new (round % 2 == 0 ? "http://127.0.0.1" : "http://[::1]");
      g_autoptr (GUri) uri = NULL;

      for (int i = 0; i < length; i++)
        g_string_append_c (text, letters[g_test_rand_int_range (0, sizeof letters - 1)]);
      if (!outlay_oauth_client_allows_redirect (desktop, text->str))
        continue;

      uri = g_uri_parse (text->str, G_URI_FLAGS_NONE, NULL);
      g_assert_nonnull (uri);
      g_assert_true (outlay_host_is_loopback (g_uri_get_host (uri)));
      g_assert_cmpstr (g_uri_get_path (uri), ==, "/");
      g_assert_null (g_uri_get_userinfo (uri));
      g_assert_null (g_uri_get_query (uri));
      g_assert_null (g_uri_get_fragment (uri));
    }
}

static void
test_forms (void)
{
  static const struct
  {
    const char *text;
    gboolean is_good;
    const char *a;
    const char *doubled;
  } cases[] = {
    { "", TRUE, NULL, NULL },
    { "a=1", TRUE, "1", NULL },
    { "a=", TRUE, NULL, NULL },
    { "a=1+2%2B3%26", TRUE, "1 2+3&", NULL },
    { "%61=1", TRUE, "1", NULL },
    { "a=%C3%A4", TRUE, "ä", NULL },
    { "a=1&b=2&a=3", TRUE, "1", "a" },
    { "a=&a=", TRUE, NULL, "a" },
    { "a=1&%61=1", TRUE, "1", "a" },
    { "b=1=2&a==", TRUE, "=", NULL },
    { "a", FALSE, NULL, NULL },
    { "a=%", FALSE, NULL, NULL },
    { "a=%4", FALSE, NULL, NULL },
    { "a=%zz", FALSE, NULL, NULL },
    { "a=%00", FALSE, NULL, NULL },
    { "a=%0a", FALSE, NULL, NULL },
    { "a=\n", FALSE, NULL, NULL },
    { "a=%7f", FALSE, NULL, NULL },
    { "a%01=1", FALSE, NULL, NULL },
    { "a=%ff", FALSE, NULL, NULL },
    { "a=%ed%a0%80", FALSE, NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (OutlayForm) form = outlay_form_new (cases[i].text, strlen (cases[i].text));

      g_test_message ("%s", cases[i].text);
      g_assert_true ((form != NULL) == cases[i].is_good);
      if (form == NULL)
        continue;
      g_assert_cmpstr (outlay_form_get (form, "a"), ==, cases[i].a);
      g_assert_cmpstr (outlay_form_get_doubled (form), ==, cases[i].doubled);
    }
}

static void
test_forms_are_bounded (void)
{
  g_autoptr (GString) text = g_string_new ("a=1");
  g_autoptr (OutlayForm) full = NULL;
  g_autoptr (OutlayForm) over = NULL;

  for (guint i = 1; i < OUTLAY_FORM_MAX_PARAMETERS; i++)
    g_string_append_printf (text, "&b%u=1", i);
  full = outlay_form_new (text->str, text->len);
  g_assert_nonnull (full);
  g_string_append (text, "&a=1");
  over = outlay_form_new (text->str, text->len);
  g_assert_null (over);
}

static void
test_cookies (void)
{
  static const struct
  {
    const char *field;
    const char *value;
  } cases[] = {
    { NULL, NULL },
    { "", NULL },
    { "mark=1", "1" },
    { "other=2; mark=1", "1" },
    { "other=mark=2; mark=1 ", "1" },
    { "mark=1; mark=2", "1" },
    { "marks=1; xmark=2", NULL },
    { "MARK=1", NULL },
    { "mark", NULL },
    { "mark=", "" },
    { ";;; mark=a=b;", "a=b" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *value = outlay_cookie_find (cases[i].field, "mark");

      g_assert_cmpstr (value, ==, cases[i].value);
    }
}

static void
test_languages (void)
{
  g_assert_cmpint (outlay_language_choose (NULL), ==, OUTLAY_LANGUAGE_ENGLISH);
  g_assert_cmpint (outlay_language_choose ("de-CH"), ==, OUTLAY_LANGUAGE_GERMAN);
  g_assert_cmpint (outlay_language_choose ("den,en"), ==, OUTLAY_LANGUAGE_ENGLISH);
  g_assert_cmpint (outlay_language_choose ("ar-EG,en;q=0.5"), ==, OUTLAY_LANGUAGE_ARABIC);
  g_assert_cmpstr (outlay_page_text (OUTLAY_LANGUAGE_GERMAN, "sign-in"), ==, "Anmelden");
  g_assert_cmpstr (outlay_page_text (OUTLAY_LANGUAGE_ARABIC, "password"), ==, "كلمة السر");
  g_assert_cmpstr (outlay_language_get_direction (OUTLAY_LANGUAGE_GERMAN), ==, "ltr");
  g_assert_cmpstr (outlay_language_get_direction (OUTLAY_LANGUAGE_ARABIC), ==, "rtl");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/oauth-texts/origins", test_origins);
  g_test_add_func ("/server/oauth-texts/redirect-noise", test_redirect_noise);
  g_test_add_func ("/server/oauth-texts/forms", test_forms);
  g_test_add_func ("/server/oauth-texts/forms-are-bounded", test_forms_are_bounded);
  g_test_add_func ("/server/oauth-texts/cookies", test_cookies);
  g_test_add_func ("/server/oauth-texts/languages", test_languages);

  return g_test_run ();
}
