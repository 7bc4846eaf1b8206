/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The fields of a request's head, a line each: what is accepted has one meaning. */

#include "fuzz.h"

#include <string.h>

#include "server/http/outlay-proxies.h"

/* Whatever proxies or their clients write, the client is an address, and of a stranger nothing is
 * believed. */
static void
resolve (const OutlayHead *head)
{
  g_autoptr (OutlayProxies) proxies = outlay_proxies_new ("127.0.0.0/8, 2001:db8::/32", NULL);
  OutlayClient client;

  g_assert_true (outlay_proxies_resolve (proxies, "192.0.2.1", head, &client));
  g_assert_cmpstr (client.address, ==, "192.0.2.1");
  g_assert_false (client.is_secure);

  if (outlay_proxies_resolve (proxies, "127.0.0.1", head, &client))
    g_assert_true (g_hostname_is_ip_address (client.address));
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  g_autofree char *text = fuzz_dup_text (bytes, size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (OutlayReply) refusal = NULL;
  OutlayHead head = { 0 };
  guint n_hosts = 0, n_lengths = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *value = strchr (lines[i], ':');

      if (value != NULL)
        *value++ = '\0';
      outlay_head_add (&head, lines[i], strlen (lines[i]), value,
                       value != NULL ? strlen (value) : 0);
      n_hosts += g_ascii_strcasecmp (lines[i], "host") == 0;
      n_lengths += g_ascii_strcasecmp (lines[i], "content-length") == 0;
    }

  resolve (&head);
  refusal = outlay_head_check (&head, "POST", "HTTP/1.1");
  if (refusal != NULL)
    {
      g_assert_cmpuint (outlay_reply_get_status (refusal), >=, 400);
      return 0;
    }

  g_assert_cmpuint (n_hosts, ==, 1);
  g_assert_cmpuint (n_lengths, <=, 1);
  g_assert_true (head.content_length == NULL || head.transfer_encoding == NULL);
  g_assert_cmpuint (head.n_fields, <=, OUTLAY_HEAD_MAX_FIELDS);
  g_assert_cmpuint (head.size, <=, OUTLAY_HEAD_MAX_SIZE);
  return 0;
}
