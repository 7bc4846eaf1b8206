/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * outlay_server_address_normalize:
 * @typed: what a person typed: "expenses.example.com", "https://example.com/login",
 *   "localhost:8080"
 *
 * HTTPS is assumed, and asked for: plain HTTP is allowed to loopback addresses alone, as a password
 * would travel in the clear elsewhere. Path, query, a final slash and surrounding white space go; a
 * name and password in the address are refused. The same server always gives the same text, as it
 * names the token in the keyring.
 *
 * Returns: (transfer full) (nullable): "https://host[:port]", or %NULL with
 *   %OUTLAY_CLIENT_ERROR_BAD_ADDRESS
 */
char *outlay_server_address_normalize (const char  *typed,
                                       GError     **error);

G_END_DECLS
