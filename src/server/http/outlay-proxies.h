/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/http/outlay-head.h"
#include "server/http/outlay-listener.h"

G_BEGIN_DECLS

#define OUTLAY_PROXIES_ERROR (outlay_proxies_error_quark ())
GQuark outlay_proxies_error_quark (void);

typedef enum
{
  OUTLAY_PROXIES_ERROR_LIST, /* mend the setting "trusted-proxies" */
} OutlayProxiesError;

/**
 * OutlayProxies:
 *
 * Whose word is taken for where a request comes from. Immutable, any thread.
 */
typedef struct _OutlayProxies OutlayProxies;

/**
 * outlay_proxies_new:
 * @list: (nullable): addresses and networks with commas between, as in "127.0.0.1, 10.0.0.0/8, ::1";
 *   "unix" for whoever comes through a Unix socket
 */
OutlayProxies *outlay_proxies_new  (const char *list, GError **error);
void           outlay_proxies_free (OutlayProxies *self);

/* @address: as outlay_listener_write_address() writes it */
gboolean       outlay_proxies_trust (const OutlayProxies *self, const char *address);

/* Whether only this machine can be there: a loopback address, or a Unix socket. */
gboolean       outlay_address_is_loopback (const char *address);

/* (transfer full): what one subscriber has, who is free to choose among its addresses: an address of
 * IPv4, a /64 of IPv6 */
char          *outlay_address_dup_network (const char *address);

/**
 * OutlayClient:
 * @address: where the request comes from
 * @is_secure: whether a proxy says that it came to it by TLS
 * @is_direct: no proxy had a hand in it, as far as can be told
 */
typedef struct
{
  char     address[OUTLAY_ADDRESS_LENGTH];
  gboolean is_secure;
  gboolean is_direct;
} OutlayClient;

/**
 * outlay_proxies_resolve:
 * @peer: the other end of the connection
 * @client: (out)
 *
 * Reads X-Forwarded-For and X-Forwarded-Proto, and Forwarded (RFC 7239), from the right, as far as
 * those who added to them are trusted: the client is the rightmost address that is not. What a
 * stranger says about itself is not looked at. A proxy that writes one of the two passes the other on
 * as its client sent it; so when both are there, they must agree. The quotes of Forwarded must be
 * closed, or what a proxy adds would be within those of its client.
 *
 * Returns: %FALSE when they do not, and nobody can say who asks
 */
gboolean outlay_proxies_resolve (const OutlayProxies *self,
                                 const char          *peer,
                                 const OutlayHead    *head,
                                 OutlayClient        *client);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (OutlayProxies, outlay_proxies_free)

G_END_DECLS
