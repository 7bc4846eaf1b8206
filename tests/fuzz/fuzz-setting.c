/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an administrator writes in the settings: whatever is let through is usable. */

#include "fuzz.h"

#include "server/http/outlay-cors.h"
#include "server/http/outlay-proxies.h"
#include "server/shared/outlay-redis-address.h"

static void
check_redis (const char *text)
{
  g_autoptr (OutlayRedisAddress) address = outlay_redis_address_parse (text, NULL, NULL);

  if (address == NULL)
    return;

  g_assert_true ((address->host == NULL) != (address->path == NULL));
  g_assert_true (address->host == NULL || (address->port > 0 && address->port < 65536));
  g_assert_cmpint (address->database, >=, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *bytes, size_t size)
{
  g_autofree char *text = fuzz_dup_text (bytes, size);
  g_autoptr (OutlayProxies) proxies = outlay_proxies_new (text, NULL);
  g_autoptr (OutlayCors) cors = outlay_cors_new (text, NULL);

  check_redis (text);
  if (proxies != NULL)
    {
      outlay_proxies_trust (proxies, "192.0.2.1");
      outlay_proxies_trust (proxies, "2001:db8::1");
    }
  return 0;
}
