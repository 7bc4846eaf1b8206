/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * OutlayWebCall:
 * @url: https, or http to this machine
 * @accept: (nullable): value of that header
 * @form: (nullable): what to post; %NULL to get
 * @authorization: (nullable): value of that header
 * @ca_file: (nullable): PEM file of certificates to believe beside the system's
 * @max_answer: most bytes of an answer
 * @patience_ms: how long all of it may take
 * @is_stopping: (atomic): ends the call when it is not 0
 *
 * One question to a server that an administrator has named. It follows no redirect, and goes through the
 * proxy that the environment names (https_proxy, no_proxy).
 */
typedef struct
{
  const char *url;
  const char *accept;
  const char *form;
  const char *authorization;
  const char *ca_file;
  gsize       max_answer;
  guint       patience_ms;
  const int  *is_stopping;
} OutlayWebCall;

/**
 * outlay_web_call_run:
 * @status: (out): of the answer
 *
 * Asks, and waits. Never on a thread that others wait for.
 *
 * Returns: (transfer full) (nullable): the answer's body; %NULL with %G_IO_ERROR_FAILED, whose message
 *   holds nothing that was received, where there was none, or too much of it, or the server is busy
 *   (429, 5xx)
 */
GString *outlay_web_call_run (const OutlayWebCall *self, long *status, GError **error);

/* Whether @url is spelled so that everybody reads it alike, and leads to https, or where @allows_http also
 * to http on this machine; without a name, password or fragment. */
gboolean outlay_web_url_is_safe (const char *url, gboolean allows_http);

G_END_DECLS
