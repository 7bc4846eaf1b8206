/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client/outlay-client-error.h"
#include "client/session/outlay-server-address.h"

static void
test_becomes (void)
{
  static const struct
  {
    const char *typed;
    const char *address;
  } cases[] = {
    { "expenses.example.com", "https://expenses.example.com" },
    { "  expenses.example.com/ \n", "https://expenses.example.com" },
    { "HTTPS://Expenses.Example.COM", "https://expenses.example.com" },
    { "https://example.com/login?next=%2F#top", "https://example.com" },
    { "https://example.com:443/", "https://example.com" },
    { "https://example.com:8443///", "https://example.com:8443" },
    { "example.com:8443", "https://example.com:8443" },
    { "example.com.", "https://example.com" },
    { "https://bücher.example", "https://xn--bcher-kva.example" },
    { "192.168.1.20", "https://192.168.1.20" },
    { "https://[2001:db8::1]:8443/x", "https://[2001:db8::1]:8443" },
    { "localhost", "http://localhost" },
    { "localhost:8080", "http://localhost:8080" },
    { "http://localhost:80", "http://localhost" },
    { "http://127.0.0.1:9000/", "http://127.0.0.1:9000" },
    { "127.0.0.1:9000", "http://127.0.0.1:9000" },
    { "127.1.2.3:9000", "http://127.1.2.3:9000" },
    { "http://[::1]:9000", "http://[::1]:9000" },
    { "[::1]:9000", "http://[::1]:9000" },
    { "https://localhost:9443", "https://localhost:9443" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *address = outlay_server_address_normalize (cases[i].typed, &error);
      g_autofree char *again = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (address, ==, cases[i].address);

      again = outlay_server_address_normalize (address, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (again, ==, address);
    }
}

static void
test_refuses (void)
{
  static const char *const cases[] = {
    "",
    "   ",
    "http://example.com",
    "http://192.168.1.20:8080",
    "http://localhost.example.com",
    "http://127.0.0.1.example.com",
    "ftp://example.com",
    "file:///etc/passwd",
    "https://",
    "https:///path",
    "example.com..",
    "https://anna:secret@example.com",
    "https://example.com:0",
    "https://example.com:99999",
    "https://exa mple.com",
    "https://example..com",
    "https://-example.com",
    "https://exa%6dple.com%00",
    "https://[::1",
    "what is this?",
    "\xff\xfe",
  };
  g_autofree char *long_name = g_strnfill (4000, 'a');
  g_autoptr (GError) too_long = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *address = outlay_server_address_normalize (cases[i], &error);

      if (address != NULL)
        g_error ("\"%s\" became %s", cases[i], address);
      g_assert_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_BAD_ADDRESS);
    }

  g_assert_null (outlay_server_address_normalize (long_name, &too_long));
  g_assert_error (too_long, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_BAD_ADDRESS);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/client/server-address/becomes", test_becomes);
  g_test_add_func ("/client/server-address/refuses", test_refuses);
  return g_test_run ();
}
