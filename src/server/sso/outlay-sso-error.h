/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define OUTLAY_SSO_ERROR (outlay_sso_error_quark ())
GQuark outlay_sso_error_quark (void);

/**
 * OutlaySsoError:
 *
 * What keeps the company's identity provider from telling who somebody is. A message is a constant
 * sentence without anything that was received: it goes to the log and the audit.
 */
typedef enum
{
  OUTLAY_SSO_ERROR_AWAY, /* it cannot be reached, or is not itself: try again later */
  OUTLAY_SSO_ERROR_KEY,  /* signed by a key that is not known yet: fetch its keys and try again */
  OUTLAY_SSO_ERROR_BAD,  /* what it says must not be believed: let nobody in */
} OutlaySsoError;

/* Sets @error. Returns: %FALSE */
gboolean outlay_sso_fail (GError **error, OutlaySsoError code, const char *message);

G_END_DECLS
