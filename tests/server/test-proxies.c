/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "server/http/outlay-proxies.h"

#include <string.h>

static void
test_trust (void)
{
  static const struct
  {
    const char *list;
    const char *address;
    gboolean is_trusted;
  } cases[] = {
    { NULL, "127.0.0.1", FALSE },
    { "127.0.0.1", "127.0.0.1", TRUE },
    { "127.0.0.1", "127.0.0.2", FALSE },
    { "127.0.0.1", "::ffff:127.0.0.1", TRUE },
    { "10.0.0.0/8", "10.255.1.2", TRUE },
    { "10.0.0.0/8", "11.0.0.1", FALSE },
    { "10.0.0.0/8", "::1", FALSE },
    { "192.0.2.128/25", "192.0.2.127", FALSE },
    { "192.0.2.128/25", "192.0.2.200", TRUE },
    { " ::1 , 2001:db8::/33 ", "2001:db8:7fff::1", TRUE },
    { "::1,2001:db8::/33", "2001:db8:8000::1", FALSE },
    { "0.0.0.0/0", "203.0.113.9", TRUE },
    { "0.0.0.0/0", "2001:db8::1", FALSE },
    { "::/0", "203.0.113.9", TRUE },
    { "::/0", "local", FALSE },
    { "unix", "local", TRUE },
    { "unix", "127.0.0.1", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (OutlayProxies) proxies = outlay_proxies_new (cases[i].list, &error);

      g_assert_no_error (error);
      g_test_message ("%s, %s", cases[i].list, cases[i].address);
      g_assert_cmpint (outlay_proxies_trust (proxies, cases[i].address), ==, cases[i].is_trusted);
    }
}

static void
test_bad_list (void)
{
  static const char *const bad[] = {
    "localhost",   "127.0.0.1,", ",",      "10.0.0.0/33",  "10.0.0.0/",
    "10.0.0.0/-1", "::1/129",    "10.0.0", "10.0.0.0/8/8", "127.0.0.1 10.0.0.1",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bad[i]);
      g_assert_null (outlay_proxies_new (bad[i], &error));
      g_assert_error (error, OUTLAY_PROXIES_ERROR, OUTLAY_PROXIES_ERROR_LIST);
    }
}

/* --- who asks --- */

#define TRUSTED "127.0.0.1, 10.0.0.0/8, ::1"

typedef struct
{
  const char *peer;
  const char *fields[8]; /* name, value, … */
  const char *client;    /* NULL: refused */
  gboolean is_secure;
  gboolean is_direct;
} Case;

