/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A server's address as a person types it: one text for one server, and never a password in the clear. */

#include "fuzz.h"

#include <gio/gio.h>

#include "client/session/outlay-server-address.h"

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  g_autofree char *typed = fuzz_dup_text (bytes, size);
  g_autofree char *address = outlay_server_address_normalize (typed, NULL);
  g_autofree char *again = NULL;
  g_autoptr (GUri) uri = NULL;

  if (address == NULL)
    return 0;

  again = outlay_server_address_normalize (address, NULL);
  g_assert_cmpstr (again, ==, address);
  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  g_assert_nonnull (uri);
  g_assert_null (g_uri_get_userinfo (uri));
  g_assert_cmpstr (g_uri_get_path (uri), ==, "");
  return 0;
}
