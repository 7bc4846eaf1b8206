/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "server/sso/outlay-sso-error.h"

G_BEGIN_DECLS

/* No answer of an identity provider is larger. */
#define OUTLAY_SSO_MAX_ANSWER (256 * 1024)

/**
 * OutlaySsoCall:
 * @url: https, or http to this machine
 * @form: (nullable): what to post; %NULL to get
 * @authorization: (nullable): value of that header
 * @ca_file: (nullable): PEM file of certificates to believe beside the system's
 * @is_stopping: (atomic): ends the call when it is not 0
 *
 * One question to the identity provider. It takes eight seconds at most, follows no redirect, and
 * goes through the proxy that the environment names (https_proxy, no_proxy).
 */
typedef struct
{
  const char *url;
  const char *form;
  const char *authorization;
  const char *ca_file;
  const int  *is_stopping;
} OutlaySsoCall;

/**
 * outlay_sso_call_run:
 * @status: (out): of the answer
 *
 * Asks, and waits. Never on a thread that others wait for.
 *
 * Returns: (transfer full) (nullable): the answer's body; %NULL with %OUTLAY_SSO_ERROR_AWAY where
 *   there was none, or too much of it, or the server is busy (429, 5xx)
 */
GString *outlay_sso_call_run (const OutlaySsoCall *self, long *status, GError **error);

G_END_DECLS