static const Case cases[] = {
  { "203.0.113.5", { NULL }, "203.0.113.5", FALSE, TRUE },
  { "127.0.0.1", { NULL }, "127.0.0.1", FALSE, TRUE },
  { "127.0.0.1", { "Via", "1.1 proxy" }, "127.0.0.1", FALSE, FALSE },

  /* What a stranger says of itself */
  { "203.0.113.5", { "X-Forwarded-For", "10.0.0.1" }, "203.0.113.5" },
  { "203.0.113.5", { "Forwarded", "for=127.0.0.1;proto=https" }, "203.0.113.5" },
  { "203.0.113.5", { "X-Forwarded-For", "1.1.1.1", "Forwarded", "for=2.2.2.2" }, "203.0.113.5" },
  { "203.0.113.5", { "X-Forwarded-Proto", "https" }, "203.0.113.5" },

  /* One proxy, and a client that tries to be somebody else */
  { "127.0.0.1", { "X-Forwarded-For", "198.51.100.7" }, "198.51.100.7" },
  { "127.0.0.1", { "x-forwarded-for", "198.51.100.7" }, "198.51.100.7" },
  { "127.0.0.1", { "X-Forwarded-For", "127.0.0.1, 198.51.100.7" }, "198.51.100.7" },
  { "127.0.0.1", { "X-Forwarded-For", "6.6.6.6,10.0.0.1 ,\t198.51.100.7" }, "198.51.100.7" },
  { "127.0.0.1",
    { "X-Forwarded-For", "6.6.6.6", "X-Forwarded-For", "198.51.100.7" },
    "198.51.100.7" },
  { "127.0.0.1", { "X-Forwarded-For", "'); --, 198.51.100.7" }, "198.51.100.7" },
  { "127.0.0.1", { "X-Forwarded-For", "\", 198.51.100.7" }, "198.51.100.7" },
  { "127.0.0.1", { "X-Forwarded-For", "\"6.6.6.6, 198.51.100.7, 10.0.0.9" }, "198.51.100.7" },

  /* Two of them, and a client within the trusted network */
  { "127.0.0.1", { "X-Forwarded-For", "198.51.100.7, 10.0.0.9" }, "198.51.100.7" },
  { "127.0.0.1", { "X-Forwarded-For", "6.6.6.6, 198.51.100.7, 10.0.0.9" }, "198.51.100.7" },
  { "127.0.0.1", { "X-Forwarded-For", "10.0.0.8, 10.0.0.9" }, "10.0.0.8" },

  /* What cannot be an address goes as far as can be seen */
  { "127.0.0.1", { "X-Forwarded-For", "" }, "127.0.0.1" },
  { "127.0.0.1", { "X-Forwarded-For", "unknown" }, "127.0.0.1" },
  { "127.0.0.1", { "X-Forwarded-For", "198.51.100.7, nobody" }, "127.0.0.1" },
  { "127.0.0.1", { "X-Forwarded-For", "198.51.100.7, nobody, 10.0.0.9" }, "10.0.0.9" },
  { "127.0.0.1", { "X-Forwarded-For", "198.51.100.7," }, "127.0.0.1" },
  { "127.0.0.1", { "X-Forwarded-For", "198.51.100.777" }, "127.0.0.1" },

  /* Ways to write one */
  { "127.0.0.1", { "X-Forwarded-For", "198.51.100.7:4711" }, "198.51.100.7" },
  { "127.0.0.1", { "X-Forwarded-For", "2001:DB8::7" }, "2001:db8::7" },
  { "127.0.0.1", { "X-Forwarded-For", "[2001:db8::7]" }, "2001:db8::7" },
  { "127.0.0.1", { "X-Forwarded-For", "[2001:db8::7]:4711" }, "2001:db8::7" },
  { "127.0.0.1", { "X-Forwarded-For", "::ffff:198.51.100.7" }, "198.51.100.7" },
  { "127.0.0.1", { "X-Forwarded-For", "[2001:db8::7" }, "127.0.0.1" },
  { "::1", { "X-Forwarded-For", "198.51.100.7" }, "198.51.100.7" },

  /* The scheme */
  { "127.0.0.1",
    { "X-Forwarded-For", "198.51.100.7", "X-Forwarded-Proto", "https" },
    "198.51.100.7",
    TRUE },
  { "127.0.0.1", { "X-Forwarded-Proto", "HTTPS" }, "127.0.0.1", TRUE },
  { "127.0.0.1", { "X-Forwarded-Proto", "https, http" }, "127.0.0.1", FALSE },
  { "127.0.0.1", { "X-Forwarded-Proto", "http,https" }, "127.0.0.1", TRUE },
  { "127.0.0.1", { "X-Forwarded-Proto", "httpsx" }, "127.0.0.1", FALSE },

  /* RFC 7239 */
  { "127.0.0.1", { "Forwarded", "for=198.51.100.7" }, "198.51.100.7" },
  { "127.0.0.1", { "Forwarded", "For=\"[2001:db8:cafe::17]:4711\"" }, "2001:db8:cafe::17" },
  { "127.0.0.1", { "Forwarded", "for=192.0.2.60;proto=https;by=203.0.113.43" }, "192.0.2.60", TRUE },
  { "127.0.0.1",
    { "Forwarded", "for=6.6.6.6;proto=https, for=198.51.100.7;proto=http" },
    "198.51.100.7" },
  { "127.0.0.1",
    { "Forwarded", "for=6.6.6.6", "Forwarded", "for=\"198.51.100.7\", for=10.0.0.9;proto=https" },
    "198.51.100.7",
    TRUE },
  { "127.0.0.1", { "Forwarded", "for=_hidden" }, "127.0.0.1" },
  { "127.0.0.1", { "Forwarded", "proto=https" }, "127.0.0.1", TRUE },
  { "127.0.0.1", { "Forwarded", "host=\"a, for=6.6.6.6\";for=198.51.100.7" }, "198.51.100.7" },

  /* A quote that a client opens swallows what the proxy adds: nobody can say who asks */
  { "127.0.0.1", { "Forwarded", "for=\", for=198.51.100.7" }, NULL },
  { "127.0.0.1", { "Forwarded", "for=10.0.0.1;host=\"x, for=198.51.100.7;proto=https" }, NULL },
  { "127.0.0.1", { "Forwarded", "for=198.51.100.7;host=\"x\\\", for=6.6.6.6" }, NULL },
  { "127.0.0.1", { "Forwarded", "for=6.6.6.6, for=\"[2001:db8::7]" }, NULL },
  { "127.0.0.1", { "Forwarded", "for=\"x", "Forwarded", "for=198.51.100.7" }, NULL },
  { "203.0.113.5", { "Forwarded", "for=\"" }, "203.0.113.5" },

  /* Both: one of them may be the client's own */
  { "127.0.0.1", { "X-Forwarded-For", "198.51.100.7", "Forwarded", "for=6.6.6.6" }, NULL },
  { "127.0.0.1",
    { "X-Forwarded-For", "198.51.100.7", "Forwarded", "for=198.51.100.7" },
    "198.51.100.7" },
  { "127.0.0.1",
    { "X-Forwarded-For", "198.51.100.7", "Forwarded", "for=198.51.100.7;proto=https" },
    NULL },
};

