/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "client/rates/outlay-rate-fetch.h"

#include <libsoup/soup.h>

#include "client/outlay-client-error.h"
#include "client/session/outlay-server-address.h"
#include "client/transport/outlay-exchange.h"

#define ADDRESS "https://www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
#define ENVIRONMENT "OUTLAY_RATES_URL"

/* The table of a day has 3 KB in 2026. */
#define MAX_BYTES (1024 * 1024)
#define TIMEOUT_SECONDS 30

/* (transfer full) (nullable) */
static char *
find_address (GError **error)
{
  const char *typed = g_getenv (ENVIRONMENT);
  g_autofree char *server = NULL;

  if (typed == NULL || *typed == '\0')
    return g_strdup (ADDRESS);

  server = outlay_server_address_normalize (typed, error);
  if (server == NULL)
    return NULL;
  if (!g_uri_is_valid (typed, G_URI_FLAGS_NONE, NULL))
    {
      g_set_error (error, OUTLAY_CLIENT_ERROR, OUTLAY_CLIENT_ERROR_BAD_ADDRESS, "%s is no address",
                   ENVIRONMENT);
      return NULL;
    }

  return g_strdup (typed);
}

static SoupSession *
create_session (void)
{
  SoupSession *soup = soup_session_new_with_options (
      "user-agent", "Outlay/" OUTLAY_VERSION, "timeout", TIMEOUT_SECONDS, "idle-timeout", 1, NULL);

  soup_session_remove_feature_by_type (soup, SOUP_TYPE_AUTH_MANAGER);
  return soup;
}

static GBytes *
get (const char *address, GCancellable *cancellable, GError **error)
{
  g_autoptr (SoupSession) soup = create_session ();
  OutlayExchange *exchange = outlay_exchange_new (soup, "GET", address, NULL, cancellable);
  g_autoptr (GInputStream) stream = outlay_exchange_begin (exchange, error);
  GBytes *bytes = NULL;

  if (stream != NULL && soup_message_get_status (exchange->message) != SOUP_STATUS_OK)
    g_propagate_error (error, outlay_exchange_read_failure (exchange, stream));
  else if (stream != NULL)
    bytes = outlay_exchange_read_bytes (exchange, stream, MAX_BYTES, error);
  outlay_exchange_free (exchange);

  return bytes;
}

OutlayRates *
outlay_rate_fetch (GCancellable *cancellable, GError **error)
{
  g_autoptr (OutlayRates) rates = outlay_rates_new ();
  g_autofree char *address = find_address (error);
  g_autoptr (GBytes) bytes = address != NULL ? get (address, cancellable, error) : NULL;
  const char *text;
  gsize length;

  if (bytes == NULL)
    return NULL;

  text = g_bytes_get_data (bytes, &length);
  if (!outlay_rates_read (rates, text != NULL ? text : "", length, error))
    return NULL;

  return g_steal_pointer (&rates);
}