static void
test_resolve (void)
{
  g_autoptr (OutlayProxies) proxies = outlay_proxies_new (TRUSTED, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const Case *c = &cases[i];
      OutlayHead head = { 0 };
      OutlayClient client;
      gboolean is_known;

      for (guint f = 0; f + 1 < G_N_ELEMENTS (c->fields) && c->fields[f] != NULL; f += 2)
        outlay_head_add (&head, c->fields[f], strlen (c->fields[f]), c->fields[f + 1],
                         strlen (c->fields[f + 1]));

      is_known = outlay_proxies_resolve (proxies, c->peer, &head, &client);
      g_test_message ("case %zu: %s", i, is_known ? client.address : "(refused)");
      g_assert_cmpint (is_known, ==, c->client != NULL);
      if (c->client == NULL)
        continue;
      g_assert_cmpstr (client.address, ==, c->client);
      g_assert_cmpint (client.is_secure, ==, c->is_secure);
      g_assert_cmpint (client.is_direct, ==, c->is_direct);
    }
}

/* However long the list is, the end of it counts. */
static void
test_many_hops (void)
{
  g_autoptr (OutlayProxies) proxies = outlay_proxies_new (TRUSTED, NULL);
  g_autoptr (GString) list = g_string_new (NULL);
  OutlayHead head = { 0 };
  OutlayClient client;

  for (guint i = 0; i < 300; i++)
    g_string_append (list, "6.6.6.6, ");
  g_string_append (list, "198.51.100.7");
  for (guint i = 0; i < 20; i++)
    outlay_head_add (&head, "X-Forwarded-For", 15, list->str, list->len);

  g_assert_true (outlay_proxies_resolve (proxies, "127.0.0.1", &head, &client));
  g_assert_cmpstr (client.address, ==, "198.51.100.7");
}

static void
test_network (void)
{
  static const char *const networks[][2] = {
    { "198.51.100.7", "198.51.100.7" },
    { "::ffff:198.51.100.7", "198.51.100.7" },
    { "2001:db8:0:1:2:3:4:5", "2001:db8:0:1::" },
    { "2001:db8:0:1::", "2001:db8:0:1::" },
    { "::1", "::" },
    { "local", "local" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      g_autofree char *network = outlay_address_dup_network (networks[i][0]);

      g_assert_cmpstr (network, ==, networks[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/server/proxies/trust", test_trust);
  g_test_add_func ("/server/proxies/bad-list", test_bad_list);
  g_test_add_func ("/server/proxies/network", test_network);
  g_test_add_func ("/server/proxies/resolve", test_resolve);
  g_test_add_func ("/server/proxies/many-hops", test_many_hops);

  return g_test_run ();
}
